//! The records of the segment stage: what a token is, in 16 bytes.

use crate::lexicon::{Clitic, WordId};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TokenKind {
    /// A word with a letter.
    Word,
    /// A word of digits: 3,000, 1990s, 20th.
    Number,
    /// . ! ? …
    Stop,
    /// ,
    Comma,
    /// : ;
    Colon,
    /// – — and " - " and --
    Dash,
    /// A hyphen between two words without spaces.
    Hyphen,
    /// ( [ {
    Open,
    /// ) ] }
    Close,
    /// Any quotation mark; an apostrophe that belongs to no word.
    Mark,
    /// Any other character that is not white space: % $ / & @ #
    Symbol,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    /// No letters.
    #[default]
    None,
    /// lower
    Lower,
    /// Capitalised
    Capital,
    /// UPPER (two letters or more)
    Upper,
    /// One capital letter: J
    Initial,
    /// camelCase, McDonald, iPhone
    Mixed,
}

impl Shape {
    /// How a run of ASCII letters is written, by the bits that [`letters`](crate::text::letters)
    /// gives. Looked up rather than decided: which words have capitals cannot be foreseen.
    #[inline]
    pub(super) fn of_letters(capitals: usize) -> Shape {
        use Shape::{Capital, Initial, Lower, Mixed, Upper};
        [Lower, Lower, Mixed, Mixed, Initial, Capital, Upper, Mixed][capitals & 7]
    }
}

/// One word or mark of the text, in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Offset of the first byte in the caller's text.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
    /// What the lexicon knows of the word without its clitic.
    pub word: WordId,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// What hangs on it.
    pub clitic: Clitic,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
}

impl Token {
    /// Where the token stands.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A run of tokens: numbers of the first and past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenRange {
    /// Number of the first token.
    pub start: u32,
    /// Number past the last token.
    pub end: u32,
}

/// A run of sentences: numbers of the first and past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentenceRange {
    /// Number of the first sentence.
    pub start: u32,
    /// Number past the last sentence.
    pub end: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::letters::run;

    #[test]
    fn shapes_follow_the_capitals() {
        let rows = [
            ("a", Shape::Lower),
            ("A", Shape::Initial),
            ("as", Shape::Lower),
            ("As", Shape::Capital),
            ("aS", Shape::Mixed),
            ("AS", Shape::Upper),
            ("McAvoy", Shape::Mixed),
            ("incomprehensibly", Shape::Lower),
            ("INCOMPREHENSIBLY", Shape::Upper),
            ("incomprehensiblY", Shape::Mixed),
        ];
        for (word, shape) in rows {
            assert_eq!(Shape::of_letters(run(word.as_bytes(), 0).capitals), shape, "{word}");
        }
    }
}
