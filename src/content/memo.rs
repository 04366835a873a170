//! [`Memo`]: parts of scores that many parts of a sentence have in common, each worked out once.

use crate::model::LinearModel;

use super::features::{self, Ground, Inside, LENGTHS};

/// Marks a score that is still to be worked out.
const UNKNOWN: i32 = i32::MIN;

/// Scores of what parts behind a cue hold, which no cue changes, and of their lengths.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By number of the [`Inside`].
    inside: Vec<i32>,
    /// By whether a part holds a verb, and its length.
    shapes: [[i32; LENGTHS]; 3],
}

impl Memo {
    /// Makes ready for a text, whose contents another model may score.
    pub fn start_text(&mut self) {
        self.inside.clear();
        self.inside.resize(Inside::COUNT, UNKNOWN);
    }

    /// Makes ready for a cue.
    pub fn start_cue(&mut self) {
        self.shapes = [[UNKNOWN; LENGTHS]; 3];
    }

    /// The score of a part that holds a verb or not, of a [`length`](features::length) in steps.
    #[inline(always)]
    pub fn shape(&mut self, model: &LinearModel, ground: &Ground, verb: u16, length: u16) -> i32 {
        match self.shapes[usize::from(verb)][usize::from(length)] {
            UNKNOWN => self.work_out_shape(model, ground, verb, length),
            known => known,
        }
    }

    #[cold]
    #[inline(never)]
    fn work_out_shape(&mut self, model: &LinearModel, ground: &Ground, verb: u16, length: u16) -> i32 {
        let score = model.score(|sum| features::right_shape(ground, verb, length, sum));
        self.shapes[usize::from(verb)][usize::from(length)] = score;
        score
    }

    /// The score of what a part holds.
    pub fn inside(&mut self, model: &LinearModel, held: Inside) -> i32 {
        let slot = &mut self.inside[held.number()];
        if *slot == UNKNOWN {
            *slot = model.score(|sum| held.extract(sum));
        }
        *slot
    }
}
