//! What the two passes over the wordings share: which candidates a wording is held against, and
//! which of them it joins.
//!
//! **First pass.** Wordings are taken in the order of their content, the heaviest (most
//! informative) first. Each is held against the leaders found so far that share link keys with it
//! and joins the one it fits best; if it fits none, it becomes a leader itself. So a short
//! quotation finds the long one it was cut from.
//!
//! **Second pass.** A leader may be an odd variant of what everybody else quotes. So the groups
//! of the first pass are taken again, the largest first, each led by its best attested wording,
//! and every wording joins the first group that it fits about as well as any.
//!
//! Every member was verified against its representative, nothing is chained, and the outcome is a
//! function of the set of wordings and of how often each occurs. Greedy covering in a fixed order
//! is the pivot scheme of correlation clustering (Ailon, Charikar and Newman, JACM 2008); a
//! wording's fate depends only on leaders before it that share a key with it, which is what makes
//! [`update`](super::update) possible.

use super::align::{Aligner, Fit, UNIT};
use super::token::Token;

/// A key with more leaders before a wording than this says nothing to it: the cap on common keys.
pub(crate) const COMMON: usize = 64;

/// How many leaders one wording is aligned with.
const TRY_LIMIT: usize = 4;

/// A text that shares fewer than one in so many of its keys with a longer one is no part of it:
/// a third of its content words would have to go to break two thirds of its keys.
const FEWEST_KEYS: usize = 5;

/// A candidate that costs no more than this, in thousandths of the lighter text's weight in half
/// bits, is good enough without a look at the next.
const NEAR: u32 = 100;

/// Representatives are equally good for a wording when their costs differ by at most this, in
/// hundredths of the wording's weight in eighths of a bit.
const SLACK: u32 = 80;

/// Two texts overlap when they share one in so many bits of the lighter one.
const OVERLAP: u32 = 3;

/// Coverage in thousandths, and the bits that must match for it to count: the worse the fit, the
/// more must be in common. A few common words in a row link nothing.
const ENOUGH: [(u32, u32); 4] = [(880, 26), (780, 28), (720, 32), (550, 40)];

/// The lowest coverage of all.
const LEAST: u32 = ENOUGH[ENOUGH.len() - 1].0;

/// The same for texts of at least [`WORDS`] words: a short name or idiom needs more bits than a
/// short sentence of the same length.
const ENOUGH_WORDS: (u32, u32) = (840, 22);
const WORDS: u32 = 5;

/// Whether a fit makes two wordings one statement. Rarity counts, not the number of words; and
/// more than two thirds of the content words must be there: a template with a third of its
/// content filled in differently says something else.
pub(crate) fn is_variant(fit: &Fit) -> bool {
    let (coverage, bits) = (fit.coverage(), fit.matched / 2);
    let enough = |enough: &(u32, u32)| coverage >= enough.0 && bits >= enough.1;
    fit.kept * 3 > fit.content * 2
        && (ENOUGH.iter().any(enough) || fit.words >= WORDS && enough(&ENOUGH_WORDS))
}

/// A text of more words is no variant of what it is not linked with.
pub(crate) const SHORT: usize = 12;

/// Coverage of a short text that is close to another, and the share of its weight that must match:
/// in thousandths.
pub(crate) const CLOSE: u32 = 550;

/// The half bits that must match for it.
const CLOSE_ENOUGH: u32 = 30;

/// Whether a fit makes a text of such a weight, too short for [`is_variant`], worth showing beside the
/// other: somebody who asks about it sees both. Half of the content words are there, if only one.
pub(crate) fn is_close(fit: &Fit, weight: u32) -> bool {
    fit.coverage() >= CLOSE
        && fit.matched >= CLOSE_ENOUGH
        && fit.matched * 1000 >= weight * CLOSE
        && fit.kept > 0
        && fit.kept * 2 >= fit.content
}

/// Whether so many shared keys, of those that the lighter of two texts has, are worth a closer look.
pub(crate) fn shares_enough(shared: usize, keys: u8) -> bool {
    shared * FEWEST_KEYS >= usize::from(keys)
}

