//! [`Attribution`]: who (source) reported what (content) with which words (cue).
//!
//! The terms are those of PARC 3.0 and PolNeAR (Pareti 2015; Newell et al., LREC 2018): an
//! attribution links a *source*, a *cue* and a *content*; the *speaker* is the entity the
//! source resolves to.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::span::Span;

pub use crate::lexicon::{Modality, Polarity};

/// How a content is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// Wholly inside quotation marks.
    Direct,
    /// Partly inside quotation marks.
    Mixed,
    /// No quotation marks.
    Indirect,
}

/// What kind of speaker a source resolves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpeakerKind {
    /// One human being.
    Person,
    /// A body: company, party, ministry, newspaper, state.
    Organisation,
    /// Several people: "analysts", "the senators".
    Group,
    /// Somebody whose name is withheld: "a NATO officer".
    Anonymous,
    /// A text that speaks: "the report", "a poll".
    Document,
}

/// Reads a field that may be absent: `null` means the same.
pub(crate) fn null_as_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// One attribution of a document.
///
/// Whoever takes attributions of another system to a tracker builds them by hand:
///
/// ```
/// use dixit::{Attribution, Kind, Span};
///
/// let text = "“It is late,” said Ann Poe.";
/// let found = Attribution::new(Kind::Direct, [Span::new(0, 17)])
///     .quoted([Span::new(3, 14)])
///     .cue([Span::new(18, 22)])
///     .source([Span::new(23, 30)])
///     .speaker("Ann Poe");
/// assert_eq!(found.quoted[0].of(text), "It is late,");
/// assert_eq!(found.entity, None);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attribution {
    /// Number within the document, from 0, in order of the text.
    pub id: u32,
    /// How the content is marked.
    pub kind: Kind,
    /// What was said; more than one span where an attribution stands in the middle.
    /// Sorted, disjoint, quotation marks at the edges included.
    pub content: Vec<Span>,
    /// The parts of the content inside quotation marks, marks not included. What was not said is not
    /// quoted: none in "refused to call it “theft”".
    #[serde(default, deserialize_with = "null_as_default")]
    pub quoted: Vec<Span>,
    /// The reporting words; empty where there are none.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cue: Vec<Span>,
    /// Who, as written; empty where the text does not say.
    #[serde(default, deserialize_with = "null_as_default")]
    pub source: Vec<Span>,
    /// Name of the entity the source resolves to. `None` means unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// What kind of entity that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_kind: Option<SpeakerKind>,
    /// The entity's number in the document's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    /// Whom the source told, as written: "the Associated Press".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// What sort of act the cue reports.
    #[serde(default, deserialize_with = "null_as_default")]
    pub modality: Modality,
    /// Whether the source stands behind the content.
    #[serde(default, deserialize_with = "null_as_default")]
    pub polarity: Polarity,
    /// Probability, 0 to 1, that content, source and speaker are right, from a calibrated model
    /// ([`confidence`](crate::confidence)).
    #[serde(default, deserialize_with = "null_as_default")]
    pub confidence: f32,
    /// Name of the sieve that decided on the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sieve: Option<Cow<'static, str>>,
    /// What the decision rests on, strongest first, for a person to read.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Cow<'static, str>>,
}

impl Attribution {
    /// An attribution of which nothing else is known: no source, no speaker, a confidence of 0. `content`
    /// is what was said: sorted and disjoint spans of the document's text.
    pub fn new(kind: Kind, content: impl IntoIterator<Item = Span>) -> Self {
        Attribution {
            id: 0,
            kind,
            content: content.into_iter().collect(),
            quoted: Vec::new(),
            cue: Vec::new(),
            source: Vec::new(),
            speaker: None,
            speaker_kind: None,
            entity: None,
            addressee: None,
            modality: Modality::default(),
            polarity: Polarity::default(),
            confidence: 0.0,
            sieve: None,
            evidence: Vec::new(),
        }
    }

    /// The words of the content, a stretch for each of its spans; `text` is the document's.
    ///
    /// # Panics
    /// As slicing does, when a span does not lie in `text`.
    ///
    /// ```
    /// use dixit::{Annotator, Document};
    ///
    /// let text = "“We will appeal,” said Ann Poe, “and we will win.”";
    /// let annotation = Annotator::new().annotate(&Document::new("a1", text));
    /// let words: Vec<&str> = annotation.attributions[0].words(text).collect();
    /// assert_eq!(words, ["“We will appeal,”", "“and we will win.”"]);
    /// ```
    pub fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.content.iter().map(move |span| span.of(text))
    }

    /// Sets the number within the document.
    #[must_use]
    pub fn id(mut self, id: u32) -> Self {
        self.id = id;
        self
    }

    /// Sets the parts of the content inside quotation marks, marks not included.
    #[must_use]
    pub fn quoted(mut self, quoted: impl IntoIterator<Item = Span>) -> Self {
        self.quoted = quoted.into_iter().collect();
        self
    }

    /// Sets the reporting words.
    #[must_use]
    pub fn cue(mut self, cue: impl IntoIterator<Item = Span>) -> Self {
        self.cue = cue.into_iter().collect();
        self
    }

    /// Sets who, as written.
    #[must_use]
    pub fn source(mut self, source: impl IntoIterator<Item = Span>) -> Self {
        self.source = source.into_iter().collect();
        self
    }

    /// Sets the name of the entity the source resolves to.
    #[must_use]
    pub fn speaker(mut self, speaker: impl Into<String>) -> Self {
        self.speaker = Some(speaker.into());
        self
    }

    /// Sets what kind of entity that is.
    #[must_use]
    pub fn speaker_kind(mut self, speaker_kind: SpeakerKind) -> Self {
        self.speaker_kind = Some(speaker_kind);
        self
    }

    /// Sets that entity's number in the document's list.
    #[must_use]
    pub fn entity(mut self, entity: u32) -> Self {
        self.entity = Some(entity);
        self
    }

    /// Sets whom the source told, as written.
    #[must_use]
    pub fn addressee(mut self, addressee: impl Into<String>) -> Self {
        self.addressee = Some(addressee.into());
        self
    }

    /// Sets what sort of act the cue reports.
    #[must_use]
    pub fn modality(mut self, modality: Modality) -> Self {
        self.modality = modality;
        self
    }

    /// Sets whether the source stands behind the content.
    #[must_use]
    pub fn polarity(mut self, polarity: Polarity) -> Self {
        self.polarity = polarity;
        self
    }

    /// Sets the probability, 0 to 1, that content, source and speaker are right.
    #[must_use]
    pub fn confidence(mut self, confidence: f32) -> Self {
        self.confidence = confidence;
        self
    }

    /// Sets what decided on the speaker.
    #[must_use]
    pub fn sieve(mut self, sieve: impl Into<Cow<'static, str>>) -> Self {
        self.sieve = Some(sieve.into());
        self
    }

    /// Sets what the decision on the speaker rests on, strongest first.
    #[must_use]
    pub fn evidence(mut self, evidence: impl IntoIterator<Item = Cow<'static, str>>) -> Self {
        self.evidence = evidence.into_iter().collect();
        self
    }
}
