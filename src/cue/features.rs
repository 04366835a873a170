//! What the cue scorer looks at.

use crate::lexicon::{Tag, VerbClass};
use crate::model::{Field, Sink, bucket, templates};
use crate::syntax::{Scene, Unit};

use super::CueCandidate;

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the cue scorer's features.
    BIAS = 0, "bias", &[];
    LEMMA = 1, "lemma", &[C];
    LEMMA_TAG = 2, "lemma+tag", &[C, N];
    LEMMA_NEXT = 3, "lemma+next", &[C, A];
    LEMMA_LAST = 4, "lemma+last", &[C, A];
    CLASS_NEXT = 5, "class+next", &[N, A];
    CLASS_LAST = 6, "class+last", &[N, A];
    CLASS = 7, "class+tag", &[N, N];
    VERB_NEXT = 8, "verb-class+next", &[N, A];
    VERB = 9, "verb-class+tag", &[N, N];
    THAT = 10, "that-follows", &[N, N];
    QUOTES = 11, "quotes", &[N, N, N];
    GROUP = 12, "group", &[N, N];
    EARLIER = 13, "earlier-cue", &[N, N];
    PLACE = 14, "place", &[N, N, N];
    LEMMA_OBJECT = 15, "lemma+object", &[C, N];
    LEMMA_NEXT2 = 16, "lemma+next2", &[C, A, A];
    GROUP_LAST = 17, "group+last", &[N, A, A];
    LATER = 18, "later-cue", &[N, N];
}

pub(super) fn extract(scene: &Scene, candidate: &CueCandidate, sink: &mut impl Sink) {
    let at = candidate.unit;
    let unit = scene.unit(at);
    let sentence = scene.sentence(at);
    let [before, next, next2] = [-1, 1, 2].map(|offset| scene.atom(at, offset, sentence).0);
    let lemma = candidate.lemma;
    let tag = unit.tag as u16;
    let class = scene.lexicon.cue_class(lemma);
    let verb = scene.word(at).verb as u16;

    sink.put(BIAS, []);
    if lemma != 0 {
        sink.put(LEMMA, [lemma]);
        sink.put(LEMMA_TAG, [lemma, tag]);
        sink.put(LEMMA_NEXT, [lemma, next]);
        sink.put(LEMMA_LAST, [lemma, before]);
        sink.put(LEMMA_NEXT2, [lemma, next, next2]);
        let object = scene.chunk_at(at, 1, sentence).map_or(0, |chunk| chunk.kind as u16 + 1);
        sink.put(LEMMA_OBJECT, [lemma, object]);
    }
    sink.put(CLASS_NEXT, [class, next]);
    sink.put(CLASS_LAST, [class, before]);
    sink.put(CLASS, [class, tag]);
    if lemma == 0 || verb != VerbClass::None as u16 {
        sink.put(VERB_NEXT, [verb, next]);
    }
    if lemma == 0 {
        sink.put(VERB, [verb, tag]);
    }

    // What stands near, and how far away: the first of 1 to `reach` units on, 0 for none.
    let units = &scene.syntax.units;
    let behind = &units[at as usize + 1..sentence.end as usize];
    let ahead = &units[sentence.start as usize..at as usize];
    let that = behind.iter().take(6).position(|unit| unit.tag == Tag::That);
    sink.put(THAT, [class, distance(that)]);
    let quote_behind = behind.iter().take(4).position(Unit::is_quote);
    let quote_ahead = ahead.iter().rev().take(5).position(Unit::is_quote);
    sink.put(QUOTES, [class, distance(quote_behind), distance(quote_ahead)]);

    // The verb group: passive, perfect, modal, infinitive, negated.
    sink.put(GROUP, [class, candidate.group_flags(scene) << 5 | tag]);
    let before_group = |offset: i32| scene.atom(candidate.group.start, offset, sentence).0;
    sink.put(GROUP_LAST, [tag, before_group(-1), before_group(-2)]);

    // Cues before and after it in the sentence: what a stronger cue reports holds no cues.
    let near = |distance: u32, reach: u32| match distance {
        0 => 0,
        _ if distance > reach => 0,
        _ => bucket(distance as usize) + 1,
    };
    sink.put(EARLIER, [class, near(candidate.earlier, 40)]);
    sink.put(LATER, [class, near(candidate.later, 39)]);

    let from_start = bucket((candidate.group.start - sentence.start) as usize);
    let to_end = bucket((sentence.end - at - 1) as usize);
    sink.put(PLACE, [class, from_start.min(6), to_end.min(6)]);
}

/// A position counted from 1; 0 for none.
fn distance(position: Option<usize>) -> u16 {
    position.map_or(0, |at| at as u16 + 1)
}
