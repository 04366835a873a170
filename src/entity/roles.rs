//! What a text says people are: "Poe, the harbour master," "the harbour master, Ann Poe,",
//! "Poe is a nurse".

use crate::lexicon::{NameFlags, NounClass, Tag};
use crate::mention::{Mention, MentionKind, Mentions};
use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene, UnitRange};

use super::NONE;

/// How many mentions may stand between a name and the head of its apposition: "the Hale County judge".
const REACH: usize = 6;

/// Most units from the bracket behind a role to the name: "the harbour master (Law and Order) Ann Poe".
const LONGEST_BRACKET: u32 = 8;

/// A role of somebody named.
#[derive(Clone, Copy, Debug)]
pub struct BearerRole {
    /// Number of the name's mention.
    pub mention: u32,
    /// Unit of the noun.
    pub head: u32,
    /// The noun with what belongs to it.
    pub units: UnitRange,
}

/// The age behind a name, as its unit: "Ann Poe, 45,", "Ann Poe (45)".
pub(super) fn age(scene: &Scene, mention: &Mention) -> Option<u32> {
    let at = mention.units.end;
    let sentence = scene.sentence(mention.head);
    let kind = |at: u32| (at < sentence.end).then(|| scene.unit(at).kind);
    let opens = matches!(kind(at)?, TokenKind::Comma | TokenKind::Open) && kind(at + 1)? == TokenKind::Number;
    let closes =
        |kind| matches!(kind, TokenKind::Comma | TokenKind::Close | TokenKind::Stop | TokenKind::Dash);
    let short = opens && scene.surface(at + 1).len() <= 3;
    (short && kind(at + 2).is_none_or(closes)).then_some(at + 1)
}

/// Finds the roles of all names, and for each mention the name it stands in apposition to.
pub(super) fn find(scene: &Scene, mentions: &Mentions, roles: &mut Vec<BearerRole>, apposed: &mut Vec<u32>) {
    roles.clear();
    apposed.clear();
    apposed.resize(mentions.list.len(), NONE);
    for &(mention, head) in &mentions.titles {
        let name = &mentions.list[mention as usize];
        let units = UnitRange { start: name.units.start, end: name.core.start };
        roles.push(BearerRole { mention, head, units });
    }
    for (number, mention) in mentions.list.iter().enumerate() {
        if !mention.is_proper() || mention.modifier || mention.headline {
            continue;
        }
        let name = Name { scene, mentions, number, mention, sentence: scene.sentence(mention.head) };
        let mut start = name.said_of();
        // "a nurse and mother of two"
        for _ in 0..2 {
            let Some(phrase) = start.and_then(|start| name.phrase(start)) else { break };
            roles.push(BearerRole { mention: number as u32, head: phrase.head, units: phrase.units });
            if let Some(noun) = phrase.noun {
                apposed[noun] = number as u32;
            }
            start = phrase.next;
        }
        let free = |noun: &usize| apposed[*noun] == NONE;
        if let Some(noun) = name.announced().or_else(|| name.before().filter(free)) {
            apposed[noun] = number as u32;
            let Mention { head, units, .. } = mentions.list[noun];
            roles.push(BearerRole { mention: number as u32, head, units });
        }
    }
}

/// A name of which the words around it may say something.
struct Name<'a> {
    scene: &'a Scene<'a>,
    mentions: &'a Mentions,
    number: usize,
    mention: &'a Mention,
    sentence: UnitRange,
}

/// A noun phrase behind a name that says what its bearer is.
struct Phrase {
    head: u32,
    units: UnitRange,
    /// Number of the mention that the phrase is.
    noun: Option<usize>,
    /// Where one more such phrase may start.
    next: Option<u32>,
}

