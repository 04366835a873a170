//! Distinct wordings in, groups around representatives out.
//!
//! Wordings are taken in the order of their content, the heaviest (most informative) first. Each
//! is held against the representatives found so far that share a link key with it, and joins the
//! one it fits best; if it fits none, it becomes a representative itself. So every member was
//! verified against its representative, nothing is chained, and the outcome is a function of the
//! set of wordings: the order of insertion cannot matter.
//!
//! Greedy covering in a content order is the pivot scheme of correlation clustering (Ailon,
//! Charikar and Newman, JACM 2008) with a fixed order in the place of the random one.
//!
//! Cost: keys are sorted once; then a wording reads the postings of its own keys, the shortest
//! first, at most [`READ_LIMIT`] entries, and aligns with at most [`TRY_LIMIT`] representatives.

use super::align::{Aligner, Bag, Fit};
use super::rarity::Rarity;
use super::token::{Analysis, Domain, Token};

/// How many postings one wording may read: the cap on common keys.
const READ_LIMIT: usize = 100;

/// How many representatives one wording is aligned with.
const TRY_LIMIT: usize = 4;

/// A text that shares fewer than one in so many of its keys with a longer one is no part of it:
/// a third of its content words would have to go to break two thirds of its keys.
const FEWEST_KEYS: usize = 5;

/// The best attested wording of the own group is good enough, without a look at others, up to
/// this cost; in hundredths as below.
const NEAR: u32 = 400;

/// Representatives are equally good for a wording when their costs differ by at most this, in
/// hundredths of the wording's weight in eighths of a bit.
const SLACK: u32 = 80;

/// Coverage in thousandths, and the bits that must match for it to count: the worse the fit, the
/// more must be in common. A few common words in a row link nothing.
const ENOUGH: [(u32, u32); 4] = [(880, 26), (780, 28), (720, 32), (550, 40)];

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

/// A wording to link.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    /// Its exact key: the last word in the content order.
    pub(crate) key: u128,
    /// Its weight in half bits.
    pub(crate) weight: u32,
    /// Any raw text that has this key.
    pub(crate) text: &'t str,
    pub(crate) domain: Domain,
    /// How often it occurs.
    pub(crate) count: u32,
}

/// For each node the number of its representative, which is itself for a representative. Nodes that
/// occur nowhere take no part.
pub(crate) fn link<'t>(count: usize, node: impl Fn(u32) -> Node<'t>, rarity: &Rarity) -> Vec<u32> {
    let mut order: Vec<(u32, u32, u64)> = (0..count as u32)
        .filter(|&n| node(n).count > 0)
        .map(|n| {
            let node = node(n);
            (u32::MAX - node.weight, n, (node.key >> 64) as u64)
        })
        .collect();
    order
        .sort_unstable_by(|a, b| (a.0, a.2).cmp(&(b.0, b.2)).then_with(|| node(a.1).key.cmp(&node(b.1).key)));
    let order: Vec<u32> = order.into_iter().map(|entry| entry.1).collect();
    let index = Index::build(&order, &node, rarity);
    let counts: Vec<u32> = order.iter().map(|&n| node(n).count).collect();
    let weights: Vec<u32> = order.iter().map(|&n| node(n).weight).collect();
    let mut pass = Pass::new(index, weights);
    let heaviest_first: Vec<u32> = (0..order.len() as u32).collect();
    let groups = pass.run(&heaviest_first, &counts, None);
    let (order_by_support, heads) = by_support(&groups, &counts, &pass.weights);
    let ranks = pass.run(&order_by_support, &counts, Some(&heads));
    let mut representative = vec![NONE; count];
    for (rank, &own) in ranks.iter().enumerate() {
        representative[order[rank] as usize] = order[own as usize];
    }
    representative
}

/// Postings of the link keys that at least two wordings share, and the tokens of all wordings.
/// Wordings are numbered by rank.
struct Index {
    tokens: Vec<Token>,
    token_ends: Vec<u32>,
    /// Groups (shared keys) of each rank.
    groups: Vec<u32>,
    group_ends: Vec<u32>,
    /// Where each group's postings start, and one past the last.
    starts: Vec<u32>,
    /// How many keys each rank has, shared or not; at most 255 count.
    key_counts: Vec<u8>,
}

