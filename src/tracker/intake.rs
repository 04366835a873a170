//! One document with its attributions in, the contents to track out.
//!
//! What is tracked depends on the kind. A direct quotation is one occurrence for each run of pieces
//! that only an attribution cuts apart; a piece that ends a sentence ends the occurrence. A mixed
//! content gives one occurrence for each quoted part that can stand alone; where none can ("… does
//! not feel “safe”"), the whole content is tracked as a claim, like an indirect one.
//!
//! A short fragment that repeats words of a longer quotation of the same speaker in the same
//! document ("“very much alike”") is an echo of that quotation and goes where it goes. What was
//! denied is kept apart from what was claimed, and what was not said ("declined to comment that
//! …") is left out.

use std::borrow::Cow;

use super::rarity::Rarity;
use super::reading::Readings;
use super::speaker;
use super::store::NewOccurrence;
use super::token::{Analysis, Domain, Token};
use crate::attribution::{Attribution, Kind, Polarity};
use crate::span::Span;

/// A quoted part with fewer half bits, or fewer words, cannot stand alone.
const ALONE: (u32, usize) = (36, 4);

/// A fragment that echoes a quotation has at least so many half bits and words.
const ECHO: (u32, usize) = (32, 3);

/// What intake works with, one document after another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    analysis: Analysis,
    /// What was read of the last document's contents.
    pub(crate) readings: Readings,
}

/// The contents of `attributions`, in order. `None` where a span is not in the text.
pub(crate) fn contents<'d>(
    text: &'d str,
    attributions: &'d [Attribution],
    rarity: &Rarity,
    scratch: &mut Scratch,
) -> Result<Vec<NewOccurrence<'d>>, u32> {
    let Scratch { analysis, readings } = scratch;
    readings.clear();
    let mut found: Vec<NewOccurrence<'d>> = Vec::with_capacity(attributions.len());
    // Mixed attributions with a content that has no part that stands alone.
    let mut fragments = Vec::new();
    for attribution in attributions {
        let spans = attribution.content.iter().chain(&attribution.quoted);
        if !spans.clone().all(|span| text.get(span.range()).is_some()) {
            return Err(attribution.id);
        }
        let domain = match attribution.polarity {
            Polarity::Asserted => Domain::Claim,
            Polarity::Denied => Domain::Denial,
            Polarity::Withheld | Polarity::Hypothetical => continue,
        };
        let mut add = |pieces: &[Span], domain: Domain, alone: bool| {
            let Some(mut span) = pieces.iter().copied().reduce(Span::cover) else { return false };
            let mut pieces = pieces.iter().map(|piece| &text[piece.range()]);
            let mut whole = Cow::Borrowed(pieces.next().unwrap_or_default());
            for piece in pieces {
                whole.to_mut().extend([" ", piece]);
            }
            if domain != Domain::Quote && whole.starts_with("that ") {
                span.start += "that ".len();
                whole = match whole {
                    Cow::Borrowed(whole) => Cow::Borrowed(&whole["that ".len()..]),
                    Cow::Owned(whole) => Cow::Owned(whole["that ".len()..].to_string()),
                };
            }
            analysis.fill(&whole, domain, rarity);
            let enough = analysis.weight >= ALONE.0 && analysis.tokens.len() >= ALONE.1;
            if analysis.tokens.is_empty() || (alone && !enough) {
                return false;
            }
            found.push(NewOccurrence {
                text: whole,
                span,
                kind: attribution.kind,
                domain,
                speaker: attribution.speaker.as_deref(),
                sources: Vec::new(),
                echo: None,
                key: analysis.key,
                weight: analysis.weight,
                reading: Some(readings.add(analysis, domain)),
            });
            true
        };
        match attribution.kind {
            Kind::Direct => {
                let quoted =
                    if attribution.quoted.is_empty() { &attribution.content } else { &attribution.quoted };
                for pieces in sayings(text, quoted) {
                    add(pieces, Domain::Quote, false);
                }
            }
            Kind::Mixed => {
                for content in &attribution.content {
                    let parts = attribution.quoted.iter().filter(|part| content.contains(**part));
                    let alone = parts.filter(|part| add(&[**part], Domain::Quote, true)).count();
                    if alone == 0 && add(&[*content], domain, false) {
                        fragments.push(attribution);
                    }
                }
            }
            Kind::Indirect => {
                add(&attribution.content, domain, false);
            }
        }
    }
    for attribution in fragments {
        echo(text, &mut found, attribution, rarity, analysis);
    }
    Ok(found)
}

/// The pieces of a quotation that belong together: a piece that ends a sentence ends a saying, when
/// there is enough in it; "We," said Poe, "are done." stays one.
fn sayings<'s>(text: &str, pieces: &'s [Span]) -> Vec<&'s [Span]> {
    const ENOUGH: usize = 40;
    let mut sayings: Vec<&[Span]> = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, piece) in pieces.iter().enumerate() {
        bytes += piece.len();
        let between = pieces.get(at + 1).and_then(|next| text.get(piece.end..next.start)).unwrap_or("");
        // A line that ends between two pieces is a new paragraph: it may be another voice's.
        let whole = text[piece.range()].trim_end().ends_with(['.', '!', '?', '…']) || between.contains('\n');
        let rest: usize = pieces[at + 1..].iter().map(|piece| piece.len()).sum();
        if whole && bytes >= ENOUGH && rest >= ENOUGH {
            sayings.push(&pieces[start..=at]);
            (start, bytes) = (at + 1, 0);
        }
    }
    sayings.push(&pieces[start..]);
    sayings
}

/// Narrows the claim that `attribution` gave to its quoted fragment where another quotation holds it.
fn echo<'d>(
    text: &'d str,
    found: &mut [NewOccurrence<'d>],
    attribution: &Attribution,
    rarity: &Rarity,
    analysis: &mut Analysis,
) {
    let Some(own) = attribution.speaker.as_deref() else { return };
    for part in &attribution.quoted {
        analysis.fill(&text[part.range()], Domain::Quote, rarity);
        if analysis.weight < ECHO.0 || analysis.tokens.len() < ECHO.1 {
            continue;
        }
        let (fragment, key, weight) = (analysis.tokens.clone(), analysis.key, analysis.weight);
        let same = |a: &Token, b: &Token| a.same_word(*b);
        let holds = found.iter().position(|other| {
            other.domain == Domain::Quote
                && other.echo.is_none()
                && other.speaker.is_some_and(|name| speaker::agree(name, own))
                && {
                    analysis.fill(&other.text, Domain::Quote, rarity);
                    analysis
                        .tokens
                        .windows(fragment.len())
                        .any(|run| run.iter().zip(&fragment).all(|(a, b)| same(a, b)))
                }
        });
        let claim = found.iter().position(|own| {
            own.domain != Domain::Quote && own.span.contains(*part) && own.kind == Kind::Mixed
        });
        if let (Some(target), Some(place)) = (holds, claim) {
            let occurrence = &mut found[place];
            occurrence.text = Cow::Borrowed(&text[part.range()]);
            occurrence.span = *part;
            occurrence.domain = Domain::Quote;
            (occurrence.key, occurrence.weight, occurrence.echo) = (key, weight, Some(target as u32));
            occurrence.reading = None;
            return;
        }
    }
}
