//! The texts that every case runs over.
//!
//! `DIXIT_CORPUS` names a directory of .txt files, one .txt file, or a JSON Lines file (.jsonl,
//! .jsonl.gz) whose objects have a field `text`. Without it the corpus is generated.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;

/// Documents, and how many bytes they have together.
pub struct Corpus {
    /// Where the texts come from, for the report.
    pub name: String,
    pub texts: Vec<String>,
    pub bytes: usize,
}

impl Corpus {
    /// The corpus that the environment names, or a generated one of at least `bytes`.
    pub fn load(bytes: usize) -> Result<Corpus> {
        match std::env::var_os("DIXIT_CORPUS") {
            Some(path) => Corpus::read(Path::new(&path)),
            None => Ok(Corpus::new("generated".into(), super::generate::corpus(1, bytes))),
        }
    }

    fn new(name: String, texts: Vec<String>) -> Corpus {
        let bytes = texts.iter().map(String::len).sum();
        Corpus { name, texts, bytes }
    }

    fn read(path: &Path) -> Result<Corpus> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut texts = Vec::new();
        if path.is_dir() {
            let entries: Result<Vec<_>, _> =
                path.read_dir()?.map(|entry| entry.map(|entry| entry.path())).collect();
            let mut files = entries?;
            files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
            files.sort();
            for file in files {
                texts.push(std::fs::read_to_string(&file).with_context(|| file.display().to_string())?);
            }
        } else if name.ends_with(".txt") {
            texts.push(std::fs::read_to_string(path)?);
        } else {
            let file = File::open(path).with_context(|| path.display().to_string())?;
            let reader: Box<dyn Read> =
                if name.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
            for line in BufReader::new(reader).lines() {
                let document: serde_json::Value = serde_json::from_str(&line?)?;
                texts.extend(document["text"].as_str().map(str::to_owned));
            }
        }
        anyhow::ensure!(texts.iter().any(|text| !text.is_empty()), "{}: no text", path.display());
        Ok(Corpus::new(name, texts))
    }

    /// The first documents, up to about `bytes`, at least one.
    pub fn slice(&self, bytes: usize) -> Corpus {
        let mut sum = 0;
        let fits = |text: &&String| {
            let fits = sum < bytes;
            sum += text.len();
            fits
        };
        Corpus::new(self.name.clone(), self.texts.iter().take_while(fits).cloned().collect())
    }

    /// The corpus, as often as needed, as documents of `size` bytes (up to a character boundary)
    /// that have at least `total` bytes together.
    pub fn pieces(&self, size: usize, total: usize) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut piece = String::with_capacity(size + 4096);
        let mut sum = 0;
        for text in self.texts.iter().cycle() {
            piece.push_str(text);
            piece.push_str("\n\n");
            while piece.len() >= size {
                let cut = (size..piece.len()).find(|&at| piece.is_char_boundary(at)).unwrap_or(piece.len());
                let rest = piece.split_off(cut);
                sum += piece.len();
                pieces.push(std::mem::replace(&mut piece, rest));
                if sum >= total {
                    return pieces;
                }
            }
        }
        pieces
    }
}
