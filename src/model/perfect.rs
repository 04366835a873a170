//! [`Perfect`]: weights by [`Key`], each found at the first look.
//!
//! Weights are asked for some thousand times a sentence, and most features have none. So what a look-up
//! costs is the lines of memory that it waits for, and branches that nobody could foresee. This is a
//! perfect hash, after "hash, displace" (Pagh 1999; Belazzougui, Botelho and Dietzfelbinger 2009): the
//! upper bits of a key name a factor, in a byte, and key times factor names the only slot where its weight
//! can be. A slot holds its whole key, so that no other key is ever taken for it. Thirteen slots for ten
//! weights, in eight bytes each, keep all models of the crate in the second cache of a processor.

use super::Key;

/// How many keys share a factor, on average, at the most.
const SHARING: usize = 3;

/// Weights by key; 0 for every other key. Immutable.
#[derive(Clone, Debug)]
pub(super) struct Perfect {
    slots: Vec<Slot>,
    /// A power of two of them: which of the odd numbers each is.
    factors: Vec<u8>,
    /// By how many bits a key is shifted for the number of its factor.
    shift: u32,
}

/// A key in the upper half, a weight in the lower; 0 if free, since no key is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot(u64);

impl Slot {
    fn new(Key(key): Key, weight: i16) -> Self {
        Slot(u64::from(key) << 32 | u64::from(weight as u16))
    }

    #[inline(always)]
    fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[inline(always)]
    fn weight(self) -> i16 {
        self.0 as i16
    }
}

impl Default for Perfect {
    fn default() -> Self {
        Perfect::new(&[])
    }
}

impl Perfect {
    /// Of weights by keys other than 0; of two weights of one key the last counts.
    pub fn new(weights: &[(Key, i16)]) -> Self {
        let mut room = weights.len() + weights.len() * 3 / 10 + 1;
        let groups = (weights.len() / SHARING + 2).next_power_of_two();
        loop {
            let shift = u32::BITS - groups.trailing_zeros();
            let mut made = Perfect { slots: vec![Slot::default(); room], factors: vec![0; groups], shift };
            if made.fill(weights) {
                return made;
            }
            room += room / 8 + 1;
        }
    }

    /// Gives each weight a slot, the largest groups of those that share a factor first, while there is
    /// most room. Fails when no factor suits a group.
    fn fill(&mut self, weights: &[(Key, i16)]) -> bool {
        let groups = Groups::of(self, weights);
        let mut taken = Vec::new();
        groups.largest_first().into_iter().all(|number| {
            let group = groups.get(number);
            let mut suits = |factor: &u8| {
                taken.clear();
                group.iter().all(|slot| {
                    let at = self.at(slot.key(), *factor);
                    let free = self.slots[at] == Slot::default() && !taken.contains(&at);
                    taken.push(at);
                    free
                })
            };
            let Some(factor) = (0..=u8::MAX).find(&mut suits) else { return false };
            self.factors[number] = factor;
            taken.iter().zip(group).for_each(|(at, slot)| self.slots[*at] = *slot);
            true
        })
    }

    /// The number of the factor of a key.
    #[inline(always)]
    fn group(&self, key: u32) -> usize {
        (key >> self.shift) as usize
    }

    /// Where the slot of a key is.
    #[inline(always)]
    fn at(&self, key: u32, factor: u8) -> usize {
        let spread = key.wrapping_mul(2 * u32::from(factor) + 1);
        ((u64::from(spread) * self.slots.len() as u64) >> 32) as usize
    }

    /// The weight of a key, 0 for one that has none.
    #[inline(always)]
    pub fn get(&self, Key(key): Key) -> i16 {
        let slot = self.slots[self.at(key, self.factors[self.group(key)])];
        // Whether a feature has a weight cannot be foreseen, so there is no branch on it: one less than
        // the difference of the keys has its upper half set only if there is none.
        let difference = u64::from(slot.key() ^ key);
        slot.weight() & (difference.wrapping_sub(1) >> 32) as i16
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>() + self.factors.capacity()
    }
}

/// Weights by the factor they share.
struct Groups {
    slots: Vec<Slot>,
    /// Where those of each factor start and end.
    places: Vec<(u32, u32)>,
}

impl Groups {
    fn of(perfect: &Perfect, weights: &[(Key, i16)]) -> Self {
        let mut places = vec![(0, 0); perfect.factors.len()];
        for (Key(key), _) in weights {
            places[perfect.group(*key)].1 += 1;
        }
        let mut start = 0;
        for place in &mut places {
            let count = place.1;
            *place = (start, start);
            start += count;
        }
        let mut groups = Groups { slots: vec![Slot::default(); weights.len()], places };
        for &(Key(key), weight) in weights {
            groups.put(perfect.group(key), Slot::new(Key(key), weight));
        }
        groups
    }

    /// Adds a weight to a group, or puts it in the place of one with the same key.
    fn put(&mut self, number: usize, slot: Slot) {
        let (start, end) = &mut self.places[number];
        let group = &mut self.slots[*start as usize..=*end as usize];
        let at = group.iter().position(|known| known.key() == slot.key()).unwrap_or(group.len() - 1);
        *end += u32::from(at + 1 == group.len());
        group[at] = slot;
    }

    fn get(&self, number: usize) -> &[Slot] {
        let (start, end) = self.places[number];
        &self.slots[start as usize..end as usize]
    }

    fn largest_first(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.places.len()).collect();
        numbers.sort_unstable_by_key(|number| std::cmp::Reverse(self.get(*number).len()));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_weight_and_no_other_key_has_one() {
        for (factor, stride, count) in
            [(0x9e37_79b1, 1, 5000), (0x9e37_79b1, 977, 3000), (1, 3, 1), (1, 1, 0)]
        {
            let key = |n: u32| Key(n.wrapping_mul(factor));
            let weights: Vec<_> = (0..count).map(|n| (key(1 + n * stride), n as i16 - 2000)).collect();
            let perfect = Perfect::new(&weights);
            for (key, weight) in &weights {
                assert_eq!(perfect.get(*key), *weight);
            }
            let others =
                (0..10_000 + count * stride).filter(|n| n % stride != 1 % stride || *n > count * stride);
            for other in others {
                assert_eq!(perfect.get(key(other)), 0, "{other}");
            }
        }
    }

    #[test]
    fn of_two_weights_of_one_key_the_last_counts() {
        let weights: Vec<_> = (0..200).map(|n| (Key(1 + n % 100), n as i16)).collect();
        let perfect = Perfect::new(&weights);
        for key in 1..101 {
            assert_eq!(perfect.get(Key(key)), key as i16 + 99);
        }
        assert_eq!(perfect.get(Key(0)), 0);
    }
}
