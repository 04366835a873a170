//! Documents with their attributions in, compact records out: what the tracker remembers.
//!
//! Texts of occurrences lie in one arena; names, dates and outlets are kept once. The documents'
//! own texts are not kept: spans point into them, and the caller has them.

use std::borrow::Cow;
use std::ops::Range;

use super::count::Count;
use super::date::Date;
use super::hash;
use super::provenance::Via;
use super::table::{Name, Symbol, Symbols, Table, grow, grow_text};
use super::token::Domain;
use crate::attribution::Kind;
use crate::span::Span;

/// Number of an occurrence.
pub(crate) type OccurrenceId = u32;
/// Number of a wording.
pub(crate) type WordingId = u32;

/// No name, no date, no number.
pub(crate) const NONE: u32 = u32::MAX;

/// What is known of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentRow {
    /// Its occurrences, one behind the other.
    pub(crate) first: OccurrenceId,
    pub(crate) end: OccurrenceId,
    pub(crate) outlet: Symbol,
    pub(crate) published: Symbol,
    /// Hash of everything it was inserted with, but for the lowest bit, which is set while the
    /// document is there. In two halves, so that a record takes 24 bytes.
    content: [u32; 2],
}

impl DocumentRow {
    pub(crate) fn new(range: Range<OccurrenceId>, outlet: Symbol, published: Symbol, content: u64) -> Self {
        let content = [(content >> 32) as u32, content as u32];
        DocumentRow { first: range.start, end: range.end, outlet, published, content }
    }

    /// What tells its contents apart, and whether it is there.
    pub(crate) fn content(&self) -> u64 {
        u64::from(self.content[0]) << 32 | u64::from(self.content[1])
    }

    pub(crate) fn is_live(&self) -> bool {
        self.content[1] & 1 == 1
    }
}

/// One content in one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OccurrenceRow {
    /// Where its text begins, in 40 bits, so that a record takes 32 bytes.
    pub(crate) text_low: u32,
    pub(crate) text_high: u8,
    pub(crate) kind: Kind,
    pub(crate) domain: Domain,
    pub(crate) text_len: u32,
    pub(crate) span: (u32, u32),
    pub(crate) document: u32,
    pub(crate) wording: WordingId,
    pub(crate) speaker: Symbol,
}

impl OccurrenceRow {
    /// Where its text begins.
    pub(crate) fn text(&self) -> u64 {
        u64::from(self.text_high) << 32 | u64::from(self.text_low)
    }

    pub(crate) fn set_text(&mut self, at: u64) {
        (self.text_low, self.text_high) = (at as u32, (at >> 32) as u8);
    }
}

/// One distinct normal form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordingRow {
    key: [u64; 2],
    /// In half bits.
    pub(crate) weight: u32,
    /// How many live occurrences have it.
    pub(crate) count: u32,
    /// One occurrence with it, live or not: its text stays.
    pub(crate) example: OccurrenceId,
}

impl WordingRow {
    pub(crate) fn new(key: u128, weight: u32, count: u32, example: OccurrenceId) -> Self {
        WordingRow { key: [(key >> 64) as u64, key as u64], weight, count, example }
    }

    pub(crate) fn key(&self) -> u128 {
        u128::from(self.key[0]) << 64 | u128::from(self.key[1])
    }
}

/// An occurrence on its way in.
#[derive(Clone, Debug)]
pub(crate) struct NewOccurrence<'d> {
    pub(crate) text: Cow<'d, str>,
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) domain: Domain,
    pub(crate) speaker: Option<&'d str>,
    pub(crate) via: Vec<Via>,
    /// Place among the document's occurrences of the one that this one repeats a fragment of.
    pub(crate) echo: Option<u32>,
    pub(crate) key: u128,
    pub(crate) weight: u32,
    /// Its number among the readings of the document; nothing where the text has to be read again.
    pub(crate) reading: Option<u32>,
}

