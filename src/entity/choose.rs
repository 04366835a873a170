//! What a pronoun or a noun means: the likeliest of what is in focus, or somebody new.

use crate::attribution::SpeakerKind;
use crate::cue;
use crate::lexicon::{NameFlags, Tag, WordId};
use crate::mention::Mention;
use crate::model::{Feature, LinearModel, Softmax};
use crate::segment::{Shape, TokenKind};
use crate::span::Span;
use crate::syntax::{Scene, UnitRange};

use super::noun::names_in;
use super::salience::{Anaphor, REACH, Sighting, Sought, extract_new};
use super::walk::{FOCUS, View};
use super::{NONE, Referent};

/// The candidate that fits best.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    /// The referent, or [`NONE`]: nobody fits, or a noun is somebody new.
    pub bearer: u32,
    /// Its score in hundredths of log odds.
    pub score: i32,
    /// Its probability among all that fit.
    pub probability: f32,
}

/// Candidates of one anaphor, for training.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The first unit of the anaphor.
    pub unit: u32,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// What speaks for somebody new, where that may be.
    pub new: Option<Vec<Feature>>,
}

/// One of those that an anaphor may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Whether it has a name.
    pub named: bool,
    /// Its fullest name, without titles; of somebody unnamed the words that introduce them.
    pub words: Span,
    /// `Some(true)` where the text shows the gender that the anaphor asks for, `Some(false)` where it
    /// shows the other.
    pub agrees: Option<bool>,
    /// What speaks for it and against it.
    pub features: Vec<Feature>,
}

/// The articles that nouns were learned from tell of invented people, so that a noun there cannot call them by what
/// everybody knows: an article's noun is new less often in news, by this much in hundredths of log odds, one with a
/// name in it ("the Vermont senator") by twice that.
const LESS_OFTEN_NEW: i32 = 160;

/// How much less often than in what it was learned from a noun is somebody new.
fn less_often_new(scene: &Scene, anaphor: Anaphor) -> i32 {
    let noun = anaphor.mention;
    if anaphor.sought != Sought::Human || scene.unit(noun.units.start).tag != Tag::Determiner {
        return 0;
    }
    if names_in(scene, noun).next().is_some() { 2 * LESS_OFTEN_NEW } else { LESS_OFTEN_NEW }
}

impl<'a> View<'a> {
    /// The candidate with the best score.
    pub(super) fn best(self, model: &LinearModel, anaphor: Anaphor) -> Best {
        let mut scores = [0; FOCUS + 1];
        let mut count = 0;
        let mut best = Best { bearer: NONE, score: i32::MIN, probability: 0.0 };
        let mut add = |bearer: u32, score: i32| {
            if score > best.score {
                best = Best { bearer, score, probability: 0.0 };
            }
            scores[count] = score;
            count += 1;
        };
        if anaphor.is_noun() {
            let new = model.score(|sum| extract_new(self.scene, anaphor.mention, anaphor.sought, sum));
            add(NONE, new - less_often_new(self.scene, anaphor));
        }
        for seen in self.candidates(anaphor) {
            if !anaphor.clashes_surely(seen.referent) {
                let score = model.score(|sum| self.extract(anaphor, &seen, sum));
                // Somebody of whom the text has another office is what articles that name everybody call him.
                let other = is_of_another_office(self.scene, anaphor.mention, seen.referent);
                add(seen.candidate, score - if other { less_often_new(self.scene, anaphor) } else { 0 });
            }
        }
        if count > 0 {
            let mut softmax = Softmax::new(best.score);
            scores[..count].iter().for_each(|score| softmax.add(*score));
            best.probability = softmax.probability(best.score);
        }
        best
    }

    /// All candidates with their features, those of the other gender too.
    pub(super) fn choice(self, anaphor: Anaphor) -> Choice {
        let candidate = |seen: Sighting| {
            let found = seen.referent;
            let named = found.name != NONE;
            let introduced = &self.mentions.list[if named { found.name } else { found.first } as usize];
            let mut features = Vec::new();
            self.extract(anaphor, &seen, &mut features);
            let agrees = match anaphor.agrees(found) {
                true => Some(true),
                false => anaphor.clashes_surely(found).then_some(false),
            };
            Candidate { named, words: self.scene.span(introduced.core), agrees, features }
        };
        let candidates = self.candidates(anaphor).map(candidate).collect();
        let new = anaphor.is_noun().then(|| {
            let mut features = Vec::new();
            extract_new(self.scene, anaphor.mention, anaphor.sought, &mut features);
            features
        });
        Choice { unit: anaphor.mention.units.start, candidates, new }
    }

