//! All wordings of a store in, their [`Links`] out, in two passes over arrays.
//!
//! Cost: link keys are sorted once; then a wording reads the leaders under each of its keys, at
//! most [`COMMON`] of them, and aligns with a few.

use super::index::Index;
use super::link::{COMMON, Candidates, Choice, Fitter, Joined, Texts, shares_enough};
use super::links::{Facts, Links};
use super::rarity::Rarity;
use super::reading::Readings;
use super::store::{NONE, Store, WordingId};
use super::token::Token;

/// Links everything.
///
/// `readings` spare reading again what was read on its way in.
pub(crate) fn link(store: &Store, rarity: &Rarity, readings: Readings) -> Links {
    let mut readings = readings.complete(store, rarity);
    let mut links = Links::default();
    links.resize(store.wordings.len());
    let mut entries = readings.take_entries(store);
    links.index = Index::new(&entries);
    let all = Wordings::new(store, &readings);
    let keys = SharedKeys::new(&mut entries, &all);
    drop(entries);
    let mut pass = Pass::new(all, &keys);
    for own in 0..pass.all.items.len() as u32 {
        let noticed = pass.candidates(own);
        let joined = pass.place(own, Choice::Closest);
        let item = &mut pass.all.items[own as usize];
        (item.leader, item.cost) = (joined.leader, joined.cost);
        let at = item.wording as usize;
        links.class[at].notice(noticed);
        links.keys[at] = item.keys;
        links.leader[at] = pass.all.items[joined.leader as usize].wording;
    }
    classify(&pass.all, &mut links, &mut pass.fitter);
    pass.clear();
    for own in second_order(&pass.all, &links) {
        pass.candidates(own);
        let joined = pass.place(own, Choice::First);
        let wording = |rank: u32| pass.all.items[rank as usize].wording;
        links.group[wording(own) as usize] = wording(joined.leader);
    }
    for item in &pass.all.items {
        let at = item.wording as usize;
        if !links.class[at].takes_part() {
            links.group[at] = links.leader[at];
        }
    }
    links
}

/// The wordings that occur, by rank: the heaviest first, then by key. What the passes need of each
/// lies side by side.
struct Wordings<'r> {
    items: Vec<Item>,
    tokens: &'r [Token],
}

#[derive(Clone, Copy)]
struct Item {
    wording: WordingId,
    /// Where its tokens begin, and how many they are.
    tokens: u32,
    length: u16,
    /// How many link keys it has; at most 255 count.
    keys: u8,
    weight: u32,
    /// How many occurrences have it.
    count: u32,
    /// The rank of its leader of the first pass, and what the lighter of the two costs.
    leader: u32,
    cost: u32,
}

impl<'r> Wordings<'r> {
    fn new(store: &Store, readings: &'r Readings) -> Self {
        let numbered = store.wordings.iter().zip(0..).filter(|(record, _)| record.count > 0);
        let mut order: Vec<(u64, WordingId)> = numbered
            .map(|(record, n)| (u64::from(u32::MAX - record.weight) << 32 | (record.key() >> 96) as u64, n))
            .collect();
        let key = |n: WordingId| store.wordings[n as usize].key();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1).cmp(&key(b.1))));
        let item = |(lead, wording): (u64, WordingId)| {
            let (tokens, keys) = readings.of(wording);
            Item {
                wording,
                tokens: tokens.start as u32,
                length: tokens.len() as u16,
                keys: keys.min(255) as u8,
                weight: u32::MAX - (lead >> 32) as u32,
                count: store.wordings[wording as usize].count,
                leader: NONE,
                cost: 0,
            }
        };
        Wordings { items: order.into_iter().map(item).collect(), tokens: &readings.tokens }
    }
}

