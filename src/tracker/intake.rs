//! One document with its attributions in, the contents to track out.
//!
//! What is tracked depends on the kind. A direct quotation is one occurrence for each run of pieces
//! that only an attribution cuts apart; a piece that ends a sentence ends the occurrence. A mixed
//! content gives one occurrence for each quoted part that can stand alone; where none can ("… does
//! not feel “safe”"), the whole content is tracked as a claim, like an indirect one. A turn of a
//! transcript ("Ann Poe: I had a boat waiting.") has no marks and is a quotation all the same.
//!
//! A short fragment that repeats words of a longer quotation of the same speaker in the same
//! document ("“very much alike”") is an echo of that quotation and goes where it goes. What was
//! denied is kept apart from what was claimed, and what was not said ("declined to comment that
//! …") is left out.

use std::borrow::Cow;

use super::echo::Echoes;
use super::reading::Readings;
use super::store::NewOccurrence;
use super::tables::Tables;
use super::token::{Analysis, Domain};
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

/// The contents of `attributions`, in order; the number of an attribution with a span that is not in
/// the text.
pub(crate) fn contents<'d>(
    text: &'d str,
    attributions: &'d [Attribution],
    tables: &Tables,
    scratch: &mut Scratch,
) -> Result<Vec<NewOccurrence<'d>>, u32> {
    scratch.readings.clear();
    let mut intake = Intake { text, tables, scratch, found: Vec::with_capacity(attributions.len()) };
    let mut fragments = Vec::new();
    for attribution in attributions {
        let mut spans = attribution.content.iter().chain(&attribution.quoted);
        if !spans.all(|span| text.get(span.range()).is_some()) {
            return Err(attribution.id);
        }
        if intake.take(attribution) {
            fragments.push(attribution);
        }
    }
    if !fragments.is_empty() {
        let echoes = Echoes::new(&intake.found, &intake.scratch.readings);
        fragments.into_iter().for_each(|attribution| intake.echo(attribution, &echoes));
    }
    Ok(intake.found)
}

/// The contents of one document.
struct Intake<'d, 's> {
    text: &'d str,
    tables: &'s Tables,
    scratch: &'s mut Scratch,
    found: Vec<NewOccurrence<'d>>,
}

impl<'d> Intake<'d, '_> {
    /// Adds what an attribution says. Whether that is a mixed content of which no part stands alone.
    fn take(&mut self, attribution: &'d Attribution) -> bool {
        let domain = match attribution.polarity {
            Polarity::Asserted => Domain::Claim,
            Polarity::Denied => Domain::Denial,
            Polarity::Withheld | Polarity::Hypothetical => return false,
        };
        let Attribution { content, quoted, .. } = attribution;
        let mut fragment = false;
        match attribution.kind {
            Kind::Direct => {
                for pieces in sayings(self.text, if quoted.is_empty() { content } else { quoted }) {
                    self.add(attribution, pieces, Domain::Quote, false);
                }
            }
            Kind::Mixed => {
                for content in content {
                    let parts = quoted.iter().filter(|part| content.contains(**part));
                    let add = |part: &&Span| self.add(attribution, &[**part], Domain::Quote, true);
                    if parts.filter(add).count() == 0 {
                        fragment |= self.add(attribution, &[*content], domain, false);
                    }
                }
            }
            Kind::Indirect => {
                let domain = if is_turn(self.text, attribution) { Domain::Quote } else { domain };
                self.add(attribution, content, domain, false);
            }
        }
        fragment
    }

    /// Adds the content in these pieces, if there is anything in it; and where it has to stand `alone`,
    /// if there is enough. Whether it was added.
    fn add(&mut self, attribution: &'d Attribution, pieces: &[Span], domain: Domain, alone: bool) -> bool {
        let Some(mut span) = pieces.iter().copied().reduce(Span::cover) else { return false };
        let mut text = joined(self.text, pieces);
        if domain != Domain::Quote && text.starts_with(THAT) {
            span.start += THAT.len();
            text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[THAT.len()..]),
                Cow::Owned(text) => Cow::Owned(text[THAT.len()..].to_string()),
            };
        }
        let Scratch { analysis, readings } = &mut *self.scratch;
        analysis.fill(&text, domain, &self.tables.rarity);
        let enough = analysis.weight >= ALONE.0 && analysis.tokens.len() >= ALONE.1;
        if analysis.tokens.is_empty() || (alone && !enough) {
            return false;
        }
        self.found.push(NewOccurrence {
            text,
            span,
            kind: attribution.kind,
            domain,
            speaker: attribution.speaker.as_deref(),
            via: Vec::new(),
            echo: None,
            key: analysis.key,
            weight: analysis.weight,
            reading: Some(readings.add(analysis, domain)),
        });
        true
    }

    /// Narrows the claim that `attribution` gave to its quoted fragment where another quotation holds
    /// it.
    fn echo(&mut self, attribution: &Attribution, echoes: &Echoes) {
        let Intake { text, tables, scratch: Scratch { analysis, readings }, found } = self;
        let Some(own) = attribution.speaker.as_deref() else { return };
        for part in &attribution.quoted {
            analysis.fill(&text[part.range()], Domain::Quote, &tables.rarity);
            if analysis.weight < ECHO.0 || analysis.tokens.len() < ECHO.1 {
                continue;
            }
            let agrees =
                |place: u32| found[place as usize].speaker.is_some_and(|name| tables.names.agree(name, own));
            let is_claim = |place: u32| found[place as usize].domain != Domain::Quote;
            let target = echoes.quotation(&analysis.tokens, readings, agrees);
            let claim = target.and_then(|_| echoes.claim(*part, is_claim));
            if let (Some(target), Some(place)) = (target, claim) {
                let occurrence = &mut found[place as usize];
                occurrence.text = Cow::Borrowed(&text[part.range()]);
                occurrence.span = *part;
                occurrence.domain = Domain::Quote;
                (occurrence.key, occurrence.weight) = (analysis.key, analysis.weight);
                (occurrence.echo, occurrence.reading) = (Some(target), None);
                return;
            }
        }
    }
}

