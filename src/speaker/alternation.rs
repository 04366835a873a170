//! In dialogue, two speakers take turns, a paragraph each.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::syntax::UnitRange;

use super::same_paragraph::{REACH, quoted_speaker};
use super::{Answer, Finding, Sieve, Speaker, Stage, vocative};

/// How many paragraphs back the other speaker is looked for.
const PARAGRAPHS: usize = 6;

/// Most mentions that are looked at.
const MENTIONS: usize = 80;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft).filter(|_| stage.dialogue)?;
    let here = stage.paragraph(draft);
    // Nobody calls himself by name.
    let called = vocative::called(stage, draft).unwrap_or(NONE);
    let mut last: Option<Speaker> = None;
    for d in (draft.saturating_sub(REACH)..draft).rev() {
        let Some(speaker) = quoted_speaker(stage, d, found) else { continue };
        let distance = here - stage.paragraph(d);
        match last {
            None if distance > 3 => return None,
            None => last = Some(speaker),
            // Back to the one who spoke before the last.
            Some(last)
                if last.referent != speaker.referent
                    && speaker.referent != called
                    && distance < PARAGRAPHS =>
            {
                return Some(Answer::new(speaker, Sieve::Alternation, "two speakers take turns"));
            }
            Some(_) => {}
        }
    }
    let last = last?;
    // The other one: the person mentioned last who is not the last speaker.
    let start = stage.scene.syntax.paragraphs.get(here.saturating_sub(PARAGRAPHS))?.start;
    let is_other = |m: &usize| {
        stage.cast.referent_of[*m] != last.referent
            && stage.cast.referent_of[*m] != called
            && !stage.mentions.list[*m].modifier
            && stage.cast.referent(*m as u32).is_some_and(|r| r.kind == SpeakerKind::Person)
    };
    let other = stage
        .mentions
        .within(UnitRange { start, end: this.first_unit() })
        .rev()
        .take(MENTIONS)
        .find(is_other)?;
    let referent = stage.cast.referent_of[other];
    Some(Answer::of(referent, Sieve::Alternation, "the other one of two").graded(1))
}
