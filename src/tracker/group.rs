//! Linked wordings in, statements out: which occurrences belong together, in which order.

use std::cmp::Ordering;

use super::link;
use super::rarity::Rarity;
use super::speaker;
use super::store::{NONE, OccurrenceId, OccurrenceRecord, Store};
use super::table::Symbol;
use super::token::Domain;

/// A wording with fewer half bits is common enough for two people to have said it: it makes one
/// statement for each speaker.
const ONES_OWN: u32 = 68;

/// One statement: its occurrences, the earliest first, and the one that represents it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) representative: OccurrenceId,
    pub(crate) outlets: u32,
}

/// All statements of a store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    pub(crate) rows: Vec<Row>,
    pub(crate) members: Vec<OccurrenceId>,
}

impl Groups {
    /// Links and groups everything in the store.
    pub(crate) fn new(store: &Store, rarity: &Rarity) -> Self {
        let node = |wording: u32| {
            let record = &store.wordings[wording as usize];
            link::Node {
                key: record.key(),
                weight: record.weight,
                text: store.text(record.example),
                domain: store.occurrences[record.example as usize].domain,
                count: record.count,
            }
        };
        let own = link::link(store.wordings.len(), node, rarity);
        let group = |occurrence: OccurrenceId| {
            let record = &store.occurrences[occurrence as usize];
            let record = if record.echo == NONE { record } else { &store.occurrences[record.echo as usize] };
            own[record.wording as usize]
        };
        let live = || store.numbers().map(|n| &store.documents[n as usize]).flat_map(|d| d.first..d.end);
        // Sorting by counting: how many of each group, where each group starts, then fill.
        let mut ends = vec![0u32; own.len()];
        live().for_each(|occurrence| ends[group(occurrence) as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut members = vec![0; sum as usize];
        for occurrence in live() {
            let slot = &mut ends[group(occurrence) as usize];
            members[*slot as usize] = occurrence;
            *slot += 1;
        }
        let time = Time::new(store);
        let mut groups = Groups { rows: Vec::new(), members: Vec::with_capacity(members.len()) };
        let mut start = 0;
        for (head, end) in ends.into_iter().enumerate().filter(|(_, end)| *end > 0) {
            let run = &mut members[start..end as usize];
            start = end as usize;
            if run.is_empty() {
                continue;
            }
            run.sort_unstable_by(|a, b| time.order(*a, *b));
            if store.wordings[head].weight >= ONES_OWN || run.len() == 1 {
                groups.push(store, head as u32, run);
            } else {
                by_speaker(store, run).iter().for_each(|part| groups.push(store, head as u32, part));
            }
        }
        let members = &groups.members;
        groups.rows.sort_unstable_by(|a, b| {
            let size = |row: &Row| (row.outlets, row.end - row.first);
            size(b)
                .cmp(&size(a))
                .then_with(|| time.order(members[a.first as usize], members[b.first as usize]))
        });
        groups
    }

    /// Adds a statement; `members` come the earliest first.
    fn push(&mut self, store: &Store, head: u32, members: &[OccurrenceId]) {
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
        let mut outlets: Vec<Symbol> =
            members.iter().map(|o| store.document_of(*o).voice).filter(|voice| *voice != NONE).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let first = self.members.len() as u32;
        self.members.extend_from_slice(members);
        self.rows.push(Row {
            first,
            end: self.members.len() as u32,
            representative,
            outlets: outlets.len() as u32,
        });
    }
}

/// The occurrences of a common wording, apart by speaker. Those without a speaker stay together;
/// they join the others where only one speaker is known.
fn by_speaker(store: &Store, members: &[OccurrenceId]) -> Vec<Vec<OccurrenceId>> {
    let speaker = |o: &OccurrenceId| store.occurrences[*o as usize].speaker;
    let mut symbols: Vec<Symbol> = members.iter().map(speaker).filter(|s| *s != NONE).collect();
    symbols.sort_unstable();
    symbols.dedup();
    let names: Vec<&str> = symbols.iter().map(|symbol| store.names.get(*symbol)).collect();
    let classes = speaker::classes(&names);
    let count = classes.iter().max().map_or(0, |class| class + 1);
    let mut parts = vec![Vec::new(); count as usize + 1];
    for member in members {
        let class = match symbols.binary_search(&speaker(member)) {
            Ok(at) => classes[at],
            Err(_) if count == 1 => 0,
            Err(_) => count,
        };
        parts[class as usize].push(*member);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The order of publication.
struct Time<'s> {
    store: &'s Store,
    /// Rank of each name as a date; names that are none come last.
    rank: Vec<u32>,
}

impl<'s> Time<'s> {
    fn new(store: &'s Store) -> Self {
        let mut dates: Vec<Symbol> = (0..store.names.len() as Symbol).collect();
        dates.retain(|symbol| is_date(store.names.get(*symbol)));
        dates.sort_unstable_by_key(|symbol| store.names.get(*symbol));
        let mut rank = vec![NONE; store.names.len()];
        dates.iter().zip(0..).for_each(|(symbol, n)| rank[*symbol as usize] = n);
        Time { store, rank }
    }

    /// Earlier publication first; without a date, last. Ties go by document id, then by place.
    fn order(&self, a: OccurrenceId, b: OccurrenceId) -> Ordering {
        let record = |o: OccurrenceId| &self.store.occurrences[o as usize];
        let (a, b) = ((a, record(a)), (b, record(b)));
        let date = |record: &OccurrenceRecord| {
            let published = self.store.documents[record.document as usize].published;
            self.rank.get(published as usize).copied().unwrap_or(NONE)
        };
        let id = |record: &OccurrenceRecord| self.store.ids.get(record.document);
        date(a.1).cmp(&date(b.1)).then_with(|| match a.1.document == b.1.document {
            true => (a.1.span, a.0).cmp(&(b.1.span, b.0)),
            false => id(a.1).cmp(id(b.1)),
        })
    }
}

/// The date of an occurrence's document, where it looks like one.
pub(crate) fn date(store: &Store, occurrence: OccurrenceId) -> Option<&str> {
    store.name(store.document_of(occurrence).published).filter(|date| is_date(date))
}

/// Whether a text begins with the four digits of a year.
pub(crate) fn is_date(text: &str) -> bool {
    text.as_bytes().get(..4).is_some_and(|year| year.iter().all(u8::is_ascii_digit))
}

/// Whether the statement is made of claims rather than quotations.
pub(crate) fn is_claim(store: &Store, row: &Row) -> bool {
    store.occurrences[row.representative as usize].domain != Domain::Quote
}
