//! A draft and the decision about its speaker in, the probability that both are right out.
//!
//! The stages before give each part a probability of its own: the frame, the source, the speaker.
//! Their product is no probability of the whole, because they err together and each is a little too
//! sure. A logistic model looks at the parts and at the shape of the attribution (kind, quoted
//! words, distance of source and cue from the quote), after Platt (1999). It is fitted on documents
//! that the stages before were not trained on; `examples/evaluate` prints how far it can be trusted.

mod features;

pub use features::SCHEMA;

use crate::draft::Draft;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::model::{Feature, LinearModel, certainty, shipped};
use crate::speaker::Decision;
use crate::syntax::Scene;

/// Says how far an attribution can be trusted. Immutable, `Send + Sync`.
#[derive(Clone, Debug)]
pub struct Judge {
    model: LinearModel,
}

impl Judge {
    /// A judge with the shipped weights.
    ///
    /// # Errors
    /// When a weight names a word that `lexicon` does not hold.
    pub fn shipped(lexicon: &Lexicon) -> Result<Self, Error> {
        Ok(Judge { model: LinearModel::shipped(shipped!("confidence"), &SCHEMA, lexicon)? })
    }

    /// Probability, 0 to 1, that content, source and speaker are right. `layout` is of all drafts of
    /// the text.
    pub fn judge(&self, scene: &Scene, layout: &Layout, draft: &Draft, decision: &Decision) -> f32 {
        certainty(self.model.score(|sum| features::extract(scene, layout, draft, decision, sum)))
    }
}

/// What the attributions of a text have in common.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layout {
    /// How many name their source by each sort of mark.
    marks: [usize; 4],
}

impl Layout {
    /// The layout of a text with these drafts.
    pub fn of(drafts: &[Draft]) -> Self {
        let mut layout = Layout::default();
        for draft in drafts {
            layout.marks[usize::from(features::mark(draft))] += 1;
        }
        layout
    }
}

/// The features of an attribution, for training.
pub fn features(scene: &Scene, layout: &Layout, draft: &Draft, decision: &Decision) -> Vec<Feature> {
    let mut found = Vec::new();
    features::extract(scene, layout, draft, decision, &mut found);
    found
}
