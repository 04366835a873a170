//! A common noun in, whom it means out: a role the text gives somebody, another word for the person
//! in focus, a body by a word of its name, or somebody new.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::{BodyKind, Clitic, Tag};
use crate::mention::{Mention, MentionKind, Mentions};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{Scene, UnitRange};

use super::antecedent::{Resolved, certainty};
use super::pronoun::body_in_focus;
use super::salience::{Anaphor, best};
use super::{Cast, Link, NONE, Referent, Scorers, kind_of};

/// The score below which a noun is no epithet of the person in focus.
const LEAST_EPITHET: i32 = 50;

/// The same for a noun that says whose: "Poe's former adviser".
const LEAST_OWNED_EPITHET: i32 = 250;

/// The same for an age, "the 27-year-old": hardly anybody is called so who was not named before.
const LEAST_AGED_EPITHET: i32 = -100;

/// The age in "the 27-year-old", "the 27-year-old striker", as its unit.
fn age(scene: &Scene, mention: &Mention) -> Option<u32> {
    let years = |at: u32| scene.unit(at).kind == TokenKind::Hyphen && scene.surface(at + 1) == "year";
    (mention.units.start..mention.units.end.saturating_sub(2))
        .find(|at| scene.unit(*at).kind == TokenKind::Number && years(at + 1))
}

/// Whom the text gives an age, if it is one person.
fn of_age(scene: &Scene, mention: &Mention, age: u32, cast: &Cast) -> Option<u32> {
    let bearer = *cast.walk.by_age.get(&crate::mention::hash_of(scene.surface(age)))?;
    let referent = cast.referents.get(bearer as usize)?;
    let clashes = mention.she && referent.is_he() || mention.he && referent.is_she();
    (referent.kind == SpeakerKind::Person && !clashes).then_some(bearer)
}

/// A noun for one human being.
pub(super) fn noun(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    scorers: &Scorers,
    cast: &mut Cast,
) -> Resolved {
    let mention = &mentions.list[number as usize];
    let capital = scene.unit(mention.head).shape != Shape::Lower;
    // "Tester said", of Ann Tester: a name that is also a role.
    if let Some(bearer) = namesake(scene, mention, cast) {
        return (bearer, Link::Variant, certainty::VARIANT);
    }
    let age = age(scene, mention);
    if let Some(bearer) =
        age.filter(|_| !mention.indefinite).and_then(|age| of_age(scene, mention, age, cast))
    {
        return (bearer, Link::Role, certainty::ROLE);
    }
    if (!mention.indefinite || capital) && !owned(scene, mention) {
        if let Some(bearer) = bearer_of_role(scene, mention, cast) {
            return (bearer, Link::Role, certainty::ROLE);
        }
        // "The Hale businessman said": somebody known by another word.
        let of_somebody = (mention.units.start..mention.head).any(|i| scene.unit(i).clitic == Clitic::S);
        if draft.is_some() {
            let anaphor = Anaphor { mention, draft, unnamed: false };
            let found = best(scene, mentions, &scorers.nouns, anaphor, cast);
            let least = match (of_somebody, age) {
                (true, _) => LEAST_OWNED_EPITHET,
                (_, Some(_)) => LEAST_AGED_EPITHET,
                _ => LEAST_EPITHET,
            };
            if found.bearer != NONE && found.score >= least {
                return (found.bearer, Link::Epithet, certainty::EPITHET);
            }
        }
    }
    let mut referent = Referent::new(SpeakerKind::Anonymous, number);
    referent.she = 2 * u16::from(mention.she);
    referent.he = 2 * u16::from(mention.he);
    referent.add_role(scene.unit(mention.head).word);
    tie(scene, mention.core, &mut referent);
    cast.referents.push(referent);
    (cast.referents.len() as u32 - 1, Link::Unnamed, certainty::UNNAMED)
}

/// The names in a noun phrase tie it to a place or body.
pub(super) fn tie(scene: &Scene, units: UnitRange, referent: &mut Referent) {
    for at in units.start..units.end {
        if scene.unit(at).tag == Tag::Name {
            referent.add_tie(crate::mention::hash_of(scene.surface(at)));
        }
    }
}

/// Whom the text gives the role that a noun names; of several the one with the same ties, then a
/// named one, then the one mentioned last.
fn bearer_of_role(scene: &Scene, mention: &Mention, cast: &Cast) -> Option<u32> {
    let word = scene.unit(mention.head).word;
    let ties = || (mention.core.start..mention.head).filter(|at| scene.unit(*at).tag == Tag::Name);
    let mut found = None;
    let mut best = f32::NEG_INFINITY;
    let far = cast.walk.by_role.get(&word).copied();
    for (rank, bearer) in cast.walk.focus.iter().copied().chain(far).enumerate() {
        let referent = &cast.referents[bearer as usize];
        if !referent.has_role(word) || mention.she && referent.is_he() || mention.he && referent.is_she() {
            continue;
        }
        let mut score = -0.05 * rank as f32;
        let shared = ties().any(|at| referent.tied(crate::mention::hash_of(scene.surface(at))));
        score += if shared { 2.0 } else { 0.0 };
        if ties().next().is_some() && !shared {
            if referent.name == NONE {
                continue;
            }
            score -= if referent.tie_count > 0 { 1.5 } else { 0.2 };
        }
        score += if referent.name == NONE { 0.0 } else { 1.0 };
        if score > best {
            best = score;
            found = Some(bearer);
        }
    }
    found
}

