//! The units of a source in, the mention that says who it is out.

use crate::lexicon::Tag;
use crate::mention::{Mention, MentionKind, Mentions};
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

/// The mention that heads a source: "Ann Poe" in "Harbour News' Ann Poe, a nurse,", "Poe" in "Poe's".
pub(super) fn of(scene: &Scene, mentions: &Mentions, units: UnitRange) -> Option<u32> {
    let within = mentions.within(units);
    let all = &mentions.list[within.clone()];
    let owns = |m: &Mention| (m.possessive || m.modifier) && m.units.end < units.end;
    // "HALE -- Mayor Ann Poe": a dateline is no source.
    let dateline = |m: &Mention| {
        m.is_proper() && m.units.end < units.end && scene.unit(m.units.end).kind == TokenKind::Dash
    };
    let owns = |m: &Mention| owns(m) || dateline(m);
    let first = all.iter().position(|m| !owns(m)).or(if all.is_empty() { None } else { Some(0) })?;
    // "Another critic, Ann Poe,": the name says more than the noun.
    let head = match all[first].kind {
        MentionKind::Human | MentionKind::Humans => match apposed_name(scene, all, first, units) {
            Some(name) => name,
            None => match given_name(scene, mentions, &all[first], units) {
                Some(name) => return Some(name),
                None => first,
            },
        },
        // "The Baale of Hale, Chief Ann Poe,": an office that the lexicon does not know.
        MentionKind::Name if is_determined(scene, &all[first]) => {
            apposed_name(scene, all, first, units).unwrap_or(first)
        }
        _ => first,
    };
    Some((within.start + head) as u32)
}

fn is_determined(scene: &Scene, mention: &Mention) -> bool {
    scene.unit(mention.units.start).tag == Tag::Determiner
}

fn apposed_name(scene: &Scene, all: &[Mention], first: usize, units: UnitRange) -> Option<usize> {
    let after = |i: &usize| {
        let mention = &all[*i];
        let start = mention.units.start;
        let name = matches!(mention.kind, MentionKind::Person | MentionKind::Name);
        let ends =
            |end: u32| end >= units.end || matches!(scene.unit(end).kind, TokenKind::Comma | TokenKind::Open);
        let comma = |at: u32| at > units.start && scene.unit(at - 1).kind == TokenKind::Comma;
        let opens = comma(start)
            || start == all[first].head + 1
            || start > units.start + 1 && scene.unit(start - 1).tag == Tag::Adverb && comma(start - 1);
        name && !mention.possessive && !mention.modifier && ends(mention.units.end) && opens
    };
    (first + 1..all.len()).take(6).find(after)
}

/// How far behind a noun the name that it is given stands, in units.
const GIVEN_REACH: u32 = 12;

/// The mention of a name that the words behind a noun give to it, as they say: "The driver, identified as
/// Ann Poe of Hale,", "a user, @annpoe,".
fn given_name(scene: &Scene, mentions: &Mentions, noun: &Mention, units: UnitRange) -> Option<u32> {
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
