//! Learns whom a pronoun means. The gold of news knows no referents, but where "she" has one woman
//! in reach and all others there are men, gender alone tells; the other signals learn from those.

use std::collections::HashSet;

use dixit::entity::{Choice as Pronoun, fixed, weights_by_hand};
use dixit::extract::{QuoteExtractor, Scratch};
use dixit::frame::Scope;
use dixit::model::{Feature, LinearModel};
use dixit::speaker::{self, SpeakerResolver};

use super::article::Article;
use super::fit::{Choice, LEAST_WEIGHT, Numbering, Weights, shuffled};
use super::stages::FOLDS;

/// How often the texts are read: what was decided about one pronoun changes the next one's candidates.
const ROUNDS: usize = 2;
const EPOCHS: usize = 8;
/// Features seen less often are left out.
const LEAST: u32 = 10;
const SHRINK: f32 = 5e-4;

/// `extractors` has for each fold of the articles what was learned on the others.
pub fn train(articles: &[Article], extractors: &[QuoteExtractor]) -> LinearModel {
    let by_hand = LinearModel::new(weights_by_hand());
    let fixed: HashSet<Feature> = fixed().into_iter().map(|(feature, _)| feature).collect();
    let mut model = by_hand.clone();
    for _ in 0..ROUNDS {
        let resolver = SpeakerResolver::with_model(model);
        let mut numbering = Numbering::default();
        let mut choices = Vec::new();
        let mut all = 0;
        for (fold, extractor) in extractors.iter().enumerate() {
            let (mut scratch, mut memory) = (Scratch::default(), speaker::Scratch::default());
            for article in articles.iter().skip(fold).step_by(extractors.len()) {
                let text = article.gold.text.as_str();
                let drafts = extractor.extract(text, "en", Scope::Everything, &mut scratch);
                let scene = scratch.scene(text, extractor.lexicon());
                for pronoun in resolver.choices(&scene, &drafts, &mut memory) {
                    all += 1;
                    let Some(rows) = by_gender(&pronoun) else { continue };
                    let learned = |features: &Vec<Feature>| -> Vec<Feature> {
                        features.iter().copied().filter(|feature| !fixed.contains(feature)).collect()
                    };
                    let candidates =
                        rows.iter().map(|row| numbering.number(&learned(&pronoun.candidates[*row].features)));
                    choices.push(Choice { candidates: candidates.collect(), right: 0, shares: Vec::new() });
                }
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
            "antecedents: {all} pronouns, {} that gender decides; without it {:.3} of those right by hand, {:.3} learned (cross-validated)",
            choices.len(),
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

/// The one candidate of the right gender, then those of the other.
fn by_gender(pronoun: &Pronoun) -> Option<Vec<usize>> {
    let known = |agrees: bool| {
        let fits = move |i: &usize| pronoun.candidates[*i].agrees == Some(agrees);
        (0..pronoun.candidates.len()).filter(fits)
    };
    let mut right = known(true);
    let only = right.next().filter(|_| right.next().is_none())?;
    // Somebody named since then whose gender is unknown may be meant.
    let unclear = pronoun.candidates[..only].iter().any(|c| c.agrees.is_none() && c.named);
    if unclear {
        return None;
    }
    let rivals: Vec<usize> = known(false).collect();
    (!rivals.is_empty()).then(|| [only].into_iter().chain(rivals).collect())
}

fn fit(choices: &[&Choice], numbering: &Numbering, by_hand: &LinearModel) -> Weights {
    let mut weights = Weights::from(by_hand, numbering, LEAST, SHRINK);
    for epoch in 0..EPOCHS {
        weights.rate = 0.1 / (1.0 + epoch as f32);
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
