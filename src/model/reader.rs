//! Packed weights in, features with their weights out: what the names stand for.

use crate::error::Error;
use crate::lexicon::{Lexicon, Tag};

use super::pack::VALUES;
use super::{AtomNames, Feature, Field, Schema};

/// Reads packed weights, in hundredths; `file` is the name of their file, for errors.
pub(crate) fn read(
    schema: &Schema,
    file: &str,
    packed: &[u8],
    lexicon: &Lexicon,
) -> Result<Vec<(Feature, i16)>, Error> {
    let (names, lines) = unpack(packed).ok_or_else(|| Error::lexicon(file, 1, "no packed weights"))?;
    let mut values = Values::new(lexicon, names);
    let mut weights = Vec::with_capacity(lines.size_hint().1.unwrap_or(0));
    let mut seen = vec![false; schema.templates.len()];
    let mut last = None;
    for line in lines {
        let fail = |message: &str| Error::lexicon(file, line.number as usize, message);
        let template = match last {
            Some((name, template)) if name == line.template => template,
            _ => {
                let name = values.names[usize::from(line.template)];
                let found = schema.templates.iter().position(|template| template.name == name);
                found.ok_or_else(|| fail("unknown template"))?
            }
        };
        let this = Some((line.template, template));
        if last != this && std::mem::replace(&mut seen[template], true) {
            return Err(fail("template whose weights do not stand together"));
        }
        last = this;
        let fields = schema.templates[template].fields;
        if line.values.get(fields.len()).is_some_and(|value| *value != 0) {
            return Err(fail("more values than the template has"));
        }
        let mut numbers = [0; VALUES];
        for ((number, field), value) in numbers.iter_mut().zip(fields).zip(line.values) {
            let read = values.number(*field, value);
            *number = read.ok_or_else(|| fail("value that the lexicon does not hold"))?;
        }
        weights.push((Feature::of(template as u8, &numbers), line.weight));
    }
    Ok(weights)
}

/// Bytes of a line, packed.
const LINE: usize = 4 + 2 * (2 + VALUES);

/// A line: `template<TAB>value…<TAB>weight`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    /// Its number in the file, from 1.
    number: u32,
    /// The number of the template's name.
    template: u16,
    /// The numbers of the values' names; 0 behind the last.
    values: [u16; VALUES],
    /// The weight in hundredths.
    weight: i16,
}

/// The names and lines of a packed file; nothing of one that [`pack`](super::pack::pack) did not make.
fn unpack(packed: &[u8]) -> Option<(Vec<&str>, impl Iterator<Item = Line>)> {
    let (length, rest) = packed.split_first_chunk()?;
    let (names, lines) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let lines = lines.chunks_exact(LINE).filter_map(|line| {
        let (number, rest) = line.split_first_chunk()?;
        let numbers: [u16; 2 + VALUES] =
            std::array::from_fn(|at| u16::from_le_bytes([rest[2 * at], rest[2 * at + 1]]));
        let [template, values @ .., weight] = numbers;
        Some(Line { number: u32::from_le_bytes(*number), template, values, weight: weight as i16 })
    });
    Some((std::str::from_utf8(names).ok()?.split('\n').collect(), lines))
}

/// Finds the numbers behind the names of values, each once for each sort of value.
struct Values<'l> {
    lexicon: &'l Lexicon,
    atoms: AtomNames<'l>,
    names: Vec<&'l str>,
    /// By sort and number of the name, those asked for so far.
    known: [Vec<Option<u16>>; Field::COUNT],
}

impl<'l> Values<'l> {
    fn new(lexicon: &'l Lexicon, names: Vec<&'l str>) -> Self {
        let known = std::array::from_fn(|_| vec![None; names.len()]);
        Values { lexicon, atoms: AtomNames::new(lexicon), names, known }
    }

    #[inline]
    fn number(&mut self, field: Field, name: u16) -> Option<u16> {
        let known = self.known[field as usize][usize::from(name)];
        known.or_else(|| self.work_out(field, name))
    }

    #[cold]
    fn work_out(&mut self, field: Field, name: u16) -> Option<u16> {
        let text = self.names[usize::from(name)];
        let number = match field {
            Field::Atom => self.atoms.atom(text),
            Field::Sight => self.atoms.sight(text),
            Field::Tag => Tag::of_code(text).map(|tag| tag as u16),
            Field::Cue if text == "-" => Some(0),
            Field::Cue => self.lexicon.cue_of_key(text),
            Field::Count => text.parse().ok(),
        };
        self.known[field as usize][usize::from(name)] = number;
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pack::pack;
    use crate::model::{LinearModel, Template};

    const SCHEMA: Schema = Schema {
        templates: &[
            Template { name: "bias", fields: &[] },
            Template { name: "pair", fields: &[Field::Atom, Field::Cue, Field::Count] },
        ],
    };

    #[test]
    fn values_are_read_by_name_whatever_the_line_before_holds() {
        let lexicon = Lexicon::english();
        let text = "# head\r\nbias\t0.5\r\n\npair\t'that'\tsay\t3\t-1\npair\t'that'\tclaim/noun\t3\t0.25\npair\t-\t-\t0\t1";
        let weights = read(&SCHEMA, "a.tsv", &pack(text).unwrap(), &lexicon).unwrap();
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
    fn what_is_packed_comes_out_again() {
        let packed = pack("# head\r\nbias\t0.5\r\n\npair\t'é'\tsay\t-0.14\npair\tsay\t-\t1\n").unwrap();
        let (names, lines) = unpack(&packed).unwrap();
        assert_eq!(names, ["", "bias", "pair", "'é'", "say", "-"]);
        let line = |number, template, values, weight| Line { number, template, values, weight };
        let expected = [line(2, 1, [0, 0, 0], 50), line(4, 2, [3, 4, 0], -14), line(5, 2, [4, 5, 0], 100)];
        assert_eq!(lines.collect::<Vec<_>>(), expected);
        assert_eq!(unpack(&pack("").unwrap()).unwrap().1.count(), 0);
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
            ("pair\t'that'\t1", 1),
            ("pair\t'that'\t\t3\t1", 1),
        ] {
            let error = LinearModel::parse("mine.tsv", text, &SCHEMA, &lexicon).unwrap_err().to_string();
            assert!(error.starts_with(&format!("mine.tsv, line {line}:")), "{error}");
        }
    }
}
