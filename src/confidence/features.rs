//! What the confidence of an attribution rests on.

use crate::attribution::Kind;
use crate::draft::{Draft, Origin};
use crate::lexicon::Tag;
use crate::model::{Field, Sink, bucket, templates};
use crate::segment::TokenKind;
use crate::span::Span;
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

/// How a mark names the source: 0 none, 1 the label of a transcript's line, 2 a colon before the
/// quote, 3 a signature behind it.
pub(super) fn mark(draft: &Draft) -> u16 {
    match (draft.origin, draft.label, draft.source) {
        (Origin::Mark, Some(_), _) => 1,
        (Origin::Mark, None, Some(source)) => 2 + u16::from(source.start > draft.first_unit()),
        _ => 0,
    }
}

/// An attribution as the features see it.
struct Ground<'a> {
    scene: &'a Scene<'a>,
    draft: &'a Draft,
    /// Number of its kind.
    kind: u16,
    /// Number of how its content was found.
    origin: u16,
    /// Number of the sieve that named its speaker, from 1; 0 for none.
    sieve: u16,
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
    let sieve = decision.sieve.map_or(0, |sieve| sieve as u16 + 1);
    let ground = Ground { scene, draft, kind, origin, sieve };
    ground.judgements(decision, sink);
    ground.content(sink);
    ground.layout(layout, sink);
    ground.order(sink);
}

impl Ground<'_> {
    /// How sure the stages before were.
    fn judgements(&self, decision: &Decision, sink: &mut impl Sink) {
        let Ground { draft, kind, origin, sieve, .. } = *self;
        let (frame, source) = (fine(draft.probability), fine(draft.source_probability));
        sink.put(KIND, [kind, origin, u16::from(draft.source.is_some())]);
        sink.put(FRAME, [frame, kind]);
        sink.put(FRAME, [frame, 3]);
        sink.put(SOURCE, [source, kind]);
        sink.put(SOURCE, [source, 3]);
        sink.put(SPEAKER, [fine(decision.confidence)]);
        sink.put(FRAME_SOURCE, [frame / 2, source / 2]);
        sink.put(FRAME_SOURCE, [fine(draft.probability * draft.source_probability), kind, 1]);
        sink.put(CONTENT, [fine(draft.content_probability), kind]);
        sink.put(PLACED, [fine(draft.placed), kind, origin]);
        sink.put(SIEVE, [sieve, kind]);
        sink.put(SIEVE, [sieve, 3 + coarse(draft.source_probability)]);
    }

    /// How long the content is, how much of it in marks, a sentence of its own or words out of one.
    fn content(&self, sink: &mut impl Sink) {
        let Ground { scene, draft, kind, origin, .. } = *self;
        let words = |spans: &[Span]| -> usize {
            spans.iter().take(8).map(|span| count_words(&scene.text[span.range()])).sum()
        };
        sink.put(WORDS, [bucket(words(&draft.content)), kind]);
        sink.put(PARTS, [bucket(draft.parts.len()), bucket(draft.quoted.len()), kind]);
        if let (Some(first), Some(last)) = (draft.quoted.first(), draft.quoted.last()) {
            let (first, last) = (&scene.text[first.range()], &scene.text[last.range()]);
            let capital = u16::from(first.starts_with(char::is_uppercase));
            let ends = match last.trim_end().chars().next_back() {
                Some(',') => 1,
                Some('.' | '!' | '?' | '…') => 2,
                _ => 0,
            };
            sink.put(QUOTE, [capital | ends << 1, kind, origin]);
            sink.put(QUOTE, [8 + bucket(words(&draft.quoted)), capital | ends << 1, kind]);
        }
    }

    /// A mark that many quotes of the text have is its layout.
    fn layout(&self, layout: &Layout, sink: &mut impl Sink) {
        let mark = mark(self.draft);
        if mark > 0 {
            let like = bucket(layout.marks[usize::from(mark)]).min(6);
            sink.put(MARK, [mark, like, self.kind]);
            sink.put(MARK, [mark, 20 + self.sieve, u16::from(like > 2)]);
        }
    }

    /// In which order source, cue and content stand, and how far apart.
    fn order(&self, sink: &mut impl Sink) {
        let Ground { scene, draft, kind, sieve, .. } = *self;
        let Some((cue, group)) = draft.cue else { return };
        sink.put(CUE, [scene.lexicon.cue_class(draft.lemma), kind]);
        sink.put(CUE, [64 + u16::from(draft.lemma == 0), kind]);
        let (start, end) = (draft.first_unit(), draft.parts.last().map_or(0, |part| part.end));
        let side = u16::from(start > cue) | u16::from(end <= cue) << 1;
        let gap = if start > cue { start - cue - 1 } else { cue.saturating_sub(end) };
        sink.put(ORDER, [side, form(scene.unit(cue).tag), kind]);
        sink.put(GAP, [bucket(gap as usize), side, kind]);
        let Some(units) = draft.source else { return };
        let before = u16::from(units.start < cue);
        let apart = match before {
            1 => group.start.saturating_sub(units.end),
            _ => units.start.saturating_sub(cue + 1),
        };
        sink.put(GAP, [20 + bucket(apart as usize), before, kind]);
        sink.put(ORDER, [4 + side, before, kind]);
        sink.put(ORDER, [8 + sieve, before | u16::from(apart == 0) << 1, side]);
        // Where the content meets the sentence: at its start, at its end, at a mark.
        let sentence = scene.sentence(cue);
        let opens = if start <= sentence.start { 6 } else { mark_at(scene, start - 1) };
        let closes = if end >= sentence.end { 6 } else { mark_at(scene, end) };
        sink.put(EDGE, [opens, closes, kind]);
    }
}

/// Number of a verb's form.
fn form(tag: Tag) -> u16 {
    match tag {
        Tag::VerbPast => 0,
        Tag::VerbS => 1,
        Tag::VerbBase => 2,
        Tag::VerbIng => 3,
        Tag::VerbParticiple => 4,
        Tag::VerbPresent => 5,
        _ => 6,
    }
}

/// Number of the mark that a unit is, 0 for none.
fn mark_at(scene: &Scene, at: u32) -> u16 {
    match scene.unit(at).kind {
        TokenKind::Comma => 1,
        TokenKind::Stop => 2,
        TokenKind::Colon => 3,
        TokenKind::Dash => 4,
        TokenKind::Mark => 5,
        _ => 0,
    }
}
