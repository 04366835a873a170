//! Links annotated documents into statements: JSON Lines of documents with `attributions` in,
//! statements out, those in most outlets first.
//!
//!     track --json annotated.jsonl > statements.jsonl

use std::io::{BufRead, BufWriter, Write};

use anyhow::{Context, Result};
use clap::Parser;
use dixit::tracker::Comparer;
use dixit::{Attribution, Document, SourceTracker};
use serde::Deserialize;

/// Links quotations and claims of annotated documents into statements.
#[derive(Parser)]
struct Options {
    /// Files with annotated documents (.jsonl), or - for standard input.
    files: Vec<String>,
    /// Write statements as JSON Lines.
    #[arg(long)]
    json: bool,
}

#[derive(Deserialize)]
struct Annotated {
    #[serde(flatten)]
    document: Document,
    #[serde(default)]
    attributions: Vec<Attribution>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut tracker = SourceTracker::new();
    for file in &options.files {
        let input: Box<dyn BufRead> = match file.as_str() {
            "-" => Box::new(std::io::stdin().lock()),
            path => Box::new(std::io::BufReader::new(std::fs::File::open(path).with_context(|| path.to_string())?)),
        };
        for (number, line) in input.lines().enumerate() {
            let annotated: Annotated =
                serde_json::from_str(&line?).with_context(|| format!("{file}, line {}", number + 1))?;
            tracker.insert(&annotated.document, &annotated.attributions)?;
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut comparer = Comparer::new();
    for statement in tracker.statements() {
        let record = statement.record(&mut comparer);
        if options.json {
            serde_json::to_writer(&mut out, &record)?;
            writeln!(out)?;
        } else {
            writeln!(out, "“{}” — {}", record.text, record.speaker.as_deref().unwrap_or("?"))?;
            for occurrence in record.occurrences {
                writeln!(out, "    {:10} {:24} {:?} “{}”", occurrence.published.unwrap_or_default(), occurrence.outlet.unwrap_or_default(), occurrence.relation, occurrence.text)?;
            }
        }
    }
    Ok(out.flush()?)
}
