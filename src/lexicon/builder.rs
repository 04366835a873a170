//! [`LexiconBuilder`]: data files and the caller's rows in, a [`Lexicon`] out.

use super::codes::{read_word, set_if_unknown};
use super::cue::{CueEntry, CuePart};
use super::features::CueFacts;
use super::file::LexiconFile;
use super::last::Last;
use super::names::{self, Gender, Names, PlaceKind};
use super::phrase::{PhraseEntry, read_phrase, verb_forms};
use super::rows::{Row, Rows};
use super::table::Table;
use super::trie::Phrases;
use super::word::{NameFlags, Tag, TagSet, Word, WordId};
use super::{Lexicon, inflect};
use crate::error::Error;
use crate::text::fold::Keyed;

/// Most function words: their numbers lie between those of other sights
/// ([`Sight`](crate::model::Sight)).
pub(crate) const MOST_FUNCTIONS: u16 = 900;

/// Builds a [`Lexicon`] from the shipped files and rows of the caller.
///
/// ```
/// use dixit::lexicon::{CuePart, LexiconBuilder, LexiconFile};
///
/// # fn main() -> Result<(), dixit::Error> {
/// let rows = "harrumph\tverb\t\tspeech\tstrong\tquote,that\tasserted\t“No,” harrumphed Ida Moss.";
/// let lexicon = LexiconBuilder::english()
///     .add(LexiconFile::Cues, "my_cues.tsv", rows)
///     .without(LexiconFile::GivenNames, "mark")
///     .build()?;
/// let word = lexicon.word(lexicon.lookup("harrumphed"));
/// assert_eq!(lexicon.cue_as(word, CuePart::Verb).unwrap().lemma, "harrumph");
///
/// let broken = LexiconBuilder::english().add(LexiconFile::Cues, "my_cues.tsv", "harrumph\tshout");
/// let error = broken.build().unwrap_err();
/// assert!(error.to_string().starts_with("my_cues.tsv, line 1: expected verb, noun"));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct LexiconBuilder {
    english: bool,
    changes: Vec<(LexiconFile, Change)>,
}

/// What a caller makes of a file.
#[derive(Clone, Debug)]
enum Change {
    Rows { name: String, text: String },
    Without(String),
}

impl LexiconBuilder {
    /// Starts from the English files that ship with the crate.
    pub fn english() -> Self {
        LexiconBuilder { english: true, changes: Vec::new() }
    }

    /// Starts from nothing.
    pub fn empty() -> Self {
        LexiconBuilder::default()
    }

    /// Adds rows, `text`, to one of the files. `name` is for errors.
    ///
    /// A row takes the place of what that file says of the same entry so far: of its form, in any case; of
    /// a cue as that part of speech; of each spelling of a title or a body; of a phrase as it is written.
    /// `Words` and `Corrections` count as one file. What other files say of the form stays: "mark" is still
    /// a verb when it is no given name.
    #[must_use]
    pub fn add(mut self, file: LexiconFile, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.changes.push((file, Change::Rows { name: name.into(), text: text.into() }));
        self
    }

    /// Leaves out what one of the files says so far of a form: of a cue as any part of speech, of a title or a
    /// body by this spelling only. A cue keeps its number, for weights may name it, but no word is a form
    /// of it any more; a verb of saying may still be found to report, by its sort in `Words`.
    #[must_use]
    pub fn without(mut self, file: LexiconFile, form: impl Into<String>) -> Self {
        self.changes.push((file, Change::Without(form.into())));
        self
    }

