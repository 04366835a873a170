//! Who a mark says is speaking: a colon, a dash, a line of its own, or the label of a transcript.

use crate::frame;
use crate::quote::Quote;
use crate::segment::TokenKind;
use crate::span::Span;
use crate::syntax::{ChunkKind, Scene, UnitRange};

use super::Draft;

/// Most units before a colon that may name who speaks, so that no quotation of a sentence without end
/// reads all that stands before it.
const LONGEST_LEAD: u32 = 120;

/// Who a mark says is speaking: before a colon (`Poe: “…”`), or as a signature behind a dash
/// (`“…” — Ann Poe`), which may have a paragraph of its own, or behind the colon of a headline, or on the
/// line above.
pub(super) fn source(scene: &Scene, at: u32, number: usize) -> Option<UnitRange> {
    let paragraphs = &scene.syntax.paragraphs;
    let (paragraph, next) = (paragraphs[number], paragraphs.get(number + 1));
    let below = next.filter(|_| at + 1 == paragraph.end);
    if let Some(signed) = below.and_then(|next| signature(scene, next.start, next.end)) {
        return Some(signed);
    }
    // "QUOTE OF THE DAY: “…” — Ann Poe"
    if let Some(signed) = signature(scene, at + 1, paragraph.end) {
        return Some(signed);
    }
    let start = scene.sentence(at).start;
    if at >= start + 2 && scene.unit(at - 1).kind == TokenKind::Colon {
        // "FERRY LATE AGAIN - Ann Poe: “…”"
        let near = start.max(at.saturating_sub(LONGEST_LEAD));
        let dash = (near..at - 1).rev().find(|at| scene.unit(*at).kind == TokenKind::Dash);
        let lead = UnitRange { start: dash.map_or(near, |dash| dash + 1), end: at - 1 };
        let whole = dash.is_some() || near == start;
        let topic = |units: &UnitRange| scene.chunk(units.start).is_some_and(|c| frame::is_topic(scene, c));
        return frame::described(scene, lead).filter(|units| whole && !topic(units));
    }
    headline(scene, at, paragraph).or_else(|| line_above(scene, at, number))
}

/// The name behind a dash at `dash`, if the paragraph, which ends at `end`, says little more.
fn signature(scene: &Scene, dash: u32, end: u32) -> Option<UnitRange> {
    if dash + 1 >= end || !matches!(scene.unit(dash).kind, TokenKind::Dash | TokenKind::Hyphen) {
        return None;
    }
    let chunk = scene.chunk(dash + 1)?;
    let ends = chunk.units.end >= end || {
        let next = scene.unit(chunk.units.end);
        next.is_quote() || matches!(next.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Open)
    };
    ends.then_some(chunk.units)
}

/// Whether a draft's content is a quotation with a signature, while its cue is a colon or stands in a
/// paragraph before: "Here is what some of them said:" “…” — Ann Poe
pub(super) fn is_signed_apart(scene: &Scene, draft: &Draft) -> bool {
    let ([part], Some((cue, _))) = (&draft.parts[..], draft.cue) else { return false };
    let Some(paragraph) = scene.syntax.paragraphs.get(scene.paragraph(part.start)) else { return false };
    (cue < paragraph.start || scene.unit(cue).kind == TokenKind::Colon)
        && scene.unit(part.start).is_quote()
        && signature(scene, part.start + 1, paragraph.end).is_some()
}

/// Who stands behind the colon of a headline that opens with a quotation: `‘I was lost’: Ann Poe on grief`.
fn headline(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    if at != 0 || paragraph.end < 3 || scene.unit(1).kind != TokenKind::Colon {
        return None;
    }
    scene.chunk(2).map(|chunk| chunk.units).filter(|units| units.start == 2)
}

/// Most units of a line that says no more than who speaks below it.
const LONGEST_LINE: u32 = 14;

/// Who stands on the line above a quotation, with an age, a job or a place and nothing said of them, as
/// newspapers print what passers-by told them: `Ann Poe, 76, nurse`.
fn line_above(scene: &Scene, at: u32, number: usize) -> Option<UnitRange> {
    if scene.sentence(at).start != at {
        return None;
    }
    let paragraphs = &scene.syntax.paragraphs;
    let line = match paragraphs[number].start {
        start if start < at => UnitRange { start, end: at },
        _ => *paragraphs.get(number.checked_sub(1)?)?,
    };
    let name = scene.chunk(line.start).filter(|chunk| chunk.units.start == line.start)?;
    let units = &scene.syntax.units[line.range()];
    let short = line.end - line.start <= LONGEST_LINE && scene.sentence(line.start).end >= line.end;
    // "retired" behind a comma is no verb with a tense here.
    let verb = units.windows(2).any(|pair| pair[1].is_finite() && pair[0].kind != TokenKind::Comma);
    let bare = !verb && !units.iter().any(|unit| unit.is_quote() || unit.kind == TokenKind::Stop);
    let comma = units.get(name.units.range().len()).is_some_and(|unit| unit.kind == TokenKind::Comma);
    (short && bare && comma && matches!(name.kind, ChunkKind::Person | ChunkKind::Name)).then_some(name.units)
}

/// The label between the opening mark and the words of a transcript's line, which goes on with
/// nothing.
pub(crate) fn label(text: &str, quote: &Quote) -> Option<Span> {
    let before = text[quote.open.end..quote.span.start].trim_end();
    let label = before.strip_suffix(':')?.trim_end();
    let start = quote.open.end + (label.len() - label.trim_start().len());
    (!label.trim_start().is_empty()).then(|| Span::new(start, quote.open.end + label.len()))
}

/// Whether all words of a quoted span stand in one pair of brackets, as in a transcript:
/// `“(CROSSTALK)”`.
pub(super) fn is_stage_direction(words: &str) -> bool {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let closed =
        |open: char, close: char| words.starts_with(open) && words.find(close) == Some(words.len() - 1);
    closed('(', ')') || closed('[', ']')
}
