//! A few words in, the wordings that hold them, or nearly do, out: for what shares no link key with
//! anything.
//!
//! "We will not stop" has no two words rare enough for a key, and “Seven is a number” has none in
//! common with “Seven is not a number”. So every wording is looked at, one after the other. Their
//! tokens are read once, when such a question is first asked, and lie in a row: a question then
//! costs about a nanosecond for each word of the tracker, and an alignment for the few texts that
//! have most of its words.

use super::align::{Aligner, UNIT};
use super::link::{CLOSE, SHORT, is_close};
use super::rarity::Rarity;
use super::store::{Store, WordingId};
use super::token::{Analysis, Domain, Token};

/// So many wordings are told at most.
const FOUND: usize = 256;

/// Fewer words, if they weigh fewer half bits too, are part of anything.
const ENOUGH: (usize, u32) = (3, 36);

/// The tokens of all wordings that occur, but for denials.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scan {
    tokens: Vec<Token>,
    /// Each wording, its weight, and where its tokens end.
    wordings: Vec<(WordingId, u32, u32)>,
}

impl Scan {
    pub(crate) fn new(store: &Store, rarity: &Rarity) -> Self {
        let mut scan = Scan::default();
        let mut analysis = Analysis::default();
        for (record, wording) in store.wordings.iter().zip(0..).filter(|(record, _)| record.count > 0) {
            let domain = store.occurrences[record.example as usize].domain;
            if domain != Domain::Denial {
                analysis.fill(store.text(record.example), domain, rarity);
                scan.tokens.extend_from_slice(&analysis.tokens);
                scan.wordings.push((wording, analysis.weight, scan.tokens.len() as u32));
            }
        }
        scan
    }

    /// The wordings that hold the words as they are; behind them, for a text of up to [`SHORT`] words,
    /// those that are close to it, the closest first. Ties go by the order of insertion.
    ///
    /// Time is linear in the words of all wordings.
    pub(crate) fn find(&self, text: &Analysis) -> Vec<WordingId> {
        if text.tokens.len() < ENOUGH.0 && text.weight < ENOUGH.1 {
            return Vec::new();
        }
        let mut found: Vec<(u32, WordingId)> = Vec::new();
        let mut closeness = Closeness::new(text);
        let mut start = 0;
        for &(wording, weight, end) in &self.wordings {
            let tokens = &self.tokens[start..end as usize];
            start = end as usize;
            let cost = if holds(tokens, &text.tokens) { Some(0) } else { closeness.cost(tokens, weight) };
            found.extend(cost.map(|cost| (cost, wording)));
        }
        found.sort_unstable();
        found.truncate(FOUND);
        found.into_iter().map(|(_, wording)| wording).collect()
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        self.tokens.capacity() * 4 + self.wordings.capacity() * 12
    }
}

/// Whether the words of `short` stand in `long` as they are.
fn holds(long: &[Token], short: &[Token]) -> bool {
    let same = |(a, b): (&Token, &Token)| a.same_word(*b);
    long.windows(short.len().max(1)).any(|run| run.iter().zip(short).all(same))
}

/// Holds one short text against others that are not the same.
struct Closeness<'t> {
    text: &'t Analysis,
    /// Has taken the text.
    own: Aligner,
    /// For texts lighter than it.
    other: Aligner,
}

impl<'t> Closeness<'t> {
    fn new(text: &'t Analysis) -> Self {
        let mut own = Aligner::default();
        own.take(&text.tokens);
        Closeness { text, own, other: Aligner::default() }
    }

    /// One more than what the differences cost; `None` where the texts are not close.
    fn cost(&mut self, tokens: &[Token], weight: u32) -> Option<u32> {
        if self.text.tokens.len() > SHORT {
            return None;
        }
        let (aligner, long) = if weight >= self.text.weight {
            (&mut self.own, tokens)
        } else if weight * 1000 >= self.text.weight * CLOSE {
            self.other.take(tokens);
            (&mut self.other, &self.text.tokens[..])
        } else {
            return None;
        };
        if !is_close(&aligner.bound(long), self.text.weight) {
            return None;
        }
        let fit = aligner.fit(aligner.weight() * UNIT * (1000 - CLOSE) / 1000)?;
        is_close(&fit, self.text.weight).then_some(fit.cost + 1)
    }
}
