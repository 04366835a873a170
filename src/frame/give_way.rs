//! Frames that give way to another of the same words, before a set of them is selected.

use crate::lexicon::Tag;
use crate::syntax::{Scene, UnitRange};

use super::select::LEAST_QUOTED;
use super::{Frame, to_read};

/// Lets every frame give way that is to.
pub(super) fn settle(scene: &Scene, frames: &mut [Frame]) {
    hand_down(scene, frames);
    hand_over(scene, frames);
}

/// How many frames behind one are looked at for the one it governs.
const BELOW: usize = 2;
/// A frame gives way to one that it governs if that is as probable by itself, this share of it at least.
const LEAST_BELOW: f32 = 0.1;

/// Lets frames that only govern another give way to it: in "refused to say who called" the statement is who
/// called, and that it was not made is its polarity. Their scorer saw two rivals for the same words; if
/// either holds, this one does.
fn hand_down(scene: &Scene, frames: &mut [Frame]) {
    for at in 0..frames.len() {
        let (frame, behind) = frames[at..].split_first_mut().expect("one at least");
        let below = behind.iter_mut().take(BELOW).find(|below| governs(scene, frame, below));
        if let Some(below) = below.filter(|below| below.probability >= LEAST_BELOW * frame.probability) {
            below.probability = below.probability.max(frame.probability);
            frame.probability = 0.0;
        }
    }
}

/// How many frames before one are looked at for the one it passes on.
const ABOVE: usize = 3;
/// How sure the source of a frame must be that is preferred to one that passes it on.
const SURE_SOURCE: f32 = 0.5;

/// Lets frames that only pass on a quotation with its attribution give way to that: in "“It is late,” Poe said,
/// according to the Post" the words are Poe's. PolNeAR has such quotations as the Post's, so the scorers
/// think little of Poe's frame; but they find it.
fn hand_over(scene: &Scene, frames: &mut [Frame]) {
    for at in 1..frames.len() {
        let (before, outer) = frames[..=at].split_at_mut(at);
        let outer = &mut outer[0];
        let inner = before.iter_mut().rev().take(ABOVE).find(|inner| passes_on(scene, outer, inner));
        if let Some(inner) = inner.filter(|_| outer.probability >= LEAST_QUOTED) {
            inner.probability = inner.probability.max(outer.probability);
            outer.probability = 0.0;
            // "said Ann Poe, the Post reported": what follows was read as a part of the source.
            let end = outer.content.left.map_or(u32::MAX, |said| said.end);
            if let Some(source) = &mut inner.source {
                source.units.end = source.units.end.min(end);
                source.base_end = source.base_end.min(end);
            }
        }
    }
}

/// Whether what a cue reports ends with the attribution of a quotation: cue, source and nothing but words in marks.
fn passes_on(scene: &Scene, outer: &Frame, inner: &Frame) -> bool {
    let Some(said) = outer.content.left.filter(|part| part.end <= outer.cue.group.start) else {
        return false;
    };
    let within = |units: UnitRange| said.start <= units.start && units.end <= said.end;
    let marked = |part: UnitRange| {
        within(part)
            && scene.syntax.units[to_read(part).range()].iter().all(|unit| unit.is_quote() || !unit.is_word())
    };
    let named = inner.source_probability >= SURE_SOURCE
        && inner
            .source
            .is_some_and(|source| said.start <= source.units.start && source.units.start < said.end);
    named
        && scene.unit(inner.cue.unit).strong
        && within(inner.cue.group)
        && inner.content.parts().any(|part| scene.holds_quote(to_read(part)))
        && inner.content.parts().all(marked)
}

/// Whether what a cue reports is but the infinitive of another, which nearly always reports.
fn governs(scene: &Scene, frame: &Frame, below: &Frame) -> bool {
    let start = below.cue.group.start;
    let infinitive = scene.unit(start).tag == Tag::To && scene.unit(below.cue.unit).strong;
    infinitive && frame.content.left.is_none() && frame.content.right.is_some_and(|part| part.start == start)
}
