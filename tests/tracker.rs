//! The tracker as a whole: statements are a function of the set of documents, whatever the order,
//! the batches and the merges; and it holds its promises about repeats, slogans and conflicts.

mod support;

use std::path::PathBuf;

use dixit::tracker::{
    Checkpoint, Date, LinkKind, Outlets, Relation, StatementChange, StatementRecord, StepKind,
};
use dixit::{Attribution, Document, Kind, Polarity, SourceTracker, Span};
use serde_json::json;
use support::{Random, add, invented, quote, tracker_of};

/// Every statement as the bytes that `track --json` writes.
fn bytes(tracker: &SourceTracker) -> String {
    let line = |record: StatementRecord| serde_json::to_string(&record).unwrap() + "\n";
    tracker.statements().map(|statement| line(statement.record())).collect()
}

/// The public quotations of the linking benchmark, where they are at hand.
fn natural() -> Option<Vec<(Document, Attribution)>> {
    let shared = std::env::var_os("DIXIT_SHARED").map_or(PathBuf::from("../shared"), PathBuf::from);
    let Ok(file) = std::fs::File::open(shared.join("eval/linking/natural.jsonl.gz")) else {
        eprintln!("skipped: no linking benchmark under DIXIT_SHARED or ../shared");
        return None;
    };
    let lines = std::io::read_to_string(flate2::read::GzDecoder::new(file)).unwrap();
    let quotes = lines.lines().map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_string();
        quote(&row["id"].to_string(), &text("outlet"), &text("date"), None, &text("text"))
    });
    Some(quotes.collect())
}

fn any_order_and_any_merge_give_the_same_statements(mut quotes: Vec<(Document, Attribution)>) {
    let expected = bytes(&tracker_of(&quotes));
    let mut random = Random(7);
    random.shuffle(&mut quotes);
    assert!(bytes(&tracker_of(&quotes)) == expected, "another order");

    // Asked in between, so that links are made and dropped again.
    let mut batches = SourceTracker::new();
    for batch in quotes.chunks(quotes.len() / 3 + 1) {
        batch.iter().for_each(|quote| add(&mut batches, quote));
        assert!(batches.statements().len() > 0);
    }
    assert!(bytes(&batches) == expected, "in batches");

    for parts in [2, 7, 64] {
        let mut trackers: Vec<SourceTracker> =
            quotes.chunks(quotes.len().div_ceil(parts)).map(tracker_of).collect();
        random.shuffle(&mut trackers);
        // A tree: neighbours merge until one is left.
        while trackers.len() > 1 {
            let mut next = Vec::new();
            for pair in trackers.chunks(2) {
                let mut left = pair[0].clone();
                if let Some(right) = pair.get(1) {
                    left.merge(right).unwrap();
                }
                next.push(left);
            }
            trackers = next;
        }
        assert!(bytes(&trackers[0]) == expected, "merged from {parts} parts");
    }
}

#[test]
fn order_batches_and_merges_do_not_matter() {
    any_order_and_any_merge_give_the_same_statements(invented(10_000));
}

#[test]
fn order_batches_and_merges_do_not_matter_on_natural_quotations() {
    natural().into_iter().for_each(any_order_and_any_merge_give_the_same_statements);
}

