//! A mention in, its referent out.
//!
//! Names go to their bearer. Nouns go to the name beside them, to the one the text gives that role, and, as
//! sources, to the candidate with the best score, as pronouns do (`choose`).

use crate::draft::Draft;
use crate::mention::{Mention, MentionKind};
use crate::model::log_ratio;

use super::walk::{Observer, Walker};
use super::{Link, NONE, Referent};

/// Share of right links on the development part of the corpus, by sort of link.
pub(super) mod certainty {
    pub(in crate::entity) const NAME: f32 = 0.99;
    pub(in crate::entity) const VARIANT: f32 = 0.99;
    pub(in crate::entity) const SHARED_NAME: f32 = 0.93;
    pub(in crate::entity) const APPOSITION: f32 = 0.95;
    pub(in crate::entity) const ROLE: f32 = 0.85;
    pub(in crate::entity) const INTRODUCED: f32 = 0.8;
    pub(in crate::entity) const RELATIVE: f32 = 0.95;
    pub(in crate::entity) const UNNAMED: f32 = 0.9;

    /// The most that the choice among candidates for a pronoun is trusted: some mean none of them.
    pub(in crate::entity) const PRONOUN: f32 = 0.97;
}

pub(super) type Resolved = (u32, Link, f32);

pub(super) const OPEN: Resolved = (NONE, Link::None, 0.0);

impl<O: Observer> Walker<'_, O> {
    /// What a mention refers to; `draft` is the one whose source it heads.
    pub(super) fn resolve(&mut self, number: u32, draft: Option<&Draft>) -> Resolved {
        let mention = self.mention(number);
        if mention.is_proper() {
            return self.name(number);
        }
        let apposed = self.cast.apposed[number as usize];
        if apposed != NONE && !matches!(mention.kind, MentionKind::Pronoun(_)) {
            let before = apposed < number;
            let bearer = if before { self.cast.referent_of[apposed as usize] } else { self.name(apposed).0 };
            if bearer != NONE {
                return (bearer, Link::Apposition, certainty::APPOSITION);
            }
        }
        match mention.kind {
            MentionKind::Pronoun(pronoun) => self.pronoun(number, pronoun, draft),
            MentionKind::Human => self.human(number, draft),
            MentionKind::Humans | MentionKind::Group | MentionKind::Text => self.thing(number, draft),
            MentionKind::Thing if draft.is_some() => self.thing(number, draft),
            _ => OPEN,
        }
    }

    /// The bearer of a name; of several, the one in focus or the most prominent.
    fn name(&self, number: u32) -> Resolved {
        let mention = self.mention(number);
        let bearers = self.cast.variants.bearers_of(self.mentions, number);
        let mut best = OPEN;
        let mut best_score = f32::NEG_INFINITY;
        let mut count = 0;
        for bearer in bearers.iter() {
            count += 1;
            let referent = &self.cast.referents[bearer as usize];
            if referent.clashes(mention) {
                continue;
            }
            let mut score = self.prominence(mention, referent);
            if self.cast.walk.last_speaker == bearer {
                score += 1.0;
            }
            if score > best_score {
                best_score = score;
                best = (bearer, Link::SharedName, certainty::SHARED_NAME);
            }
        }
        if count == 1 && best.0 != NONE {
            let fullest = self.cast.referents[best.0 as usize].name;
            let fullest = self.mentions.list.get(fullest as usize);
            let same =
                fullest.is_some_and(|m| m.name.end - m.name.start == mention.name.end - mention.name.start);
            best.1 = if same { Link::Name } else { Link::Variant };
            best.2 = if same { certainty::NAME } else { certainty::VARIANT };
        }
        best
    }

    /// How much a text is about a referent, as seen from a mention.
    fn prominence(&self, mention: &Mention, referent: &Referent) -> f32 {
        let mut score = log_ratio(1.0 + referent.count as f32, 1.0) as f32 / 100.0;
        if let Some(last) = self.mentions.list.get(referent.last as usize) {
            let distance =
                self.scene.unit(mention.head).sentence.saturating_sub(self.scene.unit(last.head).sentence);
            score -= 0.15 * (distance.min(20) as f32);
        } else {
            score -= 3.0;
        }
        score
    }
}
