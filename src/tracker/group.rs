//! Linked wordings in, statements out: which occurrences belong together, in which order.

use std::cmp::Ordering;

use super::link;
use super::rarity::Rarity;
use super::speaker;
use super::store::{NONE, OccurrenceId, Store};
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
        let mut members: Vec<OccurrenceId> =
            (0..store.occurrences.len() as u32).filter(|occurrence| store.is_live(*occurrence)).collect();
        let group = |occurrence: OccurrenceId| {
            let record = &store.occurrences[occurrence as usize];
            let record = if record.echo == NONE { record } else { &store.occurrences[record.echo as usize] };
            own[record.wording as usize]
        };
        members.sort_unstable_by_key(|occurrence| group(*occurrence));
        let mut groups = Groups { rows: Vec::new(), members: Vec::with_capacity(members.len()) };
        for run in members.chunk_by_mut(|a, b| group(*a) == group(*b)) {
            let head = group(run[0]);
            run.sort_unstable_by(|a, b| earlier(store, *a, *b));
            if store.wordings[head as usize].weight >= ONES_OWN || run.len() == 1 {
                groups.push(store, head, run);
            } else {
                by_speaker(store, run).iter().for_each(|part| groups.push(store, head, part));
            }
        }
        let members = &groups.members;
        groups.rows.sort_unstable_by(|a, b| {
            let size = |row: &Row| (row.outlets, row.end - row.first);
            size(b).cmp(&size(a)).then_with(|| earlier(store, members[a.first as usize], members[b.first as usize]))
        });
        groups
    }

    /// Adds a statement; `members` come the earliest first.
    fn push(&mut self, store: &Store, head: u32, members: &[OccurrenceId]) {
        let record = |occurrence: OccurrenceId| &store.occurrences[occurrence as usize];
        let representative = members.iter().copied().find(|o| record(*o).wording == head).unwrap_or_else(|| {
            let weight = |o: OccurrenceId| store.wordings[record(o).wording as usize].weight;
            members.iter().copied().reduce(|a, b| if weight(b) > weight(a) { b } else { a }).unwrap_or(members[0])
        });
        let mut outlets: Vec<Symbol> =
            members.iter().map(|o| store.document_of(*o).voice).filter(|voice| *voice != NONE).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let first = self.members.len() as u32;
        self.members.extend_from_slice(members);
        self.rows.push(Row { first, end: self.members.len() as u32, representative, outlets: outlets.len() as u32 });
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

/// Earlier publication first; without a date, last. Ties go by document id, then by place.
pub(crate) fn earlier(store: &Store, a: OccurrenceId, b: OccurrenceId) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let date = |o: OccurrenceId| date(store, o);
    let (date_a, date_b) = (date(a), date(b));
    date_a
        .is_none()
        .cmp(&date_b.is_none())
        .then_with(|| date_a.cmp(&date_b))
        .then_with(|| {
            let record = |o: OccurrenceId| &store.occurrences[o as usize];
            let id = |o: OccurrenceId| store.ids.get(record(o).document);
            id(a).cmp(id(b)).then_with(|| (record(a).span, a).cmp(&(record(b).span, b)))
        })
}

/// The date of an occurrence's document, where it looks like one.
pub(crate) fn date(store: &Store, occurrence: OccurrenceId) -> Option<&str> {
    let date = store.name(store.document_of(occurrence).published)?;
    date.as_bytes().get(..4)?.iter().all(u8::is_ascii_digit).then_some(date)
}

/// Whether the statement is made of claims rather than quotations.
pub(crate) fn is_claim(store: &Store, row: &Row) -> bool {
    store.occurrences[row.representative as usize].domain != Domain::Quote
}
