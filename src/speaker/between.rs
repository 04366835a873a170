//! A quote of a few words between two of one speaker, a paragraph each, is that one's: “We will win.” ¶ The
//! match is “a new test” for both. ¶ “I am glad of it.”

use crate::entity::NONE;

use super::{Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let place = |d: usize| stage.scene.paragraph(stage.drafts[d].first_unit());
    let quoted = |d: &usize| stage.drafts.get(*d).is_some_and(|draft| !draft.quoted.is_empty());
    let this = &stage.drafts[draft];
    if this.source.is_some() || this.cue.is_some() || this.quoted.is_empty() {
        return None;
    }
    let (before, after) = (draft.checked_sub(1).filter(quoted)?, Some(draft + 1).filter(quoted)?);
    let (one, other) = (found[before]?, found[after]?);
    let adjoin = place(before) + 1 == place(draft) && place(draft) + 1 == place(after);
    (adjoin && one.referent != NONE && one.referent == other.referent).then_some(Finding {
        sieve: Sieve::Running,
        certainty: 0.7,
        evidence: "the quotes before and after have this speaker",
        ..one
    })
}
