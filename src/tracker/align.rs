//! Two token sequences in, how well the lighter one fits into the heavier one out.
//!
//! A fitting alignment (Gusfield 1997, 11.6): all of the short text against any stretch of the
//! long one, costs weighed by rarity, so that losing "the" is cheap and losing a name is not.
//! Words in brackets and words behind an ellipsis cost nothing. The result is containment, not
//! resemblance: a short quotation inside a long one fits perfectly.
//!
//! Before any cell is computed, [`Aligner::bound`] bounds the outcome from above by the words the
//! two texts share in any order, in time linear in the long text; most candidates end there. What
//! is left is computed within a limit of cost (Ukkonen 1985): a cell that costs more, with what the
//! rest of the short text costs in any case, leads nowhere. The limit is tried low first, so that
//! of most tables only the cells about one diagonal are looked at.

use super::bag::{Bag, NONE};
use super::rarity::CONTENT;
use super::token::Token;

/// Costs are in eighths of a bit.
pub(crate) const UNIT: u32 = 4;

/// What inserting a word of the long text between aligned words costs, in parts of 8 of its weight.
const INSERT: u32 = 3;

/// What an inflected form costs, in parts of 8.
const INFLECTED: u32 = 2;

/// Words beside an ellipsis cost a quarter.
const GAP_SHIFT: u8 = 2;

/// The limit that is tried first lies above what a fit must cost by one in so many parts of the
/// text's weight. (A limit lower still, and a third between, computed more cells in all.)
const FIRST_LIMIT: u32 = 10;

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

/// Holds one text against others. Reusable scratch memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aligner {
    bag: Bag,
    short: Vec<Token>,
    content: u32,
    /// The text it is held against, and the number of each of its words in the bag.
    long: Vec<Token>,
    words: Vec<u16>,
    /// The part of that text which is looked at.
    columns: Vec<Column>,
    /// What is left of the short text behind each of its words costs at least so much.
    rest: Vec<u32>,
    /// What all words of the short text cost that no column from here on holds, but that one before
    /// does; behind each word of it, what those so far would cost.
    lost: Vec<u32>,
    passed: Vec<u32>,
    row: Vec<u64>,
    trace: Vec<u8>,
}

/// A word of the long text.
#[derive(Clone, Copy, Debug)]
struct Column {
    token: Token,
    /// Its number in the bag of the short text.
    word: u16,
    /// How far what a dropped word costs is shifted down: 2 where this or the next is an ellipsis.
    gap_shift: u8,
    /// What a lighter word costs in its place; too much for an ellipsis.
    other: u64,
    /// What it costs between aligned words.
    insert: u64,
}

/// A word of the short text.
struct Row {
    token: Token,
    word: u16,
    /// What it costs when it stands against nothing, and against another, lighter word.
    drop: u64,
    other: u64,
}

impl Row {
    /// The best way to a cell from the three beside it.
    fn step(&self, above: u64, diagonal: u64, left: u64, column: &Column) -> u64 {
        let (dropped, paired, inserted) = self.ways(above, diagonal, left, column);
        dropped.min(paired).min(inserted)
    }

    /// Which way that is.
    fn came_by(&self, above: u64, diagonal: u64, left: u64, column: &Column) -> u8 {
        let (dropped, paired, inserted) = self.ways(above, diagonal, left, column);
        match inserted < dropped.min(paired) {
            true => LONG,
            false if paired <= dropped => PAIR,
            false => SHORT,
        }
    }

    #[inline(always)]
    fn ways(&self, above: u64, diagonal: u64, left: u64, column: &Column) -> (u64, u64, u64) {
        let paired = if self.word == column.word {
            diagonal.wrapping_add(match_cost(self.token, column.token))
        } else {
            diagonal + self.other.max(column.other)
        };
        (above + (self.drop >> column.gap_shift), paired, left + column.insert)
    }
}

const PAIR: u8 = 0;
const SHORT: u8 = 1;
const LONG: u8 = 2;

