//! Cue candidates in, contents out: the stretch of the sentence that a cue reports.
//!
//! A content stands to the right of its cue ("said that …", "denied …"), to the left ("…, she
//! said") or on both sides ("…, she said, …"). Its edges are sought among the places where a clause
//! or phrase can start or end; a quoted span is one unit, so no edge falls inside it. A learned
//! scorer rates direction, start and end; a [`Proposer`] returns the best with their probabilities.

mod edges;
mod features;
mod line;
mod matrix;
mod memo;

pub use features::SCHEMA;

use crate::cue::CueCandidate;
use crate::model::{Feature, LinearModel, Softmax};
use crate::syntax::{Scene, Tally, UnitRange};
use features::{EdgeScorer, EndScorer, Ground, Inside, StartRows};
use line::Line;
use memo::Memo;

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

    /// Where the parts end and begin that the cue stands between.
    pub(crate) fn near_edges(&self) -> (Option<u32>, Option<u32>) {
        (self.left.map(|part| part.end), self.right.map(|part| part.start))
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

/// All candidates of a cue with their features, for training. Contents of two parts are made of
/// those that `model` finds best.
pub fn decisions(
    scene: &Scene,
    cue: &CueCandidate,
    model: &LinearModel,
) -> Vec<(ContentCandidate, Vec<Feature>)> {
    let mut scratch = Scratch::default();
    let mut tally = Tally::default();
    tally.fill(scene, scene.sentence(cue.unit));
    Proposer::new(scene, model, i32::MAX, &mut scratch).propose(cue, &tally);
    let Scratch { lefts, rights, .. } = &scratch;
    let right = rights.parts.iter().map(|(part, _)| ContentCandidate { left: None, right: Some(*part) });
    let left = lefts.parts.iter().map(|(part, _)| ContentCandidate { left: Some(*part), right: None });
    let both = lefts.best.iter().take(BOTH_BEST).flat_map(|(left, _)| {
        let rights = rights.best.iter().take(BOTH_BEST);
        rights.map(|(right, _)| ContentCandidate { left: Some(*left), right: Some(*right) })
    });
    let ground = Ground::new(scene, cue, &tally);
    right.chain(left).chain(both).map(|content| (content, features::all(&ground, &content))).collect()
}

/// Reusable memory of a [`Proposer`].
#[derive(Debug, Default)]
pub struct Scratch {
    line: Line,
    memo: Memo,
    ends: Vec<End>,
    starts: Vec<(u32, i32)>,
    lefts: Side,
    rights: Side,
}

/// A place where a content behind the cue may end.
#[derive(Clone, Copy, Debug)]
struct End {
    place: line::End,
    /// By whether the content holds a verb.
    scores: [i32; 3],
}

/// The parts on one side of a cue.
#[derive(Debug, Default)]
struct Side {
    parts: Vec<(UnitRange, i32)>,
    /// The best of them, best first; of equals the first in the text.
    best: Vec<(UnitRange, i32)>,
    /// Least score with a chance to be among the best.
    least: i32,
}

impl Side {
    fn clear(&mut self) {
        self.parts.clear();
        self.best.clear();
        self.least = i32::MIN;
    }

    #[inline]
    fn add_all(&mut self, parts: impl Iterator<Item = (UnitRange, i32)>) {
        let before = self.parts.len();
        self.parts.extend(parts);
        for at in before..self.parts.len() {
            let (part, score) = self.parts[at];
            if score >= self.least {
                self.keep(part, score);
            }
        }
    }

    fn keep(&mut self, part: UnitRange, score: i32) {
        let before = |(other, better): &(UnitRange, i32)| {
            *better > score || *better == score && (other.start, other.end) < (part.start, part.end)
        };
        let place = self.best.partition_point(before);
        self.best.insert(place, (part, score));
        self.best.truncate(PROPOSALS);
        if let Some((_, worst)) = self.best.get(PROPOSALS - 1) {
            self.least = *worst;
        }
    }
}

/// Proposes contents for the cues of one text, given in order.
#[derive(Debug)]
pub struct Proposer<'a> {
    scene: &'a Scene<'a>,
    model: &'a LinearModel,
    scratch: &'a mut Scratch,
    /// A start or an end behind the cue this far behind the best one, in hundredths of log odds, is not
    /// tried.
    slack: i32,
}

