//! Which of a cue's likely contents, each with its likeliest source: what the choice scorer looks at.
//!
//! The content scorer weighs edges one by one. Here few rivals are left, so that each can be looked
//! at as a whole: its clauses, what it leaves behind, whether its source stands where it should.

use crate::cue::CueCandidate;
use crate::lexicon::Tag;
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::syntax::{Atom, Scene, Tally, UnitRange};

use super::clause::{Clauses, Rest};
use super::{Alternative, level};

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the choice scorer's features.
    SCORE = 0, "score", &[N, N];
    SOURCE_PLACE = 1, "source+place", &[N, N, N];
    SOURCE_TOUCH = 2, "source+touch", &[N, N, N];
    CLAUSES_LEMMA = 3, "clauses+lemma", &[C, N, N];
    CLAUSES_START = 4, "clauses+start", &[A, N];
    REST_OPENER = 5, "rest+opener", &[A, N, N];
    REST_TENSE = 6, "rest+tense", &[N, N, N];
    REST_SUBJECT = 7, "rest+subject", &[N, N, N];
    REST_CLAUSES = 8, "rest+clauses", &[N, N, N];
    INSERTED = 9, "inserted", &[N, N, N];
    LEFT_CLAUSES = 10, "left+clauses", &[N, N, N];
    LEFT_OUT = 11, "left-out", &[N, N, N];
    LEFT_OUT_OPENER = 12, "left-out+opener", &[A, N];
    INNER = 13, "inner-cue", &[N, N, N];
    OUTER = 14, "outer-cue", &[N, N, N];
    QUOTES = 15, "quotes", &[N, N, N];
    LENGTH = 16, "length", &[N, N, N];
    SKIPPED = 17, "skipped", &[N, N, N];
    COMMAS = 18, "commas", &[N, N, N];
    COMMAS_OPENER = 19, "commas+opener", &[A, N];
}

/// A cue in its sentence among the other cues.
pub(super) struct Ground<'a> {
    pub scene: &'a Scene<'a>,
    pub cue: &'a CueCandidate,
    /// All likely cues of the text.
    pub cues: &'a [CueCandidate],
    /// Of the cue's sentence.
    pub tally: &'a Tally,
}

/// The features of `rivals[number]`.
pub(super) fn extract(ground: &Ground, rivals: &[Alternative], number: usize, sink: &mut impl Sink) {
    let rival = Rival::new(ground, &rivals[number]);
    let behind = (rivals[0].probability.max(1e-6) / rivals[number].probability.max(1e-6)).ln();
    let steps = ((behind * 4.0) as u16).min(32);
    sink.put(SCORE, [steps, rival.direction]);
    sink.put(SCORE, [steps, 4]);
    rival.source(sink);
    rival.inserted(sink);
    match rival.this.content.left {
        Some(part) => rival.left(part, sink),
        None => rival.nobodys(sink),
    }
    if let Some(part) = rival.this.content.right {
        rival.right(part, sink);
        rival.rest(part, sink);
    }
    rival.cues(sink);
    rival.quotes(sink);
}

/// One of the likely contents, with what several features ask of it.
struct Rival<'a> {
    ground: &'a Ground<'a>,
    this: &'a Alternative,
    direction: u16,
    class: u16,
    /// The source's units, its kind plus 1, and its side of the cue: 0 none, 1 before, 2 behind.
    source: Option<UnitRange>,
    kind: u16,
    side: u16,
    /// Cue and source together.
    start: u32,
    end: u32,
    /// The clauses of the content on either side of the cue.
    of_left: Clauses,
    of_right: Clauses,
}

impl<'a> Rival<'a> {
    fn new(ground: &'a Ground<'a>, this: &'a Alternative) -> Self {
        let Ground { scene, cue, tally, .. } = *ground;
        let source = this.source.map(|s| s.units);
        let clauses = |part: Option<UnitRange>| {
            part.map_or(Clauses::default(), |part| Clauses::read(scene, tally, part))
        };
        Rival {
            ground,
            this,
            direction: this.content.direction(),
            class: scene.lexicon.cue_class(cue.lemma),
            source,
            kind: source.map_or(0, |s| scene.chunk(s.start).map_or(0, |c| c.kind as u16) + 1),
            side: source.map_or(0, |s| if s.start < cue.unit { 1 } else { 2 }),
            start: source.map_or(cue.group.start, |s| s.start.min(cue.group.start)),
            end: source.map_or(cue.unit + 1, |s| s.end.max(cue.unit + 1)),
            of_left: clauses(this.content.left),
            of_right: clauses(this.content.right),
        }
    }

