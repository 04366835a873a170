//! Finds a place for every quoted span that no frame reports.
//!
//! Several answers compete: the span goes on with the quote before it (`“…,” Poe said. “…”`), it is
//! an attribution of its own, or it is nobody's words (a title, scare marks). One of its own may
//! have no source, or that of the attribution before, or the subject of its sentence or of the sentence
//! before (`Poe shook his head. “Not yet.”`), or whom the words behind it are about (`“Not yet.” Poe
//! laughed.`). A learned scorer looks at the span, its role, its
//! sentence, the quote before it and the subject.

use std::cmp::Reverse;

use crate::frame;
use crate::lexicon::Tag;
use crate::model::{Feature, LinearModel, Softmax};
use crate::quote::Role;
use crate::segment::TokenKind;
use crate::span::Span;
use crate::syntax::{Chunk, ChunkKind, Scene, UnitRange};
use crate::text::count_words;

use super::features::{self, Loose, Tallies};
use super::{Draft, Origin, plain};

/// Where a loose quoted span goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It is no attribution.
    Nowhere,
    /// An attribution of its own.
    Alone,
    /// More words of the attribution that the quote before it belongs to.
    Joined,
    /// An attribution of its own, by the source of the attribution before.
    Same,
    /// An attribution of its own, by the subject of its sentence.
    Subject,
    /// An attribution of its own, by the subject of the sentence before.
    Before,
    /// An attribution of its own, by whom the words right behind it are about.
    After,
    /// An attribution of its own, by whom its sentence opens with, whatever stands between.
    Opening,
}

impl Placement {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// Whether the span becomes an attribution of its own.
    pub fn is_own(self) -> bool {
        !matches!(self, Placement::Nowhere | Placement::Joined)
    }
}

/// Roles of the quoted spans with their scores (positive for speech).
#[derive(Clone, Copy, Debug)]
pub struct Roles<'a> {
    /// By number of the quoted span.
    pub roles: &'a [Role],
    /// By number of the quoted span, in tenths of log odds.
    pub scores: &'a [i32],
}

/// A span that is nobody's words with this probability is not given to anybody.
const NOBODYS: f32 = 0.3;

/// A placement with what speaks for it.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The placement.
    pub placement: Placement,
    /// Its probability.
    pub probability: f32,
    /// Probability that the span is an attribution of its own, whoever its source.
    pub own: f32,
}

impl Decision {
    /// A placement of which nobody doubts.
    pub fn certain(placement: Placement) -> Self {
        Decision { placement, probability: 1.0, own: 1.0 }
    }
}

/// The placement the model thinks likeliest.
pub(super) fn likeliest(model: &LinearModel) -> impl Fn(&Scene, &[Draft], &Loose) -> Decision + '_ {
    move |scene, drafts, loose| {
        let mut scores = [i32::MIN; Placement::COUNT];
        for option in options(drafts, loose) {
            scores[option as usize] = model.score(|sum| features::extract(scene, drafts, loose, option, sum));
        }
        let top = scores.into_iter().max().unwrap_or(0);
        let mut softmax = Softmax::new(top);
        scores.iter().filter(|score| **score > i32::MIN).for_each(|score| softmax.add(*score));
        let share = |option: Placement| match scores[option as usize] {
            i32::MIN => 0.0,
            score => softmax.probability(score),
        };
        let own = options(drafts, loose).filter(|option| option.is_own()).map(share).sum();
        let likeliest = options(drafts, loose).min_by_key(|option| Reverse(scores[*option as usize]));
        let placement = match likeliest {
            _ if plain::takes_turns(scene, loose) => Placement::Alone,
            Some(likeliest) if share(Placement::Nowhere) < NOBODYS => likeliest,
            _ => Placement::Nowhere,
        };
        Decision { placement, own, probability: share(placement) }
    }
}

/// The placement by role alone, for languages the model was not learned from.
pub(super) fn by_role(_: &Scene, _: &[Draft], loose: &Loose) -> Decision {
    let placement = if loose.role == Role::Speech { Placement::Alone } else { Placement::Nowhere };
    Decision { placement, probability: 0.5, own: 0.5 }
}

