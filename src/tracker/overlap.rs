//! A statement in, the other statements it shares words with out: links, not members.
//!
//! What two statements have in common is their heaviest unbroken run of words. Where that is
//! nearly all of one of them, the other holds it; where it is a part of both, they overlap. So a
//! speech is linked to every statement that was quoted from it, and makes none of them one.

use serde::{Deserialize, Serialize};

use super::shown::edges;
use super::statement::{Statement, StatementId};
use super::token::{Analysis, Domain};
use super::{SourceTracker, rarity::Rarity};
use crate::span::Span;

/// A run in common has at least so many half bits and words.
const ENOUGH: (u32, usize) = (64, 5);

/// A run holds all of a text when it has so many hundredths of its weight.
const ALL: u32 = 80;

/// How one statement goes with another without being the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LinkKind {
    /// It holds the other: a speech and a sentence of it.
    Contains,
    /// It is held by the other.
    Within,
    /// They share a stretch of words.
    Overlap,
    /// A claim renders what the other quotes.
    ParaphraseOf,
}

/// A link from one statement to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementLink {
    /// The other statement.
    pub statement: StatementId,
    /// Its text.
    pub text: String,
    /// How the two go together.
    pub kind: LinkKind,
    /// What they share: bytes of this statement's text.
    pub span: Span,
    /// The same in the other's text.
    pub other: Span,
}

impl<'t> Statement<'t> {
    /// The statements that this one shares words with without being the same, those that share
    /// most first: overlaps, a whole and its parts, and for a claim the quotations it renders.
    ///
    /// Time is proportional to the product of the lengths in words, for at most sixteen others.
    pub fn links(&self) -> Vec<StatementLink> {
        let mut links = paraphrases(self.tracker, self);
        let domain = self.domain();
        let mut pair = Pair::default();
        pair.own.fill(self.text(), domain, &self.tracker.tables.rarity);
        let mut found: Vec<(u32, StatementLink)> = Vec::new();
        for row in self.tracker.candidates(&pair.own, domain) {
            let other = Statement { tracker: self.tracker, row };
            if other.row.representative == self.row.representative || other.domain() != domain {
                continue;
            }
            found.extend(pair.link(other, &self.tracker.tables.rarity));
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.statement.cmp(&b.1.statement)));
        links.extend(found.into_iter().map(|(_, link)| link));
        links
    }
}

fn paraphrases(tracker: &SourceTracker, claim: &Statement<'_>) -> Vec<StatementLink> {
    let found = tracker.paraphrases(claim);
    let shift = edges(claim.representative().raw()).start;
    let link = |finding: &super::query::Finding<'_>| {
        let quote = edges(finding.statement.representative().raw()).start;
        let of = |spans: &dyn Fn(&(Span, Span)) -> Span, shift: usize| {
            let cover = finding.comparison.aligned.iter().map(spans).reduce(Span::cover).unwrap_or_default();
            Span::new(cover.start.saturating_sub(shift), cover.end.saturating_sub(shift))
        };
        StatementLink {
            statement: finding.statement.id(),
            text: finding.statement.text().to_string(),
            kind: LinkKind::ParaphraseOf,
            span: of(&|aligned| aligned.1, shift),
            other: of(&|aligned| aligned.0, quote),
        }
    };
    found.iter().map(link).collect()
}

/// Two texts to compare.
#[derive(Default)]
struct Pair {
    own: Analysis,
    other: Analysis,
    row: Vec<(u32, u32)>,
}

impl Pair {
    /// How the text at hand goes with another statement's, and the weight they share.
    fn link(&mut self, other: Statement<'_>, rarity: &Rarity) -> Option<(u32, StatementLink)> {
        self.other.fill(other.text(), other.domain(), rarity);
        let run = self.common_run()?;
        let holds = |analysis: &Analysis| run.weight * 100 >= analysis.weight * ALL;
        let kind = match (holds(&self.own), holds(&self.other)) {
            (_, true) => LinkKind::Contains,
            (true, false) => LinkKind::Within,
            (false, false) => LinkKind::Overlap,
        };
        let span = |analysis: &Analysis, end: usize| {
            let words = &analysis.form().words()[end + 1 - run.words..=end];
            words.iter().map(|word| word.raw()).reduce(Span::cover).unwrap_or_default()
        };
        let link = StatementLink {
            statement: other.id(),
            text: other.text().to_string(),
            kind,
            span: span(&self.own, run.own_end),
            other: span(&self.other, run.other_end),
        };
        Some((run.weight, link))
    }

    /// The heaviest run of words that both texts have.
    fn common_run(&mut self) -> Option<Run> {
        let (own, other) = (&self.own.tokens, &self.other.tokens);
        let mut best: Option<Run> = None;
        // Weight and words of the common run that ends at the words above and at hand.
        self.row.clear();
        self.row.resize(other.len() + 1, (0, 0));
        for (own_end, a) in own.iter().enumerate() {
            let mut diagonal = (0, 0);
            for (other_end, b) in other.iter().enumerate() {
                let same = a.same_word(*b) || a.same_stem(*b);
                let run = if same { (diagonal.0 + a.weight(), diagonal.1 + 1) } else { (0, 0) };
                diagonal = std::mem::replace(&mut self.row[other_end + 1], run);
                if run.0 > best.as_ref().map_or(ENOUGH.0 - 1, |best| best.weight)
                    && run.1 as usize >= ENOUGH.1
                {
                    best = Some(Run { weight: run.0, words: run.1 as usize, own_end, other_end });
                }
            }
        }
        best
    }
}

/// A run of words in both texts: how many, and its last word in each.
struct Run {
    weight: u32,
    words: usize,
    own_end: usize,
    other_end: usize,
}

impl Statement<'_> {
    fn domain(&self) -> Domain {
        self.tracker.store.occurrences[self.row.representative as usize].domain
    }
}
