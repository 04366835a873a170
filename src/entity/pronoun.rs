//! A pronoun in, its antecedent out.

use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{MentionKind, Mentions, Pronoun};
use crate::model::LinearModel;
use crate::syntax::Scene;

use super::antecedent::{OPEN, Resolved, certainty};
use super::choose::{Best, best, choice};
use super::noun::thing;
use super::salience::{Anaphor, Sought};
use super::{Cast, Link, NONE};

/// The score below which a pronoun stays open.
const LEAST_PRONOUN: i32 = -400;
/// How probable an antecedent must be to lend its pronoun's gender.
const CLEAR: f32 = 0.57;

pub(super) fn of_pronoun(
    scene: &Scene,
    mentions: &Mentions,
    draft: Option<&Draft>,
    number: u32,
    pronoun: Pronoun,
    model: &LinearModel,
    cast: &mut Cast,
) -> Resolved {
    match pronoun {
        Pronoun::He | Pronoun::She => {
            let (she, he) = (pronoun == Pronoun::She, pronoun == Pronoun::He);
            let mention = &mentions.list[number as usize];
            let anaphor = Anaphor { mention, draft, sought: Sought::Person };
            let Best { bearer, score, probability } = chosen(scene, mentions, model, anaphor, cast);
            if bearer == NONE || score < LEAST_PRONOUN {
                return OPEN;
            }
            // What a clear choice says of gender holds for later ones.
            let referent = &mut cast.referents[bearer as usize];
            if probability > CLEAR {
                referent.she += u16::from(she);
                referent.he += u16::from(he);
            }
            (bearer, Link::Pronoun, probability * certainty::PRONOUN)
        }
        Pronoun::Relative => {
            let Some(noun) = relative(scene, mentions, number) else { return OPEN };
            if cast.referent_of[noun as usize] == NONE && draft.is_some() {
                // "a banner that read “Go”": what nobody had to follow before.
                cast.referent_of[noun as usize] = thing(scene, mentions, None, noun, model, cast).0;
            }
            match cast.referent_of[noun as usize] {
                NONE => OPEN,
                bearer => (bearer, Link::Relative, certainty::RELATIVE),
            }
        }
        Pronoun::They | Pronoun::It if draft.is_some() => {
            let sought = if pronoun == Pronoun::It { Sought::It } else { Sought::They };
            let anaphor = Anaphor { mention: &mentions.list[number as usize], draft, sought };
            let Best { bearer, probability, .. } = chosen(scene, mentions, model, anaphor, cast);
            if bearer == NONE { OPEN } else { (bearer, Link::Pronoun, probability * certainty::PRONOUN) }
        }
        _ => OPEN,
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

/// What fits best, with all candidates kept for training if they are wanted.
pub(super) fn chosen(
    scene: &Scene,
    mentions: &Mentions,
    model: &LinearModel,
    anaphor: Anaphor,
    cast: &mut Cast,
) -> Best {
    if cast.walk.choices.is_some() {
        let choice = choice(scene, mentions, anaphor, cast);
        cast.walk.choices.get_or_insert_default().push(choice);
    }
    best(scene, mentions, model, anaphor, cast)
}
