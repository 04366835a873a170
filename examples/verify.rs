//! Were these words really said? Quotations of a text in, each with the wording of the corpus that
//! comes closest out: word for word, edited, altered, by somebody else, or nowhere.
//!
//! `verify --against news.jsonl.gz answer.txt`, or `--load week.dixit` for a tracker that
//! `track --save` wrote. Made for texts that claim to quote: the answer of a language model, a
//! speech, a draft before it is printed.
//!
//! Words that an outlet only reports ("She said that bills had risen") are told apart from those it
//! quotes. A short quotation (“That is on paper”) is looked for in every wording of the corpus; of up to
//! three words that their speaker is not known to have said nothing can be told.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use dixit::tracker::{Check, Match, StatementKind, Verdict};
use dixit::{Annotation, Annotator, Document, Kind, SourceTracker, Span};
use serde::Serialize;

use common::view::{Page, name_of, printable};
use common::{CommandLine, Tally, annotated, output, trackers};

const EXAMPLE: &str = "\
Example:
  $ verify | head -n 6
  “nobody in the valley was in danger at any hour.”
    verbatim · Tomas Reidmark · Lowland Wire, 2031-03-04, and 5 more

  “We lowered the gates after the first siren sounded.”
    verbatim · Tomas Reidmark · Free Current, 2031-03-06, and 5 more
      elsewhere: “before” → “after” · Lowland Wire, 2031-03-04";

/// The text that is checked when no FILE is named.
const SHIPPED: &str = include_str!("corpus/answer.txt");

/// Check the quotations of a text against what a corpus says was said.
#[derive(Parser)]
#[command(name = common::NAME, after_help = EXAMPLE)]
struct Options {
    #[command(flatten)]
    common: CommandLine,

    /// Documents to check against; may be given more than once [default: the small corpus that ships
    /// with the examples].
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,

    /// Check against a tracker that `track --save` wrote, with the documents of --against, if any, added.
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,
}

/// One line of the result: a quotation and what became of it.
#[derive(Serialize)]
struct Line<'a> {
    /// Id of the checked document.
    document: &'a str,
    /// The quotation in its text, in bytes, the marks not included.
    span: Span,
    text: &'a str,
    /// Who says it there.
    speaker: Option<&'a str>,
    #[serde(flatten)]
    check: Check<'a>,
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let annotator = Annotator::new();
    let mut tracker = trackers::open(options.load.as_deref())?;
    let mut tally = Tally::default();
    if options.load.is_none() || !options.against.is_empty() {
        let corpus = CommandLine { files: options.against.clone(), ..options.common.clone() };
        tally = trackers::add(&mut tracker, &corpus, &annotator)?;
    }
    let page = Page::for_standard_output();
    let mut output = output::standard_output();
    let mut outcome = Ok(());
    let mut check = |document: Document, annotation: Annotation| {
        for line in lines(&tracker, &document, &annotation) {
            if outcome.is_ok() {
                outcome = write(options, &page, &mut output, &line);
            }
        }
    };
    if options.common.files.is_empty() {
        let answer = Document::new("answer", SHIPPED);
        let annotation = annotator.annotate(&answer);
        check(answer, annotation);
    } else {
        let checked = annotated::for_each(&options.common, &annotator, check)?;
        tally.complaints += checked.complaints;
        tally.documents += checked.documents;
    }
    output::unless_closed(outcome.and_then(|()| output.flush()))?;
    Ok(tally)
}

/// Every quotation of a document, held against the tracker.
fn lines<'a>(
    tracker: &'a SourceTracker,
    document: &'a Document,
    annotation: &'a Annotation,
) -> impl Iterator<Item = Line<'a>> {
    let quotations = annotation.attributions.iter().filter(|found| found.kind != Kind::Indirect);
    let spans =
        quotations.flat_map(|found| found.quoted.iter().map(|span| (*span, found.speaker.as_deref())));
    spans.map(|(span, speaker)| {
        let text = &document.text[span.range()];
        Line { document: &document.id, span, text, speaker, check: tracker.check(text, speaker) }
    })
}

fn write(options: &Options, page: &Page, output: &mut impl io::Write, line: &Line) -> io::Result<()> {
    if !options.common.json {
        return output.write_all(reading_page(page, line).as_bytes());
    }
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

/// One quotation for a reader.
fn reading_page(page: &Page, line: &Line) -> String {
    let (mut text, check) = (String::new(), &line.check);
    page.paragraph(&mut text, 0, &format!("“{}”", line.text));
    let Some(found) = &check.found else {
        let verdict = if check.verdict == Verdict::TooShort { "too short to check" } else { "not found" };
        let _ = writeln!(text, "  {}\n", page.warning(verdict));
        return text;
    };
    let mut facts = vec![match check.verdict {
        Verdict::Verbatim => page.strong("verbatim"),
        Verdict::Reported => page.warning("reported, not quoted"),
        Verdict::Altered if found.kind == StatementKind::Claim => {
            page.warning("altered from what is reported")
        }
        _ => page.warning(&name_of(found.comparison.relation)),
    }];
    facts.extend(found.comparison.changes.iter().map(|change| page.change(change)));
    facts.push(match (found.occurrence.speaker(), check.same_speaker) {
        (Some(speaker), Some(false)) => {
            page.warning(&format!("by {speaker}, not {}", line.speaker.unwrap_or("nobody")))
        }
        (Some(speaker), _) => printable(speaker),
        (None, _) => page.warning("speaker unknown"),
    });
    let others = match found.outlets.saturating_sub(1) {
        0 => String::new(),
        others => format!(", and {others} more"),
    };
    facts.push(place(found) + &others);
    let _ = writeln!(text, "  {}", facts.join(" · "));
    if check.verdict != Verdict::Verbatim {
        page.paragraph(&mut text, 4, &format!("“{}”", found.text));
    }
    if let Some(other) = &check.elsewhere {
        let mut facts: Vec<String> =
            other.comparison.changes.iter().map(|change| page.change(change)).collect();
        facts.push(place(other));
        let _ = writeln!(text, "    elsewhere: {}", facts.join(" · "));
    }
    text.push('\n');
    text
}

/// Outlet and date of a wording.
fn place(found: &Match) -> String {
    let occurrence = &found.occurrence;
    let outlet = occurrence.outlet().unwrap_or(occurrence.document());
    printable(&format!("{outlet}, {}", occurrence.published().unwrap_or("no date")))
}
