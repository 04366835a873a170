//! How far a confidence can be trusted: predictions held against gold, in ten bins.
//!
//! A prediction is right when it matches a gold attribution of its document (token overlap of the
//! contents at least half of their union, one to one, best first) and names the source the gold
//! names: its head word, or, where the gold knows the speaker, the speaker by name, by one of its
//! aliases or by the last name. Expected calibration error after Naeini et al. (AAAI 2015): the mean
//! distance between confidence and share of right ones, weighted by the size of the bin.
//!
//! *Coverage* is a share of the predictions, the surest first; *answered* is a share of the gold
//! attributions that say who, answered by the surest predictions that cover them.

#[path = "common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use dixit::{Annotation, Annotator, Attribution, Document, Kind, Scratch, Span};
use serde::{Deserialize, Serialize};

use common::gold::{self, GoldAttribution};
use common::input::Raw;
use common::{CommandLine, Complaint, Tally, document, parallel};

const BINS: usize = 10;
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
    let mut asked: Vec<Asked> = Vec::new();
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
            asked.extend(gold.ask(&annotation));
        }
        Ok(())
    })?;
    tally.complaints += complaints;

    let kinds = [None, Some(Kind::Direct), Some(Kind::Mixed), Some(Kind::Indirect)];
    let mut page = String::new();
    for kind in kinds {
        let of_kind = |found: &&Judged| kind.is_none_or(|kind| kind == found.kind);
        let asked: Vec<Asked> =
            asked.iter().filter(|asked| kind.is_none() || kind == asked.kind).copied().collect();
        let report = Report::new(kind, judged.iter().filter(of_kind).copied().collect(), &asked);
        if options.json {
            page += &serde_json::to_string(&report)?;
            page.push('\n');
        } else {
            report.write(&mut page);
        }
    }
    common::output::unless_closed(std::io::stdout().write_all(page.as_bytes()))?;
    Ok(tally)
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

/// A prediction and whether it is right.
#[derive(Clone, Copy, Debug)]
struct Judged {
    kind: Kind,
    confidence: f64,
    right: bool,
}

/// A gold attribution that says who, and what was answered.
#[derive(Clone, Copy, Debug)]
struct Asked {
    kind: Option<Kind>,
    answer: Option<Judged>,
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
        let found: Vec<&[Span]> = annotation.attributions.iter().map(|found| &*found.content).collect();
        let partner = gold::partners(text, &self.attributions, &found);
        let verdict = |(found, partner): (&Attribution, &Option<usize>)| Judged {
            kind: found.kind,
            confidence: f64::from(found.confidence),
            right: partner.is_some_and(|gold| {
                let gold = &self.attributions[gold];
                gold.names(text, &found.source, found.speaker.as_deref())
            }),
        };
        annotation.attributions.iter().zip(&partner).map(verdict).collect()
    }

    /// Every gold attribution that says who, with the answer it gets. Its answer is the speaker of
    /// the prediction that covers most of it, whether or not the parts of a broken quote were joined.
    fn ask(&self, annotation: &Annotation) -> Vec<Asked> {
        let text = self.document.text.as_str();
        let spans: Vec<(usize, BTreeSet<usize>)> = annotation
            .attributions
            .iter()
            .enumerate()
            .flat_map(|(at, found)| found.content.iter().map(move |span| (at, gold::tokens(text, &[*span]))))
            .collect();
        // Where the gold knows speakers, only those are asked for.
        let speakers = self.attributions.iter().any(|gold| gold.speaker.is_some());
        let says_who = |gold: &&GoldAttribution| match speakers {
            true => gold.speaker.is_some(),
            false => !gold.source.is_empty(),
        };
        self.attributions
            .iter()
            .filter(says_who)
            .map(|gold| {
                let wanted = gold::tokens(text, &gold.content);
                let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
                for (at, span) in &spans {
                    let shared = span.intersection(&wanted).count();
                    if shared > 0 && shared * 2 >= span.len() {
                        *shares.entry(*at).or_default() += shared;
                    }
                }
                let found = shares.values().sum::<usize>() * 2 >= wanted.len();
                let named = shares.iter().map(|(at, share)| (*share, &annotation.attributions[*at]));
                let named = named.filter(|(_, found)| found.speaker.is_some());
                let best = named.max_by_key(|(share, found)| (*share, std::cmp::Reverse(found.id)));
                let answer = best.filter(|_| found).map(|(_, found)| Judged {
                    kind: found.kind,
                    confidence: f64::from(found.confidence),
                    right: gold.names(text, &found.source, found.speaker.as_deref()),
                });
                Asked { kind: gold.kind, answer }
            })
            .collect()
    }
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
    /// The same by the share of gold attributions that are answered with a speaker, as a caller gets
    /// it who sets the threshold.
    answered: Vec<AtCoverage>,
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
    /// Share of all, 0 to 1.
    coverage: f64,
    /// The least confidence among them.
    threshold: f64,
    precision: f64,
}

impl AtCoverage {
    /// The first of `sorted`, as many as are that share of `all`.
    fn new(coverage: f64, all: usize, sorted: &[Judged]) -> Self {
        let count = ((coverage * all as f64).round() as usize).min(sorted.len());
        let threshold = count.checked_sub(1).map_or(0.0, |last| sorted[last].confidence);
        AtCoverage { coverage, threshold, precision: means(&sorted[..count]).1 }
    }
}

impl Report {
    fn new(kind: Option<Kind>, mut judged: Vec<Judged>, asked: &[Asked]) -> Self {
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
        let mut answers: Vec<Judged> = asked.iter().filter_map(|asked| asked.answer).collect();
        let by_confidence = |a: &Judged, b: &Judged| b.confidence.total_cmp(&a.confidence);
        judged.sort_by(by_confidence);
        answers.sort_by(by_confidence);
        let most = answers.len() as f64 / asked.len().max(1) as f64;
        let reached = COVERAGES.into_iter().filter(|coverage| *coverage <= most);
        let answered = [most].into_iter().chain(reached).map(|c| AtCoverage::new(c, asked.len(), &answers));
        Report {
            name: kind.map_or("all".into(), |kind| format!("{kind:?}").to_lowercase()),
            predictions: judged.len(),
            precision,
            confidence,
            expected_calibration_error: error,
            bins,
            coverage: COVERAGES.map(|coverage| AtCoverage::new(coverage, judged.len(), &judged)).into(),
            answered: answered.collect(),
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
        for (what, rows) in [("coverage", &self.coverage), ("answered", &self.answered)] {
            let _ = writeln!(page, "  {what}  threshold  precision");
            for AtCoverage { coverage, threshold, precision } in rows {
                let _ = writeln!(page, "  {coverage:>8.2}  {threshold:>9.3}  {precision:>9.3}");
            }
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
