//! What a text says of people in, referents with roles and ages out: what is known of names before the walk, so
//! that a noun may come before the name.

use crate::attribution::SpeakerKind;
use crate::lexicon::{NameFlags, NounClass};
use crate::mention::{Mentions, hash_of};
use crate::syntax::Scene;

use super::noun::tie;
use super::{Cast, NONE, roles};

/// Gives unambiguous names their roles before the walk, so that a noun may come before the name.
pub(super) fn names(scene: &Scene, mentions: &Mentions, cast: &mut Cast) {
    for i in 0..cast.roles.len() {
        let role = cast.roles[i];
        if let Some(bearer) = cast.variants.bearers_of(mentions, role.mention).only() {
            let word = scene.unit(role.head).word;
            let flags = scene.word(role.head).name;
            let referent = &mut cast.referents[bearer as usize];
            referent.add_role(word);
            let noun = scene.word(role.head).noun;
            let human = flags.any(NameFlags::ROLE.with(NameFlags::TITLE))
                || noun == NounClass::Person
                || scene.is_any(role.head, &["head"]);
            if !referent.sure && human {
                referent.kind = SpeakerKind::Person;
                referent.sure = true;
            } else if !referent.sure && is_of_bodies(noun) {
                // "the news outlet Hale Echo": what stands before the name is no human being.
                referent.kind = SpeakerKind::Organisation;
                referent.sure = true;
            }
            tie(scene, role.units, referent);
            if flags.any(NameFlags::SHE) && !flags.any(NameFlags::HE) {
                referent.she += 2;
            }
            if flags.any(NameFlags::HE) && !flags.any(NameFlags::SHE) {
                referent.he += 2;
            }
            cast.walk.by_role.entry(word).or_insert(bearer);
            if let Some(title) = scene.lexicon.title(scene.lexicon.form(word)) {
                // "Sen." is the senator.
                let written_out = scene.lexicon.lookup(&title.name.to_lowercase());
                cast.referents[bearer as usize].add_role(written_out);
                cast.walk.by_role.entry(written_out).or_insert(bearer);
            }
        }
    }
}

/// Whether nouns of a class before a name say that it is no person's; one that no list knows does not: "wing-back
/// Ann Poe".
const fn is_of_bodies(noun: NounClass) -> bool {
    matches!(noun, NounClass::Group | NounClass::Communication | NounClass::Artifact | NounClass::Location)
}

/// Gives unambiguous names the ages that the text has for them.
pub(super) fn ages(scene: &Scene, mentions: &Mentions, cast: &mut Cast) {
    for (number, mention) in mentions.list.iter().enumerate().filter(|(_, mention)| mention.is_proper()) {
        let Some(age) = roles::age(scene, mention) else { continue };
        if let Some(bearer) = cast.variants.bearers_of(mentions, number as u32).only() {
            let of_age = cast.walk.by_age.entry(hash_of(scene.surface(age))).or_insert(bearer);
            if *of_age != bearer {
                *of_age = NONE;
            }
        }
    }
}