impl Index {
    fn build<'t>(order: &[u32], node: &impl Fn(u32) -> Node<'t>, rarity: &Rarity) -> Self {
        let mut analysis = Analysis::default();
        let mut tokens: Vec<Token> = Vec::new();
        let mut token_ends = Vec::with_capacity(order.len());
        // The high half of a key above the rank: sorting brings equal keys together, heaviest first.
        let mut pairs: Vec<u64> = Vec::new();
        let mut key_counts = Vec::with_capacity(order.len());
        for (rank, &n) in order.iter().enumerate() {
            let node = node(n);
            analysis.fill(node.text, node.domain, rarity);
            let before = pairs.len();
            analysis.link_keys(node.domain, |key| pairs.push(key >> 32 << 32 | rank as u64));
            key_counts.push((pairs.len() - before).min(255) as u8);
            tokens.extend_from_slice(&analysis.tokens);
            token_ends.push(tokens.len() as u32);
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut counts = vec![0u32; order.len()];
        let mut starts = Vec::new();
        let mut total = 0;
        for run in pairs.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1) {
            starts.push(total);
            total += run.len() as u32;
            run.iter().for_each(|pair| counts[*pair as u32 as usize] += 1);
        }
        starts.push(total);
        let mut group_ends = counts;
        let mut sum = 0;
        for end in &mut group_ends {
            sum += std::mem::replace(end, sum);
        }
        // `group_ends` holds starts until the filling has moved each to its end.
        let mut groups = vec![0; total as usize];
        for (group, run) in pairs.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1).enumerate()
        {
            for pair in run {
                let slot = &mut group_ends[*pair as u32 as usize];
                groups[*slot as usize] = group as u32;
                *slot += 1;
            }
        }
        Index { tokens, token_ends, groups, group_ends, starts, key_counts }
    }

    fn tokens(&self, rank: u32) -> &[Token] {
        slice(&self.tokens, &self.token_ends, rank)
    }

    fn groups(&self, rank: u32) -> &[u32] {
        slice(&self.groups, &self.group_ends, rank)
    }
}

fn slice<'a, T>(items: &'a [T], ends: &[u32], at: u32) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at as usize - 1] };
    &items[start as usize..ends[at as usize] as usize]
}

const NONE: u32 = u32::MAX;

/// An order with the best attested wordings of the largest groups first, and the head of each.
fn by_support(groups: &[u32], counts: &[u32], weights: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = groups.len() as u32;
    let mut size = vec![0u32; groups.len()];
    let mut head: Vec<u32> = (0..count).collect();
    for rank in 0..count {
        let group = groups[rank as usize];
        size[group as usize] += counts[rank as usize];
        let best = head[group as usize];
        if counts[rank as usize] > counts[best as usize]
            && weights[rank as usize] * 100 >= weights[group as usize] * 75
        {
            head[group as usize] = rank;
        }
    }
    let heads: Vec<u32> = groups.iter().map(|&group| head[group as usize]).collect();
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_unstable_by_key(|&rank| {
        let group = groups[rank as usize];
        (u32::MAX - size[group as usize], group, rank != heads[rank as usize], rank)
    });
    (order, heads)
}

/// A representative: what a wording needs of it before it looks at its tokens.
struct Head {
    rank: u32,
    /// Occurrences in its group; saturates.
    size: u16,
    /// Keys shared with the wording at hand; zero between wordings.
    shared: u16,
}

/// One pass over the wordings in content order.
struct Pass {
    index: Index,
    /// Numbers of the representatives of each group, in place at the head of its stretch.
    postings: Vec<u32>,
    filled: Vec<u32>,
    /// The representatives by number.
    heads: Vec<Head>,
    /// Number of each rank that is a representative.
    numbers: Vec<u32>,
    weights: Vec<u32>,
    bag: Bag,
    aligner: Aligner,
}

impl Pass {
    fn new(index: Index, weights: Vec<u32>) -> Self {
        Pass {
            weights,
            postings: vec![0; index.groups.len()],
            filled: vec![0; index.starts.len()],
            heads: Vec::new(),
            numbers: vec![NONE; index.token_ends.len()],
            bag: Bag::default(),
            aligner: Aligner::default(),
            index,
        }
    }

