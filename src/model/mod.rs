//! Linear models over named features: what several candidates are worth, and how surely.
//!
//! A [`Feature`] is a template and up to three small values (an [`Atom`], the
//! number of a cue lemma, a count). A [`LinearModel`] gives each a weight and adds them up. The
//! weights live in `data/*.tsv`, a line a feature, for a person to read; `examples/train.rs` writes
//! them from gold JSON Lines. Weights and scores are whole hundredths of natural-log odds, so that a
//! sum does not depend on its order; [`certainty`] and [`Softmax`] turn them into probabilities.
//!
//! - `atom`: what scorers see; `schema`: names of features; `pack`: weight files, in the build script too;
//!   `reader`: features from them; `keys`: features as numbers; `perfect`: weights by those numbers; `odds`:
//!   probabilities.

mod atom;
mod keys;
mod odds;
mod pack;
mod perfect;
mod reader;
mod schema;

pub(crate) use atom::FUNCTION;
pub use atom::{Atom, AtomNames, Sight};
pub use odds::{Softmax, certainty, probability};
pub(crate) use odds::{log_ratio, quarters};
pub(crate) use reader::read;
pub(crate) use schema::templates;
pub use schema::{Field, Schema, Template};

use crate::error::Error;
use crate::lexicon::Lexicon;
pub use keys::Key;
use keys::Keys;
use perfect::Perfect;

/// Name and packed text of a weight file that ships with the crate.
macro_rules! shipped {
    ($name:literal) => {
        (concat!($name, ".tsv"), include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".packed")).as_slice())
    };
}
pub(crate) use shipped;

/// One observed fact: a template and its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u64);

impl Feature {
    /// A feature of three values; unused ones are 0.
    pub const fn new(template: u8, a: u16, b: u16, c: u16) -> Self {
        Feature((template as u64) << 48 | (a as u64) << 32 | (b as u64) << 16 | c as u64)
    }

    /// A feature of the first fields of a template; the others are 0.
    fn of(template: u8, values: &[u16]) -> Self {
        let value = |field: usize| values.get(field).copied().unwrap_or(0);
        Feature::new(template, value(0), value(1), value(2))
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
    /// A template whose first value is given, for features that differ in the others only.
    type Row: Copy;

    /// Takes one feature.
    fn add(&mut self, feature: Feature);

    /// Takes the feature of a template with the values of its fields, of which last ones that are 0
    /// may be left out.
    fn put<const FIELDS: usize>(&mut self, template: u8, values: [u16; FIELDS]) {
        self.add(Feature::of(template, &values));
    }

    /// The features of a template that begin with a value.
    fn row(&self, template: u8, first: u16) -> Self::Row;

    /// Takes the feature of a row of `template` with the values of its second field and, unless it is
    /// 0, its third.
    fn put_in<const FIELDS: usize>(&mut self, template: u8, row: Self::Row, behind: [u16; FIELDS]);
}

impl Sink for Vec<Feature> {
    type Row = u16;

    fn add(&mut self, feature: Feature) {
        self.push(feature);
    }

    fn row(&self, _: u8, first: u16) -> u16 {
        first
    }

    fn put_in<const FIELDS: usize>(&mut self, template: u8, row: u16, behind: [u16; FIELDS]) {
        self.push(Feature::new(template, row, behind[0], behind.get(1).copied().unwrap_or(0)));
    }
}

/// Adds up the weights of the features it is given.
///
/// It keeps their places and looks many of them up together: the waits for memory overlap, and what
/// takes the features holds no code of the look-ups.
#[derive(Debug)]
pub struct Sum<'m> {
    model: &'m LinearModel,
    places: [Key; BATCH],
    /// How many of them are to be looked up.
    count: usize,
    /// The sum of those looked up before, in hundredths of log odds.
    before: i32,
}

/// How many weights are looked up together.
const BATCH: usize = 32;

impl Sum<'_> {
    #[inline(always)]
    fn take(&mut self, place: Key) {
        self.places[self.count % BATCH] = place;
        self.count += 1;
        if self.count == BATCH {
            self.before = self.score();
            self.count = 0;
        }
    }

    /// The sum so far, in hundredths of log odds.
    pub fn score(&self) -> i32 {
        self.before + self.model.total(&self.places[..self.count])
    }
}

