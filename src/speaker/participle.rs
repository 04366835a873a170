//! A claim whose cue is a participle without a subject has the speaker of the cue before it in its
//! sentence: “…,” said Ann Poe, adding that the pier was safe.

use crate::lexicon::Tag;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back the main cue is looked for.
const REACH: usize = 4;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    let (cue, _) = this.cue.filter(|_| this.source.is_none())?;
    if stage.scene.unit(cue).tag != Tag::VerbIng {
        return None;
    }
    let sentence = stage.scene.sentence(cue);
    let main = (draft.saturating_sub(REACH)..draft).rev().find_map(|d| {
        let other = &stage.drafts[d];
        let (main, _) = other.cue.filter(|(main, _)| sentence.start <= *main && *main < cue)?;
        // "said the mayor was lying, claiming that": what is claimed inside a claim is another's.
        (!other.holds(cue) && main < cue).then_some(found[d]).flatten()
    })?;
    let evidence = "the speaker of the sentence's main cue";
    Some(Answer::new(main.speaker, Sieve::Participle, evidence).resting_on(main.certainty))
}
