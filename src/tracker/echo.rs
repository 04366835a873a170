//! A short fragment in, the quotation of the same document that has its words in a row out.

use super::near::Near;
use super::reading::Readings;
use super::store::NewOccurrence;
use super::token::{Domain, Token};
use crate::attribution::Kind;
use crate::span::Span;

/// A fragment is looked for at no more than so many places of its rarest word.
const LOOKED_AT: usize = 256;

/// What fragments of one document may echo, and where they stand. Contents are known by their place,
/// which is the number of what was read of them.
pub(crate) struct Echoes {
    /// The words of quotations: which, in which quotation, and where among all that was read. Sorted.
    words: Vec<(Token, u32, usize)>,
    /// Mixed contents that are claims.
    claims: Near<u32>,
}

impl Echoes {
    /// Of the contents of a document and what was read of each.
    pub(crate) fn new(found: &[NewOccurrence<'_>], readings: &Readings) -> Self {
        let (mut words, mut claims) = (Vec::new(), Vec::new());
        for (place, occurrence) in (0..).zip(found) {
            if occurrence.domain == Domain::Quote {
                words.extend(readings.of(place).0.map(|at| (readings.tokens[at].plain(), place, at)));
            } else if occurrence.kind == Kind::Mixed {
                claims.push((occurrence.span, place));
            }
        }
        words.sort_unstable();
        Echoes { words, claims: Near::new(claims) }
    }

    /// The first quotation of those that are `wanted` that has all words of `fragment` in a row.
    pub(crate) fn quotation(
        &self,
        fragment: &[Token],
        readings: &Readings,
        wanted: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let places = |token: &Token| {
            let first = self.words.partition_point(|(word, ..)| *word < token.plain());
            let rest = &self.words[first..];
            &rest[..rest.partition_point(|(word, ..)| *word == token.plain())]
        };
        let (before, places) = fragment.iter().map(places).enumerate().min_by_key(|(_, all)| all.len())?;
        let has_all = |place: u32, at: usize| {
            let tokens = readings.of(place).0;
            let start = at.checked_sub(before).filter(|start| *start >= tokens.start);
            let run = start.and_then(|start| readings.tokens[start..tokens.end].get(..fragment.len()));
            run.is_some_and(|run| run.iter().zip(fragment).all(|(a, b)| a.same_word(*b)))
        };
        let mut looked_at = places.iter().take(LOOKED_AT);
        looked_at.find(|(_, place, at)| has_all(*place, *at) && wanted(*place)).map(|(_, place, _)| *place)
    }

    /// The first of the claims around `part` that is `wanted`.
    pub(crate) fn claim(&self, part: Span, wanted: impl Fn(u32) -> bool) -> Option<u32> {
        let around = self.claims.to(part).iter().filter(|(span, _)| span.contains(part));
        around.map(|(_, place)| *place).filter(|place| wanted(*place)).min()
    }
}