/// How many bearers of a name are looked at, so that a text full of them takes no longer.
const MOST_BEARERS: usize = 16;

/// Whose name a capital says that a noun on its own may be; of several the one mentioned last.
fn namesake(scene: &Scene, mention: &Mention, cast: &Cast) -> Option<u32> {
    let capital = scene.unit(mention.head).shape != Shape::Lower;
    if !capital || mention.units.start != mention.head || mention.units.end != mention.head + 1 {
        return None;
    }
    let word = crate::mention::hash_of(scene.surface(mention.head));
    let bears = |bearer: &u32| cast.variants.of_word(word).take(MOST_BEARERS).any(|other| other == *bearer);
    cast.walk.focus.iter().copied().find(bears).or_else(|| cast.variants.of_word(word).next())
}

/// "his father", "Poe's aide": a person of their own.
fn owned(scene: &Scene, mention: &Mention) -> bool {
    (mention.units.start..mention.head).any(|i| scene.unit(i).tag == Tag::Possessive)
}

/// A noun for several people, a body or a text: the one mentioned before in the same words, or the
/// body whose name has the noun in it.
pub(super) fn thing(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    cast: &mut Cast,
) -> Resolved {
    let mention = &mentions.list[number as usize];
    let word = scene.unit(mention.head).word;
    let kind = kind_of(mention);
    let words = crate::mention::hash_of(&scene.text[scene.span(mention.core).range()]);
    // "Gong asked", of Ann Gong: a name that is also a thing.
    if scene.unit(mention.head).tag != Tag::NounPlural {
        if let Some(bearer) = namesake(scene, mention, cast) {
            return (bearer, Link::Variant, certainty::VARIANT);
        }
    }
    if !mention.indefinite && !owned(scene, mention) {
        let named = bearer_of_role(scene, mention, cast).filter(|r| cast.referents[*r as usize].name != NONE);
        if let Some(bearer) = named {
            return (bearer, Link::Role, certainty::ROLE);
        }
        if let Some(&bearer) = cast.walk.by_words.get(&words) {
            return (bearer, Link::Role, certainty::ROLE);
        }
        if draft.is_some() && scene.lexicon.is_outlet_word(word) {
            if let Some(bearer) = outlet_in_focus(scene, mentions, cast) {
                return (bearer, Link::Epithet, certainty::BODY_PRONOUN);
            }
        }
        if mention.core.end - mention.core.start == 1 && mention.kind == MentionKind::Group {
            if let Some(bearer) = body_of_noun(mentions, words, cast) {
                return (bearer, Link::Role, certainty::ROLE);
            }
            if draft.is_some() && mention.units.start < mention.head {
                let found = body_in_focus(scene, mentions, number, false, cast);
                if found.0 != NONE && cast.referents[found.0 as usize].name != NONE {
                    return (found.0, Link::Epithet, certainty::BODY_PRONOUN);
                }
            }
        }
    }
    let mut referent = Referent::new(kind, number);
    referent.add_role(word);
    cast.referents.push(referent);
    let bearer = cast.referents.len() as u32 - 1;
    cast.walk.by_words.insert(words, bearer);
    (bearer, Link::Unnamed, certainty::UNNAMED)
}

/// The outlet mentioned last, for "the newspaper", "the website": one that the lexicon knows, that the text
/// calls by such a word, or with such a word in its name.
fn outlet_in_focus(scene: &Scene, mentions: &Mentions, cast: &Cast) -> Option<u32> {
    let is_outlet_word = |word| scene.lexicon.is_outlet_word(word);
    cast.walk.focus.iter().copied().find(|bearer| {
        let referent = &cast.referents[*bearer as usize];
        let Some(name) = mentions.list.get(referent.name as usize) else { return false };
        let known = || name.body.and_then(|body| scene.lexicon.body_of(body));
        let built = || (name.core.start..name.core.end).any(|at| is_outlet_word(scene.unit(at).word));
        referent.kind == SpeakerKind::Organisation
            && (referent.roles().iter().any(|role| is_outlet_word(*role))
                || known().is_some_and(|body| body.kind == BodyKind::Outlet)
                || built())
    })
}

/// "the authority" for the "Hale Harbour Authority".
fn body_of_noun(mentions: &Mentions, noun: u64, cast: &Cast) -> Option<u32> {
    cast.walk.focus.iter().copied().find(|bearer| {
        let referent = &cast.referents[*bearer as usize];
        referent.name != NONE
            && referent.kind == SpeakerKind::Organisation
            && mentions.words[referent.words.range()].iter().any(|w| w.hash == noun)
    })
}
