//! A raw line or article in; a [`Document`], with its attributions if it carries them, or a
//! [`Complaint`] out.

use std::path::Path;

use dixit::export::Unit;
use dixit::{Annotation, Attribution, Document, Span};
use serde::Deserialize;

use super::Complaint;
use super::input::Raw;

/// Reads one document. Fields that a document does not have are ignored.
pub fn parse(raw: &Raw) -> Result<Document, Complaint> {
    let text = decode(raw)?;
    if raw.line.is_none() {
        return Ok(Document { id: stem(&raw.file), text: text.to_owned(), ..Document::default() });
    }
    serde_json::from_str(text).map_err(|error| complain(raw, &error))
}

/// Reads one document together with the attributions it carries, if they have our shape and lie in
/// its text; `None` stands for a document that is still to be annotated.
pub fn parse_annotated(raw: &Raw) -> Result<(Document, Option<Annotation>), Complaint> {
    let document = parse(raw)?;
    if raw.line.is_none() || memchr::memmem::find(&raw.bytes, b"\"attributions\"").is_none() {
        return Ok((document, None));
    }
    let Ok(Carried { attributions: Some(attributions), offsets }) = serde_json::from_slice(&raw.bytes) else {
        return Ok((document, None));
    };
    if offsets != Unit::Bytes {
        let message = "its offsets do not count bytes (annotated with --offsets)";
        return Err(raw.complaint(None, None, message));
    }
    if let Some(stray) = attributions.iter().find(|found| !lies_in(&document.text, found)) {
        let message = format!("attribution {} has a span that does not lie in the text", stray.id);
        return Err(raw.complaint(None, None, message));
    }
    let mut annotation = serde_json::from_slice::<Annotation>(&raw.bytes).unwrap_or_default();
    annotation.attributions = attributions;
    Ok((document, Some(annotation)))
}

/// The field that makes a document an annotated one, and what its offsets count.
#[derive(Deserialize)]
struct Carried {
    attributions: Option<Vec<Attribution>>,
    #[serde(default)]
    offsets: Unit,
}

fn lies_in(text: &str, found: &Attribution) -> bool {
    let spans = [&found.content, &found.quoted, &found.cue, &found.source];
    let fits = |span: &Span| text.get(span.range()).is_some();
    !found.content.is_empty() && spans.into_iter().flatten().all(fits)
}

fn decode(raw: &Raw) -> Result<&str, Complaint> {
    std::str::from_utf8(&raw.bytes).map_err(|error| {
        let before = &raw.bytes[..error.valid_up_to()];
        let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
        let column = before.len() - memchr::memrchr(b'\n', before).map_or(0, |at| at + 1) + 1;
        raw.complaint(raw.line.or(Some(line)), Some(column), "not UTF-8")
    })
}

/// What serde says, with its position moved into the place: it counts lines from the entry's start.
fn complain(raw: &Raw, error: &serde_json::Error) -> Complaint {
    let whole = error.to_string();
    let reason = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(reason, _)| reason);
    let what = if error.is_data() { "not a document" } else { "not JSON" };
    raw.complaint(None, Some(error.column()), format!("{what}: {reason}"))
}

/// `news/harbour.txt.gz` -> `harbour`.
fn stem(file: &str) -> String {
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.strip_suffix(".txt").unwrap_or(name).to_owned()
}
