//! A draft in, its [`Polarity`] out: the reality of the cue's act, and what that amounts to.

use crate::attribution::{Modality, Polarity};
use crate::draft::Draft;
use crate::lexicon::{Clitic, Tag};
use crate::syntax::{Scene, UnitRange};

use super::embedding::{Embedding, Place, Reality};
use super::reality::{Reading, is_noun, is_verb};
use super::{Phrase, entry};

/// Whether the source of a draft stands behind its content.
pub(super) fn of(
    scene: &Scene,
    draft: &Draft,
    phrase: Option<&Phrase>,
    modality: Modality,
    embedding: &Embedding,
) -> Polarity {
    let Some((unit, _)) = draft.cue else { return Polarity::Asserted };
    let reading = Reading { scene, embedding };
    let entry = entry(scene, draft);
    let own = match phrase {
        Some(phrase) if phrase.entry.polarity != Polarity::Asserted => {
            if spells_negation(scene, unit, phrase) {
                // "did not say": what the phrase says is all there is to say, but for doubt.
                return match reading.act(unit, draft.source) {
                    Reality::Open => Polarity::Hypothetical,
                    _ => phrase.entry.polarity,
                };
            }
            phrase.entry.polarity
        }
        _ => entry.map_or(Polarity::Asserted, |entry| entry.polarity),
    };
    if reading.is_asked(unit, draft) || reading.is_ordered(unit, draft) {
        return Polarity::Hypothetical;
    }
    if is_noun(scene, unit) {
        return of_noun(&reading, draft, unit, own, modality);
    }
    match outcome(reading.act(unit, draft.source), own, modality) {
        // Who does not know *whether* denies nothing.
        Polarity::Denied if own == Polarity::Asserted && asks(scene, draft) => Polarity::Withheld,
        polarity => polarity,
    }
}

/// Whether the content is a question in indirect speech.
fn asks(scene: &Scene, draft: &Draft) -> bool {
    let first = draft.first_unit();
    let is_wh = |at: u32| scene.unit(at).tag == Tag::Wh;
    is_wh(first) || first > scene.sentence(first).start && is_wh(first - 1)
}

/// What an act amounts to: of polarity `own` if it took place.
fn outcome(reality: Reality, own: Polarity, modality: Modality) -> Polarity {
    let attitude = matches!(modality, Modality::Belief | Modality::Intention);
    match (reality, own) {
        (Reality::Real, own) => own,
        (Reality::Open, _) => Polarity::Hypothetical,
        (Reality::Unreal, Polarity::Asserted) if attitude => Polarity::Denied,
        (Reality::Unreal, Polarity::Denied) if attitude => Polarity::Asserted,
        (Reality::Unreal, _) => Polarity::Withheld,
    }
}

/// A noun: "no plans to", "rejected the idea that", "did not make the claim that".
fn of_noun(reading: &Reading, draft: &Draft, unit: u32, own: Polarity, modality: Modality) -> Polarity {
    let scene = reading.scene;
    let start = scene.chunk(unit).map_or(unit, |chunk| chunk.units.start);
    let phrase = UnitRange { start, end: unit };
    let denies = |at: u32| {
        scene.unit(at).tag == Tag::Determiner && reading.effect(at, Place::Subject) == Some(Reality::Unreal)
    };
    if (phrase.start..phrase.end).any(denies) {
        return outcome(Reality::Unreal, own, modality);
    }
    // Somebody else's claim that the verb takes a stand on: "rejected Poe's claim that".
    let owned = draft.source.is_some_and(|source| source.end > start);
    let sentence = scene.sentence(unit);
    let Some(verb) = start.checked_sub(1).filter(|at| *at >= sentence.start) else { return own };
    if scene.unit(verb).tag == Tag::Negation {
        return outcome(Reality::Unreal, own, modality);
    }
    // "have a doubt" is a light verb with its noun.
    if owned || !is_verb(scene, verb) && scene.unit(verb).tag != Tag::Auxiliary {
        return own;
    }
    let governor = scene.lexicon.cue(scene.cue_number(verb));
    let (stance, sort) =
        governor.map_or((Polarity::Asserted, modality), |entry| (entry.polarity, entry.modality));
    match outcome(reading.act(verb, draft.source), stance, sort) {
        Polarity::Asserted => own,
        other => other,
    }
}

/// Whether a phrase holds a negation of its own: "did not say", "has no plans".
fn spells_negation(scene: &Scene, unit: u32, phrase: &Phrase) -> bool {
    let sentence = scene.sentence(unit);
    (sentence.start.max(unit.saturating_sub(super::REACH))..sentence.end)
        .take_while(|at| scene.unit(*at).start < phrase.span.end as u32)
        .filter(|at| scene.unit(*at).start >= phrase.span.start as u32)
        .any(|at| {
            scene.unit(at).tag == Tag::Negation
                || matches!(scene.surface(at), "no" | "No")
                || scene.unit(at).clitic == Clitic::Not
        })
}
