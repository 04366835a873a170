//! Which of a cue's likely contents, each with its likeliest source: what the choice scorer looks at.
//!
//! The content scorer weighs edges one by one. Here few rivals are left, so that each can be looked
//! at as a whole: its clauses, what it leaves behind, whether its source stands where it should.

use crate::cue::CueCandidate;
use crate::lexicon::Tag;
use crate::model::{Field, Sink, bucket, quarters, templates};
use crate::segment::TokenKind;
use crate::syntax::{Atom, Scene, Tally, UnitRange};

use super::clause::{Clauses, Rest};
use super::{Alternative, level};

use Field::{Atom as A, Count as N, Cue as C};

templates! {
    /// Names of the choice scorer's features.
    SCORE = 0, "score", &[N, N];
    SOURCE_PLACE = 1, "source+place", &[N, N, N];
    SOURCE_TOUCH = 2, "source+touch", &[N, N, N];
    CLAUSES_LEMMA = 3, "clauses+lemma", &[C, N, N];
    CLAUSES_START = 4, "clauses+start", &[A, N];
    REST_OPENER = 5, "rest+opener", &[A, N, N];
    REST_TENSE = 6, "rest+tense", &[N, N, N];
    REST_SUBJECT = 7, "rest+subject", &[N, N, N];
    REST_CLAUSES = 8, "rest+clauses", &[N, N, N];
    INSERTED = 9, "inserted", &[N, N, N];
    LEFT_CLAUSES = 10, "left+clauses", &[N, N, N];
    LEFT_OUT = 11, "left-out", &[N, N, N];
    LEFT_OUT_OPENER = 12, "left-out+opener", &[A, N];
    INNER = 13, "inner-cue", &[N, N, N];
    OUTER = 14, "outer-cue", &[N, N, N];
    QUOTES = 15, "quotes", &[N, N, N];
    LENGTH = 16, "length", &[N, N, N];
    SKIPPED = 17, "skipped", &[N, N, N];
    COMMAS = 18, "commas", &[N, N, N];
    COMMAS_OPENER = 19, "commas+opener", &[A, N];
}

/// A cue in its sentence among the other cues.
pub(super) struct Ground<'a> {
    pub scene: &'a Scene<'a>,
    pub cue: &'a CueCandidate,
    /// All likely cues of the text.
    pub cues: &'a [CueCandidate],
    /// Of the cue's sentence.
    pub tally: &'a Tally,
    /// Of the same.
    pub running: &'a Running,
}

/// What is asked again for each rival of each cue of a sentence, read once. Reusable.
#[derive(Debug, Default)]
pub(super) struct Running {
    sentence: UnitRange,
    /// Clauses of the sentence up to each of its units.
    clauses: Vec<Clauses>,
    /// Where its cues lie among all.
    first: usize,
    /// How sure each of its cues is; more than 0.
    strengths: Vec<u16>,
    /// The surest of the cues before each, and before the end: how sure, and the first such one.
    before: Vec<(u16, usize)>,
    /// How sure the surest is from each on, and from the end.
    behind: Vec<u16>,
}

impl Running {
    /// Reads a sentence that `tally` counts, unless it is the one read last. `cues` are all likely cues of
    /// the text.
    pub fn turn(&mut self, scene: &Scene, cues: &[CueCandidate], tally: &Tally) {
        if self.sentence != tally.sentence {
            self.sentence = tally.sentence;
            Clauses::read_all(scene, tally, &mut self.clauses);
            self.read_cues(cues);
        }
    }

    /// Forgets the sentence: the next one is of another text.
    pub fn clear(&mut self) {
        self.sentence = UnitRange::default();
    }

    fn read_cues(&mut self, cues: &[CueCandidate]) {
        let Running { sentence, first, strengths, before, behind, .. } = self;
        *first = cues.partition_point(|cue| cue.unit < sentence.start);
        let inside = cues[*first..].iter().take_while(|cue| cue.unit < sentence.end);
        strengths.clear();
        strengths.extend(inside.map(|cue| level(cue.probability) + 1));
        before.clear();
        before.push((0, 0));
        let mut surest = (0, 0);
        before.extend(strengths.iter().enumerate().map(|(at, strength)| {
            surest = if *strength > surest.0 { (*strength, at) } else { surest };
            surest
        }));
        behind.clear();
        behind.resize(strengths.len() + 1, 0);
        for at in (0..strengths.len()).rev() {
            behind[at] = behind[at + 1].max(strengths[at]);
        }
    }

