//! One walk over the mentions in order of the text: each gets its referent.
//!
//! Names go to their bearer. Nouns go to the name beside them, to the one the text gives that role, and, as
//! sources, to the candidate with the best score, as pronouns do (`choose`). The
//! focus holds the few referents mentioned last, so the walk is linear.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::{NameFlags, NounClass, WordId};
use crate::mention::{Mention, MentionKind, Mentions, hash_of};
use crate::model::{LinearModel, log_ratio};
use crate::syntax::Scene;

use super::choose::Choice;
use super::map::Map;
use super::noun::{noun, thing, tie};
use super::pronoun::of_pronoun;
use super::{Cast, Link, NONE, Referent, Spot, roles};

/// Share of right links on the development part of the corpus, by sort of link.
pub(super) mod certainty {
    pub(in crate::entity) const NAME: f32 = 0.99;
    pub(in crate::entity) const VARIANT: f32 = 0.99;
    pub(in crate::entity) const SHARED_NAME: f32 = 0.93;
    pub(in crate::entity) const APPOSITION: f32 = 0.95;
    pub(in crate::entity) const ROLE: f32 = 0.85;
    pub(in crate::entity) const INTRODUCED: f32 = 0.8;
    pub(in crate::entity) const RELATIVE: f32 = 0.95;
    pub(in crate::entity) const UNNAMED: f32 = 0.9;

    /// The most that the choice among candidates for a pronoun is trusted: some mean none of them.
    pub(in crate::entity) const PRONOUN: f32 = 0.97;
}

/// How many referents are in focus.
pub(super) const FOCUS: usize = 24;

/// State of the walk.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Referents mentioned last, the latest first.
    pub(super) focus: Vec<u32>,
    /// The last that had a role, by the noun.
    pub(super) by_role: Map<WordId, u32>,
    /// Unnamed bodies, groups and texts, by the words they were introduced with.
    pub(super) by_words: Map<u64, u32>,
    /// Who is of an age, by its number; [`NONE`] where several are.
    pub(super) by_age: Map<u64, u32>,
    /// Whether a referent has spoken, by number.
    pub(super) spoke: Vec<bool>,
    pub(super) last_speaker: u32,
    pub(super) last_person: u32,
    pub(super) last_quoted: u32,
    /// The mention that headed a source last.
    last_source: u32,
    /// The person who was a subject last, and in which sentence.
    pub(super) last_subject: Option<(u32, u32)>,
    /// Number of the cue "ask".
    ask: Option<u16>,
    /// The last paragraph with somebody in it, and who was its first subject.
    pub(super) topic: (u32, u32),
    pub(super) paragraph_of: Vec<u32>,
    /// For each mention whether it stands in what somebody says, marks or not.
    pub(super) reported: Vec<bool>,
    /// For training: the pronouns so far with their candidates.
    pub(super) choices: Option<Vec<Choice>>,
}

/// Gives each mention its referent.
pub(super) fn walk(
    scene: &Scene,
    mentions: &Mentions,
    drafts: &[Draft],
    source_of: &[u32],
    model: &LinearModel,
    cast: &mut Cast,
) {
    let walk = &mut cast.walk;
    walk.focus.clear();
    walk.by_role.clear();
    walk.by_words.clear();
    walk.by_age.clear();
    walk.spoke.clear();
    walk.last_speaker = NONE;
    walk.last_person = NONE;
    walk.last_quoted = NONE;
    walk.last_source = NONE;
    walk.last_subject = None;
    walk.ask = scene.lexicon.cue_of_key("ask");
    walk.topic = (NONE, NONE);
    walk.paragraph_of.clear();
    walk.paragraph_of.resize(scene.syntax.sentences.len(), 0);
    for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
        if paragraph.start < paragraph.end {
            let first = scene.unit(paragraph.start).sentence as usize;
            let last = scene.unit(paragraph.end - 1).sentence as usize;
            walk.paragraph_of[first..=last].fill(number as u32);
        }
    }
    walk.reported.clear();
    walk.reported.resize(mentions.list.len(), false);
    for part in drafts.iter().flat_map(|draft| &draft.parts) {
        walk.reported[mentions.within(*part)].fill(true);
    }
    settle_names(scene, mentions, cast);
    settle_ages(scene, mentions, cast);
    for number in 0..mentions.list.len() as u32 {
        let draft = drafts.get(source_of[number as usize] as usize);
        let (referent, link, certainty) = resolve(scene, mentions, draft, number, model, cast);
        cast.link_of[number as usize] = link;
        cast.certainty[number as usize] = certainty;
        if referent != NONE {
            if draft.is_some() {
                introduce(scene, mentions, number, referent, cast);
                cast.walk.last_source = number;
            }
            cast.referent_of[number as usize] = referent;
            touch(scene, mentions, number, referent, draft, cast);
        }
    }
}

