//! Names in, bearers out: which names are forms of one name.
//!
//! Every different name of the text is a form. Forms of several words come first, longest first,
//! and each joins the bearer it is a variant of or becomes one; forms of one word join the only
//! bearer with that last or first name, and where there are several the walk decides each time.

use crate::attribution::SpeakerKind;
use crate::lexicon::BodyKind;
use crate::mention::{Mention, MentionKind, Mentions, NameWord};
use crate::segment::{Shape, TokenKind};
use crate::syntax::Scene;

use super::compare::{first_of_two_families, half_of, initials, is_variant};
use super::form::Form;
use super::index::Index;
use super::map::Map;
use super::{NONE, Referent, kind_of};

/// Who bears which name.
#[derive(Debug, Default)]
pub(super) struct Variants {
    forms: Vec<Form>,
    by_hash: Map<u64, u32>,
    order: Vec<u32>,
    /// For each mention its form, or [`NONE`].
    form_of: Vec<u32>,
    last: Index,
    first: Index,
    /// Bodies, and persons with their given names, by their first letters.
    initials: Index,
    bodies: Map<u64, u32>,
}

impl Variants {
    pub(super) fn fill(
        &mut self,
        scene: &Scene,
        mentions: &Mentions,
        apposed: &[u32],
        referents: &mut Vec<Referent>,
    ) {
        self.collect(mentions, apposed);
        self.last.clear();
        self.first.clear();
        self.initials.clear();
        self.bodies.clear();
        self.order.clear();
        self.order.extend(0..self.forms.len() as u32);
        // Names of the body of the text before those of headlines, long before short, courtesy
        // titles before bare names, first mentioned first.
        let forms = &self.forms;
        self.order.sort_by_key(|f| {
            let form = &forms[*f as usize];
            (form.headline, std::cmp::Reverse(form.length), !form.courtesy, form.first)
        });
        for i in 0..self.order.len() {
            let number = self.order[i] as usize;
            self.place(scene, mentions, number, referents);
        }
    }

    fn collect(&mut self, mentions: &Mentions, apposed: &[u32]) {
        self.forms.clear();
        self.by_hash.clear();
        self.form_of.clear();
        self.form_of.resize(mentions.list.len(), NONE);
        let mut has_noun = vec![false; mentions.list.len()];
        for name in apposed {
            if let Some(slot) = has_noun.get_mut(*name as usize) {
                *slot = true;
            }
        }
        for (number, mention) in mentions.list.iter().enumerate() {
            if !mention.is_proper() {
                continue;
            }
            let words = mentions.name(mention);
            let mark = if mention.courtesy { 1 + u64::from(mention.she) } else { 0 };
            let hash = words
                .iter()
                .fold(mark, |h, w| (h ^ w.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23));
            let forms = &mut self.forms;
            let form = *self.by_hash.entry(hash).or_insert_with(|| {
                forms.push(Form::new(number as u32, mention, words));
                forms.len() as u32 - 1
            });
            self.form_of[number] = form;
            forms[form as usize].add(number as u32, mention, has_noun[number]);
        }
    }

    /// Finds the bearer of a form or makes one.
    fn place(&mut self, scene: &Scene, mentions: &Mentions, number: usize, referents: &mut Vec<Referent>) {
        let form = self.forms[number].clone();
        let words = &mentions.words[form.words.range()];
        let body_hash = known_body(scene, &mentions.list[form.first as usize]);
        let found = match body_hash.and_then(|hash| self.bodies.get(&hash).copied()) {
            Some(bearer) => Found::One(bearer),
            None if form.length >= 2 => self.longer(mentions, words, &form, referents),
            None => self.of_one_word(scene, mentions, words, &form, referents),
        };
        let bearer = match found {
            Found::One(bearer) => bearer,
            Found::Several => {
                return;
            }
            // A headline may run names and other words together; it makes no new names but single ones.
            Found::None if form.headline && form.length > 3 => return,
            Found::None => {
                let mention = &mentions.list[form.first as usize];
                let mut referent = Referent::new(kind_of(mention), form.first);
                referent.name = form.first;
                referent.words = form.words;
                referent.courtesy = form.courtesy;
                referent.sure = mention.kind != MentionKind::Name;
                if form.located && mention.kind == MentionKind::Name {
                    referent.kind = SpeakerKind::Organisation;
                }
                referents.push(referent);
                let bearer = referents.len() as u32 - 1;
                self.index(scene, words, form.body, bearer);
                if let Some(hash) = body_hash {
                    self.bodies.insert(hash, bearer);
                }
                bearer
            }
        };
        self.forms[number].bearer = bearer;
        form.describe(&mut referents[bearer as usize], words);
    }

