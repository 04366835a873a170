//! [`Statement`]: one saying and everywhere it was said; a view into the tracker, and its
//! serialisable form.

use serde::{Deserialize, Serialize};

use super::chain::Chain;
use super::date::Date;
use super::group::{Row, is_claim};
use super::overlap::StatementLink;
use super::provenance::{Route, Via};
use super::relation::{Change, Relation};
use super::shown::edges;
use super::store::{OccurrenceId, OccurrenceRow};
use super::{SourceTracker, copies, hash};
use crate::attribution::Kind;
use crate::span::Span;

/// Number of a statement: 53 bits, so that every JSON reader keeps it exactly.
///
/// It is made from the statement's first occurrence (document id and place), so it stays the same
/// while later occurrences and other wordings join, in whatever order they are inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementId(pub u64);

/// One saying and everywhere it was said. A view that copies nothing.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'t> {
    pub(super) tracker: &'t SourceTracker,
    pub(super) row: &'t Row,
}

/// One content in one document.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'t> {
    pub(super) tracker: &'t SourceTracker,
    pub(super) id: OccurrenceId,
}

impl<'t> Statement<'t> {
    /// The statement's number.
    pub fn id(&self) -> StatementId {
        let first = self.first();
        let place = (first.span().start as u64) << 32 | first.span().end as u64;
        StatementId(hash::pair(hash::bytes(first.document().as_bytes()), place) >> 11)
    }

    /// The representative wording, marks and punctuation at its edges left out.
    pub fn text(&self) -> &'t str {
        self.representative().text()
    }

    /// The occurrence whose wording stands for the statement.
    pub fn representative(&self) -> Occurrence<'t> {
        Occurrence { tracker: self.tracker, id: self.row.representative }
    }

    /// The earliest occurrence. Without dates it is the first by document id.
    pub fn first(&self) -> Occurrence<'t> {
        let id = self.tracker.groups().members[self.row.first as usize];
        Occurrence { tracker: self.tracker, id }
    }

    /// Every occurrence, the earliest first, those without a date last.
    pub fn occurrences(&self) -> impl ExactSizeIterator<Item = Occurrence<'t>> + use<'t> {
        let tracker = self.tracker;
        let range = self.row.first as usize..self.row.end as usize;
        tracker.groups().members[range].iter().map(move |id| Occurrence { tracker, id: *id })
    }

    /// Number of different outlets.
    pub fn outlet_count(&self) -> usize {
        self.row.outlets as usize
    }

    /// Whether the statement is a claim (indirect speech) rather than a quotation.
    pub fn is_claim(&self) -> bool {
        is_claim(&self.tracker.store, self.row)
    }

    /// What the statement is made of.
    pub fn kind(&self) -> StatementKind {
        if self.is_claim() { StatementKind::Claim } else { StatementKind::Quote }
    }

    /// The different speakers the occurrences name, the most frequent first, those who are only
    /// described ("a spokesman") last. Variants of a name ("Poe", "Ann Poe") count as one, under the
    /// fullest.
    pub fn speakers(&self) -> Vec<&'t str> {
        let mut names: Vec<&str> = self.occurrences().filter_map(|o| o.speaker()).collect();
        names.sort_unstable();
        let mut counted: Vec<(&str, usize)> =
            names.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
        counted.sort_unstable_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
        let known = &self.tracker.tables.names;
        let names: Vec<&str> = counted.iter().map(|(name, _)| *name).collect();
        let classes = known.classes(&names);
        let count = classes.iter().max().map_or(0, |class| class + 1);
        let mut speakers: Vec<(usize, &str)> = (0..count)
            .filter_map(|class| {
                let of =
                    || counted.iter().zip(&classes).filter(move |(_, c)| **c == class).map(|(name, _)| name);
                Some((of().map(|(_, n)| n).sum(), of().next()?.0))
            })
            .collect();
        speakers
            .sort_unstable_by_key(|(count, name)| (known.is_description(name), usize::MAX - count, *name));
        speakers.into_iter().map(|(_, name)| name).collect()
    }

    /// The statement with every occurrence compared with the representative, ready to serialise.
    pub fn record(&self) -> StatementRecord {
        let mut comparer = self.tracker.comparer();
        let text = self.text();
        let mut occurrences: Vec<OccurrenceRecord> =
            Vec::with_capacity(self.row.end as usize - self.row.first as usize);
        let mut weakest: Option<WeakestEdge> = None;
        for occurrence in self.occurrences() {
            let comparison = comparer.align(text, occurrence.text()).0;
            if comparison.relation > Relation::Trivial
                && weakest.as_ref().is_none_or(|edge| comparison.coverage < edge.coverage)
            {
                weakest = Some(WeakestEdge {
                    document: occurrence.document().to_string(),
                    span: occurrence.span(),
                    relation: comparison.relation,
                    coverage: comparison.coverage,
                });
            }
            occurrences.push(occurrence.to_record(comparison.relation, comparison.changes));
        }
        let speakers = self.speakers();
        let copies = copies::of(self);
        let first = self.first();
        StatementRecord {
            id: self.id(),
            text: text.to_string(),
            speaker: speakers.first().map(|name| name.to_string()),
            kind: self.kind(),
            outlets: self.outlet_count(),
            independent: copies.voices,
            first: FirstCarrier {
                document: first.document().to_string(),
                outlet: first.outlet().map(str::to_string),
                published: first.published().map(str::to_string),
            },
            flags: flags(&occurrences, &speakers, self, copies.any),
            speakers: speakers.iter().map(|name| name.to_string()).collect(),
            occurrences,
            weakest,
            links: self.links(),
            chain: Some(self.chain()).filter(|chain| !chain.steps.is_empty()),
        }
    }
}