/// Whether a colon leads to whole sentences, which are the speaker's own. A headline ("Poe: Harbour is
/// safe") gives them in the writer's words; it has no full stop.
fn is_turn(text: &str, attribution: &Attribution) -> bool {
    let [cue] = attribution.cue[..] else { return false };
    let ends = |span: &Span| {
        let behind = text.get(span.end..).unwrap_or_default();
        behind.starts_with(SENTENCE_ENDS) || text[span.range()].trim_end().ends_with(SENTENCE_ENDS)
    };
    text.get(cue.range()).is_some_and(|cue| cue.trim() == ":") && attribution.content.last().is_some_and(ends)
}

/// What a sentence ends with.
const SENTENCE_ENDS: [char; 4] = ['.', '!', '?', '…'];

/// What stands before an indirect content and is no part of it.
const THAT: &str = "that ";

/// The pieces with a space between them.
fn joined<'d>(text: &'d str, pieces: &[Span]) -> Cow<'d, str> {
    let mut pieces = pieces.iter().map(|piece| &text[piece.range()]).filter(|piece| !piece.is_empty());
    let mut whole = Cow::Borrowed(pieces.next().unwrap_or_default());
    for piece in pieces {
        whole.to_mut().extend([" ", piece]);
    }
    whole
}

/// The pieces of a quotation that belong together: a piece that ends a sentence ends a saying, when
/// there is enough in it; "We," said Poe, "are done." stays one.
fn sayings<'s>(text: &str, pieces: &'s [Span]) -> impl Iterator<Item = &'s [Span]> {
    const ENOUGH: usize = 40;
    let mut left = Some(pieces);
    let mut rest: usize = pieces.iter().map(|piece| piece.len()).sum();
    std::iter::from_fn(move || {
        let pieces = left.take()?;
        let mut bytes = 0;
        for (at, piece) in pieces.iter().enumerate() {
            bytes += piece.len();
            rest -= piece.len();
            if bytes < ENOUGH || rest < ENOUGH {
                continue;
            }
            let between = pieces.get(at + 1).and_then(|next| text.get(piece.end..next.start)).unwrap_or("");
            let sentence = text[piece.range()].trim_end().ends_with(SENTENCE_ENDS);
            // A line that ends between two pieces is a new paragraph: it may be another voice's.
            if sentence || between.contains('\n') {
                let (saying, behind) = pieces.split_at(at + 1);
                left = Some(behind);
                return Some(saying);
            }
        }
        Some(pieces)
    })
}
