//! [`Tally`]: running counts over a sentence, so that what stands between two places is known in
//! one subtraction however far apart they are.

use crate::lexicon::{Tag, TagSet};
use crate::segment::TokenKind;

use super::{Scene, Unit, UnitRange};

const FINITE: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS).with(Tag::Auxiliary).with(Tag::Modal);
const WH: TagSet = TagSet::of(Tag::Wh).with(Tag::That);

/// How many units of each sort stand between two places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Verbs with a tense: past, -s, auxiliary, modal.
    pub finite: u32,
    /// Verbs in their base form.
    pub base_verbs: u32,
    /// Participles.
    pub participles: u32,
    /// Verbs in -ing.
    pub ing_verbs: u32,
    /// Commas.
    pub commas: u32,
    /// Colons and semicolons.
    pub colons: u32,
    /// Opening brackets.
    pub opened: u32,
    /// Closing brackets.
    pub closed: u32,
    /// Quoted spans.
    pub quotes: u32,
    /// Verbs that nearly always report.
    pub cues: u32,
    /// Those of them behind a conjunction or adverb.
    pub joined_cues: u32,
    /// First units of noun phrases.
    chunks: u32,
    /// "that".
    pub that: u32,
    /// Question words and "that".
    pub wh: u32,
    /// and, or, but.
    pub coordinators: u32,
    /// Prepositions.
    pub prepositions: u32,
}

impl Counts {
    #[inline(always)]
    fn less(&self, before: &Counts) -> Counts {
        Counts {
            finite: self.finite - before.finite,
            base_verbs: self.base_verbs - before.base_verbs,
            participles: self.participles - before.participles,
            ing_verbs: self.ing_verbs - before.ing_verbs,
            commas: self.commas - before.commas,
            colons: self.colons - before.colons,
            opened: self.opened - before.opened,
            closed: self.closed - before.closed,
            quotes: self.quotes - before.quotes,
            cues: self.cues - before.cues,
            joined_cues: self.joined_cues - before.joined_cues,
            chunks: self.chunks - before.chunks,
            that: self.that - before.that,
            wh: self.wh - before.wh,
            coordinators: self.coordinators - before.coordinators,
            prepositions: self.prepositions - before.prepositions,
        }
    }

    /// Whether there is a verb: 0 none, 1 one without a tense, 2 one with.
    #[inline]
    pub fn verb(&self) -> u16 {
        let other = self.base_verbs + self.participles + self.ing_verbs;
        if self.finite > 0 { 2 } else { u16::from(other > 0) }
    }
}

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

/// One sentence, counted. Reusable.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The sentence.
    pub sentence: UnitRange,
    /// Counts before each unit and after the last.
    counts: Vec<Counts>,
    /// For each unit, and behind the last, the next verbs from there on.
    verbs: Vec<Verbs>,
    /// End of the last word or quoted span.
    last_word: u32,
}

impl Tally {
    /// Counts a sentence, in time linear in its length.
    pub fn fill(&mut self, scene: &Scene, sentence: UnitRange) {
        self.sentence = sentence;
        self.counts.clear();
        self.last_word = sentence.start;
        let mut counts = Counts::default();
        let (mut chunk, mut last_tag) = (Unit::NO_CHUNK, Tag::Unknown);
        let units = &scene.syntax.units[sentence.range()];
        for (at, unit) in (sentence.start..).zip(units) {
            self.counts.push(counts);
            let is = |tag: Tag| u32::from(unit.tag == tag);
            counts.finite += u32::from(FINITE.has(unit.tag));
            counts.base_verbs += is(Tag::VerbBase);
            counts.participles += is(Tag::VerbParticiple);
            counts.ing_verbs += is(Tag::VerbIng);
            counts.commas += u32::from(unit.kind == TokenKind::Comma);
            counts.colons += u32::from(unit.kind == TokenKind::Colon);
            counts.opened += u32::from(unit.kind == TokenKind::Open);
            counts.closed += u32::from(unit.kind == TokenKind::Close);
            counts.quotes += u32::from(unit.is_quote());
            counts.chunks += u32::from(unit.chunk != Unit::NO_CHUNK && unit.chunk != chunk);
            counts.that += is(Tag::That);
            counts.wh += u32::from(WH.has(unit.tag));
            counts.coordinators += is(Tag::Coordinator);
            counts.prepositions += is(Tag::Preposition);
            if matches!(unit.tag, Tag::VerbPast | Tag::VerbS | Tag::VerbIng)
                && scene.lexicon.is_strong_cue(scene.lexicon.word(unit.word).cue)
            {
                counts.cues += 1;
                counts.joined_cues += u32::from(matches!(last_tag, Tag::Coordinator | Tag::Adverb));
            }
            (chunk, last_tag) = (unit.chunk, unit.tag);
            if unit.is_word() || unit.is_quote() {
                self.last_word = at + 1;
            }
        }
        self.counts.push(counts);
        self.verbs.clear();
        self.verbs.resize(self.counts.len(), Verbs::NONE);
        let mut next = Verbs::NONE;
        for ((at, unit), slot) in (sentence.start..sentence.end).zip(units).zip(&mut self.verbs).rev() {
            match unit.tag {
                tag if FINITE.has(tag) => next = Verbs { finite: at, inflected: at, any: at },
                Tag::VerbIng | Tag::VerbParticiple => next = Verbs { inflected: at, any: at, ..next },
                Tag::VerbBase => next.any = at,
                _ => {}
            }
            *slot = next;
        }
    }

    /// What stands between two places of the sentence, of which `from` is not behind `to`.
    #[inline(always)]
    pub fn between(&self, from: u32, to: u32) -> Counts {
        let at = |place: u32| &self.counts[(place - self.sentence.start) as usize];
        at(to).less(at(from))
    }

    /// How many noun phrases, whole or in part, lie between two places.
    pub fn chunks(&self, scene: &Scene, from: u32, to: u32) -> u32 {
        if from >= to {
            return 0;
        }
        let here = scene.unit(from).chunk;
        let cut = from > self.sentence.start && here != Unit::NO_CHUNK && here == scene.unit(from - 1).chunk;
        self.between(from, to).chunks + u32::from(cut)
    }

    /// The verbs closest behind a place.
    #[inline]
    pub fn verbs(&self, at: u32) -> Verbs {
        self.verbs[(at - self.sentence.start) as usize]
    }

    /// Whether only punctuation is left from a place on.
    pub fn ends_at(&self, at: u32) -> bool {
        at >= self.last_word
    }
}
