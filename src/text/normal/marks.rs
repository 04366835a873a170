//! Marks that take more than one character to tell: ellipses, brackets and links.

/// End of the ellipsis of three or more full stops, spaced or not, that starts at `at`; `at + 1`
/// where there is none.
pub(super) fn ellipsis_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut end, mut dots, mut next) = (at + 1, 1, at + 1);
    loop {
        match bytes.get(next) {
            Some(b'.') => {
                dots += 1;
                next += 1;
                end = next;
            }
            Some(b' ') if bytes.get(next + 1) == Some(&b'.') => next += 1,
            Some(0xc2) if bytes.get(next + 1) == Some(&0xa0) && bytes.get(next + 2) == Some(&b'.') => {
                next += 2
            }
            _ => break,
        }
    }
    if dots >= 3 { end } else { at + 1 }
}

/// Whether a text that starts with `[` goes on with one letter, `]` and more letters.
pub(super) fn bracketed_initial(text: &str) -> bool {
    let mut chars = text[1..].chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.next() == Some(']')
        && chars.next().is_some_and(char::is_alphabetic)
}

/// How far a link's text or target may reach; keeps the look-ahead bounded.
const LINK_REACH: usize = 300;

/// For a text that starts with `[`: the offset of the `]` of a Markdown link.
pub(super) fn link_text_end(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LINK_REACH)];
    let close = memchr::memchr2(b']', b'\n', bytes)?;
    (bytes.get(close..close + 2) == Some(b"](")).then_some(close)
}

/// Offset past the `)` of the target that opens at `at`, or `at` where it does not close.
pub(super) fn link_target_end(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..text.len().min(at + LINK_REACH)];
    memchr::memchr2(b')', b'\n', bytes).filter(|&n| bytes[n] == b')').map_or(at, |n| at + n + 1)
}