    /// The cues of the sentence, of all likely ones of the text.
    fn cues<'c>(&self, cues: &'c [CueCandidate]) -> &'c [CueCandidate] {
        &cues[self.first..self.first + self.strengths.len()]
    }
}

/// The features of `rivals[number]`.
pub(super) fn extract(ground: &Ground, rivals: &[Alternative], number: usize, sink: &mut impl Sink) {
    let rival = Rival::new(ground, &rivals[number]);
    let steps = quarters(rivals[0].probability.max(1e-6), rivals[number].probability.max(1e-6));
    sink.put(SCORE, [steps, rival.direction]);
    sink.put(SCORE, [steps, 4]);
    rival.source(sink);
    rival.inserted(sink);
    match rival.this.content.left {
        Some(part) => rival.left(part, sink),
        None => rival.nobodys(sink),
    }
    if let Some(part) = rival.this.content.right {
        rival.right(part, sink);
        rival.rest(part, sink);
    }
    rival.cues(sink);
    rival.quotes(sink);
}

/// One of the likely contents, with what several features ask of it.
struct Rival<'a> {
    ground: &'a Ground<'a>,
    this: &'a Alternative,
    direction: u16,
    class: u16,
    /// The source's units, its kind plus 1, and its side of the cue: 0 none, 1 before, 2 behind.
    source: Option<UnitRange>,
    kind: u16,
    side: u16,
    /// Cue and source together.
    start: u32,
    end: u32,
    /// The clauses of the content on either side of the cue.
    of_left: Clauses,
    of_right: Clauses,
}

impl Ground<'_> {
    /// The clauses of the sentence up to a place, from another.
    fn clauses(&self, start: u32, end: u32) -> Clauses {
        let sentence = self.tally.sentence;
        // So much may stand before a cue that no rival can read it all again.
        if start == sentence.start && (start..=sentence.end).contains(&end) {
            return self.running.clauses[(end - start) as usize];
        }
        Clauses::read(self.scene, self.tally, UnitRange { start, end })
    }
}

impl<'a> Rival<'a> {
    fn new(ground: &'a Ground<'a>, this: &'a Alternative) -> Self {
        let Ground { scene, cue, .. } = *ground;
        let source = this.source.map(|s| s.units);
        let clauses = |part: Option<UnitRange>| {
            part.map_or(Clauses::default(), |part| ground.clauses(part.start, part.end))
        };
        Rival {
            ground,
            this,
            direction: this.content.direction(),
            class: scene.lexicon.cue_class(cue.lemma),
            source,
            kind: source.map_or(0, |s| scene.chunk(s.start).map_or(0, |c| c.kind as u16) + 1),
            side: source.map_or(0, |s| if s.start < cue.unit { 1 } else { 2 }),
            start: source.map_or(cue.group.start, |s| s.start.min(cue.group.start)),
            end: source.map_or(cue.unit + 1, |s| s.end.max(cue.unit + 1)),
            of_left: clauses(this.content.left),
            of_right: clauses(this.content.right),
        }
    }

    /// Where the source stands.
    fn source(&self, sink: &mut impl Sink) {
        let Rival { direction, class, source, kind, side, .. } = *self;
        let cue = self.ground.cue;
        let gap = source.map_or(9, |s| match side {
            1 => bucket(cue.group.start.saturating_sub(s.end) as usize).min(7),
            _ => bucket((s.start - cue.unit - 1) as usize).min(7),
        });
        sink.put(SOURCE_PLACE, [side * 10 + gap, direction, kind]);
        sink.put(SOURCE_PLACE, [side * 10 + gap, direction, 20 + class]);
        let touches = |part: Option<UnitRange>| {
            u16::from(part.zip(source).is_some_and(|(part, s)| {
                part.end + 1 >= s.start && part.end <= s.start
                    || s.end + 1 >= part.start && s.end <= part.start
            }))
        };
        let content = &self.this.content;
        sink.put(SOURCE_TOUCH, [touches(content.left) | touches(content.right) << 1, side, direction]);
    }

