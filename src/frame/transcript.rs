//! Texts whose lines open with who speaks, again and again: transcripts and interviews.
//!
//! | line | example; the content in brackets |
//! |---|---|
//! | its speaker's name | DAHL: \[I heard it. Nobody asked me.\] |
//! | the letter of its turn | A: \[Herring. On Sundays, two.\] |
//! | a paragraph that goes on with the turn above | \[I told them so at the time.\] |
//!
//! Letters name nobody; whom the text is an interview with is for [`speaker`](crate::speaker) to tell.
//!
//! A paragraph between two lines goes on with the first where somebody speaks in it of himself or to somebody:
//! "I told them so". What is told of the speakers in between ("Dahl, 46, poured more tea.") has no such word, or marks
//! around it. Between two lines of one speaker a question is somebody else's. What follows the last line may be
//! anything, and is not taken along.

use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene, UnitRange};

use super::{Frame, label};

/// Fewest lines with labels that a transcript has, and fewest where all labels are in capitals.
const FEWEST_LINES: usize = 4;
const FEWEST_UPPER: usize = 3;

/// Fewest questions, and fewest answers, of an interview.
const FEWEST_TURNS: usize = 2;

/// Whether the lines of a text are a transcript's: each label stands at two of them on average (if all are in
/// capitals it is enough that one comes again), and most hold a verb, unlike those of a table. Lines that open
/// with `Q` or `A` stay only in an interview.
pub(super) fn settle(scene: &Scene, lines: &mut Vec<Frame>) -> bool {
    let transcript = is_transcript(scene, lines);
    let count = |wanted| lines.iter().filter(|line| letter(scene, line) == Some(wanted)).count();
    let interview = transcript && count(Turn::Question).min(count(Turn::Answer)) >= FEWEST_TURNS;
    lines.retain(|line| interview || letter(scene, line).is_none());
    transcript
}

fn is_transcript(scene: &Scene, lines: &[Frame]) -> bool {
    // The time of "10:42" is nobody.
    let named = |name: &&str| name.starts_with(|c: char| !c.is_ascii_digit());
    let mut names: Vec<&str> = lines.iter().filter_map(|line| name(scene, line)).filter(named).collect();
    let (all, verbs) = (names.len(), lines.iter().filter(|line| line.holds_verb(scene)).count());
    let upper = names.iter().all(|name| name.len() > 1 && !name.contains(char::is_lowercase));
    names.sort_unstable();
    names.dedup();
    let come_again =
        all >= FEWEST_LINES && names.len() * 2 <= all || upper && all >= FEWEST_UPPER && names.len() < all;
    come_again && verbs * 2 >= all
}

/// The last word of the name that a line opens with, whatever else the label says of the speaker.
fn name<'t>(scene: &Scene<'t>, line: &Frame) -> Option<&'t str> {
    let units = line.source?.units;
    let name = scene.chunk(units.start).map_or(units.end, |chunk| chunk.units.end.min(units.end));
    Some(scene.surface(name - 1))
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

/// The turn whose letter a line opens with.
fn letter(scene: &Scene, line: &Frame) -> Option<Turn> {
    turn(scene, line.cue.unit.checked_sub(1)?)
}

/// Gives each line but the last the paragraphs below it, up to the next line, that go on with it, and drops what is
/// reported within them; where that is what others said, the paragraph is left as it is. `frames` are all of a text, in
/// order, of which none contradict each other.
pub(super) fn go_on(scene: &Scene, frames: &mut Vec<Frame>) {
    let paragraphs = &scene.syntax.paragraphs;
    let lines: Vec<usize> = (0..frames.len()).filter(|at| label::is_line(scene, &frames[*at])).collect();
    for pair in lines.windows(2) {
        let (this, next) = (&frames[pair[0]], &frames[pair[1]]);
        let one_speaker = name(scene, this) == name(scene, next);
        let Some(content) = this.content.right else { continue };
        let others = |paragraph: &UnitRange| {
            let first = frames.partition_point(|frame| frame.cue.unit < paragraph.start);
            let within = frames[first..].iter().take_while(|frame| frame.cue.unit < paragraph.end);
            within.into_iter().any(|frame| is_somebody_else(scene, frame))
        };
        let below = paragraphs.partition_point(|paragraph| paragraph.start < content.end);
        let between = paragraphs[below..].iter().take_while(|paragraph| paragraph.end <= next.cue.unit);
        let goes_on =
            |paragraph: &&UnitRange| is_speech(scene, **paragraph, one_speaker) && !others(paragraph);
        let end = between.take_while(goes_on).last().map_or(content.end, |last| last.end);
        frames[pair[0]].content.right = Some(UnitRange { end, ..content });
    }
    // Where the line at hand ends; what stands before that is within it.
    let mut end = 0;
    frames.retain(|frame| {
        let within = frame.cue.unit < end;
        if label::is_line(scene, frame) {
            end = frame.content.right.map_or(end, |content| content.end);
        }
        !within
    });
}

/// Whether a frame's source is a person, and not whoever speaks there: "My agent begged me to stay".
fn is_somebody_else(scene: &Scene, frame: &Frame) -> bool {
    let Some(chunk) = frame.source.and_then(|source| scene.chunk(source.units.start)) else { return false };
    match chunk.kind {
        ChunkKind::Person | ChunkKind::Name | ChunkKind::Human | ChunkKind::Humans => true,
        ChunkKind::Pronoun => scene.is_any(chunk.head, &["he", "she", "they"]),
        _ => false,
    }
}

/// Words that only somebody who speaks has, outside marks.
const SPOKEN: [&str; 10] = ["i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your"];

/// Whether somebody speaks in a paragraph: of himself or to somebody, without marks, and between two lines of
/// `one_speaker` without a question at its end.
fn is_speech(scene: &Scene, paragraph: UnitRange, one_speaker: bool) -> bool {
    let last = paragraph.end.saturating_sub(1);
    let closes = scene.unit(last).kind == TokenKind::Stop && !(one_speaker && scene.surface(last) == "?");
    closes
        && !scene.holds_quote(paragraph)
        && (paragraph.start..paragraph.end).any(|at| scene.is_any(at, &SPOKEN))
}
