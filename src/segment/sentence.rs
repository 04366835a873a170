//! Stops in; sentences out.
//!
//! A sentence ends at a stop (. ! ? …), with the closing marks and brackets that stick to it, when
//! white space follows and then something that can start a sentence: a word that is not in lower
//! case, a number, or an opening mark, bracket or bullet before one of these. So `“Really?” he
//! asked.` is one sentence and `“It is late.” She left.` are two; `“It is late.” Ash said.` is cut
//! in two as well, since only its verb, which this stage does not read, tells it from the second.
//!
//! A full stop ends no sentence
//! - after an initial ("J. K. Ash") or an abbreviation ("Dr. Ash", "U.S. troops"), unless the next
//!   word is a capitalised function word ("the U.S. The") and the abbreviation is not one that
//!   always has something behind it ("Dr. The" is odd, not an end);
//! - before a number when the abbreviation counts things ("No. 5", "Sept. 11");
//! - after a number that starts the sentence: the number of a list item.
//!
//! A colon or semicolon ends none. The end of the paragraph ends the sentence. Where and when a
//! report was written, which a paragraph may open with ([`dateline`](super::dateline)), is a sentence of its own.

use super::dateline;
use super::token::{Shape, Token, TokenKind, TokenRange};
use crate::lexicon::{AbbreviationKind, Lexicon};