    /// The clauses of the sentence up to a place, from another.
    fn clauses(&self, start: u32, end: u32) -> Clauses {
        Clauses::read(self.ground.scene, self.ground.tally, UnitRange { start, end })
    }

    /// Where the source stands.
    fn source(&self, sink: &mut impl Sink) {
        let Rival { direction, class, source, kind, side, .. } = *self;
        let cue = self.ground.cue;
        let gap = source.map_or(9, |s| match side {
            1 => bucket(cue.group.start.saturating_sub(s.end) as usize).min(7),
            _ => bucket((s.start - cue.unit - 1) as usize).min(7),
        });
        sink.put(SOURCE_PLACE, [side * 10 + gap, direction, kind]);
        sink.put(SOURCE_PLACE, [side * 10 + gap, direction, 20 + class]);
        let touches = |part: Option<UnitRange>| {
            u16::from(part.zip(source).is_some_and(|(part, s)| {
                part.end + 1 >= s.start && part.end <= s.start
                    || s.end + 1 >= part.start && s.end <= part.start
            }))
        };
        let content = &self.this.content;
        sink.put(SOURCE_TOUCH, [touches(content.left) | touches(content.right) << 1, side, direction]);
    }

    /// Cue and source between marks: ", Poe said,".
    fn inserted(&self, sink: &mut impl Sink) {
        let Rival { direction, side, start, end, of_left, of_right, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        let mark = |at: Option<u32>| match at.filter(|at| (sentence.start..sentence.end).contains(at)) {
            None => 3,
            Some(at) if scene.unit(at).kind == TokenKind::Comma => 1,
            Some(at) if scene.unit(at).is_quote() => 2,
            Some(at) if !scene.unit(at).is_word() => 4,
            Some(_) => 0,
        };
        let around = mark(start.checked_sub(1)) * 5 + mark(Some(end));
        let before = match self.this.content.left {
            Some(_) => of_left,
            None => self.clauses(sentence.start, start.max(sentence.start)),
        };
        sink.put(INSERTED, [around, direction, before.main.min(2) * 3 + of_right.main.min(2)]);
        sink.put(INSERTED, [around, direction, 9 + side]);
    }

    /// The part before the cue, and what it leaves out on either side.
    fn left(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, class, side, start, of_left, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        sink.put(LEFT_CLAUSES, [of_left.number(), direction]);
        sink.put(LEFT_CLAUSES, [of_left.number(), direction, 1 + class]);
        let out = bucket((part.start - sentence.start) as usize);
        let clauses = self.clauses(sentence.start, part.start);
        sink.put(LEFT_OUT, [out, clauses.number()]);
        sink.put(LEFT_OUT, [16 + out.min(3), of_left.number(), clauses.main.min(2)]);
        sink.put(LEFT_OUT_OPENER, [scene.atom(sentence.start, 0, sentence).0, out]);
        let last = start.max(part.end);
        let clauses = self.clauses(part.end, last);
        sink.put(LEFT_OUT, [32 + bucket((last - part.end) as usize), clauses.number(), side]);
    }

    /// Words before the cue that are nobody's.
    fn nobodys(&self, sink: &mut impl Sink) {
        let from = self.ground.tally.sentence.start;
        let to = self.start.max(from);
        let clauses = self.clauses(from, to);
        sink.put(LEFT_OUT, [48 + bucket((to - from) as usize).min(7), clauses.number(), self.side]);
    }

    /// The part behind the cue, and what it skips.
    fn right(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, of_right, .. } = *self;
        let Ground { scene, cue, .. } = *self.ground;
        sink.put(CLAUSES_LEMMA, [cue.lemma, of_right.main.min(2), direction]);
        sink.put(CLAUSES_START, [scene.unit(part.start).atom.0, of_right.number()]);
        let skipped = self.clauses(cue.unit + 1, part.start);
        let words = bucket((part.start - cue.unit - 1) as usize);
        sink.put(SKIPPED, [words, skipped.main.min(1), of_right.main.min(2)]);
    }

