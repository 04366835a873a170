//! Walks the quoted spans that no frame reports, in order, and makes drafts of them.

use crate::span::Span;
use crate::syntax::{Scene, UnitRange};
use crate::text::count_words;

use super::features::{Last, Loose, Tallies};
use super::place::{JudgedPlacement, Placement, Roles, source_of};
use super::{Draft, Origin, mark, nearby};

/// Where the quoted span before found its place.
#[derive(Clone, Copy)]
struct Placed {
    /// The draft whose words it is, or which goes on behind it.
    draft: usize,
    unit: u32,
    /// Number of its paragraph.
    paragraph: usize,
}

/// What is known on the way through a text.
struct Walk<'a, 's> {
    scene: &'a Scene<'s>,
    roles: Roles<'a>,
    tallies: &'a Tallies,
    /// By number of the quoted span: whether a later paragraph goes on with it.
    gone_on: Vec<bool>,
    /// By number of the quoted span: the draft it ended up in.
    by_quote: Vec<Option<usize>>,
    last: Option<Placed>,
}

/// Walks the text once and asks `decide` about every loose quoted span, in order.
pub(super) fn place(
    scene: &Scene,
    roles: Roles,
    drafts: &mut Vec<Draft>,
    mut decide: impl FnMut(&Scene, &[Draft], &Loose) -> JudgedPlacement,
) {
    let holder = holders(scene, drafts);
    let tallies = Tallies::new(scene, drafts);
    let mut walk = Walk::new(scene, roles, &tallies);
    for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
        let spans = (paragraph.start..paragraph.end).filter_map(|at| Some((at, scene.unit(at).quote()?)));
        for (at, span) in spans {
            let (span, quote) = (span as usize, &scene.quotes[span as usize]);
            if mark::is_stage_direction(quote.words(scene.text)) {
                continue;
            }
            let draft = match holder[at as usize] {
                NOBODY => {
                    let label = mark::label(scene.text, quote);
                    let former = quote.continues.filter(|_| label.is_none());
                    former.and_then(|former| walk.go_on(drafts, at, former as usize)).or_else(|| {
                        let source = mark::source(scene, at, number);
                        let loose = walk.loose(drafts, (at, span), number, source.is_some(), label.is_some());
                        let decision = decide(scene, drafts, &loose);
                        walk.follow(drafts, &loose, source, label, decision)
                    })
                }
                draft => Some(draft as usize),
            };
            walk.by_quote[span] = draft;
            walk.settle(drafts, draft, at, number);
        }
    }
}

impl<'a, 's> Walk<'a, 's> {
    fn new(scene: &'a Scene<'s>, roles: Roles<'a>, tallies: &'a Tallies) -> Self {
        let mut gone_on = vec![false; scene.quotes.len()];
        scene.quotes.iter().filter_map(|q| q.continues).for_each(|former| gone_on[former as usize] = true);
        Walk { scene, roles, tallies, gone_on, by_quote: vec![None; scene.quotes.len()], last: None }
    }

    /// The draft of a span that goes on with the `former` one, of the paragraph before, whose mark was left
    /// open.
    fn go_on(&self, drafts: &mut Vec<Draft>, at: u32, former: usize) -> Option<usize> {
        let draft = self.by_quote[former]?;
        // A few words that lack their closing mark do not go on: the paragraph is a
        // quotation of its own.
        if is_fragment(self.scene.quotes[former].words(self.scene.text)) {
            drafts.push(after_fragment(&drafts[draft], single(at)));
            return Some(drafts.len() - 1);
        }
        drafts[draft].parts.push(single(at));
        Some(draft)
    }

