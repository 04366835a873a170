//! One walk over the mentions in order of the text: each gets its referent.
//!
//! Names go to their bearer. Nouns go to the name beside them, to the one the text gives that role,
//! or to the person in focus. Pronouns go to the candidate with the best score (`salience`). The
//! focus holds the few referents mentioned last, so the walk is linear.

use std::collections::HashMap;

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::{Clitic, NameFlags, NounClass, Tag, WordId};
use crate::mention::{Mention, MentionKind, Mentions, Pronoun};
use crate::segment::Shape;
use crate::syntax::{Scene, UnitRange};

use super::salience::{Signal, weight};
use super::{Cast, Link, NONE, Referent, Spot, kind_of};

/// Share of right links on the development part of the corpus, by sort of link.
mod certainty {
    pub(super) const NAME: f32 = 0.99;
    pub(super) const VARIANT: f32 = 0.99;
    pub(super) const SHARED_NAME: f32 = 0.93;
    pub(super) const APPOSITION: f32 = 0.95;
    pub(super) const ROLE: f32 = 0.92;
    pub(super) const EPITHET: f32 = 0.82;
    pub(super) const RELATIVE: f32 = 0.95;
    pub(super) const BODY_PRONOUN: f32 = 0.6;
    pub(super) const UNNAMED: f32 = 0.75;

    /// A pronoun's, by how far the next candidate's score lies behind.
    pub(super) fn pronoun(margin: f32) -> f32 {
        crate::model::probability(0.6 + 0.8 * margin).min(0.97)
    }
}

/// How many referents are in focus.
const FOCUS: usize = 24;
/// How far back an antecedent may lie, in sentences.
const REACH: u32 = 12;
/// The score below which a pronoun stays open.
const LEAST_PRONOUN: f32 = -4.0;
/// The score below which a noun is no epithet of the person in focus.
const LEAST_EPITHET: f32 = 0.5;
/// The same for a noun that says whose: "Poe's former adviser".
const LEAST_OWNED_EPITHET: f32 = 2.5;

/// State of the walk.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Referents mentioned last, the latest first.
    focus: Vec<u32>,
    /// The last that had a role, by the noun.
    by_role: HashMap<WordId, u32>,
    /// Unnamed bodies, groups and texts, by the words they were introduced with.
    by_words: HashMap<u64, u32>,
    /// Whether a referent has spoken, by number.
    spoke: Vec<bool>,
    last_speaker: u32,
    last_person: u32,
    last_quoted: u32,
    /// The person who was a subject last, and in which sentence.
    last_subject: Option<(u32, u32)>,
    paragraph_of: Vec<u32>,
}

/// Gives each mention its referent.
pub(super) fn walk(scene: &Scene, mentions: &Mentions, drafts: &[Draft], source_of: &[u32], cast: &mut Cast) {
    let walk = &mut cast.walk;
    walk.focus.clear();
    walk.by_role.clear();
    walk.by_words.clear();
    walk.spoke.clear();
    walk.last_speaker = NONE;
    walk.last_person = NONE;
    walk.last_quoted = NONE;
    walk.last_subject = None;
    walk.paragraph_of.clear();
    walk.paragraph_of.resize(scene.syntax.sentences.len(), 0);
    for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
        if paragraph.start < paragraph.end {
            let first = scene.unit(paragraph.start).sentence as usize;
            let last = scene.unit(paragraph.end - 1).sentence as usize;
            walk.paragraph_of[first..=last].fill(number as u32);
        }
    }
    settle_names(scene, mentions, cast);
    for number in 0..mentions.list.len() as u32 {
        let draft = drafts.get(source_of[number as usize] as usize);
        let (referent, link, certainty) = resolve(scene, mentions, draft, number, cast);
        cast.link_of[number as usize] = link;
        cast.certainty[number as usize] = certainty;
        if referent != NONE {
            cast.referent_of[number as usize] = referent;
            touch(scene, mentions, number, referent, draft, cast);
        }
    }
}

