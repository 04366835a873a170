//! Fitting of linear models: logistic regression, and conditional logit among candidates.

use std::collections::HashMap;

use dixit::model::{Feature, LinearModel};

/// One choice among candidates with features.
pub struct Choice {
    pub candidates: Vec<Vec<u32>>,
    /// Number of the right one.
    pub right: usize,
    /// How much each has in common with the gold, 0 to 1; empty where that is no question.
    pub shares: Vec<f32>,
}

/// Numbers features densely, so that training works on vectors.
#[derive(Default)]
pub struct Numbering {
    pub numbers: HashMap<Feature, u32>,
    pub features: Vec<Feature>,
    pub counts: Vec<u32>,
}

impl Numbering {
    pub fn number(&mut self, features: &[Feature]) -> Vec<u32> {
        let mut out = Vec::with_capacity(features.len());
        for feature in features {
            let next = self.features.len() as u32;
            let number = *self.numbers.entry(*feature).or_insert(next);
            if number == next {
                self.features.push(*feature);
                self.counts.push(0);
            }
            self.counts[number as usize] += 1;
            out.push(number);
        }
        out
    }
}

/// Weights nearer to nothing than this are left out.
pub const LEAST_WEIGHT: f32 = 0.08;

/// In how many orders the examples are learned from.
const ORDERS: usize = 6;

/// Features, and how right they are, 0 to 1.
pub type Example = (Vec<u32>, f32);

/// Weights under training, by AdaGrad (Duchi, Hazan and Singer 2011) with L2 shrinkage.
pub struct Weights {
    pub values: Vec<f32>,
    pub squares: Vec<f32>,
    pub active: Vec<bool>,
    /// What the weights are drawn to.
    pub prior: Vec<f32>,
    pub rate: f32,
    pub shrink: f32,
}

impl Weights {
    pub fn new(numbering: &Numbering, least: u32, shrink: f32) -> Self {
        let n = numbering.features.len();
        Weights {
            values: vec![0.0; n],
            prior: vec![0.0; n],
            squares: vec![1e-6; n],
            active: numbering.counts.iter().map(|c| *c >= least).collect(),
            rate: 0.12,
            shrink,
        }
    }

    /// Weights that start from, and are drawn to, those of a model.
    pub fn from(prior: &LinearModel, numbering: &Numbering, least: u32, shrink: f32) -> Self {
        let prior: Vec<f32> =
            numbering.features.iter().map(|feature| f32::from(prior.weight(*feature)) / 100.0).collect();
        Weights { values: prior.clone(), prior, ..Weights::new(numbering, least, shrink) }
    }

    pub fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.values[*f as usize]).sum()
    }

    pub fn step(&mut self, features: &[u32], gradient: f32) {
        for f in features {
            let f = *f as usize;
            if !self.active[f] {
                continue;
            }
            let g = gradient + self.shrink * (self.values[f] - self.prior[f]);
            self.squares[f] += g * g;
            self.values[f] -= self.rate * g / self.squares[f].sqrt();
        }
    }

    /// A step of logistic regression.
    pub fn judge(&mut self, (features, label): &Example) {
        let p = dixit::model::probability(self.score(features));
        self.step(features, p - label);
    }

    /// A step of conditional logit: away from the wrong candidates, towards the right one. What
    /// shares nothing with it must stay `margin` behind.
    pub fn choose(&mut self, choice: &Choice, margin: f32) {
        let mut scores: Vec<f32> = choice.candidates.iter().map(|c| self.score(c)).collect();
        scores.iter_mut().zip(&choice.shares).for_each(|(score, share)| *score += margin * (1.0 - share));
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
        for (number, candidate) in choice.candidates.iter().enumerate() {
            let p = (scores[number] - top).exp() / total;
            let gradient = p - f32::from(number == choice.right);
            if gradient.abs() > 1e-3 {
                self.step(candidate, gradient);
            }
        }
    }

    pub fn into_model(self, numbering: &Numbering, least: f32) -> LinearModel {
        let weights =
            numbering.features.iter().zip(self.values).map(|(f, w)| (*f, (w * 100.0).round() / 100.0));
        LinearModel::new(weights.filter(|(_, w)| w.abs() >= least))
    }

    /// Runs epochs in several orders, each from the same start, and leaves the mean of the later half's ends
    /// of all, which sways less with the order of the examples than the last (Polyak and Juditsky 1992).
    /// `epoch` is given the number of its order of examples.
    pub fn run(&mut self, epochs: usize, mut epoch: impl FnMut(&mut Weights, u64)) {
        let first = epochs / 2;
        let start = (self.values.clone(), self.squares.clone());
        let mut sums = vec![0.0; self.values.len()];
        for order in 0..ORDERS {
            (self.values, self.squares) = start.clone();
            for number in 0..epochs {
                epoch(self, (order * 100 + number) as u64 + 1);
                if number >= first {
                    sums.iter_mut().zip(&self.values).for_each(|(sum, value)| *sum += value);
                }
            }
        }
        let ends = (ORDERS * (epochs - first)) as f32;
        self.values = sums.into_iter().map(|sum| sum / ends).collect();
    }
}

/// A fixed shuffle: the same order on every machine.
pub fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for i in (1..n).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}

pub fn logistic<'e>(
    examples: impl IntoIterator<Item = &'e Example>,
    numbering: &Numbering,
    epochs: usize,
    least: u32,
    shrink: f32,
) -> LinearModel {
    let examples: Vec<&Example> = examples.into_iter().collect();
    let mut weights = Weights::new(numbering, least, shrink);
    weights.run(epochs, |weights, epoch| {
        for i in shuffled(examples.len(), epoch) {
            weights.judge(examples[i]);
        }
    });
    weights.into_model(numbering, LEAST_WEIGHT)
}

/// How a scorer is fitted.
#[derive(Clone, Copy)]
pub struct Fit {
    pub epochs: usize,
    /// Features seen more rarely get no weight.
    pub least: u32,
    pub shrink: f32,
    /// How much a candidate that shares nothing with the right one must stay behind it, in log odds:
    /// a slip of an edge costs less than another clause (Gimpel and Smith 2010).
    pub margin: f32,
}

pub fn choose<'c>(
    choices: impl IntoIterator<Item = &'c Choice>,
    numbering: &Numbering,
    fit: Fit,
) -> LinearModel {
    let choices: Vec<&Choice> = choices.into_iter().collect();
    let mut weights = Weights::new(numbering, fit.least, fit.shrink);
    weights.run(fit.epochs, |weights, epoch| {
        for i in shuffled(choices.len(), epoch) {
            weights.choose(choices[i], fit.margin);
        }
    });
    weights.into_model(numbering, LEAST_WEIGHT)
}
