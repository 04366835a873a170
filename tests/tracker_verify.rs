//! Was this really said? Each verdict on a quotation, by the library alone.

mod support;

use dixit::tracker::{Match, Relation, StatementKind, Verdict};
use dixit::{Attribution, Document, SourceTracker, Span};
use serde_json::json;
use support::{invented, quote, tracker_of};

const SAID: &str = "The old bridge over the Morava will not be closed in March, and nobody asked for it";

fn harbour() -> SourceTracker {
    tracker_of(&[
        quote("a", "Harbour Post", "2031-05-02", Some("Ann Poe"), SAID),
        quote("b", "Morava Times", "2031-05-03", Some("Poe"), &SAID.replace("not", "now")),
        claim("c", "Bob Roe", "the ferry to Ostrava would stop before the winter"),
        quote("d", "Morava Times", "2031-05-04", Some("Jan Reed"), "That is on paper, and on paper only"),
    ])
}

/// A document that reports what somebody said.
fn claim(id: &str, speaker: &str, text: &str) -> (Document, Attribution) {
    let (document, _) = quote(id, "Harbour Post", "2031-05-02", None, text);
    let attribution = json!({"id": 0, "kind": "indirect", "content": [[0, text.len()]], "speaker": speaker});
    (document, serde_json::from_value(attribution).unwrap())
}

fn document<'t>(found: &Option<Match<'t>>) -> Option<&'t str> {
    found.as_ref().map(|found| found.occurrence.document())
}

#[test]
fn every_verdict_has_its_sign() {
    let tracker = harbour();
    for (text, speaker, verdict, found, same_speaker) in [
        ("“will not be closed in March”", Some("Ann Poe"), Verdict::Verbatim, Some("a"), Some(true)),
        ("WILL NOT BE CLOSED IN MARCH", None, Verdict::Verbatim, Some("a"), None),
        ("The old bridge … will not be closed in March", Some("Poe"), Verdict::Edited, Some("a"), Some(true)),
        ("The old bridge [there] will not be closed in March", None, Verdict::Edited, Some("a"), None),
        ("The old bridge will not be closed in March", None, Verdict::Edited, Some("a"), None),
        (
            "The ferry to Ostrava will stop before the winter",
            Some("Bob Roe"),
            Verdict::Reported,
            Some("c"),
            Some(true),
        ),
        ("The ferry to Ostrava will not stop before the winter", None, Verdict::Altered, Some("c"), None),
        (
            "The old bridge over the Morava must be closed in March",
            Some("the minister"),
            Verdict::Altered,
            Some("a"),
            None,
        ),
        ("on paper only", Some("Jan Reed"), Verdict::Verbatim, Some("d"), Some(true)),
        ("on paper only", Some("Bob Roe"), Verdict::TooShort, None, None),
        ("Not on paper", Some("Bob Roe"), Verdict::TooShort, None, None),
        ("Nobody has ever heard of a toll on the quay", Some("Ann Poe"), Verdict::NotFound, None, None),
        ("", None, Verdict::TooShort, None, None),
    ] {
        let check = tracker.check(text, speaker);
        let seen = (check.verdict, document(&check.found), check.same_speaker);
        assert_eq!(seen, (verdict, found, same_speaker), "{text}: {check:?}");
        if let Some(found) = check.found {
            assert!(found.verdict() == verdict && found.parts.is_empty());
            assert_eq!(found.text, found.occurrence.text());
        }
    }
}

#[test]
fn whatever_was_quoted_is_verbatim() {
    let quotes = invented(600);
    let tracker = tracker_of(&quotes);
    for (document, _) in &quotes {
        let check = tracker.check(&document.text, None);
        assert_eq!(check.verdict, Verdict::Verbatim, "{}: {check:?}", document.text);
    }
}

