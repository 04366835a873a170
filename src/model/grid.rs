//! [`Cells`]: the weights of each template as a block of cells, found without a branch or a hash.
//!
//! Each value of a feature has a rank among those that any weight of the template names; rank 0 is
//! every other value. The ranks, times the strides of the block, add up to the place of the weight,
//! and where a rank is 0 the cell holds 0. So a place can be worked out value by value, and what
//! many features have in common only once. A block that would be nearly empty is not laid out: its
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

/// The place of a weight, or what one value of the feature adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u32);

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
    grids: Box<[Grid; TEMPLATES]>,
    /// For each field of each block its values' ranks times the stride.
    places: Vec<u32>,
    weights: Vec<i16>,
    /// The weights of blocks that are not laid out, by place.
    listed: Vec<(Place, i16)>,
    /// Where the next such block begins.
    next_listed: u32,
}

/// Where the block of one template lies.
#[derive(Clone, Copy, Debug, Default)]
struct Grid {
    first: u32,
    /// How many of the fields the template uses; the values of the others are 0.
    used: u32,
    fields: [Field; 3],
}

/// Where the places of one field's values lie in [`Cells::places`]; the last one stands for all
/// values from there on.
#[derive(Clone, Copy, Debug, Default)]
struct Field {
    first: u32,
    last: u32,
}

impl Default for Cells {
    /// No weights: each template has the first cell, which holds 0.
    fn default() -> Self {
        Cells {
            grids: Box::new([Grid::default(); TEMPLATES]),
            places: vec![0],
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
        let Some((first, _)) = weights.first() else { return };
        let (mut fields, mut size) = ([Field::default(); 3], 1);
        for (number, field) in fields.iter_mut().enumerate().take(used) {
            (*field, size) = self.lay_out(weights, number, size);
        }
        let dense = size <= FEW_CELLS.max(MOST_CELLS * weights.len());
        let begin = if dense { self.weights.len() as u32 } else { self.next_listed };
        let number = usize::from(first.template());
        self.grids[number] = Grid { first: begin, used: used as u32, fields };
        if dense {
            self.weights.resize(self.weights.len() + size, 0);
            for (feature, weight) in weights {
                let Place(place) = self.place(*feature);
                self.weights[place as usize] = *weight;
            }
        } else {
            let size = u32::try_from(size).ok();
            self.next_listed = size
                .and_then(|size| begin.checked_add(size))
                .expect("fewer than three billion combinations of values");
            let places: Vec<_> = weights.iter().map(|(f, weight)| (self.place(*f), *weight)).collect();
            self.listed.extend(places);
            // Of two weights of one feature the last counts; the sort is stable.
            self.listed.sort_by_key(|(place, _)| *place);
        }
    }

    /// Ranks the values of one field; returns where their places lie and the next field's stride.
    fn lay_out(&mut self, weights: &[(Feature, i16)], number: usize, stride: usize) -> (Field, usize) {
        let value = |feature: Feature| usize::from(feature.values()[number]);
        let most = weights.iter().map(|(feature, _)| value(*feature)).max().unwrap_or(0);
        let mut named = vec![false; most + 1];
        weights.iter().for_each(|(feature, _)| named[value(*feature)] = true);
        let field = Field { first: self.places.len() as u32, last: most as u32 + 1 };
        let mut rank = 0;
        self.places.extend(named.iter().map(|named| {
            rank += usize::from(*named);
            if *named { (rank * stride) as u32 } else { 0 }
        }));
        self.places.push(0);
        (field, stride * (rank + 1))
    }

    /// What a value of one field adds to the place of a weight.
    #[inline(always)]
    pub fn step(&self, template: u8, field: usize, value: u16) -> Place {
        let Field { first, last } = self.grids[usize::from(template) % TEMPLATES].fields[field];
        Place(self.places.get((first + u32::from(value).min(last)) as usize).copied().unwrap_or(0))
    }

    /// Where the block of a template begins.
    #[inline(always)]
    pub fn begin(&self, template: u8) -> Place {
        Place(self.grids[usize::from(template) % TEMPLATES].first)
    }

    #[inline(always)]
    fn place(&self, feature: Feature) -> Place {
        let (template, [a, b, c]) = (feature.template(), feature.values());
        let used = self.grids[usize::from(template) % TEMPLATES].used;
        debug_assert!((used > 2 || c == 0) && (used > 1 || b == 0), "more values than fields: {feature:?}");
        let mut place = self.begin(template) + self.step(template, 0, a);
        // The same way at every call of one template.
        if used > 1 {
            place = place + self.step(template, 1, b);
        }
        if used > 2 {
            place = place + self.step(template, 2, c);
        }
        place
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
        std::mem::size_of_val(&*self.grids)
            + self.places.capacity() * 4
            + self.weights.capacity() * 2
            + self.listed.capacity() * 8
    }
}