impl Sink for Sum<'_> {
    type Row = Key;

    #[inline(always)]
    fn add(&mut self, feature: Feature) {
        self.take(self.model.keys.key(feature));
    }

    #[inline(always)]
    fn put<const FIELDS: usize>(&mut self, template: u8, values: [u16; FIELDS]) {
        self.take(self.model.behind(self.model.keys.begin(template), template, 0, values));
    }

    #[inline(always)]
    fn row(&self, template: u8, first: u16) -> Key {
        self.model.key(template, [Some(first), None, None])
    }

    #[inline(always)]
    fn put_in<const FIELDS: usize>(&mut self, template: u8, row: Key, behind: [u16; FIELDS]) {
        self.take(self.model.behind(row, template, 1, behind));
    }
}

/// Why features cannot be numbered.
const TOO_MANY: &str = "values that combine in more than four billion ways";

/// Weights by feature. Immutable; look-ups take constant time.
#[derive(Clone, Debug, Default)]
pub struct LinearModel {
    keys: Keys,
    weights: Perfect,
    /// All weights, those of a template together.
    all: Vec<(Feature, i16)>,
}

impl LinearModel {
    /// A model of the given weights, which are rounded to hundredths; of two weights of one feature
    /// the last counts.
    ///
    /// # Panics
    /// When a template has a number of 64 or more, or when the values of the weights combine, each up to
    /// the largest of its field, in more than four billion ways over all templates.
    pub fn new(weights: impl IntoIterator<Item = (Feature, f32)>) -> Self {
        let hundredths = |weight: f32| (weight * 100.0).round() as i16;
        let mut all: Vec<_> = weights.into_iter().map(|(f, w)| (f, hundredths(w))).collect();
        all.sort_by_key(|(feature, _)| *feature);
        Self::of_hundredths(all).unwrap_or_else(|template| panic!("template {template}: {TOO_MANY}"))
    }

    /// A model of weights that stand together by template; the template whose features cannot be numbered.
    fn of_hundredths(all: Vec<(Feature, i16)>) -> Result<Self, u8> {
        let mut keys = Keys::default();
        for weights in all.chunk_by(|a, b| a.0.template() == b.0.template()) {
            let template = weights[0].0.template();
            keys.add(template, weights.iter().map(|(feature, _)| *feature)).ok_or(template)?;
        }
        let entries: Vec<_> = all.iter().map(|(feature, weight)| (keys.key(*feature), *weight)).collect();
        let weights = Perfect::new(&entries);
        Ok(LinearModel { keys, weights, all })
    }

    /// Reads a weight file: `template<TAB>value…<TAB>weight` a line, `#` starts a comment.
    ///
    /// # Errors
    /// When a line cannot be read, or the values of a template are so large that its features cannot be
    /// numbered; the error names file and line, of a template the first one.
    pub fn parse(file: &str, text: &str, schema: &Schema, lexicon: &Lexicon) -> Result<Self, Error> {
        let packed = pack::pack(text).map_err(|(line, message)| Error::lexicon(file, line, message))?;
        let too_many = |template: u8| {
            let name = schema.templates.get(usize::from(template)).map(|template| template.name);
            let first = text.lines().position(|line| line.split('\t').next() == name);
            Error::lexicon(file, first.map_or(1, |line| line + 1), TOO_MANY)
        };
        LinearModel::of_hundredths(read(schema, file, &packed, lexicon)?).map_err(too_many)
    }

    /// The model of a file that ships with the crate.
    ///
    /// # Errors
    /// When a weight names a word that `lexicon` does not hold.
    pub(crate) fn shipped(
        (file, packed): (&str, &[u8]),
        schema: &Schema,
        lexicon: &Lexicon,
    ) -> Result<Self, Error> {
        let too_many = |_| Error::lexicon(file, 1, TOO_MANY);
        LinearModel::of_hundredths(read(schema, file, packed, lexicon)?).map_err(too_many)
    }

    /// The weight of a feature in hundredths; 0 for one the model does not know.
    #[inline(always)]
    pub fn weight(&self, feature: Feature) -> i16 {
        self.weights.get(self.keys.key(feature))
    }

    /// What a value of one field of a template adds to the place of a weight.
    #[inline(always)]
    pub(crate) fn step(&self, template: u8, field: usize, value: u16) -> Key {
        self.keys.step(template, field, value)
    }

    /// The place of a weight as far as the values are known; [`LinearModel::step`] gives the rest.
    #[inline(always)]
    pub(crate) fn key(&self, template: u8, values: [Option<u16>; 3]) -> Key {
        let mut place = self.keys.begin(template);
        for (field, value) in values.into_iter().enumerate() {
            place = place + value.map_or(Key::default(), |value| self.step(template, field, value));
        }
        place
    }

