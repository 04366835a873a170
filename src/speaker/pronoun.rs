//! The source is a pronoun.

use crate::attribution::SpeakerKind;
use crate::entity::{Link, NONE};
use crate::mention::{MentionKind, Pronoun};

use super::{Finding, Sieve, Stage};

/// Certainty of the kind of a pronoun whose antecedent is unknown.
const KIND_ONLY: f32 = 0.5;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let number = stage.heads[draft] as usize;
    let MentionKind::Pronoun(pronoun) = stage.mentions.list.get(number)?.kind else { return None };
    let referent = stage.cast.referent_of[number];
    if referent != NONE {
        let (sieve, evidence) = match stage.cast.link_of[number] {
            Link::Relative => (Sieve::Relative, "the noun before the relative pronoun"),
            _ => (Sieve::Pronoun, "the likeliest antecedent"),
        };
        return Some(Finding::of(referent, sieve, stage.cast.certainty[number], evidence));
    }
    let kind = match pronoun {
        Pronoun::I | Pronoun::You | Pronoun::He | Pronoun::She => SpeakerKind::Person,
        Pronoun::We | Pronoun::They => SpeakerKind::Group,
        Pronoun::Other => SpeakerKind::Anonymous,
        Pronoun::It | Pronoun::Relative => return None,
    };
    Some(Finding { kind: Some(kind), ..Finding::of(referent, Sieve::Pronoun, KIND_ONLY, "no antecedent") })
}
