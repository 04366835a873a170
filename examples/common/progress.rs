//! A progress bar with rate and time left, where standard error is a terminal and standard output
//! is not (there the results themselves show that something happens).

use std::io::{IsTerminal, stderr, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::input::Input;

const WITH_TOTAL: &str = "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
const WITHOUT_TOTAL: &str = "{spinner} {bytes}, {bytes_per_sec}, {elapsed}";

/// The bar, or nothing.
pub struct Progress {
    bar: Option<ProgressBar>,
    bytes_read: Arc<AtomicU64>,
}

impl Progress {
    pub fn new(input: &Input) -> Self {
        let shown = stderr().is_terminal() && !stdout().is_terminal();
        let bar = shown.then(|| {
            let total = input.total_bytes();
            let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            let template = if total.is_some() { WITH_TOTAL } else { WITHOUT_TOTAL };
            bar.set_style(ProgressStyle::with_template(template).expect("the templates above are valid"));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Progress { bar, bytes_read: Arc::clone(&input.bytes_read) }
    }

    /// Moves the bar to what has been read.
    pub fn update(&self) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.bytes_read.load(Ordering::Relaxed));
        }
    }

    /// Prints a line on standard error without tearing the bar.
    pub fn print(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
