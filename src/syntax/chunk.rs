//! Base noun phrases: non-recursive stretches such as "the former German ambassador", "Ann Poe",
//! "she", "Poe's campaign".

use crate::lexicon::{Clitic, Lexicon, NameFlags, NounClass, Tag, TagSet};
use crate::segment::TokenKind;

use super::{PERSON_NAME, Unit, UnitRange};

/// What heads a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum ChunkKind {
    /// he, they, I: can be a subject.
    Pronoun,
    /// him, them, himself, others; some, many, both on their own.
    OtherPronoun,
    /// who, which, that behind a noun.
    Relative,
    /// A proper name that can be a person's.
    Person,
    /// Any other proper name.
    Name,
    /// A common noun for one human being.
    Human,
    /// A common noun for several human beings.
    Humans,
    /// A common noun for a body.
    Group,
    /// A common noun for something written or said.
    Text,
    /// A day, month, year or moment.
    Time,
    /// Any other common noun, or a number alone.
    Thing,
}

/// A base noun phrase.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Its units.
    pub units: UnitRange,
    /// The unit of the head word.
    pub head: u32,
    /// What heads it.
    pub kind: ChunkKind,
    /// Whether it opens with an article, demonstrative or possessive.
    pub determined: bool,
}

const PRE: TagSet =
    TagSet::of(Tag::Adjective).with(Tag::Number).with(Tag::Noun).with(Tag::NounPlural).with(Tag::Name);
const HEAD: TagSet = TagSet::of(Tag::Noun).with(Tag::NounPlural).with(Tag::Name).with(Tag::Number);
const PRONOUN: TagSet = TagSet::of(Tag::PronounSubject).with(Tag::PronounObject).with(Tag::Pronoun);

/// Finds the noun phrases of one sentence and appends them.
pub(super) fn chunk(
    text: &str,
    units: &mut [Unit],
    sentence: UnitRange,
    lexicon: &Lexicon,
    chunks: &mut Vec<Chunk>,
) {
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    while at < end {
        let tag = units[at].tag;
        let stop = if TagSet::of(tag).meets(PRONOUN) || relative(units, at, sentence.start as usize) {
            Some((at + 1, at))
        } else {
            phrase(text, units, at, end).or_else(|| alone(units, at, end))
        };
        let Some((stop, head)) = stop else {
            at += 1;
            continue;
        };
        let number = chunks.len() as u32;
        for unit in &mut units[at..stop] {
            unit.chunk = number;
        }
        chunks.push(Chunk {
            units: UnitRange { start: at as u32, end: stop as u32 },
            head: head as u32,
            kind: kind(&units[at..stop], &units[head], lexicon),
            determined: matches!(tag, Tag::Determiner | Tag::Possessive | Tag::That),
        });
        at = stop;
    }
}

/// Whether a word is a relative pronoun: it stands behind a noun, or a comma behind one.
fn relative(units: &[Unit], at: usize, start: usize) -> bool {
    let behind = |at: usize| at > start && units[at - 1].chunk != Unit::NO_CHUNK;
    match units[at].tag {
        Tag::Wh => behind(at) || at > start && units[at - 1].kind == TokenKind::Comma,
        Tag::That => behind(at),
        _ => false,
    }
}

/// A determiner that stands for a whole phrase: "some said", "both want". Articles cannot.
fn alone(units: &[Unit], at: usize, end: usize) -> Option<(usize, usize)> {
    let article = units[at].end - units[at].start <= 3 && units[at].tag == Tag::Determiner;
    let follows = units.get(at + 1).filter(|_| at + 1 < end).map_or(Tag::Unknown, |u| u.tag);
    let stands =
        units[at].tag == Tag::Determiner && !article && !TagSet::of(follows).meets(PRE.with(Tag::Determiner));
    stands.then_some((at + 1, at))
}

