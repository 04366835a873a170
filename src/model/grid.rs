//! [`Cells`]: the weights of each template as a block of cells, found without a branch or a hash.
//!
//! Each value of a feature has a rank among those that any weight of the template names; the value 0
//! has rank 0 always, and all values that no weight names have one rank, where the cells hold 0. The
//! ranks, times the strides of the block, add up to the place of the weight. So a place can be worked
//! out value by value, what many features have in common only once, and fields that are not used, or
//! 0, not at all. A block that would be nearly empty is not laid out: its
//! places, which lie behind all cells, are looked up in a hash table.

use std::cmp::Reverse;
use std::ops::Add;

use super::Feature;

/// Most cells of a block for each of its weights, lest tables outgrow the caches.
const MOST_CELLS: usize = 160;
/// A block of so few cells is always made.
const FEW_CELLS: usize = 4096;
/// Where the places begin that have no cell.
const LISTED: u32 = 1 << 28;

/// Most templates of a model.
const TEMPLATES: usize = 64;

/// The place of a weight in a [`LinearModel`](super::LinearModel), or what one value of the feature
/// adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u32);

impl Add for Place {
    type Output = Place;

    #[inline(always)]
    fn add(self, other: Place) -> Place {
        Place(self.0.wrapping_add(other.0))
    }
}

/// The cells of all blocks of a model.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// By number of the template.
    grids: Box<[Grid; TEMPLATES]>,
    weights: Vec<i16>,
    /// The weights of blocks that are not laid out.
    listed: Listed,
    /// Where the next such block begins.
    next_listed: u32,
}

/// Where the block of one template lies.
#[derive(Clone, Debug, Default)]
struct Grid {
    first: Place,
    fields: [Axis; 3],
}

/// What the values of one field add to a place: their ranks times the stride.
#[derive(Clone, Debug, Default)]
struct Axis {
    /// By value, up to the largest that a weight names; nothing for a field that is not used.
    steps: Box<[Place]>,
    /// Of every larger value.
    unknown: Place,
}

impl Default for Cells {
    /// No weights: each template has the first cell, which holds 0.
    fn default() -> Self {
        Cells {
            grids: Box::new(std::array::from_fn(|_| Grid::default())),
            weights: vec![0],
            listed: Listed::default(),
            next_listed: LISTED,
        }
    }
}

impl Cells {
    /// Makes the block of the weights of one template, of which only the first `used` fields of a
    /// feature are ever other than 0.
    ///
    /// # Panics
    /// When the template's number is 64 or more, or the values that weights name combine in more
    /// than three billion ways.
    pub fn add(&mut self, weights: &[(Feature, i16)], used: usize) {
        let Some((feature, _)) = weights.first() else { return };
        let template = usize::from(feature.template());
        let mut ranks: Vec<(usize, Ranks)> =
            (0..used).map(|field| (field, Ranks::of(weights, field))).collect();
        // What is asked for together differs in the field of fewest values, or in the last ones.
        let narrowest = ranks.iter().map(|(_, ranks)| ranks.count).min();
        ranks.sort_by_key(|(field, ranks)| (Some(ranks.count) != narrowest, Reverse(*field)));
        let mut size = 1;
        for (field, ranks) in ranks {
            self.grids[template].fields[field] = ranks.axis(size);
            size *= ranks.count;
        }
        let dense = size <= FEW_CELLS.max(MOST_CELLS * weights.len());
        if dense {
            self.grids[template].first = Place(self.weights.len() as u32);
            self.weights.resize(self.weights.len() + size, 0);
            for (feature, weight) in weights {
                let Place(place) = self.place(*feature);
                self.weights[place as usize] = *weight;
            }
        } else {
            self.grids[template].first = Place(self.next_listed);
            let next = u32::try_from(size).ok().and_then(|size| self.next_listed.checked_add(size));
            self.next_listed = next.expect("fewer than three billion combinations of values");
            for (feature, weight) in weights {
                let place = self.place(*feature);
                self.listed.insert(place, *weight);
            }
        }
    }

    /// What a value of one field adds to the place of a weight.
    #[inline(always)]
    pub fn step(&self, template: u8, field: usize, value: u16) -> Place {
        let Axis { steps, unknown } = &self.grids[usize::from(template) % TEMPLATES].fields[field];
        steps.get(usize::from(value)).copied().unwrap_or(*unknown)
    }

