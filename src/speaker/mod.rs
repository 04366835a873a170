//! Drafts and mentions in, speakers out: [`SpeakerResolver`].
//!
//! A list of sieves, precise first, after Muzny et al. (2017) and the coreference sieves of Lee et
//! al. (2013). Each sieve is one file with one function; it looks only at drafts that no earlier
//! sieve decided, and names itself and its evidence in the [`Decision`]. Sources that the text
//! spells out come first, quotes without a source last.

mod addressee;
mod alternation;
mod announced;
mod beat;
mod beside;
mod between;
mod byline;
mod head;
mod headline;
mod interview;
mod label;
mod lead;
mod named;
mod nominal;
mod participle;
mod pronoun;
mod running;
mod several;
mod sieve;
mod some;
mod unnamed;
mod vocative;

pub use sieve::Sieve;

use std::borrow::Cow;

use crate::annotation::Entity;
use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::entity::{self, Cast, Choice, NONE, tidy};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, Mentions};
use crate::model::{LinearModel, shipped};
use crate::span::Span;
use crate::syntax::{Scene, UnitRange};

/// Most roles reported of one entity.
const MOST_ROLES: usize = 8;

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

/// What a sieve found.
#[derive(Clone, Copy, Debug)]
struct Finding {
    /// The speaker, or [`NONE`] for a kind of speaker without a referent ("we").
    referent: u32,
    kind: Option<SpeakerKind>,
    /// The speaker's name, where no mention has it.
    name: Option<Name>,
    /// The other one, where two speak together, or [`NONE`].
    with: u32,
    sieve: Sieve,
    certainty: f32,
    evidence: &'static str,
}

impl Finding {
    /// One speaker, of the referent's own kind and name.
    fn of(referent: u32, sieve: Sieve, certainty: f32, evidence: &'static str) -> Self {
        Finding { referent, kind: None, name: None, with: NONE, sieve, certainty, evidence }
    }
}

/// A name that no mention has.
#[derive(Clone, Copy, Debug)]
enum Name {
    /// Words of the text.
    Words(Span),
    /// The writer's, as the document gives it.
    Byline,
}

/// A sieve looks at one undecided draft, and at what was decided before.
type Look = fn(&Stage, usize, &[Option<Finding>]) -> Option<Finding>;

/// The sieves in order. The order is part of the result.
const SIEVES: [Look; 21] = [
    label::sieve,
    interview::sieve,
    interview::asked,
    headline::sieve,
    several::sieve,
    byline::sieve,
    named::sieve,
    nominal::sieve,
    pronoun::sieve,
    unnamed::sieve,
    some::sieve,
    beside::sieve,
    participle::sieve,
    announced::sieve,
    alternation::answer,
    running::sieve,
    between::sieve,
    lead::sieve,
    beat::sieve,
    vocative::sieve,
    alternation::sieve,
];

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
        cast.choices(scene, mentions, drafts, source_of, &self.antecedents)
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
        cast.fill(scene, mentions, drafts, source_of, &self.antecedents);
        let dialogue = is_dialogue(scene, drafts);
        let stage = Stage { scene: *scene, mentions, cast, drafts, heads, byline, dialogue };
        found.clear();
        found.resize(drafts.len(), None);
        for sieve in SIEVES {
            for draft in 0..drafts.len() {
                if found[draft].is_none() {
                    found[draft] = sieve(&stage, draft, found);
                }
            }
        }
        report(&stage, found)
    }
}

