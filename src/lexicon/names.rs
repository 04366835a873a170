//! Names in print: bodies and their aliases, titles, places, abbreviations.
//!
//! One word of a name sets [`NameFlags`](super::NameFlags) on its word form; a name of several
//! words is looked up here as a whole, in lower case, without full stops, with single spaces.

use serde::{Deserialize, Serialize};

use super::rows::{Row, list};
use super::table::Table;
use crate::error::Error;

/// The pronoun that goes with a word or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Gender {
    /// For "Mrs.", "spokeswoman", "Ann".
    She,
    /// For "Mr.", "chairman", "Tom".
    He,
}

/// What sort of body a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BodyKind {
    /// A newspaper, agency, broadcaster or site that publishes.
    Outlet,
    /// A company, party, court, agency of state, league, alliance.
    Body,
}

/// Number of a well-known body in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BodyId(pub(crate) u32);

/// A well-known body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The name it goes by: "Associated Press".
    pub name: String,
    /// Whether it publishes.
    pub kind: BodyKind,
}

/// A title that stands before a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Written out: "Senator" for "Sen."; "Mr." stays.
    pub name: String,
    /// What it says of the person.
    pub gender: Option<Gender>,
}

/// What sort of place a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A sovereign or nearly sovereign state; its name often stands for its government.
    Country,
    /// A capital, whose name often stands for its government.
    Capital,
    /// A state or province of a country.
    State,
    /// Any other town.
    City,
    /// A continent, a part of a country or of the world.
    Region,
    /// No place but of a place: Russian, Texan.
    Demonym,
}

/// What a full stop behind an abbreviation can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AbbreviationKind {
    /// A name follows; the stop ends no sentence: Mr., Sen., Gen.
    BeforeName,
    /// The stop belongs to the abbreviation where a number follows: No., p., Jan.
    BeforeNumber,
    /// More of the same sentence follows, whatever it is: vs., e.g.
    Inside,
    /// The stop may also end a sentence: U.S., Inc., p.m.
    MayEnd,
}

/// Names of several words or spellings, each with what it stands for.
#[derive(Debug)]
pub(crate) struct Names<T> {
    spellings: Table,
    /// For each spelling, the number of its entry.
    entry_of: Vec<u32>,
    entries: Vec<T>,
}

impl<T> Names<T> {
    pub fn new() -> Self {
        Names { spellings: Table::with_capacity(512, 8192), entry_of: Vec::new(), entries: Vec::new() }
    }

    /// Adds an entry; a spelling that was there before now means this one.
    pub fn add<'s>(&mut self, entry: T, spellings: impl Iterator<Item = &'s str>) {
        let number = self.entries.len() as u32;
        self.entries.push(entry);
        for spelling in spellings {
            let key = self.spellings.insert(spelling) as usize;
            if key == self.entry_of.len() {
                self.entry_of.push(number);
            } else {
                self.entry_of[key] = number;
            }
        }
    }

    /// The number of the entry that a spelling stands for.
    pub fn number(&self, lower: &str) -> Option<u32> {
        Some(self.entry_of[self.spellings.number(lower)? as usize])
    }

    /// The entry of a number.
    pub fn entry(&self, number: u32) -> Option<&T> {
        self.entries.get(number as usize)
    }

    pub fn get(&self, lower: &str) -> Option<&T> {
        self.entry(self.number(lower)?)
    }

    pub fn heap_bytes(&self) -> usize {
        self.spellings.heap_bytes()
            + self.entry_of.capacity() * 4
            + self.entries.capacity() * std::mem::size_of::<T>()
    }
}

/// A name as it is looked up: lower case, no full stops, straight apostrophes.
pub(crate) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '.' => {}
            '’' => key.push('\''),
            c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            c => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// A row of `titles.tsv`: title, gender, other spellings.
pub(crate) fn read_title(row: &Row<'_>) -> Result<(Title, Vec<String>), Error> {
    let [name, gender, others] = row.columns()?;
    let gender = read_gender(row, gender)?;
    let spellings = std::iter::once(name).chain(list(others, '|')).map(key).collect();
    Ok((Title { name: name.to_owned(), gender }, spellings))
}

/// A row of `bodies.tsv`: name and aliases, kind.
pub(crate) fn read_body(row: &Row<'_>) -> Result<(Body, Vec<String>), Error> {
    let [names, kind] = row.columns()?;
    let kind = match kind {
        "outlet" => Some(BodyKind::Outlet),
        "body" => Some(BodyKind::Body),
        _ => None,
    };
    let kind = row.expect(kind, "outlet or body", row.text)?;
    let name = list(names, '|').next().unwrap_or_default().to_owned();
    Ok((Body { name, kind }, list(names, '|').map(key).collect()))
}

/// A row of `places.tsv`: name, kind.
pub(crate) fn read_place(row: &Row<'_>) -> Result<(PlaceKind, String), Error> {
    let [name, kind] = row.columns()?;
    let place = match kind {
        "country" => Some(PlaceKind::Country),
        "capital" => Some(PlaceKind::Capital),
        "state" => Some(PlaceKind::State),
        "city" => Some(PlaceKind::City),
        "region" => Some(PlaceKind::Region),
        "demonym" => Some(PlaceKind::Demonym),
        _ => None,
    };
    Ok((row.expect(place, "country, capital, state, city, region or demonym", kind)?, key(name)))
}

/// A row of `abbreviations.tsv`: abbreviation without its last full stop, kind.
pub(crate) fn read_abbreviation(row: &Row<'_>) -> Result<(String, AbbreviationKind), Error> {
    let [abbreviation, kind] = row.columns()?;
    let found = match kind {
        "name" => Some(AbbreviationKind::BeforeName),
        "number" => Some(AbbreviationKind::BeforeNumber),
        "inside" => Some(AbbreviationKind::Inside),
        "end" => Some(AbbreviationKind::MayEnd),
        _ => None,
    };
    Ok((abbreviation.to_lowercase(), row.expect(found, "name, number, inside or end", kind)?))
}

/// The gender column of titles and roles.
pub(crate) fn read_gender(row: &Row<'_>, column: &str) -> Result<Option<Gender>, Error> {
    match column {
        "" => Ok(None),
        "she" => Ok(Some(Gender::She)),
        "he" => Ok(Some(Gender::He)),
        _ => Err(row.error(format!("expected she, he or nothing, found {column:?}"))),
    }
}
