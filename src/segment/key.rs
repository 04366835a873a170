//! One word in; what it is made of, how it is written, what hangs on it, and the form to look up
//! in the lexicon out.
//!
//! The form is the word in lower case without its clitic and with straight apostrophes:
//! "Russia’s" is looked up as "russia", "can't" as "can", "U.S" as "u.s", "O’Neill’s" as
//! "o'neill".

use super::token::{Shape, TokenKind};
use crate::lexicon::Clitic;

/// What [`read`] found, beside the form it wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub kind: TokenKind,
    pub shape: Shape,
    pub clitic: Clitic,
}

/// Reads `word` and leaves its lexicon form in `form`, whose memory is reused.
pub(super) fn read(word: &str, form: &mut String) -> Reading {
    form.clear();
    let (base, clitic) = split_clitic(word);
    let mut tally = Tally::default();
    for c in base.chars() {
        tally.add(c);
        match c {
            'A'..='Z' => form.push(c.to_ascii_lowercase()),
            '\0'..='\x7f' => form.push(c),
            '‘' | '’' => form.push('\''),
            // Soft hyphens and joiners are how a word is set, not how it is spelt.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ => form.extend(c.to_lowercase()),
        }
    }
    if clitic == Clitic::Not {
        restore_verb(form);
    }
    Reading { kind: tally.kind(), shape: tally.shape(), clitic }
}

/// What is left of a verb when "n't" is cut off, made whole.
fn restore_verb(form: &mut String) {
    let whole = match form.as_str() {
        "ca" => "can",
        "wo" => "will",
        "sha" => "shall",
        "ai" => "is",
        _ => return,
    };
    form.clear();
    form.push_str(whole);
}

/// The word without its clitic, and the clitic. Of two ("couldn't've") the negation is named.
fn split_clitic(word: &str) -> (&str, Clitic) {
    let (base, clitic) = split_last_clitic(word);
    if clitic == Clitic::Verb {
        let (inner, before) = split_last_clitic(base);
        if before != Clitic::None {
            return (inner, before);
        }
    }
    (base, clitic)
}

fn split_last_clitic(word: &str) -> (&str, Clitic) {
    let Some((before, after)) = word.rsplit_once(['\'', '’', '‘']) else { return (word, Clitic::None) };
    if before.is_empty() || after.len() > 2 {
        return (word, Clitic::None);
    }
    let is = |clitic: &str| after.eq_ignore_ascii_case(clitic);
    if is("s") {
        return (before, Clitic::S);
    }
    if ["ll", "d", "ve", "re", "m"].into_iter().any(is) {
        return (before, Clitic::Verb);
    }
    if is("t") {
        if let Some(verb) = before.strip_suffix(['n', 'N']).filter(|verb| !verb.is_empty()) {
            return (verb, Clitic::Not);
        }
    }
    (word, Clitic::None)
}

/// Counts of the characters of a word.
#[derive(Default)]
struct Tally {
    upper: u32,
    lower: u32,
    /// Letters without case, as in Hebrew and Chinese.
    uncased: u32,
    digits: u32,
    starts_with_digit: bool,
    starts_upper: bool,
    digit_after_letter: bool,
}

impl Tally {
    fn add(&mut self, c: char) {
        // Title case letters (U+01C5 and its kin) are neither upper nor lower case.
        let title_case = |c: char| matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ');
        if c.is_lowercase() {
            self.lower += 1;
        } else if c.is_uppercase() || title_case(c) {
            self.starts_upper |= self.upper + self.lower == 0;
            self.upper += 1;
        } else if c.is_numeric() {
            self.starts_with_digit |= self.letters() + self.digits == 0;
            self.digit_after_letter |= self.letters() > 0;
            self.digits += 1;
        } else if c.is_alphabetic() {
            self.uncased += 1;
        }
    }

    fn letters(&self) -> u32 {
        self.upper + self.lower + self.uncased
    }

    /// A number is digits with at most three letters behind them: 3,000, 1990s, 20th, 30mph.
    fn kind(&self) -> TokenKind {
        let number = self.starts_with_digit && !self.digit_after_letter && self.letters() <= 3;
        if number { TokenKind::Number } else { TokenKind::Word }
    }

    fn shape(&self) -> Shape {
        match (self.upper, self.lower) {
            (0, 0) => Shape::None,
            (0, _) => Shape::Lower,
            (1, 0) if self.digits + self.uncased == 0 => Shape::Initial,
            (_, 0) => Shape::Upper,
            (1, _) if self.starts_upper => Shape::Capital,
            _ => Shape::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_without_their_clitic() {
        use {Clitic as C, Shape as S, TokenKind as K};
        let rows = [
            ("said", "said", K::Word, S::Lower, C::None),
            ("Russia’s", "russia", K::Word, S::Capital, C::S),
            ("RUSSIA'S", "russia", K::Word, S::Upper, C::S),
            ("don't", "do", K::Word, S::Lower, C::Not),
            ("Can’t", "can", K::Word, S::Capital, C::Not),
            ("won't", "will", K::Word, S::Lower, C::Not),
            ("WON'T", "will", K::Word, S::Upper, C::Not),
            ("couldn't've", "could", K::Word, S::Lower, C::Not),
            ("I’d've", "i", K::Word, S::Initial, C::Verb),
            ("he'll", "he", K::Word, S::Lower, C::Verb),
            ("O’Neill’s", "o'neill", K::Word, S::Mixed, C::S),
            ("ma'am", "ma'am", K::Word, S::Lower, C::None),
            ("U.S", "u.s", K::Word, S::Upper, C::None),
            ("J", "j", K::Word, S::Initial, C::None),
            ("G7", "g7", K::Word, S::Upper, C::None),
            ("McAvoy", "mcavoy", K::Word, S::Mixed, C::None),
            ("iPhone", "iphone", K::Word, S::Mixed, C::None),
            ("Élysée", "élysée", K::Word, S::Capital, C::None),
            ("ÅÄÖ", "åäö", K::Word, S::Upper, C::None),
            ("co\u{ad}operate", "cooperate", K::Word, S::Lower, C::None),
            ("שלום", "שלום", K::Word, S::None, C::None),
            ("3,000", "3,000", K::Number, S::None, C::None),
            ("1990s", "1990s", K::Number, S::Lower, C::None),
            ("1990's", "1990", K::Number, S::None, C::S),
            ("20th", "20th", K::Number, S::Lower, C::None),
            ("4chan", "4chan", K::Word, S::Lower, C::None),
            ("4x4", "4x4", K::Word, S::Lower, C::None),
            ("½", "½", K::Number, S::None, C::None),
        ];
        let mut form = String::from("left over");
        for (word, expected, kind, shape, clitic) in rows {
            assert_eq!(read(word, &mut form), Reading { kind, shape, clitic }, "{word}");
            assert_eq!(form, expected, "{word}");
        }
    }
}