fn flags(
    occurrences: &[OccurrenceRecord],
    speakers: &[&str],
    statement: &Statement<'_>,
    copies: bool,
) -> Vec<Flag> {
    let relation = |relation: Relation| occurrences.iter().any(|o| o.relation == relation);
    let mut dates: Vec<Option<Date>> = statement.occurrences().map(|o| o.date()).collect();
    let first = dates.first().copied().flatten();
    // A day and an hour of it may be in either order.
    let may_be_first =
        |o: &Occurrence<'_>| o.date().zip(first).is_some_and(|(date, first)| !first.is_before(date));
    let mut outlets: Vec<_> =
        statement.occurrences().filter(may_be_first).map(|o| o.canonical_outlet()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let first_tie = outlets.len() > 1;
    dates.retain(Option::is_none);
    let all = [
        (Flag::Altered, relation(Relation::Altered)),
        (Flag::Truncated, relation(Relation::Truncated)),
        (Flag::Ellipsis, relation(Relation::Ellipsis)),
        (Flag::Bracketed, relation(Relation::Bracketed)),
        (Flag::Spliced, relation(Relation::Spliced)),
        (Flag::Critical, occurrences.iter().any(|o| o.changes.iter().any(|change| change.critical))),
        (Flag::SpeakerConflict, statement.tracker.tables.names.conflict(speakers)),
        (Flag::Copies, copies),
        (Flag::FirstTie, first_tie),
        (Flag::DateMissing, !dates.is_empty()),
    ];
    all.into_iter().filter(|(_, set)| *set).map(|(flag, _)| flag).collect()
}

impl<'t> Occurrence<'t> {
    fn row(&self) -> &'t OccurrenceRow {
        &self.tracker.store.occurrences[self.id as usize]
    }

    /// The words as written, marks and punctuation at the edges left out; pieces of a split
    /// quotation are joined with a space.
    pub fn text(&self) -> &'t str {
        let raw = self.raw();
        &raw[edges(raw).range()]
    }

    /// The words as inserted.
    pub fn raw(&self) -> &'t str {
        self.tracker.store.text(self.id)
    }

    /// Where the content stands in its document's text, in bytes; from the first piece to the last.
    pub fn span(&self) -> Span {
        let (start, end) = self.row().span;
        Span::new(start as usize, end as usize)
    }

    /// How the content is marked.
    pub fn kind(&self) -> Kind {
        self.row().kind
    }

    /// Id of the document.
    pub fn document(&self) -> &'t str {
        self.tracker.store.ids.get(self.row().document)
    }

    /// The document's outlet, as given.
    pub fn outlet(&self) -> Option<&'t str> {
        self.tracker.store.name(self.tracker.store.document_of(self.id).outlet)
    }

    /// The outlet's one name.
    pub fn canonical_outlet(&self) -> Option<&'t str> {
        self.tracker.store.voice(self.tracker.store.document_of(self.id).outlet)
    }

    /// The document's date, as given.
    pub fn published(&self) -> Option<&'t str> {
        self.tracker.store.name(self.tracker.store.document_of(self.id).published)
    }

    /// The document's date, where it can be read.
    pub fn date(&self) -> Option<Date> {
        self.tracker.store.date(self.row().document)
    }

    /// Who said it, as resolved in this document.
    pub fn speaker(&self) -> Option<&'t str> {
        self.tracker.store.name(self.row().speaker)
    }

    /// Whether the speaker is somebody of this name: "Poe" can be "Ann Poe", "Sam Poe" can be "Samuel
    /// Poe". `None` where that is unknown: the document names nobody, or one of the two is only
    /// described ("a spokesman", "the minister").
    pub fn may_be_by(&self, name: &str) -> Option<bool> {
        self.tracker.tables.names.same(self.speaker()?, name)
    }

    /// Outlets between the speaker and this document, named where it says so.
    pub fn via(&self) -> impl Iterator<Item = &'t Via> + use<'t> {
        self.tracker.store.via_of(self.id)
    }

    /// Outlets the whole document came from: republication, byline, wire mark.
    pub fn origins(&self) -> impl Iterator<Item = &'t Via> + use<'t> {
        self.tracker.store.origins_of(self.row().document)
    }

    pub(super) fn document_number(&self) -> u32 {
        self.row().document
    }

    pub(super) fn sketch(&self) -> &'t [u32] {
        self.tracker.store.sketch(self.row().document)
    }

    fn to_record(self, relation: Relation, changes: Vec<Change>) -> OccurrenceRecord {
        let mut via: Vec<String> = Vec::new();
        for Via { outlet, .. } in self.via() {
            if !via.iter().any(|name| **name == **outlet) {
                via.push(outlet.to_string());
            }
        }
        let republished = |origin: &&Via| origin.route >= Route::Republished;
        OccurrenceRecord {
            document: self.document().to_string(),
            outlet: self.outlet().map(str::to_string),
            published: self.published().map(str::to_string),
            span: self.span(),
            text: self.text().to_string(),
            kind: self.kind(),
            speaker: self.speaker().map(str::to_string),
            relation,
            changes,
            via,
            origin: self.origins().find(republished).map(|origin| origin.outlet.to_string()),
            provenance: self.via().chain(self.origins()).cloned().collect(),
        }
    }
}

