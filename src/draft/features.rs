//! What the placement scorer looks at.

use crate::model::{Feature, Field, Sink, bucket, templates};
use crate::quote::Role;
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::place::source_of;
use super::{Draft, Placement};

use Field::{Atom as A, Count as N};

/// Running counts over a text, so that no question about a stretch of it takes long.
#[derive(Debug)]
pub(super) struct Tallies {
    /// Units of the frames' cues, in order, with the number of the draft.
    pub cues: Vec<(u32, usize)>,
    /// How many words stand outside quoted spans before each unit, and in all.
    pub words: Vec<u32>,
}

impl Tallies {
    pub fn new(scene: &Scene, drafts: &[Draft]) -> Self {
        let cue_of = |(number, draft): (usize, &Draft)| Some((draft.cue?.0, number));
        let mut cues: Vec<(u32, usize)> = drafts.iter().enumerate().filter_map(cue_of).collect();
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
        let before = |at: u32| self.cues.partition_point(|(cue, _)| *cue < at);
        before(to).saturating_sub(before(from))
    }

    /// The cue closest before a unit, and its draft.
    pub fn cue_before(&self, at: u32) -> Option<(u32, usize)> {
        self.cues[..self.cues.partition_point(|(cue, _)| *cue < at)].last().copied()
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
    /// How many words it has, as far as that matters.
    pub words: usize,
    /// Its paragraph.
    pub paragraph: UnitRange,
    /// The subject of its sentence, closest before it.
    pub subject: Option<UnitRange>,
    /// The subject of the sentence before, where the span opens its own in the same paragraph.
    pub before: Option<UnitRange>,
    /// The noun phrase right behind it.
    pub after: Option<UnitRange>,
    /// Whether it has no closing mark because the next paragraph goes on with it.
    pub gone_on: bool,
    /// The first phrase of its sentence, where that is not the subject.
    pub opening: Option<UnitRange>,
    /// The attribution whose cue stands closest before it, in its paragraph or the one before.
    pub reported: Option<usize>,
    /// Its role by local evidence.
    pub role: Role,
    /// The score of its being speech, in tenths of log odds.
    pub score: i32,
    /// The quote before it that found a place, if it is near.
    pub last: Option<Last>,
    /// The unit of the last quoted span of the paragraph before that found a place.
    pub follows: Option<u32>,
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
    SUBJECT = 12, "subject", &[N, A, N];
    SUBJECT_VERB = 13, "subject-verb", &[N, A, N];
    SUBJECT_GAP = 14, "subject-gap", &[N, N, N];
    SOURCE = 15, "source", &[N, N, N];
    SAME = 16, "same", &[N, N, N];
    OWN = 17, "own", &[N, N, N];
    OWN_ATOMS = 18, "own-atoms", &[N, A, A];
}

pub(super) fn extract(
    scene: &Scene,
    drafts: &[Draft],
    loose: &Loose,
    option: Placement,
    sink: &mut impl Sink,
) {
    // What makes a span an attribution of its own is the same whoever its source.
    let o = if option.is_own() { Placement::Alone } else { option } as u16;
    let s = option as u16;
    if option == Placement::Nowhere {
        return;
    }
    let at = loose.unit;
    let sentence = scene.sentence(at);
    let quote = &scene.quotes[scene.unit(at).quote as usize];
    let words = loose.words;
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
    let place = u16::from(opens)
        | u16::from(closes) << 1
        | u16::from(alone) << 2
        | u16::from(at == loose.paragraph.start) << 3;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(OPTION, s, u16::from(loose.marked), 0);
    add(OWN, s, bucket(words), place);
    add(OWN_ATOMS, s, atom(-1), here);
    add(OWN_ATOMS, s, atom(1), here);
    add(ROLE, o, role, score);
    add(ROLE, o, 16 + score, bucket(words));
    add(SPAN, o, here, u16::from(capital));
    add(SPAN, o, here, 2 + bucket(words));
    add(BEFORE, o, atom(-1), 0);
    add(BEFORE, o, atom(-1), atom(-2));
    add(AFTER, o, atom(1), 0);
    add(AFTER, o, atom(1), atom(2));
    add(SENTENCE, o, place, bucket(outside).min(6));
    add(SENTENCE, o, 32 + place, u16::from(quote.closed) + 2 * u16::from(loose.gone_on));
    add(PARAGRAPH, o, u16::from(alone), u16::from(loose.paragraph.start == 0));
    // A cue in the same sentence whose frame leaves this span out.
    let frames = tallies.cues(sentence.start, sentence.end).min(2) as u16;
    add(FRAME, o, frames, place);
    if let Some(source) = source_of(option, drafts, loose) {
        // Who it is, what verb follows, and how far off it stands.
        let kind = scene.chunk(source.start).map_or(0, |chunk| chunk.kind as u16 + 1);
        add(SOURCE, s, kind, place);
        if option == Placement::Same {
            let held = loose.reported.map(|draft| &drafts[draft]);
            let cue = held.and_then(|draft| draft.cue).map_or(at, |(unit, _)| unit);
            let sentences = scene.unit(at).sentence.saturating_sub(scene.unit(cue).sentence).min(4) as u16;
            let paragraphs = u16::from(cue < loose.paragraph.start);
            let lemma_class = held.map_or(0, |draft| scene.lexicon.cue_class(draft.lemma));
            let marked = held.is_some_and(|draft| draft.is_marked(tallies));
            add(SAME, sentences | paragraphs << 3, place, u16::from(marked));
            add(SAME, 16 + lemma_class, sentences | paragraphs << 3, kind);
            let joins = loose.last.is_some_and(|last| Some(last.draft) == loose.reported);
            add(SAME, 64 + u16::from(joins), u16::from(loose.last.is_some()), sentences | paragraphs << 3);
        } else {
            let within = scene.sentence(source.start);
            let verb = scene.atom(source.end, 0, within).0;
            add(SUBJECT, s, verb, kind);
            add(SUBJECT_VERB, s, verb, frames);
            let frames_between = tallies.cues(source.start.min(at), at).min(2) as u16;
            add(SUBJECT_GAP, s, bucket(at.saturating_sub(source.end) as usize), frames_between);
            let mark = at > 0 && scene.unit(at - 1).kind == TokenKind::Colon;
            add(SUBJECT_GAP, s, 16 + u16::from(mark), bucket(words));
            let held = loose.last.is_some_and(|last| drafts[last.draft].source == Some(source));
            add(SUBJECT_GAP, s, 32 + u16::from(held), u16::from(loose.last.is_some()));
        }
    }
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
    add(GAP, o, gap, place);
    add(GAP, o, 32 + from_cue, u16::from(direct) | behind << 1);
    add(LAST, o, u16::from(direct) | behind << 1 | (held.origin as u16) << 3, place);
    add(LAST, o, 64 + (held.parts.len().min(3) as u16), gap);
    add(LAST_SPAN, o, scene.unit(last.unit).atom.0, here);
    // What stands between the two: other frames, words, commas.
    let other = tallies.cues(end + 1, at).min(2) as u16;
    let between = tallies.words(end.min(at), at).min(30);
    let comma = at > 0 && scene.unit(at - 1).kind == TokenKind::Comma;
    add(BETWEEN, o, other, gap);
    add(BETWEEN, o, 8 + bucket(between), u16::from(comma) | u16::from(opens) << 1 | u16::from(direct) << 2);
}
