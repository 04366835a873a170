//! Learns how far an attribution can be trusted, from documents that the other scorers have not seen.

use dixit::confidence::Layout;
use dixit::extract::{QuoteExtractor, Scratch};
use dixit::frame::Scope;
use dixit::model::{LinearModel, certainty};
use dixit::speaker::{self, SpeakerResolver};
use dixit::{Kind, Span};

use super::article::Article;
use super::fit::{Example, Numbering, Weights, shuffled};
use super::gold;

const EPOCHS: usize = 12;
/// Features seen less often are left out.
const LEAST: u32 = 20;
const SHRINK: f32 = 1e-3;
/// Weights nearer to nothing than this are left out.
const LEAST_WEIGHT: f32 = 0.02;

/// One attribution of a held-out document.
struct Case {
    example: Example,
    kind: Kind,
    fold: usize,
}

/// `extractors` has for each fold of the articles what was learned on the others.
pub fn train(articles: &[Article], extractors: &[QuoteExtractor], resolver: &SpeakerResolver) -> LinearModel {
    let folds = extractors.len();
    let mut numbering = Numbering::default();
    let mut cases = Vec::new();
    for (fold, extractor) in extractors.iter().enumerate() {
        let (mut scratch, mut memory) = (Scratch::default(), speaker::Scratch::default());
        for article in articles.iter().skip(fold).step_by(folds) {
            let (text, wanted) = (article.gold.text.as_str(), &article.gold.attributions);
            let drafts = extractor.extract_with(text, "en", Scope::Everything, &mut scratch);
            let scene = scratch.scene(text, extractor.lexicon());
            let decisions = resolver.resolve(&scene, &drafts, None, &mut memory).decisions;
            let layout = Layout::of(&drafts);
            let contents: Vec<&[Span]> = drafts.iter().map(|draft| &*draft.content).collect();
            let partners = gold::partners(text, wanted, &contents);
            for ((draft, decision), partner) in drafts.iter().zip(&decisions).zip(partners) {
                let source: Vec<Span> = draft.source_span(&scene).into_iter().collect();
                let gold = partner.map(|at| &wanted[at]);
                // Where the gold knows sources but no speakers, and the source is right, the resolver's own
                // estimate stands in; where the text names none beside the quote, a name is compared.
                let share = match (gold, &decision.speaker) {
                    (Some(gold), speaker) if gold.speaker.is_some() => {
                        f32::from(gold.names(text, &source, speaker.as_deref()))
                    }
                    (Some(gold), Some(speaker)) if source.is_empty() && !gold.source.is_empty() => {
                        let Some(named) = gold.source_is(text, speaker) else { continue };
                        f32::from(named)
                    }
                    (Some(gold), _) if gold.names_source(text, &source) => decision.confidence,
                    _ => 0.0,
                };
                let features = dixit::confidence::features(&scene, &layout, draft, decision);
                let example = (numbering.number(&features), share);
                cases.push(Case { example, kind: draft.kind.unwrap_or(Kind::Indirect), fold });
            }
        }
    }
    report(&cases, &numbering, folds);
    let all: Vec<&Case> = cases.iter().collect();
    fit(&all, &numbering).into_model(&numbering, LEAST_WEIGHT)
}

fn fit(cases: &[&Case], numbering: &Numbering) -> Weights {
    let mut weights = Weights::new(numbering, LEAST, SHRINK);
    for epoch in 0..EPOCHS {
        weights.rate = 0.1 / (1.0 + epoch as f32);
        for i in shuffled(cases.len(), epoch as u64 + 1) {
            weights.judge(&cases[i].example);
        }
    }
    weights
}

/// Prints how the confidence does on folds that it was not fitted on.
fn report(cases: &[Case], numbering: &Numbering, folds: usize) {
    let mut judged: Vec<(f32, f32, Kind)> = Vec::new();
    for fold in 0..folds {
        let (held, rest): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.fold == fold);
        let weights = fit(&rest, numbering);
        let score = |case: &Case| certainty((100.0 * weights.score(&case.example.0)) as i32);
        judged.extend(held.into_iter().map(|case| (score(case), case.example.1, case.kind)));
    }
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    for kind in [None, Some(Kind::Direct), Some(Kind::Mixed), Some(Kind::Indirect)] {
        let of_kind: Vec<_> = judged.iter().filter(|j| kind.is_none_or(|kind| kind == j.2)).collect();
        let mut bins = [(0.0, 0.0); 10];
        for (confidence, share, _) in of_kind.iter().copied() {
            let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
            *bin = (bin.0 + confidence, bin.1 + share);
        }
        let n = of_kind.len() as f32;
        let error: f32 = bins.iter().map(|(confidence, share)| (confidence - share).abs()).sum::<f32>() / n;
        let top = &of_kind[..of_kind.len() * 4 / 5];
        let right: f32 = top.iter().map(|j| j.1).sum();
        eprintln!(
            "confidence, cross-validated, {kind:?}: {n} cases, calibration error {error:.3}, precision of the surest 80 % {:.3}",
            right / top.len() as f32
        );
    }
}
