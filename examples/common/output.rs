//! Standard output: buffered, locked once, and quiet when the reader at its other end has gone.

use std::io::{self, BufWriter, ErrorKind, StdoutLock};

/// Buffered standard output.
pub fn standard_output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// An outcome of writing; that nobody reads on is none that matters.
pub fn unless_closed(outcome: io::Result<()>) -> io::Result<()> {
    outcome.or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

/// Whether an error only says that nobody reads on (`annotate … | head`).
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}
