//! Text in, quotes out: cuts the text into paragraphs, has the marks of each paired, repairs what
//! plainly lacks its opening mark, and links quotes that go on in the next paragraph.

use super::mark::{Class, Mark, MarkStyle, Nature, Stop, Stops};
use super::pair::pair;
use super::{MarkOptions, Quote, dialogue, repair};
use crate::span::Span;

/// Finds the quotes of `text` and appends them to `quotes` in order of their opening marks.
///
/// `parent` and `continues` are numbers into `quotes`. Any text is allowed: marks without a
/// partner give a quote with `closed: false`, which ends at the end of its paragraph. Takes time
/// linear in the text, and memory linear in the marks of the longest paragraph.
///
/// ```
/// use dixit::quote::{MarkOptions, scan};
/// let text = "“They called me ‘Slim’ then,” she said.";
/// let mut quotes = Vec::new();
/// scan(text, &MarkOptions::default(), &mut quotes);
/// assert_eq!(&text[quotes[0].span.range()], "They called me ‘Slim’ then,");
/// assert_eq!(&text[quotes[1].span.range()], "Slim");
/// assert_eq!(quotes[1].parent, Some(0));
/// ```
pub fn scan(text: &str, options: &MarkOptions, quotes: &mut Vec<Quote>) {
    let mut scanner = Scanner {
        text,
        options,
        quotes,
        marks: Vec::new(),
        stack: Vec::new(),
        open: Vec::new(),
        unclosed: None,
    };
    let mut lines = Lines { text, longest: None, start: 0 };
    let mut stops = Stops::new(text);
    let mut paragraph = 0;
    while let Some(stop) = stops.next() {
        match stop {
            Stop::Mark(mark) => scanner.marks.push(mark),
            Stop::Line(at) => {
                let next = at + (text[at..].len() - text[at..].trim_start().len());
                if lines.end_paragraph(at, next) {
                    scanner.paragraph(paragraph, at, next);
                    paragraph = next;
                }
                lines.start = next;
                stops.skip_to(next);
            }
        }
    }
    scanner.paragraph(paragraph, text.len(), text.len());
}

/// What is known of the lines of a text.
struct Lines<'t> {
    text: &'t str,
    /// Bytes of the longest line, once somebody asked.
    longest: Option<usize>,
    /// Where the current line starts.
    start: usize,
}

impl Lines<'_> {
    /// Lines longer than this, in bytes, are paragraphs of a text that is not wrapped.
    const WRAPPED: usize = 200;

    /// Whether the line feed at `at` ends a paragraph; `next` is the next character that is not
    /// white space. A blank line does, unless a page ends there in the middle of a sentence. A
    /// single line feed does after a full stop and before a capital, when the next word would
    /// still have fitted on the line.
    fn end_paragraph(&mut self, at: usize, next: usize) -> bool {
        let gap = &self.text[at..next];
        let rest = &self.text[next..];
        let first = rest
            .chars()
            .find(|c| !matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '(' | '['))
            .unwrap_or(' ');
        if gap.bytes().skip(1).any(|b| b == b'\n') {
            return !(gap.contains('\u{c}') && first.is_lowercase());
        }
        let line = self.text[self.start.min(at)..at].trim_end();
        let stop = line.chars().rev().find(|c| !matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | ')' | ']'));
        if first.is_lowercase() || !matches!(stop, Some('.' | '!' | '?' | '…' | ':' | '—')) {
            return false;
        }
        let text = self.text;
        let longest = *self.longest.get_or_insert_with(|| text.lines().map(str::len).max().unwrap_or(0));
        let word = rest.bytes().take(Self::WRAPPED).take_while(|b| !b.is_ascii_whitespace()).count();
        longest > Self::WRAPPED || line.len() + 1 + word < longest
    }
}

struct Scanner<'a> {
    text: &'a str,
    options: &'a MarkOptions,
    quotes: &'a mut Vec<Quote>,
    /// Marks of the current paragraph.
    marks: Vec<Mark>,
    /// Scratch memory of the pairing.
    stack: Vec<u32>,
    /// Quotes now open, with the number of the mark that closes them.
    open: Vec<(u32, Option<u32>)>,
    /// The outermost quote that the former paragraph left open.
    unclosed: Option<u32>,
}