/// The tracker is asked after every change, so that its links are brought up to date a little at a
/// time, and holds the same as one that links everything at once.
fn small_changes_give_what_linking_anew_gives(quotes: &[(Document, Attribution)], steps: usize) {
    let mut random = Random(11);
    let (start, later) = quotes.split_at(quotes.len() * 9 / 10);
    let mut present: Vec<(Document, Attribution)> = start.to_vec();
    let mut coming = later.iter();
    let mut tracker = tracker_of(start);
    for step in 0..steps {
        assert!(tracker.statements().len() > 0);
        for _ in 0..=random.below(3) {
            match random.below(3) {
                0 => {
                    let (document, _) = present.swap_remove(random.below(present.len()));
                    assert!(tracker.remove(&document.id));
                }
                1 => {
                    let at = random.below(present.len());
                    let other = random.below(quotes.len());
                    present[at].0.text.clone_from(&quotes[other].0.text);
                    present[at].1.content.clone_from(&quotes[other].1.content);
                    present[at].1.quoted.clone_from(&quotes[other].1.quoted);
                    tracker.replace(&present[at].0, std::slice::from_ref(&present[at].1)).unwrap();
                }
                _ => {
                    if let Some(quote) = coming.next() {
                        add(&mut tracker, quote);
                        present.push(quote.clone());
                    }
                }
            }
        }
        if step % (steps / 8) == 0 {
            assert!(bytes(&tracker) == bytes(&tracker_of(&present)), "after step {step}");
        }
    }
    assert_eq!(tracker.document_count(), present.len());
    assert!(bytes(&tracker) == bytes(&tracker_of(&present)));
    let mut file = Vec::new();
    tracker.write_snapshot(&mut file).unwrap();
    let read = SourceTracker::read_snapshot(&*file, Outlets::new()).unwrap();
    assert!(bytes(&read) == bytes(&tracker), "read again");
}

#[test]
fn links_brought_up_to_date_are_those_of_linking_anew() {
    small_changes_give_what_linking_anew_gives(&invented(3000), 160);
}

/// Quotations of few different words, so that hundreds share a key, many repeats, and now and then
/// two put together.
fn crowded(count: usize) -> Vec<(Document, Attribution)> {
    const WORDS: [&str; 14] = [
        "morava", "ostrava", "ferry", "pilots", "harbour", "toll", "gates", "siren", "granite", "council",
        "bridge", "barges", "dredger", "lantern",
    ];
    let mut random = Random(0xc0de);
    let mut texts: Vec<String> = Vec::new();
    (0..count)
        .map(|n| {
            let text = match random.below(8) {
                0..4 => {
                    let words = (0..4 + random.below(8)).map(|_| WORDS[random.below(WORDS.len())]);
                    words.collect::<Vec<_>>().join(" ")
                }
                4 if n > 9 => {
                    format!("{} and the {}", texts[random.below(n.min(40))], texts[random.below(n.min(40))])
                }
                _ if n > 9 => texts[random.below(n.min(60))].clone(),
                _ => format!("the {} of {n} will never be {}", WORDS[n], WORDS[n + 1]),
            };
            texts.push(text.clone());
            quote(&format!("d{n}"), "Harbour Post", "", None, &text)
        })
        .collect()
}

#[test]
fn links_brought_up_to_date_are_those_of_linking_anew_where_keys_are_crowded() {
    small_changes_give_what_linking_anew_gives(&crowded(1600), 64);
}

#[test]
fn links_brought_up_to_date_are_those_of_linking_anew_on_natural_quotations() {
    natural().into_iter().for_each(|quotes| small_changes_give_what_linking_anew_gives(&quotes, 160));
}

#[test]
fn a_record_is_read_back_as_it_was_written() {
    for statement in tracker_of(&invented(60)).statements() {
        let record = statement.record();
        let line = serde_json::to_string(&record).unwrap();
        assert!(!line.contains("provenance"), "nobody says where it comes from");
        // Places in the compared wordings are not written.
        let read: StatementRecord = serde_json::from_str(&line).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), line);
    }
}

#[test]
fn a_statement_is_found_by_its_number_before_and_after_changes() {
    let quotes = invented(900);
    let (first, later) = quotes.split_at(800);
    let mut tracker = tracker_of(first);
    let mut gone = Vec::new();
    for quote in later.iter().map(Some).chain([None]) {
        for statement in tracker.statements().step_by(37) {
            let id = statement.id();
            assert_eq!(tracker.statement(id).unwrap().first().document(), statement.first().document());
            gone.push(id);
        }
        quote.into_iter().for_each(|quote| add(&mut tracker, quote));
    }
    quotes.iter().for_each(|(document, _)| assert!(tracker.remove(&document.id)));
    assert!(gone.into_iter().all(|id| tracker.statement(id).is_none()));
}

