//! Cues, contents and sources put together: the attributions of a text, before anybody is named.
//!
//! Each likely cue gets its likeliest contents, each with its likeliest source; a scorer (`choice`)
//! looks at each as a whole and takes one, after the rerankers of Collins and Koo (2005). A last scorer
//! looks at cue, content and source together and at the frames around (a cue that stands inside what a
//! surer cue reports is part of somebody's words). [`select`] keeps a set in which no frame's cue lies in another's content.
//!
//! # Constructions
//!
//! | construction | example; the content in brackets |
//! |---|---|
//! | clause with or without "that" | Poe said (that) \[the bridge would close\] |
//! | infinitive with its controller | Poe promised to \[close the bridge\]; Poe urged us \[to leave\] |
//! | noun phrase, -ing form | Poe praised \[the nurses\]; Poe denied \[taking money\] |
//! | question | Poe asked whether \[the bridge was safe\] |
//! | attribution in the middle or at the end | \[The bridge\], Poe said, \[would close\] |
//! | phrases whose source follows | according to Poe, \[the bridge will close\] |
//! | participle clause | Poe left, saying \[the vote was unfair\] |
//! | passive | residents were told that \[the water was safe\]; he is said \[to be ill\] |
//! | noun | Poe's claim that \[the bridge was unsafe\]; the council has no plans \[to close it\] |
//! | polls, studies, reports, letters | the poll shows that \[Poe will win\] |
//! | beliefs, wishes, perceptions | Poe doubts that \[it is safe\]; Poe noticed that \[it shook\] |
//! | a line that opens with its speaker | Poe: \[The harbour is not for sale\] |
//! | a paragraph behind a colon | Poe writes: ¶ \[The harbour is not for sale. I never said so.\] |
//! | direct and mixed quotation | “\[It is late\],” said Poe; Poe called it “\[a disgrace\]” |
//!
//! No construction is a rule: each is a pattern of features that the scorers learned, so that any of
//! them can be missed, the rarer the likelier. Accusations in the passive ("was accused of lying")
//! and plans that hang on a noun ("the council's plan to close it angered many") are often missed; a
//! content never crosses a sentence, unless it goes on in quotation marks; and where two cues stand
//! over each other ("repeated his warning that …") only the outer one is reported, unless it governs the
//! infinitive of one that nearly always reports ("wants to explain why …"). The stage behind
//! [`draft`](crate::draft), [`stance`](crate::stance), tells what sort of act a frame reports.

mod batch;
mod block;
mod choice;
mod clause;
mod features;
mod give_way;
mod interrupted;
mod kicker;
mod label;
mod lead;
mod plain;
mod preposed;
mod select;
mod transcript;

pub use choice::SCHEMA as CHOICE_SCHEMA;
pub use features::SCHEMA;
pub(crate) use kicker::is_kicker;
pub use label::refine;
pub(crate) use lead::{described, first_phrase, is_topic};
pub use select::select;
pub(crate) use transcript::{Turn, turn};

use crate::content::{self, ContentCandidate};
use crate::cue::{self, CueCandidate};
use crate::model::{Feature, LinearModel, certainty};
use crate::source::{self, SourceCandidate};
use crate::syntax::{Scene, UnitRange};
use batch::Batch;

/// The learned scorers of the frame stages.
#[derive(Clone, Debug, Default)]
pub struct Scorers {
    /// Which words report.
    pub cue: LinearModel,
    /// What they report.
    pub content: LinearModel,
    /// Who said it.
    pub source: LinearModel,
    /// Which of a cue's likely contents, each with its source.
    pub choice: LinearModel,
    /// Whether cue, content and source hold together.
    pub frame: LinearModel,
    /// How many contents of a cue the scorers look at.
    pub breadth: Breadth,
}

