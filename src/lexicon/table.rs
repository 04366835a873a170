//! [`Table`]: strings in, small numbers out; the hash map under every part of the lexicon.
//!
//! Open addressing with linear probing. A slot holds the string's [`word_key`] and length; for a
//! string of up to eight bytes these are the string itself, so one slot decides, without a look at
//! the strings, which lie end to end in one buffer.

use crate::text::fold::word_key;

/// Numbers strings from 0 in order of arrival.
#[derive(Debug)]
pub(crate) struct Table {
    /// All strings, end to end.
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    /// Length of the string in bytes.
    length: u32,
    /// Number + 1; 0 marks a free slot.
    number: u32,
}

impl Table {
    /// A table with room for `count` strings of `bytes` bytes in all; it grows when it must.
    pub fn with_capacity(count: usize, bytes: usize) -> Self {
        let slots = (count * 3 / 2).next_power_of_two().max(16);
        Table {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(count),
            slots: vec![Slot::default(); slots],
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

    /// The number of a string, whatever the case of its ASCII letters. `key` is that of the
    /// string in lower case; that of another string may find that string.
    #[inline]
    pub fn find(&self, key: u64, text: &str) -> Option<u32> {
        if text.len() > 8 {
            return self.find_long(key, text);
        }
        let mask = self.slots.len() - 1;
        let mut at = first_slot(key) & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return None;
            }
            if slot.key == key && slot.length as usize == text.len() {
                return Some(slot.number - 1);
            }
            at = (at + 1) & mask;
        }
    }

    fn find_long(&self, key: u64, text: &str) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = first_slot(key) & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return None;
            }
            if slot.key == key
                && slot.length as usize == text.len()
                && self.get(slot.number - 1).eq_ignore_ascii_case(text)
            {
                return Some(slot.number - 1);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a lower-case string.
    pub fn number(&self, lower: &str) -> Option<u32> {
        self.find(word_key(lower.as_bytes()), lower)
    }

    /// The number of a lower-case string, which is added if it is new.
    pub fn insert(&mut self, lower: &str) -> u32 {
        let key = word_key(lower.as_bytes());
        if let Some(number) = self.find(key, lower) {
            return number;
        }
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.text.push_str(lower);
        self.ends.push(self.text.len() as u32);
        let number = self.ends.len() as u32;
        self.place(Slot { key, length: lower.len() as u32, number });
        number - 1
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = first_slot(slot.key) & mask;
        while self.slots[at].number != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let room = self.slots.len() * 2;
        for slot in std::mem::replace(&mut self.slots, vec![Slot::default(); room]) {
            if slot.number != 0 {
                self.place(slot);
            }
        }
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.slots.capacity() * std::mem::size_of::<Slot>()
    }
}

/// Spreads a key, which may be plain text, over the slots.
#[inline]
const fn first_slot(key: u64) -> usize {
    let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (spread ^ (spread >> 32)) as usize
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
    fn strings_that_share_a_key_are_told_apart() {
        let mut table = Table::with_capacity(4, 16);
        let number = table.insert("said");
        assert_eq!(table.number("said\0"), None);
        assert_eq!(table.number(""), None);
        table.insert("reported to");
        assert_eq!(table.find(word_key(b"reported to"), "deported to"), None);
        assert_eq!(table.number("said"), Some(number));
    }

    #[test]
    fn ascii_case_is_ignored_where_the_hash_is_of_the_lower_case() {
        let mut table = Table::with_capacity(4, 16);
        let number = table.insert("o'brien");
        assert_eq!(table.find(word_key(b"o'brien"), "O'Brien"), Some(number));
    }
}
