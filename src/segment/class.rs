//! A position of the text in, its word-break class out: the part of Unicode Standard Annex 29
//! that a news text needs, as tables.
//!
//! The tables know all of ASCII and, beyond it, the characters that English and Western European
//! news is full of: Latin letters, curly and angle quotation marks, dashes, the ellipsis,
//! no-break spaces, currency signs. Every other character is [`Class::Rare`] and is left to
//! `unicode-segmentation`; so the tables need not be complete, only right. Tests compare each
//! character they know with that crate.

/// What a character does to the word around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// White space that ends no line.
    Space,
    /// Ends a line.
    Newline,
    /// ALetter, and alphabetic.
    Letter,
    /// Numeric.
    Digit,
    /// ExtendNumLet: the underscore.
    Joiner,
    /// MidNumLet and Single_Quote: joins two letters or two digits. `.` `'` `‘` `’`
    MidBoth,
    /// MidLetter: joins two letters. `:`
    MidLetter,
    /// MidNum: joins two digits. `,` `;`
    MidDigit,
    /// Stands alone, whatever is around it.
    Alone,
    /// Not in the tables.
    Rare,
}

/// The classes of ASCII; every other byte is rare here.
pub(super) const ASCII: [Class; 256] = {
    let mut table = [Class::Rare; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'\n' | b'\r' | 0x0b | 0x0c => Class::Newline,
            b' ' | b'\t' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b'.' | b'\'' => Class::MidBoth,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidDigit,
            _ => Class::Alone,
        };
        byte += 1;
    }
    table
};

/// Class and length in bytes of the character that starts at `at`. The length of a rare one is
/// not looked up and given as 1. `at` is a character boundary before the end.
#[inline]
pub(super) fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = bytes[at];
    if byte < 0x80 { (ASCII[byte as usize], 1) } else { class_of_wide(bytes, at) }
}

/// [`class_at`] for a character outside ASCII.
pub(super) fn class_of_wide(bytes: &[u8], at: usize) -> (Class, usize) {
    let second = bytes.get(at + 1).copied().unwrap_or(0);
    match bytes[at] {
        // U+0080 to U+00BF
        0xc2 => match second {
            0xa0 => (Class::Space, 2),
            0xa1..=0xa9 | 0xab | 0xac | 0xae..=0xb1 | 0xb4 | 0xb6 | 0xbb | 0xbf => (Class::Alone, 2),
            0xaa | 0xb5 | 0xba => (Class::Letter, 2),
            _ => (Class::Rare, 1),
        },
        // The multiplication and the division sign among the letters of Latin-1.
        0xc3 if second == 0x97 || second == 0xb7 => (Class::Alone, 2),
        // U+00C0 to U+02BF: Latin letters and those of the phonetic alphabet.
        0xc3..=0xca => (Class::Letter, 2),
        0xe2 => match (second, bytes.get(at + 2).copied().unwrap_or(0)) {
            // Hyphens and dashes; low and angle quotation marks, daggers, bullets; the ellipsis;
            // per mille, primes, single angle marks.
            (0x80, 0x90..=0x97 | 0x9a..=0xa3 | 0xa5 | 0xa6 | 0xb0..=0xbe) => (Class::Alone, 3),
            // Single curly marks.
            (0x80, 0x98 | 0x99) => (Class::MidBoth, 3),
            // Currency signs; the trade mark sign.
            (0x82, 0xa0..=0xbf) | (0x84, 0xa2) => (Class::Alone, 3),
            _ => (Class::Rare, 1),
        },
        _ => (Class::Rare, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// Words of `before`, the character and `after` as one text.
    fn words(before: &str, c: char, after: &str) -> Vec<String> {
        let text = format!("{before}{c}{after}");
        text.unicode_words().map(str::to_owned).collect()
    }

    #[test]
    fn every_known_character_breaks_words_as_its_class_says() {
        let mut known = 0;
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut buffer = [0; 4];
            let text = c.encode_utf8(&mut buffer);
            let (class, length) = class_at(text.as_bytes(), 0);
            if class == Class::Rare {
                continue;
            }
            known += 1;
            assert_eq!(length, c.len_utf8(), "{c:?}");
            let letters = words("a", c, "b");
            let digits = words("1", c, "2");
            let lone = words(" ", c, " ");
            // An accent after it must not make it part of a word it stands next to.
            let apart = words("a ", c, "\u{301} b");
            let whole = |a: &str, b: &str| vec![format!("{a}{c}{b}")];
            let split = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
            match class {
                Class::Letter | Class::Digit => {
                    assert_eq!((letters, digits), (whole("a", "b"), whole("1", "2")), "{c:?}");
                    assert_eq!(lone, whole("", ""), "{c:?}");
                }
                Class::Joiner => {
                    assert_eq!((letters, digits), (whole("a", "b"), whole("1", "2")), "{c:?}");
                    assert!(lone.is_empty(), "{c:?}");
                }
                Class::MidBoth => {
                    assert_eq!((letters, digits), (whole("a", "b"), whole("1", "2")), "{c:?}");
                    assert_eq!(apart, split("a", "b"), "{c:?}");
                }
                Class::MidLetter => {
                    assert_eq!((letters, digits), (whole("a", "b"), split("1", "2")), "{c:?}")
                }
                Class::MidDigit => assert_eq!((letters, digits), (split("a", "b"), whole("1", "2")), "{c:?}"),
                Class::Alone | Class::Space | Class::Newline => {
                    assert_eq!((letters, digits), (split("a", "b"), split("1", "2")), "{c:?}");
                    assert_eq!(apart, split("a", "b"), "{c:?}");
                    assert_eq!(class != Class::Alone, c.is_whitespace(), "{c:?}");
                }
                Class::Rare => unreachable!(),
            }
        }
        assert!(known > 128 + 512, "{known}");
    }
}