/// A cell of the table, ordered by lowest cost, then most kept content words, then largest matched
/// weight: cost above 12 bits of kept words above 20 bits of weight, the latter two counted down.
const fn cell(cost: u32) -> u64 {
    (cost as u64) << 32 | u32::MAX as u64
}

const fn cost(cell: u64) -> u32 {
    (cell >> 32) as u32
}

/// What raises the cost of a cell.
const fn costing(cost: u32) -> u64 {
    (cost as u64) << 32
}

/// More than any cell costs, and still a number to add to.
const NEVER: u64 = 1 << 60;

/// What a match takes off a cell.
fn gain(token: Token, weight: u32) -> u64 {
    u64::from(weight) + (u64::from(is_content(token)) << 20)
}

fn is_content(token: Token) -> bool {
    token.weight() >= u32::from(CONTENT) && !token.is_gap()
}

impl Aligner {
    /// Takes the short text (at most 1,024 tokens).
    pub(crate) fn take(&mut self, short: &[Token]) {
        self.short.clear();
        self.short.extend_from_slice(short);
        self.bag.fill(short);
        self.content = short.iter().filter(|token| is_content(**token)).count() as u32;
    }

    /// Weight of all words of the short text, in half bits.
    pub(crate) fn weight(&self) -> u32 {
        self.bag.weight()
    }

    /// Takes the long text. Gives the best fit that any order of its words could give.
    pub(crate) fn bound(&mut self, long: &[Token]) -> Fit {
        self.long.clear();
        self.long.extend_from_slice(long);
        self.words.clear();
        self.bag.forget();
        let (mut shared, mut gap) = (0, false);
        for &token in long {
            let word = if token.is_gap() { NONE } else { self.bag.find(token) };
            gap |= token.is_gap();
            shared += self.bag.tick(word);
            self.words.push(word);
        }
        let missing = self.bag.weight().saturating_sub(shared) * UNIT;
        Fit {
            weight: self.bag.weight(),
            matched: shared,
            cost: if gap { missing >> GAP_SHIFT } else { missing },
            words: self.short.len() as u32,
            content: self.content,
            kept: self.content,
        }
    }

    /// Fits the short text into the long one. `None` where it costs more than `limit`.
    pub(crate) fn fit(&mut self, limit: u32) -> Option<Fit> {
        let (from, to) = self.window();
        let gap = self.long[from..to].iter().any(|token| token.is_gap());
        // A word that stands against one outside of the columns that hold a word of the short text
        // costs no less than one that stands against nothing. But beside an ellipsis it does.
        let held = |word: &u16| gap || *word != NONE;
        let from = from + self.words[from..to].iter().position(held).unwrap_or(to - from);
        let to = from + self.words[from..to].iter().rposition(held).map_or(0, |last| last + 1);
        self.set_columns(from, to);
        let gap_shift = if gap { GAP_SHIFT } else { 0 };
        self.rest.clear();
        self.rest.resize(self.short.len() + 1, 0);
        for (at, token) in self.short.iter().enumerate().rev() {
            let lost = if self.bag.is_ticked(at) || token.is_gap() { 0 } else { token.weight() * UNIT };
            self.rest[at] = self.rest[at + 1] + (lost >> gap_shift);
        }
        if self.rest[0] == 0 && self.is_run() {
            let weight = self.bag.weight();
            let (words, content) = (self.short.len() as u32, self.content);
            return Some(Fit { weight, matched: weight, cost: 0, words, content, kept: content });
        }
        self.set_lost(gap_shift);
        let first = self.rest[0] + self.bag.weight() * UNIT / FIRST_LIMIT;
        let found = (first < limit).then(|| self.sweep::<false>(first)).flatten();
        let (best, _) = found.or_else(|| self.sweep::<false>(limit))?;
        Some(self.result(best))
    }

    /// Whether the words of the short text stand in the long one as they are: there is no better fit.
    fn is_run(&self) -> bool {
        let same = |(own, column): (&Token, &Column)| own.same_word(column.token);
        let mut places = self.columns.windows(self.short.len().max(1));
        places.any(|columns| self.short.iter().zip(columns).all(same))
    }

