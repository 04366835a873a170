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
pub struct Role {
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
pub(super) fn find(scene: &Scene, mentions: &Mentions, roles: &mut Vec<Role>, apposed: &mut Vec<u32>) {
    roles.clear();
    apposed.clear();
    apposed.resize(mentions.list.len(), NONE);
    for &(mention, head) in &mentions.titles {
        let name = &mentions.list[mention as usize];
        roles.push(Role {
            mention,
            head,
            units: UnitRange { start: name.units.start, end: name.core.start },
        });
    }
    for (number, mention) in mentions.list.iter().enumerate() {
        if !mention.is_proper() || mention.modifier || mention.headline {
            continue;
        }
        let sentence = scene.sentence(mention.head);
        if let Some(start) = said_of(scene, mention, sentence) {
            after(scene, mentions, number, start, sentence, roles, apposed);
        }
        if let Some(noun) = announcing(mentions, number) {
            apposed[noun] = number as u32;
            let Mention { head, units, .. } = mentions.list[noun];
            roles.push(Role { mention: number as u32, head, units });
        } else if matches!(mention.kind, MentionKind::Person | MentionKind::Name | MentionKind::Body) {
            before(scene, mentions, number, sentence, roles, apposed);
        }
    }
}

/// The noun for a body right before its name: "the firm “Tull Grain”", "the German publication Fackel".
fn announcing(mentions: &Mentions, number: usize) -> Option<usize> {
    let name = &mentions.list[number];
    let noun = &mentions.list[number.checked_sub(1)?];
    let body = matches!(name.kind, MentionKind::Body | MentionKind::Name);
    let announces = matches!(noun.kind, MentionKind::Group | MentionKind::Text) && !noun.possessive;
    (body && announces && noun.head + 1 == name.units.start).then(|| number - 1)
}

/// Where the noun phrase starts that may say what a name's bearer is.
fn said_of(scene: &Scene, mention: &Mention, sentence: UnitRange) -> Option<u32> {
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
                at =
                    (at + 1..sentence.end.min(at + 10)).find(|i| scene.unit(*i).kind == TokenKind::Close)? + 1
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

fn is_copula(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    at < sentence.end
        && scene.unit(at).tag == Tag::Auxiliary
        && matches!(scene.lexicon.form(scene.unit(at).word), "is" | "was")
}

fn after(
    scene: &Scene,
    mentions: &Mentions,
    number: usize,
    start: u32,
    sentence: UnitRange,
    roles: &mut Vec<Role>,
    apposed: &mut [u32],
) {
    let mut start = start;
    for _ in 0..2 {
        if start >= sentence.end {
            return;
        }
        let Some(chunk) = scene.chunk(start).filter(|c| c.units.start == start) else { return };
        let upper = mentions.list.len().min(number + 1 + REACH);
        let nouns = &mentions.list[number + 1..upper];
        // "Ann Poe, Deputy Chairwoman of the Harbour Board," has an office in capitals.
        let office = nouns.iter().position(|m| m.units.start == start && m.kind == MentionKind::Human);
        let body = chunk.kind == ChunkKind::Group
            && matches!(mentions.list[number].kind, MentionKind::Body | MentionKind::Name);
        let (head, end) = match office {
            Some(noun) => (nouns[noun].head, nouns[noun].units.end.max(chunk.units.end)),
            None if chunk.kind == ChunkKind::Human || body => (chunk.head, chunk.units.end),
            None => return,
        };
        if verb_follows(scene, chunk.units.end, sentence) {
            return; // "In Hale, the mayor said"
        }
        roles.push(Role { mention: number as u32, head, units: UnitRange { start, end } });
        if let Some(noun) = nouns.iter().position(|m| m.head == head) {
            apposed[number + 1 + noun] = number as u32;
        }
        // "a nurse and mother of two"
        let and = chunk.units.end;
        if and + 1 >= sentence.end || scene.unit(and).tag != Tag::Coordinator {
            return;
        }
        start = and + 1;
    }
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

/// The noun that says who bears the name `number` and whose phrase ends at `end`, or that the phrases there only
/// tell more of: "the owner of the shop". Gives the number of its mention.
fn noun_ending(
    scene: &Scene,
    mentions: &Mentions,
    number: usize,
    end: u32,
    sentence: UnitRange,
) -> Option<usize> {
    let mut end = end;
    for further in 0..3 {
        let chunk = scene.chunk(end.checked_sub(1)?).filter(|c| c.units.end == end)?;
        let noun = (number.saturating_sub(REACH)..number).rev().find(|i| {
            let mention = &mentions.list[*i];
            let beside = further == 0 && scene.unit(end).kind == TokenKind::Comma;
            can_describe(scene, mention, &mentions.list[number], beside)
                && !mention.possessive
                && mention.head + 1 == end
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
fn names_no_role(scene: &Scene, mentions: &Mentions, number: usize) -> bool {
    let name = &mentions.list[number];
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

/// "The harbour master, Ann Poe, said"; "the harbour master (North) Ann Poe"; "The head of the service of
/// the Hale region Ann Poe said", as translations have it.
fn before(
    scene: &Scene,
    mentions: &Mentions,
    number: usize,
    sentence: UnitRange,
    roles: &mut Vec<Role>,
    apposed: &mut [u32],
) {
    let name = &mentions.list[number];
    let start = name.units.start;
    if start < sentence.start + 2 {
        return;
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
        _ if comma.is_some() => comma.and_then(|at| noun_ending(scene, mentions, number, at, sentence)),
        TokenKind::Close => (sentence.start.max(start.saturating_sub(LONGEST_BRACKET))..start - 1)
            .rev()
            .find(|i| scene.unit(*i).kind == TokenKind::Open)
            .and_then(|open| noun_ending(scene, mentions, number, open, sentence)),
        TokenKind::Word if (name.subject || closes) && names_no_role(scene, mentions, number) => {
            let noun = noun_ending(scene, mentions, number, start - 1, sentence);
            // "He met the owner of the shop Ann Poe left": the name has a verb of its own.
            noun.filter(|noun| closes || opens_clause(scene, mentions.list[*noun].units.start, sentence))
        }
        _ => None,
    };
    let Some(noun) = noun.filter(|noun| apposed[*noun] == NONE) else { return };
    let Mention { head, units, .. } = mentions.list[noun];
    let word = scene.word(head).name;
    let determined = matches!(scene.unit(units.start).tag, Tag::Determiner | Tag::Possessive | Tag::That);
    // In a list a bare noun is somebody else, unless it is an office.
    if word.any(NameFlags::DATE) || !(determined || word.any(NameFlags::ROLE)) {
        return;
    }
    apposed[noun] = number as u32;
    roles.push(Role { mention: number as u32, head, units });
}
