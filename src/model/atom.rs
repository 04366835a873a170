//! [`Atom`] and [`Sight`]: the alphabets of the learned scorers, with their names.
//!
//! A function word is seen as itself; a content word only as its part of speech, its sort and
//! whether it can report; a mark as its kind; a quoted span as its length and its last mark. So no
//! weight can remember a content word of the texts it was learned from. The stage
//! [`syntax`](crate::syntax) says what each unit is seen as.

use crate::lexicon::{Lexicon, MOST_FUNCTIONS, Table, Tag, TagSet};
use crate::segment::TokenKind;

/// What the learned scorers see of a unit: a small number with a readable name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Atom(pub u16);

/// Declares the atoms that are no function words: a constant for each, numbered in order, and its name in
/// the weight files.
macro_rules! atoms {
    ($($constant:ident $name:literal;)*) => {
        // Its only use is to count, under the names of the constants.
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        enum Number { $($constant),* }
        impl Atom {
            $(
                #[doc = concat!("What a weight file writes as `", $name, "`.")]
                pub const $constant: Atom = Atom(Number::$constant as u16);
            )*
        }
        /// Names of the atoms that are no function words; the index is the atom.
        const NAMES: &[&str] = &[$($name),*];
    };
}

atoms! {
    // Nothing: before the first unit or past the last. Marks and numbers.
    NONE "-";
    STOP ".";
    QUESTION "?";
    COMMA ",";
    COLON ":";
    SEMICOLON ";";
    DASH "–";
    HYPHEN "hyphen";
    OPEN "(";
    CLOSE ")";
    MARK "mark";
    SYMBOL "symbol";
    MONEY "$";
    PERCENT "%";
    NUMBER "number";
    // Quoted spans: of a word, of two or three, by how a longer one ends, without an end.
    QUOTE_WORD "q1";
    QUOTE_WORDS "q3";
    QUOTE_COMMA "q,";
    QUOTE_STOP "q.";
    QUOTE_QUESTION "q?";
    QUOTE "q";
    QUOTE_OPEN "qopen";
    // Common nouns by sort, and those that report.
    NOUN "noun";
    NOUN_PERSON "noun-person";
    NOUN_GROUP "noun-group";
    NOUN_COMMUNICATION "noun-communication";
    NOUN_COGNITION "noun-cognition";
    NOUN_TIME "noun-time";
    NOUNS "nouns";
    NOUNS_PERSON "nouns-person";
    NOUNS_GROUP "nouns-group";
    NOUNS_COMMUNICATION "nouns-communication";
    NOUN_CUE "noun-cue";
    NOUNS_CUE "nouns-cue";
    // Names by what the lexicon knows of their word.
    NAME "Name";
    NAME_GIVEN "Given";
    NAME_UPPER "Upper";
    NAME_TITLE "Title";
    NAME_PLACE "Place";
    NAME_DEMONYM "Demonym";
    NAME_BODY "Body";
    NAME_DATE "Date";
    // Verbs by form; cues, and those that nearly always report.
    VERB "verb";
    VERB_CUE "verb-cue";
    VERB_STRONG "verb-strong";
    VERBS "verbs";
    VERBS_CUE "verbs-cue";
    VERBS_STRONG "verbs-strong";
    VERBED "verbed";
    VERBED_CUE "verbed-cue";
    VERBED_STRONG "verbed-strong";
    VERBEN "verben";
    VERBEN_CUE "verben-cue";
    VERBING "verbing";
    VERBING_CUE "verbing-cue";
    // The rest.
    ADJECTIVE "adjective";
    ADJECTIVE_CUE "adjective-cue";
    ADVERB "adverb";
    AUXILIARY "aux";
    MODAL "modal";
    INTERJECTION "interjection";
    UNKNOWN "unknown";
    PRONOUN_VERB "pronoun+verb";
    QUOTE_TITLE "“Title”";
}

/// First atom of the function words, and first sight.
pub(crate) const FUNCTION: u16 = 64;

/// What the part-of-speech scorer sees of a word and its neighbours: a small number with a readable
/// name.
///
/// A tag for a word whose part of speech is settled (`n`), the word itself for a function word
/// (`'that'`), the set of its readings for any other word (`{n,v}`), an ending for a word that the
/// lexicon does not hold (`*ing`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sight(pub u16);

/// Names of the sights that are neither tags, function words nor sets; the first is [`MARKS`].
const SIGHTS: &[&str] = &[
    ".", ",", ":", "dash", "hyphen", "(", ")", "mark", "symbol", "quote", "'s", "+verb", "*ing", "*ed",
    "*al", "*s", "*",
];
/// First sight of [`SIGHTS`]; those before are tags.
const MARKS: u16 = 32;
/// First sight of the sets of readings.
const READINGS: u16 = 1024;

// Each sort of atom and of sight has room before the next.
const _: () = assert!(NAMES.len() <= FUNCTION as usize && MARKS as usize + SIGHTS.len() <= FUNCTION as usize);
const _: () = assert!(FUNCTION + MOST_FUNCTIONS < READINGS);

impl Sight {
    /// Nothing: before the first unit or past the last.
    pub const NONE: Sight = Sight(0);
    /// A quoted span.
    pub const QUOTE: Sight = Sight(MARKS + 9);
    /// A word that ends in a possessive "'s".
    pub const POSSESSOR: Sight = Sight(MARKS + 10);
    /// A pronoun with a verb behind its apostrophe: "we're".
    pub const WITH_VERB: Sight = Sight(MARKS + 11);

