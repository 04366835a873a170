//! [`Tally`]: running counts over a sentence, so that what stands between two places is known in
//! one subtraction however far apart they are. Counts go up to 65,535 and then begin with 0 again: a
//! stretch with more of one sort is no sentence.

use crate::lexicon::Tag;
use crate::segment::TokenKind;

use super::{Scene, Unit, UnitRange};

/// How many units of each sort stand between two places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Verbs with a tense: past, -s, auxiliary, modal.
    pub finite: u16,
    /// Verbs in their base form.
    pub base_verbs: u16,
    /// Participles.
    pub participles: u16,
    /// Verbs in -ing.
    pub ing_verbs: u16,
    /// Commas.
    pub commas: u16,
    /// Colons and semicolons.
    pub colons: u16,
    /// Opening brackets.
    pub opened: u16,
    /// Closing brackets.
    pub closed: u16,
    /// Quoted spans.
    pub quotes: u16,
    /// Verbs that nearly always report.
    pub cues: u16,
    /// Those of them behind a conjunction or adverb.
    pub joined_cues: u16,
    /// First units of noun phrases.
    chunks: u16,
    /// "that".
    pub that: u16,
    /// Question words and "that".
    pub wh: u16,
    /// and, or, but.
    pub coordinators: u16,
    /// Prepositions.
    pub prepositions: u16,
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
        self.each(more, u16::wrapping_add)
    }

    #[inline(always)]
    fn less(&self, before: &Counts) -> Counts {
        self.each(before, u16::wrapping_sub)
    }

    #[inline(always)]
    fn each(&self, other: &Counts, join: impl Fn(u16, u16) -> u16) -> Counts {
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
        let other = self.base_verbs | self.participles | self.ing_verbs;
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

/// What a unit counts for by its kind.
static BY_KIND: [Counts; 16] = {
    let mut all = [Counts::NONE; 16];
    all[TokenKind::Comma as usize].commas = 1;
    all[TokenKind::Colon as usize].colons = 1;
    all[TokenKind::Open as usize].opened = 1;
    all[TokenKind::Close as usize].closed = 1;
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
    /// The tense of each unit, see [`Tally::tense`].
    tenses: Vec<u8>,
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
        self.tenses.clear();
        self.last_word = sentence.start;
        let mut counts = Counts::default();
        let (mut chunk, mut last_tag) = (Unit::NO_CHUNK, Tag::Unknown);
        let units = &scene.syntax.units[sentence.range()];
        for (at, unit) in (sentence.start..).zip(units) {
            self.counts.push(counts);
            self.tenses.push(tense(scene, at, unit));
            counts = counts.plus(&BY_TAG[unit.tag as usize]);
            counts = counts.plus(&BY_KIND[unit.kind as usize]);
            let mut more = Counts::NONE;
            more.finite = u16::from(unit.carries_verb());
            more.quotes = u16::from(unit.is_quote());
            more.chunks = u16::from(unit.chunk != Unit::NO_CHUNK && unit.chunk != chunk);
            if matches!(unit.tag, Tag::VerbPast | Tag::VerbPresent | Tag::VerbS | Tag::VerbIng)
                && scene.lexicon.is_strong_cue(scene.lexicon.word(unit.word).cue)
            {
                more.cues = 1;
                more.joined_cues = u16::from(matches!(last_tag, Tag::Coordinator | Tag::Adverb));
            }
            counts = counts.plus(&more);
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
    pub fn chunks(&self, scene: &Scene, from: u32, to: u32) -> u16 {
        if from >= to {
            return 0;
        }
        let here = scene.unit(from).chunk;
        let cut = from > self.sentence.start && here != Unit::NO_CHUNK && here == scene.unit(from - 1).chunk;
        self.between(from, to).chunks.wrapping_add(u16::from(cut))
    }

    /// The verbs closest behind a place.
    #[inline]
    pub fn verbs(&self, at: u32) -> Verbs {
        self.verbs[(at - self.sentence.start) as usize]
    }

    /// The tenses of a stretch of the sentence.
    #[inline]
    pub fn tenses(&self, units: UnitRange) -> &[u8] {
        let place = |at: u32| (at - self.sentence.start) as usize;
        &self.tenses[place(units.start)..place(units.end)]
    }

    /// The tense of a unit: 0 none, 1 past, 2 present, 3 would, could, might, 4 another modal verb.
    #[inline]
    pub fn tense(&self, at: u32) -> u16 {
        u16::from(self.tenses[(at - self.sentence.start) as usize])
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
