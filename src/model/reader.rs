//! A weight file in, features with their weights out.
//!
//! Start-up waits for a hundred thousand lines. Since they are sorted, most columns are as in the line
//! before: what they say is not read again, only seen to be the same.

use crate::error::Error;
use crate::lexicon::{Lexicon, Table, Tag};

use super::{AtomNames, Feature, Field, Schema};

/// Reads the weights in `text`, in hundredths; `file` is its name, for errors.
pub(crate) fn read(
    schema: &Schema,
    file: &str,
    text: &str,
    lexicon: &Lexicon,
) -> Result<Vec<(Feature, i16)>, Error> {
    let mut values = Values::new(lexicon);
    let mut weights = Vec::with_capacity(text.len() / 24);
    let mut seen = vec![false; schema.templates.len()];
    // The columns of the line before, each with the tab behind it, and what they say.
    let (mut name, mut template) = ("", 0);
    let mut last = [("", 0); 3];
    let mut columns = Columns { text, at: 0 };
    let mut line = 0;
    while columns.at < text.len() {
        line += 1;
        if matches!(text.as_bytes()[columns.at], b'#' | b'\n' | b'\r') {
            columns.skip_line();
            continue;
        }
        let fail = |message: &str| Error::lexicon(file, line, message);
        if !columns.repeats(name) {
            let (this, with_tab) = columns.next();
            let found = schema.templates.iter().position(|template| template.name == this);
            let found = found.ok_or_else(|| fail("unknown template"))?;
            if std::mem::replace(&mut seen[found], true) && found != template {
                return Err(fail("template whose weights do not stand together"));
            }
            (name, template, last) = (with_tab, found, [("", 0); 3]);
        }
        let mut feature = [0; 3];
        for ((field, last), value) in
            schema.templates[template].fields.iter().zip(&mut last).zip(&mut feature)
        {
            if !columns.repeats(last.0) {
                let (this, with_tab) = columns.next();
                let read = values.read(*field, this);
                *last = (with_tab, read.ok_or_else(|| fail("value that the lexicon does not hold"))?);
            }
            *value = last.1;
        }
        let weight = hundredths(columns.next().0).ok_or_else(|| fail("no weight of two decimals"))?;
        weights.push((Feature::new(template as u8, feature[0], feature[1], feature[2]), weight));
        columns.skip_line();
    }
    Ok(weights)
}

/// The columns of a text, line by line.
struct Columns<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Columns<'t> {
    /// Passes over the next column if it is this one, which ends with a tab; an empty one never is.
    #[inline]
    fn repeats(&mut self, column: &str) -> bool {
        let same = !column.is_empty() && self.text.as_bytes()[self.at..].starts_with(column.as_bytes());
        self.at += if same { column.len() } else { 0 };
        same
    }

    /// The next column of the line, and the same with the tab behind it, empty where there is none;
    /// behind the last column, an empty one.
    #[inline]
    fn next(&mut self) -> (&'t str, &'t str) {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length = column_end(rest);
        let tab = rest.get(length) == Some(&b'\t');
        self.at += length + usize::from(tab);
        let column = &self.text[start..start + length];
        (column, if tab { &self.text[start..self.at] } else { "" })
    }

    /// Goes to the start of the next line.
    #[inline]
    fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
    }
}

/// Where the next tab or line break is, found eight bytes at a time.
#[inline]
fn column_end(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    while let Some(eight) = text[at..].first_chunk() {
        let bytes = u64::from_le_bytes(*eight);
        // The lowest byte up to a line break has its highest bit set here; hardly any is no tab.
        let low = bytes.wrapping_sub(ONES * (1 + u64::from(b'\n'))) & !bytes & (ONES << 7);
        if low == 0 {
            at += 8;
            continue;
        }
        at += low.trailing_zeros() as usize / 8;
        if matches!(text[at], b'\t' | b'\n') {
            return at;
        }
        at += 1;
    }
    at + text[at..].iter().position(|byte| matches!(byte, b'\t' | b'\n')).unwrap_or(text.len() - at)
}

/// Finds the numbers behind the names of values.
struct Values<'l> {
    lexicon: &'l Lexicon,
    atoms: AtomNames<'l>,
    /// Sights and tags met so far.
    sights: Memo,
    tags: Memo,
}

