//! Link keys in, the wordings that have them out.
//!
//! Entries are kept in the order of their keys, six bytes each: a directory over the first half of
//! a key's 32 bits says where the entries with the second half begin. What came in lately waits in
//! a short sorted list until it is worth merging, so an insertion costs about its own keys.

/// Entries by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Where the entries of each first half begin, and one past the last; empty without entries.
    starts: Vec<u32>,
    /// Second halves of the keys.
    lows: Vec<u16>,
    wordings: Vec<u32>,
    /// Later entries as key above wording, sorted.
    fresh: Vec<u64>,
}

/// How many late entries may wait, whatever the size of the rest.
const WAITING: usize = 4096;

/// A short key and a wording as one number: sorting brings equal keys together.
pub(crate) fn entry(key: u32, wording: u32) -> u64 {
    u64::from(key) << 32 | u64::from(wording)
}

/// The 32 bits of a link key that the index tells apart.
pub(crate) fn short(key: u64) -> u32 {
    (key >> 32) as u32
}

/// Entries are parted by so many of the first bits of their keys, at most.
const PARTED: u32 = 13;

/// Entries of a part are about so many: what a sort without branches takes at once.
const PART: usize = 24;

/// The entries in order, which are at most `most`. They are parted by the first bits of their keys as
/// they come, so that only short parts are left to sort.
pub(crate) fn sorted(most: usize, entries: impl Iterator<Item = u64> + Clone) -> Vec<u64> {
    let bits = (most / PART).checked_ilog2().unwrap_or(0).min(PARTED);
    let part = |entry: u64| (entry >> 32 >> (32 - bits)) as usize;
    let mut ends = vec![0u32; 1 << bits];
    entries.clone().for_each(|entry| ends[part(entry)] += 1);
    let mut count = 0;
    ends.iter_mut().for_each(|end| count += std::mem::replace(end, count));
    let mut sorted = vec![0; count as usize];
    // `ends` holds starts until the filling has moved each to its end.
    entries.for_each(|entry| {
        let end = &mut ends[part(entry)];
        sorted[*end as usize] = entry;
        *end += 1;
    });
    let mut start = 0;
    for end in ends {
        sorted[start..end as usize].sort_unstable();
        start = end as usize;
    }
    sorted
}

impl Index {
    /// An index of `entries`, which are sorted.
    pub(crate) fn new(entries: &[u64]) -> Self {
        let mut index = Index::default();
        if entries.is_empty() {
            return index;
        }
        index.lows = entries.iter().map(|entry| (entry >> 32) as u16).collect();
        index.wordings = entries.iter().map(|entry| *entry as u32).collect();
        index.starts = vec![0; (1 << 16) + 1];
        entries.iter().for_each(|entry| index.starts[(entry >> 48) as usize + 1] += 1);
        let mut before = 0;
        for start in &mut index.starts {
            before += *start;
            *start = before;
        }
        index
    }

    /// An index from its parts. `None` where they do not belong together.
    pub(crate) fn from_parts(starts: Vec<u32>, lows: Vec<u16>, wordings: Vec<u32>) -> Option<Self> {
        let empty = starts.is_empty() && lows.is_empty();
        let full = starts.len() == (1 << 16) + 1
            && starts[0] == 0
            && starts.last().copied() == u32::try_from(lows.len()).ok()
            && starts.windows(2).all(|pair| {
                pair[0] <= pair[1]
                    && lows.get(pair[0] as usize..pair[1] as usize).is_some_and(<[u16]>::is_sorted)
            });
        let sound = (empty || full) && lows.len() == wordings.len();
        sound.then_some(Index { starts, lows, wordings, fresh: Vec::new() })
    }

    /// The directory, the second halves of the keys, the wordings: nothing waiting any more.
    pub(crate) fn parts(&self) -> (Vec<u32>, Vec<u16>, Vec<u32>) {
        let merged = if self.fresh.is_empty() { self.clone() } else { Index::new(&self.merged(&[])) };
        (merged.starts, merged.lows, merged.wordings)
    }

    /// Adds entries.
    pub(crate) fn insert(&mut self, mut entries: Vec<u64>) {
        entries.sort_unstable();
        entries.dedup();
        if self.fresh.len() + entries.len() > WAITING + self.lows.len() / 8 {
            *self = Index::new(&self.merged(&entries));
        } else {
            self.fresh.extend(entries);
            self.fresh.sort();
        }
    }

    /// All entries and `more` in order.
    fn merged(&self, more: &[u64]) -> Vec<u64> {
        let highs = self.starts.windows(2).zip(0u64..);
        let old = highs.flat_map(|(bounds, high)| {
            let range = bounds[0] as usize..bounds[1] as usize;
            range.map(move |at| high << 48 | u64::from(self.lows[at]) << 32 | u64::from(self.wordings[at]))
        });
        let mut all: Vec<u64> = Vec::with_capacity(self.lows.len() + self.fresh.len() + more.len());
        all.extend(old);
        all.extend_from_slice(&self.fresh);
        all.extend_from_slice(more);
        all.sort(); // runs in order already: a merge
        all
    }

    /// The wordings with this key, in no order that means anything.
    pub(crate) fn wordings(&self, key: u32) -> impl Iterator<Item = u32> + use<'_> {
        let (high, low) = ((key >> 16) as usize, key as u16);
        let bucket = match self.starts.get(high..high + 2) {
            Some(bounds) => bounds[0] as usize..bounds[1] as usize,
            None => 0..0,
        };
        let from = bucket.start + self.lows[bucket.clone()].partition_point(|other| *other < low);
        let same = self.lows[from..bucket.end].iter().take_while(move |other| **other == low);
        let old = same.zip(&self.wordings[from..bucket.end]).map(|(_, wording)| *wording);
        let late = self.fresh.partition_point(|entry| entry >> 32 < u64::from(key));
        let late = self.fresh[late..].iter().take_while(move |entry| **entry >> 32 == u64::from(key));
        old.chain(late.map(|entry| *entry as u32))
    }

    /// Whether every wording is below `count`.
    pub(crate) fn is_within(&self, count: u32) -> bool {
        self.wordings.iter().all(|wording| *wording < count)
            && self.fresh.iter().all(|entry| (*entry as u32) < count)
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        (self.starts.capacity() + self.wordings.capacity()) * 4
            + self.lows.capacity() * 2
            + self.fresh.capacity() * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_whether_merged_or_waiting() {
        let mut index = Index::default();
        assert_eq!(index.wordings(7).count(), 0);
        let key = |n: u32| n.wrapping_mul(0x9e37_79b9) % 5000 * 800_000;
        for batch in 0..40u32 {
            let entries = (batch * 500..batch * 500 + 500).map(|n| entry(key(n), n));
            index.insert(entries.collect());
        }
        let parts = index.parts();
        let again = Index::from_parts(parts.0, parts.1, parts.2).unwrap();
        for n in (0..20_000).step_by(37) {
            let expected: Vec<u32> = (0..20_000).filter(|other| key(*other) == key(n)).collect();
            for index in [&index, &again] {
                let mut found: Vec<u32> = index.wordings(key(n)).collect();
                found.sort_unstable();
                assert_eq!(found, expected);
            }
        }
        assert!(index.is_within(20_000) && !index.is_within(19_999));
    }
}
