//! Learns the weights of the linear scorers from gold JSON Lines and writes their files.
//!
//!     cargo run --release --example train -- GOLD.jsonl[.gz] [OUTPUT-DIRECTORY] [--tags TAGS.jsonl[.gz]]
//!
//! The gold has one document a line with `id`, `text` and `attributions` (`content`, `cue`, `source`
//! as byte spans). The same input gives the same files, byte for byte. The directory is
//! `src/model/data` unless named.
//!
//! With `--tags` the part-of-speech weights, `tag.tsv`, are learned first; without it those that
//! are shipped stay. The tags have a line for each document: `id` and `tags`, a list of byte start,
//! byte end and Penn Treebank tag. They need not be gold; those of the shipped weights are what
//! another tagger (spaCy's `en_core_web_sm` 3.8, MIT licence) says of the same documents:
//!
//!     nlp = spacy.load("en_core_web_sm", exclude=["ner", "parser", "lemmatizer"])
//!     for line in gzip.open("GOLD.jsonl.gz", "rt"):
//!         document = json.loads(line)
//!         text = document["text"]
//!         at = list(itertools.accumulate((len(c.encode()) for c in text), initial=0))
//!         tags = [[at[t.idx], at[t.idx + len(t)], t.tag_] for t in nlp(text) if not t.is_space]
//!         print(json.dumps({"id": document["id"], "tags": tags}))

#[path = "train/antecedent.rs"]
mod antecedent;
#[path = "train/confidence.rs"]
mod confidence;
// Each example takes the parts it needs.
#[allow(dead_code)]
#[path = "common/gold.rs"]
mod gold;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use anyhow::{Context, Result};
use dixit::Span;
use dixit::content::{self, ContentCandidate};
use dixit::cue::{self, CueCandidate};
use dixit::draft::{self, Decision, Draft, Loose, Placement, Roles};
use dixit::extract::QuoteExtractor;
use dixit::frame::{self, Frame, Models};
use dixit::lexicon::{Lexicon, Tag, TagSet};
use dixit::model::{Feature, LinearModel, Schema};
use dixit::quote::{self, MarkOptions, Quote, Role, RoleModel};
use dixit::segment::Segments;
use dixit::source;
use dixit::speaker::SpeakerResolver;
use dixit::syntax::{self, Judge, Place, Scene, Syntax, Tagger, UnitRange};
use gold::GoldAttribution;
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    id: String,
    text: String,
    #[serde(default)]
    attributions: Vec<GoldAttribution>,
}

/// A document with everything the stages below the scorers find.
struct Article {
    gold: Gold,
    quotes: Vec<Quote>,
    roles: Vec<Role>,
    scores: Vec<i32>,
    syntax: Syntax,
}

impl Article {
    fn read(gold: Gold, lexicon: &Lexicon, tagger: &Tagger) -> Self {
        let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
        segments.fill(&gold.text, lexicon);
        quote::scan(&gold.text, &MarkOptions::default(), &mut quotes);
        syntax.fill(&gold.text, &segments, &quotes, lexicon, tagger);
        let model = RoleModel::english();
        let (roles, scores) = quotes.iter().map(|quote| model.role(&gold.text, quote)).unzip();
        Article { gold, quotes, roles, scores, syntax }
    }

    fn scene<'a>(&'a self, lexicon: &'a Lexicon) -> Scene<'a> {
        Scene { text: &self.gold.text, syntax: &self.syntax, quotes: &self.quotes, lexicon }
    }

    /// The units that spans touch, words and quoted spans only.
    fn units(&self, spans: &[Span]) -> Vec<u32> {
        let mut found = Vec::new();
        for span in spans {
            let first = self.syntax.units.partition_point(|u| u.end as usize <= span.start);
            for (at, unit) in self.syntax.units.iter().enumerate().skip(first) {
                if unit.start as usize >= span.end {
                    break;
                }
                if unit.is_word() || unit.is_quote() {
                    found.push(at as u32);
                }
            }
        }
        found
    }
}

/// What the gold says of one attribution, in units.
struct Target {
    cue: u32,
    /// All units of the cue.
    cues: Vec<u32>,
    content: Vec<u32>,
    source: Vec<u32>,
}

