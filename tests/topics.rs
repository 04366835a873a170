//! Articles on many topics in many manners (`tests/data/topics.txt`, `outlets.txt`,
//! `unseen.txt`, `desks.txt`, `press.txt`, `pages.txt`, `papers.txt`): what is found in them, and by
//! whom. No weights are fitted on any of them.

use std::collections::HashSet;

use dixit::{Annotation, Annotator, Attribution, Document, Kind, Span};

/// How many of the expected lines of `topics.txt` may be missed; each that is met lowers the number.
const MOST_MISSED: usize = 18;

/// The same for `outlets.txt`.
const MOST_MISSED_OF_OUTLETS: usize = 14;

/// The same for `unseen.txt`.
const MOST_MISSED_OF_UNSEEN: usize = 6;

/// The same for `desks.txt`.
const MOST_MISSED_OF_DESKS: usize = 24;

/// The same for `press.txt`.
const MOST_MISSED_OF_PRESS: usize = 18;

/// The same for `pages.txt`.
const MOST_MISSED_OF_PAGES: usize = 75;

/// The same for `papers.txt`.
const MOST_MISSED_OF_PAPERS: usize = 70;

struct Case<'a> {
    name: &'a str,
    text: String,
    expected: Vec<&'a str>,
}

fn cases(data: &str) -> impl Iterator<Item = Case<'_>> {
    data.split("\n== ").skip(1).map(|case| {
        let (name, rest) = case.split_once('\n').expect("a name and a text");
        let (expected, text): (Vec<&str>, Vec<&str>) =
            rest.lines().partition(|line| line.starts_with("> ") || line.starts_with("! "));
        Case { name, text: text.join("\n").trim().to_owned(), expected }
    })
}

/// Where the words of an expectation stand in the text: all bytes from `a` to `b` for `a ~ b`, and
/// that for each part between ` … `.
fn bytes(text: &str, words: &str) -> HashSet<usize> {
    let mut at = 0;
    let mut find = |words: &str| {
        let start = at + text[at..].find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        at = start + words.len();
        Span::new(start, at)
    };
    let part = |part: &str| match part.split_once(" ~ ") {
        Some((first, last)) => find(first).start..find(last).end,
        None => find(part).range(),
    };
    words.split(" … ").flat_map(part).collect()
}

fn said(attribution: &Attribution) -> HashSet<usize> {
    attribution.content.iter().flat_map(|span| span.range()).collect()
}

/// Whether two sets have half of what either holds in common.
fn overlap(one: &HashSet<usize>, other: &HashSet<usize>) -> bool {
    2 * one.intersection(other).count() >= one.union(other).count().max(1)
}

/// The speaker and the words of the source.
fn by<'a>(text: &'a str, attribution: &'a Attribution) -> Vec<&'a str> {
    let source = attribution.source.first().map(|span| &text[span.range()]);
    attribution.speaker.as_deref().into_iter().chain(source).collect()
}

/// Whether `name` is `known`, with or without an article, a title or a role before it.
fn names(name: &str, known: &str) -> bool {
    let bare = |text: &str| {
        let text = text.to_lowercase();
        let article = ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article));
        article.unwrap_or(&text).to_owned()
    };
    let (name, known) = (bare(name), bare(known));
    name == known || name.ends_with(&format!(" {known}"))
}

fn holds(text: &str, found: &Annotation, expected: &str) -> bool {
    let (sort, rest) = expected.split_at(2);
    if sort == "! " {
        let wanted = bytes(text, rest);
        let speech = |a: &&Attribution| a.kind != Kind::Indirect && overlap(&said(a), &wanted);
        return !found.attributions.iter().any(|a| speech(&a));
    }
    let (speakers, words) = rest.split_once(": ").expect("speaker and words");
    let wanted = bytes(text, words);
    let right = |a: &Attribution| {
        by(text, a).iter().any(|name| speakers.split('|').any(|known| names(name, known)))
            || speakers == "-" && a.speaker.is_none()
    };
    found.attributions.iter().any(|a| overlap(&said(a), &wanted) && right(a))
}

#[test]
fn news_of_many_topics() {
    check("topics.txt", MOST_MISSED);
}

#[test]
fn news_in_the_manners_of_many_outlets() {
    check("outlets.txt", MOST_MISSED_OF_OUTLETS);
}

#[test]
fn news_written_before_anything_was_known_of_it() {
    check("unseen.txt", MOST_MISSED_OF_UNSEEN);
}

#[test]
fn news_of_many_desks() {
    check("desks.txt", MOST_MISSED_OF_DESKS);
}

#[test]
fn news_as_the_press_writes_it() {
    check("press.txt", MOST_MISSED_OF_PRESS);
}

#[test]
fn pages_as_a_crawler_saves_them() {
    check("pages.txt", MOST_MISSED_OF_PAGES);
}

#[test]
fn papers_of_many_countries() {
    check("papers.txt", MOST_MISSED_OF_PAPERS);
}

/// Runs the cases of a data file; a filter can be given in the variable `CASE`.
fn check(file: &str, most_missed: usize) {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let data = std::fs::read_to_string(path).unwrap();
    let annotator = Annotator::new();
    let (mut missed, mut all) = (Vec::new(), 0);
    let filter = std::env::var("CASE").unwrap_or_default();
    for case in cases(&data).filter(|case| case.name.contains(&filter)) {
        let document = Document { text: case.text.clone(), ..Document::default() };
        let found = annotator.annotate(&document);
        all += case.expected.len();
        for expected in case.expected.iter().filter(|line| !holds(&case.text, &found, line)) {
            let wanted = expected.split_once(": ").map_or(&expected[2..], |(_, words)| words);
            let wanted = bytes(&case.text, wanted);
            let near = found.attributions.iter().filter(|a| !said(a).is_disjoint(&wanted));
            let near: Vec<String> = near
                .map(|a| {
                    let said: Vec<&str> = a.content.iter().map(|span| &case.text[span.range()]).collect();
                    format!("    {:?}: {}\n", by(&case.text, a), said.join(" … "))
                })
                .collect();
            missed.push(format!("{}\n  {expected}\n{}", case.name, near.concat()));
        }
    }
    assert!(missed.len() <= most_missed, "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
}