    /// Fits the short text into `long` and tells how. The steps cover all of the short text, and of
    /// the long one the stretch from the first to the last pair.
    pub(crate) fn trace(&mut self, long: &[Token]) -> (Fit, Vec<Step>) {
        self.bound(long);
        let (offset, to) = self.window();
        self.rest.clear();
        self.rest.resize(self.short.len() + 1, 0);
        self.set_columns(offset, to);
        self.lost.clear();
        self.lost.resize(to - offset + 1, 0);
        self.passed.clear();
        self.passed.resize(self.short.len() + 1, 0);
        let (best, end) = self.sweep::<true>(u32::MAX).unwrap_or((cell(0), 0));
        let width = to - offset;
        let (mut i, mut j) = (self.short.len(), end);
        let mut steps = Vec::with_capacity(self.short.len() + 8);
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
        (self.result(best), steps)
    }

    fn result(&self, best: u64) -> Fit {
        let gained = u32::MAX - best as u32;
        Fit {
            weight: self.bag.weight(),
            matched: gained & 0xf_ffff,
            cost: cost(best),
            words: self.short.len() as u32,
            content: self.content,
            kept: gained >> 20,
        }
    }

    /// Takes a part of the long text to be looked at.
    fn set_columns(&mut self, from: usize, to: usize) {
        self.columns.clear();
        for (&token, &word) in self.long[from..to].iter().zip(&self.words[from..to]) {
            let gap_shift = if token.is_gap() { GAP_SHIFT } else { 0 };
            let other = if token.is_gap() { NEVER } else { costing(token.weight() * UNIT + 1) };
            let insert = costing(token.weight() * UNIT * INSERT / 8);
            if let Some(before) = self.columns.last_mut().filter(|_| token.is_gap()) {
                before.gap_shift = GAP_SHIFT;
            }
            self.columns.push(Column { token, word, gap_shift, other, insert });
        }
    }

    /// Finds what is lost for good at a place of the long text. A path that is there with words of
    /// the short text still to come has lost those of them that only columns before hold.
    fn set_lost(&mut self, gap_shift: u8) {
        self.bag.forget();
        self.lost.clear();
        self.lost.resize(self.columns.len() + 1, 0);
        for (lost, column) in self.lost[1..].iter_mut().zip(&self.columns).rev() {
            *lost = (self.bag.tick(column.word) * UNIT) >> gap_shift;
        }
        self.passed.clear();
        self.passed.push(0);
        let mut sum = 0;
        for (at, token) in self.short.iter().enumerate() {
            sum += if self.bag.is_ticked(at) { (token.weight() * UNIT) >> gap_shift } else { 0 };
            self.passed.push(sum);
        }
        let mut sum = 0;
        for lost in &mut self.lost {
            sum += *lost;
            *lost = sum;
        }
    }

