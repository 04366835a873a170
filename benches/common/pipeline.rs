//! The annotation pipeline as cases, stage by stage and whole, and the summary of its targets.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dixit::draft::Draft;
use dixit::frame::{self, Scope};
use dixit::quote::{self, MarkOptions, Quote, Role, RoleModel};
use dixit::speaker::SpeakerResolver;
use dixit::syntax::{Scene, Syntax, Tagger};
use dixit::{Annotator, Document, Kind, QuoteExtractor, Scratch, cue, extract};

use super::alloc;
use super::corpus::Corpus;
use super::report::{self, Case, Timing};

/// What the stages share.
pub struct Engine {
    pub extractor: QuoteExtractor,
    pub tagger: Tagger,
    pub roles: RoleModel,
    pub resolver: SpeakerResolver,
}

impl Engine {
    pub fn new() -> Engine {
        let extractor = QuoteExtractor::new();
        let tagger = Tagger::shipped(extractor.lexicon()).expect("the shipped weights are read by the tests");
        let resolver = SpeakerResolver::with_lexicon(extractor.lexicon()).expect("as are these");
        Engine { extractor, tagger, roles: RoleModel::english(), resolver }
    }
}

/// A text with what the stages before the speakers find in it.
struct Read<'a> {
    text: &'a str,
    found: extract::Scratch,
    drafts: Vec<Draft>,
}

impl<'a> Read<'a> {
    fn new(text: &'a str, engine: &Engine) -> Self {
        let mut found = extract::Scratch::default();
        let drafts = engine.extractor.extract_with(text, "en", Scope::Everything, &mut found);
        Read { text, found, drafts }
    }

    fn scene<'s>(&'s self, engine: &'s Engine) -> Scene<'s> {
        self.found.scene(self.text, engine.extractor.lexicon())
    }
}

/// Each stage alone over what the stages before it found.
pub fn stages<'a>(corpus: &'a Corpus, engine: &'a Engine) -> Vec<Case<'a>> {
    let read = || -> Vec<Read<'a>> { corpus.texts.iter().map(|text| Read::new(text, engine)).collect() };
    let all = std::rc::Rc::new(read());
    let shared = || std::rc::Rc::clone(&all);
    let (scan, roles, syntax, cues, contents, resolve) =
        (shared(), shared(), shared(), shared(), shared(), shared());
    let mut quotes = Vec::new();
    let mut syntax_memory = Syntax::default();
    let mut found = Vec::new();
    let (mut frame_memory, mut frames) = (frame::Scratch::default(), Vec::new());
    let mut speaker_memory = dixit::speaker::Scratch::default();
    vec![
        Case::new("scan", "quotes", move || {
            scan.iter()
                .map(|read| {
                    quotes.clear();
                    quote::scan(read.text, &MarkOptions::default(), &mut quotes);
                    quotes.len() as u64
                })
                .sum()
        }),
        Case::new("roles", "speech", move || {
            let speech = |read: &Read| {
                let is_speech = |quote: &&Quote| engine.roles.role(read.text, quote).0 == Role::Speech;
                read.found.quotes().iter().filter(is_speech).count() as u64
            };
            roles.iter().map(speech).sum()
        }),
        Case::new("syntax", "phrases", move || {
            syntax
                .iter()
                .map(|read| {
                    syntax_memory.fill(
                        read.text,
                        read.found.segments(),
                        read.found.quotes(),
                        engine.extractor.lexicon(),
                        &engine.tagger,
                    );
                    syntax_memory.chunks.len() as u64
                })
                .sum()
        }),
        Case::new("cues", "cues", move || {
            cues.iter()
                .map(|read| {
                    found.clear();
                    let scene = read.scene(engine);
                    cue::candidates(&scene, &mut found);
                    cue::judge(&scene, &engine.extractor.models().frame.cue, 0.5, &mut found);
                    found.len() as u64
                })
                .sum()
        }),
        Case::new("contents", "frames", move || {
            contents
                .iter()
                .map(|read| {
                    let scene = read.scene(engine);
                    let models = engine.extractor.models();
                    frame::build(&scene, &models.frame, Scope::Everything, &mut frame_memory, &mut frames);
                    frame::select(&scene, &mut frames);
                    frame::refine(&scene, &mut frames);
                    frames.len() as u64
                })
                .sum()
        }),
        Case::new("resolve", "entities", move || {
            resolve
                .iter()
                .map(|read| {
                    let scene = read.scene(engine);
                    let found = engine.resolver.resolve(&scene, &read.drafts, None, &mut speaker_memory);
                    found.entities.len() as u64
                })
                .sum()
        }),
    ]
}

