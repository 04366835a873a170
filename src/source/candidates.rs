//! The stretches that may be a source, near to far.

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::{Clitic, Tag};
use crate::segment::TokenKind;
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange, is_title};

use super::{Extension, SourceCandidate};

/// How far from the cue a source may stand, in units.
const REACH: u32 = 60;
/// How many noun phrases before the cue are looked at, and how many behind it.
const PHRASES: (usize, usize) = (10, 3);
/// Longest clause taken into an extent, in units.
const CLAUSE_REACH: u32 = 30;
/// Most extensions of one noun phrase.
const MOST_STEPS: u8 = 8;

pub(super) fn list(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    found: &mut Vec<SourceCandidate>,
) {
    let sentence = scene.sentence(cue.unit);
    let from = sentence.start.max(cue.unit.saturating_sub(REACH));
    let to = sentence.end.min(cue.unit + REACH);
    let chunks = &scene.syntax.chunks;
    let behind = chunks.partition_point(|chunk| chunk.units.start <= cue.unit);
    let near = behind.saturating_sub(PHRASES.0)..chunks.len().min(behind + PHRASES.1);
    let within = |chunk: &&Chunk| from < chunk.units.end && chunk.units.start < to;
    for chunk in chunks[near].iter().filter(within) {
        let units = chunk.units;
        // The part of the phrase outside the content and before the cue word.
        let mut end = units.end;
        if units.start <= cue.unit && cue.unit < units.end {
            end = cue.unit;
        }
        if content.holds(units.start) {
            continue;
        }
        while end > units.start && content.holds(end - 1) {
            end -= 1;
        }
        if end <= units.start {
            continue;
        }
        possessors(scene, UnitRange { start: units.start, end: units.end }, end, found);
        if units.start <= cue.unit && cue.unit < units.end {
            continue;
        }
        extents(scene, cue, content, UnitRange { start: units.start, end }, sentence, found);
    }
}

/// "Poe's" of "Poe's claim", "her" of "her claim".
fn possessors(scene: &Scene, chunk: UnitRange, end: u32, found: &mut Vec<SourceCandidate>) {
    if scene.unit(chunk.start).tag == Tag::Possessive {
        let units = UnitRange { start: chunk.start, end: chunk.start + 1 };
        found.push(SourceCandidate {
            units,
            base_end: units.end,
            extension: Extension::None,
            steps: 0,
            reaches_cue: false,
        });
    }
    for at in chunk.start..end {
        if scene.unit(at).clitic == Clitic::S && at + 1 < chunk.end {
            let units = UnitRange { start: chunk.start, end: at + 1 };
            found.push(SourceCandidate {
                units,
                base_end: units.end,
                extension: Extension::None,
                steps: 0,
                reaches_cue: at + 1 == end,
            });
        }
    }
}

fn extents(
    scene: &Scene,
    cue: &CueCandidate,
    content: &ContentCandidate,
    base: UnitRange,
    sentence: UnitRange,
    found: &mut Vec<SourceCandidate>,
) {
    let first = found.len();
    let mut end = base.end;
    let mut extension = Extension::None;
    let mut steps = 0;
    loop {
        found.push(SourceCandidate {
            units: UnitRange { start: base.start, end },
            base_end: base.end,
            extension,
            steps,
            reaches_cue: false,
        });
        if steps == MOST_STEPS {
            break;
        }
        let start = cue.group.start;
        let Some((mut next, kind)) = extend(scene, end, sentence, start) else { break };
        if kind == Extension::Clause && end + 1 < start && next > start {
            next = start;
        }
        if next > start && end <= start || (end..next).any(|at| content.holds(at)) {
            break;
        }
        end = next;
        extension = kind;
        steps += 1;
    }
    let start = cue.group.start;
    let touches = |end: u32| {
        end <= start
            && (end..start).all(|at| {
                matches!(scene.unit(at).kind, TokenKind::Comma | TokenKind::Close | TokenKind::Dash)
                    && !scene.unit(at).is_quote()
            })
    };
    let reaches_cue = found[first..].iter().any(|c| touches(c.units.end));
    for candidate in &mut found[first..] {
        candidate.reaches_cue = reaches_cue;
    }
}

