//! Text in; the quotation marks of it out, each with what its neighbours say about its direction.
//!
//! The search stops only at bytes that can start a mark, and throws out apostrophes inside words
//! at once. Pairing is left to `pair`.

use memchr::{Memchr2, Memchr3, memchr2};
use serde::{Deserialize, Serialize};

use crate::text::entity::entity;

/// The kind of quotation mark that opens a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MarkStyle {
    /// `"…"`
    Straight,
    /// `“…”`, also the wrong way round
    Curly,
    /// `„…“`
    LowHigh,
    /// ` ``…'' ` and `''…''`
    Ticks,
    /// `«…»` and `»…«`
    Guillemets,
    /// `'…'`
    SingleStraight,
    /// `‘…’`
    SingleCurly,
    /// `‚…‘`
    SingleLowHigh,
    /// `‹…›` and `›…‹`
    SingleGuillemets,
    /// `「…」`
    Corners,
    /// `『…』`
    WhiteCorners,
    /// A dash that opens a line of dialogue.
    Dash,
}

impl MarkStyle {
    /// Whether the marks are single ones.
    pub fn is_single(self) -> bool {
        use MarkStyle::*;
        matches!(self, SingleStraight | SingleCurly | SingleLowHigh | SingleGuillemets)
    }
}

/// Marks that may close one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Double,
    Dash,
    Single,
    Guillemets,
    SingleGuillemets,
    Corners,
    WhiteCorners,
}

/// Number of classes.
pub(super) const CLASS_COUNT: usize = 7;

/// What the shape of a mark alone says about its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Open,
    Close,
    /// Straight marks say nothing.
    None,
}

/// One quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// Style of a quote that opens with it.
    pub style: MarkStyle,
    /// Direction by shape.
    pub nature: Nature,
    /// The neighbours allow it to open.
    pub may_open: bool,
    /// The neighbours allow it to close.
    pub may_close: bool,
    /// As a closing mark it may as well be an apostrophe or an inch.
    pub doubtful: bool,
    /// Number of its partner within the paragraph.
    pub mate: Option<u32>,
}

impl Mark {
    pub(super) fn class(&self) -> Class {
        match self.style {
            MarkStyle::Straight | MarkStyle::Curly | MarkStyle::LowHigh | MarkStyle::Ticks => Class::Double,
            MarkStyle::Dash => Class::Dash,
            MarkStyle::SingleStraight | MarkStyle::SingleCurly | MarkStyle::SingleLowHigh => Class::Single,
            MarkStyle::Guillemets => Class::Guillemets,
            MarkStyle::SingleGuillemets => Class::SingleGuillemets,
            MarkStyle::Corners => Class::Corners,
            MarkStyle::WhiteCorners => Class::WhiteCorners,
        }
    }

    /// Whether the two are drawn alike, so that they close one another rather than another double.
    pub(super) fn matches(&self, other: &Mark) -> bool {
        let drawn = |style| match style {
            MarkStyle::LowHigh => MarkStyle::Curly,
            MarkStyle::SingleLowHigh => MarkStyle::SingleCurly,
            other => other,
        };
        drawn(self.style) == drawn(other.style)
    }

    /// Whether it stands on the line, so that a mark that elsewhere opens may close it.
    pub(super) fn is_low(&self) -> bool {
        matches!(self.style, MarkStyle::LowHigh | MarkStyle::SingleLowHigh)
    }

    /// Whether the neighbours allow it to open and nothing else.
    pub(super) fn only_opens(&self) -> bool {
        self.may_open && !self.may_close
    }

    /// Whether the neighbours allow it to close and nothing else.
    pub(super) fn only_closes(&self) -> bool {
        self.may_close && !self.may_open
    }
}

/// What the search stopped at.
pub(super) enum Stop {
    /// A quotation mark.
    Mark(Mark),
    /// A line feed at this offset.
    Line(usize),
}

/// Iterator over the marks and line feeds of a text.
pub(super) struct Stops<'t> {
    text: &'t str,
    /// Bytes below this offset belong to a mark already given out.
    done: usize,
    common: Memchr3<'t>,
    rare: Memchr3<'t>,
    wide: Memchr2<'t>,
    next: [usize; 3],
}

/// Longest value of an HTML attribute, in bytes.
const ATTRIBUTE: usize = 2000;

const NEVER: usize = usize::MAX;

