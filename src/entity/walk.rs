//! One walk over the mentions in order of the text: each gets its referent.
//!
//! What a mention refers to is for `antecedent` to say; the walk keeps account of who was mentioned and how. The
//! focus holds the few referents mentioned last, so the walk is linear.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::WordId;
use crate::mention::{Mention, MentionKind, Mentions};
use crate::model::LinearModel;
use crate::syntax::Scene;

use super::antecedent::certainty;
use super::choose::Choice;
use super::map::Map;
use super::{Cast, Link, NONE, Reading, Referent, Spot, settle};

/// How many referents are in focus.
pub(super) const FOCUS: usize = 24;

/// State of the walk.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Referents mentioned last, the latest first.
    pub(super) focus: Vec<u32>,
    /// The last that had a role, by the noun.
    pub(super) by_role: Map<WordId, u32>,
    /// Unnamed bodies, groups and texts, by the words they were introduced with.
    pub(super) by_words: Map<u64, u32>,
    /// Who is of an age, by its number; [`NONE`] where several are.
    pub(super) by_age: Map<u64, u32>,
    /// Whether a referent has spoken, by number.
    pub(super) spoke: Vec<bool>,
    pub(super) last_speaker: u32,
    pub(super) last_person: u32,
    pub(super) last_quoted: u32,
    /// The mention that headed a source last.
    last_source: u32,
    /// The person who was a subject last, and in which sentence.
    pub(super) last_subject: Option<(u32, u32)>,
    /// Number of the cue "ask".
    ask: Option<u16>,
    /// The last paragraph with somebody in it, and who was its first subject.
    pub(super) topic: (u32, u32),
    pub(super) paragraph_of: Vec<u32>,
    /// For each mention whether it stands in what somebody says, marks or not.
    pub(super) reported: Vec<bool>,
}

impl Walk {
    /// Forgets the last text.
    fn start(&mut self, text: &Reading) {
        let Reading { scene, mentions, drafts, .. } = text;
        self.focus.clear();
        self.by_role.clear();
        self.by_words.clear();
        self.by_age.clear();
        self.spoke.clear();
        self.last_speaker = NONE;
        self.last_person = NONE;
        self.last_quoted = NONE;
        self.last_source = NONE;
        self.last_subject = None;
        self.ask = scene.lexicon.cue_of_key("ask");
        self.topic = (NONE, NONE);
        self.paragraph_of.clear();
        self.paragraph_of.resize(scene.syntax.sentences.len(), 0);
        for (number, paragraph) in scene.syntax.paragraphs.iter().enumerate() {
            if paragraph.start < paragraph.end {
                let first = scene.unit(paragraph.start).sentence as usize;
                let last = scene.unit(paragraph.end - 1).sentence as usize;
                self.paragraph_of[first..=last].fill(number as u32);
            }
        }
        self.reported.clear();
        self.reported.resize(mentions.list.len(), false);
        for part in drafts.iter().flat_map(|draft| &draft.parts) {
            self.reported[mentions.within(*part)].fill(true);
        }
    }
}

/// Is shown every choice among candidates, before it is made.
pub(super) trait Observer {
    /// Is given what makes a record of the choice.
    fn see(&mut self, record: impl FnOnce() -> Choice);
}

/// Serving keeps no record.
impl Observer for () {
    fn see(&mut self, _: impl FnOnce() -> Choice) {}
}

/// Training keeps all.
impl Observer for Vec<Choice> {
    fn see(&mut self, record: impl FnOnce() -> Choice) {
        self.push(record());
    }
}

/// What those see that choose among candidates: the text, and what is known of it so far.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) mentions: &'a Mentions,
    pub(super) cast: &'a Cast,
}

/// Goes through the mentions of a text and fills its cast.
pub(super) struct Walker<'a, O> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) mentions: &'a Mentions,
    /// Chooses among antecedents.
    pub(super) model: &'a LinearModel,
    pub(super) cast: &'a mut Cast,
    pub(super) observer: &'a mut O,
}

/// Gives each mention its referent.
pub(super) fn walk(text: &Reading, model: &LinearModel, cast: &mut Cast, observer: &mut impl Observer) {
    let Reading { scene, mentions, drafts, source_of } = *text;
    cast.walk.start(text);
    settle::names(scene, mentions, cast);
    settle::ages(scene, mentions, cast);
    let mut walker = Walker { scene, mentions, model, cast, observer };
    for number in 0..mentions.list.len() as u32 {
        walker.step(number, drafts.get(source_of[number as usize] as usize));
    }
}

