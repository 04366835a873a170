//! Hash tables that hold only numbers of things kept elsewhere: four bytes a slot.

use super::hash;

/// The ids from 0 on, found by the hash of what they stand for. Linear probing, at most seven eighths
/// full. Ids are never taken out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Id + 1; 0 is free.
    slots: Vec<u32>,
    /// Eight bits of each hash, so that few ids have to be looked at.
    tags: Vec<u8>,
    len: usize,
}

const fn tag(hash: u64) -> u8 {
    (hash >> 56) as u8
}

impl Table {
    /// The id under `hash` for which `same` holds.
    pub(crate) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                0 => return None,
                slot if self.tags[at] == tag(hash) && same(slot - 1) => return Some(slot - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Adds the next id. `hash_of` gives the hash of any before it.
    pub(crate) fn push(&mut self, hash: u64, hash_of: impl Fn(u32) -> u64) {
        let id = self.len as u32;
        if (self.len + 1) * 8 > self.slots.len() * 7 {
            let size = (self.slots.len() * 2).max(16);
            // Dropped before the new ones are made: a large table is then never there twice.
            (self.slots, self.tags) = (Vec::new(), Vec::new());
            (self.slots, self.tags) = (vec![0; size], vec![0; size]);
            (0..id).for_each(|id| self.put(hash_of(id), id + 1));
        }
        self.put(hash, id + 1);
        self.len += 1;
    }

    fn put(&mut self, hash: u64, slot: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
        self.tags[at] = tag(hash);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.slots.capacity() * 4 + self.tags.capacity()
    }

    pub(crate) fn parts(&self) -> (&[u32], &[u8]) {
        (&self.slots, &self.tags)
    }

    /// A table from its parts, which hold each of `count` ids once. `None` where they do not.
    pub(crate) fn from_parts(slots: Vec<u32>, tags: Vec<u8>, count: usize) -> Option<Self> {
        let mut seen = vec![false; count];
        for slot in slots.iter().filter(|slot| **slot != 0) {
            let seen = seen.get_mut(*slot as usize - 1)?;
            if std::mem::replace(seen, true) {
                return None;
            }
        }
        let fits = slots.is_empty() || slots.len().is_power_of_two() && count * 8 <= slots.len() * 7;
        let sound = fits && tags.len() == slots.len() && seen.into_iter().all(|seen| seen);
        sound.then_some(Table { slots, tags, len: count })
    }
}

/// Makes room for one more item, a sixteenth of what is there at a time: a large list is then never
/// half empty.
pub(crate) fn grow<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 16 + 16);
    }
}

/// As [`grow`], for `more` bytes of text.
pub(crate) fn grow_text(text: &mut String, more: usize) {
    if text.capacity() - text.len() < more {
        text.reserve_exact(more.max(text.len() / 16 + 64));
    }
}

/// Number of a string in [`Symbols`].
pub(crate) type Symbol = u32;

/// Strings kept once each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    text: String,
    ends: Vec<u32>,
    table: Table,
}

impl Symbols {
    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        let at = symbol as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }

    pub(crate) fn find(&self, name: &str) -> Option<Symbol> {
        self.table.find(hash::bytes(name.as_bytes()), |symbol| self.get(symbol) == name)
    }

    pub(crate) fn intern(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.find(name) {
            return symbol;
        }
        let symbol = self.ends.len() as Symbol;
        grow_text(&mut self.text, name.len());
        self.text.push_str(name);
        grow(&mut self.ends);
        self.ends.push(self.text.len() as u32);
        let (text, ends) = (&self.text, &self.ends);
        self.table.push(hash::bytes(name.as_bytes()), |symbol| {
            let at = symbol as usize;
            let start = if at == 0 { 0 } else { ends[at - 1] };
            hash::bytes(&text.as_bytes()[start as usize..ends[at] as usize])
        });
        symbol
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as Symbol).map(|symbol| self.get(symbol))
    }

    pub(crate) fn parts(&self) -> (&str, &[u32], &Table) {
        (&self.text, &self.ends, &self.table)
    }

    /// Symbols from their parts. `None` where an end is no character boundary of the text.
    pub(crate) fn from_parts(text: String, ends: Vec<u32>, table: Table) -> Option<Self> {
        let sound = ends.is_sorted() && ends.iter().all(|end| text.is_char_boundary(*end as usize));
        (sound && ends.last().copied().unwrap_or(0) as usize == text.len()).then_some(Symbols {
            text,
            ends,
            table,
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.table.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_kept_once() {
        let mut symbols = Symbols::default();
        let ids: Vec<Symbol> = (0..1000).map(|n| symbols.intern(&format!("name {}", n % 300))).collect();
        assert_eq!(symbols.len(), 300);
        assert!((0..1000).all(|n| symbols.get(ids[n]) == format!("name {}", n % 300)));
        assert_eq!(symbols.find("name 300"), None);
    }
}
