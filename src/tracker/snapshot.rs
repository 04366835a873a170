//! A tracker to bytes and back.
//!
//! ```text
//! magic      8 bytes   "dixittrk"
//! version    4 bytes   little-endian, like every number here
//! keys       4 bytes   KEY_VERSION: with another one the index would not fit the texts
//! sections             in the order of `Section`, each:
//!   tag      4 bytes
//!   length   8 bytes
//!   payload
//!   checksum 8 bytes   of the payload
//! ```
//!
//! The links and the index are part of the file, so that opening it rebuilds nothing. A reader
//! believes nothing: every length, number and text boundary is checked before it is used.

use std::io::{Read, Write};

use super::group::{Groups, Row};
use super::index::Index;
use super::linked::Linked;
use super::links::Class;
use super::outlets::Outlets;
use super::provenance::{Route, Source};
use super::store::{DocumentRecord, NONE, OccurrenceRecord, Store, WordingRecord};
use super::table::{Symbols, Table};
use super::token::{Domain, KEY_VERSION};
use super::{SourceTracker, hash};
use crate::attribution::Kind;
use crate::error::Error;
use crate::span::Span;

const MAGIC: &[u8; 8] = b"dixittrk";

/// Version of the snapshot format that this crate writes.
pub const SNAPSHOT_VERSION: u32 = 3;

/// The parts of a file, in order, with the names errors use.
const SECTIONS: [&str; 9] = [
    "document ids",
    "names",
    "documents",
    "texts",
    "occurrences",
    "wordings",
    "sources",
    "links",
    "statements",
];