#[test]
fn what_was_removed_leaves_no_trace() {
    let quotes = invented(600);
    let (kept, removed) = quotes.split_at(200);
    let mut tracker = tracker_of(&quotes);
    assert!(removed.iter().all(|(document, _)| tracker.remove(&document.id)));
    assert!(!tracker.remove("d599") && !tracker.remove("no such"));
    assert_eq!(bytes(&tracker), bytes(&tracker_of(kept)));
    removed.iter().for_each(|quote| add(&mut tracker, quote));
    assert_eq!(bytes(&tracker), bytes(&tracker_of(&quotes)));
}

#[test]
fn a_replaced_document_counts_once() {
    let old = quote("a", "Harbour Post", "2031-05-02", None, "The old bridge will be closed in March");
    let new = quote("a", "Harbour Post", "2031-05-02", None, "The new bridge will be opened in June");
    let mut tracker = tracker_of(std::slice::from_ref(&old));
    add(&mut tracker, &old); // unchanged: nothing happens
    assert!(tracker.insert(&new.0, std::slice::from_ref(&new.1)).unwrap_err().is_known_document());
    tracker.replace(&new.0, std::slice::from_ref(&new.1)).unwrap();
    assert_eq!(bytes(&tracker), bytes(&tracker_of(&[new])));
    let conflicting = tracker_of(&[old]);
    assert!(tracker.merge(&conflicting).unwrap_err().is_known_document());
}

#[test]
fn a_snapshot_opens_as_it_was_written() {
    let tracker = tracker_of(&invented(800));
    let mut file = Vec::new();
    tracker.write_snapshot(&mut file).unwrap();
    let mut read = SourceTracker::read_snapshot(&*file, Outlets::new()).unwrap();
    assert_eq!(bytes(&read), bytes(&tracker));
    let mut again = Vec::new();
    read.write_snapshot(&mut again).unwrap();
    assert!(again == file);
    // And it goes on like the one that was written.
    let more =
        quote("more", "Harbour Post", "", None, "A new bridge over the old harbour will be opened in June");
    add(&mut read, &more);
    let mut all = invented(800);
    all.push(more);
    assert_eq!(bytes(&read), bytes(&tracker_of(&all)));
}

#[test]
fn a_reader_that_fails_is_no_damaged_snapshot() {
    struct Failing<'a>(&'a [u8]);
    impl std::io::Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::ErrorKind::PermissionDenied.into());
            }
            self.0.read(buffer)
        }
    }
    let mut file = Vec::new();
    tracker_of(&invented(30)).write_snapshot(&mut file).unwrap();
    for at in (0..file.len()).step_by(7) {
        let error = SourceTracker::read_snapshot(Failing(&file[..at]), Outlets::new()).unwrap_err();
        assert!(!error.is_snapshot_damaged() && error.to_string().contains("permission"), "{at}: {error}");
    }
}

#[test]
fn a_damaged_snapshot_is_an_error_and_names_the_part() {
    let mut file = Vec::new();
    tracker_of(&invented(60)).write_snapshot(&mut file).unwrap();
    let open = |bytes: &[u8]| SourceTracker::read_snapshot(bytes, Outlets::new()).map(|_| ());
    for at in (0..file.len()).step_by(7) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x10;
        let error = open(&damaged).unwrap_err();
        assert!(error.is_snapshot_damaged() || error.is_snapshot_version(), "byte {at}: {error}");
        assert!(open(&file[..at]).unwrap_err().is_snapshot_damaged(), "cut at {at}");
    }
    file[8] = 9;
    assert_eq!(open(&file).unwrap_err().to_string(), "snapshot of version 9, this crate reads version 3");
}

