//! What the placement scorer looks at.

use crate::model::{Field, Sink, bucket, templates};
use crate::quote::{Quote, Role};
use crate::segment::TokenKind;
use crate::syntax::{Scene, UnitRange};

use super::nearby;
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
    /// The span.
    pub quote: &'t Quote,
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

impl Loose<'_> {
    /// Whether all words of its paragraph stand inside marks.
    fn is_paragraph(&self) -> bool {
        self.tallies.words(self.paragraph.start, self.paragraph.end) == 0
    }
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

/// A quoted span and one of its placements, with what several features ask of them.
struct Ground<'a> {
    scene: &'a Scene<'a>,
    drafts: &'a [Draft],
    loose: &'a Loose<'a>,
    /// Number of the placement.
    option: u16,
    /// The same for all that make it an attribution of its own: that is no question of its source.
    sort: u16,
    /// How it stands in its sentence and paragraph.
    place: u16,
    /// Frames with a cue in its sentence, which leave it out.
    frames: u16,
    /// Whether its paragraph ends without a full stop, as headlines do.
    bare: bool,
}

pub(super) fn extract(
    scene: &Scene,
    drafts: &[Draft],
    loose: &Loose,
    option: Placement,
    sink: &mut impl Sink,
) {
    if option == Placement::Nowhere {
        return;
    }
    let (at, tallies, sentence) = (loose.unit, loose.tallies, scene.sentence(loose.unit));
    let place = u16::from(at == sentence.start)
        | u16::from(tallies.words(at + 1, sentence.end) == 0) << 1
        | u16::from(loose.is_paragraph()) << 2
        | u16::from(at == loose.paragraph.start) << 3;
    let ground = Ground {
        scene,
        drafts,
        loose,
        option: option as u16,
        sort: if option.is_own() { Placement::Alone } else { option } as u16,
        place,
        frames: tallies.cues(sentence.start, sentence.end).min(2) as u16,
        bare: nearby::is_bare(scene, loose.paragraph),
    };
    ground.span(sink);
    if let Some(source) = source_of(option, drafts, loose) {
        let kind = scene.chunk(source.start).map_or(0, |chunk| chunk.kind as u16 + 1);
        sink.put(SOURCE, [ground.option, kind, place]);
        match option {
            Placement::Same => ground.attribution_before(kind, sink),
            _ => ground.subject(source, kind, sink),
        }
    }
    match loose.last {
        Some(last) => ground.quote_before(last, sink),
        None => sink.put(GAP, [ground.sort, 9]),
    }
}

