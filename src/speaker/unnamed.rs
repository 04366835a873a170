//! The source is a noun that means nobody named: an anonymous official, a group, a document.

use crate::attribution::SpeakerKind;
use crate::entity::{Link, tidy};
use crate::mention::MentionKind;
use crate::syntax::UnitRange;

use super::{Finding, Sieve, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
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
    Some(Finding::of(referent, sieve, certainty, "the text names nobody"))
}

/// Words that tie a noun to whom or what it is of.
const OF: [&str; 4] = ["at", "for", "from", "of"];

/// Nouns that count others.
const COUNTS: [&str; 6] = ["dozens", "hundreds", "millions", "scores", "tens", "thousands"];

/// What an unnamed speaker is called: the noun that introduced it, with whom or what it is of, since a text may have
/// two spokesmen.
pub(super) fn name(stage: &Stage, first: u32) -> Option<String> {
    let (scene, mention) = (&stage.scene, stage.mentions.list.get(first as usize)?);
    let human = matches!(mention.kind, MentionKind::Human | MentionKind::Humans)
        || scene.is_any(mention.head, &COUNTS);
    let UnitRange { start, end } = mention.core;
    let sentence = scene.sentence(mention.head);
    let whose = scene.chunk_at(end, 1, sentence).filter(|chunk| human && chunk.units.start == end + 1);
    let whose = whose.filter(|_| scene.is_any(end, &OF));
    // "the minister of water Ann Poe": what has a name behind it goes up to that.
    let name = |units: UnitRange| {
        let mut within = stage.mentions.within(units).map(|m| &stage.mentions.list[m]);
        within
            .find(|m| m.is_proper() && !m.possessive)
            .map(|m| if m.core.start > units.start { m.core.start } else { m.units.end })
    };
    let end = whose.map_or(end, |chunk| name(chunk.units).unwrap_or(chunk.units.end));
    Some(tidy(scene, UnitRange { start, end }))
}
