//! What the source scorer looks at.

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::{Clitic, Tag};
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::syntax::{Scene, Tally};

use super::{Extension, SourceCandidate};

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the source scorer's features.
    NONE = 0, "none", &[N, N];
    NONE_LEMMA = 1, "none+lemma", &[C, N];
    NONE_LAST = 2, "none+last", &[A, A];
    PLACE = 3, "place", &[N, N];
    PLACE_LEMMA = 4, "place+lemma", &[N, C];
    BEFORE = 5, "before", &[A, N];
    BEFORE_KIND = 6, "before+kind", &[A, N, N];
    CROSSED = 7, "crossed", &[N, N];
    EXTENT = 8, "extent", &[N, A, N];
    EXTENT_KIND = 9, "extent+kind", &[N, N, N];
    EXTENT_TOUCH = 10, "extent+touch", &[N, N, N];
    POSSESSOR = 11, "possessor", &[N, N, N];
    BETWEEN = 12, "between", &[A, A, N];
    LAST_ADDED = 13, "last-added", &[N, N];
    HEAD = 14, "head", &[A, N];
    NONE_AFTER = 15, "none+next", &[A, A];
    SUBJECT = 16, "subject", &[N, A, N];
    AGREEMENT = 17, "agreement", &[A, A, N];
    STEP = 18, "step", &[A, A, A];
    STEP_ADDED = 19, "step+added", &[A, N, N];
    STEP_KIND = 20, "step+kind", &[N, N, N];
    STEP_TOUCH = 21, "step+touch", &[N, N, N];
    STEP_LENGTH = 22, "step+length", &[N, N, N];
    STEP_VERBS = 23, "step+verbs", &[N, N, N];
    STEP_BEFORE = 24, "step+before", &[N, N, N];
    STEP_CLASS = 25, "step+class", &[N, N, N];
    STEP_HEAD = 26, "step+head", &[A, A, N];
}

/// A cue with its content in its sentence, with what every feature asks of them.
pub(super) struct Ground<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) cue: &'a CueCandidate,
    pub(super) content: &'a ContentCandidate,
    pub(super) tally: &'a Tally,
    class: u16,
    direction: u16,
    form: u16,
}

impl<'a> Ground<'a> {
    /// `tally` is of the cue's sentence.
    pub fn new(
        scene: &'a Scene<'a>,
        cue: &'a CueCandidate,
        content: &'a ContentCandidate,
        tally: &'a Tally,
    ) -> Self {
        let class = scene.lexicon.cue_class(cue.lemma);
        Ground { scene, cue, content, tally, class, direction: content.direction(), form: form(scene, cue) }
    }

    fn atom(&self, at: u32, offset: i32) -> u16 {
        self.scene.atom(at, offset, self.tally.sentence).0
    }
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
    flags | u16::from(cue.is_behind_be(scene)) << 7
}

/// That the sentence names no source, though it offers `count` candidates.
pub(super) fn none(ground: &Ground, count: usize, sink: &mut impl Sink) {
    let Ground { cue, direction, form, .. } = *ground;
    let last = |i: i32| ground.atom(cue.group.start, i);
    sink.put(NONE, [form, direction]);
    sink.put(NONE, [500 + bucket(count), direction]);
    sink.put(NONE_LEMMA, [cue.lemma, form]);
    sink.put(NONE_LEMMA, [cue.lemma, 500]);
    sink.put(NONE_LAST, [last(-1), last(-2)]);
    sink.put(NONE_LAST, [last(-1)]);
    sink.put(NONE_AFTER, [ground.atom(cue.unit, 1), ground.atom(cue.unit, 2)]);
}

/// The phrase that one or several extents start with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    start: u32,
    base_end: u32,
    /// 1 before the cue, 0 behind it.
    left: u16,
    kind: u16,
    possessor: bool,
    in_cue_phrase: bool,
    reaches_cue: u16,
    /// Whether it stands behind all of the content.
    beyond: bool,
}

impl Phrase {
    pub fn of(ground: &Ground, candidate: &SourceCandidate) -> Self {
        let Ground { scene, cue, .. } = *ground;
        let (start, base_end) = (candidate.units.start, candidate.base_end);
        let head_at = base_end - 1;
        let chunk = scene.chunk(start);
        let whole = chunk.is_some_and(|c| c.units.end == base_end);
        let possessive = scene.unit(start).tag == Tag::Possessive;
        let owns = chunk.is_some_and(|c| base_end < c.units.end) && scene.unit(head_at).clitic == Clitic::S;
        Phrase {
            start,
            base_end,
            left: u16::from(start < cue.unit),
            kind: match chunk {
                Some(c) if whole => c.kind as u16 + 1,
                _ if possessive => 12,
                _ if scene.unit(head_at).tag == Tag::Name => 13,
                _ => 14,
            },
            possessor: owns || possessive && base_end - start == 1,
            in_cue_phrase: chunk.is_some_and(|c| c.units.start <= cue.unit && cue.unit < c.units.end),
            reaches_cue: u16::from(candidate.reaches_cue),
            beyond: ground.content.right.is_some_and(|part| part.end <= start),
        }
    }

