//! Units in, cue candidates out: words that may report, and how surely each does.
//!
//! Any verb and any noun, adjective or adverb of the cue lexicon outside quotation marks may be a
//! cue; a learned scorer looks at the word, its form and its neighbours. What a phrase of the
//! lexicon adds ("according to") is a feature of its first content word. After Pareti (2015), who
//! found that the verb alone decides little without its syntax.

mod features;

pub use features::SCHEMA;

use crate::lexicon::{Tag, TagSet};
use crate::model::{LinearModel, Sink, certainty};
use crate::segment::TokenKind;
use crate::syntax::{Chunk, ChunkKind, Scene, Unit, UnitRange, VERBS};

/// A word that may report what somebody said or thought.
#[derive(Clone, Copy, Debug)]
pub struct CueCandidate {
    /// The unit of the word.
    pub unit: u32,
    /// The verb group or noun phrase part it ends: "has also said".
    pub group: UnitRange,
    /// Number of the lexicon entry, 0 for a verb the lexicon does not list.
    pub lemma: u16,
    /// How many units before it the last word of the sentence stands that nearly always reports; 0
    /// for none.
    pub earlier: u32,
    /// How many units behind it the next such word stands; 0 for none.
    pub later: u32,
    /// Probability that it reports, 0 to 1.
    pub probability: f32,
}

impl CueCandidate {
    /// What stands in the verb group before the word: 1 a modal, 2 "to", 4 a negation, 8 an auxiliary, 16 a
    /// form of "be" as the last auxiliary.
    pub(crate) fn group_flags(&self, scene: &Scene) -> u16 {
        let flag = |at: u32| match scene.unit(at).tag {
            Tag::Modal => 1,
            Tag::To => 2,
            Tag::Negation => 4,
            Tag::Auxiliary => 8,
            _ => 0,
        };
        let flags = (self.group.start..self.unit).map(flag).fold(0, |all, flag| all | flag);
        flags | u16::from(self.is_behind_be(scene)) << 4
    }

    /// Whether the last auxiliary of the verb group is a form of "be": "was told", unlike "had told".
    pub(crate) fn is_behind_be(&self, scene: &Scene) -> bool {
        is_behind_be(scene, self.unit, self.group)
    }
}

/// Verbs with somebody who is spoken to as their object, and so as their subject in the passive.
const ADDRESSING: [&str; 16] = [
    "advise", "ask", "assure", "grill", "inform", "instruct", "notify", "order", "press", "promise",
    "question", "quiz", "remind", "tell", "urge", "warn",
];

/// Whether a cue is a verb with somebody who is spoken to as its object: "told".
pub(crate) fn is_addressing(scene: &Scene, lemma: u16) -> bool {
    scene.lexicon.cue_key(lemma).is_some_and(|key| ADDRESSING.contains(&key))
}

/// Whether what stands before a cue, a unit and its verb group, is who is spoken to or of: "Poe was asked whether …"; what
/// "the court was told" is reported as the court's.
pub(crate) fn is_addressed_to(scene: &Scene, cue: (u32, UnitRange), lemma: u16, subject: UnitRange) -> bool {
    let (unit, group) = cue;
    let passive = is_behind_be(scene, unit, group) && is_addressing(scene, lemma);
    subject.end <= group.start
        && scene.unit(unit).tag != Tag::VerbIng
        && (passive || is_reduced(scene, cue, lemma))
        && !(subject.start..subject.end).any(|at| scene.is_any(at, &HEARERS))
}

/// Verbs with the word that stands right behind them only in the passive, as in the active somebody is between.
const PASSIVE_BEFORE: [(&str, &str); 14] = [
    ("accuse", "of"),
    ("advise", "to"),
    ("blame", "for"),
    ("charge", "with"),
    ("direct", "to"),
    ("encourage", "to"),
    ("instruct", "to"),
    ("invite", "to"),
    ("order", "to"),
    ("persuade", "to"),
    ("remind", "to"),
    ("tell", "to"),
    ("urge", "to"),
    ("warn", "to"),
];

/// Whether a cue is a participle of whom somebody else said something: "residents told to leave", "a teacher
/// accused of theft".
pub(crate) fn is_reduced(scene: &Scene, cue: (u32, UnitRange), lemma: u16) -> bool {
    let (unit, group) = cue;
    let behind = |key: &str| PASSIVE_BEFORE.iter().find(|(verb, _)| *verb == key).map(|(_, word)| *word);
    group.start == unit
        && matches!(scene.unit(unit).tag, Tag::VerbPast | Tag::VerbParticiple)
        && unit + 1 < scene.sentence(unit).end
        && scene.lexicon.cue_key(lemma).and_then(behind).is_some_and(|word| scene.is_any(unit + 1, &[word]))
}

