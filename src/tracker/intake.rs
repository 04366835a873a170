//! One document with its attributions in, the contents to track out.
//!
//! What is tracked depends on the kind. A direct quotation is one occurrence, however many pieces
//! an attribution or a paragraph cuts it into. A mixed content gives one occurrence for each quoted
//! part that can stand alone; where none can ("… does not feel “safe”"), the whole content is
//! tracked as a claim, like an indirect one. What was denied is kept apart from what was claimed,
//! and what was not said ("declined to comment that …") is left out.

use super::store::NewOccurrence;
use super::token::{Analysis, Domain};
use crate::attribution::{Attribution, Kind, Polarity};
use crate::span::Span;

use super::rarity::Rarity;

/// A quoted part with fewer half bits, or fewer words, cannot stand alone.
const ALONE: (u32, usize) = (36, 4);

/// The contents of `attributions`, in order. `None` where a span is not in the text.
pub(crate) fn contents(
    text: &str,
    attributions: &[Attribution],
    rarity: &Rarity,
    analysis: &mut Analysis,
) -> Result<Vec<NewOccurrence>, u32> {
    let mut found = Vec::with_capacity(attributions.len());
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
            let mut whole = String::new();
            for piece in pieces {
                if !whole.is_empty() {
                    whole.push(' ');
                }
                whole.push_str(&text[piece.range()]);
            }
            if let Some(rest) = whole.strip_prefix("that ").filter(|_| domain != Domain::Quote) {
                span.start += "that ".len();
                whole = rest.to_string();
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
                speaker: attribution.speaker.clone(),
                sources: Vec::new(),
                key: analysis.key,
                weight: analysis.weight,
            });
            true
        };
        let quoted = if attribution.quoted.is_empty() { &attribution.content } else { &attribution.quoted };
        let done = match attribution.kind {
            Kind::Direct => add(quoted, Domain::Quote, false),
            Kind::Mixed => {
                let parts = attribution.quoted.iter();
                parts.fold(false, |any, part| add(&[*part], Domain::Quote, true) || any)
            }
            Kind::Indirect => false,
        };
        if !done && attribution.kind != Kind::Direct {
            add(&attribution.content, domain, false);
        }
    }
    Ok(found)
}
