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
/// How many words are remembered, in 24 KB.
const REMEMBERED: usize = 1024;

/// The words that wait for their ids, and the ids of words met lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookups {
    /// [`BATCH`] keys and the numbers of their tokens, of which the first `count` are waiting.
    keys: Vec<WordKey>,
    numbers: Vec<u32>,
    count: usize,
    /// Each at the place its hash names. The key of no word fills the free places.
    remembered: Vec<(WordKey, WordId)>,
    /// Which lexicon the ids are of.
    stamp: u64,
}

impl Lookups {
    /// Makes ready for a text.
    pub fn start(&mut self, lexicon: &Lexicon) {
        self.keys.resize(BATCH, WordKey::default());
        self.numbers.resize(BATCH, 0);
        self.count = 0;
        if self.remembered.is_empty() || self.stamp != lexicon.stamp() {
            self.stamp = lexicon.stamp();
            self.remembered.clear();
            self.remembered.resize(REMEMBERED, Default::default());
        }
    }

    /// Gives the last token, whose word has the key, its id, now or with its batch.
    #[inline(always)]
    pub fn add(&mut self, key: WordKey, tokens: &mut [Token], lexicon: &Lexicon) {
        let Some((last, before)) = tokens.split_last_mut() else { return };
        let (remembered, word) = self.remembered[key.hash() % REMEMBERED];
        // Which words are remembered cannot be foreseen, so there is no branch on it: each waits,
        // and the next takes the place of one that need not.
        let known = remembered.is(key);
        last.word = if known { word } else { WordId::UNKNOWN };
        self.keys[self.count] = key;
        self.numbers[self.count] = before.len() as u32;
        self.count += usize::from(!known);
        if self.count == BATCH {
            self.finish(tokens, lexicon);
        }
    }

    /// Gives every token that waits its id.
    pub fn finish(&mut self, tokens: &mut [Token], lexicon: &Lexicon) {
        lexicon.lookup_all(&self.keys[..self.count], |place, word| {
            let key = self.keys[place];
            self.remembered[key.hash() % REMEMBERED] = (key, word);
            tokens[self.numbers[place] as usize].word = word;
        });
        self.count = 0;
    }
}
