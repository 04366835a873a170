//! Views of the text for comparing and looking up, with maps back to the bytes the caller passed.

pub mod fold;
pub(crate) mod letters;
mod normal;

pub use normal::{NormalForm, NormalWord, WordFlags};

/// Whether a character is a letter or digit. As [`char::is_alphanumeric`], but the marks that news
/// is full of (U+2000 to U+206F and guillemets, none of them either) need no look-up in the tables of Unicode.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !matches!(c, '\u{2000}'..='\u{206f}' | '«' | '»') && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| super::is_alphanumeric(c) == c.is_alphanumeric()));
    }
}
