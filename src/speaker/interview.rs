//! A line of an interview that opens with `A:` has the speaker whom the words above the first line tell
//! of; who asks in those with `Q:` is not known. So has a paragraph in marks below a question, where the text
//! has more of them.

use crate::attribution::SpeakerKind;
use crate::entity::NONE;
use crate::frame::{self, Turn};
use crate::segment::TokenKind;
use crate::syntax::UnitRange;

use super::{Answer, Finding, Sieve, Speaker, Stage, byline};

/// Most mentions above the first line that are looked at.
const REACH: usize = 200;
/// Most people that are told apart.
const PEOPLE: usize = 16;

/// A line with a label.
pub(super) fn line(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let turn = turn(stage, draft)?;
    let guest = match turn {
        Turn::Question => NONE,
        Turn::Answer => guest(stage).unwrap_or(NONE),
    };
    let evidence = "the text is an interview with the speaker";
    let speaker = Speaker { kind: (guest == NONE).then_some(SpeakerKind::Person), ..Speaker::of(guest) };
    Some(Answer::new(speaker, Sieve::Interview, evidence))
}

/// The answer, a paragraph in marks, where two of the paragraphs above it, below it and above the answer
/// before are questions, as in an interview without labels.
pub(super) fn asked(stage: &Stage, draft: usize, _: &[Option<Finding>]) -> Option<Answer> {
    let this = &stage.drafts[draft];
    let paragraphs = &stage.scene.syntax.paragraphs;
    let number = stage.scene.paragraph(this.first_unit());
    let here = paragraphs.get(number)?;
    // "You" is in the question.
    let you = |units: UnitRange| {
        units.start < units.end && stage.scene.surface(units.start).eq_ignore_ascii_case("you")
    };
    let bare = this.cue.is_none() && !this.quoted.is_empty() && this.source.is_none_or(you);
    let whole = here.start == this.first_unit() && here.start < here.end && this.holds(here.end - 1);
    let asks = |at: usize| paragraphs.get(at).is_some_and(|paragraph| is_question(stage, *paragraph));
    let (above, below) = ([1, 3].map(|far| number.checked_sub(far)), Some(number + 1));
    let turns = || above.into_iter().chain([below]).flatten().filter(|at| asks(*at)).count();
    if !bare || !whole || turns() < 2 {
        return None;
    }
    let guest = talked_of(stage, UnitRange { start: 0, end: here.start })?;
    Some(Answer::of(guest, Sieve::Interview, "questions stand around the paragraph"))
}

/// Whether a paragraph asks, be it in bold type or not: "**Why now?**"
fn is_question(stage: &Stage, paragraph: UnitRange) -> bool {
    let words = &stage.scene.text[stage.scene.span(paragraph).range()];
    paragraph.start < paragraph.end && words.trim_end_matches(['*', '_']).ends_with('?')
}

/// The turn that a draft is.
fn turn(stage: &Stage, draft: usize) -> Option<Turn> {
    let this = &stage.drafts[draft];
    let source = this.source.filter(|units| units.end == units.start + 1)?;
    let colon = this.cue.filter(|(cue, _)| *cue == source.end && is_colon(stage, *cue));
    colon.and_then(|_| frame::turn(&stage.scene, source.start))
}

fn is_colon(stage: &Stage, at: u32) -> bool {
    stage.scene.unit(at).kind == TokenKind::Colon
}

/// The person whom the words above the first turn mention most.
fn guest(stage: &Stage) -> Option<u32> {
    let first = (0..stage.drafts.len()).find(|draft| turn(stage, *draft).is_some())?;
    talked_of(stage, UnitRange { start: 0, end: stage.drafts[first].source?.start })
}

/// The person whom a stretch mentions most; the writer is not asked.
fn talked_of(stage: &Stage, above: UnitRange) -> Option<u32> {
    let writer = byline::writer(stage);
    let mut people: Vec<(u32, usize)> = Vec::with_capacity(PEOPLE);
    for mention in stage.mentions.within(above).take(REACH) {
        let referent = stage.cast.referent_of[mention];
        let person = stage.cast.referent(mention as u32).is_some_and(|r| r.kind == SpeakerKind::Person);
        if !person || Some(referent) == writer || stage.mentions.list[mention].modifier {
            continue;
        }
        match people.iter().position(|(known, _)| *known == referent) {
            Some(known) => people[known].1 += 1,
            None if people.len() < PEOPLE => people.push((referent, 1)),
            None => {}
        }
    }
    // Of two mentioned as often, the first.
    people.iter().rev().max_by_key(|(_, count)| *count).map(|(referent, _)| *referent)
}
