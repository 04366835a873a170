//! A text in, the phrases out that say where something comes from: "told ", "originally published
//! by ".
//!
//! A phrase says nothing without the name of an outlet behind it, and of the words in a text few
//! begin like a name. So the places where a name may begin are found first, eight bytes at a time,
//! and only there is looked for a phrase that ends.

use super::provenance::Route;

/// What must follow a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Any name.
    Name,
    /// A known outlet or a name built like one.
    Outlet,
}

const PHRASES: [(&str, Route, Needs); 44] = [
    ("interview with ", Route::Told, Needs::Outlet),
    ("interview to ", Route::Told, Needs::Outlet),
    ("interview for ", Route::Told, Needs::Outlet),
    ("interviewed by ", Route::Told, Needs::Outlet),
    ("told ", Route::Told, Needs::Outlet),
    ("tells ", Route::Told, Needs::Outlet),
    ("spoke to ", Route::Told, Needs::Outlet),
    ("spoke with ", Route::Told, Needs::Outlet),
    ("speaking to ", Route::Told, Needs::Outlet),
    ("speaking with ", Route::Told, Needs::Outlet),
    ("statement to ", Route::Told, Needs::Outlet),
    ("said to ", Route::Told, Needs::Outlet),
    ("appearance on ", Route::Told, Needs::Outlet),
    ("quoted by ", Route::Reported, Needs::Outlet),
    ("quoted in ", Route::Reported, Needs::Outlet),
    ("cited by ", Route::Reported, Needs::Outlet),
    ("reported by ", Route::Reported, Needs::Outlet),
    ("obtained by ", Route::Reported, Needs::Outlet),
    ("according to ", Route::Reported, Needs::Outlet),
    ("citing ", Route::Reported, Needs::Outlet),
    ("writes ", Route::Reported, Needs::Outlet),
    ("reports ", Route::Reported, Needs::Outlet),
    ("published in ", Route::Reported, Needs::Outlet),
    ("published by ", Route::Reported, Needs::Outlet),
    ("via ", Route::Reported, Needs::Outlet),
    ("original source of this article is ", Route::Republished, Needs::Name),
    ("source of this article is ", Route::Republished, Needs::Name),
    ("source of this article: ", Route::Republished, Needs::Name),
    ("originally published by ", Route::Republished, Needs::Name),
    ("originally published in ", Route::Republished, Needs::Name),
    ("originally published on ", Route::Republished, Needs::Name),
    ("originally published at ", Route::Republished, Needs::Name),
    ("originally appeared in ", Route::Republished, Needs::Name),
    ("originally appeared on ", Route::Republished, Needs::Name),
    ("originally appeared at ", Route::Republished, Needs::Name),
    ("first published by ", Route::Republished, Needs::Name),
    ("first published in ", Route::Republished, Needs::Name),
    ("first appeared in ", Route::Republished, Needs::Name),
    ("first appeared on ", Route::Republished, Needs::Name),
    ("republished from ", Route::Republished, Needs::Name),
    ("republished with permission from ", Route::Republished, Needs::Name),
    ("reprinted from ", Route::Republished, Needs::Name),
    ("reprinted with permission from ", Route::Republished, Needs::Name),
    ("special to ", Route::Republished, Needs::Outlet),
];

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    /// Where a name may begin.
    pub(crate) end: usize,
    pub(crate) route: Route,
    pub(crate) needs: Needs,
}

/// Finds phrases, whatever their case.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    /// Under the hash of a tail, one more than the number of its phrases below; 0 for none.
    by_tail: Box<[u8; TAILS]>,
    /// The phrases with tails of one hash, the longest first.
    same: Vec<Vec<usize>>,
}

/// How many hashes of tails there are: many more than tails, so that hardly any word of a text but
/// those that end a phrase is looked at twice.
const TAILS: usize = 1 << 10;

impl Phrases {
    pub(crate) fn new() -> Self {
        let mut phrases = Phrases { by_tail: Box::new([0; TAILS]), same: Vec::new() };
        for (number, (phrase, ..)) in PHRASES.iter().enumerate() {
            let slot = &mut phrases.by_tail[tail(phrase.as_bytes())];
            if *slot == 0 {
                phrases.same.push(Vec::new());
                *slot = phrases.same.len() as u8;
            }
            phrases.same[usize::from(*slot) - 1].push(number);
        }
        for same in &mut phrases.same {
            same.sort_by_key(|number| usize::MAX - PHRASES[*number].0.len());
        }
        phrases
    }

