//! A common noun in, whom it means out: a role the text gives somebody, another word for the person
//! in focus, a body by a word of its name, or somebody new.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{Mention, MentionKind, hash_of};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{Scene, UnitRange};

use super::antecedent::{Resolved, certainty};
use super::choose::Best;
use super::salience::{Anaphor, Sought};
use super::walk::{Observer, View, Walker};
use super::{Link, NONE, Referent, kind_of};

/// The age in "the 27-year-old", "the 27-year-old striker", as its unit.
fn age(scene: &Scene, mention: &Mention) -> Option<u32> {
    let years = |at: u32| scene.unit(at).kind == TokenKind::Hyphen && scene.surface(at + 1) == "year";
    (mention.units.start..mention.units.end.saturating_sub(2))
        .find(|at| scene.unit(*at).kind == TokenKind::Number && years(at + 1))
}

/// How many bearers of a name are looked at, so that a text full of them takes no longer.
const MOST_BEARERS: usize = 16;

impl View<'_> {
    /// Whom the text gives an age, if it is one person.
    fn of_age(self, mention: &Mention, age: u32) -> Option<u32> {
        let bearer = *self.cast.walk.by_age.get(&hash_of(self.scene.surface(age)))?;
        let referent = self.cast.referents.get(bearer as usize)?;
        (referent.kind == SpeakerKind::Person && !referent.clashes(mention)).then_some(bearer)
    }

    /// Whom the text gives the role that a noun names; of several the one with the same ties, then a
    /// named one, then the one mentioned last.
    fn bearer_of_role(self, mention: &Mention) -> Option<u32> {
        let View { scene, cast, .. } = self;
        let word = scene.unit(mention.head).word;
        let ties = || names_in(scene, mention);
        let mut found = None;
        let mut best = f32::NEG_INFINITY;
        let far = cast.walk.by_role.get(&word).copied();
        for (rank, bearer) in cast.walk.focus.iter().copied().chain(far).enumerate() {
            let referent = &cast.referents[bearer as usize];
            if !referent.has_role(word) || referent.clashes(mention) {
                continue;
            }
            let mut score = -0.05 * rank as f32;
            let shared = ties().any(|at| referent.tied(hash_of(scene.surface(at))));
            score += if shared { 2.0 } else { 0.0 };
            if ties().next().is_some() && !shared {
                if referent.name == NONE {
                    continue;
                }
                score -= if referent.tie_count > 0 { 1.5 } else { 0.2 };
            }
            score += if referent.name == NONE { 0.0 } else { 1.0 };
            if score > best {
                best = score;
                found = Some(bearer);
            }
        }
        found
    }

    /// Whose name a capital says that a noun on its own may be; of several the one mentioned last.
    fn namesake(self, mention: &Mention) -> Option<u32> {
        let View { scene, cast, .. } = self;
        let capital = scene.unit(mention.head).shape != Shape::Lower;
        if !capital || mention.units.start != mention.head || mention.units.end != mention.head + 1 {
            return None;
        }
        let word = hash_of(scene.surface(mention.head));
        let bears =
            |bearer: &u32| cast.variants.of_word(word).take(MOST_BEARERS).any(|other| other == *bearer);
        cast.walk.focus.iter().copied().find(bears).or_else(|| cast.variants.of_word(word).next())
    }

    /// "the authority" for the "Hale Harbour Authority".
    fn body_of_noun(self, noun: u64) -> Option<u32> {
        self.cast.walk.focus.iter().copied().find(|bearer| {
            let referent = &self.cast.referents[*bearer as usize];
            referent.name != NONE
                && referent.kind == SpeakerKind::Organisation
                && self.mentions.words[referent.words.range()].iter().any(|w| w.hash == noun)
        })
    }
}

