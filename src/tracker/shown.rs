//! A wording as it stands in a text in; the part of it that is shown out.

use crate::span::Span;

/// The span of `text` without white space, marks of quotation and commas or full stops at its
/// edges: what is shown of a quotation. A mark whose other half stands inside stays.
pub(crate) fn edges(text: &str) -> Span {
    let inner = text.trim_end_matches(|c: char| c.is_whitespace() || ",.;:".contains(c) || MARKS.contains(c));
    let start =
        inner.len() - inner.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(c)).len();
    let whole = Span::new(start, inner.len());
    match PAIRS.iter().find_map(|(open, close)| closing(text, whole, *open, *close)) {
        Some(end) => Span::new(start, end),
        None => whole,
    }
}

/// Marks that come in pairs, the opening and the closing one.
const PAIRS: [(char, char); 3] = [('“', '”'), ('"', '"'), ('«', '»')];

/// The end of the mark behind `inner` that closes one inside.
fn closing(text: &str, inner: Span, open: char, close: char) -> Option<usize> {
    let (words, behind) = (&text[inner.range()], &text[inner.end..]);
    let count = |mark: char| words.matches(mark).count();
    let is_open = if open == close { count(open) % 2 == 1 } else { count(open) > count(close) };
    let at = behind.find(close).filter(|_| is_open)?;
    Some(inner.end + at + close.len_utf8())
}

const MARKS: &str = "\"'“”„‟‘’‚‛«»‹›「」『』`";

/// The text inside [`edges`].
pub(crate) fn trim(text: &str) -> &str {
    &text[edges(text).range()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_at_an_edge_stays_where_its_other_half_is_inside() {
        for (raw, shown) in [
            ("“We lost,”", "We lost"),
            ("the harbour is “not for sale.”", "the harbour is “not for sale.”"),
            ("he called it \"theft\",", "he called it \"theft\""),
            ("“theft” it was", "theft” it was"),
            ("'We lost.'", "We lost"),
        ] {
            assert_eq!(trim(raw), shown, "{raw:?}");
        }
    }
}
