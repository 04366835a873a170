//! Where a content can start and end.
//!
//! Only places that close or open a clause or phrase are offered: beside punctuation, a quoted
//! span, a function word. The limits keep the work per cue constant.

use crate::cue::CueCandidate;
use crate::lexicon::{NameFlags, Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{Chunk, ChunkKind, Scene, Unit, UnitRange};

use super::line::{End, Line, Start};

/// How far after the cue a content may start, in units.
const START_REACH: u32 = 16;
/// How far from the cue a content may end, in units.
const END_REACH: u32 = 120;
/// How far before the cue a content may end, in units.
const LEFT_REACH: u32 = 40;
/// Most ends offered on one side.
const MOST_ENDS: usize = 40;
/// Most starts offered on the left side.
const MOST_STARTS: usize = 12;

/// Words that cannot be the last of a content.
const OPENERS: TagSet = TagSet::of(Tag::Determiner)
    .with(Tag::Possessive)
    .with(Tag::Preposition)
    .with(Tag::Coordinator)
    .with(Tag::Subordinator)
    .with(Tag::Modal);

/// Words before which a content can end.
const BOUNDARY: TagSet = TagSet::of(Tag::Preposition)
    .with(Tag::Coordinator)
    .with(Tag::Subordinator)
    .with(Tag::That)
    .with(Tag::To)
    .with(Tag::Wh)
    .with(Tag::Auxiliary)
    .with(Tag::Modal)
    .with(Tag::Adverb)
    .with(Tag::Negation)
    .with(Tag::VerbPast)
    .with(Tag::VerbParticiple)
    .with(Tag::VerbPresent)
    .with(Tag::VerbS)
    .with(Tag::VerbIng)
    .with(Tag::VerbBase)
    .with(Tag::PronounSubject)
    .with(Tag::Determiner);

fn punctuation(unit: &Unit) -> bool {
    !unit.is_quote()
        && matches!(
            unit.kind,
            TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::Stop
                | TokenKind::Open
                | TokenKind::Close
                | TokenKind::Mark
        )
}

/// Where contents behind a cue may start.
pub(super) fn right_starts(scene: &Scene, cue: &CueCandidate, mut offer: impl FnMut(u32)) {
    let sentence = scene.sentence(cue.unit);
    let first = behind_announced(scene, cue).unwrap_or(cue.unit + 1);
    let name = scene.chunk_at(cue.unit, 1, sentence).and_then(|object| name_behind_noun(scene, object));
    for at in first..sentence.end.min(cue.unit + 1 + START_REACH) {
        let (unit, last) = (scene.unit(at), scene.unit(at - 1));
        if punctuation(unit) || unit.kind == TokenKind::Hyphen {
            continue;
        }
        let opens = at == cue.unit + 1
            || unit.is_quote()
            || last.is_quote()
            || punctuation(last)
            || scene.word(at).function != 0
            || scene.word(at - 1).function != 0
            || last.chunk() != unit.chunk()
            || name == Some(at);
        if opens {
            offer(at);
        }
    }
}

/// The name in a noun phrase that may be two, one that is told and one that is told of: "told the court Ann
/// Poe had fled", "told the Post Mr Poe had fled".
pub(super) fn name_behind_noun(scene: &Scene, phrase: &Chunk) -> Option<u32> {
    let noun = |at: u32| matches!(scene.unit(at).tag, Tag::Noun | Tag::NounPlural);
    let title = |at: u32| scene.word(at).name.any(NameFlags::TITLE);
    let name = |at: u32| scene.unit(at).tag == Tag::Name && (noun(at - 1) || title(at) && !title(at - 1));
    (phrase.units.start + 1..phrase.units.end).find(|at| name(*at))
}

/// The quoted span that a cue at the start of its sentence announces with its speaker and a colon, "Replied
/// Ann Poe: “…”": the speaker is no part of it.
fn behind_announced(scene: &Scene, cue: &CueCandidate) -> Option<u32> {
    let sentence = scene.sentence(cue.unit);
    let speaker = scene.chunk_at(cue.unit, 1, sentence).filter(|_| cue.unit == sentence.start)?;
    let colon = speaker.units.end;
    let names = matches!(speaker.kind, ChunkKind::Person | ChunkKind::Name | ChunkKind::Pronoun);
    let announces = names
        && colon < sentence.end
        && scene.unit(colon).kind == TokenKind::Colon
        && scene.is_quote(colon, 1, sentence);
    announces.then_some(colon + 1)
}

/// Whether a content behind a cue may end at `at`.
pub(super) fn right_end(scene: &Scene, sentence: UnitRange, at: u32) -> bool {
    if at == sentence.start {
        return false;
    }
    let last = scene.unit(at - 1);
    let bounded = at == sentence.end || {
        let unit = scene.unit(at);
        let outside = unit.chunk() != last.chunk() || unit.chunk().is_none();
        unit.is_quote() || last.is_quote() || punctuation(unit) || BOUNDARY.has(unit.tag) && outside
    };
    bounded && can_end(scene, sentence, at)
}

/// The first place where a content behind the cue may end.
pub(super) fn first_end(cue: &CueCandidate) -> u32 {
    cue.unit + 2
}

/// The places, among those of the whole sentence, where a content behind the cue may end.
pub(super) fn right_ends<'l>(cue: &CueCandidate, line: &'l Line) -> &'l [End] {
    let first = line.right_ends.partition_point(|end| end.at < first_end(cue));
    let ends = &line.right_ends[first..];
    let near = ends.partition_point(|end| end.at <= cue.unit + END_REACH);
    &ends[..near.min(MOST_ENDS)]
}

