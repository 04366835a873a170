//! Mentions in, referents out: who is who in one text.
//!
//! `variants` puts each `form` of a name with its bearer ("Ann J. Poe", "Mrs. Poe", "Ann"), by what it has in common
//! with others (`compare`) and an `index` of their words, `roles`
//! collects what the text says of people ("Poe, the harbour master,"), which `settle` gives the names that have one
//! bearer; `walk` goes through the text once and gives every name (`antecedent`), `noun` and `pronoun` its referent;
//! `choose` takes the likeliest of several, by the signals of `salience`.

mod antecedent;
mod choose;
mod compare;
mod form;
mod index;
mod map;
mod noun;
mod pronoun;
mod roles;
mod salience;
mod settle;
mod variants;
mod walk;

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::{Gender, WordId};
use crate::mention::{Mention, MentionKind, Mentions, NameWords};
use crate::model::LinearModel;
use crate::syntax::{Scene, UnitRange};

pub use choose::{Candidate, Choice};
pub use roles::BearerRole;
pub(crate) use roles::given_name;
pub use salience::{SCHEMA, fixed, weights_by_hand};

/// No referent, no mention, no draft.
pub const NONE: u32 = u32::MAX;

/// Most roles of one referent that count.
const MOST_ROLES: usize = 8;
/// Most names in roles of one referent that count.
const MOST_TIES: usize = 6;

/// How a referent stands in the sentence that mentioned it last.
#[derive(Clone, Copy, Debug, Default)]
struct Spot {
    sentence: u32,
    /// It is a subject, or speaks.
    subject: bool,
    /// It opens the sentence.
    opens: bool,
    /// It opens the paragraph.
    opens_paragraph: bool,
    /// It only owns or modifies something else.
    owner: bool,
    /// It asks something.
    asks: bool,
    /// It is asked something.
    asked: bool,
}

/// Somebody or something that a text refers to.
#[derive(Clone, Debug)]
pub struct Referent {
    /// What sort of thing it is.
    pub kind: SpeakerKind,
    /// Whether `kind` rests on evidence; a bare capitalised word may be anything.
    pub sure: bool,
    /// Mention with the fullest name, [`NONE`] for the unnamed.
    pub name: u32,
    /// The words of that name.
    words: NameWords,
    /// Whether the name is one word with a courtesy title: "Mrs. Poe".
    pub courtesy: bool,
    /// Evidence for a woman.
    pub she: u16,
    /// Evidence for a man.
    pub he: u16,
    /// How often the text names it.
    total: u32,
    /// How often it was mentioned so far in the walk.
    pub count: u32,
    /// Its first mention.
    pub first: u32,
    /// Its last mention so far in the walk.
    last: u32,
    /// Where that was.
    spot: Spot,
    /// The nouns the text has for it.
    roles: [WordId; MOST_ROLES],
    role_count: u8,
    /// Hashes of the names in its roles: "Hale" of "the Hale senator".
    ties: [u64; MOST_TIES],
    tie_count: u8,
}

impl Referent {
    fn new(kind: SpeakerKind, first: u32) -> Self {
        Referent {
            kind,
            sure: true,
            name: NONE,
            words: NameWords::default(),
            courtesy: false,
            she: 0,
            he: 0,
            total: 0,
            count: 0,
            first,
            last: NONE,
            spot: Spot::default(),
            roles: [WordId::UNKNOWN; MOST_ROLES],
            role_count: 0,
            ties: [0; MOST_TIES],
            tie_count: 0,
        }
    }

    fn has_role(&self, word: WordId) -> bool {
        word.is_known() && self.roles().contains(&word)
    }

    /// The nouns the text has for it.
    fn roles(&self) -> &[WordId] {
        &self.roles[..usize::from(self.role_count)]
    }

    fn add_role(&mut self, word: WordId) {
        let at = usize::from(self.role_count);
        if word.is_known() && at < MOST_ROLES && !self.has_role(word) {
            self.roles[at] = word;
            self.role_count += 1;
        }
    }

    fn add_tie(&mut self, hash: u64) {
        let at = usize::from(self.tie_count);
        if at < MOST_TIES && !self.tied(hash) {
            self.ties[at] = hash;
            self.tie_count += 1;
        }
    }

    fn tied(&self, hash: u64) -> bool {
        self.ties[..usize::from(self.tie_count)].contains(&hash)
    }

    /// Whether the text makes it a woman more than a man.
    fn is_she(&self) -> bool {
        self.she > self.he
    }

    fn is_he(&self) -> bool {
        self.he > self.she
    }

    /// Whether it is of another gender than a mention.
    fn clashes(&self, mention: &Mention) -> bool {
        mention.she && self.is_he() || mention.he && self.is_she()
    }

    /// The pronoun of a person, by what speaks for it most.
    pub fn gender(&self) -> Option<Gender> {
        match self.kind {
            SpeakerKind::Person | SpeakerKind::Anonymous if self.is_she() => Some(Gender::She),
            SpeakerKind::Person | SpeakerKind::Anonymous if self.is_he() => Some(Gender::He),
            _ => None,
        }
    }
}

/// How a mention came by its referent; the reason of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// It has none.
    #[default]
    None,
    /// It is the fullest name, or the only one.
    Name,
    /// A shorter form of a name that has one bearer.
    Variant,
    /// A last name with several bearers; the most prominent was chosen.
    SharedName,
    /// A noun next to the name: "the mayor, Ann Poe,".
    Apposition,
    /// A noun that says what the text says of a name elsewhere.
    Role,
    /// A noun taken for the person in focus.
    Epithet,
    /// A pronoun with the antecedent of the best score.
    Pronoun,
    /// A relative pronoun with the noun before it.
    Relative,
    /// The first mention of somebody unnamed.
    Unnamed,
}

