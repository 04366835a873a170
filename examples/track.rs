//! Documents in, statements out: what was said in several outlets, who had it first, and how the
//! wordings differ.
//!
//! `track --json annotated.jsonl > statements.jsonl`, or without `--json` a page to read. Documents
//! that are not annotated are annotated on the way. `--save` keeps the tracker for another day,
//! `--load` takes it up again: `track --load week.dixit --save week.dixit today.jsonl`.

#[path = "common/mod.rs"]
mod common;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use dixit::tracker::{Flag, OccurrenceRecord, Relation, Statement, StatementRecord};
use dixit::{Annotator, SourceTracker};

use common::view::{Page, name_of, printable};
use common::{CommandLine, Tally, output, trackers};

const EXAMPLE: &str = "\
Example:
  $ track --outlets 6 | head -n 9
  “We lowered the gates before the first siren sounded, and nobody in the valley
  was in danger at any hour”
    Tomas Reidmark · 6 outlets · altered · truncated · speaker-conflict
    2031-03-04  Lowland Wire        identical
    2031-03-05  The Calder Post     identical
    2031-03-05  Northgate Tribune   truncated
                “nobody in the valley was in danger at any hour”
    2031-03-06  Vestny Courier      altered, nothing → “have”, nothing → “has”
    2031-03-06  Free Current        altered, “before” → “after”";

/// Link what was said across documents and outlets into statements, those in most outlets first.
#[derive(Parser)]
#[command(name = common::NAME, after_help = EXAMPLE)]
struct Options {
    #[command(flatten)]
    common: CommandLine,

    /// Statements in at least this many outlets [default: 1 with --json, else 2].
    #[arg(long, value_name = "N")]
    outlets: Option<usize>,

    /// Statements that somebody of this name made.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Statements that this outlet carried, under any of its names.
    #[arg(long, value_name = "NAME")]
    carried_by: Option<String>,

    /// Statements with this flag: altered, truncated, critical, speaker-conflict, copies, …
    #[arg(long, value_name = "FLAG", value_parser = flag_of)]
    flag: Option<Flag>,

    /// Statements that this wording belongs to, the closest first.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    /// Start from a tracker that --save wrote; no FILE then means no further documents.
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,

    /// Write the tracker with everything in it.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

fn flag_of(name: &str) -> Result<Flag, String> {
    serde_json::from_value(name.into()).map_err(|_| format!("no flag {name:?}"))
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let mut tracker = trackers::open(options.load.as_deref())?;
    let tally = match options.load.is_some() && options.common.files.is_empty() {
        true => Tally::default(),
        false => trackers::add(&mut tracker, &options.common, &Annotator::new())?,
    };
    if let Some(path) = &options.save {
        let file = File::create(path).with_context(|| path.display().to_string())?;
        tracker.write_snapshot(BufWriter::new(file)).with_context(|| path.display().to_string())?;
    }
    output::unless_closed(write(options, &tracker))?;
    Ok(tally)
}

/// The statements that the filters let through, in the tracker's order; for a text the closest first.
fn chosen<'t>(options: &'t Options, tracker: &'t SourceTracker) -> Vec<Statement<'t>> {
    let mut statements: Vec<Statement<'_>> = match (&options.text, &options.speaker) {
        (Some(text), _) => belonging(tracker, text),
        (None, Some(speaker)) => tracker.by_speaker(speaker).collect(),
        (None, None) => tracker.statements().collect(),
    };
    if let (Some(_), Some(speaker)) = (&options.text, &options.speaker) {
        let theirs: Vec<_> = tracker.by_speaker(speaker).map(|statement| statement.id()).collect();
        statements.retain(|statement| theirs.contains(&statement.id()));
    }
    if let Some(outlet) = &options.carried_by {
        let carried: HashSet<_> = tracker.by_outlet(outlet).map(|statement| statement.id()).collect();
        statements.retain(|statement| carried.contains(&statement.id()));
    }
    if let Some(flag) = options.flag {
        statements.retain(|statement| statement.record().flags.contains(&flag));
    }
    statements
}

/// The statements that a wording belongs to; for a few common words those that hold them.
fn belonging<'t>(tracker: &'t SourceTracker, text: &str) -> Vec<Statement<'t>> {
    let mut findings = tracker.containing(text);
    if findings.is_empty() {
        findings = tracker.search(text);
    }
    findings.into_iter().map(|found| found.statement).collect()
}

