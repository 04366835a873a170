//! What happened to the statements since a point in time: new, joined, merged, split, gone.
//!
//! A [`Checkpoint`] remembers which occurrence was in which statement. It is a value of the
//! caller's, so any number of readers can follow a tracker, each at its own pace, and the tracker
//! keeps no history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statement::{Occurrence, StatementId};
use super::{SourceTracker, hash};

/// The statements of a tracker at one point. 16 bytes an occurrence; serialisable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Hash of an occurrence's document and place, and the statement it was in; sorted.
    entries: Vec<(u64, StatementId)>,
}

/// One thing that happened to a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatementChange {
    /// A statement whose occurrences are all new.
    New {
        /// The statement.
        id: StatementId,
    },
    /// New occurrences in a statement that was there.
    Joined {
        /// The statement, by its present number.
        id: StatementId,
        /// How many occurrences are new.
        added: usize,
    },
    /// The statement goes by another number because an earlier occurrence came or the earliest went.
    Renamed {
        /// The number before.
        from: StatementId,
        /// The number now.
        to: StatementId,
    },
    /// Statements that were apart are one.
    Merged {
        /// The numbers before.
        from: Vec<StatementId>,
        /// The number now.
        into: StatementId,
    },
    /// A statement fell into several.
    Split {
        /// The number before.
        from: StatementId,
        /// The numbers now.
        into: Vec<StatementId>,
    },
    /// All occurrences of a statement were removed.
    Gone {
        /// The number before.
        id: StatementId,
    },
}

impl SourceTracker {
    /// The present statements, to ask for changes later.
    pub fn checkpoint(&self) -> Checkpoint {
        let mut entries: Vec<(u64, StatementId)> = Vec::with_capacity(self.store.occurrences.len());
        for statement in self.statements() {
            let id = statement.id();
            entries.extend(statement.occurrences().map(|occurrence| (place(&occurrence), id)));
        }
        entries.sort_unstable();
        Checkpoint { entries }
    }

    /// What happened since `before`, sorted by kind and number. Looks at every occurrence.
    ///
    /// ```
    /// use dixit::{SourceTracker, tracker::Checkpoint};
    /// let tracker = SourceTracker::new();
    /// let before = tracker.checkpoint();
    /// assert!(tracker.changes_since(&before).is_empty());
    /// ```
    pub fn changes_since(&self, before: &Checkpoint) -> Vec<StatementChange> {
        let mut changes = Vec::new();
        let mut now: BTreeMap<StatementId, Vec<StatementId>> =
            before.entries.iter().map(|(_, id)| (*id, Vec::new())).collect();
        for statement in self.statements() {
            let id = statement.id();
            let find = |occurrence: Occurrence<'_>| {
                let at = before.entries.binary_search_by_key(&place(&occurrence), |entry| entry.0).ok()?;
                Some(before.entries[at].1)
            };
            let mut from: Vec<StatementId> = statement.occurrences().filter_map(find).collect();
            let added = statement.occurrences().len() - from.len();
            from.sort_unstable();
            from.dedup();
            for old in &from {
                now.entry(*old).or_default().push(id);
            }
            match &from[..] {
                [] => changes.push(StatementChange::New { id }),
                [old] if *old != id => changes.push(StatementChange::Renamed { from: *old, to: id }),
                [_] => {}
                _ => changes.push(StatementChange::Merged { from: from.clone(), into: id }),
            }
            if added > 0 && !from.is_empty() {
                changes.push(StatementChange::Joined { id, added });
            }
        }
        for (from, mut into) in now {
            into.sort_unstable();
            match into.len() {
                0 => changes.push(StatementChange::Gone { id: from }),
                1 => {}
                _ => changes.push(StatementChange::Split { from, into }),
            }
        }
        // A part of what was split is no other name for it.
        let split: Vec<StatementId> = changes
            .iter()
            .filter_map(|change| match change {
                StatementChange::Split { from, .. } => Some(*from),
                _ => None,
            })
            .collect();
        changes.retain(
            |change| !matches!(change, StatementChange::Renamed { from, .. } if split.contains(from)),
        );
        changes.sort_unstable();
        changes
    }
}

fn place(occurrence: &Occurrence<'_>) -> u64 {
    let span = occurrence.span();
    hash::pair(hash::bytes(occurrence.document().as_bytes()), (span.start as u64) << 32 | span.end as u64)
}
