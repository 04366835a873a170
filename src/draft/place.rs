//! Finds a place for every quoted span that no frame reports.
//!
//! Three answers compete: the span goes on with the quote before it (`“…,” Poe said. “…”`), it is
//! an attribution of its own, or it is nobody's words (a title, scare marks). A learned scorer
//! looks at the span, its role, its sentence and the quote before it.

use crate::model::{Feature, LinearModel, best};
use crate::quote::Role;
use crate::segment::TokenKind;
use crate::span::Span;
use crate::syntax::{Chunk, Scene, UnitRange};

use super::features::{self, Loose, Tallies};
use super::{Draft, Origin};

/// Where a loose quoted span goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It is no attribution.
    Nowhere,
    /// An attribution of its own.
    Alone,
    /// More words of the attribution that the quote before it belongs to.
    Joined,
}

/// Roles of the quoted spans with their scores (positive for speech).
#[derive(Clone, Copy, Debug)]
pub struct Roles<'a> {
    /// By number of the quoted span.
    pub roles: &'a [Role],
    /// By number of the quoted span, in tenths of log odds.
    pub scores: &'a [i32],
}

/// The placement the model thinks likeliest, with its probability.
pub(super) fn likeliest(model: &LinearModel) -> impl Fn(&Scene, &[Draft], &Loose) -> (Placement, f32) + '_ {
    move |scene, drafts, loose| {
        let options = options(loose);
        let mut scores = [0; 3];
        for (score, option) in scores.iter_mut().zip(options) {
            *score = model.score(|sum| features::extract(scene, drafts, loose, *option, sum));
        }
        let (likeliest, probability) = best(&scores[..options.len()]).unwrap_or((0, 1.0));
        (options[likeliest], probability)
    }
}

/// The placement by role alone, for languages the model was not learned from.
pub(super) fn by_role(_: &Scene, _: &[Draft], loose: &Loose) -> (Placement, f32) {
    (if loose.role == Role::Speech { Placement::Alone } else { Placement::Nowhere }, 0.5)
}

/// The placements open to a span.
pub fn options(loose: &Loose) -> &'static [Placement] {
    match loose.last {
        Some(_) => &[Placement::Nowhere, Placement::Alone, Placement::Joined],
        None => &[Placement::Nowhere, Placement::Alone],
    }
}

/// The features of one option, for training.
pub fn option_features(scene: &Scene, drafts: &[Draft], loose: &Loose, option: Placement) -> Vec<Feature> {
    let mut found = Vec::new();
    features::extract(scene, drafts, loose, option, &mut found);
    found
}

/// Walks the text once and asks `decide` about every loose quoted span, in order.
pub(super) fn place(
    scene: &Scene,
    roles: Roles,
    drafts: &mut Vec<Draft>,
    mut decide: impl FnMut(&Scene, &[Draft], &Loose) -> (Placement, f32),
) {
    let holder = holders(scene, drafts);
    let tallies = Tallies::new(scene, drafts);
    let mut by_quote: Vec<Option<usize>> = vec![None; scene.quotes.len()];
    // The draft that the quote before ended up in, that quote's unit and its paragraph.
    let mut last: Option<(usize, u32, usize)> = None;
    for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
        for at in paragraph.start..paragraph.end {
            let unit = scene.unit(at);
            if !unit.is_quote() {
                continue;
            }
            let quote = unit.quote as usize;
            let holder = Some(holder[at as usize] as usize).filter(|draft| *draft != NOBODY as usize);
            let draft = holder.or_else(|| {
                let part = UnitRange { start: at, end: at + 1 };
                let labelled = label(scene, quote).is_some();
                let continued = scene.quotes[quote].continues.filter(|_| !labelled);
                if let Some(draft) = continued.and_then(|q| by_quote[q as usize]) {
                    drafts[draft].parts.push(part);
                    return Some(draft);
                }
                let loose = Loose {
                    tallies: &tallies,
                    unit: at,
                    paragraph: *paragraph,
                    role: roles.roles[quote],
                    score: roles.scores[quote],
                    last: last
                        .filter(|_| !labelled)
                        .and_then(|last| near(scene, &tallies, drafts, last, number)),
                    marked: labelled || source_mark(scene, at, *paragraph).is_some(),
                };
                match decide(scene, drafts, &loose) {
                    (Placement::Nowhere, _) => None,
                    (Placement::Joined, _) => {
                        let draft = loose.last?.draft;
                        drafts[draft].parts.push(part);
                        Some(draft)
                    }
                    (Placement::Alone, probability) => {
                        drafts.push(alone(scene, at, *paragraph, probability));
                        Some(drafts.len() - 1)
                    }
                }
            });
            by_quote[quote] = draft;
            if let Some(draft) = draft {
                last = Some((draft, at, number));
            }
        }
    }
}

