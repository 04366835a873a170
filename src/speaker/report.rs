//! Findings in, names out: what the caller is told of speakers and entities.

use std::borrow::Cow;

use crate::annotation::Entity;
use crate::entity::{NONE, tidy};
use crate::lexicon::Tag;
use crate::mention::Mention;
use crate::span::Span;
use crate::syntax::{Scene, UnitRange};

use super::{Decision, Finding, Name, Resolution, Stage, addressee, byline, unnamed};

/// Most roles reported of one entity.
const MOST_ROLES: usize = 8;

/// Writes findings out: names, entities with mentions and roles, addressees.
pub(super) fn report(stage: &Stage, found: &[Option<Finding>]) -> Resolution {
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
        let number = self.number(stage, finding.speaker.referent);
        let other = self.number(stage, finding.speaker.with).and_then(|n| self.entities.get(n as usize));
        let entity = number.and_then(|n| self.entities.get(n as usize));
        let speaker = match (entity, other) {
            (Some(one), Some(other)) => Some(format!("{} and {}", one.name, other.name)),
            (Some(one), None) => Some(one.name.clone()),
            (None, _) => match finding.speaker.name {
                Some(Name::Words(span)) => Some(stage.scene.text[span.range()].to_owned()),
                Some(Name::Byline) => byline::name(stage).map(str::to_owned),
                None => None,
            },
        };
        let number = number.filter(|_| finding.speaker.with == NONE);
        Decision {
            speaker,
            kind: finding.speaker.kind.or(entity.map(|e| e.kind)),
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

/// Units without the article that they open with.
pub(super) fn without_article(scene: &Scene, units: UnitRange) -> UnitRange {
    let bare = |i: &u32| !matches!(scene.unit(*i).tag, Tag::Determiner | Tag::That);
    UnitRange { start: (units.start..units.end).find(bare).unwrap_or(units.end), end: units.end }
}
