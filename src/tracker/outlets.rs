//! Names of outlets as written in, one name each out: "AP", "the Associated Press" and "A.P." are
//! one outlet.
//!
//! The list that ships with the crate (`data/outlets.tsv`) knows agencies, papers, broadcasters and
//! sites that others quote; a caller adds rows of the same form.

use std::collections::HashMap;

use crate::error::Error;
use crate::lexicon::{Row, Rows};
use crate::text::NormalForm;

const TABLE: &str = include_str!("data/outlets.tsv");

/// The known outlets.
#[derive(Clone, Debug)]
pub struct Outlets {
    names: Vec<String>,
    /// Every name and alias by its normal form.
    by_form: HashMap<String, u32>,
}

impl Default for Outlets {
    fn default() -> Self {
        Outlets::new()
    }
}

impl Outlets {
    /// The outlets that ship with the crate.
    pub fn new() -> Self {
        let mut outlets = Outlets { names: Vec::new(), by_form: HashMap::new() };
        outlets.add("outlets.tsv", TABLE).expect("the shipped file is read by the tests");
        outlets
    }

    /// Adds rows: a name, a tab, its other names separated by `|`. Lines that start with `#` and
    /// empty lines are skipped. A name that is known already gets the new aliases.
    ///
    /// # Errors
    /// When a row has no name or more than two columns; the error names `file` and the line.
    ///
    /// ```
    /// let mut outlets = dixit::tracker::Outlets::new();
    /// outlets.add("mine.tsv", "Harbour Post\tHP|The Harbour Post Online\n").unwrap();
    /// assert_eq!(outlets.canonical("the Harbour Post"), "Harbour Post");
    /// assert_eq!(outlets.canonical("HP"), "Harbour Post");
    /// ```
    pub fn add(&mut self, file: &str, rows: &str) -> Result<(), Error> {
        Rows::new(file, rows).filter(|row| !row.text.trim().is_empty()).try_for_each(|row| self.add_row(row))
    }

    fn add_row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [name, aliases] = row.columns()?;
        let name = row.expect(Some(name.trim()).filter(|name| !name.is_empty()), "a name", name)?;
        let outlet = match self.by_form.get(&form(name)) {
            Some(outlet) => *outlet,
            None => {
                self.names.push(name.to_string());
                self.names.len() as u32 - 1
            }
        };
        let aliases = aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty());
        for alias in std::iter::once(name).chain(aliases) {
            self.by_form.insert(form(alias), outlet);
        }
        Ok(())
    }

    /// The one name of the outlet that is written `name`; an unknown name is only trimmed of an
    /// article and white space.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(name).unwrap_or_else(|| {
            let name = name.trim();
            name.strip_prefix("the ").unwrap_or(name)
        })
    }

    /// The one name of the outlet, where it is known.
    pub fn find(&self, name: &str) -> Option<&str> {
        let form = form(name);
        self.by_form.get(&form).map(|outlet| &*self.names[*outlet as usize])
    }
}

/// The name's letters in normal form, without a leading article: "Zero Hedge" = "ZeroHedge".
fn form(name: &str) -> String {
    let normal = NormalForm::of(name);
    let mut words: Vec<&str> = normal.words().iter().map(|word| normal.text(word)).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_readable() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "sorted, no duplicates");
        let mut outlets = Outlets { names: Vec::new(), by_form: HashMap::new() };
        outlets.add("outlets.tsv", TABLE).unwrap();
        assert_eq!(outlets.names.len(), rows.len(), "no row repeats another's name");
    }

    #[test]
    fn names_of_one_outlet_agree() {
        let outlets = Outlets::new();
        for name in ["AP", "A.P.", "the AP", "Associated Press", "The Associated Press"] {
            assert_eq!(outlets.canonical(name), "Associated Press", "{name}");
        }
        assert_eq!(outlets.canonical("Zero Hedge"), outlets.canonical("ZeroHedge"));
        assert_eq!(outlets.canonical("the Harbour Post"), "Harbour Post");
    }

    #[test]
    fn a_bad_row_is_named() {
        let error = Outlets::new().add("mine.tsv", "# mine\nA\tB\tC\n").unwrap_err();
        assert_eq!(error.to_string(), "mine.tsv, line 2: more than 2 columns: \"C\"");
    }
}
