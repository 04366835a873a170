//! Links quotations: reads JSON Lines `{"id", "doc", "outlet", "date", "text"}`, writes
//! `id<TAB>cluster`.
//!
//!     link - < quotes.jsonl > clusters.tsv

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Parser;
use dixit::{Attribution, Document, Kind, SourceTracker, Span};
use serde::{Deserialize, Deserializer};

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

/// Bytes that are asked for at a time.
const BUFFER: usize = 1 << 20;

#[derive(Deserialize)]
struct Quote<'l> {
    #[serde(deserialize_with = "as_written")]
    id: String,
    #[serde(borrow)]
    outlet: Option<Cow<'l, str>>,
    #[serde(borrow)]
    date: Option<Cow<'l, str>>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

/// An id of any type as text.
fn as_written<'l, D: Deserializer<'l>>(from: D) -> Result<String, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(id) => id,
        id => id.to_string(),
    })
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut tracker = SourceTracker::new();
    let (mut count, mut inserting) = (0usize, Duration::ZERO);
    let start = Instant::now();
    let mut insert = Insert::default();
    for file in &options.files {
        let input: Box<dyn Read> = match file.as_str() {
            "-" => Box::new(std::io::stdin().lock()),
            path => Box::new(File::open(path).with_context(|| path.to_string())?),
        };
        let mut input = BufReader::with_capacity(BUFFER, input);
        let (mut lines, mut read) = (String::new(), 0);
        loop {
            lines.clear();
            for _ in 0..BATCH {
                input.read_line(&mut lines)?;
            }
            let parse = |(line, number)| {
                serde_json::from_str(line).with_context(|| format!("{file}, line {}", read + number))
            };
            let batch: Vec<Quote> = lines.lines().zip(1..).map(parse).collect::<Result<_>>()?;
            if batch.is_empty() {
                break;
            }
            read += batch.len();
            let begin = cpu_time(start);
            batch.iter().try_for_each(|quote| insert.quote(&mut tracker, quote))?;
            inserting += cpu_time(start) - begin;
        }
        count += read;
    }
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

/// A document that is one quotation: filled again for each.
struct Insert {
    document: Document,
    attribution: Attribution,
}

impl Default for Insert {
    fn default() -> Self {
        let attribution = Attribution::new(Kind::Direct, [Span::default()]).quoted([Span::default()]);
        Insert { document: Document::default(), attribution }
    }
}

impl Insert {
    fn quote(&mut self, tracker: &mut SourceTracker, quote: &Quote<'_>) -> Result<()> {
        let Insert { document, attribution } = self;
        document.id.clear();
        document.id.push_str(&quote.id);
        document.text.clear();
        document.text.push_str(&quote.text);
        refill(&mut document.outlet, quote.outlet.as_deref());
        refill(&mut document.published, quote.date.as_deref().filter(|date| !date.is_empty()));
        let whole = Span::new(0, document.text.len());
        (attribution.content[0], attribution.quoted[0]) = (whole, whole);
        Ok(tracker.insert(document, std::slice::from_ref(attribution))?)
    }
}

/// Puts another text, or none, into a fact.
fn refill(fact: &mut Option<String>, text: Option<&str>) {
    let Some(text) = text else { return *fact = None };
    let fact = fact.get_or_insert_default();
    fact.clear();
    fact.push_str(text);
}
