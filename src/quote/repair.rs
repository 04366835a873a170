//! A mark without its partner in; the mark of no width that plainly belongs there out: an opening one
//! before a closing mark, a closing one before the attribution of a quote that nothing closes.

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

/// Subjects of an attribution that are no names.
const PRONOUNS: [&str; 3] = ["he", "she", "they"];

/// Most words of a name behind its first, and the verb.
const SUBJECT: usize = 3;

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

/// The mark of no width that closes the quote which `opening` opens and nothing closes: before the words
/// that attribute it, `“We did, said Poe, who left.` `limit` is where another mark stands, or the paragraph
/// ends.
pub(super) fn missing_closing(text: &str, opening: &Mark, limit: usize) -> Option<Mark> {
    let words = &text[opening.end..limit];
    let pauses = words.match_indices([',', '?', '!']).map(|(at, _)| at + 1);
    let end = pauses.filter(|at| at_attribution(&words[*at..])).map(|at| opening.end + at).next()?;
    Some(Mark {
        start: end,
        end,
        nature: Nature::Close,
        may_open: false,
        may_close: true,
        doubtful: false,
        mate: None,
        ..*opening
    })
}

/// Whether `rest` begins with a reporting verb and its subject, or with a subject, its verb and a pause:
/// ` said Ann Poe`, ` she said.`, ` Ann Poe said.`
fn at_attribution(rest: &str) -> bool {
    // Before any word is read: behind a comma among many there may be no space as far as the text goes.
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let mut words = rest.split_whitespace();
    let Some(first) = words.next() else { return false };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if SAYING.contains(&first) {
        return words.next().is_some_and(|word| capital(word) && word != "I");
    }
    let subject = PRONOUNS.contains(&first) || capital(first) && first != "I";
    let verb = words.take(SUBJECT).find(|word| !capital(word)).filter(|_| subject);
    verb.and_then(|verb| verb.strip_suffix(['.', ','])).is_some_and(|verb| SAYING.contains(&verb))
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
