//! What the content scorer looks at.

mod scorers;

pub(super) use scorers::{EdgeScorer, EndScorer, Next};

use crate::cue::CueCandidate;
use crate::model::{Feature, Field, Sink, bucket, templates};
use crate::syntax::{Atom, Chunk, ChunkKind, Counts, Scene, Tally, UnitRange};

use super::ContentCandidate;
use super::edges::name_behind_noun;
use super::matrix::pending;

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the content scorer's features.
    DIRECTION_LEMMA = 0, "direction+lemma", &[N, C];
    DIRECTION_CLASS = 1, "direction+class", &[N, N, N];
    DIRECTION_NEXT = 2, "direction+next", &[N, A, A];
    DIRECTION_PLACE = 3, "direction+place", &[N, N, N];
    DIRECTION_QUOTES = 4, "direction+quotes", &[N, N, N];
    DIRECTION_AROUND = 5, "direction+around", &[N, A, A];
    START_GAP = 6, "start+gap", &[N, N];
    START_ATOM = 7, "start+class", &[N, A];
    START_LAST = 8, "start+last", &[A, A];
    START_LEMMA = 9, "start+lemma", &[C, A, N];
    START_FIRST = 10, "start+first", &[A, A, N];
    START_FRAMES = 11, "start+frames", &[N, A, N];
    START_CROSSED = 12, "start+crossed", &[N, N];
    START_TAGS = 13, "start+tag", &[N, A, N];
    END_NEXT = 14, "end+next", &[N, A];
    END_NEXT2 = 15, "end+next2", &[A, A];
    END_LAST = 16, "end+last", &[A, A];
    END_LEMMA = 17, "end+lemma", &[C, A];
    END_VERB = 18, "end+verb-after", &[A, N, A];
    PAIR_VERB = 19, "pair+verb", &[N, A, N];
    PAIR_OPEN = 20, "pair+open", &[N, N];
    LEFT_END = 21, "left-end", &[A, A];
    LEFT_END_GAP = 22, "left-end+gap", &[N, N];
    LEFT_END_CLASS = 23, "left-end+class", &[N, A];
    LEFT_START = 24, "left-start", &[A, A];
    LEFT_VERB = 25, "left+verb", &[N, A, N];
    LEFT_QUOTE = 26, "left+quote", &[N, N, N];
    LEFT_CLASS = 27, "left+class", &[N, N];
    END_COMMAS = 28, "end+commas", &[A, N, N];
    PAIR_FIRST_VERB = 29, "pair+first+verb", &[A, N, A];
    PAIR_CUES = 30, "pair+cues", &[N, N, N];
    PAIR_LEMMA = 31, "pair+lemma", &[C, N, N];
    START_SECOND = 32, "start+second-phrase", &[C, N];
    START_SECOND_CLASS = 33, "start+second-phrase+class", &[N, N, N];
    END_PENDING = 34, "end+pending", &[A, A, N];
    END_QUOTED = 35, "end+quoted", &[N, A, A];
    END_QUOTED_LEMMA = 36, "end+quoted+lemma", &[C, A];
    START_PENDING = 37, "start+pending", &[A, A, N];
    DIRECTION_PENDING = 38, "direction+pending", &[N, A];
}

/// A cue in its sentence, with what every feature asks of it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub scene: &'a Scene<'a>,
    pub cue: &'a CueCandidate,
    pub tally: &'a Tally,
    pub sentence: UnitRange,
    class: u16,
    lemma: u16,
    tag: u16,
    /// The atom of what opens the cue's clause, if the one above it is still to come; 0 for a main clause.
    pending: u16,
}

impl<'a> Ground<'a> {
    /// `tally` is of the cue's sentence.
    pub fn new(scene: &'a Scene<'a>, cue: &'a CueCandidate, tally: &'a Tally) -> Self {
        let class = scene.lexicon.cue_class(cue.lemma);
        let tag = scene.unit(cue.unit).tag as u16 | u16::from(cue.is_behind_be(scene)) << 5;
        let pending = pending(scene, cue, tally).0;
        Ground { scene, cue, tally, sentence: tally.sentence, class, lemma: cue.lemma, tag, pending }
    }

    fn atom(&self, at: u32, offset: i32) -> u16 {
        self.scene.atom(at, offset, self.sentence).0
    }
}

