//! [`Tables`]: the word lists of the tracker, read once and shared.

use std::collections::HashSet;
use std::sync::Arc;

use super::critical::Critical;
use super::rarity::Rarity;
use super::speaker::Names;
use super::spelling::Spelling;
use crate::error::Error;
use crate::lexicon::Rows;

/// What ships with the crate, but for the outlets, which are the caller's.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub(crate) rarity: Rarity,
    pub(crate) critical: Critical,
    pub(crate) spelling: Spelling,
    pub(crate) names: Names,
    /// Last words of names that only outlets have.
    pub(crate) outlet_words: HashSet<&'static str>,
}

/// The files, by name.
const FILES: [(&str, &str); 6] = [
    ("critical.tsv", include_str!("data/critical.tsv")),
    ("nicknames.tsv", include_str!("data/nicknames.tsv")),
    ("outlet_words.tsv", include_str!("data/outlet_words.tsv")),
    ("rarity.tsv", include_str!("data/rarity.tsv")),
    ("speaker_words.tsv", include_str!("data/speaker_words.tsv")),
    ("spelling.tsv", include_str!("data/spelling.tsv")),
];

impl Tables {
    /// The tables that ship with the crate.
    pub(crate) fn shipped() -> Arc<Tables> {
        Arc::new(Tables::read(FILES).expect("the shipped files are read by the tests"))
    }

    /// The tables of these files.
    fn read(files: [(&'static str, &'static str); 6]) -> Result<Self, Error> {
        let [critical, nicknames, outlet_words, rarity, speaker_words, spelling] =
            files.map(|(name, text)| Rows::new(name, text));
        let outlet_word = |row: crate::lexicon::Row<'static>| row.columns().map(|[word]| word);
        Ok(Tables {
            rarity: Rarity::read(rarity)?,
            critical: Critical::read(critical)?,
            spelling: Spelling::read(spelling)?,
            names: Names::read(speaker_words, nicknames)?,
            outlet_words: outlet_words.map(outlet_word).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_sorted_and_readable() {
        assert!(Tables::read(FILES).is_ok());
        for (name, text) in FILES {
            let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            let keys = |row: &'static str| row.split('\t').next().map(|key| (key, row));
            assert!(
                rows.iter().map(|row| keys(row)).is_sorted_by(|a, b| a < b),
                "{name}: sorted, no duplicates"
            );
        }
    }

    #[test]
    fn a_bad_row_of_any_file_is_an_error_with_its_place() {
        for (number, bad, expected) in [
            (0, "not\tnegative\tnot", "modal, negation, number or pronoun, found \"negative\""),
            (0, "not\tnegation", "a value"),
            (1, "bob", "names"),
            (2, "Gazette\tx", "more than 1 columns"),
            (3, "bridge\t25", "half bits from 1 to 24"),
            (3, "bridge\trare", "half bits"),
            (4, "lord\tpeer", "title or office"),
            (5, "-our-", "letters in their place"),
            (5, "-\tor", "letters"),
        ] {
            let mut files = FILES;
            files[number].1 = String::leak(format!("# head\n{bad}\n"));
            let error = Tables::read(files).unwrap_err().to_string();
            let place = format!("{}, line 2: ", FILES[number].0);
            assert!(error.starts_with(&place) && error.contains(expected), "{bad:?}: {error}");
        }
    }
}
