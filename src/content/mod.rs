//! Cue candidates in, contents out: the stretch of the sentence that a cue reports.
//!
//! A content stands to the right of its cue ("said that …", "denied …"), to the left ("…, she
//! said") or on both sides ("…, she said, …"). Its edges are sought among the places where a clause
//! or phrase can start or end; a quoted span is one unit, so no edge falls inside it. A learned
//! scorer rates direction, start and end; [`propose`] returns the best with its probability.

mod edges;
mod features;

pub use features::SCHEMA;

use crate::cue::CueCandidate;
use crate::model::{Feature, LinearModel, softmax};
use crate::syntax::{Scene, UnitRange};

/// Where a cue's content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContentCandidate {
    /// The part before the cue.
    pub left: Option<UnitRange>,
    /// The part after the cue.
    pub right: Option<UnitRange>,
}

impl ContentCandidate {
    /// Number of the direction, for features: 1 right, 2 left, 3 both.
    pub(crate) fn direction(&self) -> u16 {
        u16::from(self.right.is_some()) | u16::from(self.left.is_some()) << 1
    }

    /// Whether a unit lies in the content.
    pub fn holds(&self, unit: u32) -> bool {
        self.parts().any(|part| part.start <= unit && unit < part.end)
    }

    /// The parts in order of the text.
    pub fn parts(&self) -> impl Iterator<Item = UnitRange> {
        self.left.into_iter().chain(self.right)
    }
}

/// A content with the probability that it is the cue's, given that the word is a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The content.
    pub content: ContentCandidate,
    /// 0 to 1; 0 for an empty place in a list.
    pub probability: f32,
}

/// How many proposals are kept for a cue.
pub const PROPOSALS: usize = 4;

/// How many parts on each side take part in contents of two parts.
const BOTH_BEST: usize = 3;

/// The likeliest contents of a cue, best first; none where nothing stands beside it.
pub fn propose(
    scene: &Scene,
    cue: &CueCandidate,
    model: &LinearModel,
    scratch: &mut Scratch,
) -> [Proposal; PROPOSALS] {
    scratch.enumerate(scene, cue, |features| {
        let mut sum = model.sum();
        features(&mut sum);
        sum.score
    });
    let Scratch { contents, scores, .. } = scratch;
    let mut best = [Proposal::default(); PROPOSALS];
    let Some((first, top)) = softmax(scores) else { return best };
    let highest = scores[first];
    for (content, score) in contents.iter().zip(scores.iter()) {
        let proposal = Proposal { content: *content, probability: top * (score - highest).exp() };
        let place = best.iter().position(|held| held.probability < proposal.probability);
        if let Some(place) = place {
            best[place..].rotate_right(1);
            best[place] = proposal;
        }
    }
    best
}

/// All candidates of a cue with their features, for training.
pub fn decisions(
    scene: &Scene,
    cue: &CueCandidate,
    model: &LinearModel,
) -> Vec<(ContentCandidate, Vec<Feature>)> {
    let mut scratch = Scratch::default();
    propose(scene, cue, model, &mut scratch);
    let contents = std::mem::take(&mut scratch.contents);
    contents.into_iter().map(|content| (content, features::all(scene, cue, &content))).collect()
}

/// Reusable memory of [`propose`].
#[derive(Debug, Default)]
pub struct Scratch {
    contents: Vec<ContentCandidate>,
    scores: Vec<f32>,
    starts: Vec<(u32, f32)>,
    ends: Vec<(u32, f32)>,
    lefts: Vec<(UnitRange, f32)>,
    rights: Vec<(UnitRange, f32)>,
}

impl Scratch {
    /// Lists the contents and their scores. `score` runs a feature function into a sum.
    fn enumerate(
        &mut self,
        scene: &Scene,
        cue: &CueCandidate,
        score: impl Fn(&dyn Fn(&mut crate::model::Sum)) -> f32,
    ) {
        self.contents.clear();
        self.scores.clear();
        self.lefts.clear();
        self.rights.clear();
        edges::left_ends(scene, cue, |e| {
            self.ends.push((e, score(&|s| features::left_end(scene, cue, e, s))))
        });
        edges::left_starts(scene, cue, |b| {
            self.starts.push((b, score(&|s| features::left_start(scene, cue, b, s))))
        });
        for &(end, end_score) in &self.ends {
            for &(start, start_score) in self.starts.iter().filter(|(start, _)| *start < end) {
                let part = UnitRange { start, end };
                let pair = score(&|s| features::left_pair(scene, cue, part, s));
                self.lefts.push((part, start_score + end_score + pair));
            }
        }
        self.starts.clear();
        self.ends.clear();
        edges::right_starts(scene, cue, |b| {
            self.starts.push((b, score(&|s| features::right_start(scene, cue, b, s))))
        });
        edges::right_ends(scene, cue, |e| {
            self.ends.push((e, score(&|s| features::right_end(scene, cue, e, s))))
        });
        for &(start, start_score) in &self.starts {
            for &(end, end_score) in self.ends.iter().filter(|(end, _)| *end > start) {
                let part = UnitRange { start, end };
                let pair = score(&|s| features::right_pair(scene, cue, part, s));
                self.rights.push((part, start_score + end_score + pair));
            }
        }
        self.starts.clear();
        self.ends.clear();

        let directions: [f32; 3] = [1, 2, 3].map(|d| score(&|s| features::direction(scene, cue, d, s)));
        let best_first = |parts: &mut Vec<(UnitRange, f32)>| {
            parts.sort_by(|a, b| b.1.total_cmp(&a.1).then((a.0.start, a.0.end).cmp(&(b.0.start, b.0.end))));
        };
        best_first(&mut self.lefts);
        best_first(&mut self.rights);
        for (part, part_score) in &self.rights {
            self.contents.push(ContentCandidate { left: None, right: Some(*part) });
            self.scores.push(part_score + directions[0]);
        }
        for (part, part_score) in &self.lefts {
            self.contents.push(ContentCandidate { left: Some(*part), right: None });
            self.scores.push(part_score + directions[1]);
        }
        for (left, left_score) in self.lefts.iter().take(BOTH_BEST) {
            for (right, right_score) in self.rights.iter().take(BOTH_BEST) {
                self.contents.push(ContentCandidate { left: Some(*left), right: Some(*right) });
                self.scores.push(left_score + right_score + directions[2]);
            }
        }
    }
}
