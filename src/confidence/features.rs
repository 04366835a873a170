//! What the confidence of an attribution rests on.

use crate::attribution::Kind;
use crate::draft::{Draft, Origin};
use crate::lexicon::Tag;
use crate::model::{Feature, Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::speaker::Decision;
use crate::syntax::Scene;
use crate::text::count_words;

use super::Layout;

use Field::Count as N;

templates! {
    /// Names of the confidence model's features.
    KIND = 0, "kind", &[N, N, N];
    FRAME = 1, "frame", &[N, N];
    SOURCE = 2, "source", &[N, N];
    SPEAKER = 3, "speaker", &[N];
    FRAME_SOURCE = 4, "frame+source", &[N, N, N];
    CONTENT = 5, "content", &[N, N];
    PLACED = 6, "placed", &[N, N, N];
    SIEVE = 7, "sieve", &[N, N];
    QUOTE = 8, "quote", &[N, N, N];
    WORDS = 9, "words", &[N, N];
    ORDER = 10, "order", &[N, N, N];
    GAP = 11, "gap", &[N, N, N];
    CUE = 12, "cue", &[N, N];
    EDGE = 13, "edge", &[N, N, N];
    PARTS = 14, "parts", &[N, N, N];
    MARK = 15, "mark", &[N, N, N];
}

/// Bounds of the steps in which a probability is read, fine where the model is sure.
const STEPS: [f32; 17] =
    [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.84, 0.89, 0.93, 0.955, 0.97, 0.98, 0.988, 0.994];

fn fine(probability: f32) -> u16 {
    STEPS.iter().take_while(|bound| probability >= **bound).count() as u16
}

fn coarse(probability: f32) -> u16 {
    fine(probability) / 3
}

/// The sieves by number, from 1; 0 is for none.
const SIEVES: [&str; 26] = [
    "label",
    "name",
    "name variant",
    "shared name",
    "apposition",
    "role",
    "epithet",
    "relative",
    "pronoun",
    "anonymous",
    "group",
    "body",
    "document",
    "announced",
    "running speaker",
    "same paragraph",
    "beat",
    "vocative",
    "alternation",
    "first person",
    "several",
    "beside",
    "headline",
    "interrupted",
    "lead",
    "interview",
];

/// How a mark names the source: 0 none, 1 the label of a transcript's line, 2 a colon before the
/// quote, 3 a signature behind it.
pub(super) fn mark(draft: &Draft) -> u16 {
    match (draft.origin, draft.label, draft.source) {
        (Origin::Mark, Some(_), _) => 1,
        (Origin::Mark, None, Some(source)) => 2 + u16::from(source.start > draft.first_unit()),
        _ => 0,
    }
}

pub(super) fn extract(
    scene: &Scene,
    layout: &Layout,
    draft: &Draft,
    decision: &Decision,
    sink: &mut impl Sink,
) {
    let kind = draft.kind.map_or(2, |kind| match kind {
        Kind::Direct => 0,
        Kind::Mixed => 1,
        Kind::Indirect => 2,
    });
    let origin = match draft.origin {
        Origin::Frame => 0,
        Origin::Mark => 1,
        Origin::Bare => 2,
        Origin::Nearby => 3,
    };
    let sieve = decision
        .sieve
        .map_or(0, |name| SIEVES.iter().position(|known| *known == name).map_or(0, |at| at as u16 + 1));
    let named = u16::from(draft.source.is_some());
    let (frame, source) = (fine(draft.probability), fine(draft.source_probability));
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));

    add(KIND, kind, origin, named);
    add(FRAME, frame, kind, 0);
    add(FRAME, frame, 3, 0);
    add(SOURCE, source, kind, 0);
    add(SOURCE, source, 3, 0);
    add(SPEAKER, fine(decision.confidence), 0, 0);
    let both = draft.probability * draft.source_probability;
    add(FRAME_SOURCE, frame / 2, source / 2, 0);
    add(FRAME_SOURCE, fine(both), kind, 1);
    add(CONTENT, fine(draft.content_probability), kind, 0);
    add(PLACED, fine(draft.placed), kind, origin);
    add(SIEVE, sieve, kind, 0);
    add(SIEVE, sieve, 3 + coarse(draft.source_probability), 0);

    // The content: how long, how much of it in marks, a sentence of its own or words out of one.
    let inside: usize = draft.quoted.iter().take(8).map(|span| count_words(&scene.text[span.range()])).sum();
    let all: usize = draft.content.iter().take(8).map(|span| count_words(&scene.text[span.range()])).sum();
    add(WORDS, bucket(all), kind, 0);
    add(PARTS, bucket(draft.parts.len()), bucket(draft.quoted.len()), kind);
    if let (Some(first), Some(last)) = (draft.quoted.first(), draft.quoted.last()) {
        let (first, last) = (&scene.text[first.range()], &scene.text[last.range()]);
        let capital = u16::from(first.starts_with(char::is_uppercase));
        let ends = match last.trim_end().chars().next_back() {
            Some(',') => 1,
            Some('.' | '!' | '?' | '…') => 2,
            _ => 0,
        };
        add(QUOTE, capital | ends << 1, kind, origin);
        add(QUOTE, 8 + bucket(inside), capital | ends << 1, kind);
    }

    // A mark that many quotes of the text have is its layout.
    let mark = mark(draft);
    if mark > 0 {
        let like = bucket(layout.marks[usize::from(mark)]).min(6);
        add(MARK, mark, like, kind);
        add(MARK, mark, 20 + sieve, u16::from(like > 2));
    }

    // Source, cue and content: in which order, how far apart.
    let Some((cue, group)) = draft.cue else { return };
    let class = scene.lexicon.cue_class(draft.lemma);
    add(CUE, class, kind, 0);
    add(CUE, 64 + u16::from(draft.lemma == 0), kind, 0);
    let (start, end) = (draft.first_unit(), draft.parts.last().map_or(0, |part| part.end));
    let side = u16::from(start > cue) | u16::from(end <= cue) << 1;
    let gap = if start > cue { start - cue - 1 } else { cue.saturating_sub(end) };
    let tag = scene.unit(cue).tag;
    let form = match tag {
        Tag::VerbPast => 0,
        Tag::VerbS => 1,
        Tag::VerbBase => 2,
        Tag::VerbIng => 3,
        Tag::VerbParticiple => 4,
        Tag::VerbPresent => 5,
        _ => 6,
    };
    add(ORDER, side, form, kind);
    add(GAP, bucket(gap as usize), side, kind);
    let Some(units) = draft.source else { return };
    let before = u16::from(units.start < cue);
    let apart =
        if before == 1 { group.start.saturating_sub(units.end) } else { units.start.saturating_sub(cue + 1) };
    add(GAP, 20 + bucket(apart as usize), before, kind);
    add(ORDER, 4 + side, before, kind);
    add(ORDER, 8 + sieve, before | u16::from(apart == 0) << 1, side);
    // Where the content meets the sentence: at its start, at its end, at a mark.
    let sentence = scene.sentence(cue);
    let kind_at = |at: u32| match scene.unit(at).kind {
        TokenKind::Comma => 1,
        TokenKind::Stop => 2,
        TokenKind::Colon => 3,
        TokenKind::Dash => 4,
        TokenKind::Mark => 5,
        _ => 0,
    };
    let opens = if start <= sentence.start { 6 } else { kind_at(start - 1) };
    let closes = if end >= sentence.end { 6 } else { kind_at(end) };
    add(EDGE, opens, closes, kind);
}