/// Cuts paragraphs, in order, into sentences.
pub(super) struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The stops that no paragraph has come to yet.
    stops: &'a [u32],
    lexicon: &'a Lexicon,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon, tokens: &'a [Token], stops: &'a [u32]) -> Self {
        Splitter { text, tokens, stops, lexicon }
    }

    /// Adds the sentences of a paragraph, which is not empty, to `sentences`.
    pub(super) fn split(&mut self, paragraph: TokenRange, sentences: &mut Vec<TokenRange>) {
        let mut start = paragraph.start;
        let (first, limit) = (paragraph.start as usize, paragraph.end as usize);
        let report = first + dateline::length(self.text, &self.tokens[first..limit], self.lexicon);
        if report > first && report < limit && self.tokens[report].spaced && self.can_start(report, limit) {
            start = report as u32;
            sentences.push(TokenRange { start: paragraph.start, end: start });
        }
        while let Some((&stop, rest)) = self.stops.split_first() {
            if stop >= paragraph.end {
                break;
            }
            self.stops = rest;
            if stop < start {
                continue;
            }
            if let Some(end) = self.end_at(stop as usize, start as usize, paragraph.end as usize) {
                sentences.push(TokenRange { start, end: end as u32 });
                start = end as u32;
            }
        }
        if start < paragraph.end {
            sentences.push(TokenRange { start, end: paragraph.end });
        }
    }

    /// The number past the sentence's last token when the sentence that begins at `start` ends
    /// at `stop`.
    fn end_at(&self, stop: usize, start: usize, limit: usize) -> Option<usize> {
        let end = self.past_closing(stop + 1, limit);
        let next = self.tokens[..limit].get(end)?;
        if !next.spaced || !self.can_start(end, limit) || self.is_item_number(stop, start) {
            return None;
        }
        let ends = match self.abbreviation_before(stop) {
            None => !(self.is_ellipsis(stop) && self.is(end, "I")),
            Some(AbbreviationKind::BeforeName | AbbreviationKind::Inside) => false,
            Some(AbbreviationKind::BeforeNumber) => next.kind != TokenKind::Number,
            Some(AbbreviationKind::MayEnd) => end > stop + 1 || self.starts_anew(stop, end, limit),
        };
        ends.then_some(end)
    }

    /// Past the closing marks and brackets, and a note's number, that stick to a stop.
    fn past_closing(&self, mut at: usize, limit: usize) -> usize {
        let tokens = &self.tokens[..limit];
        loop {
            at = match &tokens[at..] {
                [one, ..] if !one.spaced && matches!(one.kind, TokenKind::Mark | TokenKind::Close) => at + 1,
                [open, number, close, ..]
                    if !open.spaced
                        && open.kind == TokenKind::Open
                        && number.kind == TokenKind::Number
                        && close.kind == TokenKind::Close =>
                {
                    at + 3
                }
                _ => return at,
            }
        }
    }

    /// Whether the token can be the first of a sentence.
    fn can_start(&self, at: usize, limit: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Word => token.shape != Shape::Lower,
            TokenKind::Number | TokenKind::Symbol => true,
            TokenKind::Mark | TokenKind::Open | TokenKind::Dash => {
                // A mark in front of a mark: `"'We`.
                let word = self.tokens[at + 1..limit.min(at + 4)]
                    .iter()
                    .find(|next| !matches!(next.kind, TokenKind::Mark | TokenKind::Open));
                match word {
                    Some(word) if word.kind == TokenKind::Word => {
                        word.shape != Shape::Lower || self.is(at, "[")
                    }
                    Some(word) => word.kind != TokenKind::Comma,
                    None => false,
                }
            }
            TokenKind::Stop | TokenKind::Comma | TokenKind::Colon | TokenKind::Hyphen | TokenKind::Close => {
                false
            }
        }
    }

    /// Whether the stop follows the number that the sentence starts with.
    fn is_item_number(&self, stop: usize, start: usize) -> bool {
        stop == start + 1 && self.tokens[start].kind == TokenKind::Number && self.is(stop, ".")
    }

    /// What the stop means if the word that it sticks to is an abbreviation.
    fn abbreviation_before(&self, stop: usize) -> Option<AbbreviationKind> {
        let word = self.tokens[stop.checked_sub(1)?];
        if word.kind != TokenKind::Word || self.tokens[stop].spaced || !self.is(stop, ".") {
            return None;
        }
        if word.shape == Shape::Initial {
            let after_lower = stop.checked_sub(2).is_some_and(|at| self.tokens[at].shape == Shape::Lower);
            let pronoun = after_lower && self.is(stop - 1, "I");
            return (!pronoun).then_some(AbbreviationKind::MayEnd);
        }
        let text = &self.text[word.span().range()];
        let known = self.lexicon.word(word.word);
        match known.abbreviation {
            None => is_dotted(text).then_some(AbbreviationKind::MayEnd),
            Some(AbbreviationKind::BeforeNumber) => known.abbreviation,
            // "He was ill. Ash left." speaks of no state: a common word wants its capital.
            Some(_) if word.shape == Shape::Lower && !known.tags.is_empty() && !text.contains('.') => None,
            kind => kind,
        }
    }

    /// Whether what follows an abbreviation is a new sentence rather than more of a name: a function word
    /// with a capital, behind a mark or not, or any word behind a mark if the abbreviation is none of a
    /// name (`at 4 a.m. “Nobody`).
    fn starts_anew(&self, stop: usize, end: usize, limit: usize) -> bool {
        if self.tokens[end].kind != TokenKind::Mark {
            return self.is_function_word(end);
        }
        let behind = &self.tokens[end..limit.min(end + 4)];
        let word = behind.iter().position(|token| token.kind != TokenKind::Mark);
        self.tokens[stop - 1].shape == Shape::Lower
            || word.is_some_and(|word| self.is_function_word(end + word))
    }

    fn is_ellipsis(&self, stop: usize) -> bool {
        self.is(stop, "...") || self.is(stop, "…")
    }

    /// Whether the token is a function word with a capital: the start of a sentence rather than
    /// of a name.
    fn is_function_word(&self, at: usize) -> bool {
        self.lexicon.word(self.tokens[at].word).function != 0
    }

    fn is(&self, at: usize, text: &str) -> bool {
        &self.text[self.tokens[at].span().range()] == text
    }
}

/// One or two letters at a time with full stops between them, such as few but abbreviations have:
/// "u.s", "p.m", "ph.d".
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| matches!(part.chars().count(), 1 | 2))
}
