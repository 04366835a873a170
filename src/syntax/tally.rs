//! [`Tally`]: running counts over a sentence, so that what stands between two places is known in
//! one subtraction however far apart they are. Counts go up to 65,535 and then begin with 0 again: a
//! stretch with more of one sort is no sentence.

use crate::lexicon::{Tag, TagSet};
use crate::segment::TokenKind;

use super::{Scene, Unit, UnitRange};

/// How many units of each sort stand between two places.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub struct Counts([u16; 16]);

/// Names the counts: a place each, and a method that reads it.
macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident, $place:ident = $number:literal;)*) => {
        $(const $place: usize = $number;)*
        impl Counts {
            $($(#[$doc])* #[inline(always)] pub const fn $name(&self) -> u16 { self.0[$place] })*
        }
    };
}

counts! {
    /// Verbs with a tense: past, -s, auxiliary, modal.
    finite, FINITE = 0;
    /// Verbs in their base form.
    base_verbs, BASE_VERBS = 1;
    /// Participles.
    participles, PARTICIPLES = 2;
    /// Verbs in -ing.
    ing_verbs, ING_VERBS = 3;
    /// Commas.
    commas, COMMAS = 4;
    /// Colons and semicolons.
    colons, COLONS = 5;
    /// Opening brackets.
    opened, OPENED = 6;
    /// Closing brackets.
    closed, CLOSED = 7;
    /// Quoted spans.
    quotes, QUOTES = 8;
    /// Verbs that nearly always report.
    cues, CUES = 9;
    /// Those of them behind a conjunction or adverb.
    joined_cues, JOINED_CUES = 10;
    /// First units of noun phrases.
    chunks, CHUNKS = 11;
    /// "that".
    that, THAT = 12;
    /// Question words and "that".
    wh, WH = 13;
    /// and, or, but.
    coordinators, COORDINATORS = 14;
    /// Prepositions.
    prepositions, PREPOSITIONS = 15;
}

impl Counts {
    const NONE: Counts = Counts([0; 16]);

    const fn one(mut self, place: usize) -> Counts {
        self.0[place] += 1;
        self
    }

    #[inline(always)]
    fn plus(&self, more: &Counts) -> Counts {
        self.each(more, u16::wrapping_add)
    }

    #[inline(always)]
    fn less(&self, before: &Counts) -> Counts {
        self.each(before, u16::wrapping_sub)
    }

    #[inline(always)]
    fn each(&self, other: &Counts, join: impl Fn(u16, u16) -> u16) -> Counts {
        Counts(std::array::from_fn(|place| join(self.0[place], other.0[place])))
    }

    /// Whether there is a verb: 0 none, 1 one without a tense, 2 one with.
    #[inline]
    pub fn verb(&self) -> u16 {
        let other = self.base_verbs() | self.participles() | self.ing_verbs();
        if self.finite() > 0 { 2 } else { u16::from(other > 0) }
    }
}

/// What a unit counts for by its part of speech, so that counting takes no branches.
static BY_TAG: [Counts; 32] = {
    let mut all = [Counts::NONE; 32];
    let mut tag = 0;
    while tag < all.len() {
        if super::FINITE.bits() >> tag & 1 == 1 {
            all[tag] = Counts::NONE.one(FINITE);
        }
        tag += 1;
    }
    all[Tag::VerbBase as usize] = Counts::NONE.one(BASE_VERBS);
    all[Tag::VerbParticiple as usize] = Counts::NONE.one(PARTICIPLES);
    all[Tag::VerbIng as usize] = Counts::NONE.one(ING_VERBS);
    all[Tag::That as usize] = Counts::NONE.one(THAT).one(WH);
    all[Tag::Wh as usize] = Counts::NONE.one(WH);
    all[Tag::Coordinator as usize] = Counts::NONE.one(COORDINATORS);
    all[Tag::Preposition as usize] = Counts::NONE.one(PREPOSITIONS);
    all
};

/// What a unit counts for by its kind.
static BY_KIND: [Counts; 16] = {
    let mut all = [Counts::NONE; 16];
    all[TokenKind::Comma as usize] = Counts::NONE.one(COMMAS);
    all[TokenKind::Colon as usize] = Counts::NONE.one(COLONS);
    all[TokenKind::Open as usize] = Counts::NONE.one(OPENED);
    all[TokenKind::Close as usize] = Counts::NONE.one(CLOSED);
    all
};

/// What a unit counts for by what else holds of it: a bit for each of these.
static BY_FACTS: [Counts; 32] = {
    let facts = [FINITE, QUOTES, CHUNKS, CUES, JOINED_CUES];
    let (mut all, mut held) = ([Counts::NONE; 32], 1);
    while held < all.len() {
        // As the facts without the lowest one, and that one.
        all[held] = all[held & (held - 1)].one(facts[held.trailing_zeros() as usize]);
        held += 1;
    }
    all
};

/// Verbs whose being a cue counts.
const MAIN_VERBS: TagSet =
    TagSet::of(Tag::VerbPast).with(Tag::VerbPresent).with(Tag::VerbS).with(Tag::VerbIng);
/// Words behind which a verb goes on with the same subject.
const JOINTS: TagSet = TagSet::of(Tag::Coordinator).with(Tag::Adverb);

/// The next verbs from a place on, [`u32::MAX`] for none.
#[derive(Clone, Copy, Debug)]
pub struct Verbs {
    /// One with a tense.
    pub finite: u32,
    /// One with a tense, a participle or an -ing form.
    pub inflected: u32,
    /// Any.
    pub any: u32,
}

impl Verbs {
    const NONE: Verbs = Verbs { finite: u32::MAX, inflected: u32::MAX, any: u32::MAX };
}

/// A sentence that a [`Tally`] has counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    sentence: UnitRange,
    base: u32,
    last_word: u32,
}