impl Name<'_> {
    /// The noun for a body right before its name: "the firm “Tull Grain”", "the German publication Fackel".
    fn announced(&self) -> Option<usize> {
        let (name, before) = (self.mention, self.number.checked_sub(1)?);
        let noun = &self.mentions.list[before];
        let body = matches!(name.kind, MentionKind::Body | MentionKind::Name);
        let announces = matches!(noun.kind, MentionKind::Group | MentionKind::Text) && !noun.possessive;
        (body && announces && noun.head + 1 == name.units.start).then_some(before)
    }

    /// Where the noun phrase starts that may say what a name's bearer is.
    fn said_of(&self) -> Option<u32> {
        let Name { scene, mention, sentence, .. } = *self;
        // "In Hale, the mayor said": the mayor is another matter.
        if mention.possessive || mention.located {
            return None;
        }
        let mut at = mention.units.end;
        // "Poe (R-Iowa), the" ; "Poe, 45, a"
        for _ in 0..3 {
            if at >= sentence.end {
                return None;
            }
            let unit = scene.unit(at);
            match unit.kind {
                TokenKind::Open => {
                    at = (at + 1..sentence.end.min(at + 10))
                        .find(|i| scene.unit(*i).kind == TokenKind::Close)?
                        + 1
                }
                TokenKind::Comma
                    if at + 2 < sentence.end
                        && scene.unit(at + 1).kind == TokenKind::Number
                        && scene.unit(at + 2).kind == TokenKind::Comma =>
                {
                    at += 2
                }
                TokenKind::Comma | TokenKind::Dash => {
                    let mut start = at + 1;
                    if start < sentence.end && scene.surface(start) == "who" {
                        start += 1;
                        return is_copula(scene, start, sentence).then_some(start + 1);
                    }
                    while start < sentence.end
                        && (scene.unit(start).tag == Tag::Adverb
                            || scene.surface(start) == "himself"
                            || scene.surface(start) == "herself")
                    {
                        start += 1;
                    }
                    return Some(start);
                }
                _ if is_copula(scene, at, sentence) => return Some(at + 1),
                _ => return None,
            }
        }
        None
    }

    /// The noun phrase that starts at `start`, if it says what the name's bearer is.
    fn phrase(&self, start: u32) -> Option<Phrase> {
        let Name { scene, mentions, number, mention, sentence } = *self;
        if start >= sentence.end {
            return None;
        }
        let chunk = scene.chunk(start).filter(|c| c.units.start == start)?;
        let upper = mentions.list.len().min(number + 1 + REACH);
        let nouns = &mentions.list[number + 1..upper];
        // "Ann Poe, Deputy Chairwoman of the Harbour Board," has an office in capitals.
        let office = nouns.iter().position(|m| m.units.start == start && m.kind == MentionKind::Human);
        let body =
            chunk.kind == ChunkKind::Group && matches!(mention.kind, MentionKind::Body | MentionKind::Name);
        let (head, end) = match office {
            Some(noun) => (nouns[noun].head, nouns[noun].units.end.max(chunk.units.end)),
            None if chunk.kind == ChunkKind::Human || body => (chunk.head, chunk.units.end),
            None => return None,
        };
        if verb_follows(scene, chunk.units.end, sentence) {
            return None; // "In Hale, the mayor said"
        }
        let noun = nouns.iter().position(|m| m.head == head).map(|noun| number + 1 + noun);
        let and = chunk.units.end;
        let next = (and + 1 < sentence.end && scene.unit(and).tag == Tag::Coordinator).then_some(and + 1);
        Some(Phrase { head, units: UnitRange { start, end }, noun, next })
    }

    /// The noun that says who bears the name and whose phrase ends at `end`, or that the phrases there only
    /// tell more of: "the owner of the shop". Gives the number of its mention.
    fn noun_ending(&self, mut end: u32) -> Option<usize> {
        let Name { scene, mentions, number, mention: name, sentence } = *self;
        for further in 0..3 {
            let chunk = scene.chunk(end.checked_sub(1)?).filter(|c| c.units.end == end)?;
            let noun = (number.saturating_sub(REACH)..number).rev().find(|i| {
                let mention = &mentions.list[*i];
                let beside = further == 0 && scene.unit(end).kind == TokenKind::Comma;
                can_describe(scene, mention, name, beside) && !mention.possessive && mention.head + 1 == end
            });
            if noun.is_some() {
                return noun;
            }
            let start = chunk.units.start;
            if start <= sentence.start + 1 || scene.unit(start - 1).tag != Tag::Preposition {
                return None;
            }
            end = start - 1;
        }
        None
    }

    /// Whether a person's name stands behind a noun that is none for a person or behind another name: "the harbour
    /// region Ann Poe", "Tull Power Ann Poe", unlike "the mayor Ann Poe".
    fn names_no_role(&self) -> bool {
        let Name { scene, mentions, number, mention: name, .. } = *self;
        let noun = name.core.start.saturating_sub(1);
        let word = scene.word(noun);
        let common = || {
            let noun = match scene.unit(noun).tag {
                Tag::Noun | Tag::NounPlural => word.noun != NounClass::Person,
                tag => tag == Tag::Name && word.name.any(NameFlags::PLACE),
            };
            noun && !word.name.any(NameFlags::ROLE.with(NameFlags::TITLE))
        };
        let before = number.checked_sub(1).map(|before| &mentions.list[before]);
        let named = before.is_some_and(|m| {
            m.is_proper() && m.kind != MentionKind::Person && !m.possessive && m.core.end == name.core.start
        });
        name.kind == MentionKind::Person && (named || noun >= name.units.start && common())
    }

    /// The noun before the name that says who bears it: "The harbour master, Ann Poe, said"; "the harbour master (North) Ann Poe"; "The head of the service of
    /// the Hale region Ann Poe said", as translations have it.
    fn before(&self) -> Option<usize> {
        let Name { scene, mentions, mention: name, sentence, .. } = *self;
        let start = name.units.start;
        let bears = matches!(name.kind, MentionKind::Person | MentionKind::Name | MentionKind::Body);
        if !bears || start < sentence.start + 2 {
            return None;
        }
        let end = name.units.end;
        let closes = end >= sentence.end
            || matches!(
                scene.unit(end).kind,
                TokenKind::Comma | TokenKind::Stop | TokenKind::Dash | TokenKind::Open | TokenKind::Close
            );
        let comma = described(scene, start, sentence).checked_sub(1).filter(|at| *at > sentence.start);
        let comma = comma.filter(|at| closes && scene.unit(*at).kind == TokenKind::Comma);
        let noun = match scene.unit(start - 1).kind {
            _ if comma.is_some() => comma.and_then(|at| self.noun_ending(at)),
            TokenKind::Close => (sentence.start.max(start.saturating_sub(LONGEST_BRACKET))..start - 1)
                .rev()
                .find(|i| scene.unit(*i).kind == TokenKind::Open)
                .and_then(|open| self.noun_ending(open)),
            TokenKind::Word if (name.subject || closes) && self.names_no_role() => {
                let noun = self.noun_ending(start - 1);
                // "He met the owner of the shop Ann Poe left": the name has a verb of its own.
                noun.filter(|noun| closes || opens_clause(scene, mentions.list[*noun].units.start, sentence))
            }
            _ => None,
        };
        let Mention { head, units, .. } = mentions.list[noun?];
        let word = scene.word(head).name;
        let determined = matches!(scene.unit(units.start).tag, Tag::Determiner | Tag::Possessive | Tag::That);
        // In a list a bare noun is somebody else, unless it is an office.
        if word.any(NameFlags::DATE) || !(determined || word.any(NameFlags::ROLE)) { None } else { noun }
    }
}