impl<'l> Values<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        let atoms = AtomNames::new(lexicon);
        Values { lexicon, atoms, sights: Memo::new(), tags: Memo::new() }
    }

    fn read(&mut self, field: Field, name: &str) -> Option<u16> {
        match field {
            Field::Atom => self.atoms.atom(name),
            Field::Sight => self.sights.get(name, || self.atoms.sight(name)),
            Field::Tag => self.tags.get(name, || Tag::of_code(name).map(|tag| tag as u16)),
            Field::Cue if name == "-" => Some(0),
            Field::Cue => self.lexicon.cue_of_key(name),
            Field::Count => name.parse().ok(),
        }
    }
}

/// Names with their numbers, each worked out once.
struct Memo {
    names: Table,
    numbers: Vec<u16>,
}

impl Memo {
    fn new() -> Self {
        Memo { names: Table::with_capacity(256, 2048), numbers: Vec::new() }
    }

    fn get(&mut self, name: &str, work_out: impl FnOnce() -> Option<u16>) -> Option<u16> {
        if let Some(known) = self.names.number(name) {
            return self.numbers.get(known as usize).copied();
        }
        let number = work_out()?;
        self.names.insert(name);
        self.numbers.push(number);
        Some(number)
    }
}

/// Reads a decimal with at most two digits behind the point, such as `-0.14`.
fn hundredths(text: &str) -> Option<i16> {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    // Digits read so far, and how many of them stand behind the point.
    let (mut value, mut behind) = (0_i16, None);
    for byte in digits.bytes() {
        match (byte, behind) {
            (b'.', None) => behind = Some(0),
            (b'0'..=b'9', None | Some(0 | 1)) => {
                value = value.checked_mul(10)?.checked_add(i16::from(byte - b'0'))?;
                behind = behind.map(|count| count + 1);
            }
            _ => return None,
        }
    }
    let value = match behind.unwrap_or(0) {
        _ if digits.is_empty() => return None,
        0 => value.checked_mul(100)?,
        1 => value.checked_mul(10)?,
        _ => value,
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Template;

    const SCHEMA: Schema = Schema {
        templates: &[
            Template { name: "bias", fields: &[] },
            Template { name: "pair", fields: &[Field::Atom, Field::Cue, Field::Count] },
        ],
    };

    #[test]
    fn weights_have_two_decimals_at_the_most() {
        assert_eq!(
            ["-0.14", "2", "0.1", "-3.05", ".5", "3."].map(hundredths),
            [Some(-14), Some(200), Some(10), Some(-305), Some(50), Some(300)]
        );
        assert_eq!(["", "-", "0.123", "x", "1e3", "99999", "--1", "+1", "1.2.3"].map(hundredths), [None; 9]);
    }

    #[test]
    fn values_are_read_by_name_whatever_the_line_before_holds() {
        let lexicon = Lexicon::english();
        let text = "# head\r\nbias\t0.5\r\n\npair\t'that'\tsay\t3\t-1\npair\t'that'\tclaim/noun\t3\t0.25\npair\t-\t-\t0\t1";
        let weights = read(&SCHEMA, "a.tsv", text, &lexicon).unwrap();
        let that = AtomNames::new(&lexicon).atom("'that'").unwrap();
        let cue = |key: &str| lexicon.cue_of_key(key).unwrap();
        let expected = [
            (Feature::new(0, 0, 0, 0), 50),
            (Feature::new(1, that, cue("say"), 3), -100),
            (Feature::new(1, that, cue("claim/noun"), 3), 25),
            (Feature::new(1, 0, 0, 0), 100),
        ];
        assert_eq!(weights, expected);
    }

    #[test]
    fn an_error_names_the_file_and_the_line() {
        let lexicon = Lexicon::english();
        for (text, line) in [
            ("# head\n\npear\t1", 3),
            ("bias\t0.5\npair\t'that'\tsay\t3\t1\nbias\t1", 3),
            ("pair\t'that'\tsquonk\t3\t1", 1),
            ("pair\tthat\tsay\t3\t1", 1),
            ("bias\t0.5\nbias", 2),
        ] {
            let error = read(&SCHEMA, "mine.tsv", text, &lexicon).unwrap_err().to_string();
            assert!(error.starts_with(&format!("mine.tsv, line {line}:")), "{error}");
        }
    }
}
