//! [`Error`]: what can go wrong, which is never the text.
//!
//! Errors belong to building an engine, reading a lexicon, limits the caller set, and loading a
//! snapshot. Annotating cannot fail.

/// An error of this crate. Its kind is private; the message names file, line and numbers, and methods
/// give what a program can act on.
///
/// ```
/// use dixit::lexicon::{LexiconBuilder, LexiconFile};
///
/// let rows = "# mine\nann\tf\njon\tx";
/// let error = LexiconBuilder::english().add(LexiconFile::GivenNames, "mine.tsv", rows).build().unwrap_err();
/// assert!(error.is_bad_row());
/// assert_eq!(error.location(), Some(("mine.tsv", 3)));
/// assert_eq!(error.to_string(), "mine.tsv, line 3: expected f, m or both, found \"x\"");
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] ErrorKind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// A row of a lexicon, of weights or of a list of outlets that cannot be read.
    #[error("{file}, line {line}: {message}")]
    Lexicon { file: String, line: usize, message: String },
    /// A form that a caller leaves out of a lexicon that does not hold it.
    #[error("{file} has no entry {form:?} that could be left out")]
    NoEntry { file: &'static str, form: String },
    /// A span of an attribution that does not lie in its document.
    #[error("document {document:?}: a span of attribution {attribution} is not in the text")]
    BadSpan { document: String, attribution: u32 },
    /// A document whose id is taken by another one.
    #[error("document {0:?} is there already, with other contents")]
    KnownDocument(String),
    /// The limit that the caller set for a tracker.
    #[error("memory limit of {limit} bytes reached: {needed} needed")]
    MemoryLimit { limit: usize, needed: usize },
    /// More than a tracker can count.
    #[error("document {0:?} does not fit: a tracker counts bytes and occurrences up to four billion")]
    TooLarge(String),
    /// A snapshot of another version.
    #[error("snapshot of version {found}, this crate reads version {known}")]
    SnapshotVersion { found: u32, known: u32 },
    /// A snapshot that cannot be read.
    #[error("damaged snapshot: {0}")]
    SnapshotDamaged(&'static str),
    /// A setting outside 0..=1.
    #[error("{setting} is {value}, not between 0 and 1")]
    NoProbability { setting: &'static str, value: f32 },
    /// A reader or writer of the caller's that failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error(ErrorKind::Io(error))
    }
}

impl Error {
    pub(crate) fn lexicon(file: &str, line: usize, message: impl Into<String>) -> Self {
        Error(ErrorKind::Lexicon { file: file.into(), line, message: message.into() })
    }

    pub(crate) fn no_entry(file: &'static str, form: &str) -> Self {
        Error(ErrorKind::NoEntry { file, form: form.into() })
    }

    pub(crate) fn bad_span(document: &str, attribution: u32) -> Self {
        Error(ErrorKind::BadSpan { document: document.into(), attribution })
    }

    pub(crate) fn no_probability(setting: &'static str, value: f32) -> Self {
        Error(ErrorKind::NoProbability { setting, value })
    }

    pub(crate) fn known_document(id: &str) -> Self {
        Error(ErrorKind::KnownDocument(id.into()))
    }

    pub(crate) fn memory_limit(limit: usize, needed: usize) -> Self {
        Error(ErrorKind::MemoryLimit { limit, needed })
    }

    pub(crate) fn too_large(document: &str) -> Self {
        Error(ErrorKind::TooLarge(document.into()))
    }

    pub(crate) fn snapshot_version(found: u32, known: u32) -> Self {
        Error(ErrorKind::SnapshotVersion { found, known })
    }

    pub(crate) fn snapshot_damaged(part: &'static str) -> Self {
        Error(ErrorKind::SnapshotDamaged(part))
    }

    /// Whether a snapshot is of a version this crate does not read.
    pub fn is_snapshot_version(&self) -> bool {
        matches!(self.0, ErrorKind::SnapshotVersion { .. })
    }

    /// Whether a snapshot is damaged.
    pub fn is_snapshot_damaged(&self) -> bool {
        matches!(self.0, ErrorKind::SnapshotDamaged(_))
    }

    /// Whether a setting that is to be a probability is not one.
    pub fn is_no_probability(&self) -> bool {
        matches!(self.0, ErrorKind::NoProbability { .. })
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

    /// Whether a document, or what a tracker holds with it, has more bytes or occurrences than a tracker
    /// can count.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0, ErrorKind::TooLarge(_))
    }

    /// Whether a row could not be read: of a lexicon, of weights (they may name a word that the lexicon does
    /// not hold) or of a list of outlets. [`Error::location`] says which.
    pub fn is_bad_row(&self) -> bool {
        matches!(self.0, ErrorKind::Lexicon { .. })
    }

    /// Whether a form is not in the file of a lexicon that it was to be left out of.
    pub fn is_no_entry(&self) -> bool {
        matches!(self.0, ErrorKind::NoEntry { .. })
    }

    /// Whether a reader or writer of the caller's failed; [`source`](std::error::Error::source) tells more.
    pub fn is_io(&self) -> bool {
        matches!(self.0, ErrorKind::Io(_))
    }

    /// File and line, from 1, of a row that could not be read.
    pub fn location(&self) -> Option<(&str, usize)> {
        match &self.0 {
            ErrorKind::Lexicon { file, line, .. } => Some((file, *line)),
            _ => None,
        }
    }

    /// The id of the document that a tracker did not take.
    pub fn document(&self) -> Option<&str> {
        match &self.0 {
            ErrorKind::BadSpan { document: id, .. }
            | ErrorKind::KnownDocument(id)
            | ErrorKind::TooLarge(id) => Some(id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_what_a_program_can_act_on() {
        let row = Error::lexicon("mine.tsv", 3, "no part of speech");
        assert_eq!((row.location(), row.document()), (Some(("mine.tsv", 3)), None));
        for error in [Error::bad_span("a1", 0), Error::known_document("a1"), Error::too_large("a1")] {
            assert_eq!((error.location(), error.document()), (None, Some("a1")), "{error}");
        }
        let failed = Error::from(std::io::Error::other("the disk is full"));
        assert!(failed.is_io() && !row.is_io());
        assert_eq!((failed.to_string().as_str(), failed.document()), ("the disk is full", None));
    }
}