impl<'a> Proposer<'a> {
    /// Makes ready for a text. Starts and ends more than `slack` hundredths of log odds behind the best
    /// are not tried.
    pub fn new(scene: &'a Scene<'a>, model: &'a LinearModel, slack: i32, scratch: &'a mut Scratch) -> Self {
        scratch.line.sentence = UnitRange::default();
        scratch.memo.start_text();
        Proposer { scene, model, scratch, slack }
    }

    /// The likeliest contents of a cue, best first; none where nothing stands beside it. `tally` is
    /// of the cue's sentence. Takes constant time, at the first cue of a sentence linear time.
    pub fn propose(&mut self, cue: &CueCandidate, tally: &Tally) -> [Proposal; PROPOSALS] {
        self.scratch.line.read(self.scene, cue, tally, self.model);
        let ground = Ground::new(self.scene, cue, tally);
        self.list_rights(&ground);
        self.list_lefts(&ground);
        self.choose(&ground)
    }

    fn list_rights(&mut self, ground: &Ground) {
        let Proposer { scene, model, slack, .. } = *self;
        let Ground { cue, tally, .. } = *ground;
        let Scratch { line, memo, ends, starts, rights, .. } = &mut *self.scratch;
        rights.clear();
        ends.clear();
        let scorer = EndScorer::new(model, ground);
        ends.extend(edges::right_ends(cue, line).iter().map(|place| {
            let scores = scorer.score(&place.next);
            End { place: *place, scores: scores.map(|score| place.score + score) }
        }));
        starts.clear();
        let rows = StartRows::of(ground, &model.sum());
        edges::right_starts(scene, cue, |at| {
            starts.push((at, model.score(|sum| features::right_start(ground, &rows, at, sum))));
        });
        keep_near_best(ends, slack, |end| end.scores.into_iter().max().unwrap_or(0));
        keep_near_best(starts, slack, |(_, score)| *score);
        memo.start_cue();
        for &(start, start_score) in starts.iter() {
            let quoted = scene.unit(start).is_quote();
            let edges = EdgeScorer::new(model, scene.unit(start).atom.0);
            let ends = &ends[ends.partition_point(|end| end.place.at <= start)..];
            let Some(last) = ends.last() else { continue };
            // Most parts hold no cue, bracket or quoted span, whose count need not be looked up then.
            let plain = Inside::is_plain(&tally.between(start, last.place.at));
            // Longer parts hold the verbs of shorter ones: those without a verb come first, then
            // those whose verbs have no tense.
            let verbs = tally.verbs(start);
            let mut behind = ends;
            for (verb, until) in [(0, verbs.any), (1, verbs.finite), (2, u32::MAX)] {
                let count = behind.iter().take_while(|end| end.place.at <= until).count();
                let alike = &behind[..count];
                behind = &behind[count..];
                let plainly = memo.inside(model, Inside::plain(verb));
                rights.add_all(alike.iter().map(|End { place, scores }| {
                    let part = UnitRange { start, end: place.at };
                    let held = match plain {
                        true => plainly,
                        false => memo.inside(model, Inside::of(tally, part, quoted, place.quoted)),
                    };
                    let shape = memo.shape(model, ground, verb, features::length(part));
                    let score = scores[usize::from(verb)] + edges.score(verb, &place.next);
                    (part, start_score + score + shape + held)
                }));
            }
        }
    }

    fn list_lefts(&mut self, ground: &Ground) {
        let Proposer { scene, model, .. } = *self;
        let cue = ground.cue;
        let Scratch { line, lefts, .. } = &mut *self.scratch;
        lefts.clear();
        edges::left_ends(scene, cue, line, |end| {
            let end_score = model.score(|sum| {
                features::left_end_place(scene, line.sentence, end, sum);
                features::left_end(ground, end, sum);
            });
            let starts = edges::left_starts(cue, line).filter(|start| start.at < end);
            lefts.add_all(starts.map(|start| {
                let part = UnitRange { start: start.at, end };
                let pair = model.score(|sum| features::left_pair(ground, part, sum));
                (part, start.score + end_score + pair)
            }));
        });
    }

