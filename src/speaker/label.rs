//! A line of a transcript names its speaker: `MODERATOR: …`, between the opening mark and the words.

use crate::attribution::SpeakerKind;
use crate::draft;
use crate::entity::NONE;
use crate::frame;
use crate::mention::hash_of;

use super::{Answer, Finding, Name, Sieve, Speaker, Stage};

/// Longest label in bytes.
const LONGEST: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    let label = draft::label(stage.scene.text, stage.scene.quote(this.first_unit())?)?;
    let text = &stage.scene.text[label.range()];
    if text.len() > LONGEST || frame::is_kicker(text) {
        return None;
    }
    let word = text.split_whitespace().next_back()?;
    let referent = stage.cast.bearer_of_word(hash_of(word)).unwrap_or(NONE);
    let kind = (referent == NONE).then_some(SpeakerKind::Person);
    let speaker = Speaker { kind, name: Some(Name::Words(label)), ..Speaker::of(referent) };
    Some(Answer::new(speaker, Sieve::Label, "a label names the speaker"))
}
