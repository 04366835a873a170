//! The source is a noun that means nobody named: an anonymous official, a group, a document.

use crate::attribution::SpeakerKind;
use crate::entity::Link;

use super::{Finding, Stage};

pub(super) fn sieve(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Finding> {
    let mention = stage.heads[draft] as usize;
    if *stage.cast.link_of.get(mention)? != Link::Unnamed {
        return None;
    }
    let referent = stage.cast.referent_of[mention];
    let sieve = match stage.cast.referents.get(referent as usize)?.kind {
        SpeakerKind::Person | SpeakerKind::Anonymous => "anonymous",
        SpeakerKind::Group => "group",
        SpeakerKind::Organisation => "body",
        SpeakerKind::Document => "document",
    };
    let certainty = stage.cast.certainty[mention];
    Some(Finding::of(referent, sieve, certainty, "the text names nobody"))
}
