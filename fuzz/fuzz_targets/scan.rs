//! Any text into the mark scanner: it returns, and every span lies in the text, on char boundaries,
//! between its marks, inside its parent.
#![no_main]

use dixit::quote::{MarkOptions, scan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &str)| {
    let (dashes, text) = input;
    let mut quotes = Vec::new();
    scan(text, &MarkOptions { dashes }, &mut quotes);
    for (number, quote) in quotes.iter().enumerate() {
        for span in [quote.open, quote.span, quote.close] {
            assert!(text.get(span.range()).is_some(), "{quote:?} is not in the text");
        }
        assert!(quote.open.end <= quote.span.start && quote.span.end <= quote.close.start, "{quote:?}");
        if let Some(parent) = quote.parent {
            let parent = &quotes[parent as usize];
            assert!(parent.span.contains(quote.span), "{quote:?} is not inside {parent:?}");
        }
        assert!(quote.continues.is_none_or(|former| (former as usize) < number), "{quote:?}");
    }
});
