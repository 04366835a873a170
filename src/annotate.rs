//! [`Annotator`]: a document in, its annotation out. The only file that knows every stage.

use crate::annotation::{Annotation, QuotedSpan};
use crate::attribution::{Attribution, Kind};
use crate::document::Document;
use crate::draft::{self, Draft};
use crate::error::Error;
use crate::frame::{self, Frame, Models};
use crate::lexicon::Lexicon;
use crate::quote::{self, MarkOptions, Quote, Role, RoleModel};
use crate::segment::Segments;
use crate::speaker::{self, Decision, Resolution, SpeakerResolver};
use crate::syntax::{Scene, Syntax};

/// Reads articles and says who said what. Immutable, `Send + Sync`, built once.
#[derive(Debug)]
pub struct Annotator {
    lexicon: Lexicon,
    roles: RoleModel,
    models: Models,
    resolver: SpeakerResolver,
    threshold: f32,
}

/// Memory that one thread reuses from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    segments: Segments,
    quotes: Vec<Quote>,
    roles: Vec<Role>,
    scores: Vec<i32>,
    syntax: Syntax,
    frame: frame::Scratch,
    frames: Vec<Frame>,
    speaker: speaker::Scratch,
}

impl Annotator {
    /// An annotator with the shipped lexicon and weights.
    pub fn new() -> Self {
        let lexicon = Lexicon::english();
        let models = Models::shipped(&lexicon).expect("the shipped weights are read by the tests");
        Annotator {
            lexicon,
            roles: RoleModel::english(),
            models,
            resolver: SpeakerResolver::new(),
            threshold: 0.4,
        }
    }

    /// Everything found in a document.
    pub fn annotate(&self, document: &Document) -> Annotation {
        self.annotate_with(document, &mut Scratch::default())
    }

    /// As [`Annotator::annotate`], with memory to reuse.
    pub fn annotate_with(&self, document: &Document, scratch: &mut Scratch) -> Annotation {
        let text = document.text.as_str();
        self.read(text, document.language.as_deref().unwrap_or("en"), scratch);
        let scene = Scene { text, syntax: &scratch.syntax, quotes: &scratch.quotes, lexicon: &self.lexicon };
        frame::build(&scene, &self.models, &mut scratch.frame, &mut scratch.frames);
        frame::select(&mut scratch.frames, self.threshold);
        let roles = draft::Roles { roles: &scratch.roles, scores: &scratch.scores };
        let drafts = draft::drafts(&scene, &scratch.frames, roles, &self.models.place);
        let Resolution { entities, decisions } = self.resolver.resolve(&scene, &drafts, &mut scratch.speaker);
        let attributions = drafts
            .into_iter()
            .zip(decisions)
            .enumerate()
            .map(|(id, (draft, decision))| attribution(&scene, id, draft, decision))
            .collect();
        let quoted_spans = scratch
            .quotes
            .iter()
            .zip(&scratch.roles)
            .map(|(quote, role)| QuotedSpan {
                span: quote.span,
                role: *role,
                depth: quote.depth,
                closed: quote.closed,
                attribution: None,
            })
            .collect();
        Annotation { attributions, quoted_spans, entities }
    }

    fn read(&self, text: &str, language: &str, scratch: &mut Scratch) {
        scratch.segments.fill(text, &self.lexicon);
        scratch.quotes.clear();
        quote::scan(text, &MarkOptions::for_language(language), &mut scratch.quotes);
        scratch.roles.clear();
        scratch.scores.clear();
        for quote in &scratch.quotes {
            let (role, score) = self.roles.role(text, quote);
            scratch.roles.push(role);
            scratch.scores.push(score);
        }
        scratch.syntax.fill(text, &scratch.segments, &scratch.quotes, &self.lexicon);
    }
}

impl Default for Annotator {
    fn default() -> Self {
        Annotator::new()
    }
}

fn attribution(scene: &Scene, id: usize, draft: Draft, decision: Decision) -> Attribution {
    Attribution {
        id: id as u32,
        kind: draft.kind.unwrap_or(Kind::Indirect),
        content: draft.content,
        quoted: draft.quoted,
        cue: draft.cue.iter().map(|(_, group)| scene.span(*group)).collect(),
        source: draft.source.iter().map(|units| scene.span(*units)).collect(),
        speaker: decision.speaker,
        speaker_kind: decision.kind,
        entity: decision.entity,
        addressee: decision.addressee,
        modality: Default::default(),
        polarity: Default::default(),
        confidence: draft.probability * draft.source_probability * decision.confidence,
        sieve: decision.sieve.map(Into::into),
        evidence: decision.evidence,
    }
}

impl Models {
    /// The weights that ship with the crate.
    ///
    /// # Errors
    /// When a weight names a word that `lexicon` does not hold.
    pub fn shipped(lexicon: &Lexicon) -> Result<Self, Error> {
        use crate::model::LinearModel;
        Ok(Models {
            cue: LinearModel::parse(
                "cue.tsv",
                include_str!("model/data/cue.tsv"),
                &crate::cue::SCHEMA,
                lexicon,
            )?,
            content: LinearModel::parse(
                "content.tsv",
                include_str!("model/data/content.tsv"),
                &crate::content::SCHEMA,
                lexicon,
            )?,
            source: LinearModel::parse(
                "source.tsv",
                include_str!("model/data/source.tsv"),
                &crate::source::SCHEMA,
                lexicon,
            )?,
            place: LinearModel::parse(
                "place.tsv",
                include_str!("model/data/place.tsv"),
                &crate::draft::SCHEMA,
                lexicon,
            )?,
            frame: LinearModel::parse(
                "frame.tsv",
                include_str!("model/data/frame.tsv"),
                &crate::frame::SCHEMA,
                lexicon,
            )?,
        })
    }
}
