//! [`QuoteExtractor`]: a text in, every quoted span and every claim frame out, before anybody is
//! named.

use std::sync::Arc;

use crate::draft::{self, Draft};
use crate::error::Error;
use crate::frame::{self, Frame, Scope};
use crate::lexicon::Lexicon;
use crate::model::{LinearModel, shipped};
use crate::quote::{self, MarkOptions, Quote, Role, RoleModel};
use crate::segment::Segments;
use crate::syntax::{Scene, Syntax, Tagger};
use crate::text::primary_subtag;

/// Finds what was said and where the text says who. Immutable, `Send + Sync`, built once; a clone shares
/// everything.
///
/// ```
/// use dixit::QuoteExtractor;
/// use dixit::extract::Scratch;
/// use dixit::frame::Scope;
///
/// let text = "“We will appeal,” said Ann Poe. She denied that the bridge was closed.";
/// let extractor = QuoteExtractor::new();
/// let drafts = extractor.extract(text);
/// assert_eq!(drafts.len(), 2);
/// assert_eq!(drafts[0].quoted[0].of(text), "We will appeal,");
///
/// // In a loop over many texts, with what else was found in each:
/// let mut scratch = Scratch::default();
/// assert_eq!(extractor.extract_with(text, "en", Scope::Everything, &mut scratch).len(), 2);
/// assert_eq!(scratch.quotes().len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct QuoteExtractor {
    lexicon: Arc<Lexicon>,
    engine: Arc<Engine>,
}

#[derive(Debug)]
struct Engine {
    tagger: Tagger,
    roles: RoleModel,
    models: Models,
}

/// The learned models of the extractor, beside those that tag words and tell the roles of quotation marks.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// What cues report, and who said it.
    pub frame: frame::Scorers,
    /// Where quoted spans go that no frame reports.
    pub place: LinearModel,
}

/// Memory that one thread reuses from text to text; after [`QuoteExtractor::extract_with`] it holds what
/// the stages found.
#[derive(Debug, Default)]
pub struct Scratch {
    segments: Segments,
    quotes: Vec<Quote>,
    roles: Vec<Role>,
    scores: Vec<i32>,
    syntax: Syntax,
    frame: frame::Scratch,
    frames: Vec<Frame>,
}

impl Scratch {
    /// Paragraphs, sentences and tokens of the last text.
    pub fn segments(&self) -> &Segments {
        &self.segments
    }

    /// Every quoted span of the last text, in order of start.
    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// The roles of the quoted spans, by local evidence.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The frames from which the drafts of the last text were made, after those that contradict surer ones went.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The last text with its units.
    ///
    /// # Panics
    /// Its methods may panic, or answer nonsense, if `text` and `lexicon` are not those it was read with.
    pub fn scene<'a>(&'a self, text: &'a str, lexicon: &'a Lexicon) -> Scene<'a> {
        Scene { text, syntax: &self.syntax, quotes: &self.quotes, lexicon }
    }
}

impl QuoteExtractor {
    /// An extractor with the shipped lexicon and weights.
    pub fn new() -> Self {
        QuoteExtractor::with_lexicon(Lexicon::english()).expect("the shipped data are read by the tests")
    }

    /// An extractor that reads with another lexicon, which it may share (`Arc<Lexicon>`).
    ///
    /// # Errors
    /// When a weight names a word that the lexicon does not hold.
    pub fn with_lexicon(lexicon: impl Into<Arc<Lexicon>>) -> Result<Self, Error> {
        let lexicon = lexicon.into();
        let (tagger, models) = (Tagger::shipped(&lexicon)?, Models::shipped(&lexicon)?);
        Ok(QuoteExtractor::with_models(lexicon, tagger, models))
    }

    /// An extractor with other weights, which were learned with `lexicon`.
    pub fn with_models(lexicon: impl Into<Arc<Lexicon>>, tagger: Tagger, models: Models) -> Self {
        let engine = Arc::new(Engine { tagger, roles: RoleModel::english(), models });
        QuoteExtractor { lexicon: lexicon.into(), engine }
    }

    /// The lexicon it reads with.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// The scorers of the frames it reads with.
    pub fn models(&self) -> &Models {
        &self.engine.models
    }

    /// The attributions of an English text without names, in order of their contents.
    pub fn extract(&self, text: &str) -> Vec<Draft> {
        self.extract_with(text, "en", Scope::Everything, &mut Scratch::default())
    }

    /// As [`QuoteExtractor::extract`], with a language (a BCP 47 tag; [`Document::language`](crate::Document::language)
    /// says what it changes), how much of the text is looked at, and
    /// memory to reuse.
    pub fn extract_with(
        &self,
        text: &str,
        language: &str,
        scope: Scope,
        scratch: &mut Scratch,
    ) -> Vec<Draft> {
        self.read(text, language, scratch);
        let scene = Scene { text, syntax: &scratch.syntax, quotes: &scratch.quotes, lexicon: &self.lexicon };
        let models = &self.engine.models;
        frame::build(&scene, &models.frame, scope, &mut scratch.frame, &mut scratch.frames);
        frame::select(&scene, &mut scratch.frames);
        frame::refine(&scene, &mut scratch.frames);
        let roles = draft::Roles { roles: &scratch.roles, scores: &scratch.scores };
        // The placement of loose quotations was learned from English news.
        let english = primary_subtag(language).eq_ignore_ascii_case("en");
        draft::drafts(&scene, &scratch.frames, roles, english.then_some(&models.place))
    }

    /// The first stages alone: `scratch` then holds segments, quoted spans with their roles, and units
    /// ([`Scratch::scene`]), but no frames.
    pub fn read(&self, text: &str, language: &str, scratch: &mut Scratch) {
        scratch.frames.clear();
        scratch.segments.fill(text, &self.lexicon);
        scratch.quotes.clear();
        quote::scan(text, &MarkOptions::for_language(language), &mut scratch.quotes);
        scratch.roles.clear();
        scratch.scores.clear();
        for quote in &scratch.quotes {
            let (role, score) = self.engine.roles.role(text, quote);
            scratch.roles.push(role);
            scratch.scores.push(score);
        }
        scratch.syntax.fill(text, &scratch.segments, &scratch.quotes, &self.lexicon, &self.engine.tagger);
    }
}

impl Default for QuoteExtractor {
    fn default() -> Self {
        QuoteExtractor::new()
    }
}

impl Models {
    /// The weights that ship with the crate.
    ///
    /// # Errors
    /// When a weight names a word that `lexicon` does not hold.
    pub fn shipped(lexicon: &Lexicon) -> Result<Self, Error> {
        let model = |file, schema| LinearModel::shipped(file, schema, lexicon);
        let frame = frame::Scorers {
            cue: model(shipped!("cue"), &crate::cue::SCHEMA)?,
            content: model(shipped!("content"), &crate::content::SCHEMA)?,
            source: model(shipped!("source"), &crate::source::SCHEMA)?,
            choice: model(shipped!("choice"), &frame::CHOICE_SCHEMA)?,
            frame: model(shipped!("frame"), &frame::SCHEMA)?,
            breadth: frame::Breadth::default(),
        };
        Ok(Models { frame, place: model(shipped!("place"), &draft::SCHEMA)? })
    }
}