#[test]
fn the_feed_tells_what_happened() {
    let long = "The old bridge over the Morava will be closed in March and the new one opened in June";
    let first = quote("b", "Harbour Post", "2031-05-02", None, long);
    let second = quote("c", "Morava Times", "2031-05-03", None, "the new one opened in June");
    let other = quote("d", "Morava Times", "2031-05-03", None, "Nobody asked the ferrymen of Ostrava");
    let mut tracker = tracker_of(&[first, other]);
    let id = |tracker: &SourceTracker, document: &str| {
        tracker.statements().find(|s| s.occurrences().any(|o| o.document() == document)).unwrap().id()
    };
    let before = tracker.checkpoint();
    add(&mut tracker, &second);
    assert_eq!(tracker.changes_since(&before), [StatementChange::Joined { id: id(&tracker, "b"), added: 1 }]);

    let (before, gone) = (tracker.checkpoint(), id(&tracker, "d"));
    tracker.remove("d");
    assert_eq!(tracker.changes_since(&before), [StatementChange::Gone { id: gone }]);

    let (before, from) = (tracker.checkpoint(), id(&tracker, "b"));
    add(&mut tracker, &quote("a", "AP", "2031-05-01", None, long));
    let to = id(&tracker, "a");
    let renamed = StatementChange::Renamed { from, to };
    assert_eq!(tracker.changes_since(&before), [StatementChange::Joined { id: to, added: 1 }, renamed]);
    let line = serde_json::to_string(&before).unwrap();
    assert_eq!(serde_json::from_str::<Checkpoint>(&line).unwrap(), before);
}

#[test]
fn ten_thousand_repeats_are_one_statement_and_a_slogan_does_not_swallow_its_users() {
    let mut tracker = SourceTracker::new();
    for n in 0..10_000 {
        let text = format!("We will rebuild the harbour{}", ["", ".", "!", ","][n % 4]);
        add(&mut tracker, &quote(&format!("r{n}"), &format!("Outlet {}", n % 50), "2031-05-02", None, &text));
    }
    for (n, text) in [
        "Time for change, they said, and then they closed the ferry to Morava without asking anybody",
        "It is time for change in how the council of Ostrava pays its harbour pilots",
        "Time for change",
    ]
    .iter()
    .enumerate()
    {
        add(&mut tracker, &quote(&format!("s{n}"), "Harbour Post", "", None, text));
    }
    let sizes: Vec<usize> = tracker.statements().map(|s| s.occurrences().len()).collect();
    assert_eq!(sizes, [10_000, 1, 1, 1]);
}

#[test]
fn a_speech_is_linked_to_what_was_quoted_from_it_and_glues_nothing() {
    let bridge = "The old bridge over the Morava will be closed in March";
    let ferry = "Nobody asked the ferrymen of Ostrava what they thought of the toll";
    let speech = format!(
        "{bridge}, as we all heard at the council on Tuesday evening. {ferry}, and they would have told us."
    );
    let mut quotes = vec![quote("speech", "Council Record", "2031-05-01", None, &speech)];
    for (n, outlet) in ["Harbour Post", "Morava Times", "AP"].iter().enumerate() {
        quotes.push(quote(&format!("b{n}"), outlet, "2031-05-02", None, bridge));
        quotes.push(quote(&format!("f{n}"), outlet, "2031-05-02", None, ferry));
    }
    let tracker = tracker_of(&quotes);
    let records: Vec<StatementRecord> = tracker.statements().map(|s| s.record()).collect();
    let found: Vec<_> = records.iter().map(|r| (&*r.text, r.occurrences.len())).collect();
    assert_eq!(found, [(bridge, 3), (ferry, 3), (speech.trim_end_matches('.'), 1)]);
    let links = |record: &StatementRecord| -> Vec<(LinkKind, String, String)> {
        let mut links: Vec<_> = record
            .links
            .iter()
            .map(|link| {
                assert_eq!(tracker.statement(link.statement).unwrap().text(), link.text);
                (link.kind, record.text[link.span.range()].into(), link.text[link.other.range()].into())
            })
            .collect();
        links.sort();
        links
    };
    let pair = |kind, text: &str| (kind, text.to_string(), text.to_string());
    assert_eq!(links(&records[2]), [pair(LinkKind::Contains, ferry), pair(LinkKind::Contains, bridge)]);
    assert_eq!(links(&records[0]), [pair(LinkKind::Within, bridge)]);
    // Said as one piece by as many, it is one statement of which the others quote parts.
    for n in 0..3 {
        quotes.push(quote(&format!("s{n}"), "Council Record", "2031-05-01", None, &speech));
    }
    assert_eq!(tracker_of(&quotes).statements().len(), 1);
}

