//! The sieves with their rules, and what a rule says.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::span::Span;

use super::{
    Sieve, Stage, alternation, announced, answer, beat, beside, between, byline, headline, interrupted,
    interview, label, lead, left_open, named, nominal, participle, pronoun, running, same_paragraph, several,
    some, unnamed, vocative,
};

/// Who speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker {
    /// The speaker, or [`NONE`] for a kind of speaker without a referent ("we").
    pub(super) referent: u32,
    /// What kind of speaker it is, where that is not the referent's.
    pub(super) kind: Option<SpeakerKind>,
    /// The speaker's name, where no mention has it.
    pub(super) name: Option<Name>,
    /// The other one, where two speak together, or [`NONE`].
    pub(super) with: u32,
}

impl Speaker {
    /// One speaker, of the referent's own kind and name.
    pub(super) const fn of(referent: u32) -> Self {
        Speaker { referent, kind: None, name: None, with: NONE }
    }
}

/// A name that no mention has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name {
    /// Words of the text.
    Words(Span),
    /// The writer's, as the document gives it.
    Byline,
}

/// What a rule says of a draft.
pub(super) struct Answer {
    speaker: Speaker,
    sieve: Sieve,
    evidence: &'static str,
    /// Which of the rule's certainties it has.
    grade: usize,
    /// How sure that is which it rests on.
    ground: f32,
}

impl Answer {
    /// An answer with the first certainty of its rule.
    pub(super) fn new(speaker: Speaker, sieve: Sieve, evidence: &'static str) -> Self {
        Answer { speaker, sieve, evidence, grade: 0, ground: 1.0 }
    }

    /// The speaker is a referent.
    pub(super) fn of(referent: u32, sieve: Sieve, evidence: &'static str) -> Self {
        Answer::new(Speaker::of(referent), sieve, evidence)
    }

    /// With another certainty of the rule.
    pub(super) fn graded(self, grade: usize) -> Self {
        Answer { grade, ..self }
    }

    /// As sure, besides, as what it rests on.
    pub(super) fn resting_on(self, ground: f32) -> Self {
        Answer { ground, ..self }
    }
}

/// What was found of a draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    pub(super) speaker: Speaker,
    pub(super) sieve: Sieve,
    pub(super) certainty: f32,
    pub(super) evidence: &'static str,
}

/// Looks at one undecided draft, and at what was found of the others before.
type Look = fn(&Stage, usize, &[Option<Finding>]) -> Option<Answer>;

/// A way to tell who speaks.
pub(super) struct Rule {
    /// The function, as the module's list has it.
    name: &'static str,
    /// What it decides under.
    sieves: &'static [Sieve],
    /// How sure its answers are, by grade: the share of right ones on the development part of the corpus, near
    /// enough.
    certainty: &'static [f32],
    look: Look,
}

impl Rule {
    pub(super) fn decide(&self, stage: &Stage, draft: usize, found: &[Option<Finding>]) -> Option<Finding> {
        let Answer { speaker, sieve, evidence, grade, ground } = (self.look)(stage, draft, found)?;
        debug_assert!(self.sieves.contains(&sieve), "{} decides under another name", self.name);
        let certainty = self.certainty.get(grade)? * ground;
        Some(Finding { speaker, sieve, certainty, evidence })
    }
}

/// A row of the table.
macro_rules! rule {
    ($module:ident::$function:ident, [$($sieve:ident),+], [$($certainty:literal),+]) => {
        Rule {
            name: concat!(stringify!($module), "::", stringify!($function)),
            sieves: &[$(Sieve::$sieve),+],
            certainty: &[$($certainty),+],
            look: $module::$function,
        }
    };
}

/// The sieves in order, which is part of the result. The rules of one go through the drafts together, as each goes on
/// from what the others say of the drafts before. An answer that rests on a link or on another finding is as sure as
/// that, times what stands here.
#[rustfmt::skip]
pub(super) const SIEVES: &[&[Rule]] = &[
    &[rule!(label::sieve, [Label], [0.95])],
    &[rule!(interview::line, [Interview], [0.85])],
    &[rule!(interview::asked, [Interview], [0.7])],
    &[rule!(headline::sieve, [Headline], [0.9])],
    // Two names; "they".
    &[rule!(several::sieve, [Several], [0.9, 0.75])],
    &[rule!(byline::sieve, [FirstPerson], [0.8])],
    &[rule!(named::sieve, [Name, NameVariant, SharedName, Apposition], [1.0])],
    &[rule!(nominal::sieve, [Role, Epithet], [1.0])],
    // With an antecedent; the kind alone.
    &[rule!(pronoun::sieve, [Relative, Pronoun], [1.0, 0.5])],
    &[rule!(unnamed::sieve, [Anonymous, Group, Body, Document], [1.0])],
    &[rule!(some::sieve, [Some], [0.7])],
    &[rule!(beside::sieve, [Beside], [0.9])],
    &[rule!(participle::sieve, [Participle], [0.85])],
    &[rule!(announced::sieve, [Announced], [0.8])],
    &[rule!(answer::sieve, [Alternation], [0.7])],
    &[
        rule!(same_paragraph::sourced, [SameParagraph], [0.85]),
        rule!(interrupted::sieve, [Interrupted], [0.8]),
        rule!(left_open::sieve, [Running], [0.8]),
        // In the same paragraph; in the next; with one between, as in an interview.
        rule!(running::sieve, [Running], [0.85, 0.7, 0.55]),
    ],
    &[rule!(between::sieve, [Running], [0.7])],
    &[rule!(lead::sieve, [Lead], [0.6])],
    &[rule!(beat::sieve, [Beat], [0.6])],
    &[rule!(vocative::sieve, [Vocative], [0.6])],
    &[
        rule!(same_paragraph::before, [SameParagraph], [0.6]),
        // Both have spoken; the other one is only mentioned.
        rule!(alternation::sieve, [Alternation], [0.6, 0.45]),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> impl Iterator<Item = &'static Rule> {
        SIEVES.iter().copied().flatten()
    }

    #[test]
    fn every_name_of_a_sieve_is_some_rules() {
        for sieve in Sieve::ALL {
            assert!(rules().any(|rule| rule.sieves.contains(sieve)), "{}", sieve.name());
        }
    }

    #[test]
    fn the_list_in_the_modules_doc_is_the_order_of_the_rules() {
        let doc = include_str!("mod.rs").lines().filter_map(|line| line.strip_prefix("//! - `"));
        let listed: Vec<&str> = doc.filter_map(|line| Some(line.split_once('`')?.0)).collect();
        assert_eq!(listed, rules().map(|rule| rule.name).collect::<Vec<_>>());
    }

    #[test]
    fn certainties_are_probabilities() {
        for rule in rules() {
            assert!(rule.certainty.iter().all(|certainty| (0.0..=1.0).contains(certainty)), "{}", rule.name);
        }
    }
}
