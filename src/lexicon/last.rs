//! [`Last`]: entries and who named them in; which of the rows about one has the last word out.
//!
//! A file is read once to note what its later rows and removals name, and again to take from each row only
//! what nobody behind it names. Nothing is noted of the shipped files, whose entries stand once.

use std::collections::BTreeMap;

/// A place in what is read of a file: which of the texts and removals, from 0 for the shipped text, and the
/// line in it, 0 for a removal.
pub(super) type Place = (usize, usize);

/// The last word on each entry of one file. Entries are told apart by their lower-case keys.
#[derive(Debug, Default)]
pub(super) struct Last {
    by_key: BTreeMap<String, Place>,
    /// Removals that an entry was found for, or that a later row took the place of.
    used: Vec<usize>,
    noting: bool,
    /// Whether anything is noted or to be noted; asked for each of many entries.
    at_work: bool,
    here: Place,
}

impl Last {
    /// Forgets what was noted, for the next file.
    pub fn clear(&mut self) {
        *self = Last::default();
    }

    /// Whether rows are only to be noted.
    pub fn note(&mut self, noting: bool) {
        self.noting = noting;
        self.at_work = noting || !self.by_key.is_empty();
    }

    /// Says where the next entries stand.
    pub fn go_to(&mut self, place: Place) {
        self.here = place;
    }

    /// Notes that nothing before this place tells of the entry.
    pub fn end_before(&mut self, key: String) {
        if let Some((number, 0)) = self.by_key.insert(key, self.here) {
            self.used.push(number);
        }
    }

    /// Whether the row here is to be read for the entry: no later one names it, and rows are not only noted.
    #[inline]
    pub fn is_here(&mut self, key: &str) -> bool {
        !self.at_work || self.look_up(key)
    }

    #[cold]
    fn look_up(&mut self, key: &str) -> bool {
        let key = key.to_lowercase();
        if self.noting {
            self.end_before(key);
            return false;
        }
        let Some(&(text, line)) = self.by_key.get(&key) else { return true };
        if line == 0 {
            self.used.push(text);
        }
        (text, line) == self.here
    }

    /// Whether the entry is left out in the end.
    pub fn is_left_out(&self, key: &str) -> bool {
        !self.by_key.is_empty() && self.by_key.get(&key.to_lowercase()).is_some_and(|(_, line)| *line == 0)
    }

    /// Whether rows are only noted.
    pub fn is_noting(&self) -> bool {
        self.noting
    }

    /// Whether the row here is of a shipped file.
    pub fn is_shipped(&self) -> bool {
        self.here.0 == 0
    }

    /// Whether a removal, by its number, found its entry.
    pub fn is_used(&self, number: usize) -> bool {
        self.used.contains(&number)
    }
}
