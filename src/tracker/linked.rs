//! What is computed when it is first asked for: links and statements. A change sets it aside with
//! a note of what changed, and the next question brings it up to date.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::group::{Groups, home};
use super::links::Links;
use super::reading::Readings;
use super::scan::Scan;
use super::store::{OccurrenceId, Store, WordingId};
use super::tables::Tables;
use super::{bulk, update};

/// When more than one in so many wordings has changed, everything is linked anew.
const MANY: usize = 8;

/// Links and statements of one state of the store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linked {
    pub(crate) links: Links,
    pub(crate) groups: Groups,
    /// Made when it is first asked for.
    scan: OnceLock<Scan>,
}

impl Linked {
    fn new(store: &Store, tables: &Tables, readings: Readings) -> Self {
        let links = bulk::link(store, &tables.rarity, readings);
        let groups = Groups::new(store, tables, &links.group);
        Linked { links, groups, scan: OnceLock::new() }
    }

    /// All wordings, to be looked through.
    pub(crate) fn scan(&self, store: &Store, tables: &Tables) -> &Scan {
        self.scan.get_or_init(|| Scan::new(store, &tables.rarity))
    }

    fn update(&mut self, store: &Store, tables: &Tables, changes: &Changes) {
        self.scan.take();
        let mut wordings = changes.wordings.clone();
        wordings.sort_unstable();
        wordings.dedup();
        // What echoes another occurrence goes where that one goes, before and after.
        let mut touched: HashSet<WordingId> = HashSet::new();
        let known = self.links.group.len();
        let homes = || changes.homes.iter().map(|wording| *wording as usize);
        touched.extend(homes().filter(|home| *home < known).map(|home| self.links.group[home]));
        touched.extend(update::relink(&mut self.links, store, &tables.rarity, &wordings));
        touched.extend(homes().map(|home| self.links.group[home]));
        self.groups.update(store, tables, &self.links.group, &touched, &changes.fresh);
    }

    fn bytes(&self) -> usize {
        self.links.bytes() + self.groups.bytes() + self.scan.get().map_or(0, Scan::bytes)
    }
}

/// What happened to the store since it was last linked.
#[derive(Clone, Debug, Default)]
struct Changes {
    /// Wordings that came, went, or occur more or less often.
    wordings: Vec<WordingId>,
    /// Wordings that occurrences which came or went go with.
    homes: Vec<WordingId>,
    /// Occurrences that came.
    fresh: Vec<OccurrenceId>,
}

/// A [`Linked`] that keeps up with the store when asked.
#[derive(Debug, Default)]
pub(crate) struct Deferred {
    ready: OnceLock<Linked>,
    /// The state before the changes; nothing where all has to be linked anew.
    stale: Mutex<Option<Linked>>,
    changes: Changes,
    /// What was read of the wordings on their way in, for linking everything.
    readings: Mutex<Readings>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Clone for Deferred {
    fn clone(&self) -> Self {
        Deferred {
            ready: self.ready.clone(),
            stale: Mutex::new(locked(&self.stale).clone()),
            changes: self.changes.clone(),
            readings: Mutex::new(locked(&self.readings).clone()),
        }
    }
}

impl From<Linked> for Deferred {
    fn from(linked: Linked) -> Self {
        Deferred { ready: linked.into(), ..Deferred::default() }
    }
}

impl Deferred {
    /// The present state.
    pub(crate) fn get(&self, store: &Store, tables: &Tables) -> &Linked {
        self.ready.get_or_init(|| match locked(&self.stale).take() {
            Some(mut linked) => {
                linked.update(store, tables, &self.changes);
                linked
            }
            None => Linked::new(store, tables, std::mem::take(&mut *locked(&self.readings))),
        })
    }

    /// Notes that the occurrences `range` came, or are about to go.
    pub(crate) fn note(&mut self, store: &Store, range: Range<OccurrenceId>, came: bool) {
        let stale = self.stale.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(linked) = self.ready.take() {
            *stale = Some(linked);
            self.changes = Changes::default();
        }
        if stale.is_none() {
            return;
        }
        let changes = &mut self.changes;
        changes.wordings.extend(range.clone().map(|o| store.occurrences[o as usize].wording));
        changes.homes.extend(range.clone().map(|o| home(store, o)));
        if came {
            changes.fresh.extend(range);
        }
        if changes.wordings.len() * MANY > store.wordings.len() {
            self.forget();
        }
    }

    /// Keeps what was read of wordings that came, where all will be linked at once. They go by
    /// their numbers in `readings`.
    pub(crate) fn keep(&mut self, came: impl Iterator<Item = (WordingId, Option<u32>)>, readings: &Readings) {
        if self.stale.get_mut().unwrap_or_else(PoisonError::into_inner).is_some() {
            return;
        }
        let kept = self.readings.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (wording, number) in came {
            number.into_iter().for_each(|number| kept.push(wording, readings, number));
        }
    }

    /// Everything has to be linked anew.
    pub(crate) fn forget(&mut self) {
        *self = Deferred::default();
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        let stale = locked(&self.stale);
        let linked = self.ready.get().or(stale.as_ref()).map_or(0, Linked::bytes);
        let changes = &self.changes;
        let changed = changes.wordings.capacity() + changes.homes.capacity() + changes.fresh.capacity();
        linked + changed * 4 + locked(&self.readings).bytes()
    }
}
