//! Addresses of pages, and the brackets of Markdown links, which say nothing: `https://tull.example/a`,
//! `[the bridge](https://tull.example/a)`.

use crate::segment::{Token, TokenKind};
use crate::span::Span;

/// The end of the address that begins with a word: "https://…", "tull.example/…".
pub(super) fn end(text: &str, token: &Token) -> Option<usize> {
    let (start, after) = (token.start as usize, token.end as usize);
    let (word, behind) = (&text[start..after], &text[after..]);
    let opens = token.kind == TokenKind::Word
        && (behind.starts_with("://") || behind.starts_with('/') && is_host(word));
    opens.then(|| after + length(behind)).filter(|end| *end > after)
}

/// The end of what a bracket adds to the words of a link: of "[" before them, of "](https://tull.example/a)"
/// behind them.
pub(super) fn link_bracket(text: &str, token: &Token) -> Option<usize> {
    let after = token.end as usize;
    match (token.kind, &text[token.start as usize..after]) {
        (TokenKind::Open, "[") => {
            let reach =
                text[after..].char_indices().nth(LONGEST_WORDS).map_or(text.len(), |(at, _)| after + at);
            let words = text[after..reach].find(['[', ']', '\n'])?;
            target(&text[after + words..]).map(|_| after)
        }
        (TokenKind::Close, "]") => {
            target(&text[token.start as usize..]).map(|length| token.start as usize + length)
        }
        _ => None,
    }
}

/// Most characters between the brackets of a link.
const LONGEST_WORDS: usize = 400;

/// The length of the target of a link, "](https://tull.example/a)", that a text begins with.
fn target(text: &str) -> Option<usize> {
    let address = text.strip_prefix("](")?;
    let length = length(address);
    let known = address[..length].contains("://")
        || address.starts_with(['/', '#'])
        || address.starts_with("mailto:");
    (known && address[length..].starts_with(')')).then_some(length + 3)
}

/// A stretch with both brackets of a link of which it has one, if the other touches it.
pub(super) fn whole_links(text: &str, start: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let (opens, closes) = (start > 0 && bytes[start - 1] == b'[', bytes.get(end) == Some(&b']'));
    if !opens && !closes {
        return Span::new(start, end);
    }
    let inside = &text[start..end];
    let closed = inside.find("](");
    let bare = |open: usize| inside[open..].find(']').is_none();
    let begins = opens && closed.is_some_and(|at| inside[..at].find('[').is_none());
    let ends = closes && inside.rfind('[').is_some_and(bare);
    let behind = if ends { target(&text[end..]).unwrap_or(0) } else { 0 };
    Span::new(start - usize::from(begins), end + behind)
}

/// Longest address in bytes; what is longer is none.
const LONGEST: usize = 2048;

/// How many bytes belong to an address: none behind a space, a bracket, a quotation mark, and no marks that
/// end a sentence or a part of it.
fn length(text: &str) -> usize {
    let inside = |c: char| {
        !(c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»'))
    };
    let end = text.char_indices().take(LONGEST).find(|(_, c)| !inside(*c)).map_or(text.len(), |(at, _)| at);
    if end > LONGEST {
        0
    } else {
        text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '…']).len()
    }
}

/// Whether a word is the name of a machine: "tull.example".
fn is_host(word: &str) -> bool {
    let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{end, link_bracket, whole_links};
    use crate::lexicon::Lexicon;
    use crate::segment::{Segments, Token};

    /// The first stretch of a text that `read` finds.
    fn first(text: &str, read: impl Fn(&str, &Token) -> Option<usize>) -> Option<&str> {
        let mut segments = Segments::default();
        segments.fill(text, &Lexicon::english());
        segments.tokens.iter().find_map(|token| read(text, token).map(|end| &text[token.start as usize..end]))
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, address) in [
            ("See https://tull.example/a?b=c.", Some("https://tull.example/a?b=c")),
            ("See tull.example/a, they said.", Some("tull.example/a")),
            ("See (https://tull.example/a) now.", Some("https://tull.example/a")),
            ("From 9 a.m./10 a.m. on, and/or later: Poe/Lund.", None),
            ("See https: here", None),
        ] {
            assert_eq!(first(text, end), address, "{text}");
        }
    }

    #[test]
    fn a_link_is_taken_whole() {
        let text = "Poe said [it was](/a) the [bridge](/b).";
        let whole = |words: &str| {
            let start = text.find(words).unwrap();
            &text[whole_links(text, start, start + words.len()).range()]
        };
        assert_eq!(whole("it was](/a) the"), "[it was](/a) the");
        assert_eq!(whole("the [bridge"), "the [bridge](/b)");
        assert_eq!(whole("it was](/a) the [bridge"), "[it was](/a) the [bridge](/b)");
        assert_eq!(whole("bridge"), "bridge");
        assert_eq!(whole("the"), "the");
    }

    #[test]
    fn the_brackets_of_a_link_are_known_by_its_target() {
        assert_eq!(first("See [the bridge](https://tull.example/a) now.", link_bracket), Some("["));
        assert_eq!(first("See the bridge](/a) now.", link_bracket), Some("](/a)"));
        for text in ["See [the bridge](on the map) now.", "He saw [it] (and ran).", "[[["] {
            assert_eq!(first(text, link_bracket), None, "{text}");
        }
    }
}
