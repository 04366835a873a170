//! A quote and the text around it in; the role of its marks out: speech, scare marks, a title, a
//! term, a nickname, a headline.
//!
//! A linear score over named features of the marked words and their neighbours decides between
//! speech and the rest; a few plain rules then name the rest. Only local evidence counts here: a
//! later stage that finds who said the words overrules it. The weights (tenths of log-odds, fitted
//! by logistic regression and rounded) stand in one table, `feature::WEIGHTS`.
//!
//! - `words` reads the words around and inside the marks, and knows some of them;
//! - `look` collects the features;
//! - `feature` has their weights, and names the role of what is no speech.

mod feature;
mod look;
mod words;

use super::{Quote, Role};
use feature::WEIGHTS;
use words::WordList;

/// Tells what quotation marks are there for. Built once, shared freely.
///
/// ```
/// use dixit::quote::{MarkOptions, Role, RoleModel, scan};
/// let text = "The so-called “smart” city is late. “We will open it soon,” said Ann Poe.";
/// let mut quotes = Vec::new();
/// scan(text, &MarkOptions::default(), &mut quotes);
/// let roles = RoleModel::english();
/// assert_eq!(roles.role(text, &quotes[0]).0, Role::Scare);
/// assert_eq!(roles.role(text, &quotes[1]).0, Role::Speech);
/// ```
#[derive(Clone, Debug)]
pub struct RoleModel {
    words: WordList,
}

impl RoleModel {
    /// The model for English that ships with the crate.
    pub fn english() -> Self {
        RoleModel { words: WordList::english() }
    }

    /// The role of `quote` and the score of its being speech: tenths of log-odds, positive for
    /// speech. Looks at 160 bytes on either side and at the first marked words, so it takes
    /// constant time.
    ///
    /// # Panics
    /// When `quote` was not found in `text` but in another one.
    pub fn role(&self, text: &str, quote: &Quote) -> (Role, i32) {
        let seen = self.look(text, quote);
        let score = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature)).map(|(_, weight)| weight).sum();
        let role = if score > 0 { Role::Speech } else { seen.other_role() };
        (role, score)
    }

    /// The features that hold for `quote` and their weights, for explaining a verdict.
    ///
    /// # Panics
    /// When `quote` was not found in `text` but in another one.
    pub fn evidence(&self, text: &str, quote: &Quote) -> Vec<(String, i32)> {
        let seen = self.look(text, quote);
        let held = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature));
        held.map(|(feature, weight)| (format!("{feature:?}"), *weight)).collect()
    }
}
