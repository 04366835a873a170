//! Things with spans in; those near a place out, without a look at all of them.

use crate::span::Span;

/// Things with spans of one text.
#[derive(Clone, Debug)]
pub(crate) struct Near<T> {
    /// By where they start.
    items: Vec<(Span, T)>,
    /// The furthest end up to each of them.
    ends: Vec<usize>,
}

impl<T> Near<T> {
    pub(crate) fn new(mut items: Vec<(Span, T)>) -> Self {
        items.sort_by_key(|(span, _)| span.start);
        let furthest = |most: &mut usize, (span, _): &(Span, T)| {
            *most = span.end.max(*most);
            Some(*most)
        };
        let ends = items.iter().scan(0, furthest).collect();
        Near { items, ends }
    }

    /// All that share a byte with `span` or touch it, by where they start, and others only where one
    /// of them is so long that it reaches over those.
    pub(crate) fn to(&self, span: Span) -> &[(Span, T)] {
        let first = self.ends.partition_point(|end| *end < span.start);
        let behind = self.items.partition_point(|(other, _)| other.start <= span.end);
        self.items.get(first..behind).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_touch_are_found() {
        let spans = [(0, 2), (1, 9), (3, 4), (5, 6), (8, 12), (12, 12), (13, 14)];
        let near = Near::new(spans.map(|(start, end)| (Span::new(start, end), ())).to_vec());
        for start in 0..15 {
            for end in start..15 {
                let touches = |span: &Span| span.start <= end && span.end >= start;
                let found: Vec<Span> =
                    near.to(Span::new(start, end)).iter().map(|(span, ())| *span).collect();
                let found: Vec<Span> = found.into_iter().filter(touches).collect();
                let all: Vec<Span> = spans.iter().map(|(s, e)| Span::new(*s, *e)).filter(touches).collect();
                assert_eq!(found, all, "{start}..{end}");
            }
        }
        assert_eq!(near.to(Span::new(10, 11)).len(), 1, "those before end before");
    }
}
