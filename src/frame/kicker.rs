//! What stands before a line's own words: the time of a live page's entry, a kicker such as `EXCLUSIVE:`.

use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

/// A paragraph without the time or the kicker that it opens with.
pub(super) fn line(scene: &Scene, paragraph: UnitRange) -> UnitRange {
    let paragraph = UnitRange { start: past_time(scene, paragraph), ..paragraph };
    UnitRange { start: past_kicker(scene, paragraph), ..paragraph }
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
