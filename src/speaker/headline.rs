//! A headline that opens with its speaker and a colon: `Poe: The harbour is ‘not for sale’`.

use crate::entity::NONE;
use crate::frame;
use crate::mention::MentionKind;
use crate::segment::TokenKind;

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    let scene = &stage.scene;
    let headline = *scene.syntax.paragraphs.first()?;
    let first = this.first_unit();
    if first >= headline.end {
        return None;
    }
    let mention = stage.mentions.within(headline).next()?;
    let name = &stage.mentions.list[mention];
    let colon = name.units.end;
    let opens = name.units.start == headline.start
        && name.is_proper()
        && name.kind != MentionKind::Place
        && colon < first
        && scene.unit(colon).kind == TokenKind::Colon;
    // "VIDEO: …" is nobody.
    let kicker = frame::is_kicker(&scene.text[scene.span(name.units).range()]);
    // A pronoun behind the colon is who stands before it; any other source speaks for itself.
    let head = stage.mentions.list.get(stage.heads[draft] as usize);
    let own = head.is_some_and(|head| !matches!(head.kind, MentionKind::Pronoun(_)));
    let inside = this.source.is_none_or(|source| source.start > colon) && !own && !kicker;
    let referent = stage.cast.referent_of[mention];
    (opens && inside && referent != NONE)
        .then(|| Answer::of(referent, Sieve::Headline, "the headline opens with the speaker and a colon"))
}
