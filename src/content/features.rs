//! What the content scorer looks at.

use crate::cue::CueCandidate;
use crate::lexicon::Tag;
use crate::model::{Feature, Field, Schema, Sink, Template, bucket};
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::ContentCandidate;

use Field::{Atom as A, Count as N, Cue as C};

macro_rules! templates {
    ($($constant:ident = $number:literal, $name:literal, $fields:expr;)*) => {
        $(const $constant: u8 = $number;)*
        /// Names of the content scorer's features.
        pub static SCHEMA: Schema = Schema { templates: &[$(Template { name: $name, fields: $fields }),*] };
    };
}

templates! {
    DIRECTION = 0, "direction", &[N];
    DIRECTION_LEMMA = 1, "direction+lemma", &[N, C];
    DIRECTION_CLASS = 2, "direction+class", &[N, N, N];
    DIRECTION_NEXT = 3, "direction+next", &[N, A, A];
    DIRECTION_LAST = 4, "direction+last", &[N, A, A];
    DIRECTION_PLACE = 5, "direction+place", &[N, N, N];
    DIRECTION_QUOTES = 6, "direction+quotes", &[N, N, N];
    DIRECTION_AROUND = 7, "direction+around", &[N, A, A];
    START_GAP = 8, "start+gap", &[N, N];
    START_ATOM = 9, "start+class", &[N, A];
    START_LAST = 10, "start+last", &[A, A];
    START_LEMMA = 11, "start+lemma", &[C, A, N];
    START_FIRST = 12, "start+first", &[A, A, N];
    START_FRAMES = 13, "start+frames", &[N, A, N];
    START_CROSSED = 14, "start+crossed", &[N, N];
    START_TAGS = 15, "start+tag", &[N, A, N];
    END_NEXT = 16, "end+next", &[N, A];
    END_NEXT2 = 17, "end+next2", &[A, A];
    END_LAST = 18, "end+last", &[A, A];
    END_LEMMA = 19, "end+lemma", &[C, A];
    END_PLACE = 20, "end+place", &[N, N];
    END_VERB = 21, "end+verb-after", &[A, N, A];
    PAIR_LENGTH = 22, "pair+length", &[N, N];
    PAIR_ATOMS = 23, "pair+atoms", &[A, A];
    PAIR_VERB = 24, "pair+verb", &[N, A, N];
    PAIR_OPEN = 25, "pair+open", &[N, N];
    PAIR_CLASS = 26, "pair+class", &[N, N, N];
    LEFT_END = 27, "left-end", &[A, A];
    LEFT_END_GAP = 28, "left-end+gap", &[N, N];
    LEFT_END_CLASS = 29, "left-end+class", &[N, A];
    LEFT_START = 30, "left-start", &[A, A];
    LEFT_START_PLACE = 31, "left-start+place", &[N, N];
    LEFT_LENGTH = 32, "left+length", &[N, N];
    LEFT_VERB = 33, "left+verb", &[N, A, N];
    LEFT_QUOTE = 34, "left+quote", &[N, N, N];
    LEFT_CLASS = 35, "left+class", &[N, N];
    END_COMMAS = 36, "end+commas", &[A, N, N];
    PAIR_FIRST_VERB = 37, "pair+first+verb", &[A, N, A];
    PAIR_CUES = 38, "pair+cues", &[N, N, N];
    PAIR_LEMMA = 39, "pair+lemma", &[C, N, N];
}

fn finite(tag: Tag) -> bool {
    matches!(tag, Tag::VerbPast | Tag::VerbS | Tag::Auxiliary | Tag::Modal)
}

/// Whether a finite verb, and whether any verb, stands in a stretch: 0 none, 1 other verb, 2 finite.
fn verbs(scene: &Scene, part: UnitRange) -> u16 {
    let mut found = 0;
    for unit in &scene.syntax.units[part.range()] {
        if finite(unit.tag) {
            return 2;
        }
        if matches!(unit.tag, Tag::VerbBase | Tag::VerbIng | Tag::VerbParticiple) {
            found = 1;
        }
    }
    found
}

/// Whether the sentence ends at `at`, punctuation aside.
fn ends_sentence(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    scene.syntax.units[at as usize..sentence.end as usize].iter().all(|u| !u.is_word() && !u.is_quote())
}