/// One sentence, counted, or one at a time of several. Reusable.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The sentence.
    pub sentence: UnitRange,
    /// The unit whose counts would stand first, were all counted sentences as this one.
    base: u32,
    /// Counts before each unit and after the last, sentence after sentence.
    counts: Vec<Counts>,
    /// The tense of each unit, see [`Tally::tense`].
    tenses: Vec<u8>,
    /// For each unit, and behind the last, the next verbs from there on.
    verbs: Vec<Verbs>,
    /// End of the last word or quoted span.
    last_word: u32,
}

impl Tally {
    /// Counts a sentence, in time linear in its length, and forgets all others.
    pub fn fill(&mut self, scene: &Scene, sentence: UnitRange) {
        self.clear();
        self.add(scene, sentence);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.tenses.clear();
        self.verbs.clear();
    }

    /// Counts one more sentence, in time linear in its length, and turns to it.
    pub fn add(&mut self, scene: &Scene, sentence: UnitRange) -> Counted {
        self.sentence = sentence;
        let first = self.counts.len();
        self.base = sentence.start.wrapping_sub(first as u32);
        self.last_word = sentence.start;
        let mut counts = Counts::NONE;
        let (mut chunk, mut joins) = (Unit::NO_CHUNK, false);
        let units = &scene.syntax.units[sentence.range()];
        self.counts.reserve(units.len() + 1);
        self.tenses.reserve(units.len() + 1);
        for (at, unit) in (sentence.start..).zip(units) {
            self.counts.push(counts);
            self.tenses.push(tense(scene, at, unit));
            let reports = MAIN_VERBS.has(unit.tag) && {
                let word = scene.lexicon.word(unit.word);
                scene.lexicon.is_strong_cue(word.cue)
            };
            let facts = [
                unit.carries_verb(),
                unit.is_quote(),
                unit.chunk != Unit::NO_CHUNK && unit.chunk != chunk,
                reports,
                reports && joins,
            ];
            let facts = (0..).zip(facts).fold(0, |all, (bit, holds)| all | usize::from(holds) << bit);
            counts = counts
                .plus(&BY_TAG[unit.tag as usize])
                .plus(&BY_KIND[unit.kind as usize])
                .plus(&BY_FACTS[facts]);
            chunk = unit.chunk;
            joins = JOINTS.has(unit.tag);
            if unit.is_word() || unit.is_quote() {
                self.last_word = at + 1;
            }
        }
        self.counts.push(counts);
        // So that all lists have a place for the end of the sentence.
        self.tenses.push(0);
        self.verbs.resize(self.counts.len(), Verbs::NONE);
        let mut next = Verbs::NONE;
        let slots = &mut self.verbs[first..first + units.len()];
        for ((at, unit), slot) in (sentence.start..sentence.end).zip(units).zip(slots).rev() {
            match unit.tag {
                _ if unit.is_finite() => next = Verbs { finite: at, inflected: at, any: at },
                Tag::VerbIng | Tag::VerbParticiple => next = Verbs { inflected: at, any: at, ..next },
                Tag::VerbBase => next.any = at,
                _ => {}
            }
            *slot = next;
        }
        Counted { sentence, base: self.base, last_word: self.last_word }
    }

