//! The stretches that may be a source, near to far.

use crate::lexicon::{Clitic, Tag};
use crate::syntax::{Chunk, Scene, UnitRange};

use super::SourceCandidate;
use super::extents::Reader;
use super::features::Ground;

/// How far from the cue a source may stand, in units.
const REACH: u32 = 60;
/// How many noun phrases before the cue are looked at, and how many behind it.
const PHRASES: (usize, usize) = (10, 3);

/// How many of them behind the content of a cue that opens the sentence.
const BEYOND: usize = 2;

/// Lists them.
pub(super) fn list(ground: &Ground, found: &mut Vec<SourceCandidate>) {
    let Ground { scene, cue, content, tally, .. } = *ground;
    let sentence = tally.sentence;
    let from = sentence.start.max(cue.unit.saturating_sub(REACH));
    let to = sentence.end.min(cue.unit + REACH);
    let chunks = &scene.syntax.chunks;
    let behind = chunks.partition_point(|chunk| chunk.units.start <= cue.unit);
    let near = behind.saturating_sub(PHRASES.0)..chunks.len().min(behind + PHRASES.1);
    let reader = Reader::new(scene, cue, content);
    let within = |chunk: &&Chunk| from < chunk.units.end && chunk.units.start < to;
    // "Citing the law, Poe refused": nobody stands before the cue, but behind what it reports.
    let preposed = content.right.filter(|_| tally.between(sentence.start, cue.unit + 1).finite() == 0);
    let beyond = preposed.map_or(near.end, |part| chunks.partition_point(|c| c.units.start < part.end));
    let beyond = beyond.max(near.end)
        ..chunks.len().min(beyond.max(near.end) + usize::from(preposed.is_some()) * BEYOND);
    for chunk in chunks[near].iter().chain(&chunks[beyond]).filter(within) {
        let units = chunk.units;
        // The part of the phrase outside the content and before the cue word.
        let mut end = units.end;
        if units.start <= cue.unit && cue.unit < units.end {
            end = cue.unit;
        }
        if content.holds(units.start) {
            continue;
        }
        while end > units.start && content.holds(end - 1) {
            end -= 1;
        }
        if end <= units.start {
            continue;
        }
        possessors(scene, UnitRange { start: units.start, end: units.end }, end, found);
        if units.start <= cue.unit && cue.unit < units.end {
            continue;
        }
        reader.read(UnitRange { start: units.start, end }, found);
    }
}

/// "Poe's" of "Poe's claim", "her" of "her claim".
fn possessors(scene: &Scene, chunk: UnitRange, end: u32, found: &mut Vec<SourceCandidate>) {
    if scene.unit(chunk.start).tag == Tag::Possessive {
        let units = UnitRange { start: chunk.start, end: chunk.start + 1 };
        found.push(SourceCandidate::alone(units, false));
    }
    for at in chunk.start..end {
        if scene.unit(at).clitic == Clitic::S && at + 1 < chunk.end {
            let units = UnitRange { start: chunk.start, end: at + 1 };
            found.push(SourceCandidate::alone(units, at + 1 == end));
        }
    }
}
