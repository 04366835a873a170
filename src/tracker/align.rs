//! Two token sequences in, how well the lighter one fits into the heavier one out.
//!
//! A fitting alignment (Gusfield 1997, 11.6): all of the short text against any stretch of the
//! long one, costs weighed by rarity, so that losing "the" is cheap and losing a name is not.
//! Words in brackets and words behind an ellipsis cost nothing. The result is containment, not
//! resemblance: a short quotation inside a long one fits perfectly.
//!
//! Before any cell is computed, [`Bag`] bounds the outcome from above by the words the two texts
//! share in any order, in time linear in the long text; most candidates end there.

use super::rarity::CONTENT;
use super::token::Token;

/// Costs are in eighths of a bit.
const UNIT: u32 = 4;

/// What inserting a word of the long text between aligned words costs, in parts of 8 of its weight.
const INSERT: u32 = 3;

/// What an inflected form costs, in parts of 8.
const INFLECTED: u32 = 2;

/// How the short text fits into the long one. Weights in half bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Weight of everything in the short text.
    pub(crate) weight: u32,
    /// Weight of its words that stand in the long text in place.
    pub(crate) matched: u32,
    /// What the differences cost, in eighths of a bit.
    pub(crate) cost: u32,
    /// Words of the short text.
    pub(crate) words: u32,
    /// Its content words.
    pub(crate) content: u32,
    /// Those of them that stand in the long text in place, inflected forms included.
    pub(crate) kept: u32,
}

impl Fit {
    /// 1000 for a perfect fit, 0 for none.
    pub(crate) fn coverage(&self) -> u32 {
        let whole = self.weight * UNIT;
        (whole.saturating_sub(self.cost) * 1000).checked_div(whole).unwrap_or(0)
    }
}

/// One column of an alignment: numbers of the tokens that stand against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same word, or an inflected form, or another word in its place.
    Pair(u32, u32),
    /// A word of the short text that the long one lacks.
    OnlyShort(u32),
    /// A word of the long text between aligned ones.
    OnlyLong(u32),
}

/// The words of one text, to be held against many others.
#[derive(Clone, Debug)]
pub(crate) struct Bag {
    /// `epoch << 32 | stem << 14 | weight`, direct hashing with linear probing.
    slots: Vec<u64>,
    epoch: u64,
    weight: u32,
    content: u32,
    gap: bool,
    /// Which look of [`Bag::shared`] last met the slot.
    looks: Vec<u32>,
    look: u32,
}

const BAG_SLOTS: usize = 2048;

impl Default for Bag {
    fn default() -> Self {
        Bag {
            slots: vec![0; BAG_SLOTS],
            epoch: 0,
            weight: 0,
            content: 0,
            gap: false,
            looks: vec![0; BAG_SLOTS],
            look: 0,
        }
    }
}

impl Bag {
    /// Fills the bag with the words of `tokens` (at most 1,024).
    pub(crate) fn fill(&mut self, tokens: &[Token]) {
        self.epoch += 1;
        (self.weight, self.content) = (0, 0);
        self.gap = tokens.iter().any(|token| token.is_gap());
        for token in tokens.iter().filter(|token| token.weight() > 0 && !token.is_gap()) {
            let at = self.find(token.stem());
            if self.slots[at] >> 32 != self.epoch {
                self.slots[at] = self.epoch << 32 | u64::from(token.stem()) << 14;
            }
            // One slot holds at most 16,383 half bits, more than 600 times the rarest word.
            let more = u64::from(token.weight());
            if (self.slots[at] & 0x3fff) + more <= 0x3fff {
                self.slots[at] += more;
            }
            self.weight += token.weight();
            self.content += u32::from(is_content(*token));
        }
    }

    /// Weight of all words in the bag, in half bits.
    pub(crate) fn weight(&self) -> u32 {
        self.weight
    }

