//! The segment stage from outside: agreement with Unicode's words on arbitrary text, the
//! invariants of its records, and texts whose paragraphs and sentences are marked.

use std::fmt::Write as _;
use std::sync::LazyLock;

use dixit::lexicon::{Lexicon, LexiconBuilder, LexiconFile};
use dixit::segment::{Segments, TokenKind};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

fn segments(text: &str) -> Segments {
    let mut segments = Segments::default();
    segments.fill(text, &LEXICON);
    segments
}

/// Everything that must hold for any text.
fn check(text: &str) {
    let s = segments(text);
    let mut end = 0;
    for token in &s.tokens {
        let span = token.span();
        assert!(span.start >= end && span.start < span.end, "{text:?}: {token:?}");
        let between = &text[end..span.start];
        assert!(between.chars().all(char::is_whitespace), "{text:?}: {between:?} is in no token");
        assert_eq!(token.spaced, end == 0 && span.start == 0 || !between.is_empty(), "{text:?}: {token:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{text:?}: {:?} is in no token", &text[end..]);

    let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    let ours: Vec<(usize, &str)> = s
        .tokens
        .iter()
        .filter(|token| is_word(token.kind))
        .map(|token| (token.start as usize, &text[token.span().range()]))
        .collect();
    let theirs: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    assert_eq!(ours, theirs, "{text:?}");

    let mut token = 0;
    for sentence in &s.sentences {
        assert!(sentence.start == token && sentence.end > token, "{text:?}: {:?}", s.sentences);
        token = sentence.end;
    }
    assert_eq!(token as usize, s.tokens.len(), "{text:?}");
    let mut sentence = 0;
    for paragraph in &s.paragraphs {
        assert!(paragraph.start == sentence && paragraph.end > sentence, "{text:?}: {:?}", s.paragraphs);
        sentence = paragraph.end;
    }
    assert_eq!(sentence as usize, s.sentences.len(), "{text:?}");
}

/// Text of pieces that meet in awkward ways: marks that join words, accents and joiners behind
/// them, scripts that only `unicode-segmentation` knows.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "a", "B", "said", "The", "senatorial", "incomprehensibility", "1", "23", "_", " ", " ", "  ", "\n", "\n\n",
            "\r\n", "\t", "\u{b}", "\u{c}", ".", ",", ";", ":", "'", "\"", "-", "--", "...", "``", "''", "!", "?",
            "(", ")", "[", "]", "%", "$", "/", "U.S.", "don't", "J.", "Mr.",
        ]),
        4 => prop::sample::select(vec![
            "‘", "’", "“", "”", "«", "»", "„", "–", "—", "…", "\u{a0}", "é", "Ü", "ß", "×", "ª", "·", "€", "™", "©",
            "Łódź", "İ", "ǅ", "Russia’s",
        ]),
        3 => prop::sample::select(vec![
            "\u{301}", "\u{345}", "\u{200d}", "\u{200b}", "\u{ad}", "\u{feff}", "\u{85}", "\u{2028}", "\u{2029}",
            "\u{2003}", "\u{202f}", "\u{2024}", "²", "½", "א", "ב", "カ", "タ", "漢", "字", "🇬", "🇧", "👩", "👍🏽", "ก",
            "۳", "ا", "क", "ि", "\u{1f3fb}", "Ж", "Ω", "²",
        ]),
        1 => any::<char>().prop_map(|c| &*Box::leak(c.to_string().into_boxed_str())),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn any_text_gives_unicodes_words_and_sound_records(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn awkward_text_gives_unicodes_words_and_sound_records(text in awkward()) {
        check(&text);
    }

    #[test]
    fn ascii_text_gives_unicodes_words_and_sound_records(text in "[ -~\n]{0,80}") {
        check(&text);
    }

    #[test]
    fn a_reused_value_gives_what_a_new_one_gives(first in awkward(), second in awkward()) {
        let mut reused = Segments::default();
        reused.fill(&first, &LEXICON);
        reused.fill(&second, &LEXICON);
        let new = segments(&second);
        prop_assert_eq!(reused.tokens, new.tokens);
        prop_assert_eq!(reused.sentences, new.sentences);
        prop_assert_eq!(reused.paragraphs, new.paragraphs);
    }
}

#[test]
fn hostile_texts_are_split_like_any_other() {
    let million = 1_000_000;
    for text in [
        "\"".repeat(million),
        "'".repeat(million),
        "“".repeat(million / 3),
        "a".repeat(10 * million),
        "\n".repeat(million),
        " ".repeat(million),
        "\u{301}".repeat(million / 2),
        "_".repeat(million),
        "-".repeat(million),
        ".".repeat(million),
        ". ".repeat(million / 2),
        "a.".repeat(million / 2),
        "漢 字\n".repeat(million / 8),
        "a\u{301} ".repeat(million / 4),
        " \u{345}".repeat(million / 3),
        "A. B\n".repeat(million / 5),
        "(\"".repeat(million / 2),
        "... ".repeat(million / 4),
        ".\"".repeat(million / 2),
        ". (".repeat(million / 3),
    ] {
        check(&text);
    }
}

