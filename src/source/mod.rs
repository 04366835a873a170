//! A cue with its content in, the source out: the stretch of text that says who.
//!
//! Candidates are the noun phrases of the cue's sentence outside the content, possessors
//! ("Poe's claim", "her promise") among them, each with the extents it can have: alone, with its
//! prepositional phrases, with an apposition ("Ann Poe, a nurse from Tull,"). A learned scorer
//! rates phrase and extent together against the answer that the sentence names no source; the extents
//! of a phrase are a chain, of which it weighs each step.

mod candidates;
mod extents;
mod features;

pub use features::SCHEMA;

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::model::{Feature, LinearModel, Softmax, bucket};
use crate::syntax::{Scene, Tally, UnitRange};
use features::{Ground, Phrase};

/// How an extent goes beyond the noun phrase it starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Extension {
    /// It does not.
    #[default]
    None,
    /// "of …".
    Of,
    /// Another preposition.
    Preposition,
    /// "and …".
    And,
    /// ", a nurse".
    Apposition,
    /// "(R-Iowa)".
    Bracket,
    /// "who heads the centre", "tracking such cases".
    Clause,
    /// "herself", "both".
    Emphatic,
    /// A title in marks: "of “Red Hill”".
    Title,
    /// "here", "four years ago".
    Adverb,
}

/// A stretch that may be a cue's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceCandidate {
    /// The units.
    pub units: UnitRange,
    /// End of the noun phrase it starts with.
    pub base_end: u32,
    /// The last extension taken.
    pub extension: Extension,
    /// How many extensions were taken.
    pub steps: u8,
    /// Whether some extent of the phrase ends right before the cue.
    pub reaches_cue: bool,
}

impl SourceCandidate {
    /// A phrase alone, which nothing extends.
    pub(crate) fn alone(units: UnitRange, reaches_cue: bool) -> Self {
        SourceCandidate { units, base_end: units.end, extension: Extension::None, steps: 0, reaches_cue }
    }
}

/// A decision about the source.
#[derive(Clone, Copy, Debug)]
pub struct Proposal {
    /// The source; `None` where the sentence names none.
    pub source: Option<SourceCandidate>,
    /// Probability that the decision is right, given cue and content.
    pub probability: f32,
}

/// Extents of a phrase this far behind the best phrase, in hundredths of log odds, are not weighed.
const SLACK: i32 = 300;

/// The likeliest source of a cue and its content. `tally` is of the cue's sentence. `scratch` must
/// have been told of the cue ([`Scratch::start_cue`]).
pub fn propose(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    tally: &Tally,
    model: &LinearModel,
    scratch: &mut Scratch,
) -> Proposal {
    let (best, source) = weigh(&Ground::new(scene, cue, content, tally), model, SLACK, scratch);
    let mut softmax = Softmax::new(best);
    scratch.scores.iter().for_each(|score| softmax.add(*score));
    Proposal { source, probability: softmax.probability(best) }
}

/// Scores the candidates into `scratch`, that there is no source first, then those whose phrase is at most `slack`
/// behind the best; gives the best score with its candidate.
fn weigh(
    ground: &Ground,
    model: &LinearModel,
    slack: i32,
    scratch: &mut Scratch,
) -> (i32, Option<SourceCandidate>) {
    let Scratch { found, rated, scores, nobody, phrases, extents } = scratch;
    found.clear();
    rated.clear();
    scores.clear();
    nobody.rewind();
    phrases.rewind();
    extents.rewind();
    candidates::list(ground, found);
    // All extents of one phrase have the phrase in common, and the contents of a cue their phrases
    // and extents.
    rated.extend(by_phrase(ground, found).map(|alike| {
        let phrase = Phrase::of(ground, &alike[0]);
        let key = PhraseKey::of(ground.content, &alike[0]);
        let score = phrases.score(key, || model.score(|sum| phrase.extract(ground, sum)));
        (phrase, alike.len(), score)
    }));
    let least = rated.iter().map(|(.., score)| *score).max().unwrap_or(0) - slack;

    let none = nobody.score((ground.content.direction(), bucket(found.len())), || {
        model.score(|sum| features::none(ground, found.len(), sum))
    });
    scores.push(none);
    let mut best = (none, None);
    let mut behind = &found[..];
    for (phrase, count, phrase_score) in &*rated {
        let (alike, rest) = behind.split_at(*count);
        behind = rest;
        if *phrase_score < least {
            continue;
        }
        let mut steps = 0;
        for (before, candidate) in chain(alike) {
            let (step, extent) = extents.score(*candidate, || {
                let step = |from| model.score(|sum| phrase.step(ground, from, candidate, sum));
                (before.map_or(0, step), model.score(|sum| phrase.extent(ground, candidate, sum)))
            });
            steps += step;
            let score = phrase_score + steps + extent;
            scores.push(score);
            if score > best.0 {
                best = (score, Some(*candidate));
            }
        }
    }
    best
}

/// The candidates of each phrase, which stand together.
fn by_phrase<'c>(
    ground: &Ground,
    found: &'c [SourceCandidate],
) -> impl Iterator<Item = &'c [SourceCandidate]> {
    let content = ground.content;
    found.chunk_by(move |a, b| PhraseKey::of(content, a) == PhraseKey::of(content, b))
}

/// The extents of a phrase, each with the one that it goes on from.
fn chain(alike: &[SourceCandidate]) -> impl Iterator<Item = (Option<&SourceCandidate>, &SourceCandidate)> {
    std::iter::once(None).chain(alike.iter().map(Some)).zip(alike)
}

