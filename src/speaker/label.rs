//! A line of a transcript names its speaker: `MODERATOR: …`, between the opening mark and the words.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::frame;
use crate::mention::hash_of;
use crate::span::Span;

use super::{Finding, Name, Sieve, Stage};

/// Longest label in bytes.
const LONGEST: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let this = &stage.drafts[draft];
    let quote = stage.scene.quote(this.first_unit())?;
    let before = Span::new(quote.open.end, quote.span.start);
    let text = &stage.scene.text[before.range()];
    let label = text.trim_end().strip_suffix(':')?.trim();
    if label.is_empty() || label.len() > LONGEST || frame::is_kicker(label) {
        return None;
    }
    let word = label.split_whitespace().next_back()?;
    let referent = stage.cast.bearer_of_word(hash_of(word)).unwrap_or(NONE);
    let start = before.start + text.find(label)?;
    let name = Some(Name::Words(Span::new(start, start + label.len())));
    let kind = (referent == NONE).then_some(SpeakerKind::Person);
    Some(Finding { kind, name, ..Finding::of(referent, Sieve::Label, 0.95, "a label names the speaker") })
}
