//! Linked wordings in, statements out: which occurrences belong together, in which order.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::OnceLock;

use super::apart;
use super::date::Date;
use super::store::{NONE, OccurrenceId, OccurrenceRow, Store, WordingId};
use super::table::Symbol;
use super::tables::Tables;
use super::token::Domain;

/// One statement: its occurrences, the earliest first, and the one that represents it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) representative: OccurrenceId,
    pub(crate) outlets: u32,
    /// The wording whose group it is, or a speaker's part of.
    pub(crate) head: WordingId,
}

/// All statements of a store, those in most outlets first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    pub(crate) rows: Vec<Row>,
    pub(crate) members: Vec<OccurrenceId>,
    /// Representative above row, sorted; made when first asked for.
    by_head: OnceLock<Vec<u64>>,
    /// The number of each statement and its row, sorted; made when first asked for.
    by_id: OnceLock<Vec<(u64, u32)>>,
}

impl Groups {
    /// Groups everything in the store by the representative of its wording.
    pub(crate) fn new(store: &Store, tables: &Tables, group: &[WordingId]) -> Self {
        let live = || store.numbers().map(|n| &store.documents[n as usize]).flat_map(|d| d.first..d.end);
        // Sorting by counting: how many of each group, where each group starts, then fill.
        let head = |occurrence: OccurrenceId| group[home(store, occurrence) as usize] as usize;
        let mut ends = vec![0u32; group.len()];
        live().for_each(|occurrence| ends[head(occurrence)] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut members = vec![0; sum as usize];
        for occurrence in live() {
            let slot = &mut ends[head(occurrence)];
            members[*slot as usize] = occurrence;
            *slot += 1;
        }
        let time = Time { store };
        let mut groups = Groups { members: Vec::with_capacity(members.len()), ..Groups::default() };
        let mut start = 0;
        for (head, end) in ends.into_iter().enumerate() {
            let run = &mut members[start..end as usize];
            start = end as usize;
            groups.add(store, tables, head as WordingId, run, &time);
        }
        groups.sort(&time);
        groups
    }

    pub(crate) fn from_parts(rows: Vec<Row>, members: Vec<OccurrenceId>) -> Self {
        Groups { rows, members, ..Groups::default() }
    }

    /// The statements with this representative: several where a common wording has several speakers.
    pub(crate) fn of(&self, head: WordingId) -> impl Iterator<Item = &Row> {
        let by_head = self.by_head.get_or_init(|| {
            let mut by_head: Vec<u64> =
                self.rows.iter().zip(0u64..).map(|(row, n)| u64::from(row.head) << 32 | n).collect();
            by_head.sort_unstable();
            by_head
        });
        let from = by_head.partition_point(|entry| entry >> 32 < u64::from(head));
        let own = by_head[from..].iter().take_while(move |entry| **entry >> 32 == u64::from(head));
        own.map(|entry| &self.rows[*entry as u32 as usize])
    }

    /// The statement with this number, where `number` gives that of each.
    pub(crate) fn by_id(&self, id: u64, number: impl Fn(&Row) -> u64) -> Option<&Row> {
        let by_id = self.by_id.get_or_init(|| {
            let mut by_id: Vec<(u64, u32)> = self.rows.iter().map(number).zip(0..).collect();
            by_id.sort_unstable();
            by_id
        });
        let (found, row) = by_id.get(by_id.partition_point(|entry| entry.0 < id))?;
        (*found == id).then(|| &self.rows[*row as usize])
    }

    /// Brings the statements up to date: the groups of `touched` representatives have changed, and
    /// the occurrences `fresh` have come.
    pub(crate) fn update(
        &mut self,
        store: &Store,
        tables: &Tables,
        group: &[WordingId],
        touched: &HashSet<WordingId>,
        fresh: &[OccurrenceId],
    ) {
        self.by_head.take();
        self.by_id.take();
        let mut loose: Vec<(WordingId, OccurrenceId)> = Vec::new();
        let mut add = |occurrence: OccurrenceId| {
            if store.is_live(occurrence) {
                loose.push((group[home(store, occurrence) as usize], occurrence));
            }
        };
        let members = &self.members;
        self.rows.retain(|row| {
            let stays = !touched.contains(&row.head);
            if !stays {
                members[row.first as usize..row.end as usize].iter().copied().for_each(&mut add);
            }
            stays
        });
        fresh.iter().copied().for_each(&mut add);
        loose.sort_unstable();
        loose.dedup();
        let time = Time { store };
        let mut new = Groups::default();
        for run in loose.chunk_by(|a, b| a.0 == b.0) {
            let mut members: Vec<OccurrenceId> = run.iter().map(|entry| entry.1).collect();
            new.add(store, tables, run[0].0, &mut members, &time);
        }
        new.sort(&time);
        let offset = self.members.len() as u32;
        self.members.append(&mut new.members);
        let moved =
            new.rows.iter().map(|row| Row { first: row.first + offset, end: row.end + offset, ..*row });
        self.merge(moved.collect(), &time);
        let used: usize = self.rows.iter().map(|row| (row.end - row.first) as usize).sum();
        if used * 2 < self.members.len() {
            self.tidy();
        }
    }

    /// Drops the members of statements that are no more.
    fn tidy(&mut self) {
        let mut members = Vec::new();
        for row in &mut self.rows {
            let range = row.first as usize..row.end as usize;
            (row.first, row.end) = (members.len() as u32, (members.len() + range.len()) as u32);
            members.extend_from_slice(&self.members[range]);
        }
        self.members = members;
    }

    /// Those in most outlets first, then those with most occurrences, then the earliest.
    fn order(members: &[OccurrenceId], time: &Time<'_>, a: &Row, b: &Row) -> Ordering {
        let size = |row: &Row| (row.outlets, row.end - row.first);
        let first = |row: &Row| members[row.first as usize];
        size(b).cmp(&size(a)).then_with(|| time.order(first(a), first(b)))
    }

    fn sort(&mut self, time: &Time<'_>) {
        // What decides most often lies side by side; the rest is looked up.
        let members = &self.members;
        let lead = |row: &Row| {
            let size = u64::from(u32::MAX - row.outlets) << 32 | u64::from(u32::MAX - (row.end - row.first));
            (size, time.lead(members[row.first as usize]))
        };
        let mut keyed: Vec<_> = self.rows.iter().map(|row| (lead(row), *row)).collect();
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| Groups::order(members, time, &a.1, &b.1)));
        self.rows = keyed.into_iter().map(|entry| entry.1).collect();
        self.rows.shrink_to_fit();
    }

    /// Puts a few rows that are in order into their places among the others.
    fn merge(&mut self, new: Vec<Row>, time: &Time<'_>) {
        let mut merged = Vec::with_capacity(self.rows.len() + new.len());
        let mut rest = &self.rows[..];
        for row in new {
            let before = |other: &Row| Groups::order(&self.members, time, other, &row).is_lt();
            let (earlier, later) = rest.split_at(rest.partition_point(before));
            merged.extend_from_slice(earlier);
            merged.push(row);
            rest = later;
        }
        merged.extend_from_slice(rest);
        self.rows = merged;
    }

    /// Adds the statements of one group.
    fn add(
        &mut self,
        store: &Store,
        tables: &Tables,
        head: WordingId,
        members: &mut [OccurrenceId],
        time: &Time<'_>,
    ) {
        members.sort_unstable_by(|a, b| time.order(*a, *b));
        match members {
            [] => {}
            [_] => self.push(store, head, members),
            _ => {
                let statements = apart::statements(store, tables, head, members);
                statements.iter().for_each(|statement| self.push(store, head, statement));
            }
        }
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        let by_head = self.by_head.get().map_or(0, |by_head| by_head.capacity() * 8);
        let by_id = self.by_id.get().map_or(0, |by_id| by_id.capacity() * size_of::<(u64, u32)>());
        self.rows.capacity() * size_of::<Row>() + self.members.capacity() * 4 + by_head + by_id
    }

    /// Adds a statement; `members` come the earliest first.
    fn push(&mut self, store: &Store, head: u32, members: &[OccurrenceId]) {
        let voice = |occurrence: OccurrenceId| store.voice_symbol(store.document_of(occurrence).outlet);
        let first = self.members.len() as u32;
        self.members.extend_from_slice(members);
        let end = self.members.len() as u32;
        // Most statements occur once.
        if let [representative] = *members {
            let outlets = u32::from(voice(representative) != NONE);
            self.rows.push(Row { first, end, representative, outlets, head });
            return;
        }
        let record = |occurrence: OccurrenceId| &store.occurrences[occurrence as usize];
        let representative =
            members.iter().copied().find(|o| record(*o).wording == head).unwrap_or_else(|| {
                let weight = |o: OccurrenceId| store.wordings[record(o).wording as usize].weight;
                members
                    .iter()
                    .copied()
                    .reduce(|a, b| if weight(b) > weight(a) { b } else { a })
                    .unwrap_or(members[0])
            });
        let mut outlets: Vec<Symbol> = members.iter().copied().map(voice).collect();
        outlets.retain(|voice| *voice != NONE);
        outlets.sort_unstable();
        outlets.dedup();
        self.rows.push(Row { first, end, representative, outlets: outlets.len() as u32, head });
    }
}

