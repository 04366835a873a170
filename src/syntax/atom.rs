//! What the learned scorers see of each unit.

use crate::lexicon::{Clitic, Lexicon, NounClass, Tag};
use crate::model::{Atom, FUNCTION};
use crate::quote::Quote;
use crate::segment::{Shape, TokenKind};

use super::phrase::is_title;
use super::{PERSON_NAME, Unit};

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
            Some('?' | '!') => 19,
            _ if has_two_capitals(inner) && is_title(inner) => 63,
            Some(',') => Atom::QUOTE_COMMA.0,
            Some('.' | '…') => 18,
            _ => match inner.split_whitespace().take(4).count() {
                0 | 1 => 15,
                2 | 3 => 16,
                _ => 20,
            },
        });
    }
    if unit.kind != TokenKind::Word {
        return plain(of_mark(unit.kind, &text[unit.start as usize..unit.end as usize]));
    }
    let word = lexicon.word(unit.word);
    if unit.tag == Tag::PronounSubject && matches!(unit.clitic, Clitic::Verb | Clitic::S) {
        return plain(62); // "we're", "he's": subject and verb in one
    }
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
        Tag::VerbS | Tag::VerbPresent => 45 + u16::from(cue) + u16::from(strong),
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

/// The atom of a mark or number.
fn of_mark(kind: TokenKind, surface: &str) -> u16 {
    match kind {
        TokenKind::Stop => 1 + u16::from(surface.starts_with(['?', '!'])),
        TokenKind::Comma => Atom::COMMA.0,
        TokenKind::Colon => 4 + u16::from(surface == ";"),
        TokenKind::Dash => 6,
        TokenKind::Hyphen => 7,
        TokenKind::Open => 8,
        TokenKind::Close => 9,
        TokenKind::Mark => 10,
        TokenKind::Symbol => match surface {
            "$" | "€" | "£" => 12,
            "%" => 13,
            _ => 11,
        },
        TokenKind::Number => 14,
        TokenKind::Word => 61,
    }
}

/// Whether the first and the last of several words are capitalised.
fn has_two_capitals(inner: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = inner.split_whitespace();
    words.next().is_some_and(capital) && words.next_back().is_some_and(capital)
}
