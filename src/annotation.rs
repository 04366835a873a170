//! [`Annotation`]: everything found in one document, serialisable.

use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, SpeakerKind};
use crate::span::Span;

pub use crate::lexicon::Gender;
pub use crate::quote::Role;

/// A stretch inside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedSpan {
    /// The words between the marks, the marks not included.
    pub span: Span,
    /// What the marks are there for.
    pub role: Role,
    /// How many quoted spans this one lies inside of.
    pub depth: u8,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// The attribution whose content holds this span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<u32>,
}

/// Somebody or something that is mentioned, with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Number within the document, from 0.
    pub id: u32,
    /// The fullest name in the text.
    pub name: String,
    /// What kind of entity it is.
    pub kind: SpeakerKind,
    /// Of a person, the pronoun for which most speaks: pronouns in the text, title, role, given name.
    /// `None` where they say nothing or as much for either. It tells how print speaks of somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Titles and roles the text gives it: "Putin's spokesman".
    #[serde(default)]
    pub roles: Vec<String>,
    /// Where it is mentioned, in order.
    #[serde(default)]
    pub mentions: Vec<Span>,
}

/// What one document holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Quotes and claims, in order of the text.
    #[serde(default)]
    pub attributions: Vec<Attribution>,
    /// Every stretch inside quotation marks, speech or not, in order of the text.
    #[serde(default)]
    pub quoted_spans: Vec<QuotedSpan>,
    /// Who is mentioned.
    #[serde(default)]
    pub entities: Vec<Entity>,
}
