//! Drafts and mentions in, speakers out: [`SpeakerResolver`].
//!
//! A list of sieves, precise first, after Muzny et al. (2017) and the coreference sieves of Lee et
//! al. (2013). Each goes through the drafts that no earlier one decided and asks its rules in turn. A rule is one
//! function; the table in `rule` has them all, with the names that they decide under and how sure they are. The
//! [`Decision`] names the sieve and its evidence. Sources that the text spells out come first, quotes without a
//! source last:
//!
//! - `label::sieve`: a label names the speaker
//! - `interview::line`: a line of an interview opens with `A:` or `Q:`
//! - `interview::asked`: questions stand around the paragraph
//! - `headline::sieve`: a headline opens with the speaker and a colon
//! - `several::sieve`: the source is two people
//! - `byline::sieve`: the source is the writer
//! - `named::sieve`: the source is a name, or a noun beside one
//! - `nominal::sieve`: the source is a noun for somebody mentioned elsewhere
//! - `pronoun::sieve`: the source is a pronoun
//! - `unnamed::sieve`: the source is a noun for nobody named
//! - `some::sieve`: the source is some of those spoken of before
//! - `beside::sieve`: somebody and a reporting verb stand behind the quote
//! - `participle::sieve`: the cue goes on with the sentence's main one
//! - `announced::sieve`: the sentence before announces the quote
//! - `answer::sieve`: a question and its answer take turns
//! - `same_paragraph::sourced`: in dialogue, a quote of the paragraph with a source
//! - `interrupted::sieve`: a quote within the quote
//! - `left_open::sieve`: the quotation before was left open
//! - `running::sieve`: nobody else came in since the quote before
//! - `between::sieve`: the quotes before and after have one speaker
//! - `lead::sieve`: the sentence before or behind tells of the speaker
//! - `beat::sieve`: in dialogue, the first to act in the paragraph
//! - `vocative::sieve`: in dialogue, whom the quote before calls by name
//! - `same_paragraph::before`: in dialogue, the quote before in the paragraph
//! - `alternation::sieve`: in dialogue, two speakers take turns

mod addressee;
mod alternation;
mod announced;
mod answer;
mod beat;
mod beside;
mod between;
mod byline;
mod head;
mod headline;
mod interrupted;
mod interview;
mod label;
mod lead;
mod left_open;
mod named;
mod nominal;
mod participle;
mod pronoun;
mod report;
mod rule;
mod running;
mod same_paragraph;
mod several;
mod sieve;
mod some;
mod unnamed;
mod vocative;

use rule::{Answer, Finding, Name, SIEVES, Speaker};
pub use sieve::Sieve;

use std::borrow::Cow;

use crate::annotation::Entity;
use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::entity::{self, Cast, Choice, NONE, Reading};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::{MentionKind, Mentions};
use crate::model::{LinearModel, shipped};
use crate::syntax::Scene;

/// Fewest words of a quote that can stand as a sentence of its own.
const FEWEST_WORDS: usize = 3;

/// What was decided about a draft's speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Name of the speaker; for an unnamed one the noun without its article, with whom or what it is of: "spokesman
    /// for the Harbour Authority". `None` means unknown.
    pub speaker: Option<String>,
    /// What kind of speaker it is.
    pub kind: Option<SpeakerKind>,
    /// Number of the entity in [`Resolution::entities`].
    pub entity: Option<u32>,
    /// Whom the source told, as written, without article.
    pub addressee: Option<String>,
    /// The sieve that decided.
    pub sieve: Option<Sieve>,
    /// Probability, 0 to 1, that the speaker is right if the source is.
    pub confidence: f32,
    /// What it rests on, strongest first.
    pub evidence: Vec<Cow<'static, str>>,
}

/// Everything the resolver found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Everybody who is named or speaks.
    pub entities: Vec<Entity>,
    /// One for each draft, in their order.
    pub decisions: Vec<Decision>,
}

/// Says who speaks. Immutable, `Send + Sync`.
#[derive(Clone, Debug)]
pub struct SpeakerResolver {
    /// Chooses among antecedents.
    antecedents: LinearModel,
}

/// Memory that one thread reuses from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    mentions: Mentions,
    cast: Cast,
    source_of: Vec<u32>,
    heads: Vec<u32>,
    found: Vec<Option<Finding>>,
}

impl Scratch {
    /// Finds the mentions, and those that head the sources.
    fn prepare(&mut self, scene: &Scene, drafts: &[Draft]) {
        let Scratch { mentions, source_of, heads, .. } = self;
        mentions.fill(scene);
        let head = |draft: &Draft| draft.source.and_then(|units| head::of(scene, mentions, units));
        heads.clear();
        heads.extend(drafts.iter().map(|draft| head(draft).unwrap_or(NONE)));
        source_of.clear();
        source_of.resize(mentions.list.len(), NONE);
        for (draft, head) in heads.iter().enumerate() {
            // Of "Poe said it was late, adding that she was tired" the first.
            if let Some(slot) = source_of.get_mut(*head as usize).filter(|slot| **slot == NONE) {
                *slot = draft as u32;
            }
        }
    }
}

