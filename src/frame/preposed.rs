//! A sentence whose report trails behind it: with no more than a circumstance behind the cue ("The mill
//! will close, Poe confirmed to the Post on Monday."), or with nobody but the source ("The mill will close, said a
//! person who had seen the plan.").
//!
//! The content scorer weighs edges one by one and has seen few such sentences, so that it takes the
//! circumstance, or the source, for what is reported.

use crate::cue::{self, CueCandidate};
use crate::lexicon::{Frames, Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene, Tally, UnitRange};

use super::clause::Clauses;

/// Forms of a cue that reports by itself.
const FORMS: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS).with(Tag::VerbPresent);

/// Words and forms that put the clause they open below another one: "While he won, Poe told reporters".
const BELOW: TagSet = TagSet::of(Tag::Subordinator).with(Tag::Wh).with(Tag::VerbIng);

/// Words that open a clause about the source.
const RELATIVE: TagSet = TagSet::of(Tag::Wh).with(Tag::That);

/// Most units of the source, with the comma before it.
const SOURCE: u32 = 10;

/// Most units of the clause, so that no cue of a sentence without end reads all that stands before it.
const CLAUSE: u32 = 200;

/// The clause that a report trails, where the content scorer would have `behind` the cue.
pub(super) fn clause(
    scene: &Scene,
    cue: &CueCandidate,
    tally: &Tally,
    behind: UnitRange,
) -> Option<UnitRange> {
    let first = cue.group.start;
    let clausal = scene.lexicon.cue_frames(cue.lemma) & Frames::BARE.bits() != 0;
    if !clausal || !FORMS.has(scene.unit(cue.unit).tag) || cue.group_flags(scene) != 0 {
        return None;
    }
    let is_comma = |at: &u32| scene.unit(*at).kind == TokenKind::Comma;
    let reach = tally.sentence.start.max(first.saturating_sub(SOURCE));
    let comma = (reach..first).rev().find(is_comma)?;
    let trails = match comma + 1 == first {
        // "…, Ann Poe, the mayor, told a press conference": behind such a verb stands who is spoken to.
        true => !cue::is_addressing(scene, cue.lemma) && is_source(scene, tally, behind),
        false => is_circumstance(tally, behind) && is_subject(scene, tally, comma + 1, first),
    };
    trails.then(|| main_clause(scene, tally, comma)).flatten()
}

/// What stands before a comma, if it is a clause of its own that nothing opens as somebody's words.
fn main_clause(scene: &Scene, tally: &Tally, comma: u32) -> Option<UnitRange> {
    let clause = UnitRange { start: tally.sentence.start, end: comma };
    let told = tally.between(clause.start, comma);
    if BELOW.has(scene.unit(clause.start).tag)
        || comma - clause.start > CLAUSE
        || told.quotes() > 0
        || told.that() > 0
    {
        return None;
    }
    let whole = Clauses::read(scene, tally, clause);
    (whole.main > 0 && whole.open == 0).then_some(clause)
}

/// Whether a noun phrase and no verb stands from one unit to another.
fn is_subject(scene: &Scene, tally: &Tally, start: u32, end: u32) -> bool {
    scene.chunk(start).is_some_and(|chunk| chunk.units.start == start)
        && tally.between(start, end).finite() == 0
}

/// Whether the words behind a cue are somebody, or something written, with what is said of them to the end of the sentence: "a
/// person who had seen the plan".
fn is_source(scene: &Scene, tally: &Tally, behind: UnitRange) -> bool {
    let Some(chunk) = scene.chunk(behind.start).filter(|chunk| chunk.units.start == behind.start) else {
        return false;
    };
    let end = tally.sentence.end.min(chunk.units.end + CLAUSE);
    let relative = (chunk.units.end..end).find(|at| RELATIVE.has(scene.unit(*at).tag)).unwrap_or(end);
    let speaks = matches!(
        chunk.kind,
        ChunkKind::Human
            | ChunkKind::Humans
            | ChunkKind::Group
            | ChunkKind::Text
            | ChunkKind::Person
            | ChunkKind::Name
    );
    speaks && tally.between(chunk.units.end, relative).finite() == 0
}

/// Whether the words behind a cue say no more than to whom, where and when it was said.
fn is_circumstance(tally: &Tally, part: UnitRange) -> bool {
    let held = tally.between(part.start, part.end);
    let verbs = held.finite() | held.base_verbs() | held.ing_verbs();
    verbs == 0 && held.quotes() == 0 && held.that() == 0
}
