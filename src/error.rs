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
    /// A span of an attribution that does not lie in its document.
    #[error("document {document:?}: a span of attribution {attribution} is not in the text")]
    BadSpan { document: String, attribution: u32 },
    /// A document whose id is taken by another one.
    #[error("document {0:?} is there already, with other contents")]
    KnownDocument(String),
    /// The limit that the caller set for a tracker.
    #[error("memory limit of {limit} bytes reached: {needed} needed")]
    MemoryLimit { limit: usize, needed: usize },
}

impl Error {
    pub(crate) fn lexicon(file: &str, line: usize, message: impl Into<String>) -> Self {
        Error(ErrorKind::Lexicon { file: file.into(), line, message: message.into() })
    }

    pub(crate) fn bad_span(document: &str, attribution: u32) -> Self {
        Error(ErrorKind::BadSpan { document: document.into(), attribution })
    }

    pub(crate) fn known_document(id: &str) -> Self {
        Error(ErrorKind::KnownDocument(id.into()))
    }

    pub(crate) fn memory_limit(limit: usize, needed: usize) -> Self {
        Error(ErrorKind::MemoryLimit { limit, needed })
    }

    /// Whether a span does not lie in its document's text.
    pub fn is_bad_span(&self) -> bool {
        matches!(self.0, ErrorKind::BadSpan { .. })
    }

    /// Whether the id of a document is taken by another one.
    pub fn is_known_document(&self) -> bool {
        matches!(self.0, ErrorKind::KnownDocument(_))
    }

    /// Whether the memory limit of a tracker was reached.
    pub fn is_memory_limit(&self) -> bool {
        matches!(self.0, ErrorKind::MemoryLimit { .. })
    }

    /// Whether a row of a lexicon could not be read.
    pub fn is_lexicon(&self) -> bool {
        matches!(self.0, ErrorKind::Lexicon { .. })
    }
}
