//! [`Schema`]: names for features, so that a weight file reads like a list of reasons.

use std::fmt::Write as _;

use crate::error::Error;
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
                Field::Cue => line.push_str(lexicon.cue_key(value).as_deref().unwrap_or("-")),
                Field::Count => {
                    let _ = write!(line, "{value}");
                }
            }
        }
        line
    }

    pub(super) fn parse(
        &self,
        file: &str,
        text: &str,
        lexicon: &Lexicon,
    ) -> Result<Vec<(Feature, i16)>, Error> {
        let names = AtomNames::new(lexicon);
        let cues = lexicon.cue_keys();
        let cue =
            |key: &str| cues.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok().map(|at| cues[at].1);
        let mut weights = Vec::with_capacity(text.len() / 24);
        // The lines are sorted, so most have their template and first value from the line before.
        let (mut name, mut template) = ("", 0);
        let mut seen = vec![false; self.templates.len()];
        let (mut first, mut first_value) = ("", 0);
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |message: &str| Error::lexicon(file, number + 1, message);
            let mut rest = line;
            let mut next = || {
                let (part, behind) = match memchr::memchr(b'\t', rest.as_bytes()) {
                    Some(tab) => (&rest[..tab], &rest[tab + 1..]),
                    None => (rest, ""),
                };
                rest = behind;
                part
            };
            let this = next();
            if this != name {
                let found = self.templates.iter().position(|template| template.name == this);
                template = found.ok_or_else(|| fail("unknown template"))?;
                if std::mem::replace(&mut seen[template], true) {
                    return Err(fail("template whose weights do not stand together"));
                }
                (name, first) = (this, "");
            }
            let mut values = [0u16; 3];
            for (at, (field, value)) in self.templates[template].fields.iter().zip(&mut values).enumerate() {
                let part = next();
                if at == 0 && part == first && !part.is_empty() {
                    *value = first_value;
                    continue;
                }
                let read = match field {
                    Field::Atom => names.atom(part),
                    Field::Sight => names.sight(part),
                    Field::Tag => Tag::of_code(part).map(|tag| tag as u16),
                    Field::Cue if part == "-" => Some(0),
                    Field::Cue => cue(part),
                    Field::Count => part.parse().ok(),
                };
                *value = read.ok_or_else(|| fail("value that the lexicon does not hold"))?;
                if at == 0 {
                    (first, first_value) = (part, *value);
                }
            }
            let weight = hundredths(next()).ok_or_else(|| fail("no weight of two decimals"))?;
            weights.push((Feature::new(template as u8, values[0], values[1], values[2]), weight));
        }
        Ok(weights)
    }
}

/// Reads a decimal with at most two digits behind the point, such as `-0.14`.
fn hundredths(text: &str) -> Option<i16> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if digits.is_empty() || digits.bytes().any(|byte| !matches!(byte, b'0'..=b'9' | b'.')) {
        return None;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = match part.len() {
        0 => 0,
        1 => 10 * part.parse::<i16>().ok()?,
        2 => part.parse().ok()?,
        _ => return None,
    };
    let value = whole.parse::<i16>().ok()?.checked_mul(100)?.checked_add(part)?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_two_decimals_at_the_most() {
        assert_eq!(
            ["-0.14", "2", "0.1", "-3.05"].map(hundredths),
            [Some(-14), Some(200), Some(10), Some(-305)]
        );
        assert_eq!(["", "0.123", "x", "1e3", "99999", "--1", "+1"].map(hundredths), [None; 7]);
    }
}