#[test]
fn statements_that_share_a_stretch_are_linked_and_the_weakest_edge_is_told() {
    let tracker = tracker_of(&[
        quote(
            "a",
            "AP",
            "",
            None,
            "We counted the barges at Ostrava twice before the gates of the Morava were shut",
        ),
        quote(
            "b",
            "AP",
            "",
            None,
            "counted the barges at Ostrava twice and found the dredger gone from Tenbrook quay",
        ),
        quote(
            "c",
            "Harbour Post",
            "",
            None,
            "We counted the barges at Ostrava twice before the locks of the Morava were shut",
        ),
    ]);
    let records: Vec<StatementRecord> = tracker.statements().map(|s| s.record()).collect();
    assert_eq!(records.len(), 2);
    let weakest = records[0].weakest.as_ref().unwrap();
    assert_eq!((&*weakest.document, weakest.relation), ("a", Relation::Altered));
    assert!(weakest.coverage > 0.7 && weakest.coverage < 1.0, "{weakest:?}");
    assert!(records[1].weakest.is_none());
    for record in &records {
        let [link] = &record.links[..] else { panic!("{:?}", record.links) };
        assert_eq!(link.kind, LinkKind::Overlap);
        assert_eq!(&record.text[link.span.range()], "counted the barges at Ostrava twice");
    }
}

#[test]
fn the_chain_names_every_step_with_the_words_that_say_so() {
    let said = "“The old bridge over the Morava will be closed in March”";
    let mut tracker = SourceTracker::new();
    let texts = [
        ("wire", "AP", "2031-05-01", format!("{said}, Poe told the AP.")),
        ("post", "Harbour Post", "2031-05-02", format!("{said}, Poe told the Associated Press.")),
        (
            "blog",
            "Morava Blog",
            "2031-05-03",
            format!(
                "{said}, Poe said, as quoted by Reuters.\nThis article was originally published by the Harbour Post"
            ),
        ),
    ];
    for (id, outlet, date, text) in &texts {
        let span = Span::new("“".len(), said.len() - "”".len());
        let (mut document, _) = quote(id, outlet, date, None, text);
        document.text.clone_from(text);
        tracker.insert(&document, &[Attribution::new(Kind::Direct, [span]).quoted([span])]).unwrap();
    }
    let chain = tracker.statements().next().unwrap().chain();
    let text = |id: &str| &texts.iter().find(|text| text.0 == id).unwrap().3;
    let steps: Vec<_> = chain
        .steps
        .iter()
        .map(|s| (&*s.from, &*s.to, s.kind, &text(&s.document)[s.evidence.range()]))
        .collect();
    assert_eq!(
        steps,
        [
            ("Associated Press", "Harbour Post", StepKind::Told, "told the Associated Press"),
            (
                "Harbour Post",
                "Morava Blog",
                StepKind::Republished,
                "originally published by the Harbour Post"
            ),
            ("Reuters", "Morava Blog", StepKind::Reported, "quoted by Reuters"),
        ]
    );
    let outlets: Vec<_> =
        chain.outlets.iter().map(|o| (&*o.name, o.documents.len(), o.first.as_deref())).collect();
    assert_eq!(
        outlets,
        [
            ("Associated Press", 1, Some("2031-05-01")),
            ("Harbour Post", 1, Some("2031-05-02")),
            ("Morava Blog", 1, Some("2031-05-03")),
            ("Reuters", 0, None),
        ]
    );
}