    /// The phrases in `text` behind which a name may begin, from left to right. Of those that end at
    /// one place the longest. Only phrases of whole words are sure to be found.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Phrase> + 't {
        Names { bytes: text.as_bytes(), at: 0, last: 0, places: 0 }.filter_map(move |end| {
            let before = text.as_bytes().get(..end)?;
            let same = usize::from(self.by_tail[tail(before)]).checked_sub(1)?;
            self.same[same].iter().find_map(|number| {
                let (phrase, route, needs) = PHRASES[*number];
                let start = end.checked_sub(phrase.len())?;
                let ends = before[start..].eq_ignore_ascii_case(phrase.as_bytes());
                ends.then_some(Phrase { start, end, route, needs })
            })
        })
    }
}

/// A hash of the last four bytes before a space at the end, whatever their case. The first of them
/// counts only where it is a letter: it may stand before the phrase.
fn tail(before: &[u8]) -> usize {
    let bytes = before.last_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 5];
        bytes[5 - before.len()..].copy_from_slice(before);
        bytes
    });
    let first = if bytes[0].is_ascii_alphabetic() { bytes[0] } else { 0 };
    let tail = u32::from_le_bytes([first, bytes[1], bytes[2], bytes[3]]) | 0x2020_2020;
    (tail.wrapping_mul(0x9e37_79b9) >> 22) as usize
}

/// The places behind a space where a name, or what may stand before one, can begin: anything but
/// a small letter, and "t" for "the". Now and then another place is among them.
struct Names<'t> {
    bytes: &'t [u8],
    /// Where the next 64 bytes start.
    at: usize,
    /// The byte before them.
    last: u64,
    /// One bit for each of the 64 bytes before that is such a place.
    places: u64,
}

impl Iterator for Names<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.places == 0 {
            let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
            // All 64 at once: how many places there are is hard to guess for a branch.
            for (part, bytes) in rest[..rest.len().min(64)].chunks(8).enumerate() {
                let here = number(bytes);
                let before = here << 8 | self.last;
                self.last = here >> 56;
                self.places |= bits(equal(before, b' ') & (equal(here, b't') | other(here))) << (8 * part);
            }
            self.at += 64;
        }
        let place = self.at - 64 + self.places.trailing_zeros() as usize;
        self.places &= self.places - 1;
        Some(place)
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The highest bit of each byte that is `byte`; and of some that are one more and follow one.
fn equal(bytes: u64, byte: u8) -> u64 {
    let differ = bytes ^ (ONES * u64::from(byte));
    differ.wrapping_sub(ONES) & !differ & HIGH
}

/// The highest bit of each byte that is not from 0x60 to 0x7f, where the small letters are.
fn other(bytes: u64) -> u64 {
    (bytes | !((bytes << 1) & (bytes << 2))) & HIGH
}

/// The highest bits of the bytes, side by side.
fn bits(bytes: u64) -> u64 {
    // Each bit is moved to the highest byte, to a place of its own.
    (bytes >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Up to eight bytes as a number, the first lowest, with zeros for those past the end.
fn number(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};

    use super::*;

    proptest::proptest! {
        /// Against a search for all phrases that begin anywhere.
        #[test]
        fn no_phrase_before_a_name_is_missed(
            parts in proptest::collection::vec((0..PHRASES.len() + 12, 0..3usize), 0..20),
        ) {
            const OTHERS: [&str; 12] =
                ["the ", "The ", "AP", "3sat", "[", "“", "\"", "re", "news ", "Élan", " ", "source of "];
            let mut text = String::new();
            for (number, case) in parts {
                let part = PHRASES.get(number).map_or_else(|| OTHERS[number - PHRASES.len()], |p| p.0);
                match case {
                    0 => text.push_str(part),
                    1 => text.push_str(&part.to_uppercase()),
                    _ => text.push_str(part.trim()),
                }
            }
            let slow = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(PHRASES.iter().map(|phrase| phrase.0))
                .unwrap();
            let before_name = |end: usize| {
                let rest = &text.as_bytes()[end..];
                rest.first().is_some_and(|byte| !byte.is_ascii_lowercase() || *byte == b't')
            };
            let is_whole = |start: usize| !text[..start].ends_with(char::is_alphanumeric);
            let expected: Vec<_> = slow
                .find_iter(&text)
                .filter(|found| before_name(found.end()) && is_whole(found.start()))
                .map(|found| {
                    let (_, route, needs) = PHRASES[found.pattern().as_usize()];
                    Phrase { start: found.start(), end: found.end(), route, needs }
                })
                .collect();
            let found: Vec<_> =
                Phrases::new().find(&text).filter(|found| is_whole(found.start) && found.end < text.len()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
