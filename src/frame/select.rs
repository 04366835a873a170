//! Likely frames in, those that can stand together out.
//!
//! Each likely content of a cue is a hypothesis. Of all sets of hypotheses, at most one a cue, in which
//! none contradicts another, the one is kept whose members are together the furthest above the probability
//! worth reporting: about half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy 2014). "Say it
//! is early but noted that …" is two frames once the first content ends before "but".

use crate::content::ContentCandidate;
use crate::syntax::Scene;

use super::{Alternative, Frame, give_way, to_read};

/// Frames less probable than this are not reported.
const LEAST: f32 = 0.30;
/// The same for frames whose content holds a quoted span, which would have to go somewhere else.
pub(super) const LEAST_QUOTED: f32 = 0.12;
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
    give_way::settle(scene, frames);
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
