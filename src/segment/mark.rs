//! A character that belongs to no word in; the punctuation token it starts out.

use super::token::TokenKind;

/// Kind and end of the token that starts at `at`; it ends by `end`. `after_word` says whether a
/// word ends at `at`, which is a character boundary before a character that is no white space.
pub(super) fn read(text: &str, at: usize, end: usize, after_word: bool) -> (TokenKind, usize) {
    use TokenKind as K;
    let bytes = &text.as_bytes()[..end];
    let byte = bytes[at];
    let one = |kind| (kind, at + 1);
    match byte {
        b'.' => match run(bytes, at) {
            length @ 3.. => (K::Stop, at + length),
            _ => one(K::Stop),
        },
        b'!' | b'?' => one(K::Stop),
        b',' => one(K::Comma),
        b':' | b';' => one(K::Colon),
        b'(' | b'[' | b'{' => one(K::Open),
        b')' | b']' | b'}' => one(K::Close),
        b'"' => one(K::Mark),
        b'\'' | b'`' if bytes.get(at + 1) == Some(&byte) => (K::Mark, at + 2),
        b'\'' | b'`' => one(K::Mark),
        b'-' => match run(bytes, at) {
            1 => (hyphen(text, after_word, at + 1), at + 1),
            length => (K::Dash, at + length),
        },
        0..=0x7f => one(K::Symbol),
        _ => {
            let Some(c) = text[at..].chars().next() else { return one(K::Symbol) };
            let next = at + c.len_utf8();
            (wide(text, c, after_word, next), next)
        }
    }
}

/// Kind of a character outside ASCII.
fn wide(text: &str, c: char, after_word: bool, next: usize) -> TokenKind {
    use TokenKind as K;
    match c {
        '‘'..='‟' | '«' | '»' | '‹' | '›' | '「'..='』' | '〝'..='〟' | '＂' | '＇' => {
            K::Mark
        }
        '‐' | '‑' => hyphen(text, after_word, next),
        '‒'..='―' => K::Dash,
        '…' | '‼' | '⁇'..='⁉' | '。' | '！' | '？' | '｡' => K::Stop,
        '，' | '、' | '،' => K::Comma,
        '：' | '；' => K::Colon,
        '（' | '［' | '｛' | '【' | '〈' | '《' => K::Open,
        '）' | '］' | '｝' | '】' | '〉' | '》' => K::Close,
        _ => K::Symbol,
    }
}

/// A hyphen that touches a word is a hyphen ("two-thirds", "pre- and post-war", "U.S.-led", "-5");
/// one that touches none is a dash.
fn hyphen(text: &str, after_word: bool, next: usize) -> TokenKind {
    let before_word = || text[next..].chars().next().is_some_and(char::is_alphanumeric);
    if after_word || before_word() { TokenKind::Hyphen } else { TokenKind::Dash }
}

/// How often the byte at `at` is repeated there.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_apart() {
        use TokenKind as K;
        let rows = [
            ("...", false, K::Stop, 3),
            ("..", false, K::Stop, 1),
            ("…", false, K::Stop, 3),
            ("--", true, K::Dash, 2),
            ("—", false, K::Dash, 3),
            ("-", true, K::Hyphen, 1),
            ("-five", false, K::Hyphen, 1),
            ("- five", false, K::Dash, 1),
            ("``", false, K::Mark, 2),
            ("'''", false, K::Mark, 2),
            ("“", false, K::Mark, 3),
            ("„", false, K::Mark, 3),
            ("『", false, K::Mark, 3),
            ("%", true, K::Symbol, 1),
            ("€", false, K::Symbol, 3),
            ("[", false, K::Open, 1),
        ];
        for (text, after_word, kind, end) in rows {
            assert_eq!(read(text, 0, text.len(), after_word), (kind, end), "{text}");
        }
    }
}
