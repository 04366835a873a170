//! In dialogue, a quote beside what its speaker does: Poe put down the lamp. “Who is there?”

use crate::attribution::SpeakerKind;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Stage};

/// Most mentions that are looked at.
const REACH: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft).filter(|_| stage.dialogue)?;
    let paragraph = *stage.scene.syntax.paragraphs.get(stage.scene.paragraph(this.first_unit()))?;
    let last = this.parts.last()?.end;
    let acts = |m: &usize| {
        let mention = &stage.mentions.list[*m];
        let person = |kind| matches!(kind, SpeakerKind::Person | SpeakerKind::Anonymous);
        mention.subject && !mention.modifier && stage.cast.referent(*m as u32).is_some_and(|r| person(r.kind))
    };
    let before = stage
        .mentions
        .within(UnitRange { start: paragraph.start, end: this.first_unit() })
        .take(REACH)
        .find(acts);
    let after =
        || stage.mentions.within(UnitRange { start: last, end: paragraph.end }).take(REACH).find(acts);
    let referent = stage.cast.referent_of[before.or_else(after)?];
    Some(Answer::of(referent, Sieve::Beat, "the first to act in the paragraph"))
}
