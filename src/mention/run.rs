//! A capitalised word in, the words that make one name with it out: initials, particles, nicknames,
//! generations, the "of" and "and" of bodies.

use crate::lexicon::{Clitic, NameFlags, NounClass, Tag};
use crate::quote::Quote;
use crate::segment::{Shape, TokenKind};
use crate::syntax::{PERSON_NAME, Scene, UnitRange};

use super::kind::{BODY, ROLE};
use super::{NameWord, name};

/// Most words a nickname has.
const NICKNAME_WORDS: usize = 3;

/// Most words a name has; a longer run of capitals is no name.
const MOST_WORDS: u32 = 14;

/// Reads the words of a run of capitals into `words` and returns the unit behind it.
pub(super) fn run(
    scene: &Scene,
    at: u32,
    sentence: UnitRange,
    headline: bool,
    words: &mut Vec<NameWord>,
) -> u32 {
    let first = words.len();
    let stop = sentence.end.min(at + 2 * MOST_WORDS);
    let tag = |i: u32| if i < sentence.end { scene.unit(i).tag } else { Tag::Unknown };
    let kind = |i: u32| if i < sentence.end { Some(scene.unit(i).kind) } else { None };
    let is_name = |i: u32| tag(i) == Tag::Name;
    let touches = |i: u32| i > 0 && scene.unit(i - 1).end == scene.unit(i).start;
    let mut i = at;
    let mut end = at;
    while i < stop {
        let unit = scene.unit(i);
        // The caller knows that a name starts at `at`.
        if unit.tag == Tag::Name || i == at {
            let flags = scene.word(i).name;
            let date = flags.any(NameFlags::DATE) && !(flags.any(PERSON_NAME) && (is_name(i + 1) || i > at));
            if date {
                if i == at {
                    end = i + 1;
                }
                break;
            }
            let ended = headline && ends_in_headline(scene, i, &words[first..])
                || i > at
                    && is_name(i + 1)
                    && opens_person(scene, i)
                    && is_named_body(scene, at, sentence)
                    // "panel Chairman Rep. Ann Poe" names no body
                    && !words[first..].iter().any(|word| word.flags.any(ROLE));
            if ended {
                break;
            }
            let mut last = i;
            while kind(last + 1) == Some(TokenKind::Hyphen)
                && kind(last + 2) == Some(TokenKind::Word)
                && touches(last + 1)
                && touches(last + 2)
                && last + 2 < stop
            {
                last += 2;
            }
            let compound = last > i
                && scene.unit(last).shape == Shape::Lower
                && !is_name(last + 1)
                && adjectival(scene, last);
            if compound {
                // "Poe-backed": no mention of Poe.
                if i == at {
                    end = last + 1;
                }
                break;
            }
            words.push(name::word(scene, UnitRange { start: i, end: last + 1 }));
            end = last + 1;
            i = end;
            if scene.unit(last).clitic == Clitic::S {
                break;
            }
            continue;
        }
        let next = match unit.kind {
            // The stop of an abbreviation or an initial; a name must go on behind it, except "Jr."
            TokenKind::Stop if touches(i) && is_name(i + 1) && abbreviates(scene, i - 1) => i + 1,
            TokenKind::Stop
                if touches(i) && scene.word(i - 1).name.any(NameFlags::SUFFIX) && i + 1 < sentence.end =>
            {
                end = i + 1;
                if unit_is_quote(scene, i + 1, sentence) && is_name(i + 2) { i + 1 } else { break }
            }
            TokenKind::Stop
                if touches(i)
                    && unit_is_quote(scene, i + 1, sentence)
                    && is_name(i + 2)
                    && abbreviates(scene, i - 1) =>
            {
                i + 1
            }
            // "Ann Poe, Jr."
            TokenKind::Comma if is_name(i + 1) && is_generation(scene, i + 1) && words.len() >= 2 => i + 1,
            TokenKind::Symbol if scene.surface(i) == "&" && is_name(i + 1) => i + 1,
            TokenKind::Mark if unit.is_quote() && is_name(i + 1) => {
                let Some(nickname) = nickname(scene, i) else { break };
                words.push(nickname);
                i + 1
            }
            // "Robert (Bob) Lund"
            TokenKind::Open
                if is_name(i + 1)
                    && kind(i + 2) == Some(TokenKind::Close)
                    && is_name(i + 3)
                    && scene.word(i + 1).name.any(PERSON_NAME)
                    && scene.word(i - 1).name.any(PERSON_NAME) =>
            {
                let mut word = name::word(scene, UnitRange { start: i + 1, end: i + 2 });
                word.nickname = true;
                words.push(word);
                i + 3
            }
            TokenKind::Word if unit.shape == Shape::Lower => match joint(scene, i, sentence, words) {
                Some(next) => next,
                None => break,
            },
            _ => break,
        };
        i = next;
    }
    end
}

