//! The scan that fills a [`NormalForm`]: once over the text, a word at a time.
//!
//! Most words stand between spaces and are all ASCII; they are taken as they are. Everything else
//! goes through a word that is open until a mark ends it.

use unicode_normalization::char::is_combining_mark;

use super::letter::{fold, is_ideograph};
use super::marks::{bracketed_initial, ellipsis_end, link_target_end, link_text_end};
use super::mojibake::decode;
use super::{NormalForm, NormalWord, WordFlags};
use crate::text::entity::entity;
use crate::text::letters;

/// The word being read. Its letters lie in the folded text as they lie in the text, until something
/// has to be added: then behind it.
struct Open {
    start: u32,
    end: u32,
    raw_start: u32,
    raw_end: u32,
    flags: WordFlags,
    last: char,
    /// Full stops in it so far.
    stops: usize,
}

struct Scan<'t, 'f> {
    text: &'t str,
    form: &'f mut NormalForm,
    word: Option<Open>,
    brackets: u32,
    initial: bool,
}

/// Fills an empty form with the words of `text`.
pub(super) fn fill(form: &mut NormalForm, text: &str) {
    form.folded.push_str(text);
    form.folded.make_ascii_lowercase();
    Scan { text, form, word: None, brackets: 0, initial: true }.run();
}

