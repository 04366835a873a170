//! Learns parts of speech from the tags that another tagger gives.

use std::collections::HashMap;

use dixit::lexicon::{Lexicon, Tag, TagSet};
use dixit::model::LinearModel;
use dixit::quote::{self, MarkOptions};
use dixit::segment::Segments;
use dixit::syntax::{Syntax, TagContext, TagJudge, Tagger};
use serde::Deserialize;

use super::article::Gold;
use super::fit::{Choice, Fit, Numbering, choose};

/// A document with Penn Treebank tags by byte span.
#[derive(Deserialize)]
pub struct Tagged {
    pub id: String,
    pub tags: Vec<(u32, u32, String)>,
}

/// The judge under training: notes each choice with the right reading, and goes on with the reading
/// of `before`, or with the right one while there is none.
pub struct Teacher<'t> {
    pub tags: HashMap<u32, &'t str>,
    pub before: Option<&'t Tagger>,
    pub numbering: &'t mut Numbering,
    pub choices: &'t mut Vec<Choice>,
    /// Choices made by `before`, and those that were right.
    pub made: &'t mut (usize, usize),
}

impl TagJudge for Teacher<'_> {
    fn choose(&mut self, start: u32, readings: TagSet, place: impl FnOnce() -> TagContext) -> Tag {
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
pub fn reading(penn: &str, readings: TagSet) -> Option<Tag> {
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
pub fn train(gold: &[Gold], tagged: &[Tagged], lexicon: &Lexicon) -> LinearModel {
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
