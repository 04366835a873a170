//! Learns the scorers from cues to placements, each on what those before it leave.

use std::collections::HashMap;

use dixit::Span;
use dixit::content::{self, ContentCandidate};
use dixit::cue::{self, CueCandidate};
use dixit::draft::{self, Draft, JudgedPlacement, Loose, Placement, Roles};
use dixit::extract::Models;
use dixit::frame::{self, Breadth, Frame, Scorers};
use dixit::lexicon::Lexicon;
use dixit::model::LinearModel;
use dixit::segment::TokenKind;
use dixit::source::{self, SourceCandidate};
use dixit::syntax::Scene;

use super::article::{Article, Target, gold_content, overlap, targets, units_of, words_in};
use super::fit::{Choice, Example, Fit, Numbering, choose, logistic};

/// Into how many parts the documents are split, each judged by what the others taught.
pub const FOLDS: usize = 4;

pub struct Trainer<'a> {
    pub lexicon: &'a Lexicon,
    pub articles: &'a [Article],
    pub candidates: Vec<Vec<CueCandidate>>,
    pub targets: Vec<Vec<Target>>,
}

impl<'a> Trainer<'a> {
    pub fn new(articles: &'a [Article], lexicon: &'a Lexicon) -> Self {
        let candidates: Vec<Vec<CueCandidate>> = articles
            .iter()
            .map(|article| {
                let mut found = Vec::new();
                cue::candidates(&article.scene(lexicon), &mut found);
                found
            })
            .collect();
        // How often each lexicon entry stands inside a gold cue.
        let (mut inside, mut all): (HashMap<u16, f32>, HashMap<u16, f32>) = Default::default();
        for (article, found) in articles.iter().zip(&candidates) {
            let cues: Vec<u32> =
                article.gold.attributions.iter().flat_map(|a| article.units(&a.cue)).collect();
            for candidate in found {
                *all.entry(candidate.lemma).or_default() += 1.0;
                if cues.contains(&candidate.unit) {
                    *inside.entry(candidate.lemma).or_default() += 1.0;
                }
            }
        }
        let rates = inside.iter().map(|(lemma, n)| (*lemma, n / (all[lemma] + 3.0))).collect();
        let targets = articles.iter().zip(&candidates).map(|(a, c)| targets(a, c, &rates)).collect();
        Trainer { lexicon, articles, candidates, targets }
    }

    pub fn train_cues(&self, documents: &[usize]) -> LinearModel {
        let mut numbering = Numbering::default();
        let mut examples = Vec::new();
        for &d in documents {
            let scene = self.articles[d].scene(self.lexicon);
            for candidate in &self.candidates[d] {
                let right = self.targets[d].iter().any(|t| t.cue == candidate.unit);
                let mut features = Vec::new();
                cue::features(&scene, candidate, &mut features);
                examples.push((numbering.number(&features), f32::from(right)));
            }
        }
        logistic(&examples, &numbering, 6, 10, 3e-2)
    }

    pub fn train_contents(&self, documents: &[usize], before: &LinearModel, report: bool) -> LinearModel {
        let mut numbering = Numbering::default();
        let mut choices = Vec::new();
        let (mut all, mut exact, mut near) = (0, 0, 0);
        for &d in documents {
            let scene = self.articles[d].scene(self.lexicon);
            for target in &self.targets[d] {
                let Some(candidate) = self.candidates[d].iter().find(|c| c.unit == target.cue) else {
                    continue;
                };
                let decisions = content::decisions(&scene, candidate, before);
                // Only what stands in the cue's sentence can be chosen; the rest is placed later.
                let sentence = scene.sentence(target.cue);
                let wanted: Vec<u32> = target
                    .content
                    .iter()
                    .copied()
                    .filter(|u| sentence.start <= *u && *u < sentence.end)
                    .collect();
                all += 1;
                let best = decisions
                    .iter()
                    .enumerate()
                    .map(|(i, (content, _))| (overlap(&units_of(&scene, content), &wanted), i))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
                let Some((share, right)) = best else { continue };
                exact += i32::from(share > 0.999);
                if share < 0.7 {
                    continue;
                }
                near += 1;
                choices.push(Choice {
                    candidates: decisions.iter().map(|(_, f)| numbering.number(f)).collect(),
                    right,
                    shares: decisions
                        .iter()
                        .map(|(content, _)| overlap(&units_of(&scene, content), &wanted))
                        .collect(),
                });
            }
        }
        if report {
            eprintln!(
                "contents: {all} targets, {exact} offered exactly, {near} nearly; {} features",
                numbering.features.len()
            );
        }
        choose(&choices, &numbering, Fit { epochs: 6, least: 60, shrink: 1.5e-2, margin: 2.0 })
    }