impl SourceTracker {
    /// Writes the tracker, its links and its index.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write_snapshot(&self, mut out: impl Write) -> Result<(), Error> {
        out.write_all(MAGIC)?;
        out.write_all(&SNAPSHOT_VERSION.to_le_bytes())?;
        out.write_all(&KEY_VERSION.to_le_bytes())?;
        let parts: [fn(&SourceTracker, &mut Bytes); 9] = [
            |t, b| b.symbols(&t.store.ids),
            |t, b| b.symbols(&t.store.names),
            |t, b| b.list(&t.store.documents, Bytes::document),
            |t, b| b.text(t.store.texts()),
            |t, b| b.list(&t.store.occurrences, Bytes::occurrence),
            |t, b| {
                b.list(&t.store.wordings, Bytes::wording);
                b.table(t.store.wording_table());
            },
            |t, b| {
                b.numbers(&t.store.voices);
                b.list(&t.store.echoes, |b, (echo, of)| b.words(&[*echo, *of]));
                b.list(&t.store.sources, |b, (n, source)| b.source(*n, source));
                b.list(&t.store.origins, |b, (n, source)| b.source(*n, source));
                b.list(&t.store.sketches, |b, (n, sketch)| {
                    b.u32(*n);
                    b.numbers(sketch);
                });
            },
            |t, b| {
                let (starts, lows, wordings) = t.links().index.parts();
                b.directory(&starts);
                b.list(&lows, |b, low| b.0.extend_from_slice(&low.to_le_bytes()));
                b.numbers(&wordings);
                b.numbers(&t.links().leader);
                b.numbers(&t.links().group);
                b.list(&t.links().class, |b, class| b.0.extend_from_slice(&class.0.to_le_bytes()));
                b.small(&t.links().keys);
            },
            |t, b| {
                b.list(&t.groups().rows, Bytes::row);
                b.numbers(&t.groups().members);
            },
        ];
        for (tag, part) in parts.iter().enumerate() {
            let mut bytes = Bytes::default();
            part(self, &mut bytes);
            out.write_all(&(tag as u32).to_le_bytes())?;
            out.write_all(&(bytes.0.len() as u64).to_le_bytes())?;
            out.write_all(&bytes.0)?;
            out.write_all(&hash::bytes(&bytes.0).to_le_bytes())?;
        }
        Ok(out.flush()?)
    }

    /// Reads a tracker that [`SourceTracker::write_snapshot`] wrote. `outlets` name the outlets of
    /// documents to come; those of the snapshot keep the names they have.
    ///
    /// # Errors
    /// When `input` fails or ends early, holds no snapshot, one of another version, or a damaged
    /// one; the error names the part.
    pub fn read_snapshot(mut input: impl Read, outlets: Outlets) -> Result<Self, Error> {
        let mut head = [0; 16];
        input
            .read_exact(&mut head)
            .map_err(|error| cut_short(error).unwrap_or(Error::snapshot_damaged("header")))?;
        if head[..8] != MAGIC[..] {
            return Err(Error::snapshot_damaged("header"));
        }
        let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        for (found, known) in [(number(8), SNAPSHOT_VERSION), (number(12), KEY_VERSION)] {
            if found != known {
                return Err(Error::snapshot_version(found, known));
            }
        }
        let mut next = |tag: usize| {
            section(&mut input, tag).map_err(|error| error.unwrap_or(Error::snapshot_damaged(SECTIONS[tag])))
        };
        let sections =
            [next(0)?, next(1)?, next(2)?, next(3)?, next(4)?, next(5)?, next(6)?, next(7)?, next(8)?];
        let mut tracker = SourceTracker::with_outlets(outlets);
        let part = |tag: usize, done: Option<()>| done.ok_or(Error::snapshot_damaged(SECTIONS[tag]));
        let mut linked = Linked::default();
        let parts: [Part; 9] = [
            |c, s, _| {
                s.ids = c.symbols()?;
                Some(())
            },
            |c, s, _| {
                s.names = c.symbols()?;
                Some(())
            },
            |c, s, _| {
                s.documents = c.list(Cursor::document)?;
                Some(())
            },
            |c, s, _| {
                s.set_texts(c.text()?);
                Some(())
            },
            |c, s, _| {
                s.occurrences = c.list(Cursor::occurrence)?;
                Some(())
            },
            |c, s, _| {
                s.wordings = c.list(Cursor::wording)?;
                s.set_wording_table(c.table(s.wordings.len())?);
                Some(())
            },
            |c, s, _| {
                s.voices = c.numbers()?;
                s.echoes = c.list(|c| c.words().map(|[echo, of]| (echo, of)))?;
                s.sources = c.list(Cursor::source)?;
                s.origins = c.list(Cursor::source)?;
                s.sketches = c.list(|c| Some((c.u32()?, c.numbers()?.into())))?;
                Some(())
            },
            |c, _, l| {
                l.links.index = Index::from_parts(c.directory()?, c.list(Cursor::u16)?, c.numbers()?)?;
                l.links.leader = c.numbers()?;
                l.links.group = c.numbers()?;
                l.links.class = c.list(|c| c.u16().map(Class))?;
                l.links.keys = c.small()?;
                Some(())
            },
            |c, _, l| {
                l.groups = Groups::from_parts(c.list(Cursor::row)?, c.numbers()?);
                Some(())
            },
        ];
        for (tag, read) in parts.iter().enumerate() {
            let mut cursor = Cursor(&sections[tag]);
            let done = read(&mut cursor, &mut tracker.store, &mut linked);
            part(tag, done.filter(|_| cursor.0.is_empty()))?;
        }
        if let Some(tag) = inconsistent(&tracker.store, &linked) {
            return Err(Error::snapshot_damaged(SECTIONS[tag]));
        }
        tracker.store.recount();
        tracker.linked = linked.into();
        Ok(tracker)
    }
}

