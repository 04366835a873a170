//! Text in; paragraphs, sentences and tokens out.
//!
//! Words are those of Unicode Standard Annex 29 (as `unicode_word_indices` finds them); every
//! punctuation mark is a token of its own. A clitic ('s, n't) stays on its word and is noted.
//!
//! - [`token`]: the records.
//! - `class`, `mark`, `key`: one character, one mark, one word.
//! - `lookup`: from words to their ids in the lexicon.
//! - `scan`: the pass over the bytes that makes tokens and notes lines and stops.
//! - `paragraph`: which lines belong together.
//! - `dateline`: the words before a report's first sentence.
//! - `sentence`: which stops end a sentence.

mod class;
mod dateline;
mod key;
mod lookup;
mod mark;
mod paragraph;
mod scan;
mod sentence;
pub mod token;

pub use token::{SentenceRange, Shape, Token, TokenKind, TokenRange};

use crate::lexicon::Lexicon;
use scan::Scan;

/// The pieces of one text. A reusable value: [`Segments::fill`] clears and refills it.
///
/// ```
/// use dixit::lexicon::Lexicon;
/// use dixit::segment::Segments;
///
/// let text = "“Really?” he asked Dr. Ash. She left.";
/// let mut segments = Segments::default();
/// segments.fill(text, &Lexicon::english());
/// let sentences: Vec<&str> = segments.sentences.iter().map(|s| &text[segments.span(*s).range()]).collect();
/// assert_eq!(sentences, ["“Really?” he asked Dr. Ash.", "She left."]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences, in order, covering every token; none crosses a paragraph.
    pub sentences: Vec<TokenRange>,
    /// Paragraphs as runs of `sentences`.
    pub paragraphs: Vec<SentenceRange>,
    scan: Scan,
    /// Numbers of the first tokens of the paragraphs.
    starts: Vec<u32>,
}

impl Segments {
    /// Splits `text`. Linear in its length; once the value has held a text of this size, it
    /// allocates nothing.
    ///
    /// Offsets are 32 bits wide: of a text longer than `u32::MAX` bytes (4 GiB) only the part
    /// below that limit is split, up to the last character boundary.
    pub fn fill(&mut self, text: &str, lexicon: &Lexicon) {
        let text = clip(text, u32::MAX as usize);
        self.scan.run(text, lexicon, &mut self.tokens);
        paragraph::split(text, &self.tokens, &self.scan.lines, &mut self.starts);
        self.sentences.clear();
        self.paragraphs.clear();
        let mut splitter = sentence::Splitter::new(text, lexicon, &self.tokens, &self.scan.stops);
        let ends = self.starts.iter().skip(1).copied().chain([self.tokens.len() as u32]);
        for (&start, end) in self.starts.iter().zip(ends) {
            let first = self.sentences.len() as u32;
            splitter.split(TokenRange { start, end }, &mut self.sentences);
            self.paragraphs.push(SentenceRange { start: first, end: self.sentences.len() as u32 });
        }
    }

    /// Where a range of tokens stands in the text: from the first byte of its first token to the
    /// end of its last. An empty range gives an empty span.
    pub fn span(&self, range: TokenRange) -> crate::Span {
        let tokens = self.tokens.get(range.start as usize..range.end as usize).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => crate::Span::new(first.start as usize, last.end as usize),
            _ => crate::Span::default(),
        }
    }
}

/// `text` up to the last character boundary not beyond `limit`.
fn clip(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_beyond_the_limit_is_clipped_at_a_character() {
        assert_eq!(clip("ab—cd", 9), "ab—cd");
        assert_eq!(clip("ab—cd", 6), "ab—c");
        assert_eq!(clip("ab—cd", 4), "ab");
        assert_eq!(clip("—", 1), "");
    }
}