    /// The lexicon.
    ///
    /// # Errors
    /// When a row cannot be read, or would be of no use: a function word in the file of other words. The error
    /// names file and line ([`Error::location`]). When a form that is to be left out is not in the file.
    pub fn build(self) -> Result<Lexicon, Error> {
        let mut draft = Draft::new(if self.english { 70_000 } else { 0 });
        // Each alone, but for those two that count as one.
        let two =
            |a: &LexiconFile, b: &LexiconFile| (*a, *b) == (LexiconFile::Words, LexiconFile::Corrections);
        for files in LexiconFile::ALL.chunk_by(two) {
            let changes: Vec<_> = (1..).zip(self.changes.iter().filter(|(f, _)| files.contains(f))).collect();
            draft.last.clear();
            draft.last.note(true);
            draft.apply(&changes)?;
            draft.last.note(false);
            if self.english {
                for file in files {
                    let (name, text) = file.english();
                    draft.read(*file, (name, text), 0)?;
                }
            }
            draft.apply(&changes)?;
            for (number, (file, change)) in changes {
                match change {
                    Change::Without(form) if !draft.last.is_used(number) => {
                        return Err(Error::no_entry(file.english().0, form));
                    }
                    _ => {}
                }
            }
        }
        Ok(draft.finish())
    }
}

/// A lexicon in the making.
struct Draft {
    forms: Table,
    words: Vec<Word>,
    functions: u16,
    cues: Vec<DraftCue>,
    /// Keys of the cues, in the same order.
    cue_keys: Table,
    titles: Names<names::Title>,
    places: Names<PlaceKind>,
    bodies: Names<names::Body>,
    outlets: Vec<WordId>,
    /// Nouns, each with a role that it may stand for.
    epithets: Vec<(WordId, WordId)>,
    phrases: Vec<(PhraseEntry, Vec<String>)>,
    last: Last,
}

struct DraftCue {
    entry: CueEntry,
    /// Whether a row of the caller tells of it, whose forms then are its own first of all.
    added: bool,
    left_out: bool,
}

impl Draft {
    fn new(words: usize) -> Self {
        let mut known = Vec::with_capacity(words + 1);
        known.push(Word::default());
        Draft {
            forms: Table::with_capacity(words, words * 9),
            words: known,
            functions: 0,
            cues: Vec::new(),
            cue_keys: Table::with_capacity(1500, 20_000),
            titles: Names::new(),
            places: Names::new(),
            bodies: Names::new(),
            outlets: Vec::new(),
            epithets: Vec::new(),
            phrases: Vec::new(),
            last: Last::default(),
        }
    }

    /// Notes or reads what callers made of a file, each change with its number.
    fn apply(&mut self, changes: &[(usize, &(LexiconFile, Change))]) -> Result<(), Error> {
        for (number, (file, change)) in changes {
            match change {
                Change::Rows { name, text } => self.read(*file, (name, text), *number)?,
                Change::Without(form) if self.last.is_noting() => {
                    self.last.go_to((*number, 0));
                    entry_keys(*file, form).into_iter().for_each(|key| self.last.end_before(key));
                }
                Change::Without(_) => {}
            }
        }
        Ok(())
    }

    /// Reads the rows of a text, whose number is that of the change, 0 for a shipped file.
    fn read(&mut self, file: LexiconFile, (name, text): (&str, &str), number: usize) -> Result<(), Error> {
        let rows = Rows::new(name, text);
        match file {
            LexiconFile::Words | LexiconFile::Corrections => self.read_words(rows, number),
            LexiconFile::Function => self.each(rows, number, Self::add_function),
            LexiconFile::Cues => self.each(rows, number, Self::add_cue),
            LexiconFile::Titles => self.each(rows, number, Self::add_title),
            LexiconFile::Roles => self.each(rows, number, Self::add_role),
            LexiconFile::Epithets => self.each(rows, number, Self::add_epithets),
            LexiconFile::GivenNames => self.each(rows, number, Self::add_given_name),
            LexiconFile::FamilyNames => self.each(rows, number, Self::add_family_name),
            LexiconFile::Places => self.each(rows, number, Self::add_place),
            LexiconFile::Bodies => self.each(rows, number, Self::add_body),
            LexiconFile::BodyWords => self.each(rows, number, Self::add_body_word),
            LexiconFile::Abbreviations => self.each(rows, number, Self::add_abbreviation),
            LexiconFile::NameParts => self.each(rows, number, Self::add_name_part),
            LexiconFile::Phrases => self.each(rows, number, Self::add_phrase),
        }
    }