    pub fn train_sources(&self, documents: &[usize], report: bool) -> LinearModel {
        let mut numbering = Numbering::default();
        let mut choices = Vec::new();
        let (mut all, mut exact) = (0, 0);
        for &d in documents {
            let scene = self.articles[d].scene(self.lexicon);
            for target in &self.targets[d] {
                let Some(candidate) = self.candidates[d].iter().find(|c| c.unit == target.cue) else {
                    continue;
                };
                let content = gold_content(&scene, target);
                let decisions = source::decisions(&scene, candidate, &content);
                all += 1;
                let wanted = &target.source;
                let share = |source: &SourceCandidate| overlap(&words_in(&scene, source.units), wanted);
                let right = if wanted.is_empty() {
                    Some(0)
                } else {
                    let scored = decisions
                        .iter()
                        .enumerate()
                        .skip(1)
                        .map(|(i, (c, _))| (c.as_ref().map_or(0.0, share), i));
                    scored
                        .filter(|(share, _)| *share >= 0.5)
                        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                        .map(|(share, i)| {
                            exact += i32::from(share > 0.999);
                            i
                        })
                };
                let Some(right) = right else { continue };
                choices.push(Choice {
                    candidates: decisions.iter().map(|(_, f)| numbering.number(f)).collect(),
                    right,
                    shares: decisions
                        .iter()
                        .map(|(c, _)| c.as_ref().map_or(f32::from(wanted.is_empty()), share))
                        .collect(),
                });
            }
        }
        if report {
            eprintln!(
                "sources: {all} targets, {} usable, {exact} offered exactly; {} features",
                choices.len(),
                numbering.features.len()
            );
        }
        choose(&choices, &numbering, Fit { epochs: 6, least: 8, shrink: 5e-3, margin: 2.0 })
    }

    pub fn train_stages(&self, documents: &[usize], report: bool) -> Scorers {
        let cue = self.train_cues(documents);
        let first = self.train_contents(documents, &LinearModel::default(), false);
        let content = self.train_contents(documents, &first, report);
        let source = self.train_sources(documents, report);
        Scorers { cue, content, source, breadth: Breadth::WIDE, ..Scorers::default() }
    }

    /// What the gold content of a target covers of the cue's sentence; the rest is placed later. A
    /// label takes its whole line.
    pub fn wanted(scene: &Scene, target: &Target) -> Vec<u32> {
        let sentence = scene.sentence(target.cue);
        if scene.unit(target.cue).kind == TokenKind::Colon {
            return target.content.clone();
        }
        target.content.iter().copied().filter(|u| sentence.start <= *u && *u < sentence.end).collect()
    }

