//! What scorers find in documents that they have not seen, in the form that a scorer of annotations reads.

use std::io::Write;

use dixit::Span;
use dixit::extract::{QuoteExtractor, Scratch};
use dixit::frame::Scope;
use serde::Serialize;

use super::article::Article;

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    attributions: Vec<Held>,
}

/// An attribution as far as the extractors go; nobody is named.
#[derive(Serialize)]
struct Held {
    content: Vec<Span>,
    quoted: Vec<Span>,
    cue: Vec<Span>,
    source: Vec<Span>,
}

/// Writes a line for each article. `extractors` has for each fold of the articles what was learned on
/// the others.
pub fn write(
    articles: &[Article],
    extractors: &[QuoteExtractor],
    out: &mut impl Write,
) -> std::io::Result<()> {
    let mut scratch = Scratch::default();
    for (number, article) in articles.iter().enumerate() {
        let extractor = &extractors[number % extractors.len()];
        let text = article.gold.text.as_str();
        let drafts = extractor.extract_with(text, "en", Scope::Everything, &mut scratch);
        let scene = scratch.scene(text, extractor.lexicon());
        let attributions = drafts
            .into_iter()
            .map(|draft| Held {
                cue: draft.cue.iter().map(|(_, group)| scene.span(*group)).collect(),
                source: draft.source_span(&scene).into_iter().collect(),
                content: draft.content,
                quoted: draft.quoted,
            })
            .collect();
        serde_json::to_writer(&mut *out, &Found { id: &article.gold.id, attributions })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
