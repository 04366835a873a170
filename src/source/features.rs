//! What the source scorer looks at.

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::{Clitic, Tag};
use crate::model::{Feature, Field, Schema, Sink, Template, bucket};
use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene};

use super::{Extension, SourceCandidate};

use Field::{Atom as A, Count as N, Cue as C};

macro_rules! templates {
    ($($constant:ident = $number:literal, $name:literal, $fields:expr;)*) => {
        $(const $constant: u8 = $number;)*
        /// Names of the source scorer's features.
        pub static SCHEMA: Schema = Schema { templates: &[$(Template { name: $name, fields: $fields }),*] };
    };
}

templates! {
    NONE = 0, "none", &[N, N];
    NONE_LEMMA = 1, "none+lemma", &[C, N];
    NONE_LAST = 2, "none+last", &[A, A];
    NONE_CLASS = 3, "none+class", &[N, N, N];
    PLACE = 4, "place", &[N, N];
    PLACE_KIND = 5, "place+kind", &[N, N, N];
    PLACE_CLASS = 6, "place+class", &[N, N, N];
    PLACE_LEMMA = 7, "place+lemma", &[N, C];
    BEFORE = 8, "before", &[A, N];
    BEFORE_KIND = 9, "before+kind", &[A, N, N];
    CROSSED = 10, "crossed", &[N, N];
    CROSSED_KIND = 11, "crossed+kind", &[N, N];
    FORM = 12, "form", &[N, N, N];
    CONTENT = 13, "content", &[N, N, N];
    EXTENT = 14, "extent", &[N, A, N];
    EXTENT_STEPS = 15, "extent+steps", &[N, N, N];
    EXTENT_KIND = 16, "extent+kind", &[N, N, N];
    EXTENT_TOUCH = 17, "extent+touch", &[N, N, N];
    POSSESSOR = 18, "possessor", &[N, N, N];
    BETWEEN = 19, "between", &[A, A, N];
    RANK = 20, "rank", &[N, N, N];
    LAST_ADDED = 21, "last-added", &[N, N];
    HEAD = 22, "head", &[A, N];
    NONE_AFTER = 23, "none+next", &[A, A];
    SUBJECT = 24, "subject", &[N, A, N];
}

/// The facts about a cue that say how it takes its source.
fn form(scene: &Scene, cue: &CueCandidate) -> u16 {
    let mut flags = scene.unit(cue.unit).tag as u16;
    for at in cue.group.start..cue.unit {
        flags |= match scene.unit(at).tag {
            Tag::Auxiliary => 32,
            Tag::To => 64,
            _ => 0,
        };
    }
    flags
}

pub(super) fn none(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    count: usize,
    sink: &mut impl Sink,
) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let form = form(scene, cue);
    let last = |i: i32| scene.atom(cue.group.start, i, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(NONE, form, content.direction(), 0);
    add(NONE, 500 + bucket(count), content.direction(), 0);
    add(NONE_LEMMA, cue.lemma, form, 0);
    add(NONE_LEMMA, cue.lemma, 500, 0);
    add(NONE_LAST, last(-1), last(-2), 0);
    add(NONE_LAST, last(-1), 0, 0);
    add(NONE_AFTER, scene.atom(cue.unit, 1, sentence).0, scene.atom(cue.unit, 2, sentence).0, 0);
    add(NONE_CLASS, class, form, content.direction());
}

