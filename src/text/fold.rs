//! A word in; its letters as numbers, to find it by, out.

/// The bytes of a word of up to sixteen bytes, whole: two keys are equal when the words are.
///
/// A tokenizer that reads eight letters at a time has them at hand, and a hash table that stores
/// them in its slots need not look the word itself up to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordKey {
    /// The first eight bytes, the first in the lowest byte, with zeros behind the last.
    pub(crate) first: u64,
    /// The next eight, in the same way.
    pub(crate) next: u64,
}

impl WordKey {
    /// How many bytes a key can hold.
    pub const LIMIT: usize = 16;

    /// The key of a word; nothing for an empty one, one longer than [`WordKey::LIMIT`] bytes, and
    /// one with a zero byte.
    ///
    /// ```
    /// use dixit::text::fold::WordKey;
    /// assert_eq!(WordKey::new("said"), WordKey::new("said"));
    /// assert_ne!(WordKey::new("said"), WordKey::new("says"));
    /// assert_eq!(WordKey::new("internationalisation"), None);
    /// ```
    #[inline]
    pub fn new(word: &str) -> Option<WordKey> {
        let bytes = word.as_bytes();
        if bytes.is_empty() || bytes.len() > WordKey::LIMIT {
            return None;
        }
        let (first, next) = bytes.split_at(bytes.len().min(8));
        let key = WordKey { first: number(first), next: number(next) };
        (!holds_zero(key.first, first.len()) && !holds_zero(key.next, next.len())).then_some(key)
    }

    /// A key for a word that has none, which other such words may share but no word of its own.
    pub(crate) fn of_long(word: &str) -> WordKey {
        let bytes = word.as_bytes();
        let first = number(&bytes[..bytes.len().min(7)]);
        let next = number(&bytes[bytes.len().saturating_sub(8)..]);
        // The lowest byte of another key is never zero.
        WordKey { first: first << 8, next: next ^ (bytes.len() as u64) << 56 }
    }

    /// Whether the keys are equal, found without a branch.
    #[inline]
    pub(crate) const fn is(self, other: WordKey) -> bool {
        (self.first ^ other.first) | (self.next ^ other.next) == 0
    }

    /// A hash; its low bits are good.
    #[inline]
    pub(crate) const fn hash(self) -> usize {
        let mixed = (self.first ^ self.next.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 32)) as usize
    }
}

/// A word, with its key if it has one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyed<'t> {
    pub word: &'t str,
    pub key: Option<WordKey>,
}

impl<'t> From<&'t str> for Keyed<'t> {
    #[inline]
    fn from(word: &'t str) -> Self {
        Keyed { word, key: WordKey::new(word) }
    }
}

impl<'t> From<&'t String> for Keyed<'t> {
    fn from(word: &'t String) -> Self {
        word.as_str().into()
    }
}

/// Up to eight bytes as a number, the first in the lowest byte.
#[inline]
fn number(bytes: &[u8]) -> u64 {
    // Two overlapping halves, or the first, the middle and the last byte, which may be one.
    match (bytes.first_chunk(), bytes.first_chunk(), bytes.last_chunk()) {
        (Some(eight), ..) => u64::from_le_bytes(*eight),
        (None, Some(first), Some(last)) => {
            let shift = 8 * (bytes.len() - 4);
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift
        }
        _ => match bytes {
            [] => 0,
            [first, ..] => {
                let (middle, last) = (bytes.len() / 2, bytes.len() - 1);
                let at = |place: usize| u64::from(bytes[place]) << (8 * place);
                u64::from(*first) | at(middle) | at(last)
            }
        },
    }
}

/// Whether one of the lowest `length` bytes of a number is zero.
#[inline]
fn holds_zero(number: u64, length: usize) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The highest bit of the lowest byte that is zero is the lowest bit set.
    let zeros = number.wrapping_sub(ONES) & !number & ONES << 7;
    (zeros.trailing_zeros() as usize) < 8 * length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_when_the_words_are() {
        let words = [
            "a",
            "aa",
            "said",
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
                let (key, other_key) = (WordKey::new(word).unwrap(), WordKey::new(other).unwrap());
                assert_eq!(key == other_key, number == other_number, "{word:?} {other:?}");
            }
        }
    }

    #[test]
    fn words_without_a_key_never_have_that_of_another() {
        for word in ["", "said\0", "\0", "internationalising", "a\0bcdefghijklmnopqrstuv"] {
            assert_eq!(WordKey::new(word), None);
            assert_eq!(WordKey::of_long(word).first & 0xff, 0);
        }
    }
}