    /// Cue and source between marks: ", Poe said,".
    fn inserted(&self, sink: &mut impl Sink) {
        let Rival { direction, side, start, end, of_left, of_right, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        let mark = |at: Option<u32>| match at.filter(|at| (sentence.start..sentence.end).contains(at)) {
            None => 3,
            Some(at) if scene.unit(at).kind == TokenKind::Comma => 1,
            Some(at) if scene.unit(at).is_quote() => 2,
            Some(at) if !scene.unit(at).is_word() => 4,
            Some(_) => 0,
        };
        let around = mark(start.checked_sub(1)) * 5 + mark(Some(end));
        let before = match self.this.content.left {
            Some(_) => of_left,
            None => self.ground.clauses(sentence.start, start.max(sentence.start)),
        };
        sink.put(INSERTED, [around, direction, before.main.min(2) * 3 + of_right.main.min(2)]);
        sink.put(INSERTED, [around, direction, 9 + side]);
    }

    /// The part before the cue, and what it leaves out on either side.
    fn left(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, class, side, start, of_left, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        sink.put(LEFT_CLAUSES, [of_left.number(), direction]);
        sink.put(LEFT_CLAUSES, [of_left.number(), direction, 1 + class]);
        let out = bucket((part.start - sentence.start) as usize);
        let clauses = self.ground.clauses(sentence.start, part.start);
        sink.put(LEFT_OUT, [out, clauses.number()]);
        sink.put(LEFT_OUT, [16 + out.min(3), of_left.number(), clauses.main.min(2)]);
        sink.put(LEFT_OUT_OPENER, [scene.atom(sentence.start, 0, sentence).0, out]);
        let last = start.max(part.end);
        let clauses = self.ground.clauses(part.end, last);
        sink.put(LEFT_OUT, [32 + bucket((last - part.end) as usize), clauses.number(), side]);
    }

    /// Words before the cue that are nobody's.
    fn nobodys(&self, sink: &mut impl Sink) {
        let from = self.ground.tally.sentence.start;
        let to = self.start.max(from);
        let clauses = self.ground.clauses(from, to);
        sink.put(LEFT_OUT, [48 + bucket((to - from) as usize).min(7), clauses.number(), self.side]);
    }

    /// The part behind the cue, and what it skips.
    fn right(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, of_right, .. } = *self;
        let Ground { scene, cue, .. } = *self.ground;
        sink.put(CLAUSES_LEMMA, [cue.lemma, of_right.main.min(2), direction]);
        sink.put(CLAUSES_START, [scene.unit(part.start).atom.0, of_right.number()]);
        let skipped = self.ground.clauses(cue.unit + 1, part.start);
        let words = bucket((part.start - cue.unit - 1) as usize);
        sink.put(SKIPPED, [words, skipped.main.min(1), of_right.main.min(2)]);
    }

    /// What stands behind the part behind the cue: does it go on with the content?
    fn rest(&self, part: UnitRange, sink: &mut impl Sink) {
        let Rival { direction, source, kind, of_right, .. } = *self;
        let Ground { scene, cue, tally, .. } = *self.ground;
        let rest = Rest::read(scene, tally, part.end);
        let shape = rest.mark * 6 + rest.predicate;
        let words = bucket((part.end - part.start) as usize);
        sink.put(REST_OPENER, [rest.opener, shape]);
        sink.put(REST_OPENER, [rest.opener, rest.mark, 1 + of_right.main.min(2)]);
        let of_cue = tally.tense(cue.unit);
        sink.put(REST_TENSE, [of_cue * 5 + of_right.tense, rest.tense, rest.predicate]);
        sink.put(REST_TENSE, [32 + of_cue, rest.tense, shape]);
        sink.put(REST_CLAUSES, [of_right.number(), shape]);
        sink.put(REST_CLAUSES, [words, shape, 1]);
        // Who does what the rest says: the source again?
        let subject = rest.subject.map_or(0, |head| {
            let same = |at: u32| scene.surface(at) == scene.surface(head);
            let again = source.is_some_and(|s| (s.start..s.end).any(same));
            1 + u16::from(again) * 16 + scene.chunk(head).map_or(0, |c| c.kind as u16)
        });
        sink.put(REST_SUBJECT, [subject, rest.predicate, kind]);
        sink.put(REST_SUBJECT, [subject, rest.predicate, 16 + rest.mark]);
        let commas = tally.between(part.start, part.end).commas().min(4);
        sink.put(COMMAS, [commas, rest.mark, 1 + u16::from(tally.ends_at(part.end))]);
        sink.put(COMMAS_OPENER, [rest.opener, commas]);
        sink.put(LENGTH, [words, bucket((tally.sentence.end - part.end) as usize), direction]);
    }

