//! Views of the text for comparing and looking up, with maps back to the bytes the caller passed.

mod normal;

pub use normal::{NormalForm, NormalWord, WordFlags};