    /// What can be said of the phrase, whatever its extent.
    pub fn extract(&self, ground: &Ground, sink: &mut impl Sink) {
        let Ground { scene, cue, tally, direction, .. } = *ground;
        let Phrase { start, base_end, left, kind, reaches_cue, .. } = *self;
        let is_left = left == 1;
        // From the phrase to the cue: which way, how far, across what.
        let (from, to) = if is_left { (base_end, cue.group.start) } else { (cue.unit + 1, start) };
        let to = to.max(from);
        let gap = to - from;
        let between = tally.between(from, to);
        let chunks = tally.chunks(scene, from, to).min(3);
        let verbs = between.finite().saturating_add(between.base_verbs()).min(2);
        let place = left
            | bucket(gap as usize).min(7) << 1
            | reaches_cue << 4
            | u16::from(self.in_cue_phrase) << 5
            | u16::from(self.possessor) << 6
            | u16::from(self.beyond) << 7;
        let crossed = chunks
            | between.commas().min(3) << 2
            | verbs << 4
            | u16::from(between.quotes() > 0) << 6
            | u16::from(between.wh() > 0) << 7
            | u16::from(between.coordinators() > 0) << 8
            | u16::from(between.prepositions() > 0) << 9;
        let before = ground.atom(start, -1);
        let before_cue = ground.atom(cue.group.start, -1);
        sink.put(PLACE, [place, direction]);
        sink.put(
            PLACE_LEMMA,
            [left | u16::from(gap == 0) << 1 | reaches_cue << 4 | direction << 5, cue.lemma],
        );
        sink.put(BEFORE, [before, left + 2 * direction]);
        sink.put(BEFORE_KIND, [before, kind, left + 2 * u16::from(gap == 0)]);
        sink.put(CROSSED, [crossed, left]);
        let head = scene.unit(base_end - 1).atom.0;
        sink.put(HEAD, [head, left + 2 * reaches_cue]);
        sink.put(AGREEMENT, [ground.atom(cue.group.start, 0), head, left | reaches_cue << 1]);
        if self.possessor {
            sink.put(POSSESSOR, [kind, u16::from(self.in_cue_phrase), direction]);
        }
        sink.put(BETWEEN, [before, if is_left { before_cue } else { ground.atom(cue.unit, 1) }, left]);

        // Is it the subject of another verb, which the cue may share it with?
        let verb_next = match scene.unit_tag(base_end, 0, tally.sentence) {
            Tag::Modal | Tag::Auxiliary => 1,
            Tag::VerbPast | Tag::VerbPresent | Tag::VerbS | Tag::VerbBase => 2,
            _ => 0,
        };
        sink.put(SUBJECT, [verb_next | left << 2, before_cue, scene.unit(cue.unit).tag as u16]);
    }

    /// What can be said of one extent of the phrase, whatever the content.
    pub fn extent(&self, ground: &Ground, candidate: &SourceCandidate, sink: &mut impl Sink) {
        let Ground { scene, cue, .. } = *ground;
        let Phrase { left, kind, reaches_cue, .. } = *self;
        let units = candidate.units;
        let touch = if left == 1 { units.end == cue.group.start } else { units.start == cue.unit + 1 };
        let comma_touch =
            left == 1 && units.end + 1 == cue.group.start && scene.unit(units.end).kind == TokenKind::Comma;
        let extension = candidate.extension as u16;
        sink.put(EXTENT, [extension, ground.atom(units.end, 0), left]);
        sink.put(EXTENT_KIND, [extension, kind, left]);
        sink.put(
            EXTENT_TOUCH,
            [u16::from(touch) | u16::from(comma_touch) << 1 | reaches_cue << 2, extension, left],
        );
        if candidate.extension != Extension::None {
            let added = scene.chunk(units.end - 1).map_or(0, |c| c.kind as u16 + 1);
            sink.put(LAST_ADDED, [extension, added]);
            sink.put(LAST_ADDED, [16 + extension, kind]);
        }
    }

    /// What can be said of going on from one extent of the phrase to the next, whatever the content.
    pub fn step(&self, ground: &Ground, from: &SourceCandidate, to: &SourceCandidate, sink: &mut impl Sink) {
        let Ground { scene, cue, tally, class, form, .. } = *ground;
        let Phrase { base_end, left, kind, reaches_cue, .. } = *self;
        let (begin, end) = (from.units.end, to.units.end);
        let extension = to.extension as u16;
        // The word that opens what is added, behind its comma.
        let comma = scene.unit(begin).kind == TokenKind::Comma;
        let opener = ground.atom(begin, i32::from(comma));
        let next = ground.atom(end, 0);
        let added = scene.chunk(end - 1).map_or(0, |c| c.kind as u16 + 1);
        let touches = |end: u32| match left {
            1 if end == cue.group.start => 1,
            1 if end + 1 == cue.group.start && !scene.unit(end).is_word() => 2,
            0 if tally.ends_at(end) => 3,
            _ => 0,
        };
        let inside = tally.between(begin, end);
        let verbs =
            inside.finite().min(2) | inside.participles().min(1) << 2 | inside.ing_verbs().min(1) << 3;
        sink.put(STEP, [opener, ground.atom(begin, i32::from(comma) + 1), next]);
        sink.put(STEP_ADDED, [opener, added, left]);
        sink.put(STEP_ADDED, [opener, 100 + kind, left]);
        sink.put(STEP_KIND, [extension, kind, added]);
        sink.put(STEP_TOUCH, [extension, touches(begin) | touches(end) << 2 | left << 4, reaches_cue]);
        sink.put(STEP_LENGTH, [extension, bucket((end - begin) as usize), left]);
        sink.put(STEP_LENGTH, [20 + extension, bucket((end - base_end) as usize), left]);
        sink.put(STEP_VERBS, [extension, verbs, touches(end) | left << 2]);
        sink.put(STEP_BEFORE, [extension, from.extension as u16, u16::from(from.steps).min(3)]);
        sink.put(STEP_CLASS, [extension, class, left]);
        sink.put(STEP_CLASS, [20 + extension, form, left]);
        sink.put(STEP_HEAD, [scene.unit(begin - 1).atom.0, opener, left]);
    }
}
