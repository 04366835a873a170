//! A letter in, its lower case without diacritics out.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Scripts without spaces between words: every character counts as a word.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Appends `c` in lower case without diacritics.
pub(super) fn fold(c: char, out: &mut String) {
    for lower in c.to_lowercase() {
        match lower {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            lower => decompose_compatible(lower, |part| {
                if part.is_alphanumeric() && !is_combining_mark(part) {
                    out.extend(part.to_lowercase());
                }
            }),
        }
    }
}
