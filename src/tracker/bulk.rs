//! All wordings of a store in, their [`Links`] out, in two passes over arrays.
//!
//! Cost: link keys are sorted once; then a wording reads the leaders under each of its keys, at
//! most [`COMMON`] of them, and aligns with a few.

use super::index::{self, Index};
use super::link::{COMMON, Candidates, Choice, Fitter, Texts, shares_enough};
use super::linked::Readings;
use super::links::{Facts, Links};
use super::rarity::Rarity;
use super::store::{NONE, Store, WordingId};
use super::token::{Analysis, Token};

/// Links everything.
///
/// `readings` spare reading again what was read on its way in.
pub(crate) fn link(store: &Store, rarity: &Rarity, readings: &Readings) -> Links {
    let count = store.wordings.len();
    let mut links = Links::default();
    links.resize(count);
    let (order, rank) = content_order(store);
    let mut all = Wordings { store, rank, tokens: Vec::new(), ends: Vec::with_capacity(count) };
    let entries = all.read(rarity, readings, order.len(), &mut links.keys);
    let keys = SharedKeys::new(&entries, count);
    links.index = Index::new(&entries);
    drop(entries);
    let mut pass = Pass::new(&all, &keys, &links.keys);
    for &wording in &order {
        let noticed = pass.candidates(wording);
        links.class[wording as usize].notice(noticed);
        links.leader[wording as usize] = pass.place(wording, Choice::Closest);
    }
    classify(store, &all, &order, &mut links, &mut pass.fitter);
    pass.clear();
    for wording in second_order(&all, &order, &links) {
        pass.candidates(wording);
        links.group[wording as usize] = pass.place(wording, Choice::First);
    }
    for &wording in &order {
        let at = wording as usize;
        if !links.class[at].takes_part() {
            links.group[at] = links.leader[at];
        }
    }
    links
}

/// The wordings that occur, the heaviest first, then by key; and the place of each.
fn content_order(store: &Store) -> (Vec<WordingId>, Vec<u32>) {
    let numbered = store.wordings.iter().zip(0..).filter(|(record, _)| record.count > 0);
    let mut order: Vec<(u64, WordingId)> = numbered
        .map(|(record, n)| (u64::from(u32::MAX - record.weight) << 32 | (record.key() >> 96) as u64, n))
        .collect();
    let key = |n: WordingId| store.wordings[n as usize].key();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1).cmp(&key(b.1))));
    let order: Vec<WordingId> = order.into_iter().map(|entry| entry.1).collect();
    let mut rank = vec![NONE; store.wordings.len()];
    order.iter().zip(0..).for_each(|(wording, place)| rank[*wording as usize] = place);
    (order, rank)
}

/// The tokens of all wordings.
struct Wordings<'s> {
    store: &'s Store,
    rank: Vec<u32>,
    tokens: Vec<Token>,
    ends: Vec<u32>,
}

impl Wordings<'_> {
    /// Reads every wording that occurs, and gives its link keys as sorted entries of the index.
    fn read(&mut self, rarity: &Rarity, readings: &Readings, live: usize, key_counts: &mut [u8]) -> Vec<u64> {
        let mut analysis = Analysis::default();
        let mut entries: Vec<u64> = Vec::with_capacity(live * 8);
        for (wording, record) in self.store.wordings.iter().enumerate() {
            if record.count > 0 {
                let before = entries.len();
                if let Some((tokens, keys)) = readings.get(wording as WordingId) {
                    entries.extend(keys.iter().map(|key| index::entry(*key, wording as u32)));
                    self.tokens.extend_from_slice(tokens);
                } else {
                    let domain = self.store.occurrences[record.example as usize].domain;
                    analysis.fill(self.store.text(record.example), domain, rarity);
                    analysis.link_keys(domain, |key| entries.push(index::entry(key, wording as u32)));
                    self.tokens.extend_from_slice(&analysis.tokens);
                }
                key_counts[wording] = (entries.len() - before).min(255) as u8;
            }
            self.ends.push(self.tokens.len() as u32);
        }
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

impl Texts for Wordings<'_> {
    fn tokens(&self, wording: u32) -> &[Token] {
        slice(&self.tokens, &self.ends, wording)
    }

    fn weight(&self, wording: u32) -> u32 {
        self.store.wordings[wording as usize].weight
    }

    fn is_lighter(&self, a: u32, b: u32) -> bool {
        self.rank[a as usize] > self.rank[b as usize]
    }
}

fn slice<'a, T>(items: &'a [T], ends: &[u32], at: u32) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at as usize - 1] };
    &items[start as usize..ends[at as usize] as usize]
}

/// The keys that at least two wordings have, numbered.
struct SharedKeys {
    /// Keys of each wording.
    keys: Vec<u32>,
    ends: Vec<u32>,
    /// Where each key's leaders begin, and one past the last.
    starts: Vec<u32>,
}

impl SharedKeys {
    fn new(entries: &[u64], count: usize) -> Self {
        let runs = || entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1).zip(0u32..);
        let mut ends = vec![0u32; count];
        let mut starts = vec![0];
        let mut total = 0;
        for (run, _) in runs() {
            total += run.len().min(COMMON + 1) as u32;
            starts.push(total);
            run.iter().for_each(|entry| ends[*entry as u32 as usize] += 1);
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        // `ends` holds starts until the filling has moved each to its end.
        let mut keys = vec![0; sum as usize];
        for (run, key) in runs() {
            for entry in run {
                let slot = &mut ends[*entry as u32 as usize];
                keys[*slot as usize] = key;
                *slot += 1;
            }
        }
        SharedKeys { keys, ends, starts }
    }
}

