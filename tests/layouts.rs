//! The layouts in which news prints what people say, each with its smallest example
//! (`tests/data/layouts.txt`): what is found, and by whom.

use dixit::{Annotator, Attribution, Document};

/// How many of the expected lines may be missed; each that is met lowers the number.
const MOST_MISSED: usize = 8;

struct Case<'a> {
    name: &'a str,
    text: String,
    expected: Vec<&'a str>,
}

fn cases(data: &str) -> Vec<Case<'_>> {
    let parse = |case| -> Case<'_> {
        let (name, rest): (&str, &str) = str::split_once(case, '\n').expect("a name and a text");
        let (expected, text): (Vec<&str>, Vec<&str>) =
            rest.lines().partition(|line| line.starts_with("> ") || line.starts_with("! "));
        Case { name, text: text.join("\n").trim().to_owned(), expected }
    };
    data.split("\n== ").skip(1).map(parse).collect()
}

/// Letters and digits in lower case, for comparing contents without their marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn content(text: &str, attribution: &Attribution) -> Vec<String> {
    attribution.content.iter().flat_map(|span| words(&text[span.range()])).collect()
}

/// The speaker, or the words of the source where nobody is resolved.
fn by<'a>(text: &'a str, attribution: &'a Attribution) -> Vec<&'a str> {
    let source = attribution.source.first().map(|span| &text[span.range()]);
    let known: Vec<&str> = attribution.speaker.as_deref().into_iter().chain(source).collect();
    if known.is_empty() { vec!["-"] } else { known }
}

fn holds(text: &str, found: &[Attribution], expected: &str) -> bool {
    let (sort, rest) = expected.split_at(2);
    if sort == "! " {
        let wanted = words(rest);
        return !found.iter().any(|a| content(text, a).windows(wanted.len()).any(|held| held == wanted));
    }
    let (speaker, said) = rest.split_once(": ").expect("speaker and words");
    let said = words(said);
    let same = |a: &&Attribution| {
        let held = content(text, a);
        // Short quotes in one sentence may be one attribution.
        held == said || held.windows(said.len()).any(|part| part == said) && held.len() <= said.len() + 8
    };
    let right = |a: &Attribution| {
        let names = by(text, a);
        names.contains(&speaker)
            || speaker == "-" && a.speaker.is_none()
            || names.iter().any(|name| words(name).ends_with(&words(speaker)))
    };
    found.iter().filter(same).any(right)
}

#[test]
fn layouts_of_news() {
    let data =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/layouts.txt")).unwrap();
    let annotator = Annotator::new();
    let mut missed = Vec::new();
    let filter = std::env::var("CASE").unwrap_or_default();
    for case in cases(&data).iter().filter(|case| case.name.contains(&filter)) {
        let document = Document { text: case.text.clone(), ..Document::default() };
        let found = annotator.annotate(&document).attributions;
        for expected in case.expected.iter().filter(|line| !holds(&case.text, &found, line)) {
            let found: Vec<String> = found
                .iter()
                .map(|a| format!("    {:?}: {}", by(&case.text, a), content(&case.text, a).join(" ")))
                .collect();
            missed.push(format!("{}\n  {expected}\n{}", case.name, found.join("\n")));
        }
    }
    assert!(missed.len() <= MOST_MISSED, "{} missed:\n{}", missed.len(), missed.join("\n"));
}

/// Each block once moved all frames behind it; `growth.rs` has that they take linear time.
#[test]
fn a_text_of_nothing_but_blocks_has_one_attribution_each() {
    let text = "Ann Poe writes:\n\nThe bridge was never safe, and I said so in May.\n\n".repeat(4_000);
    let document = Document { text, ..Document::default() };
    assert_eq!(Annotator::new().annotate(&document).attributions.len(), 4_000);
}

/// The last paragraph had no word left once its asterisks were taken off, and what stands behind it was looked at.
#[test]
fn a_paragraph_of_nothing_but_markup_is_nobodys_label() {
    let annotator = Annotator::new();
    for text in [
        "***",
        "Ann Poe: Yes.\n\n**",
        "_",
        "Q",
        "Q.",
        "**Q.**",
        "A spokesman for",
        "More than",
        "@",
        "Ann Poe, @",
    ] {
        let document = Document { text: text.into(), ..Document::default() };
        annotator.annotate(&document);
    }
}
