//! In dialogue a paragraph has one speaker.

use crate::entity::NONE;

use super::{Answer, Finding, Sieve, Speaker, Stage};

/// Most drafts of one paragraph that are looked at, and how many drafts back turns are looked for.
pub(super) const REACH: usize = 12;

const EVIDENCE: &str = "another quote of the paragraph has this speaker";

/// The speaker of the nearest quote of the paragraph that has a source.
pub(super) fn sourced(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    stage.bare(draft).filter(|_| stage.dialogue)?;
    let here = stage.paragraph(draft);
    let there = |d: &usize| stage.paragraph(*d) == here;
    let decided = |d: usize| quoted_speaker(stage, d, found).filter(|_| stage.drafts[d].source.is_some());
    let before = (0..draft).rev().take(REACH).take_while(there).find_map(decided);
    let after = || (draft + 1..stage.drafts.len()).take(REACH).take_while(there).find_map(decided);
    Some(Answer::new(before.or_else(after)?, Sieve::SameParagraph, EVIDENCE))
}

/// The last who was quoted, if it was in the paragraph.
pub(super) fn before(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    stage.bare(draft).filter(|_| stage.dialogue)?;
    let quoted = |d: usize| Some((d, quoted_speaker(stage, d, found)?));
    let (last, speaker) = (draft.saturating_sub(REACH)..draft).rev().find_map(quoted)?;
    let here = stage.paragraph(last) == stage.paragraph(draft);
    here.then(|| Answer::new(speaker, Sieve::SameParagraph, EVIDENCE))
}

/// Who was found to speak in a draft, if it is a quote.
pub(super) fn quoted_speaker(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Speaker> {
    let speaker = found[draft]?.speaker;
    (speaker.referent != NONE && !stage.drafts[draft].quoted.is_empty()).then_some(speaker)
}