/// A document on its way in.
#[derive(Clone, Debug)]
pub(crate) struct NewDocument<'d> {
    pub(crate) id: Name<'d>,
    pub(crate) outlet: Option<Name<'d>>,
    /// The outlet's one name, where the store does not know it.
    pub(crate) voice: Option<Cow<'d, str>>,
    pub(crate) published: Option<Name<'d>>,
    pub(crate) content: u64,
    pub(crate) origins: Vec<Via>,
    pub(crate) sketch: Vec<u32>,
    pub(crate) occurrences: Vec<NewOccurrence<'d>>,
}

/// Everything a tracker remembers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    /// Ids of documents; the symbol is the document's number.
    pub(crate) ids: Symbols,
    pub(crate) documents: Vec<DocumentRow>,
    pub(crate) occurrences: Vec<OccurrenceRow>,
    pub(crate) wordings: Vec<WordingRow>,
    wording_table: Table,
    pub(crate) names: Symbols,
    texts: String,
    /// Occurrences that repeat a fragment of another one, with that one; sorted.
    pub(crate) echoes: Vec<(OccurrenceId, OccurrenceId)>,
    /// The outlet's one name, by the name it was given.
    pub(crate) voices: Vec<Symbol>,
    /// What the names are as dates; not written down.
    dates: Vec<Option<Date>>,
    /// Where an occurrence came from, by occurrence.
    pub(crate) via: Vec<(OccurrenceId, Via)>,
    /// Where a whole document came from, by document; of removed documents too.
    pub(crate) origins: Vec<(u32, Via)>,
    /// Sketches of documents long enough to have one; empty ones of removed documents.
    pub(crate) sketches: Vec<(u32, Box<[u32]>)>,
    sketch_bytes: usize,
    /// Occurrences of removed documents, still in their places.
    dead: usize,
}

impl Store {
    pub(crate) fn count(&self) -> Count {
        Count {
            documents: self.documents.len(),
            occurrences: self.occurrences.len(),
            ids: self.ids.text_len(),
            names: self.names.text_len(),
            text: 0,
        }
    }

    /// Whether the occurrence's document is there, and is the one it came with.
    pub(crate) fn is_live(&self, occurrence: OccurrenceId) -> bool {
        let document = self.document_of(occurrence);
        document.is_live() && (document.first..document.end).contains(&occurrence)
    }

    /// The number of the document with this id, if it is there.
    pub(crate) fn find(&self, id: Name<'_>) -> Option<u32> {
        self.ids.find(id).filter(|document| self.documents[*document as usize].is_live())
    }

    /// Adds a document whose id is not there. Gives its occurrences.
    pub(crate) fn insert(&mut self, new: &NewDocument<'_>) -> Range<OccurrenceId> {
        let number = self.ids.intern(new.id);
        let mut name = |name: Option<Name<'_>>| name.map_or(NONE, |name| self.names.intern(name));
        let (outlet, voice) = (name(new.outlet), name(new.voice.as_deref().map(Name::new)));
        let published = name(new.published);
        self.read_date(published);
        if outlet != NONE && voice != NONE {
            self.voices.resize(self.voices.len().max(outlet as usize + 1), NONE);
            self.voices[outlet as usize] = voice;
        }
        let first = self.occurrences.len() as u32;
        let range = first..first + new.occurrences.len() as u32;
        let record = DocumentRow::new(range, outlet, published, new.content | 1);
        if number as usize == self.documents.len() {
            grow(&mut self.documents);
            self.documents.push(record);
        } else {
            self.documents[number as usize] = record;
        }
        let old = self.origins_range(number);
        self.origins.splice(old, new.origins.iter().map(|via| (number, via.clone())));
        self.set_sketch(number, &new.sketch);
        for occurrence in &new.occurrences {
            let id = self.occurrences.len() as OccurrenceId;
            let wording = self.wording(occurrence, id);
            let speaker = occurrence.speaker.map_or(NONE, |name| self.names.intern(Name::new(name)));
            let mut record = OccurrenceRow {
                text_low: 0,
                text_high: 0,
                kind: occurrence.kind,
                domain: occurrence.domain,
                text_len: occurrence.text.len() as u32,
                span: (occurrence.span.start as u32, occurrence.span.end as u32),
                document: number,
                wording,
                speaker,
            };
            record.set_text(self.texts.len() as u64);
            grow(&mut self.occurrences);
            self.occurrences.push(record);
            if let Some(place) = occurrence.echo {
                self.echoes.push((id, first + place));
            }
            grow_text(&mut self.texts, occurrence.text.len());
            self.texts.push_str(&occurrence.text);
            self.via.extend(occurrence.via.iter().map(|via| (id, via.clone())));
        }
        record.first..record.end
    }

