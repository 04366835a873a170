//! The source is a pronoun.

use crate::attribution::SpeakerKind;
use crate::entity::{Link, NONE};
use crate::mention::{MentionKind, Pronoun};

use super::{Answer, Finding, Sieve, Speaker, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let number = stage.heads[draft] as usize;
    let MentionKind::Pronoun(pronoun) = stage.mentions.list.get(number)?.kind else { return None };
    let referent = stage.cast.referent_of[number];
    if referent != NONE {
        let (sieve, evidence) = match stage.cast.link_of[number] {
            Link::Relative => (Sieve::Relative, "the noun before the relative pronoun"),
            _ => (Sieve::Pronoun, "the likeliest antecedent"),
        };
        return Some(Answer::of(referent, sieve, evidence).resting_on(stage.cast.certainty[number]));
    }
    let kind = match pronoun {
        Pronoun::I | Pronoun::You | Pronoun::He | Pronoun::She => SpeakerKind::Person,
        Pronoun::We | Pronoun::They => SpeakerKind::Group,
        Pronoun::Other => SpeakerKind::Anonymous,
        Pronoun::It | Pronoun::Relative => return None,
    };
    let speaker = Speaker { kind: Some(kind), ..Speaker::of(referent) };
    Some(Answer::new(speaker, Sieve::Pronoun, "no antecedent").graded(1))
}