impl Texts for Wordings<'_> {
    fn tokens(&self, rank: u32) -> &[Token] {
        let item = &self.items[rank as usize];
        &self.tokens[item.tokens as usize..][..usize::from(item.length)]
    }

    fn weight(&self, rank: u32) -> u32 {
        self.items[rank as usize].weight
    }

    fn count(&self, rank: u32) -> u32 {
        self.items[rank as usize].count
    }

    fn is_lighter(&self, a: u32, b: u32) -> bool {
        a > b
    }

    fn known_cost(&self, short: u32, long: u32) -> Option<u32> {
        let item = &self.items[short as usize];
        (item.leader == long).then_some(item.cost)
    }
}

/// The keys that at least two wordings have, each with a place of its own where its leaders will
/// be. The places are in the order of the first wording that has the key, so that what is known of
/// the keys of one family lies together.
struct SharedKeys {
    /// The places of each wording's keys, by rank.
    places: Vec<u32>,
    ends: Vec<u32>,
    /// How much room all take.
    room: usize,
}

impl SharedKeys {
    /// `entries` are sorted; ranks take the place of the wordings in them.
    fn new(entries: &mut [u64], all: &Wordings<'_>) -> Self {
        let count = all.items.len();
        let most = all.items.iter().map(|item| item.wording as usize + 1).max().unwrap_or(0);
        let mut rank = vec![NONE; most];
        all.items.iter().zip(0..).for_each(|(item, place)| rank[item.wording as usize] = place);
        let (mut ends, mut next) = (vec![0u32; count], vec![0u32; count]);
        let mut firsts: Vec<u32> = Vec::new();
        for run in entries.chunk_by_mut(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1) {
            for entry in run.iter_mut() {
                let own = rank[*entry as u32 as usize];
                *entry = *entry >> 32 << 32 | u64::from(own);
                ends[own as usize] += 1;
            }
            let first = run.iter().map(|entry| *entry as u32).min().unwrap_or(0);
            firsts.push(first);
            next[first as usize] += room(run);
        }
        let total = running(&mut ends);
        let room_of_all = running(&mut next);
        // `ends` holds starts until the filling has moved each to its end.
        let mut places = vec![0; total as usize];
        for (run, first) in runs(entries).zip(firsts) {
            let next = &mut next[first as usize];
            for entry in run {
                let slot = &mut ends[*entry as u32 as usize];
                places[*slot as usize] = *next;
                *slot += 1;
            }
            *next += room(run);
        }
        SharedKeys { places, ends, room: room_of_all as usize }
    }
}

/// The room for the leaders under a key that so many wordings have, and for their number.
fn room(run: &[u64]) -> u32 {
    1 + run.len().min(COMMON + 1) as u32
}

/// Entries of each key that several wordings have.
fn runs(entries: &[u64]) -> impl Iterator<Item = &[u64]> {
    entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1)
}

/// Puts the sum of the numbers before it in the place of each. Gives the sum of all.
fn running(numbers: &mut [u32]) -> u32 {
    let mut sum = 0;
    numbers.iter_mut().for_each(|number| sum += std::mem::replace(number, sum));
    sum
}

fn slice<'a, T>(items: &'a [T], ends: &[u32], at: u32) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at as usize - 1] };
    &items[start as usize..ends[at as usize] as usize]
}

/// One pass over the wordings, which go by their ranks.
struct Pass<'p> {
    all: Wordings<'p>,
    keys: &'p SharedKeys,
    /// At the place of each key how many leaders have it, then their numbers.
    under: Vec<u32>,
    /// The leaders in the order of the pass.
    leaders: Vec<u32>,
    /// Keys each leader shares with the wording at hand, zero between wordings; and all it has.
    shared: Vec<(u8, u8)>,
    met: Vec<u32>,
    /// Where the keys of the wording at hand have their leaders, and how many these are.
    heads: Vec<(usize, usize)>,
    candidates: Candidates<u32>,
    fitter: Fitter,
}

impl<'p> Pass<'p> {
    fn new(all: Wordings<'p>, keys: &'p SharedKeys) -> Self {
        Pass {
            all,
            keys,
            under: vec![0; keys.room],
            leaders: Vec::new(),
            shared: Vec::new(),
            met: Vec::new(),
            heads: Vec::new(),
            candidates: Candidates::new(),
            fitter: Fitter::default(),
        }
    }