/// A leader: what a wording needs of it before it looks at its tokens.
struct Leader {
    wording: WordingId,
    rank: u32,
}

/// One pass over the wordings.
struct Pass<'p> {
    all: &'p Wordings<'p>,
    keys: &'p SharedKeys,
    key_counts: Vec<u8>,
    /// Numbers of the leaders under each key, in place at the head of its stretch.
    under: Vec<u32>,
    filled: Vec<u8>,
    /// The leaders in the order of the pass.
    leaders: Vec<Leader>,
    /// Keys each leader shares with the wording at hand, zero between wordings; and all it has.
    shared: Vec<(u8, u8)>,
    met: Vec<u32>,
    candidates: Candidates<u32>,
    fitter: Fitter,
}

impl<'p> Pass<'p> {
    fn new(all: &'p Wordings<'p>, keys: &'p SharedKeys, key_counts: &[u8]) -> Self {
        Pass {
            all,
            keys,
            key_counts: key_counts.to_vec(),
            under: vec![0; keys.starts.last().copied().unwrap_or(0) as usize],
            filled: vec![0; keys.starts.len()],
            leaders: Vec::new(),
            shared: Vec::new(),
            met: Vec::new(),
            candidates: Candidates::new(),
            fitter: Fitter::default(),
        }
    }

    fn clear(&mut self) {
        self.filled.fill(0);
        self.leaders.clear();
        self.shared.clear();
    }

    /// Finds the leaders so far that share most keys with the wording. Whether there are any.
    fn candidates(&mut self, wording: WordingId) -> bool {
        self.candidates.clear();
        for &key in slice(&self.keys.keys, &self.keys.ends, wording) {
            let filled = usize::from(self.filled[key as usize]);
            if filled > COMMON {
                continue;
            }
            let start = self.keys.starts[key as usize] as usize;
            for &number in &self.under[start..start + filled] {
                let shared = &mut self.shared[number as usize];
                if shared.0 == 0 {
                    self.met.push(number);
                }
                shared.0 = shared.0.saturating_add(1);
            }
        }
        let (rank, keys) = (self.all.rank[wording as usize], self.key_counts[wording as usize]);
        for number in self.met.drain(..) {
            let (shared, all) = &mut self.shared[number as usize];
            let shared = usize::from(std::mem::take(shared));
            if !shares_enough(shared, keys.min(*all)) {
                continue;
            }
            let leader = &self.leaders[number as usize];
            if shares_enough(shared, if rank > leader.rank { keys } else { *all }) {
                self.candidates.offer(shared, number, leader.wording);
            }
        }
        !self.candidates.is_empty()
    }

    /// The leader that the wording joins: one of the candidates, or itself from now on.
    fn place(&mut self, wording: WordingId, choice: Choice) -> WordingId {
        if let Some(leader) = self.fitter.choose(self.all, wording, &self.candidates, choice) {
            return leader;
        }
        let number = self.leaders.len() as u32;
        let (rank, keys) = (self.all.rank[wording as usize], self.key_counts[wording as usize]);
        self.leaders.push(Leader { wording, rank });
        self.shared.push((0, keys));
        for &key in slice(&self.keys.keys, &self.keys.ends, wording) {
            let filled = &mut self.filled[key as usize];
            if usize::from(*filled) <= COMMON {
                self.under[self.keys.starts[key as usize] as usize + usize::from(*filled)] = number;
                *filled += 1;
            }
        }
        wording
    }
}

/// What the groups of the first pass mean for the second.
fn classify(store: &Store, all: &Wordings<'_>, order: &[WordingId], links: &mut Links, fitter: &mut Fitter) {
    let mut number = vec![NONE; store.wordings.len()];
    let mut facts: Vec<Facts> = Vec::new();
    for &wording in order {
        let leader = links.leader[wording as usize];
        let slot = &mut number[leader as usize];
        if *slot == NONE {
            *slot = facts.len() as u32;
            facts.push(Facts::new(leader));
        }
        facts[*slot as usize].add(store, wording, |a, b| all.is_lighter(b, a));
    }
    let of = |wording: WordingId| number[links.leader[wording as usize] as usize] as usize;
    let mut suspects: Vec<(usize, WordingId)> = order
        .iter()
        .map(|wording| (of(*wording), *wording))
        .filter(|(group, _)| facts[*group].may_glue())
        .collect();
    suspects.sort_by_key(|suspect| suspect.0);
    let mut glues = vec![false; facts.len()];
    for group in suspects.chunk_by(|a, b| a.0 == b.0) {
        let members: Vec<WordingId> = group.iter().map(|suspect| suspect.1).collect();
        glues[group[0].0] = facts[group[0].0].glues(store, all, fitter, &members);
    }
    for &wording in order {
        let group = of(wording);
        let noticed = links.class[wording as usize].is_noticed();
        links.class[wording as usize] = facts[group].class(store, wording, noticed, glues[group]);
    }
}

/// The wordings of the second pass in its order.
fn second_order(all: &Wordings<'_>, order: &[WordingId], links: &Links) -> Vec<WordingId> {
    let rank = |wording: WordingId| all.rank[wording as usize];
    let part = order.iter().copied().filter(|wording| links.class[*wording as usize].takes_part());
    let mut second: Vec<_> = part
        .map(|wording| {
            let leader = rank(links.leader[wording as usize]);
            links.class[wording as usize].order(leader, rank(wording))
        })
        .collect();
    second.sort_unstable();
    second.into_iter().map(|place| order[place.3 as usize]).collect()
}
