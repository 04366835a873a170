//! Hash tables that hold only numbers of things kept elsewhere: four bytes a slot.

use super::hash;

/// The ids from 0 on, found by the hash of what they stand for. Linear probing, at most seven
/// eighths full. Ids are never taken out.
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
        self.probe(hash, same).ok()
    }

    /// The id under `hash` for which `same` holds; where there is none the next id, which is added.
    /// `hash_of` gives the hash of any before it.
    pub(crate) fn find_or_push(
        &mut self,
        hash: u64,
        same: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32) -> u64,
    ) -> u32 {
        let id = self.len as u32;
        let mut place = Err(0);
        if !self.slots.is_empty() {
            place = self.probe(hash, same);
        }
        let mut free = match place {
            Ok(known) => return known,
            Err(free) => free,
        };
        if (self.len + 1) * 8 > self.slots.len() * 7 {
            let size = (self.slots.len() * 2).max(16);
            // Dropped before the new ones are made: a large table is then never there twice.
            (self.slots, self.tags) = (Vec::new(), Vec::new());
            (self.slots, self.tags) = (vec![0; size], vec![0; size]);
            for id in 0..id {
                let hash = hash_of(id);
                self.put(self.free(hash), hash, id);
            }
            free = self.free(hash);
        }
        self.put(free, hash, id);
        self.len += 1;
        id
    }

    /// The id under `hash` for which `same` holds, or the free slot that ends the search.
    fn probe(&self, hash: u64, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                0 => return Err(at),
                slot if self.tags[at] == tag(hash) && same(slot - 1) => return Ok(slot - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The slot for something new.
    fn free(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn put(&mut self, at: usize, hash: u64, id: u32) {
        self.slots[at] = id + 1;
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

/// From so many bytes on a list grows by a sixteenth at a time, before by half.
const LARGE: usize = 1 << 22;

/// How much room a full list gets for more. A large one is then never half empty, and a small one
/// is not moved time and again.
fn more_room(len: usize, bytes: usize) -> usize {
    if bytes < LARGE { len / 2 + 64 } else { len / 16 }
}

/// Makes room for one more item.
pub(crate) fn grow<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact(more_room(list.len(), size_of_val(&list[..])));
    }
}

/// As [`grow`], for `more` bytes of text.
pub(crate) fn grow_text(text: &mut String, more: usize) {
    if text.capacity() - text.len() < more {
        text.reserve_exact(more.max(more_room(text.len(), text.len())));
    }
}

/// A string to look up, with its hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'n> {
    pub(crate) text: &'n str,
    pub(crate) hash: u64,
}

impl<'n> Name<'n> {
    pub(crate) fn new(text: &'n str) -> Self {
        Name { text, hash: hash::bytes(text.as_bytes()) }
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
        part(&self.text, &self.ends, symbol)
    }

    pub(crate) fn find(&self, name: Name<'_>) -> Option<Symbol> {
        self.table.find(name.hash, |symbol| self.get(symbol) == name.text)
    }

    /// The symbol of a string, which is added where it is not there.
    pub(crate) fn intern(&mut self, name: Name<'_>) -> Symbol {
        let Symbols { text, ends, table } = self;
        let same = |symbol| part(text, ends, symbol) == name.text;
        let symbol = table.find_or_push(name.hash, same, |id| Name::new(part(text, ends, id)).hash);
        if symbol as usize == ends.len() {
            grow_text(text, name.text.len());
            text.push_str(name.text);
            grow(ends);
            ends.push(text.len() as u32);
        }
        symbol
    }

    /// Bytes of all strings.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
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

/// The text between two of the ends.
fn part<'t>(text: &'t str, ends: &[u32], at: Symbol) -> &'t str {
    let at = at as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &text[start as usize..ends[at] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_kept_once() {
        let mut symbols = Symbols::default();
        let ids: Vec<Symbol> =
            (0..1000).map(|n| symbols.intern(Name::new(&format!("name {}", n % 300)))).collect();
        assert_eq!(symbols.len(), 300);
        assert!((0..1000).all(|n| symbols.get(ids[n]) == format!("name {}", n % 300)));
        assert_eq!(symbols.find(Name::new("name 300")), None);
    }
}
