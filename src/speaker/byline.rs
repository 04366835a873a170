//! The source is the writer: "I" and "we" in an article that says by whom it is, or whose document does.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::mention::{MentionKind, Pronoun, hash_of};

use super::{Answer, Finding, Name, Sieve, Speaker, Stage};

/// In how many paragraphs at the top of an article a byline is looked for.
const TOP: usize = 10;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let mention = stage.mentions.list.get(stage.heads[draft] as usize)?;
    let MentionKind::Pronoun(pronoun @ (Pronoun::I | Pronoun::We)) = mention.kind else { return None };
    let answer = |speaker| Answer::new(speaker, Sieve::FirstPerson, "the byline");
    let Some(writer) = writer(stage) else {
        let named = name(stage).filter(|_| pronoun == Pronoun::I);
        let (kind, name) = (Some(SpeakerKind::Person), Some(Name::Byline));
        return named.map(|_| answer(Speaker { kind, name, ..Speaker::of(NONE) }));
    };
    let referent = stage.cast.referents.get(writer as usize)?;
    let person = referent.kind == SpeakerKind::Person && referent.sure;
    // An outlet says "we", a person says "I".
    (person == (pronoun == Pronoun::I)).then(|| answer(Speaker::of(writer)))
}

/// The one writer whom the document names, without "By" and what follows a comma.
pub(super) fn name<'a>(stage: &Stage<'a>) -> Option<&'a str> {
    let line = stage.byline?.trim();
    let by = line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    let name = if by { &line[3..] } else { line };
    let name = name.split([',', '|', ';', '\n']).next()?.trim();
    (!name.is_empty() && !name.contains(" and ") && !name.contains('&')).then_some(name)
}

/// Whom the document or the text names as its writer.
pub(super) fn writer(stage: &Stage) -> Option<u32> {
    let named = |name: &str| {
        let bearer = stage.cast.bearer_of_word(hash_of(name.split_whitespace().next_back()?))?;
        let known = stage.cast.name(&stage.scene, stage.mentions, bearer)?;
        // "Ann Poe" is not Bob Poe, whom the text is about.
        (known == name || !known.contains(' ')).then_some(bearer)
    };
    name(stage).map_or_else(|| of_text(stage), named)
}

/// Whom a paragraph names that is "By Ann Poe", alone or with what follows a comma.
fn of_text(stage: &Stage) -> Option<u32> {
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