    /// What is to be known of a span, its unit and its number, to find its place. `signed` is whether a mark names its source,
    /// `labelled` whether it has a label of its own.
    fn loose(
        &self,
        drafts: &[Draft],
        span: (u32, usize),
        number: usize,
        signed: bool,
        labelled: bool,
    ) -> Loose<'a> {
        let (scene, (at, span)) = (self.scene, span);
        let quote = &scene.quotes[span];
        let paragraphs = &scene.syntax.paragraphs;
        let paragraph = paragraphs[number];
        let earliest = number.checked_sub(1).map_or(0, |before| paragraphs[before].start);
        let subject = nearby::subject_before(scene, at, paragraph);
        // More words can join a quote of the same paragraph. A paragraph of its own makes a quote an
        // attribution of its own, unless the one before was left open.
        let near = |last: Placed| {
            (last.paragraph == number && !labelled).then_some(Last { draft: last.draft, unit: last.unit })
        };
        let reported =
            self.tallies.cue_before(at).filter(|(cue, _)| *cue >= earliest).map(|(_, draft)| draft);
        Loose {
            tallies: self.tallies,
            unit: at,
            quote,
            words: count_words(quote.words(scene.text)),
            paragraph,
            subject,
            before: nearby::subject_of_sentence_before(scene, at, paragraph),
            after: nearby::phrase_behind(scene, at, paragraph),
            opening: nearby::opening(scene, at, subject),
            gone_on: self.gone_on[span],
            reported: reported.filter(|draft| !nearby::is_reporters(scene, &drafts[*draft])),
            role: self.roles.roles[span],
            score: self.roles.scores[span],
            last: self.last.and_then(near),
            follows: self.last.filter(|last| last.paragraph + 1 == number).map(|last| last.unit),
            marked: labelled || signed,
        }
    }

    /// Does what was decided; the draft that the span ends up in.
    fn follow(
        &self,
        drafts: &mut Vec<Draft>,
        loose: &Loose,
        source: Option<UnitRange>,
        label: Option<Span>,
        decision: JudgedPlacement,
    ) -> Option<usize> {
        match decision.placement {
            Placement::Nowhere => return None,
            Placement::Joined => {
                let draft = loose.last?.draft;
                drafts[draft].parts.push(single(loose.unit));
                drafts[draft].placed = drafts[draft].placed.min(decision.probability);
                return Some(draft);
            }
            Placement::Alone => drafts.push(alone(loose.unit, source, label, decision.probability)),
            own => drafts.push(Draft {
                parts: vec![single(loose.unit)],
                origin: Origin::Nearby,
                source: source_of(own, drafts, loose),
                source_probability: decision.probability / decision.own,
                probability: decision.own,
                placed: decision.own,
                ..Draft::default()
            }),
        }
        Some(drafts.len() - 1)
    }

    /// Keeps in mind where the span at `at` ended up.
    fn settle(&mut self, drafts: &[Draft], draft: Option<usize>, at: u32, paragraph: usize) {
        if let Some(draft) = draft {
            let main = self.last.map(|last| last.draft).filter(|main| self.leads(drafts, *main, draft, at));
            self.last = Some(Placed { draft: main.unwrap_or(draft), unit: at, paragraph });
        }
    }

    /// Whether what follows a quoted span goes on with the quotation that its sentence reports, not with
    /// the words that hold the span: “It is late,” said Poe, who calls Lund “slow.” “We go.”
    fn leads(&self, drafts: &[Draft], main: usize, draft: usize, at: u32) -> bool {
        let here = self.scene.unit(at).sentence;
        main != draft
            && drafts[main].cue.is_some_and(|(cue, _)| self.scene.unit(cue).sentence == here && cue < at)
            && drafts[main].is_marked(self.tallies)
            && !drafts[draft].is_marked(self.tallies)
    }
}

/// A unit by itself.
fn single(at: u32) -> UnitRange {
    UnitRange { start: at, end: at + 1 }
}

/// A draft for a quoted span that no cue reports.
fn alone(at: u32, source: Option<UnitRange>, label: Option<Span>, probability: f32) -> Draft {
    let named = source.is_some() || label.is_some();
    Draft {
        parts: vec![single(at)],
        origin: if named { Origin::Mark } else { Origin::Bare },
        label,
        source,
        source_probability: if named { 0.8 } else { 0.5 },
        probability,
        placed: probability,
        ..Draft::default()
    }
}

/// Most words of a quoted span that is no sentence.
const FRAGMENT: usize = 6;

/// Whether a quoted span is a few words out of a sentence: `Poe did not feel “safe.`
fn is_fragment(words: &str) -> bool {
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