    /// Reads a name as a date, if it was not read before.
    fn read_date(&mut self, symbol: Symbol) {
        let at = symbol as usize;
        if symbol == NONE || self.dates.get(at).is_some_and(Option::is_some) {
            return;
        }
        if let Some(date) = Date::parse(self.names.get(symbol)) {
            self.dates.resize(self.dates.len().max(at + 1), None);
            self.dates[at] = Some(date);
        }
    }

    /// When a document was published, where its date can be read.
    pub(crate) fn date(&self, document: u32) -> Option<Date> {
        self.dates.get(self.documents[document as usize].published as usize).copied().flatten()
    }

    fn set_sketch(&mut self, number: u32, sketch: &[u32]) {
        match self.sketches.binary_search_by_key(&number, |(number, _)| *number) {
            Ok(at) => {
                let old = std::mem::replace(&mut self.sketches[at].1, sketch.into());
                self.sketch_bytes -= sketch_bytes(&old);
            }
            Err(_) if sketch.is_empty() => return,
            Err(at) => self.sketches.insert(at, (number, sketch.into())),
        }
        self.sketch_bytes += sketch_bytes(sketch);
    }

    fn wording(&mut self, occurrence: &NewOccurrence<'_>, example: OccurrenceId) -> WordingId {
        let NewOccurrence { key, weight, .. } = *occurrence;
        let wordings = &self.wordings[..];
        let same = |id: u32| wordings[id as usize].key() == key;
        let id = self.wording_table.find_or_push(key as u64, same, |id| wordings[id as usize].key[1]);
        if let Some(known) = self.wordings.get_mut(id as usize) {
            known.count += 1;
        } else {
            grow(&mut self.wordings);
            self.wordings.push(WordingRow::new(key, weight, 1, example));
        }
        id
    }

    /// The wording with this exact key, whether or not a live occurrence has it.
    pub(crate) fn find_wording(&self, key: u128) -> Option<WordingId> {
        self.wording_table.find(key as u64, |id| self.wordings[id as usize].key() == key)
    }

    /// Takes a document out; its records stay until [`Store::compact`], so that taking many out does
    /// not move all others each time.
    pub(crate) fn remove(&mut self, number: u32) {
        let record = &mut self.documents[number as usize];
        record.content[1] &= !1;
        let range = record.first as usize..record.end as usize;
        self.dead += range.len() + 1;
        for occurrence in &self.occurrences[range] {
            self.wordings[occurrence.wording as usize].count -= 1;
        }
        self.set_sketch(number, &[]);
    }

    /// Whether more than half of what is kept is dead.
    pub(crate) fn is_wasteful(&self) -> bool {
        self.dead * 2 > self.occurrences.len() + self.documents.len()
    }

    /// The same documents without the remains of removed ones.
    pub(crate) fn compact(&self) -> Store {
        let mut store = Store::default();
        for number in self.numbers() {
            store.insert(&self.document(number));
        }
        store
    }

