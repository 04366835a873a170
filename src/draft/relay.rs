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

/// Makes whoever is quoted the source and what is said the content.
pub(super) fn unfold(scene: &Scene, draft: &mut Draft) {
    let (Some((cue, _)), [part]) = (draft.cue, &mut draft.parts[..]) else { return };
    let relays = scene.lexicon.cue_key(draft.lemma).is_some_and(|key| RELAYS.contains(&key));
    if !relays || part.start <= cue {
        return;
    }
    let end = part.end.min(cue + REACH);
    let Some(at) = (cue + 2..end.max(cue + 3) - 1).find(|at| as_saying(scene, *at)) else { return };
    let comma = scene.unit(at - 1).kind == TokenKind::Comma;
    draft.source = Some(UnitRange { start: cue + 1, end: at - u32::from(comma) });
    part.start = part.start.max(at + 2);
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
    let verb = scene.unit(at + 1);
    let reports = || {
        let number = scene.lexicon.cue_number_as(scene.lexicon.word(verb.word), verb.tag);
        scene.lexicon.cue_frames(number) & (Frames::QUOTE.bits() | Frames::THAT.bits()) != 0
    };
    scene.surface(at) == "as" && verb.tag == Tag::VerbIng && reports()
}
