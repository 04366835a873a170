//! Words of tokens in; the tokens' lexicon ids out, a batch at a time.
//!
//! The lexicon is larger than a processor's nearest caches, and most words of a text are few words
//! of the language. So the ids of words met lately are remembered in a small table, from text to
//! text, and the others of a batch are looked up together, so that the waits for memory overlap.

use super::token::Token;
use crate::lexicon::{Lexicon, WordId};
use crate::text::fold::WordKey;

/// How many words are looked up together.
const BATCH: usize = 64;
/// How many words are remembered: 48 KB.
const REMEMBERED: usize = 2048;

/// The words that wait for their ids, and the ids of words met lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookups {
    /// Key and number of the token, fewer than [`BATCH`].
    waiting: Vec<(WordKey, u32)>,
    /// Those of the batch at hand that are not remembered.
    keys: Vec<WordKey>,
    numbers: Vec<u32>,
    /// Each at the place its hash names. The key of no word fills the free places.
    remembered: Vec<(WordKey, WordId)>,
    /// Which lexicon the ids are of.
    stamp: u64,
}

impl Lookups {
    /// Makes ready for a text.
    pub fn start(&mut self, lexicon: &Lexicon) {
        self.waiting.clear();
        if self.remembered.is_empty() || self.stamp != lexicon.stamp() {
            self.stamp = lexicon.stamp();
            self.remembered.clear();
            self.remembered.resize(REMEMBERED, Default::default());
        }
    }

    /// Adds the word of the last token.
    #[inline]
    pub fn add(&mut self, key: WordKey, tokens: &mut [Token], lexicon: &Lexicon) {
        self.waiting.push((key, tokens.len() as u32 - 1));
        if self.waiting.len() == BATCH {
            self.finish(tokens, lexicon);
        }
    }

    /// Gives every token that waits its id.
    pub fn finish(&mut self, tokens: &mut [Token], lexicon: &Lexicon) {
        self.keys.clear();
        self.numbers.clear();
        for &(key, number) in &self.waiting {
            let (remembered, word) = self.remembered[key.hash() % REMEMBERED];
            if remembered == key {
                tokens[number as usize].word = word;
            } else {
                self.keys.push(key);
                self.numbers.push(number);
            }
        }
        self.waiting.clear();
        lexicon.lookup_all(&self.keys, |place, word| {
            let key = self.keys[place];
            self.remembered[key.hash() % REMEMBERED] = (key, word);
            tokens[self.numbers[place] as usize].word = word;
        });
    }
}
