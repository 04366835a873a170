//! [`LexiconFile`]: which data files a lexicon is read from, and those that ship with the crate.

/// The data files of a lexicon, in the order in which they are read.
///
/// Each file says in its own header what its columns mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LexiconFile {
    /// Closed-class words.
    Function,
    /// Open-class words.
    Words,
    /// Open-class words again; a row takes the place of that in `Words`, and for callers both are one file.
    Corrections,
    /// Reporting words.
    Cues,
    /// Titles before names.
    Titles,
    /// Offices and occupations.
    Roles,
    /// Nouns by which people are called whose role another noun names.
    Epithets,
    /// Given names.
    GivenNames,
    /// Family names.
    FamilyNames,
    /// Countries, cities, regions, and what their people are called.
    Places,
    /// Well-known bodies and outlets.
    Bodies,
    /// Words that names of bodies are built with.
    BodyWords,
    /// Abbreviations with a full stop.
    Abbreviations,
    /// Particles, suffixes, weekdays and months.
    NameParts,
    /// Reporting phrases.
    Phrases,
}

impl LexiconFile {
    /// All files, in the order in which they are read.
    pub const ALL: [LexiconFile; 15] = [
        LexiconFile::Function,
        LexiconFile::Words,
        LexiconFile::Corrections,
        LexiconFile::Cues,
        LexiconFile::Titles,
        LexiconFile::Roles,
        LexiconFile::Epithets,
        LexiconFile::GivenNames,
        LexiconFile::FamilyNames,
        LexiconFile::Places,
        LexiconFile::Bodies,
        LexiconFile::BodyWords,
        LexiconFile::Abbreviations,
        LexiconFile::NameParts,
        LexiconFile::Phrases,
    ];

    /// Name and text of the English file that ships with the crate.
    pub fn english(self) -> (&'static str, &'static str) {
        macro_rules! shipped {
            ($name:literal) => {
                ($name, include_str!(concat!("data/", $name)))
            };
        }
        match self {
            LexiconFile::Function => shipped!("function.tsv"),
            LexiconFile::Words => shipped!("words.tsv"),
            LexiconFile::Corrections => shipped!("corrections.tsv"),
            LexiconFile::Cues => shipped!("cues.tsv"),
            LexiconFile::Titles => shipped!("titles.tsv"),
            LexiconFile::Roles => shipped!("roles.tsv"),
            LexiconFile::Epithets => shipped!("epithets.tsv"),
            LexiconFile::GivenNames => shipped!("given_names.tsv"),
            LexiconFile::FamilyNames => shipped!("family_names.tsv"),
            LexiconFile::Places => shipped!("places.tsv"),
            LexiconFile::Bodies => shipped!("bodies.tsv"),
            LexiconFile::BodyWords => shipped!("body_words.tsv"),
            LexiconFile::Abbreviations => shipped!("abbreviations.tsv"),
            LexiconFile::NameParts => shipped!("name_parts.tsv"),
            LexiconFile::Phrases => shipped!("phrases.tsv"),
        }
    }
}
