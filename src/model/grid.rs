//! [`Grid`]: the weights of one template as a block of cells, found without a branch or a hash.
//!
//! Each value of a feature has a rank among those that any weight of the template names; rank 0 is
//! every other value. The ranks, times the strides of the block, add up to the place of the weight,
//! and where a rank is 0 the cell holds 0. A block that would be nearly empty is not made.

use super::Feature;

/// Most cells of a block for each of its weights, lest tables outgrow the caches.
const MOST_CELLS: usize = 160;
/// A block of so few cells is always made.
const FEW_CELLS: usize = 4096;

/// Most templates of a model.
const TEMPLATES: usize = 64;

/// The cells of all blocks of a model.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    grids: Box<[Grid; TEMPLATES]>,
    /// For each field of each block its values' ranks times the stride.
    places: Vec<u32>,
    weights: Vec<i16>,
}

/// Where the block of one template lies.
#[derive(Clone, Copy, Debug, Default)]
struct Grid {
    fields: [Field; 3],
    first: u32,
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
            weights: vec![0, Cells::ELSEWHERE],
        }
    }
}

impl Cells {
    /// What the cell of a template without a block of its own holds.
    pub const ELSEWHERE: i16 = i16::MIN;

    /// Makes the block of the weights of one template and says so, unless it would be too empty.
    ///
    /// # Panics
    /// When the template's number is 64 or more.
    pub fn add(&mut self, weights: &[(Feature, i16)]) -> bool {
        let Some((first, _)) = weights.first() else { return true };
        let grid = self.lay_out(weights);
        self.grids[usize::from(first.template())] = grid.unwrap_or(Grid { first: 1, ..Grid::default() });
        if grid.is_some() {
            for (feature, weight) in weights {
                let place = self.place(*feature);
                self.weights[place] = *weight;
            }
        }
        grid.is_some()
    }

    fn lay_out(&mut self, weights: &[(Feature, i16)]) -> Option<Grid> {
        let (mut fields, mut stride) = ([Field::default(); 3], 1);
        let before = self.places.len();
        for (number, field) in fields.iter_mut().enumerate() {
            let value = |feature: Feature| usize::from(feature.values()[number]);
            let most = weights.iter().map(|(feature, _)| value(*feature)).max()?;
            let mut named = vec![false; most + 1];
            weights.iter().for_each(|(feature, _)| named[value(*feature)] = true);
            let mut rank = 0;
            *field = Field { first: self.places.len() as u32, last: most as u32 + 1 };
            self.places.extend(named.iter().map(|named| {
                rank += u32::from(*named);
                if *named { rank * stride as u32 } else { 0 }
            }));
            self.places.push(0);
            stride *= rank as usize + 1;
            if stride > FEW_CELLS.max(MOST_CELLS * weights.len()) {
                self.places.truncate(before);
                return None;
            }
        }
        let grid = Grid { fields, first: self.weights.len() as u32 };
        self.weights.resize(self.weights.len() + stride, 0);
        Some(grid)
    }

    #[inline(always)]
    fn place(&self, feature: Feature) -> usize {
        let grid = &self.grids[usize::from(feature.template()) % TEMPLATES];
        let [a, b, c] = feature.values();
        let place = |field: Field, value: u16| {
            self.places.get((field.first + u32::from(value).min(field.last)) as usize).copied().unwrap_or(0)
        };
        (grid.first + place(grid.fields[0], a) + place(grid.fields[1], b) + place(grid.fields[2], c)) as usize
    }

    /// The weight of a feature; 0 for one that has none, [`Cells::ELSEWHERE`] for a template
    /// without a block.
    #[inline(always)]
    pub fn weight(&self, feature: Feature) -> i16 {
        self.weights.get(self.place(feature)).copied().unwrap_or(0)
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        std::mem::size_of_val(&*self.grids) + self.places.capacity() * 4 + self.weights.capacity() * 2
    }
}
