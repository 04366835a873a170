//! Whom the source told: "Poe told the Hale Echo", "in an interview with the Hale Echo", "the Hale Echo was told".

use crate::entity::tidy;
use crate::syntax::{ChunkKind, UnitRange};

use super::Stage;
use super::report::without_article;

/// How far behind the cue "in an interview with" may stand, in units.
const REACH: u32 = 12;
/// What is held with or made to somebody who may print it.
const TALK: [&str; 10] = [
    "interview",
    "conversation",
    "spoke",
    "speaking",
    "statement",
    "talked",
    "talking",
    "email",
    "e-mail",
    "remarks",
];

pub(super) fn of(stage: &Stage, draft: usize) -> Option<String> {
    let scene = &stage.scene;
    let this = &stage.drafts[draft];
    let (cue, group) = this.cue?;
    let sentence = scene.sentence(cue);
    let free = |units: UnitRange| {
        let source = this.source.is_some_and(|s| s.start < units.end && units.start < s.end);
        !source && !(units.start..units.end).any(|i| this.holds(i))
    };
    let listener = |at: u32| {
        let chunk = (at < sentence.end).then(|| scene.chunk(at)).flatten().filter(|c| c.units.start == at)?;
        let hears = matches!(
            chunk.kind,
            ChunkKind::Person | ChunkKind::Name | ChunkKind::Human | ChunkKind::Humans | ChunkKind::Group
        );
        (hears && free(chunk.units)).then_some(chunk.units)
    };
    let later = |at: u32| {
        let talk = || scene.is_any(at - 1, &TALK);
        let hears = match scene.surface(at) {
            "with" => talk(),
            "to" => at == group.end || talk(),
            _ => false,
        };
        (hears && !this.holds(at)).then(|| listener(at + 1)).flatten()
    };
    let end = sentence.end.min(group.end + REACH);
    let units =
        this.addressee.or_else(|| listener(group.end)).or_else(|| (group.end.max(1)..end).find_map(later))?;
    let text = tidy(scene, without_article(scene, units));
    (!text.is_empty()).then_some(text)
}
