//! [`Atom`]: what the learned scorers see of a unit.
//!
//! A function word is seen as itself; a content word only as its part of speech, its sort and
//! whether it can report; a mark as its kind; a quoted span as its length and its last mark. So no
//! weight can remember a content word of the texts it was learned from.

use std::collections::HashMap;

use crate::lexicon::{Lexicon, NounClass, Tag};
use crate::quote::Quote;
use crate::segment::{Shape, TokenKind};

use super::{PERSON_NAME, Unit};

/// What the learned scorers see of a unit: a small number with a readable name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Atom(pub u16);

impl Atom {
    /// Nothing: before the first unit or past the last.
    pub const NONE: Atom = Atom(0);
    /// A comma.
    pub const COMMA: Atom = Atom(3);
}

/// Names of the atoms that are no function words; the index is the atom.
const NAMES: &[&str] = &[
    "-",
    ".",
    "?",
    ",",
    ":",
    ";",
    "–",
    "hyphen",
    "(",
    ")",
    "mark",
    "symbol",
    "$",
    "%",
    "number", // 14
    "q1",
    "q3",
    "q,",
    "q.",
    "q?",
    "q",
    "qopen", // 21
    "noun",
    "noun-person",
    "noun-group",
    "noun-communication",
    "noun-cognition",
    "noun-time",
    "nouns", // 28
    "nouns-person",
    "nouns-group",
    "nouns-communication",
    "noun-cue",
    "nouns-cue", // 33
    "Name",
    "Given",
    "Upper",
    "Title",
    "Place",
    "Demonym",
    "Body",
    "Date", // 41
    "verb",
    "verb-cue",
    "verb-strong",
    "verbs",
    "verbs-cue",
    "verbs-strong",
    "verbed",
    "verbed-cue",
    "verbed-strong",
    "verben",
    "verben-cue",
    "verbing",
    "verbing-cue", // 54
    "adjective",
    "adjective-cue",
    "adverb",
    "aux",
    "modal",
    "interjection",
    "unknown", // 61
];

/// First atom of the function words.
const FUNCTION: u16 = 64;

/// The atom of a tagged unit.
pub(super) fn atom(text: &str, unit: &Unit, quotes: &[Quote], lexicon: &Lexicon) -> Atom {
    let plain = |n: u16| Atom(n);
    if unit.is_quote() {
        let quote = &quotes[unit.quote as usize];
        let inner = &text[quote.span.range()];
        if !quote.closed {
            return plain(21);
        }
        return plain(match inner.trim_end().chars().next_back() {
            Some(',') => 17,
            Some('.' | '…') => 18,
            Some('?' | '!') => 19,
            _ => match inner.split_whitespace().take(4).count() {
                0 | 1 => 15,
                2 | 3 => 16,
                _ => 20,
            },
        });
    }
    let surface = &text[unit.start as usize..unit.end as usize];
    match unit.kind {
        TokenKind::Stop => return plain(if surface.starts_with(['?', '!']) { 2 } else { 1 }),
        TokenKind::Comma => return Atom::COMMA,
        TokenKind::Colon => return plain(if surface == ";" { 5 } else { 4 }),
        TokenKind::Dash => return plain(6),
        TokenKind::Hyphen => return plain(7),
        TokenKind::Open => return plain(8),
        TokenKind::Close => return plain(9),
        TokenKind::Mark => return plain(10),
        TokenKind::Symbol => {
            return plain(match surface {
                "$" | "€" | "£" => 12,
                "%" => 13,
                _ => 11,
            });
        }
        TokenKind::Number => return plain(14),
        TokenKind::Word => {}
    }
    let word = lexicon.word(unit.word);
    if word.function != 0 && unit.tag != Tag::Name {
        return Atom(FUNCTION + word.function);
    }
    let number = lexicon.cue_number_as(word, unit.tag);
    let cue = number != 0;
    let strong = cue && lexicon.is_strong_cue(number);
    plain(match unit.tag {
        Tag::Name => match word.name {
            n if n.any(crate::lexicon::NameFlags::DATE) => 41,
            n if n.any(crate::lexicon::NameFlags::TITLE) => 37,
            n if n.any(PERSON_NAME) => 35,
            n if n.any(crate::lexicon::NameFlags::DEMONYM) => 39,
            n if n.any(crate::lexicon::NameFlags::PLACE) => 38,
            n if n.any(crate::lexicon::NameFlags::BODY.with(crate::lexicon::NameFlags::KNOWN_BODY)) => 40,
            _ if unit.shape == Shape::Upper => 36,
            _ => 34,
        },
        Tag::Noun if word.noun == NounClass::Person => 23,
        Tag::Noun if cue => 32,
        Tag::Noun => match word.noun {
            NounClass::Group => 24,
            NounClass::Communication => 25,
            NounClass::Cognition => 26,
            NounClass::Time => 27,
            _ => 22,
        },
        Tag::NounPlural if word.noun == NounClass::Person => 29,
        Tag::NounPlural if cue => 33,
        Tag::NounPlural => match word.noun {
            NounClass::Group => 30,
            NounClass::Communication => 31,
            _ => 28,
        },
        Tag::VerbBase => 42 + u16::from(cue) + u16::from(strong),
        Tag::VerbS => 45 + u16::from(cue) + u16::from(strong),
        Tag::VerbPast => 48 + u16::from(cue) + u16::from(strong),
        Tag::VerbParticiple => 51 + u16::from(cue),
        Tag::VerbIng => 53 + u16::from(cue),
        Tag::Adjective => 55 + u16::from(cue),
        Tag::Adverb => 57,
        Tag::Auxiliary => 58,
        Tag::Modal => 59,
        Tag::Interjection => 60,
        _ => 61,
    })
}

/// Reads and writes atoms by name, for the weight files.
#[derive(Debug)]
pub struct AtomNames<'l> {
    /// By atom number less [`FUNCTION`].
    functions: Vec<&'l str>,
    numbers: HashMap<&'l str, u16>,
}

impl<'l> AtomNames<'l> {
    /// Names over a lexicon's function words.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let functions = lexicon.function_words();
        let mut numbers: HashMap<&str, u16> =
            NAMES.iter().enumerate().map(|(n, name)| (*name, n as u16)).collect();
        numbers.extend(functions.iter().enumerate().skip(1).map(|(n, word)| (*word, FUNCTION + n as u16)));
        AtomNames { functions, numbers }
    }

    /// The name of an atom; function words stand in quotation marks.
    pub fn name(&self, atom: u16) -> String {
        match atom.checked_sub(FUNCTION) {
            None => NAMES.get(atom as usize).copied().unwrap_or("-").to_owned(),
            Some(function) => {
                format!("'{}'", self.functions.get(function as usize).copied().unwrap_or_default())
            }
        }
    }

    /// The atom of a name.
    pub fn atom(&self, name: &str) -> Option<u16> {
        let function = name.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let number = *self.numbers.get(function.unwrap_or(name))?;
        (function.is_some() == (number > FUNCTION)).then_some(number)
    }
}