/// Whether a content before a cue may end at `at`, if the cue is not right behind it.
pub(super) fn left_end(scene: &Scene, sentence: UnitRange, at: u32) -> bool {
    at > sentence.start
        && at < sentence.end
        && can_end(scene, sentence, at)
        && (scene.unit(at - 1).is_quote() || punctuation(scene.unit(at)))
}

/// Where contents before the cue may end: before the cue, before its subject, beside marks.
pub(super) fn left_ends(scene: &Scene, cue: &CueCandidate, line: &Line, mut offer: impl FnMut(u32)) {
    let sentence = line.sentence;
    let start = cue.group.start;
    if start == sentence.start {
        return;
    }
    let least = (sentence.start + 1).max((start + 1).saturating_sub(LEFT_REACH));
    let subject = scene.chunk(start - 1).map_or(start, |chunk| chunk.units.start);
    let upper = line.left_ends.partition_point(|end| *end < start);
    let lower = line.left_ends.partition_point(|end| *end < least);
    if can_end(scene, sentence, start) {
        offer(start);
    }
    line.left_ends[lower..upper].iter().for_each(|at| offer(*at));
    let listed = |at: u32| left_end(scene, sentence, at);
    if (least..start).contains(&subject) && can_end(scene, sentence, subject) && !listed(subject) {
        offer(subject);
    }
}

/// Whether a content before a cue may start at `at`.
pub(super) fn left_start(scene: &Scene, sentence: UnitRange, at: u32) -> bool {
    if at == sentence.end || punctuation(scene.unit(at)) {
        return false;
    }
    let unit = scene.unit(at);
    at == sentence.start
        || unit.is_quote()
        || punctuation(scene.unit(at - 1))
        || matches!(scene.unit(at - 1).tag, Tag::Coordinator | Tag::Subordinator)
        || matches!(unit.tag, Tag::Subordinator | Tag::That | Tag::Wh)
}

/// The places, among those of the whole sentence, where a content before the cue may start: the
/// nearest and the start of the sentence.
pub(super) fn left_starts<'l>(cue: &CueCandidate, line: &'l Line) -> impl Iterator<Item = &'l Start> + Clone {
    let start = cue.group.start;
    let upper = line.left_starts.partition_point(|place| place.at < start);
    let lower = line.left_starts.partition_point(|place| place.at + END_REACH < start);
    let lower = lower.max(upper.saturating_sub(MOST_STARTS));
    let first = line.left_starts[..lower.min(1)].iter().filter(|place| place.at == line.sentence.start);
    line.left_starts[lower..upper].iter().rev().chain(first)
}

/// Whether a content can end at `at`: not behind punctuation, nor behind a word that opens a phrase,
/// unless the phrase ends there ("would go on.", "twice as much, she said").
fn can_end(scene: &Scene, sentence: UnitRange, at: u32) -> bool {
    let last = scene.unit(at - 1);
    let next = Some(at).filter(|at| *at < sentence.end).map(|at| scene.unit(at));
    let stops = next.is_none_or(|next| next.kind == TokenKind::Stop);
    let closes = match last.tag {
        Tag::Preposition => stops,
        Tag::Determiner => {
            let article = matches!(scene.lexicon.form(last.word), "a" | "an" | "the");
            !article && (stops || next.is_some_and(punctuation))
        }
        _ => false,
    };
    !punctuation(last) && (!TagSet::of(last.tag).meets(OPENERS) || last.is_quote() || closes)
}
