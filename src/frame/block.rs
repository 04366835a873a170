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

use crate::cue::CueCandidate;
use crate::lexicon::{Modality, Tag, TagSet};
use crate::segment::{Shape, TokenKind};
use crate::source::SourceCandidate;
use crate::syntax::{Chunk, ChunkKind, Scene, Unit, UnitRange};

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
    let mut blocks: Vec<Frame> = Vec::new();
    for pair in scene.syntax.paragraphs.windows(2) {
        let Some(cue) = last_cue(scene, cues, pair[0]).filter(|_| is_block(scene, pair[1])) else { continue };
        let known = frames.binary_search_by_key(&cue.unit, |frame| frame.cue.unit).ok();
        let subject = subject(scene, &cue).map(|chunk| SourceCandidate::alone(chunk.units, true));
        let Some(source) = subject.or_else(|| frames[known?].source) else { continue };
        blocks.push(Frame::laid_out(cue, pair[1], source, BLOCK));
    }
    if blocks.is_empty() {
        return;
    }
    // What somebody says in a block is said within somebody's words. Blocks do not overlap, and stand in order.
    let mut left = &blocks[..];
    frames.retain(|frame| {
        let at = frame.cue.unit;
        let past = |block: &Frame| block.content.parts().all(|part| part.end <= at);
        while left.first().is_some_and(past) {
            left = &left[1..];
        }
        left.first().is_none_or(|block| at < block.cue.unit)
    });
    frames.append(&mut blocks);
    frames.sort_by_key(|frame| frame.cue.unit);
}

/// The cue behind which a paragraph has nothing but its colon and what belongs to the cue: "wrote in a post:".
fn last_cue(scene: &Scene, cues: &[CueCandidate], paragraph: UnitRange) -> Option<CueCandidate> {
    let colon = paragraph.end.checked_sub(1).filter(|colon| *colon > paragraph.start)?;
    if scene.surface(colon) != ":" {
        return None;
    }
    let first = scene.sentence(colon).start.max(paragraph.start).max(colon.saturating_sub(REACH + 1));
    let behind = cues.partition_point(|cue| cue.unit < colon);
    let mut near = cues[..behind].iter().rev().take_while(|cue| cue.unit >= first);
    let cue = *near.find(|cue| REPORTS.has(scene.unit(cue.unit).tag))?;
    // "Three things that Poe wants to see:" leads to a list; what a letter reads is written there.
    let text = subject(scene, &cue).is_some_and(|chunk| chunk.kind == ChunkKind::Text);
    let said = text || scene.lexicon.cue(cue.lemma).is_some_and(|entry| SAID.contains(&entry.modality));
    if !said || !scene.unit(cue.unit).strong && cue.probability < SURE {
        return None;
    }
    let open = |unit: &Unit| unit.is_quote() || unit.is_finite() || unit.kind == TokenKind::Colon;
    if scene.syntax.units[cue.unit as usize + 1..colon as usize].iter().any(open) {
        return None;
    }
    Some(cue)
}

/// The noun phrase right before a cue.
fn subject<'a>(scene: &Scene<'a>, cue: &CueCandidate) -> Option<&'a Chunk> {
    scene.chunk_at(cue.group.start, -1, scene.sentence(cue.unit))
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
        && scene.holds_verb(paragraph)
}
