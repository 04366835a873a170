//! `dixit` reads news and says who said what, with proof.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod annotation;
pub mod attribution;
pub mod document;
pub mod error;
pub mod lexicon;
pub mod quote;
pub mod segment;
pub mod span;
pub mod text;
pub mod tracker;

pub use annotation::{Annotation, Entity, QuotedSpan};
pub use attribution::{Attribution, Kind, Modality, Polarity, SpeakerKind};
pub use document::Document;
pub use error::Error;
pub use span::Span;
pub use tracker::SourceTracker;
