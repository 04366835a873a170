//! Syntax in, mentions out: every phrase outside quotation marks that refers to somebody or to
//! something that can speak.
//!
//! A mention is *proper* ("Sen. Ann Poe", "the Harbour Authority"), *nominal* ("the senator",
//! "analysts", "the report") or *pronominal* ("she", "his"). `proper` joins the words of a name
//! and tells titles from the name; this file walks the sentences and makes the records.

mod kind;
mod name;
mod proper;
mod run;

pub(crate) use name::{HASH_START, hash_step, without_s};
pub use name::{NameWord, NameWords};

use crate::lexicon::{BodyId, Clitic, NameFlags, NounClass, Tag};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange};

/// Most units of a noun phrase before its head that are looked at.
const LONGEST: u32 = 20;

/// What sort of phrase a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name that is a person's by title, given name or family name.
    Person,
    /// A name of a body: company, party, outlet.
    Body,
    /// A name of a place, which may stand for its government.
    Place,
    /// A name that could be anybody's or anything's.
    Name,
    /// "the senator", "a nurse".
    Human,
    /// "analysts", "the senators".
    Humans,
    /// "the committee", "the party".
    Group,
    /// "the report", "a statement".
    Text,
    /// Any other common noun.
    Thing,
    /// A pronoun.
    Pronoun(Pronoun),
}

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pronoun {
    /// I, me, my.
    I,
    /// we, us, our.
    We,
    /// you, your.
    You,
    /// he, him, his.
    He,
    /// she, her.
    She,
    /// it, its.
    It,
    /// they, them, their.
    They,
    /// The relative pronouns who and which.
    Relative,
    /// someone, others, nobody.
    Other,
}

/// A phrase that refers.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// The phrase with titles, articles and modifiers, a possessive 's included.
    pub units: UnitRange,
    /// Without articles; for names without titles too.
    pub core: UnitRange,
    /// The head word's unit.
    pub head: u32,
    /// What sort of phrase it is.
    pub kind: MentionKind,
    /// The words of its name, if it is proper.
    pub name: NameWords,
    /// The well-known body that goes by that name.
    pub body: Option<BodyId>,
    /// What title or noun say of a person: a woman.
    pub she: bool,
    /// What title or noun say of a person: a man.
    pub he: bool,
    /// The name follows a courtesy title: "Mr. Poe".
    pub courtesy: bool,
    /// It owns what comes next: "Poe's claim", "her claim".
    pub possessive: bool,
    /// It modifies the noun behind it: "the Poe campaign".
    pub modifier: bool,
    /// A verb follows whose subject it can be.
    pub subject: bool,
    /// It opens with "a", "an", "another", "one" or nothing, not with "the", "this" or a possessive.
    pub indefinite: bool,
    /// It stands in a line whose capitals say nothing.
    pub headline: bool,
    /// Something happens there: "in Hale", "near Hale".
    pub located: bool,
}

impl Mention {
    /// Whether the mention is a name.
    pub const fn is_proper(&self) -> bool {
        matches!(self.kind, MentionKind::Person | MentionKind::Body | MentionKind::Place | MentionKind::Name)
    }

    fn new(units: UnitRange, head: u32, kind: MentionKind) -> Self {
        Mention {
            units,
            core: units,
            head,
            kind,
            name: NameWords::default(),
            body: None,
            she: false,
            he: false,
            courtesy: false,
            possessive: false,
            modifier: false,
            subject: false,
            indefinite: false,
            headline: false,
            located: false,
        }
    }
}

/// The mentions of one text. Reusable: [`Mentions::fill`] clears and refills it.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In order of their heads.
    pub list: Vec<Mention>,
    /// The words of all names; a mention's are `words[mention.name.range()]`.
    pub words: Vec<NameWord>,
    /// Roles and titles that stand before a name: number of the mention and unit of the role.
    pub titles: Vec<(u32, u32)>,
    buffer: String,
}

impl Mentions {
    /// Finds the mentions of a text. Linear in its length.
    pub fn fill(&mut self, scene: &Scene) {
        self.list.clear();
        self.words.clear();
        self.titles.clear();
        for sentence in &scene.syntax.sentences {
            let first = self.list.len();
            let headline = is_headline(scene, *sentence);
            self.sentence(scene, *sentence, headline);
            if headline {
                self.list[first..].iter_mut().for_each(|mention| mention.headline = true);
            }
        }
    }

    /// The words of a mention's name.
    pub fn name(&self, mention: &Mention) -> &[NameWord] {
        &self.words[mention.name.range()]
    }

    /// Numbers of the mentions whose heads lie in a stretch of units.
    pub fn within(&self, units: UnitRange) -> std::ops::Range<usize> {
        let first = self.list.partition_point(|m| m.head < units.start);
        let last = self.list.partition_point(|m| m.head < units.end);
        first..last.max(first)
    }

