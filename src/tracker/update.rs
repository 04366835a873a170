//! Links and the wordings that came or went in, the links of the new whole out, by looking at
//! little more than what changed.
//!
//! In both passes the fate of a wording depends on the leaders before it that share a key with it,
//! and on nothing else. So the wordings that changed are taken in the order of the pass; one that
//! becomes a leader, or is none any longer, sends those behind it that it may concern into the
//! queue; and what leaves the queue unchanged concerns nobody. The outcome is that of
//! [`bulk::link`](super::bulk::link), which a test holds it to.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::index;
use super::link::{COMMON, Candidates, Choice, Fitter, Texts, shares_enough};
use super::links::{Class, Facts, Links};
use super::rarity::Rarity;
use super::store::{NONE, Store, WordingId};
use super::token::{Analysis, Token};

/// Place in the order of content: the heaviest first, then by key.
type Rank = (Reverse<u32>, u128);
/// Place in the order of the second pass.
type Place = (u16, Rank, bool, Rank);

/// Brings `links` up to date with `store`, in which the wordings `changed` came, went, or occur more
/// or less often than before. Gives the representatives whose groups have changed.
pub(crate) fn relink(
    links: &mut Links,
    store: &Store,
    rarity: &Rarity,
    changed: &[WordingId],
) -> HashSet<WordingId> {
    let mut update = Update {
        links,
        store,
        rarity,
        analysis: Analysis::default(),
        read: HashMap::new(),
        fitter: Fitter::default(),
    };
    update.index(changed);
    let (leaders, moved) = update.first_pass(changed);
    let reclassed = update.reclassify(&leaders, moved);
    update.second_pass(changed, &reclassed)
}

struct Update<'u> {
    links: &'u mut Links,
    store: &'u Store,
    rarity: &'u Rarity,
    analysis: Analysis,
    /// Wordings that were looked at: their tokens and keys.
    read: HashMap<WordingId, Reading>,
    fitter: Fitter,
}

#[derive(Debug)]
struct Reading {
    tokens: Vec<Token>,
    keys: Vec<u32>,
}

/// The wordings at hand for the fitter.
struct LookedAt<'r> {
    store: &'r Store,
    read: &'r HashMap<WordingId, Reading>,
}

impl Texts for LookedAt<'_> {
    fn tokens(&self, wording: u32) -> &[Token] {
        self.read.get(&wording).map_or(&[], |reading| &reading.tokens)
    }

    fn weight(&self, wording: u32) -> u32 {
        self.store.wordings[wording as usize].weight
    }

    fn count(&self, wording: u32) -> u32 {
        self.store.wordings[wording as usize].count
    }

    fn is_lighter(&self, a: u32, b: u32) -> bool {
        rank(self.store, a) > rank(self.store, b)
    }
}

fn rank(store: &Store, wording: WordingId) -> Rank {
    let record = &store.wordings[wording as usize];
    (Reverse(record.weight), record.key())
}

