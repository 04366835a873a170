//! Were these words really said? Quotations of a text in, each with the wording of the corpus that
//! comes closest out: word for word, edited, altered, by somebody else, or nowhere.
//!
//! `verify --against news.jsonl.gz answer.txt`, or `--load week.dixit` for a tracker that
//! `track --save` wrote. Made for texts that claim to quote: the answer of a language model, a
//! speech, a draft before it is printed.
//!
//! A few common words out of a longer quotation (“That is on paper”) share no key with it and are
//! said to be found nowhere.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use dixit::tracker::{Change, Comparer, Comparison, Occurrence, Relation, StatementId};
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

/// What became of a quotation's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// They were said in this order; something may have been said before and after them.
    Verbatim,
    /// They were said, but words between them are left out or put in brackets.
    Edited,
    /// Something like them was said.
    Altered,
    /// Nobody in the corpus is quoted with them.
    NotFound,
}

impl Verdict {
    fn of(relation: Relation) -> Self {
        match relation {
            Relation::Identical | Relation::Trivial | Relation::Truncated => Verdict::Verbatim,
            Relation::Ellipsis | Relation::Bracketed | Relation::Spliced => Verdict::Edited,
            Relation::Altered => Verdict::Altered,
        }
    }
}

/// One line of the result: a quotation and what it was held against.
#[derive(Serialize)]
struct Check<'a> {
    /// Id of the checked document.
    document: &'a str,
    /// The quotation in its text, in bytes, the marks not included.
    span: Span,
    text: &'a str,
    /// Who says it there.
    speaker: Option<&'a str>,
    verdict: Verdict,
    /// Whether whom the corpus names can be the same person; null where either names nobody.
    same_speaker: Option<bool>,
    found: Option<Wording>,
    /// The earliest wording of the same statement that differs by a critical change or, failing that,
    /// by any change of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<Wording>,
}

/// The wording of the corpus that comes closest.
#[derive(Serialize)]
struct Wording {
    document: String,
    outlet: Option<String>,
    published: Option<String>,
    span: Span,
    text: String,
    speaker: Option<String>,
    /// How the quotation relates to it.
    relation: Relation,
    /// What the quotation changed.
    changes: Vec<Change>,
    /// How many outlets carry the statement.
    outlets: usize,
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
    let mut comparer = Comparer::new();
    let mut outcome = Ok(());
    let mut check = |document: Document, annotation: Annotation| {
        for found in checks(&tracker, &document, &annotation, &mut comparer) {
            if outcome.is_ok() {
                outcome = write(options, &page, &mut output, &found);
            }
        }
    };
    if options.common.files.is_empty() {
        let answer = Document { id: "answer".into(), text: SHIPPED.into(), ..Document::default() };
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
fn checks<'a>(
    tracker: &SourceTracker,
    document: &'a Document,
    annotation: &'a Annotation,
    comparer: &mut Comparer,
) -> Vec<Check<'a>> {
    let quotations = annotation.attributions.iter().filter(|found| found.kind != Kind::Indirect);
    let spans =
        quotations.flat_map(|found| found.quoted.iter().map(|span| (*span, found.speaker.as_deref())));
    spans
        .map(|(span, speaker)| {
            let text = &document.text[span.range()];
            let matches = matches(tracker, text, speaker, comparer);
            let best = matches.iter().min_by_key(|found| found.distance());
            let verdict = best.map_or(Verdict::NotFound, |best| Verdict::of(best.comparison.relation));
            Check {
                document: &document.id,
                span,
                text,
                speaker,
                verdict,
                same_speaker: best.and_then(|best| best.same_speaker),
                found: best.map(Match::wording),
                elsewhere: best.and_then(|best| elsewhere(best, &matches)).map(Match::wording),
            }
        })
        .collect()
}

/// An occurrence and how the checked words differ from it.
struct Match<'t> {
    statement: StatementId,
    occurrence: Occurrence<'t>,
    comparison: Comparison,
    same_speaker: Option<bool>,
    outlets: usize,
}

