//! Texts made to be slow: what takes four times as much input takes about four times as long.
//!
//! Time that grows with the square would take sixteen times as long. Each text is held against a quarter
//! of itself rather than against a clock, and the best of several runs counts, so that a slow or busy
//! machine fails nothing.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use dixit::{Annotator, Attribution, Document, Kind, SourceTracker, Span};

/// How often a case that seems too slow is timed again.
const TRIES: usize = 5;

/// What takes less is mostly what every run takes, whatever its size.
const WORTH_TIMING: Duration = Duration::from_millis(10);

/// Nothing if `run` takes less than ten times as long for four times as much of something; else how long.
/// `size` is the least to begin with: the more time each takes, the less there has to be of it.
fn too_slow(what: &str, mut size: usize, mut run: impl FnMut(usize) -> Duration) -> Option<String> {
    let most = size * 64;
    let mut small = run(size);
    while small < WORTH_TIMING && size < most {
        size *= 2;
        small = run(size);
    }
    let mut large = run(size * 4);
    for _ in 0..TRIES {
        if large < small * 10 {
            return None;
        }
        small = small.min(run(size));
        large = large.min(run(size * 4));
    }
    Some(format!("{what:?}, {size} of it: {small:?}, and {large:?} for four times as much"))
}

/// One test at a time: beside each other they would time how the machine is shared out.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn assert_none(slow: impl IntoIterator<Item = Option<String>>) {
    let slow: Vec<String> = slow.into_iter().flatten().collect();
    assert!(slow.is_empty(), "too slow:\n{}", slow.join("\n"));
}

fn document(text: String) -> Document {
    Document::new("a", text).outlet("Tull Post")
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// Least bytes of a text.
const SIZE: usize = 1_000;
/// The same where each word takes so long that what grows with the square only shows in longer ones.
const LONG: usize = 5_000;

/// Cues that each may report all that stands before them, or be part of what others report, in one sentence
/// without end.
const CUES: &[&str] = &[
    "said ",
    "he said ",
    "he said she thinks the mayor believed ",
    "saying that “it is late” and claiming it, ",
    "“It is late,” he said, ",
    "Poe denied that he said that ",
    "according to Poe, ",
    "told reporters ",
    "some say others think many believe ",
    "if he says that ",
    "he said; ",
    "“The bridge is closed,” Poe told the AP and ",
];

/// Repeated, each of these is one paragraph, or lines.
const PIECES: &[&str] = &[
    // Phrases without a head.
    "beautiful ",
    "the ",
    "so-",
    // Names, pronouns, roles.
    "Ann Poe ",
    "Ann Poe, Bob Lund, ",
    "Mr. Poe's aunt's ",
    "Hale of Tull and ",
    "the senator, ",
    "the mayor Ann Poe, a nurse, said. ",
    "the 41-year-old said it. ",
    "He said she told him that they knew her. ",
    // Marks.
    "“ ",
    " ”",
    "‘a ",
    "s' ",
    "“‘\"'",
    "“a ‘b ",
    "“It is late.” ",
    "“late” and ",
    "(",
    "[",
    "[a](",
    "\n“a. ",
    // Lines.
    "Poe: It is late now.\n",
    "A: It is late now.\nB: Why is it so?\n",
    "“It is late,” said Ann Poe.\n\n",
    "Ann Poe writes:\n\nThe bridge was never safe, and I said so in May.\n\n",
    "a\t",
    "a\u{a0}",
    // Other scripts, which end sentences in other ways.
    "他说：“桥梁已经关闭。”",
    "قال الوزير: «الجسر مغلق الآن»، ",
];

#[test]
fn annotating_takes_time_linear_in_the_text() {
    let _alone = alone();
    let annotator = Annotator::new();
    let annotate = |text: String| timed(|| annotator.annotate(&document(text)));
    let repeated =
        |piece: &str, least: usize| too_slow(piece, least, |size| annotate(piece.repeat(size / piece.len())));
    assert_none(CUES.iter().map(|piece| repeated(piece, LONG)));
    // Each comma could have read on to the end for a word.
    let commas = |size: usize| annotate(format!("“{}", ",".repeat(size)));
    // Each open quote could have read all the blanks where the line ends.
    let open_line = |size: usize| {
        let (quotes, blanks) = ("«a “a ".repeat(size / 16), " ".repeat(size / 2));
        annotate(format!("{quotes}{}.{blanks}\nHello.", "a".repeat(121)))
    };
    // Each paragraph of a turn could have looked at all that is reported between two lines.
    let turn = |size: usize| {
        let lines = "HOST: It is late now.\n\nPOE: I think it is.\n\n".repeat(2);
        annotate(format!("{lines}{}HOST: It is late.\n", "I think it is late.\n\n".repeat(size / 21)))
    };
    let lines = [
        too_slow("“,,,", SIZE, commas),
        too_slow("«a “a", SIZE, open_line),
        too_slow("I think it is late.", SIZE, turn),
    ];
    assert_none(lines.into_iter().chain(PIECES.iter().map(|piece| repeated(piece, SIZE))));
}

#[test]
fn tracking_takes_time_linear_in_the_text() {
    let _alone = alone();
    let annotator = Annotator::new();
    let track = |document: &Document, attributions: &[Attribution]| {
        timed(|| SourceTracker::new().insert(document, attributions).unwrap())
    };
    let annotated = |piece: &str| {
        too_slow(piece, LONG, |size| {
            let document = document(piece.repeat(size / piece.len()));
            let attributions = annotator.annotate(&document).attributions;
            track(&document, &attributions)
        })
    };
    // One word whose stops could have been counted again at each of them.
    let one_word = |piece: &str| {
        too_slow(piece, LONG, |size| {
            let document = document(piece.repeat(size / 2));
            let whole = Span::new(0, document.text.len());
            track(&document, &[Attribution::new(Kind::Direct, [whole])])
        })
    };
    assert_none([
        annotated("“The bridge is closed,” Poe told the AP and "),
        annotated(
            "Ann Poe said: “The bridge was very much alike.” Ann Poe does not feel “very much alike”. ",
        ),
        one_word("1."),
        one_word("a."),
    ]);
}

/// A window of time over a stream takes out as many documents as it takes in.
#[test]
fn forgetting_takes_time_linear_in_what_is_forgotten() {
    let _alone = alone();
    let forget = |count: usize| {
        let mut tracker = SourceTracker::new();
        for number in 0..count {
            let words = "It rained in the valley of the old mill on that day in May. ".repeat(6);
            let text = format!("{words}This story was originally published by the Tull Gazette. {number}");
            let document =
                Document::new(number.to_string(), text).outlet("Tull Post").published("2031-05-02");
            tracker.insert(&document, &[]).unwrap();
        }
        timed(|| assert_eq!(tracker.forget_before(dixit::tracker::Date::parse("2031-06-01").unwrap()), count))
    };
    assert_none([too_slow("forget_before", 100, forget)]);
}
