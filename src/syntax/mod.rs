//! Tokens and quoted spans in; units with a part of speech, and base noun phrases, out.
//!
//! A *unit* is a token outside quotation marks, or a whole quoted span: what stands inside marks
//! is somebody's words and takes no part in the sentence's own syntax beyond its place in it. The
//! layer is shallow on purpose: a tag a word (`tag`) and non-recursive noun phrases (`chunk`),
//! after Abney (1991), found with the lexicon, the ending of the word and its neighbours.

mod address;
mod atom;
mod chunk;
#[cfg(test)]
mod fixture;
mod layout;
mod phrase;
mod scene;
mod tag;
mod tagger;
mod tally;
mod unit;

pub use crate::model::{Atom, AtomNames};
pub use chunk::{Chunk, ChunkKind};
#[cfg(test)]
pub(crate) use fixture::with_scene;
pub(crate) use phrase::is_title;
pub use scene::Scene;
pub use tagger::{SCHEMA, TagContext, TagJudge, Tagger};
pub use tally::{Counted, Counts, Tally, Verbs};
pub use unit::Unit;

use crate::lexicon::{Lexicon, NameFlags, Tag, TagSet, Word};
use crate::quote::Quote;
use crate::segment::Segments;

/// Verbs with a tense.
pub(crate) const FINITE: TagSet =
    TagSet::of(Tag::VerbPast).with(Tag::VerbPresent).with(Tag::VerbS).with(Tag::Auxiliary).with(Tag::Modal);
/// Verbs that are neither auxiliary nor modal.
pub(crate) const VERBS: TagSet = TagSet::of(Tag::VerbBase)
    .with(Tag::VerbPresent)
    .with(Tag::VerbS)
    .with(Tag::VerbPast)
    .with(Tag::VerbParticiple)
    .with(Tag::VerbIng);
/// Words whose "'s" is a verb.
const SUBJECTS: TagSet = TagSet::of(Tag::PronounSubject).with(Tag::That).with(Tag::Existential).with(Tag::Wh);

/// A stretch of units: numbers of the first and past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitRange {
    /// Number of the first unit.
    pub start: u32,
    /// Number past the last unit.
    pub end: u32,
}

impl UnitRange {
    /// The range as `usize`, for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The shallow syntax of one text. Reusable: [`Syntax::fill`] clears and refills it.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// All units in order of the text.
    pub units: Vec<Unit>,
    /// Sentences as units; a sentence never ends inside quotation marks.
    pub sentences: Vec<UnitRange>,
    /// Paragraphs as units.
    pub paragraphs: Vec<UnitRange>,
    /// Base noun phrases in order of the text.
    pub chunks: Vec<Chunk>,
}

impl Syntax {
    /// Reads the syntax of `text`. `quotes` are those of the quote stage, in order of start.
    pub fn fill(
        &mut self,
        text: &str,
        segments: &Segments,
        quotes: &[Quote],
        lexicon: &Lexicon,
        tagger: &Tagger,
    ) {
        let mut tagger = tagger;
        self.fill_by(text, segments, quotes, lexicon, &mut tagger);
    }

    /// As [`Syntax::fill`], with another judge of parts of speech.
    pub fn fill_by(
        &mut self,
        text: &str,
        segments: &Segments,
        quotes: &[Quote],
        lexicon: &Lexicon,
        judge: &mut impl TagJudge,
    ) {
        self.units.clear();
        self.sentences.clear();
        self.paragraphs.clear();
        self.chunks.clear();
        // Doubling would hold up to twice the memory of the longest text.
        self.units.reserve_exact(segments.tokens.len());
        self.lay_out(text, segments, quotes, lexicon);
        for sentence in &self.sentences {
            tag::tag(text, &mut self.units[sentence.range()], lexicon, judge);
        }
        for (number, sentence) in self.sentences.iter().enumerate() {
            chunk::chunk(text, &mut self.units, *sentence, lexicon, &mut self.chunks);
            for unit in &mut self.units[sentence.range()] {
                unit.sentence = number as u32;
                let word = lexicon.word(unit.word);
                unit.strong = word.cue != 0 && lexicon.is_strong_cue(lexicon.cue_number_as(word, unit.tag));
                unit.atom = atom::atom(text, unit, quotes, lexicon);
            }
        }
    }

    /// The lexicon's knowledge of a unit's word.
    pub fn word<'l>(&self, unit: usize, lexicon: &'l Lexicon) -> &'l Word {
        lexicon.word(self.units[unit].word)
    }
}

/// Flags that make a capitalised word part of a person's name.
pub(crate) const PERSON_NAME: NameFlags = NameFlags::FEMALE.with(NameFlags::MALE).with(NameFlags::FAMILY);
