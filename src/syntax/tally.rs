//! [`Tally`]: running counts over a sentence, so that what stands between two places is known in
//! one subtraction however far apart they are.

use crate::lexicon::Tag;
use crate::segment::TokenKind;

use super::{Scene, Unit, UnitRange};

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
    const NONE: Counts = Counts {
        finite: 0,
        base_verbs: 0,
        participles: 0,
        ing_verbs: 0,
        commas: 0,
        colons: 0,
        opened: 0,
        closed: 0,
        quotes: 0,
        cues: 0,
        joined_cues: 0,
        chunks: 0,
        that: 0,
        wh: 0,
        coordinators: 0,
        prepositions: 0,
    };

    #[inline(always)]
    fn plus(&self, more: &Counts) -> Counts {
        self.each(more, |a, b| a + b)
    }

    #[inline(always)]
    fn less(&self, before: &Counts) -> Counts {
        self.each(before, |a, b| a - b)
    }

    #[inline(always)]
    fn each(&self, other: &Counts, join: impl Fn(u32, u32) -> u32) -> Counts {
        Counts {
            finite: join(self.finite, other.finite),
            base_verbs: join(self.base_verbs, other.base_verbs),
            participles: join(self.participles, other.participles),
            ing_verbs: join(self.ing_verbs, other.ing_verbs),
            commas: join(self.commas, other.commas),
            colons: join(self.colons, other.colons),
            opened: join(self.opened, other.opened),
            closed: join(self.closed, other.closed),
            quotes: join(self.quotes, other.quotes),
            cues: join(self.cues, other.cues),
            joined_cues: join(self.joined_cues, other.joined_cues),
            chunks: join(self.chunks, other.chunks),
            that: join(self.that, other.that),
            wh: join(self.wh, other.wh),
            coordinators: join(self.coordinators, other.coordinators),
            prepositions: join(self.prepositions, other.prepositions),
        }
    }

    /// Whether there is a verb: 0 none, 1 one without a tense, 2 one with.
    #[inline]
    pub fn verb(&self) -> u16 {
        let other = self.base_verbs + self.participles + self.ing_verbs;
        if self.finite > 0 { 2 } else { u16::from(other > 0) }
    }
}

/// What a unit counts for by its part of speech, so that counting takes no branches.
static BY_TAG: [Counts; 32] = {
    let mut all = [Counts::NONE; 32];
    all[Tag::VerbPast as usize].finite = 1;
    all[Tag::VerbPresent as usize].finite = 1;
    all[Tag::VerbS as usize].finite = 1;
    all[Tag::Auxiliary as usize].finite = 1;
    all[Tag::Modal as usize].finite = 1;
    all[Tag::VerbBase as usize].base_verbs = 1;
    all[Tag::VerbParticiple as usize].participles = 1;
    all[Tag::VerbIng as usize].ing_verbs = 1;
    all[Tag::That as usize].that = 1;
    all[Tag::That as usize].wh = 1;
    all[Tag::Wh as usize].wh = 1;
    all[Tag::Coordinator as usize].coordinators = 1;
    all[Tag::Preposition as usize].prepositions = 1;
    all
};

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
            counts = counts.plus(&BY_TAG[unit.tag as usize]);
            counts.finite += u32::from(unit.carries_verb());
            match unit.kind {
                TokenKind::Word => {}
                TokenKind::Comma => counts.commas += 1,
                TokenKind::Colon => counts.colons += 1,
                TokenKind::Open => counts.opened += 1,
                TokenKind::Close => counts.closed += 1,
                _ => counts.quotes += u32::from(unit.is_quote()),
            }
            counts.chunks += u32::from(unit.chunk != Unit::NO_CHUNK && unit.chunk != chunk);
            if matches!(unit.tag, Tag::VerbPast | Tag::VerbPresent | Tag::VerbS | Tag::VerbIng)
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
                _ if unit.is_finite() => next = Verbs { finite: at, inflected: at, any: at },
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
