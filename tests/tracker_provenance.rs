//! Where statements come from: copies, dates, outlets under several names, wire marks and chains.

mod support;

use dixit::tracker::{Flag, Outlets, Route, StatementRecord, StepKind};
use dixit::{Attribution, Document, Kind, SourceTracker, Span};
use support::{Random, quote, tracker_of};

const SAID: &str = "The old bridge over the Morava will be closed in March";

/// A document with one quotation, [`SAID`].
fn article(id: &str, outlet: &str, date: &str, text: &str) -> (Document, Attribution) {
    let start = text.find(SAID).unwrap();
    let span = Span::new(start, start + SAID.len());
    let (mut document, _) = quote(id, outlet, date, None, "");
    document.text = text.into();
    (document, Attribution::new(Kind::Direct, [span]).quoted([span]))
}

/// The one statement of a tracker.
fn record(tracker: &SourceTracker) -> StatementRecord {
    assert_eq!(tracker.statements().len(), 1);
    tracker.statements().next().unwrap().record()
}

fn steps(record: &StatementRecord) -> Vec<(&str, &str, StepKind)> {
    let steps = record.chain.iter().flat_map(|chain| &chain.steps);
    steps.map(|step| (&*step.from, &*step.to, step.kind)).collect()
}

/// An article about nothing, with the quotation; the same for the same seed.
fn long_article(seed: u64) -> String {
    const WORDS: [&str; 12] = [
        "ferry", "gates", "council", "granite", "lantern", "barges", "toll", "siren", "pilots", "quay",
        "dredger", "harbour",
    ];
    let mut random = Random(seed);
    let words: Vec<&str> = (0..160).map(|_| WORDS[random.below(WORDS.len())]).collect();
    let (before, after) = words.split_at(80);
    format!("{}. “{SAID},” said Poe. {}.", before.join(" "), after.join(" "))
}

#[test]
fn the_same_article_on_several_sites_is_one_voice_and_the_later_copies_the_earlier() {
    let copied = long_article(3);
    let record = record(&tracker_of(&[
        article("post", "Harbour Post", "2031-05-01", &copied),
        article("blog", "Morava Blog", "2031-05-03", &copied.replace("said Poe", "Poe said")),
        article("times", "Morava Times", "2031-05-02", &long_article(4)),
    ]));
    assert_eq!((record.outlets, record.independent), (3, 2));
    assert_eq!(record.flags, [Flag::Copies]);
    assert_eq!(steps(&record), [("Harbour Post", "Morava Blog", StepKind::Copy)]);
    assert_eq!(record.chain.unwrap().steps[0].document, "blog");
}

#[test]
fn copies_of_one_day_or_without_a_date_do_not_tell_who_copied() {
    let copied = long_article(3);
    for dates in [
        ["2031-05-02T01:00+09:00", "2031-05-01T16:00Z"],
        ["2031-05-01", "2031-05-01"],
        ["2031-05-01", "2031-05-01T09:00"],
        ["2031-05-01", ""],
        ["", ""],
    ] {
        let record = record(&tracker_of(&[
            article("post", "Harbour Post", dates[0], &copied),
            article("blog", "Morava Blog", dates[1], &copied),
        ]));
        assert_eq!((record.outlets, record.independent), (2, 1));
        assert!(record.flags.contains(&Flag::Copies) && steps(&record).is_empty(), "{dates:?}");
    }
}

#[test]
fn a_copy_that_names_its_origin_needs_no_further_step() {
    let copied = long_article(3);
    let named = format!("{copied}\nThis article was originally published by the Harbour Post");
    let record = record(&tracker_of(&[
        article("post", "Harbour Post", "2031-05-01", &copied),
        article("blog", "Morava Blog", "2031-05-03", &named),
    ]));
    assert_eq!(steps(&record), [("Harbour Post", "Morava Blog", StepKind::Republished)]);
    assert_eq!(record.occurrences[1].origin.as_deref(), Some("Harbour Post"));
}

#[test]
fn two_that_name_the_same_third_as_their_origin_are_one_voice() {
    let text = format!("“{SAID},” said Poe.\nThis article was originally published by Reuters");
    let record = record(&tracker_of(&[
        article("post", "Harbour Post", "", &text),
        article("blog", "Morava Blog", "", &text),
    ]));
    assert_eq!((record.outlets, record.independent), (2, 1));
}

