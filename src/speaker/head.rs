//! The units of a source in, the mention that says who it is out.

use crate::entity::given_name;
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