/// The whole pipeline.
pub fn annotate<'a>(documents: &'a [Document], annotator: &'a Annotator) -> Case<'a> {
    let mut memory = Scratch::default();
    Case::new("whole", "found", move || {
        documents.iter().map(|d| annotator.annotate_with(d, &mut memory).attributions.len() as u64).sum()
    })
}

/// The whole pipeline, with claims and without.
pub fn whole<'a>(
    documents: &'a [Document],
    annotator: &'a Annotator,
    quotes: &'a Annotator,
) -> Vec<Case<'a>> {
    let without = Case { name: "whole, claims off", ..annotate(documents, quotes) };
    vec![annotate(documents, annotator), without]
}

/// The texts as documents.
pub fn documents(texts: &[String]) -> Vec<Document> {
    texts.iter().map(|text| Document::new("", text.as_str())).collect()
}

/// What the issue asks for, each a ratio from one run, with a word on whether it is reached.
pub fn summary(corpus: &Corpus, yardsticks: Vec<Case<'_>>) {
    let slice = corpus.slice(2 << 20);
    let documents = documents(&slice.texts);
    let (startup, tables, annotator) = start();
    let quotes = annotator.to_builder().claims(false).build().expect("settings that hold");
    let engine = Engine::new();
    let mut cases = yardsticks;
    cases.extend(stages(&slice, &engine));
    cases.extend(whole(&documents, &annotator, &quotes));
    let timings = report::run(cases, 7);
    report::print(
        &format!("quick on {}", slice.name),
        slice.bytes,
        &timings,
        &["unicode_word_indices", "memchr"],
    );
    println!();
    check_counts(&timings, &documents, &annotator, &quotes);
    let at_least = |what: &str, measured: f64, target: f64| {
        report::verdict(what, measured, "times", target, measured >= target);
    };
    let at_most = |what: &str, measured: f64, unit: &str, target: f64| {
        report::verdict(what, measured, unit, target, measured <= target);
    };
    let words = |case: &str| report::ratio(&timings, case, "unicode_word_indices");
    at_least("whole, of unicode_word_indices", words("whole"), 1.0);
    at_least("whole with claims off, of unicode_word_indices", words("whole, claims off"), 2.0);
    at_least("mark scanner, of memchr over the same marks", report::ratio(&timings, "scan", "memchr"), 0.25);
    at_least("two threads, of one", threads(&documents, &annotator), 1.8);
    let news = per_byte(&documents, &annotator);
    let large = self::documents(&slice.pieces(64 << 20, 64 << 20));
    at_most(
        "one document of 64 MB, time per byte of news",
        per_byte(&large, &annotator) / news,
        "times",
        1.5,
    );
    drop(large);
    for (name, marks) in [("“ ‘", "“ ‘ "), ("\" '", "\" ' "), ("« “", "« “ ")] {
        let hostile = self::documents(&[marks.repeat(5000)]);
        let what = format!("10,000 alternating unclosed marks {name}");
        at_most(&what, per_byte(&hostile, &annotator) / news, "times", 1.5);
    }
    let (calls, result, peak) = memory(&documents, &annotator);
    let found = report::count(&timings, "whole") as f64 / documents.len() as f64;
    println!(
        "{:<46}{calls:>10.1} calls, {result:.1} of them a copy of the result; {:.1} for each attribution",
        "allocations for each document",
        calls / found
    );
    at_least("claims on, of claims off", report::ratio(&timings, "whole", "whole, claims off"), 0.5);
    let speed = report::speed(&timings, "whole", slice.bytes);
    report::verdict("whole, on one thread", speed, "MB/s", 15.0, speed >= 15.0);
    at_most("peak beyond the text, the worst document", peak / 1024.0, "KB", 256.0);
    at_most("tables of the engine", tables as f64 / (1 << 20) as f64, "MB", 16.0);
    at_most("start-up", startup.as_secs_f64() * 1e3, "ms", 30.0);
}

