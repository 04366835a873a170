//! Learns whom a pronoun or a noun means: from gold that names the speakers of attributions by such sources, and,
//! where gold knows no speakers, from pronouns whose gender tells. Where "she" has one woman in reach and all others
//! there are men, gender alone says who is meant; the other signals learn from those.

use std::collections::{HashMap, HashSet};

use dixit::entity::{Candidate, Choice as Anaphor, fixed, weights_by_hand};
use dixit::extract::{QuoteExtractor, Scratch};
use dixit::frame::Scope;
use dixit::model::{Feature, LinearModel};
use dixit::speaker::{self, SpeakerResolver};

use super::article::Article;
use super::fit::{Choice, LEAST_WEIGHT, Numbering, Weights, shuffled};
use super::stages::FOLDS;

/// How often the texts are read: what was decided about one anaphor changes the next one's candidates.
const ROUNDS: usize = 2;
const EPOCHS: usize = 16;
/// Features seen less often are left out.
const LEAST: u32 = 5;
const SHRINK: f32 = 1e-4;

/// `extractor` finds the sources: with what was learned on all articles, since few of them must be missed.
pub fn train(articles: &[Article], extractor: &QuoteExtractor) -> LinearModel {
    let by_hand = LinearModel::new(weights_by_hand());
    let fixed: HashSet<Feature> = fixed().into_iter().map(|(feature, _)| feature).collect();
    let mut model = by_hand.clone();
    for _ in 0..ROUNDS {
        let resolver = SpeakerResolver::with_model(model);
        let mut numbering = Numbering::default();
        let mut choices = Vec::new();
        let (mut all, mut named) = (0, 0);
        let (mut scratch, mut memory) = (Scratch::default(), speaker::Scratch::default());
        for article in articles {
            let text = article.gold.text.as_str();
            let drafts = extractor.extract_with(text, "en", Scope::Everything, &mut scratch);
            let scene = scratch.scene(text, extractor.lexicon());
            let sources = sources(article);
            for anaphor in resolver.choices(&scene, &drafts, &mut memory) {
                all += 1;
                let source = sources.get(&(scene.unit(anaphor.unit).start as usize));
                let source = source.filter(|source| anaphor.new.is_some() || source.units == 1);
                let rows = match source {
                    Some(source) => by_name(text, &anaphor, source.speaker),
                    None if sources.is_empty() => by_gender(&anaphor),
                    None => None,
                };
                let Some(rows) = rows else { continue };
                named += usize::from(source.is_some());
                // Texts of which gender alone tells cannot teach what gender tells.
                let learned = |features: &Vec<Feature>| -> Vec<Feature> {
                    let teaches = |feature: &Feature| source.is_some() || !fixed.contains(feature);
                    features.iter().copied().filter(teaches).collect()
                };
                let candidates = rows.iter().map(|row| numbering.number(&learned(features(&anaphor, *row))));
                choices.push(Choice { candidates: candidates.collect(), right: 0, shares: Vec::new() });
            }
        }
        let hits = |weights: &Weights, held: &[usize]| {
            held.iter().filter(|i| first(weights, &choices[**i]) == choices[**i].right).count()
        };
        let (mut before, mut after) = (0, 0);
        for fold in 0..FOLDS {
            let (held, rest): (Vec<usize>, Vec<usize>) =
                (0..choices.len()).partition(|i| i * FOLDS / choices.len() == fold);
            let rest: Vec<&Choice> = rest.iter().map(|i| &choices[*i]).collect();
            before += hits(&Weights::from(&by_hand, &numbering, LEAST, SHRINK), &held);
            after += hits(&fit(&rest, &numbering, &by_hand), &held);
        }
        let share = |hits: usize| hits as f32 / choices.len() as f32;
        eprintln!(
            "antecedents: {all} pronouns and nouns, {named} that gold names, {} that gender decides; {:.3} right by hand, {:.3} learned (cross-validated)",
            choices.len() - named,
            share(before),
            share(after)
        );
        let learned = fit(&choices.iter().collect::<Vec<_>>(), &numbering, &by_hand);
        // Weights by hand of what was never seen stay.
        let unseen = by_hand.weights().filter(|(feature, _)| !numbering.numbers.contains_key(feature));
        let unseen: Vec<(Feature, f32)> = unseen.collect();
        model = LinearModel::new(
            learned
                .into_model(&numbering, LEAST_WEIGHT)
                .weights()
                .chain(unseen.into_iter().filter(|(_, w)| *w != 0.0)),
        );
    }
    model
}

