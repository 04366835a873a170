//! A closing mark without an opening one in; the opening mark that belongs before it out.

use super::mark::{Class, Mark, MarkStyle, Nature};
use crate::span::Span;

/// Words that say beyond doubt that the text before a closing mark was speech.
const SAYING: [&str; 12] = [
    "said",
    "says",
    "added",
    "adds",
    "asked",
    "asks",
    "told",
    "replied",
    "wrote",
    "explained",
    "continued",
    "tweeted",
];

/// How far after the closing mark the attribution may stand, in words.
const ATTRIBUTION: usize = 5;

/// The mark of no width that opens the quote which the first mark of a paragraph, `closing`,
/// closes. Given only when `closing` can be nothing else, and either the `former` paragraph left
/// a quote of the same kind open or an attribution follows: `We did,” said Poe.`
pub(super) fn missing_opening(
    text: &str,
    body: Span,
    closing: &Mark,
    former: Option<MarkStyle>,
) -> Option<Mark> {
    if closing.class() != Class::Double || !closing.only_closes() || closing.doubtful {
        return None;
    }
    let words = &text[body.start..closing.start];
    let goes_on = former == Some(closing.style);
    let punctuated = words.ends_with([',', '!', '?', '.', '…', '—']);
    if !(punctuated && (goes_on || attributed(&text[closing.end..body.end]))) {
        return None;
    }
    Some(Mark {
        start: body.start,
        end: body.start,
        nature: Nature::Open,
        may_open: true,
        may_close: false,
        doubtful: false,
        mate: None,
        ..*closing
    })
}

/// Whether an attribution opens `rest`: `said Poe`, `Ann Poe told reporters`.
fn attributed(rest: &str) -> bool {
    for word in rest.split_whitespace().take(ATTRIBUTION) {
        let bare = word.trim_end_matches(['.', ',', ':', ';']);
        if SAYING.contains(&bare) {
            return true;
        }
        if bare.len() != word.len() {
            return false;
        }
    }
    false
}