fn is_copula(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    at < sentence.end
        && scene.unit(at).tag == Tag::Auxiliary
        && matches!(scene.lexicon.form(scene.unit(at).word), "is" | "was")
}

fn verb_follows(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    let next = (at..sentence.end).find(|i| scene.unit(*i).tag != Tag::Adverb);
    next.is_some_and(|i| scene.unit(i).is_finite() || scene.unit(i).tag == Tag::VerbBase)
}

/// Whether a noun that a phrase before a name ends in can say who bears it: one for a human being, and with
/// `beside`, where nothing but a comma stands between them, one for a body or for what the lexicon does not know
/// ("its convener, Ann Poe,") that nothing governs.
fn can_describe(scene: &Scene, noun: &Mention, name: &Mention, beside: bool) -> bool {
    let start = noun.units.start;
    let governed = || start > 0 && scene.unit(start - 1).tag == Tag::Preposition;
    match (noun.kind, name.kind) {
        (MentionKind::Human, _) => true,
        (MentionKind::Thing, MentionKind::Person) => {
            beside && scene.word(noun.head).noun == NounClass::None && !governed()
        }
        (MentionKind::Group, MentionKind::Body | MentionKind::Name) => beside && !governed(),
        _ => false,
    }
}

/// Whether a clause can begin at a unit: what stands before it is neither a verb nor a preposition.
fn opens_clause(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    let before =
        at.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| scene.unit(before));
    before.is_none_or(|before| {
        !before.is_word()
            || matches!(before.tag, Tag::Coordinator | Tag::Subordinator | Tag::That | Tag::Adverb)
    })
}