/// A source as gold has it.
struct Source<'a> {
    /// How many words and quoted spans it has.
    units: usize,
    /// Who is meant; `None` if nobody is named whom the text does not introduce by it.
    speaker: Option<&'a str>,
}

/// The sources that gold has, by where they start, with the speaker where it names one; none if it names nobody
/// in the whole text.
fn sources(article: &Article) -> HashMap<usize, Source<'_>> {
    let gold = &article.gold.attributions;
    if gold.iter().all(|gold| gold.speaker.is_none()) {
        return HashMap::new();
    }
    let sources = gold.iter().filter_map(|gold| {
        let start = gold.source.first()?.start;
        let units = article.units(&gold.source).len();
        Some((start, Source { units, speaker: gold.speaker.as_deref() }))
    });
    sources.collect()
}

/// The one that gold means, then those that gender does not rule out; a noun of which gold says nothing else is
/// somebody new, numbered behind the candidates.
fn by_name(text: &str, anaphor: &Anaphor, name: Option<&str>) -> Option<Vec<usize>> {
    let all = &anaphor.candidates;
    let new = anaphor.new.as_ref().map(|_| all.len());
    let known = |name: &str| all.iter().position(|candidate| is_called(text, candidate, name));
    let right = name.and_then(known).or(new)?;
    let fits = |row: &usize| *row != right && all.get(*row).is_none_or(|c| c.agrees != Some(false));
    let rivals = (0..all.len()).chain(new).filter(fits);
    let rows: Vec<usize> = [right].into_iter().chain(rivals).collect();
    (rows.len() > 1).then_some(rows)
}

/// Whether a candidate is who gold names: by the same name or its end ("Poe" and "Ann Poe"), or, unnamed, by the
/// noun that introduces them ("nurse" and "a nurse from Tull").
fn is_called(text: &str, candidate: &Candidate, name: &str) -> bool {
    let words = text[candidate.words.range()].to_lowercase();
    let words = words.trim_end_matches("'s").trim_end_matches("’s");
    let name = name.to_lowercase();
    let ends = |long: &str, short: &str| long == short || long.ends_with(&format!(" {short}"));
    let behind = [" of ", " from ", " who ", " at ", " in ", " for ", ", "];
    let noun = behind.iter().filter_map(|more| name.find(more)).min();
    let noun = &name[..noun.unwrap_or(name.len())];
    ends(words, &name) || ends(&name, words) || !candidate.named && ends(noun, words)
}

/// The one candidate of the right gender, then those of the other.
fn by_gender(anaphor: &Anaphor) -> Option<Vec<usize>> {
    let known = |agrees: bool| {
        let fits = move |i: &usize| anaphor.candidates[*i].agrees == Some(agrees);
        (0..anaphor.candidates.len()).filter(fits)
    };
    let mut right = known(true);
    let only = right.next().filter(|_| right.next().is_none() && anaphor.new.is_none())?;
    // Somebody named since then whose gender is unknown may be meant.
    let unclear = anaphor.candidates[..only].iter().any(|c| c.agrees.is_none() && c.named);
    if unclear {
        return None;
    }
    let rivals: Vec<usize> = known(false).collect();
    (!rivals.is_empty()).then(|| [only].into_iter().chain(rivals).collect())
}

/// The features of a candidate, or of somebody new.
fn features(anaphor: &Anaphor, row: usize) -> &Vec<Feature> {
    anaphor.candidates.get(row).map_or_else(|| anaphor.new.as_ref().expect("a noun"), |found| &found.features)
}

fn fit(choices: &[&Choice], numbering: &Numbering, by_hand: &LinearModel) -> Weights {
    let mut weights = Weights::from(by_hand, numbering, LEAST, SHRINK);
    for epoch in 0..EPOCHS {
        weights.rate = 0.3 / (1.0 + epoch as f32);
        for i in shuffled(choices.len(), epoch as u64 + 1) {
            weights.choose(choices[i], 0.0);
        }
    }
    weights
}

fn first(weights: &Weights, choice: &Choice) -> usize {
    let scores = choice.candidates.iter().map(|candidate| weights.score(candidate));
    scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))).map_or(0, |(at, _)| at)
}
