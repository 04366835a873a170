//! The source is a noun that means somebody mentioned elsewhere.

use crate::entity::{Link, NONE};

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let mention = stage.heads[draft] as usize;
    let (sieve, evidence) = match stage.cast.link_of.get(mention)? {
        Link::Role => (Sieve::Role, "the text gives a name this role"),
        Link::Epithet => (Sieve::Epithet, "the person in focus"),
        _ => return None,
    };
    let referent = stage.cast.referent_of[mention];
    let certainty = stage.cast.certainty[mention];
    (referent != NONE).then(|| Answer::of(referent, sieve, evidence).resting_on(certainty))
}
