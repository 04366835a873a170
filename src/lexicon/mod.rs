//! What the crate knows about words, read from `data/*.tsv`: parts of speech, reporting cues,
//! titles, roles, names, bodies, outlets, abbreviations.
//!
//! Judgement lives in those files, one entry a line; a caller adds rows at run time with
//! [`LexiconBuilder`]. Everything is looked up by the lower-cased word, once per token.

mod features;
mod word;

pub use word::{Clitic, NameFlags, NounClass, Tag, TagSet, VerbClass, Word, WordId};

use crate::error::Error;

/// Word knowledge of one language, immutable once built.
#[derive(Debug)]
pub struct Lexicon {
    words: Vec<Word>,
}

impl Lexicon {
    /// The English lexicon that ships with the crate.
    pub fn english() -> Self {
        Lexicon { words: vec![Word::default()] }
    }

    /// What is known of a word; [`WordId::UNKNOWN`] for nothing. `lower` is the word in lower
    /// case without its clitic ("don", "nato").
    pub fn lookup(&self, lower: &str) -> WordId {
        let _ = lower;
        WordId::UNKNOWN
    }

    /// The knowledge behind an id.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.index()]
    }
}

/// Builds a [`Lexicon`] from the shipped files and rows of the caller.
#[derive(Debug, Default)]
pub struct LexiconBuilder {}

impl LexiconBuilder {
    /// The lexicon.
    ///
    /// # Errors
    /// When a row cannot be read; the error names its file and line.
    pub fn build(self) -> Result<Lexicon, Error> {
        Ok(Lexicon::english())
    }
}
