//! A tracker to bytes and back.
//!
//! ```text
//! magic      8 bytes   "dixittrk"
//! version    4 bytes   little-endian, like every number here
//! keys       4 bytes   KEY_VERSION: with another one the index would not fit the texts
//! sections             those of `SECTIONS`, each:
//!   tag      4 bytes
//!   length   8 bytes
//!   payload
//!   checksum 8 bytes   of the payload
//! ```
//!
//! The links and the index are part of the file, so that opening it rebuilds nothing. A reader
//! believes nothing: every length, number and text boundary is checked before it is used, and what can
//! be counted is counted again.

use std::io::{Read, Write};

mod bytes;

use super::group::{Groups, Row, home};
use super::index::Index;
use super::linked::Linked;
use super::links::Class;
use super::outlets::Outlets;
use super::store::{NONE, OccurrenceRow, Store};
use super::token::{KEY_VERSION, MAX_WEIGHT};
use super::{SourceTracker, hash};
use crate::error::Error;
use bytes::{Bytes, Cursor};

const MAGIC: &[u8; 8] = b"dixittrk";

/// Version of the snapshot format that this crate writes.
pub const SNAPSHOT_VERSION: u32 = 3;

/// One part of a file.
struct Section {
    /// What errors call it.
    name: &'static str,
    write: fn(&SourceTracker, &mut Bytes),
    /// Reads it into what it belongs to; `None` where it makes no sense.
    read: fn(&mut Cursor<'_>, &mut Store, &mut Linked) -> Option<()>,
    /// Whether its numbers point to something and agree with the sections before, which are sound.
    /// Asked when all are read.
    is_sound: fn(&Store, &Linked) -> bool,
}

/// The parts of a file, in order.
const SECTIONS: [Section; 9] = [
    Section {
        name: "document ids",
        write: |t, b| b.symbols(&t.store.ids),
        read: |c, s, _| {
            s.ids = c.symbols()?;
            Some(())
        },
        is_sound: |s, _| s.ids.len() == s.documents.len(),
    },
    Section {
        name: "names",
        write: |t, b| b.symbols(&t.store.names),
        read: |c, s, _| {
            s.names = c.symbols()?;
            Some(())
        },
        is_sound: |_, _| true,
    },
    Section {
        name: "documents",
        write: |t, b| b.list(&t.store.documents, Bytes::document),
        read: |c, s, _| {
            s.documents = c.list(Cursor::document)?;
            Some(())
        },
        is_sound: documents_are_sound,
    },
    Section {
        name: "texts",
        write: |t, b| b.text(t.store.texts()),
        read: |c, s, _| {
            s.set_texts(c.text()?);
            Some(())
        },
        is_sound: |_, _| true,
    },
    Section {
        name: "occurrences",
        write: |t, b| b.list(&t.store.occurrences, Bytes::occurrence),
        read: |c, s, _| {
            s.occurrences = c.list(Cursor::occurrence)?;
            Some(())
        },
        is_sound: occurrences_are_sound,
    },
    Section {
        name: "wordings",
        write: |t, b| {
            b.list(&t.store.wordings, Bytes::wording);
            b.table(t.store.wording_table());
        },
        read: |c, s, _| {
            s.wordings = c.list(Cursor::wording)?;
            s.set_wording_table(c.table(s.wordings.len())?);
            Some(())
        },
        is_sound: |s, _| {
            let sound =
                |example: u32, weight| (example as usize) < s.occurrences.len() && weight <= MAX_WEIGHT;
            s.wordings.iter().all(|wording| sound(wording.example, wording.weight))
        },
    },
    Section {
        name: "provenance",
        write: |t, b| {
            b.numbers(&t.store.voices);
            b.list(&t.store.echoes, |b, (echo, of)| b.words(&[*echo, *of]));
            b.list(&t.store.via, |b, (n, via)| b.via(*n, via));
            b.list(&t.store.origins, |b, (n, via)| b.via(*n, via));
            b.list(&t.store.sketches, |b, (n, sketch)| {
                b.u32(*n);
                b.numbers(sketch);
            });
        },
        read: |c, s, _| {
            s.voices = c.numbers()?;
            s.echoes = c.list(|c| c.words().map(|[echo, of]| (echo, of)))?;
            s.via = c.list(Cursor::via)?;
            s.origins = c.list(Cursor::via)?;
            s.sketches = c.list(|c| Some((c.u32()?, c.numbers()?.into())))?;
            Some(())
        },
        is_sound: provenance_is_sound,
    },
    Section {
        name: "links",
        write: |t, b| {
            let links = t.links();
            let (starts, lows, wordings) = links.index.parts();
            b.directory(&starts);
            b.list(&lows, |b, low| b.0.extend_from_slice(&low.to_le_bytes()));
            b.numbers(&wordings);
            b.numbers(&links.leader);
            b.numbers(&links.group);
            b.list(&links.class, |b, class| b.0.extend_from_slice(&class.0.to_le_bytes()));
            b.small(&links.keys);
        },
        read: |c, _, l| {
            l.links.index = Index::from_parts(c.directory()?, c.list(Cursor::u16)?, c.numbers()?)?;
            l.links.leader = c.numbers()?;
            l.links.group = c.numbers()?;
            l.links.class = c.list(|c| c.u16().map(Class))?;
            l.links.keys = c.small()?;
            Some(())
        },
        is_sound: links_are_sound,
    },
    Section {
        name: "statements",
        write: |t, b| {
            b.list(&t.groups().rows, Bytes::row);
            b.numbers(&t.groups().members);
        },
        read: |c, _, l| {
            l.groups = Groups::from_parts(c.list(Cursor::row)?, c.numbers()?);
            Some(())
        },
        is_sound: statements_are_sound,
    },
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
        for (section, tag) in SECTIONS.iter().zip(0u32..) {
            let mut bytes = Bytes::default();
            (section.write)(self, &mut bytes);
            out.write_all(&tag.to_le_bytes())?;
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
        let mut tracker = SourceTracker::with_outlets(outlets);
        let mut linked = Linked::default();
        for (section, tag) in SECTIONS.iter().zip(0u32..) {
            let damaged = || Error::snapshot_damaged(section.name);
            let payload = payload(&mut input, tag).map_err(|error| error.unwrap_or_else(damaged))?;
            let mut cursor = Cursor(&payload);
            let read = (section.read)(&mut cursor, &mut tracker.store, &mut linked);
            read.filter(|()| cursor.0.is_empty()).ok_or_else(damaged)?;
        }
        if let Some(section) = SECTIONS.iter().find(|section| !(section.is_sound)(&tracker.store, &linked)) {
            return Err(Error::snapshot_damaged(section.name));
        }
        tracker.store.recount();
        tracker.linked = linked.into();
        Ok(tracker)
    }
}

/// The payload of the section `tag`. `None` where it is damaged.
fn payload(input: &mut impl Read, tag: u32) -> Result<Vec<u8>, Option<Error>> {
    let mut head = [0; 12];
    input.read_exact(&mut head).map_err(cut_short)?;
    let (found, length) = head.split_at(4);
    let length = u64::from_le_bytes(length.try_into().map_err(|_| None)?);
    if found != tag.to_le_bytes() {
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

/// Whether a number is that of a name, or stands for none.
fn is_name(store: &Store, symbol: u32) -> bool {
    symbol == NONE || (symbol as usize) < store.names.len()
}

/// Every document that is there has its own occurrences and no others.
fn documents_are_sound(store: &Store, _: &Linked) -> bool {
    store.documents.iter().zip(0..).all(|(document, number)| {
        let own = store.occurrences.get(document.first as usize..document.end as usize);
        let is_own =
            |own: &[_]| !document.is_live() || own.iter().all(|o: &OccurrenceRow| o.document == number);
        own.is_some_and(is_own) && is_name(store, document.outlet) && is_name(store, document.published)
    })
}

fn occurrences_are_sound(store: &Store, _: &Linked) -> bool {
    let texts = store.texts();
    store.occurrences.iter().all(|occurrence| {
        let end = occurrence.text() + u64::from(occurrence.text_len);
        end <= texts.len() as u64
            && texts.get(occurrence.text() as usize..end as usize).is_some()
            && occurrence.span.0 <= occurrence.span.1
            && (occurrence.document as usize) < store.documents.len()
            && (occurrence.wording as usize) < store.wordings.len()
            && is_name(store, occurrence.speaker)
    })
}

fn provenance_is_sound(store: &Store, _: &Linked) -> bool {
    let (documents, occurrences) = (store.documents.len() as u32, store.occurrences.len() as u32);
    // What echoes another goes where that one goes, which is in the same document.
    let is_echo = |(echo, of): &(u32, u32)| {
        let document = |id| store.document_of(id);
        *echo < occurrences
            && *of < occurrences
            && (!store.is_live(*echo) || (document(*echo).first..document(*echo).end).contains(of))
    };
    store.voices.len() <= store.names.len()
        && store.voices.iter().all(|voice| is_name(store, *voice))
        && store.echoes.iter().all(is_echo)
        && store.echoes.is_sorted_by(|a, b| a.0 < b.0)
        && store.via.iter().all(|via| via.0 < occurrences)
        && store.via.is_sorted_by_key(|via| via.0)
        && store.origins.iter().all(|via| via.0 < documents)
        && store.origins.is_sorted_by_key(|via| via.0)
        && store.sketches.iter().all(|sketch| sketch.0 < documents)
        && store.sketches.is_sorted_by(|a, b| a.0 < b.0)
}

/// The wordings that some document has are linked, with others that some document has.
fn links_are_sound(store: &Store, linked: &Linked) -> bool {
    let links = &linked.links;
    let counts = store.counts();
    let occurs = |wording: u32| wording != NONE && counts[wording as usize] > 0;
    let fits = |((count, leader), group): ((&u32, &u32), &u32)| match count {
        0 => *leader == NONE && *group == NONE,
        _ => occurs(*leader) && occurs(*group),
    };
    links.is_within(store.wordings.len()) && counts.iter().zip(&links.leader).zip(&links.group).all(fits)
}

/// Every occurrence that is there is in one statement, which is of its group.
fn statements_are_sound(store: &Store, linked: &Linked) -> bool {
    let mut left: Vec<bool> = (0..store.occurrences.len() as u32).map(|id| store.is_live(id)).collect();
    let mut takes = |member: &u32, head: u32| {
        let is_left = left.get_mut(*member as usize).is_some_and(std::mem::take);
        is_left && linked.links.group[home(store, *member) as usize] == head
    };
    let mut is_sound = |row: &Row| {
        let members = linked.groups.members.get(row.first as usize..row.end as usize).unwrap_or_default();
        members.contains(&row.representative) && members.iter().all(|member| takes(member, row.head))
    };
    linked.groups.rows.iter().all(&mut is_sound) && !left.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Attribution;
    use crate::document::Document;

    /// Four documents, the second removed and the third replaced; each quotes somebody and then a
    /// fragment of that.
    fn tracker() -> SourceTracker {
        let mut tracker = SourceTracker::new();
        let mut put = |id: &str, said: &str| {
            let text = format!("“{said},” said Poe. She called it “{}” again.", &said[4..]);
            let (first, second) = (3, text.rfind('“').unwrap_or_default() + 3);
            let span = |start: usize, length: usize| serde_json::json!([[start, start + length]]);
            let attributions: Vec<Attribution> = serde_json::from_value(serde_json::json!([
                {"id": 0, "kind": "direct", "content": span(first, said.len()),
                    "quoted": span(first, said.len()), "speaker": "Ann Poe"},
                {"id": 1, "kind": "mixed", "content": span(second - 6, said.len() + 2),
                    "quoted": span(second, said.len() - 4), "speaker": "Ann Poe"},
            ]))
            .unwrap();
            let document = Document {
                id: id.into(),
                text,
                outlet: Some(format!("Outlet {id}")),
                published: Some("2031-05-02".into()),
                ..Document::default()
            };
            tracker.replace(&document, &attributions).unwrap();
        };
        put("a", "The slow barges");
        put("b", "The grey dredgers");
        put("c", "The grey dredgers");
        put("d", "The slow barges");
        put("c", "The slow barges");
        put("e", "The old granite quays");
        assert!(tracker.remove("b"));
        assert!(!tracker.store.echoes.is_empty() && tracker.statements().len() > 1);
        tracker
    }

    /// The tracker as it is read again.
    fn again(tracker: &SourceTracker) -> Result<SourceTracker, Error> {
        let mut file = Vec::new();
        tracker.write_snapshot(&mut file).unwrap();
        SourceTracker::read_snapshot(&*file, Outlets::new())
    }

    #[test]
    fn what_is_read_can_be_taken_apart_to_the_end() {
        let mut read = again(&tracker()).unwrap();
        for id in ["a", "c", "d", "e"] {
            assert!(read.statements().len() > 0 && read.remove(id));
        }
        assert_eq!(read.statements().len(), 0);
    }

    #[test]
    fn how_often_a_wording_occurs_is_counted_and_not_believed() {
        let mut crafted = tracker();
        assert!(crafted.statements().len() > 0);
        crafted.store.wordings.iter_mut().for_each(|wording| wording.count = 0);
        let mut read = again(&crafted).unwrap();
        let counts: Vec<u32> = tracker().store.wordings.iter().map(|wording| wording.count).collect();
        assert_eq!(read.store.wordings.iter().map(|wording| wording.count).collect::<Vec<_>>(), counts);
        assert!(["a", "c", "d", "e"].iter().all(|id| read.remove(id)));
    }

    #[test]
    fn numbers_that_do_not_agree_are_damage_though_the_checksums_are_right() {
        type Craft = fn(&mut Store, &mut Linked);
        let crafts: [(&str, Craft); 15] = [
            ("documents", |s, _| s.documents[0].end = u32::MAX),
            ("documents", |s, _| s.documents[0].first = s.documents[0].end + 1),
            // Two documents with the same occurrences, or one with those of another that is gone.
            ("documents", |s, _| {
                (s.documents[0].first, s.documents[0].end) = (s.documents[3].first, s.documents[3].end);
            }),
            ("documents", |s, _| s.documents[0].end += 1),
            ("documents", |s, _| s.documents[0].published = 1000),
            ("occurrences", |s, _| s.occurrences[0].text_len = u32::MAX),
            ("occurrences", |s, _| s.occurrences[0].wording = 1000),
            ("wordings", |s, _| s.wordings[0].weight = u32::MAX),
            ("wordings", |s, _| s.wordings[0].example = 1000),
            ("provenance", |s, _| s.echoes[0].1 = s.documents[3].first),
            ("provenance", |s, _| s.echoes[0].1 = 1000),
            ("links", |_, l| l.links.leader[0] = NONE),
            ("links", |s, l| l.links.group[0] = s.occurrences[s.documents[1].first as usize].wording),
            ("statements", |_, l| l.groups.members[0] = l.groups.members[1]),
            ("statements", |_, l| l.groups.rows.truncate(1)),
        ];
        for (number, (part, craft)) in crafts.into_iter().enumerate() {
            let mut crafted = tracker();
            assert!(crafted.statements().len() > 0);
            let mut linked = crafted.linked.get(&crafted.store, &crafted.tables).clone();
            craft(&mut crafted.store, &mut linked);
            crafted.linked = linked.into();
            let error = again(&crafted).expect_err(&format!("craft {number}"));
            assert_eq!(error.to_string(), format!("damaged snapshot: {part}"), "craft {number}");
        }
    }
}
