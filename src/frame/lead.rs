//! Who stands before a colon, and all that is said of them there.

use crate::lexicon::{NounClass, Tag};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange};

/// Who stands before a colon with nothing said of them: "Poe, Tull Post:", "Poe on the bridge:", "A
/// word from Poe:".
pub(super) fn speaker<'a>(scene: &Scene<'a>, lead: UnitRange) -> Option<&'a Chunk> {
    if scene.holds_verb(lead) {
        return None;
    }
    // "A nurse from Tull:" is the nurse.
    let maker = |at: u32| {
        let made = scene.is_any(at, &["from", "by"]) && (at == lead.start || scene.word(at - 1).cue != 0);
        scene.chunk(at + 1).filter(|chunk| made && chunk.units.start == at + 1)
    };
    (lead.start..lead.end.saturating_sub(1)).find_map(maker).or_else(|| first_phrase(scene, lead))
}

/// Who stands before a colon, with all that the lead says of them: "\[Poe, Tull Post\]:", "A lesson from \[Poe\]:".
pub(crate) fn described(scene: &Scene, lead: UnitRange) -> Option<UnitRange> {
    let chunk = giver(scene, lead).or_else(|| speaker(scene, lead))?;
    Some(with_description(scene, chunk, lead))
}

/// The person from whom something comes: "A lesson from Poe:"; "a nurse from Tull:" is the nurse.
fn giver<'a>(scene: &Scene<'a>, lead: UnitRange) -> Option<&'a Chunk> {
    let from = (lead.start + 1..lead.end.saturating_sub(1)).find(|at| scene.is_any(*at, &["from", "by"]))?;
    let thing = scene.chunk(from - 1).filter(|c| matches!(c.kind, ChunkKind::Thing | ChunkKind::Text))?;
    let person =
        scene.chunk(from + 1).filter(|c| c.units.start == from + 1 && c.kind == ChunkKind::Person)?;
    (thing.units.end == from && !scene.holds_verb(lead)).then_some(person)
}

/// Words that tie what follows a noun phrase to it: "Friends of the Harbour", "Poe and Lund", "Poe at the ferry".
const TIES: [&str; 6] = ["and", "at", "for", "from", "of", "with"];

/// A noun phrase with what else the lead says of whom it names, if that is no time or occasion: "Poe, a nurse from
/// Tull:", not "Poe, on Monday:".
fn with_description(scene: &Scene, chunk: &Chunk, lead: UnitRange) -> UnitRange {
    let UnitRange { start, end } = chunk.units;
    let described = end < lead.end
        && match scene.unit(end).kind {
            TokenKind::Comma => end + 1 < lead.end && scene.unit(end + 1).tag != Tag::Preposition,
            TokenKind::Open => true,
            _ => scene.is_any(end, &TIES),
        };
    UnitRange { start, end: if described { lead.end } else { end } }
}

/// The first noun phrase of a stretch that no preposition governs and that is no time.
pub(crate) fn first_phrase<'a>(scene: &Scene<'a>, stretch: UnitRange) -> Option<&'a Chunk> {
    (stretch.start..stretch.end).find_map(|at| {
        let chunk =
            scene.chunk(at).filter(|chunk| chunk.units.start == at && chunk.kind != ChunkKind::Time)?;
        let governed = at > stretch.start && scene.unit(at - 1).tag == Tag::Preposition;
        (!governed).then_some(chunk)
    })
}

/// Whether a noun phrase is known to be neither somebody nor something written. A capital may make a name of a thing.
pub(crate) fn is_topic(scene: &Scene, chunk: &Chunk) -> bool {
    let thing = chunk.kind == ChunkKind::Thing && scene.word(chunk.head).noun != NounClass::None;
    thing && chunk.units.end - chunk.units.start > 1 && scene.unit(chunk.head).shape == Shape::Lower
}
