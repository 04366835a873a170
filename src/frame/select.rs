//! Likely frames in, those that can stand together out.

use crate::lexicon::Tag;
use crate::syntax::{Scene, UnitRange};

use super::{Alternative, Frame};

/// Frames less probable than this are not reported.
const LEAST: f32 = 0.42;
/// The same for frames that report a quoted span, which would have to go somewhere else.
const LEAST_QUOTED: f32 = 0.2;

/// Keeps the frames that are probable enough and do not contradict a surer one.
///
/// Where two contradict, either may fall back on another of its contents: "say it is early but
/// noted that …" is two frames once the first content ends before "but".
pub fn select(scene: &Scene, frames: &mut Vec<Frame>) {
    hand_down(scene, frames);
    let quotes = |frame: &Frame| frame.content.parts().any(|part| scene.holds_quote(part));
    let least = |frame: &Frame| if quotes(frame) { LEAST_QUOTED } else { LEAST };
    let mut order: Vec<usize> =
        (0..frames.len()).filter(|i| frames[*i].probability >= least(&frames[*i])).collect();
    order.sort_by(|a, b| frames[*b].probability.total_cmp(&frames[*a].probability).then(a.cmp(b)));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        // Only neighbours can collide; `kept` is in order of the cue.
        let place = kept.partition_point(|k| *k < at);
        let near = place.saturating_sub(NEAR)..(place + NEAR).min(kept.len());
        if make_room(frames, &kept[near], at) {
            kept.insert(place, at);
        }
    }
    let mut next = 0;
    for at in kept {
        frames.swap(next, at);
        next += 1;
    }
    frames.truncate(next);
}

/// How many frames behind one are looked at for the one it governs.
const BELOW: usize = 2;
/// A frame gives way to one that it governs if that is as probable by itself, this share of it at least.
const LEAST_BELOW: f32 = 0.5;

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

/// Whether what a cue reports is but the infinitive of another, which nearly always reports.
fn governs(scene: &Scene, frame: &Frame, below: &Frame) -> bool {
    let start = below.cue.group.start;
    let infinitive = scene.unit(start).tag == Tag::To && scene.unit(below.cue.unit).strong;
    infinitive && frame.content.left.is_none() && frame.content.right.is_some_and(|part| part.start == start)
}

/// How many kept frames on either side are compared with a new one.
const NEAR: usize = 12;
/// A kept frame gives way only to one worth this much more than what it loses.
const RELUCTANCE: f32 = 0.3;
/// A frame falls back on a content this much less probable than its best at the most.
const FALL_BACK: f32 = 0.08;

/// Whether the frame `at` can stand beside the kept ones, after falling back where that costs less
/// than the new frame is worth.
fn make_room(frames: &mut [Frame], kept: &[usize], at: usize) -> bool {
    let mut rivals = kept.iter().copied().filter(|k| contradict(&frames[*k], &frames[at]));
    let Some(rival) = rivals.next() else { return true };
    if rivals.next().is_some() {
        return false;
    }
    let fits = |frames: &[Frame], moved: &Frame, mover: usize, other: &Frame| {
        !contradict(moved, other)
            && kept.iter().all(|k| *k == mover || *k == rival || !contradict(&frames[*k], moved))
    };
    // The kept one does, if the two together are worth more.
    let lost = |moved: &Frame| {
        frames[rival].probability * (1.0 - moved.content_probability / frames[rival].content_probability)
    };
    let moved = fall_back(&frames[rival], |moved| {
        fits(frames, moved, rival, &frames[at]) && lost(moved) + RELUCTANCE < frames[at].probability
    });
    if let Some(moved) = moved {
        frames[rival] = moved;
        return true;
    }
    false
}

/// The frame with the best of its other contents that fits.
fn fall_back(frame: &Frame, fits: impl Fn(&Frame) -> bool) -> Option<Frame> {
    let likely = |other: &&Alternative| {
        other.probability >= FALL_BACK * frame.content_probability && other.probability > 0.0
    };
    frame.others.iter().filter(likely).find_map(|other| {
        let moved = Frame {
            content: other.content,
            content_probability: other.probability,
            source: other.source,
            source_probability: other.source_probability,
            ..*frame
        };
        let source_clear =
            moved.source.is_none_or(|s| !(s.units.start..s.units.end).any(|u| moved.content.holds(u)));
        (source_clear && fits(&moved)).then_some(moved)
    })
}

/// Whether two frames cannot both hold: a cue inside the other's content, or shared content.
fn contradict(a: &Frame, b: &Frame) -> bool {
    let (x, y) = (reach(a), reach(b));
    x.start < y.end && y.start < x.end && collide(a, b)
}

/// From the first to the last unit of cue and content.
fn reach(frame: &Frame) -> UnitRange {
    let cue = UnitRange { start: frame.cue.unit, end: frame.cue.unit + 1 };
    frame
        .content
        .parts()
        .fold(cue, |all, part| UnitRange { start: all.start.min(part.start), end: all.end.max(part.end) })
}

/// [`contradict`] for frames that are not far apart.
fn collide(a: &Frame, b: &Frame) -> bool {
    a.content.holds(b.cue.unit)
        || b.content.holds(a.cue.unit)
        || a.content.parts().any(|x| b.content.parts().any(|y| x.start < y.end && y.start < x.end))
}
