//! Times cases side by side and prints each one's ratio to the yardsticks at the end.

use std::time::{Duration, Instant};

/// One case: a name, and work that returns how much it found.
pub struct Case<'a> {
    pub name: &'static str,
    /// What the count counts.
    pub unit: &'static str,
    pub run: Box<dyn FnMut() -> u64 + 'a>,
}

impl<'a> Case<'a> {
    pub fn new(name: &'static str, unit: &'static str, run: impl FnMut() -> u64 + 'a) -> Self {
        Case { name, unit, run: Box::new(run) }
    }
}

/// The best time of a case and what it found.
pub struct Timing {
    pub name: &'static str,
    pub unit: &'static str,
    pub best: Duration,
    pub count: u64,
}

/// Runs the cases in turns, `rounds` times, so that a busy machine slows all alike; keeps the best
/// time of each.
///
/// # Panics
/// When a case finds another number of things than in its first round.
pub fn run(cases: Vec<Case<'_>>, rounds: usize) -> Vec<Timing> {
    let mut cases = cases;
    let timing = |case: &mut Case| Timing {
        name: case.name,
        unit: case.unit,
        best: Duration::MAX,
        count: (case.run)(),
    };
    let mut timings: Vec<Timing> = cases.iter_mut().map(timing).collect();
    for _ in 0..rounds {
        for (case, timing) in cases.iter_mut().zip(&mut timings) {
            let start = Instant::now();
            let count = (case.run)();
            timing.best = timing.best.min(start.elapsed());
            assert_eq!(count, timing.count, "{} found another number of {}", case.name, case.unit);
        }
    }
    timings
}

/// Prints throughput over `bytes`, and how many times as fast as each yardstick (by name) a case
/// is.
pub fn print(title: &str, bytes: usize, timings: &[Timing], yardsticks: &[&str]) {
    println!("\n{title}, {:.1} MB", bytes as f64 / 1e6);
    print!("{:<26}{:>10}{:>14} {:<8}", "", "MB/s", "found", "");
    for yardstick in yardsticks {
        print!("{:>24}", format!("x {yardstick}"));
    }
    println!();
    for timing in timings {
        let speed = bytes as f64 / 1e6 / timing.best.as_secs_f64();
        print!("{:<26}{speed:>10.0}{:>14} {:<8}", timing.name, timing.count, timing.unit);
        for yardstick in yardsticks {
            let ratio = timings
                .iter()
                .find(|other| other.name == *yardstick)
                .map(|other| other.best.as_secs_f64() / timing.best.as_secs_f64());
            print!("{:>24}", ratio.map_or(String::new(), |ratio| format!("{ratio:.2}")));
        }
        println!();
    }
}

/// The count of a case by name.
///
/// # Panics
/// When there is no such case.
pub fn count(timings: &[Timing], name: &str) -> u64 {
    timings.iter().find(|timing| timing.name == name).map(|timing| timing.count).expect("a case of this name")
}

/// How many times as fast one case is as another, both by name.
///
/// # Panics
/// When there is no such case.
pub fn ratio(timings: &[Timing], case: &str, yardstick: &str) -> f64 {
    let best = |name: &str| {
        timings.iter().find(|timing| timing.name == name).expect("a case of this name").best.as_secs_f64()
    };
    best(yardstick) / best(case)
}

/// Megabytes a second of a case over `bytes`.
///
/// # Panics
/// When there is no case of this name.
pub fn speed(timings: &[Timing], case: &str, bytes: usize) -> f64 {
    let timing = timings.iter().find(|timing| timing.name == case).expect("a case of this name");
    bytes as f64 / 1e6 / timing.best.as_secs_f64()
}

/// Prints a measurement beside its target.
pub fn verdict(what: &str, measured: f64, unit: &str, target: f64, reached: bool) {
    println!(
        "{what:<46}{measured:>10.2} {unit:<10} target {target:>7.2}  {}",
        if reached { "ok" } else { "MISSED" }
    );
}
