//! Whether the clause of a cue stands below one that is still to come: "When Poe said that it was late, the
//! others left", "Saying that it was late, Poe left", "Poe's claim that it was late angered many". What the
//! cue reports ends before the clause above goes on.

use crate::cue::CueCandidate;
use crate::lexicon::{Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{Atom, Scene, Tally};

/// Words that put the clause they open below another one.
const OPENERS: TagSet = TagSet::of(Tag::Wh).with(Tag::That).with(Tag::Subordinator);

/// How far before the cue such a word is sought, in units.
const REACH: u32 = 24;

/// What opens the cue's clause if no verb of a clause above stands before it: the atom of the word ("when",
/// "who"), or of the cue itself where that has no tense. [`Atom::NONE`] for all other clauses. `tally` is
/// of the cue's sentence.
pub(super) fn pending(scene: &Scene, cue: &CueCandidate, tally: &Tally) -> Atom {
    let (start, first) = (tally.sentence.start, cue.group.start);
    let opens = |at: u32| tally.between(start, at).finite() == 0;
    if (first..=cue.unit).all(|at| tally.tense(at) == 0) {
        return if opens(first) { scene.unit(cue.unit).atom } else { Atom::NONE };
    }
    for at in (start.max(first.saturating_sub(REACH))..first).rev() {
        let unit = scene.unit(at);
        if OPENERS.has(unit.tag) {
            return if opens(at) { unit.atom } else { Atom::NONE };
        }
        if tally.tense(at) > 0 || unit.kind == TokenKind::Colon {
            break;
        }
    }
    Atom::NONE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::with_scene;

    /// The name of what opens the clause of a cue.
    fn opener(text: &str, cue: &str) -> String {
        with_scene(text, |scene| {
            let (mut cues, mut tally) = (Vec::new(), Tally::default());
            crate::cue::candidates(scene, &mut cues);
            let cue = cues.iter().find(|found| scene.surface(found.unit) == cue).unwrap();
            tally.fill(scene, scene.sentence(cue.unit));
            crate::syntax::AtomNames::new(scene.lexicon).name(pending(scene, cue, &tally).0)
        })
    }

    #[test]
    fn a_clause_that_opens_the_sentence_waits_for_the_one_above() {
        assert_eq!(opener("When Poe said that it was late, the others left.", "said"), "'when'");
        assert_eq!(opener("Ann Poe, who says it is late, left.", "says"), "'who'");
        assert_eq!(opener("Saying that it was late, Poe left.", "Saying"), "verbing-cue");
        assert_eq!(opener("Poe's claim that it was late angered many.", "claim"), "noun-cue");
    }

    #[test]
    fn a_main_clause_waits_for_none_nor_does_one_behind_it() {
        assert_eq!(opener("Poe said that it was late and left.", "said"), "-");
        assert_eq!(opener("The others left when Poe said that it was late.", "said"), "-");
        assert_eq!(opener("Poe left, saying that it was late.", "saying"), "-");
        assert_eq!(opener("Many were angry at Poe's claim that it was late.", "claim"), "-");
        assert_eq!(opener("Ann Poe, who won in May, said that it was late.", "said"), "-");
    }
}
