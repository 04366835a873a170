//! Views of the text for comparing and looking up, with maps back to the bytes the caller passed.

pub(crate) mod entity;
pub mod fold;
pub(crate) mod letters;
mod normal;
pub(crate) mod words;

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

/// The language of a BCP 47 tag, without script and region: `es` of `es-MX` and of `es_MX`.
pub(crate) fn primary_subtag(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// How many words a text has, what stands between white space being one; beyond fifty any number
/// over fifty.
pub(crate) fn count_words(text: &str) -> usize {
    // White space beyond ASCII is rare, unlike quotation marks: it begins with one of four bytes.
    let leads = memchr::memchr3_iter(0xc2, 0xe1, 0xe2, text.as_bytes())
        .chain(memchr::memchr_iter(0xe3, text.as_bytes()));
    if leads.clone().any(|at| text[at..].starts_with(char::is_whitespace)) {
        return text.split_whitespace().take(51).count();
    }
    let space = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let Some((first, rest)) = text.as_bytes().split_first() else { return 0 };
    // So few at a time that a byte can count them, which goes sixteen at once.
    let starts = |(bytes, before): (&[u8], &[u8])| {
        let start = |(byte, before): (&u8, &u8)| u8::from(space(*before) & !space(*byte));
        usize::from(bytes.iter().zip(before).map(start).fold(0, u8::wrapping_add))
    };
    let stretches = rest.chunks(255).zip(text.as_bytes().chunks(255));
    stretches.map(starts).sum::<usize>() + usize::from(!space(*first))
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn words_stand_between_white_space() {
        for c in (0..128).chain(0x80..0x100).chain(0x1600..0x1700).chain(0x2000..0x3010) {
            let text = format!("{0}a {0}b{0}", char::from_u32(c).unwrap());
            for text in [text.as_str(), &text.replace('b', "é")] {
                assert_eq!(count_words(text), text.split_whitespace().count(), "{text:?}");
            }
        }
        assert_eq!(count_words(""), 0);
        assert!(count_words(&"a ".repeat(99)) > 50 && count_words(&"é ".repeat(99)) > 50);
    }

    /// "enm", Middle English, once was taken for English.
    #[test]
    fn a_language_is_the_whole_first_subtag() {
        let read = ["en", "en-GB", "pt_BR", "enm", ""].map(super::primary_subtag);
        assert_eq!(read, ["en", "en", "pt", "enm", ""]);
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| super::is_alphanumeric(c) == c.is_alphanumeric()));
    }
}
