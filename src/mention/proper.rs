//! A capitalised word in, the whole name out, with its titles set apart.

use crate::lexicon::{Clitic, Gender, NameFlags, NounClass, Tag};
use crate::quote::Quote;
use crate::segment::{Shape, TokenKind};
use crate::syntax::{PERSON_NAME, Scene, UnitRange};

use super::{LONGEST, Mention, MentionKind, Mentions, NameWord, NameWords, before_verb, behind_cue, name};

/// A role or title.
const ROLE: NameFlags = NameFlags::TITLE.with(NameFlags::ROLE);
/// Words that a body's name ends in or is.
const BODY: NameFlags = NameFlags::BODY.with(NameFlags::KNOWN_BODY);
/// Most words a nickname has.
const NICKNAME_WORDS: usize = 3;
/// Most words a name has; a longer run of capitals is no name.
const MOST_WORDS: u32 = 14;

/// Reads the name that starts at `at`, adds its mention, and returns the unit behind it.
pub(super) fn read(
    scene: &Scene,
    at: u32,
    sentence: UnitRange,
    headline: bool,
    mentions: &mut Mentions,
) -> u32 {
    let first = mentions.words.len() as u32;
    let end = run(scene, at, sentence, headline, &mut mentions.words);
    let all = NameWords { start: first, end: mentions.words.len() as u32 };
    if all.start == all.end {
        return end;
    }
    let words = &mentions.words[all.range()];
    if words.iter().all(|w| w.initial && w.length == 1) {
        mentions.words.truncate(first as usize);
        return end;
    }
    let last_unit = end - 1;
    let possessive = is_possessive(scene, last_unit, sentence);
    let chunk = scene.chunk(at);
    let inside =
        !possessive && !headline && chunk.is_some_and(|c| c.units.end > end && scene.unit(end).is_word());
    // "Poe bristles at the plan": a plural noun that is a verb here.
    let verb = inside
        && chunk.is_some_and(|c| c.units.end == end + 1)
        && scene.word(end).tags.has(Tag::VerbS)
        && !before_verb(scene, end + 1, sentence);
    let inside = inside && !verb;
    let body = is_body(scene, words, UnitRange { start: at, end }, &mut mentions.buffer);
    let cut = if body.is_some() { 0 } else { title_length(scene, words) };
    let kind = body.unwrap_or_else(|| {
        kind_of(scene, &words[cut..], cut > 0, UnitRange { start: at, end }, &mut mentions.buffer)
    });
    let single = chunk.is_some_and(|c| c.units.start == at)
        && words.len() == 1
        && !words[0].flags.any(NameFlags::TITLE);
    // "Tester said" names somebody: an office in the singular has an article or a title's rank.
    let office = cut > 0 && is_office(scene, words, cut);
    let role_only = office || cut == 0 && body.is_none() && !single && is_role(scene, words);
    let named = if office { &words[..cut] } else { words };
    let head = named.iter().rev().find(|w| !w.is_suffix()).map_or(at, |w| w.unit);
    let start = chunk.map_or(at, |c| c.units.start.max(at.saturating_sub(LONGEST)).min(at));
    let start = if own_phrase(scene, start, at) { start } else { at };
    let mut mention = Mention::new(UnitRange { start, end }, head, kind);
    mention.core = UnitRange { start: words[cut].unit, end };
    mention.possessive = possessive;
    mention.modifier = inside;
    mention.subject = !possessive
        && !inside
        && (verb
            || before_verb(scene, end, sentence)
            || behind_cue(scene, chunk.map_or(at, |c| c.units.start.min(at)), sentence));
    let number = mentions.list.len() as u32;
    if role_only {
        mention.kind = MentionKind::Human;
        mention.core = UnitRange { start: at, end };
        set_gender(scene, head, &mut mention);
        mentions.words.truncate(first as usize);
        mentions.list.push(mention);
        return end;
    }
    if mention.kind == MentionKind::Humans {
        // "Russians said"; "Russian" alone belongs to what follows.
        mentions.words.truncate(first as usize);
        mention.core = UnitRange { start: at, end };
        mentions.list.push(mention);
        return end;
    }
    mention.name = NameWords { start: first + cut as u32, end: all.end };
    // A headline runs words together: "Hale Mom Meets Ann Poe" does not make Poe a mother.
    let titles = if headline && cut > 1 { &words[cut - 1..cut] } else { &words[..cut] };
    let titles =
        if headline && cut > 1 && !titles[0].flags.any(NameFlags::TITLE) { &words[..0] } else { titles };
    for word in titles {
        if word.flags.any(ROLE) {
            mentions.titles.push((number, word.unit));
            set_gender(scene, word.unit, &mut mention);
            mention.courtesy |= is_courtesy(scene, word.unit);
        }
    }
    // "the news outlet Hale Echo"
    if !headline
        && at > start
        && matches!(mention.kind, MentionKind::Name | MentionKind::Body)
        && scene.unit(at - 1).tag == Tag::Noun
        && !scene.word(at - 1).name.any(ROLE)
    {
        mentions.titles.push((number, at - 1));
    }
    // Roles in lower case before the name, in the same phrase: "Trump adviser Ann Poe".
    for unit in if headline { at..at } else { start..at } {
        if scene.unit(unit).tag != Tag::Name && scene.word(unit).name.any(ROLE) {
            mentions.titles.push((number, unit));
            set_gender(scene, unit, &mut mention);
            if mention.kind == MentionKind::Name && unit + 1 == at {
                mention.kind = MentionKind::Person;
            }
        }
    }
    mentions.list.push(mention);
    end
}