/// All candidates with their features, for training; the first is that there is no source.
pub fn decisions(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
) -> Vec<(Option<SourceCandidate>, Vec<Feature>)> {
    let (mut found, mut tally) = (Vec::new(), Tally::default());
    tally.fill(scene, scene.sentence(cue.unit));
    let ground = Ground::new(scene, cue, content, &tally);
    candidates::list(&ground, &mut found);
    let mut features = Vec::new();
    features::none(&ground, found.len(), &mut features);
    let mut all = vec![(None, features)];
    for alike in by_phrase(&ground, &found) {
        let phrase = Phrase::of(&ground, &alike[0]);
        // Of the phrase and the steps so far.
        let mut common = Vec::new();
        phrase.extract(&ground, &mut common);
        for (before, candidate) in chain(alike) {
            if let Some(before) = before {
                phrase.step(&ground, before, candidate, &mut common);
            }
            let mut features = common.clone();
            phrase.extent(&ground, candidate, &mut features);
            all.push((Some(*candidate), features));
        }
    }
    all
}

/// What the score of a phrase depends on, beside the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PhraseKey {
    start: u32,
    base_end: u32,
    direction: u16,
    reaches_cue: bool,
    /// Whether it stands behind all of the content.
    beyond: bool,
}

impl PhraseKey {
    fn of(content: &ContentCandidate, candidate: &SourceCandidate) -> Self {
        PhraseKey {
            start: candidate.units.start,
            base_end: candidate.base_end,
            direction: content.direction(),
            reaches_cue: candidate.reaches_cue,
            beyond: content.right.is_some_and(|part| part.end <= candidate.units.start),
        }
    }
}

/// Scores that were worked out for a cue.
#[derive(Debug)]
struct Known<K, S = i32> {
    scores: Vec<(K, S)>,
    /// Where the next one is likely to be: the contents of a cue have nearly the same candidates, in
    /// the same order.
    next: usize,
}

impl<K, S> Default for Known<K, S> {
    fn default() -> Self {
        Known { scores: Vec::new(), next: 0 }
    }
}

impl<K: Copy + PartialEq, S: Copy> Known<K, S> {
    fn clear(&mut self) {
        self.scores.clear();
    }

    /// Begins with the first again.
    fn rewind(&mut self) {
        self.next = 0;
    }

    /// The score of a key, worked out when it is first asked for.
    #[inline]
    fn score(&mut self, key: K, work_out: impl FnOnce() -> S) -> S {
        let Known { scores, next } = self;
        let is_it = |(known, _): &(K, S)| *known == key;
        let at = match scores.get(*next).is_some_and(is_it) {
            true => *next,
            false => scores.iter().position(is_it).unwrap_or(scores.len()),
        };
        if at == scores.len() {
            scores.push((key, work_out()));
        }
        *next = at + 1;
        scores[at].1
    }
}

/// Reusable memory of [`propose`].
#[derive(Debug, Default)]
pub struct Scratch {
    found: Vec<SourceCandidate>,
    /// Their phrases, how many candidates each has, and its score.
    rated: Vec<(Phrase, usize, i32)>,
    scores: Vec<i32>,
    /// Scores of there being no source, by direction and number of candidates.
    nobody: Known<(u16, u16)>,
    /// Scores of the cue's phrases.
    phrases: Known<PhraseKey>,
    /// Scores of the cue's extents, their phrases aside: of the step to each and of ending there.
    extents: Known<SourceCandidate, (i32, i32)>,
}

impl Scratch {
    /// Makes ready for a cue, of which several contents may then be asked about.
    pub fn start_cue(&mut self) {
        self.nobody.clear();
        self.phrases.clear();
        self.extents.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::telling_apart;
    use crate::syntax::with_scene;

    /// What the parts of a score add up to is what training sees of the source.
    #[test]
    fn a_score_is_the_sum_of_all_features_of_the_source() {
        let text = "Ann Poe, a nurse from Tull who heads the union of the harbour, said on Monday that it was late. \
                    Poe's claim that the mayor of Hale and his aides lied angered many. According to the council \
                    (and Lund herself), the harbour is empty.";
        with_scene(text, |scene| {
            let mut cues = Vec::new();
            crate::cue::candidates(scene, &mut cues);
            let contents = |cue: &CueCandidate| {
                let contents = crate::content::decisions(scene, cue, &LinearModel::default());
                contents.into_iter().map(|(content, _)| content).step_by(3).take(20)
            };
            let asked: Vec<_> =
                cues.iter().flat_map(|cue| contents(cue).map(move |content| (cue, content))).collect();
            let decided: Vec<_> = asked.iter().map(|(cue, content)| decisions(scene, cue, content)).collect();
            let model = telling_apart(decided.iter().flatten().flat_map(|(_, features)| features).copied());
            let mut scratch = Scratch::default();
            let (mut tally, mut last) = (Tally::default(), None);
            for ((cue, content), decisions) in asked.iter().zip(&decided) {
                // The contents of a cue share what was worked out.
                if last.replace(cue.unit) != Some(cue.unit) {
                    tally.fill(scene, scene.sentence(cue.unit));
                    scratch.start_cue();
                }
                let ground = Ground::new(scene, cue, content, &tally);
                let (best, source) = weigh(&ground, &model, i32::MAX / 2, &mut scratch);
                let sum = |features: &[Feature]| features.iter().map(|f| i32::from(model.weight(*f))).sum();
                let sums: Vec<i32> = decisions.iter().map(|(_, features)| sum(features)).collect();
                assert_eq!(scratch.scores, sums, "{cue:?} {content:?}");
                let first = sums.iter().position(|sum| *sum == best).unwrap();
                assert_eq!(source, decisions[first].0);
            }
            assert!(decided.iter().map(Vec::len).sum::<usize>() > 500);
        });
    }
}
