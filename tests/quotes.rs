//! The quote stage against texts with marked spans (`tests/data/quotes`), and what must hold for
//! any text.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};

use dixit::quote::{MarkOptions, Quote, Role, RoleModel, scan};
use proptest::prelude::*;

fn quotes_of(text: &str, options: &MarkOptions) -> Vec<Quote> {
    let mut quotes = Vec::new();
    scan(text, options, &mut quotes);
    quotes
}

/// The text with the brackets of the data files put back, for reading and comparing.
fn bracketed(text: &str, quotes: &[Quote]) -> String {
    // At one offset what ends comes before what begins, and inner ends before outer ones.
    let mut brackets = Vec::new();
    for (i, quote) in quotes.iter().enumerate() {
        let repaired = if quote.open.is_empty() { "?" } else { "" };
        let continued = if quote.continues.is_some() { "+" } else { "" };
        brackets.push((quote.span.start, 1, i, format!("⟦{repaired}{continued}")));
        let end = if quote.closed { "⟧" } else { "⟫" };
        brackets.push((quote.span.end, 0, quotes.len() - i, end.to_string()));
    }
    brackets.sort();
    let mut out = text.to_string();
    for (at, _, _, bracket) in brackets.into_iter().rev() {
        out.insert_str(at, &bracket);
    }
    out
}