/// End and head of the phrase that starts at `at`, if one does.
fn phrase(text: &str, units: &[Unit], at: usize, end: usize) -> Option<(usize, usize)> {
    let mut i = at;
    while i < end && matches!(units[i].tag, Tag::Determiner | Tag::Possessive) {
        i += 1;
    }
    let mut head = None;
    let mut stop = i;
    while i < end {
        let unit = &units[i];
        let next_tag = units.get(i + 1).filter(|_| i + 1 < end).map_or(Tag::Unknown, |u| u.tag);
        let next_nominal = TagSet::of(next_tag).meets(PRE);
        if unit.tag == Tag::Adverb {
            if head.is_some() || !matches!(next_tag, Tag::Adjective) || i == at {
                break;
            }
        } else if matches!(unit.tag, Tag::VerbIng | Tag::VerbParticiple) {
            // A participle is part of the phrase only between its article and its noun.
            if head.is_some() || !next_nominal || i == at {
                break;
            }
        } else if unit.kind == TokenKind::Hyphen {
            if i + 1 >= end || !units[i + 1].is_word() {
                break;
            }
            i += 1;
            let compound = &units[i];
            if TagSet::of(compound.tag).meets(HEAD) {
                head = Some(i);
                stop = i + 1;
            }
        } else if unit.kind == TokenKind::Stop
            && i > at
            && next_tag == Tag::Name
            && units[i - 1].tag == Tag::Name
            && units[i - 1].end == unit.start
        {
            // The full stop of an abbreviation inside a name: "Sen. Poe", "J. Poe".
        } else if unit.is_quote()
            && i > at
            && units[i - 1].tag == Tag::Name
            && next_tag == Tag::Name
            && is_nickname(&text[unit.span().range()])
        {
            // A nickname: Ann “Slim” Poe.
        } else if unit.is_quote()
            && i > at
            && matches!(next_tag, Tag::Noun | Tag::NounPlural)
            && units[i + 1].kind == TokenKind::Word
            && head.is_none()
        {
            // A name in marks before its noun: the “No Sleep” tour.
        } else if unit.kind == TokenKind::Symbol && head.is_some() && next_tag == Tag::Name {
            // "Smith & Sons", "a Times/News poll"
        } else if TagSet::of(unit.tag).meets(PRE) {
            // A lower-case word right after a full name starts something new: "Ann Poe chairman".
            if TagSet::of(unit.tag).meets(HEAD) {
                head = Some(i);
                stop = i + 1;
            }
            if unit.clitic == Clitic::S
                && !next_nominal
                && !matches!(next_tag, Tag::VerbIng | Tag::VerbParticiple)
            {
                break;
            }
        } else {
            break;
        }
        i += 1;
    }
    head.map(|h| (stop, h))
}

/// Whether a span with its marks can be a nickname: `“Slim”`; not `“got an appeal,”`.
fn is_nickname(marked: &str) -> bool {
    marked.len() <= NICKNAME
        && !marked.contains([',', '?', '!', ';', ':'])
        && marked.split_ascii_whitespace().count() <= 3
        && marked.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Most bytes of a nickname with its marks.
const NICKNAME: usize = 32;

fn kind(units: &[Unit], head: &Unit, lexicon: &Lexicon) -> ChunkKind {
    let word = lexicon.word(head.word);
    match head.tag {
        Tag::PronounSubject => ChunkKind::Pronoun,
        Tag::PronounObject | Tag::Pronoun | Tag::Determiner => ChunkKind::OtherPronoun,
        Tag::Wh | Tag::That => ChunkKind::Relative,
        Tag::Name => {
            let flags = |f: NameFlags| units.iter().any(|u| lexicon.word(u.word).name.any(f));
            if word.name.any(NameFlags::DATE) {
                ChunkKind::Time
            } else if flags(NameFlags::BODY.with(NameFlags::KNOWN_BODY)) && !word.name.any(PERSON_NAME) {
                ChunkKind::Name
            } else if flags(PERSON_NAME.with(NameFlags::TITLE)) {
                ChunkKind::Person
            } else {
                ChunkKind::Name
            }
        }
        Tag::Number => ChunkKind::Thing,
        tag => {
            let role = word.name.any(NameFlags::ROLE);
            match word.noun {
                NounClass::Person if tag == Tag::NounPlural => ChunkKind::Humans,
                NounClass::Person => ChunkKind::Human,
                _ if role && tag == Tag::NounPlural => ChunkKind::Humans,
                _ if role => ChunkKind::Human,
                NounClass::Group => ChunkKind::Group,
                NounClass::Communication => ChunkKind::Text,
                NounClass::Time => ChunkKind::Time,
                _ => ChunkKind::Thing,
            }
        }
    }
}
