//! [`Links`]: which wording goes with which, and what is known of the groups that decides it.

use super::index::Index;
use super::link::{Fitter, Texts};
use super::store::{NONE, WordingId};

/// A wording with less of its leader's weight, in hundredths, is a part of it rather than a
/// version of it, and cannot lead in its place.
const WHOLE: u32 = 75;

/// How many parts of a long text are told apart, and from how many of its wordings.
const PARTS: usize = 8;
const PARTS_OF: usize = 64;

/// How the wordings of a store are linked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    pub(crate) index: Index,
    /// The leader of each wording after the first pass; [`NONE`] for one that no document has.
    pub(crate) leader: Vec<WordingId>,
    /// The representative of each wording after the second pass.
    pub(crate) group: Vec<WordingId>,
    pub(crate) class: Vec<Class>,
    /// How many link keys each wording has; at most 255 count.
    pub(crate) keys: Vec<u8>,
}

impl Links {
    /// Room for `count` wordings.
    pub(crate) fn resize(&mut self, count: usize) {
        self.leader.resize(count, NONE);
        self.group.resize(count, NONE);
        self.class.resize(count, Class::default());
        self.keys.resize(count, 0);
    }

    /// Whether others can join the wording in the second pass.
    pub(crate) fn is_head(&self, wording: WordingId) -> bool {
        self.group[wording as usize] == wording && self.class[wording as usize].takes_part()
    }

    /// Whether every number is below `count`.
    pub(crate) fn is_within(&self, count: usize) -> bool {
        let within =
            |list: &[u32]| list.len() == count && list.iter().all(|n| *n == NONE || (*n as usize) < count);
        within(&self.leader)
            && within(&self.group)
            && self.class.len() == count
            && self.keys.len() == count
            && self.index.is_within(count as u32)
    }

    /// Bytes of memory in use.
    pub(crate) fn bytes(&self) -> usize {
        self.index.bytes()
            + (self.leader.capacity() + self.group.capacity()) * 4
            + self.class.capacity() * size_of::<Class>()
            + self.keys.capacity()
    }
}

/// What decides when a wording is taken in the second pass, and whether it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(pub(crate) u16);

impl Class {
    const LEVEL: u16 = 0x1f;
    /// The best attested wording of its group.
    const HEAD: u16 = 0x20;
    /// Some leader shared enough keys with it for a closer look.
    const NOTICED: u16 = 0x40;
    /// Its group has other wordings.
    const SEVERAL: u16 = 0x80;
    /// It holds several groups that are better attested than itself, and stays apart from them.
    const APART: u16 = 0x100;

    /// Whether the wording is taken in the second pass. One that met nobody in the first meets
    /// nobody in the second.
    pub(crate) fn takes_part(self) -> bool {
        self.0 & (Self::NOTICED | Self::SEVERAL) != 0 && !self.is_apart()
    }

    pub(crate) fn is_apart(self) -> bool {
        self.0 & Self::APART != 0
    }

    pub(crate) fn is_noticed(self) -> bool {
        self.0 & Self::NOTICED != 0
    }

    /// Sets whether any leader shared enough keys.
    pub(crate) fn notice(&mut self, noticed: bool) {
        self.0 = self.0 & !Self::NOTICED | if noticed { Self::NOTICED } else { 0 };
    }

    /// The largest groups first, by powers of two; of a group its head.
    pub(crate) fn order<R>(self, leader: R, own: R) -> (u16, R, bool, R) {
        (Self::LEVEL - (self.0 & Self::LEVEL), leader, self.0 & Self::HEAD == 0, own)
    }
}

/// A group of the first pass: its leader and what its wordings add up to. They go by their numbers
/// in a [`Texts`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    leader: u32,
    head: u32,
    /// Occurrences of all, and of those that are no mere part of the leader.
    size: u32,
    whole: u32,
    wordings: u32,
}

impl Facts {
    pub(crate) fn new(leader: u32) -> Self {
        Facts { leader, head: leader, size: 0, whole: 0, wordings: 0 }
    }

    /// Adds a wording.
    pub(crate) fn add(&mut self, texts: &impl Texts, own: u32) {
        let count = texts.count(own);
        self.size = self.size.saturating_add(count);
        self.wordings += 1;
        if self.is_whole(texts, own) {
            self.whole = self.whole.saturating_add(count);
            let head = texts.count(self.head);
            if count > head || count == head && texts.is_lighter(self.head, own) {
                self.head = own;
            }
        }
    }

    /// Whether the wording is a version of the leader rather than a part.
    fn is_whole(&self, texts: &impl Texts, own: u32) -> bool {
        texts.weight(own) * 100 >= texts.weight(self.leader) * WHOLE
    }

    /// Whether parts of the leader are attested so well that it may not hold them together.
    pub(crate) fn may_glue(&self) -> bool {
        self.size - self.whole > (self.whole + 1) * 2 - 1
    }

    /// Whether the leader holds two parts or more that have little in common and that are each
    /// better attested than all of it: a speech, or quotations put together. Then it may not make
    /// them one statement. `members` come in the order of content.
    pub(crate) fn glues(&self, texts: &impl Texts, fitter: &mut Fitter, members: &[u32]) -> bool {
        let mut parts: Vec<u32> =
            members.iter().copied().filter(|member| !self.is_whole(texts, *member)).collect();
        parts.sort_by_key(|part| u32::MAX - texts.count(*part));
        let mut clusters: Vec<(u32, u32)> = Vec::new();
        for part in parts.into_iter().take(PARTS_OF) {
            match clusters.iter().position(|cluster| fitter.overlap(texts, cluster.0, part)) {
                Some(own) => clusters[own].1 += texts.count(part),
                None if clusters.len() < PARTS => clusters.push((part, texts.count(part))),
                None => {}
            }
        }
        clusters.iter().filter(|cluster| cluster.1 > self.whole).count() > 1
    }

    /// The class of a wording of this group.
    pub(crate) fn class(&self, texts: &impl Texts, own: u32, noticed: bool, glues: bool) -> Class {
        let mut class = Class(self.size.max(1).ilog2() as u16);
        let several = self.wordings > 1;
        let head = self.head == own;
        let apart = glues && self.is_whole(texts, own);
        for (set, bit) in [(head, Class::HEAD), (several, Class::SEVERAL), (apart, Class::APART)] {
            class.0 |= if set { bit } else { 0 };
        }
        class.notice(noticed);
        class
    }
}
