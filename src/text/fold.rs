//! A word in; a number to find it by out.
//!
//! The key of a word is made of its bytes eight at a time, so that a tokenizer that holds eight
//! letters in a register ([`word_key`] says how) need not go over them again.

/// The key of a lower-cased word, for hash tables.
///
/// Of a word of up to eight bytes it is the bytes themselves, the first in the lowest byte, with
/// zeros behind the last; so two such words of one length are the same if their keys are. Of a
/// longer word it is [`long_word_key`] of its first and last eight bytes.
#[inline]
pub fn word_key(lower: &[u8]) -> u64 {
    match (lower.first_chunk(), lower.last_chunk()) {
        (Some(&first), Some(&last)) if lower.len() > 8 => {
            long_word_key(u64::from_le_bytes(first), u64::from_le_bytes(last), lower.len())
        }
        _ => lower.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte)),
    }
}

/// The key of a word of `length` bytes, more than eight, from its first and its last eight.
#[inline]
pub const fn long_word_key(first: u64, last: u64, length: usize) -> u64 {
    (first ^ last.rotate_left(29)).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ length as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_short_word_is_the_word() {
        assert_eq!(word_key(b""), 0);
        assert_eq!(word_key(b"said"), u64::from_le_bytes(*b"said\0\0\0\0"));
        assert_eq!(word_key(b"reported"), u64::from_le_bytes(*b"reported"));
    }

    #[test]
    fn long_words_differ_in_their_beginning_end_or_length() {
        let words = ["reporters", "reporting", "repartees", "reporterss", "xeporters"];
        for (number, word) in words.iter().enumerate() {
            for other in &words[..number] {
                assert_ne!(word_key(word.as_bytes()), word_key(other.as_bytes()), "{word} {other}");
            }
        }
    }
}
