//! A quotation in sentences of its own has the speaker of whom the sentence before it tells, or, where it
//! opens its paragraph, the one behind: Poe gave her account on Sunday. ¶ “We got the call at four.”; “Not
//! in my lifetime.” Poe laughed.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Stage};

/// Most drafts of the paragraph that are looked at.
const DRAFTS: usize = 4;
/// Most mentions that are looked at.
const REACH: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    if stage.dialogue || this.source.is_some() || this.cue.is_some() || !stage.stands_alone(draft) {
        return None;
    }
    let paragraphs = &stage.scene.syntax.paragraphs;
    let first = this.first_unit();
    let here = stage.scene.paragraph(first);
    let paragraph = paragraphs[here];
    let quote = UnitRange { start: first, end: first + 1 };
    if stage.scene.sentence(first) != quote {
        return None;
    }
    let before = first.checked_sub(1).filter(|_| first > paragraph.start || paragraph == quote);
    let behind = Some(first + 1).filter(|next| first == paragraph.start && *next < paragraph.end);
    let (referent, evidence) = before
        .and_then(|at| Some((told_of(stage, at)?, "the sentence before tells of the speaker")))
        .or_else(|| {
            behind.and_then(|at| Some((told_of(stage, at)?, "the sentence behind tells of the speaker")))
        })?;
    // Where somebody else spoke in the paragraph, either may go on.
    let spoke =
        (0..draft).rev().take(DRAFTS).take_while(|d| stage.drafts[*d].first_unit() >= paragraph.start);
    let rival =
        spoke.filter_map(|d| found[d]).any(|f| f.speaker.referent != NONE && f.speaker.referent != referent);
    (!rival).then(|| Answer::of(referent, Sieve::Lead, evidence))
}

/// The one person who is a subject of the sentence of a unit, if it quotes nobody.
fn told_of(stage: &Stage, at: u32) -> Option<u32> {
    let sentence = stage.scene.sentence(at);
    if stage.scene.holds_quote(sentence) {
        return None;
    }
    let person = |m: &usize| {
        let mention = &stage.mentions.list[*m];
        let kind = stage.cast.referent(*m as u32).map(|referent| referent.kind);
        mention.subject && !mention.modifier && kind == Some(SpeakerKind::Person)
    };
    let mut people = stage.mentions.within(sentence).take(REACH).filter(person);
    let referent = stage.cast.referent_of[people.next()?];
    let only = people.all(|m| stage.cast.referent_of[m] == referent);
    (only && referent != NONE).then_some(referent)
}
