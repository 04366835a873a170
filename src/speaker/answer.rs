//! A question and its answer, a paragraph each: the next quote is the one's who spoke before the last.

use crate::entity::NONE;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back the turns are looked for.
const REACH: usize = 12;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    stage.bare(draft).filter(|_| !stage.dialogue)?;
    let spoke = |d: &usize| !stage.drafts[*d].quoted.is_empty();
    let mut before = (draft.saturating_sub(REACH)..draft).rev().filter(spoke);
    let (last, first) = (before.next()?, before.next()?);
    let place = |d: usize| stage.paragraph(d);
    let adjoin = place(draft) == place(last) + 1 && place(last) == place(first) + 1;
    let asks = |d: usize| {
        let quoted = stage.drafts[d].quoted.last();
        quoted.is_some_and(|span| stage.scene.text[span.range()].trim_end().ends_with('?'))
    };
    let (other, speaker) = (found[last]?.speaker, found[first]?.speaker);
    let two = speaker.referent != NONE && speaker.referent != other.referent;
    (adjoin && two && (asks(last) || asks(first)))
        .then(|| Answer::new(speaker, Sieve::Alternation, "a question and its answer take turns"))
}
