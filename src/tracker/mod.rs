//! [`SourceTracker`]: the same statement across documents and outlets.
//!
//! Documents with their attributions go in; out come [`Statement`]s: the occurrences that are one
//! saying, each with its relation to the representative wording, word changes and provenance.
//!
//! | file | what it does |
//! |---|---|
//! | `intake`, `echo` | attributions to the contents that are tracked |
//! | `token`, `reading` | normal form to tokens, exact key, link keys |
//! | `rarity`, `stem`, `hash` | how much a word weighs, what its forms share, numbers for both |
//! | `index` | link keys to the wordings that have them |
//! | `link`, `links` | which leader a wording joins, what is known of the groups |
//! | `bulk`, `update` | all wordings linked at once; links brought up to date |
//! | `linked` | links and statements that keep up with the documents |
//! | `bag`, `align` | how well one wording fits into another |
//! | `tables` | the word lists, read once: of rarity, of critical words, of spellings, of names |
//! | `relation`, `critical`, `spelling`, `shown` | how a variant differs, word by word; what is shown of it |
//! | `group`, `apart`, `statement` | groups to statements and their records |
//! | `date` | when a document was published, as far as it says |
//! | `overlap` | links between statements that share words |
//! | `provenance`, `phrases`, `outlets`, `copies`, `chain` | told to whom, via whom, copied from where |
//! | `scan` | wordings that hold a few words too common for link keys |
//! | `splice` | quotations of one document that were put together |
//! | `near` | what stands near a place of a text |
//! | `verify`, `matches` | was this really said? a quotation to a verdict |
//! | `query`, `feed` | find statements, follow changes |
//! | `store`, `count`, `table`, `snapshot` | what is remembered, compactly, and written to a file |
//!
//! Everything is a function of the set of documents: the order and the batches in which they were
//! inserted cannot matter.

mod align;
mod apart;
mod bag;
mod bulk;
mod chain;
mod copies;
mod count;
mod critical;
mod date;
mod echo;
mod feed;
mod group;
mod hash;
mod index;
mod intake;
mod link;
mod linked;
mod links;
mod matches;
mod near;
mod outlets;
mod overlap;
mod phrases;
mod provenance;
mod query;
mod rarity;
mod reading;
mod relation;
mod scan;
mod shown;
mod snapshot;
mod speaker;
mod spelling;
mod splice;
mod statement;
mod stem;
mod store;
mod table;
mod tables;
mod token;
mod update;
mod verify;

pub use chain::{Chain, ChainOutlet, Step, StepKind};
pub use date::Date;
pub use feed::{Checkpoint, StatementChange};
pub use outlets::Outlets;
pub use overlap::{LinkKind, StatementLink};
pub use provenance::{Route, Via};
pub use query::Finding;
pub use relation::{Change, Comparer, Comparison, Relation};
pub use snapshot::SNAPSHOT_VERSION;
pub use splice::Splice;
pub use statement::{
    FirstCarrier, Flag, Occurrence, OccurrenceRecord, Statement, StatementId, StatementKind, StatementRecord,
    WeakestEdge,
};
pub use token::KEY_VERSION;
pub use verify::{Check, Match, Verdict};

use std::sync::Arc;

use crate::attribution::Attribution;
use crate::document::Document;
use crate::error::Error;
use count::Count;
use group::Groups;
use linked::Deferred;
use links::Links;
use provenance::{Addressees, Provenance};
use store::{NewDocument, Store};
use table::Name;
use tables::Tables;

/// Links attributions of many documents into statements.
///
/// ```
/// use dixit::{Attribution, Document, Kind, SourceTracker, Span};
/// let mut tracker = SourceTracker::new();
/// for (id, outlet, text) in [
///     ("a", "Harbour Post", "“The old bridge will be closed in March,” said Ann Poe."),
///     ("b", "Morava Times", "Poe: “The old bridge would be closed in March.”"),
/// ] {
///     let quoted = Span::new(text.find('“').unwrap() + 3, text.find('”').unwrap());
///     let document = Document::new(id, text).outlet(outlet);
///     let attribution = Attribution::new(Kind::Direct, [quoted]).quoted([quoted]).speaker("Ann Poe");
///     tracker.insert(&document, &[attribution]).unwrap();
/// }
/// let statement = tracker.statements().next().unwrap();
/// assert_eq!(statement.outlet_count(), 2);
/// assert_eq!(statement.occurrences().count(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct SourceTracker {
    store: Store,
    tables: Arc<Tables>,
    provenance: Provenance,
    memory_limit: usize,
    scratch: intake::Scratch,
    linked: Deferred,
}

