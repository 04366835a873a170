//! The words of a name in; where its titles end and what sort of name it is out.

use crate::lexicon::{BodyId, NameFlags, NounClass, PlaceKind, Tag};
use crate::segment::Shape;
use crate::syntax::{PERSON_NAME, Scene, UnitRange};

use super::{MentionKind, NameWord, name};

/// A role or title.
pub(super) const ROLE: NameFlags = NameFlags::TITLE.with(NameFlags::ROLE);

/// Words that a body's name ends in or is.
pub(super) const BODY: NameFlags = NameFlags::BODY.with(NameFlags::KNOWN_BODY);

/// Whether what stands behind a title is no name: "Secretary General", "Chief Medical Director", "Chairman of
/// the Board".
pub(super) fn is_office(scene: &Scene, words: &[NameWord], cut: usize) -> bool {
    let rest = &words[cut..];
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return true };
    let common = |w: &NameWord| !w.flags.any(PERSON_NAME) && !scene.word(w.unit).tags.is_empty();
    if last.flags.any(ROLE) && rest.iter().all(common) {
        return true;
    }
    let of = (words[cut - 1].unit + 1..first.unit).any(|i| scene.surface(i) == "of");
    of && !first.is_given()
}

/// How many words at the front are titles, roles or what they belong to: "White House Press Secretary".
pub(super) fn title_length(scene: &Scene, words: &[NameWord]) -> usize {
    let names_after = |i: usize| words[i + 1..].iter().any(|w| !w.is_suffix() && !w.nickname);
    let mut cut = 0;
    for (i, word) in words.iter().enumerate() {
        if !names_after(i) || word.nickname || word.initial {
            continue;
        }
        let title = word.flags.any(NameFlags::TITLE);
        let role = title || word.flags.any(NameFlags::ROLE);
        // "Carter Page", "Cllr Dean Poe", "Mary Baker Eddy": the role is a name here.
        let named = word.is_given() && (!title || is_behind_title(scene, words, i))
            || i > cut
                && words[i - 1].is_given()
                && !words[i - 1].flags.any(ROLE.with(NameFlags::PLACE).with(NameFlags::DEMONYM))
                && word.flags.any(PERSON_NAME);
        if role && !named {
            cut = i + 1;
        }
    }
    // "Presently Ann", "Poor Bob": a sentence's first word, or an adjective, before a person's name.
    if cut == 0 && words.len() > 1 && words[1].flags.any(PERSON_NAME) {
        let word = scene.word(words[0].unit);
        let plain = !words[0].initial
            && !word
                .name
                .any(PERSON_NAME.with(NameFlags::PLACE).with(NameFlags::DEMONYM).with(BODY).with(ROLE));
        if plain
            && matches!(
                word.tag,
                Tag::Adverb
                    | Tag::Adjective
                    | Tag::VerbIng
                    | Tag::Preposition
                    | Tag::Subordinator
                    | Tag::Interjection
            )
        {
            cut = 1;
        }
    }
    // "State John Kerry", "Rival Hillary Clinton", "Slovenian Anže Lund": common words before a given name, or
    // before one that no list knows.
    let rest = &words[cut..];
    let people = rest.first().is_some_and(|w| w.flags.any(NameFlags::DEMONYM) && !w.is_given());
    let given = |w: &NameWord| {
        let unknown = w.flags == NameFlags::default() && scene.word(w.unit).tags.is_empty();
        w.is_given() && !w.flags.any(NameFlags::PLACE) || unknown && (cut > 0 || people)
    };
    if let Some(given) = rest.iter().position(given) {
        let common = |w: &NameWord| {
            let word = scene.word(w.unit);
            !w.initial
                && !w.is_given()
                && (word.name.any(NameFlags::PLACE.with(NameFlags::DEMONYM).with(BODY))
                    || !word.tags.is_empty() && word.tag != Tag::Name && !word.name.any(NameFlags::FAMILY))
        };
        let whole = given + 1 < rest.len() || people && given == 1;
        if given > 0 && whole && rest[..given].iter().all(common) {
            cut += given;
        }
    }
    cut
}

/// Titles that go before another: "Lord Justice Poe", "Mr Justice Poe".
const BEFORE_TITLES: [&str; 8] = ["chief", "highness", "lady", "lord", "madam", "mr", "mrs", "ms"];

/// Whether a title stands behind one that takes no other, and so is a given name: "Cllr Dean Poe".
fn is_behind_title(scene: &Scene, words: &[NameWord], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]).filter(|w| w.flags.any(NameFlags::TITLE));
    before.is_some_and(|before| !BEFORE_TITLES.contains(&scene.lexicon.form(scene.unit(before.unit).word)))
}