    /// The choices that the cues of documents leave under `scorers`, with the right one.
    pub fn choices(&self, documents: &[usize], scorers: &Scorers, numbering: &mut Numbering) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut scratch = frame::Scratch::default();
        for &d in documents {
            let scene = self.articles[d].scene(self.lexicon);
            for (cue, rivals) in frame::choices(&scene, scorers, &mut scratch) {
                let wanted: Vec<Vec<u32>> = self.targets[d]
                    .iter()
                    .filter(|t| t.cue == cue.unit)
                    .map(|t| Self::wanted(&scene, t))
                    .collect();
                let share = |content: &ContentCandidate| {
                    let units = units_of(&scene, content);
                    wanted.iter().map(|wanted| overlap(&units, wanted)).fold(0.0, f32::max)
                };
                let best = (rivals.iter().enumerate())
                    .map(|(i, (rival, _))| (share(&rival.content), i))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
                let Some((top, right)) = best else { continue };
                if top < 0.7 || rivals.len() < 2 {
                    continue;
                }
                choices.push(Choice {
                    candidates: rivals.iter().map(|(_, f)| numbering.number(f)).collect(),
                    right,
                    shares: rivals.iter().map(|(r, _)| share(&r.content)).collect(),
                });
            }
        }
        choices
    }

    /// Stages trained without each fold's documents, and the choice scorer that all folds teach; each
    /// fold's own learned it without them, too.
    pub fn train_folds(
        &self,
        documents: &[usize],
        folds: usize,
    ) -> (Vec<(Vec<usize>, Scorers)>, LinearModel) {
        let mut numbering = Numbering::default();
        let mut trained = Vec::new();
        let mut choices = Vec::new();
        for fold in 0..folds {
            let held: Vec<usize> = documents.iter().copied().skip(fold).step_by(folds).collect();
            let rest: Vec<usize> = documents.iter().copied().filter(|d| !held.contains(d)).collect();
            let scorers = self.train_stages(&rest, false);
            choices.push(self.choices(&held, &scorers, &mut numbering));
            trained.push((held, scorers));
        }
        let fit = Fit { epochs: 12, least: 60, shrink: 4e-2, margin: 1.0 };
        for (fold, (_, scorers)) in trained.iter_mut().enumerate() {
            let others = choices.iter().enumerate().filter(|(i, _)| *i != fold);
            scorers.choice = choose(others.flat_map(|(_, choices)| choices), &numbering, fit);
        }
        let choice = choose(choices.iter().flatten(), &numbering, fit);
        eprintln!(
            "choices: {}, {} features",
            choices.iter().map(Vec::len).sum::<usize>(),
            numbering.features.len()
        );
        (trained, choice)
    }

    /// Frames of documents under stages that have not seen them, with whether each is right; by fold.
    pub fn frame_examples(
        &self,
        trained: &[(Vec<usize>, Scorers)],
        numbering: &mut Numbering,
    ) -> Vec<Vec<Example>> {
        let mut examples: Vec<Vec<Example>> = trained.iter().map(|_| Vec::new()).collect();
        let mut scratch = frame::Scratch::default();
        let mut frames: Vec<Frame> = Vec::new();
        for (fold, (held, scorers)) in trained.iter().enumerate() {
            let (mut hits, mut said) = (0, 0);
            for &d in held {
                let scene = self.articles[d].scene(self.lexicon);
                frame::build(&scene, scorers, frame::Scope::Everything, &mut scratch, &mut frames);
                for (at, frame) in frames.iter().enumerate() {
                    let right = self.targets[d]
                        .iter()
                        .filter(|t| t.cues.contains(&frame.cue.unit))
                        .any(|target| Self::holds(&scene, frame, target));
                    hits += i32::from(right);
                    said += 1;
                    let features = frame::features(&scene, &frames, at);
                    examples[fold].push((numbering.number(&features), f32::from(right)));
                }
            }
            eprintln!("fold {fold}: {said} frames, {hits} right");
        }
        examples
    }

    /// Whether a frame has the content of a target, more or less, and its source.
    fn holds(scene: &Scene, frame: &Frame, target: &Target) -> bool {
        // Dice of 2/3 is an intersection over union of 1/2.
        let near = overlap(&units_of(scene, &frame.content), &Self::wanted(scene, target)) / 2.0 >= 1.0 / 3.0;
        let head = frame.source.map(|source| source.base_end - 1);
        near && head.map_or(target.source.is_empty(), |head| target.source.contains(&head))
    }

    /// All models, learned from documents; and for each fold those that have not seen it.
    pub fn train(&self, documents: &[usize]) -> (Models, Vec<Models>) {
        let mut scorers = self.train_stages(documents, true);
        let (mut trained, choice) = self.train_folds(documents, FOLDS);
        scorers.choice = choice;
        let mut numbering = Numbering::default();
        let examples = self.frame_examples(&trained, &mut numbering);
        let learn = |examples: Vec<&Example>| logistic(examples, &numbering, 6, 20, 1.5e-2);
        scorers.frame = learn(examples.iter().flatten().collect());
        let (place, places) = self.train_placements(&mut trained, &scorers.frame);
        let of_folds = trained.into_iter().zip(places).enumerate().map(|(fold, ((_, scorers), place))| {
            let frame = learn(all_but(&examples, fold));
            Models { frame: Scorers { frame, ..scorers }, place }
        });
        (Models { frame: scorers, place }, of_folds.collect())
    }

    /// Learns where loose quoted spans go, from held-out documents under `trained` and `frame`; and for each of
    /// `trained` weights that its own documents had no part in.
    pub fn train_placements(
        &self,
        trained: &mut [(Vec<usize>, Scorers)],
        frame: &LinearModel,
    ) -> (LinearModel, Vec<LinearModel>) {
        let mut numbering = Numbering::default();
        let mut choices: Vec<Vec<Choice>> = trained.iter().map(|_| Vec::new()).collect();
        let mut scratch = frame::Scratch::default();
        let mut frames: Vec<Frame> = Vec::new();
        let mut counts = [0; Placement::COUNT];
        for (fold, (held, scorers)) in trained.iter_mut().enumerate() {
            scorers.frame = frame.clone();
            for article in held.iter().map(|d| &self.articles[*d]) {
                let scene = article.scene(self.lexicon);
                frame::build(&scene, scorers, frame::Scope::Everything, &mut scratch, &mut frames);
                frame::select(&scene, &mut frames);
                let units = |spans: &[Span]| article.units(spans);
                let gold: Vec<(Vec<u32>, Vec<u32>)> =
                    article.gold.attributions.iter().map(|a| (units(&a.content), units(&a.source))).collect();
                let roles = Roles { roles: &article.roles, scores: &article.scores };
                draft::drafts_by(&scene, &frames, roles, |scene, drafts, loose| {
                    let right = placement(&gold, drafts, loose);
                    counts[right as usize] += 1;
                    // What a corpus leaves out is no evidence that nobody said it.
                    if right == Placement::Nowhere && draft::is_plainly_speech(scene, loose) {
                        return JudgedPlacement::certain(right);
                    }
                    let candidates = draft::options(drafts, loose)
                        .map(|o| numbering.number(&draft::option_features(scene, drafts, loose, o)));
                    choices[fold].push(Choice {
                        candidates: candidates.collect(),
                        right: draft::options(drafts, loose).position(|o| o == right).unwrap_or(1),
                        shares: Vec::new(),
                    });
                    JudgedPlacement::certain(right)
                });
            }
        }
        let [nowhere, alone, joined, same, subject, before, after, opening] = counts;
        eprintln!(
            "loose quoted spans: {nowhere} nowhere, {alone} alone, {joined} joined; by the source before \
             {same}, by the subject {subject}, by the subject before {before}, by whom follows {after}, by whom the sentence opens with {opening}"
        );
        let fit = Fit { epochs: 10, least: 4, shrink: 2e-2, margin: 0.0 };
        let of_folds = (0..choices.len()).map(|fold| choose(all_but(&choices, fold), &numbering, fit));
        let of_folds = of_folds.collect();
        (choose(choices.iter().flatten(), &numbering, fit), of_folds)
    }
}

/// What all folds but one hold, in order.
pub fn all_but<T>(folds: &[Vec<T>], left_out: usize) -> Vec<&T> {
    folds.iter().enumerate().filter(|(fold, _)| *fold != left_out).flat_map(|(_, held)| held).collect()
}

/// Where the gold puts a loose quoted span.
pub fn placement(gold: &[(Vec<u32>, Vec<u32>)], drafts: &[Draft], loose: &Loose) -> Placement {
    let Some((content, source)) = gold.iter().find(|(content, _)| content.contains(&loose.unit)) else {
        return Placement::Nowhere;
    };
    match loose.last {
        Some(last)
            if content.contains(&last.unit) || content.iter().any(|u| drafts[last.draft].holds(*u)) =>
        {
            Placement::Joined
        }
        // Of the places that name the gold's source the closest; the head stands at the end.
        _ => [Placement::After, Placement::Subject, Placement::Before, Placement::Opening, Placement::Same]
            .into_iter()
            .filter(|own| draft::options(drafts, loose).any(|open| open == *own))
            .find(|own| {
                draft::source_of(*own, drafts, loose).is_some_and(|units| source.contains(&(units.end - 1)))
            })
            .unwrap_or(Placement::Alone),
    }
}
