//! What the frame scorer looks at.

use crate::content::ContentCandidate;
use crate::lexicon::Tag;
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::source::SourceCandidate;
use crate::syntax::{Scene, UnitRange};

use super::{Frame, label, level};

use Field::{Atom as A, Count as N, Cue as C};

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
    COVERS = 8, "covers", &[N, N];
    OVERLAPS = 9, "overlaps", &[N, N];
    QUOTES = 10, "quotes", &[N, N, N];
    SHAPE = 11, "shape", &[N, N, N];
    SOURCE_KIND = 12, "source-kind", &[N, N, N];
    START = 13, "start", &[A, N];
    LEMMA_SOURCE = 14, "lemma+source", &[C, N];
    CUE_SOURCE = 15, "cue+source", &[N, N, N];
    NEGATED = 16, "negated", &[N, N];
    LABEL = 17, "label", &[N, N];
    LABEL_LINE = 18, "label+line", &[N, N, N];
    LABELS_NEAR = 19, "labels-near", &[N, N, N];
    SUPPORT = 20, "support", &[N, N];
    COVERED_BY = 21, "covered-by", &[N, N, N];
    COVERS_CUE = 22, "covers-cue", &[N, N, N];
    LEMMA_SHAPE = 23, "lemma+shape", &[C, N];
    CUE_FORM = 24, "cue-form", &[N, N, N];
    SOURCE_FORM = 25, "source-form", &[A, N, N];
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
    sink.put(LEMMA_SOURCE, [frame.cue.lemma, kind]);
    sink.put(SOURCE_KIND, [kind, class, source / 4]);

    let (mut quotes, mut words, mut verbs) = (0usize, 0usize, 0u16);
    for part in frame.content.parts() {
        for unit in &scene.syntax.units[part.range()] {
            if unit.is_quote() {
                quotes += 1;
            } else if unit.is_word() {
                words += 1;
            }
            if unit.is_finite() {
                verbs |= 2;
            } else if matches!(unit.tag, Tag::VerbBase | Tag::VerbIng | Tag::VerbParticiple) {
                verbs |= 1;
            }
        }
    }
    sink.put(QUOTES, [quotes.min(2) as u16, u16::from(words == 0), cue]);
    sink.put(SHAPE, [bucket(words), verbs, direction]);
    sink.put(SHAPE, [100 + class, verbs, bucket(words).min(5)]);
    let sentence = scene.sentence(frame.cue.unit);
    sink.put(START, [frame.content.parts().next().map_or(0, |p| scene.unit(p.start).atom.0), class]);
    let group = frame.cue.group_flags(scene);
    sink.put(NEGATED, [u16::from(group & 4 != 0), class]);

    let shape = verbs | (quotes.min(1) as u16) << 2 | direction << 3;
    sink.put(LEMMA_SHAPE, [frame.cue.lemma, shape]);
    let form = group << 5 | scene.unit(frame.cue.unit).tag as u16;
    sink.put(CUE_FORM, [form, class, kind]);
    sink.put(CUE_FORM, [form, 64 + shape, kind.min(1)]);
    if let Some(SourceCandidate { units, .. }) = frame.source {
        let behind = u16::from(units.start > frame.cue.unit);
        sink.put(SOURCE_FORM, [scene.unit(units.start).atom.0, class, behind]);
        sink.put(SOURCE_FORM, [scene.unit(units.end - 1).atom.0, class, 2]);
        sink.put(SOURCE_FORM, [scene.atom(units.start, -1, sentence).0, kind, 3]);
    }

    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(frames.len());
    if label::is_label(scene, frame) {
        // In the first paragraph it is a headline's; in a row of its like, a transcript's or a list's.
        let first = scene.syntax.paragraphs.first().is_some_and(|first| frame.cue.unit < first.end);
        let reaches = frame.source.is_some_and(|source| source.reaches_cue);
        let lead = (frame.cue.unit - sentence.start) as usize;
        let others = frames[near.clone()].iter().filter(|other| label::is_label(scene, other)).count() - 1;
        let upper = frame.source.is_some_and(|source| is_upper(scene, source.units));
        let end = scene.unit(sentence.end - 1);
        let last =
            if end.kind == TokenKind::Stop { scene.surface(sentence.end - 1).as_bytes()[0] } else { 0 };
        let place = u16::from(first) << 1 | u16::from(upper);
        sink.put(LABEL, [place, kind]);
        sink.put(LABEL_LINE, [place, bucket(lead), u16::from(reaches)]);
        sink.put(LABEL_LINE, [8 + place, bucket(words), verbs]);
        sink.put(LABEL_LINE, [16 + place, u16::from(last), verbs]);
        sink.put(LABELS_NEAR, [place, others.min(3) as u16, verbs]);
    }

    // Frames around: does a surer cue's content hold this cue, or this content a surer cue?
    let (mut covered, mut covers, mut overlaps) = (0u16, 0u16, 0u16);
    let (mut by, mut inner, mut inner_joint) = (0u16, 0u16, 0u16);
    for (other_at, other) in frames[near.clone()].iter().enumerate() {
        if near.start + other_at == at
            || scene.unit(other.cue.unit).sentence != scene.unit(frame.cue.unit).sentence
        {
            continue;
        }
        let strength = level(other.cue.probability) + 1;
        let likely: f32 = other
            .alternatives()
            .iter()
            .filter(|rival| rival.content.holds(frame.cue.unit))
            .map(|rival| rival.probability)
            .sum();
        if likely > 0.0 {
            by = by.max(level(likely * other.cue.probability) + 1);
        }
        if other.content.holds(frame.cue.unit) {
            covered = covered.max(strength);
        }
        if frame.content.holds(other.cue.unit) {
            covers = covers.max(strength);
            let likely: f32 = other
                .alternatives()
                .iter()
                .filter(|rival| rival.content.parts().all(|part| frame.content.holds(part.start)))
                .map(|rival| rival.probability)
                .sum();
            let likely = level(likely * other.cue.probability) + 1;
            if likely > inner {
                inner = likely;
                inner_joint = joint(scene, other, sentence);
            }
        } else if frame
            .content
            .parts()
            .any(|x| other.content.parts().any(|y| x.start < y.end && y.start < x.end))
        {
            overlaps = overlaps.max(strength);
        }
    }
    sink.put(COVERED, [covered, cue]);
    sink.put(COVERS, [covers, cue]);
    sink.put(OVERLAPS, [overlaps, cue]);
    let joint = joint(scene, frame, sentence);
    sink.put(COVERED_BY, [by, joint]);
    sink.put(COVERED_BY, [by, 128 + cue, content]);
    sink.put(COVERS_CUE, [inner, inner_joint]);
    sink.put(COVERS_CUE, [inner, 128 + cue, content]);
    sink.put(COVERED, [100 + covered, u16::from(frame.cue.unit - sentence.start < 3)]);
}

