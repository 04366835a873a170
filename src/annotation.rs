//! [`Annotation`]: everything found in one document, serialisable.

use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, SpeakerKind, null_as_default};
use crate::span::Span;

pub use crate::lexicon::Gender;
pub use crate::quote::Role;

/// A stretch inside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
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
#[non_exhaustive]
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
    #[serde(default, deserialize_with = "null_as_default")]
    pub roles: Vec<String>,
    /// Where it is mentioned, in order.
    #[serde(default, deserialize_with = "null_as_default")]
    pub mentions: Vec<Span>,
}

/// What one document holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Annotation {
    /// Quotes and claims, in order of the text.
    #[serde(default, deserialize_with = "null_as_default")]
    pub attributions: Vec<Attribution>,
    /// Every stretch inside quotation marks, speech or not, in order of the text.
    #[serde(default, deserialize_with = "null_as_default")]
    pub quoted_spans: Vec<QuotedSpan>,
    /// Who is mentioned.
    #[serde(default, deserialize_with = "null_as_default")]
    pub entities: Vec<Entity>,
}

impl Annotation {
    /// The entity that an attribution's source resolves to; `None` where it is not known.
    ///
    /// ```
    /// use dixit::{Annotator, Document};
    ///
    /// let text = "Ann Poe, the mayor, left. “We will appeal,” she said.";
    /// let annotation = Annotator::new().annotate(&Document::new("a1", text));
    /// let entity = annotation.entity(&annotation.attributions[0]).unwrap();
    /// assert_eq!((entity.name.as_str(), &*entity.roles[0]), ("Ann Poe", "mayor"));
    /// ```
    pub fn entity(&self, attribution: &Attribution) -> Option<&Entity> {
        let id = attribution.entity?;
        // Those of an annotator stand at their numbers.
        let place = self.entities.get(id as usize).filter(|entity| entity.id == id);
        place.or_else(|| self.entities.iter().find(|entity| entity.id == id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_means_what_an_absent_field_means() {
        let read = |json: &str| serde_json::from_str::<Annotation>(json).unwrap();
        let written = serde_json::to_value(read(
            r#"{"attributions": [{"id": 0, "kind": "direct", "content": [[0, 1]]}],
                "quoted_spans": [{"span": [0, 1], "role": "speech", "depth": 0, "closed": true}],
                "entities": [{"id": 0, "name": "Ann Poe", "kind": "person"}]}"#,
        ))
        .unwrap();
        let mut nulls = written.clone();
        for (list, needed) in [
            ("attributions", &["id", "kind", "content"][..]),
            ("quoted_spans", &["span", "role", "depth", "closed"]),
            ("entities", &["id", "name", "kind"]),
        ] {
            let record = nulls[list][0].as_object_mut().unwrap();
            for optional in [
                "quoted",
                "cue",
                "source",
                "speaker",
                "speaker_kind",
                "entity",
                "addressee",
                "modality",
                "polarity",
                "confidence",
                "sieve",
                "evidence",
                "attribution",
                "gender",
                "roles",
                "mentions",
            ] {
                record.insert(optional.into(), serde_json::Value::Null);
            }
            assert!(needed.iter().all(|field| !record[*field].is_null()));
        }
        assert_eq!(serde_json::to_value(read(&nulls.to_string())).unwrap(), written);
        let nothing = read(r#"{"attributions": null, "quoted_spans": null, "entities": null}"#);
        assert_eq!(nothing, Annotation::default());
    }
}
