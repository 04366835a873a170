//! [`Line`]: the places of a sentence where contents can start or end, whatever the cue.

use crate::cue::CueCandidate;
use crate::model::LinearModel;
use crate::syntax::{Scene, Tally, UnitRange};

use super::{edges, features};

/// A place where a content before its cue can start, with the part of its score that no cue changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub at: u32,
    pub score: i32,
}

/// A place where a content behind its cue can end.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub at: u32,
    /// The part of the score that no cue changes.
    pub score: i32,
    /// What the units around it add to the places of weights.
    pub next: features::Next,
    pub quoted: bool,
}

/// One sentence, read for the content scorer. Reusable.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub sentence: UnitRange,
    /// Ends of contents behind the first cue and later ones.
    pub right_ends: Vec<End>,
    /// Starts of contents before the last cue met.
    pub left_starts: Vec<Start>,
    /// Ends of contents before the last cue met, where it is not right behind them.
    pub left_ends: Vec<u32>,
    /// How far the left side is read.
    left_read: u32,
}

impl Line {
    /// Reads what `cue` needs of the sentence that `tally` counts. Cues must come in order.
    pub fn read(&mut self, scene: &Scene, cue: &CueCandidate, tally: &Tally, model: &LinearModel) {
        let sentence = tally.sentence;
        if sentence != self.sentence {
            self.sentence = sentence;
            self.read_right(scene, cue, tally, model);
            self.left_ends.clear();
            self.left_starts.clear();
            self.left_read = sentence.start;
        }
        for at in self.left_read..cue.group.start {
            if edges::left_end(scene, sentence, at) {
                self.left_ends.push(at);
            }
            if edges::left_start(scene, sentence, at) {
                let score = model.score(|sum| features::left_start(scene, sentence, at, sum));
                self.left_starts.push(Start { at, score });
            }
        }
        self.left_read = self.left_read.max(cue.group.start);
    }

    fn read_right(&mut self, scene: &Scene, cue: &CueCandidate, tally: &Tally, model: &LinearModel) {
        let sentence = tally.sentence;
        self.right_ends.clear();
        for at in edges::first_end(cue)..=sentence.end {
            if edges::right_end(scene, sentence, at) {
                let score = model.score(|sum| features::right_end_place(scene, tally, at, sum));
                let next = features::Next::of(model, scene, tally, at);
                let quoted = scene.unit(at - 1).is_quote();
                self.right_ends.push(End { at, score, next, quoted });
            }
        }
    }
}