    /// Takes rows one by one; a copy of this for each kind of row, which are many.
    fn each(
        &mut self,
        rows: Rows<'_>,
        number: usize,
        add: impl Fn(&mut Self, &Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for row in rows {
            self.last.go_to((number, row.line));
            add(self, &row)?;
        }
        Ok(())
    }

    /// The word of a form, new if need be.
    fn word<'f>(&mut self, lower: impl Into<Keyed<'f>>) -> &mut Word {
        let index = self.forms.insert(lower) as usize + 1;
        if index == self.words.len() {
            self.words.push(Word::default());
        }
        &mut self.words[index]
    }

    /// The number of a form's word.
    fn number(&mut self, lower: &str) -> WordId {
        self.word(lower);
        WordId(self.forms.insert(lower) + 1)
    }

    /// Rows of forms and what is to be said of each of them, which is read only once where the next rows
    /// say the same.
    fn read_words(&mut self, rows: Rows<'_>, number: usize) -> Result<(), Error> {
        let mut last = ("", Word::default());
        for row in rows {
            self.last.go_to((number, row.line));
            let (forms, ending) = row.forms_and_ending();
            if ending != last.0 || ending.is_empty() {
                last = (ending, read_word(&row, ending)?);
            }
            let new = last.1;
            for form in forms {
                if !self.last.is_here(form.word) {
                    continue;
                }
                let word = self.word(form);
                if word.function == 0 {
                    *word = new;
                } else if number != 0 {
                    return Err(row.error(format!("{:?} is a function word", form.word)));
                }
                // A shipped row gives way to the caller's function word.
            }
        }
        Ok(())
    }

    fn add_function(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (forms, ending) = row.forms_and_ending();
        let word = read_word(row, ending)?;
        for form in forms {
            if !self.last.is_here(form.word) {
                continue;
            }
            if self.functions == MOST_FUNCTIONS {
                return Err(row.error("more function words than can be numbered"));
            }
            self.functions += 1;
            *self.word(form) = Word { function: self.functions, ..word };
        }
        Ok(())
    }

    fn add_cue(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let entry = CueEntry::read(row)?;
        let key = entry.key();
        let left_out = !self.last.is_here(&key);
        if left_out && !self.last.is_left_out(&key) {
            return Ok(());
        }
        let cue = DraftCue { entry, added: !self.last.is_shipped(), left_out };
        let number = self.cue_keys.insert(&key) as usize;
        if number < self.cues.len() {
            self.cues[number] = cue;
        } else if number < usize::from(u16::MAX) {
            self.cues.push(cue);
        } else {
            return Err(row.error("more cues than can be numbered"));
        }
        Ok(())
    }

    fn add_title(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (title, mut spellings) = names::read_title(row)?;
        spellings.retain(|spelling| self.last.is_here(spelling));
        let flags = NameFlags::TITLE.with(gender_flag(title.gender));
        for spelling in spellings.iter().filter(|spelling| !spelling.contains(' ')) {
            self.flag(spelling, flags, Tag::Noun);
        }
        self.titles.add(title, spellings.iter().map(String::as_str));
        Ok(())
    }

    fn add_role(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [role, gender, plural] = row.columns()?;
        let flags = NameFlags::ROLE.with(gender_flag(names::read_gender(row, gender)?));
        if !self.last.is_here(role) {
            return Ok(());
        }
        self.flag(role, flags, Tag::Noun);
        if plural != "-" {
            let regular = inflect::add_s(role);
            self.flag(if plural.is_empty() { &regular } else { plural }, flags, Tag::NounPlural);
        }
        Ok(())
    }

    fn add_epithets(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [noun, roles] = row.columns()?;
        if !self.last.is_here(noun) {
            return Ok(());
        }
        let noun = self.number(noun);
        for role in roles.split('|') {
            let role = self.number(role);
            self.epithets.push((noun, role));
        }
        Ok(())
    }

    fn add_given_name(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [name, gender] = row.columns()?;
        let flags = match gender {
            "f" => Some(NameFlags::FEMALE),
            "m" => Some(NameFlags::MALE),
            "both" => Some(NameFlags::FEMALE.with(NameFlags::MALE)),
            _ => None,
        };
        let flags = row.expect(flags, "f, m or both", gender)?;
        if self.last.is_here(name) {
            self.flag_name(name, flags);
        }
        Ok(())
    }

