//! Standard output: buffered, locked once, and quiet when the reader at its other end has gone.

use std::io::{self, BufWriter, ErrorKind, StdoutLock};

/// Buffered standard output.
pub fn standard_output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Whether an error only says that nobody reads on (`annotate … | head`).
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}
