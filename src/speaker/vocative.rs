//! In dialogue, a quote that answers one which calls its speaker by name: “Is it far, Ann?”

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::mention::hash_of;

use super::{Answer, Finding, Sieve, Stage};

/// How many drafts back the question is looked for.
const REACH: usize = 3;

pub(super) fn sieve(stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft).filter(|_| stage.dialogue)?;
    let here = stage.scene.paragraph(this.first_unit());
    let before = (draft.saturating_sub(REACH)..draft).rev().find(|d| {
        let other = &stage.drafts[*d];
        !other.quoted.is_empty() && stage.scene.paragraph(other.first_unit()) < here
    })?;
    if here - stage.scene.paragraph(stage.drafts[before].first_unit()) > 1 {
        return None;
    }
    let called = called(stage, before)?;
    let speaker = found[before].map_or(NONE, |f| f.speaker.referent);
    (called != speaker && self::called(stage, draft) != Some(called))
        .then(|| Answer::of(called, Sieve::Vocative, "the quote before calls the speaker by name"))
}

/// Whom a draft's quotes call by name.
pub(super) fn called(stage: &Stage, draft: usize) -> Option<u32> {
    stage.drafts[draft].quoted.iter().rev().find_map(|span| called_in(stage, &stage.scene.text[span.range()]))
}

/// A name between commas, or between a comma and the end: ", Ann?", "Ann, ", ", Mr. Poe,".
fn called_in(stage: &Stage, text: &str) -> Option<u32> {
    let pieces = text.split([',', '.', '?', '!', ';']).map(str::trim);
    pieces.filter(|piece| !piece.is_empty() && piece.len() < 30).find_map(|piece| {
        let mut words = piece.split_whitespace().rev();
        let last = words.next()?;
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let short =
            words.clone().count() <= 2 && words.all(|w| capital(w) || matches!(w, "my" | "dear" | "old"));
        let referent = (short && capital(last)).then(|| stage.cast.bearer_of_word(hash_of(last)))??;
        let kind = stage.cast.referents.get(referent as usize)?.kind;
        (kind == SpeakerKind::Person).then_some(referent)
    })
}
