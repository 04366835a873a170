//! Who gets a say: for each outlet, who is quoted, how often, in how many words.
//!
//! `audit --csv annotated.jsonl > who.csv`, `--json` for JSON Lines, or without either a page to read.
//! Documents that are not annotated are annotated on the way. Speakers of several documents are told apart
//! by name alone: "Poe" in one article and "Ann Poe" in another are two, two people called Ann Poe are one.

#[path = "audit/census.rs"]
mod census;
#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;
use console::{Alignment, pad_str};
use dixit::{Annotator, Gender, SpeakerKind};

use census::{Census, Who};
use common::view::Page;
use common::{CommandLine, Tally, annotated, output};

const EXAMPLE: &str = "\
Example:
  $ audit | head -n 6
                                attributions     words
  all                                    153      1667
  persons                               63 %      72 %
    she                                 31 %      37 %
    he                                  22 %      23 %
    not told                            11 %      12 %";

/// Count who is quoted, where, how often and at what length.
///
/// Counted is what the sources said or wrote; with --all also what they believe, want, see or find.
/// "She" and "he" are how the text speaks of a person: by pronouns, titles, roles, given names.
#[derive(Parser)]
#[command(name = common::NAME, after_help = EXAMPLE)]
struct Options {
    #[command(flatten)]
    common: CommandLine,

    /// Write a table instead, a row for each outlet and speaker.
    #[arg(long, conflicts_with = "json")]
    csv: bool,

    /// How many speakers the page lists.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// Count what sources believe, want, see or find, too.
    #[arg(long)]
    all: bool,

    /// Name no speaker that is less certain than this, from 0 to 1.
    #[arg(long, value_name = "X", default_value_t = 0.0)]
    min_confidence: f32,
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let annotator = Annotator::builder().min_confidence(options.min_confidence).build()?;
    let mut census = Census::new(options.all);
    let tally = annotated::for_each(&options.common, &annotator, |document, annotation| {
        census.add(&document, &annotation);
    })?;
    output::unless_closed(write(options, &census))?;
    Ok(tally)
}

fn write(options: &Options, census: &Census) -> io::Result<()> {
    let mut output = output::standard_output();
    if options.csv {
        let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(&mut output);
        table.write_record(census::COLUMNS)?;
        for row in census.rows() {
            table.serialize((row.who, row.counts))?;
        }
        table.flush()?;
    } else if options.common.json {
        for row in census.rows() {
            serde_json::to_writer(&mut output, &row)?;
            output.write_all(b"\n")?;
        }
    } else {
        output.write_all(page(&Page::for_standard_output(), census, options.top).as_bytes())?;
    }
    output.flush()
}

/// A sort of source: how far its label is indented, the label, and which rows are of it.
type Sort = (usize, &'static str, fn(&Who) -> bool);

const SORTS: [Sort; 9] = [
    (0, "persons", |who| who.speaker_kind == Some(SpeakerKind::Person)),
    (2, "she", |who| who.speaker_kind == Some(SpeakerKind::Person) && who.gender == Some(Gender::She)),
    (2, "he", |who| who.speaker_kind == Some(SpeakerKind::Person) && who.gender == Some(Gender::He)),
    (2, "not told", |who| who.speaker_kind == Some(SpeakerKind::Person) && who.gender.is_none()),
    (0, "organisations", |who| who.speaker_kind == Some(SpeakerKind::Organisation)),
    (0, "groups", |who| who.speaker_kind == Some(SpeakerKind::Group)),
    (0, "names withheld", |who| who.speaker_kind == Some(SpeakerKind::Anonymous)),
    (0, "documents", |who| who.speaker_kind == Some(SpeakerKind::Document)),
    (0, "speaker not known", |who| who.speaker_kind.is_none()),
];

/// The share of each sort of source, and who is heard most.
fn page(page: &Page, census: &Census, top: usize) -> String {
    let rows = census.rows();
    let all = census::sum(&rows);
    let mut text = String::new();
    let heads = format!("{:<30}{:>12}{:>10}", "", "attributions", "words");
    let _ = writeln!(text, "{}", page.faint(&heads));
    let _ = writeln!(text, "{}{:>12}{:>10}", page.strong(&column("all")), all.attributions(), all.words);
    for (indent, label, holds) in SORTS {
        let part = census::sum(rows.iter().filter(|row| holds(&row.who)));
        if part.attributions() > 0 {
            let label = column(&format!("{:indent$}{label}", ""));
            let attributions = share(part.attributions(), all.attributions());
            let _ = writeln!(text, "{label}{attributions:>12}{:>10}", share(part.words, all.words));
        }
    }
    let _ = writeln!(text, "\n{}", page.faint(&format!("{heads}{:>10}", "outlets")));
    for (name, counts, outlets) in census.speakers().into_iter().take(top) {
        let (attributions, name) = (counts.attributions(), page.strong(&column(name)));
        let _ = writeln!(text, "{name}{attributions:>12}{:>10}{outlets:>10}", counts.words);
    }
    text
}

fn share(part: u64, whole: u64) -> String {
    format!("{:.0} %", 100.0 * part as f64 / whole.max(1) as f64)
}

/// A label or name as the first column; of a longer one the start.
fn column(words: &str) -> String {
    let words = pad_str(words, 29, Alignment::Left, Some("…"));
    format!("{words} ")
}
