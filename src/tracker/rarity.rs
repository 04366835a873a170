//! A word in, its rarity out: the background weights of everything the tracker compares.
//!
//! The table ships with the crate (`data/rarity.tsv`), so that what counts as rare depends on the
//! language and never on the stream: two trackers that saw different documents weigh a word alike,
//! and results do not depend on the order of insertion.

use super::{hash, stem};
use crate::error::Error;
use crate::lexicon::Rows;

/// Rarity in half bits of a word the table does not hold.
pub(crate) const UNKNOWN: u8 = 25;

/// Words at least this rare carry content; commoner ones are function words and their like.
pub(crate) const CONTENT: u8 = 12;

/// Rarity of one or two digits, which stand anywhere.
const SHORT_NUMBER: u8 = 16;

const SLOTS: usize = 1 << 15;

/// The background table: an open-addressing hash of the rows' numbers, 64 KiB. The rows lie with the
/// commonest word first, so that those which are asked for most lie together. What the stemmer
/// makes of a word is kept beside its rarity.
#[derive(Clone, Debug)]
pub(crate) struct Rarity {
    /// One more than the number of a row; 0 is free.
    slots: Box<[u16]>,
    rows: Box<[Row]>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// 27 bits of the word's hash above 5 bits of rarity.
    word: u32,
    stem: u64,
}

impl Rarity {
    /// Of the rows of `rarity.tsv`.
    ///
    /// # Errors
    /// When a row has another form or there are too many; the error names the file and the line.
    pub(crate) fn read(table: Rows<'static>) -> Result<Self, Error> {
        let mut words: Vec<(&str, u8)> = Vec::new();
        for row in table {
            let [word, half_bits] = row.columns()?;
            let rarity = half_bits.parse().ok().filter(|rarity| (1..UNKNOWN).contains(rarity));
            words.push((word, row.expect(rarity, "half bits from 1 to 24", half_bits)?));
            // Numbers of 16 bits, and slots to spare.
            if words.len() >= SLOTS / 2 {
                return Err(row.error("too many rows"));
            }
        }
        words.sort_by_key(|row| row.1);
        let mut slots = vec![0; SLOTS].into_boxed_slice();
        let mut rows = Vec::with_capacity(words.len());
        for (word, half_bits) in words {
            let hash = hash::bytes(word.as_bytes());
            let mut at = hash as usize % SLOTS;
            while slots[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            rows.push(Row { word: tag(hash) | u32::from(half_bits), stem: stem::hash(word) });
            slots[at] = rows.len() as u16;
        }
        Ok(Rarity { slots, rows: rows.into() })
    }

    /// Rarity in half bits, 1 to 25, of the word in normal form whose hash is `hash`; and the hash
    /// of its stem. The word itself is asked for only where the table does not hold it.
    pub(crate) fn of<'w>(&self, hash: u64, word: impl FnOnce() -> &'w str) -> (u8, u64) {
        let mut at = hash as usize % SLOTS;
        while let Some(number) = usize::from(self.slots[at]).checked_sub(1) {
            let row = &self.rows[number];
            if row.word & !31 == tag(hash) {
                return ((row.word & 31) as u8, row.stem);
            }
            at = (at + 1) % SLOTS;
        }
        let word = word();
        let short_number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        (if short_number { SHORT_NUMBER } else { UNKNOWN }, stem::hash(word))
    }
}

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & !31
}

#[cfg(test)]
mod tests {
    use super::super::tables::Tables;
    use super::*;

    #[test]
    fn common_words_weigh_less() {
        let rarity = &Tables::shipped().rarity;
        let of = |word: &str| rarity.of(hash::bytes(word.as_bytes()), || word).0;
        assert!(of("the") < of("people") && of("people") < of("justice") && of("justice") < of("detente"));
        assert_eq!((of("venstobel"), of("7"), of("300000")), (UNKNOWN, SHORT_NUMBER, UNKNOWN));
        assert!(of("the") < CONTENT && of("people") >= CONTENT);
    }
}
