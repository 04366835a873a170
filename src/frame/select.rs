//! Likely frames in, those that can stand together out.
//!
//! Each likely content of a cue is a hypothesis. Of all sets of hypotheses, at most one a cue, in which
//! none contradicts another, the one is kept whose members are together the furthest above the probability
//! worth reporting: about half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy 2014). "Say it
//! is early but noted that …" is two frames once the first content ends before "but".

use crate::content::ContentCandidate;
use crate::lexicon::Tag;
use crate::syntax::{Scene, UnitRange};

use super::{Alternative, Frame, to_read};

/// Frames less probable than this are not reported.
const LEAST: f32 = 0.30;
/// The same for frames whose content holds a quoted span, which would have to go somewhere else.
const LEAST_QUOTED: f32 = 0.12;
/// A content so much less probable than the best of its cue is no hypothesis.
const FALL_BACK: f32 = 0.08;
/// Most frames that are weighed together. Those behind them in a sentence must fit what is kept of these.
const MOST: usize = 16;
/// How many of the last ones that are kept a hypothesis is held against: what is farther off than contents
/// reach need not be looked at, so that the longest sentence takes linear time.
const NEAR: usize = 4 * MOST;
/// Most steps of a search; the first sets it meets are good.
const PATIENCE: usize = 500;

/// A content that a cue may report.
#[derive(Clone, Copy, Debug)]
struct Hypothesis {
    /// Number of the frame.
    frame: usize,
    cue: u32,
    /// How many contents of the cue are likelier.
    rank: usize,
    content: ContentCandidate,
    /// How far it is above the probability worth reporting.
    value: f32,
}

/// Keeps the best set of frames in which none contradicts another, each with the content it has there.
pub fn select(scene: &Scene, frames: &mut Vec<Frame>) {
    hand_down(scene, frames);
    hand_over(scene, frames);
    let (mut search, mut at, mut kept) = (Search::default(), 0, 0);
    while at < frames.len() {
        // Frames that may contradict each other: those of a sentence, or of the line of a label.
        let (first, mut end) = (at, 0);
        search.clear();
        while let Some(frame) = frames.get(at) {
            let sentence = scene.sentence(frame.cue.unit);
            if at > first && sentence.start >= end {
                break;
            }
            end = frame.content.parts().fold(end.max(sentence.end), |end, part| end.max(part.end));
            search.add(scene, frame, at);
            at += 1;
        }
        for hypothesis in search.best() {
            // Never ahead of the frame itself: one a frame, in order.
            let frame = &frames[hypothesis.frame];
            frames[kept] = frame.with(&frame.alternatives()[hypothesis.rank]);
            kept += 1;
        }
    }
    frames.truncate(kept);
}

/// A search for the best set of hypotheses, by branch and bound (Land and Doig 1960). Reusable.
#[derive(Debug, Default)]
struct Search {
    /// All, those of a frame together and best first.
    hypotheses: Vec<Hypothesis>,
    /// Where those of each frame lie.
    frames: Vec<std::ops::Range<usize>>,
    /// What is kept of the frames that were weighed together before.
    kept: Vec<Hypothesis>,
    taken: Vec<Hypothesis>,
    best: Vec<Hypothesis>,
    best_value: f32,
    steps: usize,
}

impl Search {
    fn clear(&mut self) {
        self.hypotheses.clear();
        self.frames.clear();
    }

    /// Adds the hypotheses of a frame.
    fn add(&mut self, scene: &Scene, frame: &Frame, number: usize) {
        let first = self.hypotheses.len();
        for (rank, other) in frame.alternatives().iter().enumerate() {
            let share = other.probability / frame.content_probability;
            if rank > 0 && (share < FALL_BACK || !is_clear(other)) {
                continue;
            }
            // Half way, in log odds, between what the best content is worth and the share of this one, as
            // contents of one cue often overlap by more than half.
            let worth = if rank > 0 { frame.probability * share.sqrt() } else { frame.probability };
            let value = worth - least(scene, &other.content);
            if value >= 0.0 {
                let (cue, content) = (frame.cue.unit, other.content);
                self.hypotheses.push(Hypothesis { frame: number, cue, rank, content, value });
            }
        }
        if self.hypotheses.len() > first {
            self.hypotheses[first..].sort_by(|a, b| b.value.total_cmp(&a.value).then(a.rank.cmp(&b.rank)));
            self.frames.push(first..self.hypotheses.len());
        }
    }

    /// The best set, in order of the cues.
    fn best(&mut self) -> &[Hypothesis] {
        self.kept.clear();
        let mut from = 0;
        while from < self.frames.len() {
            let until = self.frames.len().min(from + MOST);
            let value = |frame: &std::ops::Range<usize>| self.hypotheses[frame.start].value;
            self.frames[from..until]
                .sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.start.cmp(&b.start)));
            let hope = self.frames[from..until].iter().map(value).sum();
            self.taken.clear();
            self.best.clear();
            (self.best_value, self.steps) = (0.0, 0);
            self.go_on(from, until, 0.0, hope);
            self.best.sort_by_key(|hypothesis| hypothesis.frame);
            self.kept.append(&mut self.best);
            from = until;
        }
        &self.kept
    }

    /// Tries what the frames of a range may report beside what is taken, which is worth `value`; they are
    /// worth no more than `hope`.
    fn go_on(&mut self, at: usize, until: usize, value: f32, hope: f32) {
        if value > self.best_value {
            self.best_value = value;
            self.best.clone_from(&self.taken);
        }
        self.steps += 1;
        if at == until || value + hope <= self.best_value || self.steps > PATIENCE {
            return;
        }
        let rivals = self.frames[at].clone();
        let hope = hope - self.hypotheses[rivals.start].value;
        for number in rivals {
            let rival = self.hypotheses[number];
            let near = self.kept.iter().rev().take(NEAR).chain(&self.taken);
            if near.copied().all(|other| !contradict(&other, &rival)) {
                self.taken.push(rival);
                self.go_on(at + 1, until, value + rival.value, hope);
                self.taken.pop();
            }
        }
        self.go_on(at + 1, until, value, hope);
    }
}

/// The probability from which on a content is reported.
fn least(scene: &Scene, content: &ContentCandidate) -> f32 {
    let quotes = content.parts().any(|part| scene.holds_quote(to_read(part)));
    if quotes { LEAST_QUOTED } else { LEAST }
}

/// Whether a content does not hold its own source.
fn is_clear(other: &Alternative) -> bool {
    other
        .source
        .is_none_or(|source| !(source.units.start..source.units.end).any(|at| other.content.holds(at)))
}

/// Whether two hypotheses cannot both hold: a cue inside the other's content, or shared content.
fn contradict(a: &Hypothesis, b: &Hypothesis) -> bool {
    a.content.holds(b.cue)
        || b.content.holds(a.cue)
        || a.content.parts().any(|x| b.content.parts().any(|y| x.start < y.end && y.start < x.end))
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