    fn clear(&mut self) {
        self.under.fill(0);
        self.leaders.clear();
        self.shared.clear();
    }

    /// Finds the leaders so far that share most keys with the wording. Whether there are any.
    fn candidates(&mut self, own: u32) -> bool {
        self.candidates.clear();
        // All that is far away in memory is asked for before any of it is looked at.
        let places = slice(&self.keys.places, &self.keys.ends, own).iter().map(|place| *place as usize);
        self.heads.clear();
        self.heads.extend(places.map(|place| (place, self.under[place] as usize)));
        for &(place, count) in self.heads.iter().filter(|head| head.1 <= COMMON) {
            for &number in &self.under[place + 1..][..count] {
                let shared = &mut self.shared[number as usize];
                if shared.0 == 0 {
                    self.met.push(number);
                }
                shared.0 = shared.0.saturating_add(1);
            }
        }
        let keys = self.all.items[own as usize].keys;
        for number in self.met.drain(..) {
            let (shared, all) = &mut self.shared[number as usize];
            let shared = usize::from(std::mem::take(shared));
            if !shares_enough(shared, keys.min(*all)) {
                continue;
            }
            let leader = self.leaders[number as usize];
            if shares_enough(shared, if self.all.is_lighter(own, leader) { keys } else { *all }) {
                self.candidates.offer(shared, number, leader);
            }
        }
        !self.candidates.is_empty()
    }

    /// The leader that the wording joins: one of the candidates, or itself from now on.
    fn place(&mut self, own: u32, choice: Choice) -> Joined {
        if let Some(joined) = self.fitter.choose(&self.all, own, &self.candidates, choice) {
            return joined;
        }
        let number = self.leaders.len() as u32;
        self.leaders.push(own);
        self.shared.push((0, self.all.items[own as usize].keys));
        for &(place, count) in self.heads.iter().filter(|head| head.1 <= COMMON) {
            self.under[place + count + 1] = number;
            self.under[place] += 1;
        }
        Joined { leader: own, cost: 0 }
    }
}

/// What the groups of the first pass mean for the second.
fn classify(all: &Wordings<'_>, links: &mut Links, fitter: &mut Fitter) {
    let mut number = vec![NONE; all.items.len()];
    let mut facts: Vec<Facts> = Vec::new();
    for (item, own) in all.items.iter().zip(0..) {
        let slot = &mut number[item.leader as usize];
        if *slot == NONE {
            *slot = facts.len() as u32;
            facts.push(Facts::new(item.leader));
        }
        facts[*slot as usize].add(all, own);
    }
    let of = |item: &Item| number[item.leader as usize] as usize;
    let numbered = || all.items.iter().zip(0u32..).map(|(item, own)| (of(item), item, own));
    let suspects = numbered().filter(|(group, ..)| facts[*group].may_glue());
    let mut suspects: Vec<(usize, u32)> = suspects.map(|(group, _, own)| (group, own)).collect();
    suspects.sort_by_key(|suspect| suspect.0);
    let mut glues = vec![false; facts.len()];
    for group in suspects.chunk_by(|a, b| a.0 == b.0) {
        let members: Vec<u32> = group.iter().map(|suspect| suspect.1).collect();
        glues[group[0].0] = facts[group[0].0].glues(all, fitter, &members);
    }
    for (group, item, own) in numbered() {
        let class = &mut links.class[item.wording as usize];
        *class = facts[group].class(all, own, class.is_noticed(), glues[group]);
    }
}

/// The wordings of the second pass in its order, by rank.
fn second_order(all: &Wordings<'_>, links: &Links) -> Vec<u32> {
    let class = |item: &Item| links.class[item.wording as usize];
    let numbered = all.items.iter().zip(0..).filter(|(item, _)| class(item).takes_part());
    let mut second: Vec<_> = numbered.map(|(item, rank)| class(item).order(item.leader, rank)).collect();
    second.sort_unstable();
    second.into_iter().map(|place| place.3).collect()
}
