//! Lines that open with their speaker and a colon: the line is the content, its only cue the colon.
//!
//! | line | example; the content in brackets |
//! |---|---|
//! | headline | Poe: \[The harbour is ‘not for sale’\] |
//! | headline about a finding | Poll: \[Most islanders want a bridge\] |
//! | transcript | DAHL: \[I heard it. Nobody asked me.\] |
//! | interview | A: \[Herring. On Sundays, two.\] |
//!
//! Layout proposes them; the frame scorer tells them from lists ("Tull: 1,769"), notes ("Correction:
//! …") and headings. Where the same few labels come again and again the text is a transcript, and the
//! scorer, which has seen hardly any, is not asked. What follows in paragraphs without a label of their
//! own is not taken along. `Q:` and `A:` are labels only in such a text; they name nobody, and whom the
//! text is an interview with is for [`speaker`](crate::speaker) to tell.

use crate::cue::CueCandidate;
use crate::lexicon::{CuePart, Modality, Tag};
use crate::segment::TokenKind;
use crate::source::SourceCandidate;
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange};

use super::{Frame, Scope};

/// Words and marks that a speaker and what is said of them may take: "Former Tull mayor Poe at talks:".
const LONGEST_LEAD: u32 = 10;

/// Before the frame scorer has looked, nothing is known of a label.
const UNKNOWN: f32 = 0.5;

/// Whether a frame is a label's.
pub(super) fn is_label(scene: &Scene, frame: &Frame) -> bool {
    scene.unit(frame.cue.unit).kind == TokenKind::Colon
}

/// Fewest lines with labels that a transcript has, and fewest where all labels are in capitals.
const FEWEST_LINES: usize = 4;
const FEWEST_UPPER: usize = 3;

/// Fewest questions, and fewest answers, of an interview.
const FEWEST_TURNS: usize = 2;

/// The probability of a transcript's line.
const LINE: f32 = 0.99;

/// Adds the labels of a text to its frames, which stay in order of their cues. Returns whether the
/// text is a transcript: each label stands at two lines on average (if all are in capitals it is enough that
/// one comes again), and most lines hold a verb, unlike those of a table.
pub(super) fn add(scene: &Scene, scope: Scope, frames: &mut Vec<Frame>) -> bool {
    let wanted = |label: &Frame| {
        scope == Scope::Everything || label.content.parts().any(|part| scene.holds_quote(part))
    };
    let labels = scene.syntax.paragraphs.iter().filter_map(|paragraph| of_paragraph(scene, *paragraph));
    let cued = frames.len();
    frames.extend(labels.filter(wanted));
    let name = |frame: &Frame| frame.source.map(|source| scene.surface(source.units.end - 1));
    // The time of "10:42" is nobody.
    let named = |name: &&str| name.starts_with(|c: char| !c.is_ascii_digit());
    let mut names: Vec<&str> = frames[cued..].iter().filter_map(name).filter(named).collect();
    let verb = |frame: &&Frame| frame.holds_verb(scene);
    let (lines, verbs) = (names.len(), frames[cued..].iter().filter(verb).count());
    let upper = names.iter().all(|name| name.len() > 1 && !name.contains(char::is_lowercase));
    names.sort_unstable();
    names.dedup();
    let come_again = lines >= FEWEST_LINES && names.len() * 2 <= lines
        || upper && lines >= FEWEST_UPPER && names.len() < lines;
    let transcript = come_again && verbs * 2 >= lines;
    if frames.len() > cued {
        let letter = |frame: &Frame| {
            let before = frame.cue.unit.checked_sub(1).filter(|_| is_label(scene, frame))?;
            turn(scene, before)
        };
        let count = |wanted| frames[cued..].iter().filter(|frame| letter(frame) == Some(wanted)).count();
        let interview = transcript && count(Turn::Question).min(count(Turn::Answer)) >= FEWEST_TURNS;
        frames.retain(|frame| interview || letter(frame).is_none());
        frames.sort_by_key(|frame| frame.cue.unit);
    }
    transcript
}

/// Who speaks in a line of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// `Q:`
    Question,
    /// `A:`
    Answer,
}