impl<'t> Stops<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut stops = Stops {
            text,
            done: 0,
            common: memchr::memchr3_iter(b'"', b'\'', 0xE2, bytes),
            rare: memchr::memchr3_iter(b'`', b'&', b'\n', bytes),
            wide: memchr::memchr2_iter(0xC2, 0xE3, bytes),
            next: [0; 3],
        };
        stops.next = [
            stops.common.next().unwrap_or(NEVER),
            stops.rare.next().unwrap_or(NEVER),
            stops.wide.next().unwrap_or(NEVER),
        ];
        stops
    }

    /// Gives out nothing before `at` any more.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.done = self.done.max(at);
    }

    /// The next byte that can start a mark.
    fn candidate(&mut self) -> Option<usize> {
        let [common, rare, wide] = self.next;
        let at = common.min(rare).min(wide);
        if at == NEVER {
            return None;
        }
        if at == common {
            self.next[0] = self.common.next().unwrap_or(NEVER);
        } else if at == rare {
            self.next[1] = self.rare.next().unwrap_or(NEVER);
        } else {
            self.next[2] = self.wide.next().unwrap_or(NEVER);
        }
        Some(at)
    }
}

impl Iterator for Stops<'_> {
    type Item = Stop;

    fn next(&mut self) -> Option<Stop> {
        let bytes = self.text.as_bytes();
        loop {
            let at = self.candidate()?;
            if at < self.done {
                continue;
            }
            if bytes[at] == b'\n' {
                return Some(Stop::Line(at));
            }
            // Apostrophes inside words are by far the most frequent candidate.
            let tail = match bytes[at] {
                b'\'' => at + 1,
                0xE2 if bytes[at + 1] == 0x80 && bytes[at + 2] == 0x99 => at + 3,
                _ => 0,
            };
            if tail != 0
                && at > 0
                && bytes[at - 1].is_ascii_alphanumeric()
                && bytes.get(tail).is_some_and(u8::is_ascii_alphanumeric)
            {
                continue;
            }
            let Some((style, nature, len)) = drawn(&bytes[at..]) else { continue };
            if bytes[at] == b'"' && at > 0 && bytes[at - 1] == b'=' {
                // The value of an HTML attribute: neither of its marks quotes anything.
                let value = &bytes[at + 1..bytes.len().min(at + ATTRIBUTE)];
                if let Some(len) = memchr2(b'"', b'\n', value).filter(|&len| value[len] == b'"') {
                    self.done = at + len + 2;
                    continue;
                }
            }
            self.done = at + len;
            if let Some(mark) = look(self.text, at, at + len, style, nature) {
                return Some(Stop::Mark(mark));
            }
        }
    }
}

/// Style, direction by shape, and length of the mark that `rest` starts with.
fn drawn(rest: &[u8]) -> Option<(MarkStyle, Nature, usize)> {
    use MarkStyle::*;
    use Nature::{Close, Open};
    Some(match rest {
        [b'"', ..] => (Straight, Nature::None, 1),
        [b'\'', b'\'', ..] => (Ticks, Nature::None, 2),
        [b'\'', ..] => (SingleStraight, Nature::None, 1),
        [b'`', b'`', ..] => (Ticks, Open, 2),
        [0xE2, 0x80, 0x98, ..] => (SingleCurly, Open, 3),
        [0xE2, 0x80, 0x99, ..] => (SingleCurly, Close, 3),
        [0xE2, 0x80, 0x9A, ..] => (SingleLowHigh, Open, 3),
        [0xE2, 0x80, 0x9C, ..] => (Curly, Open, 3),
        [0xE2, 0x80, 0x9D, ..] => (Curly, Close, 3),
        [0xE2, 0x80, 0x9E, ..] => (LowHigh, Open, 3),
        [0xE2, 0x80, 0x9F, ..] => (Curly, Open, 3),
        [0xE2, 0x80, 0xB9, ..] => (SingleGuillemets, Open, 3),
        [0xE2, 0x80, 0xBA, ..] => (SingleGuillemets, Close, 3),
        [0xC2, 0xAB, ..] => (Guillemets, Open, 2),
        [0xC2, 0xBB, ..] => (Guillemets, Close, 2),
        [0xE3, 0x80, 0x8C, ..] => (Corners, Open, 3),
        [0xE3, 0x80, 0x8D, ..] => (Corners, Close, 3),
        [0xE3, 0x80, 0x8E, ..] => (WhiteCorners, Open, 3),
        [0xE3, 0x80, 0x8F, ..] => (WhiteCorners, Close, 3),
        [b'&', ..] => return of_entity(rest),
        _ => return None,
    })
}

/// The mark that the HTML entity at the start of `rest` stands for.
fn of_entity(rest: &[u8]) -> Option<(MarkStyle, Nature, usize)> {
    let (c, len) = entity(rest)?;
    let mut bytes = [0; 4];
    // An ampersand (`&amp;`) is no entity once more: nothing follows it here.
    let (style, nature, _) = drawn(c.encode_utf8(&mut bytes).as_bytes())?;
    Some((style, nature, len))
}

