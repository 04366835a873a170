//! A function over every document of the input, on several threads; results in input order.
//!
//! A reader thread cuts the input into batches, workers take whichever batch is next, and the
//! calling thread puts the results back in order. Only so many batches are under way at a time, so
//! memory is bounded however long the input is and however slow one document is. With one thread
//! everything happens on the calling thread.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{process, thread};

use super::input::{Entry, Input, Raw};
use super::output::{is_closed_pipe, unless_closed};
use super::progress::Progress;
use super::{CommandLine, Complaint, Tally};

/// A batch and its place in the order.
type Numbered<T> = (u64, Vec<T>);

/// Calls `work` on every entry of the input and `sink` on the results, batch after batch, in the
/// order of the input. `state` makes what one thread keeps between documents (its scratch memory).
///
/// Complaints, of the reader and of `work`, are printed in their place in the order. An error of
/// `sink` ends the run; a closed pipe ends it quietly.
pub fn for_each_batch<S, R: Send>(
    command: &CommandLine,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &Raw) -> Result<R, Complaint> + Sync,
    mut sink: impl FnMut(Vec<R>) -> io::Result<()>,
) -> anyhow::Result<Tally> {
    let input = Input::new(command);
    let progress = Progress::new(&input);
    let mut tally = Tally::default();
    let mut deliver = |results: Vec<Result<R, Complaint>>| -> io::Result<()> {
        let mut good = Vec::with_capacity(results.len());
        for result in results {
            match result {
                Ok(result) => good.push(result),
                Err(complaint) => {
                    tally.complaints += 1;
                    progress.print(&complaint.to_string());
                }
            }
        }
        tally.documents += good.len() as u64;
        progress.update();
        sink(good)
    };

    let outcome = match command.thread_count() {
        1 => on_this_thread(&input, &state, &work, &mut deliver),
        threads => on_threads(threads, &input, &state, &work, &mut deliver),
    };
    progress.finish();
    unless_closed(outcome)?;
    Ok(tally)
}

fn run_batch<S, R>(
    state: &mut S,
    work: &impl Fn(&mut S, &Raw) -> Result<R, Complaint>,
    batch: Vec<Entry>,
) -> Vec<Result<R, Complaint>> {
    batch.into_iter().map(|entry| entry.and_then(|raw| work(state, &raw))).collect()
}

fn on_this_thread<S, R>(
    input: &Input,
    state: &impl Fn() -> S,
    work: &impl Fn(&mut S, &Raw) -> Result<R, Complaint>,
    deliver: &mut impl FnMut(Vec<Result<R, Complaint>>) -> io::Result<()>,
) -> io::Result<()> {
    let mut state = state();
    let mut outcome = Ok(());
    input.read(&mut |batch| {
        outcome = deliver(run_batch(&mut state, work, batch));
        outcome.is_ok()
    });
    outcome
}

fn on_threads<S, R: Send>(
    threads: usize,
    input: &Input,
    state: &(impl Fn() -> S + Sync),
    work: &(impl Fn(&mut S, &Raw) -> Result<R, Complaint> + Sync),
    deliver: &mut impl FnMut(Vec<Result<R, Complaint>>) -> io::Result<()>,
) -> io::Result<()> {
    let under_way = 2 * threads + 2;
    let (batches, next_batch) = sync_channel(under_way);
    let (finished, next_finished) = sync_channel(under_way);
    // A full channel of permits holds the reader back until a batch has been written out: the
    // channels alone would not bound what waits here for one slow batch before it.
    let (permits, returned_permits) = sync_channel::<()>(under_way);
    let next_batch = Mutex::new(next_batch);

    thread::scope(|scope| {
        scope.spawn(move || {
            let mut number = 0;
            input.read(&mut |batch| {
                let sent = permits.send(()).is_ok() && batches.send((number, batch)).is_ok();
                number += 1;
                sent
            });
        });
        for _ in 0..threads {
            let finished = finished.clone();
            let next_batch = &next_batch;
            scope.spawn(move || work_off(next_batch, &finished, &mut state(), work));
        }
        drop(finished);
        let outcome = in_order(next_finished, returned_permits, deliver);
        if outcome.as_ref().is_err_and(is_closed_pipe) {
            // The reader may be waiting for a line of standard input that never comes.
            process::exit(0);
        }
        outcome
    })
}

/// A worker: the next batch, whichever it is, until there are no more or nobody wants results.
fn work_off<S, R>(
    next_batch: &Mutex<Receiver<Numbered<Entry>>>,
    finished: &SyncSender<Numbered<Result<R, Complaint>>>,
    state: &mut S,
    work: &impl Fn(&mut S, &Raw) -> Result<R, Complaint>,
) {
    let _guard = ExitOnPanic;
    loop {
        let received = next_batch.lock().expect("no worker panics while it holds the lock").recv();
        let Ok((number, batch)) = received else { return };
        if finished.send((number, run_batch(state, work, batch))).is_err() {
            return;
        }
    }
}

/// Ends the process when its thread panics (the message is out by then): the others would wait for
/// ever for the batch that was lost.
struct ExitOnPanic;

impl Drop for ExitOnPanic {
    fn drop(&mut self) {
        if thread::panicking() {
            process::exit(101);
        }
    }
}

/// Delivers batches by their numbers, whatever order they are finished in. Dropping the two
/// channels, on return, stops reader and workers.
fn in_order<T>(
    next_finished: Receiver<Numbered<T>>,
    returned_permits: Receiver<()>,
    deliver: &mut impl FnMut(Vec<T>) -> io::Result<()>,
) -> io::Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (number, results) in next_finished {
        waiting.insert(number, results);
        while let Some(results) = waiting.remove(&next) {
            next += 1;
            deliver(results)?;
            returned_permits.recv().expect("the reader took a permit for this batch");
        }
    }
    Ok(())
}
