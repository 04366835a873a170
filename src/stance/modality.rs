//! A draft in, its [`Modality`] out.

use crate::attribution::Modality;
use crate::draft::Draft;
use crate::lexicon::{CuePart, Strength, VerbClass};
use crate::syntax::{ChunkKind, Scene};

use super::{Beside, entry};

/// What sort of act a draft reports.
pub(super) fn of(scene: &Scene, draft: &Draft, beside: &Beside) -> Modality {
    let Some((unit, _)) = draft.cue else { return Modality::Speech };
    let own = match (&beside.phrase, entry(scene, draft)) {
        (Some(phrase), _) => phrase.entry.modality,
        (None, Some(entry)) => entry.modality,
        (None, None) => of_class(scene.word(unit).verb),
    };
    match (own, document(scene, draft)) {
        (Modality::Finding, _) => Modality::Finding,
        (_, Some(Modality::Finding)) => Modality::Finding,
        (Modality::Speech, Some(Modality::Writing)) => Modality::Writing,
        (Modality::Speech, _) if beside.written => Modality::Writing,
        _ => own,
    }
}

/// A verb that is no cue of the lexicon, by its sort.
fn of_class(class: VerbClass) -> Modality {
    match class {
        VerbClass::Cognition | VerbClass::Emotion => Modality::Belief,
        VerbClass::Perception => Modality::Perception,
        _ => Modality::Speech,
    }
}

/// What a source that is a document does: a poll finds, a letter writes.
fn document(scene: &Scene, draft: &Draft) -> Option<Modality> {
    let source = draft.source?;
    let chunk = (source.start..source.end).find_map(|at| scene.chunk(at))?;
    // In "the mayor's claim" the source is the possessor, and the head of the phrase is the cue.
    if !(source.start..source.end).contains(&chunk.head) || is_body(chunk.kind) {
        return None;
    }
    let noun = scene.lexicon.cue_as(scene.word(chunk.head), CuePart::Noun);
    match noun.map(|noun| (noun.modality, noun.strength)) {
        Some((Modality::Finding, _)) => Some(Modality::Finding),
        // "The complaint says" stands in a paper; "the opposition says" does not.
        Some((Modality::Writing, _) | (Modality::Speech, Strength::Strong)) => Some(Modality::Writing),
        _ => (chunk.kind == ChunkKind::Text).then_some(Modality::Writing),
    }
}

/// Whether a noun phrase is of people or a body, not of a text.
fn is_body(kind: ChunkKind) -> bool {
    use ChunkKind::{Group, Human, Humans, OtherPronoun, Person, Pronoun, Relative};
    matches!(kind, Group | Human | Humans | OtherPronoun | Person | Pronoun | Relative)
}
