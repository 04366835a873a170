//! [`AnnotatorBuilder`]: what a caller may choose, and [`Settings`], which hold the choice.

use std::sync::Arc;

use super::{Annotator, Engine};
use crate::attribution::{Attribution, Kind, Modality};
use crate::error::Error;
use crate::frame::Scope;
use crate::lexicon::Lexicon;

/// What an annotator reports of what it finds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    min_confidence: f32,
    claims: bool,
    /// The modalities to keep: bit `1 << modality`.
    modalities: u8,
}

impl Settings {
    const ALL: Settings = Settings { min_confidence: 0.0, claims: true, modalities: u8::MAX };

    /// Where frames are looked for: without claims, only beside quotes.
    pub(super) fn scope(&self) -> Scope {
        if self.claims { Scope::Everything } else { Scope::Quotes }
    }

    /// Whether an attribution is to be reported.
    pub(super) fn keep(&self, found: &Attribution) -> bool {
        (self.claims || found.kind != Kind::Indirect) && self.modalities >> found.modality as u8 & 1 == 1
    }

    /// Takes the speaker from an attribution that is not sure enough of it.
    pub(super) fn blank(&self, found: &mut Attribution) {
        if found.confidence < self.min_confidence {
            (found.speaker, found.speaker_kind, found.entity) = (None, None, None);
            (found.sieve, found.evidence) = (None, Vec::new());
        }
    }
}

/// Builds an [`Annotator`] that reports only what its caller wants.
///
/// ```
/// use dixit::{Annotator, Document, Modality};
///
/// let annotator = Annotator::builder().modalities(&[Modality::Belief]).build()?;
/// let text = "Ann Poe said that the bridge is safe. Jon Pell believes that it will fall.";
/// let document = Document::new("a1", text);
/// let found = annotator.annotate(&document).attributions;
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].speaker.as_deref(), Some("Jon Pell"));
/// # Ok::<(), dixit::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct AnnotatorBuilder {
    base: Base,
    settings: Settings,
}

/// What an annotator is to read with.
#[derive(Clone, Debug)]
enum Base {
    Shipped,
    Lexicon(Arc<Lexicon>),
    Engine(Arc<Engine>),
}

impl AnnotatorBuilder {
    pub(super) fn new() -> Self {
        AnnotatorBuilder { base: Base::Shipped, settings: Settings::ALL }
    }

    pub(super) fn of(annotator: &Annotator) -> Self {
        AnnotatorBuilder { base: Base::Engine(Arc::clone(&annotator.engine)), settings: annotator.settings }
    }

    /// Names no speaker of whom [`Attribution::confidence`] is below this, from 0 to 1. The
    /// attribution itself stays, with its source and its confidence. 0, unless set.
    ///
    /// ```
    /// use dixit::{Annotator, Document};
    ///
    /// let annotator = Annotator::builder().min_confidence(1.0).build()?;
    /// let text = "“It is late,” said Ann Poe.";
    /// let found = &annotator.annotate(&Document::new("a1", text)).attributions[0];
    /// assert_eq!(found.speaker, None);
    /// assert_eq!(found.source[0].of(text), "Ann Poe");
    /// # Ok::<(), dixit::Error>(())
    /// ```
    #[must_use]
    pub fn min_confidence(mut self, min_confidence: f32) -> Self {
        self.settings.min_confidence = min_confidence;
        self
    }

    /// Whether to report claims, which stand outside quotation marks ([`Kind::Indirect`]), beside
    /// quotes. They are, unless set. Without them only the sentences of quotes and the two before
    /// each are read for cues, which takes less time; now and then (4 of 1,000 quotes of news) a
    /// quote then has another speaker, where a claim further back tells whom a pronoun means.
    ///
    /// ```
    /// use dixit::{Annotator, Document};
    ///
    /// let annotator = Annotator::builder().claims(false).build()?;
    /// let document = Document::new("a1", "Ann Poe said that it was late.");
    /// assert!(annotator.annotate(&document).attributions.is_empty());
    /// # Ok::<(), dixit::Error>(())
    /// ```
    #[must_use]
    pub fn claims(mut self, claims: bool) -> Self {
        self.settings.claims = claims;
        self
    }

    /// Reports only attributions of these modalities; none at all for an empty list. All of them,
    /// unless set.
    #[must_use]
    pub fn modalities(mut self, modalities: &[Modality]) -> Self {
        self.settings.modalities = modalities.iter().fold(0, |set, modality| set | 1 << *modality as u8);
        self
    }

