//! Base noun phrases: non-recursive stretches such as "the former German ambassador", "Ann Poe",
//! "she", "Poe's campaign".

use crate::lexicon::{Lexicon, NameFlags, NounClass, Tag, TagSet};

use super::phrase::Phrases;
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

const PRONOUN: TagSet = TagSet::of(Tag::PronounSubject).with(Tag::PronounObject).with(Tag::Pronoun);

/// Finds the noun phrases of one sentence and appends them.
pub(super) fn chunk(
    text: &str,
    units: &mut [Unit],
    sentence: UnitRange,
    lexicon: &Lexicon,
    chunks: &mut Vec<Chunk>,
) {
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let mut at = start;
    while at < end {
        let phrases = Phrases { text, units, lexicon, start, end };
        if phrases.none_starts(at) {
            at += 1;
            continue;
        }
        let tag = units[at].tag;
        let stop = if TagSet::of(tag).meets(PRONOUN) || phrases.relative(at) {
            Some((at + 1, at))
        } else {
            phrases.read(at).or_else(|| phrases.alone(at))
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
        // "the 46-year-old", "the poor"
        Tag::Adjective => ChunkKind::Human,
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
