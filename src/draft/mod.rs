//! Frames and quoted spans in, drafts out: the attributions of a text before anybody is named.
//!
//! A frame becomes a draft with byte spans, kind and quoted parts. Then every quoted span of
//! speech that no frame reports finds its place: it goes on with a quote before it, or stands as a
//! draft of its own, with the source a colon gives it or none.

mod features;
mod mark;
mod nearby;
mod place;
mod plain;
mod relay;
mod walk;

use features::Tallies;
pub use features::{Last, Loose, SCHEMA};
pub(crate) use mark::label;
pub use place::{JudgedPlacement, Placement, Roles, option_features, options, source_of};
pub use plain::is_plainly_speech;

use crate::attribution::{Kind, Modality};
use crate::cue;
use crate::frame::Frame;
use crate::model::LinearModel;
use crate::quote::Role;
use crate::segment::TokenKind;
use crate::span::Span;
use crate::syntax::{Scene, Unit, UnitRange};
use crate::text::is_alphanumeric;

/// How a draft came by its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A cue with its frame.
    #[default]
    Frame,
    /// A colon or dash: `Poe: “…”`, `“…” — Ann Poe`.
    Mark,
    /// A quoted span that nothing attributes.
    Bare,
    /// A quoted span without a cue, by somebody whom the text speaks of just before it.
    Nearby,
}

/// An attribution without names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// How the content is marked; decided once all parts are known.
    pub kind: Option<Kind>,
    /// The content as units, in order of the text.
    pub parts: Vec<UnitRange>,
    /// The content as bytes.
    pub content: Vec<Span>,
    /// The parts inside quotation marks, as bytes, the marks not included.
    pub quoted: Vec<Span>,
    /// The cue's unit and verb group.
    pub cue: Option<(u32, UnitRange)>,
    /// Number of the cue's lexicon entry, 0 for none.
    pub lemma: u16,
    /// The source as units.
    pub source: Option<UnitRange>,
    /// Who is spoken to as units, where the cue's subject says so: "Poe was asked".
    pub addressee: Option<UnitRange>,
    /// The source as bytes, where it is the label of a transcript's line: `"POE: …`.
    pub label: Option<Span>,
    /// How the draft came by its source.
    pub origin: Origin,
    /// Probability of the content, 0 to 1.
    pub probability: f32,
    /// Probability of the source, given the content.
    pub source_probability: f32,
    /// Probability of the content's edges, given the cue; 0 without a cue.
    pub content_probability: f32,
    /// Of the quoted spans that no frame reports and that stand here, the least likely one's
    /// probability; 1 where there are none.
    pub placed: f32,
}

/// Words that right behind a verb are a part of it.
const PARTICLES: [&str; 7] = ["away", "back", "down", "forward", "off", "out", "up"];

/// Share of a content's words that must stand inside marks for a direct quote.
const DIRECT_SHARE: f32 = 0.9;

impl Draft {
    fn of_frame(frame: &Frame) -> Self {
        Draft {
            parts: frame.content.parts().collect(),
            cue: Some((frame.cue.unit, frame.cue.group)),
            lemma: frame.cue.lemma,
            source: frame.source.map(|s| s.units),
            origin: Origin::Frame,
            probability: frame.probability,
            source_probability: frame.source_probability,
            content_probability: frame.content_probability,
            placed: 1.0,
            ..Draft::default()
        }
    }

    /// The source as bytes, be it words of the text, a handle with its sign ("@annpoe") or the label of a transcript's
    /// line.
    pub fn source_span(&self, scene: &Scene) -> Option<Span> {
        let span = self.source.map(|units| scene.span(units)).or(self.label)?;
        let handle = scene.text.as_bytes()[..span.start].ends_with(b"@");
        Some(Span::new(span.start - usize::from(handle), span.end))
    }

    /// The cue as bytes, with the particle of its verb: "pointed out".
    pub fn cue_span(&self, scene: &Scene) -> Option<Span> {
        let (_, group) = self.cue?;
        let sentence = scene.sentence(group.start);
        let particle =
            group.end < sentence.end && scene.is_any(group.end, &PARTICLES) && !self.holds(group.end);
        Some(scene.span(UnitRange { end: group.end + u32::from(particle), ..group }))
    }

    /// "Poe was asked": by somebody else. Who is accused is not spoken to.
    fn settle_addressee(&mut self, scene: &Scene) {
        let Some((unit, group)) = self.cue else { return };
        let addressed =
            |source: &mut UnitRange| cue::is_addressed_to(scene, (unit, group), self.lemma, *source);
        self.addressee = self.source.take_if(addressed).filter(|_| cue::is_addressing(scene, self.lemma));
    }