    /// Numbers of the documents that are there.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        (0..self.documents.len() as u32).filter(|number| self.documents[*number as usize].is_live())
    }

    /// A document as it came in.
    pub(crate) fn document(&self, number: u32) -> NewDocument<'_> {
        let record = self.documents[number as usize];
        let first = record.first;
        let occurrence = |id: OccurrenceId| {
            let record = self.occurrences[id as usize];
            let wording = self.wordings[record.wording as usize];
            NewOccurrence {
                text: Cow::Borrowed(self.text(id)),
                span: Span::new(record.span.0 as usize, record.span.1 as usize),
                kind: record.kind,
                domain: record.domain,
                speaker: self.name(record.speaker),
                via: self.via_of(id).cloned().collect(),
                echo: self.echo(id).map(|echo| echo - first),
                key: wording.key(),
                weight: wording.weight,
                reading: None,
            }
        };
        NewDocument {
            id: Name::new(self.ids.get(number)),
            outlet: self.name(record.outlet).map(Name::new),
            voice: self.voice(record.outlet).map(Cow::Borrowed),
            published: self.name(record.published).map(Name::new),
            content: record.content(),
            origins: self.origins_of(number).cloned().collect(),
            sketch: self.sketch(number).to_vec(),
            occurrences: (record.first..record.end).map(occurrence).collect(),
        }
    }

    pub(crate) fn name(&self, symbol: Symbol) -> Option<&str> {
        (symbol != NONE).then(|| self.names.get(symbol))
    }

    pub(crate) fn text(&self, occurrence: OccurrenceId) -> &str {
        let record = &self.occurrences[occurrence as usize];
        &self.texts[record.text() as usize..record.text() as usize + record.text_len as usize]
    }

    /// The occurrence of the same document that this one repeats a fragment of.
    pub(crate) fn echo(&self, occurrence: OccurrenceId) -> Option<OccurrenceId> {
        let at = self.echoes.binary_search_by_key(&occurrence, |(id, _)| *id).ok()?;
        Some(self.echoes[at].1)
    }

    /// The one name of the outlet that goes by the name `outlet`.
    pub(crate) fn voice_symbol(&self, outlet: Symbol) -> Symbol {
        self.voices.get(outlet as usize).copied().unwrap_or(NONE)
    }

    pub(crate) fn voice(&self, outlet: Symbol) -> Option<&str> {
        self.name(self.voice_symbol(outlet))
    }

    pub(crate) fn document_of(&self, occurrence: OccurrenceId) -> &DocumentRow {
        &self.documents[self.occurrences[occurrence as usize].document as usize]
    }

    pub(crate) fn via_of(&self, occurrence: OccurrenceId) -> impl Iterator<Item = &Via> {
        let start = self.via.partition_point(|(id, _)| *id < occurrence);
        self.via[start..].iter().take_while(move |(id, _)| *id == occurrence).map(|(_, via)| via)
    }

    pub(crate) fn origins_of(&self, document: u32) -> impl Iterator<Item = &Via> {
        self.origins[self.origins_range(document)].iter().map(|(_, via)| via)
    }

    fn origins_range(&self, document: u32) -> Range<usize> {
        let start = self.origins.partition_point(|(number, _)| *number < document);
        let count = self.origins[start..].iter().take_while(|(number, _)| *number == document).count();
        start..start + count
    }

    /// The sketch of a document; empty where it is too short for one.
    pub(crate) fn sketch(&self, document: u32) -> &[u32] {
        match self.sketches.binary_search_by_key(&document, |(number, _)| *number) {
            Ok(at) => &self.sketches[at].1,
            Err(_) => &[],
        }
    }

    /// The texts of all occurrences, one behind the other.
    pub(crate) fn texts(&self) -> &str {
        &self.texts
    }

    pub(crate) fn set_texts(&mut self, texts: String) {
        self.texts = texts;
    }

    pub(crate) fn wording_table(&self) -> &Table {
        &self.wording_table
    }

    pub(crate) fn set_wording_table(&mut self, table: Table) {
        self.wording_table = table;
    }

    /// How many occurrences of documents that are there each wording has.
    pub(crate) fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.wordings.len()];
        for document in self.documents.iter().filter(|document| document.is_live()) {
            for occurrence in &self.occurrences[document.first as usize..document.end as usize] {
                counts[occurrence.wording as usize] += 1;
            }
        }
        counts
    }

    /// Counts and reads again what is not written down.
    pub(crate) fn recount(&mut self) {
        (0..self.documents.len()).for_each(|number| self.read_date(self.documents[number].published));
        let counts = self.counts();
        self.wordings.iter_mut().zip(counts).for_each(|(wording, count)| wording.count = count);
        self.sketch_bytes = self.sketches.iter().map(|(_, sketch)| sketch_bytes(sketch)).sum();
        let live: usize =
            self.numbers().map(|n| &self.documents[n as usize]).map(|d| (d.end - d.first) as usize + 1).sum();
        self.dead = (self.occurrences.len() + self.documents.len()).saturating_sub(live);
    }

    /// Bytes of memory in use, the texts among them.
    pub(crate) fn bytes(&self) -> usize {
        self.ids.bytes()
            + self.names.bytes()
            + self.wording_table.bytes()
            + self.texts.capacity()
            + self.dates.capacity() * size_of::<Option<Date>>()
            + self.documents.capacity() * size_of::<DocumentRow>()
            + self.occurrences.capacity() * size_of::<OccurrenceRow>()
            + self.wordings.capacity() * size_of::<WordingRow>()
            + (self.via.capacity() + self.origins.capacity()) * size_of::<(u32, Via)>()
            + self.echoes.capacity() * 8
            + self.voices.capacity() * 4
            + self.sketch_bytes
    }
}