impl<'a, O: Observer> Walker<'a, O> {
    pub(super) fn mention(&self, number: u32) -> &'a Mention {
        &self.mentions.list[number as usize]
    }

    pub(super) fn view(&self) -> View<'_> {
        View { scene: self.scene, mentions: self.mentions, cast: self.cast }
    }

    /// Adds a referent.
    pub(super) fn add(&mut self, referent: Referent) -> u32 {
        self.cast.referents.push(referent);
        self.cast.referents.len() as u32 - 1
    }

    /// Gives one mention its referent; `draft` is the one whose source it heads.
    fn step(&mut self, number: u32, draft: Option<&Draft>) {
        let (referent, link, certainty) = self.resolve(number, draft);
        self.cast.link_of[number as usize] = link;
        self.cast.certainty[number as usize] = certainty;
        if referent != NONE {
            if draft.is_some() {
                self.introduce(number, referent);
                self.cast.walk.last_source = number;
            }
            self.cast.referent_of[number as usize] = referent;
            self.touch(number, referent, draft);
        }
    }

    /// A role first, the name in the next sentence: "The mayor's aide called it late. Ann Poe told
    /// reporters that …". A new full name that opens the sentence and speaks, and of whom nothing else is
    /// said, is whoever spoke unnamed in the sentence before.
    fn introduce(&mut self, number: u32, referent: u32) {
        let mention = self.mention(number);
        let Walker { scene, mentions, ref mut cast, .. } = *self;
        let Some(before) = mentions.list.get(cast.walk.last_source as usize) else { return };
        let found = &cast.referents[referent as usize];
        let new = mention.kind == MentionKind::Person
            && mention.name.end - mention.name.start >= 2
            && (found.count, found.role_count) == (0, 0)
            && mention.units.start == scene.sentence(mention.head).start;
        let role = before.kind == MentionKind::Human
            && !before.indefinite
            && scene.unit(before.head).sentence + 1 == scene.unit(mention.head).sentence
            && !found.clashes(before);
        let at = cast.walk.last_source as usize;
        if new && role && matches!(cast.link_of[at], Link::Unnamed | Link::Epithet) {
            cast.referent_of[at] = referent;
            cast.link_of[at] = Link::Role;
            cast.certainty[at] = certainty::INTRODUCED;
            let word = scene.unit(before.head).word;
            cast.referents[referent as usize].add_role(word);
        }
    }

    /// Notes that a referent was mentioned.
    fn touch(&mut self, number: u32, referent: u32, draft: Option<&Draft>) {
        let mention = self.mention(number);
        let speaks = draft.is_some();
        let cast = &mut *self.cast;
        let walk = &mut cast.walk;
        let found = &mut cast.referents[referent as usize];
        let named = found.name != NONE;
        if !mention.modifier {
            found.count += 1;
            found.last = number;
            found.spot = spot(self.scene, mention, draft, walk.ask, found.spot);
            if (found.spot.subject) && found.sure && found.kind == SpeakerKind::Person {
                walk.last_subject = Some((referent, found.spot.sentence));
                let paragraph = walk.paragraph_of[found.spot.sentence as usize];
                if walk.topic.0 != paragraph {
                    walk.topic = (paragraph, referent);
                }
            }
            match walk.focus.iter().position(|r| *r == referent) {
                Some(at) => walk.focus[..=at].rotate_right(1),
                None => {
                    walk.focus.truncate(FOCUS - 1);
                    walk.focus.insert(0, referent);
                }
            }
            let (roles, count) = (found.roles, usize::from(found.role_count));
            for word in &roles[..count] {
                // Somebody unnamed does not take a role from somebody named.
                let held = walk.by_role.get(word).is_some_and(|r| cast.referents[*r as usize].name != NONE);
                if named || !held {
                    walk.by_role.insert(*word, referent);
                }
            }
        }
        if speaks {
            walk.last_speaker = referent;
            if matches!(cast.referents[referent as usize].kind, SpeakerKind::Person | SpeakerKind::Anonymous)
            {
                walk.last_person = referent;
                if draft.is_some_and(|d| !d.quoted.is_empty()) {
                    walk.last_quoted = referent;
                }
            }
            if walk.spoke.len() <= referent as usize {
                walk.spoke.resize(referent as usize + 1, false);
            }
            walk.spoke[referent as usize] = true;
        }
    }
}

/// Where a referent stands after one more mention.
fn spot(scene: &Scene, mention: &Mention, draft: Option<&Draft>, ask: Option<u16>, before: Spot) -> Spot {
    let speaks = draft.is_some();
    let is_ask = |at: Option<u32>| {
        let unit = at.and_then(|at| scene.syntax.units.get(at as usize));
        unit.is_some_and(|unit| Some(scene.lexicon.word(unit.word).cue) == ask)
    };
    let (start, end) = (mention.units.start, mention.units.end);
    let by = start > 0 && scene.is_any(start - 1, &["by"]);
    let sentence = scene.unit(mention.head).sentence;
    let opens = mention.units.start == scene.sentence(mention.head).start;
    let here = Spot {
        sentence,
        subject: mention.subject || speaks,
        opens,
        opens_paragraph: opens && scene.starts_paragraph(mention.units.start),
        owner: mention.possessive && !speaks,
        // "Poe asked", "asked by Poe".
        asks: draft.is_some_and(|draft| ask == Some(draft.lemma))
            || is_ask(Some(end))
            || by && is_ask(start.checked_sub(2)),
        asked: is_ask(start.checked_sub(1)),
    };
    if before.sentence != sentence {
        return here;
    }
    Spot {
        sentence,
        subject: here.subject || before.subject,
        opens: here.opens || before.opens,
        opens_paragraph: here.opens_paragraph || before.opens_paragraph,
        owner: here.owner && before.owner,
        asks: here.asks || before.asks,
        asked: here.asked || before.asked,
    }
}