impl Scan<'_, '_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            at = if byte == b' ' {
                self.flush();
                at + 1
            } else if byte.is_ascii_alphanumeric() {
                let run = letters::word(bytes, at);
                if self.word.is_none() && stands_alone(&bytes[run.end..]) {
                    self.plain_word(at, run);
                    // Nothing is open that a space could end.
                    run.end + usize::from(bytes.get(run.end) == Some(&b' '))
                } else {
                    self.ascii_letters(at, run);
                    run.end
                }
            } else if byte.is_ascii() {
                self.ascii_mark(at, byte)
            } else {
                let (c, len) = decode(&self.text[at..]);
                self.other(at, c, len);
                at + len
            };
        }
        self.flush();
    }

    /// Takes a word that lies in the folded text as it is.
    fn plain_word(&mut self, start: usize, run: letters::Word) {
        let mut flags = self.flags(self.text.as_bytes()[start].is_ascii_uppercase());
        flags.add_if(run.digits, WordFlags::NUMBER);
        let (start, end) = (start as u32, run.end as u32);
        self.form.words.push(NormalWord { start, end, raw_start: start, raw_end: end, flags });
    }

    fn ascii_letters(&mut self, start: usize, run: letters::Word) {
        let raw = &self.text[start..run.end];
        let word = self.open(start, raw.as_bytes()[0].is_ascii_uppercase());
        word.raw_end = run.end as u32;
        word.last = raw.as_bytes()[raw.len() - 1] as char;
        word.flags.add_if(run.digits, WordFlags::NUMBER);
        if word.start == word.end {
            (word.start, word.end) = (start as u32, run.end as u32);
        } else {
            self.add(|folded| folded.extend(raw.bytes().map(|byte| byte.to_ascii_lowercase() as char)));
        }
    }

    /// Adds letters to the open word.
    fn add(&mut self, letters: impl FnOnce(&mut String)) {
        let Some(word) = &mut self.word else { return };
        let folded = &mut self.form.folded;
        if (word.start as usize) < self.text.len() {
            let raw = &self.text[word.start as usize..word.end as usize];
            word.start = folded.len() as u32;
            folded.push_str(raw);
            folded[word.start as usize..].make_ascii_lowercase();
        }
        letters(folded);
        word.end = folded.len() as u32;
    }

    /// The letters of the open word.
    fn letters(&self, word: &Open) -> &str {
        &self.form.folded[word.start as usize..word.end as usize]
    }

    /// Handles one ASCII byte that is no letter or digit; returns where to go on.
    fn ascii_mark(&mut self, at: usize, byte: u8) -> usize {
        let next = self.text[at + 1..].chars().next();
        match byte {
            b'\'' | b'`' => self.apostrophe(next),
            b'.' => return self.dot(at, next),
            b',' => {
                let digits = self.text.as_bytes()[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
                if !(digits == 3 && self.word.as_ref().is_some_and(|w| w.last.is_ascii_digit())) {
                    self.flush();
                }
            }
            b'-' => return self.hyphen(at, 1),
            b'[' if bracketed_initial(&self.text[at..]) => {} // "[W]e": another case, the same word
            b']' if self.initial_bracket(at) => {}
            b'[' | b'{' | b'(' => {
                self.flush();
                if byte == b'[' && link_text_end(&self.text[at..]).is_some() {
                    return at + 1; // a link's text is the writer's own, no editor's insertion
                }
                self.brackets += 1;
            }
            b']' | b'}' | b')' => {
                self.flush();
                self.brackets = self.brackets.saturating_sub(1);
                if byte == b']' && next == Some('(') {
                    return link_target_end(self.text, at + 1);
                }
            }
            b'&' => {
                if let Some((c, len)) = entity(&self.text.as_bytes()[at..]) {
                    match c {
                        '&' => self.whole_word(at, len, "and"),
                        c => self.other(at, c, len),
                    }
                    return at + len;
                }
                self.whole_word(at, 1, "and");
            }
            b'%' => {
                if self.word.as_ref().is_some_and(|w| w.last.is_ascii_digit()) {
                    self.whole_word(at, 1, "percent");
                }
            }
            b'!' | b'?' => {
                self.flush();
                self.initial = true;
            }
            _ => self.flush(),
        }
        at + 1
    }

    /// Whether the `]` at `at` closes a bracket around a word's first letter.
    fn initial_bracket(&self, at: usize) -> bool {
        let open = memchr::memrchr(b'[', &self.text.as_bytes()[at.saturating_sub(5)..at]);
        let open = open.map(|open| at.saturating_sub(5) + open);
        open.is_some_and(|open| bracketed_initial(&self.text[open..]))
    }

    fn other(&mut self, at: usize, c: char, len: usize) {
        match c {
            '’' | '‘' | 'ʼ' | '´' | '′' | '‛' | '＇' | '\'' => {
                self.apostrophe(self.text[at + len..].chars().next());
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '…' => self.gap(at, len),
            '‐' | '‑' => {
                self.hyphen(at, len);
            }
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() => self.letter(at, c, len),
            _ => self.flush(),
        }
    }

    fn letter(&mut self, at: usize, c: char, len: usize) {
        let own_word = is_ideograph(c);
        if own_word {
            self.flush();
        }
        let word = self.open(at, c.is_uppercase());
        word.raw_end = (at + len) as u32;
        word.last = c;
        word.flags.add_if(c.is_numeric(), WordFlags::NUMBER);
        self.add(|folded| fold(c, folded));
        if own_word {
            self.flush();
        }
    }

    fn apostrophe(&mut self, next: Option<char>) {
        if !next.is_some_and(char::is_alphanumeric) {
            self.flush();
        }
    }

    fn hyphen(&mut self, at: usize, len: usize) -> usize {
        let rest = &self.text[at + len..];
        let Some(word) = &self.word else { return at + len };
        let wrapped = rest.starts_with(['\n', '\r']);
        if wrapped {
            let white = rest.len() - rest.trim_start().len();
            if rest[white..].chars().next().is_some_and(char::is_lowercase) {
                return at + len + white;
            }
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && PREFIXES.contains(&self.letters(word))
        {
            return at + len;
        }
        self.flush();
        at + len
    }

    /// A full stop: part of an ellipsis, of a decimal, of initials, or an end.
    fn dot(&mut self, at: usize, next: Option<char>) -> usize {
        let end = ellipsis_end(self.text, at);
        if end > at + 1 {
            self.gap(at, end - at);
            return end;
        }
        let Some(word) = &self.word else {
            self.initial = true;
            return at + 1;
        };
        let letters = self.letters(word).len();
        let decimal = word.last.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
        // "U.S.": one letter, or initials so far, with one more letter and a mark to come.
        let initials = letters == 1 || word.stops + 1 == letters;
        let mut after = self.text[at + 1..].chars();
        let one_more = after.next().is_some_and(char::is_alphabetic)
            && after.next().is_none_or(|c| !c.is_alphanumeric());
        if decimal {
            self.add(|folded| folded.push('.'));
        } else if !(initials && !word.last.is_ascii_digit() && one_more) {
            let abbreviation = initials || TITLES.contains(&self.letters(word));
            self.flush();
            self.initial = !abbreviation;
        }
        if let Some(word) = &mut self.word {
            word.stops += 1;
        }
        at + 1
    }

    fn gap(&mut self, at: usize, len: usize) {
        self.flush();
        if self.form.words.last().is_none_or(|w| w.flags.any(WordFlags::GAP)) {
            return;
        }
        let end = self.form.folded.len() as u32;
        self.form.words.push(NormalWord {
            start: end,
            end,
            raw_start: at as u32,
            raw_end: (at + len) as u32,
            flags: WordFlags::GAP,
        });
        self.initial = true;
    }

    fn whole_word(&mut self, at: usize, len: usize, folded: &str) {
        self.flush();
        let word = self.open(at, false);
        word.raw_end = (at + len) as u32;
        self.add(|all| all.push_str(folded));
        self.flush();
    }

    fn open(&mut self, at: usize, capital: bool) -> &mut Open {
        let behind = self.form.folded.len() as u32;
        let word = self.word.take().unwrap_or_else(|| Open {
            start: behind,
            end: behind,
            raw_start: at as u32,
            raw_end: at as u32,
            flags: self.flags(capital),
            last: ' ',
            stops: 0,
        });
        self.word.insert(word)
    }

    /// The flags of a word that begins here.
    fn flags(&mut self, capital: bool) -> WordFlags {
        let mut flags = WordFlags::default();
        flags.add_if(capital, WordFlags::CAPITAL);
        flags.add_if(self.brackets > 0, WordFlags::OPTIONAL);
        flags.add_if(std::mem::take(&mut self.initial), WordFlags::INITIAL);
        flags
    }

    fn flush(&mut self) {
        let Some(word) = self.word.take() else { return };
        if word.end > word.start {
            self.form.words.push(NormalWord {
                start: word.start,
                end: word.end,
                raw_start: word.raw_start,
                raw_end: word.raw_end,
                flags: word.flags,
            });
        }
    }
}

/// Whether a word that this follows is whole: what joins words or ends a sentence is looked at closer.
fn stands_alone(rest: &[u8]) -> bool {
    match rest {
        [] | [b' ' | b'\n' | b'!' | b'?' | b';' | b':' | b'"' | b')', ..] => true,
        [b',', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_digit),
        _ => false,
    }
}

/// Prefixes that are written with and without a hyphen: "re-elect", "reelect".
const PREFIXES: [&str; 14] = [
    "anti", "bi", "co", "counter", "e", "inter", "multi", "non", "over", "post", "pre", "re", "sub", "under",
];

/// Abbreviations whose full stop ends no sentence.
const TITLES: [&str; 14] =
    ["capt", "col", "dr", "gen", "gov", "jr", "lt", "mr", "mrs", "ms", "rep", "sen", "sgt", "st"];
