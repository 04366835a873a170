//! Words of a data file in; each with its key to look it up by out.
//!
//! Most are shorter than eight bytes, so one look finds where a word ends and gives the key, too.

use super::fold::{Keyed, WordKey};
use super::letters::{HIGH, ONES, chunk};

/// The words of a text, with whatever space or control characters between them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Keyed<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let found = word(text, at);
            at += found.word.len() + 1;
            if !found.word.is_empty() {
                return Some(found);
            }
        }
        None
    })
}

/// The word that starts at `at`: it goes to the next space or control character.
#[inline]
fn word(text: &str, at: usize) -> Keyed<'_> {
    let (mut end, mut key) = (at, WordKey::default());
    loop {
        // Zeros stand for what lies past the text.
        let raw = u64::from_le_bytes(chunk(text.as_bytes(), end));
        let ends = raw.wrapping_sub((1 + u64::from(b' ')) * ONES) & !raw & HIGH;
        let kept = raw & ((ends & ends.wrapping_neg()) >> 7).wrapping_sub(1);
        match end - at {
            0 => key.first = kept,
            8 => key.next = kept,
            _ => {}
        }
        end += ends.trailing_zeros() as usize / 8;
        if ends != 0 {
            let fits = (1..=WordKey::LIMIT).contains(&(end - at));
            return Keyed { word: &text[at..end], key: fits.then_some(key) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_space_or_with_the_text_and_has_its_key() {
        for length in 1..40 {
            let word = "é".repeat(length / 2) + &"a".repeat(length % 2);
            for behind in ["", " ", "\t", "\n", " b", "  bc", "\r\n more of it"] {
                let text = format!(" {word}{behind}");
                let expected: Vec<&str> = text.split_ascii_whitespace().collect();
                let found: Vec<_> = words(&text).map(|found| (found.word, found.key)).collect();
                let keyed: Vec<_> = expected.iter().map(|word| (*word, WordKey::new(word))).collect();
                assert_eq!(found, keyed, "{text:?}");
            }
        }
        assert_eq!(words("").count() + words("  ").count(), 0);
    }
}
