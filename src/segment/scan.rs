//! Text in; tokens, and the lines and stops among them, out.
//!
//! One pass over the bytes. Stretches whose characters [`class`](super::class) knows are split
//! by its tables; from a character it does not know, up to the next place where a boundary is
//! certain whatever stands before it, `unicode-segmentation` finds the words. Both agree on every
//! text, because a stretch always starts at a certain boundary, too.

use unicode_segmentation::UnicodeSegmentation;

use super::class::{self, Class};
use super::lookup::Lookups;
use super::token::{Shape, Token, TokenKind};
use super::{key, mark};
use crate::lexicon::{Clitic, Lexicon, WordId};
use crate::text::fold::WordKey;
use crate::text::letters;

/// A line that has a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Number of its first token.
    pub first: u32,
    /// Offset of the line's first byte.
    pub start: u32,
    /// Whether a line without tokens stands before it.
    pub after_blank: bool,
}

/// What the scan leaves, and the memory it works in.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    pub lines: Vec<Line>,
    /// Numbers of the tokens that are stops.
    pub stops: Vec<u32>,
    /// The lexicon form of the word at hand.
    form: String,
    lookups: Lookups,
}

impl Scan {
    /// Fills `tokens`, `lines` and `stops`, which are cleared first. `text` is at most
    /// `u32::MAX` bytes long.
    pub(super) fn run(&mut self, text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
        tokens.clear();
        self.lines.clear();
        self.stops.clear();
        self.lookups.start(lexicon);
        let mut scanner = Scanner {
            text,
            bytes: text.as_bytes(),
            lexicon,
            tokens,
            scan: self,
            spaced: true,
            newlines: 1,
            line_start: 0,
        };
        scanner.run();
    }
}

/// The tokens of one byte that need no second look.
const MARKS: [Option<TokenKind>; 256] = {
    let mut table = [None; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b',' => Some(TokenKind::Comma),
            b'"' => Some(TokenKind::Mark),
            b':' | b';' => Some(TokenKind::Colon),
            b'!' | b'?' => Some(TokenKind::Stop),
            b'(' | b'[' | b'{' => Some(TokenKind::Open),
            b')' | b']' | b'}' => Some(TokenKind::Close),
            b'$' | b'%' | b'&' | b'/' | b'@' | b'#' | b'*' => Some(TokenKind::Symbol),
            _ => None,
        };
        byte += 1;
    }
    table
};

/// Whether a byte behind a letter ends the word.
#[derive(Clone, Copy)]
enum End {
    Yes,
    No,
    /// Unless a letter follows.
    Join,
    /// The first byte of a character outside ASCII.
    Wide,
}

