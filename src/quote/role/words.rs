//! The words around and inside marks, and the list that says what they tell of them
//! (`quote/data/words.tsv`).

use crate::text::fold::WordKey;
use crate::text::{is_alphanumeric, letters};

/// Classes of words, one bit each; see `data/words.tsv`.
pub(super) mod class {
    pub const SAY: u16 = 1;
    pub const CALL: u16 = 1 << 1;
    pub const TITLED: u16 = 1 << 2;
    pub const WORK: u16 = 1 << 3;
    pub const TERM: u16 = 1 << 4;
    pub const SPEECH_NOUN: u16 = 1 << 5;
    pub const PREP: u16 = 1 << 6;
    pub const DET: u16 = 1 << 7;
    pub const CLAUSE: u16 = 1 << 8;
    pub const FUNCTION: u16 = 1 << 9;
    pub const THAT: u16 = 1 << 10;
    pub const NAMES: [(&str, u16); 11] = [
        ("say", SAY),
        ("call", CALL),
        ("titled", TITLED),
        ("work", WORK),
        ("term", TERM),
        ("speechnoun", SPEECH_NOUN),
        ("prep", PREP),
        ("det", DET),
        ("clause", CLAUSE),
        ("function", FUNCTION),
        ("that", THAT),
    ];
}

/// Slots of the hash table of words, more than four times the words.
const SLOTS: usize = 2048;

/// Where a packed word is looked for first.
fn slot_of(key: u128) -> usize {
    let folded = (key ^ key >> 64) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53) as usize
}

const DATA: &str = include_str!("../data/words.tsv");

/// The classes of the known words. Built once.
#[derive(Clone, Debug)]
pub(super) struct WordList {
    /// Words, packed into a number each, with the bits of their classes; sorted.
    words: Vec<(u128, u16)>,
    /// Open addressing: by hash the place of a word in `words` plus one, or 0.
    slots: Vec<u16>,
}

impl WordList {
    /// The list for English that ships with the crate.
    pub(super) fn english() -> Self {
        let mut words = Vec::new();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            if let Some((word, classes)) = line.split_once('\t') {
                let bits =
                    classes.split(',').filter_map(|c| class::NAMES.iter().find(|(name, _)| *name == c));
                words.push((packed(word), bits.fold(0, |all, (_, bit)| all | bit)));
            }
        }
        words.sort_unstable();
        let mut slots = vec![0; SLOTS];
        for (number, (key, _)) in (1..).zip(&words) {
            let mut slot = slot_of(*key);
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = number;
        }
        WordList { words, slots }
    }

    /// The classes of a word, whatever its case and its kind of apostrophe.
    pub(super) fn class(&self, word: Word) -> u16 {
        let key = word.key;
        let mut slot = slot_of(key);
        while let Some((known, classes)) = self.words.get(usize::from(self.slots[slot]).wrapping_sub(1)) {
            if *known == key {
                return *classes;
            }
            slot = (slot + 1) % SLOTS;
        }
        0
    }
}

fn in_word(c: char) -> bool {
    is_alphanumeric(c) || is_joint(c)
}

/// What may stand inside a word but not at its edge.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

/// A word with its apostrophes and hyphens.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// What it is looked up by.
    key: u128,
}

/// The words of a text.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

impl<'t> Words<'t> {
    /// The character at an offset; most are one byte long.
    fn char(&self, at: usize) -> Option<char> {
        match *self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text[at..].chars().next(),
        }
    }

    /// The word here, if it is a short one of ASCII letters that plainly ends, as most do.
    fn plain(&mut self) -> Option<Word<'t>> {
        let run = letters::run(self.text.as_bytes(), self.at);
        let ends = |byte: &u8| byte.is_ascii() && !in_word(char::from(*byte));
        let plain = (1..=WordKey::LIMIT).contains(&(run.end - self.at));
        if !plain || !self.text.as_bytes().get(run.end).is_none_or(ends) {
            return None;
        }
        let text = &self.text[self.at..run.end];
        self.at = run.end;
        Some(Word { text, key: u128::from(run.key.next) << 64 | u128::from(run.key.first) })
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                byte if byte.is_ascii_alphanumeric() => break,
                byte if byte.is_ascii() => self.at += 1,
                // Quotation marks and dashes, U+2000 to U+203F, and guillemets.
                0xe2 if bytes[self.at + 1] == 0x80 => self.at += 3,
                0xc2 if matches!(bytes[self.at + 1], 0xab | 0xbb) => self.at += 2,
                _ => {
                    let first = self.char(self.at)?;
                    if is_alphanumeric(first) {
                        break;
                    }
                    self.at += first.len_utf8();
                }
            }
        }
        if let Some(word) = self.plain() {
            return Some(word);
        }
        let (start, mut end) = (self.at, self.at);
        while let Some(c) = self.char(self.at).filter(|c| in_word(*c)) {
            self.at += c.len_utf8();
            if !is_joint(c) {
                end = self.at;
            }
        }
        let text = &self.text[start..end];
        Some(Word { text, key: packed(text) })
    }
}

/// A word in lower case as one number, the first letter in the lowest byte, with a plain apostrophe;
/// 0 when it is too long for the list or not in ASCII.
fn packed(word: &str) -> u128 {
    let (mut key, mut length) = (0, 0);
    for c in word.chars() {
        let byte = match c {
            '’' => b'\'',
            c if c.is_ascii() => c.to_ascii_lowercase() as u8,
            _ => return 0,
        };
        if length == WordKey::LIMIT {
            return 0;
        }
        key |= u128::from(byte) << (8 * length);
        length += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_is_sorted_without_duplicates_and_of_known_classes() {
        let rows: Vec<_> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        for row in &rows {
            let (word, classes) = row.split_once('\t').expect(row);
            assert!(word.len() <= 16 && word.chars().all(|c| in_word(c) && !c.is_uppercase()), "{row}");
            assert!(classes.split(',').all(|c| class::NAMES.iter().any(|(name, _)| *name == c)), "{row}");
        }
        let words: Vec<_> = rows.iter().map(|row| row.split_once('\t').unwrap().0).collect();
        assert!(words.len() * 4 < SLOTS);
        assert!(words.is_sorted_by(|a, b| a < b), "not sorted, or a word twice");
        assert!(WordList::english().words.iter().all(|&(key, classes)| key != 0 && classes != 0));
    }

    #[test]
    fn words_are_looked_up_whatever_their_case_and_apostrophe() {
        let model = WordList::english();
        let class = |text: &str| words(text).fold(0, |all, word| all | model.class(word));
        assert_eq!(class("SAID"), class::SAY);
        assert_eq!(class("(said)"), class("“Said-"));
        assert_eq!(class("It’s"), class("it's"));
        assert_eq!(class("naïve"), 0);
        assert_eq!(class("a-word-that-is-too-long-for-the-list"), 0);
    }
}
