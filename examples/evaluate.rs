//! How far a confidence can be trusted: predictions held against gold, in ten bins.
//!
//! A prediction is right when it matches a gold attribution of its document (token overlap of the
//! contents at least half of their union, one to one, best first) and names the source the gold
//! names: its head word, or, where the gold knows the speaker, the speaker by name, by one of its
//! aliases or by the last name. Expected calibration error after Naeini et al. (AAAI 2015): the mean
//! distance between confidence and share of right ones, weighted by the size of the bin.

#[path = "common/mod.rs"]
mod common;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use dixit::{Annotation, Annotator, Attribution, Document, Kind, Scratch, Span};
use serde::{Deserialize, Serialize};

use common::input::Raw;
use common::{CommandLine, Complaint, Tally, document, parallel};

const BINS: usize = 10;
const MATCH: f64 = 0.5;
const COVERAGES: [f64; 6] = [1.0, 0.9, 0.8, 0.7, 0.5, 0.3];

/// Hold confidences against gold: calibration in ten bins, and precision at coverage.
#[derive(Parser)]
#[command(name = common::NAME)]
struct Options {
    /// Write one JSON object a line instead of tables.
    #[arg(long)]
    json: bool,

    /// Documents with gold `attributions` (.jsonl or .jsonl.gz).
    gold: PathBuf,

    /// The same documents as `annotate --json` writes them; without it they are annotated here.
    predictions: Option<PathBuf>,
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let mut predicted: HashMap<String, Annotation> = HashMap::new();
    let mut complaints = 0;
    if let Some(path) = &options.predictions {
        let tally = parallel::for_each_batch(
            &only(path),
            || (),
            |(), raw| Prediction::parse(raw),
            |batch| {
                predicted.extend(batch);
                Ok(())
            },
        )?;
        complaints = tally.complaints;
    }

    let annotator = Annotator::new();
    let mut judged: Vec<Judged> = Vec::new();
    let work = |scratch: &mut Scratch, raw: &Raw| -> Result<(Gold, Option<Annotation>), Complaint> {
        let gold = Gold::parse(raw)?;
        let annotation = match options.predictions {
            Some(_) => None,
            None => Some(annotator.annotate_with(&gold.document, scratch)),
        };
        Ok((gold, annotation))
    };
    let mut tally = parallel::for_each_batch(&only(&options.gold), Scratch::default, work, |batch| {
        for (gold, annotation) in batch {
            let annotation = annotation.or_else(|| predicted.remove(&gold.document.id)).unwrap_or_default();
            judged.extend(gold.judge(&annotation));
        }
        Ok(())
    })?;
    tally.complaints += complaints;

    let kinds = [None, Some(Kind::Direct), Some(Kind::Mixed), Some(Kind::Indirect)];
    let mut page = String::new();
    for kind in kinds {
        let of_kind = |found: &&Judged| kind.is_none_or(|kind| kind == found.kind);
        let report = Report::new(kind, judged.iter().filter(of_kind).copied().collect());
        if options.json {
            page += &serde_json::to_string(&report)?;
            page.push('\n');
        } else {
            report.write(&mut page);
        }
    }
    match std::io::stdout().write_all(page.as_bytes()) {
        Err(error) if !common::output::is_closed_pipe(&error) => Err(error.into()),
        _ => Ok(tally),
    }
}

fn only(path: &std::path::Path) -> CommandLine {
    CommandLine { files: vec![path.to_owned()], ..CommandLine::default() }
}

/// An annotated document, by its id; the text may be left out.
#[derive(Deserialize)]
struct Prediction {
    id: String,
    #[serde(flatten)]
    annotation: Annotation,
}

impl Prediction {
    fn parse(raw: &Raw) -> Result<(String, Annotation), Complaint> {
        let line: Prediction = serde_json::from_slice(&raw.bytes).map_err(|error| {
            raw.complaint(None, Some(error.column()), format!("no annotated document: {error}"))
        })?;
        Ok((line.id, line.annotation))
    }
}

