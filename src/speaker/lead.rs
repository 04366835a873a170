//! A paragraph that is one quotation has the speaker of whom the sentence before it tells: Poe gave her
//! account on Sunday. ¶ “We got the call at four.”

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::syntax::UnitRange;

use super::{Finding, Stage, running};

/// Most mentions that are looked at.
const REACH: usize = 40;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let this = &stage.drafts[draft];
    if stage.dialogue || this.source.is_some() || !running::whole(stage, draft) {
        return None;
    }
    let paragraphs = &stage.scene.syntax.paragraphs;
    let first = this.first_unit();
    let here = running::paragraph(stage, first);
    let alone = paragraphs[here] == UnitRange { start: first, end: first + 1 };
    let last = here.checked_sub(1).filter(|_| alone).map(|before| paragraphs[before])?.end.checked_sub(1)?;
    let sentence = stage.scene.sentence(last);
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
    (only && referent != NONE)
        .then(|| Finding::of(referent, "lead", 0.6, "the sentence before tells of the speaker"))
}
