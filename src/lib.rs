//! `dixit` reads news and says who said what, with proof.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod annotate;
pub mod annotation;
pub mod attribution;
pub mod content;
pub mod cue;
pub mod document;
pub mod draft;
pub mod entity;
pub mod error;
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
pub use annotation::{Annotation, Entity, QuotedSpan};
pub use attribution::{Attribution, Kind, Modality, Polarity, SpeakerKind};
pub use document::Document;
pub use error::Error;
pub use span::Span;
pub use speaker::SpeakerResolver;
pub use tracker::SourceTracker;

// The README's examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
