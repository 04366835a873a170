//! Questions to a tracker: which statements is this wording part of, who said what, what spread where.

use std::collections::BTreeMap;

use super::group::Row;
use super::relation::{Comparison, Relation};
use super::statement::{Flag, Statement, StatementId};
use super::store::WordingId;
use super::token::{Analysis, Domain};
use super::{SourceTracker, index};

/// How many statements a question is compared with.
const COMPARED: usize = 16;

/// A statement that a text belongs to, and how the text differs from it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding<'t> {
    /// The statement.
    pub statement: Statement<'t>,
    /// How the text compares with the statement's representative wording: `from` is the statement,
    /// `to` the text.
    pub comparison: Comparison,
    /// Whether the very words of the text are among the statement's wordings.
    pub verbatim: bool,
}

impl SourceTracker {
    /// The statements whose representatives share a link key with the text, those with the most
    /// first.
    pub(super) fn candidates(&self, analysis: &Analysis, domain: Domain) -> Vec<&Row> {
        let links = self.links();
        let mut shared: BTreeMap<WordingId, usize> = BTreeMap::new();
        analysis.link_keys(domain, |key| {
            let heads = links.index.wordings(index::short(key));
            let heads = heads.filter(|wording| links.group[*wording as usize] == *wording);
            heads.for_each(|head| *shared.entry(head).or_default() += 1);
        });
        let mut counted: Vec<(usize, WordingId)> =
            shared.into_iter().map(|(head, count)| (count, head)).collect();
        let key = |head: WordingId| self.store.wordings[head as usize].key();
        counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| key(a.1).cmp(&key(b.1))));
        counted.truncate(COMPARED);
        counted.into_iter().flat_map(|(_, head)| self.groups().of(head)).take(COMPARED).collect()
    }

    /// The statements that a wording belongs to, the closest first, with what it changes of each; empty
    /// where there is none. Words that share no link key with their statement, being few and common, are
    /// found by [`SourceTracker::search`] only. Whether somebody really said this is for
    /// [`SourceTracker::check`] to tell.
    ///
    /// ```
    /// # use dixit::{Attribution, Document, Kind, SourceTracker, Span, tracker::Relation};
    /// # let mut tracker = SourceTracker::new();
    /// # let text = "We will never sell the old harbour to anybody";
    /// # let attribution = Attribution::new(Kind::Direct, [Span::new(0, text.len())]);
    /// # tracker.insert(&Document::new("a", text), &[attribution]).unwrap();
    /// // The corpus holds: "We will never sell the old harbour to anybody".
    /// let findings = tracker.containing("We will sell the old harbour");
    /// let change = &findings[0].comparison.changes[0];
    /// assert_eq!((&*change.from, &*change.to, change.critical), ("never", "", true));
    /// assert!(!findings[0].verbatim);
    /// assert!(tracker.containing("The harbour is not for sale").is_empty());
    /// ```
    pub fn containing(&self, text: &str) -> Vec<Finding<'_>> {
        let (mut comparer, mut analysis) = (self.comparer(), Analysis::default());
        let mut found: Vec<Finding<'_>> = Vec::new();
        for domain in [Domain::Quote, Domain::Claim] {
            analysis.fill(text, domain, &self.tables.rarity);
            let wording = self.store.find_wording(analysis.key);
            let holds = |row: &&Row| wording.is_some_and(|wording| self.holds(row, wording));
            let group = wording.map(|wording| self.links().group[wording as usize]);
            let exact = group.and_then(|head| self.groups().of(head).find(holds));
            let mut rows = self.candidates(&analysis, domain);
            rows.retain(|row| exact.is_none_or(|exact| !std::ptr::eq(*row, exact)));
            for (row, verbatim) in
                exact.map(|row| (row, true)).into_iter().chain(rows.into_iter().map(|row| (row, false)))
            {
                let statement = Statement { tracker: self, row };
                let comparison = match verbatim {
                    true => Some(comparer.align(statement.representative().raw(), text).0),
                    false => comparer.compare(statement.representative().raw(), text),
                };
                found.extend(comparison.map(|comparison| Finding { statement, comparison, verbatim }));
            }
        }
        let rank = |finding: &Finding<'_>| {
            let claim = finding.statement.is_claim();
            (!finding.verbatim, claim, finding.comparison.is_critical(), finding.comparison.relation)
        };
        found.sort_by(|a, b| {
            rank(a).cmp(&rank(b)).then_with(|| b.comparison.coverage.total_cmp(&a.comparison.coverage))
        });
        found
    }

    /// The statements that hold words too few or too common for [`SourceTracker::containing`]: first those
    /// with these very words in a wording, then, for a text of up to twelve words, those with a
    /// wording that comes close, the closest first; at most 256 wordings count. A short text that
    /// comes close may still be another saying: whose it is should decide.
    ///
    /// Looks through every wording: time is linear in the words of the whole tracker, which are read
    /// when this is first asked for.
    ///
    /// ```
    /// # use dixit::{Attribution, Document, Kind, SourceTracker, Span};
    /// # let mut tracker = SourceTracker::new();
    /// # let text = "We will not stop until the last ferry is home";
    /// # let attribution = Attribution::new(Kind::Direct, [Span::new(0, text.len())]);
    /// # tracker.insert(&Document::new("a", text), &[attribution]).unwrap();
    /// // The corpus holds: "We will not stop until the last ferry is home".
    /// assert!(tracker.containing("We will not stop").is_empty());
    /// assert_eq!(tracker.search("We will not stop").len(), 1);
    /// assert!(tracker.search("Nobody sails today").is_empty());
    /// ```
    pub fn search(&self, text: &str) -> Vec<Finding<'_>> {
        let (mut comparer, mut analysis) = (self.comparer(), Analysis::default());
        analysis.fill(text, Domain::Quote, &self.tables.rarity);
        let linked = self.linked.get(&self.store, &self.tables);
        let mut rows: Vec<&Row> = Vec::new();
        for wording in linked.scan(&self.store, &self.tables).find(&analysis) {
            let head = linked.links.group[wording as usize];
            for row in self.groups().of(head).filter(|row| self.holds(row, wording)) {
                if !rows.iter().any(|known| std::ptr::eq(*known, row)) {
                    rows.push(row);
                }
            }
        }
        let finding = |row| {
            let statement = Statement { tracker: self, row };
            let comparison = comparer.difference(statement.representative().raw(), text);
            Finding { statement, comparison, verbatim: false }
        };
        rows.into_iter().map(finding).collect()
    }

    /// Whether an occurrence of the statement has exactly this wording.
    fn holds(&self, row: &Row, wording: WordingId) -> bool {
        let members = &self.groups().members[row.first as usize..row.end as usize];
        members.iter().any(|member| self.store.occurrences[*member as usize].wording == wording)
    }

    /// The statement with this number.
    ///
    /// The first call after a change numbers all statements, in time about proportional to how many there
    /// are, and keeps 16 bytes for each; others take time proportional to the logarithm of that.
    pub fn statement(&self, id: StatementId) -> Option<Statement<'_>> {
        let number = |row: &Row| Statement { tracker: self, row }.id().0;
        let row = self.groups().by_id(id.0, number)?;
        Some(Statement { tracker: self, row })
    }

    /// Statements that somebody of this name made; "Poe" also finds "Ann Poe".
    pub fn by_speaker<'t>(&'t self, name: &'t str) -> impl Iterator<Item = Statement<'t>> {
        let agrees: Vec<bool> =
            self.store.names.iter().map(|other| self.tables.names.agree(other, name)).collect();
        let speaker = move |row: &&Row| {
            let members = &self.groups().members[row.first as usize..row.end as usize];
            let name = |o: &u32| self.store.occurrences[*o as usize].speaker as usize;
            members.iter().any(|o| agrees.get(name(o)).copied().unwrap_or(false))
        };
        self.groups().rows.iter().filter(speaker).map(move |row| Statement { tracker: self, row })
    }

    /// Statements that the outlet carried, under any of its names.
    pub fn by_outlet<'t>(&'t self, outlet: &'t str) -> impl Iterator<Item = Statement<'t>> {
        let name = self.provenance.outlets().canonical(outlet).to_string();
        self.statements().filter(move |s| s.occurrences().any(|o| o.canonical_outlet() == Some(&*name)))
    }

    /// Statements with a flag, for instance altered or with a speaker conflict. Each is compared
    /// wording by wording when the iterator reaches it.
    pub fn flagged(&self, flag: Flag) -> impl Iterator<Item = Statement<'_>> {
        self.statements().filter(move |statement| {
            statement.occurrences().len() > 1 && statement.record().flags.contains(&flag)
        })
    }

    /// Quotations that a claim renders closely enough to say so: the claim's words fit into the
    /// quotation's, or the other way round, as they would for two quotations.
    pub fn paraphrases<'t>(&'t self, claim: &Statement<'t>) -> Vec<Finding<'t>> {
        if !claim.is_claim() {
            return Vec::new();
        }
        let text = claim.representative().raw();
        let (mut comparer, mut analysis) = (self.comparer(), Analysis::default());
        analysis.fill(text, Domain::Quote, &self.tables.rarity);
        let rows = self.candidates(&analysis, Domain::Quote);
        let found = rows.into_iter().filter_map(|row| {
            let statement = Statement { tracker: self, row };
            let comparison = comparer.compare(statement.representative().raw(), text)?;
            let critical = comparison.is_critical() || comparison.relation < Relation::Identical;
            (!critical).then_some(Finding { statement, comparison, verbatim: false })
        });
        found.collect()
    }
}
