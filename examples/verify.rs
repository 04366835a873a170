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
use dixit::text::NormalForm;
use dixit::tracker::{
    Change, Comparer, Comparison, Finding, Occurrence, Relation, Splice, StatementId, StatementKind,
};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// They were said in this order; something may have been said before and after them.
    Verbatim,
    /// They were said, but words between them are left out or put in brackets.
    Edited,
    /// The corpus reports that this was said, in words of its own.
    Reported,
    /// Something like them was said.
    Altered,
    /// So few words are part of anything, and whoever says them here is not known to have said them.
    TooShort,
    /// Nobody in the corpus is quoted with them.
    NotFound,
}

impl Verdict {
    fn of(kind: StatementKind, comparison: &Comparison) -> Self {
        match (kind, comparison.relation) {
            // Who reports puts "will" into "would": only what turns the claim around counts.
            (StatementKind::Claim, _) if !comparison.is_critical() => Verdict::Reported,
            (StatementKind::Claim, _) | (_, Relation::Altered) => Verdict::Altered,
            (_, Relation::Identical | Relation::Trivial | Relation::Truncated) => Verdict::Verbatim,
            (_, Relation::Ellipsis | Relation::Bracketed | Relation::Spliced) => Verdict::Edited,
        }
    }

    /// What becomes of words that are found nowhere.
    fn without_match(text: &str) -> Self {
        if words(text) <= FEW { Verdict::TooShort } else { Verdict::NotFound }
    }
}

/// So few words are part of anything: that somebody else has them is chance.
const FEW: usize = 3;

/// How many words a text has.
fn words(text: &str) -> usize {
    NormalForm::of(text).words().len()
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
    /// Whether whom the corpus names can be the same person; null where either names nobody or only a
    /// role.
    same_speaker: Option<bool>,
    found: Option<Wording>,
    /// The earliest wording of the same statement that differs by a critical change or, failing that,
    /// by any change of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<Wording>,
}

impl<'a> Check<'a> {
    /// Nothing found yet.
    fn new(document: &'a str, span: Span, text: &'a str, speaker: Option<&'a str>) -> Self {
        let verdict = Verdict::NotFound;
        Check { document, span, text, speaker, verdict, same_speaker: None, found: None, elsewhere: None }
    }
}

/// The wording of the corpus that comes closest.
#[derive(Serialize)]
struct Wording {
    document: String,
    outlet: Option<String>,
    published: Option<String>,
    span: Span,
    /// Where the quotations stand that the words were put together from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<Span>,
    text: String,
    speaker: Option<String>,
    /// Whether the corpus quotes the words or reports them.
    kind: StatementKind,
    /// How the quotation relates to it.
    relation: Relation,
    /// What the quotation changed.
    changes: Vec<Change>,
    /// How many outlets carry the statement.
    outlets: usize,
}

impl Wording {
    fn new(occurrence: &Occurrence, kind: StatementKind, comparison: &Comparison, outlets: usize) -> Self {
        Wording {
            document: occurrence.document().to_owned(),
            outlet: occurrence.outlet().map(str::to_owned),
            published: occurrence.published().map(str::to_owned),
            span: occurrence.span(),
            spans: Vec::new(),
            text: occurrence.text().to_owned(),
            speaker: occurrence.speaker().map(str::to_owned),
            kind,
            relation: comparison.relation,
            changes: comparison.changes.clone(),
            outlets,
        }
    }
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
            let whole = best.is_some_and(|best| best.verdict() <= Verdict::Edited);
            if let Some(splice) =
                Some(text).filter(|_| !whole).and_then(|text| tracker.splice(text, comparer))
            {
                return spliced(Check::new(&document.id, span, text, speaker), &splice);
            }
            Check {
                verdict: best.map_or_else(|| Verdict::without_match(text), Match::verdict),
                same_speaker: best.and_then(|best| best.same_speaker),
                found: best.map(Match::wording),
                elsewhere: best.and_then(|best| elsewhere(best, &matches, comparer)).map(Match::wording),
                ..Check::new(&document.id, span, text, speaker)
            }
        })
        .collect()
}

/// The check of words that were put together from several quotations.
fn spliced<'a>(check: Check<'a>, splice: &Splice) -> Check<'a> {
    let Some(first) = splice.parts.first() else { return check };
    let spans: Vec<Span> = splice.parts.iter().map(Occurrence::span).collect();
    let found = Wording {
        span: spans.iter().copied().reduce(Span::cover).unwrap_or_default(),
        text: splice.words.clone(),
        spans,
        ..Wording::new(first, StatementKind::Quote, &splice.comparison, 1)
    };
    Check {
        verdict: Verdict::of(StatementKind::Quote, &splice.comparison),
        same_speaker: check.speaker.and_then(|name| first.may_be_by(name)),
        found: Some(found),
        ..check
    }
}