/// The placements open to a span.
pub fn options(drafts: &[Draft], loose: &Loose) -> impl Iterator<Item = Placement> + use<> {
    let open = [
        (Placement::Nowhere, true),
        (Placement::Alone, true),
        (Placement::Joined, loose.last.is_some()),
        (Placement::Same, source_of(Placement::Same, drafts, loose).is_some() && !loose.marked),
        (Placement::Subject, loose.subject.is_some() && !loose.marked),
        (Placement::Before, loose.before.is_some() && !loose.marked),
        (Placement::After, loose.after.is_some() && !loose.marked),
        (Placement::Opening, loose.opening.is_some() && !loose.marked),
    ];
    open.into_iter().filter(|(_, open)| *open).map(|(placement, _)| placement)
}

/// The features of one option, for training.
pub fn option_features(scene: &Scene, drafts: &[Draft], loose: &Loose, option: Placement) -> Vec<Feature> {
    let mut found = Vec::new();
    features::extract(scene, drafts, loose, option, &mut found);
    found
}

/// Walks the text once and asks `decide` about every loose quoted span, in order.
pub(super) fn place(
    scene: &Scene,
    roles: Roles,
    drafts: &mut Vec<Draft>,
    mut decide: impl FnMut(&Scene, &[Draft], &Loose) -> Decision,
) {
    let holder = holders(scene, drafts);
    let tallies = Tallies::new(scene, drafts);
    let mut gone_on = vec![false; scene.quotes.len()];
    scene.quotes.iter().filter_map(|q| q.continues).for_each(|former| gone_on[former as usize] = true);
    let mut by_quote: Vec<Option<usize>> = vec![None; scene.quotes.len()];
    // The draft that the quote before ended up in, that quote's unit and its paragraph.
    let mut last: Option<(usize, u32, usize)> = None;
    for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
        let earliest = number.checked_sub(1).map_or(0, |before| scene.syntax.paragraphs[before].start);
        for (at, unit) in (paragraph.start..).zip(&scene.syntax.units[paragraph.range()]) {
            if !unit.is_quote() {
                continue;
            }
            let quote = unit.quote as usize;
            if is_stage_direction(scene, quote) {
                continue;
            }
            let holder = Some(holder[at as usize] as usize).filter(|draft| *draft != NOBODY as usize);
            let draft = holder.or_else(|| {
                let part = UnitRange { start: at, end: at + 1 };
                let labelled = label(scene, quote).is_some();
                let continued = scene.quotes[quote].continues.filter(|_| !labelled);
                if let Some((former, draft)) = continued.and_then(|q| Some((q, by_quote[q as usize]?))) {
                    // A few words that lack their closing mark do not go on: the paragraph is a
                    // quotation of its own.
                    if is_fragment(scene, former as usize) {
                        drafts.push(after_fragment(&drafts[draft], part));
                        return Some(drafts.len() - 1);
                    }
                    drafts[draft].parts.push(part);
                    return Some(draft);
                }
                let source = source_mark(scene, at, number);
                let subject = subject_before(scene, at);
                let loose = Loose {
                    tallies: &tallies,
                    unit: at,
                    words: count_words(&scene.text[scene.quotes[quote].span.range()]),
                    paragraph: *paragraph,
                    subject,
                    before: subject_of_sentence_before(scene, at, *paragraph),
                    after: phrase_behind(scene, at, *paragraph),
                    opening: opening(scene, at, subject),
                    gone_on: gone_on[quote],
                    reported: tallies.cue_before(at).filter(|(cue, _)| *cue >= earliest).map(|(_, d)| d),
                    role: roles.roles[quote],
                    score: roles.scores[quote],
                    last: last.filter(|_| !labelled).and_then(|last| near(last, number)),
                    follows: last.filter(|last| last.2 + 1 == number).map(|last| last.1),
                    marked: labelled || source.is_some(),
                };
                let decision = decide(scene, drafts, &loose);
                match decision.placement {
                    Placement::Nowhere => None,
                    Placement::Joined => {
                        let draft = loose.last?.draft;
                        drafts[draft].parts.push(part);
                        drafts[draft].placed = drafts[draft].placed.min(decision.probability);
                        Some(draft)
                    }
                    Placement::Alone => {
                        drafts.push(alone(scene, at, source, decision.probability));
                        Some(drafts.len() - 1)
                    }
                    own => {
                        drafts.push(Draft {
                            parts: vec![part],
                            origin: Origin::Nearby,
                            source: source_of(own, drafts, &loose),
                            source_probability: decision.probability / decision.own,
                            probability: decision.own,
                            placed: decision.own,
                            ..Draft::default()
                        });
                        Some(drafts.len() - 1)
                    }
                }
            });
            by_quote[quote] = draft;
            if let Some(draft) = draft {
                let main =
                    last.map(|last| last.0).filter(|main| leads(scene, &tallies, drafts, *main, draft, at));
                last = Some((main.unwrap_or(draft), at, number));
            }
        }
    }
}

