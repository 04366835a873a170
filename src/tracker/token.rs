//! One quotation in, its comparable content out: tokens, exact key, weight, link keys.
//!
//! [`Analysis`] is what everything behind it works on; it holds no text and depends on nothing
//! but the text, so two trackers always agree on it.

use super::hash::{self, Wide};
use super::rarity::{CONTENT, Rarity, UNKNOWN};
use crate::text::{NormalForm, WordFlags};

/// Version of the exact key and of the link keys. It changes whenever either would differ for
/// some text: with the normal form, the stemmer, the rarity table or the hashes.
pub const KEY_VERSION: u32 = 1;

/// Words behind this one count for the exact key but are not aligned.
pub(crate) const MAX_TOKENS: usize = 1024;

/// No text weighs more, in half bits.
pub(crate) const MAX_WEIGHT: u32 = MAX_TOKENS as u32 * UNKNOWN as u32;

/// A link key covers content words of at least this many half bits.
const KEY_WEIGHT: u32 = 28;

/// A text with no more content words than this has a key for every pair of them.
const FEW: usize = 5;

/// One word of a wording in 32 bits, from high to low: 1 bit optional, 5 bits rarity, 18 bits of
/// the stem's hash, 8 bits of the form's hash. Equal bits mean equal words but for one chance in
/// 2^26.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Token(u32);

impl Token {
    /// An ellipsis.
    pub(crate) const GAP: Token = Token(u32::MAX);
    const OPTIONAL: u32 = 1 << 31;

    fn new(form: u64, stem: u64, rarity: u8, optional: bool) -> Self {
        let optional = if optional { Self::OPTIONAL } else { 0 };
        Token(optional | u32::from(rarity) << 26 | (stem >> 46 << 8) as u32 | (form >> 56) as u32)
    }

    pub(crate) fn is_gap(self) -> bool {
        self == Self::GAP
    }

    /// Whether the word stands in brackets.
    pub(crate) fn is_optional(self) -> bool {
        self.0 & Self::OPTIONAL != 0
    }

    /// Rarity in half bits, whatever brackets it stands in; 0 for a gap.
    pub(crate) fn rarity(self) -> u32 {
        if self.is_gap() { 0 } else { self.0 >> 26 & 31 }
    }

    /// Rarity in half bits; 0 for a gap and for words in brackets.
    pub(crate) fn weight(self) -> u32 {
        if self.is_optional() { 0 } else { self.0 >> 26 }
    }

    /// 18 bits that inflected forms of a word share.
    pub(crate) fn stem(self) -> u32 {
        self.0 >> 8 & 0x3_ffff
    }

    /// The same word outside brackets.
    pub(crate) fn plain(self) -> Token {
        Token(self.0 & !Self::OPTIONAL)
    }

    pub(crate) fn same_word(self, other: Token) -> bool {
        (self.0 ^ other.0) & !Self::OPTIONAL == 0 && !self.is_gap()
    }

    pub(crate) fn same_stem(self, other: Token) -> bool {
        self.stem() == other.stem() && !self.is_gap() && !other.is_gap()
    }
}

/// Which wordings may be compared at all: quotations with quotations, claims with claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Domain {
    /// Words inside quotation marks.
    Quote,
    /// Words that report what somebody said.
    Claim,
    /// Words that report what somebody said is not so.
    Denial,
}

/// The comparable content of one text. Reusable: [`Analysis::fill`] clears and refills it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Analysis {
    form: NormalForm,
    /// Words and gaps, at most [`MAX_TOKENS`].
    pub(crate) tokens: Vec<Token>,
    stems: Vec<u64>,
    content: Vec<Content>,
    /// 128 bits that stand for the normal form.
    pub(crate) key: u128,
    /// Sum of the tokens' weights in half bits.
    pub(crate) weight: u32,
}

/// A content word outside brackets.
#[derive(Clone, Copy, Debug)]
struct Content {
    stem: u64,
    weight: u32,
    /// How many ellipses stand before it.
    stretch: u32,
}

impl Analysis {
    pub(crate) fn fill(&mut self, text: &str, domain: Domain, rarity: &Rarity) {
        self.form.fill(text);
        self.tokens.clear();
        self.stems.clear();
        self.content.clear();
        self.weight = 0;
        let mut key = Wide::new(u64::from(KEY_VERSION) << 8 | domain as u64);
        let mut stretch = 0;
        for word in self.form.words() {
            if word.flags.any(WordFlags::GAP) {
                key.push(u64::MAX);
                if self.tokens.len() < MAX_TOKENS {
                    self.tokens.push(Token::GAP);
                    self.stems.push(0);
                    stretch += 1;
                }
                continue;
            }
            let form = hash::part(self.form.folded(), word.folded());
            let optional = word.flags.any(WordFlags::OPTIONAL);
            key.push(form ^ u64::from(optional));
            if self.tokens.len() < MAX_TOKENS {
                let (rarity, stem) = rarity.of(form, || self.form.text(word));
                let token = Token::new(form, stem, rarity, optional);
                self.weight += token.weight();
                // Added and taken back: whether a word has content is hard to guess for a branch.
                let is_content = token.weight() >= u32::from(CONTENT);
                self.content.push(Content { stem, weight: token.weight(), stretch });
                self.content.truncate(self.content.len() - usize::from(!is_content));
                self.tokens.push(token);
                self.stems.push(stem);
            }
        }
        self.key = key.finish();
    }

