//! Paths in; batches of raw lines out, each with its place, in bounded memory.
//!
//! Nothing is parsed here: that is the workers' part. Gzip is told by its first two bytes, not by
//! the name. A batch ends when it holds enough bytes, or when nothing more lies in the read buffer,
//! so that a slow pipe sees its results at once.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use serde::de::IgnoredAny;

use super::{CommandLine, Complaint};

/// The corpus that is read when no file is named.
const SHIPPED: &str = include_str!("../corpus/corpus.jsonl");
const SHIPPED_NAME: &str = "examples/corpus/corpus.jsonl";

/// A batch is sent on when it holds this many bytes: some twenty articles, so that handing it over
/// costs nothing beside the work in it.
const BATCH_BYTES: usize = 128 * 1024;

/// A line longer than this is no document; it keeps memory bounded on a file without line ends.
const LONGEST_LINE: usize = 128 * 1024 * 1024;

const BUFFER_BYTES: usize = 256 * 1024;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a worker gets: something to parse, or the news that it could not be read.
pub type Entry = Result<Raw, Complaint>;

/// One document as it stands in the input.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Name of the file.
    pub file: Arc<str>,
    /// Number of the line, from 1; `None` where the whole file is one article.
    pub line: Option<u64>,
    /// The line, or the article.
    pub bytes: Vec<u8>,
}

impl Raw {
    /// A complaint about this entry, at `column` (from 1) if there is one to name.
    pub fn complaint(
        &self,
        line: Option<u64>,
        column: Option<usize>,
        message: impl Into<String>,
    ) -> Complaint {
        let mut place = self.file.to_string();
        if let Some(line) = line.or(self.line) {
            place += &format!(":{line}");
            if let Some(column) = column {
                place += &format!(":{column}");
            }
        }
        Complaint { place, message: message.into() }
    }
}

/// Whoever takes batches says with `false` that no more are wanted.
pub type TakeBatch<'a> = dyn FnMut(Vec<Entry>) -> bool + 'a;

/// The named files in their order.
pub struct Input<'a> {
    command: &'a CommandLine,
    /// Bytes taken from files so far, before unpacking; the progress bar looks at it.
    pub bytes_read: Arc<AtomicU64>,
}

impl<'a> Input<'a> {
    pub fn new(command: &'a CommandLine) -> Self {
        Input { command, bytes_read: Arc::default() }
    }

    /// Size of all files together; `None` when standard input or a pipe is among them.
    pub fn total_bytes(&self) -> Option<u64> {
        let sizes = self.command.files.iter().map(|path| match std::fs::metadata(path) {
            _ if is_stdin(path) => None,
            Ok(found) => found.is_file().then_some(found.len()),
            Err(_) => Some(0),
        });
        sizes.sum()
    }

    /// Reads everything and hands it on in batches.
    pub fn read(&self, take: &mut TakeBatch) {
        let mut batcher = Batcher { batch: Vec::new(), bytes: 0, take, wanted: true };
        if self.command.files.is_empty() {
            read_lines(&mut BufReader::new(SHIPPED.as_bytes()), SHIPPED_NAME.into(), &mut batcher);
        }
        for path in &self.command.files {
            if !batcher.wanted {
                return;
            }
            if let Err((place, error)) = self.read_file(path, &mut batcher) {
                batcher.push(Err(Complaint { place, message: describe(&error) }));
            }
        }
        batcher.flush();
    }

