//! `dixit` reads news and says who said what, with proof.
//!
//! [`Annotator`] turns a [`Document`] into an [`Annotation`]; [`SourceTracker`] links the
//! attributions of many documents into statements. Every span is a half-open range of UTF-8 bytes
//! into the text that the caller passed.
//!
//! What is named here at the top is all that most programs need. The modules are for those who look into a
//! stage, train it or put another in its place.
//!
//! Data flows one way; a module knows only those above it:
//!
//! - `error`, `span`: the currency;
//! - `text`: views of the text for looking up and comparing;
//! - `lexicon`: what is known about words, from `data/*.tsv`;
//! - `attribution`: the record of who said what;
//! - `segment`: paragraphs, sentences, tokens;
//! - `quote`: marks to quotations, and what the marks are there for;
//! - `document`, `annotation`: what a caller passes in, and all that comes out;
//! - `model`: linear scorers over named features, weights in `data/*.tsv`;
//! - `syntax`: units with a part of speech, noun phrases;
//! - `cue`, `content`, `source`: which words report, what, and whose words those are;
//! - `frame`: the three judged together;
//! - `draft`: frames and loose quotations to attributions without names;
//! - `extract`: those stages in one, the [`QuoteExtractor`];
//! - `stance`: modality and polarity;
//! - `mention`, `entity`, `speaker`: who is mentioned, who that is, who speaks;
//! - `confidence`: how far an attribution can be trusted;
//! - `annotate`: the façade, which alone knows every stage above;
//! - `tracker`: the same statement across documents;
//! - `export`: offsets for programs that do not count bytes.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod annotate;
pub mod annotation;
pub mod attribution;
pub mod confidence;
pub mod content;
pub mod cue;
pub mod document;
pub mod draft;
pub mod entity;
pub mod error;
pub mod export;
pub mod extract;
pub mod frame;
pub mod lexicon;
pub mod mention;
pub mod model;
pub mod quote;
pub mod segment;
pub mod source;
pub mod span;
pub mod speaker;
pub mod stance;
pub mod syntax;
pub mod text;
pub mod tracker;

pub use annotate::{Annotator, AnnotatorBuilder, Scratch};
pub use annotation::{Annotation, Entity, Gender, QuotedSpan};
pub use attribution::{Attribution, Kind, Modality, Polarity, SpeakerKind};
pub use document::Document;
pub use error::Error;
pub use extract::QuoteExtractor;
pub use span::Span;
pub use speaker::SpeakerResolver;
pub use tracker::SourceTracker;

// The README's examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
