//! Linear models over named features: what several candidates are worth, and how surely.
//!
//! A [`Feature`] is a template and up to three small values (an atom of [`crate::syntax`], the
//! number of a cue lemma, a count). A [`LinearModel`] gives each a weight and adds them up. The
//! weights live in `data/*.tsv`, a line a feature, for a person to read; `examples/train.rs` writes
//! them from gold JSON Lines. Scores are natural-log odds; [`probability`] and [`softmax`] turn
//! them into probabilities.

mod schema;

pub use schema::{Field, Schema, Template};

use crate::error::Error;
use crate::lexicon::Lexicon;

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

    const fn slot(self, mask: usize) -> usize {
        // Fibonacci hashing spreads neighbouring values; the high bits are the well-mixed ones.
        (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & mask
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
    /// The sum so far, in log odds.
    pub score: f32,
}

impl Sink for Sum<'_> {
    fn add(&mut self, feature: Feature) {
        self.score += self.model.weight(feature);
    }
}

/// Weights by feature. Immutable; look-ups take constant time.
#[derive(Clone, Debug, Default)]
pub struct LinearModel {
    /// Open addressing with linear probing; the length is a power of two, an empty slot has the
    /// feature [`EMPTY`].
    slots: Vec<(Feature, f32)>,
    mask: usize,
}

const EMPTY: Feature = Feature(u64::MAX);

impl LinearModel {
    /// A model of the given weights.
    pub fn new(weights: impl IntoIterator<Item = (Feature, f32)>) -> Self {
        let weights: Vec<_> = weights.into_iter().collect();
        let length = (weights.len() * 2).next_power_of_two().max(2);
        let mut model = LinearModel { slots: vec![(EMPTY, 0.0); length], mask: length - 1 };
        for (feature, weight) in weights {
            let mut slot = feature.slot(model.mask);
            while model.slots[slot].0 != EMPTY && model.slots[slot].0 != feature {
                slot = (slot + 1) & model.mask;
            }
            model.slots[slot] = (feature, weight);
        }
        model
    }

    /// Reads a weight file: `template<TAB>value…<TAB>weight` a line, `#` starts a comment.
    ///
    /// # Errors
    /// When a line cannot be read; the error names file and line.
    pub fn parse(file: &str, text: &str, schema: &Schema, lexicon: &Lexicon) -> Result<Self, Error> {
        schema.parse(file, text, lexicon).map(LinearModel::new)
    }

    /// The weight of a feature; 0 for one the model does not know.
    pub fn weight(&self, feature: Feature) -> f32 {
        if self.slots.is_empty() {
            return 0.0;
        }
        let mut slot = feature.slot(self.mask);
        loop {
            let (held, weight) = self.slots[slot];
            if held == feature {
                return weight;
            }
            if held == EMPTY {
                return 0.0;
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// A sink that adds up this model's weights.
    pub fn sum(&self) -> Sum<'_> {
        Sum { model: self, score: 0.0 }
    }

    /// All weights, in no particular order.
    pub fn weights(&self) -> impl Iterator<Item = (Feature, f32)> + '_ {
        self.slots.iter().copied().filter(|(feature, _)| *feature != EMPTY)
    }
}

/// The probability behind log odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Index and probability of the best of several scores, ties to the first; `None` for no scores.
pub fn softmax(scores: &[f32]) -> Option<(usize, f32)> {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if score.total_cmp(&scores[best]).is_gt() {
            best = index;
        }
    }
    let top = *scores.get(best)?;
    let total: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    Some((best, 1.0 / total))
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
        assert_eq!(model.weight(Feature::new(1, 2, 3, 5)), -1.0);
        assert_eq!(model.weight(Feature::new(1, 2, 3, 6)), 0.0);
        assert_eq!(LinearModel::default().weight(Feature::new(0, 0, 0, 0)), 0.0);
    }

    #[test]
    fn softmax_prefers_the_first_of_equals() {
        assert_eq!(softmax(&[1.0, 1.0]), Some((0, 0.5)));
        assert_eq!(softmax(&[]), None);
    }
}
