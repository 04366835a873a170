//! Quotation marks in, quoted spans out.
//!
//! [`scan`] finds the marks of a text, pairs them within each paragraph, and links a quote that
//! goes on in the next paragraph with an opening mark of its own.
//!
//! - `mark` finds marks and throws out apostrophes, feet and inches;
//! - `pair` finds the partner of each mark in a paragraph;
//! - `dialogue` turns the dashes of spoken lines into marks, in languages that have them;
//! - `repair` puts in a mark that plainly is missing;
//! - `scan` drives them and makes the quotes.
//!
//! [`RoleModel`] then tells speech from scare marks, titles, terms and nicknames by what is in and
//! around the marks.

mod dialogue;
mod mark;
mod pair;
mod repair;
mod role;
mod scan;

pub use mark::MarkStyle;
pub use role::RoleModel;
pub use scan::scan;

use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::text::primary_subtag;

/// How marks are used in the language of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkOptions {
    /// A dash at the start of a paragraph opens speech.
    pub dashes: bool,
}

impl MarkOptions {
    /// The habits of a language, given as a BCP 47 tag (`fr`, `es-MX`). Unknown ones are taken as
    /// English.
    pub fn for_language(tag: &str) -> Self {
        const DASHES: [&str; 17] = [
            "be", "bg", "ca", "cs", "es", "fr", "hu", "it", "lt", "lv", "pl", "pt", "ro", "ru", "sk", "tr",
            "uk",
        ];
        let language = primary_subtag(tag);
        MarkOptions { dashes: DASHES.iter().any(|known| language.eq_ignore_ascii_case(known)) }
    }
}

/// A stretch of text inside quotation marks. Spans are byte ranges into the scanned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The opening mark; empty where it was missing and had to be put in.
    pub open: Span,
    /// The words between the marks, without white space at the edges, and without the label of a
    /// transcript (`"MODERATOR: …`), which nobody spoke.
    pub span: Span,
    /// The closing mark; empty where there is none.
    pub close: Span,
    /// How many quotes this one lies inside of, at most 255.
    pub depth: u8,
    /// Whether the quote ends as it should: with a closing mark, or with the paragraph where a
    /// dash opened it.
    pub closed: bool,
    /// The kind of mark that opened it.
    pub style: MarkStyle,
    /// The quote of the former paragraph that this one goes on with.
    pub continues: Option<u32>,
    /// The quote this one lies in.
    pub parent: Option<u32>,
}

impl Quote {
    /// The words between the marks, given the scanned text.
    pub(crate) fn words<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.range()]
    }
}

/// What a pair of quotation marks is there for. Only speech has a speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Words that somebody said or wrote.
    #[default]
    Speech,
    /// Distance: `the so-called "smart" city`.
    Scare,
    /// Name of a work, treaty, programme.
    Title,
    /// A word as a word, a definition, a label.
    Term,
    /// Part of a name: `Ann "Slim" Poe`.
    Nickname,
    /// A whole headline or heading line in marks.
    Headline,
    /// Anything else.
    Other,
}