/// Most words that may describe a name with its role: "retired bus driver Ann Poe".
const DESCRIBES: usize = 3;

/// Where the words start that describe whom a name behind them means.
fn described(scene: &Scene, name: u32, sentence: UnitRange) -> u32 {
    let describes =
        |at: &u32| matches!(scene.unit(*at).tag, Tag::Adjective | Tag::Noun | Tag::VerbParticiple);
    let words = (sentence.start..name).rev().take(DESCRIBES).take_while(describes);
    name - words.count() as u32
}

/// How far behind a noun the name that it is given stands, in units.
const GIVEN_REACH: u32 = 12;

/// The mention of a name that the words behind a noun give to it, as they say: "The driver, identified as
/// Ann Poe of Hale,", "a user, @annpoe,".
pub(crate) fn given_name(
    scene: &Scene,
    mentions: &Mentions,
    noun: &Mention,
    units: UnitRange,
) -> Option<u32> {
    let end = scene.sentence(noun.head).end.min(units.end.max(noun.head + GIVEN_REACH));
    let within = mentions.within(UnitRange { start: noun.head + 1, end });
    let given = |m: &usize| {
        let mention = &mentions.list[*m];
        let name = matches!(mention.kind, MentionKind::Person | MentionKind::Name);
        name && !mention.possessive && is_given(scene, noun.head + 1, mention.units.start)
    };
    within.take(4).find(given).map(|m| m as u32)
}

/// Words that give a name to whom a noun has introduced.
const GIVING: [&str; 8] =
    ["called", "goes", "identified", "identifying", "known", "name", "named", "surnamed"];

/// Most units between such a word and the name.
const APART: u32 = 4;

/// Whether the words between a noun, which ends before `start`, and a name at `name` say that the name is
/// the noun's: no verb but one of giving, and not much else.
fn is_given(scene: &Scene, start: u32, name: u32) -> bool {
    let Some(last) = name.checked_sub(1).filter(|last| *last >= start) else { return false };
    if scene.surface(last) == "@" {
        return last == start || last == start + 1 && scene.unit(start).kind == TokenKind::Comma;
    }
    let giving = |at: u32| scene.is_any(at, &GIVING);
    let linked = |at: u32| scene.is_any(at, &["as", "by"]);
    let from = start.max(last.saturating_sub(APART));
    let Some(word) = (from..name).rev().find(|at| giving(*at)) else { return false };
    let verb = |at: u32| scene.unit(at).is_finite() && !scene.surface(at).eq_ignore_ascii_case("gave");
    (word == last || linked(last)) && !(start..word).any(verb)
}
