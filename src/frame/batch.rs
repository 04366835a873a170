//! Likely cues in; what each may report, with its source, out; some sentences at a time.
//!
//! Each of the scorers of contents, sources and choices has about as much code and weights as the
//! nearest caches of a processor hold. So each goes over all cues of a batch before the next one
//! begins: going from scorer to scorer with each cue fetches everything anew each time.

use crate::content::{self, Proposer};
use crate::cue::CueCandidate;
use crate::model::{LinearModel, Softmax};
use crate::source::{self, SourceCandidate};
use crate::syntax::{Counted, Scene, Tally};

use super::{Alternative, choice, plain};

/// Most units of the sentences of a batch, if it has more than one. With five times as many the
/// caches miss hardly less, and the counts of a batch take 20 KB more.
const UNITS: u32 = 192;

/// The cues of some sentences. Reusable.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Of all sentences.
    tally: Tally,
    /// One for each cue.
    open: Vec<Open>,
    /// Of the sentence of the last cue that had to choose.
    running: choice::Running,
}

/// What a cue may report.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Best first.
    found: [Alternative; content::PROPOSALS],
    /// How many of them are so likely that another look decides.
    rivals: usize,
    sentence: Counted,
}

impl Batch {
    /// Reads the sentences of the first of `cues`, as many as fit, and returns how many cues they
    /// have: at least one if there is any.
    pub fn start(&mut self, scene: &Scene, cues: &[CueCandidate]) -> usize {
        self.open.clear();
        self.tally.clear();
        self.running.clear();
        let (mut end, mut units, mut counted) = (0, 0, Counted::default());
        for cue in cues {
            if cue.unit >= end {
                let sentence = scene.sentence(cue.unit);
                units += sentence.end - sentence.start;
                if units > UNITS && !self.open.is_empty() {
                    break;
                }
                counted = self.tally.add(scene, sentence);
                end = sentence.end;
            }
            let found = [Alternative::default(); content::PROPOSALS];
            self.open.push(Open { found, rivals: 0, sentence: counted });
        }
        self.open.len()
    }

    /// Finds the likeliest contents of the cues. Those are rivals that are at least `rival` times as
    /// likely as the best.
    pub fn find_contents(
        &mut self,
        scene: &Scene,
        cues: &[CueCandidate],
        rival: f32,
        contents: &mut Proposer,
    ) {
        for (cue, open) in cues.iter().zip(&mut self.open) {
            self.tally.turn(open.sentence);
            let proposals = contents.propose(cue, &self.tally);
            let least = proposals[0].probability * rival;
            let likely = |p: &&content::Proposal| p.probability > 0.0 && p.probability >= least;
            open.rivals = proposals.iter().take_while(likely).count();
            open.found = proposals.map(|p| Alternative {
                content: p.content,
                probability: p.probability,
                ..Alternative::default()
            });
            plain::put(scene, cue, &self.tally, &mut open.found);
        }
    }

    /// Finds the likeliest source of each rival; one that only goes further from the cue than an
    /// earlier one, or less far, has that one's, and what is no rival has the best one's.
    pub fn find_sources(
        &mut self,
        scene: &Scene,
        cues: &[CueCandidate],
        model: &LinearModel,
        scratch: &mut source::Scratch,
    ) {
        for (cue, open) in cues.iter().zip(&mut self.open) {
            self.tally.turn(open.sentence);
            scratch.start_cue();
            let (rivals, others) = open.found.split_at_mut(open.rivals);
            for number in 0..rivals.len() {
                let (before, rival) = (&rivals[..number], &rivals[number]);
                let alike = before.iter().find(|other| {
                    let apart = |source: SourceCandidate| !rival.content.holds(source.units.start);
                    other.content.near_edges() == rival.content.near_edges() && other.source.is_none_or(apart)
                });
                let (source, probability) = match alike {
                    Some(other) => (other.source, other.source_probability),
                    None => {
                        let found = source::propose(scene, cue, &rival.content, &self.tally, model, scratch);
                        (found.source, found.probability)
                    }
                };
                (rivals[number].source, rivals[number].source_probability) = (source, probability);
            }
            let Some(best) = rivals.first() else { continue };
            for other in others {
                (other.source, other.source_probability) = (best.source, best.source_probability);
            }
        }
    }

    /// Shares the probability of the rivals out among them by a look at each as a whole. `all` are all
    /// cues of the text.
    pub fn choose(
        &mut self,
        scene: &Scene,
        cues: &[CueCandidate],
        all: &[CueCandidate],
        model: &LinearModel,
    ) {
        for (cue, open) in cues.iter().zip(&mut self.open).filter(|(_, open)| open.rivals > 1) {
            self.tally.turn(open.sentence);
            self.running.turn(scene, all, &self.tally);
            let ground = choice::Ground { scene, cue, cues: all, tally: &self.tally, running: &self.running };
            let rivals = &open.found[..open.rivals];
            let mut scores = [0; content::PROPOSALS];
            for (at, score) in scores[..rivals.len()].iter_mut().enumerate() {
                *score = model.score(|sum| choice::extract(&ground, rivals, at, sum));
            }
            let scores = &scores[..rivals.len()];
            let mut softmax = Softmax::new(scores.iter().copied().max().unwrap_or(0));
            scores.iter().for_each(|score| softmax.add(*score));
            let share: f32 = rivals.iter().map(|rival| rival.probability).sum();
            for (rival, score) in open.found.iter_mut().zip(scores) {
                rival.probability = share * softmax.probability(*score);
            }
            open.found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        }
    }

    /// What each cue of the batch may report, best first.
    pub fn found(&self) -> impl Iterator<Item = [Alternative; content::PROPOSALS]> + '_ {
        self.open.iter().map(|open| open.found)
    }

    /// The rivals of one of the cues, with what they are held against. `all` are all cues of the text.
    pub fn rivals<'a>(
        &'a mut self,
        scene: &'a Scene,
        cue: (usize, &'a CueCandidate),
        all: &'a [CueCandidate],
    ) -> (&'a [Alternative], choice::Ground<'a>) {
        let (number, cue) = cue;
        let open = &self.open[number];
        self.tally.turn(open.sentence);
        self.running.turn(scene, all, &self.tally);
        let ground = choice::Ground { scene, cue, cues: all, tally: &self.tally, running: &self.running };
        (&open.found[..open.rivals], ground)
    }
}
