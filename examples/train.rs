//! Learns the weights of the linear scorers from gold JSON Lines and writes their files.
//!
//!     cargo run --release --example train -- GOLD.jsonl[.gz]... [--output DIRECTORY]
//!         [--tags TAGS.jsonl[.gz]] [--held-out FOUND.jsonl]
//!
//! The gold has one document a line with `id`, `text` and `attributions` (`content`, `cue`, `source`
//! as byte spans). The same files in the same order give the same weights, byte for byte. The directory
//! is `src/model/data` unless named.
//!
//! With `--tags` the part-of-speech weights, `tag.tsv`, are learned first; without it those that
//! are shipped stay. The tags have a line for each document: `id` and `tags`, a list of byte start,
//! byte end and Penn Treebank tag. They need not be gold; those of the shipped weights are what
//! another tagger (spaCy's `en_core_web_sm` 3.8, MIT licence) says of the same documents:
//!
//!     nlp = spacy.load("en_core_web_sm", exclude=["ner", "parser", "lemmatizer"])
//!     for line in gzip.open("GOLD.jsonl.gz", "rt"):
//!         document = json.loads(line)
//!         text = document["text"]
//!         at = list(itertools.accumulate((len(c.encode()) for c in text), initial=0))
//!         tags = [[at[t.idx], at[t.idx + len(t)], t.tag_] for t in nlp(text) if not t.is_space]
//!         print(json.dumps({"id": document["id"], "tags": tags}))
//!
//! With `--held-out` it writes what is found in each document by scorers that learned from the other
//! three quarters of the gold: cross-validation, without names.

#[path = "train/antecedent.rs"]
mod antecedent;
#[path = "train/article.rs"]
mod article;
#[path = "train/confidence.rs"]
mod confidence;
#[path = "train/fit.rs"]
mod fit;
// Each example takes the parts it needs.
#[allow(dead_code)]
#[path = "common/gold.rs"]
mod gold;
#[path = "train/held.rs"]
mod held;
#[path = "train/stages.rs"]
mod stages;
#[path = "train/tagger.rs"]
mod tagger;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Parser;
use dixit::extract::Models;
use dixit::extract::QuoteExtractor;
use dixit::frame::{Breadth, Scorers};
use dixit::lexicon::Lexicon;
use dixit::model::{LinearModel, Schema};
use dixit::speaker::SpeakerResolver;
use dixit::syntax::Tagger;
use dixit::{content, cue, draft, frame, source, syntax};

use article::{Article, Gold};
use stages::Trainer;

const HEADER: &str = "\
# Weights of a linear scorer, in log odds: template, values, weight.
# Written by examples/train.rs; see README for what they were fitted on.
";
const TAG_HEADER: &str = "\
# Fitted on the tags that spaCy's en_core_web_sm 3.8 (MIT licence) gives those documents.
# Values: an alphabet of its own (src/model/atom.rs); the last is the reading.
";

fn write(
    directory: &std::path::Path,
    name: &str,
    model: &LinearModel,
    schema: &Schema,
    lexicon: &Lexicon,
) -> Result<()> {
    let names = dixit::syntax::AtomNames::new(lexicon);
    let mut lines: Vec<String> =
        model.weights().map(|(f, w)| format!("{}\t{w}", schema.name(f, &names, lexicon))).collect();
    lines.sort_unstable();
    let mut text = String::from(HEADER);
    if name == "tag.tsv" {
        text.push_str(TAG_HEADER);
    }
    for line in &lines {
        text.push_str(line);
        text.push('\n');
    }
    eprintln!("{name}: {} weights", lines.len());
    std::fs::write(directory.join(name), text).with_context(|| format!("cannot write {name}"))
}

fn read_lines<T: serde::de::DeserializeOwned>(path: &str) -> Result<Vec<T>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {path}"))?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut gold = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            gold.push(serde_json::from_str(&line).with_context(|| format!("{path}, line {}", number + 1))?);
        }
    }
    Ok(gold)
}