/// The next longer extent of a phrase that ends at `end`; the cue's verb group starts at `cue`.
fn extend(scene: &Scene, end: u32, sentence: UnitRange, cue: u32) -> Option<(u32, Extension)> {
    let chunk_at = |at: u32| {
        if at < sentence.end {
            scene.chunk(at).filter(|c| c.units.start == at).map(|c| c.units.end)
        } else {
            None
        }
    };
    if end >= sentence.end {
        return None;
    }
    let unit = scene.unit(end);
    let next = scene.unit_tag(end, 1, sentence);
    match unit.tag {
        Tag::Preposition | Tag::To => {
            let title = 1 + i32::from(next == Tag::Determiner);
            if scene.is_quote(end, title, sentence) {
                let title = end.wrapping_add_signed(title);
                return is_title(scene.surface(title)).then_some((title + 1, Extension::Title));
            }
            let kind = if scene.surface(end).eq_ignore_ascii_case("of") {
                Extension::Of
            } else {
                Extension::Preposition
            };
            return chunk_at(end + 1).map(|e| (e, kind));
        }
        // "Poe and Lund", "in Tull and around the lake"
        Tag::Coordinator => {
            let linked = matches!(next, Tag::Preposition | Tag::Adverb);
            return chunk_at(end + 1 + u32::from(linked)).map(|e| (e, Extension::And));
        }
        // "a person familiar with the plan"
        Tag::Adjective => {
            let linked = matches!(next, Tag::Preposition | Tag::To);
            return chunk_at(end + 2).filter(|_| linked).map(|e| (e, Extension::Clause));
        }
        Tag::Wh | Tag::That | Tag::VerbIng | Tag::VerbParticiple => return clause(scene, end, sentence),
        // "papers filed Friday say": another verb follows, so the first one only looks finite.
        Tag::VerbPast if end + 1 < cue => return clause(scene, end, sentence),
        // "Poe herself", "Poe and Lund both"
        Tag::PronounObject | Tag::Pronoun | Tag::Determiner if is_emphatic(scene.surface(end)) => {
            return Some((end + 1, Extension::Emphatic));
        }
        _ => {}
    }
    if unit.is_quote() {
        // "Tull Radio's “Red Hill”", "her book “Red Hill”"
        let text = scene.chunk(end - 1).is_some_and(|chunk| chunk.kind == ChunkKind::Text);
        let titled = text || scene.unit(end - 1).clitic == Clitic::S;
        return (titled && is_title(scene.surface(end))).then_some((end + 1, Extension::Title));
    }
    match unit.kind {
        TokenKind::Comma | TokenKind::Dash => {
            // "Poe, Lund, and Dahl"
            if next == Tag::Coordinator {
                return chunk_at(end + 2).map(|last| (last, Extension::And));
            }
            // "Poe, a nurse", "Poe, now a nurse", "experts, including Poe", "Poe, along with Lund"
            let apposed = chunk_at(end + 1).or_else(|| match next {
                Tag::Adverb | Tag::VerbIng | Tag::Preposition => chunk_at(end + 2).or_else(|| {
                    let twice = scene.unit_tag(end, 2, sentence) == Tag::Preposition;
                    chunk_at(end + 3).filter(|_| twice)
                }),
                _ => None,
            });
            match apposed {
                Some(last) if scene.chunk(last - 1).is_some_and(|c| c.kind != ChunkKind::Relative) => {
                    Some((last, Extension::Apposition))
                }
                _ => clause(scene, end + 1, sentence),
            }
        }
        // "of Tull, Cal., who", "Ben Lund Jr., a nurse"
        TokenKind::Stop if end + 1 < sentence.end && scene.unit(end - 1).end == unit.start => {
            let abbreviated = scene.unit(end + 1).kind == TokenKind::Comma;
            if abbreviated { extend(scene, end + 1, sentence, cue) } else { None }
        }
        TokenKind::Open => {
            let close =
                (end + 1..sentence.end.min(end + 10)).find(|at| scene.unit(*at).kind == TokenKind::Close)?;
            Some((close + 1, Extension::Bracket))
        }
        _ => None,
    }
}

fn is_emphatic(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves") || matches!(word, "both" | "all")
}

/// The clause about a phrase that starts at `at`, up to the next comma, dash or end: "who heads the
/// centre", "tracking such cases".
fn clause(scene: &Scene, at: u32, sentence: UnitRange) -> Option<(u32, Extension)> {
    if at >= sentence.end
        || !matches!(
            scene.unit(at).tag,
            Tag::Wh | Tag::That | Tag::VerbIng | Tag::VerbParticiple | Tag::VerbPast
        )
    {
        return None;
    }
    // The verbs with a tense that belong to the clause; the next one is the sentence's own.
    let mut verbs = u32::from(matches!(scene.unit(at).tag, Tag::Wh | Tag::That));
    let (mut end, mut in_group) = (at + 1, false);
    while end < sentence.end.min(at + CLAUSE_REACH) {
        let unit = scene.unit(end);
        let mark =
            matches!(unit.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Stop | TokenKind::Colon);
        if mark && scene.chunk(end).is_none() || unit.is_quote() {
            break;
        }
        let begins = unit.is_finite() && !in_group;
        if begins && verbs == 0 {
            break;
        }
        verbs -= u32::from(begins);
        in_group = unit.is_finite() || in_group && matches!(unit.tag, Tag::Adverb | Tag::Negation);
        // "who fit it and have said so"
        in_group |= unit.tag == Tag::Coordinator;
        end += 1;
    }
    (end > at + 1).then_some((end, Extension::Clause))
}