    /// Where those in focus were mentioned that can be meant, the one mentioned last first.
    fn candidates(self, anaphor: Anaphor<'a>) -> impl Iterator<Item = Sighting<'a>> {
        let fits = move |candidate: &u32| {
            let referent = &self.cast.referents[*candidate as usize];
            let person = matches!(anaphor.sought, Sought::Person | Sought::Human);
            match referent.kind {
                SpeakerKind::Person => person || !referent.sure,
                SpeakerKind::Anonymous => person,
                _ => !person,
            }
        };
        let fitting = self.cast.walk.focus.iter().copied().filter(fits).enumerate();
        fitting.filter_map(move |(rank, candidate)| self.sighting(anaphor, candidate, rank))
    }

    /// `None` where the candidate cannot be meant.
    fn sighting(self, anaphor: Anaphor, candidate: u32, rank: usize) -> Option<Sighting<'a>> {
        let View { scene, mentions, cast } = self;
        let referent = &cast.referents[candidate as usize];
        let here = anaphor.mention;
        let last = mentions.list.get(referent.last as usize)?;
        let (at, sentence) = (scene.unit(here.head).sentence, scene.unit(last.head).sentence);
        let sentences = at.saturating_sub(sentence);
        let owner = here.units.start <= last.head && last.head < here.head;
        let paragraph = |sentence: u32| cast.walk.paragraph_of[sentence as usize];
        let paragraphs = paragraph(at) - paragraph(sentence);
        let near = sentences <= REACH || anaphor.is_noun();
        let controlled =
            || sentences == 0 && (is_object_of_participle(scene, last, here) || is_asker(scene, last, here));
        (near && !owner && !controlled()).then_some(Sighting {
            candidate,
            referent,
            last,
            sentences,
            paragraphs,
            sentence,
            rank,
        })
    }
}

/// Whether the text gives somebody offices none of which a noun names or may stand for: "the mayor" is not Ann Poe, the
/// water engineer. Letters ("the DCP") may be short for one of them.
fn is_of_another_office(scene: &Scene, noun: &Mention, referent: &Referent) -> bool {
    let word = scene.unit(noun.head).word;
    let is_office = |role: WordId| scene.lexicon.word(role).name.any(NameFlags::ROLE);
    let same = |role: &WordId| *role == word || scene.lexicon.may_mean(word, *role);
    let mut offices = referent.roles().iter().filter(|role| is_office(**role)).peekable();
    is_office(word)
        && scene.unit(noun.head).shape == Shape::Lower
        && offices.peek().is_some()
        && !offices.any(same)
}

/// Most units before "by" in "Asked on Monday by Ann Poe".
const ASKED_REACH: u32 = 6;

/// Whether somebody asks whom a sentence then has answer: "Asked by Poe whether it was late, she said".
fn is_asker(scene: &Scene, asker: &Mention, subject: &Mention) -> bool {
    let start = scene.sentence(subject.head).start;
    let by = asker.units.start.checked_sub(1).filter(|by| *by > start && by - start <= ASKED_REACH);
    let asked = |at: u32| {
        matches!(scene.unit(at).tag, Tag::VerbPast | Tag::VerbParticiple)
            && cue::is_addressing(scene, scene.cue_number(at))
    };
    by.is_some_and(|by| scene.is_any(by, &["by"]) && (start..by.min(start + 3)).any(asked))
}

/// Longest participle clause before its subject, in units.
const CLAUSE_REACH: u32 = 30;

/// Whether somebody suffers what the subject does in a participle clause before it, and so is another: "Jailing
/// Poe for six years, he said".
fn is_object_of_participle(scene: &Scene, object: &Mention, subject: &Mention) -> bool {
    let (start, end) = (scene.sentence(subject.head).start, subject.units.start);
    if object.possessive || !subject.subject || end <= start + 2 || end - start > CLAUSE_REACH {
        return false;
    }
    let clause = UnitRange { start, end };
    let verb = (start..end.min(start + 3)).find(|at| scene.unit(*at).tag == Tag::VerbIng);
    let opens = verb.is_some_and(|verb| verb < object.units.start && object.head < end);
    opens && scene.unit(end - 1).kind == TokenKind::Comma && !scene.holds_verb(clause)
}