/// Calls `add` with template and last two values of each feature of the direction, whose first
/// value is the direction.
pub(super) fn direction(ground: &Ground, mut add: impl FnMut(u8, u16, u16)) {
    let Ground { scene, cue, tally, sentence, class, lemma, tag, pending } = *ground;
    let next = |i: i32| ground.atom(cue.unit, i);
    let last = |i: i32| ground.atom(cue.group.start, i);
    add(DIRECTION_LEMMA, lemma, 0);
    if pending != 0 {
        add(DIRECTION_PENDING, pending, 0);
    }
    add(DIRECTION_CLASS, class, tag);
    add(DIRECTION_NEXT, next(1), 0);
    add(DIRECTION_NEXT, next(1), next(2));
    add(DIRECTION_AROUND, last(-1), next(1));
    let from_start = bucket((cue.group.start - sentence.start) as usize).min(6);
    let after_is_stop = u16::from(tally.ends_at(cue.unit + 1));
    add(DIRECTION_PLACE, from_start, after_is_stop);
    let quote_after = (1..=6).find(|i| scene.is_quote(cue.unit, *i, sentence)).map_or(0, |i| i as u16);
    let quote_before =
        (1..=6).find(|i| scene.is_quote(cue.group.start, -*i, sentence)).map_or(0, |i| i as u16);
    let comma_before = (1..=6).find(|i| last(-*i) == Atom::COMMA.0).map_or(0, |i| i as u16);
    add(DIRECTION_QUOTES, quote_after, quote_before);
    add(DIRECTION_PLACE, 16 + comma_before, after_is_stop);
    let inverted = scene.chunk_at(cue.unit, 1, sentence).map_or(0, |c| {
        let after = c.units.end;
        1 + c.kind as u16 * 2 + u16::from(after >= sentence.end || tally.ends_at(after))
    });
    add(DIRECTION_QUOTES, 16 + inverted, comma_before.min(3) + 4 * quote_before.min(3));
}

/// What all starts behind a cue have in common.
pub(super) struct StartRows<R> {
    gap: R,
    atom: R,
    lemma: R,
    first: R,
    frames: R,
    tags: R,
    /// The sort of the noun phrase right behind the cue, 0 for none.
    object: u16,
    /// Where a second noun phrase touches that one, with a verb of its own: "told the court Poe had fled".
    second: Option<u32>,
}

impl<R> StartRows<R> {
    pub fn of(ground: &Ground, sink: &impl Sink<Row = R>) -> Self {
        let Ground { scene, cue, sentence, class, lemma, tag, .. } = *ground;
        let object = scene.chunk_at(cue.unit, 1, sentence);
        StartRows {
            gap: sink.row(START_GAP, class),
            atom: sink.row(START_ATOM, class),
            lemma: sink.row(START_LEMMA, lemma),
            first: sink.row(START_FIRST, ground.atom(cue.unit, 1)),
            frames: sink.row(START_FRAMES, scene.lexicon.cue_frames(lemma)),
            tags: sink.row(START_TAGS, tag),
            object: object.map_or(0, |c| c.kind as u16 + 1),
            second: object.and_then(|object| second_phrase(scene, sentence, object)),
        }
    }
}

/// Where a second noun phrase touches `first`, if a verb with a tense follows it.
fn second_phrase(scene: &Scene, sentence: UnitRange, first: &Chunk) -> Option<u32> {
    let split = name_behind_noun(scene, first);
    let (start, verb) = match split {
        Some(name) => (name, first.units.end),
        None => {
            let second = scene.chunk_at(first.units.end, 0, sentence)?;
            let touches = second.units.start == first.units.end && second.kind != ChunkKind::Relative;
            touches.then_some((second.units.start, second.units.end))?
        }
    };
    (verb < sentence.end && scene.unit(verb).is_finite()).then_some(start)
}

pub(super) fn right_start<S: Sink>(ground: &Ground, rows: &StartRows<S::Row>, at: u32, sink: &mut S) {
    let Ground { scene, cue, tally, .. } = *ground;
    let gap = (at - cue.unit - 1) as u16;
    let here = scene.unit(at).atom.0;
    let last = if gap == 0 { 0 } else { ground.atom(at, -1) };
    let gap_bucket = bucket(gap as usize);
    sink.put_in(START_GAP, rows.gap, [gap_bucket]);
    sink.put_in(START_ATOM, rows.atom, [here]);
    sink.put_in(START_LEMMA, rows.lemma, [here, gap.min(3)]);
    sink.put_in(START_LEMMA, rows.lemma, [last, 8]);
    sink.put_in(START_FIRST, rows.first, [here, gap.min(3)]);
    sink.put_in(START_FRAMES, rows.frames, [here, u16::from(gap == 0)]);
    sink.put_in(START_TAGS, rows.tags, [here, gap.min(3)]);
    sink.put(START_LAST, [last, here]);
    if ground.pending != 0 {
        sink.put(START_PENDING, [ground.pending, last, here]);
    }
    if let Some(second) = rows.second {
        let side = u16::from(at >= second) + u16::from(at > second);
        sink.put(START_SECOND, [ground.lemma, side]);
        sink.put(START_SECOND_CLASS, [ground.class, rows.object, side]);
    }
    // What the start skips: noun phrases, commas, verbs, quoted spans, words that open clauses.
    let skipped = tally.between(cue.unit + 1, at);
    let (chunks, commas) = (tally.chunks(scene, cue.unit + 1, at).min(3), skipped.commas());
    let verbs = u16::from(skipped.finite() | skipped.base_verbs() | skipped.ing_verbs() > 0);
    let (that, colon) = (u16::from(skipped.that() > 0), u16::from(skipped.colons() > 0));
    let quotes = u16::from(skipped.quotes() > 0);
    sink.put(
        START_CROSSED,
        [chunks | commas.min(2) << 2 | verbs << 4 | quotes << 5 | that << 6 | colon << 7, gap_bucket.min(4)],
    );
    sink.put(
        START_CROSSED,
        [256 + rows.object * 8 + chunks, u16::from(gap == 0) + 2 * u16::from(commas > 0)],
    );
}

