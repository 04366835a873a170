//! Loose quoted spans that are plainly speech, whatever a corpus says.
//!
//! PolNeAR marks only what has a cue, and leaves out a paragraph that is one quotation: `“Why not?”` under
//! `“We will not come,” said Poe.` What it leaves out is no evidence that nobody said it, so that the scorer
//! of placements does not learn from such spans. Where it is applied it is not asked about a short question
//! and its answer alone: they look like more words of one speaker.

use crate::lexicon::Tag;
use crate::quote::Role;
use crate::syntax::{Scene, UnitRange, is_title};
use crate::text::count_words;

use super::features::Loose;

/// Fewest words of a paragraph in marks that is plainly speech.
const FEWEST_OF_PARAGRAPH: usize = 8;

/// The same for a sentence in marks.
const FEWEST_OF_SENTENCE: usize = 3;

/// Whether a span is a paragraph of its own, in whole sentences, below the top of the text.
fn is_paragraph(scene: &Scene, loose: &Loose) -> bool {
    let top = scene.syntax.paragraphs.get(1).map_or(0, |paragraph| paragraph.start);
    loose.paragraph.end - loose.paragraph.start == 1
        && loose.paragraph.start > top
        && ends(marked(scene, loose.unit))
}

/// Whether a span is a sentence of its own, which ends within the marks, and no headline: `Poe shook his
/// head. “Not in my lifetime.”`
fn is_sentence(scene: &Scene, loose: &Loose) -> bool {
    let words = marked(scene, loose.unit);
    let sentence = scene.sentence(loose.unit);
    let headline = loose.paragraph.start == 0 && loose.paragraph == sentence;
    sentence == UnitRange { start: loose.unit, end: loose.unit + 1 }
        && !headline
        && words.starts_with(char::is_uppercase)
        && ends(words)
}

/// Whether a quoted span that no frame reports is plainly speech.
pub fn is_plainly_speech(scene: &Scene, loose: &Loose) -> bool {
    is_told(scene, loose) || takes_turns(scene, loose) || is_long(scene, loose)
}

/// Whether such a span is long enough for plain speech.
fn is_long(scene: &Scene, loose: &Loose) -> bool {
    let words = count_words(marked(scene, loose.unit));
    loose.role == Role::Speech
        && (words >= FEWEST_OF_PARAGRAPH && is_paragraph(scene, loose)
            || words >= FEWEST_OF_SENTENCE && (is_sentence(scene, loose) || is_signed(scene, loose)))
}

/// Whether a mark names the speaker of whole sentences, `“Rest easy, boss.” — Ann Poe`, or of a headline.
fn is_signed(scene: &Scene, loose: &Loose) -> bool {
    let words = marked(scene, loose.unit);
    loose.marked && (loose.unit == 0 || ends(words) || words.ends_with(','))
}

/// Whether the sentence that a span opens goes on behind its last comma by saying who told it, with whatever
/// verb: `“He never came home,” a friend of hers dished.`
fn is_told(scene: &Scene, loose: &Loose) -> bool {
    let words = marked(scene, loose.unit);
    let sentence = scene.sentence(loose.unit);
    let verb = |at: u32| {
        at < sentence.end && (scene.unit(at).is_finite() || scene.unit(at).tag == Tag::VerbParticiple)
    };
    let told = |source: UnitRange| verb(source.end) || source.start > loose.unit + 1;
    let opens = sentence.start == loose.unit && !is_title(words);
    opens && words.ends_with(',') && count_words(words) >= FEWEST_OF_SENTENCE && loose.after.is_some_and(told)
}

/// Most words of a turn that is plainly a question or an answer.
const LONGEST_TURN: usize = 8;

/// Whether a short span is a question to the quote in the paragraph before, or the answer to it; it looks
/// like a heading, or like more words of whoever spoke there.
pub(super) fn takes_turns(scene: &Scene, loose: &Loose) -> bool {
    let asks = |at: u32| marked(scene, at).ends_with('?');
    matches!(loose.role, Role::Speech | Role::Headline)
        && loose.words <= LONGEST_TURN
        && loose.follows.is_some_and(|before| asks(before) || asks(loose.unit))
        && is_paragraph(scene, loose)
}

/// Whether a sentence ends with the words.
fn ends(words: &str) -> bool {
    words.ends_with(['.', '!', '?', '…'])
}

/// The words of a quoted span.
fn marked<'a>(scene: &Scene<'a>, at: u32) -> &'a str {
    scene.quote(at).map_or("", |quote| quote.words(scene.text))
}
