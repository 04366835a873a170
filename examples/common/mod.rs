//! What the examples share: one command line, documents in, results out in the order of the input.
//!
//! `NAME [--json] [--threads N] [options] [FILE… | -]`. A FILE is `.jsonl` or `.jsonl.gz` with a
//! document a line, or `.txt` with one article; `-` is standard input (JSON Lines, plain or gzip);
//! without any FILE the corpus in `examples/corpus` is read.
//!
//! - [`input`]: paths to batches of raw lines, in bounded memory.
//! - [`document`]: a raw line to a [`dixit::Document`], or to what is wrong with it.
//! - [`gold`]: gold attributions, and whether a prediction agrees with one.
//! - [`annotated`]: documents with their annotations, made here or carried along.
//! - [`parallel`]: a function over all documents on several threads, results in input order.
//! - [`output`]: standard output that survives a closed pipe.
//! - [`progress`]: a bar on a terminal, nothing elsewhere.
//! - [`trackers`]: documents to a tracker that can be asked.
//! - [`view`]: wrapping and emphasis for a reader.
//!
//! A bad line or file is a [`Complaint`]: it goes to standard error with file and line, the rest
//! is read, and the exit status is 1 in the end.

// Each example takes the parts it needs.
#![allow(dead_code)]

pub mod annotated;
pub mod document;
pub mod gold;
pub mod input;
pub mod output;
pub mod parallel;
pub mod progress;
pub mod trackers;
pub mod view;

use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

/// Name of the running example.
pub const NAME: &str = env!("CARGO_CRATE_NAME");

/// The arguments that every example takes.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct CommandLine {
    /// Write JSON Lines instead of a page for a reader.
    #[arg(long)]
    pub json: bool,

    /// Threads that work on documents [default: one for each core].
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// JSON Lines (.jsonl, .jsonl.gz; each line with at least "id" and "text"), an article (.txt), or -
    /// for JSON Lines on standard input; without any, the small corpus that ships with the examples.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

impl CommandLine {
    /// The number of threads asked for, or one for each core.
    pub fn thread_count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(cores, NonZeroUsize::get)
    }
}

/// Something wrong with the input: where and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// `file` or `file:line` or `file:line:column`.
    pub place: String,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{NAME}: {}: {}", self.place, self.message)
    }
}

/// Runs the body of an example and turns its outcome into an exit status: 0, or 1 when there were
/// complaints or an error, which is printed.
pub fn finish(outcome: anyhow::Result<Tally>) -> ExitCode {
    match outcome {
        Ok(tally) if tally.complaints == 0 => ExitCode::SUCCESS,
        Ok(tally) => {
            eprintln!("{NAME}: read {} documents, could not read {}", tally.documents, tally.complaints);
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{NAME}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What went through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Documents read and handed on.
    pub documents: u64,
    /// Lines and files that could not be read.
    pub complaints: u64,
}
