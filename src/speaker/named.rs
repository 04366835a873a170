//! The source is a name, or a noun beside a name.

use crate::entity::{Link, NONE};

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let mention = stage.heads[draft] as usize;
    let (sieve, evidence) = match stage.cast.link_of.get(mention)? {
        Link::Name => (Sieve::Name, "the source is the name"),
        Link::Variant => (Sieve::NameVariant, "a shorter form of a name that has one bearer"),
        Link::SharedName => (Sieve::SharedName, "the most prominent of several with that name"),
        Link::Apposition => (Sieve::Apposition, "the noun stands beside the name"),
        _ => return None,
    };
    let referent = stage.cast.referent_of[mention];
    let certainty = stage.cast.certainty[mention];
    (referent != NONE).then(|| Answer::of(referent, sieve, evidence).resting_on(certainty))
}
