//! Tab-separated text in, rows with their line numbers out; the one shape of all data files.
//!
//! A line that starts with `#` is a comment, a blank line is skipped, columns at the end of a row
//! may be left out.

use crate::error::Error;
use crate::text::fold::Keyed;
use crate::text::words::words;

/// The rows of one file.
pub(crate) struct Rows<'t> {
    file: &'t str,
    rest: &'t str,
    line: usize,
}

/// One row of a file.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    /// Name of the file, for errors.
    file: &'t str,
    /// The row without its line break.
    pub text: &'t str,
    /// Number of the line, from 1.
    pub line: usize,
}

impl<'t> Rows<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Rows { file, rest: text, line: 0 }
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        while !self.rest.is_empty() {
            self.line += 1;
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let text = &self.rest[..end];
            self.rest = self.rest.get(end + 1..).unwrap_or("");
            let text = text.strip_suffix('\r').unwrap_or(text);
            if !text.is_empty() && !text.starts_with('#') {
                return Some(Row { file: self.file, text, line: self.line });
            }
        }
        None
    }
}

impl<'t> Row<'t> {
    /// The first `N` columns, empty where the row has fewer.
    ///
    /// # Errors
    /// When the first column is empty or the row has more than `N` columns.
    pub fn columns<const N: usize>(&self) -> Result<[&'t str; N], Error> {
        let mut columns = [""; N];
        let mut start = 0;
        for column in &mut columns {
            let Some(rest) = self.text.get(start..) else { break };
            let end = memchr::memchr(b'\t', rest.as_bytes()).unwrap_or(rest.len());
            *column = &rest[..end];
            start += end + 1;
        }
        match self.text.get(start..) {
            _ if columns[0].is_empty() => Err(self.error("the first column is empty")),
            Some(more) => Err(self.error(format!("more than {N} columns: {more:?}"))),
            None => Ok(columns),
        }
    }

    /// The words of the first column, and all other columns as one.
    pub fn forms_and_ending(&self) -> (impl Iterator<Item = Keyed<'t>> + use<'t>, &'t str) {
        let end = memchr::memchr(b'\t', self.text.as_bytes()).unwrap_or(self.text.len());
        (words(&self.text[..end]), self.text.get(end + 1..).unwrap_or(""))
    }

    /// An error that names this row.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::lexicon(self.file, self.line, message)
    }

    /// `value`, or an error that says `what` was expected and that `found` was found.
    pub fn expect<T>(&self, value: Option<T>, what: &str, found: &str) -> Result<T, Error> {
        value.ok_or_else(|| self.error(format!("expected {what}, found {found:?}")))
    }
}

/// The items of a column that holds a list.
pub(crate) fn list(column: &str, separator: char) -> impl Iterator<Item = &str> {
    column.split(separator).map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_count_as_lines_but_are_no_rows() {
        let rows: Vec<(usize, &str)> =
            Rows::new("a.tsv", "# head\n\nsay\tverb\r\nask\n").map(|row| (row.line, row.text)).collect();
        assert_eq!(rows, [(3, "say\tverb"), (4, "ask")]);
    }

    #[test]
    fn an_error_names_the_file_and_the_line() {
        let row = Rows::new("mine.tsv", "# x\na\tb\tc\td").next().unwrap();
        let error = row.columns::<3>().unwrap_err();
        assert!(error.is_bad_row());
        assert_eq!(error.to_string(), "mine.tsv, line 2: more than 3 columns: \"d\"");
    }
}
