//! An annotated document in, rows of comma-separated values out: one for each attribution.

use dixit::export::Offsets;
use dixit::{Annotation, Attribution, Document, Kind, Modality, Polarity, SpeakerKind};
use serde::Serialize;

/// Columns in their order.
#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    id: u32,
    kind: Kind,
    modality: Modality,
    polarity: Polarity,
    speaker: Option<&'a str>,
    speaker_kind: Option<SpeakerKind>,
    source: String,
    cue: String,
    addressee: Option<&'a str>,
    /// Where an attribution breaks it in two, an ellipsis stands between the parts.
    content: String,
    /// From the start of the first part to the end of the last.
    start: usize,
    end: usize,
    confidence: String,
}

/// The names of the columns.
pub fn header() -> Vec<u8> {
    let columns = "document,outlet,published,id,kind,modality,polarity,speaker,speaker_kind,source,cue,\
                   addressee,content,start,end,confidence\n";
    columns.into()
}

/// A row for each attribution; `annotation` counts bytes, `start` and `end` are what `offsets` makes of them.
pub fn rows(document: &Document, annotation: &Annotation, offsets: &Offsets) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for found in &annotation.attributions {
        writer.serialize(row(document, found, offsets)).expect("a row is text and numbers");
    }
    writer.into_inner().expect("memory takes what is written")
}

fn row<'a>(document: &'a Document, found: &'a Attribution, offsets: &Offsets) -> Row<'a> {
    let words = |spans, between| super::words(&document.text, spans, between);
    Row {
        document: &document.id,
        outlet: document.outlet.as_deref(),
        published: document.published.as_deref(),
        id: found.id,
        kind: found.kind,
        modality: found.modality,
        polarity: found.polarity,
        speaker: found.speaker.as_deref(),
        speaker_kind: found.speaker_kind,
        source: words(&found.source, " "),
        cue: words(&found.cue, " … "),
        addressee: found.addressee.as_deref(),
        content: words(&found.content, " … "),
        start: found.content.first().map_or(0, |part| offsets.offset(part.start)),
        end: found.content.last().map_or(0, |part| offsets.offset(part.end)),
        confidence: format!("{:.3}", found.confidence),
    }
}