/// Best time of building an annotator, the bytes it holds, and one.
fn start() -> (Duration, usize, Annotator) {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let begin = Instant::now();
        black_box(Annotator::new());
        best = best.min(begin.elapsed());
    }
    let before = alloc::live();
    let annotator = Annotator::new();
    (best, alloc::live() - before, annotator)
}

/// A wrong answer cannot win: the timed cases found what a fresh run finds, and without claims, which
/// read fewer sentences, at most one quote in a thousand more or less than with them.
fn check_counts(timings: &[Timing], documents: &[Document], annotator: &Annotator, quotes: &Annotator) {
    let (mut all, mut marked, mut alone) = (0, 0, 0);
    for document in documents {
        let found = annotator.annotate(document).attributions;
        all += found.len() as u64;
        marked += found.iter().filter(|found| found.kind != Kind::Indirect).count() as u64;
        alone += quotes.annotate(document).attributions.len() as u64;
    }
    assert_eq!(report::count(timings, "whole"), all);
    assert_eq!(report::count(timings, "whole, claims off"), alone);
    assert!(marked.abs_diff(alone) * 1000 <= marked, "{marked} quotes with claims, {alone} without");
}

/// Best nanoseconds a byte over all documents.
fn per_byte(documents: &[Document], annotator: &Annotator) -> f64 {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut scratch = Scratch::default();
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begin = Instant::now();
        for document in documents {
            black_box(annotator.annotate_with(document, &mut scratch));
        }
        best = best.min(begin.elapsed());
    }
    best.as_nanos() as f64 / bytes as f64
}

/// How many times as fast two threads are as one.
fn threads(documents: &[Document], annotator: &Annotator) -> f64 {
    let run = |documents: &[Document]| {
        let mut scratch = Scratch::default();
        documents.iter().map(|d| annotator.annotate_with(d, &mut scratch).attributions.len()).sum::<usize>()
    };
    // Halves of about the same number of bytes.
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut sum = 0;
    let beyond = |document: &Document| {
        sum += document.text.len();
        sum > bytes / 2
    };
    let half = documents.iter().position(beyond).unwrap_or(documents.len());
    let (mut one, mut two) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let begin = Instant::now();
        let expected = run(documents);
        one = one.min(begin.elapsed());
        let begin = Instant::now();
        let found: usize = std::thread::scope(|scope| {
            let halves = [&documents[..half], &documents[half..]].map(|part| scope.spawn(move || run(part)));
            halves.into_iter().map(|half| half.join().expect("annotating does not panic")).sum()
        });
        two = two.min(begin.elapsed());
        assert_eq!(found, expected);
    }
    one.as_secs_f64() / two.as_secs_f64()
}

/// With reused memory: allocations for each document, those of a copy of its result, and the most
/// bytes held for a document of up to 5 KB, the reused memory counted in.
fn memory(documents: &[Document], annotator: &Annotator) -> (f64, f64, f64) {
    let short: Vec<&Document> = documents.iter().filter(|document| document.text.len() <= 5 << 10).collect();
    let before = alloc::live();
    let mut scratch = Scratch::default();
    let mut peak = 0;
    for document in &short {
        let held = alloc::live() - before;
        let (result, used) = alloc::count(|| annotator.annotate_with(document, &mut scratch));
        peak = peak.max(held + used.peak);
        drop(result);
    }
    for document in documents {
        annotator.annotate_with(document, &mut scratch);
    }
    let (mut calls, mut copies) = (0, 0);
    for document in documents {
        let (result, used) = alloc::count(|| annotator.annotate_with(document, &mut scratch));
        calls += used.calls;
        copies += alloc::count(|| black_box(result.clone())).1.calls;
    }
    let count = documents.len() as f64;
    (calls as f64 / count, copies as f64 / count, peak as f64)
}
