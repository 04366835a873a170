//! Lines that say who speaks below or behind them, where a text is made of nothing else.

use dixit::{Annotation, Annotator, Document};

fn annotate(text: &str) -> Annotation {
    Annotator::new().annotate(&Document::new("", text))
}

/// Each block once moved all frames behind it; `growth.rs` has that they take linear time.
#[test]
fn a_text_of_nothing_but_blocks_has_one_attribution_each() {
    let text = "Ann Poe writes:\n\nThe bridge was never safe, and I said so in May.\n\n".repeat(4_000);
    assert_eq!(annotate(&text).attributions.len(), 4_000);
}

/// The last paragraph had no word left once its asterisks were taken off, and what stands behind it was looked at.
#[test]
fn a_paragraph_of_nothing_but_markup_is_nobodys_label() {
    for text in ["***", "_", "Q", "Q.", "**Q.**", "A spokesman for", "More than", "@", "Ann Poe, @"] {
        assert!(annotate(text).attributions.is_empty(), "{text:?}");
    }
    let turn = annotate("Ann Poe: Yes.\n\n**");
    assert_eq!(turn.attributions.len(), 1);
    assert_eq!(turn.attributions[0].speaker.as_deref(), Some("Ann Poe"));
}