    fn add_family_name(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [name] = row.columns()?;
        if self.last.is_here(name) {
            self.flag_name(name, NameFlags::FAMILY);
        }
        Ok(())
    }

    fn add_place(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (kind, key) = names::read_place(row)?;
        if !self.last.is_here(&key) {
            return Ok(());
        }
        let flag = if kind == PlaceKind::Demonym { NameFlags::DEMONYM } else { NameFlags::PLACE };
        if key.contains(' ') {
            // "Zealand" tells of a place on its own; "new", "the" and "paul" do not.
            for part in key.split([' ', '-']) {
                let word = self.word(part);
                let given = word.name.any(NameFlags::FEMALE.with(NameFlags::MALE));
                if !given && (word.tags.is_empty() || word.tags == TagSet::of(Tag::Name)) {
                    self.flag_name(part, flag);
                }
            }
        } else {
            self.flag_name(&key, flag);
        }
        self.places.add(kind, std::iter::once(key.as_str()));
        Ok(())
    }

    fn add_body(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (body, mut spellings) = names::read_body(row)?;
        spellings.retain(|spelling| self.last.is_here(spelling));
        for spelling in spellings.iter().filter(|spelling| !spelling.contains(' ')) {
            // "who" is no sign of the World Health Organization; `Lexicon::body` still knows it.
            if self.word(spelling).function == 0 {
                self.flag_name(spelling, NameFlags::KNOWN_BODY);
            }
        }
        self.bodies.add(body, spellings.iter().map(String::as_str));
        Ok(())
    }

    fn add_body_word(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [word, kind] = row.columns()?;
        let key = names::key(word);
        let (builds, publishes) = match kind {
            "" => (true, false),
            "outlet" => (true, true),
            "noun" => (false, true),
            _ => return Err(row.error(format!("expected outlet, noun or nothing, found {kind:?}"))),
        };
        if !self.last.is_here(&key) {
            return Ok(());
        }
        self.flag(&key, if builds { NameFlags::BODY } else { NameFlags::default() }, Tag::Noun);
        if publishes {
            let number = self.number(&key);
            self.outlets.push(number);
        }
        Ok(())
    }

    fn add_abbreviation(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (form, kind) = names::read_abbreviation(row)?;
        if self.last.is_here(&form) {
            let word = self.word(&form);
            set_if_unknown(word, Tag::Name);
            word.abbreviation = Some(kind);
        }
        Ok(())
    }

    fn add_name_part(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let [part, kind] = row.columns()?;
        let flag = match kind {
            "particle" => Some(NameFlags::PARTICLE),
            "suffix" => Some(NameFlags::SUFFIX),
            "date" => Some(NameFlags::DATE),
            "site" => Some(NameFlags::SITE),
            "firm" => Some(NameFlags::FIRM),
            _ => None,
        };
        let flag = row.expect(flag, "particle, suffix, date, site or firm", kind)?;
        let key = names::key(part);
        if !self.last.is_here(&key) {
            return Ok(());
        }
        if flag.any(NameFlags::SITE.with(NameFlags::FIRM)) {
            // Common nouns.
            self.flag(&key, flag, Tag::Noun);
        } else {
            self.flag_name(&key, flag);
        }
        Ok(())
    }

    fn add_phrase(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let new = read_phrase(row)?;
        if !self.last.is_here(&new.0.pattern) {
            return Ok(());
        }
        if self.phrases.len() == usize::from(u16::MAX) {
            return Err(row.error("more phrases than can be numbered"));
        }
        self.phrases.push(new);
        Ok(())
    }

    fn flag(&mut self, form: &str, flags: NameFlags, tag_if_unknown: Tag) {
        let word = self.word_of_any_case(form);
        set_if_unknown(word, tag_if_unknown);
        word.name = word.name.with(flags);
    }

    fn flag_name(&mut self, form: &str, flags: NameFlags) {
        let word = self.word_of_any_case(form);
        set_if_unknown(word, Tag::Name);
        word.tags = word.tags.with(Tag::Name);
        word.name = word.name.with(flags);
    }

