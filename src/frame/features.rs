//! What the frame scorer looks at.

use std::ops::Range;

use crate::content::ContentCandidate;
use crate::lexicon::Tag;
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::{Frame, label, level, to_read};

use Field::{Count as N, Cue as C};

templates! {
    /// Names of the frame scorer's features.
    BIAS = 0, "bias", &[];
    CUE = 1, "cue", &[N, N];
    CONTENT = 2, "content", &[N, N];
    SOURCE = 3, "source", &[N, N];
    CUE_CONTENT = 4, "cue+content", &[N, N, N];
    CLASS = 5, "class", &[N, N, N];
    LEMMA = 6, "lemma", &[C, N];
    COVERED = 7, "covered", &[N, N];
    OVERLAPS = 8, "overlaps", &[N, N];
    CUE_SOURCE = 9, "cue+source", &[N, N, N];
    NEGATED = 10, "negated", &[N, N];
    LABEL = 11, "label", &[N, N];
    LABEL_LINE = 12, "label+line", &[N, N, N];
    LABELS_NEAR = 13, "labels-near", &[N, N, N];
    SUPPORT = 14, "support", &[N, N];
    LEMMA_SHAPE = 15, "lemma+shape", &[C, N];
}

/// How many frames on either side count as neighbours.
const NEAR: usize = 8;

pub(super) fn extract(scene: &Scene, frames: &[Frame], at: usize, sink: &mut impl Sink) {
    let frame = &frames[at];
    let class = scene.lexicon.cue_class(frame.cue.lemma);
    let direction = frame.content.direction();
    let cue = level(frame.cue.probability);
    let content = level(frame.content_probability);
    let source = level(frame.source_probability);
    let kind = frame.source.map_or(0, |s| scene.chunk(s.units.start).map_or(0, |c| c.kind as u16) + 1);
    sink.put(BIAS, []);
    // Contents that overlap this one by half stand for it.
    let support: f32 = (frame.alternatives().iter())
        .filter(|other| alike(&other.content, &frame.content))
        .map(|other| other.probability)
        .sum();
    sink.put(SUPPORT, [level(support), content]);
    sink.put(CUE, [cue, direction]);
    sink.put(CONTENT, [content, direction]);
    sink.put(SOURCE, [source, kind]);
    sink.put(CUE_CONTENT, [cue, content]);
    sink.put(CUE_SOURCE, [cue, source, kind.min(1)]);
    sink.put(CLASS, [class, direction, kind.min(1)]);
    sink.put(LEMMA, [frame.cue.lemma, direction]);

    sink.put(NEGATED, [u16::from(frame.cue.group_flags(scene) & 4 != 0), class]);
    let build = Build::of(scene, &frame.content);
    let shape = build.verbs | u16::from(build.quotes) << 2 | direction << 3;
    sink.put(LEMMA_SHAPE, [frame.cue.lemma, shape]);

    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(frames.len());
    if label::is_label(scene, frame) {
        let others = frames[near.clone()].iter().filter(|other| label::is_label(scene, other)).count() - 1;
        labels(scene, frame, &build, others, kind, sink);
    }
    neighbours(scene, frames, at, near, sink);
}

/// What a content is built of.
struct Build {
    quotes: bool,
    /// Words outside marks.
    words: usize,
    /// 1 for a verb without a tense, 2 for one with.
    verbs: u16,
}

impl Build {
    fn of(scene: &Scene, content: &ContentCandidate) -> Self {
        let mut build = Build { quotes: false, words: 0, verbs: 0 };
        for unit in content.parts().flat_map(|part| &scene.syntax.units[to_read(part).range()]) {
            build.quotes |= unit.is_quote();
            build.words += usize::from(unit.is_word() && !unit.is_quote());
            if unit.is_finite() {
                build.verbs |= 2;
            } else if matches!(unit.tag, Tag::VerbBase | Tag::VerbIng | Tag::VerbParticiple) {
                build.verbs |= 1;
            }
        }
        build
    }
}

/// A label and its line, with how many `others` stand near. In the first paragraph it is a headline's; in a
/// row of its like, a transcript's or a list's.
fn labels(scene: &Scene, frame: &Frame, build: &Build, others: usize, kind: u16, sink: &mut impl Sink) {
    let sentence = scene.sentence(frame.cue.unit);
    let first = scene.syntax.paragraphs.first().is_some_and(|first| frame.cue.unit < first.end);
    let reaches = frame.source.is_some_and(|source| source.reaches_cue);
    let lead = (frame.cue.unit - sentence.start) as usize;
    let upper = frame.source.is_some_and(|source| is_upper(scene, source.units));
    let end = scene.unit(sentence.end - 1);
    let last = if end.kind == TokenKind::Stop { scene.surface(sentence.end - 1).as_bytes()[0] } else { 0 };
    let place = u16::from(first) << 1 | u16::from(upper);
    sink.put(LABEL, [place, kind]);
    sink.put(LABEL_LINE, [place, bucket(lead), u16::from(reaches)]);
    sink.put(LABEL_LINE, [8 + place, bucket(build.words), build.verbs]);
    sink.put(LABEL_LINE, [16 + place, u16::from(last), build.verbs]);
    sink.put(LABELS_NEAR, [place, others.min(3) as u16, build.verbs]);
}

/// Frames around: does a surer cue's content hold this cue, or meet this content?
fn neighbours(scene: &Scene, frames: &[Frame], at: usize, near: Range<usize>, sink: &mut impl Sink) {
    let frame = &frames[at];
    let (mut covered, mut overlaps) = (0, 0);
    for (other_at, other) in (near.start..).zip(&frames[near]) {
        if other_at == at || scene.unit(other.cue.unit).sentence != scene.unit(frame.cue.unit).sentence {
            continue;
        }
        let strength = level(other.cue.probability) + 1;
        if other.content.holds(frame.cue.unit) {
            covered = covered.max(strength);
        }
        if !frame.content.holds(other.cue.unit) && overlap(&frame.content, &other.content) {
            overlaps = overlaps.max(strength);
        }
    }
    let cue = level(frame.cue.probability);
    let early = frame.cue.unit - scene.sentence(frame.cue.unit).start < 3;
    sink.put(COVERED, [covered, cue]);
    sink.put(OVERLAPS, [overlaps, cue]);
    sink.put(COVERED, [100 + covered, u16::from(early)]);
}

/// Whether words are written in capitals alone: "DAHL".
fn is_upper(scene: &Scene, units: UnitRange) -> bool {
    let mut letters = scene.text[scene.span(units).range()].chars().filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase)
}

/// Whether two contents have a unit in common.
fn overlap(a: &ContentCandidate, b: &ContentCandidate) -> bool {
    a.parts().any(|x| b.parts().any(|y| x.start < y.end && y.start < x.end))
}

/// Whether two contents overlap by half of both together.
fn alike(a: &ContentCandidate, b: &ContentCandidate) -> bool {
    let size = |content: &ContentCandidate| content.parts().map(|part| part.end - part.start).sum::<u32>();
    let shared: u32 = a
        .parts()
        .flat_map(|x| b.parts().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    3 * shared >= size(a) + size(b)
}
