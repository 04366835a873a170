//! The invented articles that the scorers are fitted on (`examples/train/invented.jsonl`): what their gold
//! promises.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    content: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    #[serde(default)]
    quoted: Vec<(usize, usize)>,
}

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train/invented.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
});

#[test]
fn no_article_comes_twice() {
    let (mut ids, mut texts) = (HashSet::new(), HashSet::new());
    for article in &*ARTICLES {
        assert!(texts.insert(&article.text), "the text of {:?} again", article.id);
        assert!(ids.insert(&article.id), "{:?} again", article.id);
    }
}

#[test]
fn ranges_hold_words_and_no_halves_of_letters() {
    for article in &*ARTICLES {
        for gold in &article.attributions {
            assert!(!gold.content.is_empty(), "an attribution of nothing in {:?}", article.id);
            for (start, end) in gold.content.iter().chain(&gold.cue).chain(&gold.source).chain(&gold.quoted) {
                let words = article.text.get(*start..*end);
                let words = words.unwrap_or_else(|| panic!("{start}..{end} is no range of {:?}", article.id));
                assert!(!words.trim().is_empty(), "{start}..{end} of {:?} is empty", article.id);
            }
        }
    }
}

#[test]
fn parts_of_a_content_stand_in_order() {
    for article in &*ARTICLES {
        for gold in &article.attributions {
            let ordered = gold.content.windows(2).all(|pair| pair[0].1 <= pair[1].0);
            assert!(ordered, "{:?} of {:?}", gold.content, article.id);
        }
    }
}

/// The articles in `tests/data/articles` measure what is found where nothing was fitted.
#[test]
fn the_blind_articles_are_not_among_them() {
    let paragraphs = ARTICLES.iter().flat_map(|article| article.text.split("\n\n"));
    let known: HashSet<&str> = paragraphs.filter(|paragraph| paragraph.len() > 60).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/articles");
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        for paragraph in std::fs::read_to_string(&path).unwrap().split("\n\n") {
            assert!(!known.contains(paragraph.trim()), "{}: {paragraph:?}", path.display());
        }
    }
}
