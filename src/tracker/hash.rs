//! The tracker's hash functions: bytes in, numbers out that are the same on every machine, for
//! ever. Seeds are fixed; a change here is a new [`KEY_VERSION`](super::KEY_VERSION).

use std::ops::Range;

const SEED: u64 = 0x243f_6a88_85a3_08d3;
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiplies to 128 bits and folds the halves together.
const fn fold(a: u64, b: u64) -> u64 {
    let wide = a as u128 * b as u128;
    (wide >> 64) as u64 ^ wide as u64
}

/// The hash of two numbers, order mattering.
pub(crate) const fn pair(a: u64, b: u64) -> u64 {
    fold(a ^ SEED, b ^ STEP)
}

/// The hash of a few bytes.
pub(crate) fn bytes(data: &[u8]) -> u64 {
    let mut state = SEED ^ (data.len() as u64).wrapping_mul(STEP);
    let mut rest = data;
    while let Some((chunk, behind)) = rest.split_first_chunk() {
        state = fold(state ^ u64::from_le_bytes(*chunk), STEP);
        rest = behind;
    }
    if !rest.is_empty() {
        state = fold(state ^ few(data, rest), STEP);
    }
    fold(state, SEED | 1)
}

/// The hash of a part of `data`, as [`bytes`] gives it. Where the data go on behind it, a part of up
/// to 16 bytes takes the same steps whatever its length: the words of a text come in all lengths,
/// and a branch for each would be guessed wrong more often than not.
pub(crate) fn part(data: &[u8], part: Range<usize>) -> u64 {
    let length = part.len();
    let chunk: Option<&[u8; 16]> = data.get(part.start..).and_then(|rest| rest.first_chunk());
    let Some(chunk) = chunk.filter(|_| (1..=16).contains(&length)) else { return bytes(&data[part]) };
    let number = u128::from_le_bytes(*chunk);
    let number = (number as u64 & KEPT[length], (number >> 64) as u64 & KEPT[length.saturating_sub(8)]);
    let first = fold(SEED ^ (length as u64).wrapping_mul(STEP) ^ number.0, STEP);
    let second = fold(first ^ number.1, STEP);
    fold(if length > 8 { second } else { first }, SEED | 1)
}

/// What is kept of eight bytes that a part of such a length begins in.
const KEPT: [u64; 17] = {
    let mut kept = [u64::MAX; 17];
    let mut length = 0;
    while length < 8 {
        kept[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    kept
};

/// The last few bytes of `data`, 1 to 7, as a number. Whole words are read where there are any: what
/// they read twice is the same.
fn few(data: &[u8], rest: &[u8]) -> u64 {
    if let Some(last) = data.last_chunk() {
        return u64::from_le_bytes(*last) >> (64 - 8 * rest.len());
    }
    if let (Some(first), Some(last)) = (rest.first_chunk(), rest.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last));
        return u64::from(u32::from_le_bytes(*first)) | last << (8 * (rest.len() - 4));
    }
    let byte = |at: usize| u64::from(rest[at]) << (8 * at);
    byte(0) | byte(rest.len() / 2) | byte(rest.len() - 1)
}

/// The hash of a word's first letter and the set of the others: two letters may change places.
pub(crate) fn letters(word: &[u8]) -> u64 {
    let Some((first, rest)) = word.split_first() else { return 0 };
    let sum = rest.iter().fold(0u64, |sum, letter| sum.wrapping_add(LETTERS[*letter as usize]));
    fold(sum ^ (u64::from(*first) << 8 | word.len() as u64), STEP)
}

const LETTERS: [u64; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = pair(at as u64, 0x6c65_7474_6572);
        at += 1;
    }
    table
};

/// A 128-bit hash of a sequence of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide(u64, u64);

impl Wide {
    /// A hash of nothing yet; different `salt`s never meet.
    pub(crate) const fn new(salt: u64) -> Self {
        Wide(SEED ^ salt, STEP.wrapping_add(salt))
    }

    pub(crate) fn push(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number, STEP);
        self.1 = fold(self.1.rotate_left(23) ^ number, SEED | 1);
    }

    pub(crate) fn finish(self) -> u128 {
        (fold(self.0, SEED | 1) as u128) << 64 | fold(self.1, STEP) as u128
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bytes_are_read_as_if_zeros_followed() {
        let data: Vec<u8> = (1..40).collect();
        for end in 1..data.len() {
            let rest = &data[..end][end / 8 * 8..];
            let slow = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            assert!(rest.is_empty() || few(&data[..end], rest) == slow, "{end}");
        }
    }

    #[test]
    fn a_part_has_the_hash_of_its_bytes() {
        let data: Vec<u8> = (1..40).collect();
        for (start, end) in (0..data.len()).flat_map(|end| (0..=end).map(move |start| (start, end))) {
            assert_eq!(part(&data, start..end), bytes(&data[start..end]), "{start}..{end}");
        }
    }

    #[test]
    fn hashes_never_change() {
        let mut wide = Wide::new(1);
        wide.push(7);
        assert_eq!(
            (bytes(b""), bytes(b"detente"), bytes(b"a longer word than eight"), pair(1, 2), wide.finish()),
            (
                17511418683982030299,
                14262066374082241985,
                13810115062878413267,
                12992649482769029589,
                202571322808872354460090850699800169486
            )
        );
    }
}
