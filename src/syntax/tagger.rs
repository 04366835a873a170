//! [`Tagger`]: which of a word's readings it has in its place, by learned weights.
//!
//! A linear model over the word's readings, its neighbours and what verbs the clause holds, greedy from left to right; after the features of Ratnaparkhi (1996) and Collins (2002),
//! without their words. The weights were fitted on the tags that spaCy's `en_core_web_sm` 3.8 gives
//! the training part of PolNeAR; `examples/train.rs` tells how.

use crate::error::Error;
use crate::lexicon::{Lexicon, Tag, TagSet};
use crate::model::{Feature, Field, LinearModel, Sight, Sink, read, shipped, templates};

use Field::{Count as N, Cue as C, Sight as S, Tag as T};

templates! {
    /// What the weights of the tagger are about; the last value of each is the reading.
    WORD = 0, "word", &[S, T, T];
    SORTS = 1, "sorts", &[N, S, T];
    CUE = 2, "cue", &[C, T];
    CUE_LAST = 3, "cue+last", &[C, S, T];
    CAPITAL = 4, "capital", &[N, S, T];
    LAST = 5, "last", &[S, T];
    WORD_LAST = 6, "word+last", &[S, S, T];
    LAST_TWO = 7, "last2+last", &[S, S, T];
    WORD_VERBAL = 8, "word+verbal", &[S, S, T];
    NEXT = 9, "next", &[S, T];
    WORD_NEXT = 10, "word+next", &[S, S, T];
    AROUND = 11, "last+next", &[S, S, T];
    FINITE = 12, "finite", &[N, S, T];
    FINITE_LAST = 13, "finite+last", &[N, S, T];
}

/// The readings that a judge can be asked about; of equals the first is chosen.
const CHOICES: [Tag; 16] = [
    Tag::Noun,
    Tag::NounPlural,
    Tag::Name,
    Tag::VerbBase,
    Tag::VerbPresent,
    Tag::VerbS,
    Tag::VerbPast,
    Tag::VerbParticiple,
    Tag::VerbIng,
    Tag::Adjective,
    Tag::Adverb,
    Tag::That,
    Tag::Determiner,
    Tag::Possessive,
    Tag::PronounObject,
    Tag::Preposition,
];

/// Place of each tag in [`CHOICES`], by its number; 0 for one that is not there.
const SLOT_OF: [u8; 32] = {
    let (mut slots, mut slot) = ([0; 32], 0);
    while slot < CHOICES.len() {
        slots[CHOICES[slot] as usize] = slot as u8;
        slot += 1;
    }
    slots
};

/// [`CHOICES`] as a set.
pub(super) const SLOTS: TagSet = {
    let (mut set, mut slot) = (TagSet::of(CHOICES[0]), 1);
    while slot < CHOICES.len() {
        set = set.with(CHOICES[slot]);
        slot += 1;
    }
    set
};

/// A word with several readings, and what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct TagContext {
    /// The word.
    pub word: Sight,
    /// Its likeliest reading by itself.
    pub likeliest: Tag,
    /// Number of its cue lemma, 0 for none.
    pub cue: u16,
    /// Its sort as a noun and as a verb.
    pub sorts: u16,
    /// Flags of its capital, 0 for none.
    pub capital: u16,
    /// The unit before.
    pub last: Sight,
    /// The unit before that.
    pub last_but_one: Sight,
    /// The unit before the adverbs and negations that stand before the word.
    pub verbal: Sight,
    /// The unit behind.
    pub next: Sight,
    /// Whether the clause has a verb with a tense before the word, and whether one may follow; 0
    /// for a word that is no verb.
    pub finite: u16,
}