impl Default for SourceTracker {
    fn default() -> Self {
        SourceTracker::new()
    }
}

impl SourceTracker {
    /// An empty tracker that knows the outlets that ship with the crate.
    pub fn new() -> Self {
        SourceTracker::with_outlets(Outlets::new())
    }

    /// An empty tracker that knows the caller's outlets.
    pub fn with_outlets(outlets: Outlets) -> Self {
        let tables = Tables::shipped();
        SourceTracker {
            store: Store::default(),
            provenance: Provenance::new(outlets, Arc::clone(&tables)),
            tables,
            memory_limit: usize::MAX,
            scratch: intake::Scratch::default(),
            linked: Deferred::default(),
        }
    }

    /// Adds a document with its attributions. Inserting it again unchanged does nothing.
    ///
    /// # Errors
    /// When another document has this id (use [`SourceTracker::replace`]), when a span of an
    /// attribution is not in the text, when the memory limit would be passed, or when there would be
    /// more bytes or occurrences than can be counted, which is about four billion. The tracker then
    /// stays as it was.
    pub fn insert(&mut self, document: &Document, attributions: &[Attribution]) -> Result<(), Error> {
        let new = self.prepare(document, attributions)?;
        if let Some(number) = self.store.find(new.id) {
            let same = self.store.documents[number as usize].content() == new.content;
            return if same { Ok(()) } else { Err(Error::known_document(new.id.text)) };
        }
        self.check_room(new.id, new.count(), || new.bytes())?;
        self.put_in(&new);
        Ok(())
    }

    /// Adds a document in the place of the one with the same id, if there is one.
    ///
    /// # Errors
    /// As [`SourceTracker::insert`], but for a known id. The old document counts towards the memory
    /// limit until the new one is there.
    pub fn replace(&mut self, document: &Document, attributions: &[Attribution]) -> Result<(), Error> {
        let new = self.prepare(document, attributions)?;
        self.check_room(new.id, new.count(), || new.bytes())?;
        if let Some(old) = self.store.find(new.id) {
            self.take_out(old);
        }
        self.put_in(&new);
        self.tidy();
        Ok(())
    }