/// Writes findings out: names, entities with mentions and roles, addressees.
fn report(stage: &Stage, found: &[Option<Finding>]) -> Resolution {
    let mut list = Entities { number_of: vec![NONE; stage.cast.referents.len()], entities: Vec::new() };
    let mut decisions = Vec::with_capacity(found.len());
    for (draft, finding) in found.iter().enumerate() {
        let mut decision = match finding {
            Some(finding) => list.decide(stage, finding),
            None => Decision { confidence: 1.0, ..Decision::default() },
        };
        decision.addressee = addressee::of(stage, draft);
        decisions.push(decision);
    }
    for (referent, found) in stage.cast.referents.iter().enumerate() {
        if found.name != NONE {
            list.number(stage, referent as u32);
        }
    }
    for (mention, referent) in stage.mentions.list.iter().zip(&stage.cast.referent_of) {
        if let Some(entity) = list.get(*referent) {
            entity.mentions.push(span(stage, mention));
        }
    }
    for role in &stage.cast.roles {
        let referent = stage.cast.referent_of.get(role.mention as usize).copied().unwrap_or(NONE);
        if let Some(entity) = list.get(referent) {
            let text = tidy(&stage.scene, without_article(&stage.scene, role.units));
            if !text.is_empty() && entity.roles.len() < MOST_ROLES && !entity.roles.contains(&text) {
                entity.roles.push(text);
            }
        }
    }
    Resolution { entities: list.entities, decisions }
}

/// The entities reported so far.
struct Entities {
    /// For each referent its number among the entities, or [`NONE`].
    number_of: Vec<u32>,
    entities: Vec<Entity>,
}

impl Entities {
    fn get(&mut self, referent: u32) -> Option<&mut Entity> {
        let number = *self.number_of.get(referent as usize)?;
        self.entities.get_mut(number as usize)
    }

    /// The number of a referent; it is added if it is new.
    fn number(&mut self, stage: &Stage, referent: u32) -> Option<u32> {
        let found = stage.cast.referents.get(referent as usize)?;
        let slot = &mut self.number_of[referent as usize];
        if *slot == NONE {
            let name = match stage.cast.name(&stage.scene, stage.mentions, referent) {
                Some(name) => name,
                None => unnamed::name(stage, found.first)?,
            };
            if name.is_empty() {
                return None;
            }
            *slot = self.entities.len() as u32;
            self.entities.push(Entity {
                id: *slot,
                name,
                kind: found.kind,
                gender: found.gender(),
                roles: Vec::new(),
                mentions: Vec::with_capacity(found.count as usize),
            });
        }
        Some(*slot)
    }

    fn decide(&mut self, stage: &Stage, finding: &Finding) -> Decision {
        let number = self.number(stage, finding.referent);
        let other = self.number(stage, finding.with).and_then(|n| self.entities.get(n as usize));
        let entity = number.and_then(|n| self.entities.get(n as usize));
        let speaker = match (entity, other) {
            (Some(one), Some(other)) => Some(format!("{} and {}", one.name, other.name)),
            (Some(one), None) => Some(one.name.clone()),
            (None, _) => match finding.name {
                Some(Name::Words(span)) => Some(stage.scene.text[span.range()].to_owned()),
                Some(Name::Byline) => byline::name(stage).map(str::to_owned),
                None => None,
            },
        };
        let number = number.filter(|_| finding.with == NONE);
        Decision {
            speaker,
            kind: finding.kind.or(entity.map(|e| e.kind)),
            entity: number,
            addressee: None,
            sieve: Some(finding.sieve),
            confidence: finding.certainty,
            evidence: vec![Cow::Borrowed(finding.evidence)],
        }
    }
}

/// A mention without titles, articles and the possessive 's.
fn span(stage: &Stage, mention: &Mention) -> Span {
    let whole = stage.scene.span(mention.core);
    let text = crate::mention::without_s(&stage.scene.text[whole.range()]);
    Span::new(whole.start, whole.start + text.len())
}

fn without_article(scene: &Scene, units: UnitRange) -> UnitRange {
    use crate::lexicon::Tag;
    let bare = |i: &u32| !matches!(scene.unit(*i).tag, Tag::Determiner | Tag::That);
    UnitRange { start: (units.start..units.end).find(bare).unwrap_or(units.end), end: units.end }
}

/// A text leaves its quotes to be attributed by the reader if an eighth of them stand at the start
/// of a paragraph without a source.
fn is_dialogue(scene: &Scene, drafts: &[Draft]) -> bool {
    let opens = |d: &&Draft| scene.starts_paragraph(d.first_unit());
    let quoted = drafts.iter().filter(|d| !d.quoted.is_empty());
    let bare = quoted.clone().filter(|d| d.source.is_none()).filter(opens).count();
    bare >= 6 && bare * 8 >= quoted.count()
}
