//! A quote without a source with somebody and a reporting verb right beside it: “…,” Poe said and left.

use crate::attribution::SpeakerKind;
use crate::cue;
use crate::entity::NONE;
use crate::lexicon::Tag;
use crate::mention::{MentionKind, Pronoun};
use crate::segment::TokenKind;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Stage};

/// How far from the quote a name may start, in units.
const REACH: u32 = 12;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = stage.bare(draft)?;
    // "When asked “Why?”, Poe said: “…”": what Poe says comes next.
    let asked = this.cue.is_some() && cue::is_addressing(&stage.scene, this.lemma);
    if asked {
        return None;
    }
    let mention = this.parts.iter().take(4).find_map(|part| behind(stage, part.end))?;
    let referent = stage.cast.referent_of[mention];
    let evidence = "somebody and a reporting verb stand behind the quote";
    (referent != NONE)
        .then(|| Answer::of(referent, Sieve::Beside, evidence).resting_on(stage.cast.certainty[mention]))
}

/// The mention that speaks behind a quote that ends at `end`: "Poe said", "said Poe", past a comma.
fn behind(stage: &Stage, end: u32) -> Option<usize> {
    let scene = &stage.scene;
    let unit = scene.syntax.units.get(end.checked_sub(1)? as usize).filter(|unit| unit.is_quote())?;
    let sentence = scene.sentence(end - 1);
    let mut at = end;
    while at < sentence.end && matches!(scene.unit(at).kind, TokenKind::Comma | TokenKind::Dash) {
        at += 1;
    }
    if at >= sentence.end || unit.sentence != scene.unit(at).sentence {
        return None;
    }
    let list = &stage.mentions.list;
    // "Jordan said" of Ann Jordan, not of the country.
    let person = |m: usize| stage.cast.referent(m as u32).is_some_and(|r| r.kind == SpeakerKind::Person);
    let speaks = |m: usize| match list[m].kind {
        MentionKind::Human | MentionKind::Pronoun(Pronoun::He | Pronoun::She) => true,
        MentionKind::Place => person(m),
        _ => list[m].is_proper(),
    };
    let within = stage.mentions.within(UnitRange { start: at, end: sentence.end.min(at + REACH) });
    if reports(stage, at) {
        return within.clone().find(|m| list[*m].units.start == at + 1 && speaks(*m));
    }
    within.into_iter().find(|m| {
        let mention = &list[*m];
        let verb = mention.units.end;
        mention.units.start == at && speaks(*m) && verb < sentence.end && reports(stage, verb)
    })
}

/// A finite verb that the lexicon knows to report.
fn reports(stage: &Stage, at: u32) -> bool {
    matches!(stage.scene.unit(at).tag, Tag::VerbPast | Tag::VerbS | Tag::VerbPresent)
        && stage.scene.word(at).cue != 0
}