/// What can be said of an end whatever the cue.
pub(super) fn right_end_place(scene: &Scene, tally: &Tally, at: u32, sink: &mut impl Sink) {
    let sentence = tally.sentence;
    let next = scene.atom(at, 0, sentence).0;
    let next2 = scene.atom(at, 1, sentence).0;
    let last = scene.atom(at, -1, sentence).0;
    sink.put(END_NEXT2, [next, next2]);
    sink.put(END_LAST, [last, next]);
    // A verb close behind a comma: a clause that goes on with the source's own doing.
    let (verb_after, verb_tag) = match tally.verbs(at).inflected {
        verb if verb < at.saturating_add(6) => ((verb - at) as u16 + 1, scene.unit(verb).tag as u16),
        _ => (0, 0),
    };
    sink.put(END_VERB, [next, verb_after, verb_tag]);
    let commas_after = tally.between(at, sentence.end).commas().min(3);
    sink.put(END_COMMAS, [next, commas_after, u16::from(tally.ends_at(at))]);
}

/// What can be said of an end beside a cue, and of the part that ends there.
fn right_end(ground: &Ground, verb: u16, at: u32, sink: &mut impl Sink) {
    let next = ground.atom(at, 0);
    sink.put(END_NEXT, [ground.class, next]);
    sink.put(END_LEMMA, [ground.lemma, next]);
    sink.put(PAIR_VERB, [verb, next, ground.class]);
    if ground.pending != 0 {
        sink.put(END_PENDING, [ground.pending, next, verb_near(ground.tally, at)]);
    }
    if ground.scene.unit(at - 1).is_quote() {
        let last = ground.atom(at, -1);
        sink.put(END_QUOTED, [ground.class, last, next]);
        sink.put(END_QUOTED_LEMMA, [ground.lemma, last]);
    }
}

/// Whether a verb stands close behind a place.
fn verb_near(tally: &Tally, at: u32) -> u16 {
    u16::from(tally.verbs(at).inflected < at.saturating_add(6))
}

/// How many lengths of parts are told apart.
pub(super) const LENGTHS: usize = 7;

/// The length of a part in steps, below [`LENGTHS`].
#[inline]
pub(super) fn length(part: UnitRange) -> u16 {
    bucket((part.end - part.start) as usize).min(LENGTHS as u16 - 1)
}

/// The length of a part, and whether it holds a verb.
pub(super) fn right_shape(ground: &Ground, verb: u16, length: u16, sink: &mut impl Sink) {
    sink.put(PAIR_LEMMA, [ground.lemma, verb, length]);
}

/// The first unit of a part and the one behind its end.
fn right_edges(here: u16, verb: u16, next: u16, sink: &mut impl Sink) {
    sink.put(PAIR_FIRST_VERB, [here, verb, next]);
}

/// What a part holds: cues, brackets, quoted spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inside {
    verb: u16,
    cues: u16,
    joined: u16,
    unbalanced: u16,
    quotes: u16,
    /// Bit 0: it ends with a quoted span; bit 1: it starts with one.
    edges: u16,
}

impl Inside {
    /// How many there are.
    pub const COUNT: usize = 3 * 3 * 3 * 2 * 3 * 4;

    pub fn of(tally: &Tally, part: UnitRange, starts_quoted: bool, ends_quoted: bool) -> Self {
        let whole = tally.between(part.start, part.end);
        // A cue that opens the part counts for what it is, not for what it reports.
        let inner = tally.between(part.start + 1, part.end);
        Inside {
            verb: whole.verb(),
            cues: inner.cues().min(2),
            joined: inner.joined_cues().min(2),
            unbalanced: u16::from(whole.opened() != whole.closed()),
            quotes: whole.quotes().min(2),
            edges: u16::from(ends_quoted) + 2 * u16::from(starts_quoted),
        }
    }