/// Whether a capitalised word of a headline goes on after a whole name: "Ann Poe | Slams Lund".
fn ends_in_headline(scene: &Scene, at: u32, words: &[NameWord]) -> bool {
    let Some(last) = words.last() else { return false };
    let word = scene.word(at);
    let verb = word.tags.has(Tag::VerbS) || word.tags.has(Tag::VerbPast) || word.tags.has(Tag::VerbIng);
    let person = words.len() >= 2 && words[0].is_given() && !words[0].flags.any(ROLE) && !last.initial;
    person && !word.name.any(NameFlags::SUFFIX)
        || verb && !word.name.any(PERSON_NAME.with(BODY)) && last.flags.any(PERSON_NAME)
}

/// Whether the name at `at` is the body's that a common noun before it announces: "the firm Tull Power".
fn is_named_body(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    scene.unit_tag(at, -1, sentence) == Tag::Noun && scene.word(at - 1).noun == NounClass::Group
}

/// Whether a word is a given name and none of a family: behind a body's name a person's begins,
/// "the engineer of the firm Tull Power | Tom Reidmark".
fn opens_person(scene: &Scene, at: u32) -> bool {
    let flags = scene.word(at).name;
    flags.any(NameFlags::FEMALE.with(NameFlags::MALE)) && !flags.any(NameFlags::FAMILY)
}

/// Jr., III: what follows a name behind a comma, unlike "Md." and "M.D."
pub(super) fn is_generation(scene: &Scene, at: u32) -> bool {
    matches!(scene.lexicon.form(scene.unit(at).word), "jr" | "sr" | "ii" | "iii" | "iv")
}

fn unit_is_quote(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    at < sentence.end && scene.unit(at).is_quote()
}

/// Whether the second part of "Poe-backed", "Poe-style" makes an adjective of a name.
fn adjectival(scene: &Scene, at: u32) -> bool {
    let tags = scene.word(at).tags;
    !tags.is_empty()
        && (tags.has(Tag::VerbParticiple)
            || tags.has(Tag::VerbIng)
            || tags.has(Tag::Adjective)
            || scene.unit(at).chunk != crate::syntax::Unit::NO_CHUNK
                && scene.chunk(at).is_some_and(|c| c.head > at))
}

fn abbreviates(scene: &Scene, at: u32) -> bool {
    let word = scene.word(at);
    let initials = scene.surface(at).contains('.');
    scene.unit(at).shape == Shape::Initial
        || initials
        || word.abbreviation.is_some()
        || word.name.any(NameFlags::TITLE.with(NameFlags::SUFFIX))
}

/// A word in small letters inside a name: a particle, or the "of" of a body or an office.
fn joint(scene: &Scene, at: u32, sentence: UnitRange, words: &[NameWord]) -> Option<u32> {
    let is_name = |i: u32| i < sentence.end && scene.unit(i).tag == Tag::Name;
    let last = words.last()?;
    let word = scene.word(at);
    if word.name.any(NameFlags::PARTICLE) && is_name(at + 1) && !last.is_suffix() {
        return Some(at + 1);
    }
    let surface = scene.surface(at);
    let before = scene.word(last.unit);
    let of_body = before.name.any(BODY) || before.noun == NounClass::Group;
    let of_office = before.name.any(ROLE);
    let of_house = before.noun == NounClass::Cognition
        || before.noun == NounClass::Act
        || before.noun == NounClass::Artifact;
    match surface {
        "of" | "for"
            if of_body || of_office && surface == "of" || of_house && words.len() > 1 && surface == "for" =>
        {
            let the = at + 1 < sentence.end
                && scene.unit(at + 1).tag == Tag::Determiner
                && scene.surface(at + 1) == "the";
            let next = at + 1 + u32::from(the);
            is_name(next).then_some(next)
        }
        // "Department of Health and Human Services"
        "and" if is_name(at + 1) => {
            let linked =
                words.windows(2).any(|w| matches!(scene.surface(w[1].unit - 1), "of" | "for" | "the"));
            let common = |at: u32| {
                let word = scene.word(at);
                !word.tags.is_empty() && !word.name.any(PERSON_NAME.with(ROLE).with(NameFlags::PLACE))
            };
            // "Securities and Exchange Commission"
            let ends_in_body = (at + 2..sentence.end.min(at + 4))
                .take_while(|i| is_name(*i))
                .any(|i| is_body_word(scene, i));
            ((linked || ends_in_body) && common(last.unit) && common(at + 1)).then_some(at + 1)
        }
        _ => None,
    }
}

fn is_body_word(scene: &Scene, at: u32) -> bool {
    let word = scene.word(at);
    word.name.any(BODY) || word.noun == NounClass::Group
}

/// A quoted span inside a name: Ann “Slim” Poe.
fn nickname(scene: &Scene, at: u32) -> Option<NameWord> {
    let quote: &Quote = &scene.quotes[scene.unit(at).quote as usize];
    let text = &scene.text[quote.span.range()];
    if text.is_empty()
        || text.split_whitespace().count() > NICKNAME_WORDS
        || text.ends_with([',', '.', '?', '!'])
        || !text.starts_with(char::is_uppercase)
    {
        return None;
    }
    let (hash, letter, length) = name::hash(text);
    Some(NameWord {
        hash,
        unit: at,
        flags: NameFlags::default(),
        letter,
        length,
        initial: false,
        nickname: true,
    })
}
