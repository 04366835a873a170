//! [`Table`]: strings in, small numbers out; the hash map under every part of the lexicon.
//!
//! Open addressing with linear probing over (hash, number) pairs; the strings lie end to end in
//! one buffer. The hash is FNV-1a (Fowler, Noll, Vo), chosen because it takes a byte at a time:
//! a tokenizer that scans a word anyway can roll it along with [`hash_step`].

/// The hash of the empty string, where [`hash_step`] starts.
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a string with one more `byte`. Feed ASCII letters in lower case.
///
/// ```
/// use dixit::lexicon::{HASH_START, Lexicon, hash_step};
/// let lexicon = Lexicon::english();
/// let hash = "Said".bytes().fold(HASH_START, |hash, byte| hash_step(hash, byte.to_ascii_lowercase()));
/// assert_eq!(lexicon.lookup_hashed(hash, "Said"), lexicon.lookup("said"));
/// ```
#[inline]
pub const fn hash_step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash of a whole string.
#[inline]
pub(crate) fn hash(text: &[u8]) -> u64 {
    text.iter().fold(HASH_START, |hash, &byte| hash_step(hash, byte))
}

/// Numbers strings from 0 in order of arrival.
#[derive(Debug)]
pub(crate) struct Table {
    /// All strings, end to end.
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    /// (upper half of the hash, number + 1); the number 0 marks a free slot.
    slots: Vec<(u32, u32)>,
}

impl Table {
    /// A table with room for `count` strings of `bytes` bytes in all; it grows when it must.
    pub fn with_capacity(count: usize, bytes: usize) -> Self {
        let slots = (count * 4 / 3).next_power_of_two().max(16);
        Table {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(count),
            slots: vec![(0, 0); slots],
        }
    }

    /// How many strings the table holds.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string behind a number, which must have come from this table.
    pub fn get(&self, number: u32) -> &str {
        let index = number as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// The number of a string, whatever the case of its ASCII letters. `hash` is that of the
    /// string in lower case.
    #[inline]
    pub fn find(&self, hash: u64, text: &str) -> Option<u32> {
        self.slot_of(hash, text).ok()
    }

    /// The number of a lower-case string.
    pub fn number(&self, lower: &str) -> Option<u32> {
        self.find(hash(lower.as_bytes()), lower)
    }

    /// The number of a lower-case string, which is added if it is new.
    pub fn insert(&mut self, lower: &str) -> u32 {
        let hash = hash(lower.as_bytes());
        match self.slot_of(hash, lower) {
            Ok(number) => number,
            Err(slot) => {
                self.text.push_str(lower);
                self.ends.push(self.text.len() as u32);
                let number = self.ends.len() as u32;
                self.slots[slot] = ((hash >> 32) as u32, number);
                if self.len() * 4 > self.slots.len() * 3 {
                    self.grow();
                }
                number - 1
            }
        }
    }

    /// The number of a string, or the free slot where it would go.
    #[inline]
    fn slot_of(&self, hash: u64, text: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let upper = (hash >> 32) as u32;
        let mut slot = first_slot(hash) & mask;
        loop {
            let (stored, number) = self.slots[slot];
            if number == 0 {
                return Err(slot);
            }
            if stored == upper && self.get(number - 1).eq_ignore_ascii_case(text) {
                return Ok(number - 1);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); self.slots.len() * 2];
        for number in 0..self.len() as u32 {
            let hash = hash(self.get(number).as_bytes());
            if let Err(slot) = self.slot_of(hash, "") {
                self.slots[slot] = ((hash >> 32) as u32, number + 1);
            }
        }
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.slots.capacity() * 8
    }
}

/// FNV's low bits alone repeat for short strings that differ only in high bits; fold the halves.
#[inline]
const fn first_slot(hash: u64) -> usize {
    (hash ^ (hash >> 29)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order_of_arrival_and_survive_growth() {
        let mut table = Table::with_capacity(0, 0);
        let words: Vec<String> = (0..1000).map(|i| format!("w{i}")).collect();
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.insert(word), number as u32);
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.insert(word), number as u32);
            assert_eq!(table.get(number as u32), word);
        }
        assert_eq!(table.number("w1000"), None);
    }

    #[test]
    fn a_hash_that_belongs_to_another_string_finds_nothing() {
        let mut table = Table::with_capacity(4, 16);
        table.insert("said");
        assert_eq!(table.find(hash(b"said"), "told"), None);
    }

    #[test]
    fn ascii_case_is_ignored_where_the_hash_is_of_the_lower_case() {
        let mut table = Table::with_capacity(4, 16);
        let number = table.insert("o'brien");
        assert_eq!(table.find(hash(b"o'brien"), "O'Brien"), Some(number));
    }
}
