//! A text in, what tests look at out.

use crate::lexicon::Lexicon;
use crate::quote::{MarkOptions, scan};
use crate::segment::Segments;

use super::{Scene, Syntax, Tagger};

/// Shows a text as the stages up to this one read it.
pub(crate) fn with_scene<T>(text: &str, look: impl FnOnce(&Scene) -> T) -> T {
    let lexicon = Lexicon::english();
    let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
    segments.fill(text, &lexicon);
    scan(text, &MarkOptions::default(), &mut quotes);
    syntax.fill(text, &segments, &quotes, &lexicon, &Tagger::shipped(&lexicon).unwrap());
    look(&Scene { text, syntax: &syntax, quotes: &quotes, lexicon: &lexicon })
}