#[test]
fn speakers_conflict_over_a_rare_wording_and_share_a_common_one() {
    let rare = "The old bridge over the Morava will be closed in March";
    let tracker = tracker_of(&[
        quote("a", "Harbour Post", "", Some("Ann Poe"), rare),
        quote("b", "Morava Times", "", Some("Bob Roe"), rare),
        quote("c", "Morava Times", "", Some("Poe"), rare),
        quote("d", "Harbour Post", "", Some("Ann Poe"), "No comment"),
        quote("e", "Morava Times", "", Some("Bob Roe"), "No comment"),
    ]);
    let records: Vec<StatementRecord> = tracker.statements().map(|s| s.record()).collect();
    assert_eq!(records.len(), 3);
    assert_eq!(records[0].speakers, ["Ann Poe", "Bob Roe"]);
    assert_eq!(serde_json::to_value(&records[0].flags).unwrap(), json!(["speaker-conflict", "date-missing"]));
    assert!(records[1..].iter().all(|record| record.speakers.len() == 1 && record.text == "No comment"));
}

#[test]
fn a_memory_limit_is_an_error_that_changes_nothing() {
    let quotes = invented(300);
    let mut tracker = tracker_of(&quotes[..200]);
    let before = bytes(&tracker);
    tracker.set_memory_limit(tracker.memory_used());
    let (document, attribution) = &quotes[250];
    let error = tracker.insert(document, std::slice::from_ref(attribution)).unwrap_err();
    assert!(error.is_memory_limit(), "{error}");
    assert_eq!(bytes(&tracker), before);
}

#[test]
fn a_window_of_time_forgets_what_is_older() {
    let quotes = invented(300);
    let mut tracker = tracker_of(&quotes);
    let gone = tracker.forget_before(Date::parse("2031-05-03").unwrap());
    let kept: Vec<_> = quotes
        .into_iter()
        .filter(|(document, _)| document.published.as_deref() != Some("2031-05-02"))
        .collect();
    assert_eq!(gone, 300 - kept.len());
    assert_eq!(bytes(&tracker), bytes(&tracker_of(&kept)));
}

#[test]
fn only_what_is_surely_older_is_forgotten() {
    let said = "The old bridge over the Morava will be closed in March";
    let dates = [
        "2031-05",
        "2031-05-03",
        "2031-05-03T07:59",
        "2031-05-03T01:00+09:00",
        "2031-05-03T09:00+01:00",
        "?",
    ];
    let quotes: Vec<_> = dates.iter().map(|date| quote(date, "AP", date, None, said)).collect();
    let mut tracker = tracker_of(&quotes);
    assert_eq!(tracker.forget_before(Date::parse("2031-05-03T08:00Z").unwrap()), 2);
    let statement = tracker.statements().next().unwrap();
    let left: Vec<&str> = statement.occurrences().map(|occurrence| occurrence.document()).collect();
    assert_eq!(left, ["2031-05", "2031-05-03", "2031-05-03T09:00+01:00", "?"]);
}

#[test]
fn questions_find_their_statements() {
    let tracker = tracker_of(&[
        quote(
            "a",
            "AP",
            "2031-05-01",
            Some("Ann Poe"),
            "We will never sell the old harbour to Ostrava Holdings",
        ),
        quote("b", "Harbour Post", "2031-05-02", Some("Poe"), "never sell the old harbour"),
        quote("c", "Morava Times", "2031-05-02", Some("Bob Roe"), "Nobody asked the ferrymen of Ostrava"),
    ]);
    let found = tracker.containing("never sell the old harbor to Ostrava");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].statement.occurrences().len(), 2);
    assert!(tracker.containing("Never sell the old harbour!")[0].verbatim);
    assert_eq!(tracker.containing("NEVER SELL THE OLD HARBOUR")[0].comparison.relation, Relation::Truncated);
    assert!(tracker.containing("the ferry was late again today").is_empty());
    assert_eq!(tracker.by_speaker("Poe").count(), 1);
    assert_eq!(tracker.by_outlet("the Associated Press").count(), 1);
    assert_eq!(tracker.flagged(dixit::tracker::Flag::Truncated).count(), 1);
}

