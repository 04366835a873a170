//! A report that tells where it comes from before what it says: "The Post reported, citing two officials, that the mill
//! would close."
//!
//! The content scorer takes the clause with "citing" for what is reported, or for what reports.

use crate::cue::CueCandidate;
use crate::lexicon::{Frames, Tag};
use crate::segment::TokenKind;
use crate::syntax::{Scene, Tally, UnitRange};

/// Most units between the two commas.
const REACH: u32 = 24;

/// The clause with "that" behind the interruption; for the verb that interrupts, what stands before that clause.
pub(super) fn clause(scene: &Scene, cue: &CueCandidate, tally: &Tally) -> Option<UnitRange> {
    let sentence = tally.sentence;
    let is_comma = |at: u32| at < sentence.end && scene.unit(at).kind == TokenKind::Comma;
    let is_that = |at: u32| at < sentence.end && scene.unit(at).tag == Tag::That;
    let reports = |at: u32| {
        scene.unit(at).strong && scene.lexicon.cue_frames(scene.cue_number(at)) & Frames::THAT.bits() != 0
    };
    let interrupts = |at: u32| at < sentence.end && scene.unit(at).tag == Tag::VerbIng;
    let that = |from: u32| (from..sentence.end.min(from + REACH)).find(|at| is_comma(*at) && is_that(at + 1));
    let (at, comma) = (cue.unit, cue.unit + 1);
    if is_comma(comma) && interrupts(at + 2) && reports(at) {
        let stop = scene.unit(sentence.end - 1).kind == TokenKind::Stop;
        return Some(UnitRange { start: that(at + 3)? + 1, end: sentence.end - u32::from(stop) });
    }
    let interrupting = at >= sentence.start + 2 && interrupts(at) && is_comma(at - 1) && reports(at - 2);
    interrupting.then(|| Some(UnitRange { start: at + 1, end: that(at + 1)? })).flatten()
}
