//! How fast each stage is, next to what it must be compared with, in one process over one corpus.
//!
//! `cargo bench` runs everything; `cargo bench -- growth` only the cases whose name holds the
//! word. `DIXIT_CORPUS` names the texts (see `common/corpus.rs`); without it 64 MB of news are
//! generated. The yardsticks:
//!
//! - `unicode_word_indices`: counting the words with `unicode-segmentation`;
//! - `memchr`: finding the lead bytes of quotation marks;
//! - `aho-corasick`: finding four hundred cue forms with one automaton (DFA).
//!
//! `quick` times every stage and the whole pipeline on two megabytes and prints each target of the
//! project with what was measured; `growth` doubles documents and corpora; `throughput` and
//! `allocations` look closer at the segment stage; `criterion` gives confidence intervals.
//!
//! # What was tried and did not help
//!
//! Profiles are best taken with callgrind: counts of instructions repeat, times on a shared machine
//! do not. No stage takes more than a sixth of the time; most of it goes into adding up weights, so that
//! what saves candidates helps most, what saves look-ups helps, and little else does.
//!
//! - Weights in dense blocks, a cell for each combination of the values that weights name, found by tables
//!   of ranks: a quarter fewer instructions a weight than the perfect hash, but 4 MB of cells and some hundred
//!   KB of ranks, which miss the second cache a third more often; on a busy machine a tenth slower.
//! - A perfect hash whose slots hold only those bits of a mixed key that their place does not tell, in four
//!   bytes a weight: half the room, and what it takes to mix the bits costs more than the misses.
//! - Shifts or factors of four bytes for the perfect hash, not one: they miss the nearest cache as often as
//!   the slots do. A branch on whether the slot is the key's: foreseen no better than a coin.
//! - Looking up each weight where its feature is taken: as many instructions as in one loop over their
//!   places, and nearly twice as many misses of the instruction cache for the cue scorer, which has the loop
//!   thirty times then.
//! - Remembering the scores of pairs of units at the edges of a content from cue to cue, and of ends by
//!   the class of their cue: asking costs what the look-ups do. Keeping all that candidates for a source
//!   score but for the content's edges while their list stays the same: a thousandth of the instructions.
//! - Going through the ends of contents in groups by whether the part holds a verb, to free the
//!   loop over pairs of a subtraction: the bookkeeping cost what it saved.
//! - Working out what all starts of a cue have in common only once: an eighth of the starts' cost,
//!   for the values that differ are most of the look-ups. It stayed, being no harder to read.
//! - Keeping what a source's phrase scores apart by whether the side of the content changes it, so
//!   that contents on both sides share more: the second list cost more than it saved.
//! - Listing no content start behind the first verb with a tense, or only ten units behind the cue: two
//!   thousandths of the right speakers of quotations, for one part in fifty of the time.
//! - Listing no content on a side that the weights of the direction speak against: they hardly ever do so
//!   clearly, and nothing was saved.
//! - Fitting the choice among contents on those alone that are rivals when annotating: too few are left
//!   to learn from. A fit on a slightly other list of candidates moves single figures by one in a
//!   hundred, so a change of speed is best measured with the weights as they are.
//! - Giving up cues, starts of contents or phrases of sources by a sum of their most telling features:
//!   weights are spread so evenly that where one candidate in fifty is lost in error, a sixth is saved.
//! - Trying still fewer edges behind a cue (a slack of 175 instead of 250): by cross-validation as right,
//!   but with fewer rivals contents look surer than they are, and more doubtful ones are reported: four
//!   thousandths of who said what on the development part, for one part in a hundred of the instructions. A
//!   slack for edges before the cue saves less than keeping the lists costs.
//! - Fewer rivals of a content (those 0.3 times as likely as the best), a higher floor for cues (0.25), fewer
//!   phrases as sources (six): one to five thousandths, for a fiftieth of the time each.
//! - With as few templates as backward ablation leaves: a floor of 0.25 for cues once more, three thousandths of
//!   who said what of direct quotes for one part in forty of the instructions; eight templates of the choice
//!   scorer less, two thousandths over all and of mixed ones for a hundredth; five of the cue scorer less, seven
//!   thousandths of mixed ones for a hundredth. What held-out loss calls useless within one stage need not be
//!   so for those behind it.
//! - Ranking values by how many weights name them, so that the cells of frequent ones lie together: a
//!   fiftieth fewer misses of the nearest cache, no time. Huge pages: no time.
//! - Link-time optimisation of the examples: a fortieth of the instructions, a hundredth of the time at the
//!   most, and slower builds.
//! - A perfect hash by steps instead of factors, sixty-four of them tried at once: two of a group often have one
//!   place, so that several spreads must be tried, which costs the start more than it saves, and a look-up takes
//!   one instruction more.
//! - Seeing how many bytes a line of weights shares with the one before, instead of which columns: as many
//!   instructions. What helped was to read the lines when the crate is built.
//! - Names hashed eight bytes at a time: a thousandth of the instructions.
//! - Phrases of the stance looked for only up to the content: half of what they cost, a hundredth, but one
//!   attribution in a thousand loses its "issued a statement of" or "voiced support for".
//! - Reading fewer sentences before a quote with claims off: one instead of two saves an eighth and
//!   gives twice as many quotes another speaker; none saves a third and gives seven times as many.