/// Most words of a quoted span that is no sentence.
const FRAGMENT: usize = 6;

/// Whether a quoted span is a few words out of a sentence: `Poe did not feel “safe.`
fn is_fragment(scene: &Scene, quote: usize) -> bool {
    let words = &scene.text[scene.quotes[quote].span.range()];
    words.starts_with(char::is_lowercase) && count_words(words) <= FRAGMENT
}

/// A draft for the quoted paragraph behind a fragment without its closing mark, by the same source.
fn after_fragment(fragment: &Draft, part: UnitRange) -> Draft {
    Draft {
        parts: vec![part],
        origin: Origin::Nearby,
        source: fragment.source,
        source_probability: fragment.source_probability,
        probability: fragment.probability,
        placed: fragment.placed,
        ..Draft::default()
    }
}

/// The quote before, if more words can join its attribution: it stands in the same paragraph. A
/// paragraph of its own makes a quote an attribution of its own, unless the one before was left open.
fn near(last: (usize, u32, usize), paragraph: usize) -> Option<features::Last> {
    let (draft, unit, where_last) = last;
    (paragraph == where_last).then_some(features::Last { draft, unit })
}

/// Whether what follows a quoted span goes on with the quotation that its sentence reports, not with the
/// words that hold the span: “It is late,” said Poe, who calls Lund “slow.” “We go.”
fn leads(scene: &Scene, tallies: &Tallies, drafts: &[Draft], main: usize, draft: usize, at: u32) -> bool {
    let here = scene.unit(at).sentence;
    main != draft
        && drafts[main].cue.is_some_and(|(cue, _)| scene.unit(cue).sentence == here && cue < at)
        && drafts[main].is_marked(tallies)
        && !drafts[draft].is_marked(tallies)
}

/// Marks a unit that no draft holds.
const NOBODY: u32 = u32::MAX;

/// The draft whose content holds each unit, or [`NOBODY`].
fn holders(scene: &Scene, drafts: &[Draft]) -> Vec<u32> {
    let mut holder = vec![NOBODY; scene.syntax.units.len()];
    for (number, draft) in drafts.iter().enumerate() {
        for part in &draft.parts {
            holder[part.range()].fill(number as u32);
        }
    }
    holder
}

/// The source that a placement gives.
pub fn source_of(placement: Placement, drafts: &[Draft], loose: &Loose) -> Option<UnitRange> {
    match placement {
        Placement::Same => drafts[loose.reported?].source,
        Placement::Subject => loose.subject,
        Placement::Before => loose.before,
        Placement::After => loose.after,
        Placement::Opening => loose.opening,
        Placement::Nowhere | Placement::Alone | Placement::Joined => None,
    }
}

/// The subject closest before a quoted span in its sentence.
fn subject_before(scene: &Scene, at: u32) -> Option<UnitRange> {
    let sentence = scene.sentence(at);
    let first = sentence.start.max(at.saturating_sub(SUBJECT_REACH));
    (first..at).rev().find_map(|end| subject_ending(scene, sentence, end))
}

/// The first subject of the sentence before that of a quoted span which opens its own, if there is one that
/// opens no dependent clause: "Asked whether she would stay, Poe smiled. “Not yet.”"
fn subject_of_sentence_before(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    let sentence = scene.sentence(at);
    if sentence.start != at || sentence.start <= paragraph.start {
        return None;
    }
    let before = scene.sentence(sentence.start - 1);
    let last = before.end.min(before.start + SUBJECT_REACH);
    let mut subjects = (before.start..last).filter_map(|end| subject_ending(scene, before, end));
    let depends = |subject: &UnitRange| {
        let tag = subject.start.checked_sub(1).filter(|at| *at >= before.start).map(|at| scene.unit(at).tag);
        matches!(tag, Some(Tag::Subordinator | Tag::Wh | Tag::That))
    };
    let first = subjects.next()?;
    let main = if depends(&first) { subjects.find(|subject| !depends(subject)) } else { None };
    Some(main.unwrap_or(first))
}

