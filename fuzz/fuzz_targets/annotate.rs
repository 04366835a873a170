//! Any text through the whole annotator: it returns, the same every time and with used memory as with
//! fresh, and every span lies in the text.
#![no_main]

use std::sync::OnceLock;

use dixit::{Annotator, Document, Scratch};
use libfuzzer_sys::fuzz_target;

static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();

fuzz_target!(|texts: (&str, &str)| {
    let annotator = ANNOTATOR.get_or_init(Annotator::new);
    let document = |text: &str| Document::new("fuzz", text);
    let (first, second) = (document(texts.0), document(texts.1));
    let mut scratch = Scratch::default();
    annotator.annotate_with(&first, &mut scratch);
    let annotation = annotator.annotate_with(&second, &mut scratch);
    assert_eq!(annotation, annotator.annotate(&second));
    for found in &annotation.attributions {
        assert!(!found.content.is_empty());
        for span in [&found.content, &found.quoted, &found.cue, &found.source].into_iter().flatten() {
            assert!(second.text.get(span.range()).is_some(), "{found:?}");
        }
    }
});