    /// Computes the cells of the table row by row; those that with the rest of the row
    /// cost more than `limit` only where others lie on both sides. Gives the best cell of the last
    /// row and its place; `None` where all cost more.
    fn sweep<const TRACE: bool>(&mut self, limit: u32) -> Option<(u64, usize)> {
        let long = &self.columns[..];
        let width = long.len();
        self.row.clear();
        self.row.resize(width + 1, cell(0));
        let row = &mut self.row[..];
        if TRACE {
            self.trace.clear();
            self.trace.resize((self.short.len() + 1) * (width + 1), SHORT);
        }
        // The cells worth going on from. Before the first word all are free but for what is lost there.
        let most = limit.checked_sub(self.rest[0])?;
        let (mut low, mut high) = (0, self.lost.partition_point(|lost| *lost <= most) - 1);
        for (i, &a) in self.short.iter().enumerate() {
            let dead = cell(limit.checked_sub(self.rest[i + 1])?);
            let (lost, passed) = (&self.lost[..], self.passed[i + 1]);
            let lost = |at: usize| costing(lost[at].saturating_sub(passed));
            let trace = (i + 1) * (width + 1);
            if a.is_gap() {
                // Whatever the writer left out: jump ahead for nothing.
                for j in low + 1..=width {
                    if j > high || row[j - 1] < row[j] {
                        row[j] = row[j - 1];
                        if TRACE {
                            self.trace[trace + j] = LONG;
                        }
                    }
                }
                high = width;
                continue;
            }
            let drop = costing(a.weight() * UNIT);
            let word = Row { token: a, word: self.bag.word(i), drop, other: drop + costing(1) };
            // `low` is reached from above alone, those up to `high` in every way, those behind only
            // from the left but for the next.
            let mut diagonal = row[low];
            row[low] = diagonal + (drop >> low.checked_sub(1).map_or(0, |before| long[before].gap_shift));
            let mut left = row[low];
            for (j, (slot, column)) in row[low + 1..=high].iter_mut().zip(&long[low..high]).enumerate() {
                let above = *slot;
                *slot = word.step(above, diagonal, left, column);
                if TRACE {
                    self.trace[trace + low + 1 + j] = word.came_by(above, diagonal, left, column);
                }
                (diagonal, left) = (above, *slot);
            }
            let mut end = high + 1;
            while end <= width && (diagonal < NEVER || left + lost(end) <= dead) {
                row[end] = word.step(NEVER, diagonal, left, &long[end - 1]);
                (diagonal, left) = (NEVER, row[end]);
                end += 1;
            }
            low += row[low..end].iter().position(|cell| *cell <= dead)?;
            high = (low..end).rfind(|at| row[*at] + lost(*at) <= dead)?;
        }
        let end = (low..=high).min_by_key(|&j| row[j])?;
        Some((row[end], end)).filter(|(best, _)| cost(*best) <= limit)
    }

    /// The stretch of the long text that can hold the short one: all of it when it is not much
    /// longer or the short one has gaps, else the part with the most shared weight.
    fn window(&self) -> (usize, usize) {
        let (short, long) = (&self.short, &self.long);
        let shared = |at: usize| if self.bag.weighs(self.words[at]) { long[at].rarity() } else { 0 };
        let reach = short.len() + short.len() / 2 + 16;
        if long.len() <= reach + 16 || short.iter().any(|token| token.is_gap()) {
            return (0, long.len());
        }
        let mut sum: u32 = (0..reach).map(shared).sum();
        let (mut best, mut start) = (sum, 0);
        for from in 1..=long.len() - reach {
            sum = sum + shared(from + reach - 1) - shared(from - 1);
            if sum > best {
                (best, start) = (sum, from);
            }
        }
        // The first window of the best sum has its match at the right end: leave room behind it.
        (start, (start + reach + short.len()).min(long.len()))
    }
}

/// Cost of `a` standing in the place of a word with the same stem, less what it matches.
fn match_cost(a: Token, b: Token) -> u64 {
    if a.same_word(b) {
        return 0u64.wrapping_sub(gain(a, a.weight()));
    }
    let cost = a.weight().max(b.weight()) * UNIT * INFLECTED / 8;
    (u64::from(cost) << 32).wrapping_sub(gain(a, a.weight() * (8 - INFLECTED) / 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracker::tables::Tables;
    use crate::tracker::token::{Analysis, Domain};

    fn tokens(text: &str) -> Vec<Token> {
        let mut analysis = Analysis::default();
        analysis.fill(text, Domain::Quote, &Tables::shipped().rarity);
        analysis.tokens
    }

    proptest::proptest! {
        /// Texts of few different words, so that many alignments are nearly as good as the best.
        #[test]
        fn a_limit_never_changes_what_lies_within_it(
            short in "((the|not|gates|of|gate|siren|…|\\[sirens\\]|barges) ){1,12}",
            long in "((the|not|gates|of|gate|sirens|…|\\[siren\\]|barge|Ostrava|we) ){1,40}",
            limit in 0u32..1500,
        ) {
            let (short, long) = (tokens(&short), tokens(&long));
            let mut aligner = Aligner::default();
            aligner.take(&short);
            let whole = aligner.trace(&long).0;
            let bound = aligner.bound(&long);
            assert!(bound.cost <= whole.cost && bound.matched >= whole.matched, "{bound:?} {whole:?}");
            assert_eq!(aligner.fit(limit), (whole.cost <= limit).then_some(whole));
        }
    }
}
