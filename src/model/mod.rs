//! Linear models over named features: what several candidates are worth, and how surely.
//!
//! A [`Feature`] is a template and up to three small values (an atom of [`crate::syntax`], the
//! number of a cue lemma, a count). A [`LinearModel`] gives each a weight and adds them up. The
//! weights live in `data/*.tsv`, a line a feature, for a person to read; `examples/train.rs` writes
//! them from gold JSON Lines. Weights and scores are whole hundredths of natural-log odds, so that a
//! sum does not depend on its order; [`certainty`] and [`Softmax`] turn them into probabilities.
//!
//! - `schema`: weight files; `grid`: weights by feature; `odds`: probabilities.

mod grid;
mod odds;
mod schema;

pub use odds::{Softmax, best, certainty, probability};
pub(crate) use schema::templates;
pub use schema::{Field, Schema, Template};

use std::collections::HashMap;

use crate::error::Error;
use crate::lexicon::Lexicon;
use grid::Cells;

/// One observed fact: a template and its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u64);

impl Feature {
    /// A feature of three values; unused ones are 0.
    pub const fn new(template: u8, a: u16, b: u16, c: u16) -> Self {
        Feature((template as u64) << 48 | (a as u64) << 32 | (b as u64) << 16 | c as u64)
    }

    /// Number of the template.
    pub const fn template(self) -> u8 {
        (self.0 >> 48) as u8
    }

    /// The three values.
    pub const fn values(self) -> [u16; 3] {
        [(self.0 >> 32) as u16, (self.0 >> 16) as u16, self.0 as u16]
    }
}

/// Takes the features of a candidate: adds up weights, or keeps them for training.
pub trait Sink {
    /// Takes one feature.
    fn add(&mut self, feature: Feature);
}

impl Sink for Vec<Feature> {
    fn add(&mut self, feature: Feature) {
        self.push(feature);
    }
}

/// Adds up the weights of the features it is given.
#[derive(Debug)]
pub struct Sum<'m> {
    model: &'m LinearModel,
    /// The sum so far, in hundredths of log odds.
    pub score: i32,
}

impl Sink for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, feature: Feature) {
        self.score += i32::from(self.model.weight(feature));
    }
}

/// Weights by feature. Immutable; look-ups take constant time.
#[derive(Clone, Debug, Default)]
pub struct LinearModel {
    cells: Cells,
    /// The weights of templates without a block of cells.
    rest: HashMap<Feature, i16>,
    /// All weights, those of a template together.
    all: Vec<(Feature, i16)>,
}

impl LinearModel {
    /// A model of the given weights, which are rounded to hundredths; of two weights of one feature
    /// the last counts.
    pub fn new(weights: impl IntoIterator<Item = (Feature, f32)>) -> Self {
        // A number too large for 16 bits becomes the largest there is.
        let hundredths = |weight: f32| ((weight * 100.0).round() as i16).max(-i16::MAX);
        let mut all: Vec<_> = weights.into_iter().map(|(f, w)| (f, hundredths(w))).collect();
        all.sort_by_key(|(feature, _)| *feature);
        Self::of_hundredths(all)
    }

    /// A model of weights that stand together by template.
    fn of_hundredths(all: Vec<(Feature, i16)>) -> Self {
        let mut model = LinearModel::default();
        for weights in all.chunk_by(|a, b| a.0.template() == b.0.template()) {
            if !model.cells.add(weights) {
                model.rest.extend(weights.iter().copied());
            }
        }
        model.all = all;
        model
    }

    /// Reads a weight file: `template<TAB>value…<TAB>weight` a line, `#` starts a comment.
    ///
    /// # Errors
    /// When a line cannot be read; the error names file and line.
    pub fn parse(file: &str, text: &str, schema: &Schema, lexicon: &Lexicon) -> Result<Self, Error> {
        schema.parse(file, text, lexicon).map(LinearModel::of_hundredths)
    }

    /// The weight of a feature in hundredths; 0 for one the model does not know.
    #[inline(always)]
    pub fn weight(&self, feature: Feature) -> i16 {
        let weight = self.cells.weight(feature);
        if weight == Cells::ELSEWHERE { self.sparse(feature) } else { weight }
    }

    /// The weight of a feature whose template has no block.
    #[cold]
    #[inline(never)]
    fn sparse(&self, feature: Feature) -> i16 {
        self.rest.get(&feature).copied().unwrap_or(0)
    }

    /// A sink that adds up this model's weights.
    pub fn sum(&self) -> Sum<'_> {
        Sum { model: self, score: 0 }
    }

    /// The sum of the weights of the features that `features` gives.
    #[inline]
    pub fn score(&self, features: impl FnOnce(&mut Sum)) -> i32 {
        let mut sum = self.sum();
        features(&mut sum);
        sum.score
    }

    /// All weights in log odds, those of a template together.
    pub fn weights(&self) -> impl Iterator<Item = (Feature, f32)> + '_ {
        self.all.iter().map(|(feature, weight)| (*feature, f32::from(*weight) / 100.0))
    }

    /// Bytes on the heap, near enough.
    pub fn heap_bytes(&self) -> usize {
        self.cells.heap_bytes() + self.all.capacity() * 16 + self.rest.capacity() * 24
    }
}

/// A count in a few steps, so that a weight covers a range: 0, 1, 2, 3, 4, 5-6, 7-9, 10-14, 15-24, 25-49, 50+.
pub fn bucket(count: usize) -> u16 {
    match count {
        0..=4 => count as u16,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_features_weigh_nothing() {
        let model = LinearModel::new([(Feature::new(1, 2, 3, 4), 0.5), (Feature::new(1, 2, 3, 5), -1.0)]);
        assert_eq!(model.weight(Feature::new(1, 2, 3, 5)), -100);
        for unknown in [(1, 2, 3, 6), (1, 2, 3, 0), (1, 0, 3, 4), (1, 2, 9, 4), (0, 2, 3, 4), (9, 0, 0, 0)] {
            let (template, a, b, c) = unknown;
            assert_eq!(model.weight(Feature::new(template, a, b, c)), 0, "{unknown:?}");
        }
        assert_eq!(LinearModel::default().weight(Feature::new(0, 0, 0, 0)), 0);
    }

    #[test]
    fn sparse_templates_are_found_as_surely_as_dense_ones() {
        let features: Vec<Feature> = (0..400)
            .map(|n| Feature::new(0, n * 150, n * 77 % 4001, n % 9))
            .chain((0..400).map(|n| Feature::new(3, n % 20, n / 20, 0)))
            .collect();
        let weight = |i: usize| (i as f32 - 350.0) / 100.0;
        let model = LinearModel::new(features.iter().enumerate().map(|(i, f)| (*f, weight(i))));
        assert!(model.rest.len() == 400);
        for (i, feature) in features.iter().enumerate() {
            assert_eq!(f32::from(model.weight(*feature)) / 100.0, weight(i), "{feature:?}");
        }
        assert_eq!(model.weights().count(), features.len());
    }
}
