//! Drafts in; what sort of act each reports ([`Modality`]) and whether its source stands behind the
//! content ([`Polarity`]), out.
//!
//! # Modality
//!
//! A draft has the modality of its cue's entry in the lexicon, or of the phrase the cue is part of
//! ("is of the opinion": belief). What kind of source it is refines that of speech: what a poll or
//! study says is a finding, what a letter or report says is writing; and so does a medium beside
//! the cue ("said on Twitter": writing). "Said in a statement" is speech: statements are read out as
//! often as handed out. Words in marks without any cue are speech.
//!
//! # Polarity
//!
//! | polarity | examples |
//! |---|---|
//! | asserted | said that …; did not just say …; went on to say …; asked whether …; does not doubt that … |
//! | denied | denied that …; rejected the idea that …; does not believe that …; has no plans to … |
//! | withheld | declined to say …; did not say …; has yet to say …; nobody said …; did not deny … |
//! | hypothetical | would say …; if Poe says …; is expected to announce …; did Poe say …?; tell them that … |
//!
//! Two questions decide. Did the act of the cue take place? Negations, modals and governing verbs
//! ("refused to", "plans to"), the subject ("nobody"), the clause ("if") and the kind of sentence
//! (question, order) answer it, each by a row of `data/embedding.tsv`. And what
//! does the act amount to, if it did not? Who does not *say* it withholds it; who does not
//! *believe* or *want* it denies it, since "does not think that" is read as "thinks that not". Who
//! does not deny it has not said it either, which is withheld; who does not doubt it believes it.
//! What a study did not find or nobody saw is withheld, not denied: the opposite was not found.
//!
//! "Asked whether …" is asserted: the question was put. So is hearsay ("is said to …", "was accused
//! of …"): somebody said it, if only we knew who.
//!
//! ```
//! use dixit::{Annotator, Document, Modality::*, Polarity::*};
//!
//! let annotator = Annotator::new();
//! for (text, modality, polarity) in [
//!     ("Ann Poe said that the bridge was safe.", Speech, Asserted),
//!     ("Ann Poe does not believe that the bridge is safe.", Belief, Denied),
//!     ("Ann Poe did not say whether the bridge was safe.", Speech, Withheld),
//!     ("If Ann Poe says that the bridge is safe, we will cross it.", Speech, Hypothetical),
//!     ("The study found that the bridge is safe.", Finding, Asserted),
//! ] {
//!     let found = &annotator.annotate(&Document::new("a1", text)).attributions[0];
//!     assert_eq!((found.modality, found.polarity), (modality, polarity), "{text}");
//! }
//! ```
//!
//! Not handled: the stance a sentence takes to a claim behind it ("The claim that the bridge was
//! safe was rejected"), scope beyond the clause ("It is not true that Poe said …" counts as
//! asserted), "rarely" and "seldom", irony, and whatever stands inside the content. Where one cue
//! governs another the outer one is often taken, and the inner one is part of what it reports: in
//! "Poe is expected to announce that the bridge will close" somebody's expectation is asserted, and
//! its content is the announcement.

mod embedding;
mod modality;
mod polarity;
mod reality;

use embedding::Embedding;

use crate::attribution::{Modality, Polarity};
use crate::draft::Draft;
use crate::error::Error;
use crate::lexicon::{CueEntry, CuePart, Lexicon, PhraseClass, PhraseEntry, Tag};
use crate::span::Span;
use crate::syntax::{Scene, Unit, UnitRange};

/// Reads modality and polarity. Immutable, built once for a lexicon.
#[derive(Clone, Debug)]
pub struct StanceReader {
    embedding: Embedding,
}

impl StanceReader {
    /// A reader for texts read with `lexicon`.
    ///
    /// # Errors
    /// When a row of the shipped data cannot be read, which a test rules out.
    pub fn new(lexicon: &Lexicon) -> Result<Self, Error> {
        Ok(StanceReader { embedding: Embedding::english(lexicon)? })
    }

