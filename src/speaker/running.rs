//! A quote without a source that goes on where the last speaker left off, in marks or without:
//! Poe said the pier was safe. “We looked at it twice.”

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::mention::MentionKind;
use crate::syntax::UnitRange;

use super::{Finding, Sieve, Stage};

/// Fewest words of a quote that can stand as a sentence of its own.
const FEWEST_WORDS: usize = 3;
/// How many drafts back the last speaker is looked for.
const REACH: usize = 4;
/// Most drafts of one paragraph that are looked at.
const PARAGRAPH_REACH: usize = 12;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let this = &stage.drafts[draft];
    if this.source.is_some() || this.quoted.is_empty() {
        return None;
    }
    if stage.dialogue {
        return same_paragraph(stage, draft, found);
    }
    if let Some(finding) = interrupted(stage, draft, found).or_else(|| taken_up(stage, draft, found)) {
        return Some(finding);
    }
    if !whole(stage, draft) {
        return None;
    }
    let here = stage.scene.paragraph(this.first_unit());
    let spoke = |d: &usize| found[*d].is_some_and(|f| speaks(stage, f.referent));
    let before = (0..draft).rev().take(REACH).find(spoke)?;
    let finding = found[before]?;
    let last = &stage.drafts[before];
    // What was said, and its cue, end here.
    let from = last.parts.last()?.end.max(last.cue.map_or(0, |(_, group)| group.end));
    let there = stage.scene.paragraph(from.checked_sub(1)?);
    // Somebody else may have come in between.
    let another = |m: usize| {
        let referent = stage.cast.referent_of[m];
        referent != NONE
            && referent != finding.referent
            && stage.mentions.list[m].subject
            && can_speak(stage, m)
    };
    let certainty = match here.saturating_sub(there) {
        0 => 0.85,
        1 => 0.7,
        // A paragraph of the same interview may stand in between.
        2 => 0.55,
        _ => return None,
    };
    if stage.mentions.within(UnitRange { start: from, end: this.first_unit() }).any(another) {
        return None;
    }
    Some(Finding {
        sieve: Sieve::Running,
        certainty,
        evidence: "nobody else came in since the quote before",
        ..finding
    })
}

/// A quote that the same mark breaks off for a quote within it has that one's speaker: "It stands by its
/// motto "now or never," Poe said.
fn interrupted(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let end = stage.drafts[draft].parts.last()?.end;
    let (broken, within) = (stage.scene.quote(end.checked_sub(1)?)?, stage.scene.quote(end)?);
    if broken.closed || broken.style != within.style {
        return None;
    }
    let next = Some(draft + 1).filter(|n| *n < found.len() && stage.drafts[*n].first_unit() == end)?;
    let finding = found[next].filter(|f| f.referent != NONE)?;
    let evidence = "the quote within has this speaker";
    Some(Finding { sieve: Sieve::Interrupted, certainty: 0.8 * finding.certainty, evidence, ..finding })
}

/// Most paragraphs without their mark that a quotation left open runs through.
const UNMARKED: usize = 1;

/// A paragraph in the marks of the quotation before, which was left open, has that one's speaker, even if a
/// paragraph between them lacks its mark.
fn taken_up(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let scene = &stage.scene;
    let first = stage.drafts[draft].first_unit();
    let here = stage.scene.paragraph(first);
    let this = scene.quote(first).filter(|_| scene.starts_paragraph(first))?;
    let alike = |d: usize| {
        let last = stage.drafts[d].parts.last()?.end.checked_sub(1)?;
        scene.quote(last).filter(|quote| quote.style == this.style).map(|quote| (d, last, quote))
    };
    let (before, last, left) = (0..draft).rev().take(REACH).find_map(alike)?;
    let near = here <= stage.scene.paragraph(last) + 1 + UNMARKED;
    let finding = found[before].filter(|f| !left.closed && near && f.referent != NONE)?;
    let evidence = "the quotation before was left open";
    Some(Finding { sieve: Sieve::Running, certainty: 0.8 * finding.certainty, evidence, ..finding })
}

/// In dialogue a paragraph has one speaker.
fn same_paragraph(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
    let here = stage.scene.paragraph(stage.drafts[draft].first_unit());
    let there = |d: &usize| stage.scene.paragraph(stage.drafts[*d].first_unit()) == here;
    let decided = |d: usize| {
        let other = &stage.drafts[d];
        found[d].filter(|f| f.referent != NONE && other.source.is_some() && !other.quoted.is_empty())
    };
    let before = (0..draft).rev().take(PARAGRAPH_REACH).take_while(there).find_map(decided);
    let after = || (draft + 1..stage.drafts.len()).take(PARAGRAPH_REACH).take_while(there).find_map(decided);
    let finding = before.or_else(after)?;
    let evidence = "another quote of the paragraph has this speaker";
    Some(Finding { sieve: Sieve::SameParagraph, certainty: 0.85, evidence, ..finding })
}

/// Whether a quote is a sentence of its own, not a few words out of one.
pub(super) fn whole(stage: &Stage, draft: usize) -> bool {
    let quoted = &stage.drafts[draft].quoted;
    let (Some(first), Some(last)) = (quoted.first(), quoted.last()) else { return false };
    let (first, last) = (&stage.scene.text[first.range()], &stage.scene.text[last.range()]);
    first.split_whitespace().take(FEWEST_WORDS).count() == FEWEST_WORDS
        && !first.starts_with(char::is_lowercase)
        && last.trim_end().ends_with(['.', '!', '?', ',', '…', '-', '—'])
}

/// Whether a mention's referent is somebody who can speak.
pub(super) fn can_speak(stage: &Stage, mention: usize) -> bool {
    speaks(stage, stage.cast.referent_of[mention])
}

/// Whether a referent is somebody who can speak: a human being, or a body with a name.
fn speaks(stage: &Stage, referent: u32) -> bool {
    let found = stage.cast.referents.get(referent as usize);
    let place = |mention: u32| {
        stage.mentions.list.get(mention as usize).is_some_and(|m| m.kind == MentionKind::Place)
    };
    found.is_some_and(|r| match r.kind {
        SpeakerKind::Person | SpeakerKind::Anonymous => true,
        SpeakerKind::Organisation => r.name != NONE && !place(r.name),
        SpeakerKind::Group | SpeakerKind::Document => false,
    })
}
