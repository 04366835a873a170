//! Eight bytes of text in; the run of ASCII letters they start with out.
//!
//! Most words of English are shorter than eight letters, so one look finds where a word ends, its
//! lower case and its capitals, without a branch for each letter ("SIMD within a register",
//! Fisher and Dietz 1998).

/// Each byte 1.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x80 * ONES;

/// The letters that up to eight bytes start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
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
        let bits = others.trailing_zeros() & !7;
        let kept = if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
        Letters { length: bits as usize / 8, lower: lower & kept, capitals: !raw & kept & (0x20 * ONES) }
    }
}

/// The run of letters that starts at `at`, where it ends, and what its shape needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Offset past the last letter.
    pub end: usize,
    /// The first eight letters, in lower case, as in [`Letters::lower`].
    pub first: u64,
    /// How many letters are capitals.
    pub capitals: u32,
    /// Whether the first letter is.
    pub starts_upper: bool,
}

/// Reads the run of letters at `at`, of any length.
#[inline]
pub(super) fn run(bytes: &[u8], at: usize) -> Run {
    let letters = Letters::of(chunk(bytes, at));
    let mut run = Run {
        end: at + letters.length,
        first: letters.lower,
        capitals: letters.capitals.count_ones(),
        starts_upper: letters.capitals & 0x20 != 0,
    };
    let mut length = letters.length;
    while length == 8 {
        let letters = Letters::of(chunk(bytes, run.end));
        run.end += letters.length;
        run.capitals += letters.capitals.count_ones();
        length = letters.length;
    }
    run
}

/// Eight bytes at `at`, with zeros for those past the end.
#[inline]
fn chunk(bytes: &[u8], at: usize) -> [u8; 8] {
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
    fn a_run_may_be_of_any_length_and_end_with_the_text() {
        for length in 1..40 {
            let text = format!("!{}{}", "A", "b".repeat(length - 1));
            for text in [text.clone(), format!("{text} c"), format!("{text}é")] {
                let run = run(text.as_bytes(), 1);
                assert_eq!((run.end, run.capitals, run.starts_upper), (length + 1, 1, true), "{text}");
            }
        }
    }
}
