//! Links quotations: reads JSON Lines `{"id", "doc", "outlet", "date", "text"}`, writes
//! `id<TAB>cluster`.
//!
//!     link - < quotes.jsonl > clusters.tsv

use std::io::{BufRead, BufWriter, Write};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use dixit::{Attribution, Document, Kind, SourceTracker, Span};
use serde::Deserialize;

/// Links quotations into statements.
#[derive(Parser)]
struct Options {
    /// Files with quotations, or - for standard input.
    files: Vec<String>,
    /// Print speed and memory to standard error.
    #[arg(long)]
    stats: bool,
}

#[derive(Deserialize)]
struct Quote {
    id: serde_json::Value,
    outlet: Option<String>,
    date: Option<String>,
    text: String,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut tracker = SourceTracker::new();
    let (mut count, mut inserting) = (0usize, std::time::Duration::ZERO);
    let start = Instant::now();
    for file in &options.files {
        let input: Box<dyn BufRead> = match file.as_str() {
            "-" => Box::new(std::io::stdin().lock()),
            path => Box::new(std::io::BufReader::new(
                std::fs::File::open(path).with_context(|| path.to_string())?,
            )),
        };
        for (number, line) in input.lines().enumerate() {
            let quote: Quote =
                serde_json::from_str(&line?).with_context(|| format!("{file}, line {}", number + 1))?;
            let begin = Instant::now();
            insert(&mut tracker, quote)?;
            inserting += begin.elapsed();
            count += 1;
        }
    }
    let begin = Instant::now();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let statements = tracker.statements();
    let linking = begin.elapsed();
    for statement in statements {
        let cluster = statement.id().0;
        for occurrence in statement.occurrences() {
            writeln!(out, "{}\t{cluster}", occurrence.document())?;
        }
    }
    out.flush()?;
    if options.stats {
        let work = inserting + linking;
        let beyond = tracker.memory_used() - tracker.text_bytes();
        eprintln!(
            "{count} quotes: insert {:.2} s, link {:.2} s, {:.0} quotes/s, with reading and writing {:.2} s; {:.0} bytes a quote beyond the text",
            inserting.as_secs_f64(),
            linking.as_secs_f64(),
            count as f64 / work.as_secs_f64(),
            start.elapsed().as_secs_f64(),
            beyond as f64 / count as f64,
        );
    }
    Ok(())
}

fn insert(tracker: &mut SourceTracker, quote: Quote) -> Result<()> {
    let whole = Span::new(0, quote.text.len());
    let id = match quote.id {
        serde_json::Value::String(id) => id,
        id => id.to_string(),
    };
    let document = Document {
        id,
        text: quote.text,
        outlet: quote.outlet,
        published: quote.date.filter(|date| !date.is_empty()),
        ..Document::default()
    };
    let attribution = Attribution {
        id: 0,
        kind: Kind::Direct,
        content: vec![whole],
        quoted: vec![whole],
        cue: Vec::new(),
        source: Vec::new(),
        speaker: None,
        speaker_kind: None,
        entity: None,
        addressee: None,
        modality: Default::default(),
        polarity: Default::default(),
        confidence: 0.0,
        sieve: None,
        evidence: Vec::new(),
    };
    Ok(tracker.insert(&document, std::slice::from_ref(&attribution))?)
}
