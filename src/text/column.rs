//! Tab-separated text in; its columns, each with its key to look it up by, out.
//!
//! Most columns of the data files are shorter than eight bytes, so one look finds where a column ends and
//! gives the key, too.

use super::fold::{Keyed, WordKey};
use super::letters::{HIGH, ONES, chunk};

/// The column that starts at `at`: it goes to the next tab, line break or other control character up to
/// the line break in the order of bytes.
#[inline]
pub(crate) fn column(text: &str, at: usize) -> Keyed<'_> {
    let (mut end, mut key) = (at, WordKey::default());
    loop {
        // Zeros stand for what lies past the text.
        let raw = u64::from_le_bytes(chunk(text.as_bytes(), end));
        let ends = raw.wrapping_sub((1 + u64::from(b'\n')) * ONES) & !raw & HIGH;
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
    fn a_column_ends_at_a_tab_or_line_break_or_with_the_text() {
        for length in 0..40 {
            let word = "é".repeat(length / 2) + &"a".repeat(length % 2);
            for behind in ["", "\t", "\n", "\tb", "\nmore of it", "\r\n", " b"] {
                let text = format!("\t{word}{behind}");
                let expected = text[1..].split(['\t', '\n']).next().unwrap();
                let found = column(&text, 1);
                assert_eq!((found.word, found.key), (expected, WordKey::new(expected)), "{text:?}");
            }
        }
    }
}
