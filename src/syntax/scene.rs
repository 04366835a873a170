//! [`Scene`]: a text as the later stages look at it.

use crate::lexicon::{Lexicon, Tag, Word};
use crate::model::Atom;
use crate::quote::Quote;
use crate::span::Span;

use super::{Chunk, Syntax, Unit, UnitRange, address};

/// One text with its units and what is needed to read them; what the later stages look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The caller's text.
    pub text: &'a str,
    /// Its units, sentences, paragraphs and noun phrases.
    pub syntax: &'a Syntax,
    /// Its quoted spans.
    pub quotes: &'a [Quote],
    /// The lexicon everything was read with.
    pub lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    /// A unit by number.
    pub fn unit(&self, at: u32) -> &'a Unit {
        &self.syntax.units[at as usize]
    }

    /// The word of a unit.
    pub fn word(&self, at: u32) -> &'a Word {
        self.lexicon.word(self.unit(at).word)
    }

    /// The cue that a unit may be as the part of speech it is here, as [`Lexicon::cue`] numbers it; 0 for none.
    pub(crate) fn cue_number(&self, at: u32) -> u16 {
        self.lexicon.cue_number_as(self.word(at), self.unit(at).tag)
    }

    /// The quoted span that a unit is, if there is such a unit and it is one.
    pub fn quote(&self, at: u32) -> Option<&'a Quote> {
        self.quotes.get(self.syntax.units.get(at as usize)?.quote as usize)
    }

    /// Whether a unit is the first of its paragraph, found in logarithmic time.
    pub fn starts_paragraph(&self, at: u32) -> bool {
        self.syntax.paragraphs.binary_search_by_key(&at, |paragraph| paragraph.start).is_ok()
    }

    /// Number of the paragraph of a unit, found in logarithmic time.
    pub fn paragraph(&self, at: u32) -> usize {
        self.syntax.paragraphs.partition_point(|paragraph| paragraph.end <= at)
    }

    /// The sentence of a unit.
    pub fn sentence(&self, at: u32) -> UnitRange {
        self.syntax.sentences[self.unit(at).sentence as usize]
    }

    /// The atom at `at + offset`, [`Atom::NONE`] outside `within`.
    pub fn atom(&self, at: u32, offset: i32, within: UnitRange) -> Atom {
        self.near(at, offset, within).map_or(Atom::NONE, |unit| unit.atom)
    }

    /// The part of speech at `at + offset`, [`Tag::Unknown`] outside `within`.
    pub fn unit_tag(&self, at: u32, offset: i32, within: UnitRange) -> Tag {
        self.near(at, offset, within).map_or(Tag::Unknown, |u| u.tag)
    }

    /// Whether the unit at `at + offset` is a quoted span inside `within`.
    pub fn is_quote(&self, at: u32, offset: i32, within: UnitRange) -> bool {
        self.near(at, offset, within).is_some_and(Unit::is_quote)
    }

    /// Whether a quoted span stands among the units.
    pub fn holds_quote(&self, units: UnitRange) -> bool {
        self.syntax.units[units.range()].iter().any(Unit::is_quote)
    }

    /// Whether a verb with a tense stands among the units, or a word that one hangs on.
    pub fn holds_verb(&self, units: UnitRange) -> bool {
        self.syntax.units[units.range()].iter().any(Unit::is_finite)
    }

    /// The noun phrase at `at + offset`, if that is inside `within`.
    pub fn chunk_at(&self, at: u32, offset: i32, within: UnitRange) -> Option<&'a Chunk> {
        self.near(at, offset, within).and_then(|u| self.syntax.chunks.get(u.chunk as usize))
    }

    fn near(&self, at: u32, offset: i32, within: UnitRange) -> Option<&'a Unit> {
        // Before the first unit it wraps round to a number past the last.
        let place = at.wrapping_add_signed(offset);
        (within.start <= place && place < within.end).then(|| &self.syntax.units[place as usize])
    }

    /// The noun phrase a unit is in.
    pub fn chunk(&self, at: u32) -> Option<&'a Chunk> {
        self.syntax.chunks.get(self.unit(at).chunk as usize)
    }

    /// The text of a unit.
    pub fn surface(&self, at: u32) -> &'a str {
        &self.text[self.unit(at).span().range()]
    }

    /// Whether a unit is one of some words, in any case.
    pub fn is_any(&self, at: u32, words: &[&str]) -> bool {
        words.iter().any(|word| self.surface(at).eq_ignore_ascii_case(word))
    }

    /// The bytes of a stretch of units.
    pub fn span(&self, units: UnitRange) -> Span {
        if units.start >= units.end {
            return Span::default();
        }
        let (first, last) = (self.unit(units.start), self.unit(units.end - 1));
        address::whole_links(self.text, first.start as usize, last.end as usize)
    }
}