mod common;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use common::alloc::{self, Counting};
use common::corpus::Corpus;
use common::pipeline;
use common::report::{self, Case};
use criterion::{Criterion, Throughput};
use dixit::Annotator;
use dixit::lexicon::Lexicon;
use dixit::segment::{Segments, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Size of a generated corpus.
const CORPUS: usize = 64 << 20;
/// What criterion measures.
const SLICE: usize = 1 << 20;

fn main() -> anyhow::Result<()> {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let wanted = |name: &str| name.contains(&filter);
    let corpus = Corpus::load(CORPUS)?;
    let lexicon = Lexicon::english();

    if wanted("quick") {
        pipeline::summary(&corpus, yardsticks(&corpus.slice(2 << 20)));
    }
    if wanted("criterion") {
        intervals(&corpus.slice(SLICE), &lexicon);
    }
    if wanted("throughput") {
        throughput(&corpus, &lexicon);
    }
    if wanted("growth") {
        growth(&corpus, &lexicon);
    }
    if wanted("allocations") {
        allocations(&corpus, &lexicon);
    }
    Ok(())
}

/// What a stage is compared with.
fn yardsticks(corpus: &Corpus) -> Vec<Case<'_>> {
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(common::cues::forms())
        .expect("four hundred short patterns fit");
    let sum = |count: &dyn Fn(&str) -> usize| corpus.texts.iter().map(|text| count(text) as u64).sum();
    vec![
        Case::new("unicode_word_indices", "words", move || sum(&|text| text.unicode_word_indices().count())),
        Case::new("memchr", "bytes", move || {
            sum(&|text| memchr::memchr3_iter(b'"', b'\'', 0xe2, text.as_bytes()).count())
        }),
        Case::new("aho-corasick", "cues", move || sum(&|text| automaton.find_iter(text).count())),
    ]
}

/// The segment stage.
fn segment<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Vec<Case<'a>> {
    let mut segments = Segments::default();
    vec![Case::new("segment", "words", move || {
        let mut words = 0;
        for text in &corpus.texts {
            segments.fill(text, lexicon);
            let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
            words += segments.tokens.iter().filter(|token| is_word(token.kind)).count() as u64;
            black_box(&segments);
        }
        words
    })]
}

/// The yardsticks and the first stage; the others are in `common/pipeline.rs`.
fn cases<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Vec<Case<'a>> {
    let mut cases = yardsticks(corpus);
    cases.extend(segment(corpus, lexicon));
    cases
}

/// Criterion over a small slice: changes from run to run, with confidence intervals.
fn intervals(corpus: &Corpus, lexicon: &Lexicon) {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    let mut group = criterion.benchmark_group("criterion");
    group.throughput(Throughput::Bytes(corpus.bytes as u64)).sample_size(20);
    for mut case in cases(corpus, lexicon) {
        let expected = (case.run)();
        group.bench_function(case.name, |bencher| {
            bencher.iter(|| assert_eq!((case.run)(), expected, "{}", case.unit));
        });
    }
    group.finish();
}

