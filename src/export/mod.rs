//! An annotation in, what programs read that do not count bytes out.
//!
//! Everywhere else in this crate an offset is a byte of UTF-8; only here is there another unit, and it
//! is always named.

mod offsets;

pub use offsets::{Offsets, Unit};