    /// Takes the wordings in `order` and gives the rank of each rank's representative.
    /// `heads` names for each rank the wording to try before all others.
    fn run(&mut self, order: &[u32], counts: &[u32], heads: Option<&[u32]>) -> Vec<u32> {
        let mut own = vec![NONE; order.len()];
        let mut support = vec![0u32; order.len()];
        let mut choices: Vec<Choice> = Vec::new();
        self.filled.fill(0);
        self.numbers.fill(NONE);
        self.heads.clear();
        let (mut lists, mut found, mut fits) = (Vec::new(), Vec::new(), Vec::new());
        for &rank in order {
            let count = counts[rank as usize];
            let head = heads.map_or(rank, |heads| heads[rank as usize]);
            if head != rank && own[head as usize] == head {
                self.fits(rank, &[(head, u16::MAX)], &mut fits);
                let limit = self.weights[rank as usize].min(self.weights[head as usize]) * NEAR / 1000;
                if fits.first().is_some_and(|fit| fit.0 <= limit) {
                    own[rank as usize] = head;
                    support[head as usize] += count;
                    self.grow(head, count);
                    continue;
                }
            }
            self.candidates(rank, &mut lists, &mut found);
            self.fits(rank, &found, &mut fits);
            let group = match fits.iter().copied().min() {
                None => {
                    self.found(rank);
                    support[rank as usize] += count;
                    rank
                }
                Some((cost, other)) => {
                    let limit = cost + SLACK * self.weights[rank as usize] / 100;
                    for &(_, other) in fits.iter().filter(|fit| fit.0 <= limit) {
                        support[other as usize] += count;
                        if fits.len() > 1 {
                            choices.push(Choice { rank, other });
                        }
                    }
                    other
                }
            };
            own[rank as usize] = group;
            self.grow(group, count);
        }
        for choice in choices.chunk_by(|a, b| a.rank == b.rank) {
            if let Some(best) = choice.iter().max_by_key(|c| (support[c.other as usize], u32::MAX - c.other))
            {
                own[best.rank as usize] = best.other;
            }
        }
        own
    }

    /// Makes `rank` a representative.
    fn found(&mut self, rank: u32) {
        let number = self.heads.len() as u32;
        self.numbers[rank as usize] = number;
        self.heads.push(Head { rank, size: 0, shared: 0 });
        for &group in self.index.groups(rank) {
            let at = self.index.starts[group as usize] + self.filled[group as usize];
            self.postings[at as usize] = number;
            self.filled[group as usize] += 1;
        }
    }

    fn grow(&mut self, head: u32, count: u32) {
        let size = &mut self.heads[self.numbers[head as usize] as usize].size;
        *size = size.saturating_add(count.min(u32::from(u16::MAX)) as u16);
    }

    /// The [`TRY_LIMIT`] best representatives that share keys with `rank`, with the number of keys:
    /// those that share most, then those of the largest groups, then the heaviest.
    fn candidates(&mut self, rank: u32, lists: &mut Vec<(u32, u32)>, found: &mut Vec<(u32, u16)>) {
        lists.clear();
        found.clear();
        let groups = self.index.groups(rank).iter();
        lists.extend(groups.map(|&g| (self.filled[g as usize], g)).filter(|(len, _)| *len > 0));
        lists.sort_unstable();
        let mut read = 0;
        for &(len, group) in lists.iter() {
            let start = self.index.starts[group as usize] as usize;
            for &number in &self.postings[start..start + (len as usize).min(READ_LIMIT)] {
                let head = &mut self.heads[number as usize];
                if head.shared == 0 {
                    found.push((number, 0));
                }
                head.shared += 1;
            }
            read += len as usize;
            if read > READ_LIMIT {
                break;
            }
        }
        let mut best = [(0u16, 0u16, 0u32); TRY_LIMIT];
        let mut kept = 0;
        for &(number, _) in found.iter() {
            let head = &mut self.heads[number as usize];
            let entry = (std::mem::take(&mut head.shared), head.size, u32::MAX - head.rank);
            if kept == TRY_LIMIT && entry < best[TRY_LIMIT - 1] {
                continue;
            }
            let at = best[..kept].partition_point(|better| *better > entry);
            kept = (kept + 1).min(TRY_LIMIT);
            best[at..kept].rotate_right(1);
            best[at] = entry;
        }
        found.clear();
        found.extend(best[..kept].iter().map(|&(shared, _, rank)| (u32::MAX - rank, shared)));
    }

    /// The candidates that `rank` is a variant of, with what it costs.
    fn fits(&mut self, rank: u32, candidates: &[(u32, u16)], fits: &mut Vec<(u32, u32)>) {
        fits.clear();
        let own = rank;
        let mut filled = None;
        for &(other, shared) in candidates {
            // Ranks go by weight: the higher one is the shorter text.
            let (rank, long) = (own.max(other), own.min(other));
            if usize::from(shared) * FEWEST_KEYS < usize::from(self.index.key_counts[rank as usize]) {
                continue;
            }
            let (short, long) = (self.index.tokens(rank), self.index.tokens(long));
            if filled.replace(rank) != Some(rank) {
                self.bag.fill(short);
            }
            if self.bag.shared(long) * 2 < self.bag.weight() {
                continue;
            }
            let fit = self.aligner.fit(&self.bag, short, long);
            if is_variant(&fit) {
                fits.push((fit.cost, other));
            }
        }
    }
}

/// One of several representatives that a wording fits about equally well.
struct Choice {
    rank: u32,
    other: u32,
}
