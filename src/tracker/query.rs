//! Questions to a tracker: what does this wording belong to, who said what, what spread where.

use super::group::Groups;
use super::rarity::Rarity;
use super::relation::{Comparer, Comparison, Relation};
use super::statement::{Flag, Statement};
use super::store::Store;
use super::token::{Analysis, Domain};
use super::{SourceTracker, speaker};

/// Where the wordings of statements are found by their link keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// High half of a link key above the number of a statement; sorted.
    pub(crate) keys: Vec<u64>,
    /// The statement of each wording; [`NONE`](super::store::NONE) for one that no document has.
    pub(crate) rows: Vec<u32>,
}

/// How many statements a question is compared with.
const COMPARED: usize = 16;

impl Lookup {
    pub(crate) fn new(store: &Store, groups: &Groups, rarity: &Rarity) -> Self {
        let mut analysis = Analysis::default();
        let mut keys = Vec::new();
        let mut rows = vec![super::store::NONE; store.wordings.len()];
        for (number, row) in groups.rows.iter().enumerate() {
            let domain = store.occurrences[row.representative as usize].domain;
            analysis.fill(store.text(row.representative), domain, rarity);
            analysis.link_keys(domain, |key| keys.push(key >> 32 << 32 | number as u64));
            for member in &groups.members[row.first as usize..row.end as usize] {
                let slot = &mut rows[store.occurrences[*member as usize].wording as usize];
                *slot = (*slot).min(number as u32);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Lookup { keys, rows }
    }

    /// Numbers of the statements that share a key with the text, those with the most first.
    fn candidates(&self, analysis: &Analysis, domain: Domain) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        analysis.link_keys(domain, |key| {
            let high = key >> 32 << 32;
            let from = self.keys.partition_point(|entry| *entry < high);
            let same = self.keys[from..].iter().take_while(|entry| **entry >> 32 << 32 == high);
            found.extend(same.take(COMPARED * 8).map(|entry| *entry as u32));
        });
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            found.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
        counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        counted.truncate(COMPARED);
        counted.into_iter().map(|(_, row)| row).collect()
    }
}

/// A statement that a text belongs to, and how the text differs from it.
#[derive(Clone, Debug)]
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
    /// Is this quotation anywhere in the corpus, and with which changes? The statements the text
    /// belongs to, the closest first; empty where there is none.
    ///
    /// ```
    /// # use dixit::{Attribution, Document, SourceTracker, Span, tracker::{Comparer, Relation}};
    /// # let mut tracker = SourceTracker::new();
    /// # let text = "We will never sell the old harbour to anybody";
    /// # let document = Document { id: "a".into(), text: text.into(), ..Default::default() };
    /// # let attribution: Attribution = serde_json::from_value(serde_json::json!({
    /// #     "id": 0, "kind": "direct", "content": [[0, text.len()]]})).unwrap();
    /// # tracker.insert(&document, &[attribution]).unwrap();
    /// // The corpus holds: "We will never sell the old harbour to anybody".
    /// let mut comparer = Comparer::new();
    /// let findings = tracker.verify("We will sell the old harbour", &mut comparer);
    /// let change = &findings[0].comparison.changes[0];
    /// assert_eq!((&*change.from, &*change.to, change.critical), ("never", "", true));
    /// assert!(!findings[0].verbatim);
    /// assert!(tracker.verify("The harbour is not for sale", &mut comparer).is_empty());
    /// ```
    pub fn verify(&self, text: &str, comparer: &mut Comparer) -> Vec<Finding<'_>> {
        let mut analysis = Analysis::default();
        let lookup = self.lookup();
        let mut found: Vec<Finding<'_>> = Vec::new();
        for domain in [Domain::Quote, Domain::Claim] {
            analysis.fill(text, domain, &self.rarity);
            let exact = self.store.find_wording(analysis.key).map(|wording| lookup.rows[wording as usize]);
            let exact = exact.filter(|row| *row != super::store::NONE);
            let mut rows = lookup.candidates(&analysis, domain);
            rows.retain(|row| Some(*row) != exact);
            for row in exact.into_iter().chain(rows) {
                let statement = Statement { tracker: self, row: &self.groups().rows[row as usize] };
                let verbatim = exact == Some(row);
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

    /// Statements that somebody of this name made; "Poe" also finds "Ann Poe".
    pub fn by_speaker<'t>(&'t self, name: &'t str) -> impl Iterator<Item = Statement<'t>> {
        let agrees: Vec<bool> = self.store.names.iter().map(|other| speaker::agree(other, name)).collect();
        let speaker = move |row: &&super::group::Row| {
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
        let mut comparer = Comparer::new();
        self.statements().filter(move |statement| {
            statement.occurrences().len() > 1 && statement.record(&mut comparer).flags.contains(&flag)
        })
    }

    /// Quotations that a claim renders closely enough to say so: the claim's words fit into the
    /// quotation's, or the other way round, as they would for two quotations.
    pub fn paraphrases<'t>(&'t self, claim: &Statement<'t>, comparer: &mut Comparer) -> Vec<Finding<'t>> {
        if !claim.is_claim() {
            return Vec::new();
        }
        let text = claim.representative().raw();
        let mut analysis = Analysis::default();
        analysis.fill(text, Domain::Quote, &self.rarity);
        let rows = self.lookup().candidates(&analysis, Domain::Quote);
        let found = rows.into_iter().filter_map(|row| {
            let statement = Statement { tracker: self, row: &self.groups().rows[row as usize] };
            let comparison = comparer.compare(statement.representative().raw(), text)?;
            let critical = comparison.is_critical() || comparison.relation < Relation::Identical;
            (!critical).then_some(Finding { statement, comparison, verbatim: false })
        });
        found.collect()
    }
}