impl TagContext {
    /// The two values of each template; with the reading they make a feature.
    #[inline(always)]
    fn contexts(&self) -> [(u16, u16); SCHEMA.templates.len()] {
        let (word, last, next) = (self.word.0, self.last.0, self.next.0);
        let verbal = if self.verbal == self.last { NOTHING } else { word };
        let mut contexts = [(NOTHING, 0); SCHEMA.templates.len()];
        let mut give = |template: u8, a: u16, b: u16| contexts[usize::from(template)] = (a, b);
        give(WORD, word, self.likeliest as u16);
        give(SORTS, self.sorts, word);
        give(CUE, self.cue, 0);
        give(CUE_LAST, self.cue, last);
        give(CAPITAL, self.capital, word);
        give(LAST, last, 0);
        give(WORD_LAST, word, last);
        give(LAST_TWO, self.last_but_one.0, last);
        give(WORD_VERBAL, verbal, self.verbal.0);
        give(NEXT, next, 0);
        give(WORD_NEXT, word, next);
        give(AROUND, last, next);
        give(FINITE, self.finite, word);
        give(FINITE_LAST, self.finite, last);
        contexts
    }

    /// The features of one reading, for training.
    pub fn features(&self, reading: Tag, sink: &mut impl Sink) {
        let reading = reading as u16;
        for (number, (a, b)) in (0..).zip(self.contexts()) {
            match SCHEMA.templates[usize::from(number)].fields {
                _ if a == SILENT[usize::from(number)] => {}
                [_, _] => sink.add(Feature::new(number, a, reading, 0)),
                _ => sink.add(Feature::new(number, a, b, reading)),
            }
        }
    }
}

/// A value that no weight names.
const NOTHING: u16 = u16::MAX;

/// For each template the first value that makes no feature: no cue, no capital, no verb.
const SILENT: [u16; SCHEMA.templates.len()] = {
    let (mut silent, mut template) = ([NOTHING; SCHEMA.templates.len()], 0);
    while template < silent.len() {
        if let C | N = SCHEMA.templates[template].fields[0] {
            silent[template] = 0;
        }
        template += 1;
    }
    silent
};

/// Chooses the reading of a word in its place.
pub trait TagJudge {
    /// Chooses among `readings` of the word that starts at byte `start`.
    fn choose(&mut self, start: u32, readings: TagSet, place: impl FnOnce() -> TagContext) -> Tag;
}

/// The weights of all readings in one context, in hundredths of log odds; a slot for each of
/// [`CHOICES`]. Never in two lines of a cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Row([i16; CHOICES.len()]);

impl Row {
    #[inline(always)]
    fn add(&mut self, other: &Row) {
        for (score, weight) in self.0.iter_mut().zip(other.0) {
            *score = score.saturating_add(weight);
        }
    }
}

/// Templates of one sight or cue, each with one that asks about the same and about another, and the field
/// of that where it stands. The weights of the first are added to those of the second, which alone is
/// looked up.
const FOLDED: [(u8, u8, usize); 3] = [(CUE, CUE_LAST, 0), (LAST, LAST_TWO, 1), (NEXT, WORD_NEXT, 1)];

/// The templates that are looked up.
const ASKED: [u8; SCHEMA.templates.len() - FOLDED.len()] = [
    WORD,
    SORTS,
    CUE_LAST,
    CAPITAL,
    WORD_LAST,
    LAST_TWO,
    WORD_VERBAL,
    WORD_NEXT,
    AROUND,
    FINITE,
    FINITE_LAST,
];

/// Where the rows of one template are.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// What each first value adds to the number of the cell.
    first: Axis,
    /// As `first`, for the second value.
    second: Axis,
}

/// A stretch of [`Tagger::steps`], by value; the last one stands for all from there on.
#[derive(Clone, Copy, Debug, Default)]
struct Axis {
    start: u32,
    last: u32,
}

/// Chooses by learned weights. Immutable; a choice takes constant time.
#[derive(Clone, Debug)]
pub struct Tagger {
    blocks: [Block; SCHEMA.templates.len()],
    steps: Vec<u32>,
    /// Number of the row of each pair of ranks.
    cells: Vec<u16>,
    /// The first is of zeros.
    rows: Vec<Row>,
}

impl Tagger {
    /// The weights that ship with the crate.
    ///
    /// # Errors
    /// When a weight names a word that `lexicon` does not hold.
    pub fn shipped(lexicon: &Lexicon) -> Result<Self, Error> {
        let (file, packed) = shipped!("tag");
        Ok(Tagger::of_hundredths(&read(&SCHEMA, file, packed, lexicon)?))
    }

