//! The words of one text in, which of them other texts hold out: in any order, by their stems.

use super::token::{MAX_TOKENS, Token};

/// The number of a word that is not in the bag.
pub(crate) const NONE: u16 = u16::MAX;

/// The words of one text, to be held against many others. Inflected forms are one word.
#[derive(Clone, Debug)]
pub(crate) struct Bag {
    /// `epoch << 28 | stem << 10 | number`: a hash table with linear probing, of which a short text
    /// takes only a part. What is of another epoch is free.
    slots: Vec<u64>,
    mask: usize,
    epoch: u64,
    /// Weight of each word, wherever it stands in the text.
    weights: Vec<u32>,
    /// The number of the word at each place of the text.
    words: Vec<u16>,
    weight: u32,
    /// One bit for each word, set where the text at hand holds it.
    ticks: [u64; MAX_TOKENS / 64],
}

/// Slots for each token of the text.
const ROOM: usize = 4;

/// As many tokens as there is room for in any case.
const LEAST: usize = 16;

impl Default for Bag {
    fn default() -> Self {
        Bag {
            slots: vec![0; LEAST * ROOM],
            mask: 0,
            epoch: 0,
            weights: Vec::new(),
            words: Vec::new(),
            weight: 0,
            ticks: [0; MAX_TOKENS / 64],
        }
    }
}

impl Bag {
    /// Fills the bag with the words of `tokens` (at most [`MAX_TOKENS`]).
    pub(crate) fn fill(&mut self, tokens: &[Token]) {
        self.epoch += 1;
        self.mask = (tokens.len().clamp(LEAST, MAX_TOKENS) * ROOM).next_power_of_two() - 1;
        if self.slots.len() <= self.mask {
            self.slots.resize(self.mask + 1, 0);
        }
        self.weights.clear();
        self.words.clear();
        self.weight = 0;
        for token in tokens {
            if token.is_gap() {
                self.words.push(NONE);
                continue;
            }
            let at = self.slot(token.stem());
            if self.slots[at] >> 28 != self.epoch {
                let number = self.weights.len() as u64;
                self.slots[at] = self.epoch << 28 | u64::from(token.stem()) << 10 | number;
                self.weights.push(0);
            }
            let word = (self.slots[at] & 0x3ff) as u16;
            self.weights[usize::from(word)] += token.weight();
            self.words.push(word);
            self.weight += token.weight();
        }
    }

    /// Weight of all words in the bag, in half bits.
    pub(crate) fn weight(&self) -> u32 {
        self.weight
    }

    /// The number of the word at a place of the text; [`NONE`] for an ellipsis.
    pub(crate) fn word(&self, at: usize) -> u16 {
        self.words[at]
    }

    /// Where a stem is, or could be put.
    fn slot(&self, stem: u32) -> usize {
        let key = self.epoch << 18 | u64::from(stem);
        let mut at = stem as usize & self.mask;
        while self.slots[at] >> 10 != key && self.slots[at] >> 28 == self.epoch {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// The number of a word that is no ellipsis; [`NONE`] where it is not in the bag.
    pub(crate) fn find(&self, token: Token) -> u16 {
        let slot = self.slots[self.slot(token.stem())];
        if slot >> 28 == self.epoch { (slot & 0x3ff) as u16 } else { NONE }
    }

    /// Whether the word is in the bag outside brackets.
    pub(crate) fn weighs(&self, word: u16) -> bool {
        self.weights.get(usize::from(word)).is_some_and(|weight| *weight > 0)
    }

    /// Begins with another text.
    pub(crate) fn forget(&mut self) {
        self.ticks[..self.weights.len().div_ceil(64)].fill(0);
    }

    /// The text at hand holds the word. Gives the word's weight when it is the first time.
    pub(crate) fn tick(&mut self, word: u16) -> u32 {
        let Some(weight) = self.weights.get(usize::from(word)) else { return 0 };
        let (ticks, bit) = (&mut self.ticks[usize::from(word) / 64], 1 << (word % 64));
        let first = *ticks & bit == 0;
        *ticks |= bit;
        if first { *weight } else { 0 }
    }

    /// Whether the text at hand holds the word at a place of the bag's text.
    pub(crate) fn is_ticked(&self, at: usize) -> bool {
        let word = self.words[at];
        word != NONE && self.ticks[usize::from(word) / 64] >> (word % 64) & 1 == 1
    }
}