    fn index(&mut self, scene: &Scene, words: &[NameWord], body: bool, bearer: u32) {
        let core = || words.iter().filter(|w| !w.is_suffix());
        if let Some(last) = core().next_back() {
            self.last.add(last.hash, bearer);
            if let Some(half) = half_of(scene, last) {
                self.first.add(crate::mention::hash_of(half), bearer);
            }
        }
        for word in core().filter(|w| !w.initial).take(1).chain(core().filter(|w| w.nickname)) {
            self.first.add(word.hash, bearer);
        }
        if let Some(family) = first_of_two_families(words) {
            self.first.add(family.hash, bearer);
        }
        if words.len() > 1 && (body || words[0].is_given()) {
            let letters = || words.iter().map(|word| word.letter);
            self.initials.add(initials(letters()), bearer);
            if let Some(half) = words.last().and_then(|last| half_of(scene, last)) {
                let letter = half.chars().next().map(|c| c.to_lowercase().next().unwrap_or(c));
                self.initials.add(initials(letters().chain(letter)), bearer);
            }
        }
    }

    /// The bearer of a name of several words.
    fn longer(&self, mentions: &Mentions, words: &[NameWord], form: &Form, referents: &[Referent]) -> Found {
        let Some(last) = words.iter().rev().find(|w| !w.is_suffix() && !w.nickname) else {
            return Found::None;
        };
        let mut found = Found::None;
        for bearer in self.last.get(last.hash) {
            let other = &referents[bearer as usize];
            if is_variant(&mentions.words[other.words.range()], words) && form.agrees(other) {
                found = match found {
                    Found::None => Found::One(bearer),
                    _ => return Found::Several,
                };
            }
        }
        // The front of a longer name: "Harbour Authority" for "Harbour Authority of Hale", "Pilar Arregui" for
        // "Pilar Arregui Montes".
        if matches!(found, Found::None) && (form.body || words[0].is_given()) {
            for bearer in self.first.get(words[0].hash) {
                let other = &mentions.words[referents[bearer as usize].words.range()];
                let whole = form.body || first_of_two_families(other).is_some_and(|w| w.hash == last.hash);
                let front =
                    other.len() > words.len() && other.iter().zip(words).all(|(a, b)| a.hash == b.hash);
                if front && whole {
                    return Found::One(bearer);
                }
            }
        }
        found
    }

