//! Dialogue opened by a dash, as French, Spanish, Russian and others print it: paragraph in,
//! dashes as marks out.
//!
//! A dash at the start of the paragraph opens. The words of the narrator stand between two more
//! dashes: `— Да, — сказал он. — Идём.` and `—Sí —dijo él—. Vamos.`

use super::mark::{Mark, MarkStyle, Nature};
use crate::span::Span;

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

/// Adds the dashes of the paragraph `body` to `marks`, when it starts with one.
pub(super) fn find_dashes(text: &str, body: Span, marks: &mut Vec<Mark>) {
    let words = &text[body.range()];
    if !words.starts_with(is_dash) {
        return;
    }
    let mut speaks = false;
    for (at, dash) in words.match_indices(is_dash) {
        let (before, after) = (&words[..at], &words[at + dash.len()..]);
        // Narration starts after punctuation, or hugs its first word; it ends likewise.
        let punctuated = before.trim_end().ends_with([',', '.', '!', '?', '…', ':']);
        let hugs = if before.ends_with(char::is_whitespace) {
            !after.starts_with(char::is_whitespace)
        } else {
            !after.starts_with(char::is_alphanumeric)
        };
        if at > 0 && !punctuated && !hugs {
            continue;
        }
        // The stop after a closing dash ends the sentence before the narration.
        let stop = after.len() - after.trim_start_matches(['.', ',', ';', ':']).len();
        speaks = !speaks;
        marks.push(Mark {
            start: body.start + at,
            end: body.start + at + dash.len() + stop,
            style: MarkStyle::Dash,
            nature: if speaks { Nature::Open } else { Nature::Close },
            may_open: speaks,
            may_close: !speaks,
            doubtful: false,
            mate: None,
        });
    }
    marks.sort_by_key(|mark| mark.start);
}
