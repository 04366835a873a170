//! What the source scorer looks at.

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::{Clitic, Tag};
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene, Tally};

use super::{Extension, SourceCandidate};

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the source scorer's features.
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

/// A cue with its content in its sentence, with what every feature asks of them.
pub(super) struct Ground<'a> {
    scene: &'a Scene<'a>,
    cue: &'a CueCandidate,
    content: &'a ContentCandidate,
    tally: &'a Tally,
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
    flags
}

/// That the sentence names no source, though it offers `count` candidates.
pub(super) fn none(ground: &Ground, count: usize, sink: &mut impl Sink) {
    let Ground { cue, class, direction, form, .. } = *ground;
    let last = |i: i32| ground.atom(cue.group.start, i);
    sink.put(NONE, [form, direction]);
    sink.put(NONE, [500 + bucket(count), direction]);
    sink.put(NONE_LEMMA, [cue.lemma, form]);
    sink.put(NONE_LEMMA, [cue.lemma, 500]);
    sink.put(NONE_LAST, [last(-1), last(-2)]);
    sink.put(NONE_LAST, [last(-1)]);
    sink.put(NONE_AFTER, [ground.atom(cue.unit, 1), ground.atom(cue.unit, 2)]);
    sink.put(NONE_CLASS, [class, form, direction]);
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
            possessor: owns || possessive && candidate.units.end - start == 1,
            in_cue_phrase: chunk.is_some_and(|c| c.units.start <= cue.unit && cue.unit < c.units.end),
            reaches_cue: u16::from(candidate.reaches_cue),
        }
    }

    /// What can be said of the phrase, whatever its extent.
    pub fn extract(&self, ground: &Ground, sink: &mut impl Sink) {
        let Ground { scene, cue, tally, class, direction, form, .. } = *ground;
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
            | u16::from(self.possessor) << 6;
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
        sink.put(PLACE_KIND, [place, kind]);
        sink.put(PLACE_KIND, [left | reaches_cue << 4, kind, 1 + direction]);
        sink.put(PLACE_CLASS, [place, class, direction]);
        sink.put(
            PLACE_LEMMA,
            [left | u16::from(gap == 0) << 1 | reaches_cue << 4 | direction << 5, cue.lemma],
        );
        sink.put(BEFORE, [before, left + 2 * direction]);
        sink.put(BEFORE_KIND, [before, kind, left + 2 * u16::from(gap == 0)]);
        sink.put(CROSSED, [crossed, left]);
        sink.put(CROSSED_KIND, [crossed & 0x7f, kind]);
        sink.put(FORM, [form, place]);
        sink.put(FORM, [form, crossed & 0x1ff, 1 + left]);
        sink.put(HEAD, [scene.unit(base_end - 1).atom.0, left + 2 * reaches_cue]);
        if self.possessor {
            sink.put(POSSESSOR, [kind, u16::from(self.in_cue_phrase), direction]);
        }
        sink.put(BETWEEN, [before, if is_left { before_cue } else { ground.atom(cue.unit, 1) }, left]);
        sink.put(RANK, [u16::from(start == tally.sentence.start), left, kind]);
        let pronoun = kind == ChunkKind::Pronoun as u16 + 1;
        sink.put(RANK, [2 + chunks, left | verbs << 1, if pronoun { 1 } else { 2 }]);

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
        sink.put(EXTENT_STEPS, [u16::from(candidate.steps).min(4), extension, left]);
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

    /// Whether an extent of the phrase is the content's neighbour.
    pub fn neighbour(&self, ground: &Ground, candidate: &SourceCandidate, sink: &mut impl Sink) {
        let Ground { content, direction, .. } = *ground;
        let Phrase { left, kind, .. } = *self;
        let units = candidate.units;
        let touches_left =
            content.left.is_some_and(|part| part.end + 2 >= units.start && part.end <= units.start);
        let touches_right =
            content.right.is_some_and(|part| part.start >= units.end && part.start <= units.end + 2);
        let touches = u16::from(touches_left) | u16::from(touches_right) << 1;
        sink.put(CONTENT, [touches | left << 2, direction, kind]);
    }
}
