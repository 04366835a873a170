//! One text in, every stage's intermediate result out: the way to see why a decision fell as it did.
//!
//! Each row names the stage, the bytes, the words there, and what the stage made of them. Stages
//! stand in the order in which they run.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Parser, ValueEnum};
use dixit::annotation::Annotation;
use dixit::draft::Draft;
use dixit::frame::{Frame, Scope};
use dixit::lexicon::{Clitic, Lexicon};
use dixit::quote::Quote;
use dixit::segment::{Segments, Token, TokenKind};
use dixit::syntax::Scene;
use dixit::{Annotator, Document, Span, cue, extract};
use serde::Serialize;

use common::view::{Page, printable};
use common::{CommandLine, Tally, document, output, parallel};

const EXAMPLE: &str = "\
Example:
  $ explain --text '“It is late,” said Ann Poe.' --stage sentence,quote,attribution
  sentence            0..31 “It is late,” said Ann Poe.  0
  quote               3..14 It is late,                  0, Curly, depth 0
  attribution         0..17 “It is late,”                0, direct; cue “said”; source “Ann Poe”; speaker Ann Poe; confidence 0.97; sieve name; the source is the name";

/// Print what every stage makes of one text.
#[derive(Parser)]
#[command(name = common::NAME, after_help = EXAMPLE)]
struct Options {
    #[command(flatten)]
    common: CommandLine,

    /// The document of this id [default: the first].
    #[arg(long)]
    id: Option<String>,

    /// This text instead of a file.
    #[arg(long, conflicts_with_all = ["id", "files"])]
    text: Option<String>,

    /// These stages only.
    #[arg(long, value_delimiter = ',')]
    stage: Vec<Stage>,
}

/// What is printed, in the order of the stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum Stage {
    Paragraph,
    Sentence,
    Token,
    Quote,
    Tag,
    Phrase,
    Cue,
    Frame,
    Draft,
    Role,
    Attribution,
    Entity,
}

/// One intermediate result.
#[derive(Debug, Serialize)]
struct Row<'t> {
    stage: Stage,
    span: Span,
    text: &'t str,
    note: String,
}

fn main() -> ExitCode {
    common::finish(run(&Options::parse()))
}

fn run(options: &Options) -> anyhow::Result<Tally> {
    let (document, tally) = match &options.text {
        Some(text) => (Document::new("text", text.as_str()), Tally::default()),
        None => find(options)?,
    };
    let rows = explain(&document);
    let mut output = output::standard_output();
    let page = Page::for_standard_output();
    for row in rows.iter().filter(|row| options.stage.is_empty() || options.stage.contains(&row.stage)) {
        let line = if options.common.json { serde_json::to_string(row)? } else { readable(&page, row) };
        match writeln!(output, "{line}") {
            Err(error) if output::is_closed_pipe(&error) => break,
            outcome => outcome?,
        }
    }
    Ok(tally)
}

/// The document that was asked for; all of the input is read, so that a complaint about the rest is
/// not lost.
fn find(options: &Options) -> anyhow::Result<(Document, Tally)> {
    let mut found = None;
    let tally = parallel::for_each_batch(
        &options.common,
        || (),
        |(), raw| document::parse(raw),
        |batch| {
            let wanted = |document: &Document| options.id.as_ref().is_none_or(|id| *id == document.id);
            found = found.take().or_else(|| batch.into_iter().find(wanted));
            Ok(())
        },
    )?;
    match (found, &options.id) {
        (Some(document), _) => Ok((document, tally)),
        (None, Some(id)) => bail!("no document has the id {id}"),
        (None, None) => bail!("there is no document in the input"),
    }
}