    fn find(&self, stem: u32) -> usize {
        let mut at = stem as usize % BAG_SLOTS;
        while self.slots[at] >> 32 == self.epoch && (self.slots[at] >> 14 & 0x3_ffff) as u32 != stem {
            at = (at + 1) % BAG_SLOTS;
        }
        at
    }

    /// Weight of the bag's words that occur in `other`, each counted once: no alignment can match
    /// more.
    pub(crate) fn shared(&mut self, other: &[Token]) -> u32 {
        let mut shared = 0;
        self.look = self.look.wrapping_add(1);
        for token in other {
            if token.is_gap() {
                continue;
            }
            let at = self.find(token.stem());
            let slot = self.slots[at];
            if slot >> 32 == self.epoch && self.looks[at] != self.look {
                shared += (slot & 0x3fff) as u32;
                self.looks[at] = self.look;
            }
        }
        shared
    }

    /// The best fit of the bag's text into `other` that any order of its words could give.
    pub(crate) fn best(&mut self, short: &[Token], other: &[Token]) -> Fit {
        let shared = self.shared(other);
        // Every word without a partner costs its weight, or a quarter beside an ellipsis.
        let gap = self.gap || other.iter().any(|token| token.is_gap());
        let missing = (self.weight.saturating_sub(shared)) * UNIT;
        Fit {
            weight: self.weight,
            matched: shared,
            cost: if gap { missing / 4 } else { missing },
            words: short.len() as u32,
            content: self.content,
            kept: self.content,
        }
    }

    fn holds(&self, token: Token) -> bool {
        !token.is_gap() && self.slots[self.find(token.stem())] >> 32 == self.epoch
    }
}

/// Scratch memory of the alignment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aligner {
    row: Vec<u64>,
    trace: Vec<u8>,
}

const PAIR: u8 = 0;
const SHORT: u8 = 1;
const LONG: u8 = 2;

/// A cell of the table, ordered by lowest cost, then most kept content words, then largest matched
/// weight: cost above 12 bits of kept words above 20 bits of weight, the latter two counted down.
const fn cell(cost: u32) -> u64 {
    (cost as u64) << 32 | u32::MAX as u64
}

/// What a match takes off a cell.
fn gain(token: Token, weight: u32) -> u64 {
    u64::from(weight) + (u64::from(is_content(token)) << 20)
}

fn is_content(token: Token) -> bool {
    token.weight() >= u32::from(CONTENT) && !token.is_gap()
}

impl Aligner {
    /// Fits `short`, the text that `bag` was filled with, into `long`.
    pub(crate) fn fit(&mut self, bag: &Bag, short: &[Token], long: &[Token]) -> Fit {
        self.run::<false>(bag, short, long).0
    }

    /// Fits `short` into `long` and tells how. The steps cover all of `short`, and of `long` the
    /// stretch from the first to the last pair.
    pub(crate) fn trace(&mut self, bag: &Bag, short: &[Token], long: &[Token]) -> (Fit, Vec<Step>) {
        let (fit, offset, end) = self.run::<true>(bag, short, long);
        let width = end.1;
        let (mut i, mut j) = (short.len(), end.0);
        let mut steps = Vec::with_capacity(short.len() + 8);
        while i > 0 {
            match self.trace[i * (width + 1) + j] {
                PAIR if j > 0 => {
                    i -= 1;
                    j -= 1;
                    steps.push(Step::Pair(i as u32, (offset + j) as u32));
                }
                LONG if j > 0 => {
                    j -= 1;
                    steps.push(Step::OnlyLong((offset + j) as u32));
                }
                _ => {
                    i -= 1;
                    steps.push(Step::OnlyShort(i as u32));
                }
            }
        }
        while matches!(steps.last(), Some(Step::OnlyLong(_))) {
            steps.pop();
        }
        steps.reverse();
        (fit, steps)
    }

