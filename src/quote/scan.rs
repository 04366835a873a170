//! Text in, quotes out: cuts the text into paragraphs, has the marks of each paired, repairs what
//! plainly lacks one of its marks, and links quotes that go on in the next paragraph.

use memchr::memchr;

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
        marks: Vec::with_capacity(USUAL_MARKS),
        line_ends: Vec::new(),
        stack: Vec::with_capacity(USUAL_MARKS),
        open: Vec::with_capacity(USUAL_MARKS),
        unclosed: None,
    };
    let mut stops = Stops::new(text);
    let (mut paragraph, mut line) = (0, 0);
    while let Some(stop) = stops.next() {
        match stop {
            Stop::Mark(mark) => scanner.marks.push(mark),
            Stop::Line(at) => {
                let next = at + (text[at..].len() - text[at..].trim_start().len());
                if ends_paragraph(&text[at..next], &text[next..]) {
                    scanner.paragraph(paragraph, at, next);
                    paragraph = next;
                } else if ends_line(&text[line..at], &text[next..]) {
                    // Without the white space before the line feed: no quote that ends here has to
                    // read it again.
                    scanner.line_ends.push(line + text[line..at].trim_end().len());
                }
                line = next;
                stops.skip_to(next);
            }
        }
    }
    scanner.paragraph(paragraph, text.len(), text.len());
}

/// Few paragraphs have more marks than this.
const USUAL_MARKS: usize = 32;

/// Lines longer than this, in bytes, are not wrapped: each is a paragraph.
const WRAPPED: usize = 120;

/// Whether the white space `gap` before `rest` parts two paragraphs: a blank line does, unless a
/// page ends there in the middle of a sentence.
fn ends_paragraph(gap: &str, rest: &str) -> bool {
    let blank = gap.bytes().filter(|&b| b == b'\n').nth(1).is_some();
    blank && !(gap.contains('\u{c}') && rest.starts_with(char::is_lowercase))
}

/// Whether the line feed between `line` and `rest` ends a paragraph: after a full stop, before
/// something that is not in lower case, and where lines are too long to be wrapped.
fn ends_line(line: &str, rest: &str) -> bool {
    const STOPS: [char; 6] = ['.', '!', '?', '…', ':', '—'];
    const MARKS: [char; 12] = ['"', '\'', '“', '”', '‘', '’', '„', '«', '»', '(', ')', ']'];
    let long = line.len() > WRAPPED || memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()) > WRAPPED;
    long && line.trim_end().trim_end_matches(MARKS).ends_with(STOPS)
        && !rest.trim_start_matches(MARKS).starts_with(char::is_lowercase)
}

/// A quote whose closing mark has not come yet.
#[derive(Clone, Copy)]
struct OpenQuote {
    /// Its number.
    quote: u32,
    /// Number of the mark that closes it.
    mate: Option<u32>,
    /// Where it ends if nothing closes it.
    limit: usize,
}

struct Scanner<'a> {
    text: &'a str,
    options: &'a MarkOptions,
    quotes: &'a mut Vec<Quote>,
    /// Marks of the current paragraph.
    marks: Vec<Mark>,
    /// Ends of lines within the current paragraph that are paragraphs for a quote left open.
    line_ends: Vec<usize>,
    /// Scratch memory of the pairing.
    stack: Vec<u32>,
    /// Quotes now open, the innermost last.
    open: Vec<OpenQuote>,
    /// The last outermost quote that was left open, until another begins.
    unclosed: Option<u32>,
}

