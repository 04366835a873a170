//! Where a content can start and end.
//!
//! Only places that close or open a clause or phrase are offered: beside punctuation, a quoted
//! span, a function word. The limits keep the work per cue constant.

use crate::cue::CueCandidate;
use crate::lexicon::{Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{Scene, Unit};

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

pub(super) fn right_starts(scene: &Scene, cue: &CueCandidate, mut offer: impl FnMut(u32)) {
    let sentence = scene.sentence(cue.unit);
    for at in cue.unit + 1..sentence.end.min(cue.unit + 1 + START_REACH) {
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
            || last.chunk != unit.chunk;
        if opens {
            offer(at);
        }
    }
}

pub(super) fn right_ends(scene: &Scene, cue: &CueCandidate, mut offer: impl FnMut(u32)) {
    let sentence = scene.sentence(cue.unit);
    let mut offered = 0;
    for at in cue.unit + 2..=sentence.end.min(cue.unit + END_REACH) {
        let last = scene.unit(at - 1);
        if punctuation(last) || TagSet::of(last.tag).meets(OPENERS) && !last.is_quote() {
            continue;
        }
        let closes = at == sentence.end || {
            let unit = scene.unit(at);
            unit.is_quote()
                || last.is_quote()
                || punctuation(unit)
                || TagSet::of(unit.tag).meets(BOUNDARY) && unit.chunk != last.chunk
                || unit.chunk == Unit::NO_CHUNK && TagSet::of(unit.tag).meets(BOUNDARY)
        };
        if closes {
            offer(at);
            offered += 1;
            if offered == MOST_ENDS {
                return;
            }
        }
    }
}

pub(super) fn left_ends(scene: &Scene, cue: &CueCandidate, mut offer: impl FnMut(u32)) {
    let sentence = scene.sentence(cue.unit);
    let start = cue.group.start;
    let subject = start
        .checked_sub(1)
        .filter(|at| *at >= sentence.start)
        .and_then(|at| scene.chunk(at))
        .map(|c| c.units.start);
    for at in (sentence.start + 1..=start).rev().take(LEFT_REACH as usize) {
        let last = scene.unit(at - 1);
        if punctuation(last) || TagSet::of(last.tag).meets(OPENERS) && !last.is_quote() {
            continue;
        }
        if at == start || last.is_quote() || punctuation(scene.unit(at)) || Some(at) == subject {
            offer(at);
        }
    }
}

pub(super) fn left_starts(scene: &Scene, cue: &CueCandidate, mut offer: impl FnMut(u32)) {
    let sentence = scene.sentence(cue.unit);
    let mut offered = 0;
    let mut first_offered = false;
    for at in (sentence.start..cue.group.start).rev().take(END_REACH as usize) {
        let unit = scene.unit(at);
        if punctuation(unit) {
            continue;
        }
        let opens = at == sentence.start
            || unit.is_quote()
            || punctuation(scene.unit(at - 1))
            || matches!(scene.unit(at - 1).tag, Tag::Coordinator | Tag::Subordinator)
            || matches!(unit.tag, Tag::Subordinator | Tag::That | Tag::Wh);
        if opens && offered < MOST_STARTS {
            offer(at);
            offered += 1;
            first_offered |= at == sentence.start;
        }
    }
    if !first_offered && sentence.start < cue.group.start && !punctuation(scene.unit(sentence.start)) {
        offer(sentence.start);
    }
}