    fn sentence(&mut self, scene: &Scene, sentence: UnitRange, headline: bool) {
        let mut at = sentence.start;
        while at < sentence.end {
            let unit = scene.unit(at);
            if unit.tag == Tag::Name || numeral(scene, at, sentence) || is_double(scene, at, sentence) {
                at = proper::read(scene, at, sentence, headline, self);
                continue;
            }
            if let Some(name) = quoted_name(scene, at, sentence) {
                let start = self.words.len() as u32;
                self.words.push(name);
                let mut mention = Mention::new(UnitRange { start: at, end: at + 1 }, at, MentionKind::Body);
                mention.name = NameWords { start, end: start + 1 };
                mention.subject = before_verb(scene, at + 1, sentence);
                self.list.push(mention);
            } else if let Some(pronoun) = pronoun(scene, at) {
                let mut mention =
                    Mention::new(UnitRange { start: at, end: at + 1 }, at, MentionKind::Pronoun(pronoun));
                mention.possessive = unit.tag == Tag::Possessive;
                mention.she = pronoun == Pronoun::She;
                mention.he = pronoun == Pronoun::He;
                mention.subject = !mention.possessive && before_verb(scene, at + 1, sentence);
                self.list.push(mention);
            } else if let Some(mention) = nominal(scene, at, sentence) {
                self.list.push(mention);
            }
            at += 1;
        }
    }
}

/// A number with a capital letter inside a sentence that opens a name: "said Seven Oaks".
fn numeral(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    let unit = scene.unit(at);
    at > sentence.start
        && unit.tag == Tag::Number
        && unit.shape == Shape::Capital
        && at + 1 < sentence.end
        && scene.unit(at + 1).tag == Tag::Name
}

/// The name in marks of the body that the noun before it announces: the firm “Tull Grain”.
fn quoted_name(scene: &Scene, at: u32, sentence: UnitRange) -> Option<NameWord> {
    let unit = scene.unit(at);
    let noun = scene.chunk_at(at, -1, sentence).filter(|_| unit.is_quote())?;
    let announced = noun.kind == ChunkKind::Group && noun.units.end == at && noun.head + 1 == at;
    let name = announced.then(|| run::nickname(scene, at)).flatten()?;
    let words = scene.quote(at)?.words(scene.text);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    words.split_whitespace().next_back().is_some_and(capital).then_some(NameWord { nickname: false, ..name })
}

/// What a hyphen ties to a word and makes no name of.
const PREFIXES: [&str; 5] = ["ex", "mid", "post", "pro", "ultra"];

/// A common word that opens a double name: "Crane-Poe said".
fn is_double(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    let unit = scene.unit(at);
    let joined = |at: u32| scene.unit(at - 1).end == scene.unit(at).start;
    unit.shape == Shape::Capital
        && at + 2 < sentence.end
        && scene.word(at).tags.has(Tag::Noun)
        && scene.unit(at + 1).kind == TokenKind::Hyphen
        && scene.unit(at + 2).tag == Tag::Name
        && scene.unit(at + 2).shape == Shape::Capital
        && joined(at + 1)
        && joined(at + 2)
        && !scene.is_any(at, &PREFIXES)
}

/// The common noun at `at`, if it heads a phrase or owns what follows.
fn nominal(scene: &Scene, at: u32, sentence: UnitRange) -> Option<Mention> {
    let chunk = scene.chunk(at)?;
    let unit = scene.unit(at);
    let owner = unit.clitic == Clitic::S && at + 1 < chunk.units.end;
    if chunk.head != at && !owner || unit.tag == Tag::Number {
        return None;
    }
    let kind = match common_kind(scene, at, chunk, owner)? {
        // "the head of the service"
        MentionKind::Thing
            if scene.surface(at) == "head" && at + 1 < sentence.end && scene.surface(at + 1) == "of" =>
        {
            MentionKind::Human
        }
        // "the Poe campaign": what a person or body runs speaks for itself.
        MentionKind::Thing if !owner && unit.tag == Tag::Noun && named_modifier(scene, chunk) => {
            MentionKind::Group
        }
        kind => kind,
    };
    let start = chunk.units.start.max(at.saturating_sub(LONGEST));
    let mut mention = Mention::new(UnitRange { start, end: at + 1 }, at, kind);
    // "More than 200 people" are 200 people.
    let bare = |i: &u32| {
        let tag = scene.unit(*i).tag;
        !matches!(tag, Tag::Determiner | Tag::Possessive | Tag::That | Tag::Preposition | Tag::Subordinator)
    };
    mention.core = UnitRange { start: (start..=at).find(bare).unwrap_or(at), end: at + 1 };
    mention.indefinite = is_indefinite(scene, chunk.units.start);
    mention.possessive = unit.clitic == Clitic::S;
    let flags = scene.word(at).name;
    mention.she = flags.any(NameFlags::SHE) && !flags.any(NameFlags::HE);
    mention.he = flags.any(NameFlags::HE) && !flags.any(NameFlags::SHE);
    mention.subject = !owner && before_verb(scene, at + 1, sentence);
    Some(mention)
}