const EXAMPLE: &str = "\
Example:
  $ train polnear-train.jsonl.gz polnear-train.jsonl.gz examples/train/invented.jsonl
  writes src/model/data/cue.tsv, content.tsv, choice.tsv, source.tsv, place.tsv, frame.tsv,
  antecedent.tsv and confidence.tsv; what is learned on the way goes to standard error";

/// Learn the weights of the scorers from gold attributions and write their files.
#[derive(Parser)]
#[command(name = "train", after_help = EXAMPLE)]
struct Options {
    /// Documents with gold attributions, JSON Lines, plain or gzip.
    #[arg(required = true)]
    gold: Vec<String>,

    /// Where the weights go.
    #[arg(long, value_name = "DIRECTORY", default_value = "src/model/data")]
    output: PathBuf,

    /// Parts of speech to learn the tagger from; without them the shipped one stays.
    #[arg(long, value_name = "FILE")]
    tags: Option<String>,

    /// Write what is found in each document by scorers that learned from the other three quarters.
    #[arg(long, value_name = "FILE")]
    held_out: Option<String>,
}

fn main() -> Result<()> {
    let Options { gold: paths, output: directory, tags, held_out } = Options::parse();
    let lexicon = Arc::new(Lexicon::english());
    let mut gold: Vec<Gold> = Vec::new();
    for path in &paths {
        gold.append(&mut read_lines(path)?);
    }
    let tagger = match tags {
        Some(tags) => {
            let model = tagger::train(&gold, &read_lines(&tags)?, &lexicon);
            write(&directory, "tag.tsv", &model, &syntax::SCHEMA, &lexicon)?;
            Tagger::new(&model)
        }
        None => Tagger::shipped(&lexicon)?,
    };
    let articles: Vec<Article> = gold.into_iter().map(|g| Article::read(g, &lexicon, &tagger)).collect();
    let trainer = Trainer::new(&articles, &lexicon);
    let all: usize = articles.iter().map(|a| a.gold.attributions.len()).sum();
    let found: usize = trainer.targets.iter().map(Vec::len).sum();
    eprintln!(
        "{} documents, {all} attributions, cue word found for {found}; {} cue candidates",
        articles.len(),
        trainer.candidates.iter().map(Vec::len).sum::<usize>()
    );

    let everything: Vec<usize> = (0..articles.len()).collect();
    let (models, trained) = trainer.train(&everything);
    let extractors: Vec<QuoteExtractor> = trained
        .into_iter()
        .map(|models| QuoteExtractor::with_models(Arc::clone(&lexicon), tagger.clone(), models))
        .collect();
    if let Some(path) = held_out {
        let file = std::fs::File::create(&path).with_context(|| format!("cannot write {path}"))?;
        let mut file = std::io::BufWriter::new(file);
        held::write(&articles, &extractors, &mut file).and_then(|()| file.flush())?;
    }
    // As wide as for texts, not for what is learned from contents.
    let frame = Scorers { breadth: Breadth::default(), ..models.frame.clone() };
    let shipped = Models { frame, ..models.clone() };
    let extractor = QuoteExtractor::with_models(Arc::clone(&lexicon), tagger.clone(), shipped);
    let antecedents = antecedent::train(&articles, &extractor);
    let confidence =
        confidence::train(&articles, &extractors, &SpeakerResolver::with_model(antecedents.clone()));

    write(&directory, "cue.tsv", &models.frame.cue, &cue::SCHEMA, &lexicon)?;
    write(&directory, "content.tsv", &models.frame.content, &content::SCHEMA, &lexicon)?;
    write(&directory, "choice.tsv", &models.frame.choice, &frame::CHOICE_SCHEMA, &lexicon)?;
    write(&directory, "source.tsv", &models.frame.source, &source::SCHEMA, &lexicon)?;
    write(&directory, "place.tsv", &models.place, &draft::SCHEMA, &lexicon)?;
    write(&directory, "frame.tsv", &models.frame.frame, &frame::SCHEMA, &lexicon)?;
    write(&directory, "antecedent.tsv", &antecedents, &dixit::entity::SCHEMA, &lexicon)?;
    write(&directory, "confidence.tsv", &confidence, &dixit::confidence::SCHEMA, &lexicon)?;
    Ok(())
}
