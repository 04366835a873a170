//! A pronoun in, its antecedent out.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{MentionKind, Mentions, Pronoun};
use crate::syntax::Scene;

use super::antecedent::{OPEN, Resolved, certainty};
use super::salience::{Anaphor, Best, best, choice};
use super::{Cast, Link, NONE, Scorers};

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
    scorers: &Scorers,
    cast: &mut Cast,
) -> Resolved {
    match pronoun {
        Pronoun::He | Pronoun::She => {
            let (she, he) = (pronoun == Pronoun::She, pronoun == Pronoun::He);
            let mention = &mentions.list[number as usize];
            let anaphor = Anaphor { mention, draft, unnamed: true };
            if cast.walk.choices.is_some() {
                let choice = choice(scene, mentions, anaphor, cast);
                cast.walk.choices.get_or_insert_default().push(choice);
            }
            let Best { bearer, score, probability } = best(scene, mentions, &scorers.pronouns, anaphor, cast);
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
        Pronoun::Relative => match relative(scene, mentions, number) {
            Some(noun) if cast.referent_of[noun as usize] != NONE => {
                (cast.referent_of[noun as usize], Link::Relative, certainty::RELATIVE)
            }
            _ => OPEN,
        },
        Pronoun::They | Pronoun::It if draft.is_some() => {
            body_in_focus(scene, mentions, number, pronoun == Pronoun::They, cast)
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

/// What "they" and "it" mean as a source: the body, group or text that was the last subject or speaker.
pub(super) fn body_in_focus(
    scene: &Scene,
    mentions: &Mentions,
    number: u32,
    plural: bool,
    cast: &Cast,
) -> Resolved {
    let mention = &mentions.list[number as usize];
    let sentence = scene.unit(mention.head).sentence;
    let mut found = OPEN;
    let mut best = f32::NEG_INFINITY;
    for &bearer in &cast.walk.focus {
        let referent = &cast.referents[bearer as usize];
        let fits = match referent.kind {
            SpeakerKind::Group => plural,
            SpeakerKind::Organisation => true,
            SpeakerKind::Document => !plural,
            SpeakerKind::Person => !referent.sure,
            SpeakerKind::Anonymous => false,
        };
        let Some(last) = mentions.list.get(referent.last as usize) else { continue };
        // Of places and texts only those that act: "until further notice" is nobody.
        let acts = last.subject || cast.walk.last_speaker == bearer;
        if matches!(last.kind, MentionKind::Place | MentionKind::Text) && !acts || last.located {
            continue;
        }
        let distance = sentence.saturating_sub(scene.unit(last.head).sentence);
        if !fits || distance > 4 {
            continue;
        }
        let mut score = -0.6 * distance as f32;
        score += if last.subject { 0.8 } else { 0.0 };
        score += if cast.walk.last_speaker == bearer { 1.5 } else { 0.0 };
        score += if referent.name != NONE { 0.3 } else { 0.0 };
        score -= if last.kind == MentionKind::Place { 1.0 } else { 0.0 };
        if score > best {
            best = score;
            found = (bearer, Link::Pronoun, certainty::BODY_PRONOUN);
        }
    }
    found
}
