//! Gold documents with what the stages below the scorers find in them.

use std::collections::HashMap;

use dixit::Span;
use dixit::content::ContentCandidate;
use dixit::cue::CueCandidate;
use dixit::lexicon::Lexicon;
use dixit::quote::{self, MarkOptions, Quote, Role, RoleModel};
use dixit::segment::{Segments, TokenKind};
use dixit::syntax::{Scene, Syntax, Tagger, UnitRange};
use serde::Deserialize;

use super::gold::GoldAttribution;

#[derive(Deserialize)]
pub struct Gold {
    #[serde(default)]
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub attributions: Vec<GoldAttribution>,
}

/// A document with everything the stages below the scorers find.
pub struct Article {
    pub gold: Gold,
    pub quotes: Vec<Quote>,
    pub roles: Vec<Role>,
    pub scores: Vec<i32>,
    pub syntax: Syntax,
}

impl Article {
    pub fn read(gold: Gold, lexicon: &Lexicon, tagger: &Tagger) -> Self {
        let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
        segments.fill(&gold.text, lexicon);
        quote::scan(&gold.text, &MarkOptions::default(), &mut quotes);
        syntax.fill(&gold.text, &segments, &quotes, lexicon, tagger);
        let model = RoleModel::english();
        let (roles, scores) = quotes.iter().map(|quote| model.role(&gold.text, quote)).unzip();
        Article { gold, quotes, roles, scores, syntax }
    }

    pub fn scene<'a>(&'a self, lexicon: &'a Lexicon) -> Scene<'a> {
        Scene { text: &self.gold.text, syntax: &self.syntax, quotes: &self.quotes, lexicon }
    }

    /// The colon that starts a span.
    fn colon(&self, spans: &[Span]) -> Option<u32> {
        let span = spans.first()?;
        let at = self.syntax.units.partition_point(|u| (u.start as usize) < span.start);
        let unit = self.syntax.units.get(at)?;
        (unit.kind == TokenKind::Colon && (unit.start as usize) < span.end).then_some(at as u32)
    }

    /// The units that spans touch, words and quoted spans only.
    pub fn units(&self, spans: &[Span]) -> Vec<u32> {
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
pub struct Target {
    pub cue: u32,
    /// All units of the cue.
    pub cues: Vec<u32>,
    pub content: Vec<u32>,
    pub source: Vec<u32>,
}

/// Finds the cue word and the units of every gold attribution of an article.
pub fn targets(article: &Article, candidates: &[CueCandidate], rates: &HashMap<u16, f32>) -> Vec<Target> {
    let mut found = Vec::new();
    for gold in &article.gold.attributions {
        let (mut cue, mut source) = (article.units(&gold.cue), article.units(&gold.source));
        // The cue word is the candidate whose lexicon entry reports most often.
        let reports = |units: &[u32]| {
            let inside = candidates.iter().filter(|c| units.contains(&c.unit));
            inside
                .max_by(|a, b| {
                    rate(rates, a.lemma).total_cmp(&rate(rates, b.lemma)).then(a.unit.cmp(&b.unit))
                })
                .map(|best| best.unit)
        };
        let mut best = reports(&cue);
        if best.is_none() && !cue.is_empty() {
            // In some attributions the annotator took the one for the other.
            best = reports(&source);
            if best.is_some() {
                std::mem::swap(&mut cue, &mut source);
            }
        }
        // A label's cue is its colon, which is no candidate of the cue scorer.
        let colon = || article.colon(&gold.cue).filter(|_| cue.is_empty());
        let Some(best) = best.or_else(colon) else { continue };
        found.push(Target {
            cue: best,
            cues: if cue.is_empty() { vec![best] } else { cue },
            content: article.units(&gold.content),
            source,
        });
    }
    found
}

pub fn rate(rates: &HashMap<u16, f32>, lemma: u16) -> f32 {
    if lemma == 0 { -1.0 } else { rates.get(&lemma).copied().unwrap_or(0.0) }
}

pub fn units_of(scene: &Scene, content: &ContentCandidate) -> Vec<u32> {
    content.parts().flat_map(|part| words_in(scene, part)).collect()
}

pub fn words_in(scene: &Scene, part: UnitRange) -> Vec<u32> {
    (part.start..part.end).filter(|at| scene.unit(*at).is_word() || scene.unit(*at).is_quote()).collect()
}

pub fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|x| b.contains(x)).count() as f32;
    shared / (a.len() + b.len()) as f32 * 2.0
}

/// The gold content in the shape the stages give it.
pub fn gold_content(scene: &Scene, target: &Target) -> ContentCandidate {
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