/// A cue with its content and source.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The cue.
    pub cue: CueCandidate,
    /// What it reports.
    pub content: ContentCandidate,
    /// Probability of the content, given the cue.
    pub content_probability: f32,
    /// What else the cue may report, best first.
    pub others: [Alternative; content::PROPOSALS - 1],
    /// Who said it.
    pub source: Option<SourceCandidate>,
    /// Probability of the source, given cue and content.
    pub source_probability: f32,
    /// Probability that the text attributes this content by this cue to this source.
    pub probability: f32,
}

/// What a cue may report, and who said it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alternative {
    /// The content.
    pub content: ContentCandidate,
    /// Probability of the content, given the cue; 0 for an empty place in a list.
    pub probability: f32,
    /// Who said it.
    pub source: Option<SourceCandidate>,
    /// Probability of the source, given cue and content.
    pub source_probability: f32,
}

impl Frame {
    /// What the cue may report, best first; those without a probability are empty places.
    pub fn alternatives(&self) -> [Alternative; content::PROPOSALS] {
        let best = Alternative {
            content: self.content,
            probability: self.content_probability,
            source: self.source,
            source_probability: self.source_probability,
        };
        let mut all = [best; content::PROPOSALS];
        all[1..].copy_from_slice(&self.others);
        all
    }

    /// A frame that layout alone proposes, all of it as probable as `probability` says.
    fn laid_out(cue: CueCandidate, content: UnitRange, source: SourceCandidate, probability: f32) -> Frame {
        Frame {
            cue,
            content: ContentCandidate { left: None, right: Some(content) },
            content_probability: probability,
            others: Default::default(),
            source: Some(source),
            source_probability: probability,
            probability,
        }
    }

    /// Whether a verb with a tense stands in the content.
    fn holds_verb(&self, scene: &Scene) -> bool {
        self.content.parts().any(|part| scene.holds_verb(part))
    }

    /// The frame with one of its contents.
    fn with(&self, other: &Alternative) -> Frame {
        Frame {
            content: other.content,
            content_probability: other.probability,
            source: other.source,
            source_probability: other.source_probability,
            ..*self
        }
    }
}

/// Reusable memory of [`build`].
#[derive(Debug, Default)]
pub struct Scratch {
    cues: Vec<CueCandidate>,
    batch: Batch,
    content: content::Scratch,
    source: source::Scratch,
}

/// Most units of a part of a content that are read for what it holds. A part may go back to the start of
/// its sentence, and each of many cues in it have one.
const READ: u32 = 512;

/// The last [`READ`] units of a part.
fn to_read(part: UnitRange) -> UnitRange {
    UnitRange { start: part.start.max(part.end.saturating_sub(READ)), end: part.end }
}

/// A probability in eleven steps, fine near 0 and 1.
fn level(p: f32) -> u16 {
    [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98].iter().filter(|limit| p >= **limit).count()
        as u16
}

/// How many sentences before a quoted span say who speaks there, in [`Scope::Quotes`].
const LEAD: usize = 2;

/// Cues less probable than this are not looked at further.
const CUE_FLOOR: f32 = 0.2;

/// Which sentences are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Everything,
    /// Those that hold a quoted span, and the two before each.
    Quotes,
}

/// How many contents of a cue are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Breadth {
    /// Edges this far behind the best one, in hundredths of log odds, are not tried.
    slack: i32,
    /// A content so much less likely than the best is no rival of it.
    rival: f32,
}

impl Breadth {
    /// For what is learned from contents: more of them, so that the scorers see doubtful ones, too.
    pub const WIDE: Self = Breadth { slack: 400, rival: 0.1 };
}

impl Default for Breadth {
    /// For texts: a twentieth faster than [`Breadth::WIDE`], and as right.
    fn default() -> Self {
        Breadth { slack: 250, rival: 0.2 }
    }
}

/// As [`Breadth::rival`], to learn the choice among them: of rivals so close there are too few.
const RIVAL_TO_LEARN_FROM: f32 = 0.02;