    /// What sort of act a draft reports, and whether its source stands behind the content. Looks
    /// at a bounded stretch of the cue's sentence.
    pub fn read(&self, scene: &Scene, draft: &Draft) -> (Modality, Polarity) {
        let beside = beside(scene, draft);
        let modality = modality::of(scene, draft, &beside);
        (modality, polarity::of(scene, draft, beside.phrase.as_ref(), modality, &self.embedding))
    }
}

/// Whether what stands in marks within a mixed content was not said: "refused to call it “theft”", unlike "declined to
/// discuss what he called “the plumbing”", where the content reports in its turn.
pub(crate) fn is_unsaid(scene: &Scene, draft: &Draft, polarity: Polarity) -> bool {
    let reports = |unit: &Unit| unit.is_finite() && scene.lexicon.word(unit.word).cue != 0;
    let holds_report = |part: &UnitRange| scene.syntax.units[part.range()].iter().any(reports);
    polarity == Polarity::Withheld && !draft.parts.iter().any(holds_report)
}

/// What the lexicon knows of a draft's cue. A participle behind its subject is read as the
/// adjective it can be: who "is convinced" believes, who convinces speaks. And a noun behind an
/// auxiliary is the verb it can be: "did not report that".
fn entry<'l>(scene: &Scene<'l>, draft: &Draft) -> Option<&'l CueEntry> {
    let (unit, _) = draft.cue?;
    let participle = matches!(scene.unit(unit).tag, Tag::VerbParticiple | Tag::Adjective);
    let subject = draft.source.is_some_and(|source| source.end <= unit);
    let part = match reality::is_noun(scene, unit) {
        true => CuePart::Noun,
        false if participle && subject => CuePart::Adjective,
        false => CuePart::Verb,
    };
    let listed = scene.lexicon.cue(draft.lemma);
    match (part, listed.map(|entry| entry.part)) {
        (CuePart::Adjective, _) | (CuePart::Verb, Some(CuePart::Noun)) => {
            scene.lexicon.cue_as(scene.word(unit), part).or(listed)
        }
        _ => listed,
    }
}

/// A phrase of the lexicon that the cue is part of.
struct Phrase<'l> {
    entry: &'l PhraseEntry,
    span: Span,
}

/// What stands beside a cue.
#[derive(Default)]
struct Beside<'l> {
    /// The phrase that holds the cue.
    phrase: Option<Phrase<'l>>,
    /// Whether a medium of writing stands there, outside the content: "said on Twitter".
    written: bool,
}

/// How many units on either side of the cue's group a phrase or medium is looked for.
const REACH: u32 = 10;

/// The stretch of the cue's sentence in which phrases are looked for; it ends at quoted spans.
fn surroundings(scene: &Scene, unit: u32, group: UnitRange) -> UnitRange {
    let sentence = scene.sentence(unit);
    let first = group.start.saturating_sub(REACH).max(sentence.start);
    let last = (group.end + REACH).min(sentence.end);
    let quoted = |at: &u32| scene.unit(*at).is_quote();
    UnitRange {
        start: (first..group.start).rev().find(quoted).map_or(first, |at| at + 1),
        end: (group.end..last).find(quoted).unwrap_or(last),
    }
}

/// What the phrases of the lexicon say about a draft.
fn beside<'l>(scene: &Scene<'l>, draft: &Draft) -> Beside<'l> {
    let mut beside = Beside::default();
    let Some((unit, group)) = draft.cue else { return beside };
    let window = scene.span(surroundings(scene, unit, group));
    let cue = scene.unit(unit).span();
    let phrases = scene.lexicon.phrases();
    for found in phrases.find_iter(&scene.text[window.range()]) {
        let entry = phrases.entry(found.phrase);
        let span = Span::new(found.span.start + window.start, found.span.end + window.start);
        if span.start <= cue.start && cue.end <= span.end {
            if !matches!(entry.class, PhraseClass::Medium | PhraseClass::Naming) {
                beside.phrase = Some(Phrase { entry, span });
            }
        } else if entry.class == PhraseClass::Medium && entry.modality == Modality::Writing {
            beside.written |=
                draft.content.iter().all(|part| span.end <= part.start || part.end <= span.start);
        }
    }
    beside
}
