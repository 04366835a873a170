//! Byte offsets in, code points or UTF-16 units out, and an annotation with all its spans moved.
//!
//! Strings of Python are indexed by code points, those of JavaScript, Java and C# by UTF-16 units.

use serde::{Deserialize, Serialize};

use crate::annotation::Annotation;
use crate::span::Span;

/// What the offsets of a span count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unit {
    /// Bytes of UTF-8, as everywhere else in this crate.
    #[default]
    Bytes,
    /// Unicode code points: `text[start:end]` in Python.
    CodePoints,
    /// UTF-16 code units: `text.slice(start, end)` in JavaScript.
    Utf16,
}

/// How many bytes lie between two of the places that are counted beforehand.
const STEP: usize = 64;

/// Translates byte offsets of one text. Made in linear time; an offset takes constant time.
///
/// ```
/// use dixit::export::{Offsets, Unit};
/// use dixit::Span;
/// let text = "“Détente 🕊,” he said.";
/// let quote = Span::new(3, 16);
/// assert_eq!(quote.of(text), "Détente 🕊");
/// assert_eq!(Offsets::new(text, Unit::CodePoints).span(quote), Span::new(1, 10));
/// assert_eq!(Offsets::new(text, Unit::Utf16).span(quote), Span::new(1, 11));
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// Units before each multiple of [`STEP`]; empty where units are bytes.
    before: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Counts a text. Where it is ASCII, or the unit is a byte, there is nothing to translate.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let mut before = Vec::new();
        if unit != Unit::Bytes && !text.is_ascii() {
            let mut count = 0;
            for stretch in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += units(stretch, unit);
            }
            before.push(count);
        }
        Offsets { text, unit, before }
    }

    /// The offset in units. A byte inside a character counts as the character's end, one behind the text
    /// as the text's end.
    pub fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(before) = self.before.get(byte / STEP) else { return byte };
        before + units(&self.text.as_bytes()[byte / STEP * STEP..byte], self.unit)
    }

    /// The span in units.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    /// Moves every span of an annotation of the text.
    pub fn translate(&self, annotation: &mut Annotation) {
        let Annotation { attributions, quoted_spans, entities } = annotation;
        let of_attributions = attributions.iter_mut().flat_map(|found| {
            let lists = [&mut found.content, &mut found.quoted, &mut found.cue, &mut found.source];
            lists.into_iter().flatten()
        });
        let of_quotes = quoted_spans.iter_mut().map(|found| &mut found.span);
        let of_entities = entities.iter_mut().flat_map(|entity| &mut entity.mentions);
        of_attributions.chain(of_quotes).chain(of_entities).for_each(|span| *span = self.span(*span));
    }
}

/// How many units begin in some bytes: every byte that goes on with a character begins none, and one
/// that opens a character of four bytes begins two in UTF-16.
fn units(bytes: &[u8], unit: Unit) -> usize {
    let of = |byte: &u8| match byte {
        0x80..0xc0 => 0,
        0xf0.. if unit == Unit::Utf16 => 2,
        _ => 1,
    };
    bytes.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn offsets_are_those_of_counting_from_the_start(text in ".{0,200}") {
            let code_points = Offsets::new(&text, Unit::CodePoints);
            let utf16 = Offsets::new(&text, Unit::Utf16);
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                prop_assert_eq!(code_points.offset(at), text[..at].chars().count());
                prop_assert_eq!(utf16.offset(at), text[..at].encode_utf16().count());
                prop_assert_eq!(Offsets::new(&text, Unit::Bytes).offset(at), at);
            }
        }
    }

    #[test]
    fn offsets_behind_the_text_are_its_end() {
        assert_eq!(Offsets::new("é", Unit::CodePoints).offset(99), 1);
        assert_eq!(Offsets::new("e", Unit::Utf16).offset(99), 1);
        assert_eq!(Offsets::new("", Unit::Utf16).offset(0), 0);
    }
}
