//! Finds a place for every quoted span that no frame reports.
//!
//! Several answers compete: the span goes on with the quote before it (`“…,” Poe said. “…”`), it is
//! an attribution of its own, or it is nobody's words (a title, scare marks). One of its own may
//! have no source, or that of the attribution before, or the subject of its sentence or of the sentence
//! before (`Poe shook his head. “Not yet.”`), or whom the words behind it are about (`“Not yet.” Poe
//! laughed.`). A learned scorer looks at the span, its role, its
//! sentence, the quote before it and the subject.

use std::cmp::Reverse;

use crate::model::{Feature, LinearModel, Softmax};
use crate::quote::Role;
use crate::syntax::{Scene, UnitRange};

use super::features::{self, Loose};
use super::{Draft, plain};

/// Where a loose quoted span goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It is no attribution.
    Nowhere,
    /// An attribution of its own.
    Alone,
    /// More words of the attribution that the quote before it belongs to.
    Joined,
    /// An attribution of its own, by the source of the attribution before.
    Same,
    /// An attribution of its own, by the subject of its sentence.
    Subject,
    /// An attribution of its own, by the subject of the sentence before.
    Before,
    /// An attribution of its own, by whom the words right behind it are about.
    After,
    /// An attribution of its own, by whom its sentence opens with, whatever stands between.
    Opening,
}

impl Placement {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// Whether the span becomes an attribution of its own.
    pub fn is_own(self) -> bool {
        !matches!(self, Placement::Nowhere | Placement::Joined)
    }
}

/// Roles of the quoted spans with their scores (positive for speech).
#[derive(Clone, Copy, Debug)]
pub struct Roles<'a> {
    /// By number of the quoted span.
    pub roles: &'a [Role],
    /// By number of the quoted span, in tenths of log odds.
    pub scores: &'a [i32],
}

/// A span that is nobody's words with this probability is not given to anybody.
const NOBODYS: f32 = 0.3;

/// A placement with what speaks for it.
#[derive(Clone, Copy, Debug)]
pub struct JudgedPlacement {
    /// The placement.
    pub placement: Placement,
    /// Its probability.
    pub probability: f32,
    /// Probability that the span is an attribution of its own, whoever its source.
    pub own: f32,
}

impl JudgedPlacement {
    /// A placement of which nobody doubts.
    pub fn certain(placement: Placement) -> Self {
        JudgedPlacement { placement, probability: 1.0, own: 1.0 }
    }
}

/// The placement the model thinks likeliest.
pub(super) fn likeliest(model: &LinearModel) -> impl Fn(&Scene, &[Draft], &Loose) -> JudgedPlacement + '_ {
    move |scene, drafts, loose| {
        let mut scores = [i32::MIN; Placement::COUNT];
        for option in options(drafts, loose) {
            scores[option as usize] = model.score(|sum| features::extract(scene, drafts, loose, option, sum));
        }
        let top = scores.into_iter().max().unwrap_or(0);
        let mut softmax = Softmax::new(top);
        scores.iter().filter(|score| **score > i32::MIN).for_each(|score| softmax.add(*score));
        let share = |option: Placement| match scores[option as usize] {
            i32::MIN => 0.0,
            score => softmax.probability(score),
        };
        let own = options(drafts, loose).filter(|option| option.is_own()).map(share).sum();
        let likeliest = options(drafts, loose).min_by_key(|option| Reverse(scores[*option as usize]));
        let placement = match likeliest {
            _ if plain::takes_turns(scene, loose) => Placement::Alone,
            Some(likeliest) if share(Placement::Nowhere) < NOBODYS => likeliest,
            _ => Placement::Nowhere,
        };
        JudgedPlacement { placement, own, probability: share(placement) }
    }
}

/// The placement by role alone, for languages the model was not learned from.
pub(super) fn by_role(_: &Scene, _: &[Draft], loose: &Loose) -> JudgedPlacement {
    let placement = if loose.role == Role::Speech { Placement::Alone } else { Placement::Nowhere };
    JudgedPlacement { placement, probability: 0.5, own: 0.5 }
}

/// The placements open to a span.
pub fn options(drafts: &[Draft], loose: &Loose) -> impl Iterator<Item = Placement> + use<> {
    let open = [
        (Placement::Nowhere, true),
        (Placement::Alone, true),
        (Placement::Joined, loose.last.is_some()),
        (Placement::Same, source_of(Placement::Same, drafts, loose).is_some() && !loose.marked),
        (Placement::Subject, loose.subject.is_some() && !loose.marked),
        (Placement::Before, loose.before.is_some() && !loose.marked),
        (Placement::After, loose.after.is_some() && !loose.marked),
        (Placement::Opening, loose.opening.is_some() && !loose.marked),
    ];
    open.into_iter().filter(|(_, open)| *open).map(|(placement, _)| placement)
}

/// The features of one option, for training.
pub fn option_features(scene: &Scene, drafts: &[Draft], loose: &Loose, option: Placement) -> Vec<Feature> {
    let mut found = Vec::new();
    features::extract(scene, drafts, loose, option, &mut found);
    found
}

/// The source that a placement gives.
pub fn source_of(placement: Placement, drafts: &[Draft], loose: &Loose) -> Option<UnitRange> {
    match placement {
        Placement::Same => drafts[loose.reported?].source,
        Placement::Subject => loose.subject,
        Placement::Before => loose.before,
        Placement::After => loose.after,
        Placement::Opening => loose.opening,
        Placement::Nowhere | Placement::Alone | Placement::Joined => None,
    }
}
