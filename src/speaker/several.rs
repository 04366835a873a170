//! The source is two people: “…,” said Ann Poe and Bob Lund. “…,” they wrote.

use crate::attribution::SpeakerKind;
use crate::lexicon::Tag;
use crate::mention::{MentionKind, Pronoun};
use crate::segment::TokenKind;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Speaker, Stage};

/// How many sentences before "they" the two are named.
const REACH: u32 = 2;
/// Most mentions that are looked at.
const MENTIONS: usize = 60;

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let units = stage.drafts[draft].source?;
    let head = stage.heads[draft];
    let mention = stage.mentions.list.get(head as usize)?;
    let (pair, grade) = match mention.kind {
        MentionKind::Pronoun(Pronoun::They) => (before(stage, head as usize)?, 1),
        _ if mention.is_proper() => (pair(stage, units, head as usize)?, 0),
        _ => return None,
    };
    let speaker = Speaker { kind: Some(SpeakerKind::Group), with: pair.1, ..Speaker::of(pair.0) };
    Some(Answer::new(speaker, Sieve::Several, "two names joined by and").graded(grade))
}

/// The two that were named together last, unless another group came in since.
fn before(stage: &Stage, they: usize) -> Option<(u32, u32)> {
    let list = &stage.mentions.list;
    let sentence = stage.scene.unit(list[they].head).sentence;
    for m in (they.saturating_sub(MENTIONS)..they).rev() {
        let mention = &list[m];
        if sentence - stage.scene.unit(mention.head).sentence > REACH {
            return None;
        }
        let group = matches!(mention.kind, MentionKind::Humans | MentionKind::Group | MentionKind::Body);
        if group && mention.subject {
            return None;
        }
        let end = stage.scene.sentence(mention.head).end;
        let found = pair(stage, UnitRange { start: mention.units.start, end }, m);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The person `first` names and the one joined to it within `units`: "Ann Poe and Bob Lund", "Ann Poe,
/// a nurse, and Bob Lund".
fn pair(stage: &Stage, units: UnitRange, first: usize) -> Option<(u32, u32)> {
    let list = &stage.mentions.list;
    let person = |m: usize| {
        let fits = list[m].is_proper() && !list[m].possessive && !list[m].modifier;
        let referent = stage.cast.referent(m as u32).filter(|_| fits)?;
        (referent.kind == SpeakerKind::Person && referent.sure).then_some(stage.cast.referent_of[m])
    };
    let one = person(first)?;
    let start = list[first].units.end;
    for m in stage.mentions.within(UnitRange { start, end: units.end }).take(6) {
        let at = list[m].units.start;
        let joined = at > start
            && stage.scene.unit(at - 1).tag == Tag::Coordinator
            && stage.scene.surface(at - 1).eq_ignore_ascii_case("and");
        let comma = |at: u32| stage.scene.unit(at).kind == TokenKind::Comma;
        // Nothing but an apposition between commas may stand in between.
        let close = joined && (at - 1 == start || comma(start) && (at < 2 || comma(at - 2)));
        if let Some(other) = person(m).filter(|other| close && *other != one) {
            return Some((one, other));
        }
    }
    None
}
