//! Gold attributions, and whether a prediction agrees with one.

use std::collections::BTreeSet;

use dixit::{Kind, Span};
use serde::Deserialize;

/// Least share of tokens that two contents have in common, of all in either, to be matched.
const MATCH: f64 = 0.5;

/// What is read of a gold attribution.
#[derive(Deserialize)]
pub struct GoldAttribution {
    #[serde(default)]
    pub kind: Option<Kind>,
    pub content: Vec<Span>,
    #[serde(default)]
    pub cue: Vec<Span>,
    #[serde(default)]
    pub source: Vec<Span>,
    #[serde(default)]
    pub speaker: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl GoldAttribution {
    /// Whether a prediction names the same speaker, or the same source where the gold knows no more. Of a speaker
    /// without a name, whom the gold has in the words that introduce them ("a nurse at the mill"), it has the noun.
    pub fn names(&self, text: &str, source: &[Span], speaker: Option<&str>) -> bool {
        match (&self.speaker, speaker) {
            (Some(_), None) => false,
            (Some(name), Some(found)) => {
                let found = without_article(&found.to_lowercase()).to_owned();
                let mut names = self.aliases.iter().chain([name]).map(|name| name.to_lowercase());
                names.any(|name| {
                    let bare = without_article(&name);
                    found == bare
                        || found.ends_with(&format!(" {bare}"))
                        || bare != name && bare.starts_with(&format!("{found} "))
                })
            }
            (None, _) => self.names_source(text, source),
        }
    }

    /// Whether the source is of a name's last word; `None` where it is no name.
    pub fn source_is(&self, text: &str, name: &str) -> Option<bool> {
        let words = words(text, &self.source);
        let named = |word: &(Span, String)| word.0.of(text).starts_with(char::is_uppercase);
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        (words.len() > 1 || words.first().is_some_and(|word| named(word) && word.1.len() > 4))
            .then(|| words.iter().any(|(_, word)| *word == last))
    }

    /// Whether a source holds the head word of this one's.
    pub fn names_source(&self, text: &str, source: &[Span]) -> bool {
        match head(text, &self.source) {
            None => source.is_empty(),
            Some(head) => words(text, source).iter().any(|(_, word)| *word == head),
        }
    }
}

/// A lower-case noun phrase without its article.
fn without_article(phrase: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase)
}

/// For each predicted content the gold attribution it matches, one to one, best overlap first.
pub fn partners(text: &str, gold: &[GoldAttribution], found: &[&[Span]]) -> Vec<Option<usize>> {
    let wanted: Vec<_> = gold.iter().map(|gold| tokens(text, &gold.content)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, content) in found.iter().enumerate() {
        let content = tokens(text, content);
        for (gold, want) in wanted.iter().enumerate() {
            let share = overlap(&content, want);
            if share >= MATCH {
                pairs.push((share, at, gold));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partner = vec![None; found.len()];
    let mut taken = vec![false; gold.len()];
    for (_, at, gold) in pairs {
        if partner[at].is_none() && !taken[gold] {
            (partner[at], taken[gold]) = (Some(gold), true);
        }
    }
    partner
}

/// The words under the spans with their places, in lower case.
pub fn words(text: &str, spans: &[Span]) -> Vec<(Span, String)> {
    let mut words = Vec::new();
    for span in spans {
        let part = text.get(span.range()).unwrap_or_default();
        let mut at = span.start;
        for piece in part.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                words.push((Span::new(at, at + word.len()), word.to_lowercase()));
            }
            at += piece.len();
        }
    }
    words
}

/// The starts of the words under the spans.
pub fn tokens(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    words(text, spans).into_iter().map(|(span, _)| span.start).collect()
}

/// Shared tokens as a share of all, 0 to 1.
fn overlap(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The last word of a source before a comma, a bracket or a word that starts a modifier: "head" for
/// "the head of the council". `None` for no source.
fn head(text: &str, source: &[Span]) -> Option<String> {
    const MODIFIER: [&str; 14] =
        ["of", "for", "in", "at", "from", "with", "who", "which", "that", "and", "on", "to", "by", "near"];
    let words = words(text, source);
    let mut head: Option<&(Span, String)> = None;
    for word in &words {
        let breaks = head.is_some_and(|(span, _)| {
            text.get(span.end..word.0.start).unwrap_or_default().contains([',', '(', '[', ';', ':', '—', '–'])
                || MODIFIER.contains(&word.1.as_str())
        });
        if breaks {
            break;
        }
        if word.1.chars().count() > 1 {
            head = Some(word);
        }
    }
    head.or(words.last()).map(|(_, word)| word.clone())
}
