//! What the learned scorers see of each unit.

use crate::lexicon::{Clitic, Lexicon, NameFlags, NounClass, Tag};
use crate::model::{Atom, FUNCTION};
use crate::quote::Quote;
use crate::segment::{Shape, TokenKind};

use super::phrase::is_title;
use super::{PERSON_NAME, Unit};

/// The atom of a tagged unit.
pub(super) fn atom(text: &str, unit: &Unit, quotes: &[Quote], lexicon: &Lexicon) -> Atom {
    if unit.is_quote() {
        let quote = &quotes[unit.quote as usize];
        return if quote.closed { of_quoted(quote.words(text)) } else { Atom::QUOTE_OPEN };
    }
    if unit.kind != TokenKind::Word {
        return of_mark(unit.kind, &text[unit.start as usize..unit.end as usize]);
    }
    let word = lexicon.word(unit.word);
    if unit.tag == Tag::PronounSubject && matches!(unit.clitic, Clitic::Verb | Clitic::S) {
        return Atom::PRONOUN_VERB; // "we're", "he's": subject and verb in one
    }
    if word.function != 0 && unit.tag != Tag::Name {
        return Atom(FUNCTION + word.function);
    }
    let number = lexicon.cue_number_as(word, unit.tag);
    let cue = number != 0;
    // Of three, by how surely the word reports.
    let verb = |plain: Atom, weak: Atom, strong: Atom| match cue {
        true if lexicon.is_strong_cue(number) => strong,
        true => weak,
        false => plain,
    };
    match unit.tag {
        Tag::Name => of_name(word.name, unit.shape),
        Tag::Noun => match word.noun {
            NounClass::Person => Atom::NOUN_PERSON,
            _ if cue => Atom::NOUN_CUE,
            NounClass::Group => Atom::NOUN_GROUP,
            NounClass::Communication => Atom::NOUN_COMMUNICATION,
            NounClass::Cognition => Atom::NOUN_COGNITION,
            NounClass::Time => Atom::NOUN_TIME,
            _ => Atom::NOUN,
        },
        Tag::NounPlural => match word.noun {
            NounClass::Person => Atom::NOUNS_PERSON,
            _ if cue => Atom::NOUNS_CUE,
            NounClass::Group => Atom::NOUNS_GROUP,
            NounClass::Communication => Atom::NOUNS_COMMUNICATION,
            _ => Atom::NOUNS,
        },
        Tag::VerbBase => verb(Atom::VERB, Atom::VERB_CUE, Atom::VERB_STRONG),
        Tag::VerbS | Tag::VerbPresent => verb(Atom::VERBS, Atom::VERBS_CUE, Atom::VERBS_STRONG),
        Tag::VerbPast => verb(Atom::VERBED, Atom::VERBED_CUE, Atom::VERBED_STRONG),
        Tag::VerbParticiple => verb(Atom::VERBEN, Atom::VERBEN_CUE, Atom::VERBEN_CUE),
        Tag::VerbIng => verb(Atom::VERBING, Atom::VERBING_CUE, Atom::VERBING_CUE),
        Tag::Adjective => verb(Atom::ADJECTIVE, Atom::ADJECTIVE_CUE, Atom::ADJECTIVE_CUE),
        Tag::Adverb => Atom::ADVERB,
        Tag::Auxiliary => Atom::AUXILIARY,
        Tag::Modal => Atom::MODAL,
        Tag::Interjection => Atom::INTERJECTION,
        _ => Atom::UNKNOWN,
    }
}

/// The atom of what stands inside marks, by its last mark or its length.
fn of_quoted(inner: &str) -> Atom {
    match inner.trim_end().chars().next_back() {
        Some('?' | '!') => Atom::QUOTE_QUESTION,
        _ if has_two_capitals(inner) && is_title(inner) => Atom::QUOTE_TITLE,
        Some(',') => Atom::QUOTE_COMMA,
        Some('.' | '…') => Atom::QUOTE_STOP,
        _ => match inner.split_whitespace().take(4).count() {
            0 | 1 => Atom::QUOTE_WORD,
            2 | 3 => Atom::QUOTE_WORDS,
            _ => Atom::QUOTE,
        },
    }
}

/// The atom of a word of a name.
fn of_name(known: NameFlags, shape: Shape) -> Atom {
    match known {
        n if n.any(NameFlags::DATE) => Atom::NAME_DATE,
        n if n.any(NameFlags::TITLE) => Atom::NAME_TITLE,
        n if n.any(PERSON_NAME) => Atom::NAME_GIVEN,
        n if n.any(NameFlags::DEMONYM) => Atom::NAME_DEMONYM,
        n if n.any(NameFlags::PLACE) => Atom::NAME_PLACE,
        n if n.any(NameFlags::BODY.with(NameFlags::KNOWN_BODY)) => Atom::NAME_BODY,
        _ if shape == Shape::Upper => Atom::NAME_UPPER,
        _ => Atom::NAME,
    }
}

/// The atom of a mark or number.
fn of_mark(kind: TokenKind, surface: &str) -> Atom {
    match kind {
        TokenKind::Stop if surface.starts_with(['?', '!']) => Atom::QUESTION,
        TokenKind::Stop => Atom::STOP,
        TokenKind::Comma => Atom::COMMA,
        TokenKind::Colon if surface == ";" => Atom::SEMICOLON,
        TokenKind::Colon => Atom::COLON,
        TokenKind::Dash => Atom::DASH,
        TokenKind::Hyphen => Atom::HYPHEN,
        TokenKind::Open => Atom::OPEN,
        TokenKind::Close => Atom::CLOSE,
        TokenKind::Mark => Atom::MARK,
        TokenKind::Symbol => match surface {
            "$" | "€" | "£" => Atom::MONEY,
            "%" => Atom::PERCENT,
            _ => Atom::SYMBOL,
        },
        TokenKind::Number => Atom::NUMBER,
        TokenKind::Word => Atom::UNKNOWN,
    }
}

/// Whether the first and the last of several words are capitalised.
fn has_two_capitals(inner: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = inner.split_whitespace();
    words.next().is_some_and(capital) && words.next_back().is_some_and(capital)
}
