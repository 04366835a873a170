//! [`Word`]: everything the lexicon knows about one word form, in 16 bytes.

use super::names::AbbreviationKind;

/// Number of a word form in the lexicon; [`WordId::UNKNOWN`] for a form it does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// The id of every word the lexicon does not hold.
    pub const UNKNOWN: WordId = WordId(0);

    /// Whether the lexicon holds the word.
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A part of speech, coarse, after the Penn Treebank's verb forms and the Universal tag set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Tag {
    /// Nothing known.
    #[default]
    Unknown,
    /// Common noun, singular.
    Noun,
    /// Common noun, plural.
    NounPlural,
    /// Proper noun.
    Name,
    /// Verb, base form: "say".
    VerbBase,
    /// Verb, present tense but for the third person singular: "critics say". No word has it in the
    /// lexicon, which lists the base form; the place tells them apart.
    VerbPresent,
    /// Verb, third person singular: "says".
    VerbS,
    /// Verb, past tense: "said", "wrote".
    VerbPast,
    /// Verb, past participle: "said", "written".
    VerbParticiple,
    /// Verb, -ing form.
    VerbIng,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// be, have, do in any form.
    Auxiliary,
    /// can, will, would, must.
    Modal,
    /// Negation: not, n't, never.
    Negation,
    /// Article, demonstrative, quantifier before a noun.
    Determiner,
    /// Possessive determiner: his, her, their.
    Possessive,
    /// Personal pronoun, subject form: he, they, I.
    PronounSubject,
    /// Personal pronoun, object form: him, them.
    PronounObject,
    /// Other pronoun: someone, others, himself.
    Pronoun,
    /// Preposition.
    Preposition,
    /// and, or, but.
    Coordinator,
    /// because, if, while, although.
    Subordinator,
    /// "that" as a complementiser or relative.
    That,
    /// "to" before an infinitive or noun.
    To,
    /// who, which, what, whether, how.
    Wh,
    /// Number, in words or digits.
    Number,
    /// yes, oh, well.
    Interjection,
    /// there (is).
    Existential,
}

impl Tag {
    /// All tags, in order.
    pub const ALL: [Tag; 29] = [
        Tag::Unknown,
        Tag::Noun,
        Tag::NounPlural,
        Tag::Name,
        Tag::VerbBase,
        Tag::VerbPresent,
        Tag::VerbS,
        Tag::VerbPast,
        Tag::VerbParticiple,
        Tag::VerbIng,
        Tag::Adjective,
        Tag::Adverb,
        Tag::Auxiliary,
        Tag::Modal,
        Tag::Negation,
        Tag::Determiner,
        Tag::Possessive,
        Tag::PronounSubject,
        Tag::PronounObject,
        Tag::Pronoun,
        Tag::Preposition,
        Tag::Coordinator,
        Tag::Subordinator,
        Tag::That,
        Tag::To,
        Tag::Wh,
        Tag::Number,
        Tag::Interjection,
        Tag::Existential,
    ];

    /// The short name of the tag in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Tag::Unknown => "-",
            Tag::Noun => "n",
            Tag::NounPlural => "ns",
            Tag::Name => "name",
            Tag::VerbBase => "v",
            Tag::VerbPresent => "vp",
            Tag::VerbS => "vs",
            Tag::VerbPast => "vd",
            Tag::VerbParticiple => "vn",
            Tag::VerbIng => "vg",
            Tag::Adjective => "a",
            Tag::Adverb => "r",
            Tag::Auxiliary => "aux",
            Tag::Modal => "modal",
            Tag::Negation => "neg",
            Tag::Determiner => "det",
            Tag::Possessive => "poss",
            Tag::PronounSubject => "subj",
            Tag::PronounObject => "obj",
            Tag::Pronoun => "pron",
            Tag::Preposition => "prep",
            Tag::Coordinator => "coord",
            Tag::Subordinator => "subord",
            Tag::That => "that",
            Tag::To => "to",
            Tag::Wh => "wh",
            Tag::Number => "num",
            Tag::Interjection => "intj",
            Tag::Existential => "there",
        }
    }

    /// The tag of a short name.
    pub fn of_code(code: &str) -> Option<Tag> {
        Tag::ALL.into_iter().find(|tag| tag.code() == code)
    }
}

/// A set of [`Tag`]s: the parts of speech a word form can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TagSet(pub(crate) u32);

impl TagSet {
    /// The set of one tag.
    pub const fn of(tag: Tag) -> Self {
        TagSet(1 << tag as u32)
    }

    /// The set with `tag` added.
    #[must_use]
    pub const fn with(self, tag: Tag) -> Self {
        TagSet(self.0 | 1 << tag as u32)
    }

    /// Whether `tag` is in the set.
    pub const fn has(self, tag: Tag) -> bool {
        self.0 >> tag as u32 & 1 == 1
    }

    /// The set with `tag` left out.
    #[must_use]
    pub const fn without(self, tag: Tag) -> Self {
        TagSet(self.0 & !(1 << tag as u32))
    }

    /// What both sets share.
    #[must_use]
    pub const fn intersection(self, other: TagSet) -> Self {
        TagSet(self.0 & other.0)
    }