    /// Where the block of a template begins.
    #[inline(always)]
    pub fn begin(&self, template: u8) -> Place {
        self.grids[usize::from(template) % TEMPLATES].first
    }

    #[inline(always)]
    fn place(&self, feature: Feature) -> Place {
        let template = feature.template();
        // The value 0 adds nothing, which is known beforehand of fields that are not used.
        let step = |field: usize, value: u16| match value {
            0 => Place(0),
            _ => self.step(template, field, value),
        };
        let [a, b, c] = feature.values();
        self.begin(template) + step(0, a) + step(1, b) + step(2, c)
    }

    /// The weight of a feature; 0 for one that has none.
    #[inline(always)]
    pub fn weight(&self, feature: Feature) -> i16 {
        self.at(self.place(feature))
    }

    /// The weight at a place.
    #[inline(always)]
    pub fn at(&self, place: Place) -> i16 {
        match self.weights.get(place.0 as usize) {
            Some(weight) => *weight,
            None => self.listed.get(place),
        }
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        let axes = self.grids.iter().flat_map(|grid| &grid.fields);
        let steps = axes.map(|axis| axis.steps.len()).sum::<usize>();
        size_of_val(&*self.grids) + steps * 4 + self.weights.capacity() * 2 + self.listed.slots.capacity() * 8
    }
}

/// Weights by place, for blocks too sparse for cells: a hash table with linear probing.
#[derive(Clone, Debug, Default)]
struct Listed {
    /// A power of two of them, at most half full; no weight has the place 0.
    slots: Vec<(Place, i16)>,
    count: usize,
}

impl Listed {
    /// Where a place is, or would be.
    #[inline]
    fn find(&self, place: Place) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (place.0.wrapping_mul(0x9e37_79b9) >> 8) as usize & mask;
        while self.slots[at].0 != place && self.slots[at].0 != Place(0) {
            at = (at + 1) & mask;
        }
        at
    }

    /// The weight at a place, 0 for one that has none.
    #[cold]
    #[inline(never)]
    fn get(&self, place: Place) -> i16 {
        if self.slots.is_empty() { 0 } else { self.slots[self.find(place)].1 }
    }

    /// Sets the weight at a place that is not 0.
    fn insert(&mut self, place: Place, weight: i16) {
        if self.slots.len() <= 2 * self.count {
            let room = (2 * self.slots.len()).max(16);
            let full = std::mem::replace(self, Listed { slots: vec![Default::default(); room], count: 0 });
            full.slots
                .into_iter()
                .filter(|(place, _)| *place != Place(0))
                .for_each(|(p, w)| self.insert(p, w));
        }
        let at = self.find(place);
        self.count += usize::from(self.slots[at].0 == Place(0));
        self.slots[at] = (place, weight);
    }
}

/// The ranks of the values of one field: that of the value 0 is 0, then those that most weights name.
struct Ranks {
    /// By value, up to the largest that a weight names.
    ranks: Vec<usize>,
    /// The rank of all values that no weight names.
    unnamed: usize,
    count: usize,
}

impl Ranks {
    fn of(weights: &[(Feature, i16)], field: usize) -> Self {
        let value = |feature: Feature| usize::from(feature.values()[field]);
        let most = weights.iter().map(|(feature, _)| value(*feature)).max().unwrap_or(0);
        let mut named = vec![0; most + 1];
        weights.iter().for_each(|(feature, _)| named[value(*feature)] += 1);
        let mut values: Vec<usize> = (1..=most).filter(|value| named[*value] > 0).collect();
        values.sort_by_key(|value| Reverse(named[*value]));
        // Rank 0 is free for the unnamed if 0 is one of them.
        let unnamed = if named[0] > 0 { values.len() + 1 } else { 0 };
        let mut ranks = vec![unnamed; most + 1];
        ranks[0] = 0;
        (1..).zip(&values).for_each(|(rank, value)| ranks[*value] = rank);
        Ranks { ranks, unnamed, count: values.len().max(unnamed) + 1 }
    }

    /// The ranks as steps of a stride.
    fn axis(&self, stride: usize) -> Axis {
        let place = |rank: usize| Place((rank * stride) as u32);
        Axis { steps: self.ranks.iter().map(|rank| place(*rank)).collect(), unknown: place(self.unnamed) }
    }
}
