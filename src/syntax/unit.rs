//! [`Unit`]: what sentences are made of.

use crate::lexicon::{Clitic, Tag, WordId};
use crate::model::Atom;
use crate::segment::{Shape, Token, TokenKind};
use crate::span::Span;

use super::{FINITE, SUBJECTS};

/// A token outside quotation marks, or a whole quoted span with its marks.
///
/// In 32 bytes, so that many lie in the nearest cache and the place of each is found by a shift.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
    /// What the lexicon knows of the word.
    pub word: WordId,
    /// Part of speech in this place; [`Tag::Unknown`] for punctuation and quoted spans.
    pub tag: Tag,
    /// What the learned scorers see of the unit.
    pub atom: Atom,
    /// Kind of the token; [`TokenKind::Mark`] for a quoted span.
    pub kind: TokenKind,
    /// How the word is written.
    pub shape: Shape,
    /// What hangs on the word.
    pub clitic: Clitic,
    /// Whether the word, as the part of speech it is here, nearly always reports.
    pub strong: bool,
    /// Number of the quoted span this unit is, or [`Unit::NO_QUOTE`].
    pub(super) quote: u32,
    /// Number of the noun phrase the unit is in, or [`Unit::NO_CHUNK`].
    pub(super) chunk: u32,
    /// Number of the sentence (outside quotation marks) the unit is in, from 0.
    pub sentence: u32,
}

impl Unit {
    /// Marks a unit that is no quoted span.
    pub(super) const NO_QUOTE: u32 = u32::MAX;
    /// Marks a unit outside every noun phrase.
    pub(super) const NO_CHUNK: u32 = u32::MAX;

    pub(super) fn of(token: &Token) -> Self {
        Unit {
            start: token.start,
            end: token.end,
            word: token.word,
            tag: Tag::Unknown,
            atom: Atom::NONE,
            kind: token.kind,
            shape: token.shape,
            clitic: token.clitic,
            strong: false,
            quote: Unit::NO_QUOTE,
            chunk: Unit::NO_CHUNK,
            sentence: 0,
        }
    }

    /// Where the unit stands.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Number of the quoted span that the unit is.
    pub const fn quote(&self) -> Option<u32> {
        if self.is_quote() { Some(self.quote) } else { None }
    }

    /// Number of the noun phrase that the unit is in.
    pub const fn chunk(&self) -> Option<u32> {
        if self.chunk == Self::NO_CHUNK { None } else { Some(self.chunk) }
    }

    /// Whether the unit is a quoted span.
    pub const fn is_quote(&self) -> bool {
        self.quote != Self::NO_QUOTE
    }

    /// Whether a verb with a tense hangs on the word: "we're", "that's".
    #[inline]
    pub fn carries_verb(&self) -> bool {
        self.clitic == Clitic::Verb || self.clitic == Clitic::S && SUBJECTS.has(self.tag)
    }

    /// Whether the unit is a verb with a tense, or a word that one hangs on.
    #[inline]
    pub fn is_finite(&self) -> bool {
        FINITE.has(self.tag) || self.carries_verb()
    }

    /// Whether the unit is a word or a number.
    pub const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}