/// Gives unambiguous names their roles before the walk, so that a noun may come before the name.
fn settle_names(scene: &Scene, mentions: &Mentions, cast: &mut Cast) {
    for i in 0..cast.roles.len() {
        let role = cast.roles[i];
        if let Some(bearer) = cast.variants.bearers_of(mentions, role.mention).only() {
            let word = scene.unit(role.head).word;
            let flags = scene.word(role.head).name;
            let referent = &mut cast.referents[bearer as usize];
            referent.add_role(word);
            let noun = scene.word(role.head).noun;
            let human = flags.any(NameFlags::ROLE.with(NameFlags::TITLE))
                || noun == NounClass::Person
                || scene.is_any(role.head, &["head"]);
            if !referent.sure && human {
                referent.kind = SpeakerKind::Person;
                referent.sure = true;
            } else if !referent.sure && is_of_bodies(noun) {
                // "the news outlet Hale Echo": what stands before the name is no human being.
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

/// Whether nouns of a class before a name say that it is no person's; one that no list knows does not: "wing-back
/// Ann Poe".
const fn is_of_bodies(noun: NounClass) -> bool {
    matches!(noun, NounClass::Group | NounClass::Communication | NounClass::Artifact | NounClass::Location)
}

/// Gives unambiguous names the ages that the text has for them.
fn settle_ages(scene: &Scene, mentions: &Mentions, cast: &mut Cast) {
    for (number, mention) in mentions.list.iter().enumerate().filter(|(_, mention)| mention.is_proper()) {
        let Some(age) = roles::age(scene, mention) else { continue };
        if let Some(bearer) = cast.variants.bearers_of(mentions, number as u32).only() {
            let of_age = cast.walk.by_age.entry(hash_of(scene.surface(age))).or_insert(bearer);
            if *of_age != bearer {
                *of_age = NONE;
            }
        }
    }
}

/// A role first, the name in the next sentence: "The mayor's aide called it late. Ann Poe told
/// reporters that …". A new full name that opens the sentence and speaks, and of whom nothing else is
/// said, is whoever spoke unnamed in the sentence before.
fn introduce(scene: &Scene, mentions: &Mentions, number: u32, referent: u32, cast: &mut Cast) {
    let mention = &mentions.list[number as usize];
    let Some(before) = mentions.list.get(cast.walk.last_source as usize) else { return };
    let found = &cast.referents[referent as usize];
    let new = mention.kind == MentionKind::Person
        && mention.name.end - mention.name.start >= 2
        && (found.count, found.role_count) == (0, 0)
        && mention.units.start == scene.sentence(mention.head).start;
    let role = before.kind == MentionKind::Human
        && !before.indefinite
        && scene.unit(before.head).sentence + 1 == scene.unit(mention.head).sentence
        && !found.clashes(before);
    let at = cast.walk.last_source as usize;
    if new && role && matches!(cast.link_of[at], Link::Unnamed | Link::Epithet) {
        cast.referent_of[at] = referent;
        cast.link_of[at] = Link::Role;
        cast.certainty[at] = certainty::INTRODUCED;
        let word = scene.unit(before.head).word;
        cast.referents[referent as usize].add_role(word);
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
        found.spot = spot(scene, &mentions.list[number as usize], draft, walk.ask, found.spot);
        if (found.spot.subject) && found.sure && found.kind == SpeakerKind::Person {
            walk.last_subject = Some((referent, found.spot.sentence));
            let paragraph = walk.paragraph_of[found.spot.sentence as usize];
            if walk.topic.0 != paragraph {
                walk.topic = (paragraph, referent);
            }
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
fn spot(scene: &Scene, mention: &Mention, draft: Option<&Draft>, ask: Option<u16>, before: Spot) -> Spot {
    let speaks = draft.is_some();
    let is_ask = |at: Option<u32>| {
        let unit = at.and_then(|at| scene.syntax.units.get(at as usize));
        unit.is_some_and(|unit| Some(scene.lexicon.word(unit.word).cue) == ask)
    };
    let (start, end) = (mention.units.start, mention.units.end);
    let by = start > 0 && scene.is_any(start - 1, &["by"]);
    let sentence = scene.unit(mention.head).sentence;
    let opens = mention.units.start == scene.sentence(mention.head).start;
    let here = Spot {
        sentence,
        subject: mention.subject || speaks,
        opens,
        opens_paragraph: opens && scene.starts_paragraph(mention.units.start),
        owner: mention.possessive && !speaks,
        // "Poe asked", "asked by Poe".
        asks: draft.is_some_and(|draft| ask == Some(draft.lemma))
            || is_ask(Some(end))
            || by && is_ask(start.checked_sub(2)),
        asked: is_ask(start.checked_sub(1)),
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
        asks: here.asks || before.asks,
        asked: here.asked || before.asked,
    }
}

pub(super) type Resolved = (u32, Link, f32);

pub(super) const OPEN: Resolved = (NONE, Link::None, 0.0);

fn resolve(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    model: &LinearModel,
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
        MentionKind::Pronoun(pronoun) => of_pronoun(scene, mentions, draft, number, pronoun, model, cast),
        MentionKind::Human => noun(scene, mentions, draft, number, model, cast),
        MentionKind::Humans | MentionKind::Group | MentionKind::Text => {
            thing(scene, mentions, draft, number, model, cast)
        }
        MentionKind::Thing if draft.is_some() => thing(scene, mentions, draft, number, model, cast),
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
        if referent.clashes(mention) {
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
    let mut score = log_ratio(1.0 + referent.count as f32, 1.0) as f32 / 100.0;
    if let Some(last) = mentions.list.get(referent.last as usize) {
        let distance = scene.unit(mention.head).sentence.saturating_sub(scene.unit(last.head).sentence);
        score -= 0.15 * (distance.min(20) as f32);
    } else {
        score -= 3.0;
    }
    score
}
