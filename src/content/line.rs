//! [`Line`]: what the content scorer asks of a sentence whatever the cue, worked out once.
//!
//! Running counts answer "how many commas between here and there?" in one subtraction, and the
//! places where contents can start or end are listed with the scores that do not depend on a cue.

use crate::lexicon::{Tag, TagSet};
use crate::model::LinearModel;
use crate::segment::TokenKind;
use crate::syntax::{Scene, Unit, UnitRange};

use super::{edges, features};

const FINITE: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS).with(Tag::Auxiliary).with(Tag::Modal);
const OTHER_VERB: TagSet = TagSet::of(Tag::VerbBase).with(Tag::VerbIng).with(Tag::VerbParticiple);

/// How many units of each sort stand between two places.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Verbs with a tense.
    pub finite: u32,
    /// Verbs without: bases, participles and -ing forms.
    pub other_verbs: u32,
    pub commas: u32,
    pub opened: u32,
    pub closed: u32,
    pub quotes: u32,
    /// Verbs that nearly always report.
    pub cues: u32,
    /// Those of them behind a conjunction or adverb.
    pub joined_cues: u32,
    /// First units of noun phrases.
    chunks: u32,
}

impl Counts {
    fn less(&self, before: &Counts) -> Counts {
        Counts {
            finite: self.finite - before.finite,
            other_verbs: self.other_verbs - before.other_verbs,
            commas: self.commas - before.commas,
            opened: self.opened - before.opened,
            closed: self.closed - before.closed,
            quotes: self.quotes - before.quotes,
            cues: self.cues - before.cues,
            joined_cues: self.joined_cues - before.joined_cues,
            chunks: self.chunks - before.chunks,
        }
    }

    /// Whether there is a verb: 0 none, 1 one without a tense, 2 one with.
    pub fn verb(&self) -> u16 {
        if self.finite > 0 { 2 } else { u16::from(self.other_verbs > 0) }
    }
}

/// A place where a content can start or end, with the part of its score that no cue changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub at: u32,
    pub score: i32,
}

/// One sentence, read for the content scorer. Reusable.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub sentence: UnitRange,
    /// Counts before each unit and after the last.
    counts: Vec<Counts>,
    /// For each unit and the end the next verb with a tense, participle or -ing form from there on.
    next_verb: Vec<u32>,
    /// End of the last word or quoted span.
    last_word: u32,
    pub right_ends: Vec<Place>,
    pub left_starts: Vec<Place>,
    pub left_ends: Vec<u32>,
}

impl Line {
    /// Reads a sentence.
    pub fn fill(&mut self, scene: &Scene, sentence: UnitRange, model: &LinearModel) {
        self.count(scene, sentence);
        let (mut ends, mut lefts, mut starts) = (
            std::mem::take(&mut self.right_ends),
            std::mem::take(&mut self.left_ends),
            std::mem::take(&mut self.left_starts),
        );
        ends.clear();
        lefts.clear();
        starts.clear();
        for at in sentence.start..=sentence.end {
            if edges::right_end(scene, sentence, at) {
                let score = model.score(|sum| features::right_end_place(scene, self, at, sum));
                ends.push(Place { at, score });
            }
            if edges::left_end(scene, sentence, at) {
                lefts.push(at);
            }
            if edges::left_start(scene, sentence, at) {
                let score = model.score(|sum| features::left_start(scene, sentence, at, sum));
                starts.push(Place { at, score });
            }
        }
        (self.right_ends, self.left_ends, self.left_starts) = (ends, lefts, starts);
    }

    /// Counts only, for features outside [`super::propose`].
    pub fn count(&mut self, scene: &Scene, sentence: UnitRange) {
        self.sentence = sentence;
        self.counts.clear();
        self.last_word = sentence.start;
        let mut counts = Counts::default();
        let (mut chunk, mut last_tag) = (Unit::NO_CHUNK, Tag::Unknown);
        for (at, unit) in (sentence.start..).zip(&scene.syntax.units[sentence.range()]) {
            self.counts.push(counts);
            counts.finite += u32::from(FINITE.has(unit.tag));
            counts.other_verbs += u32::from(OTHER_VERB.has(unit.tag));
            counts.commas += u32::from(unit.kind == TokenKind::Comma);
            counts.opened += u32::from(unit.kind == TokenKind::Open);
            counts.closed += u32::from(unit.kind == TokenKind::Close);
            counts.quotes += u32::from(unit.is_quote());
            counts.chunks += u32::from(unit.chunk != Unit::NO_CHUNK && unit.chunk != chunk);
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
        self.next_verb.clear();
        self.next_verb.resize(self.counts.len(), u32::MAX);
        let mut next = u32::MAX;
        for (at, slot) in (sentence.start..sentence.end).zip(&mut self.next_verb).rev() {
            let tag = scene.unit(at).tag;
            if FINITE.has(tag) || matches!(tag, Tag::VerbIng | Tag::VerbParticiple) {
                next = at;
            }
            *slot = next;
        }
    }

    /// What stands between two places of the sentence.
    #[inline]
    pub fn between(&self, from: u32, to: u32) -> Counts {
        let at = |place: u32| &self.counts[(place - self.sentence.start) as usize];
        at(to).less(at(from))
    }

    /// How many noun phrases, whole or in part, lie between two places.
    pub fn chunks(&self, scene: &Scene, from: u32, to: u32) -> u32 {
        let cut = from > self.sentence.start
            && from < to
            && scene.unit(from).chunk != Unit::NO_CHUNK
            && scene.unit(from).chunk == scene.unit(from - 1).chunk;
        self.between(from, to.max(from)).chunks + u32::from(cut)
    }

    /// The verb closest behind a place.
    pub fn next_verb(&self, at: u32) -> u32 {
        self.next_verb[(at - self.sentence.start) as usize]
    }

    /// Whether only punctuation is left from a place on.
    pub fn ends_at(&self, at: u32) -> bool {
        at >= self.last_word
    }
}
