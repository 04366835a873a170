//! Annotated documents in, counts out: for each outlet and speaker how often and at what length.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dixit::{Annotation, Attribution, Document, Gender, Kind, Modality, Span, SpeakerKind};
use serde::Serialize;

/// How much somebody is heard.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    /// Articles in which they are.
    pub articles: u64,
    /// Attributions of each kind.
    pub direct: u64,
    pub mixed: u64,
    pub indirect: u64,
    /// Words of the contents, between white space.
    pub words: u64,
    /// Those inside quotation marks.
    pub quoted_words: u64,
}

impl Counts {
    pub fn attributions(&self) -> u64 {
        self.direct + self.mixed + self.indirect
    }

    fn count(&mut self, text: &str, found: &Attribution) {
        let words = |spans: &[Span]| -> u64 {
            spans.iter().map(|span| span.of(text).split_whitespace().count() as u64).sum()
        };
        match found.kind {
            Kind::Direct => self.direct += 1,
            Kind::Mixed => self.mixed += 1,
            _ => self.indirect += 1,
        }
        self.words += words(&found.content);
        self.quoted_words += words(&found.quoted);
    }

    fn add(&mut self, other: &Counts) {
        self.articles += other.articles;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
        self.words += other.words;
        self.quoted_words += other.quoted_words;
    }
}

/// Whose words are counted.
#[derive(Clone, Debug, Serialize)]
pub struct Who<'c> {
    pub outlet: &'c str,
    /// `None` where the speaker is not known.
    pub speaker: Option<&'c str>,
    pub speaker_kind: Option<SpeakerKind>,
    pub gender: Option<Gender>,
}

/// A speaker in an outlet.
#[derive(Clone, Debug, Serialize)]
pub struct Row<'c> {
    #[serde(flatten)]
    pub who: Who<'c>,
    #[serde(flatten)]
    pub counts: Counts,
}

/// The names of a row's columns, in order.
pub const COLUMNS: [&str; 10] = [
    "outlet",
    "speaker",
    "speaker_kind",
    "gender",
    "articles",
    "direct",
    "mixed",
    "indirect",
    "words",
    "quoted_words",
];

/// Everything counted so far. Takes memory for each speaker of each outlet.
#[derive(Debug, Default)]
pub struct Census {
    /// What sources believe, want, see or find counts, too.
    whole: bool,
    speakers: BTreeMap<Key, Told>,
}

/// A speaker in an outlet; the name in lower case, empty where it is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    outlet: String,
    name: String,
    kind: Option<SpeakerKind>,
}

#[derive(Debug, Default)]
struct Told {
    /// The name as it was written first.
    name: String,
    /// In how many attributions the speaker is "she", and "he".
    genders: [u64; 2],
    counts: Counts,
}

impl Told {
    fn gender(&self) -> Option<Gender> {
        let [she, he] = self.genders;
        (she != he).then_some(if she > he { Gender::She } else { Gender::He })
    }
}

impl Census {
    pub fn new(whole: bool) -> Self {
        Census { whole, ..Census::default() }
    }

    pub fn add(&mut self, document: &Document, annotation: &Annotation) {
        let mut seen = BTreeSet::new();
        for found in &annotation.attributions {
            if !self.whole && !matches!(found.modality, Modality::Speech | Modality::Writing) {
                continue;
            }
            let name = found.speaker.as_deref().unwrap_or_default();
            let key = Key {
                outlet: document.outlet.clone().unwrap_or_default(),
                name: name.to_lowercase(),
                kind: found.speaker_kind,
            };
            let new = || Told { name: name.to_owned(), ..Told::default() };
            let told = self.speakers.entry(key.clone()).or_insert_with(new);
            if let Some(gender) = annotation.entity(found).and_then(|entity| entity.gender) {
                told.genders[usize::from(gender == Gender::He)] += 1;
            }
            told.counts.count(&document.text, found);
            told.counts.articles += u64::from(seen.insert(key));
        }
    }

    /// By outlet, in each those that are heard most first.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> = self.speakers.iter().map(|(key, told)| row(key, told)).collect();
        rows.sort_by_key(|row| (row.who.outlet, Reverse(row.counts.attributions())));
        rows
    }

    /// Named speakers with what all outlets have of them, and in how many, those heard most first.
    pub fn speakers(&self) -> Vec<(&str, Counts, u64)> {
        let mut speakers: BTreeMap<(&str, Option<SpeakerKind>), (&str, Counts, u64)> = BTreeMap::new();
        for (Key { name, kind, .. }, told) in self.speakers.iter().filter(|(key, _)| !key.name.is_empty()) {
            let (_, counts, outlets) =
                speakers.entry((name, *kind)).or_insert((&told.name, Counts::default(), 0));
            counts.add(&told.counts);
            *outlets += 1;
        }
        let mut speakers: Vec<(&str, Counts, u64)> = speakers.into_values().collect();
        speakers.sort_by_key(|(_, counts, _)| Reverse((counts.attributions(), counts.words)));
        speakers
    }
}

fn row<'c>(key: &'c Key, told: &'c Told) -> Row<'c> {
    let who = Who {
        outlet: &key.outlet,
        speaker: (!told.name.is_empty()).then_some(&told.name),
        speaker_kind: key.kind,
        gender: told.gender(),
    };
    Row { who, counts: told.counts }
}

/// All counts together; an article counts once for each speaker it has.
pub fn sum<'r>(rows: impl IntoIterator<Item = &'r Row<'r>>) -> Counts {
    let mut sum = Counts::default();
    rows.into_iter().for_each(|row| sum.add(&row.counts));
    sum
}