    /// Takes a document out. Returns whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(number) = self.store.find(Name::new(id)) else { return false };
        self.take_out(number);
        self.tidy();
        true
    }

    /// Adds a document whose id is not there.
    fn put_in(&mut self, new: &NewDocument<'_>) {
        let range = self.store.insert(new);
        self.linked.note(&self.store, range.clone(), true);
        let came = &self.store.occurrences[range.start as usize..range.end as usize];
        let readings = new.occurrences.iter().map(|occurrence| occurrence.reading);
        self.linked.keep(came.iter().map(|o| o.wording).zip(readings), &self.scratch.readings);
    }

    fn take_out(&mut self, number: u32) {
        let record = self.store.documents[number as usize];
        self.linked.note(&self.store, record.first..record.end, false);
        self.store.remove(number);
    }

    /// Gives back the memory of removed documents once it is worth it.
    fn tidy(&mut self) {
        if self.store.is_wasteful() {
            self.store = self.store.compact();
            self.linked.forget();
        }
    }

    /// Turns a document into what is stored of it.
    fn prepare<'d>(
        &mut self,
        document: &'d Document,
        attributions: &'d [Attribution],
    ) -> Result<NewDocument<'d>, Error> {
        let text = &document.text;
        let bad_span = |attribution| Error::bad_span(&document.id, attribution);
        let mut occurrences =
            intake::contents(text, attributions, &self.tables, &mut self.scratch).map_err(bad_span)?;
        let outlet = document.outlet.as_deref().map(Name::new);
        let known = outlet.and_then(|name| self.store.voice(self.store.names.find(name)?));
        let voice = known.or_else(|| outlet.map(|name| self.provenance.outlets().canonical(name.text)));
        let via = self.provenance.scan(text, document.byline.as_deref(), voice);
        let addressees = Addressees::new(attributions, self.provenance.outlets());
        for occurrence in &mut occurrences {
            occurrence.via = via.of(text, occurrence.span);
            addressees.add(occurrence.span, &mut occurrence.via);
        }
        let mut new = NewDocument {
            id: Name::new(&document.id),
            voice: voice.filter(|_| known.is_none()).map(|voice| voice.to_string().into()),
            outlet,
            published: document.published.as_deref().map(Name::new),
            content: 0,
            origins: via.document,
            sketch: copies::sketch(text),
            occurrences,
        };
        new.content = store::fingerprint(&new);
        Ok(new)
    }

    /// Whether so much more can be counted, and so many bytes are within the memory limit.
    fn check_room(&self, id: Name<'_>, count: Count, more: impl FnOnce() -> usize) -> Result<(), Error> {
        if !self.store.count().plus(count).fits() {
            return Err(Error::too_large(id.text));
        }
        if self.memory_limit == usize::MAX {
            return Ok(());
        }
        let needed = self.memory_used() + more();
        if needed > self.memory_limit {
            return Err(Error::memory_limit(self.memory_limit, needed));
        }
        Ok(())
    }

    /// The statements, those in most outlets first, then those with most occurrences, then the
    /// earliest.
    ///
    /// The first call links everything: time about proportional to the number of distinct wordings.
    /// After a change the next call looks at little more than what changed, unless that is a large
    /// part of everything. Other calls only read.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        self.groups().rows.iter().map(move |row| Statement { tracker: self, row })
    }

    /// Adds everything that `other` holds. Which is added to which cannot be seen afterwards, nor in
    /// which order several are.
    ///
    /// # Errors
    /// When both hold a document of the same id with other contents, when the memory limit would be
    /// passed, or when both together are more than can be counted. The tracker then stays as it was.
    pub fn merge(&mut self, other: &SourceTracker) -> Result<(), Error> {
        let (mut needed, mut count, mut last) = (0, Count::default(), Name::new(""));
        for number in other.store.numbers() {
            let id = Name::new(other.store.ids.get(number));
            let content = other.store.documents[number as usize].content();
            match self.store.find(id) {
                Some(own) if self.store.documents[own as usize].content() != content => {
                    return Err(Error::known_document(id.text));
                }
                Some(_) => {}
                None => {
                    let new = other.store.document(number);
                    (needed, count, last) = (needed + new.bytes(), count.plus(new.count()), id);
                }
            }
        }
        self.check_room(last, count, || needed)?;
        for number in other.store.numbers() {
            if self.store.find(Name::new(other.store.ids.get(number))).is_none() {
                self.put_in(&other.store.document(number));
            }
        }
        Ok(())
    }

    /// Takes out every document published before `date`, so that a stream can be followed through a
    /// window of time. Those stay that have no date that can be read, or one so coarse that it may be
    /// later. Returns how many went.
    pub fn forget_before(&mut self, date: Date) -> usize {
        let old = |number: &u32| self.store.date(*number).is_some_and(|published| published.is_before(date));
        let numbers: Vec<u32> = self.store.numbers().filter(old).collect();
        for &number in &numbers {
            self.take_out(number);
        }
        self.tidy();
        numbers.len()
    }

    fn groups(&self) -> &Groups {
        &self.linked.get(&self.store, &self.tables).groups
    }

    fn links(&self) -> &Links {
        &self.linked.get(&self.store, &self.tables).links
    }

    /// A comparer of two texts that shares the tracker's word lists. Cheap.
    pub fn comparer(&self) -> Comparer {
        Comparer::with(Arc::clone(&self.tables))
    }

    /// Number of documents.
    pub fn document_count(&self) -> usize {
        self.store.numbers().count()
    }

    /// Bytes of memory that the tracker keeps: documents, texts of occurrences, and, once they were
    /// asked for, links and statements.
    pub fn memory_used(&self) -> usize {
        self.store.bytes() + self.linked.bytes()
    }

    /// Bytes of the texts of all occurrences, which [`SourceTracker::memory_used`] includes.
    pub fn text_bytes(&self) -> usize {
        self.store.texts().len()
    }

    /// Makes [`SourceTracker::insert`] fail rather than use more than `bytes`, as
    /// [`SourceTracker::memory_used`] counts them.
    pub fn set_memory_limit(&mut self, bytes: usize) {
        self.memory_limit = bytes;
    }
}