/// The wording that an occurrence goes with: its own, or that of the quotation it echoes.
pub(crate) fn home(store: &Store, occurrence: OccurrenceId) -> WordingId {
    store.occurrences[store.echo(occurrence).unwrap_or(occurrence) as usize].wording
}

/// The order of publication.
struct Time<'s> {
    store: &'s Store,
}

impl Time<'_> {
    /// The date and the first bytes of the document's id, which decide before the rest of
    /// [`Time::order`] has to.
    fn lead(&self, occurrence: OccurrenceId) -> (u64, u64) {
        let record = &self.store.occurrences[occurrence as usize];
        let id = self.store.ids.get(record.document).as_bytes();
        let mut start = [0; 8];
        let length = id.len().min(8);
        start[..length].copy_from_slice(&id[..length]);
        (self.date(record), u64::from_be_bytes(start))
    }

    /// The date of publication as a number; what has none comes last.
    fn date(&self, record: &OccurrenceRow) -> u64 {
        self.store.date(record.document).map_or(u64::MAX, Date::number)
    }

    /// Earlier publication first; without a date, last. Ties go by document id, then by place.
    fn order(&self, a: OccurrenceId, b: OccurrenceId) -> Ordering {
        let record = |o: OccurrenceId| &self.store.occurrences[o as usize];
        let (a, b) = ((a, record(a)), (b, record(b)));
        let id = |record: &OccurrenceRow| self.store.ids.get(record.document);
        self.date(a.1).cmp(&self.date(b.1)).then_with(|| match a.1.document == b.1.document {
            true => (a.1.span, a.0).cmp(&(b.1.span, b.0)),
            false => id(a.1).cmp(id(b.1)),
        })
    }
}

/// Whether the statement is made of claims rather than quotations.
pub(crate) fn is_claim(store: &Store, row: &Row) -> bool {
    store.occurrences[row.representative as usize].domain != Domain::Quote
}
