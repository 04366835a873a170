//! A text in, the quotations of one document that it was put together from out.
//!
//! “I love Tull,” said Poe. […] “But I will never live there again,” she added. Quoted as one
//! sentence, that is an alteration of neither of the two. So the quotations that one person has in one
//! document are held against the text, and each gives the run of words it has in common with it.

use std::ops::Range;

use super::SourceTracker;
use super::relation::{Comparer, Comparison, Relation};
use super::statement::Occurrence;
use super::store::OccurrenceId;
use super::token::{Analysis, Domain, Token};
use crate::span::Span;

/// So many documents are looked at.
const DOCUMENTS: usize = 16;

/// Of so many parts, in a text of so many words.
const PARTS: usize = 8;
const LONGEST: usize = 256;

/// A run in common has at least so many half bits and words.
const ENOUGH: (u32, usize) = (24, 3);

/// The runs together have so many hundredths of the text's weight.
const NEARLY_ALL: u32 = 90;

/// Quotations of one document that make up a text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Splice<'t> {
    /// The quotations, in the order in which the text has them.
    pub parts: Vec<Occurrence<'t>>,
    /// What they have of the text, with an ellipsis between two of them.
    pub words: String,
    /// How the text differs from that; at the least it is spliced, unless it has an ellipsis itself.
    pub comparison: Comparison,
}

impl SourceTracker {
    /// The quotations that a text was put together from, where one person has two or more in one
    /// document that hold nearly all of its words.
    ///
    /// Looks at documents that share a link key with the text, sixteen at most, and at texts of up to 256
    /// words and eight parts. Time is proportional to the words of the text times those of the
    /// documents' quotations.
    pub fn splice(&self, text: &str) -> Option<Splice<'_>> {
        let mut comparer = self.comparer();
        let mut analysis = Analysis::default();
        analysis.fill(text, Domain::Quote, &self.tables.rarity);
        if analysis.tokens.len() > LONGEST {
            return None;
        }
        let mut homes: Vec<OccurrenceId> = Vec::new();
        for row in self.candidates(&analysis, Domain::Quote) {
            homes.extend_from_slice(&self.groups().members[row.first as usize..row.end as usize]);
        }
        let mut seen = Vec::new();
        homes.retain(|home| {
            let document = self.store.occurrences[*home as usize].document;
            let fresh = seen.len() < DOCUMENTS && !seen.contains(&document);
            seen.extend(fresh.then_some(document));
            fresh
        });
        let splices =
            homes.into_iter().filter_map(|home| self.splice_of(home, &analysis, text, &mut comparer));
        splices.min_by_key(|splice| (splice.comparison.is_critical(), splice.comparison.relation))
    }

    /// The text as put together from quotations of the document and the speaker of `home`.
    fn splice_of(
        &self,
        home: OccurrenceId,
        analysis: &Analysis,
        text: &str,
        comparer: &mut Comparer,
    ) -> Option<Splice<'_>> {
        let document = self.store.document_of(home);
        let mut quotations = Vec::new();
        for id in document.first..document.end {
            if self.store.occurrences[id as usize].domain == Domain::Quote && self.may_be_one(home, id) {
                let mut own = Analysis::default();
                own.fill(self.store.text(id), Domain::Quote, &self.tables.rarity);
                quotations.push((id, own));
            }
        }
        let parts = parts(&analysis.tokens, &quotations)?;
        let span = |part: &Part| {
            let words = &quotations[part.quotation].1.form().words()[part.words.clone()];
            words.iter().map(|word| word.raw()).reduce(Span::cover).unwrap_or_default()
        };
        let words: Vec<&str> = parts
            .iter()
            .map(|part| &self.store.text(quotations[part.quotation].0)[span(part).range()])
            .collect();
        let words = words.join(" … ");
        let mut comparison = comparer.difference(&words, text);
        if !analysis.tokens.contains(&Token::GAP) {
            comparison.relation = comparison.relation.max(Relation::Spliced);
        }
        let parts =
            parts.iter().map(|part| Occurrence { tracker: self, id: quotations[part.quotation].0 }).collect();
        Some(Splice { parts, words, comparison })
    }

    /// Whether one person may have said both.
    fn may_be_one(&self, a: OccurrenceId, b: OccurrenceId) -> bool {
        let name = |id: OccurrenceId| self.store.name(self.store.occurrences[id as usize].speaker);
        name(a).zip(name(b)).and_then(|(a, b)| self.tables.names.same(a, b)) != Some(false)
    }
}

/// What one quotation has of a text.
struct Part {
    /// Where in the text it begins.
    start: usize,
    quotation: usize,
    /// Its words, from the first in common to the last.
    words: Range<usize>,
}

/// The runs of words that quotations have in common with a text, the heaviest first, as long as they
/// overlap none; as the parts of each quotation, in the order of the text. `None` where they are of
/// one quotation only or leave too much of the text.
fn parts(text: &[Token], quotations: &[(OccurrenceId, Analysis)]) -> Option<Vec<Part>> {
    let mut left = text.to_vec();
    let mut parts: Vec<Part> = Vec::new();
    let weigh = |tokens: &[Token]| tokens.iter().map(|token| token.weight()).sum::<u32>();
    for _ in 0..PARTS {
        let Some(run) = heaviest(&left, quotations) else { break };
        left[run.text.clone()].fill(Token::GAP);
        let words = run.own.clone();
        match parts.iter_mut().find(|part| part.quotation == run.quotation) {
            Some(part) => {
                part.start = part.start.min(run.text.start);
                part.words = part.words.start.min(words.start)..part.words.end.max(words.end);
            }
            None => parts.push(Part { start: run.text.start, quotation: run.quotation, words }),
        }
    }
    parts.sort_unstable_by_key(|part| part.start);
    let left: u32 = left.iter().filter(|token| !token.is_gap()).map(|token| token.weight()).sum();
    let enough = left * 100 <= weigh(text) * (100 - NEARLY_ALL);
    (parts.len() > 1 && enough).then_some(parts)
}

/// A run of words in a text and in one of several quotations.
struct Run {
    weight: u32,
    text: Range<usize>,
    quotation: usize,
    own: Range<usize>,
}

/// The heaviest run that is heavy enough.
fn heaviest(text: &[Token], quotations: &[(OccurrenceId, Analysis)]) -> Option<Run> {
    let mut best: Option<Run> = None;
    for (quotation, (_, analysis)) in quotations.iter().enumerate() {
        // Weight and words of the run that ends at each word of the text and at the word at hand.
        let mut row = vec![(0, 0); text.len() + 1];
        for (own_end, own) in analysis.tokens.iter().enumerate() {
            let mut diagonal = (0, 0);
            for (end, word) in text.iter().enumerate() {
                let run =
                    if own.same_word(*word) { (diagonal.0 + own.weight(), diagonal.1 + 1) } else { (0, 0) };
                diagonal = std::mem::replace(&mut row[end + 1], run);
                let (weight, words) = run;
                let least = best.as_ref().map_or(ENOUGH.0, |best| best.weight + 1);
                if weight >= least && words >= ENOUGH.1 {
                    let (text, own) = (end + 1 - words..end + 1, own_end + 1 - words..own_end + 1);
                    best = Some(Run { weight, text, quotation, own });
                }
            }
        }
    }
    best
}