/// Whether a run of capitals is an office and no name: "Secretary of State", "President".
pub(super) fn is_role(scene: &Scene, words: &[NameWord]) -> bool {
    let role = |w: &NameWord| w.flags.any(ROLE);
    words.last().is_some_and(role)
        && words.iter().all(|w| role(w) || !scene.word(w.unit).tags.is_empty() && !w.is_given())
        && !(words.len() == 1
            && words[0].flags.any(NameFlags::FAMILY.with(NameFlags::MALE).with(NameFlags::FEMALE))
            && !words[0].flags.any(NameFlags::TITLE))
        || words.len() > 1
            && role(&words[0])
            && words.iter().skip(1).all(|w| !w.is_given() && !scene.word(w.unit).tags.is_empty())
            && scene.surface(words[0].unit + 1) == "of"
}

/// The kind of a name that is a body's; `known` is the body that goes by the whole name.
pub(super) fn is_body(scene: &Scene, words: &[NameWord], known: Option<BodyId>) -> Option<MentionKind> {
    if known.is_some() {
        return Some(MentionKind::Body);
    }
    let last = words.iter().rev().find(|w| !w.nickname)?;
    // "Friends of the Harbour" are a body,
    let tags = scene.word(words[0].unit).tags;
    if words.len() > 1
        && words[0].flags.any(ROLE)
        && tags.has(Tag::NounPlural)
        && !tags.has(Tag::Noun)
        && scene.surface(words[0].unit + 1) == "of"
    {
        return Some(MentionKind::Body);
    }
    // "Chairwoman of the Harbour Board" is somebody.
    if words
        .windows(2)
        .any(|w| w[0].flags.any(ROLE) && scene.surface(w[0].unit + 1) == "of" && w[1].unit > w[0].unit + 1)
    {
        return None;
    }
    let human = words.len() > 1 && words[0].is_given() && (words.len() == 2 || words[1].initial);
    let body = |w: &NameWord| {
        let word = scene.word(w.unit);
        w.flags.any(NameFlags::BODY)
            || !human
                && word.noun == NounClass::Group
                && !w.flags.any(PERSON_NAME.with(NameFlags::ROLE).with(NameFlags::DEMONYM))
    };
    let joined = words.iter().any(|w| body(w) && matches!(scene.text.get(scene.unit(w.unit).end as usize..), Some(rest) if rest.starts_with(" of ") || rest.starts_with(" for ")));
    (words.len() > 1 && body(last) || joined || words.len() == 1 && last.flags.any(NameFlags::KNOWN_BODY))
        .then_some(MentionKind::Body)
}

/// The kind of a name that is no body's; `key` is the whole name's, its titles included.
pub(super) fn kind_of(scene: &Scene, words: &[NameWord], titled: bool, key: &str) -> MentionKind {
    let Some(first) = words.first() else { return MentionKind::Name };
    let last = words.iter().rev().find(|w| !w.is_suffix()).unwrap_or(first);
    if titled && !first.flags.any(NameFlags::KNOWN_BODY) {
        return MentionKind::Person;
    }
    if scene.lexicon.place(key).is_some_and(|kind| kind != PlaceKind::Demonym)
        || words.len() == 1 && first.flags.any(NameFlags::PLACE) && !first.is_given()
    {
        return MentionKind::Place;
    }
    // "Priory Road", but "Ann Hill" is somebody.
    if words.len() > 1
        && last.flags.any(NameFlags::SITE)
        && !(first.is_given() && last.flags.any(NameFlags::FAMILY))
    {
        return MentionKind::Place;
    }
    if words.len() == 1 && first.flags.any(NameFlags::DEMONYM) && !first.is_given() {
        return MentionKind::Humans;
    }
    let acronym = words.len() == 1
        && scene.unit(first.unit).shape == Shape::Upper
        && !first.flags.any(PERSON_NAME)
        && first.length < 6;
    if acronym {
        return MentionKind::Body;
    }
    if words.len() > 1
        && (first.is_given()
            || words.iter().any(|w| w.nickname || w.is_suffix())
            || words[1].initial
            || first.initial && last.flags.any(PERSON_NAME))
    {
        return MentionKind::Person;
    }
    if words.len() > 1 && last.flags.any(NameFlags::FAMILY) && scene.word(first.unit).tags.is_empty() {
        return MentionKind::Person;
    }
    if words.len() == 1 && first.flags.any(PERSON_NAME) && !first.flags.any(NameFlags::PLACE) {
        return MentionKind::Person;
    }
    MentionKind::Name
}

/// A name as the lexicon is asked for it: lower case, single spaces, no full stops, no 's.
pub(super) fn key(scene: &Scene, units: UnitRange, buffer: &mut String) {
    buffer.clear();
    let text = name::without_s(&scene.text[scene.span(units).range()]);
    let mut last = 0;
    let plain = |byte: u8| {
        let single = byte == b' ' && last != b' ';
        last = byte;
        byte.is_ascii_graphic() && byte != b'.' || single
    };
    if text.bytes().all(plain) && !text.ends_with(' ') {
        buffer.push_str(text);
        buffer.make_ascii_lowercase();
        return;
    }
    let mut space = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() && !space {
            buffer.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            space = true;
        } else if c != '.' {
            if space && !buffer.is_empty() {
                buffer.push(' ');
            }
            space = false;
            buffer.extend(c.to_lowercase().map(|c| if c == '’' { '\'' } else { c }));
        }
    }
}
