//! [`Cells`]: the weights of each template as a block of cells, found without a branch or a hash.
//!
//! Each value of a feature has a rank among those that any weight of the template names; the value 0
//! has rank 0 always, and all values that no weight names have one rank, where the cells hold 0. The
//! ranks, times the strides of the block, add up to the place of the weight. So a place can be worked
//! out value by value, what many features have in common only once, and fields that are not used, or
//! 0, not at all. A block that would be nearly empty is not laid out: its
//! places, which lie behind all cells, are searched for in a list.

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
    /// The weights of blocks that are not laid out, by place.
    listed: Vec<(Place, i16)>,
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
            listed: Vec::new(),
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
        let mut size = 1;
        for (field, axis) in self.grids[template].fields.iter_mut().enumerate().take(used) {
            (*axis, size) = Axis::lay_out(weights, field, size);
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
            let mut places: Vec<_> = weights.iter().map(|(f, weight)| (self.place(*f), *weight)).collect();
            // Of two weights of one feature the last counts; the sort is stable.
            places.sort_by_key(|(place, _)| *place);
            self.listed.append(&mut places);
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
        let (template, [a, b, c]) = (feature.template(), feature.values());
        self.begin(template)
            + self.step(template, 0, a)
            + self.step(template, 1, b)
            + self.step(template, 2, c)
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
            None => self.search(place),
        }
    }

    /// The weight at a place that has no cell.
    #[cold]
    #[inline(never)]
    fn search(&self, place: Place) -> i16 {
        let behind = self.listed.partition_point(|(known, _)| *known <= place);
        self.listed[..behind].last().filter(|(known, _)| *known == place).map_or(0, |(_, weight)| *weight)
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        let axes = self.grids.iter().flat_map(|grid| &grid.fields);
        let steps = axes.map(|axis| axis.steps.len()).sum::<usize>();
        size_of_val(&*self.grids) + steps * 4 + self.weights.capacity() * 2 + self.listed.capacity() * 8
    }
}

impl Axis {
    /// Ranks the values of one field, whose stride is given; returns the next field's stride too.
    fn lay_out(weights: &[(Feature, i16)], field: usize, stride: usize) -> (Self, usize) {
        let value = |feature: Feature| usize::from(feature.values()[field]);
        let most = weights.iter().map(|(feature, _)| value(*feature)).max().unwrap_or(0);
        let mut named = vec![false; most + 1];
        weights.iter().for_each(|(feature, _)| named[value(*feature)] = true);
        let last = named[1..].iter().filter(|named| **named).count();
        let place = |rank: usize| Place((rank * stride) as u32);
        // Rank 0 is free for the unnamed if 0 is one of them.
        let unnamed = if named[0] { last + 1 } else { 0 };
        let mut rank = 0;
        let steps = named.iter().enumerate().map(|(value, named)| {
            rank += usize::from(*named && value > 0);
            place(if *named || value == 0 { rank } else { unnamed })
        });
        (Axis { steps: steps.collect(), unknown: place(unnamed) }, stride * (last.max(unnamed) + 1))
    }
}