    /// The alignment, the offset of the window in `long`, and the best end column with the width.
    fn run<const TRACE: bool>(
        &mut self,
        bag: &Bag,
        short: &[Token],
        long: &[Token],
    ) -> (Fit, usize, (usize, usize)) {
        let (from, to) = window(bag, short, long);
        let long = &long[from..to];
        let width = long.len();
        self.row.clear();
        self.row.resize(width + 1, cell(0));
        if TRACE {
            self.trace.clear();
            self.trace.resize((short.len() + 1) * (width + 1), SHORT);
        }
        for (i, &a) in short.iter().enumerate() {
            let trace = (i + 1) * (width + 1);
            if a.is_gap() {
                // Whatever the writer left out: jump ahead for nothing.
                for j in 1..=width {
                    if self.row[j - 1] < self.row[j] {
                        self.row[j] = self.row[j - 1];
                        if TRACE {
                            self.trace[trace + j] = LONG;
                        }
                    }
                }
                continue;
            }
            let drop = u64::from(a.weight() * UNIT) << 32;
            let mut diagonal = self.row[0];
            self.row[0] += drop;
            let mut left = self.row[0];
            for (j, &b) in long.iter().enumerate() {
                let above = self.row[j + 1];
                let paired = diagonal.wrapping_add(against(a, b));
                let beside_gap = b.is_gap() || long.get(j + 1).is_some_and(|next| next.is_gap());
                let mut best = above + if beside_gap { drop / 4 } else { drop };
                let mut step = SHORT;
                if paired <= best {
                    (best, step) = (paired, PAIR);
                }
                let inserted = left + (u64::from(b.weight() * UNIT * INSERT / 8) << 32);
                if inserted < best {
                    (best, step) = (inserted, LONG);
                }
                if TRACE {
                    self.trace[trace + j + 1] = step;
                }
                diagonal = above;
                left = best;
                self.row[j + 1] = best;
            }
        }
        let end = (0..=width).min_by_key(|&j| self.row[j]).unwrap_or(0);
        let best = self.row[end];
        let gained = u32::MAX - best as u32;
        let fit = Fit {
            weight: bag.weight,
            matched: gained & 0xf_ffff,
            cost: (best >> 32) as u32,
            words: short.len() as u32,
            content: bag.content,
            kept: gained >> 20,
        };
        (fit, from, (end, width))
    }
}

/// Cost of `a` standing in the place of `b`, less what it matches.
fn against(a: Token, b: Token) -> u64 {
    if a.same_word(b) {
        return 0u64.wrapping_sub(gain(a, a.weight()));
    }
    if b.is_gap() {
        return 1 << 58;
    }
    let weight = a.weight().max(b.weight()) * UNIT;
    let cost = if a.same_stem(b) { weight * INFLECTED / 8 } else { weight + 1 };
    let gain = if a.same_stem(b) { gain(a, a.weight() * (8 - INFLECTED) / 8) } else { 0 };
    (u64::from(cost) << 32).wrapping_sub(gain)
}

/// The stretch of `long` that can hold `short`: all of it when it is not much longer or `short`
/// has gaps, else the part with the most shared weight.
fn window(bag: &Bag, short: &[Token], long: &[Token]) -> (usize, usize) {
    let reach = short.len() + short.len() / 2 + 16;
    if long.len() <= reach + 16 || short.iter().any(|token| token.is_gap()) {
        return (0, long.len());
    }
    let shared = |token: &Token| if bag.holds(*token) { token.rarity() } else { 0 };
    let mut sum: u32 = long[..reach].iter().map(shared).sum();
    let (mut best, mut start) = (sum, 0);
    for from in 1..=long.len() - reach {
        sum = sum + shared(&long[from + reach - 1]) - shared(&long[from - 1]);
        if sum > best {
            (best, start) = (sum, from);
        }
    }
    // The first window of the best sum has its match at the right end: leave room behind it.
    (start, (start + reach + short.len()).min(long.len()))
}
