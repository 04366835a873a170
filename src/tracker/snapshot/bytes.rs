//! What a tracker is made of as bytes, and back: numbers, lists, texts, records.

use crate::attribution::Kind;
use crate::span::Span;
use crate::tracker::group::Row;
use crate::tracker::provenance::{Route, Via};
use crate::tracker::store::{DocumentRow, OccurrenceRow, WordingRow};
use crate::tracker::table::{Symbols, Table};
use crate::tracker::token::Domain;

/// Bytes on their way out.
#[derive(Default)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    pub(super) fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn words(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.u32(*number));
    }

    pub(super) fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.u64(items.len() as u64);
        items.iter().for_each(|item| write(self, item));
    }

    pub(super) fn numbers(&mut self, numbers: &[u32]) {
        self.list(numbers, |bytes, number| bytes.u32(*number));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.u64(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn symbols(&mut self, symbols: &Symbols) {
        let (text, ends, table) = symbols.parts();
        self.text(text);
        self.numbers(ends);
        self.table(table);
    }

    pub(super) fn table(&mut self, table: &Table) {
        let (slots, tags) = table.parts();
        self.numbers(slots);
        self.small(tags);
    }

    pub(super) fn small(&mut self, numbers: &[u8]) {
        self.u64(numbers.len() as u64);
        self.0.extend_from_slice(numbers);
    }

    /// Where buckets start, those that are not empty only.
    pub(super) fn directory(&mut self, starts: &[u32]) {
        let buckets = starts.windows(2).zip(0u32..).filter(|(bounds, _)| bounds[0] < bounds[1]);
        let buckets: Vec<(u32, u32)> = buckets.map(|(bounds, high)| (high, bounds[0])).collect();
        self.list(&buckets, |bytes, (high, start)| bytes.words(&[*high, *start]));
        self.u32(starts.last().copied().unwrap_or(0));
    }

    pub(super) fn document(&mut self, d: &DocumentRow) {
        self.words(&[d.first, d.end, d.outlet, d.published]);
        self.u64(d.content());
    }

    pub(super) fn occurrence(&mut self, o: &OccurrenceRow) {
        self.u64(o.text());
        let marks = (o.kind as u32) << 8 | o.domain as u32;
        self.words(&[o.text_len, o.span.0, o.span.1, o.document, o.wording, o.speaker, marks]);
    }

    pub(super) fn wording(&mut self, w: &WordingRow) {
        self.u64((w.key() >> 64) as u64);
        self.u64(w.key() as u64);
        self.words(&[w.weight, w.example]);
    }

    pub(super) fn via(&mut self, number: u32, via: &Via) {
        let (start, end) = (via.evidence.start as u32, via.evidence.end as u32);
        self.words(&[number, via.route as u32, start, end]);
        self.text(&via.outlet);
    }

    pub(super) fn row(&mut self, row: &Row) {
        self.words(&[row.first, row.end, row.representative, row.outlets, row.head]);
    }
}

/// Bytes on their way in. Every method gives `None` where they end early or make no sense.
pub(super) struct Cursor<'b>(pub(super) &'b [u8]);

impl<'b> Cursor<'b> {
    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub(super) fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.u64()?;
        // Not more memory than what is there to read, whatever the count says.
        let mut items = Vec::with_capacity(usize::try_from(count).ok()?.min(self.0.len() / size_of::<T>()));
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u32>> {
        self.list(Cursor::u32)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.u64()?).ok()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_string())
    }

    pub(super) fn symbols(&mut self) -> Option<Symbols> {
        let (text, ends) = (self.text()?, self.numbers()?);
        let table = self.table(ends.len())?;
        Symbols::from_parts(text, ends, table)
    }

    pub(super) fn table(&mut self, count: usize) -> Option<Table> {
        Table::from_parts(self.numbers()?, self.small()?, count)
    }

    pub(super) fn small(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.u64()?).ok()?;
        Some(self.take(length)?.to_vec())
    }

    pub(super) fn directory(&mut self) -> Option<Vec<u32>> {
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

    pub(super) fn document(&mut self) -> Option<DocumentRow> {
        let [first, end, outlet, published] = self.words()?;
        Some(DocumentRow::new(first..end, outlet, published, self.u64()?))
    }

    pub(super) fn words<const N: usize>(&mut self) -> Option<[u32; N]> {
        let mut words = [0; N];
        for word in &mut words {
            *word = self.u32()?;
        }
        Some(words)
    }

    pub(super) fn occurrence(&mut self) -> Option<OccurrenceRow> {
        let text = self.u64()?;
        let [text_len, start, end, document, wording, speaker, marks] = self.words()?;
        let kind = [Kind::Direct, Kind::Mixed, Kind::Indirect]
            .into_iter()
            .find(|kind| *kind as u32 == marks >> 8)?;
        let domains = [Domain::Quote, Domain::Claim, Domain::Denial];
        let domain = domains.into_iter().find(|domain| *domain as u32 == marks & 0xff)?;
        let mut record = OccurrenceRow {
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

    /// How often it occurs is not written down.
    pub(super) fn wording(&mut self) -> Option<WordingRow> {
        let key = u128::from(self.u64()?) << 64 | u128::from(self.u64()?);
        let [weight, example] = self.words()?;
        Some(WordingRow::new(key, weight, 0, example))
    }

    pub(super) fn via(&mut self) -> Option<(u32, Via)> {
        let [number, route, start, end] = self.words()?;
        let routes = [Route::Told, Route::Reported, Route::Republished, Route::Byline, Route::Wire];
        let route = routes.into_iter().find(|r| *r as u32 == route)?;
        let evidence = Span::new(start as usize, end as usize);
        Some((number, Via { route, outlet: self.text()?.into(), evidence }))
    }

    pub(super) fn row(&mut self) -> Option<Row> {
        let [first, end, representative, outlets, head] = self.words()?;
        Some(Row { first, end, representative, outlets, head })
    }
}
