//! Which of several candidates a pronoun or a noun means: a linear model over named signals.
//!
//! The signals are those of Lappin and Leass (1994) and later work: distance, the place of the
//! candidate's last mention, how often it was mentioned, agreement, and in news above all whether
//! the candidate was the last to speak.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{Mention, MentionKind, Mentions};
use crate::syntax::Scene;

use super::{Cast, NONE, Referent};

/// How far back an antecedent may lie, in sentences.
const REACH: u32 = 12;

/// What can be said of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
enum Signal {
    /// Per sentence between the candidate's last mention and here.
    Sentence,
    /// Per paragraph.
    Paragraph,
    /// Last mentioned in this very sentence.
    SameSentence,
    /// Its last mention was a subject.
    Subject,
    /// It is the first mention of its sentence.
    Opens,
    /// Its last mention owns or modifies something else.
    Possessive,
    /// It is the person who spoke last.
    LastSpeaker,
    /// It is the person quoted last.
    LastQuoted,
    /// It opens this paragraph.
    OpensParagraph,
    /// It was first mentioned just now, by a full name or with a role.
    Introduced,
    /// Another person was a subject in a later sentence.
    Interrupted,
    /// It spoke earlier.
    Spoke,
    /// Per doubling of its mentions.
    Mentions,
    /// The text shows the gender that is asked for.
    Gender,
    /// Unnamed: "a nurse".
    Unnamed,
    /// A name that may be no person's.
    Unsure,
    /// Its last mention lies in the content that the pronoun is the source of.
    InContent,
    /// It is the subject of the clause whose object the pronoun is.
    Clause,
    /// Its last mention was in a headline.
    Headline,
    /// Its last mention was itself a pronoun.
    ByPronoun,
}

/// Signal and weight, in log odds.
const WEIGHTS: [(Signal, f32); 20] = [
    (Signal::Sentence, -0.45),
    (Signal::Paragraph, -0.25),
    (Signal::SameSentence, 0.1),
    (Signal::Subject, 0.9),
    (Signal::Opens, 0.3),
    (Signal::Possessive, -0.5),
    (Signal::LastSpeaker, 1.0),
    (Signal::LastQuoted, 0.8),
    (Signal::OpensParagraph, 0.8),
    (Signal::Introduced, 0.7),
    (Signal::Interrupted, -1.4),
    (Signal::Spoke, 0.5),
    (Signal::Mentions, 0.2),
    (Signal::Gender, 2.0),
    (Signal::Unnamed, -1.6),
    (Signal::Unsure, -2.5),
    (Signal::InContent, -1.5),
    (Signal::Clause, -3.0),
    (Signal::Headline, -1.0),
    (Signal::ByPronoun, 0.3),
];

/// The weight of a signal.
const fn weight(signal: Signal) -> f32 {
    WEIGHTS[signal as usize].1
}

/// A mention in search of its antecedent.
#[derive(Clone, Copy)]
pub(super) struct Anaphor<'a> {
    pub(super) mention: &'a Mention,
    /// The draft whose source it heads.
    pub(super) draft: Option<&'a Draft>,
    /// Whether somebody unnamed will do.
    pub(super) unnamed: bool,
}

impl Anaphor<'_> {
    /// Whether a referent is of the other gender.
    fn clashes(&self, referent: &Referent) -> bool {
        self.mention.she && referent.is_he() || self.mention.he && referent.is_she()
    }
}

/// The person in focus with the best score, that score, and how far the next one lies behind.
pub(super) fn best(scene: &Scene, mentions: &Mentions, anaphor: Anaphor, cast: &Cast) -> (u32, f32, f32) {
    let (mut bearer, mut first, mut second) = (NONE, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for &candidate in &cast.walk.focus {
        let referent = &cast.referents[candidate as usize];
        let person = match referent.kind {
            SpeakerKind::Person => true,
            SpeakerKind::Anonymous => anaphor.unnamed,
            _ => false,
        };
        if !person || anaphor.clashes(referent) {
            continue;
        }
        let Some(score) = score(scene, mentions, anaphor, candidate, cast) else { continue };
        if score > first {
            second = first;
            first = score;
            bearer = candidate;
        } else if score > second {
            second = score;
        }
    }
    let margin = if second == f32::NEG_INFINITY { 3.0 } else { first - second };
    (bearer, first, margin)
}

/// How well a candidate fits, in log odds; `None` where it cannot be meant.
fn score(scene: &Scene, mentions: &Mentions, anaphor: Anaphor, candidate: u32, cast: &Cast) -> Option<f32> {
    let referent = &cast.referents[candidate as usize];
    let here = anaphor.mention;
    let last = mentions.list.get(referent.last as usize)?;
    let (sentence, before) = (scene.unit(here.head).sentence, scene.unit(last.head).sentence);
    let distance = sentence.saturating_sub(before);
    let owner = here.units.start <= last.head && last.head < here.head;
    if distance > REACH || owner {
        return None;
    }
    let paragraphs = cast.walk.paragraph_of[sentence as usize] - cast.walk.paragraph_of[before as usize];
    let when = |holds: bool, signal: Signal| if holds { weight(signal) } else { 0.0 };
    let object = scene.unit(here.head).tag == Tag::PronounObject;
    let place = referent.spot;
    let opens_paragraph = place.opens_paragraph && paragraphs == 0;
    let first = mentions.list.get(referent.first as usize).map_or(0, |m| scene.unit(m.head).sentence);
    let introduced = distance <= 1
        && first == before
        && (referent.words.end - referent.words.start > 1
            || referent.name != NONE && referent.role_count > 0);
    let interrupted = cast.walk.last_subject.is_some_and(|(who, at)| who != candidate && at > before);
    let spoke = cast.walk.spoke.get(candidate as usize).copied().unwrap_or(false);
    Some(
        distance as f32 * weight(Signal::Sentence)
            + paragraphs as f32 * weight(Signal::Paragraph)
            + (referent.count.max(1) as f32).log2() * weight(Signal::Mentions)
            + when(distance == 0, Signal::SameSentence)
            + when(place.subject, Signal::Subject)
            + when(place.opens, Signal::Opens)
            + when(place.owner, Signal::Possessive)
            + when(cast.walk.last_person == candidate, Signal::LastSpeaker)
            + when(cast.walk.last_quoted == candidate, Signal::LastQuoted)
            + when(opens_paragraph, Signal::OpensParagraph)
            + when(introduced, Signal::Introduced)
            + when(interrupted, Signal::Interrupted)
            + when(spoke, Signal::Spoke)
            + when(here.she && referent.is_she() || here.he && referent.is_he(), Signal::Gender)
            + when(referent.kind == SpeakerKind::Anonymous, Signal::Unnamed)
            + when(!referent.sure && !spoke, Signal::Unsure)
            + when(anaphor.draft.is_some_and(|d| d.holds(last.head)), Signal::InContent)
            + when(object && distance == 0 && place.subject, Signal::Clause)
            + when(last.headline, Signal::Headline)
            + when(matches!(last.kind, MentionKind::Pronoun(_)), Signal::ByPronoun),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_signals() {
        for (index, (signal, _)) in WEIGHTS.iter().enumerate() {
            assert_eq!(*signal as usize, index);
        }
    }
}
