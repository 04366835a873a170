//! [`SourceTracker`]: the same statement across documents and outlets.

/// Links attributions of many documents into statements.
#[derive(Debug, Default)]
pub struct SourceTracker {}