/// Gives unambiguous names their roles before the walk, so that a noun may come before the name.
fn settle_names(scene: &Scene, mentions: &Mentions, cast: &mut Cast) {
    for i in 0..cast.roles.len() {
        let role = cast.roles[i];
        let bearers = cast.variants.bearers_of(mentions, role.mention);
        let mut all = bearers.iter();
        if let (Some(bearer), None) = (all.next(), all.next()) {
            let word = scene.unit(role.head).word;
            let flags = scene.word(role.head).name;
            let referent = &mut cast.referents[bearer as usize];
            referent.add_role(word);
            if !referent.sure
                && matches!(scene.word(role.head).noun, NounClass::Group | NounClass::Communication)
            {
                referent.kind = SpeakerKind::Organisation;
                referent.sure = true;
            }
            tie(scene, role.units, referent);
            if flags.any(NameFlags::SHE) && !flags.any(NameFlags::HE) {
                referent.she += 2;
            }
            if flags.any(NameFlags::HE) && !flags.any(NameFlags::SHE) {
                referent.he += 2;
            }
            cast.walk.by_role.entry(word).or_insert(bearer);
            if let Some(title) = scene.lexicon.title(scene.lexicon.form(word)) {
                // "Sen." is the senator.
                let written_out = scene.lexicon.lookup(&title.name.to_lowercase());
                cast.referents[bearer as usize].add_role(written_out);
                cast.walk.by_role.entry(written_out).or_insert(bearer);
            }
        }
    }
}

fn touch(
    scene: &Scene,
    mentions: &Mentions,
    number: u32,
    referent: u32,
    draft: Option<&Draft>,
    cast: &mut Cast,
) {
    let speaks = draft.is_some();
    let walk = &mut cast.walk;
    let found = &mut cast.referents[referent as usize];
    let named = found.name != NONE;
    if !mentions.list[number as usize].modifier {
        found.count += 1;
        found.last = number;
        found.spot = spot(scene, &mentions.list[number as usize], speaks, found.spot);
        if (found.spot.subject) && found.sure && found.kind == SpeakerKind::Person {
            walk.last_subject = Some((referent, found.spot.sentence));
        }
        match walk.focus.iter().position(|r| *r == referent) {
            Some(at) => walk.focus[..=at].rotate_right(1),
            None => {
                walk.focus.truncate(FOCUS - 1);
                walk.focus.insert(0, referent);
            }
        }
        let (roles, count) = (found.roles, usize::from(found.role_count));
        for word in &roles[..count] {
            // Somebody unnamed does not take a role from somebody named.
            let held = walk.by_role.get(word).is_some_and(|r| cast.referents[*r as usize].name != NONE);
            if named || !held {
                walk.by_role.insert(*word, referent);
            }
        }
    }
    if speaks {
        walk.last_speaker = referent;
        if matches!(cast.referents[referent as usize].kind, SpeakerKind::Person | SpeakerKind::Anonymous) {
            walk.last_person = referent;
            if draft.is_some_and(|d| !d.quoted.is_empty()) {
                walk.last_quoted = referent;
            }
        }
        if walk.spoke.len() <= referent as usize {
            walk.spoke.resize(referent as usize + 1, false);
        }
        walk.spoke[referent as usize] = true;
    }
}

/// Where a referent stands after one more mention.
fn spot(scene: &Scene, mention: &Mention, speaks: bool, before: Spot) -> Spot {
    let sentence = scene.unit(mention.head).sentence;
    let opens = mention.units.start == scene.sentence(mention.head).start;
    let here = Spot {
        sentence,
        subject: mention.subject || speaks,
        opens,
        opens_paragraph: opens && starts_paragraph(scene, mention.units.start),
        owner: mention.possessive && !speaks,
    };
    if before.sentence != sentence {
        return here;
    }
    Spot {
        sentence,
        subject: here.subject || before.subject,
        opens: here.opens || before.opens,
        opens_paragraph: here.opens_paragraph || before.opens_paragraph,
        owner: here.owner && before.owner,
    }
}

type Resolved = (u32, Link, f32);

const OPEN: Resolved = (NONE, Link::None, 0.0);

fn resolve(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    cast: &mut Cast,
) -> Resolved {
    let mention = &mentions.list[number as usize];
    if mention.is_proper() {
        return name(scene, mentions, number, cast);
    }
    let apposed = cast.apposed[number as usize];
    if apposed != NONE && !matches!(mention.kind, MentionKind::Pronoun(_)) {
        let bearer = if apposed < number {
            cast.referent_of[apposed as usize]
        } else {
            name(scene, mentions, apposed, cast).0
        };
        if bearer != NONE {
            return (bearer, Link::Apposition, certainty::APPOSITION);
        }
    }
    match mention.kind {
        MentionKind::Pronoun(pronoun) => of_pronoun(scene, mentions, draft, number, pronoun, cast),
        MentionKind::Human => noun(scene, mentions, draft, number, cast),
        MentionKind::Humans | MentionKind::Group | MentionKind::Text => {
            thing(scene, mentions, draft, number, cast)
        }
        MentionKind::Thing if draft.is_some() => thing(scene, mentions, draft, number, cast),
        _ => OPEN,
    }
}