fn is_behind_be(scene: &Scene, unit: u32, group: UnitRange) -> bool {
    let auxiliary = (group.start..unit).rev().find(|at| scene.unit(*at).tag == Tag::Auxiliary);
    auxiliary.is_some_and(|at| BE.contains(&scene.lexicon.form(scene.unit(at).word)))
}

/// The forms of "be".
const BE: [&str; 12] =
    ["am", "are", "aren't", "be", "been", "being", "is", "isn't", "was", "wasn't", "were", "weren't"];

/// The words of the text that may be cues, in order, not yet judged.
pub fn candidates(scene: &Scene, found: &mut Vec<CueCandidate>) {
    for sentence in &scene.syntax.sentences {
        candidates_of(scene, *sentence, found);
    }
}

/// The words of one sentence that may be cues.
pub(crate) fn candidates_of(scene: &Scene, sentence: UnitRange, found: &mut Vec<CueCandidate>) {
    // The last word that nearly always reports, and the first candidate not before it.
    let (mut strong, mut behind) = (None, found.len());
    for (at, unit) in (sentence.start..).zip(&scene.syntax.units[sentence.range()]) {
        if unit.strong {
            found[behind..].iter_mut().for_each(|candidate| candidate.later = at - candidate.unit);
            behind = found.len();
        }
        if let Some(lemma) = lemma(scene, unit).filter(|_| !is_so_called(scene, at, sentence)) {
            let lemma = heard(scene, at, lemma, sentence).unwrap_or(lemma);
            let (group, earlier) = (group(scene, at, sentence), strong.map_or(0, |strong| at - strong));
            found.push(CueCandidate { unit: at, group, lemma, earlier, later: 0, probability: 0.0 });
        }
        if unit.strong {
            strong = Some(at);
        }
    }
}

/// The cue number of a unit that may be a cue: any verb, any other word of the cue lexicon.
fn lemma(scene: &Scene, unit: &Unit) -> Option<u16> {
    if !unit.is_word() || unit.is_quote() {
        return None;
    }
    let word = scene.lexicon.word(unit.word);
    let verb = VERBS.has(unit.tag) && word.function == 0;
    let listed = word.cue != 0 && unit.tag != Tag::Name;
    (verb || listed).then(|| scene.lexicon.cue_number_as(word, unit.tag))
}

/// "so-called": an adjective.
fn is_so_called(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    at >= sentence.start + 2
        && scene.unit(at - 1).kind == TokenKind::Hyphen
        && scene.surface(at - 2).eq_ignore_ascii_case("so")
}

/// What sits while others speak, so that what it hears is said there.
const HEARERS: [&str; 7] = ["court", "hearing", "inquest", "inquiry", "jurors", "jury", "tribunal"];

/// The cue number of "report" for what a court hears: "the jury heard that Poe had fled", not "the court
/// will hear the case".
fn heard(scene: &Scene, at: u32, lemma: u16, sentence: UnitRange) -> Option<u16> {
    if scene.lexicon.cue_key(lemma) != Some("hear") {
        return None;
    }
    let group = group(scene, at, sentence);
    let simple = (group.start..at).all(|at| matches!(scene.unit(at).tag, Tag::Auxiliary | Tag::Adverb));
    let subject = scene.chunk_at(group.start, -1, sentence)?;
    let hears = scene.is_any(subject.head, &HEARERS);
    let object = scene.chunk_at(at, 1, sentence).filter(|object| object.kind != ChunkKind::Time);
    // What follows has a verb of its own: "heard Poe had fled", not "heard evidence".
    let told = |object: &Chunk| object.units.end < sentence.end && scene.unit(object.units.end).is_finite();
    let reports = simple && hears && object.is_none_or(told);
    reports.then(|| scene.lexicon.word(scene.lexicon.lookup("report")).cue)
}

/// Judges the candidates and keeps those at least as probable as `floor`.
pub fn judge(scene: &Scene, model: &LinearModel, floor: f32, found: &mut Vec<CueCandidate>) {
    found.retain_mut(|candidate| {
        let score = model.score(|sum| features(scene, candidate, sum));
        candidate.probability = certainty(score);
        candidate.probability >= floor
    });
}

/// The features of one candidate.
pub fn features(scene: &Scene, candidate: &CueCandidate, sink: &mut impl Sink) {
    features::extract(scene, candidate, sink);
}

/// The auxiliaries, negations and adverbs before a verb, and the verb.
fn group(scene: &Scene, unit: u32, sentence: UnitRange) -> UnitRange {
    let mut start = unit;
    if VERBS.has(scene.unit(unit).tag) {
        let before = &scene.syntax.units[sentence.start as usize..unit as usize];
        start -= before.iter().rev().take_while(|unit| GROUP.has(unit.tag)).count() as u32;
    }
    UnitRange { start, end: unit + 1 }
}

/// Words that may stand in a verb group before its verb.
const GROUP: TagSet =
    TagSet::of(Tag::Auxiliary).with(Tag::Modal).with(Tag::Adverb).with(Tag::Negation).with(Tag::To);