    /// A tagger of the given weights, whose features are those of [`TagContext::features`].
    ///
    /// # Panics
    /// When there are more than 65,535 contexts with a weight.
    pub fn new(model: &LinearModel) -> Self {
        Tagger::of_hundredths(model.hundredths())
    }

    fn of_hundredths(weights: &[(Feature, i16)]) -> Self {
        let weights: Vec<(u8, u16, u16, usize, i16)> = weights
            .iter()
            .filter_map(|&(feature, weight)| {
                let [a, b, c] = feature.values();
                let two = SCHEMA.templates[usize::from(feature.template())].fields.len() == 2;
                let (b, tag) = if two { (0, b) } else { (b, c) };
                let slot = CHOICES.iter().position(|choice| *choice as u16 == tag)?;
                Some((feature.template(), a, b, slot, weight))
            })
            .collect();
        let mut tagger = Tagger {
            blocks: Default::default(),
            steps: Vec::new(),
            cells: vec![0],
            rows: vec![Row::default()],
        };
        let mut of: [&[_]; SCHEMA.templates.len()] = Default::default();
        for alike in weights.chunk_by(|one, other| one.0 == other.0) {
            of[usize::from(alike[0].0)] = alike;
        }
        let of = |template: u8| of[usize::from(template)];
        for template in ASKED {
            let folded = FOLDED.iter().find(|(_, into, _)| *into == template);
            let folded_in = |field: usize| {
                let here = folded.filter(|folded| folded.2 == field);
                here.into_iter().flat_map(move |(from, ..)| of(*from)).map(|weight| weight.1)
            };
            let cells = tagger.cells.len() as u32;
            let seconds = of(template).iter().map(|weight| weight.2).chain(folded_in(1));
            let (second, stride) = tagger.lay_out(seconds, 0, 1);
            let firsts = of(template).iter().map(|weight| weight.1).chain(folded_in(0));
            let (first, all) = tagger.lay_out(firsts, cells, stride);
            let block = Block { first, second };
            tagger.blocks[usize::from(template)] = block;
            tagger.cells.resize((cells + all) as usize, 0);
            for &(_, a, b, slot, weight) in of(template) {
                let cell = tagger.cell(block, a, b);
                if tagger.cells[cell] == 0 {
                    tagger.cells[cell] = tagger.new_row();
                }
                let row = usize::from(tagger.cells[cell]);
                tagger.rows[row].0[slot] = weight;
            }
            let Some((from, _, field)) = folded else { continue };
            let mut added = of(*from).to_vec();
            added.sort_by_key(|weight| weight.1);
            for alike in added.chunk_by(|one, other| one.1 == other.1) {
                let mut row = Row::default();
                alike.iter().for_each(|(.., slot, weight)| row.0[*slot] = *weight);
                // All cells of the block that have the value, whatever the other one, be it unnamed.
                let (value, all, stride) = (alike[0].1, tagger.cells.len(), stride as usize);
                let start = match field {
                    0 => tagger.cell(block, value, u16::MAX),
                    _ => tagger.cell(block, u16::MAX, value),
                };
                let (end, step) = if *field == 0 { (start + stride, 1) } else { (all, stride) };
                tagger.fold((start..end).step_by(step), &row);
            }
        }
        tagger
    }

    /// Adds a row of zeros.
    fn new_row(&mut self) -> u16 {
        self.rows.push(Row::default());
        u16::try_from(self.rows.len() - 1).expect("too many contexts")
    }

    /// Adds weights to the rows of all these cells.
    fn fold(&mut self, cells: impl Iterator<Item = usize>, weights: &Row) {
        let number = self.new_row();
        self.rows[usize::from(number)] = *weights;
        for cell in cells {
            match self.cells[cell] {
                0 => self.cells[cell] = number,
                own => self.rows[usize::from(own)].add(weights),
            }
        }
    }

