//! A quote that the same mark breaks off for a quote within it has that one's speaker: "It stands by its motto
//! "now or never," Poe said.

use crate::entity::NONE;

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft).filter(|_| !stage.dialogue)?;
    let end = this.parts.last()?.end;
    let (broken, within) = (stage.scene.quote(end.checked_sub(1)?)?, stage.scene.quote(end)?);
    if broken.closed || broken.style != within.style {
        return None;
    }
    let next = Some(draft + 1).filter(|n| *n < found.len() && stage.drafts[*n].first_unit() == end)?;
    let finding = found[next].filter(|f| f.speaker.referent != NONE)?;
    let answer = Answer::new(finding.speaker, Sieve::Interrupted, "the quote within has this speaker");
    Some(answer.resting_on(finding.certainty))
}