const END: [End; 256] = {
    let mut table = [End::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match class::ASCII[byte] {
            Class::Letter | Class::Digit | Class::Joiner => End::No,
            Class::MidBoth | Class::MidLetter => End::Join,
            _ => End::Yes,
        };
        byte += 1;
    }
    table
};

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
    scan: &'a mut Scan,
    /// Whether white space, or the start of the text, stands since the last token.
    spaced: bool,
    /// Line ends since the last token; the start of the text counts as one.
    newlines: u32,
    /// Offset behind the last line end.
    line_start: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.bytes;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            at = if byte.is_ascii_alphabetic() {
                self.plain_word(at)
            } else if byte == b' ' {
                self.spaced = true;
                at + 1
            } else if let Some(kind) = MARKS[byte as usize] {
                self.push(at, at + 1, kind);
                at + 1
            } else {
                self.other(at)
            };
        }
        self.scan.lookups.finish(self.tokens, self.lexicon);
    }

    /// The character at `at` when it is not of the commonest.
    fn other(&mut self, at: usize) -> usize {
        let (class, length) = class::class_at(self.bytes, at);
        match class {
            Class::Letter | Class::Digit | Class::Joiner => self.word(at),
            Class::Space => {
                self.spaced = true;
                at + length
            }
            Class::Newline => self.newline(at, length),
            Class::Rare => {
                let start = self.step_back(at);
                self.rare(start, at)
            }
            Class::Alone | Class::MidBoth | Class::MidLetter | Class::MidDigit => {
                self.mark(at, self.bytes.len())
            }
        }
    }

    /// Scans the word at `start`, which begins with an ASCII letter, in the expectation that it is
    /// letters only; returns the offset behind what it took.
    #[inline]
    fn plain_word(&mut self, start: usize) -> usize {
        let run = letters::run(self.bytes, start);
        let end = run.end;
        if !self.ends_letters(end) {
            return self.word(start);
        }
        self.add(start, end, TokenKind::Word, Shape::of_letters(run.capitals), WordId::UNKNOWN);
        if end - start <= WordKey::LIMIT {
            self.look_up_later(run.key);
        } else {
            self.look_up_long(start, end);
        }
        end
    }

    /// Notes that the word of the last token is to be looked up.
    #[inline]
    fn look_up_later(&mut self, key: WordKey) {
        self.scan.lookups.add(key, self.tokens, self.lexicon);
    }

    /// Looks up the last token, a word of ASCII letters that is too long for a key.
    #[cold]
    fn look_up_long(&mut self, start: usize, end: usize) {
        key::read(&self.text[start..end], &mut self.scan.form);
        self.set_word();
    }

    /// Looks up the last token by the form at hand.
    fn set_word(&mut self) {
        match WordKey::new(&self.scan.form) {
            Some(key) => self.look_up_later(key),
            None => {
                let word = self.lexicon.lookup(&self.scan.form);
                self.tokens.last_mut().into_iter().for_each(|token| token.word = word);
            }
        }
    }

    /// Whether a word whose last character, before `at`, is a letter ends at `at`. No is also said
    /// where only the full rules can tell.
    #[inline]
    fn ends_letters(&self, at: usize) -> bool {
        let Some(&byte) = self.bytes.get(at) else { return true };
        if byte == b' ' {
            return true;
        }
        let length = match END[byte as usize] {
            End::Yes => return true,
            End::No => return false,
            End::Join => 1,
            End::Wide => match class::class_of_wide(self.bytes, at) {
                (Class::Alone | Class::Space, _) => return true,
                (Class::MidBoth, length) => length,
                _ => return false,
            },
        };
        self.bytes.get(at + length).is_none_or(|&next| next < 0x80 && !next.is_ascii_alphabetic())
    }

    /// Scans the word at `start`; returns the offset behind what it took.
    fn word(&mut self, start: usize) -> usize {
        let mut has_word = false;
        let mut last = Class::Joiner;
        let mut at = start;
        while at < self.bytes.len() {
            let (class, length) = class::class_at(self.bytes, at);
            let joins = match class {
                Class::Letter | Class::Digit => {
                    has_word = true;
                    last = class;
                    at += length;
                    continue;
                }
                Class::Joiner => {
                    last = class;
                    at += length;
                    continue;
                }
                Class::MidBoth => last != Class::Joiner,
                Class::MidLetter => last == Class::Letter,
                Class::MidDigit => last == Class::Digit,
                Class::Rare => return self.rare(start, at),
                Class::Alone | Class::Space | Class::Newline => false,
            };
            // A mark between two letters or two digits belongs to the word.
            if !joins || at + length == self.bytes.len() {
                break;
            }
            let (next, next_length) = class::class_at(self.bytes, at + length);
            if next == Class::Rare {
                return self.rare(start, at + length);
            }
            if next != last {
                break;
            }
            at += length + next_length;
        }
        if has_word {
            self.push_word(start, at);
            return at;
        }
        for underscore in start..at {
            self.push(underscore, underscore + 1, TokenKind::Symbol);
        }
        at
    }

    /// Where the segment starts that the rare character at `at`, which follows no word, may
    /// belong to: it may be an accent on a mark or on white space.
    fn step_back(&mut self, at: usize) -> usize {
        let floor = match self.tokens.last() {
            Some(&last) if last.end as usize == at => {
                self.pop();
                return last.start as usize;
            }
            Some(last) => last.end as usize,
            None => 0,
        };
        let between = &self.text[floor..at];
        let start = match between.chars().next_back() {
            // Spaces stay together.
            Some(' ') => floor + between.trim_end_matches(' ').len(),
            // Nothing joins a line end.
            Some('\n' | '\r' | '\x0b' | '\x0c') => at,
            Some(c) => at - c.len_utf8(),
            None => at,
        };
        self.spaced = self.text[..start].chars().next_back().is_none_or(char::is_whitespace);
        start
    }

    /// Splits the stretch from `start` that holds a rare character at `rare`; returns its end.
    fn rare(&mut self, start: usize, rare: usize) -> usize {
        let end = self.certain_boundary(rare);
        let text = self.text;
        let mut at = start;
        for (offset, word) in text[start..end].unicode_word_indices() {
            self.between_words(at, start + offset);
            at = start + offset + word.len();
            self.push_word(start + offset, at);
        }
        self.between_words(at, end);
        end
    }

    /// The first offset behind `from` where a word boundary is certain: behind a line end, or
    /// between a space and another character of ASCII.
    fn certain_boundary(&self, from: usize) -> usize {
        let mut last = self.bytes[from];
        for (at, &byte) in self.bytes.iter().enumerate().skip(from + 1) {
            if last == b'\n' || (last == b' ' && byte != b' ' && byte < 0x80) {
                return at;
            }
            last = byte;
        }
        self.bytes.len()
    }

    /// White space and marks between two words that `unicode-segmentation` found.
    fn between_words(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(c) = self.text[at..end].chars().next() {
            at = match c {
                '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    self.newline(at, c.len_utf8())
                }
                c if c.is_whitespace() => {
                    self.spaced = true;
                    at + c.len_utf8()
                }
                _ => self.mark(at, end),
            };
        }
    }

    fn newline(&mut self, at: usize, length: usize) -> usize {
        self.spaced = true;
        self.line_start = at + length;
        // A line feed behind a carriage return is counted, the return is not.
        if !self.bytes[at..].starts_with(b"\r\n") {
            self.newlines = self.newlines.saturating_add(1);
        }
        at + length
    }

    fn mark(&mut self, at: usize, end: usize) -> usize {
        let after_word = self.tokens.last().is_some_and(|last| {
            last.end as usize == at && matches!(last.kind, TokenKind::Word | TokenKind::Number)
        });
        let (kind, next) = mark::read(self.text, at, end, after_word);
        self.push(at, next, kind);
        next
    }

    fn push_word(&mut self, start: usize, end: usize) {
        let reading = key::read(&self.text[start..end], &mut self.scan.form);
        self.add(start, end, reading.kind, reading.shape, WordId::UNKNOWN);
        if let Some(token) = self.tokens.last_mut() {
            token.clitic = reading.clitic;
        }
        self.set_word();
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.add(start, end, kind, Shape::None, WordId::UNKNOWN);
    }

    #[inline]
    fn add(&mut self, start: usize, end: usize, kind: TokenKind, shape: Shape, word: WordId) {
        let number = self.tokens.len() as u32;
        if self.newlines > 0 {
            self.begin_line(number);
        }
        if kind == TokenKind::Stop {
            self.scan.stops.push(number);
        }
        let (start, end, clitic) = (start as u32, end as u32, Clitic::None);
        self.tokens.push(Token { start, end, word, kind, shape, clitic, spaced: self.spaced });
        self.spaced = false;
    }

    #[cold]
    fn begin_line(&mut self, first: u32) {
        self.scan.lines.push(Line { first, start: self.line_start as u32, after_blank: self.newlines > 1 });
        self.newlines = 0;
    }

    /// Takes the last token back.
    fn pop(&mut self) {
        let Some(token) = self.tokens.pop() else { return };
        let number = self.tokens.len() as u32;
        self.spaced = token.spaced;
        if self.scan.stops.last() == Some(&number) {
            self.scan.stops.pop();
        }
        if let Some(&line) = self.scan.lines.last().filter(|line| line.first == number) {
            self.newlines = 1 + u32::from(line.after_blank);
            self.scan.lines.pop();
        }
    }
}