/// Reads `tests/data/sentences.txt`: texts between lines of `===`. In a text `|` marks the end of
/// a sentence that is not the last of its paragraph, `¶` the end of a paragraph; neither is part
/// of it.
#[test]
fn paragraphs_and_sentences_end_where_the_marks_say() {
    let mut failures = String::new();
    for (number, block) in include_str!("data/sentences.txt").split("\n===\n").skip(1).enumerate() {
        let (title, marked) = block.split_once('\n').expect("a title line");
        let text: String = marked.chars().filter(|c| !matches!(c, '|' | '¶')).collect();
        let s = segments(&text);
        // The marks again, put where the stage saw an end.
        let mut ends = Vec::new();
        for (index, paragraph) in s.paragraphs.iter().enumerate() {
            for sentence in paragraph.start..paragraph.end {
                let end = s.span(s.sentences[sentence as usize]).end;
                let last_sentence = sentence + 1 == paragraph.end;
                match (last_sentence, index + 1 == s.paragraphs.len()) {
                    (true, true) => {}
                    (true, false) => ends.push((end, '¶')),
                    (false, _) => ends.push((end, '|')),
                }
            }
        }
        let mut found = String::new();
        let mut at = 0;
        for (end, mark) in ends {
            found.push_str(&text[at..end]);
            found.push(mark);
            at = end;
        }
        found.push_str(&text[at..]);
        if found != marked {
            writeln!(failures, "{}: {title}\n--- expected\n{marked}\n--- found\n{found}\n", number + 1)
                .unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_word_is_looked_up_in_lower_case_without_its_clitic() {
    let text =
        "SAID said Said government’s Government don't Can’t representatives REPRESENTATIVES U.S. Ilse’s";
    let s = segments(text);
    let words = s.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let found: Vec<_> = words.map(|token| token.word).collect();
    let forms = [
        "said",
        "said",
        "said",
        "government",
        "government",
        "do",
        "can",
        "representatives",
        "representatives",
        "u.s",
        "ilse",
    ];
    let expected: Vec<_> = forms.iter().map(|form| LEXICON.lookup(form)).collect();
    assert_eq!(found, expected);
    assert!(found[..10].iter().all(|word| word.is_known()));
}

#[test]
fn ids_remembered_from_one_lexicon_are_not_given_for_another() {
    let lexicon = |rows: &str| {
        LexiconBuilder::empty().add(LexiconFile::Abbreviations, "rows", rows).build().expect("sound rows")
    };
    let mut segments = Segments::default();
    for lexicon in
        [&lexicon("ash\tname\nvarn\tend\n"), &lexicon("varn\tend\n"), &lexicon("ash\tname\n"), &*LEXICON]
    {
        segments.fill("ash varn ash", lexicon);
        let found: Vec<_> = segments.tokens.iter().map(|token| token.word).collect();
        assert_eq!(found, ["ash", "varn", "ash"].map(|word| lexicon.lookup(word)));
    }
}

#[test]
fn tokens_of_a_sentence_are_these() {
    use TokenKind::*;
    let rows: &[(&str, &[(&str, TokenKind)])] = &[
        ("U.S.-led", &[("U.S", Word), (".", Stop), ("-", Hyphen), ("led", Word)]),
        (
            "He - or I--said",
            &[("He", Word), ("-", Dash), ("or", Word), ("I", Word), ("--", Dash), ("said", Word)],
        ),
        (
            "``No,'' — no...",
            &[
                ("``", Mark),
                ("No", Word),
                (",", Comma),
                ("''", Mark),
                ("—", Dash),
                ("no", Word),
                ("...", Stop),
            ],
        ),
        (
            "$3,000 (5%); ‘90s’",
            &[
                ("$", Symbol),
                ("3,000", Number),
                ("(", Open),
                ("5", Number),
                ("%", Symbol),
                (")", Close),
                (";", Colon),
                ("‘", Mark),
                ("90s", Number),
                ("’", Mark),
            ],
        ),
        (
            "the ashes' «fire» said:Yes",
            &[
                ("the", Word),
                ("ashes", Word),
                ("'", Mark),
                ("«", Mark),
                ("fire", Word),
                ("»", Mark),
                ("said:Yes", Word),
            ],
        ),
    ];
    for (text, expected) in rows {
        let s = segments(text);
        let found: Vec<_> = s.tokens.iter().map(|t| (&text[t.span().range()], t.kind)).collect();
        assert_eq!(&found, expected);
    }
}