/// One choice among candidates with features.
struct Choice {
    candidates: Vec<Vec<u32>>,
    /// Number of the right one.
    right: usize,
    /// How much each has in common with the gold, 0 to 1; empty where that is no question.
    shares: Vec<f32>,
}

/// Numbers features densely, so that training works on vectors.
#[derive(Default)]
struct Numbering {
    numbers: HashMap<Feature, u32>,
    features: Vec<Feature>,
    counts: Vec<u32>,
}

impl Numbering {
    fn number(&mut self, features: &[Feature]) -> Vec<u32> {
        let mut out = Vec::with_capacity(features.len());
        for feature in features {
            let next = self.features.len() as u32;
            let number = *self.numbers.entry(*feature).or_insert(next);
            if number == next {
                self.features.push(*feature);
                self.counts.push(0);
            }
            self.counts[number as usize] += 1;
            out.push(number);
        }
        out
    }
}

/// Weights nearer to nothing than this are left out.
const LEAST_WEIGHT: f32 = 0.08;

/// Features, and how right they are, 0 to 1.
type Example = (Vec<u32>, f32);

/// Weights under training, by AdaGrad (Duchi, Hazan and Singer 2011) with L2 shrinkage.
struct Weights {
    values: Vec<f32>,
    squares: Vec<f32>,
    active: Vec<bool>,
    /// What the weights are drawn to.
    prior: Vec<f32>,
    rate: f32,
    shrink: f32,
}

impl Weights {
    fn new(numbering: &Numbering, least: u32, shrink: f32) -> Self {
        let n = numbering.features.len();
        Weights {
            values: vec![0.0; n],
            prior: vec![0.0; n],
            squares: vec![1e-6; n],
            active: numbering.counts.iter().map(|c| *c >= least).collect(),
            rate: 0.12,
            shrink,
        }
    }

    /// Weights that start from, and are drawn to, those of a model.
    fn from(prior: &LinearModel, numbering: &Numbering, least: u32, shrink: f32) -> Self {
        let prior: Vec<f32> =
            numbering.features.iter().map(|feature| f32::from(prior.weight(*feature)) / 100.0).collect();
        Weights { values: prior.clone(), prior, ..Weights::new(numbering, least, shrink) }
    }

    fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.values[*f as usize]).sum()
    }

    fn step(&mut self, features: &[u32], gradient: f32) {
        for f in features {
            let f = *f as usize;
            if !self.active[f] {
                continue;
            }
            let g = gradient + self.shrink * (self.values[f] - self.prior[f]);
            self.squares[f] += g * g;
            self.values[f] -= self.rate * g / self.squares[f].sqrt();
        }
    }

    /// A step of conditional logit: away from the wrong candidates, towards the right one. What
    /// shares nothing with it must stay `margin` behind.
    fn choose(&mut self, choice: &Choice, margin: f32) {
        let mut scores: Vec<f32> = choice.candidates.iter().map(|c| self.score(c)).collect();
        scores.iter_mut().zip(&choice.shares).for_each(|(score, share)| *score += margin * (1.0 - share));
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
        for (number, candidate) in choice.candidates.iter().enumerate() {
            let p = (scores[number] - top).exp() / total;
            let gradient = p - f32::from(number == choice.right);
            if gradient.abs() > 1e-3 {
                self.step(candidate, gradient);
            }
        }
    }

    fn into_model(self, numbering: &Numbering, least: f32) -> LinearModel {
        let weights =
            numbering.features.iter().zip(self.values).map(|(f, w)| (*f, (w * 100.0).round() / 100.0));
        LinearModel::new(weights.filter(|(_, w)| w.abs() >= least))
    }
}

/// A fixed shuffle: the same order on every machine.
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for i in (1..n).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}

