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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
