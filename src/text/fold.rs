//! A word in; its letters as numbers, to find it by, out.

/// The bytes of a word of up to sixteen bytes, whole: two keys are equal when the words are.
///
/// A tokenizer that reads eight letters at a time has them at hand, and a hash table that stores
/// them in its slots need not look the word itself up to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordKey {
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) length: u32,
}

impl WordKey {
    /// How many bytes a key can hold.
    pub const LIMIT: usize = 16;

    /// The key of a word; nothing for one longer than [`WordKey::LIMIT`] bytes.
    ///
    /// ```
    /// use dixit::text::fold::WordKey;
    /// assert_eq!(WordKey::new("said"), WordKey::new("said"));
    /// assert_ne!(WordKey::new("said"), WordKey::new("says"));
    /// assert_eq!(WordKey::new("internationalisation"), None);
    /// ```
    #[inline]
    pub fn new(word: &str) -> Option<WordKey> {
        (word.len() <= WordKey::LIMIT).then(|| WordKey::ends(word.as_bytes()))
    }

    /// Both ends of a word of any length; the same for different words only beyond the limit.
    ///
    /// `first` holds its first eight bytes, the first in the lowest byte, with zeros behind the
    /// last; `last` its last eight if it has more than eight.
    #[inline]
    pub(crate) fn ends(word: &[u8]) -> WordKey {
        let length = word.len() as u32;
        match (word.first_chunk(), word.last_chunk()) {
            (Some(&first), Some(&last)) if length > 8 => {
                WordKey { first: u64::from_le_bytes(first), last: u64::from_le_bytes(last), length }
            }
            _ => {
                let first = word.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte));
                WordKey { first, last: 0, length }
            }
        }
    }

    /// A hash; its low bits are good.
    #[inline]
    pub(crate) const fn hash(self) -> usize {
        let mixed =
            (self.first ^ self.last.rotate_left(29) ^ self.length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 32)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_when_the_words_are() {
        let words = [
            "",
            "\0",
            "a",
            "aa",
            "said",
            "said\0",
            "reported",
            "reporter",
            "reporters",
            "reporterss",
            "repreporters",
            "abcdefghijklmnop",
            "abcdefghXjklmnop",
            "abcdefghabcdefgh",
        ];
        for (number, word) in words.iter().enumerate() {
            for (other_number, other) in words.iter().enumerate() {
                assert_eq!(
                    WordKey::new(word) == WordKey::new(other),
                    number == other_number,
                    "{word:?} {other:?}"
                );
            }
        }
    }
}
