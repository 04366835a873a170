//! Quotation marks in, quoted spans out.

use serde::{Deserialize, Serialize};

/// What a pair of quotation marks is there for. Only speech has a speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
