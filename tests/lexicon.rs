//! The shipped data files: sorted, without duplicates, and each sample sentence shows its entry.

use std::collections::HashSet;

use dixit::lexicon::{Lexicon, LexiconBuilder, LexiconFile};

/// Rows of a file as columns.
fn rows(text: &'static str) -> Vec<Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect()
}

/// Rows of a file, each form of a word file in a row of its own.
fn entries(file: LexiconFile) -> Vec<Vec<&'static str>> {
    let rows = rows(file.english().1);
    if !matches!(file, LexiconFile::Function | LexiconFile::Words | LexiconFile::Corrections) {
        return rows;
    }
    let alone = |row: &[&'static str], form| [&[form], &row[1..]].concat();
    rows.iter().flat_map(|row| row[0].split(' ').map(move |form| alone(row, form))).collect()
}

fn columns(row: &[&'static str], numbers: &[usize]) -> Vec<&'static str> {
    numbers.iter().map(|&number| row.get(number).copied().unwrap_or("")).collect()
}

#[test]
fn every_file_says_what_it_is_and_reads_alone() {
    for file in LexiconFile::ALL {
        let (name, text) = file.english();
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        for what in ["Columns", "20"] {
            assert!(head.contains(what), "the head of {name} does not say {what}");
        }
        LexiconBuilder::empty().add(file, name, text).build().unwrap();
    }
}

#[test]
fn more_function_words_than_can_be_numbered_are_an_error() {
    let row = LexiconFile::Function.english().1.lines().find(|line| !line.starts_with('#')).unwrap();
    let ending = row.split_once('\t').unwrap().1;
    let rows: String = (0..2000).map(|number| format!("word{number}\t{ending}\n")).collect();
    let error = LexiconBuilder::empty().add(LexiconFile::Function, "many.tsv", &rows).build().unwrap_err();
    assert_eq!(error.location(), Some(("many.tsv", 901)), "{error}");
}

#[test]
fn every_file_is_sorted_and_holds_each_entry_once() {
    for file in LexiconFile::ALL {
        let name = file.english().0;
        // What makes an entry, and what the file is sorted by.
        let (entry, order): (&[usize], &[usize]) = match file {
            LexiconFile::Cues => (&[0, 1], &[0, 1]),
            LexiconFile::Words => (&[0], &[1, 2, 3, 0]),
            // The rank of a function word is its number, so new ones stand at the end.
            LexiconFile::Function => (&[0], &[]),
            _ => (&[0], &[0]),
        };
        let rows = entries(file);
        assert!(!rows.is_empty(), "{name}");
        let mut seen = HashSet::new();
        for row in &rows {
            assert!(seen.insert(columns(row, entry)), "{name} holds {row:?} twice");
        }
        for pair in rows.windows(2) {
            let (left, right) = (columns(&pair[0], order), columns(&pair[1], order));
            assert!(left <= right, "{name}: {left:?} stands before {right:?}");
        }
    }
}

#[test]
fn no_alias_belongs_to_two_bodies() {
    let mut seen = HashSet::new();
    for row in rows(LexiconFile::Bodies.english().1) {
        for alias in row[0].split('|') {
            assert!(seen.insert(alias.replace('.', "").to_lowercase()), "{alias} stands twice");
        }
    }
}

#[test]
fn the_sample_of_every_cue_holds_one_of_its_forms() {
    let lexicon = Lexicon::english();
    let silent: Vec<String> = rows(LexiconFile::Cues.english().1)
        .into_iter()
        .filter(|row| {
            // The cue of the row: its lemma and its part as the file writes it.
            let is_row = |number: u16| {
                lexicon.cue(number).is_some_and(|cue| {
                    cue.lemma == row[0] && format!("{:?}", cue.part).eq_ignore_ascii_case(row[1])
                })
            };
            !row[7].split(|c: char| !c.is_alphanumeric()).any(|word| {
                let word = lexicon.word(lexicon.lookup(&word.to_lowercase()));
                is_row(word.cue) || is_row(word.other_cue)
            })
        })
        .map(|row| format!("{} ({}): {}", row[0], row[1], row[7]))
        .collect();
    assert!(silent.is_empty(), "not in their samples:\n{}", silent.join("\n"));
}

#[test]
fn the_sample_of_every_phrase_holds_it() {
    let lexicon = Lexicon::english();
    let phrases = lexicon.phrases();
    let silent: Vec<String> = rows(LexiconFile::Phrases.english().1)
        .into_iter()
        .filter(|row| !phrases.find_iter(row[6]).any(|found| phrases.entry(found.phrase).pattern == row[0]))
        .map(|row| format!("{}: {}", row[0], row[6]))
        .collect();
    assert!(silent.is_empty(), "not in their samples:\n{}", silent.join("\n"));
}

#[test]
fn the_lists_are_long_enough_to_be_of_use() {
    let cues = rows(LexiconFile::Cues.english().1);
    for (part, least) in [("verb", 700), ("noun", 250), ("adjective", 40), ("adverb", 10)] {
        let count = cues.iter().filter(|row| row[1] == part).count();
        assert!(count >= least, "{count} {part}s");
    }
}

#[test]
fn every_irregular_form_in_a_cue_row_is_a_word() {
    // A misspelt form would never be found in a text.
    let mut words = LexiconBuilder::empty();
    for file in [LexiconFile::Words, LexiconFile::Corrections] {
        let (name, text) = file.english();
        words = words.add(file, name, text);
    }
    let words = words.build().unwrap();
    let misspelt: Vec<String> = rows(LexiconFile::Cues.english().1)
        .into_iter()
        .flat_map(|row| row[2].split(',').map(move |form| (row[0], form)).collect::<Vec<_>>())
        .filter(|(_, form)| !form.is_empty() && !words.lookup(form).is_known())
        .map(|(lemma, form)| format!("{lemma}: {form}"))
        .collect();
    assert!(misspelt.is_empty(), "no words:\n{}", misspelt.join("\n"));
}