    /// Turns to another of the sentences counted since the last [`Tally::clear`].
    #[inline]
    pub fn turn(&mut self, to: Counted) {
        Counted { sentence: self.sentence, base: self.base, last_word: self.last_word } = to;
    }

    #[inline(always)]
    fn place(&self, at: u32) -> usize {
        at.wrapping_sub(self.base) as usize
    }

    /// What stands between two places of the sentence, of which `from` is not behind `to`.
    #[inline(always)]
    pub fn between(&self, from: u32, to: u32) -> Counts {
        self.counts[self.place(to)].less(&self.counts[self.place(from)])
    }

    /// How many noun phrases, whole or in part, lie between two places.
    pub fn chunks(&self, scene: &Scene, from: u32, to: u32) -> u16 {
        if from >= to {
            return 0;
        }
        let here = scene.unit(from).chunk;
        let cut = from > self.sentence.start && here != Unit::NO_CHUNK && here == scene.unit(from - 1).chunk;
        self.between(from, to).chunks().wrapping_add(u16::from(cut))
    }

    /// The verbs closest behind a place.
    #[inline]
    pub fn verbs(&self, at: u32) -> Verbs {
        self.verbs[self.place(at)]
    }

    /// The tenses of a stretch of the sentence.
    #[inline]
    pub fn tenses(&self, units: UnitRange) -> &[u8] {
        &self.tenses[self.place(units.start)..self.place(units.end)]
    }

    /// The tense of a unit: 0 none, 1 past, 2 present, 3 would, could, might, 4 another modal verb.
    #[inline]
    pub fn tense(&self, at: u32) -> u16 {
        u16::from(self.tenses[self.place(at)])
    }

    /// Whether only punctuation is left from a place on.
    pub fn ends_at(&self, at: u32) -> bool {
        at >= self.last_word
    }
}

fn tense(scene: &Scene, at: u32, unit: &Unit) -> u8 {
    match unit.tag {
        Tag::VerbPast => 1,
        Tag::VerbS | Tag::VerbPresent => 2,
        Tag::Auxiliary => match scene.surface(at) {
            "was" | "were" | "had" | "did" | "wasn't" | "didn't" => 1,
            "be" | "been" | "being" | "having" => 0,
            _ => 2,
        },
        Tag::Modal => match scene.surface(at) {
            "would" | "could" | "might" => 3,
            _ => 4,
        },
        _ if unit.carries_verb() => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::with_scene;

    #[test]
    fn a_sentence_among_others_is_counted_as_one_alone() {
        let text = "Ann Poe said, “No.” The mayor (Lund) had asked whether they would pay and go. Ha!";
        with_scene(text, |scene| {
            let (mut all, mut alone) = (Tally::default(), Tally::default());
            // The middle one is left out.
            let sentences = [scene.syntax.sentences[2], scene.syntax.sentences[0]];
            let counted = sentences.map(|sentence| all.add(scene, sentence));
            for (sentence, counted) in sentences.into_iter().zip(counted) {
                all.turn(counted);
                alone.fill(scene, sentence);
                let seen = |tally: &Tally, at: u32| {
                    let Verbs { finite, inflected, any } = tally.verbs(at);
                    let counts = tally.between(sentence.start, at).0;
                    (tally.sentence, counts, tally.ends_at(at), [finite, inflected, any])
                };
                for at in sentence.start..=sentence.end {
                    assert_eq!(seen(&all, at), seen(&alone, at), "{at}");
                }
                assert_eq!(all.tenses(sentence), alone.tenses(sentence));
            }
        });
    }
}