/// Whether what stands behind a title is no name: "Secretary General", "Chairman of the Board".
fn is_office(scene: &Scene, words: &[NameWord], cut: usize) -> bool {
    let rest = &words[cut..];
    let Some(first) = rest.first() else { return true };
    if rest.iter().all(|w| w.flags.any(ROLE) && !w.flags.any(PERSON_NAME)) {
        return true;
    }
    let of = (words[cut - 1].unit + 1..first.unit).any(|i| scene.surface(i) == "of");
    of && !first.is_given()
}

fn set_gender(scene: &Scene, unit: u32, mention: &mut Mention) {
    let flags = scene.word(unit).name;
    let title = scene.lexicon.title(scene.lexicon.form(scene.unit(unit).word)).and_then(|t| t.gender);
    mention.she |= flags.any(NameFlags::SHE) || title == Some(Gender::She);
    mention.he |= flags.any(NameFlags::HE) || title == Some(Gender::He);
    if mention.she && mention.he {
        (mention.she, mention.he) = (false, false);
    }
}

/// Mr., Mrs., Miss: a title that tells two people of one family apart.
fn is_courtesy(scene: &Scene, unit: u32) -> bool {
    scene
        .lexicon
        .title(scene.lexicon.form(scene.unit(unit).word))
        .is_some_and(|t| matches!(t.name.as_str(), "Mr." | "Mrs." | "Ms." | "Miss"))
}

/// Whether nothing between the start of a noun phrase and a name in it owns the name or is a name
/// of its own: "the former senator Ann Poe", not "Poe's aide Bob Lund".
fn own_phrase(scene: &Scene, start: u32, at: u32) -> bool {
    (start..at).all(|i| scene.unit(i).clitic != Clitic::S)
}

fn is_possessive(scene: &Scene, last: u32, sentence: UnitRange) -> bool {
    let unit = scene.unit(last);
    let next = |offset: u32| (last + offset < sentence.end).then(|| scene.unit(last + offset));
    match unit.clitic {
        // "Poe's going" and "Poe's claim" look alike; a noun phrase tells.
        Clitic::S => next(1).is_none_or(|n| !matches!(n.tag, Tag::VerbIng | Tag::Determiner | Tag::Negation)),
        // "Sanders' claim"
        _ => {
            scene.surface(last).ends_with('s')
                && next(1).is_some_and(|n| n.kind == TokenKind::Mark && !n.is_quote() && n.start == unit.end)
                && next(2).is_some_and(|n| n.is_word())
        }
    }
}

