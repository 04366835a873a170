//! Lines that open with their speaker and a colon: the line is the content, its only cue the colon.
//!
//! | line | example; the content in brackets |
//! |---|---|
//! | headline | Poe: \[The harbour is ‘not for sale’\] |
//! | headline about a finding | Poll: \[Most islanders want a bridge\] |
//! | a line of a [`transcript`] | DAHL: \[I heard it. Nobody asked me.\] |
//!
//! Layout proposes them; the frame scorer tells them from lists ("Tull: 1,769"), notes ("Correction:
//! …") and headings. In a transcript the scorer, which has seen hardly any, is not asked.

use crate::cue::CueCandidate;
use crate::lexicon::{CuePart, Modality};
use crate::segment::TokenKind;
use crate::source::SourceCandidate;
use crate::syntax::{Scene, UnitRange};

use super::kicker::line;
use super::lead::{described, is_topic, speaker};
use super::{Frame, Scope, transcript};

/// Words and marks that a speaker and what is said of them may take: "Former Tull mayor Poe at talks:".
const LONGEST_LEAD: u32 = 10;

/// Before the frame scorer has looked, nothing is known of a label.
const UNKNOWN: f32 = 0.5;

/// Whether a frame is a label's.
pub(super) fn is_label(scene: &Scene, frame: &Frame) -> bool {
    scene.unit(frame.cue.unit).kind == TokenKind::Colon
}

/// The probability of a transcript's line.
const LINE: f32 = 0.99;

/// Adds the labels of a text to its frames, which stay in order of their cues. Returns whether the
/// text is a transcript.
pub(super) fn add(scene: &Scene, scope: Scope, frames: &mut Vec<Frame>) -> bool {
    let wanted = |label: &Frame| {
        scope == Scope::Everything || label.content.parts().any(|part| scene.holds_quote(part))
    };
    let labels = scene.syntax.paragraphs.iter().filter_map(|paragraph| of_paragraph(scene, *paragraph));
    let mut labels: Vec<Frame> = labels.filter(wanted).collect();
    let transcript = transcript::settle(scene, &mut labels);
    if !labels.is_empty() {
        frames.append(&mut labels);
        frames.sort_by_key(|frame| frame.cue.unit);
    }
    transcript
}

/// Whether a frame is a line of a transcript, once [`settle`] has made those certain.
pub(super) fn is_line(scene: &Scene, frame: &Frame) -> bool {
    is_label(scene, frame) && frame.probability >= LINE && !is_finding(scene, frame)
}

/// Makes the lines of a transcript certain, and of other texts the headlines about a finding, which tell no list
/// and no note.
pub(super) fn settle(scene: &Scene, frames: &mut [Frame], transcript: bool) {
    for frame in frames.iter_mut().filter(|frame| is_label(scene, frame)) {
        if transcript || is_finding(scene, frame) {
            frame.probability = frame.probability.max(LINE);
        }
    }
}

/// Gives labels, once they are judged and chosen, what layout alone tells: a source with all that is said of it, a
/// content without the marks of bold type, and in a transcript the paragraphs that go on with a line. The scorers
/// have seen neither, as they learned from labels that are bare.
pub fn refine(scene: &Scene, frames: &mut Vec<Frame>) {
    frames.retain(|frame| !is_label(scene, frame) || is_line(scene, frame) || !is_topic_label(scene, frame));
    for frame in frames.iter_mut().filter(|frame| is_label(scene, frame)) {
        let mark = frame.cue.unit;
        let line = line(scene, scene.syntax.paragraphs[scene.paragraph(mark)]);
        let lead = UnitRange { end: mark, ..line };
        let letter = mark > lead.start && transcript::turn(scene, mark - 1).is_some();
        if let (Some(source), Some(units)) = (&mut frame.source, described(scene, lead).filter(|_| !letter)) {
            source.units = units;
        }
        if let Some(content) = &mut frame.content.right {
            *content = without_markup(scene, *content);
        }
    }
    transcript::go_on(scene, frames);
}

/// Whether a label says what a headline is about, rather than who speaks: "Ferry fiasco: Minister ‘sorry’".
fn is_topic_label(scene: &Scene, frame: &Frame) -> bool {
    let source = frame.source.and_then(|source| scene.chunk(source.units.start));
    source.is_some_and(|chunk| is_topic(scene, chunk))
}

/// Whether a label is but a noun for what finds something out: `Poll: …`.
fn is_finding(scene: &Scene, frame: &Frame) -> bool {
    let Some(source) = frame.source.filter(|source| source.units.start + 1 == source.units.end) else {
        return false;
    };
    let noun = scene.lexicon.cue_as(scene.word(source.units.start), CuePart::Noun);
    let finds = noun.is_some_and(|entry| entry.modality == Modality::Finding);
    finds && frame.holds_verb(scene) && scene.sentence(source.units.start).start == source.units.start
}

/// The label that opens a paragraph, as a frame not yet judged.
fn of_paragraph(scene: &Scene, paragraph: UnitRange) -> Option<Frame> {
    let paragraph = line(scene, paragraph);
    let reach = paragraph.end.min(paragraph.start + LONGEST_LEAD + 1);
    let opening = &scene.syntax.units[paragraph.start as usize..reach as usize];
    let colon = paragraph.start + opening.iter().position(|unit| unit.kind == TokenKind::Colon)? as u32;
    if scene.surface(colon) != ":" {
        return None;
    }
    let content = UnitRange { start: colon + 1, end: content_end(scene, colon, paragraph) };
    let lead = UnitRange { start: paragraph.start, end: colon };
    let source = match transcript::turn(scene, paragraph.start) {
        Some(_) if lead.start + 1 == lead.end => lead,
        _ => speaker(scene, lead).filter(|_| !scene.holds_quote(lead))?.units,
    };
    // A line of quoted spans alone is placed with them.
    let said = scene.syntax.units[content.range()].iter().any(|unit| unit.is_word() && !unit.is_quote());
    let cue = CueCandidate {
        unit: colon,
        group: UnitRange { start: colon, end: colon + 1 },
        lemma: 0,
        earlier: 0,
        later: 0,
        probability: UNKNOWN,
    };
    let source = SourceCandidate::alone(source, source.end == colon);
    said.then(|| Frame::laid_out(cue, content, source, UNKNOWN))
}

/// A stretch without the marks of bold type at its ends: `**Poe: It is late.**`
fn without_markup(scene: &Scene, UnitRange { mut start, mut end }: UnitRange) -> UnitRange {
    let markup = |at: u32| scene.unit(at).kind == TokenKind::Symbol && matches!(scene.surface(at), "*" | "_");
    while start < end && markup(start) {
        start += 1;
    }
    while start < end && markup(end - 1) {
        end -= 1;
    }
    UnitRange { start, end }
}

/// Where the content of a label ends: with its paragraph, or at a semicolon, behind which a headline
/// has its second line.
fn content_end(scene: &Scene, colon: u32, paragraph: UnitRange) -> u32 {
    (colon + 1..paragraph.end).find(|at| scene.surface(*at) == ";").unwrap_or(paragraph.end)
}