/// A text as the stages before read it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Its units.
    pub scene: &'a Scene<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// What is said in it, in order.
    pub drafts: &'a [Draft],
    /// For each mention the draft whose source it heads, or [`NONE`].
    pub source_of: &'a [u32],
}

/// Who is who in one text. Reusable: [`Cast::fill`] clears and refills it.
#[derive(Debug, Default)]
pub struct Cast {
    /// Everybody and everything, in order of making.
    pub referents: Vec<Referent>,
    /// For each mention its referent, or [`NONE`].
    pub referent_of: Vec<u32>,
    /// For each mention how it came by its referent.
    pub link_of: Vec<Link>,
    /// For each mention how sure that is, 0 to 1.
    pub certainty: Vec<f32>,
    /// What the text says of people.
    pub roles: Vec<BearerRole>,
    variants: variants::Variants,
    walk: walk::Walk,
    apposed: Vec<u32>,
}

impl Cast {
    /// Reads who is who. `model` chooses among antecedents. Linear in the number of mentions.
    pub fn fill(&mut self, text: &Reading, model: &LinearModel) {
        self.fill_seen(text, model, &mut ());
    }

    /// As [`Cast::fill`]; gives the pronouns and nouns of the text with what each may mean, for training.
    pub fn choices(&mut self, text: &Reading, model: &LinearModel) -> Vec<Choice> {
        let mut choices = Vec::new();
        self.fill_seen(text, model, &mut choices);
        choices
    }

    /// Reads who is who, seen by an observer.
    fn fill_seen(&mut self, text: &Reading, model: &LinearModel, observer: &mut impl walk::Observer) {
        let Reading { scene, mentions, .. } = *text;
        let count = mentions.list.len();
        self.referents.clear();
        self.referent_of.clear();
        self.referent_of.resize(count, NONE);
        self.link_of.clear();
        self.link_of.resize(count, Link::None);
        self.certainty.clear();
        self.certainty.resize(count, 0.0);
        roles::find(scene, mentions, &mut self.roles, &mut self.apposed);
        self.variants.fill(scene, mentions, &self.apposed, &mut self.referents);
        walk::walk(text, model, self, observer);
    }

    /// The referent of a mention.
    pub fn referent(&self, mention: u32) -> Option<&Referent> {
        self.referents.get(*self.referent_of.get(mention as usize)? as usize)
    }

    /// The most prominent bearer of a last or first name, given by its hash.
    pub(crate) fn bearer_of_word(&self, hash: u64) -> Option<u32> {
        self.variants.of_word(hash).max_by_key(|r| (self.referents[*r as usize].count, std::cmp::Reverse(*r)))
    }

    /// The name a referent goes by: the fullest in the text, without title unless only a title
    /// tells it from another of the same name. `None` for the unnamed.
    pub fn name(&self, scene: &Scene, mentions: &Mentions, referent: u32) -> Option<String> {
        let found = self.referents.get(referent as usize)?;
        let mention = mentions.list.get(found.name as usize)?;
        if let Some(body) = self.variants.body_name(scene, mention, found) {
            return Some(body.to_owned());
        }
        let shared = found.courtesy && self.variants.bearers(mentions, found) > 1;
        let units = if shared {
            UnitRange { start: title_start(mentions, mention), end: mention.units.end }
        } else {
            mention.core
        };
        Some(tidy(scene, units))
    }
}

/// Where the titles before a name start.
fn title_start(mentions: &Mentions, mention: &Mention) -> u32 {
    let first =
        mentions.titles.partition_point(|(number, _)| mentions.list[*number as usize].head < mention.head);
    mentions
        .titles
        .get(first)
        .filter(|(number, _)| mentions.list[*number as usize].head == mention.head)
        .map_or(mention.core.start, |(_, unit)| *unit)
}

/// The text of some units on one line, without a possessive 's and a stop at the end; of a name in marks, without
/// them.
pub(crate) fn tidy(scene: &Scene, units: UnitRange) -> String {
    let marked = scene.quote(units.start).filter(|_| units.start + 1 == units.end);
    let words = marked.map_or(&scene.text[scene.span(units).range()], |quote| quote.words(scene.text));
    let text = crate::mention::without_s(words);
    let mut name = String::with_capacity(text.len());
    // Most are of ASCII, whose spaces are found faster.
    match text.is_ascii() {
        true => join(text.split_ascii_whitespace(), &mut name),
        false => join(text.split_whitespace(), &mut name),
    }
    name
}

/// Writes words with a space between each two.
fn join<'t>(mut words: impl Iterator<Item = &'t str>, line: &mut String) {
    line.extend(words.next());
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
}

/// What kind of speaker a mention alone makes.
fn kind_of(mention: &Mention) -> SpeakerKind {
    match mention.kind {
        MentionKind::Body | MentionKind::Place | MentionKind::Group | MentionKind::Thing => {
            SpeakerKind::Organisation
        }
        MentionKind::Humans => SpeakerKind::Group,
        MentionKind::Text => SpeakerKind::Document,
        MentionKind::Human => SpeakerKind::Anonymous,
        MentionKind::Person | MentionKind::Name | MentionKind::Pronoun(_) => SpeakerKind::Person,
    }
}
