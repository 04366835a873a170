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
//! A colon or semicolon ends none. The end of the paragraph ends the sentence. The time that an entry of
//! a live page opens with stands apart: "09:41 GMT The bridge is closed."

use super::token::{Shape, Token, TokenKind, TokenRange};
use crate::lexicon::{AbbreviationKind, Lexicon};

/// What may stand behind a time of day.
const ZONES: [&str; 11] = ["am", "pm", "gmt", "utc", "bst", "cet", "et", "est", "edt", "pt", "ist"];

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
        if let Some(end) = self.past_time(paragraph) {
            sentences.push(TokenRange { start, end });
            start = end;
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

    /// The number past the time of day that a paragraph opens with, if a sentence follows: "09:41",
    /// "9.41am:", "10:03 GMT –".
    fn past_time(&self, paragraph: TokenRange) -> Option<u32> {
        let (start, limit) = (paragraph.start as usize, paragraph.end as usize);
        let tokens = &self.tokens[start..limit];
        let number = |token: &Token| token.kind == TokenKind::Number;
        if !tokens.first().is_some_and(number) {
            return None;
        }
        let text =
            |at: usize| self.tokens[..limit].get(at).map_or("", |token| &self.text[token.span().range()]);
        let half = |text: &str| ["am", "pm"].iter().any(|half| text.len() > 2 && text.ends_with(half));
        let mut end = match tokens {
            [_, colon, minutes, ..]
                if number(minutes) && !colon.spaced && !minutes.spaced && self.is(start + 1, ":") =>
            {
                start + 3
            }
            _ if half(text(start)) => start + 1,
            _ => return None,
        };
        if ZONES.iter().any(|zone| text(end).eq_ignore_ascii_case(zone)) {
            end += 1;
        }
        if matches!(text(end), ":" | "-" | "–" | "—" | "|") {
            end += 1;
        }
        let next = self.tokens[..limit].get(end)?;
        (next.spaced && self.can_start(end, limit)).then_some(end as u32)
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
            Some(AbbreviationKind::MayEnd) => end > stop + 1 || self.is_function_word(end),
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