impl Scanner<'_> {
    /// Reads the paragraph that starts at `start` and ends before `end`; another starts at `next`.
    fn paragraph(&mut self, start: usize, end: usize, next: usize) {
        if self.marks.is_empty() && !self.options.dashes {
            self.line_ends.clear();
            return;
        }
        let body = trim(self.text, start, end);
        if self.options.dashes {
            dialogue::find_dashes(self.text, body, &mut self.marks);
        }
        if !self.marks.is_empty() {
            if let Some(orphan) = pair(&mut self.marks, &mut self.stack) {
                let former = self.left_open_before(body.start).map(|quote| self.style(quote));
                let opening = repair::missing_opening(self.text, body, &self.marks[orphan], former);
                if let Some(opening) = opening {
                    self.marks.insert(0, opening);
                    self.pair_again();
                }
            }
            if self.close_before_attributions(body, next) {
                self.pair_again();
            }
            self.emit(body, next);
        }
        self.marks.clear();
        self.line_ends.clear();
    }

    fn pair_again(&mut self) {
        self.marks.iter_mut().for_each(|mark| mark.mate = None);
        pair(&mut self.marks, &mut self.stack);
    }

    /// Puts in the closing marks that plainly are missing; whether there are any.
    fn close_before_attributions(&mut self, body: Span, next: usize) -> bool {
        let found = self.marks.len();
        for i in 0..found {
            let mark = self.marks[i];
            if mark.mate.is_some() || mark.class() != Class::Double || !self.may_stay_open(i, body, next) {
                continue;
            }
            let limit = self.marks[..found].get(i + 1).map_or(body.end, |later| later.start);
            self.marks.extend(repair::missing_closing(self.text, &mark, limit));
        }
        self.marks.sort_by_key(|mark| mark.start);
        self.marks.len() > found
    }

    fn style(&self, quote: u32) -> MarkStyle {
        self.quotes[quote as usize].style
    }

    /// The quote left open in the paragraph or line just before `at`, where a new one starts.
    fn left_open_before(&self, at: usize) -> Option<u32> {
        let former = self.unclosed?;
        let end = self.quotes[former as usize].span.end;
        let gap = self.text.get(end..at)?;
        let between = |c: char| c.is_whitespace() || matches!(c, '>' | '*' | '_');
        (gap.contains('\n') && gap.chars().all(between)).then_some(former)
    }

    /// Turns paired marks into quotes.
    fn emit(&mut self, body: Span, next: usize) {
        for i in 0..self.marks.len() {
            let mark = self.marks[i];
            match mark.mate {
                Some(mate) if (mate as usize) < i => self.close(i, &mark),
                mate if mate.is_some() || self.may_stay_open(i, body, next) => {
                    self.cut(&mark, next);
                    self.begin(&mark, mate, body.end);
                }
                _ => {}
            }
        }
        while let Some(last) = self.open.pop() {
            self.leave_open(last);
        }
    }

    /// Whether the mark at `i`, which nothing closes, opens a quote all the same.
    fn may_stay_open(&self, i: usize, body: Span, next: usize) -> bool {
        let mark = &self.marks[i];
        match mark.class() {
            // Too often an apostrophe, unless the next paragraph takes the quote up again.
            Class::Single => {
                let drawn = &self.text[mark.start..mark.end];
                mark.start == body.start && mark.may_open && self.text[next..].starts_with(drawn)
            }
            Class::Double => mark.only_opens() || (mark.nature == Nature::Open && !mark.only_closes()),
            _ => mark.nature == Nature::Open && !mark.only_closes(),
        }
    }

    /// Ends the quotes that nothing closes before the opening `mark`: at the end of their line, or
    /// right here if the mark is of their own kind. Only in the middle of a clause, and when the
    /// paragraph at `next` takes the outer quote up again, such a mark opens a quote within it.
    fn cut(&mut self, mark: &Mark, next: usize) {
        let drawn = &self.text[mark.start..mark.end];
        let inside = mark.mate.is_some()
            && self.text[next..].starts_with(drawn)
            && self.text[..mark.start].trim_end().ends_with(char::is_alphanumeric);
        while let Some(&last) = self.open.last() {
            let over = last.limit <= mark.start || (self.style(last.quote) == mark.style && !inside);
            if last.mate.is_some() || !over {
                return;
            }
            self.open.pop();
            self.leave_open(OpenQuote { limit: last.limit.min(mark.start), ..last });
        }
    }

    fn begin(&mut self, mark: &Mark, mate: Option<u32>, paragraph_end: usize) {
        let parent = self.open.last().map(|open| open.quote);
        let depth = parent.map_or(0, |quote| self.quotes[quote as usize].depth.saturating_add(1));
        let mut continues = None;
        if parent.is_none() {
            continues = self.left_open_before(mark.start).filter(|&former| self.style(former) == mark.style);
            self.unclosed = None;
        }
        let line = self.line_ends.partition_point(|&end| end < mark.end);
        let limit = self.line_ends.get(line).copied().unwrap_or(paragraph_end);
        self.open.push(OpenQuote { quote: self.quotes.len() as u32, mate, limit });
        self.quotes.push(Quote {
            open: Span::new(mark.start, mark.end),
            span: Span::new(mark.end, mark.end),
            close: Span::new(mark.end, mark.end),
            depth,
            closed: false,
            style: mark.style,
            continues,
            parent,
        });
    }

    /// Ends the quote that the mark at `i` closes; those still open inside it end no later.
    fn close(&mut self, i: usize, mark: &Mark) {
        let inner_end = self.text[..mark.start].trim_end().len();
        while let Some(last) = self.open.pop() {
            if last.mate == Some(i as u32) {
                self.end(last.quote, inner_end, Some(mark));
                break;
            }
            self.end(last.quote, last.limit.min(inner_end), None);
        }
        // What encloses a closed quote reaches at least as far.
        if let Some(outer) = self.open.last_mut() {
            outer.limit = outer.limit.max(mark.end);
        }
    }

    /// Ends a quote that nothing closed.
    fn leave_open(&mut self, open: OpenQuote) {
        let record = &self.quotes[open.quote as usize];
        if record.parent.is_none() && record.style != MarkStyle::Dash {
            self.unclosed = Some(open.quote);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.limit = outer.limit.max(open.limit);
        }
        self.end(open.quote, open.limit, None);
    }

    /// Sets the end of a quote, and forgets the quote when no words are left between its marks.
    fn end(&mut self, quote: u32, end: usize, mark: Option<&Mark>) {
        let number = quote as usize;
        let record = &mut self.quotes[number];
        record.span = trim(self.text, record.open.end, end);
        record.span.start = after_label(self.text, record.span);
        record.close =
            mark.map_or(Span::new(record.span.end, record.span.end), |m| Span::new(m.start, m.end));
        record.closed = mark.is_some_and(|mark| mark.end > mark.start) || record.style == MarkStyle::Dash;
        if record.span.is_empty() && number + 1 == self.quotes.len() {
            self.quotes.pop();
            self.unclosed = self.unclosed.filter(|&unclosed| unclosed != quote);
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
    if !head.first().is_some_and(u8::is_ascii_uppercase) || head.get(1).is_none_or(u8::is_ascii_lowercase) {
        return span.start;
    }
    let label =
        head.iter().take_while(|&&b| b.is_ascii_uppercase() || matches!(b, b'.' | b' ' | b'-')).count();
    if label < 3 || !words[label..].starts_with(": ") {
        return span.start;
    }
    span.start + label + 2 + (words[label + 2..].len() - words[label + 2..].trim_start().len())
}
