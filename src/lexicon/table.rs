//! [`Table`]: strings in, small numbers out; the hash map under every part of the lexicon.
//!
//! Open addressing with linear probing. A slot holds the string's [`WordKey`], so that for a
//! string of up to sixteen bytes one slot decides, without a look at the strings, which lie end to
//! end in one buffer.

use crate::text::fold::{Keyed, WordKey};

/// How many slots are fetched at once.
const BATCH: usize = 16;

/// Numbers strings from 0 in order of arrival.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// All strings, end to end.
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    slots: Vec<Slot>,
    /// A hash of all strings in their order.
    stamp: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: WordKey,
    /// Number + 1; 0 marks a free slot.
    number: u32,
}

impl Table {
    /// A table with room for `count` strings of `bytes` bytes in all; it grows when it must.
    pub fn with_capacity(count: usize, bytes: usize) -> Self {
        let slots = (count * 4 / 3).next_power_of_two().max(16);
        Table {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(count),
            slots: vec![Slot::default(); slots],
            stamp: 0,
        }
    }

    /// A number that tables share when they number the same strings alike (and others only by a
    /// chance of one in 2^64).
    pub fn stamp(&self) -> u64 {
        self.stamp ^ self.ends.len() as u64
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

    /// Calls `found` with the position and number of each key. All slots of a batch are fetched
    /// before one is looked at, so that the processor waits for memory once, not for each.
    #[inline]
    pub fn find_all(&self, keys: &[WordKey], mut found: impl FnMut(usize, Option<u32>)) {
        let mask = self.slots.len() - 1;
        let mut slots = [Slot::default(); BATCH];
        for (batch, keys) in keys.chunks(BATCH).enumerate() {
            for (slot, key) in slots.iter_mut().zip(keys) {
                *slot = self.slots[key.hash() & mask];
            }
            for (place, (slot, &key)) in slots.iter().zip(keys).enumerate() {
                let number = match slot.number {
                    0 => None,
                    number if slot.key == key => Some(number - 1),
                    _ => self.find(key, |_| true),
                };
                found(batch * BATCH + place, number);
            }
        }
    }

    /// The number of the string that has the key and that `is_it`.
    fn find(&self, key: WordKey, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        self.slot_of(key, is_it).ok()
    }

    /// The number of the string that has the key and that `is_it`, or the free slot for it.
    #[inline]
    fn slot_of(&self, key: WordKey, is_it: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = key.hash() & mask;
        loop {
            let slot = &self.slots[at];
            let Some(number) = slot.number.checked_sub(1) else { return Err(at) };
            if slot.key == key && is_it(number) {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// The key of a string; its number, or the free slot for it.
    #[inline]
    fn slot_of_word(&self, lower: Keyed) -> (WordKey, Result<u32, usize>) {
        match lower.key {
            Some(key) => (key, self.slot_of(key, |_| true)),
            None => {
                let key = WordKey::of_long(lower.word);
                (key, self.slot_of(key, |number| self.get(number) == lower.word))
            }
        }
    }

    /// The number of a lower-case string of up to [`WordKey::LIMIT`] bytes, by its key.
    #[inline]
    pub fn number_of_key(&self, key: WordKey) -> Option<u32> {
        self.find(key, |_| true)
    }

    /// The number of a lower-case string.
    pub fn number<'t>(&self, lower: impl Into<Keyed<'t>>) -> Option<u32> {
        self.slot_of_word(lower.into()).1.ok()
    }

    /// The number of a lower-case string, which is added if it is new.
    pub fn insert<'t>(&mut self, lower: impl Into<Keyed<'t>>) -> u32 {
        self.insert_keyed(lower.into())
    }

    fn insert_keyed(&mut self, lower: Keyed) -> u32 {
        let (key, free) = match self.slot_of_word(lower) {
            (_, Ok(number)) => return number,
            (key, Err(free)) => (key, free),
        };
        self.text.push_str(lower.word);
        self.ends.push(self.text.len() as u32);
        self.slots[free] = Slot { key, number: self.ends.len() as u32 };
        // A string beyond the limit of a key counts by its ends: no key can ask for it.
        self.stamp = (self.stamp.rotate_left(23) ^ key.hash() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if self.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.len() as u32 - 1
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.key.hash() & mask;
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
    fn long_strings_with_the_same_ends_are_told_apart() {
        let mut table = Table::with_capacity(4, 16);
        let [one, two] = ["internationalising", "interna-ionalising"].map(|word| table.insert(word));
        assert_ne!(one, two);
        assert_eq!(table.number("internationalising"), Some(one));
        assert_eq!(table.number("interna-ionalising"), Some(two));
        assert_eq!(table.number("interna ionalising"), None);
        assert_eq!(table.number(""), None);
        assert_eq!(table.number("\0"), None);
    }

    #[test]
    fn many_keys_at_once_find_what_each_finds_alone() {
        let mut table = Table::with_capacity(0, 0);
        let words: Vec<String> = (0..500).map(|i| format!("word{}", i * i)).collect();
        for word in words.iter().step_by(2) {
            table.insert(word);
        }
        let keys: Vec<WordKey> = words.iter().filter_map(|word| WordKey::new(word)).collect();
        let mut seen = 0;
        table.find_all(&keys, |place, number| {
            assert_eq!((place, number), (seen, table.number(&words[place])));
            seen += 1;
        });
        assert_eq!(seen, 500);
    }
}
