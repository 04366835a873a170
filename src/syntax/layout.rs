//! Tokens and quoted spans in, units, sentences and paragraphs out.

use crate::lexicon::{Clitic, Lexicon, WordId};
use crate::quote::Quote;
use crate::segment::{Segments, Shape, Token, TokenKind};

use super::{Syntax, Unit, UnitRange, address};

/// How far behind a quoted sentence the word that reports it may stand, in units.
const REPORT_REACH: usize = 10;

impl Syntax {
    /// Turns tokens and quoted spans into units, sentences and paragraphs.
    pub(super) fn lay_out(&mut self, text: &str, segments: &Segments, quotes: &[Quote], lexicon: &Lexicon) {
        let mut outer = quotes.iter().enumerate().filter(|(_, q)| q.depth == 0).peekable();
        // Bytes before `covered` belong to the quoted span, address or bracket read last; the next quoted span
        // opens at `opens`, or later.
        let (mut covered, mut opens) = (0, 0);
        let mut sentence_start = 0;
        for paragraph in &segments.paragraphs {
            let paragraph_start = self.units.len() as u32;
            for sentence in &segments.sentences[paragraph.start as usize..paragraph.end as usize] {
                let first = self.units.len() as u32;
                for token in &segments.tokens[sentence.start as usize..sentence.end as usize] {
                    if (token.start as usize) < covered {
                        continue;
                    }
                    if self.possesses(text, token, first) || self.doubles(token, first) {
                        continue;
                    }
                    if let Some(end) = address::link_bracket(text, token) {
                        covered = end;
                        continue;
                    }
                    let mut unit = Unit::of(token);
                    let at = token.start as usize;
                    if let Some(end) = address::end(text, token) {
                        covered = end;
                        (unit.end, unit.kind) = (end as u32, TokenKind::Symbol);
                        (unit.shape, unit.word) = (Shape::None, WordId::UNKNOWN);
                    }
                    if at >= opens {
                        let ended = |quote: &Quote| quote.close.end.max(quote.span.end) <= at;
                        while outer.next_if(|(_, quote)| ended(quote)).is_some() {}
                        opens = outer.peek().map_or(usize::MAX, |(_, q)| q.open.start.min(q.span.start));
                        if let Some((index, quote)) = outer.peek().filter(|_| at >= opens) {
                            covered = quote.close.end.max(quote.span.end);
                            unit.end = covered as u32;
                            unit.kind = TokenKind::Mark;
                            unit.shape = Shape::None;
                            unit.word = WordId::UNKNOWN;
                            unit.quote = *index as u32;
                        }
                    }
                    self.units.push(unit);
                }
                // What was laid out before this sentence ends where this one starts, unless it goes on.
                if first > sentence_start
                    && (self.units.len() as u32) > first
                    && !self.goes_on(text, sentence_start, first, lexicon)
                {
                    self.sentences.push(UnitRange { start: sentence_start, end: first });
                    sentence_start = first;
                }
            }
            let end = self.units.len() as u32;
            if end > paragraph_start {
                self.paragraphs.push(UnitRange { start: paragraph_start, end });
            }
        }
        let end = self.units.len() as u32;
        if end > sentence_start {
            self.sentences.push(UnitRange { start: sentence_start, end });
        }
    }

    /// Takes the apostrophe of a plural possessor, which no quoted span begins or ends with, into the
    /// word: "the farmers' offer".
    fn possesses(&mut self, text: &str, token: &Token, first: u32) -> bool {
        let spaced = || text.as_bytes().get(token.end as usize).is_some_and(|byte| *byte == b' ');
        if token.kind != TokenKind::Mark || token.spaced || !spaced() {
            return false;
        }
        let Some(word) = self.units.get_mut(first as usize..).and_then(<[Unit]>::last_mut) else {
            return false;
        };
        let owner = word.kind == TokenKind::Word
            && word.clitic == Clitic::None
            && text[word.span().range()].ends_with(['s', 'S'])
            && matches!(&text[token.span().range()], "'" | "’");
        if owner {
            word.end = token.end;
            word.clitic = Clitic::S;
        }
        owner
    }

    /// Takes the dash behind a comma into it, as Russian typesets what is said: “It is late”, — said Poe.
    fn doubles(&mut self, token: &Token, first: u32) -> bool {
        if token.kind != TokenKind::Dash {
            return false;
        }
        let last = self.units.get_mut(first as usize..).and_then(<[Unit]>::last_mut);
        let Some(comma) = last.filter(|last| last.kind == TokenKind::Comma) else { return false };
        comma.end = token.end;
        true
    }

    /// Whether the sentence `start..first` goes on with the units from `first`, though a full stop
    /// or a new paragraph stands between: behind a quoted span (`“Why?” Poe asked.`), or at a colon
    /// before one.
    fn goes_on(&self, text: &str, start: u32, first: u32, lexicon: &Lexicon) -> bool {
        let (last, next) = (&self.units[first as usize - 1], &self.units[first as usize]);
        let gap = &text[last.end as usize..next.start as usize];
        if last.kind == TokenKind::Colon {
            return next.is_quote();
        }
        if !last.is_quote() || next.is_quote() || gap.contains('\n') {
            return false;
        }
        let inner = text[last.start as usize..last.end as usize]
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '!' | '?' | '…'));
        if inner.ends_with(',') || !inner.ends_with(['.', '!', '?', '…']) || next.shape == Shape::Lower {
            return true;
        }
        // A whole sentence in marks: only words that report it belong to it.
        let alone = self.units[start as usize..first as usize].iter().all(|u| u.is_quote() || !u.is_word());
        let near = &self.units[first as usize..self.units.len().min(first as usize + REPORT_REACH)];
        let reports = |at: &usize| {
            lexicon.is_strong_cue(lexicon.word(near[*at].word).cue) && near[*at].shape == Shape::Lower
        };
        // Behind a full stop they are the last: “It is late.” Poe said. What goes on reports something else:
        // “It is late.” Poe said he would leave.
        let asked = inner.ends_with(['!', '?']);
        let last = |at: usize| near.get(at + 1).is_none_or(|next| next.kind == TokenKind::Stop);
        alone && (0..near.len()).filter(reports).any(|at| asked || last(at))
    }
}
