//! The words of a name, small enough to compare by the dozen.

use crate::lexicon::{Clitic, NameFlags};
use crate::segment::Shape;
use crate::syntax::{Scene, UnitRange};

/// Where the words of a name lie in [`Mentions::words`](super::Mentions::words).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameWords {
    /// Number of the first word.
    pub start: u32,
    /// Number past the last word.
    pub end: u32,
}

impl NameWords {
    /// The range as `usize`, for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One word of a name; a hyphenated word is one.
#[derive(Clone, Copy, Debug)]
pub struct NameWord {
    /// Hash of the word in lower case, without 's, with straight apostrophes.
    pub hash: u64,
    /// The unit it starts at.
    pub unit: u32,
    /// What the lexicon knows of it.
    pub flags: NameFlags,
    /// Its first letter in lower case.
    pub letter: char,
    /// Its length in characters.
    pub length: u8,
    /// "J." or "J".
    pub initial: bool,
    /// It stands in marks or brackets inside the name.
    pub nickname: bool,
}

impl NameWord {
    /// Whether it stands behind a name: Jr., III.
    pub const fn is_suffix(&self) -> bool {
        self.flags.any(NameFlags::SUFFIX) && !self.initial
    }

    /// Whether it can be a given name.
    pub const fn is_given(&self) -> bool {
        self.flags.any(NameFlags::FEMALE.with(NameFlags::MALE))
    }
}

/// Reads the word of a name from units that hang together.
pub(super) fn word(scene: &Scene, units: UnitRange) -> NameWord {
    let first = scene.unit(units.start);
    let span = scene.span(units);
    let text = &scene.text[span.range()];
    let last = scene.unit(units.end - 1);
    let text = if last.clitic == Clitic::S { without_s(text) } else { text };
    let (hash, letter, length) = hash(text);
    NameWord {
        hash,
        unit: units.start,
        flags: scene.lexicon.word(first.word).name,
        letter,
        length,
        initial: first.shape == Shape::Initial || length == 1,
        nickname: false,
    }
}

/// The hash of nothing, for FNV-1a.
pub(crate) const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a string with one more byte.
pub(crate) const fn hash_step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// A word without its possessive 's.
pub(crate) fn without_s(text: &str) -> &str {
    text.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(['\'', '’'])).unwrap_or(text)
}

/// Hash, first letter and length of a word, whatever its case.
pub(crate) fn hash(text: &str) -> (u64, char, u8) {
    if text.is_ascii() {
        let lower = text.bytes().map(|byte| byte.to_ascii_lowercase());
        let letter = lower.clone().next().map_or(' ', char::from);
        return (lower.fold(HASH_START, hash_step), letter, text.len().min(255) as u8);
    }
    let mut hash = HASH_START;
    let mut length = 0u8;
    let mut buffer = [0; 4];
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        length = length.saturating_add(1);
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = hash_step(hash, byte);
        }
    }
    let letter = text.chars().flat_map(char::to_lowercase).next().unwrap_or(' ');
    (hash, letter, length)
}