    /// Reads with this lexicon: the English one with rows added, replaced or left out. It may be shared
    /// (`Arc<Lexicon>`).
    ///
    /// ```
    /// use dixit::Annotator;
    /// use dixit::lexicon::{LexiconBuilder, LexiconFile};
    ///
    /// let rows = "outlet\tnoun\t\twriting\tmedium\tquote,that\tasserted\n";
    /// let lexicon = LexiconBuilder::english()
    ///     .add(LexiconFile::Cues, "mine.tsv", rows)
    ///     .without(LexiconFile::GivenNames, "mark")
    ///     .build()?;
    /// let annotator = Annotator::builder().lexicon(lexicon).build()?;
    /// # Ok::<(), dixit::Error>(())
    /// ```
    #[must_use]
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.base = Base::Lexicon(lexicon.into());
        self
    }

    /// The annotator.
    ///
    /// # Errors
    /// When the least confidence is not between 0 and 1 ([`Error::is_no_probability`]), or a word
    /// that the shipped weights name is not in the lexicon ([`Error::is_bad_row`]).
    pub fn build(self) -> Result<Annotator, Error> {
        let AnnotatorBuilder { base, settings } = self;
        if !(0.0..=1.0).contains(&settings.min_confidence) {
            return Err(Error::no_probability("the least confidence", settings.min_confidence));
        }
        let engine = match base {
            Base::Shipped => Arc::new(Engine::new(Lexicon::english().into())?),
            Base::Lexicon(lexicon) => Arc::new(Engine::new(lexicon)?),
            Base::Engine(engine) => engine,
        };
        Ok(Annotator { engine, settings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::lexicon::{LexiconBuilder, LexiconFile};

    const TEXT: &str = "“It is late,” said Ann Poe. Jon Pell believes that the bridge will fall. \
                        Ida Lund wrote that the river was rising.";

    fn found(builder: AnnotatorBuilder) -> Vec<Attribution> {
        builder.build().unwrap().annotate(&Document::new("a", TEXT)).attributions
    }

    #[test]
    fn an_annotator_can_be_shared_and_sent() {
        fn is_both<T: Send + Sync>() {}
        is_both::<Annotator>();
        is_both::<super::super::Scratch>();
    }

    #[test]
    fn annotators_of_one_engine_share_it() {
        let all = Annotator::new();
        let some = all.to_builder().claims(false).build().unwrap();
        assert!(Arc::ptr_eq(&all.engine, &some.engine) && Arc::ptr_eq(&all.engine, &all.clone().engine));
        // The settings go along, but not the engine where another lexicon is asked for.
        let lexicon = Arc::clone(some.engine.extractor.lexicon());
        let other = some.to_builder().lexicon(Arc::clone(&lexicon)).build().unwrap();
        assert!(Arc::ptr_eq(other.engine.extractor.lexicon(), &lexicon));
        let document = Document::new("a", TEXT);
        assert_eq!(other.annotate(&document), some.annotate(&document));
        assert_eq!(some.annotate(&document).attributions.len(), 1);
    }

    /// The shipped weights name the cue, and could not be read without it.
    #[test]
    fn an_annotator_reads_with_a_lexicon_that_leaves_out_a_cue() {
        let lexicon = LexiconBuilder::english().without(LexiconFile::Cues, "write").build().unwrap();
        let found = found(Annotator::builder().lexicon(lexicon));
        assert!(found.iter().all(|found| found.modality != Modality::Writing), "{found:?}");
    }

    #[test]
    fn a_confidence_that_is_no_probability_is_refused() {
        for confidence in [-0.1, 1.1, f32::NAN, f32::INFINITY] {
            let error = Annotator::builder().min_confidence(confidence).build().unwrap_err();
            assert!(error.is_no_probability(), "{error}");
        }
        for confidence in [0.0, 0.5, 1.0] {
            Annotator::builder().min_confidence(confidence).build().unwrap();
        }
    }

    #[test]
    fn a_lexicon_without_the_words_of_the_weights_is_refused() {
        let lexicon = LexiconBuilder::empty().build().unwrap();
        assert!(Annotator::builder().lexicon(lexicon).build().unwrap_err().is_bad_row());
    }

    #[test]
    fn what_is_left_out_leaves_no_gap_in_the_numbers() {
        let all = found(Annotator::builder());
        assert_eq!(all.len(), 3);
        let quotes = found(Annotator::builder().claims(false));
        assert_eq!(quotes, all[..1]);
        let written = found(Annotator::builder().modalities(&[Modality::Writing, Modality::Finding]));
        assert_eq!(written.len(), 1);
        assert_eq!(written[0], all[2].clone().id(0));
        assert!(found(Annotator::builder().modalities(&[])).is_empty());
    }

    #[test]
    fn an_unsure_speaker_is_left_out_and_the_source_stays() {
        let all = found(Annotator::builder());
        let sure = found(Annotator::builder().min_confidence(1.0));
        assert_eq!(sure.len(), all.len());
        for (sure, all) in sure.iter().zip(&all) {
            assert!(all.speaker.is_some() && all.confidence < 1.0);
            assert_eq!((sure.speaker.as_ref(), sure.entity, &sure.source), (None, None, &all.source));
        }
    }
}