fn named_modifier(scene: &Scene, chunk: &Chunk) -> bool {
    chunk.head > chunk.units.start
        && scene.unit(chunk.head - 1).tag == Tag::Name
        && scene.unit(chunk.head - 1).clitic != Clitic::S
}

fn common_kind(scene: &Scene, at: u32, chunk: &Chunk, owner: bool) -> Option<MentionKind> {
    if !owner {
        return match chunk.kind {
            ChunkKind::Human => Some(MentionKind::Human),
            ChunkKind::Humans => Some(MentionKind::Humans),
            ChunkKind::Group => Some(MentionKind::Group),
            ChunkKind::Text => Some(MentionKind::Text),
            ChunkKind::Thing => Some(MentionKind::Thing),
            _ => None,
        };
    }
    let word = scene.word(at);
    Some(match word.noun {
        NounClass::Person => MentionKind::Human,
        NounClass::Group => MentionKind::Group,
        NounClass::Communication => MentionKind::Text,
        _ if word.name.any(NameFlags::ROLE) => MentionKind::Human,
        _ => MentionKind::Thing,
    })
}

fn is_indefinite(scene: &Scene, at: u32) -> bool {
    let unit = scene.unit(at);
    match unit.tag {
        Tag::Determiner => ["a", "an", "another", "one", "some", "several"]
            .iter()
            .any(|d| scene.surface(at).eq_ignore_ascii_case(d)),
        Tag::Possessive | Tag::That => false,
        _ => unit.clitic != Clitic::S,
    }
}

/// The pronoun at a unit.
fn pronoun(scene: &Scene, at: u32) -> Option<Pronoun> {
    let unit = scene.unit(at);
    if !matches!(
        unit.tag,
        Tag::PronounSubject | Tag::PronounObject | Tag::Pronoun | Tag::Possessive | Tag::Wh
    ) {
        return None;
    }
    Some(match scene.lexicon.form(unit.word) {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::You,
        "who" | "which" | "whom" | "whose" => Pronoun::Relative,
        _ if unit.tag == Tag::Pronoun => Pronoun::Other,
        _ => return None,
    })
}

/// Whether a verb follows at `at`, past adverbs and an apposition or aside between commas.
pub(crate) fn before_verb(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    let finite = |i: u32| {
        matches!(
            scene.unit(i).tag,
            Tag::VerbPast
                | Tag::VerbPresent
                | Tag::VerbS
                | Tag::VerbBase
                | Tag::Auxiliary
                | Tag::Modal
                | Tag::VerbParticiple
        )
    };
    let mut i = at;
    while i < sentence.end && matches!(scene.unit(i).tag, Tag::Adverb | Tag::Negation) {
        i += 1;
    }
    // "Ann Poe of the Harbour Authority said"
    for _ in 0..2 {
        if i + 1 < sentence.end && scene.unit(i).tag == Tag::Preposition {
            match scene.chunk(i + 1).filter(|c| c.units.start == i + 1) {
                Some(chunk) => i = chunk.units.end.min(sentence.end),
                None => break,
            }
        }
    }
    if i >= sentence.end {
        return false;
    }
    if finite(i) {
        return true;
    }
    if !matches!(scene.unit(i).kind, TokenKind::Comma | TokenKind::Open) {
        return false;
    }
    let close = |u: u32| matches!(scene.unit(u).kind, TokenKind::Comma | TokenKind::Close);
    let end = sentence.end.min(i + 25);
    (i + 1..end).find(|u| close(*u)).is_some_and(|u| u + 1 < sentence.end && finite(u + 1))
}

/// Whether a reporting verb with a quote or comma before it stands right before `at`: `“…,” said Poe`.
pub(crate) fn behind_cue(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    if at < sentence.start + 2 {
        return false;
    }
    let verb = scene.unit(at - 1);
    let before = scene.unit(at - 2);
    matches!(verb.tag, Tag::VerbPast | Tag::VerbPresent | Tag::VerbS)
        && scene.word(at - 1).cue != 0
        && (before.is_quote() || matches!(before.kind, TokenKind::Comma | TokenKind::Dash))
}

/// A paragraph of one sentence nearly all of whose longer words are capitalised.
fn is_headline(scene: &Scene, sentence: UnitRange) -> bool {
    let alone = scene.syntax.paragraphs.binary_search_by_key(&sentence.start, |p| p.start);
    if !alone.is_ok_and(|at| scene.syntax.paragraphs[at].end == sentence.end) {
        return false;
    }
    let (mut capital, mut all) = (0, 0);
    for unit in &scene.syntax.units[sentence.range()] {
        if unit.kind == TokenKind::Word && unit.end - unit.start > 3 {
            all += 1;
            capital += usize::from(unit.shape != Shape::Lower);
        }
    }
    all >= 4 && capital * 10 >= all * 9
}

/// Hash of a text, whatever its case.
pub(crate) fn hash_of(text: &str) -> u64 {
    name::hash(text).0
}