/// The noun phrase right behind a quoted span, or behind the verb there: `“…,” beamed Poe`.
fn phrase_behind(scene: &Scene, at: u32, paragraph: UnitRange) -> Option<UnitRange> {
    let verb = at + 1 < paragraph.end && scene.unit(at + 1).is_finite();
    let start = at + 1 + u32::from(verb);
    let chunk = Some(start).filter(|next| *next < paragraph.end).and_then(|next| scene.chunk(next))?;
    (chunk.units.start == start && chunk.kind != ChunkKind::Time).then_some(chunk.units)
}

/// The first phrase of a quoted span's sentence that nothing governs, if it is another than `subject`:
/// "Poe, a nurse, put it in plainer words: “…”", "Stated Poe: “…”".
fn opening(scene: &Scene, at: u32, subject: Option<UnitRange>) -> Option<UnitRange> {
    let start = scene.sentence(at).start;
    let first = frame::first_phrase(scene, UnitRange { start, end: at.min(start + SUBJECT_REACH) })?;
    (subject != Some(first.units)).then_some(first.units)
}

/// How far a subject may stand from where it is looked for, in units.
const SUBJECT_REACH: u32 = 40;

/// The noun phrase that ends behind `last` and before a verb with a tense.
fn subject_ending(scene: &Scene, sentence: UnitRange, last: u32) -> Option<UnitRange> {
    let chunk = scene.chunk(last).filter(|chunk| chunk.units.end == last + 1)?;
    let mut next = last + 1;
    while next < sentence.end && matches!(scene.unit(next).tag, Tag::Adverb | Tag::Negation) {
        next += 1;
    }
    let verb = next < sentence.end && scene.unit(next).is_finite();
    let speaks = !matches!(chunk.kind, ChunkKind::Time | ChunkKind::Relative | ChunkKind::OtherPronoun);
    (verb && speaks).then_some(chunk.units)
}

/// A draft for a quoted span that no cue reports.
fn alone(scene: &Scene, at: u32, source: Option<&Chunk>, probability: f32) -> Draft {
    let label = label(scene, scene.unit(at).quote as usize);
    Draft {
        parts: vec![UnitRange { start: at, end: at + 1 }],
        origin: if source.is_some() || label.is_some() { Origin::Mark } else { Origin::Bare },
        label,
        source: source.map(|chunk| chunk.units),
        source_probability: if source.is_some() || label.is_some() { 0.8 } else { 0.5 },
        probability,
        placed: probability,
        ..Draft::default()
    }
}

/// Who a mark says is speaking: before a colon (`Poe: “…”`), or as a signature behind a dash
/// (`“…” — Ann Poe`), which may have a paragraph of its own, or behind the colon of a headline, or on the
/// line above.
fn source_mark<'a>(scene: &Scene<'a>, at: u32, number: usize) -> Option<&'a Chunk> {
    let paragraphs = &scene.syntax.paragraphs;
    let (paragraph, next) = (paragraphs[number], paragraphs.get(number + 1));
    let below = next.filter(|_| at + 1 == paragraph.end);
    if let Some(signed) = below.and_then(|next| signature(scene, next.start, next.end)) {
        return Some(signed);
    }
    // "QUOTE OF THE DAY: “…” — Ann Poe"
    if let Some(signed) = signature(scene, at + 1, paragraph.end) {
        return Some(signed);
    }
    let start = scene.sentence(at).start;
    if at >= start + 2 && scene.unit(at - 1).kind == TokenKind::Colon {
        // "FERRY LATE AGAIN - Ann Poe: “…”"
        let dash = (start..at - 1).rev().find(|at| scene.unit(*at).kind == TokenKind::Dash);
        let lead = UnitRange { start: dash.map_or(start, |dash| dash + 1), end: at - 1 };
        return frame::speaker_before_colon(scene, lead);
    }
    headline(scene, at, paragraph).or_else(|| line_above(scene, at, number))
}

