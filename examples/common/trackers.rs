//! A tracker to ask: an empty or a saved one, filled with the documents of a command line.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::Context;
use dixit::tracker::Outlets;
use dixit::{Annotator, SourceTracker};

use super::{CommandLine, NAME, Tally, annotated};

/// The tracker that was saved at a path; without one an empty tracker.
pub fn open(saved: Option<&Path>) -> anyhow::Result<SourceTracker> {
    let Some(path) = saved else { return Ok(SourceTracker::new()) };
    let read = || -> anyhow::Result<SourceTracker> {
        Ok(SourceTracker::read_snapshot(BufReader::new(File::open(path)?), Outlets::new())?)
    };
    read().with_context(|| path.display().to_string())
}

/// Adds all documents; those that the tracker refuses are named and counted as complaints.
pub fn add(
    tracker: &mut SourceTracker,
    command: &CommandLine,
    annotator: &Annotator,
) -> anyhow::Result<Tally> {
    let mut refused = 0;
    let mut tally = annotated::for_each(command, annotator, |document, annotation| {
        if let Err(error) = tracker.insert(&document, &annotation.attributions) {
            eprintln!("{NAME}: document {}: {error}", document.id);
            refused += 1;
        }
    })?;
    tally.documents -= refused;
    tally.complaints += refused;
    Ok(tally)
}
