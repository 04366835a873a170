//! Were these words really said? A quotation in, a [`Check`] out: word for word, edited, altered, only
//! reported, or nowhere; by whom; and which wording of the tracker says so.
//!
//! How the wordings are found that a quotation may be of is told in `matches`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

use super::SourceTracker;
use super::matches::{self, Candidate};
use super::relation::{Change, Comparison, Relation};
use super::splice::Splice;
use super::statement::{Occurrence, StatementKind};
use crate::span::Span;

/// What became of a quotation's words, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// They were said in this order; something may have been said before and after them.
    Verbatim,
    /// They were said, but words between them are left out or put in brackets.
    Edited,
    /// The tracker's documents report that this was said, in words of their own.
    Reported,
    /// Something like them was said.
    Altered,
    /// So few words, three at most, are part of anything, and whoever says them here is not known to
    /// have said them.
    TooShort,
    /// Nobody in the tracker's documents is quoted with them.
    NotFound,
}

impl Verdict {
    pub(super) fn of(kind: StatementKind, comparison: &Comparison) -> Self {
        match (kind, comparison.relation) {
            // Who reports puts "will" into "would": only what turns the claim around counts.
            (StatementKind::Claim, _) if !comparison.is_critical() => Verdict::Reported,
            (StatementKind::Claim, _) | (_, Relation::Altered) => Verdict::Altered,
            (_, Relation::Identical | Relation::Trivial | Relation::Truncated) => Verdict::Verbatim,
            (_, Relation::Ellipsis | Relation::Bracketed | Relation::Spliced) => Verdict::Edited,
        }
    }
}

/// A quotation held against everything a tracker knows.
///
/// As JSON it has the fields `verdict`, `same_speaker`, `found` and, where there is one, `elsewhere`.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Check<'t> {
    /// What became of the words.
    pub verdict: Verdict,
    /// Whether who is named there can be who was asked for; `None` where either is unknown or only
    /// described ("a spokesman").
    pub same_speaker: Option<bool>,
    /// The wording that comes closest.
    pub found: Option<Match<'t>>,
    /// The earliest wording of the same statement that differs by a critical change or, failing that,
    /// by any change of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Match<'t>>,
}

/// A wording that a quotation was held against.
///
/// As JSON it has the fields `document`, `outlet`, `published`, `span`, `spans` (where the words were put
/// together from several quotations), `text`, `speaker`, `kind`, `relation`, `changes` and `outlets`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Match<'t> {
    /// Where the wording stands; of several quotations the first.
    pub occurrence: Occurrence<'t>,
    /// The quotations of one document that the words were put together from, in the order in which
    /// they have them; empty where one has them all.
    pub parts: Vec<Occurrence<'t>>,
    /// The wording; of several quotations what they have of the words, with an ellipsis between two.
    pub text: Cow<'t, str>,
    /// Whether the document quotes the words or reports them. A part between marks of what it reports
    /// is quoted.
    pub kind: StatementKind,
    /// How the quotation differs: `from` is the wording, `to` the quotation.
    pub comparison: Comparison,
    /// How many outlets carry the statement.
    pub outlets: usize,
}

impl<'t> Match<'t> {
    /// What the quotation's words are, as far as this wording goes.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.kind, &self.comparison)
    }

    /// Where the wording stands in its document's text, in bytes; of several quotations from the first
    /// to the last.
    pub fn span(&self) -> Span {
        let parts = self.parts.iter().map(Occurrence::span);
        parts.reduce(Span::cover).unwrap_or_else(|| self.occurrence.span())
    }

    /// Words that were put together from several quotations.
    fn spliced(first: Occurrence<'t>, splice: Splice<'t>) -> Self {
        Match {
            occurrence: first,
            parts: splice.parts,
            text: splice.words.into(),
            kind: StatementKind::Quote,
            comparison: splice.comparison,
            outlets: 1,
        }
    }
}

