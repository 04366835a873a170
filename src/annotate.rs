//! [`Annotator`]: a document in, its annotation out. The only file that knows every stage.

mod builder;

pub use builder::AnnotatorBuilder;

use std::sync::Arc;

use builder::Settings;

use crate::annotation::{Annotation, QuotedSpan};
use crate::attribution::{Attribution, Kind, Modality, Polarity};
use crate::confidence::{Judge, Layout};
use crate::document::Document;
use crate::draft::Draft;
use crate::error::Error;
use crate::extract::{self, QuoteExtractor};
use crate::lexicon::Lexicon;
use crate::quote::{Quote, Role};
use crate::speaker::{self, Decision, Resolution, SpeakerResolver};
use crate::stance::{self, StanceReader};
use crate::syntax::Scene;

/// Reads articles and says who said what. Immutable, `Send + Sync`, built once; a clone shares everything.
///
/// ```
/// use dixit::{Annotator, Document, Modality, Polarity};
///
/// let annotator = Annotator::new();
/// let text = "Ann Poe denied that the bridge was unsafe.";
/// let found = &annotator.annotate(&Document::new("a1", text)).attributions[0];
/// assert_eq!((found.modality, found.polarity), (Modality::Speech, Polarity::Denied));
/// assert!(found.words(text).eq(["that the bridge was unsafe"]));
/// ```
#[derive(Clone, Debug)]
pub struct Annotator {
    engine: Arc<Engine>,
    settings: Settings,
}

/// What takes time to build and memory to hold.
#[derive(Debug)]
struct Engine {
    extractor: QuoteExtractor,
    stance: StanceReader,
    resolver: SpeakerResolver,
    judge: Judge,
}

impl Engine {
    fn new(lexicon: Arc<Lexicon>) -> Result<Self, Error> {
        Ok(Engine {
            stance: StanceReader::new(&lexicon)?,
            judge: Judge::shipped(&lexicon)?,
            resolver: SpeakerResolver::with_lexicon(&lexicon)?,
            extractor: QuoteExtractor::with_lexicon(lexicon)?,
        })
    }
}

/// Memory that one thread reuses from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    extract: extract::Scratch,
    speaker: speaker::Scratch,
}

impl Annotator {
    /// An annotator with the shipped lexicon and weights that reports everything it finds.
    pub fn new() -> Self {
        Annotator::builder().build().expect("the shipped data are read by the tests")
    }

    /// For an annotator that reports less, or reads with another lexicon.
    pub fn builder() -> AnnotatorBuilder {
        AnnotatorBuilder::new()
    }

    /// For an annotator that reports something else with the same tables and weights, which takes neither time
    /// nor memory. It starts with the settings of this one.
    ///
    /// ```
    /// use dixit::{Annotator, Document};
    ///
    /// let annotator = Annotator::new();
    /// let of_quotes = annotator.to_builder().claims(false).build()?;
    /// let document = Document::new("a1", "Ann Poe said that it was late.");
    /// assert_eq!(annotator.annotate(&document).attributions.len(), 1);
    /// assert!(of_quotes.annotate(&document).attributions.is_empty());
    /// # Ok::<(), dixit::Error>(())
    /// ```
    pub fn to_builder(&self) -> AnnotatorBuilder {
        AnnotatorBuilder::of(self)
    }

    /// What finds the attributions before anybody is named, with its lexicon.
    pub fn extractor(&self) -> &QuoteExtractor {
        &self.engine.extractor
    }

    /// Everything found in a document.
    pub fn annotate(&self, document: &Document) -> Annotation {
        self.annotate_with(document, &mut Scratch::default())
    }

    /// As [`Annotator::annotate`], with memory to reuse.
    pub fn annotate_with(&self, document: &Document, scratch: &mut Scratch) -> Annotation {
        let Engine { extractor, stance, resolver, judge } = &*self.engine;
        let text = document.text.as_str();
        let language = document.language.as_deref().unwrap_or("en");
        let drafts = extractor.extract_with(text, language, self.settings.scope(), &mut scratch.extract);
        let scene = scratch.extract.scene(text, extractor.lexicon());
        let Resolution { entities, decisions } =
            resolver.resolve(&scene, &drafts, document.byline.as_deref(), &mut scratch.speaker);
        let layout = Layout::of(&drafts);
        // One after the other: together their code would not fit the nearest cache.
        let stances: Vec<_> = drafts.iter().map(|draft| stance.read(&scene, draft)).collect();
        let judged = |(draft, decision)| judge.judge(&scene, &layout, draft, decision);
        let confidences: Vec<f32> = drafts.iter().zip(&decisions).map(judged).collect();
        let mut attributions: Vec<Attribution> = drafts
            .into_iter()
            .zip(decisions)
            .zip(stances.into_iter().zip(confidences))
            .map(|((draft, decision), (stance, confidence))| {
                attribution(&scene, draft, stance, decision, confidence)
            })
            .filter(|found| self.settings.keep(found))
            .collect();
        for (id, found) in attributions.iter_mut().enumerate() {
            found.id = id as u32;
            self.settings.blank(found);
        }
        let quoted_spans = quoted_spans(scratch.extract.quotes(), scratch.extract.roles(), &attributions);
        Annotation { attributions, quoted_spans, entities }
    }
}