/// All cases in turns over the whole corpus, and the ratio of each to each yardstick.
fn throughput(corpus: &Corpus, lexicon: &Lexicon) {
    let rounds = (4 * CORPUS / corpus.bytes).clamp(4, 40);
    let timings = report::run(cases(corpus, lexicon), rounds);
    report::print(
        &format!("throughput on {}", corpus.name),
        corpus.bytes,
        &timings,
        &["unicode_word_indices", "memchr", "aho-corasick"],
    );
    let count = |name| report::count(&timings, name);
    assert_eq!(count("segment"), count("unicode_word_indices"), "segment finds the words of UAX 29");
    let marks =
        |text: &String| text.bytes().filter(|byte| matches!(byte, b'"' | b'\'' | 0xe2)).count() as u64;
    assert_eq!(count("memchr"), corpus.texts.iter().map(marks).sum::<u64>());
    assert!(count("aho-corasick") > 0);
}

/// One document of 1 KB to 64 MB, and 1 MB to 64 MB of articles: the time per byte must not grow.
fn growth(corpus: &Corpus, lexicon: &Lexicon) {
    let annotator = Annotator::new();
    let mut worst: f64 = 0.0;
    let mut first = BTreeMap::new();
    let mut measure = |what: &str, size: usize, texts: Vec<String>| {
        let bytes: usize = texts.iter().map(String::len).sum();
        let pieces = Corpus { name: String::new(), texts, bytes };
        let documents = pipeline::documents(&pieces.texts);
        let mut cases = segment(&pieces, lexicon);
        cases.push(pipeline::annotate(&documents, &annotator));
        print!("{:>10} KB", size >> 10);
        // The best of many rounds where they are short: others may use the machine meanwhile.
        for timing in report::run(cases, ((16 << 20) / bytes).clamp(2, 8)) {
            let per_byte = timing.best.as_nanos() as f64 / bytes as f64;
            let ratio = per_byte / *first.entry((what.to_owned(), timing.name)).or_insert(per_byte);
            worst = worst.max(ratio);
            print!("{:>12}{per_byte:>10.2}{ratio:>8.2} of the first", timing.name);
        }
        println!();
    };
    println!("\ngrowth on {}: one document of a size, nanoseconds per byte", corpus.name);
    for size in (10..=26).map(|shift| 1_usize << shift) {
        measure("document", size, corpus.pieces(size, size.max(2 << 20)));
    }
    println!("\ngrowth on {}: articles of 5 KB, so much in all", corpus.name);
    for total in (20..=26).map(|shift| 1_usize << shift) {
        measure("articles", total, corpus.pieces(5 << 10, total));
    }
    println!("growth: {worst:.2} at worst; {}", if worst <= 1.5 { "flat" } else { "NOT FLAT (over 1.5)" });
}

/// Allocations and peak bytes for each document, with new and with reused memory.
fn allocations(corpus: &Corpus, lexicon: &Lexicon) {
    let corpus = corpus.slice(8 << 20);
    let documents = corpus.texts.len() as f64;
    let (mut calls, mut peak) = (0, 0);
    for text in &corpus.texts {
        let ((), new) = alloc::count(|| {
            let mut segments = Segments::default();
            segments.fill(text, lexicon);
            black_box(&segments);
        });
        calls += new.calls;
        peak += new.peak;
    }
    println!(
        "\nallocations on {}, {documents} documents of {:.0} bytes",
        corpus.name,
        corpus.bytes as f64 / documents
    );
    println!(
        "segment, new memory     {:>8.1} calls{:>12.0} bytes at peak",
        calls as f64 / documents,
        peak as f64 / documents
    );

    let mut segments = Segments::default();
    corpus.texts.iter().for_each(|text| segments.fill(text, lexicon));
    let ((), reused) = alloc::count(|| corpus.texts.iter().for_each(|text| segments.fill(text, lexicon)));
    println!(
        "segment, reused memory  {:>8.1} calls{:>12.0} bytes at peak",
        reused.calls as f64 / documents,
        reused.peak as f64
    );
    assert_eq!(reused.calls, 0, "a reused value allocates nothing");
}
