//! [`Schema`]: names for features, so that a weight file reads like a list of reasons.

use std::fmt::Write as _;

use crate::lexicon::{Lexicon, Tag};

use super::{AtomNames, Feature};

/// What a value of a feature stands for, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// An atom of the syntax stage.
    Atom,
    /// What the part-of-speech scorer sees.
    Sight,
    /// A part of speech, as [`Tag::code`] has it.
    Tag,
    /// The number of a cue lemma; written as the lemma.
    Cue,
    /// A number.
    Count,
}

impl Field {
    /// How many sorts there are.
    pub(super) const COUNT: usize = Field::Count as usize + 1;
}

/// A sort of feature.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its name in the weight file.
    pub name: &'static str,
    /// What its values are.
    pub fields: &'static [Field],
}

/// Declares a scorer's templates: a constant for each number, and the `SCHEMA` that names them.
/// Numbers count from 0 in order.
macro_rules! templates {
    ($(#[$doc:meta])* $($constant:ident = $number:literal, $name:literal, $fields:expr;)*) => {
        $(const $constant: u8 = $number;)*
        $(#[$doc])*
        pub static SCHEMA: $crate::model::Schema = $crate::model::Schema {
            templates: &[$($crate::model::Template { name: $name, fields: $fields }),*],
        };
    };
}
pub(crate) use templates;

/// The templates of one model; a template's number is its index.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The templates.
    pub templates: &'static [Template],
}

impl Schema {
    /// The feature in words, as a weight file has it, tabs between the parts.
    pub fn name(&self, feature: Feature, names: &AtomNames, lexicon: &Lexicon) -> String {
        let template = &self.templates[feature.template() as usize];
        let mut line = template.name.to_owned();
        for (field, value) in template.fields.iter().zip(feature.values()) {
            line.push('\t');
            match field {
                Field::Atom => line.push_str(&names.name(value)),
                Field::Sight => line.push_str(&names.sight_name(value)),
                Field::Tag => line.push_str(Tag::ALL.get(usize::from(value)).map_or("-", |tag| tag.code())),
                Field::Cue => line.push_str(lexicon.cue_key(value).unwrap_or("-")),
                Field::Count => {
                    let _ = write!(line, "{value}");
                }
            }
        }
        line
    }
}