fn logistic<'e>(
    examples: impl IntoIterator<Item = &'e Example>,
    numbering: &Numbering,
    epochs: usize,
    least: u32,
    shrink: f32,
) -> LinearModel {
    let examples: Vec<&Example> = examples.into_iter().collect();
    let mut weights = Weights::new(numbering, least, shrink);
    for epoch in 0..epochs {
        for i in shuffled(examples.len(), epoch as u64 + 1) {
            let (features, label) = examples[i];
            let p = dixit::model::probability(weights.score(features));
            weights.step(features, p - label);
        }
    }
    weights.into_model(numbering, LEAST_WEIGHT)
}

/// How a scorer is fitted.
#[derive(Clone, Copy)]
struct Fit {
    epochs: usize,
    /// Features seen more rarely get no weight.
    least: u32,
    shrink: f32,
    /// How much a candidate that shares nothing with the right one must stay behind it, in log odds:
    /// a slip of an edge costs less than another clause (Gimpel and Smith 2010).
    margin: f32,
}

fn choose<'c>(choices: impl IntoIterator<Item = &'c Choice>, numbering: &Numbering, fit: Fit) -> LinearModel {
    let choices: Vec<&Choice> = choices.into_iter().collect();
    let mut weights = Weights::new(numbering, fit.least, fit.shrink);
    for epoch in 0..fit.epochs {
        for i in shuffled(choices.len(), epoch as u64 + 1) {
            weights.choose(choices[i], fit.margin);
        }
    }
    weights.into_model(numbering, LEAST_WEIGHT)
}

/// A document with Penn Treebank tags by byte span.
#[derive(Deserialize)]
struct Tagged {
    id: String,
    tags: Vec<(u32, u32, String)>,
}

/// The judge under training: notes each choice with the right reading, and goes on with the reading
/// of `before`, or with the right one while there is none.
struct Teacher<'t> {
    tags: HashMap<u32, &'t str>,
    before: Option<&'t Tagger>,
    numbering: &'t mut Numbering,
    choices: &'t mut Vec<Choice>,
    /// Choices made by `before`, and those that were right.
    made: &'t mut (usize, usize),
}

impl Judge for Teacher<'_> {
    fn choose(&mut self, start: u32, readings: TagSet, place: impl FnOnce() -> Place) -> Tag {
        let place = place();
        let right = self.tags.get(&start).and_then(|penn| reading(penn, readings));
        let made = self.before.map(|mut before| before.choose(start, readings, || place));
        let Some(right) = right else { return made.unwrap_or(place.likeliest) };
        self.made.0 += 1;
        self.made.1 += usize::from(made == Some(right));
        let candidates: Vec<Tag> = Tag::ALL.into_iter().filter(|tag| readings.has(*tag)).collect();
        self.choices.push(Choice {
            right: candidates.iter().position(|tag| *tag == right).expect("it is among them"),
            candidates: candidates
                .iter()
                .map(|tag| {
                    let mut features = Vec::new();
                    place.features(*tag, &mut features);
                    self.numbering.number(&features)
                })
                .collect(),
            shares: Vec::new(),
        });
        made.unwrap_or(right)
    }
}

/// What a Penn Treebank tag says about a choice among readings, if anything.
fn reading(penn: &str, readings: TagSet) -> Option<Tag> {
    let tags: &[Tag] = match penn {
        "NN" => &[Tag::Noun],
        "NNS" => &[Tag::NounPlural],
        "NNP" | "NNPS" => &[Tag::Name],
        "VB" => &[Tag::VerbBase],
        "VBP" => &[Tag::VerbPresent],
        "VBZ" => &[Tag::VerbS],
        "VBD" => &[Tag::VerbPast],
        "VBN" => &[Tag::VerbParticiple],
        "VBG" => &[Tag::VerbIng],
        "JJ" | "JJR" | "JJS" => &[Tag::Adjective],
        "RB" | "RBR" | "RBS" | "RP" => &[Tag::Adverb],
        "DT" => &[Tag::Determiner],
        "IN" | "WDT" => &[Tag::That, Tag::Preposition],
        "PRP$" => &[Tag::Possessive],
        "PRP" => &[Tag::PronounObject],
        _ => &[],
    };
    tags.iter().copied().find(|tag| readings.has(*tag))
}

