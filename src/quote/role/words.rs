//! The words around and inside marks, and the list that says what they tell of them
//! (`quote/data/words.tsv`).

use crate::error::Error;
use crate::lexicon::{Rows, Table};
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

/// The classes of the known words. Built once.
#[derive(Clone, Debug)]
pub(super) struct WordList {
    words: Table,
    /// By the number of the word, the bits of its classes.
    classes: Vec<u16>,
}

impl WordList {
    /// The list for English that ships with the crate.
    pub(super) fn english() -> Self {
        let list = WordList::read("quote/words.tsv", include_str!("../data/words.tsv"));
        list.expect("the shipped file is read by the tests")
    }

    /// Reads rows of a word in lower case and its classes, with commas between them.
    fn read(name: &str, text: &str) -> Result<Self, Error> {
        let mut list = WordList { words: Table::with_capacity(500, 4000), classes: Vec::with_capacity(500) };
        for row in Rows::new(name, text) {
            let [word, classes] = row.columns()?;
            if packed(word) == WordKey::default() {
                return Err(row.error("a word that is too long or not of ASCII"));
            }
            let mut bits = 0;
            for class in classes.split(',') {
                let known = class::NAMES.iter().find(|(name, _)| *name == class);
                bits |= row.expect(known, "a class of words", class)?.1;
            }
            if list.words.insert(word) as usize != list.classes.len() {
                return Err(row.error("a word that is there already"));
            }
            list.classes.push(bits);
        }
        Ok(list)
    }

    /// The classes of a word, whatever its case and its kind of apostrophe.
    pub(super) fn class(&self, word: Word) -> u16 {
        self.words.number_of_key(word.key).map_or(0, |number| self.classes[number as usize])
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
    /// What it is looked up by; that of no word, if it is too long for the list or not in ASCII.
    key: WordKey,
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
        Some(Word { text, key: run.key })
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

/// The key of a word in lower case, with a plain apostrophe; that of no word when it is too long for the
/// list or not in ASCII.
fn packed(word: &str) -> WordKey {
    let (mut key, mut length) = (WordKey::default(), 0);
    for c in word.chars() {
        let byte = match c {
            '’' => b'\'',
            c if c.is_ascii() => c.to_ascii_lowercase() as u8,
            _ => return WordKey::default(),
        };
        match length {
            0..8 => key.first |= u64::from(byte) << (8 * length),
            8..WordKey::LIMIT => key.next |= u64::from(byte) << (8 * (length - 8)),
            _ => return WordKey::default(),
        }
        length += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A class that was not known once was dropped without a word.
    #[test]
    fn a_row_that_cannot_be_read_is_an_error() {
        let shipped = WordList::english();
        let words: Vec<&str> =
            (0..shipped.words.len() as u32).map(|number| shipped.words.get(number)).collect();
        assert!(words.is_sorted() && words.iter().all(|word| word.to_lowercase() == *word));
        for row in [
            "said\tsaying",
            "said",
            "\tsay",
            "naïve\tsay",
            "a-word-of-its-own\tsay",
            "said\tsay\tcall",
            "say\tsay",
        ] {
            let rows = format!("# head\nsay\tsay\n{row}");
            let error = WordList::read("mine.tsv", &rows).unwrap_err();
            assert_eq!(error.location(), Some(("mine.tsv", 3)), "{row}: {error}");
        }
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
