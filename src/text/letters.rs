//! Eight bytes of text in; the run of ASCII letters they start with out.
//!
//! Most words of English are shorter than eight letters, so one look finds where a word ends, its
//! lower case and its capitals, without a branch for each letter ("SIMD within a register",
//! Fisher and Dietz 1998).

use super::fold::WordKey;

/// Each byte 1.
pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
pub(super) const HIGH: u64 = 0x80 * ONES;

/// The letters that up to eight bytes start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letters {
    /// How many they are, up to eight.
    pub length: usize,
    /// The letters in lower case, the first in the lowest byte, zeros behind the last.
    pub lower: u64,
    /// One bit (0x20 of its byte) for each that is a capital.
    pub capitals: u64,
}

impl Letters {
    /// Reads eight bytes, the first in the lowest byte.
    #[inline]
    pub fn of(bytes: [u8; 8]) -> Letters {
        let raw = u64::from_le_bytes(bytes);
        let lower = raw | (0x20 * ONES);
        // With the high bit masked off no sum carries into the next byte.
        let low = lower & !HIGH;
        let from_a = low + (0x80 - b'a' as u64) * ONES;
        let past_z = low + (0x7f - b'z' as u64) * ONES;
        let others = !(from_a & !past_z & !raw) & HIGH;
        // The bytes below the lowest that is no letter; all when there is none.
        let kept = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
        let length = others.trailing_zeros() as usize / 8;
        Letters { length, lower: lower & kept, capitals: !raw & kept & (0x20 * ONES) }
    }

    /// What `capitals` is when all letters are capitals.
    #[inline]
    fn all(self) -> u64 {
        self.lower & (0x20 * ONES)
    }
}

/// The run of letters that starts at an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Offset past the last letter.
    pub end: usize,
    /// The key of the run in lower case; not to be used for a run longer than a key can hold.
    pub key: WordKey,
    /// Three bits: whether the first letter is a capital, whether another is, and whether one is not.
    pub capitals: usize,
}

/// Reads the run of letters at `at`, of any length.
#[inline(always)]
pub(crate) fn run(bytes: &[u8], at: usize) -> Run {
    let letters = Letters::of(chunk(bytes, at));
    let mut end = at + letters.length;
    let mut key = WordKey { first: letters.lower, next: 0 };
    let mut small = letters.capitals ^ letters.all();
    let mut capitals = letters.capitals & !0xff;
    let mut length = letters.length;
    while length == 8 {
        let more = Letters::of(chunk(bytes, end));
        if end == at + 8 {
            key.next = more.lower;
        }
        end += more.length;
        small |= more.capitals ^ more.all();
        capitals |= more.capitals;
        length = more.length;
    }
    let starts_upper = letters.capitals as usize >> 5 & 1;
    let more_upper = usize::from(capitals != 0);
    let some_lower = usize::from(small != 0);
    Run { end, key, capitals: starts_upper << 2 | more_upper << 1 | some_lower }
}

/// A run of ASCII letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Offset past its last byte.
    pub end: usize,
    /// Whether it has a digit.
    pub digits: bool,
}

/// Reads the run of letters and digits at `at`, of any length.
#[inline(always)]
pub(crate) fn word(bytes: &[u8], at: usize) -> Word {
    let mut word = Word { end: at, digits: false };
    loop {
        let raw = u64::from_le_bytes(chunk(bytes, word.end));
        let among = |text: u64, first: u8, last: u8| {
            let low = text & !HIGH;
            let from = low + (0x80 - u64::from(first)) * ONES;
            let past = low + (0x7f - u64::from(last)) * ONES;
            from & !past & !text & HIGH
        };
        let digits = among(raw, b'0', b'9');
        let others = !(among(raw | (0x20 * ONES), b'a', b'z') | digits) & HIGH;
        let kept = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
        word.digits |= digits & kept != 0;
        word.end += others.trailing_zeros() as usize / 8;
        if others != 0 {
            return word;
        }
    }
}

/// Eight bytes at `at`, with zeros for those past the end.
#[inline]
pub(super) fn chunk(bytes: &[u8], at: usize) -> [u8; 8] {
    let rest = &bytes[at..];
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [0; 8];
        chunk[..rest.len()].copy_from_slice(rest);
        chunk
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_known_as_a_letter_or_none() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut bytes = *b"aZbYcXdW";
                bytes[place] = byte;
                let letters = Letters::of(bytes);
                let expected = if byte.is_ascii_alphabetic() { 8 } else { place };
                assert_eq!(letters.length, expected, "{byte:#x} at {place}");
                let mut lower = bytes;
                lower.make_ascii_lowercase();
                lower[expected..].fill(0);
                assert_eq!(letters.lower, u64::from_le_bytes(lower));
                let capitals = bytes[..expected].iter().filter(|byte| byte.is_ascii_uppercase()).count();
                assert_eq!(letters.capitals.count_ones() as usize, capitals);
            }
        }
    }

    #[test]
    fn words_are_of_letters_and_digits() {
        for byte in 0..=255_u8 {
            for place in 0..12 {
                let mut bytes = *b"aZbYcXdWeVfU";
                bytes[place] = byte;
                let found = word(&bytes, 0);
                let end = if byte.is_ascii_alphanumeric() { bytes.len() } else { place };
                assert_eq!(found, Word { end, digits: byte.is_ascii_digit() }, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn a_run_may_be_of_any_length_and_end_with_the_text() {
        for length in 1..40 {
            let text = format!("!{}{}", "A", "b".repeat(length - 1));
            for text in [text.clone(), format!("{text} c"), format!("{text}é")] {
                let run = run(text.as_bytes(), 1);
                assert_eq!(run.end, length + 1, "{text}");
                if let Some(key) = WordKey::new(&text[1..run.end].to_lowercase()) {
                    assert_eq!(run.key, key, "{text}");
                }
            }
        }
    }
}
