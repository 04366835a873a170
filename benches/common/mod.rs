//! What every benchmark shares: the corpus, the yardsticks, the counting allocator and the report
//! of ratios.

pub mod alloc;
pub mod corpus;
pub mod cues;
pub mod generate;
pub mod pipeline;
pub mod report;
