//! Documents in; annotated documents out, whether they came annotated or not.
//!
//! The tracker's examples read their input through [`for_each`]: a line that carries `attributions`
//! (the output of `annotate --json`, or another system's) is taken as it is, and has to have our shape;
//! a document without is annotated here.

use dixit::{Annotation, Annotator, Document, Scratch};

use super::input::Raw;
use super::{CommandLine, Complaint, Tally, document, parallel};

/// Calls `sink` on every document and its annotation, in the order of the input.
pub fn for_each(
    command: &CommandLine,
    annotator: &Annotator,
    mut sink: impl FnMut(Document, Annotation),
) -> anyhow::Result<Tally> {
    let work = |scratch: &mut Scratch, raw: &Raw| -> Result<(Document, Annotation), Complaint> {
        let (document, carried) = document::parse_annotated(raw)?;
        let annotation = carried.unwrap_or_else(|| annotator.annotate_with(&document, scratch));
        Ok((document, annotation))
    };
    parallel::for_each_batch(command, Scratch::default, work, |batch| {
        batch.into_iter().for_each(|(document, annotation)| sink(document, annotation));
        Ok(())
    })
}
