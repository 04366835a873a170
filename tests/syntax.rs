//! The shallow syntax in context: parts of speech of the marked words in `tests/data/tags.tsv`, noun
//! phrases of the sentences in `tests/data/phrases.txt`.

use dixit::QuoteExtractor;
use dixit::extract::Scratch;
use dixit::lexicon::Tag;
use dixit::syntax::Syntax;

/// A sentence without its marks, and which tag the word at a byte has.
fn unmark(line: &str) -> (String, Vec<(u32, Tag)>) {
    let (mut text, mut wanted) = (String::new(), Vec::new());
    for word in line.split(' ') {
        if !text.is_empty() {
            text.push(' ');
        }
        let Some((word, mark)) = word.split_once('/') else {
            text.push_str(word);
            continue;
        };
        let code = mark.trim_end_matches(|c: char| !c.is_alphabetic());
        let tag = Tag::of_code(code).unwrap_or_else(|| panic!("{code} is no tag: {line}"));
        wanted.push((text.len() as u32, tag));
        text.push_str(word);
        text.push_str(&mark[code.len()..]);
    }
    (text, wanted)
}

/// A text with brackets around its noun phrases, and a star behind heads that are not the last word.
fn bracketed(text: &str, syntax: &Syntax) -> String {
    let mut out = String::new();
    let mut at = 0;
    for chunk in &syntax.chunks {
        let units = &syntax.units[chunk.units.range()];
        let (start, end) = (units[0].start as usize, units[units.len() - 1].end as usize);
        let head = syntax.units[chunk.head as usize].end as usize;
        out.push_str(&text[at..start]);
        out.push('[');
        out.push_str(&text[start..head]);
        if head < end {
            out.push('*');
        }
        out.push_str(&text[head..end]);
        out.push(']');
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[test]
fn sentences_have_the_noun_phrases_in_brackets() {
    let extractor = QuoteExtractor::new();
    let mut scratch = Scratch::default();
    let sentences = include_str!("data/phrases.txt").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    for wanted in sentences.clone() {
        let text = wanted.replace(['[', ']', '*'], "");
        extractor.read(&text, "en", &mut scratch);
        let found = bracketed(&text, scratch.scene(&text, extractor.lexicon()).syntax);
        if found != wanted {
            wrong.push(format!("{wanted}\n  is {found}"));
        }
    }
    assert!(sentences.count() > 35);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn marked_words_have_the_part_of_speech_they_carry() {
    let extractor = QuoteExtractor::new();
    let mut scratch = Scratch::default();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for line in include_str!("data/tags.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = unmark(line);
        extractor.read(&text, "en", &mut scratch);
        let syntax = scratch.scene(&text, extractor.lexicon()).syntax;
        for (start, tag) in wanted {
            let unit = syntax.units.iter().find(|unit| unit.start == start).unwrap();
            checked += 1;
            if unit.tag != tag {
                let word = &text[unit.span().range()];
                wrong.push(format!("{text}\n    {word} is {}, not {}", unit.tag.code(), tag.code()));
            }
        }
    }
    assert!(checked > 60, "{checked}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