impl Ground<'_> {
    /// The span, its role and the words around it.
    fn span(&self, sink: &mut impl Sink) {
        let Ground { scene, loose, option, sort, place, .. } = *self;
        let (at, words) = (loose.unit, bucket(loose.words));
        let sentence = scene.sentence(at);
        let capital = loose.quote.words(scene.text).starts_with(char::is_uppercase);
        let score = ((loose.score.clamp(-60, 60) + 60) / 10) as u16;
        let atom = |offset: i32| scene.atom(at, offset, sentence).0;
        let here = scene.unit(at).atom.0;
        sink.put(OPTION, [option, u16::from(loose.marked)]);
        sink.put(OWN, [option, words, place]);
        sink.put(OWN_ATOMS, [option, atom(-1), here]);
        sink.put(OWN_ATOMS, [option, atom(1), here]);
        sink.put(ROLE, [sort, loose.role as u16, score]);
        sink.put(ROLE, [sort, 16 + score, words]);
        sink.put(SPAN, [sort, here, u16::from(capital)]);
        sink.put(SPAN, [sort, here, 2 + words]);
        sink.put(BEFORE, [sort, atom(-1)]);
        sink.put(BEFORE, [sort, atom(-1), atom(-2)]);
        sink.put(AFTER, [sort, atom(1)]);
        sink.put(AFTER, [sort, atom(1), atom(2)]);
        // Words of the sentence outside marks: none, few, many.
        let outside = loose.tallies.words(sentence.start, sentence.end).min(9);
        sink.put(SENTENCE, [sort, place, bucket(outside).min(6)]);
        sink.put(SENTENCE, [sort, 32 + place, u16::from(loose.quote.closed) + 2 * u16::from(loose.gone_on)]);
        let bare = u16::from(self.bare);
        sink.put(PARAGRAPH, [sort, u16::from(loose.is_paragraph()), u16::from(loose.paragraph.start == 0)]);
        sink.put(PARAGRAPH, [sort, 2 + bare, words]);
        sink.put(PARAGRAPH, [sort, 4 + bare, place]);
        sink.put(FRAME, [sort, self.frames, place]);
    }

    /// The attribution before, whose source this one's may be.
    fn attribution_before(&self, kind: u16, sink: &mut impl Sink) {
        let Ground { scene, drafts, loose, place, .. } = *self;
        let held = loose.reported.map(|draft| &drafts[draft]);
        let cue = held.and_then(|draft| draft.cue).map_or(loose.unit, |(unit, _)| unit);
        let away = self.sentences_since(cue) | u16::from(cue < loose.paragraph.start) << 3;
        let class = held.map_or(0, |draft| scene.lexicon.cue_class(draft.lemma));
        let marked = held.is_some_and(|draft| draft.is_marked(loose.tallies));
        sink.put(SAME, [away, place, u16::from(marked)]);
        sink.put(SAME, [16 + class, away, kind]);
        let joins = loose.last.is_some_and(|last| Some(last.draft) == loose.reported);
        sink.put(SAME, [64 + u16::from(joins), u16::from(loose.last.is_some()), away]);
    }

    /// The subject that may be its source: what verb follows, and how far off it stands.
    fn subject(&self, source: UnitRange, kind: u16, sink: &mut impl Sink) {
        let Ground { scene, drafts, loose, option, frames, .. } = *self;
        let at = loose.unit;
        let verb = scene.atom(source.end, 0, scene.sentence(source.start)).0;
        sink.put(SUBJECT, [option, verb, kind]);
        sink.put(SUBJECT_VERB, [option, verb, frames]);
        let between = loose.tallies.cues(source.start.min(at), at).min(2) as u16;
        sink.put(SUBJECT_GAP, [option, bucket(at.saturating_sub(source.end) as usize), between]);
        let colon = at > 0 && scene.unit(at - 1).kind == TokenKind::Colon;
        sink.put(SUBJECT_GAP, [option, 16 + u16::from(colon), bucket(loose.words)]);
        let held = loose.last.is_some_and(|last| drafts[last.draft].source == Some(source));
        sink.put(SUBJECT_GAP, [option, 32 + u16::from(held), u16::from(loose.last.is_some())]);
        let touches = source.end == at || source.start == at + 1;
        sink.put(SUBJECT_GAP, [option, 48 + u16::from(self.bare), u16::from(touches) | self.place << 1]);
    }

    /// The quote before, which this one may go on with, and what stands between the two.
    fn quote_before(&self, last: Last, sink: &mut impl Sink) {
        let Ground { scene, drafts, loose, sort, place, .. } = *self;
        let (at, tallies) = (loose.unit, loose.tallies);
        let held = &drafts[last.draft];
        let gap = self.sentences_since(last.unit);
        let end = held.cue.map_or(0, |(unit, _)| unit).max(last.unit);
        let behind = held.cue.map_or(2, |(unit, _)| u16::from(unit > last.unit));
        let direct = u16::from(held.is_marked(tallies));
        let form = direct | behind << 1;
        sink.put(GAP, [sort, gap, place]);
        sink.put(GAP, [sort, 32 + self.sentences_since(end), form]);
        sink.put(LAST, [sort, form | (held.origin as u16) << 3, place]);
        sink.put(LAST, [sort, 64 + held.parts.len().min(3) as u16, gap]);
        sink.put(LAST_SPAN, [sort, scene.unit(last.unit).atom.0, scene.unit(at).atom.0]);
        let words = tallies.words(end.min(at), at).min(30);
        let comma = at > 0 && scene.unit(at - 1).kind == TokenKind::Comma;
        let opens = at == scene.sentence(at).start;
        let joint = u16::from(comma) | u16::from(opens) << 1 | direct << 2;
        sink.put(BETWEEN, [sort, tallies.cues(end + 1, at).min(2) as u16, gap]);
        sink.put(BETWEEN, [sort, 8 + bucket(words), joint]);
    }

    /// How many sentences on from a unit before it the span stands.
    fn sentences_since(&self, unit: u32) -> u16 {
        let sentence = |unit: u32| self.scene.unit(unit).sentence;
        sentence(self.loose.unit).saturating_sub(sentence(unit)).min(4) as u16
    }
}