    /// The normal form that the tokens were made of, word by word.
    pub(crate) fn form(&self) -> &NormalForm {
        &self.form
    }

    /// Calls `each` with every link key.
    ///
    /// A key starts at each content word outside brackets and covers as many content words as
    /// reach [`KEY_WEIGHT`], two at least; function words between them do not count, an ellipsis
    /// ends it. A text of few content words also has a key for each two of them, so that a word
    /// dropped or changed between does no harm. A text without any key has one of all its words.
    pub(crate) fn link_keys(&self, domain: Domain, mut each: impl FnMut(u64)) {
        let content = &self.content[..];
        let mut any = false;
        for (n, first) in content.iter().enumerate() {
            let (mut key, mut weight) = (hash::pair(first.stem, domain as u64), first.weight);
            for next in content[n + 1..].iter().take_while(|next| next.stretch == first.stretch) {
                key = hash::pair(key, next.stem);
                weight += next.weight;
                if weight >= KEY_WEIGHT {
                    any = true;
                    each(key);
                    break;
                }
            }
        }
        if content.len() <= FEW {
            for (n, a) in content.iter().enumerate() {
                for b in content.iter().skip(n + 2).filter(|b| a.weight + b.weight >= KEY_WEIGHT) {
                    any = true;
                    each(hash::pair(hash::pair(a.stem, domain as u64), b.stem));
                }
            }
        }
        if !any && self.weight > 0 {
            let words = self.tokens.iter().zip(&self.stems).filter(|(token, _)| token.weight() > 0);
            each(words.fold(domain as u64, |key, (_, stem)| hash::pair(key, *stem)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::statement::StatementKind;
    use super::super::tables::Tables;
    use super::*;
    use crate::tracker::Comparer;
    use std::sync::Arc;

    #[test]
    fn exact_keys_differ_by_domain_gap_and_brackets() {
        let tables = Tables::shipped();
        let key = |text: &str, domain| {
            let mut analysis = Analysis::default();
            analysis.fill(text, domain, &tables.rarity);
            analysis.key
        };
        let plain = key("We will win the vote", Domain::Quote);
        assert_eq!(plain, key("“WE WILL WIN THE VOTÉ…”", Domain::Quote));
        for other in ["We will … win the vote", "We [will] win the vote", "We will vote the win"] {
            assert_ne!(plain, key(other, Domain::Quote));
        }
        assert_ne!(plain, key("We will win the vote", Domain::Claim));
    }

    #[test]
    fn keys_of_this_version_never_change() {
        assert_eq!(KEY_VERSION, 1);
        let text = "The old bridge over the Morava will be closed in March";
        let keys = Comparer::new().link_keys(text, StatementKind::Quote);
        let expected = [
            663819296690533625,
            1426701168644800027,
            4888187265715458791,
            6834628342034800630,
            9791838511699234306,
        ];
        assert_eq!(keys, expected);
    }

    /// Content words, among them rare and invented ones.
    const WORDS: [&str; 10] =
        ["bridge", "morava", "people", "closed", "ferries", "money", "ostrava", "harbour", "told", "3,000"];
    /// What may stand between.
    const SMALL: [&str; 6] = ["the", "of", "and", "we", "not", "will"];

    proptest::proptest! {
        /// The guarantee of [`Comparer::link_keys`].
        #[test]
        fn a_shared_run_with_fourteen_bits_of_content_yields_a_shared_key(
            a in 0..WORDS.len(), b in 0..WORDS.len(),
            between in proptest::collection::vec(0..SMALL.len(), 0..4),
            other in proptest::collection::vec(0..SMALL.len(), 0..4),
            before in "[a-z]{3,8}( [a-z]{3,8}){0,6}", after in "[a-z]{3,8}( [a-z]{3,8}){0,6}",
            around in "[a-z]{3,8}( [a-z]{3,8}){0,6}",
        ) {
            let tables = Tables::shipped();
            let mut comparer = Comparer::with(Arc::clone(&tables));
            let mut link_keys = |text: &str| comparer.link_keys(text, StatementKind::Quote);
            let mut analysis = Analysis::default();
            analysis.fill(&format!("{} {}", WORDS[a], WORDS[b]), Domain::Quote, &tables.rarity);
            if analysis.content.len() < 2 || analysis.weight < KEY_WEIGHT {
                return Ok(());
            }
            let run = |small: &[usize]| {
                let small: Vec<&str> = small.iter().map(|at| SMALL[*at]).collect();
                format!("{} {} {}", WORDS[a], small.join(" "), WORDS[b])
            };
            let one = link_keys(&format!("{before} {} {after}", run(&between)));
            let upper = run(&other).to_uppercase();
            let two = link_keys(&format!("{around}, “{upper}” {before}"));
            assert!(one.iter().any(|key| two.contains(key)), "{one:?} {two:?}");
        }
    }
}
