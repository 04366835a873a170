//! The source is a noun that means nobody named: an anonymous official, a group, a document.

use crate::attribution::SpeakerKind;
use crate::entity::{Link, tidy};
use crate::mention::{Mention, MentionKind};
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let mention = stage.heads[draft] as usize;
    if *stage.cast.link_of.get(mention)? != Link::Unnamed {
        return None;
    }
    let referent = stage.cast.referent_of[mention];
    let sieve = match stage.cast.referents.get(referent as usize)?.kind {
        SpeakerKind::Person | SpeakerKind::Anonymous => Sieve::Anonymous,
        SpeakerKind::Group => Sieve::Group,
        SpeakerKind::Organisation => Sieve::Body,
        SpeakerKind::Document => Sieve::Document,
    };
    let certainty = stage.cast.certainty[mention];
    Some(Answer::of(referent, sieve, "the text names nobody").resting_on(certainty))
}

/// Words that tie a noun to whom or what it is of.
const OF: [&str; 4] = ["at", "for", "from", "of"];

/// Nouns that count others.
const COUNTS: [&str; 6] = ["dozens", "hundreds", "millions", "scores", "tens", "thousands"];

/// What an unnamed speaker is called: the noun that introduced it, with whom or what it is of, since a text may have
/// two spokesmen.
pub(super) fn name(stage: &Stage, first: u32) -> Option<String> {
    let mention = stage.mentions.list.get(first as usize)?;
    let end = of_whom(stage, mention).unwrap_or(mention.core.end);
    Some(tidy(&stage.scene, UnitRange { start: mention.core.start, end }))
}

/// Where the words end that say whom or what somebody is of, if they follow: "spokesman | for Tull Council".
fn of_whom(stage: &Stage, mention: &Mention) -> Option<u32> {
    let (scene, end) = (&stage.scene, mention.core.end);
    let human = matches!(mention.kind, MentionKind::Human | MentionKind::Humans)
        || scene.is_any(mention.head, &COUNTS);
    let behind = scene.chunk_at(end, 1, scene.sentence(mention.head)).filter(|_| human)?;
    let whose = Some(behind.units).filter(|units| units.start == end + 1 && scene.is_any(end, &OF))?;
    let mut names = stage.mentions.within(whose).map(|m| &stage.mentions.list[m]);
    let name = names.find(|name| name.is_proper() && !name.possessive);
    // "the minister of water Ann Poe": what has a name behind it goes up to that.
    Some(match name {
        Some(name) if name.core.start > whose.start => name.core.start,
        Some(name) => name.units.end,
        None => whose.end,
    })
}