/// What the sieves look at.
struct Stage<'a> {
    scene: Scene<'a>,
    mentions: &'a Mentions,
    cast: &'a Cast,
    drafts: &'a [Draft],
    /// For each draft the mention that heads its source, or [`NONE`].
    heads: &'a [u32],
    /// Who wrote the text, as its document says.
    byline: Option<&'a str>,
    /// Whether most quotes are left to the reader to attribute, as in novels.
    dialogue: bool,
}

impl Stage<'_> {
    /// A draft, if it is a quote without a source.
    fn bare(&self, draft: usize) -> Option<&Draft> {
        let draft = &self.drafts[draft];
        (draft.source.is_none() && !draft.quoted.is_empty()).then_some(draft)
    }

    /// Number of the paragraph that a draft starts in.
    fn paragraph(&self, draft: usize) -> usize {
        self.scene.paragraph(self.drafts[draft].first_unit())
    }

    /// Whether a draft's quote is a sentence of its own, not a few words out of one.
    fn stands_alone(&self, draft: usize) -> bool {
        let quoted = &self.drafts[draft].quoted;
        let (Some(first), Some(last)) = (quoted.first(), quoted.last()) else { return false };
        let (first, last) = (&self.scene.text[first.range()], &self.scene.text[last.range()]);
        first.split_whitespace().take(FEWEST_WORDS).count() == FEWEST_WORDS
            && !first.starts_with(char::is_lowercase)
            && last.trim_end().ends_with(['.', '!', '?', ',', '…', '-', '—'])
    }

    /// Whether a referent is somebody who can speak: a human being, or a body with a name.
    fn can_speak(&self, referent: u32) -> bool {
        let found = self.cast.referents.get(referent as usize);
        let place = |mention: u32| {
            self.mentions.list.get(mention as usize).is_some_and(|m| m.kind == MentionKind::Place)
        };
        found.is_some_and(|r| match r.kind {
            SpeakerKind::Person | SpeakerKind::Anonymous => true,
            SpeakerKind::Organisation => r.name != NONE && !place(r.name),
            SpeakerKind::Group | SpeakerKind::Document => false,
        })
    }
}

impl SpeakerResolver {
    /// A resolver with the shipped weights, for scenes of a lexicon.
    ///
    /// # Errors
    /// When a weight cannot be read.
    pub fn with_lexicon(lexicon: &Lexicon) -> Result<Self, Error> {
        let antecedents = LinearModel::shipped(shipped!("antecedent"), &entity::SCHEMA, lexicon)?;
        Ok(SpeakerResolver::with_model(antecedents))
    }

    /// A resolver with other weights for the antecedents of pronouns and nouns.
    pub fn with_model(antecedents: LinearModel) -> Self {
        SpeakerResolver { antecedents }
    }

    /// The pronouns and nouns of a text with what each may mean, for training; `scratch` then holds
    /// what they refer to.
    pub fn choices(&self, scene: &Scene, drafts: &[Draft], scratch: &mut Scratch) -> Vec<Choice> {
        scratch.prepare(scene, drafts);
        let Scratch { mentions, cast, source_of, .. } = scratch;
        cast.choices(&Reading { scene, mentions, drafts, source_of }, &self.antecedents)
    }

    /// Resolves the sources of `drafts`, which are in order of the text. `byline` says who wrote it, where the text
    /// itself does not. Linear in its length.
    pub fn resolve(
        &self,
        scene: &Scene,
        drafts: &[Draft],
        byline: Option<&str>,
        scratch: &mut Scratch,
    ) -> Resolution {
        scratch.prepare(scene, drafts);
        let Scratch { mentions, cast, source_of, heads, found } = scratch;
        cast.fill(&Reading { scene, mentions, drafts, source_of }, &self.antecedents);
        let dialogue = is_dialogue(scene, drafts);
        let stage = Stage { scene: *scene, mentions, cast, drafts, heads, byline, dialogue };
        found.clear();
        found.resize(drafts.len(), None);
        for sieve in SIEVES {
            for draft in 0..drafts.len() {
                if found[draft].is_none() {
                    found[draft] = sieve.iter().find_map(|rule| rule.decide(&stage, draft, found));
                }
            }
        }
        report::report(&stage, found)
    }
}

/// A text leaves its quotes to be attributed by the reader if an eighth of them stand at the start
/// of a paragraph without a source.
fn is_dialogue(scene: &Scene, drafts: &[Draft]) -> bool {
    let opens = |d: &&Draft| scene.starts_paragraph(d.first_unit());
    let quoted = drafts.iter().filter(|d| !d.quoted.is_empty());
    let bare = quoted.clone().filter(|d| d.source.is_none()).filter(opens).count();
    bare >= 6 && bare * 8 >= quoted.count()
}
