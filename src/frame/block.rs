//! Block quotations that layout alone sets off, as blogs have them: a paragraph ends with its cue and a colon,
//! and the next one, which has no marks, is what was said.
//!
//! | paragraph that ends | the next one; the content in brackets |
//! |---|---|
//! | On her site, Poe writes: | \[The bridge was never safe. I said so in May.\] |
//! | The letter reads in part: | \[We regret the delay. …\] |
//!
//! Layout decides; nothing is scored, as news has too few of them to learn from. Not handled: what a block has
//! behind its first paragraph, lists, and a verb between cue and colon ("The letter read as follows:").

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::{Modality, Tag, TagSet};
use crate::segment::{Shape, TokenKind};
use crate::source::{Extension, SourceCandidate};
use crate::syntax::{ChunkKind, Scene, Unit, UnitRange};

use super::Frame;

/// How probable a block is.
const BLOCK: f32 = 0.8;
/// A cue that does not nearly always report must be as probable as this.
const SURE: f32 = 0.3;
/// Most units between the cue and the colon: "wrote in a post on her site:".
const REACH: u32 = 8;
/// Fewest words of a block.
const FEWEST: usize = 8;
/// Forms of a verb that can introduce a block.
const REPORTS: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbPresent).with(Tag::VerbS).with(Tag::VerbIng);

/// What a block can be.
const SAID: [Modality; 2] = [Modality::Speech, Modality::Writing];

/// Gives the cue that ends a paragraph the next one, as a frame among `frames`, which stay in order of their
/// cues; what the block reports in its turn is dropped. `cues` are all that may report.
pub(super) fn add(scene: &Scene, cues: &[CueCandidate], frames: &mut Vec<Frame>) {
    let mut blocks: Vec<(Frame, u32)> = Vec::new();
    for pair in scene.syntax.paragraphs.windows(2) {
        let Some(cue) = last_cue(scene, cues, pair[0]).filter(|_| is_block(scene, pair[1])) else { continue };
        let known = frames.binary_search_by_key(&cue.unit, |frame| frame.cue.unit).ok();
        let source = subject(scene, &cue).or_else(|| frames[known?].source);
        let Some(source) = source else { continue };
        let block = Frame {
            cue,
            content: ContentCandidate { left: None, right: Some(pair[1]) },
            content_probability: BLOCK,
            others: Default::default(),
            source: Some(source),
            source_probability: BLOCK,
            probability: BLOCK,
        };
        blocks.push((block, pair[1].end));
    }
    if blocks.is_empty() {
        return;
    }
    // What somebody says in a block is said within somebody's words. Blocks do not overlap, and stand in order.
    let mut left = &blocks[..];
    frames.retain(|frame| {
        let at = frame.cue.unit;
        while left.first().is_some_and(|(_, end)| *end <= at) {
            left = &left[1..];
        }
        left.first().is_none_or(|(block, _)| at < block.cue.unit)
    });
    frames.extend(blocks.into_iter().map(|(block, _)| block));
    frames.sort_by_key(|frame| frame.cue.unit);
}

/// The cue behind which a paragraph has nothing but its colon and what belongs to the cue: "wrote in a post:".
fn last_cue(scene: &Scene, cues: &[CueCandidate], paragraph: UnitRange) -> Option<CueCandidate> {
    let colon = paragraph.end.checked_sub(1).filter(|colon| *colon > paragraph.start)?;
    if scene.surface(colon) != ":" {
        return None;
    }
    let first = scene.sentence(colon).start.max(paragraph.start).max(colon.saturating_sub(REACH + 1));
    let place = |at: u32| cues.binary_search_by_key(&at, |cue| cue.unit).ok();
    let at = (first..colon).rev().find(|at| REPORTS.has(scene.unit(*at).tag) && place(*at).is_some())?;
    let cue = cues[place(at)?];
    // "Three things that Poe wants to see:" leads to a list; what a letter reads is written there.
    let text = subject(scene, &cue).is_some_and(|source| {
        scene.chunk(source.units.start).is_some_and(|chunk| chunk.kind == ChunkKind::Text)
    });
    let said = text || scene.lexicon.cue(cue.lemma).is_some_and(|entry| SAID.contains(&entry.modality));
    if !said || !scene.unit(at).strong && cue.probability < SURE {
        return None;
    }
    let open = |unit: &Unit| unit.is_quote() || unit.is_finite() || unit.kind == TokenKind::Colon;
    if scene.syntax.units[at as usize + 1..colon as usize].iter().any(open) {
        return None;
    }
    Some(cue)
}

/// The noun phrase right before a cue, as its source.
fn subject(scene: &Scene, cue: &CueCandidate) -> Option<SourceCandidate> {
    let chunk = scene.chunk_at(cue.group.start, -1, scene.sentence(cue.unit))?;
    Some(SourceCandidate {
        units: chunk.units,
        base_end: chunk.units.end,
        extension: Extension::None,
        steps: 0,
        reaches_cue: true,
    })
}

/// Whether a paragraph can be what was said: prose that opens and closes as a sentence, without marks at its
/// start, and that leads to nothing itself.
fn is_block(scene: &Scene, paragraph: UnitRange) -> bool {
    let units = &scene.syntax.units[paragraph.range()];
    let (Some(first), Some(last)) = (units.first(), units.last()) else { return false };
    let opens = first.is_word() && first.shape != Shape::Lower;
    let closes = last.kind == TokenKind::Stop || last.is_quote();
    opens
        && closes
        && units.iter().filter(|unit| unit.is_word()).count() >= FEWEST
        && units.iter().any(Unit::is_finite)
}