impl Match<'_> {
    /// How far the words are off; of matches that are equally far the earliest counts.
    fn distance(&self) -> impl Ord + use<> {
        let altered = Some(self.comparison.relation).filter(|found| Verdict::of(*found) != Verdict::Verbatim);
        (altered.is_some(), self.same_speaker == Some(false), self.comparison.is_critical(), altered)
    }

    fn wording(&self) -> Wording {
        let Match { occurrence, comparison, outlets, .. } = self;
        Wording {
            document: occurrence.document().to_owned(),
            outlet: occurrence.outlet().map(str::to_owned),
            published: occurrence.published().map(str::to_owned),
            span: occurrence.span(),
            text: occurrence.text().to_owned(),
            speaker: occurrence.speaker().map(str::to_owned),
            relation: comparison.relation,
            changes: comparison.changes.clone(),
            outlets: *outlets,
        }
    }
}

/// Every quotation of the corpus that the words belong to, the closest statement first and its earliest
/// occurrence first. What an outlet reports in its own words is no quotation.
fn matches<'t>(
    tracker: &'t SourceTracker,
    text: &str,
    speaker: Option<&str>,
    comparer: &mut Comparer,
) -> Vec<Match<'t>> {
    let findings = tracker.verify(text, comparer);
    let statements = findings.iter().map(|found| found.statement).filter(|statement| !statement.is_claim());
    let mut matches = Vec::new();
    for statement in statements {
        for occurrence in statement.occurrences() {
            let Some(comparison) = comparer.compare(occurrence.text(), text) else { continue };
            let same_speaker = speaker.and_then(|name| occurrence.may_be_by(name));
            let outlets = statement.outlet_count();
            matches.push(Match { statement: statement.id(), occurrence, comparison, same_speaker, outlets });
        }
    }
    matches
}

/// Another wording of the statement that `best` is of.
fn elsewhere<'m, 't>(best: &Match, matches: &'m [Match<'t>]) -> Option<&'m Match<'t>> {
    let others = || matches.iter().filter(|other| other.statement == best.statement);
    let altered = |other: &&Match| Verdict::of(other.comparison.relation) == Verdict::Altered;
    let critical = others().find(|other| other.comparison.is_critical());
    critical.or_else(|| others().find(altered)).filter(|other| other.comparison != best.comparison)
}

fn write(options: &Options, page: &Page, output: &mut impl io::Write, check: &Check) -> io::Result<()> {
    if !options.common.json {
        return output.write_all(reading_page(page, check).as_bytes());
    }
    serde_json::to_writer(&mut *output, check)?;
    output.write_all(b"\n")
}

/// One quotation for a reader.
fn reading_page(page: &Page, check: &Check) -> String {
    let mut text = String::new();
    page.paragraph(&mut text, 0, &format!("“{}”", check.text));
    let Some(found) = &check.found else {
        let _ = writeln!(text, "  {}\n", page.warning("not found"));
        return text;
    };
    let mut facts = vec![match check.verdict {
        Verdict::Verbatim => page.strong("verbatim"),
        _ => page.warning(&name_of(found.relation)),
    }];
    facts.extend(found.changes.iter().map(|change| page.change(change)));
    facts.push(match (&found.speaker, check.same_speaker) {
        (Some(speaker), Some(false)) => {
            page.warning(&format!("by {speaker}, not {}", check.speaker.unwrap_or("nobody")))
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
        let mut facts: Vec<String> = other.changes.iter().map(|change| page.change(change)).collect();
        facts.push(place(other));
        let _ = writeln!(text, "    elsewhere: {}", facts.join(" · "));
    }
    text.push('\n');
    text
}

/// Outlet and date of a wording.
fn place(found: &Wording) -> String {
    let outlet = found.outlet.as_deref().unwrap_or(&found.document);
    printable(&format!("{outlet}, {}", found.published.as_deref().unwrap_or("no date")))
}
