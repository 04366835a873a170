//! The speaker stage against texts with marked sources and contents (`tests/data/speakers`), and
//! what must hold for any text.

use std::fs;
use std::sync::LazyLock;

use dixit::draft::{Draft, Origin};
use dixit::speaker::{Resolution, Scratch, SpeakerResolver};
use dixit::syntax::UnitRange;
use dixit::{Annotator, Document, QuoteExtractor, Span, extract};
use proptest::prelude::*;

/// A text without its marks, and where the sources and contents stood.
#[derive(Default)]
struct Marked {
    text: String,
    sources: Vec<Span>,
    contents: Vec<Span>,
}

fn unmark(marked: &str) -> Marked {
    let mut out = Marked::default();
    let mut start = 0;
    for c in marked.chars() {
        match c {
            '⟦' | '⟨' => start = out.text.len(),
            '⟧' => out.sources.push(Span::new(start, out.text.len())),
            '⟩' => out.contents.push(Span::new(start, out.text.len())),
            _ => out.text.push(c),
        }
    }
    out
}

static EXTRACTOR: LazyLock<QuoteExtractor> = LazyLock::new(QuoteExtractor::new);

fn resolve(marked: &Marked) -> Resolution {
    let (text, lexicon) = (marked.text.as_str(), EXTRACTOR.lexicon());
    let mut read = extract::Scratch::default();
    EXTRACTOR.read(text, "en", &mut read);
    let scene = read.scene(text, lexicon);
    let units = |span: Span| UnitRange {
        start: scene.syntax.units.partition_point(|u| u.end as usize <= span.start) as u32,
        end: scene.syntax.units.partition_point(|u| (u.start as usize) < span.end) as u32,
    };
    let quoted = |span: Span| scene.quotes.iter().map(|q| q.span).filter(|q| span.contains(*q)).collect();
    let drafts: Vec<Draft> = marked
        .contents
        .iter()
        .zip(&marked.sources)
        .map(|(content, source)| Draft {
            parts: vec![units(*content)],
            content: vec![*content],
            quoted: quoted(*content),
            source: (!source.is_empty()).then(|| units(*source)),
            origin: if source.is_empty() { Origin::Bare } else { Origin::Frame },
            probability: 1.0,
            source_probability: 1.0,
            ..Draft::default()
        })
        .collect();
    SpeakerResolver::with_lexicon(lexicon).unwrap().resolve(&scene, &drafts, None, &mut Scratch::default())
}

