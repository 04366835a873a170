//! A cue with its content in, the source out: the stretch of text that says who.
//!
//! Candidates are the noun phrases of the cue's sentence outside the content, possessors
//! ("Poe's claim", "her promise") among them, each with the extents it can have: alone, with its
//! prepositional phrases, with an apposition ("Ann Poe, a nurse from Tull,"). A learned scorer
//! rates phrase and extent together against the answer that the sentence names no source.

mod candidates;
mod features;

pub use features::SCHEMA;

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::model::{Feature, LinearModel, best};
use crate::syntax::{Scene, Tally, UnitRange};
use features::Ground;

/// How an extent goes beyond the noun phrase it starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Extension {
    /// It does not.
    #[default]
    None,
    /// "of …".
    Of,
    /// Another preposition.
    Preposition,
    /// "and …".
    And,
    /// ", a nurse".
    Apposition,
    /// "(R-Iowa)".
    Bracket,
    /// "who heads the centre", "tracking such cases".
    Clause,
}

/// A stretch that may be a cue's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceCandidate {
    /// The units.
    pub units: UnitRange,
    /// End of the noun phrase it starts with.
    pub base_end: u32,
    /// The last extension taken.
    pub extension: Extension,
    /// How many extensions were taken.
    pub steps: u8,
    /// Whether some extent of the phrase ends right before the cue.
    pub reaches_cue: bool,
}

/// A decision about the source.
#[derive(Clone, Copy, Debug)]
pub struct Proposal {
    /// The source; `None` where the sentence names none.
    pub source: Option<SourceCandidate>,
    /// Probability that the decision is right, given cue and content.
    pub probability: f32,
}

/// The likeliest source of a cue and its content. `tally` is of the cue's sentence.
pub fn propose(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    tally: &Tally,
    model: &LinearModel,
    scratch: &mut Scratch,
) -> Proposal {
    let Scratch { found, scores } = scratch;
    found.clear();
    scores.clear();
    candidates::list(scene, cue, content, found);
    let ground = Ground::new(scene, cue, content, tally);
    scores.push(model.score(|sum| features::none(&ground, found.len(), sum)));
    // All extents of one phrase have the phrase in common.
    let same_phrase = |a: &SourceCandidate, b: &SourceCandidate| {
        let key = |c: &SourceCandidate| {
            (c.units.start, c.base_end, c.reaches_cue, c.units.end - c.units.start == 1)
        };
        key(a) == key(b)
    };
    for extents in found.chunk_by(same_phrase) {
        let phrase = features::Phrase::of(&ground, &extents[0]);
        let phrase_score = model.score(|sum| phrase.extract(&ground, sum));
        scores.extend(
            extents
                .iter()
                .map(|candidate| phrase_score + model.score(|sum| phrase.extent(&ground, candidate, sum))),
        );
    }
    let (chosen, probability) = best(scores).unwrap_or((0, 1.0));
    Proposal { source: chosen.checked_sub(1).map(|i| found[i]), probability }
}

/// All candidates with their features, for training; the first is that there is no source.
pub fn decisions(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
) -> Vec<(Option<SourceCandidate>, Vec<Feature>)> {
    let mut found = Vec::new();
    candidates::list(scene, cue, content, &mut found);
    let mut tally = Tally::default();
    tally.fill(scene, scene.sentence(cue.unit));
    let ground = Ground::new(scene, cue, content, &tally);
    let mut all = Vec::with_capacity(found.len() + 1);
    let mut features = Vec::new();
    features::none(&ground, found.len(), &mut features);
    all.push((None, features));
    for candidate in found {
        let mut features = Vec::new();
        let phrase = features::Phrase::of(&ground, &candidate);
        phrase.extract(&ground, &mut features);
        phrase.extent(&ground, &candidate, &mut features);
        all.push((Some(candidate), features));
    }
    all
}

/// Reusable memory of [`propose`].
#[derive(Debug, Default)]
pub struct Scratch {
    found: Vec<SourceCandidate>,
    scores: Vec<i32>,
}
