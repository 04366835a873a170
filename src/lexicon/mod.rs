//! What the crate knows about words, read from `data/*.tsv`: parts of speech, reporting cues,
//! titles, roles, names, bodies, outlets, abbreviations.
//!
//! Judgement lives in those files, one entry a line; a caller adds rows or leaves some out at run time
//! with [`LexiconBuilder`]. Everything about one word is looked up by the lower-cased word, once per
//! token ([`Lexicon::lookup`]); names of several words are looked up whole ([`Lexicon::body`],
//! [`Lexicon::title`], [`Lexicon::place`]); phrases of several words are found in one pass over
//! the text ([`Lexicon::phrases`]).
//!
//! - `file`, `rows`, `codes`, `inflect`, `last`, `builder`: from the files to the records
//! - `table`: the hash map; `trie`: the phrases
//! - `word`, `cue`, `names`, `phrase`: the records

mod builder;
mod codes;
mod cue;
mod features;
mod file;
mod inflect;
mod last;
mod names;
mod phrase;
mod rows;
mod table;
mod trie;
mod word;

pub use builder::LexiconBuilder;
pub(crate) use builder::MOST_FUNCTIONS;
pub use cue::{CueEntry, CuePart, Frames, Modality, Polarity, Strength};
pub use file::LexiconFile;
pub use names::{AbbreviationKind, Body, BodyId, BodyKind, Gender, PlaceKind, Title};
pub(crate) use phrase::expand;
pub use phrase::{PhraseClass, PhraseEntry, PhraseId};
pub(crate) use rows::{Row, Rows};
pub use trie::{PhraseMatch, Phrases, SLOT_WORDS};
pub use word::{Clitic, NameFlags, NounClass, Tag, TagSet, VerbClass, Word, WordId};

use crate::text::fold::WordKey;
use names::Names;
pub(crate) use table::Table;

/// Word knowledge of one language, immutable once built.
#[derive(Debug)]
pub struct Lexicon {
    /// Every word form; its number here plus one is its [`WordId`].
    forms: Table,
    /// By [`WordId`].
    words: Vec<Word>,
    /// The function words by number; the first place is empty.
    functions: Vec<WordId>,
    cues: Vec<CueEntry>,
    /// Keys of the cues ([`CueEntry::key`]), in the same order.
    cue_keys: Table,
    /// By the number of the cue, 0 for none.
    cue_facts: Vec<features::CueFacts>,
    titles: Names<Title>,
    places: Names<PlaceKind>,
    bodies: Names<Body>,
    /// Nouns for what publishes, sorted.
    outlets: Vec<WordId>,
    epithets: Vec<(WordId, WordId)>,
    phrases: Phrases,
}

impl Lexicon {
    /// The English lexicon that ships with the crate.
    pub fn english() -> Self {
        LexiconBuilder::english().build().expect("the shipped files are read by the tests")
    }

    /// What is known of a word; [`WordId::UNKNOWN`] for nothing. `lower` is the word in lower
    /// case without its clitic ("do", "nato"), with straight apostrophes ("o'brien"), and an
    /// abbreviation without its last full stop ("u.s", "mr").
    pub fn lookup(&self, lower: &str) -> WordId {
        word_id(self.forms.number(lower))
    }

    /// As [`Lexicon::lookup`] for many words at once, and faster: calls `found` with the position
    /// of each key and what is known of its word.
    ///
    /// ```
    /// use dixit::lexicon::Lexicon;
    /// use dixit::text::fold::WordKey;
    /// let lexicon = Lexicon::english();
    /// let keys = [WordKey::new("said").unwrap()];
    /// lexicon.lookup_all(&keys, |_, id| assert_eq!(id, lexicon.lookup("said")));
    /// ```
    #[inline]
    pub fn lookup_all(&self, keys: &[WordKey], mut found: impl FnMut(usize, WordId)) {
        self.forms.find_all(keys, |place, number| found(place, word_id(number)));
    }

    /// A number that two lexicons share when every word has the same id in both.
    pub(crate) fn stamp(&self) -> u64 {
        self.forms.stamp()
    }

