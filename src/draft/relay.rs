//! Reports of reports: "the Post quoted Ann Poe as saying that it was late" is said by Poe, and in "Poe said that it was
//! late, writes the Post" what Poe said ends before the Post.

use crate::lexicon::{Frames, Tag};
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::Draft;

/// Verbs that pass on what somebody else said.
const RELAYS: [&str; 3] = ["cite", "paraphrase", "quote"];

/// How far behind its cue "as saying" may stand, in units.
const REACH: u32 = 24;

/// Makes whoever is quoted the source and what is said the content, be it before or behind the cue: "“…,” the
/// Post quoted Poe as saying".
pub(super) fn unfold(scene: &Scene, draft: &mut Draft) {
    let Some((cue, _)) = draft.cue else { return };
    let (Some(first), Some(last)) = (draft.parts.first(), draft.parts.last()) else { return };
    if first.start > cue && draft.parts.len() > 1 {
        return;
    }
    let end = if last.start > cue { last.end } else { scene.sentence(cue).end };
    let Some((relay, at)) = relayed(scene, cue, end) else { return };
    let comma = scene.unit(at - 1).kind == TokenKind::Comma;
    draft.source = Some(UnitRange { start: relay + 1, end: at - u32::from(comma) });
    for part in draft.parts.iter_mut().filter(|part| part.start > relay) {
        part.start = part.start.max(at + 2).min(part.end);
    }
    draft.parts.retain(|part| part.start < part.end);
}

/// The verb that passes on and its "as", with somebody between, where the cue is that verb or "saying".
fn relayed(scene: &Scene, cue: u32, end: u32) -> Option<(u32, u32)> {
    let relays =
        |at: u32| scene.lexicon.cue_key(scene.cue_number(at)).is_some_and(|key| RELAYS.contains(&key));
    if relays(cue) {
        let end = end.min(cue + REACH).max(cue + 3);
        return (cue + 2..end - 1).find(|at| as_saying(scene, *at)).map(|at| (cue, at));
    }
    let sentence = scene.sentence(cue);
    let at = cue.checked_sub(1).filter(|at| *at > sentence.start && as_saying(scene, *at))?;
    let relay = (sentence.start.max(at.saturating_sub(REACH))..at).rev().find(|unit| relays(*unit))?;
    (relay + 1 < at).then_some((relay, at))
}

/// Ends a content before another's report of it, which closes the sentence.
pub(super) fn cut(scene: &Scene, draft: &mut Draft) {
    let (Some((cue, _)), [part]) = (draft.cue, &mut draft.parts[..]) else { return };
    if part.start <= cue {
        return;
    }
    let sentence = scene.sentence(cue);
    let outer = (part.start + 1..part.end.min(sentence.end)).find(|comma| closes(scene, *comma, sentence));
    part.end = outer.unwrap_or(part.end);
}

/// Whether a comma opens a report of the sentence that is its last clause: ", writes the Post, citing a letter".
fn closes(scene: &Scene, comma: u32, sentence: UnitRange) -> bool {
    if scene.unit(comma).kind != TokenKind::Comma || comma + 2 >= sentence.end {
        return false;
    }
    let verb = scene.unit(comma + 1);
    if !verb.strong || !matches!(verb.tag, Tag::VerbS | Tag::VerbPast) {
        return false;
    }
    let Some(source) = scene.chunk(comma + 2).filter(|chunk| chunk.units.start == comma + 2) else {
        return false;
    };
    let next = |at: u32| (at < sentence.end).then(|| scene.unit(at));
    match next(source.units.end) {
        None => true,
        Some(unit) if unit.kind == TokenKind::Stop => true,
        Some(unit) if unit.kind == TokenKind::Comma => {
            next(source.units.end + 1).is_none_or(|unit| unit.tag == Tag::VerbIng)
        }
        _ => false,
    }
}

/// Whether "as" stands at `at` with a verb behind it that reports: "as saying", "as warning".
fn as_saying(scene: &Scene, at: u32) -> bool {
    let reports = || {
        let frames = scene.lexicon.cue_frames(scene.cue_number(at + 1));
        frames & (Frames::QUOTE.bits() | Frames::THAT.bits()) != 0
    };
    scene.surface(at) == "as" && scene.unit(at + 1).tag == Tag::VerbIng && reports()
}
