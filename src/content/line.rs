//! [`Line`]: the places of a sentence where contents can start or end, whatever the cue.

use crate::model::LinearModel;
use crate::syntax::{Scene, Tally, UnitRange};

use super::{edges, features};

/// A place where a content can start or end, with the part of its score that no cue changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub at: u32,
    pub score: i32,
}

/// One sentence, read for the content scorer. Reusable.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub sentence: UnitRange,
    /// Ends of contents behind a cue.
    pub right_ends: Vec<Place>,
    /// Starts of contents before a cue.
    pub left_starts: Vec<Place>,
    /// Ends of contents before a cue that is not right behind them.
    pub left_ends: Vec<u32>,
}

impl Line {
    /// Reads the sentence that `tally` counts.
    pub fn fill(&mut self, scene: &Scene, tally: &Tally, model: &LinearModel) {
        let sentence = tally.sentence;
        self.sentence = sentence;
        self.right_ends.clear();
        self.left_ends.clear();
        self.left_starts.clear();
        for at in sentence.start..=sentence.end {
            if edges::right_end(scene, sentence, at) {
                let score = model.score(|sum| features::right_end_place(scene, tally, at, sum));
                self.right_ends.push(Place { at, score });
            }
            if edges::left_end(scene, sentence, at) {
                self.left_ends.push(at);
            }
            if edges::left_start(scene, sentence, at) {
                let score = model.score(|sum| features::left_start(scene, sentence, at, sum));
                self.left_starts.push(Place { at, score });
            }
        }
    }
}