    /// Lays out an axis: ranks values from 1 in order of size, 0 for values that are not among them,
    /// each rank `stride` further from `base`. Also returns where the ranks end, from the base on.
    fn lay_out(&mut self, values: impl Iterator<Item = u16> + Clone, base: u32, stride: u32) -> (Axis, u32) {
        let last = values.clone().max().map_or(0, |most| u32::from(most) + 1);
        let start = self.steps.len() as u32;
        self.steps.resize((start + last + 1) as usize, 0);
        values.for_each(|value| self.steps[start as usize + usize::from(value)] = 1);
        let mut rank = 0;
        for step in &mut self.steps[start as usize..] {
            rank += *step;
            *step = base + *step * rank * stride;
        }
        (Axis { start, last }, (rank + 1) * stride)
    }

    #[inline(always)]
    fn cell(&self, block: Block, a: u16, b: u16) -> usize {
        let step =
            |axis: Axis, value: u16| self.steps[(axis.start + u32::from(value).min(axis.last)) as usize];
        (step(block.first, a) + step(block.second, b)) as usize
    }
}

impl Tagger {
    /// The score of each reading in a place.
    #[inline(always)]
    fn scores(&self, place: &TagContext) -> Row {
        let mut scores = Row::default();
        let contexts = place.contexts();
        for template in ASKED.map(usize::from) {
            let (a, b) = contexts[template];
            if a != SILENT[template] {
                scores.add(&self.rows[usize::from(self.cells[self.cell(self.blocks[template], a, b)])]);
            }
        }
        scores
    }
}

impl TagJudge for &Tagger {
    #[inline]
    fn choose(&mut self, _: u32, readings: TagSet, place: impl FnOnce() -> TagContext) -> Tag {
        let scores = self.scores(&place());
        // The score above the place from the end, so that one comparison settles both.
        let last = CHOICES.len() - 1;
        let (mut best, mut left) = (i32::MIN, readings.bits());
        while left != 0 {
            let slot = usize::from(SLOT_OF[left.trailing_zeros() as usize]);
            best = best.max(i32::from(scores.0[slot]) << 4 | (last - slot) as i32);
            left &= left - 1;
        }
        CHOICES[last - (best & 15) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::telling_apart;
    use crate::segment::Segments;
    use crate::syntax::Syntax;

    /// Keeps the places that it is asked about, and says what a tagger says.
    struct Keeper<'t>(&'t Tagger, Vec<TagContext>);

    impl TagJudge for Keeper<'_> {
        fn choose(&mut self, start: u32, readings: TagSet, place: impl FnOnce() -> TagContext) -> Tag {
            let place = place();
            self.1.push(place);
            self.0.choose(start, readings, || place)
        }
    }

    /// What is looked up together is what training sees of the reading.
    #[test]
    fn a_score_is_the_sum_of_all_features_of_the_reading() {
        let text = "The mayor said the council would close the bridge this week. Poe, who runs the ferry, plans to \
                    leave. That the harbour stood open for years made the boats rust and the crews tired. Asked \
                    about the cost, Lund claims it was well set. Ferries run late when storms hit the coast hard.";
        let lexicon = Lexicon::english();
        let mut segments = Segments::default();
        segments.fill(text, &lexicon);
        let shipped = Tagger::shipped(&lexicon).unwrap();
        let mut keeper = Keeper(&shipped, Vec::new());
        Syntax::default().fill_by(text, &segments, &[], &lexicon, &mut keeper);
        let places = keeper.1;
        assert!(places.len() > 15);
        let of = |place: &TagContext, reading: Tag| {
            let mut features = Vec::new();
            place.features(reading, &mut features);
            features
        };
        // Half of the places name the weights, so that others have contexts that no weight names.
        let named = places.iter().step_by(2).flat_map(|place| CHOICES.map(|reading| of(place, reading)));
        let model = telling_apart(named.flatten());
        let tagger = Tagger::new(&model);
        for place in &places {
            let sums =
                CHOICES.map(|reading| of(place, reading).iter().map(|f| model.weight(*f)).sum::<i16>());
            assert_eq!(tagger.scores(place).0, sums, "{place:?}");
        }
    }
}
