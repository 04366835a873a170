//! Which of a cue's likely contents, each with its likeliest source: what the choice scorer looks at.
//!
//! The content scorer weighs edges one by one. Here few rivals are left, so that each can be looked
//! at as a whole: its clauses, what it leaves behind, whether its source stands where it should.

use crate::cue::CueCandidate;
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::syntax::{Scene, Tally, UnitRange};

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
    let Ground { scene, cue, cues, tally } = *ground;
    let this = &rivals[number];
    let sentence = tally.sentence;
    let class = scene.lexicon.cue_class(cue.lemma);
    let direction = this.content.direction();
    let (left, right) = (this.content.left, this.content.right);

    let behind = (rivals[0].probability.max(1e-6) / this.probability.max(1e-6)).ln();
    sink.put(SCORE, [((behind * 4.0) as u16).min(32), direction]);
    sink.put(SCORE, [((behind * 4.0) as u16).min(32), 4]);

    // The source, and where it stands.
    let kind = this.source.map_or(0, |s| scene.chunk(s.units.start).map_or(0, |c| c.kind as u16) + 1);
    let source = this.source.map(|s| s.units);
    let side = source.map_or(0, |s| if s.start < cue.unit { 1 } else { 2 });
    let gap = source.map_or(9, |s| match s.start < cue.unit {
        true => bucket(cue.group.start.saturating_sub(s.end) as usize).min(7),
        false => bucket((s.start - cue.unit - 1) as usize).min(7),
    });
    sink.put(SOURCE_PLACE, [side * 10 + gap, direction, kind]);
    sink.put(SOURCE_PLACE, [side * 10 + gap, direction, 20 + class]);
    let touches = |part: Option<UnitRange>| {
        part.zip(source).is_some_and(|(part, s)| {
            part.end + 1 >= s.start && part.end <= s.start || s.end + 1 >= part.start && s.end <= part.start
        })
    };
    sink.put(SOURCE_TOUCH, [u16::from(touches(left)) | u16::from(touches(right)) << 1, side, direction]);

    // Cue and source between marks: ", Poe said,".
    let start = source.map_or(cue.group.start, |s| s.start.min(cue.group.start));
    let end = source.map_or(cue.unit + 1, |s| s.end.max(cue.unit + 1));
    let mark = |at: Option<u32>| match at.filter(|at| (sentence.start..sentence.end).contains(at)) {
        None => 3,
        Some(at) if scene.unit(at).kind == TokenKind::Comma => 1,
        Some(at) if scene.unit(at).is_quote() => 2,
        Some(at) if !scene.unit(at).is_word() => 4,
        Some(_) => 0,
    };
    let around = mark(start.checked_sub(1)) * 5 + mark(Some(end));

    let of_left = left.map_or(Clauses::default(), |part| Clauses::read(scene, tally, part));
    let of_right = right.map_or(Clauses::default(), |part| Clauses::read(scene, tally, part));
    let before =
        UnitRange { start: left.map_or(sentence.start, |part| part.start), end: start.max(sentence.start) };
    let of_before = if left.is_some() { of_left } else { Clauses::read(scene, tally, before) };
    sink.put(INSERTED, [around, direction, of_before.main.min(2) * 3 + of_right.main.min(2)]);
    sink.put(INSERTED, [around, direction, 9 + side]);

    if let Some(part) = left {
        sink.put(LEFT_CLAUSES, [of_left.number(), direction]);
        sink.put(LEFT_CLAUSES, [of_left.number(), direction, 1 + class]);
        // What the content leaves out at the start of the sentence.
        let out = UnitRange { start: sentence.start, end: part.start };
        let clauses = Clauses::read(scene, tally, out);
        sink.put(LEFT_OUT, [bucket((out.end - out.start) as usize), clauses.number()]);
        sink.put(
            LEFT_OUT,
            [16 + bucket((out.end - out.start) as usize).min(3), of_left.number(), clauses.main.min(2)],
        );
        sink.put(
            LEFT_OUT_OPENER,
            [scene.atom(sentence.start, 0, sentence).0, bucket((out.end - out.start) as usize)],
        );
        let last = UnitRange { start: part.end, end: start.max(part.end) };
        let clauses = Clauses::read(scene, tally, last);
        sink.put(LEFT_OUT, [32 + bucket((last.end - last.start) as usize), clauses.number(), side]);
    } else {
        // Words before the cue that are nobody's.
        sink.put(
            LEFT_OUT,
            [
                48 + bucket((before.end.max(before.start) - before.start) as usize).min(7),
                of_before.number(),
                side,
            ],
        );
    }
    if let Some(part) = right {
        let clauses = of_right.number();
        sink.put(CLAUSES_LEMMA, [cue.lemma, of_right.main.min(2), direction]);
        sink.put(CLAUSES_START, [scene.unit(part.start).atom.0, clauses]);
        let skipped = UnitRange { start: cue.unit + 1, end: part.start };
        let of_skipped = Clauses::read(scene, tally, skipped);
        sink.put(
            SKIPPED,
            [bucket((skipped.end - skipped.start) as usize), of_skipped.main.min(1), of_right.main.min(2)],
        );

        let rest = Rest::read(scene, tally, part.end);
        let shape = rest.mark * 6 + rest.predicate;
        sink.put(REST_OPENER, [rest.opener, shape]);
        sink.put(REST_OPENER, [rest.opener, rest.mark, 1 + of_right.main.min(2)]);
        let of_cue = tally.tense(cue.unit);
        sink.put(REST_TENSE, [of_cue * 5 + of_right.tense, rest.tense, rest.predicate]);
        sink.put(REST_TENSE, [32 + of_cue, rest.tense, shape]);
        sink.put(REST_CLAUSES, [clauses, shape]);
        sink.put(REST_CLAUSES, [bucket((part.end - part.start) as usize), shape, 1]);
        // Who does what the rest says: the source again?
        let subject = rest.subject.map_or(0, |head| {
            let same =
                source.is_some_and(|s| (s.start..s.end).any(|at| scene.surface(at) == scene.surface(head)));
            1 + u16::from(same) * 16 + scene.chunk(head).map_or(0, |c| c.kind as u16)
        });
        sink.put(REST_SUBJECT, [subject, rest.predicate, kind]);
        sink.put(REST_SUBJECT, [subject, rest.predicate, 16 + rest.mark]);
        let commas = tally.between(part.start, part.end).commas().min(4);
        sink.put(COMMAS, [commas, rest.mark, 1 + u16::from(tally.ends_at(part.end))]);
        sink.put(COMMAS_OPENER, [rest.opener, commas]);
        let words = bucket((sentence.end - part.end) as usize);
        sink.put(LENGTH, [bucket((part.end - part.start) as usize), words, direction]);
    }

    // Other cues in the content, and beside it.
    let first = cues.partition_point(|other| other.unit < sentence.start);
    let (mut inner, mut outer, mut joined) = (0, 0, 0);
    for other in cues[first..].iter().take_while(|other| other.unit < sentence.end) {
        if other.unit == cue.unit {
            continue;
        }
        let strength = level(other.probability) + 1;
        if this.content.holds(other.unit) {
            if strength > inner {
                inner = strength;
                let tag = scene.unit_tag(other.group.start, -1, sentence);
                joined = 1
                    + u16::from(scene.atom(other.group.start, -1, sentence) == crate::syntax::Atom::COMMA)
                    + 2 * u16::from(scene.chunk_at(other.group.start, -1, sentence).is_some())
                    + 4 * u16::from(tag == crate::lexicon::Tag::Coordinator);
            }
        } else {
            outer = outer.max(strength);
        }
    }
    sink.put(INNER, [inner, joined, direction]);
    sink.put(INNER, [inner, joined, 4 + scene.unit(cue.unit).tag as u16]);
    sink.put(OUTER, [outer, inner, direction]);

    // Quoted spans taken along and left behind.
    let held: u16 = this
        .content
        .parts()
        .fold(0, |all, part| all.wrapping_add(tally.between(part.start, part.end).quotes()));
    let all = tally.between(sentence.start, sentence.end).quotes();
    let beside = u16::from(
        start > sentence.start && scene.unit(start - 1).is_quote() && !this.content.holds(start - 1),
    ) | u16::from(end < sentence.end && scene.unit(end).is_quote() && !this.content.holds(end))
        << 1;
    sink.put(QUOTES, [held.min(2), all.wrapping_sub(held).min(2), direction]);
    sink.put(QUOTES, [4 + beside, held.min(2), direction]);
}
