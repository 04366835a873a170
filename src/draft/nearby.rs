//! Whom a text speaks of near a quoted span that no cue reports: who might have said it.

use crate::frame;
use crate::lexicon::Tag;
use crate::segment::TokenKind;
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange};

use super::Draft;

/// The subject closest before a quoted span in its sentence; in a headline, which needs no verb, the noun phrase
/// that touches it: "Family ‘in limbo’ after fire".
pub(super) fn subject_before(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    let sentence = scene.sentence(at);
    let first = sentence.start.max(at.saturating_sub(SUBJECT_REACH));
    let subject = (first..at).rev().find_map(|end| subject_ending(scene, sentence, end));
    let touching = || {
        let chunk = scene.chunk_at(at, -1, paragraph).filter(|chunk| chunk.units.end == at)?;
        (is_bare(scene, paragraph) && can_speak(chunk)).then_some(chunk.units)
    };
    subject.or_else(touching)
}

/// Whether a paragraph ends in a word, as headlines do.
pub(super) fn is_bare(scene: &Scene, paragraph: UnitRange) -> bool {
    scene.unit(paragraph.end - 1).is_word()
}

fn can_speak(chunk: &Chunk) -> bool {
    !matches!(chunk.kind, ChunkKind::Time | ChunkKind::Relative | ChunkKind::OtherPronoun)
}

/// The first subject of the sentence before that of a quoted span which opens its own, if there is one that
/// opens no dependent clause: "Asked whether she would stay, Poe smiled. “Not yet.”" The sentence may end
/// the paragraph before, if nothing is quoted in it: it leads to the quotation.
pub(super) fn subject_of_sentence_before(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    let sentence = scene.sentence(at);
    let before = scene.sentence(at.checked_sub(1).filter(|_| sentence.start == at)?);
    let leads = || scene.unit(before.end - 1).kind == TokenKind::Stop && !scene.holds_quote(before);
    if at == paragraph.start && !leads() {
        return None;
    }
    let last = before.end.min(before.start + SUBJECT_REACH);
    let mut subjects = (before.start..last).filter_map(|end| subject_ending(scene, before, end));
    let depends = |subject: &UnitRange| {
        let tag = subject.start.checked_sub(1).filter(|at| *at >= before.start).map(|at| scene.unit(at).tag);
        matches!(tag, Some(Tag::Subordinator | Tag::Wh | Tag::That))
    };
    let first = subjects.next()?;
    let main = if depends(&first) { subjects.find(|subject| !depends(subject)) } else { None };
    let main = main.unwrap_or(first);
    Some(asked(scene, main, before).unwrap_or(main))
}

/// Whom the reporter, as the subject, asked: "We asked Ann Poe why. “Because.”"
fn asked(scene: &Scene, subject: UnitRange, sentence: UnitRange) -> Option<UnitRange> {
    let verb = subject.end;
    if !is_reporter(scene, subject) || verb + 1 >= sentence.end || !scene.is_any(verb, &["ask", "asked"]) {
        return None;
    }
    let object = scene.chunk(verb + 1).filter(|chunk| chunk.units.start == verb + 1)?;
    Some(object.units)
}

/// Whether an attribution is a question that the reporter says to have asked: whoever answers is another.
pub(super) fn is_reporters(scene: &Scene, draft: &Draft) -> bool {
    let asks = draft.cue.is_some_and(|(cue, _)| scene.is_any(cue, &["ask", "asked"]));
    asks && draft.source.is_some_and(|source| is_reporter(scene, source))
}

fn is_reporter(scene: &Scene, units: UnitRange) -> bool {
    units.start + 1 == units.end && scene.is_any(units.start, &["i", "we"])
}

/// The noun phrase right behind a quoted span, or behind the verb there: `“…,” beamed Poe`.
pub(super) fn phrase_behind(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    let verb = at + 1 < paragraph.end && scene.unit(at + 1).is_finite();
    let start = at + 1 + u32::from(verb);
    let chunk = Some(start).filter(|next| *next < paragraph.end).and_then(|next| scene.chunk(next))?;
    (chunk.units.start == start && chunk.kind != ChunkKind::Time).then_some(chunk.units)
}

/// The first phrase of a quoted span's sentence that nothing governs, if it is another than `subject`:
/// "Poe, a nurse, put it in plainer words: “…”", "Stated Poe: “…”".
pub(super) fn opening(scene: &Scene, at: u32, subject: Option<UnitRange>) -> Option<UnitRange> {
    let start = scene.sentence(at).start;
    let first = frame::first_phrase(scene, UnitRange { start, end: at.min(start + SUBJECT_REACH) })?;
    (subject != Some(first.units)).then_some(first.units)
}

/// How far a subject may stand from where it is looked for, in units.
const SUBJECT_REACH: u32 = 40;

/// The noun phrase that ends behind `last` and before a verb with a tense.
fn subject_ending(scene: &Scene, sentence: UnitRange, last: u32) -> Option<UnitRange> {
    let chunk = scene.chunk(last).filter(|chunk| chunk.units.end == last + 1)?;
    let mut next = last + 1;
    while next < sentence.end && matches!(scene.unit(next).tag, Tag::Adverb | Tag::Negation) {
        next += 1;
    }
    let verb = next < sentence.end && scene.unit(next).is_finite();
    (verb && can_speak(chunk)).then_some(chunk.units)
}
