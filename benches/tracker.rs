//! What the tracker costs: inserting, linking all or one more, verifying, and a snapshot, over invented quotations
//! in families of variants.
//!
//! `cargo bench --bench tracker`. The public benchmark of a million quotations, with quality, is run
//! with the example `link`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dixit::tracker::{Comparer, Outlets};
use dixit::{Attribution, Document, SourceTracker, Span};

/// Quotations in one run.
const COUNT: usize = 20_000;

/// A small deterministic generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % n
    }
}

/// Families of quotations, two on average, whose later members are cut or changed.
fn quotations() -> Vec<(Document, Attribution)> {
    const SYLLABLES: [&str; 16] = [
        "mo", "ra", "va", "ost", "bel", "ki", "dun", "tor", "lin", "sha", "pe", "gru", "nos", "wen", "zil",
        "ha",
    ];
    const COMMON: [&str; 12] =
        ["the", "of", "and", "will", "never", "we", "for", "people", "time", "not", "have", "in"];
    let mut random = Random(0x5eed);
    let mut families: Vec<Vec<String>> = Vec::new();
    let quotation = |n: usize| {
        if families.is_empty() || random.below(2) == 0 {
            let words = (0..10 + random.below(16)).map(|_| match random.below(2) {
                0 => COMMON[random.below(COMMON.len())].to_string(),
                _ => (0..3).map(|_| SYLLABLES[random.below(16)]).collect(),
            });
            families.push(words.collect());
        }
        let mut words = families[random.below(families.len())].clone();
        let at = random.below(words.len());
        match random.below(4) {
            0 => words.truncate(at.max(6)),
            1 => words[at] = "changed".into(),
            _ => {}
        }
        let text = words.join(" ");
        let whole = Span::new(0, text.len());
        let attribution =
            serde_json::json!({"id": 0, "kind": "direct", "content": [whole], "quoted": [whole]});
        let outlet = Some(format!("Outlet {}", random.below(200)));
        let document = Document { id: format!("d{n}"), text, outlet, ..Document::default() };
        (document, serde_json::from_value(attribution).unwrap())
    };
    (0..COUNT).map(quotation).collect()
}

fn filled(quotations: &[(Document, Attribution)]) -> SourceTracker {
    let mut tracker = SourceTracker::new();
    for (document, attribution) in quotations {
        tracker.insert(document, std::slice::from_ref(attribution)).unwrap();
    }
    tracker
}

fn benches(criterion: &mut Criterion) {
    let quotations = quotations();
    let tracker = filled(&quotations);
    // A wrong answer cannot win.
    let statements = tracker.statements().len();
    assert!((COUNT / 3..COUNT * 2 / 3).contains(&statements), "{statements} statements");
    let mut group = criterion.benchmark_group("tracker");
    group.throughput(Throughput::Elements(COUNT as u64));
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("insert", |bencher| bencher.iter(|| filled(black_box(&quotations))));
    group.bench_function("link everything", |bencher| {
        bencher.iter_batched(
            || filled(&quotations),
            |tracker| assert_eq!(tracker.statements().len(), statements),
            BatchSize::LargeInput,
        );
    });
    let (again, attribution) = &quotations[COUNT / 2];
    let one_more = Document { id: "one more".into(), ..again.clone() };
    let changed = || {
        let mut tracker = tracker.clone();
        tracker.insert(&one_more, std::slice::from_ref(attribution)).unwrap();
        tracker
    };
    group.throughput(Throughput::Elements(1));
    group.bench_function("link one more", |bencher| {
        bencher.iter_batched(
            changed,
            |tracker| assert_eq!(tracker.statements().len(), statements),
            BatchSize::LargeInput,
        );
    });
    group.throughput(Throughput::Elements(COUNT as u64));
    let mut snapshot = Vec::new();
    tracker.write_snapshot(&mut snapshot).unwrap();
    group.bench_function("open a snapshot", |bencher| {
        bencher.iter(|| SourceTracker::read_snapshot(black_box(&*snapshot), Outlets::new()).unwrap());
    });
    group.throughput(Throughput::Elements(1));
    let mut comparer = Comparer::new();
    let mut asked = quotations.iter().cycle();
    group.bench_function("verify one wording", |bencher| {
        bencher.iter(|| {
            let (document, _) = asked.next().unwrap();
            assert!(tracker.verify(black_box(&document.text), &mut comparer)[0].verbatim);
        });
    });
    group.finish();
}

criterion_group!(tracker, benches);
criterion_main!(tracker);
