//! Links quotations: reads JSON Lines `{"id", "doc", "outlet", "date", "text"}`, writes
//! `id<TAB>cluster`.
//!
//!     link - < quotes.jsonl > clusters.tsv

use std::io::{BufRead, BufWriter, Write};
use std::time::{Duration, Instant};

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

/// How many quotations are read before they are inserted together.
const BATCH: usize = 4096;

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
    let (mut count, mut inserting) = (0usize, Duration::ZERO);
    let start = Instant::now();
    let mut batch: Vec<Quote> = Vec::with_capacity(BATCH);
    let mut add = |batch: &mut Vec<Quote>| -> Result<()> {
        count += batch.len();
        let begin = cpu_time(start);
        batch.drain(..).try_for_each(|quote| insert(&mut tracker, quote))?;
        inserting += cpu_time(start) - begin;
        Ok(())
    };
    for file in &options.files {
        let input: Box<dyn BufRead> = match file.as_str() {
            "-" => Box::new(std::io::stdin().lock()),
            path => Box::new(std::io::BufReader::new(
                std::fs::File::open(path).with_context(|| path.to_string())?,
            )),
        };
        for (number, line) in input.lines().enumerate() {
            let quote = serde_json::from_str(&line?);
            batch.push(quote.with_context(|| format!("{file}, line {}", number + 1))?);
            if batch.len() == BATCH {
                add(&mut batch)?;
            }
        }
    }
    add(&mut batch)?;
    let begin = cpu_time(start);
    let statements = tracker.statements();
    let linking = cpu_time(start) - begin;
    let mut out = BufWriter::new(std::io::stdout().lock());
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
            "{count} quotes: insert {:.2} s, link {:.2} s, {:.0} quotes per CPU second; with reading and writing {:.2} s of CPU time; {:.0} bytes a quote beyond the text, links and index included; peak memory {}",
            inserting.as_secs_f64(),
            linking.as_secs_f64(),
            count as f64 / work.as_secs_f64(),
            cpu_time(start).as_secs_f64(),
            beyond as f64 / count as f64,
            peak_memory(),
        );
    }
    Ok(())
}

/// The CPU time of this thread, where Linux tells it; else the time since `start`.
fn cpu_time(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The most memory this process had, where Linux tells it.
fn peak_memory() -> String {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_string(), |line| line.trim().to_string())
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
