//! [`Span`]: the one way to point into a text.
//!
//! A span is a half-open range of UTF-8 byte offsets into the text that the caller passed,
//! on character boundaries. It borrows nothing; [`Span::of`] gives the words back.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range `start..end` of UTF-8 byte offsets into the caller's text.
///
/// Serialises as `[start, end]`. Where a caller sets the end before the start, the span is an empty one that lies
/// in no text.
///
/// ```
/// use dixit::Span;
/// let text = "“Détente,” he said.";
/// let span = Span::new(3, 11);
/// assert_eq!(span.of(text), "Détente");
/// assert_eq!(serde_json::to_string(&span).unwrap(), "[3,11]");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`. An `end` before `start` is taken as an empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The span as a range, for slicing the text.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words it points to.
    ///
    /// # Panics
    /// As slicing does, when the span does not lie in `text`. Of spans from elsewhere,
    /// `text.get(span.range())` asks.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(usize, usize)>::deserialize(deserializer)?;
        if end < start {
            return Err(serde::de::Error::custom(format!("span [{start},{end}] ends before it starts")));
        }
        Ok(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_ends_before_it_starts_is_empty_and_lies_in_no_text() {
        let mut span = Span::new(1, 3);
        span.start = 4;
        assert_eq!((span.len(), span.is_empty()), (0, true));
        assert_eq!("a text".get(span.range()), None);
        assert_eq!(Span::new(4, 1), Span::new(4, 4));
        assert!(serde_json::from_str::<Span>("[4,1]").is_err());
    }
}