impl<O: Observer> Walker<'_, O> {
    /// A noun for one human being.
    pub(super) fn human(&mut self, number: u32, draft: Option<&Draft>) -> Resolved {
        let (scene, mention) = (self.scene, self.mention(number));
        let capital = scene.unit(mention.head).shape != Shape::Lower;
        // "Tester said", of Ann Tester: a name that is also a role.
        if let Some(bearer) = self.view().namesake(mention) {
            return (bearer, Link::Variant, certainty::VARIANT);
        }
        let age = age(scene, mention);
        if let Some(bearer) =
            age.filter(|_| !mention.indefinite).and_then(|age| self.view().of_age(mention, age))
        {
            return (bearer, Link::Role, certainty::ROLE);
        }
        if !mention.indefinite || capital {
            let role = if owned(scene, mention) { None } else { self.view().bearer_of_role(mention) };
            let named =
                role.filter(|bearer| self.cast.referents[*bearer as usize].name != NONE || draft.is_none());
            if let Some(bearer) = named {
                return (bearer, Link::Role, certainty::ROLE);
            }
            let anaphor = Anaphor { mention, draft, sought: Sought::Human };
            if let Some(known) = draft.and_then(|_| self.known(anaphor)) {
                return known;
            }
        }
        let mut referent = Referent::new(SpeakerKind::Anonymous, number);
        referent.she = 2 * u16::from(mention.she);
        referent.he = 2 * u16::from(mention.he);
        referent.add_role(scene.unit(mention.head).word);
        tie(scene, mention.core, &mut referent);
        (self.add(referent), Link::Unnamed, certainty::UNNAMED)
    }

    /// Whom or what a noun that is a source means, if that was mentioned before.
    fn known(&mut self, anaphor: Anaphor) -> Option<Resolved> {
        let Best { bearer, probability, .. } = self.chosen(anaphor);
        let referent = self.cast.referents.get(bearer as usize)?;
        let role = referent.has_role(self.scene.unit(anaphor.mention.head).word);
        Some((bearer, if role { Link::Role } else { Link::Epithet }, probability))
    }

    /// A noun for several people, a body or a text: the one mentioned before in the same words, or the
    /// body whose name has the noun in it.
    pub(super) fn thing(&mut self, number: u32, draft: Option<&Draft>) -> Resolved {
        let (scene, mention) = (self.scene, self.mention(number));
        let word = scene.unit(mention.head).word;
        let kind = kind_of(mention);
        let words = hash_of(&scene.text[scene.span(mention.core).range()]);
        // "Gong asked", of Ann Gong: a name that is also a thing.
        if scene.unit(mention.head).tag != Tag::NounPlural {
            if let Some(bearer) = self.view().namesake(mention) {
                return (bearer, Link::Variant, certainty::VARIANT);
            }
        }
        if draft.is_some() && !mention.indefinite && !owned(scene, mention) {
            let anaphor = Anaphor { mention, draft, sought: Sought::Noun };
            if let Some(known) = self.known(anaphor) {
                return known;
            }
        } else if !mention.indefinite && !owned(scene, mention) {
            // "The Conservatives" are not the Conservative Ann Poe.
            let one = |referent: &Referent| referent.kind == SpeakerKind::Person && referent.sure;
            let alike = |bearer: &u32| {
                let referent = &self.cast.referents[*bearer as usize];
                referent.name != NONE && (kind == SpeakerKind::Document || !one(referent))
            };
            if let Some(bearer) = self.view().bearer_of_role(mention).filter(alike) {
                return (bearer, Link::Role, certainty::ROLE);
            }
            if let Some(&bearer) = self.cast.walk.by_words.get(&words) {
                return (bearer, Link::Role, certainty::ROLE);
            }
            let plain = mention.core.end - mention.core.start == 1 && mention.kind == MentionKind::Group;
            if let Some(bearer) = plain.then(|| self.view().body_of_noun(words)).flatten() {
                return (bearer, Link::Role, certainty::ROLE);
            }
        }
        let mut referent = Referent::new(kind, number);
        referent.add_role(word);
        let bearer = self.add(referent);
        self.cast.walk.by_words.insert(words, bearer);
        (bearer, Link::Unnamed, certainty::UNNAMED)
    }
}

/// The names in a noun phrase tie it to a place or body.
pub(super) fn tie(scene: &Scene, units: UnitRange, referent: &mut Referent) {
    for at in units.start..units.end {
        if scene.unit(at).tag == Tag::Name {
            referent.add_tie(hash_of(scene.surface(at)));
        }
    }
}

/// The names before the head of a noun phrase, as units: "Hale" of "the Hale senator".
pub(super) fn names_in<'a>(scene: &'a Scene, noun: &Mention) -> impl Iterator<Item = u32> + use<'a> {
    (noun.core.start..noun.head).filter(|at| scene.unit(*at).tag == Tag::Name)
}

/// "his father", "Poe's aide": a person of their own.
pub(super) fn owned(scene: &Scene, mention: &Mention) -> bool {
    (mention.units.start..mention.head).any(|i| scene.unit(i).tag == Tag::Possessive)
}
