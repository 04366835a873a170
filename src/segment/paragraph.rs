//! Lines in; the numbers of the tokens that start a paragraph out.
//!
//! Where a text comes from a page, a line end may mean three things: the end of a paragraph, the
//! width of a terminal, or a place where the page was cut. What decides, in this order:
//!
//! 1. **A mark that starts no line.** A line that begins with a comma or a closing bracket goes on
//!    with the line before.
//! 2. **A cut sentence.** A line goes on when it begins in lower case and the line before has not
//!    come to an end: it does not end in a stop (or in closing marks and brackets after one). "by"
//!    and "via" begin a byline, an address ("www.…") stands alone. Across a blank line ("Council orders trams", blank,
//!    "out of the old town.") both lines must look like parts of a sentence, too: three words
//!    before, no colon at their end, and two words behind; so the items of a list stay apart.
//! 3. **A blank line** (one without tokens) otherwise ends the paragraph.
//! 4. **A wrapped line.** Where the lines of a text are wrapped at a width, a line that is full, so
//!    that the next word would not have fitted, goes on, unless the next one is indented or begins
//!    with a bullet. A text counts as wrapped when few of its lines are longer than a hundred
//!    characters, most of its lines before single line ends are full, and at least one of them
//!    breaks a sentence before a word in lower case.
//! 5. **Any other line end** ends the paragraph: text with one paragraph a line, headlines,
//!    bylines, captions.

use super::scan::Line;
use super::token::{Shape, Token, TokenKind};

/// No text is wrapped wider than this many characters.
const WIDEST: usize = 100;
/// No text is wrapped narrower.
const NARROWEST: usize = 40;

/// Fills `starts` with the first token of each paragraph.
pub(super) fn split(text: &str, tokens: &[Token], lines: &[Line], starts: &mut Vec<u32>) {
    starts.clear();
    let page = Page { text, tokens, lines };
    let width = page.wrap_width();
    let begins = |&(number, _): &(usize, &Line)| number == 0 || !page.goes_on(number, width);
    starts.extend(lines.iter().enumerate().filter(begins).map(|(_, line)| line.first));
}

struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lines: &'a [Line],
}

impl<'a> Page<'a> {
    /// Whether line `number`, which is not the first, belongs to the paragraph before it.
    fn goes_on(&self, number: usize, width: Option<usize>) -> bool {
        let (before, line) = (self.tokens(number - 1), self.tokens(number));
        if starts_with_inner_mark(line) {
            return true;
        }
        if self.starts_lower(number) && !is_finished(before) {
            return !self.lines[number].after_blank || (is_long_open(before) && has_two_words(line));
        }
        if self.lines[number].after_blank {
            return false;
        }
        width.is_some_and(|width| {
            self.is_full(number - 1, width)
                && self.indent(number) < self.indent(number - 1) + 2
                && !starts_with_bullet(self.text, line)
        })
    }

    /// The tokens of a line.
    fn tokens(&self, number: usize) -> &'a [Token] {
        let end = self.lines.get(number + 1).map_or(self.tokens.len(), |next| next.first as usize);
        &self.tokens[self.lines[number].first as usize..end]
    }

    /// Characters from the start of a line to the end of its last token, as far as they matter.
    fn columns(&self, number: usize) -> usize {
        let start = self.lines[number].start as usize;
        let end = self.tokens(number).last().map_or(start, |token| token.end as usize);
        match end - start {
            bytes if bytes > 4 * WIDEST => bytes,
            _ => self.text[start..end].chars().count(),
        }
    }

    /// Whether a line begins in the middle of a sentence, as far as its first word tells.
    fn starts_lower(&self, number: usize) -> bool {
        let first = &self.tokens[self.lines[number].first as usize];
        if first.kind != TokenKind::Word || first.shape != Shape::Lower {
            return false;
        }
        let word = &self.text[first.span().range()];
        // Nor is "www.ashwick.example".
        !matches!(word, "by" | "via") && !word.contains('.')
    }

    fn indent(&self, number: usize) -> usize {
        let line = self.lines[number];
        (self.tokens[line.first as usize].start - line.start) as usize
    }

    /// Whether the first word of the next line would not have fitted on line `number`.
    fn is_full(&self, number: usize, width: usize) -> bool {
        let next = self.tokens(number + 1);
        // Up to the first white space: marks and hyphens stick to their word.
        let stuck = next.iter().skip(1).take_while(|token| !token.spaced).take(2 * WIDEST).last();
        let first = &next[0];
        let length = (stuck.unwrap_or(first).end - first.start) as usize;
        self.columns(number) + 1 + length > width
    }

    /// The number of columns that the text is wrapped at, or nothing when it is not.
    fn wrap_width(&self) -> Option<usize> {
        let mut lengths = [0_usize; WIDEST + 2];
        let mut cut = false;
        for number in self.wrappable() {
            lengths[self.columns(number).min(WIDEST + 1)] += 1;
            cut |= self.starts_lower(number + 1) && !is_finished(self.tokens(number));
        }
        let total: usize = lengths.iter().sum();
        let long = lengths[WIDEST + 1];
        if !cut || long * 10 > total {
            return None;
        }
        // All but one in twenty of the shorter lines fit.
        let mut wider = (total - long) / 20;
        let width = (NARROWEST..=WIDEST).rev().find(|&columns| {
            let found = lengths[columns];
            let stop = found > wider;
            wider = wider.saturating_sub(found);
            stop
        })?;
        let full = self.wrappable().filter(|&number| self.is_full(number, width)).count();
        (full * 2 >= total).then_some(width)
    }

    /// The lines that a single line end parts from the next.
    fn wrappable(&self) -> impl Iterator<Item = usize> + '_ {
        (1..self.lines.len()).filter(|&next| !self.lines[next].after_blank).map(|next| next - 1)
    }
}

/// Whether a line ends like a sentence: in a stop, with or without closing marks and brackets
/// behind it. A line of nothing but marks counts as one that does.
fn is_finished(line: &[Token]) -> bool {
    let closes = |token: &&Token| matches!(token.kind, TokenKind::Mark | TokenKind::Close);
    match line.iter().rev().find(|token| !closes(token)) {
        Some(token) => token.kind == TokenKind::Stop,
        None => true,
    }
}

/// Whether a line can be the first part of a cut sentence.
fn is_long_open(line: &[Token]) -> bool {
    line.last().is_some_and(|last| last.kind != TokenKind::Colon)
        && line.iter().filter(|token| token.kind == TokenKind::Word).nth(2).is_some()
}

fn has_two_words(line: &[Token]) -> bool {
    line.iter().filter(|token| token.kind == TokenKind::Word).nth(1).is_some()
}

fn starts_with_inner_mark(line: &[Token]) -> bool {
    matches!(line, [first, ..] if matches!(first.kind, TokenKind::Comma | TokenKind::Close))
}

fn starts_with_bullet(text: &str, line: &[Token]) -> bool {
    let [first, second, ..] = line else { return false };
    second.spaced && matches!(&text[first.span().range()], "*" | "•" | "·" | "▪" | "◦")
}
