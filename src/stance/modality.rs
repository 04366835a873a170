//! A draft in, its [`Modality`] out.

use crate::attribution::Modality;
use crate::draft::Draft;
use crate::lexicon::{CuePart, PhraseClass, VerbClass};
use crate::syntax::{ChunkKind, Scene};

use super::{Phrase, surroundings};

/// What sort of act a draft reports.
pub(super) fn of(scene: &Scene, draft: &Draft, phrase: Option<&Phrase>) -> Modality {
    let Some((unit, _)) = draft.cue else { return Modality::Speech };
    let own = match (phrase, scene.lexicon.cue(draft.lemma)) {
        (Some(phrase), _) if !matches!(phrase.entry.class, PhraseClass::Medium | PhraseClass::Naming) => {
            phrase.entry.modality
        }
        (_, Some(entry)) => entry.modality,
        _ => of_class(scene.word(unit).verb),
    };
    match (own, document(scene, draft)) {
        (Modality::Finding, _) => Modality::Finding,
        (_, Some(Modality::Finding)) => Modality::Finding,
        (Modality::Speech, Some(Modality::Writing)) => Modality::Writing,
        (Modality::Speech, _) if is_written(scene, draft) => Modality::Writing,
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
    let head = scene.word(chunk.head);
    // Whoever owns it may be the chunk's first part: "the council's report".
    if matches!(chunk.kind, ChunkKind::Person | ChunkKind::Human | ChunkKind::Humans | ChunkKind::Pronoun) {
        return None;
    }
    match scene.lexicon.cue_as(head, CuePart::Noun).map(|entry| entry.modality) {
        Some(Modality::Finding) => Some(Modality::Finding),
        Some(Modality::Writing) => Some(Modality::Writing),
        _ => (chunk.kind == ChunkKind::Text).then_some(Modality::Writing),
    }
}

/// Whether a medium of writing stands beside the cue, outside the content: "said on Twitter".
fn is_written(scene: &Scene, draft: &Draft) -> bool {
    let Some((unit, group)) = draft.cue else { return false };
    let window = scene.span(surroundings(scene, unit, group));
    let phrases = scene.lexicon.phrases();
    phrases.find_iter(&scene.text[window.range()]).any(|found| {
        let entry = phrases.entry(found.phrase);
        let (start, end) = (found.span.start + window.start, found.span.end + window.start);
        entry.class == PhraseClass::Medium
            && entry.modality == Modality::Writing
            && draft.content.iter().all(|part| end <= part.start || part.end <= start)
    })
}