/// A document and what people found in it.
struct Gold {
    document: Document,
    attributions: Vec<GoldAttribution>,
}

/// What is read of a gold attribution.
#[derive(Deserialize)]
struct GoldAttribution {
    content: Vec<Span>,
    #[serde(default)]
    source: Vec<Span>,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

/// A prediction and whether it is right.
#[derive(Clone, Copy, Debug)]
struct Judged {
    kind: Kind,
    confidence: f64,
    right: bool,
}

impl Gold {
    fn parse(raw: &Raw) -> Result<Gold, Complaint> {
        #[derive(Deserialize)]
        struct Carried {
            attributions: Vec<GoldAttribution>,
        }
        let document = document::parse(raw)?;
        let carried: Carried = serde_json::from_slice(&raw.bytes).map_err(|error| {
            raw.complaint(None, Some(error.column()), format!("no gold document: {error}"))
        })?;
        Ok(Gold { document, attributions: carried.attributions })
    }

    /// Every prediction with its verdict, in order.
    fn judge(&self, annotation: &Annotation) -> Vec<Judged> {
        let text = self.document.text.as_str();
        let wanted: Vec<_> = self.attributions.iter().map(|gold| tokens(text, &gold.content)).collect();
        let found: Vec<_> =
            annotation.attributions.iter().map(|found| tokens(text, &found.content)).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (at, prediction) in found.iter().enumerate() {
            for (gold, want) in wanted.iter().enumerate() {
                let share = overlap(prediction, want);
                if share >= MATCH {
                    pairs.push((share, at, gold));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut partner = vec![None; found.len()];
        let mut taken = vec![false; wanted.len()];
        for (_, at, gold) in pairs {
            if partner[at].is_none() && !taken[gold] {
                (partner[at], taken[gold]) = (Some(gold), true);
            }
        }
        let verdict = |(found, partner): (&Attribution, &Option<usize>)| Judged {
            kind: found.kind,
            confidence: f64::from(found.confidence),
            right: partner.is_some_and(|gold| self.attributions[gold].names(text, found)),
        };
        annotation.attributions.iter().zip(&partner).map(verdict).collect()
    }
}

impl GoldAttribution {
    /// Whether a prediction names the same speaker, or the same source where the gold knows no more.
    fn names(&self, text: &str, found: &Attribution) -> bool {
        if let Some(speaker) = &self.speaker {
            let Some(named) = &found.speaker else { return false };
            let named = named.to_lowercase();
            let mut names = self.aliases.iter().chain([speaker]).map(|name| name.to_lowercase());
            return names.any(|name| named == name || named.ends_with(&format!(" {name}")));
        }
        match head(text, &self.source) {
            None => found.source.is_empty(),
            Some(head) => words(text, &found.source).iter().any(|(_, word)| *word == head),
        }
    }
}

/// The words under the spans with their places, in lower case.
fn words(text: &str, spans: &[Span]) -> Vec<(Span, String)> {
    let mut words = Vec::new();
    for span in spans {
        let part = text.get(span.range()).unwrap_or_default();
        let mut at = span.start;
        for piece in part.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                words.push((Span::new(at, at + word.len()), word.to_lowercase()));
            }
            at += piece.len();
        }
    }
    words
}

fn tokens(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    words(text, spans).into_iter().map(|(span, _)| span.start).collect()
}

/// Shared tokens as a share of all, 0 to 1.
fn overlap(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The last word of a source before a comma, a bracket or a word that starts a modifier: "head" for
/// "the head of the council". `None` for no source.
fn head(text: &str, source: &[Span]) -> Option<String> {
    const MODIFIER: [&str; 14] =
        ["of", "for", "in", "at", "from", "with", "who", "which", "that", "and", "on", "to", "by", "near"];
    let words = words(text, source);
    let mut head: Option<&(Span, String)> = None;
    for word in &words {
        let breaks = head.is_some_and(|(span, _)| {
            text.get(span.end..word.0.start).unwrap_or_default().contains([',', '(', '[', ';', ':', '—', '–'])
                || MODIFIER.contains(&word.1.as_str())
        });
        if breaks {
            break;
        }
        if word.1.chars().count() > 1 {
            head = Some(word);
        }
    }
    head.or(words.last()).map(|(_, word)| word.clone())
}

/// Calibration of the predictions of one kind.
#[derive(Debug, Serialize)]
struct Report {
    /// `all` or a kind.
    name: String,
    predictions: usize,
    /// Share of right ones.
    precision: f64,
    /// Mean confidence.
    confidence: f64,
    expected_calibration_error: f64,
    bins: Vec<Bin>,
    coverage: Vec<AtCoverage>,
}

/// Predictions of like confidence.
#[derive(Debug, Serialize)]
struct Bin {
    /// Lowest confidence of the bin; the next bin's is the upper bound.
    from: f64,
    predictions: usize,
    confidence: f64,
    precision: f64,
}

/// The most confident predictions.
#[derive(Debug, Serialize)]
struct AtCoverage {
    /// Share of all predictions, 0 to 1.
    coverage: f64,
    /// The least confidence among them.
    threshold: f64,
    precision: f64,
}

impl Report {
    fn new(kind: Option<Kind>, mut judged: Vec<Judged>) -> Self {
        let bins: Vec<Bin> = (0..BINS)
            .map(|number| {
                let inside: Vec<Judged> =
                    judged.iter().filter(|found| bin(found.confidence) == number).copied().collect();
                let (confidence, precision) = means(&inside);
                Bin { from: number as f64 / BINS as f64, predictions: inside.len(), confidence, precision }
            })
            .collect();
        let (confidence, precision) = means(&judged);
        let distance = |bin: &Bin| bin.predictions as f64 * (bin.confidence - bin.precision).abs();
        let error = bins.iter().map(distance).sum::<f64>() / judged.len().max(1) as f64;
        judged.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let at = |coverage: f64| {
            let count = (coverage * judged.len() as f64).round() as usize;
            let threshold = count.checked_sub(1).map_or(0.0, |last| judged[last].confidence);
            AtCoverage { coverage, threshold, precision: means(&judged[..count]).1 }
        };
        Report {
            name: kind.map_or("all".into(), |kind| format!("{kind:?}").to_lowercase()),
            predictions: judged.len(),
            precision,
            confidence,
            expected_calibration_error: error,
            bins,
            coverage: COVERAGES.map(at).into(),
        }
    }

    fn write(&self, page: &mut String) {
        let Report { name, predictions, precision, confidence, expected_calibration_error, .. } = self;
        let _ = writeln!(
            page,
            "{name}: {predictions} predictions, confidence {confidence:.3}, precision {precision:.3}, \
             expected calibration error {expected_calibration_error:.3}"
        );
        let _ = writeln!(page, "  from  predictions  confidence  precision");
        for bin in self.bins.iter().filter(|bin| bin.predictions > 0) {
            let Bin { from, predictions, confidence, precision } = bin;
            let _ = writeln!(page, "  {from:.1}   {predictions:>11}  {confidence:>10.3}  {precision:>9.3}");
        }
        let _ = writeln!(page, "  coverage  threshold  precision");
        for AtCoverage { coverage, threshold, precision } in &self.coverage {
            let _ = writeln!(page, "  {coverage:>8.1}  {threshold:>9.3}  {precision:>9.3}");
        }
        page.push('\n');
    }
}

/// Number of the bin, the last one closed above.
fn bin(confidence: f64) -> usize {
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

/// Mean confidence and share of right ones; 0 for nothing.
fn means(judged: &[Judged]) -> (f64, f64) {
    let count = judged.len().max(1) as f64;
    let confidence = judged.iter().fold(0.0, |sum, found| sum + found.confidence);
    let right = judged.iter().filter(|found| found.right).count();
    (confidence / count, right as f64 / count)
}