    /// Other cues in the content, and beside it.
    fn cues(&self, sink: &mut impl Sink) {
        let Ground { scene, cue, cues, tally, running } = *self.ground;
        let (sentence, content, cues) = (tally.sentence, &self.this.content, running.cues(cues));
        let place = |unit: u32| cues.partition_point(|other| other.unit < unit);
        // Only the cues from the first content on, up to the end of the last, are looked at one by one.
        let start = place(content.left.map_or(cue.unit, |part| part.start.min(cue.unit)));
        let end = place(content.right.map_or(cue.unit + 1, |part| part.end.max(cue.unit + 1)));
        let (mut start, mut outer) = (start, running.before[start].0.max(running.behind[end]));
        let (mut inner, mut surest) = (0, 0);
        if let Some(left) = content.left.filter(|_| start == 0) {
            // Nor those of a content that begins before all of them.
            start = place(left.end.min(cue.unit));
            (inner, surest) = running.before[start];
        }
        let near = cues[start..end].iter().zip(&running.strengths[start..end]);
        for (at, (other, &strength)) in (start..).zip(near) {
            if other.unit == cue.unit {
                continue;
            } else if !content.holds(other.unit) {
                outer = outer.max(strength);
            } else if strength > inner {
                (inner, surest) = (strength, at);
            }
        }
        let joined = |cue: &CueCandidate| {
            let group = cue.group.start;
            1 + u16::from(scene.atom(group, -1, sentence) == Atom::COMMA)
                + 2 * u16::from(scene.chunk_at(group, -1, sentence).is_some())
                + 4 * u16::from(scene.unit_tag(group, -1, sentence) == Tag::Coordinator)
        };
        let joined = if inner > 0 { joined(&cues[surest]) } else { 0 };
        sink.put(INNER, [inner, joined, self.direction]);
        sink.put(INNER, [inner, joined, 4 + scene.unit(cue.unit).tag as u16]);
        sink.put(OUTER, [outer, inner, self.direction]);
    }

    /// Quoted spans taken along and left behind.
    fn quotes(&self, sink: &mut impl Sink) {
        let Rival { direction, start, end, .. } = *self;
        let Ground { scene, tally, .. } = *self.ground;
        let sentence = tally.sentence;
        let content = &self.this.content;
        let held: u16 = content
            .parts()
            .fold(0, |all, part| all.wrapping_add(tally.between(part.start, part.end).quotes()));
        let all = tally.between(sentence.start, sentence.end).quotes();
        let left_behind = |at: u32| u16::from(scene.unit(at).is_quote() && !content.holds(at));
        let before = if start > sentence.start { left_behind(start - 1) } else { 0 };
        let behind = if end < sentence.end { left_behind(end) } else { 0 };
        sink.put(QUOTES, [held.min(2), all.wrapping_sub(held).min(2), direction]);
        sink.put(QUOTES, [4 + (before | behind << 1), held.min(2), direction]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RIVAL_TO_LEARN_FROM, Scorers, Scratch, choices, find_cues, go_over};
    use super::*;
    use crate::frame::Scope;
    use crate::model::{LinearModel, shipped, telling_apart};
    use crate::syntax::with_scene;

    /// What the parts of a score add up to is what training sees of the rival.
    #[test]
    fn a_score_is_the_sum_of_all_features_of_the_rival() {
        let text = "Ann Poe said on Monday that the council (and the mayor) had to pay, but “not yet”, and \
                    warned that others would follow, adding nobody had asked her. “Nobody asked us,” she told the \
                    Hale Echo, “and nobody will.” The harbour, Lund said last week, is empty and he doubts that \
                    the mayor, who promised to reopen it, thinks that it will be full.";
        with_scene(text, |scene| {
            let model = |file, schema| LinearModel::shipped(file, schema, scene.lexicon).unwrap();
            let scorers = Scorers {
                content: model(shipped!("content"), &crate::content::SCHEMA),
                source: model(shipped!("source"), &crate::source::SCHEMA),
                ..Scorers::default()
            };
            let mut scratch = Scratch::default();
            let seen = choices(scene, &scorers, &mut scratch);
            let model =
                telling_apart(seen.iter().flat_map(|(_, rivals)| rivals).flat_map(|(_, f)| f).copied());
            let mut seen = seen.into_iter();
            let mut checked = 0;
            find_cues(scene, &scorers, Scope::Everything, &mut scratch);
            go_over(scene, &scorers, RIVAL_TO_LEARN_FROM, &mut scratch, |batch, these, cues| {
                for (number, cue) in these.iter().enumerate() {
                    let (rivals, ground) = batch.rivals(scene, (number, cue), cues);
                    let (_, features) = seen.next().unwrap();
                    for (at, (_, features)) in features.iter().enumerate() {
                        let sum: i32 = features.iter().map(|f| i32::from(model.weight(*f))).sum();
                        assert_eq!(model.score(|score| extract(&ground, rivals, at, score)), sum, "{cue:?}");
                        checked += 1;
                    }
                }
            });
            assert!(checked > 20);
        });
    }
}
