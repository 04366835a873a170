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
use crate::syntax::{Scene, UnitRange, VERBS};

/// A word that may report what somebody said or thought.
#[derive(Clone, Copy, Debug)]
pub struct CueCandidate {
    /// The unit of the word.
    pub unit: u32,
    /// The verb group or noun phrase part it ends: "has also said".
    pub group: UnitRange,
    /// Number of the lexicon entry, 0 for a verb the lexicon does not list.
    pub lemma: u16,
    /// Probability that it reports, 0 to 1.
    pub probability: f32,
}

/// The words of the text that may be cues, in order, not yet judged.
pub fn candidates(scene: &Scene, found: &mut Vec<CueCandidate>) {
    for sentence in &scene.syntax.sentences {
        candidates_of(scene, *sentence, found);
    }
}

/// The words of one sentence that may be cues.
pub(crate) fn candidates_of(scene: &Scene, sentence: UnitRange, found: &mut Vec<CueCandidate>) {
    for (at, unit) in (sentence.start..).zip(&scene.syntax.units[sentence.range()]) {
        if !unit.is_word() || unit.is_quote() {
            continue;
        }
        let word = scene.lexicon.word(unit.word);
        let verb = TagSet::of(unit.tag).meets(VERBS) && word.function == 0;
        if !verb && (word.cue == 0 || unit.tag == Tag::Name) {
            continue;
        }
        let lemma = scene.lexicon.cue_number_as(word, unit.tag);
        found.push(CueCandidate { unit: at, group: group(scene, at), lemma, probability: 0.0 });
    }
}

/// Judges the candidates and keeps those at least as probable as `floor`.
pub fn judge(scene: &Scene, model: &LinearModel, floor: f32, found: &mut Vec<CueCandidate>) {
    for candidate in found.iter_mut() {
        let mut sum = model.sum();
        features(scene, candidate, &mut sum);
        candidate.probability = certainty(sum.score);
    }
    found.retain(|candidate| candidate.probability >= floor);
}

/// The features of one candidate.
pub fn features(scene: &Scene, candidate: &CueCandidate, sink: &mut impl Sink) {
    features::extract(scene, candidate, sink);
}

/// The auxiliaries, negations and adverbs before a verb, and the verb.
fn group(scene: &Scene, unit: u32) -> UnitRange {
    let sentence = scene.sentence(unit);
    let mut start = unit;
    if TagSet::of(scene.unit(unit).tag).meets(VERBS) {
        while start > sentence.start
            && matches!(
                scene.unit(start - 1).tag,
                Tag::Auxiliary | Tag::Modal | Tag::Adverb | Tag::Negation | Tag::To
            )
        {
            start -= 1;
        }
    }
    UnitRange { start, end: unit + 1 }
}
