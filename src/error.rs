//! [`Error`]: what can go wrong, which is never the text.
//!
//! Errors belong to building an engine, reading a lexicon, limits the caller set, and loading a
//! snapshot. Annotating cannot fail.

/// An error of this crate. Its kind is private; the message names file, line and numbers.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] ErrorKind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// A row of a lexicon that cannot be read.
    #[error("{file}, line {line}: {message}")]
    Lexicon { file: String, line: usize, message: String },
}

impl Error {
    pub(crate) fn lexicon(file: &str, line: usize, message: impl Into<String>) -> Self {
        Error(ErrorKind::Lexicon { file: file.into(), line, message: message.into() })
    }

    /// Whether a row of a lexicon could not be read.
    pub fn is_lexicon(&self) -> bool {
        matches!(self.0, ErrorKind::Lexicon { .. })
    }
}