/// Runs the cases of one data file; a filter can be given in the variable `CASE`.
fn check(file: &str) {
    let path = format!("{}/tests/data/speakers/{file}", env!("CARGO_MANIFEST_DIR"));
    let data = fs::read_to_string(path).unwrap();
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut failures = Vec::new();
    for case in data.split("\n== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("\n> ").unwrap();
        let expected: Vec<&str> = expected.trim().split("\n> ").collect();
        let marked = unmark(text);
        assert_eq!(marked.sources.len(), expected.len(), "{name}");
        let found: Vec<String> = resolve(&marked)
            .decisions
            .iter()
            .map(|d| {
                let kind = d.kind.map_or("-".to_owned(), |k| format!("{k:?}").to_lowercase());
                format!("{} | {kind}", d.speaker.as_deref().unwrap_or("-"))
            })
            .collect();
        if name.contains(&filter) && found != expected {
            failures.push(format!("{name}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{} cases of {file} failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn news() {
    check("news.txt");
}

#[test]
fn dialogue() {
    check("dialogue.txt");
}

#[test]
fn roles_and_mentions_of_an_entity_are_reported() {
    let marked = unmark("Ann Poe, the harbour master, left. ⟨“It is late,”⟩ ⟦Poe⟧ said.");
    let found = resolve(&marked);
    let poe = &found.entities[found.decisions[0].entity.unwrap() as usize];
    assert_eq!(poe.name, "Ann Poe");
    assert_eq!(poe.roles, ["harbour master"]);
    let mentions: Vec<&str> = poe.mentions.iter().map(|m| &marked.text[m.range()]).collect();
    assert_eq!(mentions, ["Ann Poe", "harbour master", "Poe"]);
}

#[test]
fn the_addressee_is_whom_the_source_told() {
    let text = "Ann Poe told the Hale Echo that the mill would close.";
    let annotation = Annotator::new().annotate(&Document::new("", text));
    assert_eq!(annotation.attributions[0].addressee.as_deref(), Some("Hale Echo"));
}

/// The confidence of the attributions of a text, in order.
fn confidences(text: &str) -> Vec<f32> {
    Annotator::new()
        .annotate(&Document::new("", text))
        .attributions
        .iter()
        .map(|found| found.confidence)
        .collect()
}

#[test]
fn a_name_is_trusted_more_than_a_pronoun_between_two_women() {
    let named = confidences("“The match was lost in the first half,” said Ida Voss.");
    let pronoun = confidences(
        "Ann Poe met Ida Voss. Voss left early and Poe stayed. “The match was lost in the first half,” she said.",
    );
    assert!(named[0] > 0.85, "{named:?}");
    assert!(*pronoun.last().unwrap() < named[0] - 0.1, "{pronoun:?}");
}

#[test]
fn a_quote_without_a_source_is_trusted_little() {
    let found = confidences("The keeper of the pier left at noon. “The pier will not be sold this year.”");
    assert!(found.iter().all(|confidence| *confidence < 0.5), "{found:?}");
}

#[test]
fn a_source_without_words_behind_the_last_word_is_nobody_and_no_panic() {
    let text = "Ann said “It is late”. \n\n".to_owned();
    let end = text.len();
    let marked = Marked { contents: vec![Span::new(0, 3)], sources: vec![Span::new(end - 1, end)], text };
    assert_eq!(resolve(&marked).decisions.len(), 1);
}

/// Whether it was "you" was asked of the word behind the last.
#[test]
fn a_quote_whose_source_has_no_words_behind_the_last_word_is_nobodys_and_no_panic() {
    let text = "He asked “It is late” \n\n".to_owned();
    let (content, source) = (Span::new(9, text.len() - 3), Span::new(text.len() - 2, text.len() - 1));
    let found = resolve(&Marked { contents: vec![content], sources: vec![source], text });
    assert_eq!(found.decisions[0].speaker, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any drafts on any text: no panic, a decision each, mentions that can be sliced.
    #[test]
    fn any_text_with_any_drafts_resolves(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Ann", "Poe", "Mr.", "Poe's", "he", "she", "who", "the", "senator", "said", ",", ".", "“It", "is”", "\n\n",
                "of", "Jr.", "-", "(", ")", "É", "’", "and", "report", "J.", "they", ":", "“POE: Yes.”",
            ]),
            0..60,
        ),
        cuts in prop::collection::vec((0usize..300, 0usize..300, 0usize..300, 0usize..300), 0..6),
    ) {
        let text = words.join(" ");
        let at = |i: usize| {
            let mut i = i.min(text.len());
            while !text.is_char_boundary(i) {
                i -= 1;
            }
            i
        };
        let mut marked = Marked { text: text.clone(), ..Marked::default() };
        for (a, b, c, d) in cuts {
            marked.contents.push(Span::new(at(a.min(b)), at(a.max(b))));
            marked.sources.push(Span::new(at(c.min(d)), at(c.max(d))));
        }
        let count = marked.contents.len();
        let found = resolve(&marked);
        prop_assert_eq!(found.decisions.len(), count);
        for entity in &found.entities {
            prop_assert!(!entity.name.is_empty());
            for mention in &entity.mentions {
                prop_assert!(text.get(mention.range()).is_some());
            }
        }
    }
}

#[test]
fn an_entity_has_the_pronoun_for_which_most_speaks() {
    use dixit::Gender::{He, She};
    let annotator = Annotator::new();
    for (text, name, gender) in [
        ("“We lost,” said Mrs. Quill.", "Quill", Some(She)),
        ("“We lost,” said Ann Poe.", "Ann Poe", Some(She)),
        ("“We lost,” said the chairman, Vantrell Roke.", "Vantrell Roke", Some(He)),
        ("“We lost,” said Vantrell Roke. Her voice shook.", "Vantrell Roke", Some(She)),
        // His title outweighs his given name.
        ("“We lost,” said Mr. Ann Tarrow.", "Ann Tarrow", Some(He)),
        ("“We lost,” said Vantrell Roke.", "Vantrell Roke", None),
        ("Hale council said it would pay.", "Hale", None),
    ] {
        let entities = annotator.annotate(&Document::new("", text)).entities;
        let found = entities.iter().find(|entity| entity.name.starts_with(name));
        assert_eq!(found.map(|entity| entity.gender), Some(gender), "{text} {entities:?}");
    }
}