    /// The knowledge behind an id.
    #[inline]
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.index()]
    }

    /// The word form behind an id, in lower case; empty for [`WordId::UNKNOWN`].
    pub fn form(&self, id: WordId) -> &str {
        if id.is_known() { self.forms.get(id.0 - 1) } else { "" }
    }

    /// How many word forms the lexicon holds.
    pub fn word_count(&self) -> usize {
        self.forms.len()
    }

    /// What is known of a cue, by its number in [`Word::cue`] or [`Word::other_cue`].
    pub fn cue(&self, number: u16) -> Option<&CueEntry> {
        self.cues.get(usize::from(number).checked_sub(1)?)
    }

    /// The cue that a word form is as a given part of speech.
    pub fn cue_as(&self, word: &Word, part: CuePart) -> Option<&CueEntry> {
        [word.cue, word.other_cue]
            .into_iter()
            .filter_map(|number| self.cue(number))
            .find(|cue| cue.part == part)
    }

    /// All cues, in the order of their numbers from 1.
    pub fn cues(&self) -> &[CueEntry] {
        &self.cues
    }

    /// The reporting phrases, ready to be found in a text.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The well-known body that goes by a name, looked up in lower case, without full stops, with
    /// single spaces.
    ///
    /// ```
    /// use dixit::lexicon::{BodyKind, Lexicon};
    /// let lexicon = Lexicon::english();
    /// let body = lexicon.body("ap").unwrap();
    /// assert_eq!((body.name.as_str(), body.kind), ("Associated Press", BodyKind::Outlet));
    /// ```
    pub fn body(&self, lower: &str) -> Option<&Body> {
        self.bodies.get(lower)
    }

    /// The number of the body that [`Lexicon::body`] gives.
    pub fn body_id(&self, lower: &str) -> Option<BodyId> {
        self.bodies.number(lower).map(BodyId)
    }

    /// The body of a number that came from this lexicon.
    pub fn body_of(&self, id: BodyId) -> Option<&Body> {
        self.bodies.entry(id.0)
    }

    /// Whether a noun may mean somebody whose role another noun names: "the politician" of a senator.
    pub fn may_mean(&self, noun: WordId, role: WordId) -> bool {
        self.epithets.binary_search(&(noun, role)).is_ok()
    }

    /// Whether a word means what publishes, alone or in a name: "newspaper", "website", "Tribune".
    pub fn is_outlet_word(&self, word: WordId) -> bool {
        self.outlets.binary_search(&word).is_ok()
    }

    /// The title before a name, of one word or several, in lower case without full stops: "lt gov".
    pub fn title(&self, lower: &str) -> Option<&Title> {
        self.titles.get(lower)
    }

    /// What sort of place a name is of, in lower case without full stops: "new york", "us".
    pub fn place(&self, lower: &str) -> Option<PlaceKind> {
        self.places.get(lower).copied()
    }

    /// What a full stop behind `lower` means, if `lower` (with or without that stop) is an
    /// abbreviation.
    pub fn is_abbreviation(&self, lower: &str) -> Option<AbbreviationKind> {
        self.word(self.lookup(lower.strip_suffix('.').unwrap_or(lower))).abbreviation
    }

    /// Bytes on the heap, near enough.
    pub fn heap_bytes(&self) -> usize {
        self.forms.heap_bytes()
            + self.words.capacity() * std::mem::size_of::<Word>()
            + self.functions.capacity() * std::mem::size_of::<WordId>()
            + self.cues.capacity() * std::mem::size_of::<CueEntry>()
            + self.cue_keys.heap_bytes()
            + self.titles.heap_bytes()
            + self.places.heap_bytes()
            + self.bodies.heap_bytes()
            + self.outlets.capacity() * std::mem::size_of::<WordId>()
            + self.epithets.capacity() * std::mem::size_of::<(WordId, WordId)>()
            + self.phrases.heap_bytes()
    }
}

fn word_id(number: Option<u32>) -> WordId {
    number.map_or(WordId::UNKNOWN, |number| WordId(number + 1))
}

#[cfg(test)]
mod tests;