/// All stages, in their order.
fn explain(document: &Document) -> Vec<Row<'_>> {
    let text = document.text.as_str();
    let annotator = Annotator::new();
    let extractor = annotator.extractor();
    let language = document.language.as_deref().unwrap_or("en");
    let mut scratch = extract::Scratch::default();
    let drafts = extractor.extract_with(text, language, Scope::Everything, &mut scratch);
    let scene = scratch.scene(text, extractor.lexicon());

    let mut rows = Rows { text, rows: Vec::new() };
    rows.segments(scratch.segments(), extractor.lexicon());
    rows.quotes(scratch.quotes());
    rows.syntax(&scene);
    // Those too that are too doubtful to be looked at further.
    let mut cues = Vec::new();
    cue::candidates(&scene, &mut cues);
    cue::judge(&scene, &extractor.models().frame.cue, 0.0, &mut cues);
    for cue in &cues {
        rows.add(Stage::Cue, scene.span(cue.group), format!("reports with {:.2}", cue.probability));
    }
    rows.frames(&scene, scratch.frames());
    rows.drafts(&scene, &drafts);
    rows.annotation(&annotator.annotate(document));
    rows.rows
}

/// Rows under construction.
struct Rows<'t> {
    text: &'t str,
    rows: Vec<Row<'t>>,
}

impl Rows<'_> {
    fn add(&mut self, stage: Stage, span: Span, note: String) {
        self.rows.push(Row { stage, span, text: span.of(self.text), note });
    }

    fn segments(&mut self, segments: &Segments, lexicon: &Lexicon) {
        for (number, paragraph) in segments.paragraphs.iter().enumerate() {
            let sentences = &segments.sentences[paragraph.start as usize..paragraph.end as usize];
            let spans = sentences.iter().map(|sentence| segments.span(*sentence));
            let Some(span) = spans.reduce(Span::cover) else { continue };
            self.add(Stage::Paragraph, span, format!("{number}, {} sentences", sentences.len()));
        }
        for (number, sentence) in segments.sentences.iter().enumerate() {
            self.add(Stage::Sentence, segments.span(*sentence), format!("{number}"));
        }
        for token in &segments.tokens {
            self.add(Stage::Token, token.span(), token_note(token, lexicon));
        }
    }

    fn quotes(&mut self, quotes: &[Quote]) {
        for (number, quote) in quotes.iter().enumerate() {
            let mut note = format!("{number}, {:?}, depth {}", quote.style, quote.depth);
            if !quote.closed {
                note += ", not closed";
            }
            if quote.open.is_empty() {
                note += ", opening mark put in";
            }
            if let Some(former) = quote.continues {
                let _ = write!(note, ", goes on from {former}");
            }
            self.add(Stage::Quote, quote.span, note);
        }
    }

    fn syntax(&mut self, scene: &Scene) {
        let words = scene.syntax.units.iter().filter(|unit| unit.is_word());
        for unit in words {
            self.add(Stage::Tag, unit.span(), format!("{:?}", unit.tag));
        }
        for chunk in &scene.syntax.chunks {
            let head = scene.surface(chunk.head);
            self.add(Stage::Phrase, scene.span(chunk.units), format!("{:?}, head “{head}”", chunk.kind));
        }
    }

    fn frames(&mut self, scene: &Scene, frames: &[Frame]) {
        for found in frames {
            let cue = scene.span(found.cue.group).of(self.text);
            let source = found.source.map_or("", |source| scene.span(source.units).of(self.text));
            let note = format!(
                "holds with {:.2}; content {:.2}; cue “{cue}” {:.2}; source “{source}” {:.2}",
                found.probability, found.content_probability, found.cue.probability, found.source_probability
            );
            let parts = found.content.parts().map(|part| scene.span(part));
            if let Some(span) = parts.reduce(Span::cover) {
                self.add(Stage::Frame, span, note);
            }
        }
    }

    fn drafts(&mut self, scene: &Scene, drafts: &[Draft]) {
        for draft in drafts {
            let mut note = format!("{:?}", draft.origin).to_lowercase();
            if let Some(kind) = draft.kind {
                note += &format!(", {kind:?}").to_lowercase();
            }
            for (name, span) in [("cue", draft.cue_span(scene)), ("source", draft.source_span(scene))] {
                if let Some(span) = span {
                    let _ = write!(note, "; {name} “{}”", span.of(self.text));
                }
            }
            let _ =
                write!(note, "; content {:.2}; source {:.2}", draft.probability, draft.source_probability);
            if let Some(span) = draft.content.iter().copied().reduce(Span::cover) {
                self.add(Stage::Draft, span, note);
            }
        }
    }

    fn annotation(&mut self, annotation: &Annotation) {
        for found in &annotation.quoted_spans {
            let mut note = format!("{:?}", found.role).to_lowercase();
            if let Some(attribution) = found.attribution {
                let _ = write!(note, ", in attribution {attribution}");
            }
            self.add(Stage::Role, found.span, note);
        }
        for found in &annotation.attributions {
            let mut note = format!("{}, {:?}", found.id, found.kind).to_lowercase();
            for (name, spans) in [("cue", &found.cue), ("source", &found.source)] {
                for span in spans {
                    let _ = write!(note, "; {name} “{}”", span.of(self.text));
                }
            }
            let _ = write!(note, "; speaker {}", found.speaker.as_deref().unwrap_or("unknown"));
            if let Some(addressee) = &found.addressee {
                let _ = write!(note, "; told {addressee}");
            }
            let _ = write!(note, "; confidence {:.2}", found.confidence);
            if let Some(sieve) = &found.sieve {
                let _ = write!(note, "; sieve {sieve}");
            }
            for evidence in &found.evidence {
                let _ = write!(note, "; {evidence}");
            }
            if let Some(span) = found.content.iter().copied().reduce(Span::cover) {
                self.add(Stage::Attribution, span, note);
            }
        }
        for entity in &annotation.entities {
            let mut note = format!("{} {}, {:?}", entity.id, entity.name, entity.kind);
            if !entity.roles.is_empty() {
                let _ = write!(note, ", roles: {}", entity.roles.join("; "));
            }
            for mention in &entity.mentions {
                self.add(Stage::Entity, *mention, note.clone());
            }
        }
    }
}

