//! A line of an interview that opens with `A:` has the speaker whom the words above the first line tell
//! of; who asks in those with `Q:` is not known.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::frame::{self, Turn};
use crate::segment::TokenKind;
use crate::syntax::UnitRange;

use super::{Finding, Stage, byline};

/// Most mentions above the first line that are looked at.
const REACH: usize = 200;
/// Most people that are told apart.
const PEOPLE: usize = 16;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let turn = turn(stage, draft)?;
    let guest = match turn {
        Turn::Question => NONE,
        Turn::Answer => guest(stage).unwrap_or(NONE),
    };
    let evidence = "the text is an interview with the speaker";
    let finding = Finding::of(guest, "interview", 0.85, evidence);
    Some(Finding { kind: (guest == NONE).then_some(SpeakerKind::Person), ..finding })
}

/// The turn that a draft is.
fn turn(stage: &Stage, draft: usize) -> Option<Turn> {
    let this = &stage.drafts[draft];
    let source = this.source.filter(|units| units.end == units.start + 1)?;
    let colon = this.cue.filter(|(cue, _)| *cue == source.end && is_colon(stage, *cue));
    colon.and_then(|_| frame::turn(&stage.scene, source.start))
}

fn is_colon(stage: &Stage, at: u32) -> bool {
    stage.scene.unit(at).kind == TokenKind::Colon
}

/// The person whom the words above the first turn mention most; the writer is not asked.
fn guest(stage: &Stage) -> Option<u32> {
    let first = (0..stage.drafts.len()).find(|draft| turn(stage, *draft).is_some())?;
    let above = UnitRange { start: 0, end: stage.drafts[first].source?.start };
    let writer = byline::writer(stage);
    let mut people: Vec<(u32, usize)> = Vec::with_capacity(PEOPLE);
    for mention in stage.mentions.within(above).take(REACH) {
        let referent = stage.cast.referent_of[mention];
        let person = stage.cast.referent(mention as u32).is_some_and(|r| r.kind == SpeakerKind::Person);
        if !person || Some(referent) == writer || stage.mentions.list[mention].modifier {
            continue;
        }
        match people.iter().position(|(known, _)| *known == referent) {
            Some(known) => people[known].1 += 1,
            None if people.len() < PEOPLE => people.push((referent, 1)),
            None => {}
        }
    }
    // Of two mentioned as often, the first.
    people.iter().rev().max_by_key(|(_, count)| *count).map(|(referent, _)| *referent)
}
