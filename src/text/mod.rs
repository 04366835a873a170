//! Views of the text for comparing and looking up, with maps back to the bytes the caller passed.

pub mod fold;
mod normal;

pub use normal::{NormalForm, NormalWord, WordFlags};
