//! Where a source starts: noun phrases are cut at marks and at words that may be verbs, names are not.

use crate::lexicon::Tag;
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

/// The source with what belongs before it, or without what stands before the name in it.
///
/// | the noun phrase | the source |
/// |---|---|
/// | 9/\[11 widow Ann Poe\] | 9/11 widow Ann Poe |
/// | retired \[police captain Ann Poe\] | retired police captain Ann Poe |
/// | In \[a Tull Post interview Poe\] said | Poe |
pub(super) fn start(scene: &Scene, source: UnitRange) -> u32 {
    let sentence = scene.sentence(source.start);
    let before = |back: u32| source.start >= sentence.start + back;
    let number = |at: u32| scene.unit(at).kind == TokenKind::Number;
    if before(2)
        && number(source.start)
        && scene.surface(source.start - 1) == "/"
        && number(source.start - 2)
        && scene.unit(source.start - 2).end + 1 == scene.unit(source.start).start
    {
        return source.start - 2;
    }
    if before(1) && scene.surface(source.start - 1).eq_ignore_ascii_case("retired") {
        return source.start - 1;
    }
    interviewed(scene, source).filter(|_| before(1)).unwrap_or(source.start)
}

/// The name that ends a phrase for a talk which a preposition governs: "in an interview Ann Poe said".
fn interviewed(scene: &Scene, source: UnitRange) -> Option<u32> {
    let governed = source.start > 0 && scene.unit(source.start - 1).tag == Tag::Preposition;
    let talk = |at: &u32| ["interview", "speech", "statement", "tweet"].contains(&scene.surface(*at));
    let noun = (source.start..source.end - 1).rev().find(talk).filter(|_| governed)?;
    let name = (noun + 1..source.end).all(|at| scene.unit(at).tag == Tag::Name);
    name.then_some(noun + 1)
}