impl Default for Annotator {
    fn default() -> Self {
        Annotator::new()
    }
}

/// Every quoted span with the attribution that holds it. What a direct quotation consists of is
/// speech, whatever its marks looked like on their own.
fn quoted_spans(quotes: &[Quote], roles: &[Role], attributions: &[Attribution]) -> Vec<QuotedSpan> {
    let mut holders: Vec<(usize, u32, Kind)> = attributions
        .iter()
        .flat_map(|found| found.quoted.iter().map(|span| (span.start, found.id, found.kind)))
        .collect();
    holders.sort_unstable();
    let mut found: Vec<QuotedSpan> = Vec::with_capacity(quotes.len());
    for (quote, role) in quotes.iter().zip(roles) {
        let outer =
            quote.parent.and_then(|parent| found.get(parent as usize)).and_then(|outer| outer.attribution);
        let place = holders.partition_point(|(start, ..)| *start < quote.span.start);
        let own = holders.get(place).filter(|(start, ..)| quote.depth == 0 && *start == quote.span.start);
        found.push(QuotedSpan {
            span: quote.span,
            role: if own.is_some_and(|(.., kind)| *kind == Kind::Direct) { Role::Speech } else { *role },
            depth: quote.depth,
            closed: quote.closed,
            attribution: own.map(|(_, id, _)| *id).or(outer),
        });
    }
    found
}

fn attribution(
    scene: &Scene,
    draft: Draft,
    stance: (Modality, Polarity),
    decision: Decision,
    confidence: f32,
) -> Attribution {
    let (source, cue) = (draft.source_span(scene), draft.cue_span(scene));
    let (kind, quoted) = match draft.kind.unwrap_or(Kind::Indirect) {
        Kind::Mixed if stance::is_unsaid(scene, &draft, stance.1) => (Kind::Indirect, vec![]),
        kind => (kind, draft.quoted),
    };
    Attribution {
        id: 0,
        kind,
        content: draft.content,
        quoted,
        cue: cue.into_iter().collect(),
        source: source.into_iter().collect(),
        speaker: decision.speaker,
        speaker_kind: decision.kind,
        entity: decision.entity,
        addressee: decision.addressee,
        modality: stance.0,
        polarity: stance.1,
        confidence,
        sieve: decision.sieve.map(|sieve| sieve.name().into()),
        evidence: decision.evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_said_is_not_quoted() {
        let kinds = |text: &str| {
            let annotation = Annotator::new().annotate(&Document::new("a", text));
            let found = &annotation.attributions[0];
            (found.polarity, found.kind, found.quoted.len(), annotation.quoted_spans[0].attribution)
        };
        let (polarity, kind, quoted, held) = kinds("Ann Poe refused to call the deal “theft.”");
        assert_eq!((polarity, kind, quoted, held), (Polarity::Withheld, Kind::Indirect, 0, None));
        let (polarity, kind, quoted, _) =
            kinds("Ann Poe declined to discuss what she called “the plumbing.”");
        assert_eq!((polarity, kind, quoted), (Polarity::Withheld, Kind::Mixed, 1));
    }

    #[test]
    fn quoted_spans_name_the_attribution_that_holds_them() {
        let text = "“They called me ‘Danger’ then,” said Ann Poe. It was a so-called “smart” city.";
        let annotation = Annotator::new().annotate(&Document::new("a", text));
        let spans: Vec<_> = annotation.quoted_spans.iter().map(|q| (q.depth, q.attribution)).collect();
        assert_eq!(spans, [(0, Some(0)), (1, Some(0)), (0, None)]);
        assert_eq!(annotation.quoted_spans[0].role, Role::Speech);
        assert_ne!(annotation.quoted_spans[2].role, Role::Speech);
    }
}