/// Runs the cases of one data file; a filter can be given in the variable `CASE`.
fn check(file: &str) {
    let path = format!("{}/tests/data/quotes/{file}", env!("CARGO_MANIFEST_DIR"));
    let data = fs::read_to_string(path).unwrap();
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut failures = Vec::new();
    for case in data.split("\n== ").skip(1) {
        let (name, expected) = case.split_once('\n').unwrap();
        let expected = expected.trim();
        let language = name.split_once('[').map_or("en", |(_, rest)| rest.trim_end_matches(']'));
        let text =
            expected.replace(['⟦', '⟧', '⟫'], "\u{1}").replace("\u{1}?", "\u{1}").replace("\u{1}+", "\u{1}");
        let text = text.replace('\u{1}', "");
        let found = bracketed(&text, &quotes_of(&text, &MarkOptions::for_language(language)));
        if name.contains(&filter) && found != expected {
            failures.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(failures.is_empty(), "{} cases of {file} failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn double_marks() {
    check("doubles.txt");
}

#[test]
fn single_marks() {
    check("singles.txt");
}

#[test]
fn paragraphs_and_repair() {
    check("paragraphs.txt");
}

#[test]
fn quotes_are_appended_and_numbered_within_the_vector() {
    let mut quotes = quotes_of("“one” and “two” ", &MarkOptions::default());
    scan("“a ‘b’ c", &MarkOptions::default(), &mut quotes);
    assert_eq!(quotes.len(), 4);
    assert_eq!(quotes[3].parent, Some(2));
}

/// What must hold for the quotes of any text.
fn assert_sound(text: &str, quotes: &[Quote]) {
    let mut last = 0;
    for (i, quote) in quotes.iter().enumerate() {
        for span in [quote.open, quote.span, quote.close] {
            assert!(text.get(span.range()).is_some(), "{span:?} cuts a character in {text:?}");
        }
        let words = &text[quote.span.range()];
        assert!(!words.is_empty() && words.trim() == words, "{words:?} in {text:?}");
        assert!(quote.open.end <= quote.span.start && quote.span.end <= quote.close.start);
        assert!(last <= quote.open.start, "out of order in {text:?}");
        last = quote.open.start;
        match quote.parent {
            Some(parent) => {
                let outer = &quotes[parent as usize];
                assert!((parent as usize) < i);
                assert!(
                    outer.span.contains(quote.open.cover(quote.close)),
                    "{outer:?} {quote:?} in {text:?}"
                );
                assert_eq!(quote.depth, outer.depth.saturating_add(1));
            }
            None => assert_eq!(quote.depth, 0),
        }
        if let Some(former) = quote.continues {
            let former_quote = &quotes[former as usize];
            assert!((former as usize) < i && !former_quote.closed && former_quote.style == quote.style);
        }
    }
    for pair in quotes.windows(2).filter(|pair| pair[1].parent == pair[0].parent) {
        assert!(pair[0].close.end <= pair[1].open.start, "siblings overlap in {text:?}");
    }
}

/// Pieces that make trouble when put side by side.
const PIECES: [&str; 46] = [
    "\"",
    "'",
    "''",
    "``",
    "`",
    "“",
    "”",
    "„",
    "‟",
    "‘",
    "’",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    "「",
    "」",
    "『",
    "』",
    "—",
    "–",
    "-",
    "&quot;",
    "&#8216;",
    "&",
    "&#x;",
    "=\"",
    "\n",
    "\n\n",
    "\n\u{c}\n",
    "\u{a0}",
    "\u{ad}",
    " ",
    " ",
    " ",
    "a",
    "Boss",
    "s",
    "6",
    "é",
    "日",
    ".",
    ", ",
    "said",
    "*",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_heap_of_marks_gives_sound_quotes(numbers in prop::collection::vec(0..PIECES.len(), 0..60), dashes: bool) {
        let text: String = numbers.iter().map(|&n| PIECES[n]).collect();
        let quotes = quotes_of(&text, &MarkOptions { dashes });
        assert_sound(&text, &quotes);
        let model = RoleModel::english();
        for quote in &quotes {
            prop_assert!(!model.evidence(&text, quote).is_empty());
        }
    }

    #[test]
    fn any_text_gives_sound_quotes(text in "\\PC*", dashes: bool) {
        assert_sound(&text, &quotes_of(&text, &MarkOptions { dashes }));
    }

    /// A broken paragraph in between changes nothing for its neighbours.
    #[test]
    fn a_broken_paragraph_harms_no_other(numbers in prop::collection::vec(0..PIECES.len(), 0..30)) {
        let broken: String = numbers.iter().map(|&n| PIECES[n]).collect();
        let before = "“We will,” said Poe, “appeal ‘now’.”\n\nIt rained.\n\nx ";
        let after = "\n\nIt rained.\n\n“Soon,” he said.";
        let text = format!("{before}{broken}{after}");
        let found = quotes_of(&text, &MarkOptions::default());
        let inside = before.len() - "x ".len()..text.len() - after.len();
        let outside: Vec<_> = found.iter().filter(|quote| !inside.contains(&quote.open.start)).collect();
        let words: Vec<_> = outside.iter().map(|quote| &text[quote.span.range()]).collect();
        assert_eq!(words, ["We will,", "appeal ‘now’.", "now", "Soon,"]);
    }
}

/// Texts made to be slow; `growth.rs` has how slow.
#[test]
fn hostile_texts_are_read_soundly() {
    for piece in PIECES.iter().chain(&[
        "“ ",
        " ”",
        "‘a ",
        "a' ",
        "s' ",
        "'a ",
        "\"'",
        "“‘",
        "“\"",
        "“‘\"'",
        "x\" ",
        " \"x",
        "\n“a. ",
    ]) {
        let text = piece.repeat(50_000 / piece.len());
        assert_sound(&text, &quotes_of(&text, &MarkOptions { dashes: true }));
    }
}

#[test]
fn ten_thousand_alternating_open_marks() {
    let text = "“a ‘b \"c „d «e ".repeat(10_000);
    let quotes = quotes_of(&text, &MarkOptions::default());
    assert_sound(&text, &quotes);
    assert!(quotes.len() > 10_000);
}

#[test]
fn roles() {
    let path = format!("{}/tests/data/quotes/roles.tsv", env!("CARGO_MANIFEST_DIR"));
    let model = RoleModel::english();
    let mut failures = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let (expected, marked) = line.split_once('\t').unwrap();
        let start = marked.find('⟦').unwrap();
        let text = marked.replace(['⟦', '⟧'], "");
        let quotes = quotes_of(&text, &MarkOptions::default());
        let quote = quotes.iter().find(|quote| quote.span.start == start).unwrap();
        let (role, score) = model.role(&text, quote);
        if format!("{role:?}").to_lowercase() != expected {
            failures.push(format!("{marked}: {role:?} {score} {:?}", model.evidence(&text, quote)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// `start..end` without what is no letter or digit at its edges.
fn bare(text: &str, start: usize, end: usize) -> (usize, usize) {
    let right = text[start..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let left = right.trim_start_matches(|c: char| !c.is_alphanumeric());
    (start + right.len() - left.len(), start + right.len())
}

/// On news whose quoted stretches people marked, nearly all of them are quotes, and calling quotes
/// speech by their roles does better than calling all of them so. Needs the evaluation data.
#[test]
fn marked_news() {
    let shared = std::env::var("DIXIT_SHARED").unwrap_or("../shared".into());
    let Ok(file) = fs::File::open(format!("{shared}/eval/data/polnear-dev.jsonl.gz")) else {
        eprintln!("skipped: no evaluation data in {shared} (set DIXIT_SHARED)");
        return;
    };
    let model = RoleModel::english();
    let (mut gold, mut found, mut outermost) = (0, 0, 0);
    let (mut speech, mut right) = (0, 0);
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let document: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = document["text"].as_str().unwrap();
        let spans =
            document["attributions"].as_array().unwrap().iter().filter_map(|a| a["quoted"].as_array());
        let stretches: BTreeSet<_> = spans
            .flatten()
            .map(|span| bare(text, span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize))
            .collect();
        let quotes = quotes_of(text, &MarkOptions::default());
        let words = |quote: &Quote| bare(text, quote.span.start, quote.span.end);
        let all: BTreeSet<_> = quotes.iter().map(words).collect();
        gold += stretches.len();
        found += stretches.intersection(&all).count();
        for quote in quotes.iter().filter(|quote| quote.depth == 0) {
            let marked = usize::from(stretches.contains(&words(quote)));
            outermost += 1;
            if model.role(text, quote).0 == Role::Speech {
                speech += 1;
                right += marked;
            }
        }
    }
    let f1 = 2.0 * right as f64 / (speech + gold) as f64;
    println!(
        "{found} of {gold} stretches found; {right} of {speech} called speech (of {outermost}) right, F1 {f1:.4}"
    );
    assert!(found as f64 >= 0.985 * gold as f64, "{found} of {gold}");
    assert!(f1 > 0.962, "{f1}");
}
