//! Parts of speech in context: the marked words of `tests/data/tags.tsv` have the tags they carry.

use dixit::lexicon::{Lexicon, Tag};
use dixit::quote::{self, MarkOptions};
use dixit::segment::Segments;
use dixit::syntax::{Syntax, Tagger};

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

#[test]
fn marked_words_have_the_part_of_speech_they_carry() {
    let lexicon = Lexicon::english();
    let tagger = Tagger::shipped(&lexicon).unwrap();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for line in include_str!("data/tags.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = unmark(line);
        let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
        segments.fill(&text, &lexicon);
        quote::scan(&text, &MarkOptions::default(), &mut quotes);
        syntax.fill(&text, &segments, &quotes, &lexicon, &tagger);
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