/// Reads one section into what it belongs to.
type Part = fn(&mut Cursor<'_>, &mut Store, &mut Linked) -> Option<()>;

/// The payload of the section `tag`. `None` where it is damaged.
fn section(input: &mut impl Read, tag: usize) -> Result<Vec<u8>, Option<Error>> {
    let mut head = [0; 12];
    input.read_exact(&mut head).map_err(cut_short)?;
    let (found, length) = head.split_at(4);
    let length = u64::from_le_bytes(length.try_into().map_err(|_| None)?);
    if found != (tag as u32).to_le_bytes() {
        return Err(None);
    }
    // Memory grows with what really comes, not with what the length promises.
    let mut payload = Vec::new();
    let read = input.take(length).read_to_end(&mut payload).map_err(|error| Some(error.into()))?;
    let mut checksum = [0; 8];
    input.read_exact(&mut checksum).map_err(cut_short)?;
    let sound = read as u64 == length && u64::from_le_bytes(checksum) == hash::bytes(&payload);
    if sound { Ok(payload) } else { Err(None) }
}

/// Nothing where a snapshot ends early, and so is damaged; any other error is the reader's.
fn cut_short(error: std::io::Error) -> Option<Error> {
    (error.kind() != std::io::ErrorKind::UnexpectedEof).then(|| error.into())
}

/// The first section with a number that points nowhere.
fn inconsistent(store: &Store, linked: &Linked) -> Option<usize> {
    let groups = &linked.groups;
    let (documents, occurrences) = (store.documents.len() as u32, store.occurrences.len() as u32);
    let (wordings, names) = (store.wordings.len() as u32, store.names.len() as u32);
    let name = |symbol: u32| symbol == NONE || symbol < names;
    let texts = store.texts();
    let sound = [
        store.ids.len() == store.documents.len(),
        true,
        store
            .documents
            .iter()
            .all(|d| d.first <= d.end && d.end <= occurrences && name(d.outlet) && name(d.published)),
        true,
        store.occurrences.iter().all(|o| {
            let end = o.text() + u64::from(o.text_len);
            end <= texts.len() as u64
                && texts.get(o.text() as usize..end as usize).is_some()
                && o.span.0 <= o.span.1
                && o.document < documents
                && o.wording < wordings
                && name(o.speaker)
        }),
        store.wordings.iter().all(|w| w.example < occurrences),
        store.voices.len() <= names as usize
            && store.voices.iter().all(|voice| name(*voice))
            && store.echoes.iter().all(|(id, of)| *id < occurrences && *of < occurrences)
            && store.echoes.is_sorted_by(|a, b| a.0 < b.0)
            && store.sources.iter().all(|s| s.0 < occurrences)
            && store.sources.is_sorted_by_key(|s| s.0)
            && store.origins.iter().all(|s| s.0 < documents)
            && store.origins.is_sorted_by_key(|s| s.0)
            && store.sketches.iter().all(|s| s.0 < documents)
            && store.sketches.is_sorted_by(|a, b| a.0 < b.0),
        linked.links.is_within(store.wordings.len())
            && store.wordings.iter().zip(&linked.links.leader).zip(&linked.links.group).all(
                |((wording, leader), group)| {
                    wording.count == 0 && *leader == NONE && *group == NONE
                        || wording.count > 0 && *leader != NONE && *group != NONE
                },
            ),
        groups.members.iter().all(|m| *m < occurrences)
            && groups.rows.iter().all(|row| {
                row.first < row.end
                    && row.end as usize <= groups.members.len()
                    && row.representative < occurrences
                    && row.head < wordings
            }),
    ];
    sound.iter().position(|sound| !sound)
}

/// Bytes on their way out.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn words(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.u32(*number));
    }

    fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.u64(items.len() as u64);
        items.iter().for_each(|item| write(self, item));
    }

    fn numbers(&mut self, numbers: &[u32]) {
        self.list(numbers, |bytes, number| bytes.u32(*number));
    }

    fn text(&mut self, text: &str) {
        self.u64(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn symbols(&mut self, symbols: &Symbols) {
        let (text, ends, table) = symbols.parts();
        self.text(text);
        self.numbers(ends);
        self.table(table);
    }

    fn table(&mut self, table: &Table) {
        let (slots, tags) = table.parts();
        self.numbers(slots);
        self.small(tags);
    }

    fn small(&mut self, numbers: &[u8]) {
        self.u64(numbers.len() as u64);
        self.0.extend_from_slice(numbers);
    }

    /// Where buckets start, those that are not empty only.
    fn directory(&mut self, starts: &[u32]) {
        let buckets = starts.windows(2).zip(0u32..).filter(|(bounds, _)| bounds[0] < bounds[1]);
        let buckets: Vec<(u32, u32)> = buckets.map(|(bounds, high)| (high, bounds[0])).collect();
        self.list(&buckets, |bytes, (high, start)| bytes.words(&[*high, *start]));
        self.u32(starts.last().copied().unwrap_or(0));
    }

    fn document(&mut self, d: &DocumentRecord) {
        self.words(&[d.first, d.end, d.outlet, d.published]);
        self.u64(d.content());
    }

    fn occurrence(&mut self, o: &OccurrenceRecord) {
        self.u64(o.text());
        let marks = (o.kind as u32) << 8 | o.domain as u32;
        self.words(&[o.text_len, o.span.0, o.span.1, o.document, o.wording, o.speaker, marks]);
    }

    fn wording(&mut self, w: &WordingRecord) {
        self.u64((w.key() >> 64) as u64);
        self.u64(w.key() as u64);
        self.words(&[w.weight, w.count, w.example]);
    }

    fn source(&mut self, number: u32, source: &Source) {
        let (start, end) = (source.evidence.start as u32, source.evidence.end as u32);
        self.words(&[number, source.route as u32, start, end]);
        self.text(&source.outlet);
    }

    fn row(&mut self, row: &Row) {
        self.words(&[row.first, row.end, row.representative, row.outlets, row.head]);
    }
}

/// Bytes on their way in. Every method gives `None` where they end early or make no sense.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.u64()?;
        // Not more memory than what is there to read, whatever the count says.
        let mut items = Vec::with_capacity(usize::try_from(count).ok()?.min(self.0.len() / size_of::<T>()));
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        self.list(Cursor::u32)
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.u64()?).ok()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_string())
    }

    fn symbols(&mut self) -> Option<Symbols> {
        let (text, ends) = (self.text()?, self.numbers()?);
        let table = self.table(ends.len())?;
        Symbols::from_parts(text, ends, table)
    }

    fn table(&mut self, count: usize) -> Option<Table> {
        Table::from_parts(self.numbers()?, self.small()?, count)
    }

    fn small(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.u64()?).ok()?;
        Some(self.take(length)?.to_vec())
    }

    fn directory(&mut self) -> Option<Vec<u32>> {
        let buckets = self.list(Cursor::words::<2>)?;
        let end = self.u32()?;
        let mut starts = Vec::new();
        for [high, start] in buckets {
            // A directory has one entry for each 16 bits, and one past the last.
            let place = usize::from(u16::try_from(high).ok()?) + 1;
            if place <= starts.len() {
                return None;
            }
            starts.resize(place, start);
        }
        if !starts.is_empty() {
            starts.resize((1 << 16) + 1, end);
        }
        Some(starts)
    }

    fn document(&mut self) -> Option<DocumentRecord> {
        let [first, end, outlet, published] = self.words()?;
        Some(DocumentRecord::new(first..end, outlet, published, self.u64()?))
    }

    fn words<const N: usize>(&mut self) -> Option<[u32; N]> {
        let mut words = [0; N];
        for word in &mut words {
            *word = self.u32()?;
        }
        Some(words)
    }

    fn occurrence(&mut self) -> Option<OccurrenceRecord> {
        let text = self.u64()?;
        let [text_len, start, end, document, wording, speaker, marks] = self.words()?;
        let kind = [Kind::Direct, Kind::Mixed, Kind::Indirect]
            .into_iter()
            .find(|kind| *kind as u32 == marks >> 8)?;
        let domains = [Domain::Quote, Domain::Claim, Domain::Denial];
        let domain = domains.into_iter().find(|domain| *domain as u32 == marks & 0xff)?;
        let mut record = OccurrenceRecord {
            text_low: 0,
            text_high: 0,
            kind,
            domain,
            text_len,
            span: (start, end),
            document,
            wording,
            speaker,
        };
        record.set_text(text);
        Some(record)
    }

    fn wording(&mut self) -> Option<WordingRecord> {
        let key = u128::from(self.u64()?) << 64 | u128::from(self.u64()?);
        let [weight, count, example] = self.words()?;
        Some(WordingRecord::new(key, weight, count, example))
    }

    fn source(&mut self) -> Option<(u32, Source)> {
        let [number, route, start, end] = self.words()?;
        let routes = [Route::Told, Route::Reported, Route::Republished, Route::Byline, Route::Wire];
        let route = routes.into_iter().find(|r| *r as u32 == route)?;
        let evidence = Span::new(start as usize, end as usize);
        Some((number, Source { route, outlet: self.text()?.into(), evidence }))
    }

    fn row(&mut self) -> Option<Row> {
        let [first, end, representative, outlets, head] = self.words()?;
        Some(Row { first, end, representative, outlets, head })
    }
}
