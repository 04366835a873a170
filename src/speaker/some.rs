//! The source is some of those spoken of before: Analysts are split. Some say the pier is safe.

use crate::entity::NONE;
use crate::mention::MentionKind;
use crate::syntax::{ChunkKind, UnitRange};

use super::{Answer, Finding, Sieve, Stage};

/// How many sentences back those are named.
const REACH: u32 = 2;
/// Most mentions that are looked at.
const MENTIONS: usize = 30;
/// Words for a part of a group.
const PARTS: [&str; 8] = ["some", "others", "many", "most", "several", "few", "both", "all"];

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let scene = &stage.scene;
    let source = stage.drafts[draft].source.filter(|source| source.end == source.start + 1)?;
    let chunk = scene.chunk(source.start)?;
    let part = chunk.kind == ChunkKind::OtherPronoun
        && chunk.units == source
        && PARTS.iter().any(|part| scene.surface(source.start).eq_ignore_ascii_case(part));
    if !part {
        return None;
    }
    let here = scene.unit(source.start).sentence;
    let before = stage.mentions.within(UnitRange { start: 0, end: source.start }).rev().take(MENTIONS);
    let near = |m: &usize| here - scene.unit(stage.mentions.list[*m].head).sentence <= REACH;
    let whole = before.take_while(near).find(|m| {
        let mention = &stage.mentions.list[*m];
        mention.kind == MentionKind::Humans && mention.subject && !mention.modifier
    })?;
    let referent = stage.cast.referent_of[whole];
    let evidence = "some of those spoken of before";
    (referent != NONE).then(|| Answer::of(referent, Sieve::Some, evidence))
}
