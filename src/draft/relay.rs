//! Whom a source quotes: "the Post quoted Ann Poe as saying that it was late" is said by Poe.

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

/// Whether "as" stands at `at` with a verb behind it that reports: "as saying", "as warning".
fn as_saying(scene: &Scene, at: u32) -> bool {
    let verb = scene.unit(at + 1);
    let reports = || {
        let number = scene.lexicon.cue_number_as(scene.lexicon.word(verb.word), verb.tag);
        scene.lexicon.cue_frames(number) & (Frames::QUOTE.bits() | Frames::THAT.bits()) != 0
    };
    scene.surface(at) == "as" && verb.tag == Tag::VerbIng && reports()
}
