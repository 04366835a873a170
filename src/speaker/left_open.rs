//! A paragraph in the marks of the quotation before, which was left open, has that one's speaker, even if a
//! paragraph between them lacks its mark.

use crate::entity::NONE;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back the quotation is looked for.
const REACH: usize = 4;
/// Most paragraphs without their mark that a quotation left open runs through.
const UNMARKED: usize = 1;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let scene = &stage.scene;
    let first = stage.bare(draft).filter(|_| !stage.dialogue)?.first_unit();
    let this = scene.quote(first).filter(|_| scene.starts_paragraph(first))?;
    let alike = |d: usize| {
        let last = stage.drafts[d].parts.last()?.end.checked_sub(1)?;
        scene.quote(last).filter(|quote| quote.style == this.style).map(|quote| (d, last, quote))
    };
    let (before, last, left) = (0..draft).rev().take(REACH).find_map(alike)?;
    let near = scene.paragraph(first) <= scene.paragraph(last) + 1 + UNMARKED;
    let finding = found[before].filter(|f| !left.closed && near && f.speaker.referent != NONE)?;
    let answer = Answer::new(finding.speaker, Sieve::Running, "the quotation before was left open");
    Some(answer.resting_on(finding.certainty))
}