#[test]
fn the_earliest_comes_first_and_ties_and_missing_dates_are_said() {
    let outlets = ["Harbour Post", "Morava Times", "Morava Blog"];
    for (dates, first, flags) in [
        (["2031-05-03", "2031-05-02", "2031-05-01"], "c", vec![]),
        (["2031-05-02T08:00", "2031-05-02T07:30", "2031-05-03"], "b", vec![]),
        (["2031-05-02T08:00", "2031-05-02", "2031-05-03"], "b", vec![Flag::FirstTie]),
        (["2031-05-01", "2031-05-01", "2031-05-02"], "a", vec![Flag::FirstTie]),
        (["", "2031-05-02", "2031-05-03"], "b", vec![Flag::DateMissing]),
        (["last week", "2031-05-02", "2031-05-02"], "b", vec![Flag::FirstTie, Flag::DateMissing]),
        (["", "", ""], "a", vec![Flag::DateMissing]),
        // An hour is compared across zones, not as it is written.
        (["2031-05-01T20:00Z", "2031-05-02T01:00+09:00", "2031-05-01T21:00Z"], "b", vec![]),
        (["2031-05-02T10:00+02:00", "2031-05-02T08:00Z", "2031-05-02T09:00Z"], "a", vec![Flag::FirstTie]),
        (["2031-05-02T08:00:30", "2031-05-02T08:00", "2031-05-02T08:01"], "b", vec![Flag::FirstTie]),
        (["2031-05-03", "2031-05", "2031-06-01"], "b", vec![Flag::FirstTie]),
        (["2031-05-02T08:00", "2031-02-30", "2031-05-02T25:00"], "a", vec![Flag::DateMissing]),
        (["2031-05-02T23:00-03:00", "2031-05-03", "2031-05-03T04:00Z"], "b", vec![Flag::FirstTie]),
    ] {
        let quotes = ["a", "b", "c"].into_iter().zip(outlets).zip(dates);
        let quotes: Vec<_> = quotes.map(|((id, outlet), date)| quote(id, outlet, date, None, SAID)).collect();
        let record = record(&tracker_of(&quotes));
        assert_eq!((&*record.first.document, &record.flags), (first, &flags), "{dates:?}");
    }
}

#[test]
fn outlets_of_the_caller_go_by_one_name_wherever_they_are_named() {
    let mut outlets = Outlets::new();
    outlets.add("mine.tsv", "Harbour Post\tHP|Harbour Post Online\n").unwrap();
    let mut tracker = SourceTracker::with_outlets(outlets);
    for (document, attribution) in [
        article("a", "HP", "2031-05-01", SAID),
        article("b", "the Harbour Post", "2031-05-01", SAID),
        article("c", "Morava Times", "2031-05-02", &format!("“{SAID},” Poe told HP.")),
    ] {
        tracker.insert(&document, &[attribution]).unwrap();
    }
    let record = record(&tracker);
    assert_eq!((record.outlets, &record.flags), (2, &vec![]), "two names of one outlet are no tie");
    assert_eq!(record.occurrences[2].via, ["Harbour Post"]);
    assert_eq!(steps(&record), [("Harbour Post", "Morava Times", StepKind::Told)]);
    assert_eq!(tracker.by_outlet("Harbour Post Online").count(), 1);
}

#[test]
fn a_wire_mark_an_addressee_and_those_who_are_cited_are_told_apart() {
    for (text, route, outlet) in [
        (format!("OSTRAVA (AP) — “{SAID},” said Poe."), Route::Wire, "Associated Press"),
        (format!("OSTRAVA, May 3 (Reuters) - “{SAID},” said Poe."), Route::Wire, "Reuters"),
        (format!("“{SAID},” Poe told the AP."), Route::Told, "Associated Press"),
        (format!("“{SAID},” Poe said in an interview with the BBC."), Route::Told, "BBC"),
        (format!("“{SAID},” Poe said, as quoted by The Hill."), Route::Reported, "Hill"),
        (format!("“{SAID},” writes The Guardian, citing a letter."), Route::Reported, "Guardian"),
        (format!("According to Der Spiegel, “{SAID}.”"), Route::Reported, "Der Spiegel"),
        (format!("“{SAID}.”\nOriginally published by Reuters"), Route::Republished, "Reuters"),
        (format!("By Zero Hedge\n\n“{SAID},” said Poe."), Route::Byline, "ZeroHedge"),
        (
            format!("By Ann Poe, special to the Ostrava Gazette\n“{SAID}.”"),
            Route::Republished,
            "Ostrava Gazette",
        ),
    ] {
        let record = record(&tracker_of(&[article("a", "Harbour Post", "", &text)]));
        let found: Vec<_> = record.occurrences[0].provenance.iter().map(|s| (s.route, &*s.outlet)).collect();
        assert!(found.contains(&(route, outlet)), "{text}: {found:?}");
        let evidence = record.occurrences[0].provenance.iter().find(|s| s.route == route).unwrap().evidence;
        assert!(text.get(evidence.range()).is_some_and(|words| !words.is_empty()), "{text}");
    }
}

#[test]
fn an_outlet_is_no_source_of_its_own() {
    let text = format!("OSTRAVA (AP) — “{SAID},” Poe told the Associated Press.");
    let record = record(&tracker_of(&[article("a", "AP", "", &text)]));
    assert!(record.occurrences[0].provenance.is_empty() && record.chain.is_none());
}

#[test]
fn replacing_and_merging_keep_to_the_memory_limit() {
    let mut tracker = tracker_of(&[quote("a", "Harbour Post", "", None, SAID)]);
    let other = tracker_of(&[quote("b", "Morava Times", "", None, &long_article(5))]);
    let (document, attribution) = quote("a", "Harbour Post", "", None, &long_article(6));
    tracker.set_memory_limit(tracker.memory_used() + 100);
    let before = record(&tracker);
    tracker.set_memory_limit(tracker.memory_used() + 100);
    assert!(tracker.replace(&document, &[attribution]).unwrap_err().is_memory_limit());
    let error = tracker.merge(&other).unwrap_err();
    assert!(error.is_memory_limit() && error.to_string().contains("memory"), "{error}");
    assert_eq!(record(&tracker), before);
}
