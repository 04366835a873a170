//! The weights of an end behind a cue, looked up in parts: what the units around the end, the cue and the start each
//! add to the keys of the weights is worked out once, and put together for every part.

use crate::model::{Key, LinearModel};
use crate::syntax::{Scene, Tally};

use super::{
    END_LEMMA, END_NEXT, END_PENDING, END_QUOTED, END_QUOTED_LEMMA, Ground, PAIR_FIRST_VERB, PAIR_VERB,
    verb_near,
};

/// What the units around an end add to the keys of the weights of [`right_end`](super::right_end) and
/// [`right_edges`](super::right_edges); looked up once for all cues and starts of a sentence.
#[derive(Clone, Copy, Debug)]
pub(in crate::content) struct Next {
    end_class: Key,
    end_lemma: Key,
    verb_class: Key,
    first_verb: Key,
    pending: Key,
    /// Behind a quoted span.
    quoted: Option<Quoted>,
}

/// Two keys of weights of an end behind a quoted span, or what the cue or the end adds to them.
#[derive(Clone, Copy, Debug)]
struct Quoted {
    class: Key,
    lemma: Key,
}

impl Next {
    pub fn of(model: &LinearModel, scene: &Scene, tally: &Tally, at: u32) -> Self {
        let atom = scene.atom(at, 0, tally.sentence).0;
        let last = scene.unit(at - 1);
        Next {
            end_class: model.step(END_NEXT, 1, atom),
            end_lemma: model.step(END_LEMMA, 1, atom),
            verb_class: model.step(PAIR_VERB, 1, atom),
            first_verb: model.step(PAIR_FIRST_VERB, 2, atom),
            pending: model.step(END_PENDING, 1, atom) + model.step(END_PENDING, 2, verb_near(tally, at)),
            quoted: last.is_quote().then(|| Quoted {
                class: model.step(END_QUOTED, 1, last.atom.0) + model.step(END_QUOTED, 2, atom),
                lemma: model.step(END_QUOTED_LEMMA, 1, last.atom.0),
            }),
        }
    }
}

/// The weights of [`right_end`](super::right_end) for one cue.
pub(in crate::content) struct EndScorer<'m> {
    model: &'m LinearModel,
    class: Key,
    lemma: Key,
    /// By whether the part holds a verb.
    verb: [Key; 3],
    /// If the clause above the cue's is still to come.
    pending: Option<Key>,
    quoted: Quoted,
}

impl<'m> EndScorer<'m> {
    pub fn new(model: &'m LinearModel, ground: &Ground) -> Self {
        let Ground { class, lemma, pending, .. } = *ground;
        EndScorer {
            model,
            class: model.key(END_NEXT, [Some(class), None, Some(0)]),
            lemma: model.key(END_LEMMA, [Some(lemma), None, Some(0)]),
            verb: [0, 1, 2].map(|verb| model.key(PAIR_VERB, [Some(verb), None, Some(class)])),
            pending: (pending != 0).then(|| model.key(END_PENDING, [Some(pending), None, None])),
            quoted: Quoted {
                class: model.key(END_QUOTED, [Some(class), None, None]),
                lemma: model.key(END_QUOTED_LEMMA, [Some(lemma), None, Some(0)]),
            },
        }
    }

    /// Scores of an end by whether the part that ends there holds a verb.
    pub fn score(&self, next: &Next) -> [i32; 3] {
        let mut common =
            self.model.at(self.class + next.end_class) + self.model.at(self.lemma + next.end_lemma);
        if let Some(pending) = self.pending {
            common += self.model.at(pending + next.pending);
        }
        if let Some(Quoted { class, lemma }) = next.quoted {
            common += self.model.at(self.quoted.class + class) + self.model.at(self.quoted.lemma + lemma);
        }
        self.verb.map(|verb| common + self.model.at(verb + next.verb_class))
    }
}

/// The weights of [`right_edges`](super::right_edges) for one start.
pub(in crate::content) struct EdgeScorer<'m> {
    model: &'m LinearModel,
    /// By whether the part holds a verb.
    verb: [Key; 3],
}

impl<'m> EdgeScorer<'m> {
    pub fn new(model: &'m LinearModel, here: u16) -> Self {
        EdgeScorer {
            model,
            verb: [0, 1, 2].map(|verb| model.key(PAIR_FIRST_VERB, [Some(here), Some(verb), None])),
        }
    }

    /// The score of an end, of a part that holds a verb or not.
    #[inline(always)]
    pub fn score(&self, verb: u16, next: &Next) -> i32 {
        self.model.at(self.verb[usize::from(verb)] + next.first_verb)
    }
}