impl Scanner<'_> {
    /// Reads the paragraph that starts at `start` and ends before `end`; another starts at `next`.
    fn paragraph(&mut self, start: usize, end: usize, next: usize) {
        let unclosed = self.unclosed.take();
        let body = trim(self.text, start, end);
        if self.options.dashes {
            dialogue::find_dashes(self.text, body, &mut self.marks);
        }
        if self.marks.is_empty() {
            return;
        }
        let former = unclosed.map(|q| self.quotes[q as usize].style);
        if let Some(orphan) = pair(&mut self.marks, &mut self.stack) {
            if let Some(opening) = repair::missing_opening(self.text, body, &self.marks[orphan], former) {
                self.marks.insert(0, opening);
                self.marks.iter_mut().for_each(|mark| mark.mate = None);
                pair(&mut self.marks, &mut self.stack);
            }
        }
        let first = self.quotes.len();
        self.emit(body, next);
        self.marks.clear();
        if let (Some(quote), Some(former)) = (self.quotes.get_mut(first), former) {
            let lead = &self.text[body.start..quote.open.start];
            if quote.style == former && lead.bytes().all(|b| matches!(b, b'>' | b'*' | b'_' | b' ')) {
                quote.continues = unclosed;
            }
        }
    }

    fn style(&self, quote: u32) -> MarkStyle {
        self.quotes[quote as usize].style
    }

    /// Turns paired marks into quotes.
    fn emit(&mut self, body: Span, next: usize) {
        self.open.clear();
        for i in 0..self.marks.len() {
            let mark = self.marks[i];
            match mark.mate {
                Some(mate) if (mate as usize) < i => self.close(i, mark),
                mate => {
                    if mate.is_some() || self.may_stay_open(i, body, next) {
                        self.cut(&mark);
                        self.begin(&mark, mate);
                    }
                }
            }
        }
        self.unclosed = self.open.first().map(|&(quote, _)| quote);
        while let Some((quote, _)) = self.open.pop() {
            self.end(quote, body.end, None);
        }
        if self.unclosed.is_some_and(|q| q as usize >= self.quotes.len() || self.style(q) == MarkStyle::Dash)
        {
            self.unclosed = None;
        }
    }

    /// Whether the mark at `i`, which nothing closes, opens a quote all the same.
    fn may_stay_open(&self, i: usize, body: Span, next: usize) -> bool {
        let mark = &self.marks[i];
        match mark.class() {
            // Too often an apostrophe, unless the next paragraph takes the quote up again.
            Class::Single => {
                mark.start == body.start
                    && mark.may_open
                    && self.text[next..].starts_with(&self.text[mark.start..mark.end])
            }
            Class::Double => mark.only_opens() || (mark.nature == Nature::Open && !mark.only_closes()),
            _ => mark.nature == Nature::Open && !mark.only_closes(),
        }
    }

    /// A quote that nothing closes ends where a mark of its own kind opens the next one.
    fn cut(&mut self, mark: &Mark) {
        if let Some(&(quote, None)) = self.open.last() {
            if self.style(quote) == mark.style {
                self.open.pop();
                self.end(quote, mark.start, None);
            }
        }
    }

    fn begin(&mut self, mark: &Mark, mate: Option<u32>) {
        let parent = self.open.last().map(|&(quote, _)| quote);
        let depth = parent.map_or(0, |quote| self.quotes[quote as usize].depth.saturating_add(1));
        self.open.push((self.quotes.len() as u32, mate));
        self.quotes.push(Quote {
            open: Span::new(mark.start, mark.end),
            span: Span::new(mark.end, mark.end),
            close: Span::new(mark.end, mark.end),
            depth,
            closed: false,
            style: mark.style,
            continues: None,
            parent,
        });
    }

    /// Ends the quote that the mark at `i` closes; those still open inside it end there too.
    fn close(&mut self, i: usize, mark: Mark) {
        let inner_end = self.text[..mark.start].trim_end().len();
        while let Some((quote, mate)) = self.open.pop() {
            if mate == Some(i as u32) {
                self.end(quote, inner_end, Some(&mark));
                break;
            }
            self.end(quote, inner_end, None);
        }
    }

    /// Sets the end of a quote, and forgets the quote when no words are left between its marks.
    fn end(&mut self, quote: u32, end: usize, mark: Option<&Mark>) {
        let number = quote as usize;
        let record = &mut self.quotes[number];
        record.span = trim(self.text, record.open.end, end);
        record.span.start = after_label(self.text, record.span);
        record.close =
            mark.map_or(Span::new(record.span.end, record.span.end), |m| Span::new(m.start, m.end));
        record.closed = mark.is_some() || record.style == MarkStyle::Dash;
        if record.span.is_empty() && number + 1 == self.quotes.len() {
            self.quotes.pop();
        }
    }
}

/// `start..end` without the white space at its edges.
fn trim(text: &str, start: usize, end: usize) -> Span {
    let end = end.max(start);
    let right = text[start..end].trim_end();
    let left = right.trim_start();
    Span::new(start + right.len() - left.len(), start + right.len())
}

/// Where the words begin after the label of a transcript: `"MODERATOR: Good evening.`
/// A label is one to four words in capitals with a colon and a space.
fn after_label(text: &str, span: Span) -> usize {
    const LONGEST: usize = 40;
    let words = &text[span.range()];
    let head = &words.as_bytes()[..words.len().min(LONGEST)];
    if !head.first().is_some_and(u8::is_ascii_uppercase)
        || !head.get(1).is_some_and(|b| !b.is_ascii_lowercase())
    {
        return span.start;
    }
    let label =
        head.iter().take_while(|&&b| b.is_ascii_uppercase() || matches!(b, b'.' | b' ' | b'-')).count();
    if label < 3 || !words[label..].starts_with(": ") {
        return span.start;
    }
    span.start + label + 2 + (words[label + 2..].len() - words[label + 2..].trim_start().len())
}
