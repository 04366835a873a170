//! [`Form`]: a name as a text writes it, and what its mentions say of its bearer.

use crate::attribution::SpeakerKind;
use crate::lexicon::NameFlags;
use crate::mention::{Mention, MentionKind, NameWord, NameWords};

use super::{NONE, Referent};

/// A name as written, however often.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) first: u32,
    pub(super) words: NameWords,
    pub(super) length: u8,
    pub(super) courtesy: bool,
    pub(super) headline: bool,
    pub(super) count: u32,
    pub(super) she: bool,
    pub(super) he: bool,
    /// Kinds seen.
    pub(super) person: bool,
    pub(super) body: bool,
    pub(super) place: bool,
    /// All that the text says of it is what happens there.
    pub(super) located: bool,
    pub(super) apposed: bool,
    /// The bearer, or [`NONE`] where several are possible.
    pub(super) bearer: u32,
}

impl Form {
    /// The form of a name that is mentioned first by `number`, not yet counted.
    pub(super) fn new(number: u32, mention: &Mention, words: &[NameWord]) -> Self {
        Form {
            first: number,
            words: mention.name,
            length: words.iter().filter(|w| !w.nickname && !w.is_suffix()).count().min(255) as u8,
            courtesy: mention.courtesy && words.len() == 1,
            headline: true,
            count: 0,
            she: false,
            he: false,
            person: false,
            body: false,
            place: false,
            located: true,
            apposed: false,
            bearer: NONE,
        }
    }

    /// Counts one more mention, beside which a noun stands or not.
    pub(super) fn add(&mut self, number: u32, mention: &Mention, apposed: bool) {
        if self.headline && !mention.headline {
            self.headline = false;
            self.first = number;
            self.words = mention.name;
        }
        self.count += 1;
        self.she |= mention.she;
        self.he |= mention.he;
        self.person |= mention.kind == MentionKind::Person;
        self.body |= mention.kind == MentionKind::Body;
        self.place |= mention.kind == MentionKind::Place;
        self.located &= mention.located;
        self.apposed |= apposed;
    }

    /// Adds what the form says of its bearer.
    pub(super) fn describe(&self, referent: &mut Referent, words: &[NameWord]) {
        referent.total += self.count;
        referent.she += 3 * u16::from(self.she);
        referent.he += 3 * u16::from(self.he);
        let human = self.person || self.apposed && !self.body;
        let free =
            referent.kind != SpeakerKind::Organisation || self.length > 1 || self.apposed && !self.place;
        if human && free {
            referent.kind = SpeakerKind::Person;
            referent.sure = true;
        }
        let given = words.iter().find(|w| !w.initial && !w.nickname);
        if let Some(given) = given.filter(|_| self.length > 1 && referent.kind == SpeakerKind::Person) {
            let she = given.flags.any(NameFlags::FEMALE);
            let he = given.flags.any(NameFlags::MALE);
            referent.she += 2 * u16::from(she && !he);
            referent.he += 2 * u16::from(he && !she);
        } else if let Some(only) =
            given.filter(|w| self.length == 1 && !self.courtesy && !w.flags.any(NameFlags::FAMILY))
        {
            let she = only.flags.any(NameFlags::FEMALE);
            let he = only.flags.any(NameFlags::MALE);
            referent.she += u16::from(she && !he);
            referent.he += u16::from(he && !she);
        }
    }

    /// Whether gender and sort of a bearer go with a self.
    pub(super) fn agrees(&self, referent: &Referent) -> bool {
        if self.courtesy && referent.kind == SpeakerKind::Organisation && referent.sure {
            return false;
        }
        !(self.courtesy && (self.she && referent.he > referent.she || self.he && referent.she > referent.he))
    }
}
