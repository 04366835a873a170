//! A quote that the sentence before announces: "Here is some more of what Poe said:" “…”

use crate::mention::MentionKind;
use crate::segment::TokenKind;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back are looked at.
const REACH_DRAFTS: usize = 4;
/// Most mentions that are looked at.
const REACH: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    if stage.mentions.list.get(stage.heads[draft] as usize).is_some() || !stage.stands_alone(draft) {
        return None;
    }
    let first = this.first_unit();
    let end = first.checked_sub(1)?;
    if stage.scene.unit(end).kind != TokenKind::Colon && !stage.scene.surface(end).starts_with('…') {
        return None;
    }
    let sentence = stage.scene.sentence(end);
    // Who is named in a claim takes no floor: "As Poe observed, the winner was the rain:"
    let claimed =
        |unit: u32| (draft.saturating_sub(REACH_DRAFTS)..draft).any(|d| stage.drafts[d].holds(unit));
    let announces = |m: &usize| {
        let mention = &stage.mentions.list[*m];
        mention.head < end
            && !claimed(mention.head)
            && !mention.modifier
            && mention.subject
            && mention.kind != MentionKind::Place
            && stage.can_speak(stage.cast.referent_of[*m])
    };
    let mention = stage.mentions.within(sentence).rev().take(REACH).find(announces)?;
    let referent = stage.cast.referent_of[mention];
    Some(Answer::of(referent, Sieve::Announced, "the sentence before announces the quote"))
}