fn write(options: &Options, tracker: &SourceTracker) -> io::Result<()> {
    let filtered = options.text.is_some() || options.speaker.is_some() || options.carried_by.is_some();
    let least = options.outlets.unwrap_or(if options.common.json || filtered { 1 } else { 2 });
    let page = Page::for_standard_output();
    let mut output = output::standard_output();
    let count = tracker.statements().len();
    let mut shown = 0;
    let statements = chosen(options, tracker);
    for statement in statements.into_iter().filter(|statement| statement.outlet_count() >= least) {
        let record = statement.record();
        shown += 1;
        if options.common.json {
            serde_json::to_writer(&mut output, &record)?;
            output.write_all(b"\n")?;
        } else {
            output.write_all(reading_page(&page, &record).as_bytes())?;
        }
    }
    if !options.common.json {
        match filtered || options.flag.is_some() {
            true => writeln!(output, "{shown} of {count} statements.")?,
            false => writeln!(output, "{shown} of {count} statements are in {least} outlets or more.")?,
        }
    }
    output.flush()
}

/// How many other statements are shown that share words with one.
const LINKS: usize = 3;

/// How many steps from outlet to outlet are shown.
const STEPS: usize = 8;

/// One statement for a reader: the words, who said them, and every outlet with what it changed.
fn reading_page(page: &Page, statement: &StatementRecord) -> String {
    let mut text = String::new();
    page.paragraph(&mut text, 0, &format!("“{}”", statement.text));
    let mut facts = vec![match statement.speaker.as_deref() {
        Some(speaker) => page.strong(speaker),
        None => page.warning("speaker unknown"),
    }];
    facts.push(match statement.outlets {
        1 => "1 outlet".into(),
        outlets => format!("{outlets} outlets"),
    });
    for flag in &statement.flags {
        facts.push(match flag {
            Flag::Critical | Flag::SpeakerConflict => page.warning(&name_of(*flag)),
            _ => name_of(*flag),
        });
    }
    let _ = writeln!(text, "  {}", facts.join(" · "));
    for occurrence in &statement.occurrences {
        write_occurrence(page, &mut text, statement, occurrence);
    }
    write_chain(page, &mut text, statement);
    for link in statement.links.iter().take(LINKS) {
        page.paragraph(&mut text, 2, &format!("{}: “{}”", name_of(link.kind), link.text));
    }
    text.push('\n');
    text
}

/// How it passed from outlet to outlet, and the wording that is linked by least.
fn write_chain(page: &Page, text: &mut String, statement: &StatementRecord) {
    for step in statement.chain.iter().flat_map(|chain| &chain.steps).take(STEPS) {
        let evidence = match step.evidence.is_empty() {
            true => String::new(),
            false => format!(", bytes {} to {}", step.evidence.start, step.evidence.end),
        };
        let line =
            format!("{} → {}: {} ({}{evidence})", step.from, step.to, name_of(step.kind), step.document);
        page.paragraph(text, 2, &line);
    }
    if let Some(weakest) = &statement.weakest {
        let of = statement.occurrences.iter().find(|found| found.document == weakest.document);
        let outlet = of.and_then(|found| found.outlet.as_deref()).unwrap_or(&weakest.document);
        let line = format!("weakest link: {outlet}, {:.0} % in common", weakest.coverage * 100.0);
        page.paragraph(text, 2, &line);
    }
}

fn write_occurrence(page: &Page, text: &mut String, statement: &StatementRecord, found: &OccurrenceRecord) {
    let date = found.published.as_deref().unwrap_or("no date");
    let outlet = found.outlet.as_deref().unwrap_or(&found.document);
    let mut facts = vec![format!("{:?}", found.relation).to_lowercase()];
    facts.extend(found.changes.iter().map(|change| page.change(change)));
    if found.speaker != statement.speaker {
        let speaker = found.speaker.as_deref().unwrap_or("nobody named");
        let conflict = statement.flags.contains(&Flag::SpeakerConflict)
            && statement.speakers.iter().skip(1).any(|name| name == speaker);
        facts.push(if conflict { page.warning(speaker) } else { printable(speaker) });
    }
    facts.extend(found.via.iter().map(|outlet| format!("via {}", printable(outlet))));
    facts.extend(found.origin.iter().map(|outlet| format!("from {}", printable(outlet))));
    let _ = writeln!(text, "  {:<10}  {:<18}  {}", printable(date), printable(outlet), facts.join(", "));
    // Where whole parts are gone the changes say too little.
    if !matches!(found.relation, Relation::Identical | Relation::Trivial | Relation::Altered) {
        page.paragraph(text, 14, &format!("“{}”", found.text));
    }
}