impl Update<'_> {
    fn is_live(&self, wording: WordingId) -> bool {
        self.store.wordings[wording as usize].count > 0
    }

    fn rank(&self, wording: WordingId) -> Rank {
        rank(self.store, wording)
    }

    fn place(&self, wording: WordingId) -> Place {
        let leader = self.links.leader[wording as usize];
        self.links.class[wording as usize].order(self.rank(leader), self.rank(wording))
    }

    /// Reads a wording, unless it was read before.
    fn read(&mut self, wording: WordingId) {
        if self.read.contains_key(&wording) {
            return;
        }
        let example = self.store.wordings[wording as usize].example;
        let domain = self.store.occurrences[example as usize].domain;
        self.analysis.fill(self.store.text(example), domain, self.rarity);
        let mut keys = Vec::new();
        self.analysis.link_keys(domain, |key| keys.push(index::short(key)));
        self.links.keys[wording as usize] = keys.len().min(255) as u8;
        keys.sort_unstable();
        keys.dedup();
        self.read.insert(wording, Reading { tokens: self.analysis.tokens.clone(), keys });
    }

    fn keys(&mut self, wording: WordingId) -> Vec<u32> {
        self.read(wording);
        self.read[&wording].keys.clone()
    }

    /// Enters wordings that were never there.
    fn index(&mut self, changed: &[WordingId]) {
        let known = self.links.leader.len();
        self.links.resize(self.store.wordings.len());
        let mut entries = Vec::new();
        for &wording in changed.iter().filter(|wording| **wording as usize >= known) {
            let keys = self.keys(wording);
            entries.extend(keys.into_iter().map(|key| index::entry(key, wording)));
        }
        self.links.index.insert(entries);
    }

    /// The candidates of a wording among the leaders before it.
    fn candidates<P: Ord + Copy>(
        &mut self,
        wording: WordingId,
        is_leader: impl Fn(&Self, WordingId) -> bool,
        place: impl Fn(&Self, WordingId) -> P,
    ) -> Candidates<P> {
        let own = place(self, wording);
        let mut met: HashMap<WordingId, (usize, P)> = HashMap::new();
        for key in self.keys(wording) {
            let before: Vec<(WordingId, P)> = self
                .links
                .index
                .wordings(key)
                .filter(|other| self.is_live(*other) && is_leader(self, *other))
                .map(|other| (other, place(self, other)))
                .filter(|other| other.1 < own)
                .take(COMMON + 1)
                .collect();
            if before.len() <= COMMON {
                before.into_iter().for_each(|(other, place)| met.entry(other).or_insert((0, place)).0 += 1);
            }
        }
        let mut candidates = Candidates::new();
        for (other, (shared, place)) in met {
            let lighter = if self.rank(wording) > self.rank(other) { wording } else { other };
            let shared = shared.min(255); // as `bulk` counts them
            if shares_enough(shared, self.links.keys[lighter as usize]) {
                candidates.offer(shared, place, other);
                self.read(other);
            }
        }
        candidates
    }

    fn choose<P: Ord + Copy>(
        &mut self,
        wording: WordingId,
        candidates: &Candidates<P>,
        choice: Choice,
    ) -> WordingId {
        let texts = LookedAt { store: self.store, read: &self.read };
        self.fitter.choose(&texts, wording, candidates, choice).map_or(wording, |joined| joined.leader)
    }

    /// The wordings behind `from` that it may concern whether the wording is a leader, and whether
    /// `others` that ceased to be leaders at the same time are.
    fn concerned<P: Ord + Copy>(
        &mut self,
        wording: WordingId,
        from: Option<P>,
        others: usize,
        is_leader: impl Fn(&Self, WordingId) -> bool,
        place: impl Fn(&Self, WordingId) -> P,
    ) -> Vec<WordingId> {
        let mut shared: HashMap<WordingId, (usize, bool)> = HashMap::new();
        for key in self.keys(wording) {
            let index = &self.links.index;
            let with = || index.wordings(key).filter(|other| self.is_live(*other) && *other != wording);
            let mut leaders: Vec<P> =
                with().filter(|other| is_leader(self, *other)).map(|other| place(self, other)).collect();
            // Behind so many others the key says nothing, with the wording among them or not; before
            // that, one leader more or less may shut or open it.
            let crowded = leaders.len() + others >= COMMON;
            let end = (leaders.len() > COMMON).then(|| *leaders.select_nth_unstable(COMMON).1);
            for other in with() {
                let at = place(self, other);
                if from.is_none_or(|from| at > from) && end.is_none_or(|end| at <= end) {
                    let entry = shared.entry(other).or_insert((0, false));
                    entry.0 += 1;
                    entry.1 |= crowded;
                }
            }
        }
        let keys = &self.links.keys;
        let own = keys[wording as usize];
        let near = |(other, (count, crowded)): (WordingId, (usize, bool))| {
            let enough = crowded || shares_enough(count, keys[other as usize].min(own));
            enough.then_some(other)
        };
        shared.into_iter().filter_map(near).collect()
    }

    /// Gives the leaders, old and new, of every wording that changed or has another leader now, and
    /// the latter wordings.
    fn first_pass(&mut self, changed: &[WordingId]) -> (BTreeSet<WordingId>, BTreeSet<WordingId>) {
        let is_leader = |update: &Self, wording: WordingId| update.links.leader[wording as usize] == wording;
        let place = |update: &Self, wording: WordingId| update.rank(wording);
        let (mut touched, mut moved) = (BTreeSet::new(), BTreeSet::new());
        let mut queue: BTreeSet<(Rank, WordingId)> = BTreeSet::new();
        for &wording in changed {
            let leader = self.links.leader[wording as usize];
            touched.insert(leader);
            if self.is_live(wording) != (leader != NONE) {
                queue.insert((self.rank(wording), wording));
            }
        }
        while let Some((at, wording)) = queue.pop_first() {
            let old = self.links.leader[wording as usize];
            let new = if self.is_live(wording) {
                let candidates = self.candidates(wording, is_leader, place);
                let noticed = !candidates.is_empty();
                if noticed != self.links.class[wording as usize].is_noticed() {
                    self.links.class[wording as usize].notice(noticed);
                    touched.insert(old);
                    moved.insert(wording);
                }
                self.choose(wording, &candidates, Choice::Closest)
            } else {
                self.links.class[wording as usize] = Class::default();
                NONE
            };
            if new == old {
                continue;
            }
            self.links.leader[wording as usize] = new;
            touched.extend([old, new]);
            moved.insert(wording);
            if (old == wording) != (new == wording) {
                for other in self.concerned(wording, Some(at), 0, is_leader, place) {
                    queue.insert((self.rank(other), other));
                }
            }
        }
        touched.remove(&NONE);
        (touched, moved)
    }

    /// The wordings of a group of the first pass, in the order of content.
    fn members(&mut self, leader: WordingId) -> Vec<WordingId> {
        let mut members = vec![leader];
        for key in self.keys(leader) {
            let with = self.links.index.wordings(key);
            members.extend(with.filter(|other| self.links.leader[*other as usize] == leader));
        }
        members.retain(|member| self.links.leader[*member as usize] == leader);
        members.sort_unstable_by_key(|member| self.rank(*member));
        members.dedup();
        members
    }

    /// Finds the classes of the groups anew. Gives the wordings that `moved` or have another class
    /// now.
    fn reclassify(
        &mut self,
        leaders: &BTreeSet<WordingId>,
        moved: BTreeSet<WordingId>,
    ) -> BTreeSet<WordingId> {
        let mut reclassed = moved;
        for &leader in leaders {
            let members = self.members(leader);
            let texts = LookedAt { store: self.store, read: &self.read };
            let mut facts = Facts::new(leader);
            members.iter().for_each(|member| facts.add(&texts, *member));
            let glues = facts.may_glue() && {
                members.iter().for_each(|member| self.read(*member));
                let texts = LookedAt { store: self.store, read: &self.read };
                facts.glues(&texts, &mut self.fitter, &members)
            };
            let texts = LookedAt { store: self.store, read: &self.read };
            for member in members {
                let class = &mut self.links.class[member as usize];
                let new = facts.class(&texts, member, class.is_noticed(), glues);
                if std::mem::replace(class, new) != new {
                    reclassed.insert(member);
                }
            }
        }
        reclassed
    }

    /// Gives the representatives, old and new, whose groups have changed.
    fn second_pass(&mut self, changed: &[WordingId], reclassed: &BTreeSet<WordingId>) -> HashSet<WordingId> {
        let is_head = |update: &Self, wording: WordingId| update.links.is_head(wording);
        let place = |update: &Self, wording: WordingId| update.place(wording);
        let mut old = HashMap::new();
        let mut touched = HashSet::new();
        touched.extend(changed.iter().map(|wording| self.links.group[*wording as usize]));
        for &wording in reclassed {
            old.insert(wording, self.links.group[wording as usize]);
            touched.insert(self.links.group[wording as usize]);
        }
        // What changed leaves its old place before anything is taken at its new one.
        let mut left: Vec<WordingId> = Vec::new();
        for (&wording, group) in &old {
            if *group == wording {
                left.push(wording);
            }
            self.links.group[wording as usize] = NONE;
        }
        let mut queue: BTreeSet<(Place, WordingId)> = BTreeSet::new();
        for &wording in old.keys().filter(|wording| self.is_live(**wording)) {
            queue.insert((self.place(wording), wording));
        }
        let others = left.len();
        for wording in left {
            for other in self.concerned(wording, None, others, is_head, place) {
                queue.insert((self.place(other), other));
            }
        }
        while let Some((at, wording)) = queue.pop_first() {
            let before = self.links.group[wording as usize];
            let new = if self.links.class[wording as usize].takes_part() {
                let candidates = self.candidates(wording, is_head, place);
                self.choose(wording, &candidates, Choice::First)
            } else {
                self.links.leader[wording as usize]
            };
            if new == before {
                continue;
            }
            let was_head = self.links.is_head(wording);
            self.links.group[wording as usize] = new;
            touched.extend([before, new]);
            if was_head != self.links.is_head(wording) {
                for other in self.concerned(wording, Some(at), 0, is_head, place) {
                    queue.insert((self.place(other), other));
                }
            }
        }
        touched.remove(&NONE);
        touched
    }
}