/// Whether words are written in capitals alone: "DAHL".
fn is_upper(scene: &Scene, units: UnitRange) -> bool {
    let mut letters = scene.text[scene.span(units).range()].chars().filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase)
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

/// How a cue hangs in its sentence: whether a noun phrase stands before it, what stands before both,
/// whether a quoted span follows.
fn joint(scene: &Scene, frame: &Frame, sentence: UnitRange) -> u16 {
    let group = frame.cue.group.start;
    let subject = scene.chunk_at(group, -1, sentence);
    let before = subject.map_or(group, |chunk| chunk.units.start.max(sentence.start));
    let opener = match (before > sentence.start).then(|| scene.unit(before - 1)) {
        None => 0,
        Some(unit) if unit.is_quote() => 1,
        Some(unit) if unit.kind == TokenKind::Comma => 2,
        Some(unit) if !unit.is_word() => 3,
        Some(unit) => match unit.tag {
            Tag::Coordinator => 4,
            Tag::Subordinator => 5,
            Tag::Wh => 6,
            Tag::That => 7,
            Tag::Preposition => 8,
            _ => 9,
        },
    };
    let quote = (1..=3).any(|offset| scene.is_quote(frame.cue.unit, offset, sentence));
    opener * 4 + u16::from(subject.is_some()) * 2 + u16::from(quote)
}
