//! Near-identical documents in, one voice out.
//!
//! A document's sketch is the smallest hashes of its runs of five words (bottom-k sketch, Broder
//! 1997); the share of common ones estimates how much of two texts is the same. An article that
//! ran on several sites is one voice, however often it is counted as an outlet.

use super::hash;
use super::statement::{Occurrence, Statement};
use crate::text::NormalForm;

/// Words a run has.
const RUN: usize = 5;
/// Hashes a sketch keeps.
const KEEP: usize = 64;
/// Documents with fewer runs have no sketch.
const ENOUGH: usize = 60;
/// Hundredths of common hashes from which two documents are copies.
const ALIKE: usize = 50;

/// The sketch of a document's text; empty for a short one.
pub(crate) fn sketch(text: &str) -> Vec<u32> {
    if most_words(text) < ENOUGH + RUN - 1 {
        return Vec::new();
    }
    let form = NormalForm::of(text);
    let words: Vec<u64> = form.words().iter().map(|word| hash::bytes(form.text(word).as_bytes())).collect();
    let runs = words
        .windows(RUN)
        .map(|run| (run.iter().fold(0, |state, word| hash::pair(state, *word)) >> 32) as u32);
    let mut runs: Vec<u32> = runs.collect();
    if runs.len() < ENOUGH {
        return Vec::new();
    }
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(KEEP);
    runs
}

/// No fewer words than the text has, at a glance: but for "&" and "%", which are read as words, each
/// begins at the start or behind something that is no ASCII letter or digit, or is so itself.
fn most_words(text: &str) -> usize {
    // A word and what parts it from the next are hardly ever less than five bytes.
    if text.len() < ENOUGH * 5 {
        return 0;
    }
    let begins = |byte: u8| {
        usize::from(!byte.is_ascii_alphanumeric()) + usize::from(byte == b'&') + usize::from(byte == b'%')
    };
    1 + text.bytes().map(begins).sum::<usize>()
}

/// Whether two sketches are of near-identical texts.
pub(crate) fn alike(a: &[u32], b: &[u32]) -> bool {
    let size = a.len().min(b.len());
    let (mut i, mut j, mut common, mut seen) = (0, 0, 0, 0);
    while seen < size && i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
        seen += 1;
    }
    size > 0 && common * 100 >= size * ALIKE
}

/// How many independent voices a statement has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copies {
    pub(crate) voices: usize,
    pub(crate) any: bool,
}

/// Sketches that are compared with each other; of more documents the rest count as themselves.
const COMPARED: usize = 200;

/// Counts the statement's outlets with copies as one: near-identical documents, and documents that
/// name another outlet of the statement, or the same third one, as their origin.
pub(crate) fn of(statement: &Statement<'_>) -> Copies {
    let mut voices: Vec<&str> = statement.occurrences().filter_map(|o| o.canonical_outlet()).collect();
    let mut names = voices.clone();
    names.extend(statement.occurrences().flat_map(|o| o.origins()).map(|origin| &*origin.outlet));
    for list in [&mut voices, &mut names] {
        list.sort_unstable();
        list.dedup();
    }
    // An origin that is not among the outlets ties its copies together but is no voice itself.
    let number = |name: &str| names.binary_search(&name).unwrap_or(0);
    let mut parent: Vec<usize> = (0..names.len()).collect();
    let mut documents: Vec<(u32, &[u32], &str)> = statement
        .occurrences()
        .filter_map(|o| Some((o.document_number(), o.sketch(), o.canonical_outlet()?)))
        .collect();
    documents.sort_unstable_by_key(|document| document.0);
    documents.dedup_by_key(|document| document.0);
    for occurrence in statement.occurrences() {
        let Some(outlet) = occurrence.canonical_outlet() else { continue };
        for origin in occurrence.origins() {
            join(&mut parent, number(outlet), number(&origin.outlet));
        }
    }
    let sketched: Vec<_> = documents.iter().filter(|d| !d.1.is_empty()).take(COMPARED).collect();
    for (at, a) in sketched.iter().enumerate() {
        for b in &sketched[at + 1..] {
            if alike(a.1, b.1) {
                join(&mut parent, number(a.2), number(b.2));
            }
        }
    }
    let mut roots: Vec<usize> = voices.iter().map(|voice| root(&parent, number(voice))).collect();
    roots.sort_unstable();
    roots.dedup();
    Copies { voices: roots.len(), any: roots.len() < voices.len() }
}

/// Occurrences in near-identical documents, with the first of these that has the statement.
pub(crate) fn pairs<'t>(statement: &Statement<'t>) -> Vec<(Occurrence<'t>, Occurrence<'t>)> {
    let mut seen: Vec<Occurrence<'t>> = Vec::new();
    let mut pairs = Vec::new();
    for occurrence in statement.occurrences().filter(|o| !o.sketch().is_empty()).take(COMPARED) {
        match seen.iter().find(|earlier| alike(earlier.sketch(), occurrence.sketch())) {
            Some(earlier) => pairs.push((*earlier, occurrence)),
            None => seen.push(occurrence),
        }
    }
    pairs
}

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_text_has_more_words_than_it_seems_to(text in "([a-z5,.&% -]|和|é|’|[\\[\\]();]|&amp;|\\PC){300,400}") {
            assert!(NormalForm::of(&text).words().len() <= most_words(&text));
        }
    }
}