/// What the passes compare wordings by.
pub(crate) trait Texts {
    fn tokens(&self, wording: u32) -> &[Token];
    /// In half bits.
    fn weight(&self, wording: u32) -> u32;
    /// How many occurrences have it.
    fn count(&self, wording: u32) -> u32;
    /// Whether `a` comes after `b` in the order of content, and so is the one to fit into `b`.
    fn is_lighter(&self, a: u32, b: u32) -> bool;
    /// What it costs to fit `short` into `long`, where that was found before.
    fn known_cost(&self, _short: u32, _long: u32) -> Option<u32> {
        None
    }
}

/// The leader that a wording joins, and what it costs to fit the lighter of the two into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joined {
    pub(crate) leader: u32,
    pub(crate) cost: u32,
}

/// How a wording chooses among the leaders it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The one it fits best.
    Closest,
    /// Of those it fits about as well as any, the first in order.
    First,
}

/// The leaders that share most keys with a wording; ties go to the earlier.
#[derive(Clone, Debug)]
pub(crate) struct Candidates<P> {
    kept: Vec<(usize, P, u32)>,
}

impl<P: Ord + Copy> Candidates<P> {
    pub(crate) fn new() -> Self {
        Candidates { kept: Vec::with_capacity(TRY_LIMIT + 1) }
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Offers a leader, its place in the order of the pass, and how many keys it shares.
    pub(crate) fn offer(&mut self, shared: usize, place: P, leader: u32) {
        let before = |other: &(usize, P, u32)| other.0 > shared || other.0 == shared && other.1 < place;
        let at = self.kept.partition_point(before);
        if at < TRY_LIMIT {
            self.kept.truncate(TRY_LIMIT - 1);
            self.kept.insert(at, (shared, place, leader));
        }
    }
}

/// Holds wordings against each other. Scratch memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fitter {
    aligner: Aligner,
    /// The wording that is held against others.
    taken: Option<u32>,
}

impl Fitter {
    /// The candidate that `own` joins, if one is a variant of the other.
    pub(crate) fn choose<P: Ord + Copy>(
        &mut self,
        texts: &impl Texts,
        own: u32,
        candidates: &Candidates<P>,
        choice: Choice,
    ) -> Option<Joined> {
        self.taken = None;
        let mut fits = [None; TRY_LIMIT];
        for (fit, &(_, place, other)) in fits.iter_mut().zip(&candidates.kept) {
            let (short, long) = if texts.is_lighter(own, other) { (own, other) } else { (other, own) };
            if let Some(cost) = self.cost(texts, short, long) {
                *fit = Some((place, Joined { leader: other, cost }));
                if is_near(texts, short, cost) {
                    break;
                }
            }
        }
        let fits = || fits.iter().flatten();
        let best = fits().map(|fit| fit.1.cost).min()?;
        let slack = if choice == Choice::First { SLACK * texts.weight(own) / 100 } else { 0 };
        let good = fits().filter(|fit| fit.1.cost <= best + slack);
        good.min_by_key(|fit| fit.0).map(|fit| fit.1)
    }

    /// Whether the two have a good part of the lighter one's words in common.
    pub(crate) fn overlap(&mut self, texts: &impl Texts, a: u32, b: u32) -> bool {
        let (short, long) = if texts.is_lighter(a, b) { (a, b) } else { (b, a) };
        self.taken = None;
        self.aligner.take(texts.tokens(short));
        self.aligner.bound(texts.tokens(long)).matched * OVERLAP >= self.aligner.weight()
    }

    /// What it costs to fit one wording into another. `None` where it is no variant.
    fn cost(&mut self, texts: &impl Texts, short: u32, long: u32) -> Option<u32> {
        if let Some(known) = texts.known_cost(short, long) {
            return Some(known);
        }
        if self.taken.replace(short) != Some(short) {
            self.aligner.take(texts.tokens(short));
        }
        // Most candidates end here, before any cell of an alignment is computed.
        if !is_variant(&self.aligner.bound(texts.tokens(long))) {
            return None;
        }
        let limit = self.aligner.weight() * UNIT * (1000 - LEAST) / 1000;
        let fit = self.aligner.fit(limit)?;
        is_variant(&fit).then_some(fit.cost)
    }
}

/// Whether a text that fits at such a cost is good enough without a look at others.
fn is_near(texts: &impl Texts, short: u32, cost: u32) -> bool {
    cost <= NEAR * texts.weight(short) / 1000
}