/// An occurrence and how the checked words differ from it.
struct Match<'t> {
    statement: StatementId,
    kind: StatementKind,
    occurrence: Occurrence<'t>,
    comparison: Comparison,
    same_speaker: Option<bool>,
    outlets: usize,
}

impl Match<'_> {
    fn verdict(&self) -> Verdict {
        Verdict::of(self.kind, &self.comparison)
    }

    /// How far the words are off; of matches that are equally far the earliest counts.
    fn distance(&self) -> impl Ord + use<> {
        let changed = Some(self.verdict()).filter(|verdict| *verdict != Verdict::Verbatim);
        let relation = changed.map(|_| self.comparison.relation);
        let by_another = self.same_speaker == Some(false);
        (changed.is_some(), by_another, changed, self.comparison.is_critical(), relation)
    }

    /// Whether most of the words are there; a claim that is a part of them reports something less.
    fn is_about(&self, text: &str) -> bool {
        let added: usize = self.comparison.changes.iter().map(|change| words(&change.to)).sum();
        added * 3 <= words(text)
    }

    /// Whether the words stand between marks in what the corpus has: a claim may quote a part (the plan
    /// “is dead in the water”).
    fn is_marked(&self) -> bool {
        let raw = self.occurrence.raw();
        let Some(span) = self.comparison.aligned.iter().map(|aligned| aligned.0).reduce(Span::cover) else {
            return false;
        };
        let before = raw[..span.start].trim_end();
        let open = before.chars().fold(false, |open, c| match c {
            '“' | '„' | '«' => true,
            '”' | '»' => false,
            '"' => !open,
            _ => open,
        });
        open || before.ends_with(['\'', '‘', '‚'])
    }

    fn wording(&self) -> Wording {
        Wording::new(&self.occurrence, self.kind, &self.comparison, self.outlets)
    }
}

/// Everything in the corpus that the words belong to, the closest statement first and its earliest
/// occurrence first. Where its quotations do not hold them, every wording is looked through for them.
fn matches<'t>(
    tracker: &'t SourceTracker,
    text: &str,
    speaker: Option<&str>,
    comparer: &mut Comparer,
) -> Vec<Match<'t>> {
    let findings = tracker.verify(text, comparer);
    let mut matches = compared(&findings, speaker, |raw| comparer.compare(raw, text));
    let few = words(text) <= FEW;
    let by_chance = |found: &Match| few && found.same_speaker == Some(false);
    matches.retain(|found| found.kind == StatementKind::Quote || found.is_about(text) && !by_chance(found));
    if matches.iter().any(|found| found.verdict() <= Verdict::Edited) {
        return matches;
    }
    let findings = tracker.search(text, comparer);
    let mut found = compared(&findings, speaker, |raw| comparer.compare_short(raw, text));
    // What comes close to a few words tells something of those who are known to have said it.
    found.retain(|found| match found.comparison.relation <= Relation::Truncated {
        true => !by_chance(found),
        false if found.kind == StatementKind::Claim => false,
        false => speaker.is_none() || found.same_speaker == Some(true),
    });
    matches.append(&mut found);
    matches
}

/// The occurrences of the statements that `compare` lets through by their words.
fn compared<'t>(
    findings: &[Finding<'t>],
    speaker: Option<&str>,
    mut compare: impl FnMut(&'t str) -> Option<Comparison>,
) -> Vec<Match<'t>> {
    let mut matches = Vec::new();
    for statement in findings.iter().map(|found| found.statement) {
        let (id, kind, outlets) = (statement.id(), statement.kind(), statement.outlet_count());
        for occurrence in statement.occurrences() {
            let Some(comparison) = compare(occurrence.raw()) else { continue };
            let same_speaker = speaker.and_then(|name| occurrence.may_be_by(name));
            let mut found = Match { statement: id, kind, occurrence, comparison, same_speaker, outlets };
            if found.is_marked() {
                found.kind = StatementKind::Quote;
            }
            matches.push(found);
        }
    }
    matches
}

/// Another wording of the statement that `best` is of, with other words rather than fewer.
fn elsewhere<'m, 't>(
    best: &Match,
    matches: &'m [Match<'t>],
    comparer: &mut Comparer,
) -> Option<&'m Match<'t>> {
    let altered = |other: &&Match| other.verdict() == Verdict::Altered && other.comparison != best.comparison;
    let own = best.occurrence.text();
    let differs =
        |other: &&Match| comparer.difference(own, other.occurrence.text()).relation == Relation::Altered;
    let others = matches.iter().filter(|other| other.statement == best.statement).filter(altered);
    let mut others: Vec<&Match> = others.filter(differs).collect();
    others.sort_by_key(|other| !other.comparison.is_critical());
    others.first().copied()
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
