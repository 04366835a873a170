//! Two wordings of one statement in, how one differs from the other out: the relation, the
//! aligned spans, every change word by word.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::align::{Aligner, Fit, Step};
use super::critical::{ChangedWord, Critical};
use super::link::{SHORT, is_close, is_variant};
use super::rarity::CONTENT;
use super::shown::{edges, trim};
use super::spelling::Written;
use super::statement::StatementKind;
use super::tables::Tables;
use super::token::{Analysis, Domain, Token};
use crate::span::Span;
use crate::text::WordFlags;

/// How a wording relates to the representative of its statement, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Relation {
    /// The same characters, but for marks at the edges.
    Identical,
    /// The same words: case, accents, marks, spaces, hyphens or the writing of numbers differ.
    Trivial,
    /// An unbroken part of the representative.
    Truncated,
    /// Parts of the representative with an ellipsis for what is left out.
    Ellipsis,
    /// The same but for words in brackets.
    Bracketed,
    /// Parts of the representative put together without a sign that something is left out.
    Spliced,
    /// Words changed, added or moved.
    Altered,
}

/// One change of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// The representative's words, as written; empty where words were added.
    pub from: String,
    /// The variant's words, as written; empty where words were dropped.
    pub to: String,
    /// Whether a negation, a number, a name or a modal changed.
    pub critical: bool,
    /// Where `from` stands in the representative's text, in bytes.
    #[serde(skip)]
    pub from_span: Span,
    /// Where `to` stands in the variant's text, in bytes.
    #[serde(skip)]
    pub to_span: Span,
}

/// How a variant's text compares with its representative's.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// The kind of difference.
    pub relation: Relation,
    /// Every change of words, in order of the variant.
    pub changes: Vec<Change>,
    /// Stretches that agree: bytes in the representative's text and in the variant's.
    pub aligned: Vec<(Span, Span)>,
    /// Share of the lighter text's information that the heavier one holds, 0 to 1.
    pub coverage: f32,
}

impl Comparison {
    /// Whether any change is critical.
    pub fn is_critical(&self) -> bool {
        self.changes.iter().any(|change| change.critical)
    }
}

/// Compares pairs of texts. Holds scratch memory, and the word lists, which [`SourceTracker::comparer`]
/// shares and [`Comparer::new`] reads.
///
/// [`SourceTracker::comparer`]: super::SourceTracker::comparer
#[derive(Clone, Debug)]
pub struct Comparer {
    tables: Arc<Tables>,
    from: Analysis,
    to: Analysis,
    aligner: Aligner,
}

impl Default for Comparer {
    fn default() -> Self {
        Comparer::new()
    }
}

impl Comparer {
    /// A comparer with the tables that ship with the crate.
    pub fn new() -> Self {
        Comparer::with(Tables::shipped())
    }

    pub(crate) fn with(tables: Arc<Tables>) -> Self {
        let (from, to) = (Analysis::default(), Analysis::default());
        Comparer { tables, from, to, aligner: Aligner::default() }
    }

    /// Compares `variant` with `representative`. `None` where the two have too little in common to
    /// be one statement.
    ///
    /// Time is proportional to the product of the lengths in words, of which at most 1,024 count.
    ///
    /// ```
    /// use dixit::tracker::{Comparer, Relation};
    /// let mut comparer = Comparer::new();
    /// let comparison = comparer
    ///     .compare("would lead to a kind of detente in Europe", "will lead to a kind of détente in Europe")
    ///     .unwrap();
    /// assert_eq!(comparison.relation, Relation::Altered);
    /// assert_eq!((&*comparison.changes[0].from, &*comparison.changes[0].to), ("would", "will"));
    /// assert!(!comparison.changes[0].critical);
    /// ```
    pub fn compare(&mut self, representative: &str, variant: &str) -> Option<Comparison> {
        let (comparison, fit) = self.align(representative, variant);
        let same = comparison.relation <= Relation::Trivial;
        (same || fit.is_some_and(|fit| is_variant(&fit))).then_some(comparison)
    }

    /// Compares `variant` with `representative`, however little the two have in common.
    ///
    /// Time as for [`Comparer::compare`].
    pub fn difference(&mut self, representative: &str, variant: &str) -> Comparison {
        self.align(representative, variant).0
    }

