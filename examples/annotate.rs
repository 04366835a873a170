//! Documents in, annotated documents out: who said what, with offsets for every claim.
//!
//! `annotate --json news.jsonl.gz > annotated.jsonl`, `--csv` for a table, or without either a page to
//! read.

#[path = "common/mod.rs"]
mod common;
#[path = "annotate/table.rs"]
mod table;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use dixit::export::{Offsets, Unit};
use dixit::{Annotation, Annotator, Attribution, Document, Scratch};
use serde::Serialize;

use common::input::Raw;
use common::view::{Page, printable};
use common::{CommandLine, Complaint, Tally, document, output, parallel};

const EXAMPLE: &str = "\
Example:
  $ echo '{\"id\": \"a1\", \"text\": \"“It is late,” said Ann Poe.\"}' | annotate -
  a1

    Ann Poe · said · direct, 0.97
      “It is late,”";

/// Annotate documents: what was said, in which words, and by whom.
#[derive(Parser)]
#[command(name = common::NAME, after_help = EXAMPLE)]
struct Options {
    #[command(flatten)]
    common: CommandLine,

    /// Write a table instead, a row for each attribution.
    #[arg(long, conflicts_with_all = ["json", "no_text"])]
    csv: bool,

    /// What the offsets of --json and --csv count: bytes, code-points (Python) or utf16 (JavaScript).
    #[arg(long, value_name = "UNIT", default_value = "bytes", value_parser = unit_of)]
    offsets: Unit,

    /// Leave the text out of the result.
    #[arg(long)]
    no_text: bool,

    /// Leave out claims: only what stands in quotation marks. Faster.
    #[arg(long)]
    no_claims: bool,

    /// Name no speaker that is less certain than this, from 0 to 1.
    #[arg(long, value_name = "X", default_value_t = 0.0)]
    min_confidence: f32,
}

fn unit_of(name: &str) -> Result<Unit, String> {
    serde_json::from_value(name.into()).map_err(|_| format!("no unit {name:?}"))
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let annotator =
        Annotator::builder().claims(!options.no_claims).min_confidence(options.min_confidence).build()?;
    let page = Page::for_standard_output();
    let mut output = output::standard_output();

    let work = |scratch: &mut Scratch, raw: &Raw| -> Result<Vec<u8>, Complaint> {
        let document = document::parse(raw)?;
        let mut annotation = annotator.annotate_with(&document, scratch);
        let offsets = Offsets::new(&document.text, options.offsets);
        Ok(if options.common.json {
            offsets.translate(&mut annotation);
            json_line(&document, &annotation, options)
        } else if options.csv {
            table::rows(&document, &annotation, &offsets)
        } else {
            reading_page(&page, &document, &annotation).into_bytes()
        })
    };
    if options.csv {
        output.write_all(&table::header())?;
    }
    parallel::for_each_batch(&options.common, Scratch::default, work, |results| {
        results.iter().try_for_each(|result| output.write_all(result))?;
        output.flush()
    })
}

/// The document's fields and what was found, as one line.
fn json_line(document: &Document, annotation: &Annotation, options: &Options) -> Vec<u8> {
    let Document { id, text, outlet, published, url, title, byline, language, .. } = document;
    let line = Annotated {
        id,
        text: (!options.no_text).then_some(text),
        outlet: outlet.as_deref(),
        published: published.as_deref(),
        url: url.as_deref(),
        title: title.as_deref(),
        byline: byline.as_deref(),
        language: language.as_deref(),
        offsets: Some(options.offsets).filter(|unit| *unit != Unit::Bytes),
        annotation,
    };
    // What is found takes two or three times the room of the text; growing would copy all of it.
    let mut bytes = Vec::with_capacity(4 * text.len());
    serde_json::to_writer(&mut bytes, &line).expect("strings and numbers have a JSON form");
    bytes.push(b'\n');
    bytes
}

#[derive(Serialize)]
struct Annotated<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// What offsets count, if not bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    offsets: Option<Unit>,
    #[serde(flatten)]
    annotation: &'a Annotation,
}

/// One article for a reader: who, with which words, how sure, and what.
fn reading_page(page: &Page, document: &Document, annotation: &Annotation) -> String {
    let mut text = String::new();
    let facts = [Some(document.id.as_str()), document.outlet.as_deref(), document.published.as_deref()];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let _ = writeln!(text, "{}", page.strong(&facts.join(" · ")));
    if let Some(title) = &document.title {
        page.paragraph(&mut text, 0, title);
    }
    text.push('\n');
    for found in &annotation.attributions {
        let _ = writeln!(text, "  {}", heading(page, &document.text, found));
        page.paragraph(&mut text, 4, &words(&document.text, &found.content, " … "));
    }
    if annotation.attributions.is_empty() {
        text.push_str("  Nobody is quoted.\n");
    }
    text.push('\n');
    text
}

/// `Ann Poe (the mayor) · told the Lowland Wire · direct, 0.97`
fn heading(page: &Page, text: &str, found: &Attribution) -> String {
    let source = words(text, &found.source, " ");
    let who = match &found.speaker {
        Some(speaker) if source.is_empty() || *speaker == source => page.strong(speaker),
        Some(speaker) => format!("{} ({})", page.strong(speaker), printable(&source)),
        None if source.is_empty() => page.warning("speaker unknown"),
        None => page.strong(&source),
    };
    let kind = format!("{:?}", found.kind).to_lowercase();
    let mut how = words(text, &found.cue, " … ");
    if let Some(addressee) = &found.addressee {
        let _ = write!(how, " → {addressee}");
    }
    let how = if how.is_empty() { how } else { format!("{how} · ") };
    format!("{who} · {}", page.faint(&format!("{how}{kind}, {:.2}", found.confidence)))
}

/// The words under the spans.
fn words(text: &str, spans: &[dixit::Span], between: &str) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    parts.join(between)
}
