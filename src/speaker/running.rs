//! A quote without a source that goes on where the last speaker left off, in marks or without:
//! Poe said the pier was safe. “We looked at it twice.”

use crate::entity::NONE;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back the last speaker is looked for.
const REACH: usize = 4;
/// Most paragraphs since then; one of the same interview may stand in between.
const FAR: usize = 2;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft).filter(|_| !stage.dialogue && stage.stands_alone(draft))?;
    let spoke = |d: usize| Some((d, found[d]?.speaker)).filter(|(_, who)| stage.can_speak(who.referent));
    let (before, speaker) = (0..draft).rev().take(REACH).find_map(spoke)?;
    let last = &stage.drafts[before];
    // What was said, and its cue, end here.
    let from = last.parts.last()?.end.max(last.cue.map_or(0, |(_, group)| group.end));
    let there = stage.scene.paragraph(from.checked_sub(1)?);
    let distance = stage.paragraph(draft).saturating_sub(there);
    // Somebody else may have come in between.
    let another = |m: usize| {
        let referent = stage.cast.referent_of[m];
        referent != NONE
            && referent != speaker.referent
            && stage.mentions.list[m].subject
            && stage.can_speak(referent)
    };
    let between = UnitRange { start: from, end: this.first_unit() };
    if distance > FAR || stage.mentions.within(between).any(another) {
        return None;
    }
    let evidence = "nobody else came in since the quote before";
    Some(Answer::new(speaker, Sieve::Running, evidence).graded(distance))
}