/// The bearer of a name; of several, the one in focus or the most prominent.
fn name(scene: &Scene, mentions: &Mentions, number: u32, cast: &Cast) -> Resolved {
    let mention = &mentions.list[number as usize];
    let bearers = cast.variants.bearers_of(mentions, number);
    let mut best = OPEN;
    let mut best_score = f32::NEG_INFINITY;
    let mut count = 0;
    for bearer in bearers.iter() {
        count += 1;
        let referent = &cast.referents[bearer as usize];
        if mention.she && referent.is_he() || mention.he && referent.is_she() {
            continue;
        }
        let mut score = prominence(scene, mentions, mention, referent);
        if cast.walk.last_speaker == bearer {
            score += 1.0;
        }
        if score > best_score {
            best_score = score;
            best = (bearer, Link::SharedName, certainty::SHARED_NAME);
        }
    }
    if count == 1 && best.0 != NONE {
        let fullest = cast.referents[best.0 as usize].name;
        let same = mentions
            .list
            .get(fullest as usize)
            .is_some_and(|m| m.name.end - m.name.start == mention.name.end - mention.name.start);
        best.1 = if same { Link::Name } else { Link::Variant };
        best.2 = if same { certainty::NAME } else { certainty::VARIANT };
    }
    best
}

/// How much a text is about a referent, as seen from a mention.
fn prominence(scene: &Scene, mentions: &Mentions, mention: &Mention, referent: &Referent) -> f32 {
    let mut score = (1.0 + referent.count as f32).ln();
    if let Some(last) = mentions.list.get(referent.last as usize) {
        let distance = scene.unit(mention.head).sentence.saturating_sub(scene.unit(last.head).sentence);
        score -= 0.15 * (distance.min(20) as f32);
    } else {
        score -= 3.0;
    }
    score
}

