//! [`Index`]: bearers by a word of their names.

use super::NONE;
use super::map::Map;

/// Most bearers of one word that are looked at.
const MOST_BEARERS: usize = 12;

/// Bearers by the hash of a word; a list for each.
#[derive(Debug, Default)]
pub(super) struct Index {
    heads: Map<u64, u32>,
    links: Vec<(u32, u32)>,
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.heads.clear();
        self.links.clear();
    }

    pub(super) fn add(&mut self, hash: u64, bearer: u32) {
        let number = self.links.len() as u32;
        let before = self.heads.insert(hash, number).unwrap_or(NONE);
        self.links.push((bearer, before));
    }

    /// The bearers of a word, the latest first, each once.
    pub(super) fn get(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.heads.get(&hash).copied().unwrap_or(NONE);
        let mut before = NONE;
        std::iter::from_fn(move || {
            loop {
                let (bearer, next) = *self.links.get(at as usize)?;
                at = next;
                if bearer != before {
                    before = bearer;
                    return Some(bearer);
                }
            }
        })
        .take(MOST_BEARERS)
    }

    /// Whether anybody bears a word.
    pub(super) fn has(&self, hash: u64) -> bool {
        self.heads.contains_key(&hash)
    }
}