#[test]
fn of_two_wordings_the_one_that_was_quoted_is_found_and_the_other_told() {
    let tracker = harbour();
    let check = tracker.check("The old bridge over the Morava will now be closed in March", Some("Ann Poe"));
    assert_eq!((check.verdict, document(&check.found)), (Verdict::Verbatim, Some("b")));
    let elsewhere = check.elsewhere.unwrap();
    assert_eq!((elsewhere.occurrence.document(), elsewhere.verdict()), ("a", Verdict::Altered));
    let changes: Vec<_> = elsewhere.comparison.changes.iter().map(|c| (&*c.from, &*c.to)).collect();
    assert_eq!((changes, elsewhere.outlets), (vec![("not", "now")], 2));
    let shorter = tracker.check("nobody asked for it", Some("Ann Poe"));
    assert_eq!((shorter.verdict, shorter.elsewhere.is_none()), (Verdict::Verbatim, true), "both hold it");
}

#[test]
fn right_words_of_the_wrong_speaker_are_verbatim_and_somebody_elses() {
    let check = harbour().check(SAID, Some("Bob Roe")).same_speaker;
    assert_eq!(check, Some(false));
    assert_eq!(harbour().check(SAID, None).same_speaker, None);
    assert_eq!(harbour().check(SAID, Some("a spokeswoman")).same_speaker, None);
}

#[test]
fn words_between_marks_inside_a_claim_are_quoted() {
    let tracker =
        tracker_of(&[claim("c", "Bob Roe", "the plan for the quay “is dead in the water of Tull”")]);
    let found = tracker.check("is dead in the water of Tull", Some("Bob Roe")).found.unwrap();
    assert_eq!((found.kind, found.verdict()), (StatementKind::Quote, Verdict::Verbatim));
    let found = tracker.check("the plan for the quay is dead in the water of Tull", None).found.unwrap();
    assert_eq!((found.kind, found.verdict()), (StatementKind::Claim, Verdict::Reported));
}

/// A document with two quotations of one speaker.
fn two_quotations() -> SourceTracker {
    let text = "“I love the harbour of Tull,” said Poe. “But I will never live beside the dredgers again,” she added.";
    let piece = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut tracker = SourceTracker::new();
    let (mut document, _) = quote("a", "Harbour Post", "2031-05-02", None, "");
    document.text = text.into();
    let pieces =
        [piece("I love the harbour of Tull,"), piece("But I will never live beside the dredgers again,")];
    let attributions = pieces.map(|span| {
        let attribution =
            json!({"id": 0, "kind": "direct", "content": [span], "quoted": [span], "speaker": "Ann Poe"});
        serde_json::from_value(attribution).unwrap()
    });
    tracker.insert(&document, &attributions).unwrap();
    tracker
}

#[test]
fn words_put_together_from_two_quotations_are_edited_and_name_both() {
    let tracker = two_quotations();
    let check = tracker
        .check("I love the harbour of Tull but I will never live beside the dredgers again", Some("Poe"));
    assert_eq!((check.verdict, check.same_speaker), (Verdict::Edited, Some(true)));
    let found = check.found.unwrap();
    assert_eq!((found.parts.len(), found.comparison.relation), (2, Relation::Spliced));
    assert_eq!(found.text, "I love the harbour of Tull … But I will never live beside the dredgers again");
    assert_eq!(found.span(), found.parts[0].span().cover(found.parts[1].span()));
}

#[test]
fn a_check_is_written_as_the_contract_has_it() {
    let tracker = harbour();
    let value =
        serde_json::to_value(tracker.check("That is on paper, and in stone only", Some("Reed"))).unwrap();
    assert_eq!(value["verdict"], "altered");
    assert_eq!(value["same_speaker"], true);
    assert!(value.get("elsewhere").is_none(), "{value}");
    let text = "That is on paper, and on paper only";
    let found = json!({
        "document": "d", "outlet": "Morava Times", "published": "2031-05-04", "span": [0, text.len()],
        "text": text, "speaker": "Jan Reed", "kind": "quote", "relation": "altered",
        "changes": [{"from": "on paper", "to": "in stone", "critical": false}], "outlets": 1,
    });
    assert_eq!(value["found"], found);
    let nothing = serde_json::to_value(tracker.check("", None)).unwrap();
    assert_eq!(nothing, json!({"verdict": "too-short", "same_speaker": null, "found": null}));
    let put_together = two_quotations();
    let check = put_together
        .check("I love the harbour of Tull but I will never live beside the dredgers again", None);
    let spans = &serde_json::to_value(&check).unwrap()["found"]["spans"];
    assert_eq!(spans.as_array().unwrap().len(), 2, "{check:?}");
}