impl Serialize for Match<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Form<'m> {
            document: &'m str,
            outlet: Option<&'m str>,
            published: Option<&'m str>,
            span: Span,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            spans: Vec<Span>,
            text: &'m str,
            speaker: Option<&'m str>,
            kind: StatementKind,
            relation: Relation,
            changes: &'m [Change],
            outlets: usize,
        }
        let form = Form {
            document: self.occurrence.document(),
            outlet: self.occurrence.outlet(),
            published: self.occurrence.published(),
            span: self.span(),
            spans: self.parts.iter().map(Occurrence::span).collect(),
            text: &self.text,
            speaker: self.occurrence.speaker(),
            kind: self.kind,
            relation: self.comparison.relation,
            changes: &self.comparison.changes,
            outlets: self.outlets,
        };
        form.serialize(serializer)
    }
}

impl SourceTracker {
    /// Was this really said, and by `speaker`, if somebody is named? The verdict on a quotation of
    /// another text (a language model's answer, a speech, a draft), with the wording of the tracker
    /// that comes closest: word for word before edited before altered, and of equally close ones that
    /// of the speaker and the earliest first.
    ///
    /// Where no quotation holds the words, every wording is looked through: time is linear in the words
    /// of the whole tracker, a nanosecond or so each.
    ///
    /// ```
    /// use dixit::tracker::Verdict;
    /// # use dixit::{Attribution, Document, Kind, SourceTracker, Span};
    /// # let mut tracker = SourceTracker::new();
    /// # let text = "We will not sell the old harbour to anybody";
    /// # let said = Attribution::new(Kind::Direct, [Span::new(0, text.len())]).speaker("Ann Poe");
    /// # tracker.insert(&Document::new("a", text).outlet("Tull Post"), &[said]).unwrap();
    /// // The Tull Post has: “We will not sell the old harbour to anybody,” said Ann Poe.
    /// let check = tracker.check("We will now sell the old harbour", Some("Bob Roe"));
    /// assert_eq!(check.verdict, Verdict::Altered);
    /// assert_eq!(check.same_speaker, Some(false));
    /// let found = check.found.unwrap();
    /// assert_eq!((found.occurrence.outlet(), found.occurrence.speaker()), (Some("Tull Post"), Some("Ann Poe")));
    /// let change = &found.comparison.changes[0];
    /// assert_eq!((&*change.from, &*change.to, change.critical), ("not", "now", true));
    ///
    /// assert_eq!(tracker.check("sell the old harbour", Some("Poe")).verdict, Verdict::Verbatim);
    /// assert_eq!(tracker.check("Nobody asked the ferrymen", None).verdict, Verdict::NotFound);
    /// ```
    pub fn check(&self, quotation: &str, speaker: Option<&str>) -> Check<'_> {
        let mut comparer = self.comparer();
        let mut matches = matches::of(self, quotation, speaker, &mut comparer);
        let best = (0..matches.len()).min_by_key(|at| matches[*at].distance());
        let is_whole = |at: usize| matches[at].found.verdict() <= Verdict::Edited;
        if !best.is_some_and(is_whole) {
            let splice = self.splice(quotation);
            if let Some((first, splice)) = splice.and_then(|splice| Some((*splice.parts.first()?, splice))) {
                let found = Match::spliced(first, splice);
                return Check {
                    verdict: found.verdict(),
                    same_speaker: speaker.and_then(|name| first.may_be_by(name)),
                    found: Some(found),
                    elsewhere: None,
                };
            }
        }
        let Some(best) = best else {
            let verdict = if matches::is_short(quotation) { Verdict::TooShort } else { Verdict::NotFound };
            return Check { verdict, same_speaker: None, found: None, elsewhere: None };
        };
        let elsewhere = matches::elsewhere(&matches[best], &matches, &mut comparer);
        let elsewhere = elsewhere.map(|at| matches[at].found.clone());
        let Candidate { found, same_speaker, .. } = matches.swap_remove(best);
        Check { verdict: found.verdict(), same_speaker, found: Some(found), elsewhere }
    }
}