/// Learns the tagger: first with the right tags on the left, then with its own.
fn train_tagger(gold: &[Gold], tagged: &[Tagged], lexicon: &Lexicon) -> LinearModel {
    let tags: HashMap<&str, &Tagged> = tagged.iter().map(|t| (t.id.as_str(), t)).collect();
    let mut model = LinearModel::default();
    for round in 0..3 {
        let tagger = Tagger::new(&model);
        let (mut numbering, mut choices, mut made) = (Numbering::default(), Vec::new(), (0, 0));
        for document in gold {
            let Some(tagged) = tags.get(document.id.as_str()) else { continue };
            let mut teacher = Teacher {
                tags: tagged.tags.iter().map(|(start, _, penn)| (*start, penn.as_str())).collect(),
                before: (round > 0).then_some(&tagger),
                numbering: &mut numbering,
                choices: &mut choices,
                made: &mut made,
            };
            let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
            segments.fill(&document.text, lexicon);
            quote::scan(&document.text, &MarkOptions::default(), &mut quotes);
            syntax.fill_by(&document.text, &segments, &quotes, lexicon, &mut teacher);
        }
        if round > 0 {
            eprintln!("tags: {} choices, {} as the given tags have it", made.0, made.1);
        }
        if round < 2 {
            model = choose(&choices, &numbering, Fit { epochs: 5, least: 12, shrink: 1e-3, margin: 0.0 });
        }
    }
    model
}
/// Into how many parts the documents are split, each judged by what the others taught.
const FOLDS: usize = 4;

/// Finds the cue word and the units of every gold attribution of an article.
fn targets(article: &Article, candidates: &[CueCandidate], rates: &HashMap<u16, f32>) -> Vec<Target> {
    let mut found = Vec::new();
    for gold in &article.gold.attributions {
        let cue = article.units(&gold.cue);
        // The cue word is the candidate whose lexicon entry reports most often.
        let best = candidates
            .iter()
            .filter(|c| cue.contains(&c.unit))
            .max_by(|a, b| rate(rates, a.lemma).total_cmp(&rate(rates, b.lemma)).then(a.unit.cmp(&b.unit)));
        let Some(best) = best else { continue };
        found.push(Target {
            cue: best.unit,
            cues: cue,
            content: article.units(&gold.content),
            source: article.units(&gold.source),
        });
    }
    found
}

fn rate(rates: &HashMap<u16, f32>, lemma: u16) -> f32 {
    if lemma == 0 { -1.0 } else { rates.get(&lemma).copied().unwrap_or(0.0) }
}

fn units_of(scene: &Scene, content: &ContentCandidate) -> Vec<u32> {
    content.parts().flat_map(|part| words_in(scene, part)).collect()
}

fn words_in(scene: &Scene, part: UnitRange) -> Vec<u32> {
    (part.start..part.end).filter(|at| scene.unit(*at).is_word() || scene.unit(*at).is_quote()).collect()
}

fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|x| b.contains(x)).count() as f32;
    shared / (a.len() + b.len()) as f32 * 2.0
}

struct Trainer<'a> {
    lexicon: &'a Lexicon,
    articles: &'a [Article],
    candidates: Vec<Vec<CueCandidate>>,
    targets: Vec<Vec<Target>>,
}

