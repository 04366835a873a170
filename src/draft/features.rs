//! What the placement scorer looks at.

use crate::model::{Feature, Field, Sink, bucket, templates};
use crate::quote::Role;
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::{Draft, Placement};

use Field::{Atom as A, Count as N};

/// Running counts over a text, so that no question about a stretch of it takes long.
#[derive(Debug)]
pub(super) struct Tallies {
    /// Units of the frames' cues, in order.
    pub cues: Vec<u32>,
    /// How many words stand outside quoted spans before each unit, and in all.
    pub words: Vec<u32>,
}

impl Tallies {
    pub fn new(scene: &Scene, drafts: &[Draft]) -> Self {
        let mut cues: Vec<u32> = drafts.iter().filter_map(|draft| Some(draft.cue?.0)).collect();
        cues.sort_unstable();
        let mut words = Vec::with_capacity(scene.syntax.units.len() + 1);
        let mut count = 0;
        for unit in &scene.syntax.units {
            words.push(count);
            count += u32::from(unit.is_word() && !unit.is_quote());
        }
        words.push(count);
        Tallies { cues, words }
    }

    /// How many cues stand in a stretch of units.
    fn cues(&self, from: u32, to: u32) -> usize {
        let before = |at: u32| self.cues.partition_point(|cue| *cue < at);
        before(to).saturating_sub(before(from))
    }

    /// How many words stand outside quoted spans in a stretch of units.
    pub fn words(&self, from: u32, to: u32) -> usize {
        self.words[to as usize].saturating_sub(self.words[from as usize]) as usize
    }
}

/// A quoted span that no frame reports.
#[derive(Clone, Copy, Debug)]
pub struct Loose<'t> {
    pub(super) tallies: &'t Tallies,
    /// Its unit.
    pub unit: u32,
    /// Its paragraph.
    pub paragraph: UnitRange,
    /// Its role by local evidence.
    pub role: Role,
    /// The score of its being speech, in tenths of log odds.
    pub score: i32,
    /// The quote before it that found a place, if it is near.
    pub last: Option<Last>,
    /// Whether a colon or dash names a source.
    pub marked: bool,
}

/// The quote before a loose one.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// The draft it belongs to.
    pub draft: usize,
    /// Its unit.
    pub unit: u32,
    /// How many paragraphs back it stands: 0 or 1.
    pub paragraphs: u16,
}

templates! {
    /// Names of the placement scorer's features.
    OPTION = 0, "option", &[N, N];
    ROLE = 1, "role", &[N, N, N];
    SPAN = 2, "span", &[N, A, N];
    BEFORE = 3, "before", &[N, A, A];
    AFTER = 4, "after", &[N, A, A];
    SENTENCE = 5, "sentence", &[N, N, N];
    FRAME = 6, "frame", &[N, N, N];
    GAP = 7, "gap", &[N, N, N];
    LAST = 8, "last", &[N, N, N];
    LAST_SPAN = 9, "last-span", &[N, A, A];
    PARAGRAPH = 10, "paragraph", &[N, N, N];
    BETWEEN = 11, "between", &[N, N, N];
}

pub(super) fn extract(
    scene: &Scene,
    drafts: &[Draft],
    loose: &Loose,
    option: Placement,
    sink: &mut impl Sink,
) {
    let o = option as u16;
    if option == Placement::Nowhere {
        return;
    }
    let at = loose.unit;
    let sentence = scene.sentence(at);
    let quote = &scene.quotes[scene.unit(at).quote as usize];
    let words = scene.text[quote.span.range()].split_whitespace().take(51).count();
    let capital = scene.text[quote.span.range()].starts_with(char::is_uppercase);
    let score = ((loose.score.clamp(-60, 60) + 60) / 10) as u16;
    let role = loose.role as u16;
    let atom = |offset: i32| scene.atom(at, offset, sentence).0;
    let here = scene.unit(at).atom.0;
    // Words of the sentence outside marks: none, few, many.
    let tallies = loose.tallies;
    let outside = tallies.words(sentence.start, sentence.end).min(9);
    let opens = at == sentence.start;
    let closes = tallies.words(at + 1, sentence.end) == 0;
    let alone = tallies.words(loose.paragraph.start, loose.paragraph.end) == 0;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(OPTION, o, u16::from(loose.marked), 0);
    add(ROLE, o, role, score);
    add(ROLE, o, 16 + score, bucket(words));
    add(SPAN, o, here, u16::from(capital));
    add(SPAN, o, here, 2 + bucket(words));
    add(BEFORE, o, atom(-1), 0);
    add(BEFORE, o, atom(-1), atom(-2));
    add(AFTER, o, atom(1), 0);
    add(AFTER, o, atom(1), atom(2));
    let place = u16::from(opens)
        | u16::from(closes) << 1
        | u16::from(alone) << 2
        | u16::from(at == loose.paragraph.start) << 3;
    add(SENTENCE, o, place, bucket(outside).min(6));
    add(SENTENCE, o, 32 + place, u16::from(quote.closed));
    add(PARAGRAPH, o, u16::from(alone), u16::from(loose.paragraph.start == 0));
    // A cue in the same sentence whose frame leaves this span out.
    let frames = tallies.cues(sentence.start, sentence.end).min(2) as u16;
    add(FRAME, o, frames, place);
    let Some(last) = loose.last else {
        add(GAP, o, 9, 0);
        return;
    };
    let held = &drafts[last.draft];
    let gap = scene.unit(at).sentence.saturating_sub(scene.unit(last.unit).sentence).min(4) as u16;
    let end = held.cue.map_or(0, |(unit, _)| unit).max(last.unit);
    let from_cue = scene.unit(at).sentence.saturating_sub(scene.unit(end).sentence).min(4) as u16;
    let direct = held.is_marked(tallies);
    let behind = held.cue.map_or(2, |(unit, _)| u16::from(unit > last.unit));
    add(GAP, o, gap | last.paragraphs << 3, place);
    add(GAP, o, 32 + (from_cue | last.paragraphs << 3), u16::from(direct) | behind << 1);
    add(LAST, o, u16::from(direct) | behind << 1 | (held.origin as u16) << 3, place);
    add(LAST, o, 64 + (held.parts.len().min(3) as u16), gap | last.paragraphs << 3);
    add(LAST_SPAN, o, scene.unit(last.unit).atom.0, here);
    // What stands between the two: other frames, words, commas.
    let other = tallies.cues(end + 1, at).min(2) as u16;
    let between = tallies.words(end.min(at), at).min(30);
    let comma = at > 0 && scene.unit(at - 1).kind == TokenKind::Comma;
    add(BETWEEN, o, other, gap | last.paragraphs << 3);
    add(BETWEEN, o, 8 + bucket(between), u16::from(comma) | u16::from(opens) << 1 | u16::from(direct) << 2);
}