    /// First unit of the content.
    pub fn first_unit(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.start)
    }

    /// Whether a unit lies in the content.
    pub fn holds(&self, unit: u32) -> bool {
        let next = self.parts.partition_point(|part| part.start <= unit);
        next > 0 && unit < self.parts[next - 1].end
    }

    /// Whether all words of the content stand inside marks. What joined a frame is a quoted span, so
    /// its own parts decide, two at the most.
    fn is_marked(&self, tallies: &Tallies) -> bool {
        self.parts.iter().take(2).all(|part| tallies.words(part.start, part.end) == 0)
    }

    /// Fills the byte spans and the kind from the units.
    fn settle(&mut self, scene: &Scene) {
        self.parts.sort_by_key(|part| part.start);
        self.content.clear();
        self.content.reserve(self.parts.len());
        self.quoted.clear();
        let (mut words, mut quoted_words) = (0usize, 0usize);
        for part in &self.parts {
            let part = trim(scene, *part);
            if part.start >= part.end {
                continue;
            }
            self.content.push(scene.span(part));
            for unit in &scene.syntax.units[part.range()] {
                if let Some(quote) = unit.quote() {
                    let span = scene.quotes[quote as usize].span;
                    let count = count_runs(&scene.text[span.range()]);
                    words += count;
                    quoted_words += count;
                    if count > 0 {
                        self.quoted.push(span);
                    }
                } else {
                    words += usize::from(unit.is_word());
                }
            }
        }
        self.kind = Some(match quoted_words {
            0 => Kind::Indirect,
            q if q as f32 >= DIRECT_SHARE * words as f32 => Kind::Direct,
            _ => Kind::Mixed,
        });
    }
}

/// How many runs of letters and digits a text has, as those who count words of quotations do.
fn count_runs(text: &str) -> usize {
    let (mut count, mut inside) = (0, false);
    for c in text.chars() {
        let before = std::mem::replace(&mut inside, is_alphanumeric(c));
        count += usize::from(inside && !before);
    }
    count
}

/// A part without punctuation at its edges.
fn trim(scene: &Scene, mut part: UnitRange) -> UnitRange {
    let loose = |at: u32| {
        let unit = scene.unit(at);
        !unit.is_quote()
            && matches!(unit.kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Colon | TokenKind::Dash)
    };
    while part.start < part.end && loose(part.start) {
        part.start += 1;
    }
    while part.end > part.start && loose(part.end - 1) {
        part.end -= 1;
    }
    part
}

/// Whether a content is a title or nickname in marks, taken for what a verb reports: with a subject, `The draft
/// “Treaty of Tull” listed twelve demands`, or alone, where the verb is none of speech, `Poe read
/// “The Salt Road” for an hour`.
fn is_name(scene: &Scene, draft: &Draft, roles: Roles) -> bool {
    let before_cue = draft.cue.is_some_and(|(cue, _)| draft.parts.iter().all(|part| part.end <= cue));
    let units = || draft.parts.iter().flat_map(|part| &scene.syntax.units[part.range()]);
    let is_name = |quote: u32| matches!(roles.roles[quote as usize], Role::Title | Role::Nickname);
    let named = |unit: &Unit| unit.quote().is_some_and(is_name);
    let mut quotes = units().filter(|unit| unit.is_quote()).peekable();
    // “Fire!” the crowd shouted: somebody else is the subject.
    let subject =
        before_cue && (draft.source.is_none() || units().any(|unit| unit.is_word() && !unit.is_quote()));
    let work = || {
        let entry = scene.lexicon.cue(draft.lemma);
        entry.is_some_and(|entry| entry.modality != Modality::Speech) && units().all(Unit::is_quote)
    };
    (subject || work()) && quotes.peek().is_some() && quotes.all(named) && !units().any(Unit::is_finite)
}

/// Drafts of a text, in order of their contents. `model` finds a place for quoted spans that no
/// frame reports; without one, as for languages it was not learned from, their role decides.
pub fn drafts(scene: &Scene, frames: &[Frame], roles: Roles, model: Option<&LinearModel>) -> Vec<Draft> {
    let mut drafts = match model {
        Some(model) => drafts_by(scene, frames, roles, place::likeliest(model)),
        None => drafts_by(scene, frames, roles, place::by_role),
    };
    drafts.retain(|draft| !is_name(scene, draft, roles));
    drafts.iter_mut().for_each(|draft| draft.settle_addressee(scene));
    drafts
}

/// As [`drafts`], with the placement of loose quoted spans decided by the caller, for training.
pub fn drafts_by(
    scene: &Scene,
    frames: &[Frame],
    roles: Roles,
    decide: impl FnMut(&Scene, &[Draft], &Loose) -> JudgedPlacement,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = frames.iter().map(Draft::of_frame).collect();
    drafts.retain(|draft| !mark::is_signed_apart(scene, draft));
    for draft in &mut drafts {
        relay::unfold(scene, draft);
        relay::cut(scene, draft);
    }
    drafts.sort_by_key(Draft::first_unit);
    walk::place(scene, roles, &mut drafts, decide);
    drafts.iter_mut().for_each(|draft| draft.settle(scene));
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| draft.content[0].start);
    drafts
}