    /// As [`Comparer::compare`], but with a text too short for it: `None` where `variant` neither
    /// stands in `representative` nor comes close to it or a part of it.
    pub fn compare_short(&mut self, representative: &str, variant: &str) -> Option<Comparison> {
        let (comparison, fit) = self.align(representative, variant);
        let held = comparison.relation <= Relation::Truncated;
        let close = |fit: &Fit| self.to.tokens.len() <= SHORT && is_close(fit, self.to.weight);
        (held || fit.as_ref().is_some_and(close)).then_some(comparison)
    }

    /// The link keys of a text: two texts of one kind are compared only if they share one.
    ///
    /// **Guarantee.** Any unbroken run of words that two quotations share, and that holds two content
    /// words with 14 bits of rarity together, yields a shared key, whatever stands around it;
    /// function words, inflection, case, accents and marks inside the run may even differ. (Rarity is
    /// `-log2` of the chance that a quotation holds the word, after the table that ships with the
    /// crate; a content word has 6 bits or more.) A text without such a run has one key made of all
    /// its words. Winnowed fingerprints (Schleimer et al., SIGMOD 2003) give such a guarantee for
    /// runs of a length; here the length is measured in information.
    ///
    /// Keys are a function of the text, its kind and [`KEY_VERSION`] alone, so they can be computed on
    /// other machines and joined there. They come sorted, each once. Claims have other keys than
    /// quotations.
    ///
    /// [`KEY_VERSION`]: super::KEY_VERSION
    ///
    /// ```
    /// use dixit::tracker::{Comparer, StatementKind};
    /// let mut comparer = Comparer::new();
    /// let short = comparer.link_keys("a kind of détente in Europe", StatementKind::Quote);
    /// let long = "It would lead to a kind of detente in Europe, he thinks.";
    /// let long = comparer.link_keys(long, StatementKind::Quote);
    /// assert!(short.iter().any(|key| long.contains(key)));
    /// ```
    pub fn link_keys(&mut self, text: &str, kind: StatementKind) -> Vec<u64> {
        let domain = match kind {
            StatementKind::Quote => Domain::Quote,
            StatementKind::Claim => Domain::Claim,
        };
        self.to.fill(text, domain, &self.tables.rarity);
        let mut keys = Vec::new();
        self.to.link_keys(domain, |key| keys.push(key));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The comparison, and how one text fits into the other where they are not the same words.
    pub(crate) fn align(&mut self, representative: &str, variant: &str) -> (Comparison, Option<Fit>) {
        if trim(representative) == trim(variant) {
            let whole = (edges(representative), edges(variant));
            return (
                Comparison {
                    relation: Relation::Identical,
                    changes: Vec::new(),
                    aligned: vec![whole],
                    coverage: 1.0,
                },
                None,
            );
        }
        self.from.fill(representative, Domain::Quote, &self.tables.rarity);
        self.to.fill(variant, Domain::Quote, &self.tables.rarity);
        if self.from.key == self.to.key || same_letters(&self.from, &self.to) {
            let whole = (edges(representative), edges(variant));
            return (
                Comparison {
                    relation: Relation::Trivial,
                    changes: Vec::new(),
                    aligned: vec![whole],
                    coverage: 1.0,
                },
                None,
            );
        }
        let to_is_short = (self.to.weight, self.from.key) <= (self.from.weight, self.to.key);
        let (short, long) = if to_is_short { (&self.to, &self.from) } else { (&self.from, &self.to) };
        self.aligner.take(&short.tokens);
        let (fit, steps) = self.aligner.trace(&long.tokens);
        let steps = steps.into_iter().map(|step| pairing(step, to_is_short)).collect();
        let comparison = self.describe(steps, to_is_short, &fit, representative, variant);
        (comparison, Some(fit))
    }

    /// Turns an alignment into words a person can check.
    fn describe(
        &self,
        steps: Vec<Pairing>,
        to_is_short: bool,
        fit: &Fit,
        from: &str,
        to: &str,
    ) -> Comparison {
        let (from, to) = (Side { analysis: &self.from, text: from }, Side { analysis: &self.to, text: to });
        let agree =
            |step: &Pairing| matches!(*step, (Some(a), Some(b)) if from.token(a).same_word(to.token(b)));
        let mut result = Comparison {
            relation: Relation::Trivial,
            changes: Vec::new(),
            aligned: Vec::new(),
            coverage: fit.coverage() as f32 / 1000.0,
        };
        let first = steps.iter().find_map(|step| if to_is_short { step.0 } else { step.1 }).unwrap_or(0);
        let last = steps.iter().rev().find_map(|step| if to_is_short { step.0 } else { step.1 });
        let (head, tail) =
            (0..first, last.map_or(0, |last| last + 1)..if to_is_short { from.len() } else { to.len() });
        // A modal or pronoun that changed stands for itself; another small word for its phrase.
        let whole = |step: &Pairing| {
            !agree(step)
                && step.0.is_some_and(|n| !self.tables.critical.knows(&from.folded(&[n])) && !from.content(n))
        };
        // "Do" of "Do not" where the variant begins with "Don’t".
        let parted = |n: usize, step: &Pairing| {
            step.1.is_some_and(|m| self.tables.spelling.begins(from.written_at(n), to.written_at(m)))
        };
        let (head, tail, steps) =
            if to_is_short { pair_edges(head, tail, steps, whole, parted) } else { (head, tail, steps) };
        let steps = if to_is_short {
            // What the variant leaves out at its ends is a cut, no change of words.
            if head.chain(tail).any(|n| from.token(n).weight() > 0) {
                result.relation = Relation::Truncated;
            }
            steps
        } else {
            let added = |range: std::ops::Range<usize>| range.map(|n| (None, Some(n)));
            added(head).chain(steps).chain(added(tail)).collect()
        };
        for run in steps.chunk_by(|a, b| agree(a) == agree(b)) {
            let words_from: Vec<usize> = run.iter().filter_map(|step| step.0).collect();
            let words_to: Vec<usize> = run.iter().filter_map(|step| step.1).collect();
            let relation = if agree(&run[0]) {
                result.aligned.push((from.span(&words_from), to.span(&words_to)));
                let bracketed = run.iter().any(|step| {
                    matches!(*step, (Some(a), Some(b)) if from.token(a).is_optional() != to.token(b).is_optional())
                });
                if bracketed { Relation::Bracketed } else { Relation::Trivial }
            } else {
                self.judge(&from, &to, &words_from, &words_to, &mut result.changes)
            };
            result.relation = result.relation.max(relation);
        }
        result
    }

    /// What a run of differing words amounts to; notes it as a change where words changed.
    fn judge(
        &self,
        from: &Side<'_>,
        to: &Side<'_>,
        words_from: &[usize],
        words_to: &[usize],
        changes: &mut Vec<Change>,
    ) -> Relation {
        let plain_from = from.plain(words_from);
        let mut plain_to = to.plain(words_to);
        let brackets = from.brackets(words_from) || to.brackets(words_to);
        let gap = from.gap(words_from) || to.gap(words_to);
        if plain_from.is_empty() && plain_to.is_empty() && from.gap(words_from) && to.gap(words_to) {
            return Relation::Trivial; // left out of both
        }
        let lost = (brackets || gap) && self.loses(from, to, words_from, words_to);
        // An editor's brackets stand for a pronoun or a few words; for more they are a change.
        if brackets && !gap {
            let few = plain_to.is_empty() && plain_from.len() <= BRACKET_REACH;
            if !lost && (few || plain_from.is_empty() && plain_to.is_empty()) {
                return Relation::Bracketed;
            }
            if plain_to.is_empty() {
                plain_to = words_to.to_vec();
            }
        }
        if gap && !lost && (plain_to.is_empty() || plain_from.is_empty()) {
            return Relation::Ellipsis;
        }
        let (folded_from, folded_to) = (from.folded(&plain_from), to.folded(&plain_to));
        if folded_from == folded_to || self.tables.critical.same_number(&folded_from, &folded_to) {
            return Relation::Trivial; // "e mail" and "email", "two" and "2"
        }
        if self.tables.spelling.same(from.written(&plain_from), to.written(&plain_to)) {
            return Relation::Trivial; // "do not" and "don’t", "colour" and "color"
        }
        let table = &self.tables.critical;
        let critical = table.is_critical(&from.changed(&plain_from, table), &to.changed(&plain_to, table));
        let (from_span, to_span) = (from.span(&plain_from), to.span(&plain_to));
        changes.push(Change {
            from: from.text[from_span.range()].to_string(),
            to: to.text[to_span.range()].to_string(),
            critical,
            from_span,
            to_span,
        });
        if plain_to.is_empty() && !critical { Relation::Spliced } else { Relation::Altered }
    }

    /// Whether an ellipsis or brackets took a negation away from words that stay ("We will … accept"), or
    /// are so small that a number or modal is what they took. Whole clauses may go.
    fn loses(&self, from: &Side<'_>, to: &Side<'_>, words_from: &[usize], words_to: &[usize]) -> bool {
        let kept: Vec<usize> = words_to.iter().copied().filter(|n| !to.token(*n).is_gap()).collect();
        let table = &self.tables.critical;
        let (lost, kept) = (from.changed(words_from, table), to.changed(&kept, table));
        let little = words_from.len() <= BRACKET_REACH;
        !from.is_clause(words_from)
            && (table.loses_negation(&lost, &kept) || little && table.loses(&lost, &kept))
    }
}

/// Words of the variant at its ends that found no partner stand in the place of as many words of the
/// representative: the fit leaves the representative's ends alone for nothing.
fn pair_edges(
    mut head: std::ops::Range<usize>,
    mut tail: std::ops::Range<usize>,
    mut steps: Vec<Pairing>,
    whole: impl Fn(&Pairing) -> bool,
    parted: impl Fn(usize, &Pairing) -> bool,
) -> (std::ops::Range<usize>, std::ops::Range<usize>, Vec<Pairing>) {
    let loose = |step: &&mut Pairing| step.0.is_none();
    let leading = steps.iter().take_while(|step| step.0.is_none()).count();
    for step in steps[..leading].iter_mut().rev().take_while(loose) {
        step.0 = head.next_back();
    }
    let trailing = steps.iter().rev().take_while(|step| step.0.is_none()).count();
    let from = steps.len() - trailing;
    for step in steps[from..].iter_mut().take_while(loose) {
        step.0 = tail.next();
    }
    if let Some(last) =
        head.clone().next_back().filter(|n| steps.first().is_some_and(|step| parted(*n, step)))
    {
        head.end = last;
        steps.insert(0, (Some(last), None));
    }
    // A variant that begins or ends with a change has changed the little that is left there too:
    // "We’re" for "We are", "Many" for "A lot of".
    if head.len() <= EDGE_REACH && steps.first().is_some_and(&whole) {
        steps.splice(0..0, head.by_ref().map(|n| (Some(n), None)));
    }
    if tail.len() <= EDGE_REACH && steps.last().is_some_and(&whole) {
        steps.extend(tail.by_ref().map(|n| (Some(n), None)));
    }
    (head, tail, steps)
}

/// Whether two texts differ at most in where their words are parted: "gate house", "gatehouse".
fn same_letters(a: &Analysis, b: &Analysis) -> bool {
    let plain =
        |analysis: &Analysis| analysis.tokens.iter().all(|token| !token.is_gap() && !token.is_optional());
    a.form().letters().eq(b.form().letters()) && plain(a) && plain(b)
}

/// How many words at an end of the representative a change there may reach over.
const EDGE_REACH: usize = 3;

/// How many words a bracket may stand for.
const BRACKET_REACH: usize = 3;

/// One column of the alignment: word of the representative, word of the variant.
type Pairing = (Option<usize>, Option<usize>);

fn pairing(step: Step, to_is_short: bool) -> Pairing {
    let (short, long) = match step {
        Step::Pair(short, long) => (Some(short as usize), Some(long as usize)),
        Step::OnlyShort(short) => (Some(short as usize), None),
        Step::OnlyLong(long) => (None, Some(long as usize)),
    };
    if to_is_short { (long, short) } else { (short, long) }
}

/// One of the two texts.
struct Side<'t> {
    analysis: &'t Analysis,
    text: &'t str,
}

