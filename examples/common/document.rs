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
        return Ok(Document::new(stem(&raw.file), text));
    }
    serde_json::from_str(text).map_err(|error| complain(raw, "not a document", &error))
}

/// Reads one document together with the attributions it carries, which have to have our shape and lie in
/// its text; `None` stands for a document that has none and is still to be annotated.
pub fn parse_annotated(raw: &Raw) -> Result<(Document, Option<Annotation>), Complaint> {
    let document = parse(raw)?;
    if raw.line.is_none() || memchr::memmem::find(&raw.bytes, b"\"attributions\"").is_none() {
        return Ok((document, None));
    }
    // What cannot be read is no document without attributions: annotating it anew would pass for what
    // another system found.
    let unreadable = |error| complain(raw, "attributions that cannot be read", &error);
    let Carried { attributions, offsets } = serde_json::from_slice(&raw.bytes).map_err(unreadable)?;
    let Some(attributions) = attributions else { return Ok((document, None)) };
    if offsets != Unit::Bytes {
        let message = "its offsets do not count bytes (annotated with --offsets)";
        return Err(raw.complaint(None, None, message));
    }
    if let Some(stray) = attributions.iter().find(|found| !lies_in(&document.text, found)) {
        let message = format!("attribution {} has a span that does not lie in the text", stray.id);
        return Err(raw.complaint(None, None, message));
    }
    let unreadable = |error| complain(raw, "quoted spans or entities that cannot be read", &error);
    let annotation: Annotation = serde_json::from_slice(&raw.bytes).map_err(unreadable)?;
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

/// What serde says, with its position moved into the place: it counts lines from the entry's start. `what`
/// JSON of another shape is.
fn complain(raw: &Raw, what: &str, error: &serde_json::Error) -> Complaint {
    let whole = error.to_string();
    let reason = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(reason, _)| reason);
    let what = if error.is_data() { what } else { "not JSON" };
    raw.complaint(None, Some(error.column()), format!("{what}: {reason}"))
}

/// `news/harbour.txt.gz` -> `harbour`.
fn stem(file: &str) -> String {
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.strip_suffix(".txt").unwrap_or(name).to_owned()
}