    /// The sight of a settled part of speech.
    pub const fn of_tag(tag: Tag) -> Self {
        Sight(tag as u16)
    }

    /// The sight of a function word by its number.
    pub const fn of_function(number: u16) -> Self {
        Sight(FUNCTION + number)
    }

    /// The sight of a word whose readings are given: of the first ten that can differ in one word.
    pub const fn of_readings(tags: TagSet) -> Self {
        let open = (tags.bits() >> Tag::Noun as u32) & 0x7ff;
        if open.count_ones() == 1 {
            return Sight(open.trailing_zeros() as u16 + Tag::Noun as u16);
        }
        Sight(READINGS + open as u16)
    }

    /// The sight of an unknown word by the number of its ending: -ing, -ed, -al, -s, other.
    pub const fn of_ending(ending: u16) -> Self {
        Sight(MARKS + 12 + ending)
    }

    /// The sight of a token that is no word.
    pub const fn of_mark(kind: TokenKind) -> Self {
        Sight(match kind {
            TokenKind::Word => Tag::Unknown as u16,
            TokenKind::Number => Tag::Number as u16,
            TokenKind::Stop => MARKS,
            TokenKind::Comma => MARKS + 1,
            TokenKind::Colon => MARKS + 2,
            TokenKind::Dash => MARKS + 3,
            TokenKind::Hyphen => MARKS + 4,
            TokenKind::Open => MARKS + 5,
            TokenKind::Close => MARKS + 6,
            TokenKind::Mark => MARKS + 7,
            TokenKind::Symbol => MARKS + 8,
        })
    }
}

/// Reads and writes atoms by name, for the weight files.
#[derive(Debug)]
pub struct AtomNames<'l> {
    /// By atom number less [`FUNCTION`].
    functions: Vec<&'l str>,
    names: Table,
    /// The atom of each name; of a function word that is also another name, the word's.
    atoms: Vec<u16>,
}

impl<'l> AtomNames<'l> {
    /// Names over a lexicon's function words.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let functions = lexicon.function_words();
        let count = NAMES.len() + functions.len();
        let (mut names, mut atoms) = (Table::with_capacity(count, count * 8), vec![0; count]);
        let plain = NAMES.iter().zip(0..);
        for (name, atom) in plain.chain(functions.iter().zip(FUNCTION..).skip(1)) {
            atoms[names.insert(*name) as usize] = atom;
        }
        AtomNames { functions, names, atoms }
    }

    /// The name of an atom; function words stand in quotation marks.
    pub fn name(&self, atom: u16) -> String {
        match atom.checked_sub(FUNCTION) {
            None => NAMES.get(atom as usize).copied().unwrap_or("-").to_owned(),
            Some(function) => {
                format!("'{}'", self.functions.get(function as usize).copied().unwrap_or_default())
            }
        }
    }

    /// The atom of a name.
    pub fn atom(&self, name: &str) -> Option<u16> {
        let function = name.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let atom = self.atoms[self.names.number(function.unwrap_or(name))? as usize];
        (function.is_some() == (atom > FUNCTION)).then_some(atom)
    }

    /// The name of a sight.
    pub fn sight_name(&self, sight: u16) -> String {
        match sight {
            0 => "-".to_owned(),
            1..MARKS => Tag::ALL[usize::from(sight).min(Tag::ALL.len() - 1)].code().to_owned(),
            MARKS..FUNCTION => SIGHTS.get(usize::from(sight - MARKS)).copied().unwrap_or("-").to_owned(),
            FUNCTION..READINGS => self.name(sight),
            _ => {
                let open = u32::from(sight - READINGS) << Tag::Noun as u32;
                let codes: Vec<&str> = Tag::ALL
                    .iter()
                    .filter(|tag| open >> **tag as u32 & 1 == 1)
                    .map(|tag| tag.code())
                    .collect();
                format!("{{{}}}", codes.join(","))
            }
        }
    }

    /// The sight of a name.
    pub fn sight(&self, name: &str) -> Option<u16> {
        if name == "-" {
            return Some(0);
        }
        if let Some(set) = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            let mut tags = TagSet::default();
            for code in set.split(',').filter(|code| !code.is_empty()) {
                tags = tags.with(Tag::of_code(code)?);
            }
            return Some(READINGS + ((tags.bits() >> Tag::Noun as u32) & 0x7ff) as u16);
        }
        if name != "'s" && name.starts_with('\'') {
            return self.atom(name);
        }
        let mark = SIGHTS.iter().position(|mark| *mark == name).map(|mark| MARKS + mark as u16);
        mark.or_else(|| Tag::of_code(name).map(|tag| tag as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_atom_and_every_sight_is_read_as_it_is_written() {
        let lexicon = Lexicon::english();
        let names = AtomNames::new(&lexicon);
        for atom in (0..NAMES.len() as u16).chain(FUNCTION + 1..FUNCTION + names.functions.len() as u16) {
            assert_eq!(names.atom(&names.name(atom)), Some(atom));
        }
        let marks = MARKS..MARKS + SIGHTS.len() as u16;
        let functions = FUNCTION + 1..FUNCTION + names.functions.len() as u16;
        for sight in (0..Tag::ALL.len() as u16).chain(marks).chain(functions).chain([READINGS, READINGS + 5])
        {
            assert_eq!(names.sight(&names.sight_name(sight)), Some(sight), "{}", names.sight_name(sight));
        }
    }
}