    /// One file; an error here means that it could not be opened or is an article cut short.
    fn read_file(&self, path: &Path, batcher: &mut Batcher) -> Result<(), (String, io::Error)> {
        let name: Arc<str> =
            if is_stdin(path) { "standard input".into() } else { path.to_string_lossy().into() };
        let failed = |error| (name.to_string(), error);

        let file: Box<dyn Read> =
            if is_stdin(path) { Box::new(io::stdin()) } else { Box::new(File::open(path).map_err(failed)?) };
        let mut file = Counting { inner: file, count: Arc::clone(&self.bytes_read) };
        let mut head = Vec::new();
        file.by_ref().take(GZIP_MAGIC.len() as u64).read_to_end(&mut head).map_err(failed)?;
        let packed = head == GZIP_MAGIC;
        let whole = Cursor::new(head).chain(file);
        let unpacked: Box<dyn Read> = if packed {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER_BYTES, whole)))
        } else {
            Box::new(whole)
        };
        let mut reader = BufReader::with_capacity(BUFFER_BYTES, unpacked);

        if is_article(path) {
            let mut bytes = Vec::new();
            let limit = LONGEST_LINE as u64 + 1;
            reader.by_ref().take(limit).read_to_end(&mut bytes).map_err(failed)?;
            if bytes.len() > LONGEST_LINE {
                return Err(failed(io::Error::other(too_long())));
            }
            strip_mark(&mut bytes);
            batcher.push(Ok(Raw { file: Arc::clone(&name), line: None, bytes }));
        } else {
            read_lines(&mut reader, name, batcher);
        }
        Ok(())
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_article(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.strip_suffix(".gz").unwrap_or(&name).ends_with(".txt")
}

fn too_long() -> String {
    format!("longer than {} MB", LONGEST_LINE / (1024 * 1024))
}

/// An error of the operating system or of gzip, in few words.
fn describe(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEof => "ends in the middle of its gzip data".into(),
        ErrorKind::InvalidInput | ErrorKind::InvalidData => format!("broken gzip data: {error}"),
        _ => error.to_string(),
    }
}

/// Hands on every line of `reader` that is not blank.
fn read_lines(reader: &mut BufReader<impl Read>, file: Arc<str>, batcher: &mut Batcher) {
    let mut number = 0;
    while batcher.wanted {
        number += 1;
        let mut bytes = Vec::new();
        let outcome = reader.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut bytes);
        if number == 1 {
            strip_mark(&mut bytes);
        }
        let ended = bytes.is_empty();
        let long = bytes.len() > LONGEST_LINE;
        // A file that breaks off may do so just behind its last document.
        let whole = outcome.is_ok() || serde_json::from_slice::<IgnoredAny>(&bytes).is_ok();
        let raw = Raw { file: Arc::clone(&file), line: Some(number), bytes };

        if long {
            batcher.push(Err(raw.complaint(None, None, too_long())));
        } else if whole && !raw.bytes.trim_ascii().is_empty() {
            batcher.push(Ok(raw));
        }
        let outcome = if long { outcome.and_then(|_| skip_line(reader)) } else { outcome.map(|_| ()) };
        if let Err(error) = outcome {
            let at = Raw { file, line: Some(number), bytes: Vec::new() };
            batcher.push(Err(at.complaint(None, None, describe(&error))));
            return;
        }
        if ended {
            return;
        }
        // The next read may have to wait for a slow pipe.
        if memchr::memchr(b'\n', reader.buffer()).is_none() {
            batcher.flush();
        }
    }
}

/// Takes out the byte order mark that some editors put before everything; it is no part of the text.
fn strip_mark(bytes: &mut Vec<u8>) {
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
}

/// Reads past the next line end.
fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (length, done) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(length);
        if done {
            return Ok(());
        }
    }
}

/// Collects entries until there are enough of them.
struct Batcher<'a, 'b> {
    batch: Vec<Entry>,
    bytes: usize,
    take: &'a mut TakeBatch<'b>,
    wanted: bool,
}

impl Batcher<'_, '_> {
    fn push(&mut self, entry: Entry) {
        self.bytes += entry.as_ref().map_or(0, |raw| raw.bytes.len());
        self.batch.push(entry);
        if self.bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.bytes = 0;
        if self.wanted && !self.batch.is_empty() {
            self.wanted = (self.take)(std::mem::take(&mut self.batch));
        }
    }
}

/// A reader that counts.
struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
