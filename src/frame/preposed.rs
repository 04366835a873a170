//! A sentence whose report trails behind it, with no more than a circumstance behind the cue: "The mill
//! will close, Poe confirmed to the Post on Monday."
//!
//! The content scorer weighs edges one by one and has seen few such sentences, so that it takes the
//! circumstance for what is reported.

use crate::cue::CueCandidate;
use crate::lexicon::{Frames, Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{Scene, Tally, UnitRange};

use super::clause::Clauses;

/// Forms of a cue that reports by itself.
const FORMS: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS).with(Tag::VerbPresent);

/// Words and forms that put the clause they open below another one: "While he won, Poe told reporters".
const BELOW: TagSet = TagSet::of(Tag::Subordinator).with(Tag::Wh).with(Tag::VerbIng);

/// Most units of the source, with the comma before it.
const SOURCE: u32 = 10;

/// Most units of the clause, so that no cue of a sentence without end reads all that stands before it.
const CLAUSE: u32 = 200;

/// The clause before the comma, the source and the cue, if the sentence opens with it as its main clause.
pub(super) fn clause(scene: &Scene, cue: &CueCandidate, tally: &Tally) -> Option<UnitRange> {
    let start = tally.sentence.start;
    let first = cue.group.start;
    let clausal = scene.lexicon.cue_frames(cue.lemma) & Frames::BARE.bits() != 0;
    let below = BELOW.has(scene.unit(start).tag);
    if !clausal || below || !FORMS.has(scene.unit(cue.unit).tag) || cue.group_flags(scene) != 0 {
        return None;
    }
    let reach = start.max(first.saturating_sub(SOURCE));
    let comma = (reach..first).rev().find(|at| scene.unit(*at).kind == TokenKind::Comma)?;
    let (source, clause) = (UnitRange { start: comma + 1, end: first }, UnitRange { start, end: comma });
    let subject = scene.chunk(source.start).is_some_and(|chunk| chunk.units.start == source.start)
        && tally.between(source.start, first).finite() == 0;
    let told = tally.between(start, comma);
    if !subject || comma - start > CLAUSE || told.quotes() > 0 || told.that() > 0 {
        return None;
    }
    let whole = Clauses::read(scene, tally, clause);
    (whole.main > 0 && whole.open == 0).then_some(clause)
}

/// Whether the words behind a cue say no more than to whom, where and when it was said.
pub(super) fn is_circumstance(tally: &Tally, part: UnitRange) -> bool {
    let held = tally.between(part.start, part.end);
    let verbs = held.finite() | held.base_verbs() | held.ing_verbs();
    verbs == 0 && held.quotes() == 0 && held.that() == 0
}