    fn word_of_any_case(&mut self, form: &str) -> &mut Word {
        if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.word(form)
        } else {
            self.word(&form.to_lowercase())
        }
    }

    /// Numbers the forms of every cue, verbs first, and builds the trie of phrases.
    fn finish(mut self) -> Lexicon {
        let cues = std::mem::take(&mut self.cues);
        let ranks = CuePart::ALL.into_iter().flat_map(|part| [(part, true), (part, false)]);
        for (part, added) in ranks {
            let of_rank = |cue: &DraftCue| (cue.entry.part, cue.added) == (part, added) && !cue.left_out;
            for (number, cue) in (1..).zip(&cues).filter(|(_, cue)| of_rank(cue)) {
                for (form, tag) in cue_forms(&cue.entry) {
                    let word = self.word(&form);
                    set_if_unknown(word, tag);
                    if word.cue == 0 {
                        word.cue = number;
                    } else if word.other_cue == 0 && cues[usize::from(word.cue) - 1].entry.part != part {
                        word.other_cue = number;
                    }
                }
            }
        }
        let cues: Vec<CueEntry> = cues.into_iter().map(|cue| cue.entry).collect();
        let mut functions = vec![WordId::UNKNOWN; usize::from(self.functions) + 1];
        for (index, word) in self.words.iter().enumerate().filter(|(_, word)| word.function != 0) {
            functions[usize::from(word.function)] = WordId(index as u32);
        }
        debug_assert!(self.words.len() == self.forms.len() + 1);
        self.outlets.sort_unstable();
        self.epithets.sort_unstable();
        Lexicon {
            forms: self.forms,
            words: self.words,
            functions,
            cue_keys: self.cue_keys,
            cue_facts: CueFacts::of_all(&cues),
            cues,
            titles: self.titles,
            places: self.places,
            bodies: self.bodies,
            outlets: self.outlets,
            epithets: self.epithets,
            phrases: Phrases::build(self.phrases),
        }
    }
}

/// The keys of the entries that a form has in a file.
fn entry_keys(file: LexiconFile, form: &str) -> Vec<String> {
    match file {
        LexiconFile::Cues => CuePart::ALL.iter().map(|part| part.key(&form.to_lowercase())).collect(),
        LexiconFile::Titles
        | LexiconFile::Places
        | LexiconFile::Bodies
        | LexiconFile::BodyWords
        | LexiconFile::NameParts => vec![names::key(form)],
        LexiconFile::Abbreviations => vec![form.strip_suffix('.').unwrap_or(form).to_lowercase()],
        _ => vec![form.to_lowercase()],
    }
}

fn gender_flag(gender: Option<Gender>) -> NameFlags {
    match gender {
        Some(Gender::She) => NameFlags::SHE,
        Some(Gender::He) => NameFlags::HE,
        None => NameFlags::default(),
    }
}

/// All forms of a cue, each with the tag it has if the word files do not know it.
pub(crate) fn cue_forms(cue: &CueEntry) -> Vec<(String, Tag)> {
    let listed = || cue.listed_forms.iter().map(String::as_str);
    let lemma = cue.lemma.as_str();
    match cue.part {
        CuePart::Verb => verb_forms(lemma, listed())
            .into_iter()
            .enumerate()
            .map(|(number, form)| {
                let tag = match number {
                    0 => Tag::VerbBase,
                    1 => Tag::VerbS,
                    _ if form.ends_with("ing") => Tag::VerbIng,
                    _ => Tag::VerbPast,
                };
                (form, tag)
            })
            .collect(),
        CuePart::Noun if cue.listed_forms.is_empty() => {
            vec![(lemma.to_owned(), Tag::Noun), (inflect::add_s(lemma), Tag::NounPlural)]
        }
        CuePart::Noun => std::iter::once((lemma.to_owned(), Tag::Noun))
            .chain(listed().map(|form| (form.to_owned(), Tag::NounPlural)))
            .collect(),
        CuePart::Adjective => vec![(lemma.to_owned(), Tag::Adjective)],
        CuePart::Adverb => vec![(lemma.to_owned(), Tag::Adverb)],
        CuePart::Preposition => vec![(lemma.to_owned(), Tag::Preposition)],
    }
}
