//! The source is the writer: "I" and "we" in an article that says by whom it is.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::mention::{MentionKind, Pronoun};

use super::{Finding, Stage};

/// In how many paragraphs at the top of an article a byline is looked for.
const TOP: usize = 10;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let mention = stage.mentions.list.get(stage.heads[draft] as usize)?;
    let MentionKind::Pronoun(pronoun @ (Pronoun::I | Pronoun::We)) = mention.kind else { return None };
    let writer = writer(stage)?;
    let referent = stage.cast.referents.get(writer as usize)?;
    let person = referent.kind == SpeakerKind::Person && referent.sure;
    // An outlet says "we", a person says "I".
    (person == (pronoun == Pronoun::I)).then(|| Finding::of(writer, "first person", 0.8, "the byline"))
}

/// Whom the byline names: a paragraph that is "By Ann Poe", alone or with what follows a comma.
pub(super) fn writer(stage: &Stage) -> Option<u32> {
    let scene = &stage.scene;
    scene.syntax.paragraphs.iter().take(TOP).find_map(|paragraph| {
        let first = (paragraph.start < paragraph.end).then(|| scene.surface(paragraph.start))?;
        if !first.eq_ignore_ascii_case("by") {
            return None;
        }
        let name = stage.mentions.within(*paragraph).next()?;
        let mention = &stage.mentions.list[name];
        // "By [Ann Poe](…)" is how some save a link.
        let near = mention.units.start <= paragraph.start + 2;
        let short = paragraph.end - paragraph.start < 16;
        let referent = stage.cast.referent_of[name];
        (mention.is_proper() && near && short && referent != NONE).then_some(referent)
    })
}