/// The quote before, if more words can join its attribution: it stands in the same paragraph, or
/// the paragraph before, whose claims in the text's own words, and whose words in marks in
/// mid-sentence, are not gone on with by a quote.
fn near(
    scene: &Scene,
    tallies: &Tallies,
    drafts: &[Draft],
    last: (usize, u32, usize),
    paragraph: usize,
) -> Option<features::Last> {
    let (draft, unit, where_last) = last;
    let held = &drafts[draft];
    let whole = held.cue.is_some() || scene.sentence(unit).start == unit;
    let open = paragraph == where_last || paragraph == where_last + 1 && held.is_marked(tallies) && whole;
    open.then_some(features::Last { draft, unit, paragraphs: (paragraph - where_last) as u16 })
}

/// Marks a unit that no draft holds.
const NOBODY: u32 = u32::MAX;

/// The draft whose content holds each unit, or [`NOBODY`].
fn holders(scene: &Scene, drafts: &[Draft]) -> Vec<u32> {
    let mut holder = vec![NOBODY; scene.syntax.units.len()];
    for (number, draft) in drafts.iter().enumerate() {
        for part in &draft.parts {
            holder[part.range()].fill(number as u32);
        }
    }
    holder
}

/// A draft for a quoted span that no cue reports.
fn alone(scene: &Scene, at: u32, paragraph: UnitRange, probability: f32) -> Draft {
    let source = source_mark(scene, at, paragraph);
    let label = label(scene, scene.unit(at).quote as usize);
    Draft {
        parts: vec![UnitRange { start: at, end: at + 1 }],
        origin: if source.is_some() || label.is_some() { Origin::Mark } else { Origin::Bare },
        label,
        source: source.map(|chunk| chunk.units),
        source_probability: if source.is_some() || label.is_some() { 0.8 } else { 0.5 },
        probability,
        ..Draft::default()
    }
}

/// Who a mark says is speaking: before a colon (`Poe: “…”`), or as a signature behind a dash
/// (`“…” — Ann Poe`).
fn source_mark<'a>(scene: &Scene<'a>, at: u32, paragraph: UnitRange) -> Option<&'a Chunk> {
    if at >= paragraph.start + 2 && scene.unit(at - 1).kind == TokenKind::Colon {
        return scene.chunk(at - 2);
    }
    let within = |at: u32| at < paragraph.end;
    if !within(at + 2) || scene.unit(at + 1).kind != TokenKind::Dash {
        return None;
    }
    let chunk = scene.chunk(at + 2)?;
    let ends = !within(chunk.units.end) || {
        let next = scene.unit(chunk.units.end);
        next.is_quote() || matches!(next.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Open)
    };
    ends.then_some(chunk)
}

/// The label between the opening mark and the words of a transcript's line, which goes on with
/// nothing.
fn label(scene: &Scene, quote: usize) -> Option<Span> {
    let quote = &scene.quotes[quote];
    let before = scene.text[quote.open.end..quote.span.start].trim_end();
    let label = before.strip_suffix(':')?.trim_end();
    let start = quote.open.end + (label.len() - label.trim_start().len());
    (!label.trim_start().is_empty()).then(|| Span::new(start, quote.open.end + label.len()))
}