    /// The place that the values of some fields, from `field` on, add to `place`.
    #[inline(always)]
    fn behind<const FIELDS: usize>(
        &self,
        mut place: Key,
        template: u8,
        field: usize,
        values: [u16; FIELDS],
    ) -> Key {
        for (at, value) in values.into_iter().enumerate() {
            place = place + self.step(template, field + at, value);
        }
        place
    }

    /// The weight at a place, in hundredths.
    #[inline(always)]
    pub(crate) fn at(&self, place: Key) -> i32 {
        i32::from(self.weights.get(place))
    }

    /// The sum of the weights at some places.
    #[inline(never)]
    fn total(&self, places: &[Key]) -> i32 {
        places.iter().map(|place| self.at(*place)).sum()
    }

    /// A sink that adds up this model's weights.
    pub fn sum(&self) -> Sum<'_> {
        Sum { model: self, places: [Key::default(); BATCH], count: 0, before: 0 }
    }

    /// The sum of the weights of the features that `features` gives.
    #[inline]
    pub fn score(&self, features: impl FnOnce(&mut Sum)) -> i32 {
        let mut sum = self.sum();
        features(&mut sum);
        sum.score()
    }

    /// All weights in log odds, those of a template together.
    pub fn weights(&self) -> impl Iterator<Item = (Feature, f32)> + '_ {
        self.all.iter().map(|(feature, weight)| (*feature, f32::from(*weight) / 100.0))
    }

    /// All weights in hundredths of log odds, those of a template together.
    pub(crate) fn hundredths(&self) -> &[(Feature, i16)] {
        &self.all
    }

    /// Bytes on the heap, near enough.
    pub fn heap_bytes(&self) -> usize {
        self.weights.heap_bytes() + self.all.capacity() * 16
    }
}

/// A count in a few steps, so that a weight covers a range: 0, 1, 2, 3, 4, 5-6, 7-9, 10-14, 15-24, 25-49, 50+.
#[inline(always)]
pub fn bucket(count: usize) -> u16 {
    const LAST: usize = 50;
    static BUCKETS: [u8; LAST + 1] = {
        let mut buckets = [0; LAST + 1];
        let mut count = 0;
        while count <= LAST {
            buckets[count] = match count {
                0..=4 => count as u8,
                5..=6 => 5,
                7..=9 => 6,
                10..=14 => 7,
                15..=24 => 8,
                25..=49 => 9,
                _ => 10,
            };
            count += 1;
        }
        buckets
    };
    u16::from(BUCKETS[count.min(LAST)])
}

/// A model in which each of some features weighs something else than most others.
#[cfg(test)]
pub(crate) fn telling_apart(features: impl IntoIterator<Item = Feature>) -> LinearModel {
    let features: std::collections::BTreeSet<Feature> = features.into_iter().collect();
    let weight = |i: usize| (i * 7919 % 401) as f32 / 100.0 - 2.0;
    LinearModel::new(features.into_iter().enumerate().map(|(i, feature)| (feature, weight(i))))
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
    fn values_that_cannot_be_numbered_are_named_with_their_line() {
        static SCHEMA: Schema = Schema {
            templates: &[
                Template { name: "few", fields: &[Field::Count] },
                Template { name: "many", fields: &[Field::Count; 3] },
            ],
        };
        let text = "# weights\nfew\t1\t0.5\nmany\t60000\t1\t1\t0.5\nmany\t1\t60000\t60000\t0.5\n";
        let error = LinearModel::parse("weights.tsv", text, &SCHEMA, &Lexicon::english()).unwrap_err();
        assert!(error.is_bad_row());
        assert_eq!(error.to_string(), format!("weights.tsv, line 3: {TOO_MANY}"));
    }

    #[test]
    fn sparse_templates_are_found_as_surely_as_dense_ones() {
        let features: Vec<Feature> = (0..400)
            .map(|n| Feature::new(0, n * 150, n * 77 % 4001, n % 9))
            .chain((0..400).map(|n| Feature::new(3, n % 20, n / 20, 0)))
            .collect();
        let weight = |i: usize| (i as f32 - 350.0) / 100.0;
        let model = LinearModel::new(features.iter().enumerate().map(|(i, f)| (*f, weight(i))));
        for (i, feature) in features.iter().enumerate() {
            assert_eq!(f32::from(model.weight(*feature)) / 100.0, weight(i), "{feature:?}");
        }
        assert_eq!(model.weights().count(), features.len());
    }
}