    /// How many tags are in the set.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The set as bits; that of a tag is at its number.
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: TagSet) -> Self {
        TagSet(self.0 | other.0)
    }

    /// Whether the sets share a tag.
    pub const fn meets(self, other: TagSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no tag is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What sort of thing a noun names, after WordNet's lexicographer files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum NounClass {
    /// No noun, or nothing known.
    #[default]
    None,
    /// senator, mother, analyst.
    Person,
    /// committee, company, team, newspaper.
    Group,
    /// statement, report, question.
    Communication,
    /// belief, idea, plan.
    Cognition,
    /// fear, hope.
    Feeling,
    /// attack, campaign, decision.
    Act,
    /// monday, year, moment.
    Time,
    /// city, border.
    Location,
    /// car, phone, book.
    Artifact,
    /// Any other class.
    Other,
}

/// What sort of doing a verb names, after WordNet's lexicographer files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum VerbClass {
    /// No verb, or nothing known.
    #[default]
    None,
    /// say, ask, deny.
    Communication,
    /// think, decide.
    Cognition,
    /// hope, fear.
    Emotion,
    /// see, hear.
    Perception,
    /// endorse, appoint, vote.
    Social,
    /// give, own.
    Possession,
    /// be, seem, remain.
    Stative,
    /// go, move.
    Motion,
    /// change, grow.
    Change,
    /// hit, hold, press.
    Contact,
    /// fight, win.
    Competition,
    /// build, write a book.
    Creation,
    /// Any other class.
    Other,
}

/// What a word can be in names and descriptions of people and bodies; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameFlags(pub(crate) u16);

impl NameFlags {
    /// A woman's given name.
    pub const FEMALE: NameFlags = NameFlags(1);
    /// A man's given name.
    pub const MALE: NameFlags = NameFlags(1 << 1);
    /// A family name.
    pub const FAMILY: NameFlags = NameFlags(1 << 2);
    /// A courtesy or professional title before a name: Mr., Dr., Sen.
    pub const TITLE: NameFlags = NameFlags(1 << 3);
    /// An office or occupation: president, spokesman, analyst.
    pub const ROLE: NameFlags = NameFlags(1 << 4);
    /// A role or title that says the person is a woman: spokeswoman, Mrs.
    pub const SHE: NameFlags = NameFlags(1 << 5);
    /// A role or title that says the person is a man: chairman, Mr.
    pub const HE: NameFlags = NameFlags(1 << 6);
    /// A country, state, city or region (one word of it).
    pub const PLACE: NameFlags = NameFlags(1 << 7);
    /// Of a country or region: Russian, Texan.
    pub const DEMONYM: NameFlags = NameFlags(1 << 8);
    /// A word that names of bodies are built with: Ministry, University, Inc.
    pub const BODY: NameFlags = NameFlags(1 << 9);
    /// A body known by this one word: NATO, Kremlin, Reuters.
    pub const KNOWN_BODY: NameFlags = NameFlags(1 << 10);
    /// A weekday or month.
    pub const DATE: NameFlags = NameFlags(1 << 11);
    /// Part of a name but not its end: van, de, al, bin.
    pub const PARTICLE: NameFlags = NameFlags(1 << 12);
    /// Follows a name: Jr., III, PhD.
    pub const SUFFIX: NameFlags = NameFlags(1 << 13);
    /// Ends names of places: Road, Bay, Airport.
    pub const SITE: NameFlags = NameFlags(1 << 14);
    /// What a firm is as well as a person: maker, operator.
    pub const FIRM: NameFlags = NameFlags(1 << 15);

    /// Both sets of flags together.
    #[must_use]
    pub const fn with(self, other: NameFlags) -> Self {
        NameFlags(self.0 | other.0)
    }

    /// The flags less those of `other`.
    #[must_use]
    pub const fn without(self, other: NameFlags) -> Self {
        NameFlags(self.0 & !other.0)
    }

    /// Whether any of `other` is set.
    pub const fn any(self, other: NameFlags) -> bool {
        self.0 & other.0 != 0
    }
}

/// What hangs on a word behind an apostrophe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Clitic {
    /// Nothing.
    #[default]
    None,
    /// 's: possessive, is, has.
    S,
    /// n't.
    Not,
    /// 'll, 'd, 've, 're, 'm.
    Verb,
}

/// Everything the lexicon knows about one word form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The parts of speech the form can have.
    pub tags: TagSet,
    /// The likeliest of them.
    pub tag: Tag,
    /// Its sort as a noun.
    pub noun: NounClass,
    /// Its sort as a verb.
    pub verb: VerbClass,
    /// What it can be in names.
    pub name: NameFlags,
    /// Number of the function word, from 1; 0 for a content word.
    pub function: u16,
    /// Number of the cue this form belongs to, from 1; 0 for none. A form of two cues ("claims")
    /// has the verb here.
    pub cue: u16,
    /// Number of the other cue of a form with two: the noun "claim"; 0 for none.
    pub other_cue: u16,
    /// What a full stop behind the word means, if the word is an abbreviation.
    pub abbreviation: Option<AbbreviationKind>,
}