fn sketch_bytes(sketch: &[u32]) -> usize {
    40 + sketch.len() * 4
}

/// A hash of a document's facts and of what was attributed in it, in which order is told apart; odd.
pub(crate) fn fingerprint(new: &NewDocument<'_>) -> u64 {
    let text = |state: u64, text: &str| hash::pair(state, hash::bytes(text.as_bytes()));
    let mut state = hash::pair(0, new.id.hash);
    for fact in [new.outlet, new.published] {
        state = hash::pair(state, fact.map_or(1, |fact| fact.hash));
    }
    for occurrence in &new.occurrences {
        state = text(state, &occurrence.text);
        state = text(state, occurrence.speaker.unwrap_or_default());
        state = hash::pair(state, (occurrence.span.start as u64) << 32 | occurrence.span.end as u64);
        state = hash::pair(state, (occurrence.kind as u64) << 8 | occurrence.domain as u64);
    }
    state | 1
}

impl NewDocument<'_> {
    /// No less than it adds to what a store counts.
    pub(crate) fn count(&self) -> Count {
        let facts = [self.outlet, self.published].into_iter().flatten().map(|name| name.text.len());
        let speakers = self.occurrences.iter().filter_map(|occurrence| occurrence.speaker).map(str::len);
        let voice = self.voice.as_deref().map(str::len);
        let reach = |occurrence: &NewOccurrence<'_>| occurrence.text.len().max(occurrence.span.end);
        Count {
            documents: 1,
            occurrences: self.occurrences.len(),
            ids: self.id.text.len(),
            names: facts.chain(speakers).chain(voice).sum(),
            text: self.occurrences.iter().map(reach).max().unwrap_or(0),
        }
    }

    /// About how much memory the document will take.
    pub(crate) fn bytes(&self) -> usize {
        let fixed = size_of::<OccurrenceRow>() + size_of::<WordingRow>() + 6;
        let via = size_of::<(u32, Via)>();
        let occurrences: usize =
            self.occurrences.iter().map(|o| fixed + o.text.len() + o.via.len() * via).sum();
        size_of::<DocumentRow>()
            + self.id.text.len()
            + 10
            + self.origins.len() * via
            + self.sketch.len() * 4
            + occurrences
    }
}