pub(super) fn direction(scene: &Scene, cue: &CueCandidate, direction: u16, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let tag = scene.unit(cue.unit).tag as u16;
    let next = |i: i32| scene.atom(cue.unit, i, sentence).0;
    let last = |i: i32| scene.atom(cue.group.start, i, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(DIRECTION, direction, 0, 0);
    add(DIRECTION_LEMMA, direction, cue.lemma, 0);
    add(DIRECTION_CLASS, direction, class, tag);
    add(DIRECTION_NEXT, direction, next(1), 0);
    add(DIRECTION_NEXT, direction, next(1), next(2));
    add(DIRECTION_LAST, direction, last(-1), 0);
    add(DIRECTION_LAST, direction, last(-1), last(-2));
    add(DIRECTION_AROUND, direction, last(-1), next(1));
    let from_start = bucket((cue.group.start - sentence.start) as usize).min(6);
    let after_is_stop = u16::from(ends_sentence(scene, cue.unit + 1, sentence));
    add(DIRECTION_PLACE, direction, from_start, after_is_stop);
    let quote_after = (1..=6).find(|i| scene.is_quote(cue.unit, *i, sentence)).map_or(0, |i| i as u16);
    let quote_before =
        (1..=6).find(|i| scene.is_quote(cue.group.start, -*i, sentence)).map_or(0, |i| i as u16);
    let comma_before =
        (1..=6).find(|i| scene.atom(cue.group.start, -*i, sentence).0 == 3).map_or(0, |i| i as u16);
    add(DIRECTION_QUOTES, direction, quote_after, quote_before);
    add(DIRECTION_PLACE, direction, 16 + comma_before, after_is_stop);
    let inverted = scene.chunk_at(cue.unit, 1, sentence).map_or(0, |c| {
        let after = c.units.end;
        1 + c.kind as u16 * 2 + u16::from(after >= sentence.end || ends_sentence(scene, after, sentence))
    });
    add(DIRECTION_QUOTES, direction, 16 + inverted, comma_before.min(3) + 4 * quote_before.min(3));
}

pub(super) fn right_start(scene: &Scene, cue: &CueCandidate, at: u32, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let tag = scene.unit(cue.unit).tag as u16;
    let gap = (at - cue.unit - 1) as u16;
    let here = scene.unit(at).atom.0;
    let last = scene.atom(at, -1, sentence).0;
    let first = scene.atom(cue.unit, 1, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    let gap_bucket = bucket(gap as usize);
    add(START_GAP, class, gap_bucket, 0);
    add(START_ATOM, class, here, 0);
    add(START_LAST, if gap == 0 { 0 } else { last }, here, 0);
    add(START_LEMMA, cue.lemma, here, gap.min(3));
    add(START_LEMMA, cue.lemma, if gap == 0 { 0 } else { last }, 8);
    add(START_FIRST, first, here, gap.min(3));
    add(START_FRAMES, scene.lexicon.cue_frames(cue.lemma), here, u16::from(gap == 0));
    add(START_TAGS, tag, here, gap.min(3));
    // What the start skips: noun phrases, commas, verbs, quoted spans, words that open clauses.
    let (mut chunks, mut commas, mut verbs, mut quotes, mut that, mut colon) =
        (0u16, 0u16, 0u16, 0u16, 0u16, 0u16);
    let mut chunk = u32::MAX;
    for i in cue.unit + 1..at {
        let unit = scene.unit(i);
        if unit.chunk != chunk && unit.chunk != u32::MAX {
            chunks += 1;
        }
        chunk = unit.chunk;
        match unit.kind {
            TokenKind::Comma => commas += 1,
            TokenKind::Colon => colon = 1,
            _ => {}
        }
        quotes |= u16::from(unit.is_quote());
        that |= u16::from(matches!(unit.tag, Tag::That));
        verbs |= u16::from(finite(unit.tag) || matches!(unit.tag, Tag::VerbBase | Tag::VerbIng));
    }
    add(
        START_CROSSED,
        chunks.min(3) | commas.min(2) << 2 | verbs << 4 | quotes << 5 | that << 6 | colon << 7,
        gap_bucket.min(4),
        0,
    );
    let object = scene.chunk_at(cue.unit, 1, sentence).map_or(0, |c| c.kind as u16 + 1);
    add(START_CROSSED, 256 + object * 8 + chunks.min(3), u16::from(gap == 0) + 2 * u16::from(commas > 0), 0);
}

pub(super) fn right_end(scene: &Scene, cue: &CueCandidate, at: u32, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let next = scene.atom(at, 0, sentence).0;
    let next2 = scene.atom(at, 1, sentence).0;
    let last = scene.atom(at, -1, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(END_NEXT, class, next, 0);
    add(END_NEXT2, next, next2, 0);
    add(END_LAST, last, next, 0);
    add(END_LEMMA, cue.lemma, next, 0);
    let final_place = u16::from(ends_sentence(scene, at, sentence));
    add(END_PLACE, class, final_place, 0);
    // A verb close behind a comma: a clause that goes on with the source's own doing.
    let verb_after = (0..6)
        .find(|i| {
            let tag = scene.unit_tag(at, *i, sentence);
            finite(tag) || matches!(tag, Tag::VerbIng | Tag::VerbParticiple)
        })
        .map_or(0, |i| i as u16 + 1);
    let verb_tag =
        if verb_after == 0 { 0 } else { scene.unit_tag(at, verb_after as i32 - 1, sentence) as u16 };
    add(END_VERB, next, verb_after, verb_tag);
    let commas_after = scene.syntax.units[at as usize..sentence.end as usize]
        .iter()
        .filter(|u| u.kind == TokenKind::Comma)
        .count();
    add(END_COMMAS, next, commas_after.min(3) as u16, final_place);
}

pub(super) fn right_pair(scene: &Scene, cue: &CueCandidate, part: UnitRange, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let here = scene.unit(part.start).atom.0;
    let next = scene.atom(part.end, 0, sentence).0;
    let verb = verbs(scene, part);
    let length = bucket((part.end - part.start) as usize);
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(PAIR_LENGTH, length, verb, 0);
    add(PAIR_ATOMS, here, next, 0);
    add(PAIR_VERB, verb, next, class);
    add(PAIR_CLASS, class, verb, length);
    add(PAIR_FIRST_VERB, here, verb, next);
    // A finite cue verb inside, behind a conjunction or not: the source's own next act, perhaps.
    let (mut joined, mut cues) = (0u16, 0u16);
    for i in part.start + 1..part.end {
        let unit = scene.unit(i);
        if matches!(unit.tag, Tag::VerbPast | Tag::VerbS | Tag::VerbIng)
            && scene.lexicon.is_strong_cue(scene.word(i).cue)
        {
            cues += 1;
            joined += u16::from(matches!(scene.unit_tag(i, -1, sentence), Tag::Coordinator | Tag::Adverb));
        }
    }
    add(PAIR_CUES, cues.min(2), joined.min(2), verb);
    add(PAIR_LEMMA, cue.lemma, verb, length.min(6));
    let units = &scene.syntax.units[part.range()];
    let opened = units.iter().filter(|u| u.kind == TokenKind::Open).count();
    let closed = units.iter().filter(|u| u.kind == TokenKind::Close).count();
    let quotes = units.iter().filter(|u| u.is_quote()).count();
    add(PAIR_OPEN, u16::from(opened != closed), 0, 0);
    add(
        PAIR_OPEN,
        2 + quotes.min(2) as u16,
        u16::from(scene.unit(part.end - 1).is_quote()) + 2 * u16::from(scene.unit(part.start).is_quote()),
        0,
    );
}

pub(super) fn left_end(scene: &Scene, cue: &CueCandidate, at: u32, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let next = scene.atom(at, 0, sentence).0;
    let last = scene.atom(at, -1, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(LEFT_END, last, next, 0);
    add(LEFT_END_CLASS, class, next, 0);
    // What lies between the content and the cue: how many noun phrases, commas, verbs.
    let (mut chunks, mut commas, mut verb) = (0u16, 0u16, 0u16);
    let mut chunk = u32::MAX;
    for i in at..cue.group.start {
        let unit = scene.unit(i);
        if unit.chunk != chunk && unit.chunk != u32::MAX {
            chunks += 1;
        }
        chunk = unit.chunk;
        commas += u16::from(unit.kind == TokenKind::Comma);
        verb |= u16::from(finite(unit.tag));
    }
    let gap = bucket((cue.group.start - at) as usize).min(6);
    add(LEFT_END_GAP, chunks.min(3) | commas.min(3) << 2 | verb << 4, gap, 0);
    add(LEFT_END_GAP, 64 + u16::from(scene.unit(at - 1).is_quote()), gap, 0);
}

pub(super) fn left_start(scene: &Scene, cue: &CueCandidate, at: u32, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(LEFT_START, scene.atom(at, -1, sentence).0, scene.unit(at).atom.0, 0);
    add(LEFT_START_PLACE, bucket((at - sentence.start) as usize), u16::from(scene.unit(at).is_quote()), 0);
}

pub(super) fn left_pair(scene: &Scene, cue: &CueCandidate, part: UnitRange, sink: &mut impl Sink) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let verb = verbs(scene, part);
    let first = u16::from(part.start == sentence.start);
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(LEFT_LENGTH, bucket((part.end - part.start) as usize), verb, 0);
    add(LEFT_VERB, verb, scene.atom(part.end, 0, sentence).0, first);
    add(LEFT_CLASS, class, verb, 0);
    let quote_first = u16::from(scene.unit(part.start).is_quote());
    let quote_last = u16::from(scene.unit(part.end - 1).is_quote());
    let quotes = scene.syntax.units[part.range()].iter().filter(|u| u.is_quote()).count().min(2) as u16;
    add(
        LEFT_QUOTE,
        quote_first | quote_last << 1 | quotes << 2,
        first,
        u16::from(part.end - part.start == 1),
    );
}

/// All features of a content.
pub(super) fn all(scene: &Scene, cue: &CueCandidate, content: &ContentCandidate) -> Vec<Feature> {
    let mut features = Vec::new();
    direction(scene, cue, content.direction(), &mut features);
    if let Some(part) = content.left {
        left_start(scene, cue, part.start, &mut features);
        left_end(scene, cue, part.end, &mut features);
        left_pair(scene, cue, part, &mut features);
    }
    if let Some(part) = content.right {
        right_start(scene, cue, part.start, &mut features);
        right_end(scene, cue, part.end, &mut features);
        right_pair(scene, cue, part, &mut features);
    }
    features
}
