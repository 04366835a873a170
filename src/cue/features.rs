//! What the cue scorer looks at.

use crate::lexicon::{Tag, VerbClass};
use crate::model::{Feature, Field, Sink, bucket, templates};
use crate::syntax::Scene;

use super::CueCandidate;

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the cue scorer's features.
    BIAS = 0, "bias", &[];
    LEMMA = 1, "lemma", &[C];
    LEMMA_TAG = 2, "lemma+tag", &[C, N];
    LEMMA_NEXT = 3, "lemma+next", &[C, A];
    LEMMA_LAST = 4, "lemma+last", &[C, A];
    TAG_NEXT = 5, "tag+next2", &[N, A, A];
    TAG_LAST = 6, "tag+last2", &[N, A, A];
    TAG_AROUND = 7, "tag+around", &[N, A, A];
    CLASS_NEXT = 8, "class+next", &[N, A];
    CLASS_LAST = 9, "class+last", &[N, A];
    CLASS = 10, "class+tag", &[N, N];
    VERB_NEXT = 11, "verb-class+next", &[N, A];
    VERB = 12, "verb-class+tag", &[N, N];
    THAT = 13, "that-follows", &[N, N];
    QUOTES = 14, "quotes", &[N, N, N];
    SUBJECT = 15, "subject", &[N, N, N];
    OBJECT = 16, "object", &[N, N, N];
    GROUP = 17, "group", &[N, N];
    EARLIER = 18, "earlier-cue", &[N, N];
    PLACE = 19, "place", &[N, N, N];
    AFTER3 = 20, "after3", &[N, A];
    BEFORE3 = 21, "before3", &[N, A];
    LEMMA_SUBJECT = 22, "lemma+subject", &[C, N];
    LEMMA_OBJECT = 23, "lemma+object", &[C, N];
    LEMMA_NEXT2 = 24, "lemma+next2", &[C, A, A];
    GROUP_LAST = 25, "group+last", &[N, A, A];
    LATER = 26, "later-cue", &[N, N];
    FRAMES_NEXT = 27, "frames+next", &[N, A];
}

pub(super) fn extract(scene: &Scene, candidate: &CueCandidate, sink: &mut impl Sink) {
    let at = candidate.unit;
    let unit = scene.unit(at);
    let sentence = scene.sentence(at);
    let atom = |offset: i32| scene.atom(at, offset, sentence).0;
    let lemma = candidate.lemma;
    let tag = unit.tag as u16;
    let class = scene.lexicon.cue_class(lemma);
    let verb = scene.word(at).verb as u16;
    let mut add = |template: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(template, a, b, c));

    add(BIAS, 0, 0, 0);
    if lemma != 0 {
        add(LEMMA, lemma, 0, 0);
        add(LEMMA_TAG, lemma, tag, 0);
        add(LEMMA_NEXT, lemma, atom(1), 0);
        add(LEMMA_LAST, lemma, atom(-1), 0);
        add(LEMMA_NEXT2, lemma, atom(1), atom(2));
        add(FRAMES_NEXT, scene.lexicon.cue_frames(lemma), atom(1), 0);
    }
    add(TAG_NEXT, tag, atom(1), atom(2));
    add(TAG_LAST, tag, atom(-1), atom(-2));
    add(TAG_AROUND, tag, atom(-1), atom(1));
    add(CLASS_NEXT, class, atom(1), 0);
    add(CLASS_LAST, class, atom(-1), 0);
    add(CLASS, class, tag, 0);
    if lemma == 0 || verb != VerbClass::None as u16 {
        add(VERB_NEXT, verb, atom(1), 0);
    }
    if lemma == 0 {
        add(VERB, verb, tag, 0);
    }
    add(AFTER3, class, atom(3), 0);
    add(BEFORE3, class, atom(-3), 0);

    let that = (1..=6).find(|i| matches!(scene.unit_tag(at, *i, sentence), Tag::That));
    add(THAT, class, that.map_or(0, |i| i as u16), 0);

    let quote_after = (1..=4).find(|i| scene.is_quote(at, *i, sentence)).map_or(0, |i| i as u16);
    let quote_before = (1..=5).find(|i| scene.is_quote(at, -*i, sentence)).map_or(0, |i| i as u16);
    add(QUOTES, class, quote_after, quote_before);

    // The nearest noun phrase on either side, and how far away it is.
    let left = (1..=8).find_map(|i| {
        scene.chunk_at(candidate.group.start, -i, sentence).map(|c| (c.kind as u16 + 1, i as usize))
    });
    let right =
        (1..=5).find_map(|i| scene.chunk_at(at, i, sentence).map(|c| (c.kind as u16 + 1, i as usize)));
    let (subject, gap) = left.unwrap_or((0, 9));
    add(SUBJECT, class, subject, bucket(gap));
    let (object, reach) = right.unwrap_or((0, 9));
    add(OBJECT, class, object, bucket(reach));
    if lemma != 0 {
        add(LEMMA_SUBJECT, lemma, if gap == 1 { subject } else { 0 }, 0);
        add(LEMMA_OBJECT, lemma, if reach == 1 { object } else { 0 }, 0);
    }

    // The verb group: passive, perfect, modal, infinitive, negated.
    let mut flags = 0u16;
    for i in candidate.group.start..at {
        flags |= match scene.unit(i).tag {
            Tag::Modal => 1,
            Tag::To => 2,
            Tag::Negation => 4,
            Tag::Auxiliary => 8,
            _ => 0,
        };
    }
    add(GROUP, class, flags << 5 | tag, 0);
    let before_group = |offset: i32| scene.atom(candidate.group.start, offset, sentence).0;
    add(GROUP_LAST, tag, before_group(-1), before_group(-2));

    // Cues before and after it in the sentence: what a stronger cue reports holds no cues.
    let strong = |i: u32| scene.unit(i).strong;
    let reach = 40;
    let earlier = (at.saturating_sub(reach).max(sentence.start)..at)
        .rev()
        .find(|i| strong(*i))
        .map_or(0, |i| bucket((at - i) as usize) + 1);
    add(EARLIER, class, earlier, 0);
    let later = (at + 1..sentence.end.min(at + reach))
        .find(|i| strong(*i))
        .map_or(0, |i| bucket((i - at) as usize) + 1);
    add(LATER, class, later, 0);

    let from_start = bucket((candidate.group.start - sentence.start) as usize);
    let to_end = bucket((sentence.end - at - 1) as usize);
    add(PLACE, class, from_start.min(6), to_end.min(6));
}