    /// The bearer of a name of one word.
    fn of_one_word(
        &self,
        scene: &Scene,
        mentions: &Mentions,
        words: &[NameWord],
        form: &Form,
        referents: &[Referent],
    ) -> Found {
        let Some(word) = words.iter().find(|w| !w.is_suffix()) else { return Found::None };
        let unit = scene.unit(word.unit);
        if unit.shape == Shape::Upper {
            // The label of somebody's lines: "AP: I was there." of Ann Poe.
            let behind = scene.syntax.units.get(word.unit as usize + 1);
            let label = behind.is_some_and(|next| next.kind == TokenKind::Colon);
            let may_be = |bearer: &u32| match referents[*bearer as usize].kind {
                SpeakerKind::Person => label,
                _ => true,
            };
            if let Some(bearer) = self.initials.get(word.hash).find(may_be) {
                return Found::One(bearer);
            }
        }
        let mut found = Found::None;
        for bearer in self.last.get(word.hash) {
            if form.agrees(&referents[bearer as usize]) {
                found = match found {
                    Found::None => Found::One(bearer),
                    _ => return Found::Several,
                };
            }
        }
        if !matches!(found, Found::None) || form.courtesy {
            return found;
        }
        for bearer in self.first.get(word.hash) {
            let other = &referents[bearer as usize];
            let person = other.kind == SpeakerKind::Person;
            let full = &mentions.words[other.words.range()];
            // "Commission" for "Commission on Harbour Safety".
            let of = full.len() > 1
                && full[1].unit == full[0].unit + 2
                && matches!(scene.surface(full[0].unit + 1), "of" | "on" | "for");
            // "Yahoo" for "Yahoo News", but "Texas" is not the "Texas Rangers", nor "Port" the "Port Authority".
            let own = form.body || !scene.unit(word.unit).word.is_known();
            if form.agrees(other) && (person || !form.place && (of && !form.person || full.len() == 2 && own))
            {
                found = match found {
                    Found::None => Found::One(bearer),
                    _ => return Found::Several,
                };
            }
        }
        found
    }

    /// The bearers that a mention's name may belong to: one for most names.
    pub(super) fn bearers_of(&self, mentions: &Mentions, mention: u32) -> Bearers<'_> {
        let Some(form) = self.forms.get(self.form_of[mention as usize] as usize) else {
            return Bearers::None;
        };
        if form.bearer != NONE {
            return Bearers::One(form.bearer);
        }
        let words = &mentions.words[form.words.range()];
        let Some(last) = words.iter().rev().find(|w| !w.is_suffix() && !w.nickname) else {
            return Bearers::None;
        };
        if self.last.has(last.hash) {
            Bearers::Several(&self.last, last.hash)
        } else {
            Bearers::Several(&self.first, last.hash)
        }
    }

    /// Those who bear a word as last name, or if nobody does as first name.
    pub(super) fn of_word(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let index = if self.last.has(hash) { &self.last } else { &self.first };
        index.get(hash)
    }

    /// How many bear the last name of a referent.
    pub(super) fn bearers(&self, mentions: &Mentions, referent: &Referent) -> usize {
        let words = &mentions.words[referent.words.range()];
        words.iter().rev().find(|w| !w.is_suffix()).map_or(0, |last| self.last.get(last.hash).count())
    }

    /// The name that the lexicon has for a body that the text calls otherwise.
    pub(super) fn body_name<'l>(
        &self,
        scene: &Scene<'l>,
        mention: &Mention,
        referent: &Referent,
    ) -> Option<&'l str> {
        if referent.kind != SpeakerKind::Organisation {
            return None;
        }
        let body = scene.lexicon.body_of(mention.body?)?;
        let short = mentions_words(mention) == 1 || body.kind == BodyKind::Outlet;
        short.then_some(body.name.as_str())
    }
}

/// The hash of the name that the lexicon has for a body.
fn known_body(scene: &Scene, mention: &Mention) -> Option<u64> {
    let body = scene.lexicon.body_of(mention.body?)?;
    Some(crate::mention::hash_of(&body.name))
}

fn mentions_words(mention: &Mention) -> u32 {
    mention.name.end - mention.name.start
}

/// What the walk has to choose from.
pub(super) enum Bearers<'v> {
    None,
    One(u32),
    Several(&'v Index, u64),
}

impl Bearers<'_> {
    /// The bearer, if there is one alone.
    pub(super) fn only(&self) -> Option<u32> {
        let mut all = self.iter();
        all.next().filter(|_| all.next().is_none())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (one, several) = match self {
            Bearers::None => (None, None),
            Bearers::One(bearer) => (Some(*bearer), None),
            Bearers::Several(index, hash) => (None, Some(index.get(*hash))),
        };
        one.into_iter().chain(several.into_iter().flatten())
    }
}

enum Found {
    None,
    One(u32),
    Several,
}