/// Judges the mark at `start..end` by its neighbours; `None` when it is no quotation mark at all.
fn look(text: &str, start: usize, end: usize, style: MarkStyle, nature: Nature) -> Option<Mark> {
    let before = before(text, start);
    let after = after(text, end);
    let may_open =
        (before.is_whitespace() || opens_bracket(before) || leads_in(before)) && !after.is_whitespace();
    let may_close = !before.is_whitespace() && !opens_bracket(before) && !after.is_alphanumeric();
    let mut mark = Mark { start, end, style, nature, may_open, may_close, doubtful: false, mate: None };
    match mark.class() {
        Class::Single => {
            if style == MarkStyle::SingleLowHigh {
                mark.may_open |= !may_close;
                return Some(mark);
            }
            if before.is_alphanumeric() && after.is_alphanumeric() {
                return None;
            }
            mark.may_open &= !elided(&text[end..]) && nature != Nature::Close;
            mark.doubtful = possessive(&text[..start]);
            (mark.may_open || mark.may_close).then_some(mark)
        }
        Class::Double => {
            if style == MarkStyle::Straight && before.is_ascii_digit() {
                if feet(&text.as_bytes()[..start]) {
                    return None;
                }
                mark.doubtful = true;
            }
            Some(mark)
        }
        Class::Guillemets | Class::SingleGuillemets => {
            // French marks stand apart from their words: « Non », dit Poe.
            let opens = after.is_whitespace() && (before.is_whitespace() || opens_bracket(before));
            let closes = before.is_whitespace() && !after.is_alphanumeric();
            match nature {
                Nature::Open if opens => (mark.may_open, mark.may_close) = (true, false),
                Nature::Close if closes => (mark.may_open, mark.may_close) = (false, true),
                _ => {}
            }
            Some(mark)
        }
        _ => Some(mark),
    }
}

/// How many characters a neighbour may be away, with emphasis and other marks in between.
const REACH: usize = 4;

/// The character that stands before offset `at`, seen through adjacent marks; a space at the start.
fn before(text: &str, at: usize) -> char {
    match text.as_bytes()[..at].last() {
        Some(&byte) if byte.is_ascii() && !transparent(byte as char) => byte as char,
        _ => text[..at].chars().rev().take(REACH).find(|&c| !transparent(c)).unwrap_or(' '),
    }
}

/// The character that stands at offset `at`, seen through adjacent marks; a space at the end.
fn after(text: &str, at: usize) -> char {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() && !transparent(byte as char) => byte as char,
        _ => text[at..].chars().take(REACH).find(|&c| !transparent(c)).unwrap_or(' '),
    }
}

/// Marks, emphasis, and what has no width.
fn transparent(c: char) -> bool {
    match c {
        '"' | '\'' | '`' | '*' | '_' => true,
        c if c.is_ascii() => false,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '‘'..='‟' => true,
        _ => false,
    }
}

fn opens_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '¿' | '¡')
}

/// Whether an opening mark may follow it without a space.
fn leads_in(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '/' | '>' | '|')
}

/// Whether the apostrophe before `rest` stands for something left out: 'em, ’90s, 'n' roll.
fn elided(rest: &str) -> bool {
    const WORDS: [&str; 12] =
        ["em", "n", "til", "till", "tis", "twas", "twill", "twould", "cause", "bout", "round", "cos"];
    let bytes = rest.as_bytes();
    let digits = bytes.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    if digits == 2 {
        return !bytes.get(2).is_some_and(|&b| b.is_ascii_alphanumeric() && b != b's');
    }
    let letters = bytes.iter().take(7).take_while(|b| b.is_ascii_alphabetic()).count();
    WORDS.iter().any(|word| bytes[..letters].eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether the apostrophe after `text` can belong to its last word: workers', goin', o', 6'.
fn possessive(text: &str) -> bool {
    const WORDS: [&str; 5] = ["o", "an", "th", "wi", "n"];
    let bytes = text.as_bytes();
    let letters = bytes.iter().rev().take(4).take_while(|b| b.is_ascii_alphabetic()).count();
    let word = &bytes[bytes.len() - letters..];
    match word {
        [] => bytes.last().is_some_and(u8::is_ascii_digit),
        [.., b's' | b'S' | b'z' | b'x'] | [_, .., b'i', b'n'] => true,
        _ => WORDS.iter().any(|w| word.eq_ignore_ascii_case(w.as_bytes())),
    }
}

/// Whether `bytes` end in feet and a number of inches: 6'2
fn feet(bytes: &[u8]) -> bool {
    let inches = bytes.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    let rest = &bytes[..bytes.len() - inches];
    let feet = [&b"'"[..], "’".as_bytes(), "′".as_bytes()].iter().find_map(|mark| rest.strip_suffix(*mark));
    inches < 3 && feet.is_some_and(|feet| feet.last().is_some_and(u8::is_ascii_digit))
}