/// The turn that a unit before a colon is the label of.
pub(crate) fn turn(scene: &Scene, at: u32) -> Option<Turn> {
    match scene.surface(at) {
        "Q" => Some(Turn::Question),
        "A" => Some(Turn::Answer),
        _ => None,
    }
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
    let paragraph = UnitRange { start: past_time(scene, paragraph), ..paragraph };
    let paragraph = UnitRange { start: past_kicker(scene, paragraph), ..paragraph };
    let reach = paragraph.end.min(paragraph.start + LONGEST_LEAD + 1);
    let opening = &scene.syntax.units[paragraph.start as usize..reach as usize];
    let colon = paragraph.start + opening.iter().position(|unit| unit.kind == TokenKind::Colon)? as u32;
    if scene.surface(colon) != ":" {
        return None;
    }
    let content = UnitRange { start: colon + 1, end: content_end(scene, colon, paragraph) };
    let lead = UnitRange { start: paragraph.start, end: colon };
    let source = match turn(scene, paragraph.start) {
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

/// Most units of the time of a live page's entry: "10:03 GMT –".
const TIME: u32 = 5;

/// Where a paragraph begins behind the time of day that has a sentence of its own.
fn past_time(scene: &Scene, paragraph: UnitRange) -> u32 {
    let first = scene.sentence(paragraph.start);
    let time = first.end < paragraph.end
        && first.end - first.start <= TIME
        && scene.unit(first.start).kind == TokenKind::Number
        && scene.unit(first.end - 1).kind != TokenKind::Stop;
    if time { first.end } else { paragraph.start }
}

/// What newspapers set before a headline, a caption or a note, and a colon; none of it is a speaker.
const KICKERS: [&str; 18] = [
    "analysis",
    "breaking",
    "caption",
    "correction",
    "editorial",
    "exclusive",
    "headline",
    "live",
    "note",
    "opinion",
    "photo",
    "photos",
    "review",
    "text",
    "update",
    "updated",
    "video",
    "watch",
];

/// Whether a label is a kicker: `EXCLUSIVE: …`
pub(crate) fn is_kicker(label: &str) -> bool {
    KICKERS.iter().any(|kicker| label.eq_ignore_ascii_case(kicker))
}

/// Where a paragraph begins behind a kicker and its colon or dash.
fn past_kicker(scene: &Scene, paragraph: UnitRange) -> u32 {
    let UnitRange { start, end } = paragraph;
    let mark = start + 2 < end && matches!(scene.unit(start + 1).kind, TokenKind::Colon | TokenKind::Dash);
    if mark && is_kicker(scene.surface(start)) { start + 2 } else { start }
}

/// Where the content of a label ends: with its paragraph, or at a semicolon, behind which a headline
/// has its second line.
fn content_end(scene: &Scene, colon: u32, paragraph: UnitRange) -> u32 {
    (colon + 1..paragraph.end).find(|at| scene.surface(*at) == ";").unwrap_or(paragraph.end)
}

/// Who stands before a colon with nothing said of them: "Poe, Tull Post:", "Poe on the bridge:", "A
/// word from Poe:".
pub(crate) fn speaker<'a>(scene: &Scene<'a>, lead: UnitRange) -> Option<&'a Chunk> {
    if scene.holds_verb(lead) {
        return None;
    }
    // "A nurse from Tull:" is the nurse.
    let maker = |at: u32| {
        let made = scene.is_any(at, &["from", "by"]) && (at == lead.start || scene.word(at - 1).cue != 0);
        scene.chunk(at + 1).filter(|chunk| made && chunk.units.start == at + 1)
    };
    (lead.start..lead.end.saturating_sub(1)).find_map(maker).or_else(|| first_phrase(scene, lead))
}

/// The first noun phrase of a stretch that no preposition governs and that is no time.
pub(crate) fn first_phrase<'a>(scene: &Scene<'a>, stretch: UnitRange) -> Option<&'a Chunk> {
    (stretch.start..stretch.end).find_map(|at| {
        let chunk =
            scene.chunk(at).filter(|chunk| chunk.units.start == at && chunk.kind != ChunkKind::Time)?;
        let governed = at > stretch.start && scene.unit(at - 1).tag == Tag::Preposition;
        (!governed).then_some(chunk)
    })
}