/// A noun for one human being.
fn noun(scene: &Scene, mentions: &Mentions, draft: Option<&Draft>, number: u32, cast: &mut Cast) -> Resolved {
    let mention = &mentions.list[number as usize];
    let capital = scene.unit(mention.head).shape != Shape::Lower;
    if capital && mention.units.start == mention.head {
        // "Tester said", of Ann Tester: a name that is also a role.
        let mut bearers = cast.variants.of_word(crate::mention::hash_of(scene.surface(mention.head)));
        if let Some(bearer) = bearers.next() {
            return (bearer, Link::Variant, certainty::VARIANT);
        }
    }
    if (!mention.indefinite || capital) && !owned(scene, mention) {
        if let Some(bearer) = bearer_of_role(scene, mention, cast) {
            return (bearer, Link::Role, certainty::ROLE);
        }
        // "The Hale businessman said": somebody known by another word.
        let of_somebody = (mention.units.start..mention.head).any(|i| scene.unit(i).clitic == Clitic::S);
        if draft.is_some() {
            let (bearer, score, _) = best(scene, mentions, Anaphor { mention, draft, unnamed: false }, cast);
            if bearer != NONE && score >= if of_somebody { LEAST_OWNED_EPITHET } else { LEAST_EPITHET } {
                return (bearer, Link::Epithet, certainty::EPITHET);
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
fn tie(scene: &Scene, units: UnitRange, referent: &mut Referent) {
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

/// "his father", "Poe's aide": a person of their own.
fn owned(scene: &Scene, mention: &Mention) -> bool {
    (mention.units.start..mention.head).any(|i| scene.unit(i).tag == Tag::Possessive)
}

/// A noun for several people, a body or a text: the one mentioned before in the same words, or the
/// body whose name has the noun in it.
fn thing(
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
    if !mention.indefinite && !owned(scene, mention) {
        let named = bearer_of_role(scene, mention, cast).filter(|r| cast.referents[*r as usize].name != NONE);
        if let Some(bearer) = named {
            return (bearer, Link::Role, certainty::ROLE);
        }
        if let Some(&bearer) = cast.walk.by_words.get(&words) {
            return (bearer, Link::Role, certainty::ROLE);
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

/// "the authority" for the "Hale Harbour Authority".
fn body_of_noun(mentions: &Mentions, noun: u64, cast: &Cast) -> Option<u32> {
    cast.walk.focus.iter().copied().find(|bearer| {
        let referent = &cast.referents[*bearer as usize];
        referent.name != NONE
            && referent.kind == SpeakerKind::Organisation
            && mentions.words[referent.words.range()].iter().any(|w| w.hash == noun)
    })
}

fn of_pronoun(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    pronoun: Pronoun,
    cast: &mut Cast,
) -> Resolved {
    match pronoun {
        Pronoun::He | Pronoun::She => {
            let (she, he) = (pronoun == Pronoun::She, pronoun == Pronoun::He);
            let mention = &mentions.list[number as usize];
            let (bearer, score, margin) =
                best(scene, mentions, Anaphor { mention, draft, unnamed: true }, cast);
            if bearer == NONE || score < LEAST_PRONOUN {
                return OPEN;
            }
            // What a clear choice says of gender holds for later ones.
            let referent = &mut cast.referents[bearer as usize];
            if margin > 0.3 {
                referent.she += u16::from(she);
                referent.he += u16::from(he);
            }
            (bearer, Link::Pronoun, certainty::pronoun(margin))
        }
        Pronoun::Relative => match relative(scene, mentions, number) {
            Some(noun) if cast.referent_of[noun as usize] != NONE => {
                (cast.referent_of[noun as usize], Link::Relative, certainty::RELATIVE)
            }
            _ => OPEN,
        },
        Pronoun::They | Pronoun::It if draft.is_some() => {
            body_in_focus(scene, mentions, number, pronoun == Pronoun::They, cast)
        }
        _ => OPEN,
    }
}

/// The noun or name right before a relative pronoun, past a comma.
fn relative(scene: &Scene, mentions: &Mentions, number: u32) -> Option<u32> {
    let who = mentions.list[number as usize].head;
    let sentence = scene.sentence(who);
    let human = scene.surface(who).eq_ignore_ascii_case("who");
    (number.saturating_sub(6)..number).rev().find(|i| {
        let mention = &mentions.list[*i as usize];
        let fits = match mention.kind {
            MentionKind::Person | MentionKind::Human | MentionKind::Humans => human,
            MentionKind::Name => true,
            MentionKind::Pronoun(_) => false,
            _ => !human,
        };
        mention.head >= sentence.start && !mention.modifier && !mention.possessive && fits
    })
}

/// What "they" and "it" mean as a source: the body, group or text that was the last subject or speaker.
fn body_in_focus(scene: &Scene, mentions: &Mentions, number: u32, plural: bool, cast: &Cast) -> Resolved {
    let mention = &mentions.list[number as usize];
    let sentence = scene.unit(mention.head).sentence;
    let mut found = OPEN;
    let mut best = f32::NEG_INFINITY;
    for &bearer in &cast.walk.focus {
        let referent = &cast.referents[bearer as usize];
        let fits = match referent.kind {
            SpeakerKind::Group => plural,
            SpeakerKind::Organisation => true,
            SpeakerKind::Document => !plural,
            SpeakerKind::Person => !referent.sure,
            SpeakerKind::Anonymous => false,
        };
        let Some(last) = mentions.list.get(referent.last as usize) else { continue };
        if last.kind == MentionKind::Place && !last.subject {
            continue;
        }
        let distance = sentence.saturating_sub(scene.unit(last.head).sentence);
        if !fits || distance > 4 {
            continue;
        }
        let mut score = -0.6 * distance as f32;
        score += if last.subject { 0.8 } else { 0.0 };
        score += if cast.walk.last_speaker == bearer { 1.5 } else { 0.0 };
        score += if referent.name != NONE { 0.3 } else { 0.0 };
        score -= if last.kind == MentionKind::Place { 1.0 } else { 0.0 };
        if score > best {
            best = score;
            found = (bearer, Link::Pronoun, certainty::BODY_PRONOUN);
        }
    }
    found
}

/// A mention in search of its antecedent.
#[derive(Clone, Copy)]
struct Anaphor<'a> {
    mention: &'a Mention,
    /// The draft whose source it heads.
    draft: Option<&'a Draft>,
    /// Whether somebody unnamed will do.
    unnamed: bool,
}

impl Anaphor<'_> {
    /// Whether a referent is of the other gender.
    fn clashes(&self, referent: &Referent) -> bool {
        self.mention.she && referent.is_he() || self.mention.he && referent.is_she()
    }
}

/// The person in focus with the best score, that score, and how far the next one lies behind.
fn best(scene: &Scene, mentions: &Mentions, anaphor: Anaphor, cast: &Cast) -> (u32, f32, f32) {
    let (mut bearer, mut first, mut second) = (NONE, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for &candidate in &cast.walk.focus {
        let referent = &cast.referents[candidate as usize];
        let person = match referent.kind {
            SpeakerKind::Person => true,
            SpeakerKind::Anonymous => anaphor.unnamed,
            _ => false,
        };
        if !person || anaphor.clashes(referent) {
            continue;
        }
        let Some(score) = score(scene, mentions, anaphor, candidate, cast) else { continue };
        if score > first {
            second = first;
            first = score;
            bearer = candidate;
        } else if score > second {
            second = score;
        }
    }
    let margin = if second == f32::NEG_INFINITY { 3.0 } else { first - second };
    (bearer, first, margin)
}

/// How well a candidate fits, in log odds; `None` where it cannot be meant.
fn score(scene: &Scene, mentions: &Mentions, anaphor: Anaphor, candidate: u32, cast: &Cast) -> Option<f32> {
    let referent = &cast.referents[candidate as usize];
    let here = anaphor.mention;
    let last = mentions.list.get(referent.last as usize)?;
    let (sentence, before) = (scene.unit(here.head).sentence, scene.unit(last.head).sentence);
    let distance = sentence.saturating_sub(before);
    let owner = here.units.start <= last.head && last.head < here.head;
    if distance > REACH || owner {
        return None;
    }
    let paragraphs = cast.walk.paragraph_of[sentence as usize] - cast.walk.paragraph_of[before as usize];
    let when = |holds: bool, signal: Signal| if holds { weight(signal) } else { 0.0 };
    let object = scene.unit(here.head).tag == Tag::PronounObject;
    let place = referent.spot;
    let opens_paragraph = place.opens_paragraph && paragraphs == 0;
    let first = mentions.list.get(referent.first as usize).map_or(0, |m| scene.unit(m.head).sentence);
    let introduced = distance <= 1
        && first == before
        && (referent.words.end - referent.words.start > 1
            || referent.name != NONE && referent.role_count > 0);
    let interrupted = cast.walk.last_subject.is_some_and(|(who, at)| who != candidate && at > before);
    let spoke = cast.walk.spoke.get(candidate as usize).copied().unwrap_or(false);
    Some(
        distance as f32 * weight(Signal::Sentence)
            + paragraphs as f32 * weight(Signal::Paragraph)
            + (referent.count.max(1) as f32).log2() * weight(Signal::Mentions)
            + when(distance == 0, Signal::SameSentence)
            + when(place.subject, Signal::Subject)
            + when(place.opens, Signal::Opens)
            + when(place.owner, Signal::Possessive)
            + when(cast.walk.last_person == candidate, Signal::LastSpeaker)
            + when(cast.walk.last_quoted == candidate, Signal::LastQuoted)
            + when(opens_paragraph, Signal::OpensParagraph)
            + when(introduced, Signal::Introduced)
            + when(interrupted, Signal::Interrupted)
            + when(spoke, Signal::Spoke)
            + when(here.she && referent.is_she() || here.he && referent.is_he(), Signal::Gender)
            + when(referent.kind == SpeakerKind::Anonymous, Signal::Unnamed)
            + when(!referent.sure && !spoke, Signal::Unsure)
            + when(anaphor.draft.is_some_and(|d| d.holds(last.head)), Signal::InContent)
            + when(object && distance == 0 && place.subject, Signal::Clause)
            + when(last.headline, Signal::Headline)
            + when(matches!(last.kind, MentionKind::Pronoun(_)), Signal::ByPronoun),
    )
}

fn starts_paragraph(scene: &Scene, at: u32) -> bool {
    scene.syntax.paragraphs.binary_search_by_key(&at, |p| p.start).is_ok()
}