/// Reads the words of a run of capitals into `words` and returns the unit behind it.
fn run(scene: &Scene, at: u32, sentence: UnitRange, headline: bool, words: &mut Vec<NameWord>) -> u32 {
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
        if unit.tag == Tag::Name {
            let flags = scene.word(i).name;
            let date = flags.any(NameFlags::DATE) && !(flags.any(PERSON_NAME) && (is_name(i + 1) || i > at));
            if date {
                if i == at {
                    end = i + 1;
                }
                break;
            }
            if headline && ends_in_headline(scene, i, &words[first..]) {
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

/// Jr., III: what follows a name behind a comma, unlike "Md." and "M.D."
fn is_generation(scene: &Scene, at: u32) -> bool {
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

/// How many words at the front are titles, roles or what they belong to: "White House Press Secretary".
fn title_length(scene: &Scene, words: &[NameWord]) -> usize {
    let names_after = |i: usize| words[i + 1..].iter().any(|w| !w.is_suffix() && !w.nickname);
    let mut cut = 0;
    for (i, word) in words.iter().enumerate() {
        if !names_after(i) || word.nickname || word.initial {
            continue;
        }
        let title = word.flags.any(NameFlags::TITLE);
        let role = title || word.flags.any(NameFlags::ROLE);
        // "Carter Page", "Mary Baker Eddy": the role is a name here.
        let named = !title && word.is_given()
            || i > cut
                && words[i - 1].is_given()
                && !words[i - 1].flags.any(ROLE.with(NameFlags::PLACE))
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
    // "State John Kerry", "Rival Hillary Clinton": common words before a given name.
    let rest = &words[cut..];
    if let Some(given) = rest.iter().position(|w| w.is_given() && !w.flags.any(NameFlags::PLACE)) {
        let common = |w: &NameWord| {
            let word = scene.word(w.unit);
            !w.initial
                && !w.is_given()
                && (word.name.any(NameFlags::PLACE.with(NameFlags::DEMONYM).with(BODY))
                    || !word.tags.is_empty() && word.tag != Tag::Name && !word.name.any(NameFlags::FAMILY))
        };
        if given > 0 && given + 1 < rest.len() && rest[..given].iter().all(common) {
            cut += given;
        }
    }
    cut
}

/// Whether a run of capitals is an office and no name: "Secretary of State", "President".
fn is_role(scene: &Scene, words: &[NameWord]) -> bool {
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

/// The kind of a name that is a body's.
fn is_body(scene: &Scene, words: &[NameWord], units: UnitRange, buffer: &mut String) -> Option<MentionKind> {
    key(scene, units, buffer);
    if scene.lexicon.body(buffer).is_some() {
        return Some(MentionKind::Body);
    }
    let last = words.iter().rev().find(|w| !w.nickname)?;
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

fn kind_of(
    scene: &Scene,
    words: &[NameWord],
    titled: bool,
    units: UnitRange,
    buffer: &mut String,
) -> MentionKind {
    let Some(first) = words.first() else { return MentionKind::Name };
    let last = words.iter().rev().find(|w| !w.is_suffix()).unwrap_or(first);
    if titled && !first.flags.any(NameFlags::KNOWN_BODY) {
        return MentionKind::Person;
    }
    key(scene, units, buffer);
    if scene.lexicon.place(buffer).is_some()
        || words.len() == 1 && first.flags.any(NameFlags::PLACE) && !first.is_given()
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
pub(crate) fn key(scene: &Scene, units: UnitRange, buffer: &mut String) {
    buffer.clear();
    let text = name::without_s(&scene.text[scene.span(units).range()]);
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
