//! What linking needs of wordings, kept from when they came in until all are linked at once.

use std::ops::Range;

use super::index;
use super::rarity::Rarity;
use super::store::{Store, WordingId};
use super::token::{Analysis, Domain, Token};

/// Tokens and link keys of wordings with numbers in a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readings {
    first: WordingId,
    pub(crate) tokens: Vec<Token>,
    /// What the index tells apart of the link keys.
    keys: Vec<u32>,
    /// Where the tokens and the keys of each end.
    ends: Vec<(u32, u32)>,
}

impl Readings {
    pub(crate) fn clear(&mut self) {
        self.first = 0;
        self.tokens.clear();
        self.keys.clear();
        self.ends.clear();
    }

    /// Adds what was read of one more wording. Gives its number here.
    pub(crate) fn add(&mut self, analysis: &Analysis, domain: Domain) -> u32 {
        self.tokens.extend_from_slice(&analysis.tokens);
        analysis.link_keys(domain, |key| self.keys.push(index::short(key)));
        self.ends.push((self.tokens.len() as u32, self.keys.len() as u32));
        self.ends.len() as u32 - 1
    }

    /// Adds the next wording, from other readings; begins anew where it is not the next.
    pub(crate) fn push(&mut self, wording: WordingId, from: &Readings, number: u32) {
        let next = self.first as usize + self.ends.len();
        if (wording as usize) < next {
            return;
        }
        if wording as usize != next || self.ends.is_empty() {
            self.clear();
            self.first = wording;
        }
        let (tokens, keys) = from.find(number).unwrap_or_default();
        self.tokens.extend_from_slice(&from.tokens[tokens]);
        self.keys.extend_from_slice(&from.keys[keys]);
        self.ends.push((self.tokens.len() as u32, self.keys.len() as u32));
    }

    /// Where the tokens and the keys of a wording lie; `None` where it was not read.
    fn find(&self, wording: WordingId) -> Option<(Range<usize>, Range<usize>)> {
        let at = wording.checked_sub(self.first)? as usize;
        let end = self.ends.get(at)?;
        let start = if at == 0 { (0, 0) } else { self.ends[at - 1] };
        Some((start.0 as usize..end.0 as usize, start.1 as usize..end.1 as usize))
    }

    /// Where the tokens of a wording lie, and how many keys it has. It was read.
    pub(crate) fn of(&self, wording: WordingId) -> (Range<usize>, usize) {
        self.find(wording).map_or((0..0, 0), |(tokens, keys)| (tokens, keys.len()))
    }

    /// The readings of all wordings of the store that occur, those that are missing read now.
    pub(crate) fn complete(self, store: &Store, rarity: &Rarity) -> Readings {
        if self.first == 0 && self.ends.len() == store.wordings.len() {
            return self;
        }
        let mut all = Readings::default();
        let mut analysis = Analysis::default();
        for (record, wording) in store.wordings.iter().zip(0..) {
            if self.find(wording).is_some() {
                all.push(wording, &self, wording);
                continue;
            }
            let domain = store.occurrences[record.example as usize].domain;
            let text = if record.count > 0 { store.text(record.example) } else { "" };
            analysis.fill(text, domain, rarity);
            all.add(&analysis, domain);
        }
        all
    }

    /// The link keys of all wordings that occur, as sorted entries of the index. They are not kept here
    /// any longer.
    pub(crate) fn take_entries(&mut self, store: &Store) -> Vec<u64> {
        let live = || store.wordings.iter().zip(0..).filter(|(record, _)| record.count > 0);
        let entries = live().flat_map(|(_, wording)| {
            let keys = self.find(wording).map_or(0..0, |(_, keys)| keys);
            self.keys[keys].iter().map(move |key| index::entry(*key, wording))
        });
        let mut entries = index::sorted(self.keys.len(), entries);
        self.keys = Vec::new();
        entries.dedup();
        entries
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        (self.tokens.capacity() + self.keys.capacity()) * 4 + self.ends.capacity() * 8
    }
}