impl<'t> Side<'t> {
    fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    fn token(&self, at: usize) -> Token {
        self.analysis.tokens[at]
    }

    fn content(&self, at: usize) -> bool {
        self.token(at).rarity() >= u32::from(CONTENT)
    }

    /// The words outside brackets.
    fn plain(&self, words: &[usize]) -> Vec<usize> {
        words.iter().copied().filter(|n| !self.token(*n).is_gap() && !self.token(*n).is_optional()).collect()
    }

    fn brackets(&self, words: &[usize]) -> bool {
        words.iter().any(|n| !self.token(*n).is_gap() && self.token(*n).is_optional())
    }

    fn gap(&self, words: &[usize]) -> bool {
        words.iter().any(|n| self.token(*n).is_gap())
    }

    /// All letters of the words, without spaces.
    fn folded(&self, words: &[usize]) -> String {
        let form = self.analysis.form();
        words.iter().map(|n| form.text(&form.words()[*n])).collect()
    }

    fn written_at(&self, at: usize) -> Written<'_> {
        let word = &self.analysis.form().words()[at];
        Written { folded: self.analysis.form().text(word), raw: &self.text[word.raw().range()] }
    }

    fn written(&self, words: &[usize]) -> impl Iterator<Item = Written<'_>> {
        words.iter().map(|at| self.written_at(*at))
    }

    fn changed(&self, words: &[usize], table: &Critical) -> Vec<ChangedWord<'t>> {
        let form = self.analysis.form();
        let changed = |n: &usize| {
            let word = &form.words()[*n];
            let content = self.content(*n) && !table.is_pronoun(form.text(word));
            let capital = word.flags.any(WordFlags::CAPITAL) && !word.flags.any(WordFlags::INITIAL);
            ChangedWord { folded: form.text(word), name: capital && content, content }
        };
        words.iter().map(changed).collect()
    }

    /// Whether the words are whole clauses: marks or an end of the text on both sides.
    fn is_clause(&self, words: &[usize]) -> bool {
        let words = self.span(words);
        let mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !"'’-".contains(*c);
        let before = self.text[..words.start].trim_end().chars().next_back();
        let behind = self.text[words.end..].trim_start().chars().next();
        before.as_ref().is_none_or(mark) && behind.as_ref().is_none_or(mark)
    }

    /// The raw bytes from the first of the words to the last.
    fn span(&self, words: &[usize]) -> Span {
        let raw = |n: &usize| self.analysis.form().words()[*n].raw();
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => raw(first).cover(raw(last)),
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, relation: Relation, changes: &[(&str, &str, bool)]) {
        let (comparison, _) = Comparer::new().align(from, to);
        let found: Vec<_> = comparison.changes.iter().map(|c| (&*c.from, &*c.to, c.critical)).collect();
        assert_eq!((comparison.relation, &*found), (relation, changes), "{from:?} against {to:?}");
        for (a, b) in &comparison.aligned {
            assert!(a.end <= from.len() && b.end <= to.len());
        }
    }

    #[test]
    fn every_relation_has_its_sign() {
        const LONG: &str = "We will never sell the harbour to Ostrava Holdings, not in ten years";
        check(
            LONG,
            "“We will never sell the harbour to Ostrava Holdings, not in ten years.”",
            Relation::Identical,
            &[],
        );
        check(
            LONG,
            "we will never sell the harbour to ostrava holdings not in 10 years",
            Relation::Trivial,
            &[],
        );
        check(LONG, "sell the harbour to Ostrava Holdings", Relation::Truncated, &[]);
        check(LONG, "We will never sell … not in ten years", Relation::Ellipsis, &[]);
        check(
            LONG,
            "We will never sell [it] to Ostrava Holdings, not in ten years",
            Relation::Bracketed,
            &[],
        );
        check(
            LONG,
            "We will never sell to Ostrava Holdings, not in ten years",
            Relation::Spliced,
            &[("the harbour", "", false)],
        );
        check(
            LONG,
            "We would never sell the harbour to Ostrava Holdings, not in ten years",
            Relation::Altered,
            &[("will", "would", false)],
        );
        check(LONG, "would never sell the harbour", Relation::Altered, &[("will", "would", false)]);
        check(
            LONG,
            "We will sell the harbour to Ostrava Holdings, not in ten years",
            Relation::Altered,
            &[("never", "", true)],
        );
    }
}