    /// Weighs the directions and everything listed against each other.
    fn choose(&mut self, ground: &Ground) -> [Proposal; PROPOSALS] {
        let Scratch { lefts, rights, .. } = &*self.scratch;
        let mut directions = [0; 3];
        features::direction(ground, |template, b, c| {
            let common = self.model.key(template, [None, Some(b), Some(c)]);
            for (direction, score) in (1..).zip(&mut directions) {
                *score += self.model.at(common + self.model.step(template, 0, direction));
            }
        });
        let [right, left, both] = directions;
        let mut best = [(ContentCandidate::default(), i32::MIN); PROPOSALS];
        let mut offer = |content: ContentCandidate, score: i32| {
            if let Some(place) = best.iter().position(|(_, held)| *held < score) {
                best[place..].rotate_right(1);
                best[place] = (content, score);
            }
        };
        for (part, score) in &rights.best {
            offer(ContentCandidate { left: None, right: Some(*part) }, score + right);
        }
        for (part, score) in &lefts.best {
            offer(ContentCandidate { left: Some(*part), right: None }, score + left);
        }
        let pairs = || {
            let rights = rights.best.iter().take(BOTH_BEST);
            lefts
                .best
                .iter()
                .take(BOTH_BEST)
                .flat_map(move |left| rights.clone().map(move |right| (left, right)))
        };
        for ((left, left_score), (right, right_score)) in pairs() {
            let content = ContentCandidate { left: Some(*left), right: Some(*right) };
            offer(content, left_score + right_score + both);
        }
        let mut softmax = Softmax::new(best[0].1);
        rights.parts.iter().for_each(|(_, score)| softmax.add(score + right));
        lefts.parts.iter().for_each(|(_, score)| softmax.add(score + left));
        pairs().for_each(|((_, left), (_, right))| softmax.add(left + right + both));
        best.map(|(content, score)| match score {
            i32::MIN => Proposal::default(),
            _ => Proposal { content, probability: softmax.probability(score) },
        })
    }
}

/// Keeps those of a list whose score is not more than `slack` behind the best.
fn keep_near_best<T>(list: &mut Vec<T>, slack: i32, score: impl Fn(&T) -> i32) {
    let best = list.iter().map(&score).max().unwrap_or(0);
    let least = best.saturating_sub(slack);
    list.retain(|item| score(item) >= least);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::telling_apart;
    use crate::syntax::with_scene;

    /// What the parts of a score add up to is what training sees of the content.
    #[test]
    fn a_score_is_the_sum_of_all_features_of_the_content() {
        let text = "Ann Poe said on Monday that the council (and the mayor) had to pay, but “not yet”, \
                    and warned that others would follow. “Nobody asked us,” she told the Hale Echo, “and \
                    nobody will.” According to the report, the harbour, which closed in May, is empty.";
        with_scene(text, |scene| {
            let mut cues = Vec::new();
            crate::cue::candidates(scene, &mut cues);
            assert!(cues.len() > 5);

            let seen = cues.iter().flat_map(|cue| decisions(scene, cue, &LinearModel::default()));
            let model = telling_apart(seen.flat_map(|(_, features)| features));
            let mut scratch = Scratch::default();
            for cue in &cues {
                let mut tally = Tally::default();
                tally.fill(scene, scene.sentence(cue.unit));
                let mut proposer = Proposer::new(scene, &model, i32::MAX, &mut scratch);
                let proposals = proposer.propose(cue, &tally);
                let scored: Vec<(ContentCandidate, i32)> = decisions(scene, cue, &model)
                    .into_iter()
                    .map(|(content, features)| {
                        (content, features.iter().map(|f| i32::from(model.weight(*f))).sum())
                    })
                    .collect();
                let Some(top) = scored.iter().map(|(_, score)| *score).max() else { continue };
                let mut softmax = Softmax::new(top);
                scored.iter().for_each(|(_, score)| softmax.add(*score));
                for proposal in proposals.iter().filter(|proposal| proposal.probability > 0.0) {
                    let (_, score) = scored.iter().find(|(content, _)| *content == proposal.content).unwrap();
                    assert_eq!(proposal.probability, softmax.probability(*score), "{cue:?}");
                }
                assert_eq!(proposals[0].probability, softmax.probability(top));
            }
        });
    }
}
