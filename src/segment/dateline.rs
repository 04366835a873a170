//! The tokens of a paragraph in, the end of its dateline out: where, when and by which agency a report was
//! written, which no sentence of it says.
//!
//! - A place: `LOWER ASHBY, Caldria (LW) -- `, `LONDON, May 4 (Reuters) – `, `TARNOW — `, `Ashwick (CNN) — `. A
//!   place in capitals, or an agency in brackets, must be followed by a dash and then by what can start a
//!   sentence: `ILSE BRANDT — the mayor — left` has none. Before a colon only a place that the lexicon knows is
//!   one, `NEW DELHI: The …`, since `TARNOW: The …` looks like the label of a transcript's line.
//! - A time, as the entries of a live page have it: `09:41 GMT The …`, `9.41am: `, `10:03 – `.

use super::token::{Shape, Token, TokenKind};
use crate::lexicon::Lexicon;

/// Most words of a place in capitals.
const PLACE: usize = 4;
/// Most tokens between the place and the dash.
const REST: usize = 14;
/// Most tokens in brackets.
const AGENCY: usize = 5;

/// What may stand behind a time of day.
const ZONES: [&str; 11] = ["am", "pm", "gmt", "utc", "bst", "cet", "et", "est", "edt", "pt", "ist"];

/// How many of a paragraph's tokens are its dateline; 0 where there is none.
pub(super) fn length(text: &str, tokens: &[Token], lexicon: &Lexicon) -> usize {
    match tokens.first().map(|token| token.kind) {
        Some(TokenKind::Number) => time(text, tokens),
        Some(TokenKind::Word | TokenKind::Open) => report(text, tokens, lexicon),
        _ => 0,
    }
}

/// How many tokens place and agency take, with their dash or colon.
fn report(text: &str, tokens: &[Token], lexicon: &Lexicon) -> usize {
    let upper = place(tokens);
    if let Some(last) = upper.checked_sub(1)
        && tokens.get(upper).is_some_and(|next| next.kind == TokenKind::Colon)
    {
        let name = text[tokens[0].start as usize..tokens[last].end as usize].to_lowercase();
        return if lexicon.place(&name).is_some() { upper + 1 } else { 0 };
    }
    let mut at = upper;
    let mut agency = false;
    while at < upper + REST {
        let Some(token) = tokens.get(at) else { return 0 };
        match token.kind {
            TokenKind::Dash => return if upper > 0 || agency { at + 1 } else { 0 },
            // Nothing but the dash follows the agency.
            _ if agency => return 0,
            TokenKind::Open => {
                let close = tokens[at..].iter().take(AGENCY + 2).position(|t| t.kind == TokenKind::Close);
                let Some(close) = close else { return 0 };
                at += close;
                agency = true;
            }
            TokenKind::Word if token.shape == Shape::Lower => return 0,
            TokenKind::Word | TokenKind::Number | TokenKind::Stop | TokenKind::Comma | TokenKind::Hyphen => {}
            _ => return 0,
        }
        at += 1;
    }
    0
}

/// How many tokens a place in capitals takes: `ST. VARGA`, `LOWER-ASHBY`.
fn place(tokens: &[Token]) -> usize {
    let (mut words, mut at) = (0, 0);
    for token in tokens {
        match token.kind {
            TokenKind::Word if token.shape == Shape::Upper => words += 1,
            TokenKind::Hyphen if words > 0 => {}
            TokenKind::Stop if words > 0 && !token.spaced => {}
            _ => break,
        }
        at += 1;
    }
    if (1..=PLACE).contains(&words) { at } else { 0 }
}

/// How many tokens a time of day takes, with its zone and mark.
fn time(text: &str, tokens: &[Token]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.span().range()]);
    let half = |word: &str| ["am", "pm"].iter().any(|half| word.len() > 2 && word.ends_with(half));
    let mut end = match tokens {
        [_, colon, minutes, ..]
            if minutes.kind == TokenKind::Number && !colon.spaced && !minutes.spaced && word(1) == ":" =>
        {
            3
        }
        _ if half(word(0)) => 1,
        _ => return 0,
    };
    end += usize::from(ZONES.iter().any(|zone| word(end).eq_ignore_ascii_case(zone)));
    end += usize::from(matches!(word(end), ":" | "-" | "–" | "—" | "|"));
    end
}