#[test]
fn a_phrase_that_two_people_fill_differently_is_two_statements() {
    let said = |id, who, text| quote(id, id, "2031-05-01", Some(who), text);
    let quotes = |speakers: [&'static str; 3]| {
        [
            said(
                "a",
                speakers[0],
                "We are disappointed by the verdict and will be considering an appeal against it in court",
            ),
            said(
                "b",
                speakers[1],
                "We are delighted by the verdict and will not be considering an appeal against it in court",
            ),
            said(
                "c",
                speakers[2],
                "disappointed by the verdict and will be considering an appeal against it",
            ),
        ]
    };
    let sizes = |speakers| -> Vec<usize> {
        tracker_of(&quotes(speakers)).statements().map(|statement| statement.occurrences().len()).collect()
    };
    assert_eq!(sizes(["Ann Poe", "Jan Reed", "Ann Poe"]), [2, 1], "two sayings");
    assert_eq!(sizes(["Ann Poe", "Poe", "Ann Poe"]), [3], "one saying, altered");
    assert_eq!(sizes(["Ann Poe", "a lawyer", "Ann Poe"]), [3], "whose lawyer?");
    assert_eq!(sizes(["Ann Poe", "Ann Poe", "Jan Reed"]), [3], "the same words under two names");
}

#[test]
fn a_search_looks_through_every_wording_and_follows_changes() {
    let said = "We know this is hard for the families. We will not stop until the last body is found";
    let mut tracker = tracker_of(&[quote("a", "AP", "", Some("Jan Reed"), said)]);
    let documents = |tracker: &SourceTracker, text: &str| -> Vec<String> {
        let found = tracker.search(text);
        found.iter().map(|finding| finding.statement.first().document().to_string()).collect()
    };
    assert_eq!(documents(&tracker, "We will not stop"), ["a"]);
    let before = tracker.memory_used();
    add(&mut tracker, &quote("b", "Tull Post", "", None, "“We will not stop, will we?”"));
    assert!(tracker.memory_used() != before);
    assert_eq!(documents(&tracker, "We will not stop"), ["a", "b"]);
    assert_eq!(documents(&tracker, "We will stop"), ["a", "b"], "close to both");
    assert_eq!(documents(&tracker, "stop"), [""; 0], "part of anything");
    tracker.remove("a");
    assert_eq!(documents(&tracker, "We will not stop"), ["b"]);
}

#[test]
fn claims_and_denials_are_no_quotations() {
    let text = "the old bridge over the Morava will be closed in March";
    let of = |id: &str, kind: Kind, polarity: Polarity| {
        let whole = Span::new(0, text.len());
        (Document::new(id, text).outlet("Harbour Post"), Attribution::new(kind, [whole]).polarity(polarity))
    };
    let tracker = tracker_of(&[
        of("quote", Kind::Direct, Polarity::Asserted),
        of("claim", Kind::Indirect, Polarity::Asserted),
        of("denial", Kind::Indirect, Polarity::Denied),
        of("nothing", Kind::Indirect, Polarity::Withheld),
    ]);
    assert_eq!(tracker.statements().len(), 3);
    let claim = tracker.statements().find(|s| s.first().document() == "claim").unwrap();
    let quotes = tracker.paraphrases(&claim);
    assert_eq!(quotes.iter().map(|f| f.statement.first().document()).collect::<Vec<_>>(), ["quote"]);
}
