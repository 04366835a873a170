//! Contents that syntax alone shows, and that the scorers have seen too seldom to trust it.

use crate::content::ContentCandidate;
use crate::cue::{self, CueCandidate};
use crate::syntax::{Scene, Tally, UnitRange};

use super::clause::BELOW;
use super::{Alternative, READ, interrupted, preposed};

/// Puts what syntax alone shows to be the content in the place of what the scorer likes best.
pub(super) fn put(scene: &Scene, cue: &CueCandidate, tally: &Tally, found: &mut [Alternative]) {
    let Some(Alternative { content, .. }) = found.first_mut() else { return };
    if let Some(clause) = interrupted::clause(scene, cue, tally) {
        *content = ContentCandidate { left: None, right: Some(clause) };
        return;
    }
    let ContentCandidate { left: None, right: Some(behind) } = *content else { return };
    if cue::is_reduced(scene, (cue.unit, cue.group), cue.lemma) {
        content.right = Some(until_verb(scene, behind));
    } else if let Some(clause) = preposed::clause(scene, cue, tally, behind) {
        *content = ContentCandidate { left: Some(clause), right: None };
    }
}

/// What stands before the first verb with a tense that belongs to no clause below: "residents told \[to leave their homes\]
/// said they had nowhere to go".
fn until_verb(scene: &Scene, part: UnitRange) -> UnitRange {
    let decides = |at: &u32| scene.unit(*at).is_finite() || BELOW.has(scene.unit(*at).tag);
    let first = (part.start..part.end.min(part.start + READ)).find(decides);
    let end = first.filter(|at| *at > part.start && scene.unit(*at).is_finite()).unwrap_or(part.end);
    UnitRange { end, ..part }
}
