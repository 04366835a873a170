//! What the tracker costs: inserting, linking all or one more, finding and checking one, and a
//! snapshot, over invented quotations in families of variants. Each case asserts what it should find:
//! a wrong answer cannot win.
//!
//! `cargo bench --bench tracker`, or `-- --quick` for a first look. The public benchmark of a million
//! quotations, with quality, is run with the example `link`; `benches/side_by_side.py` runs it beside
//! MinHash.

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dixit::SourceTracker;
use dixit::tracker::{Outlets, Verdict};
use support::{invented, tracker_of};

/// Quotations in one run, and the statements they are.
const COUNT: usize = 20_000;
const STATEMENTS: usize = 5413;

fn benches(criterion: &mut Criterion) {
    let quotations = invented(COUNT);
    let tracker = tracker_of(&quotations);
    assert_eq!(tracker.statements().len(), STATEMENTS);
    let mut group = criterion.benchmark_group("tracker");
    group.throughput(Throughput::Elements(COUNT as u64));
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("insert", |bencher| {
        bencher.iter(|| {
            let tracker = tracker_of(black_box(&quotations));
            assert_eq!(tracker.document_count(), COUNT);
            tracker
        });
    });
    group.bench_function("link everything", |bencher| {
        bencher.iter_batched(
            || tracker_of(&quotations),
            |tracker| {
                assert_eq!(tracker.statements().len(), STATEMENTS);
                tracker
            },
            BatchSize::LargeInput,
        );
    });
    let mut snapshot = Vec::new();
    tracker.write_snapshot(&mut snapshot).unwrap();
    group.bench_function("open a snapshot", |bencher| {
        bencher.iter(|| {
            let tracker = SourceTracker::read_snapshot(black_box(&*snapshot), Outlets::new()).unwrap();
            assert_eq!(tracker.statements().len(), STATEMENTS);
            tracker
        });
    });

    group.throughput(Throughput::Elements(1));
    let (again, attribution) = &quotations[COUNT / 2];
    let mut one_more = again.clone();
    one_more.id = "one more".into();
    let changed = || {
        let mut tracker = tracker.clone();
        tracker.insert(&one_more, std::slice::from_ref(attribution)).unwrap();
        tracker
    };
    group.bench_function("link one more", |bencher| {
        bencher.iter_batched(
            changed,
            |tracker| {
                assert_eq!(tracker.statements().len(), STATEMENTS);
                tracker
            },
            BatchSize::LargeInput,
        );
    });
    let mut asked = quotations.iter().cycle();
    group.bench_function("find one wording", |bencher| {
        bencher.iter(|| {
            let (document, _) = asked.next().unwrap();
            assert!(tracker.containing(black_box(&document.text))[0].verbatim);
        });
    });
    let mut checked = quotations.iter().cycle();
    group.bench_function("check one quotation", |bencher| {
        bencher.iter(|| {
            let (document, _) = checked.next().unwrap();
            assert_eq!(tracker.check(black_box(&document.text), None).verdict, Verdict::Verbatim);
        });
    });
    group.finish();
}

criterion_group!(tracker, benches);
criterion_main!(tracker);