/// What a token is and what the lexicon knows of it.
fn token_note(token: &Token, lexicon: &Lexicon) -> String {
    let mut note = format!("{:?}", token.kind);
    if token.kind == TokenKind::Word {
        let _ = write!(note, " {:?}", token.shape);
    }
    if token.clitic != Clitic::None {
        let _ = write!(note, " clitic {:?}", token.clitic);
    }
    if token.word.is_known() {
        let word = lexicon.word(token.word);
        let _ = write!(note, ", known: {:?}", word.tag);
        if word.cue > 0 {
            note += ", cue";
        }
    }
    note
}

/// `token         9..13 late                      Word Lower`, or two lines for long words.
fn readable(page: &Page, row: &Row) -> String {
    const BEFORE: usize = 26;
    const SHORT: usize = 28;
    let stage = format!("{:?}", row.stage).to_lowercase();
    let place = format!("{}..{}", row.span.start, row.span.end);
    let head = page.faint(&format!("{stage:<11} {place:>13}"));
    let words = shorten(&printable(row.text), page.width.saturating_sub(BEFORE).max(SHORT));
    let note = page.strong(&row.note);
    if words.chars().count() <= SHORT {
        format!("{head} {words:<SHORT$} {note}")
    } else {
        format!("{head} {words}\n{:BEFORE$}{note}", "")
    }
}

/// The first and last words where all do not fit.
fn shorten(words: &str, room: usize) -> String {
    let count = words.chars().count();
    if count <= room {
        return words.to_owned();
    }
    let half = room / 2 - 1;
    let head: String = words.chars().take(half).collect();
    let tail: String = words.chars().skip(count - half).collect();
    format!("{head} … {tail}")
}