    /// Whether a stretch, and so every part of it, holds nothing but perhaps a verb.
    pub fn is_plain(held: &Counts) -> bool {
        held.cues() == 0 && held.opened() == 0 && held.closed() == 0 && held.quotes() == 0
    }

    /// A part that holds nothing but perhaps a verb.
    #[inline]
    pub fn plain(verb: u16) -> Self {
        Inside { verb, cues: 0, joined: 0, unbalanced: 0, quotes: 0, edges: 0 }
    }

    /// A number below [`Inside::COUNT`], another for each.
    #[inline]
    pub fn number(self) -> usize {
        let Inside { verb, cues, joined, unbalanced, quotes, edges } = self;
        usize::from((((verb * 3 + cues) * 3 + joined) * 2 + unbalanced) * 12 + quotes * 4 + edges)
    }

    pub fn extract(self, sink: &mut impl Sink) {
        // A cue verb inside, behind a conjunction or not: the source's own next act, perhaps.
        sink.put(PAIR_CUES, [self.cues, self.joined, self.verb]);
        sink.put(PAIR_OPEN, [self.unbalanced]);
        sink.put(PAIR_OPEN, [2 + self.quotes, self.edges]);
    }
}

/// What can be said of an end on the left whatever the cue.
pub(super) fn left_end_place(scene: &Scene, sentence: UnitRange, at: u32, sink: &mut impl Sink) {
    sink.put(LEFT_END, [scene.atom(at, -1, sentence).0, scene.atom(at, 0, sentence).0]);
}

pub(super) fn left_end(ground: &Ground, at: u32, sink: &mut impl Sink) {
    let Ground { scene, cue, tally, .. } = *ground;
    sink.put(LEFT_END_CLASS, [ground.class, ground.atom(at, 0)]);
    // What lies between the content and the cue: how many noun phrases, commas, verbs.
    let between = tally.between(at, cue.group.start);
    let chunks = tally.chunks(scene, at, cue.group.start).min(3);
    let (commas, verb) = (between.commas().min(3), u16::from(between.finite() > 0));
    let gap = bucket((cue.group.start - at) as usize).min(6);
    sink.put(LEFT_END_GAP, [chunks | commas << 2 | verb << 4, gap]);
    sink.put(LEFT_END_GAP, [64 + u16::from(scene.unit(at - 1).is_quote()), gap]);
}

pub(super) fn left_start(scene: &Scene, sentence: UnitRange, at: u32, sink: &mut impl Sink) {
    sink.put(LEFT_START, [scene.atom(at, -1, sentence).0, scene.unit(at).atom.0]);
}

pub(super) fn left_pair(ground: &Ground, part: UnitRange, sink: &mut impl Sink) {
    let Ground { scene, tally, sentence, class, .. } = *ground;
    let whole = tally.between(part.start, part.end);
    let verb = whole.verb();
    let first = u16::from(part.start == sentence.start);
    sink.put(LEFT_VERB, [verb, ground.atom(part.end, 0), first]);
    sink.put(LEFT_CLASS, [class, verb]);
    let quote_first = u16::from(scene.unit(part.start).is_quote());
    let quote_last = u16::from(scene.unit(part.end - 1).is_quote());
    sink.put(
        LEFT_QUOTE,
        [
            quote_first | quote_last << 1 | whole.quotes().min(2) << 2,
            first,
            u16::from(part.end - part.start == 1),
        ],
    );
}

/// All features of a content, for training.
pub(super) fn all(ground: &Ground, content: &ContentCandidate) -> Vec<Feature> {
    let Ground { scene, tally, sentence, .. } = *ground;
    let mut features = Vec::new();
    direction(ground, |t, b, c| features.push(Feature::new(t, content.direction(), b, c)));
    if let Some(part) = content.left {
        left_start(scene, sentence, part.start, &mut features);
        left_end_place(scene, sentence, part.end, &mut features);
        left_end(ground, part.end, &mut features);
        left_pair(ground, part, &mut features);
    }
    if let Some(part) = content.right {
        let whole = tally.between(part.start, part.end);
        let (here, next) = (scene.unit(part.start).atom.0, ground.atom(part.end, 0));
        let quoted = |at: u32| scene.unit(at).is_quote();
        right_start(ground, &StartRows::of(ground, &features), part.start, &mut features);
        right_end_place(scene, tally, part.end, &mut features);
        right_end(ground, whole.verb(), part.end, &mut features);
        right_shape(ground, whole.verb(), length(part), &mut features);
        right_edges(here, whole.verb(), next, &mut features);
        Inside::of(tally, part, quoted(part.start), quoted(part.end - 1)).extract(&mut features);
    }
    features
}
