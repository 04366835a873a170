//! Two speakers take turns, a paragraph each: in dialogue, or where one of them asks.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::syntax::UnitRange;

use super::{Finding, Sieve, Stage, vocative};

/// How many drafts back the turns are looked for.
const REACH: usize = 12;
/// How many paragraphs back the other speaker is looked for.
const PARAGRAPHS: usize = 6;

/// Most mentions that are looked at.
const MENTIONS: usize = 80;

/// The one who spoke before the last, where the two quotes before are a question and an answer, a
/// paragraph each.
pub(super) fn answer(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let this = &stage.drafts[draft];
    if stage.dialogue || this.source.is_some() || this.quoted.is_empty() {
        return None;
    }
    let place = |d: usize| stage.scene.paragraph(stage.drafts[d].first_unit());
    let spoke = |d: &usize| !stage.drafts[*d].quoted.is_empty();
    let mut before = (draft.saturating_sub(REACH)..draft).rev().filter(spoke);
    let (last, first) = (before.next()?, before.next()?);
    let adjoin = place(draft) == place(last) + 1 && place(last) == place(first) + 1;
    let asks = |d: usize| {
        let quoted = stage.drafts[d].quoted.last();
        quoted.is_some_and(|span| stage.scene.text[span.range()].trim_end().ends_with('?'))
    };
    let (last_speaker, speaker) = (found[last]?, found[first]?);
    let two = speaker.referent != NONE && speaker.referent != last_speaker.referent;
    (adjoin && two && (asks(last) || asks(first))).then_some(Finding {
        sieve: Sieve::Alternation,
        certainty: 0.7,
        evidence: "a question and its answer take turns",
        ..speaker
    })
}

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let this = &stage.drafts[draft];
    if !stage.dialogue || this.source.is_some() || this.quoted.is_empty() {
        return None;
    }
    let here = stage.scene.paragraph(this.first_unit());
    let place = |d: usize| stage.scene.paragraph(stage.drafts[d].first_unit());
    // Nobody calls himself by name.
    let called = vocative::called(stage, draft).unwrap_or(NONE);
    let mut last: Option<Finding> = None;
    for d in (draft.saturating_sub(REACH)..draft).rev() {
        let Some(finding) = found[d].filter(|f| f.referent != NONE && !stage.drafts[d].quoted.is_empty())
        else {
            continue;
        };
        let distance = here - place(d);
        match last {
            _ if distance == 0 => {
                let evidence = "another quote of the paragraph has this speaker";
                return Some(Finding { sieve: Sieve::SameParagraph, certainty: 0.6, evidence, ..finding });
            }
            None if distance > 3 => return None,
            None => last = Some(finding),
            // Back to the one who spoke before the last.
            Some(last)
                if last.referent != finding.referent
                    && finding.referent != called
                    && distance < PARAGRAPHS =>
            {
                return Some(Finding {
                    sieve: Sieve::Alternation,
                    certainty: 0.6,
                    evidence: "two speakers take turns",
                    ..finding
                });
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
    Some(Finding::of(referent, Sieve::Alternation, 0.45, "the other one of two"))
}