/// What a statement is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatementKind {
    /// Words inside quotation marks.
    Quote,
    /// Indirect speech.
    Claim,
}

/// Something to know about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Flag {
    /// A variant has other words.
    Altered,
    /// A variant is a part.
    Truncated,
    /// A variant marks what it leaves out.
    Ellipsis,
    /// A variant has words in brackets.
    Bracketed,
    /// A variant leaves out words inside without a mark.
    Spliced,
    /// A negation, number, name or modal changed.
    Critical,
    /// Occurrences name speakers who cannot be one.
    SpeakerConflict,
    /// Some documents are near-identical or republished, so there are fewer voices than outlets.
    Copies,
    /// Several outlets have the earliest date, or may have it: a day and an hour of it.
    FirstTie,
    /// Some documents have no date that can be read ([`Date`]), so an earlier one is possible.
    DateMissing,
}

/// The earliest occurrence's document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FirstCarrier {
    /// Its id.
    pub document: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date.
    pub published: Option<String>,
}

/// A statement, serialisable: one line of the JSON contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementRecord {
    /// Its number.
    pub id: StatementId,
    /// The representative wording.
    pub text: String,
    /// The most frequent speaker.
    pub speaker: Option<String>,
    /// Quotation or claim.
    pub kind: StatementKind,
    /// Number of different outlets.
    pub outlets: usize,
    /// Number of outlets once near-identical and republished documents count as one voice.
    pub independent: usize,
    /// The earliest occurrence.
    pub first: FirstCarrier,
    /// What to know about it.
    pub flags: Vec<Flag>,
    /// Every speaker that is named.
    pub speakers: Vec<String>,
    /// Every occurrence, the earliest first.
    pub occurrences: Vec<OccurrenceRecord>,
    /// The occurrence that fits least well; none where all have the same words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakest: Option<WeakestEdge>,
    /// Other statements that share words with it without being the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<StatementLink>,
    /// How it passed from outlet to outlet, where documents tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
}

/// The occurrence of a statement that fits its representative least well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WeakestEdge {
    /// Id of its document.
    pub document: String,
    /// Bytes of that document's text.
    pub span: Span,
    /// How its wording relates to the statement's text.
    pub relation: Relation,
    /// Share of the lighter text's information that the heavier one holds, 0 to 1.
    pub coverage: f32,
}

/// An occurrence, serialisable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OccurrenceRecord {
    /// Id of the document.
    pub document: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date.
    pub published: Option<String>,
    /// Bytes of the document's text.
    pub span: Span,
    /// The words as written.
    pub text: String,
    /// How they are marked.
    pub kind: Kind,
    /// Who said it.
    pub speaker: Option<String>,
    /// How the wording relates to the statement's text.
    pub relation: Relation,
    /// What changed.
    pub changes: Vec<Change>,
    /// Outlets between the speaker and the document.
    pub via: Vec<String>,
    /// The outlet the whole document came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// What the document says about both, with evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Via>,
}
