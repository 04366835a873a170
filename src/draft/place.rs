//! Finds a place for every quoted span of speech that no frame reports.

use crate::quote::Role;
use crate::segment::TokenKind;
use crate::syntax::{Chunk, Scene, UnitRange};

use super::{Draft, Origin};

/// A run of drafts by paragraph is walked once, in order of the text.
pub(super) fn place(scene: &Scene, roles: &[Role], drafts: &mut Vec<Draft>) {
    let holder = holders(scene, drafts);
    let mut by_quote: Vec<Option<usize>> = vec![None; scene.quotes.len()];
    // The draft that the quote before ended up in, with that quote's paragraph.
    let mut last: Option<(usize, usize)> = None;
    for (paragraph, range) in scene.syntax.paragraphs.iter().enumerate() {
        for at in range.start..range.end {
            let unit = scene.unit(at);
            if !unit.is_quote() {
                continue;
            }
            let quote = unit.quote as usize;
            let draft = match holder[at as usize] {
                Some(draft) => Some(draft),
                None if roles[quote] != Role::Speech => None,
                None => {
                    let part = UnitRange { start: at, end: at + 1 };
                    let continued = scene.quotes[quote].continues.and_then(|q| by_quote[q as usize]);
                    let goes_on = || goes_on(scene, drafts, at, *range, paragraph, last);
                    match continued.or_else(goes_on).filter(|_| !is_labelled(scene, quote)) {
                        Some(draft) => {
                            drafts[draft].parts.push(part);
                            Some(draft)
                        }
                        None => {
                            drafts.push(bare(scene, at, *range));
                            Some(drafts.len() - 1)
                        }
                    }
                }
            };
            by_quote[quote] = draft;
            if let Some(draft) = draft {
                last = Some((draft, paragraph));
            }
        }
    }
}

/// The draft whose content holds each unit.
fn holders(scene: &Scene, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut holder = vec![None; scene.syntax.units.len()];
    for (number, draft) in drafts.iter().enumerate() {
        for part in &draft.parts {
            holder[part.range()].fill(Some(number));
        }
    }
    holder
}

/// The draft before that a quoted span goes on with: `“…,” Poe said. “…”`, or a paragraph that is
/// a quote and nothing else behind one that ends with the speaker's words.
fn goes_on(
    scene: &Scene,
    drafts: &[Draft],
    at: u32,
    paragraph: UnitRange,
    number: usize,
    last: Option<(usize, usize)>,
) -> Option<usize> {
    let (draft, where_last) = last?;
    let held = &drafts[draft];
    if !held.parts.iter().any(|part| (part.start..part.end).any(|i| scene.unit(i).is_quote())) {
        return None;
    }
    if where_last != number {
        let alone =
            (paragraph.start..paragraph.end).all(|i| scene.unit(i).is_quote() || !scene.unit(i).is_word());
        return (alone && number == where_last + 1).then_some(draft);
    }
    // Only the rest of the sentence that reports the first part may stand between.
    let end =
        held.parts.iter().map(|part| part.end - 1).chain(held.cue.map(|(unit, _)| unit)).max().unwrap_or(0);
    let between = scene.unit(at).sentence.saturating_sub(scene.unit(end).sentence);
    let begins = at == paragraph.start
        || matches!(scene.unit(at - 1).kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Dash)
        || scene.unit(at - 1).is_quote();
    (between == 0 || between == 1 && begins && scene.sentence(at).start == at).then_some(draft)
}

/// A draft for a quoted span that no cue reports. Its source may stand before a colon (`Poe: “…”`),
/// or as a signature behind a dash (`“…” — Ann Poe`).
fn bare(scene: &Scene, at: u32, paragraph: UnitRange) -> Draft {
    let mut draft = Draft {
        parts: vec![UnitRange { start: at, end: at + 1 }],
        origin: Origin::Bare,
        probability: 0.5,
        ..Draft::default()
    };
    let source = if at >= paragraph.start + 2 && scene.unit(at - 1).kind == TokenKind::Colon {
        scene.chunk(at - 2)
    } else {
        signature(scene, at, paragraph)
    };
    if let Some(chunk) = source {
        draft.source = Some(chunk.units);
        draft.source_probability = 0.8;
        draft.origin = Origin::Mark;
    }
    draft
}

/// The noun phrase behind a dash that ends the line.
fn signature<'a>(scene: &Scene<'a>, at: u32, paragraph: UnitRange) -> Option<&'a Chunk> {
    let dash = (at + 1 < paragraph.end).then(|| scene.unit(at + 1)).filter(|u| u.kind == TokenKind::Dash)?;
    let chunk = (at + 2 < paragraph.end).then(|| scene.chunk(at + 2)).flatten()?;
    let rest = &scene.syntax.units[chunk.units.end as usize..paragraph.end as usize];
    let ends = rest.first().is_none_or(|u| {
        matches!(u.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Open) || u.is_quote()
    });
    (dash.start > 0 && ends).then_some(chunk)
}

/// Whether a label stands between the opening mark and the words: a transcript's line, which goes
/// on with nothing.
fn is_labelled(scene: &Scene, quote: usize) -> bool {
    let quote = &scene.quotes[quote];
    scene.text[quote.open.end..quote.span.start].trim_end().ends_with(':')
}
