//! Any sayings into the tracker: the order of insertion changes nothing, every span of a change lies
//! in its wording, and every occurrence in its document.
#![no_main]

use std::sync::OnceLock;

use dixit::tracker::{Comparer, StatementRecord};
use dixit::{Attribution, Document, Kind, SourceTracker, Span};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

static EMPTY: OnceLock<SourceTracker> = OnceLock::new();

#[derive(Arbitrary, Debug)]
struct Saying<'a> {
    text: &'a str,
    speaker: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    claim: bool,
}

fn insert(tracker: &mut SourceTracker, number: usize, saying: &Saying) {
    let mut document = Document::new(number.to_string(), saying.text);
    document.outlet = saying.outlet.map(str::to_owned);
    document.published = saying.published.map(str::to_owned);
    let kind = if saying.claim { Kind::Indirect } else { Kind::Direct };
    let mut attribution = Attribution::new(kind, [Span::new(0, saying.text.len())]);
    attribution.speaker = saying.speaker.map(str::to_owned);
    tracker.insert(&document, &[attribution]).expect("ids differ and spans fit");
}

fn records(tracker: &SourceTracker) -> Vec<StatementRecord> {
    tracker.statements().map(|statement| statement.record()).collect()
}

fuzz_target!(|sayings: Vec<Saying>| {
    let sayings = &sayings[..sayings.len().min(20)];
    // Building one reads its word lists; copying an empty one does not.
    let empty = EMPTY.get_or_init(SourceTracker::new);
    let (mut forward, mut backward) = (empty.clone(), empty.clone());
    for (number, saying) in sayings.iter().enumerate() {
        insert(&mut forward, number, saying);
    }
    for (number, saying) in sayings.iter().enumerate().rev() {
        insert(&mut backward, number, saying);
    }
    let statements = records(&forward);
    assert_eq!(statements, records(&backward));
    for found in statements.iter().flat_map(|statement| &statement.occurrences) {
        let document: usize = found.document.parse().expect("ids are numbers");
        assert!(sayings[document].text.get(found.span.range()).is_some(), "{found:?}");
    }

    let mut comparer = Comparer::new();
    for pair in sayings.windows(2) {
        let Some(comparison) = comparer.compare(pair[0].text, pair[1].text) else { continue };
        assert!((0.0..=1.0).contains(&comparison.coverage), "{comparison:?}");
        for (ours, theirs) in &comparison.aligned {
            assert!(pair[0].text.get(ours.range()).is_some() && pair[1].text.get(theirs.range()).is_some());
        }
        for change in &comparison.changes {
            assert_eq!(pair[0].text.get(change.from_span.range()), Some(change.from.as_str()), "{change:?}");
            assert_eq!(pair[1].text.get(change.to_span.range()), Some(change.to.as_str()), "{change:?}");
        }
    }
});