    /// What stands behind the part behind the cue: does it go on with the content?
    fn rest(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, source, kind, of_right, .. } = *self;
        let Ground { scene, cue, tally, .. } = *self.ground;
        let rest = Rest::read(scene, tally, part.end);
        let shape = rest.mark * 6 + rest.predicate;
        let words = bucket((part.end - part.start) as usize);
        sink.put(REST_OPENER, [rest.opener, shape]);
        sink.put(REST_OPENER, [rest.opener, rest.mark, 1 + of_right.main.min(2)]);
        let of_cue = tally.tense(cue.unit);
        sink.put(REST_TENSE, [of_cue * 5 + of_right.tense, rest.tense, rest.predicate]);
        sink.put(REST_TENSE, [32 + of_cue, rest.tense, shape]);
        sink.put(REST_CLAUSES, [of_right.number(), shape]);
        sink.put(REST_CLAUSES, [words, shape, 1]);
        // Who does what the rest says: the source again?
        let subject = rest.subject.map_or(0, |head| {
            let same = |at: u32| scene.surface(at) == scene.surface(head);
            let again = source.is_some_and(|s| (s.start..s.end).any(same));
            1 + u16::from(again) * 16 + scene.chunk(head).map_or(0, |c| c.kind as u16)
        });
        sink.put(REST_SUBJECT, [subject, rest.predicate, kind]);
        sink.put(REST_SUBJECT, [subject, rest.predicate, 16 + rest.mark]);
        let commas = tally.between(part.start, part.end).commas().min(4);
        sink.put(COMMAS, [commas, rest.mark, 1 + u16::from(tally.ends_at(part.end))]);
        sink.put(COMMAS_OPENER, [rest.opener, commas]);
        sink.put(LENGTH, [words, bucket((tally.sentence.end - part.end) as usize), direction]);
    }

    /// Other cues in the content, and beside it.
    fn cues(&self, sink: &mut impl Sink) {
        let Ground { scene, cue, cues, tally } = *self.ground;
        let sentence = tally.sentence;
        let first = cues.partition_point(|other| other.unit < sentence.start);
        let (mut inner, mut outer, mut joined) = (0, 0, 0);
        for other in cues[first..].iter().take_while(|other| other.unit < sentence.end) {
            if other.unit == cue.unit {
                continue;
            }
            let strength = level(other.probability) + 1;
            if !self.this.content.holds(other.unit) {
                outer = outer.max(strength);
            } else if strength > inner {
                inner = strength;
                let group = other.group.start;
                joined = 1
                    + u16::from(scene.atom(group, -1, sentence) == Atom::COMMA)
                    + 2 * u16::from(scene.chunk_at(group, -1, sentence).is_some())
                    + 4 * u16::from(scene.unit_tag(group, -1, sentence) == Tag::Coordinator);
            }
        }
        sink.put(INNER, [inner, joined, self.direction]);
        sink.put(INNER, [inner, joined, 4 + scene.unit(cue.unit).tag as u16]);
        sink.put(OUTER, [outer, inner, self.direction]);
    }

    /// Quoted spans taken along and left behind.
    fn quotes(&self, sink: &mut impl Sink) {
        let Rival { direction, start, end, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        let content = &self.this.content;
        let held: u16 = content
            .parts()
            .fold(0, |all, part| all.wrapping_add(tally.between(part.start, part.end).quotes()));
        let all = tally.between(sentence.start, sentence.end).quotes();
        let left_behind = |at: u32| u16::from(scene.unit(at).is_quote() && !content.holds(at));
        let before = if start > sentence.start { left_behind(start - 1) } else { 0 };
        let behind = if end < sentence.end { left_behind(end) } else { 0 };
        sink.put(QUOTES, [held.min(2), all.wrapping_sub(held).min(2), direction]);
        sink.put(QUOTES, [4 + (before | behind << 1), held.min(2), direction]);
    }
}