impl<'a> Trainer<'a> {
    fn new(articles: &'a [Article], lexicon: &'a Lexicon) -> Self {
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

    fn train_cues(&self, documents: &[usize]) -> LinearModel {
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
        logistic(&examples, &numbering, 6, 10, 5e-3)
    }

    fn train_contents(&self, documents: &[usize], before: &LinearModel, report: bool) -> LinearModel {
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
        choose(&choices, &numbering, Fit { epochs: 6, least: 60, shrink: 5e-3, margin: 2.0 })
    }

    fn train_sources(&self, documents: &[usize], report: bool) -> LinearModel {
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
                let strip = |units: Vec<u32>| -> Vec<u32> { units };
                let wanted = strip(target.source.clone());
                let right = if wanted.is_empty() {
                    Some(0)
                } else {
                    let scored = decisions.iter().enumerate().skip(1).map(|(i, (c, _))| {
                        let units = c.map_or(Vec::new(), |c| words_in(&scene, c.units));
                        (overlap(&units, &wanted), i)
                    });
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
                    shares: Vec::new(),
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
        choose(&choices, &numbering, Fit { epochs: 6, least: 8, shrink: 5e-3, margin: 0.0 })
    }

    fn train_stages(&self, documents: &[usize], report: bool) -> Models {
        let cue = self.train_cues(documents);
        let first = self.train_contents(documents, &LinearModel::default(), false);
        let content = self.train_contents(documents, &first, report);
        let source = self.train_sources(documents, report);
        Models { cue, content, source, ..Models::default() }
    }

    /// What the gold content of a target covers of the cue's sentence; the rest is placed later.
    fn wanted(scene: &Scene, target: &Target) -> Vec<u32> {
        let sentence = scene.sentence(target.cue);
        target.content.iter().copied().filter(|u| sentence.start <= *u && *u < sentence.end).collect()
    }

    /// The choices that the cues of documents leave under `models`, with the right one.
    fn choices(&self, documents: &[usize], models: &Models, numbering: &mut Numbering) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut scratch = frame::Scratch::default();
        for &d in documents {
            let scene = self.articles[d].scene(self.lexicon);
            for (cue, rivals) in frame::choices(&scene, models, &mut scratch) {
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
    fn train_folds(&self, documents: &[usize], folds: usize) -> (Vec<(Vec<usize>, Models)>, LinearModel) {
        let mut numbering = Numbering::default();
        let mut trained = Vec::new();
        let mut choices = Vec::new();
        for fold in 0..folds {
            let held: Vec<usize> = documents.iter().copied().skip(fold).step_by(folds).collect();
            let rest: Vec<usize> = documents.iter().copied().filter(|d| !held.contains(d)).collect();
            let models = self.train_stages(&rest, false);
            choices.push(self.choices(&held, &models, &mut numbering));
            trained.push((held, models));
        }
        let fit = Fit { epochs: 12, least: 60, shrink: 2e-2, margin: 1.0 };
        for (fold, (_, models)) in trained.iter_mut().enumerate() {
            let others = choices.iter().enumerate().filter(|(i, _)| *i != fold);
            models.choice = choose(others.flat_map(|(_, choices)| choices), &numbering, fit);
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
    fn frame_examples(
        &self,
        trained: &[(Vec<usize>, Models)],
        numbering: &mut Numbering,
    ) -> Vec<Vec<Example>> {
        let mut examples: Vec<Vec<Example>> = trained.iter().map(|_| Vec::new()).collect();
        let mut scratch = frame::Scratch::default();
        let mut frames: Vec<Frame> = Vec::new();
        for (fold, (held, models)) in trained.iter().enumerate() {
            let (mut hits, mut said) = (0, 0);
            for &d in held {
                let scene = self.articles[d].scene(self.lexicon);
                frame::build(&scene, models, frame::Scope::Everything, &mut scratch, &mut frames);
                for (at, frame) in frames.iter().enumerate() {
                    let units = units_of(&scene, &frame.content);
                    // Dice of 2/3 is an intersection over union of 1/2.
                    let right = self.targets[d]
                        .iter()
                        .filter(|t| t.cues.contains(&frame.cue.unit))
                        .any(|t| overlap(&units, &Self::wanted(&scene, t)) / 2.0 >= 1.0 / 3.0);
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

    /// All scorers, learned from documents; and for each fold those that have not seen it.
    fn train(&self, documents: &[usize]) -> (Models, Vec<Models>) {
        let mut models = self.train_stages(documents, true);
        let (mut trained, choice) = self.train_folds(documents, FOLDS);
        models.choice = choice;
        let mut numbering = Numbering::default();
        let examples = self.frame_examples(&trained, &mut numbering);
        let learn = |examples: Vec<&Example>| logistic(examples, &numbering, 6, 20, 5e-3);
        models.frame = learn(examples.iter().flatten().collect());
        models.place = self.train_placements(&mut trained, &models.frame);
        for (fold, (_, models)) in trained.iter_mut().enumerate() {
            models.frame = learn(all_but(&examples, fold));
        }
        (models, trained.into_iter().map(|(_, models)| models).collect())
    }

    /// Learns where loose quoted spans go, from held-out documents under `trained` and `frame`. Each
    /// of `trained` gets weights that its own documents had no part in.
    fn train_placements(&self, trained: &mut [(Vec<usize>, Models)], frame: &LinearModel) -> LinearModel {
        let mut numbering = Numbering::default();
        let mut choices: Vec<Vec<Choice>> = trained.iter().map(|_| Vec::new()).collect();
        let mut scratch = frame::Scratch::default();
        let mut frames: Vec<Frame> = Vec::new();
        let mut counts = [0; Placement::COUNT];
        for (fold, (held, models)) in trained.iter_mut().enumerate() {
            models.frame = frame.clone();
            for article in held.iter().map(|d| &self.articles[*d]) {
                let scene = article.scene(self.lexicon);
                frame::build(&scene, models, frame::Scope::Everything, &mut scratch, &mut frames);
                frame::select(&mut frames, 0.4);
                let units = |spans: &[Span]| article.units(spans);
                let gold: Vec<(Vec<u32>, Vec<u32>)> =
                    article.gold.attributions.iter().map(|a| (units(&a.content), units(&a.source))).collect();
                let roles = Roles { roles: &article.roles, scores: &article.scores };
                draft::drafts_by(&scene, &frames, roles, |scene, drafts, loose| {
                    let right = placement(&gold, drafts, loose);
                    counts[right as usize] += 1;
                    let candidates = draft::options(drafts, loose)
                        .map(|o| numbering.number(&draft::option_features(scene, drafts, loose, o)));
                    choices[fold].push(Choice {
                        candidates: candidates.collect(),
                        right: draft::options(drafts, loose).position(|o| o == right).unwrap_or(1),
                        shares: Vec::new(),
                    });
                    Decision::certain(right)
                });
            }
        }
        let [nowhere, alone, joined, same, subject, before, after] = counts;
        eprintln!(
            "loose quoted spans: {nowhere} nowhere, {alone} alone, {joined} joined; by the source before \
             {same}, by the subject {subject}, by the subject before {before}, by whom follows {after}"
        );
        let fit = Fit { epochs: 10, least: 4, shrink: 2e-3, margin: 0.0 };
        for (fold, (_, models)) in trained.iter_mut().enumerate() {
            models.place = choose(all_but(&choices, fold), &numbering, fit);
        }
        choose(choices.iter().flatten(), &numbering, fit)
    }
}

/// What all folds but one hold, in order.
fn all_but<T>(folds: &[Vec<T>], left_out: usize) -> Vec<&T> {
    folds.iter().enumerate().filter(|(fold, _)| *fold != left_out).flat_map(|(_, held)| held).collect()
}

/// Where the gold puts a loose quoted span.
fn placement(gold: &[(Vec<u32>, Vec<u32>)], drafts: &[Draft], loose: &Loose) -> Placement {
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
        _ => [Placement::After, Placement::Subject, Placement::Before, Placement::Same]
            .into_iter()
            .filter(|own| draft::options(drafts, loose).any(|open| open == *own))
            .find(|own| {
                draft::source_of(*own, drafts, loose).is_some_and(|units| source.contains(&(units.end - 1)))
            })
            .unwrap_or(Placement::Alone),
    }
}

/// The gold content in the shape the stages give it.
fn gold_content(scene: &Scene, target: &Target) -> ContentCandidate {
    let cover =
        |units: Vec<u32>| units.first().zip(units.last()).map(|(a, b)| UnitRange { start: *a, end: b + 1 });
    let sentence = scene.sentence(target.cue);
    let inside: Vec<u32> =
        target.content.iter().copied().filter(|u| sentence.start <= *u && *u < sentence.end).collect();
    ContentCandidate {
        left: cover(inside.iter().copied().filter(|u| *u < target.cue).collect()),
        right: cover(inside.iter().copied().filter(|u| *u > target.cue).collect()),
    }
}

const HEADER: &str = "\
# Weights of a linear scorer, in log odds: template, values, weight.
# Written by examples/train.rs; see README for what they were fitted on.
";
const TAG_HEADER: &str = "\
# Fitted on the tags that spaCy's en_core_web_sm 3.8 (MIT licence) gives those documents.
# Values: an alphabet of its own (src/model/atom.rs); the last is the reading.
";

fn write(
    directory: &std::path::Path,
    name: &str,
    model: &LinearModel,
    schema: &Schema,
    lexicon: &Lexicon,
) -> Result<()> {
    let names = dixit::syntax::AtomNames::new(lexicon);
    let mut lines: Vec<String> =
        model.weights().map(|(f, w)| format!("{}\t{w}", schema.name(f, &names, lexicon))).collect();
    lines.sort_unstable();
    let mut text = String::from(HEADER);
    if name == "tag.tsv" {
        text.push_str(TAG_HEADER);
    }
    for line in &lines {
        text.push_str(line);
        text.push('\n');
    }
    eprintln!("{name}: {} weights", lines.len());
    std::fs::write(directory.join(name), text).with_context(|| format!("cannot write {name}"))
}

fn read_lines<T: serde::de::DeserializeOwned>(path: &str) -> Result<Vec<T>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {path}"))?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut gold = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            gold.push(serde_json::from_str(&line).with_context(|| format!("{path}, line {}", number + 1))?);
        }
    }
    Ok(gold)
}

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let tags = match arguments.iter().position(|argument| argument == "--tags") {
        Some(at) if at + 1 < arguments.len() => arguments.drain(at..at + 2).next_back(),
        _ => None,
    };
    let mut arguments = arguments.into_iter();
    let usage = "usage: train GOLD.jsonl[.gz] [OUTPUT-DIRECTORY] [--tags TAGS.jsonl[.gz]]";
    let gold = arguments.next().context(usage)?;
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| "src/model/data".to_owned()));
    anyhow::ensure!(arguments.next().is_none(), usage);
    let lexicon = Lexicon::english();
    let gold: Vec<Gold> = read_lines(&gold)?;
    let tagger = match tags {
        Some(tags) => {
            let model = train_tagger(&gold, &read_lines(&tags)?, &lexicon);
            write(&directory, "tag.tsv", &model, &syntax::SCHEMA, &lexicon)?;
            Tagger::new(&model)
        }
        None => Tagger::shipped(&lexicon)?,
    };
    let articles: Vec<Article> = gold.into_iter().map(|g| Article::read(g, &lexicon, &tagger)).collect();
    let trainer = Trainer::new(&articles, &lexicon);
    let all: usize = articles.iter().map(|a| a.gold.attributions.len()).sum();
    let found: usize = trainer.targets.iter().map(Vec::len).sum();
    eprintln!(
        "{} documents, {all} attributions, cue word found for {found}; {} cue candidates",
        articles.len(),
        trainer.candidates.iter().map(Vec::len).sum::<usize>()
    );

    let everything: Vec<usize> = (0..articles.len()).collect();
    let (models, trained) = trainer.train(&everything);
    let extractors: Vec<QuoteExtractor> = trained
        .into_iter()
        .map(|models| QuoteExtractor::with_models(Lexicon::english(), tagger.clone(), models))
        .collect();
    let antecedents = antecedent::train(&articles, &extractors);
    let confidence =
        confidence::train(&articles, &extractors, &SpeakerResolver::with_model(antecedents.clone()));

    write(&directory, "cue.tsv", &models.cue, &cue::SCHEMA, &lexicon)?;
    write(&directory, "content.tsv", &models.content, &content::SCHEMA, &lexicon)?;
    write(&directory, "choice.tsv", &models.choice, &frame::CHOICE_SCHEMA, &lexicon)?;
    write(&directory, "source.tsv", &models.source, &source::SCHEMA, &lexicon)?;
    write(&directory, "place.tsv", &models.place, &draft::SCHEMA, &lexicon)?;
    write(&directory, "frame.tsv", &models.frame, &frame::SCHEMA, &lexicon)?;
    write(&directory, "antecedent.tsv", &antecedents, &dixit::entity::SCHEMA, &lexicon)?;
    write(&directory, "confidence.tsv", &confidence, &dixit::confidence::SCHEMA, &lexicon)?;
    Ok(())
}
