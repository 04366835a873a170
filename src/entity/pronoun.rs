//! A pronoun in, its antecedent out.

use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{MentionKind, Mentions, Pronoun};
use crate::syntax::Scene;

use super::antecedent::{OPEN, Resolved, certainty};
use super::choose::Best;
use super::salience::{Anaphor, Sought};
use super::walk::{Observer, View, Walker};
use super::{Link, NONE};

/// The score below which a pronoun stays open.
const LEAST_PRONOUN: i32 = -400;
/// How much of the trust is left where a given name speaks for the other gender: those that men and women share are few.
const OTHER_GENDER: f32 = 0.5;
/// How probable an antecedent must be to lend its pronoun's gender.
const CLEAR: f32 = 0.57;

impl<O: Observer> Walker<'_, O> {
    /// The antecedent of a pronoun.
    pub(super) fn pronoun(&mut self, number: u32, pronoun: Pronoun, draft: Option<&Draft>) -> Resolved {
        let mention = self.mention(number);
        match pronoun {
            Pronoun::He | Pronoun::She => {
                let (she, he) = (pronoun == Pronoun::She, pronoun == Pronoun::He);
                let anaphor = Anaphor { mention, draft, sought: Sought::Person };
                let Best { bearer, score, probability } = self.chosen(anaphor);
                if bearer == NONE || score < LEAST_PRONOUN {
                    return OPEN;
                }
                // What a clear choice says of gender holds for later ones.
                let referent = &mut self.cast.referents[bearer as usize];
                let doubt = if referent.clashes(mention) { OTHER_GENDER } else { 1.0 };
                if probability > CLEAR {
                    referent.she += u16::from(she);
                    referent.he += u16::from(he);
                }
                (bearer, Link::Pronoun, probability * certainty::PRONOUN * doubt)
            }
            Pronoun::Relative => {
                let Some(noun) = relative(self.scene, self.mentions, number) else { return OPEN };
                if self.cast.referent_of[noun as usize] == NONE && draft.is_some() {
                    // "a banner that read “Go”": what nobody had to follow before.
                    self.cast.referent_of[noun as usize] = self.thing(noun, None).0;
                }
                match self.cast.referent_of[noun as usize] {
                    NONE => OPEN,
                    bearer => (bearer, Link::Relative, certainty::RELATIVE),
                }
            }
            Pronoun::They | Pronoun::It if draft.is_some() => {
                let sought = if pronoun == Pronoun::It { Sought::It } else { Sought::They };
                let anaphor = Anaphor { mention, draft, sought };
                let Best { bearer, probability, .. } = self.chosen(anaphor);
                if bearer == NONE { OPEN } else { (bearer, Link::Pronoun, probability * certainty::PRONOUN) }
            }
            _ => OPEN,
        }
    }

    /// What fits best, after the observer has seen what can be meant.
    pub(super) fn chosen(&mut self, anaphor: Anaphor) -> Best {
        let view = View { scene: self.scene, mentions: self.mentions, cast: self.cast };
        self.observer.see(|| view.choice(anaphor));
        view.best(self.model, anaphor)
    }
}

/// The noun or name right before a relative pronoun, past a comma.
fn relative(scene: &Scene, mentions: &Mentions, number: u32) -> Option<u32> {
    let who = mentions.list[number as usize].head;
    let sentence = scene.sentence(who);
    let human = scene.surface(who).eq_ignore_ascii_case("who");
    (number.saturating_sub(6)..number).rev().find(|i| {
        let mention = &mentions.list[*i as usize];
        let fits = match mention.kind {
            MentionKind::Person | MentionKind::Human | MentionKind::Humans => human,
            MentionKind::Name => !(human && is_of_somebody(scene, mentions, *i)),
            MentionKind::Pronoun(_) => false,
            _ => !human,
        };
        mention.head >= sentence.start && !mention.modifier && !mention.possessive && fits
    })
}

/// Whether a name only says which human being is meant: "a resident of Hale, who".
fn is_of_somebody(scene: &Scene, mentions: &Mentions, number: u32) -> bool {
    let start = mentions.list[number as usize].units.start;
    let preposition = start > 0 && scene.unit(start - 1).tag == Tag::Preposition;
    preposition
        && mentions.list[..number as usize].last().is_some_and(|before| {
            before.units.end + 1 == start && matches!(before.kind, MentionKind::Human | MentionKind::Humans)
        })
}