pub(super) fn extract(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    candidate: &SourceCandidate,
    sink: &mut impl Sink,
) {
    let sentence = scene.sentence(cue.unit);
    let class = scene.lexicon.cue_class(cue.lemma);
    let form = form(scene, cue);
    let direction = content.direction();
    let units = candidate.units;
    let left = units.start < cue.unit;
    let head_at = candidate.base_end - 1;
    let chunk = scene.chunk(units.start);
    let whole = chunk.is_some_and(|c| c.units.end == candidate.base_end);
    let possessor = chunk.is_some_and(|c| candidate.base_end < c.units.end)
        && scene.unit(head_at).clitic == Clitic::S
        || scene.unit(units.start).tag == Tag::Possessive && units.end - units.start == 1;
    let in_cue_phrase = chunk.is_some_and(|c| c.units.start <= cue.unit && cue.unit < c.units.end);
    let kind = match chunk {
        Some(c) if whole => c.kind as u16 + 1,
        _ if scene.unit(units.start).tag == Tag::Possessive => 12,
        _ if scene.unit(head_at).tag == Tag::Name => 13,
        _ => 14,
    };
    // From the phrase to the cue: which way, how far, across what.
    let (from, to) = if left { (candidate.base_end, cue.group.start) } else { (cue.unit + 1, units.start) };
    let gap = to.saturating_sub(from);
    let (mut chunks, mut commas, mut verbs, mut quotes, mut wh, mut coordinators, mut prepositions) =
        (0u16, 0u16, 0u16, 0u16, 0u16, 0u16, 0u16);
    let mut last_chunk = u32::MAX;
    for at in from..to.max(from) {
        let unit = scene.unit(at);
        if unit.chunk != last_chunk && unit.chunk != u32::MAX {
            chunks += 1;
        }
        last_chunk = unit.chunk;
        commas += u16::from(unit.kind == TokenKind::Comma);
        quotes |= u16::from(unit.is_quote());
        match unit.tag {
            Tag::VerbPast | Tag::VerbS | Tag::Modal | Tag::Auxiliary | Tag::VerbBase => verbs += 1,
            Tag::Wh | Tag::That => wh = 1,
            Tag::Coordinator => coordinators = 1,
            Tag::Preposition => prepositions = 1,
            _ => {}
        }
    }
    let place = u16::from(left)
        | bucket(gap as usize).min(7) << 1
        | u16::from(candidate.reaches_cue) << 4
        | u16::from(in_cue_phrase) << 5
        | u16::from(possessor) << 6;
    let crossed = chunks.min(3)
        | commas.min(3) << 2
        | verbs.min(2) << 4
        | quotes << 6
        | wh << 7
        | coordinators << 8
        | prepositions << 9;
    let before = scene.atom(units.start, -1, sentence).0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(PLACE, place, direction, 0);
    add(PLACE_KIND, place, kind, 0);
    add(PLACE_KIND, u16::from(left) | u16::from(candidate.reaches_cue) << 4, kind, 1 + direction);
    add(PLACE_CLASS, place, class, direction);
    add(
        PLACE_LEMMA,
        u16::from(left) | u16::from(gap == 0) << 1 | u16::from(candidate.reaches_cue) << 4 | direction << 5,
        cue.lemma,
        0,
    );
    add(BEFORE, before, u16::from(left) + 2 * direction, 0);
    add(BEFORE_KIND, before, kind, u16::from(left) + 2 * u16::from(gap == 0));
    add(CROSSED, crossed, u16::from(left), 0);
    add(CROSSED_KIND, crossed & 0x7f, kind, 0);
    add(FORM, form, place, 0);
    add(FORM, form, crossed & 0x1ff, 1 + u16::from(left));
    add(HEAD, scene.unit(head_at).atom.0, u16::from(left) + 2 * u16::from(candidate.reaches_cue), 0);
    if possessor {
        add(POSSESSOR, kind, u16::from(in_cue_phrase), direction);
    }
    let beside =
        if left { scene.atom(cue.group.start, -1, sentence).0 } else { scene.atom(cue.unit, 1, sentence).0 };
    add(BETWEEN, before, beside, u16::from(left));
    // Is it the content's neighbour, or the first phrase of the sentence?
    let touches_left =
        content.left.is_some_and(|part| part.end + 2 >= units.start && part.end <= units.start);
    let touches_right =
        content.right.is_some_and(|part| part.start >= units.end && part.start <= units.end + 2);
    add(
        CONTENT,
        u16::from(touches_left) | u16::from(touches_right) << 1 | u16::from(left) << 2,
        direction,
        kind,
    );
    add(RANK, u16::from(units.start == sentence.start), u16::from(left), kind);
    add(
        RANK,
        2 + chunks.min(3),
        u16::from(left) | verbs.min(2) << 1,
        if kind == ChunkKind::Pronoun as u16 + 1 { 1 } else { 2 },
    );

    // Is it the subject of another verb, which the cue may share it with?
    let verb_next = match scene.unit_tag(candidate.base_end, 0, sentence) {
        Tag::Modal | Tag::Auxiliary => 1,
        Tag::VerbPast | Tag::VerbS | Tag::VerbBase => 2,
        _ => 0,
    };
    add(
        SUBJECT,
        verb_next | u16::from(left) << 2,
        scene.atom(cue.group.start, -1, sentence).0,
        scene.unit(cue.unit).tag as u16,
    );

    let next = scene.atom(units.end, 0, sentence).0;
    let touch = if left { units.end == cue.group.start } else { units.start == cue.unit + 1 };
    let comma_touch =
        left && units.end + 1 == cue.group.start && scene.unit(units.end).kind == TokenKind::Comma;
    let extension = candidate.extension as u16;
    add(EXTENT, extension, next, u16::from(left));
    add(EXTENT_STEPS, u16::from(candidate.steps).min(4), extension, u16::from(left));
    add(EXTENT_KIND, extension, kind, u16::from(left));
    add(
        EXTENT_TOUCH,
        u16::from(touch) | u16::from(comma_touch) << 1 | u16::from(candidate.reaches_cue) << 2,
        extension,
        u16::from(left),
    );
    if candidate.extension != Extension::None {
        let added = scene.chunk(units.end - 1).map_or(0, |c| c.kind as u16 + 1);
        add(LAST_ADDED, extension, added, 0);
        add(LAST_ADDED, 16 + extension, kind, 0);
    }
}
