//! Articles on which nothing was fitted (`tests/data/articles`, where the README has the format): what is found in
//! them, and by whom.
//!
//! A line that is known to be missed is marked with `?`. A test fails where a line without the mark is missed, and
//! where one with the mark is found: then the mark is to go. After a change that moves many,
//! `MARK=1 cargo test --test articles` writes the marks anew; the diff shows what was won and lost.

use std::collections::HashSet;
use std::path::PathBuf;

use dixit::{Annotation, Annotator, Attribution, Document, Span};

/// How many lines may be marked, over all files; it only falls.
const MOST_MARKED: usize = 219;

/// An article with what is expected of it.
struct Case<'a> {
    name: &'a str,
    text: String,
    expected: Vec<Expectation<'a>>,
}

/// A line of what is expected.
struct Expectation<'a> {
    line: &'a str,
    /// Whether it is known to be missed.
    marked: bool,
    /// Whom it may be by, where it is somebody's.
    speakers: Option<&'a str>,
    /// Where the words stand in the text.
    said: HashSet<usize>,
}

impl<'a> Expectation<'a> {
    /// Reads a line, unless it is one of the article.
    fn parse(line: &'a str, text: &str) -> Option<Self> {
        let bare = line.strip_prefix('?').unwrap_or(line);
        let (speakers, words) = match bare.strip_prefix("! ") {
            Some(words) => (None, words),
            None => {
                let (speakers, words) =
                    bare.strip_prefix("> ")?.split_once(": ").expect("speakers and words");
                (Some(speakers), words)
            }
        };
        Some(Expectation { line, marked: bare != line, speakers, said: bytes(text, words) })
    }

    /// Whether the line says what is found.
    fn holds(&self, text: &str, found: &Annotation) -> bool {
        let same = || found.attributions.iter().filter(|a| overlap(&said(a), &self.said));
        match self.speakers {
            None => same().next().is_none(),
            Some("-") => same().any(|a| a.speaker.is_none()),
            Some(speakers) => same()
                .any(|a| by(text, a).iter().any(|name| speakers.split('|').any(|known| names(name, known)))),
        }
    }
}

fn cases(data: &str) -> impl Iterator<Item = Case<'_>> {
    let is_expectation = |line: &&str| ["> ", "! ", "?> ", "?! "].iter().any(|sign| line.starts_with(sign));
    data.split("\n== ").skip(1).map(move |case| {
        let (name, rest) = case.split_once('\n').expect("a name and a text");
        let (expected, text): (Vec<&str>, Vec<&str>) = rest.lines().partition(is_expectation);
        let text = text.join("\n").trim().to_owned();
        let expected = expected.iter().filter_map(|line| Expectation::parse(line, &text)).collect();
        Case { name, text, expected }
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

/// The files of articles, in order.
fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/articles");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    assert!(files.len() > 1);
    files
}

/// The file with the mark taken off or put before the lines at these bytes.
fn with_marks(mut data: String, lines: &[(usize, bool)]) -> String {
    for (at, holds) in lines.iter().rev() {
        match holds {
            true => drop(data.remove(*at)),
            false => data.insert(*at, '?'),
        }
    }
    data
}

/// What was found where a line expects something else.
fn near(case: &Case, found: &Annotation, expected: &Expectation) -> String {
    let near = found.attributions.iter().filter(|a| !said(a).is_disjoint(&expected.said));
    let line = |a: &Attribution| {
        let said: Vec<&str> = a.content.iter().map(|span| &case.text[span.range()]).collect();
        format!("    {:?}: {}\n", by(&case.text, a), said.join(" … "))
    };
    near.map(line).collect()
}

/// `CASE=words` runs the cases with these words in their names alone.
#[test]
fn what_is_expected_is_found_but_for_what_is_marked() {
    let annotator = Annotator::new();
    let (filter, mark) = (std::env::var("CASE").unwrap_or_default(), std::env::var_os("MARK").is_some());
    let (mut wrong, mut marked, mut all) = (String::new(), 0, 0);
    for path in files() {
        let data = std::fs::read_to_string(&path).unwrap();
        let mut turned = Vec::new();
        let file = path.file_stem().unwrap().display();
        let (mut missed, mut lines) = (0, 0);
        for case in cases(&data).filter(|case| case.name.contains(&filter)) {
            let found = annotator.annotate(&Document::new("", &*case.text));
            for expected in &case.expected {
                let holds = expected.holds(&case.text, &found);
                lines += 1;
                missed += usize::from(!holds);
                if holds == expected.marked {
                    let what = if holds { "found, take off the mark" } else { "missed" };
                    let near = near(&case, &found, expected);
                    wrong += &format!("{file}, {}: {what}\n  {}\n{near}", case.name, expected.line);
                    turned.push((expected.line.as_ptr() as usize - data.as_ptr() as usize, holds));
                }
            }
        }
        println!("{file}: {} of {lines} found", lines - missed);
        (marked, all) = (marked + missed, all + lines);
        if mark {
            std::fs::write(&path, with_marks(data, &turned)).unwrap();
        }
    }
    println!("all: {} of {all} found", all - marked);
    assert!(mark || wrong.is_empty(), "{wrong}");
    assert!(!filter.is_empty() || marked <= MOST_MARKED, "{marked} lines are missed");
}