/// Most units of a line that says no more than who speaks below it.
const LONGEST_LINE: u32 = 14;

/// Who stands on the line above a quotation, with an age, a job or a place and nothing said of them, as
/// newspapers print what passers-by told them: `Ann Poe, 76, nurse`.
fn line_above<'a>(scene: &Scene<'a>, at: u32, number: usize) -> Option<&'a Chunk> {
    if scene.sentence(at).start != at {
        return None;
    }
    let paragraphs = &scene.syntax.paragraphs;
    let line = match paragraphs[number].start {
        start if start < at => UnitRange { start, end: at },
        _ => *paragraphs.get(number.checked_sub(1)?)?,
    };
    let name = scene.chunk(line.start).filter(|chunk| chunk.units.start == line.start)?;
    let units = &scene.syntax.units[line.range()];
    let short = line.end - line.start <= LONGEST_LINE && scene.sentence(line.start).end >= line.end;
    // "retired" behind a comma is no verb with a tense here.
    let verb = units.windows(2).any(|pair| pair[1].is_finite() && pair[0].kind != TokenKind::Comma);
    let bare = !verb && !units.iter().any(|unit| unit.is_quote() || unit.kind == TokenKind::Stop);
    let comma = units.get(name.units.range().len()).is_some_and(|unit| unit.kind == TokenKind::Comma);
    (short && bare && comma && matches!(name.kind, ChunkKind::Person | ChunkKind::Name)).then_some(name)
}

/// Who stands behind the colon of a headline that opens with a quotation: `‘I was lost’: Ann Poe on grief`.
fn headline<'a>(scene: &Scene<'a>, at: u32, paragraph: UnitRange) -> Option<&'a Chunk> {
    if at != 0 || paragraph.end < 3 || scene.unit(1).kind != TokenKind::Colon {
        return None;
    }
    scene.chunk(2).filter(|chunk| chunk.units.start == 2)
}

/// Whether a draft's content is a quotation with a signature, while its cue is a colon or stands in a
/// paragraph before: "Here is what some of them said:" “…” — Ann Poe
pub(super) fn is_signed_apart(scene: &Scene, draft: &Draft) -> bool {
    let ([part], Some((cue, _))) = (&draft.parts[..], draft.cue) else { return false };
    let number = scene.syntax.paragraphs.partition_point(|paragraph| paragraph.end <= part.start);
    let Some(paragraph) = scene.syntax.paragraphs.get(number) else { return false };
    (cue < paragraph.start || scene.unit(cue).kind == TokenKind::Colon)
        && scene.unit(part.start).is_quote()
        && signature(scene, part.start + 1, paragraph.end).is_some()
}

/// The name behind a dash at `dash`, if the paragraph, which ends at `end`, says little more.
fn signature<'a>(scene: &Scene<'a>, dash: u32, end: u32) -> Option<&'a Chunk> {
    if dash + 1 >= end || !matches!(scene.unit(dash).kind, TokenKind::Dash | TokenKind::Hyphen) {
        return None;
    }
    let chunk = scene.chunk(dash + 1)?;
    let ends = chunk.units.end >= end || {
        let next = scene.unit(chunk.units.end);
        next.is_quote() || matches!(next.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Open)
    };
    ends.then_some(chunk)
}

/// Whether all words of a quoted span stand in one pair of brackets, as in a transcript:
/// `“(CROSSTALK)”`.
fn is_stage_direction(scene: &Scene, quote: usize) -> bool {
    let words =
        scene.text[scene.quotes[quote].span.range()].trim_matches(|c: char| c.is_whitespace() || c == '.');
    let closed =
        |open: char, close: char| words.starts_with(open) && words.find(close) == Some(words.len() - 1);
    closed('(', ')') || closed('[', ']')
}

/// The label between the opening mark and the words of a transcript's line, which goes on with
/// nothing.
fn label(scene: &Scene, quote: usize) -> Option<Span> {
    let quote = &scene.quotes[quote];
    let before = scene.text[quote.open.end..quote.span.start].trim_end();
    let label = before.strip_suffix(':')?.trim_end();
    let start = quote.open.end + (label.len() - label.trim_start().len());
    (!label.trim_start().is_empty()).then(|| Span::new(start, quote.open.end + label.len()))
}