/// Builds the frames of a text and judges them; in order of their cues.
pub fn build(scene: &Scene, scorers: &Scorers, scope: Scope, scratch: &mut Scratch, frames: &mut Vec<Frame>) {
    frames.clear();
    find_cues(scene, scorers, scope, scratch);
    go_over(scene, scorers, scorers.breadth.rival, scratch, |batch, these, cues| {
        batch.choose(scene, these, cues, &scorers.choice);
        let likely = these.iter().zip(batch.found()).filter(|(_, [best, ..])| best.probability > 0.0);
        frames.extend(likely.map(|(cue, [best, others @ ..])| Frame {
            cue: *cue,
            content: best.content,
            content_probability: best.probability,
            others,
            source: best.source,
            source_probability: best.source_probability,
            probability: cue.probability,
        }));
    });
    let transcript = label::add(scene, scope, frames);
    for at in 0..frames.len() {
        let score = scorers.frame.score(|sum| features::extract(scene, frames, at, sum));
        frames[at].probability = certainty(score);
    }
    label::settle(scene, frames, transcript);
    if scope == Scope::Everything {
        block::add(scene, &scratch.cues, frames);
    }
}

/// Goes over the cues of a text, some sentences at a time: `look` sees a batch that knows what its cues may report,
/// and who said it, then those cues, then all. Those are rivals that are at least `rival` times as likely as the best.
fn go_over(
    scene: &Scene,
    scorers: &Scorers,
    rival: f32,
    scratch: &mut Scratch,
    mut look: impl FnMut(&mut Batch, &[CueCandidate], &[CueCandidate]),
) {
    let Scratch { cues, batch, content, source } = scratch;
    let mut contents = content::Proposer::new(scene, &scorers.content, scorers.breadth.slack, content);
    let mut left = &cues[..];
    while !left.is_empty() {
        let (these, rest) = left.split_at(batch.start(scene, left));
        batch.find_contents(scene, these, rival, &mut contents);
        batch.find_sources(scene, these, &scorers.source, source);
        look(batch, these, cues);
        left = rest;
    }
}

/// Lists the likely cues of a text.
fn find_cues(scene: &Scene, scorers: &Scorers, scope: Scope, scratch: &mut Scratch) {
    scratch.cues.clear();
    let sentences = &scene.syntax.sentences;
    let quoted = |sentence: &UnitRange| scene.holds_quote(*sentence);
    // The next sentence, from the one at hand on, with a quoted span.
    let mut next = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        if scope == Scope::Quotes {
            if next < number || number == 0 {
                next = number + sentences[number..].iter().position(quoted).unwrap_or(sentences.len());
            }
            if next > number + LEAD {
                continue;
            }
        }
        cue::candidates_of(scene, *sentence, &mut scratch.cues);
    }
    cue::judge(scene, &scorers.cue, CUE_FLOOR, &mut scratch.cues);
}

/// What [`build`] chooses among for a cue, each with its features.
pub type Rivals = Vec<(Alternative, Vec<Feature>)>;

/// The likely cues of a text with their rivals, for training.
pub fn choices(scene: &Scene, scorers: &Scorers, scratch: &mut Scratch) -> Vec<(CueCandidate, Rivals)> {
    find_cues(scene, scorers, Scope::Everything, scratch);
    let mut all = Vec::with_capacity(scratch.cues.len());
    go_over(scene, scorers, RIVAL_TO_LEARN_FROM, scratch, |batch, these, cues| {
        for (number, cue) in these.iter().enumerate() {
            let (rivals, ground) = batch.rivals(scene, (number, cue), cues);
            let features = |at: usize| {
                let mut features = Vec::new();
                choice::extract(&ground, rivals, at, &mut features);
                features
            };
            all.push((*cue, rivals.iter().enumerate().map(|(at, rival)| (*rival, features(at))).collect()));
        }
    });
    all
}

/// The features of one of the frames, for training.
pub fn features(scene: &Scene, frames: &[Frame], at: usize) -> Vec<Feature> {
    let mut features = Vec::new();
    features::extract(scene, frames, at, &mut features);
    features
}
