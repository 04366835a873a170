//! A quote of a few words between two of one speaker, a paragraph each, is that one's: “We will win.” ¶ The
//! match is “a new test” for both. ¶ “I am glad of it.”

use crate::entity::NONE;

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let quoted = |d: &usize| stage.drafts.get(*d).is_some_and(|draft| !draft.quoted.is_empty());
    stage.bare(draft).filter(|this| this.cue.is_none())?;
    let (before, after) = (draft.checked_sub(1).filter(quoted)?, Some(draft + 1).filter(quoted)?);
    let (one, other) = (found[before]?, found[after]?);
    let here = stage.paragraph(draft);
    let adjoin = stage.paragraph(before) + 1 == here && here + 1 == stage.paragraph(after);
    let (one, other) = (one.speaker, other.speaker);
    let same = adjoin && one.referent != NONE && one.referent == other.referent;
    same.then(|| Answer::new(one, Sieve::Running, "the quotes before and after have this speaker"))
}
