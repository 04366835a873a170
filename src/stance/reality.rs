//! A verb, adjective or noun in, whether its act took place out.
//!
//! From the word leftwards: its verb group with modals and negations, the subject, what opens the
//! clause, and the word that governs it ("refused to say"), which is read in the same way.

use crate::draft::Draft;
use crate::lexicon::{Clitic, CuePart, Modality, Polarity, Tag, TagSet, WordId};
use crate::segment::TokenKind;
use crate::syntax::{self, Scene, UnitRange, VERBS};

use super::embedding::{Effect, Embedding, Place, Reality};

const GROUP: TagSet = TagSet::of(Tag::Auxiliary).with(Tag::Modal).with(Tag::Adverb).with(Tag::Negation);
const FINITE: TagSet = syntax::FINITE.with(Tag::That);

/// How many governors over each other are read: "was expected to decline to say".
const DEPTH: u8 = 4;
/// How many units before the verb its clause is looked for.
const CLAUSE: u32 = 14;
/// How many adverbs and negations a group may have.
const GROUP_LENGTH: u32 = 8;

/// Whether a unit is a verb here.
pub(super) fn is_verb(scene: &Scene, at: u32) -> bool {
    TagSet::of(scene.unit(at).tag).meets(VERBS)
}

/// Whether a unit is a verb without an ending: "say".
fn is_plain(scene: &Scene, at: u32) -> bool {
    matches!(scene.unit(at).tag, Tag::VerbBase | Tag::VerbPresent)
}

/// Whether a unit is a noun here; not so behind an auxiliary, whatever its tag: "did not report".
pub(super) fn is_noun(scene: &Scene, at: u32) -> bool {
    let sentence = scene.sentence(at);
    let opens = scene.chunk(at).is_none_or(|chunk| chunk.units.start == at);
    let before = if at > sentence.start { scene.unit(at - 1).tag } else { Tag::Unknown };
    let verbal =
        opens && matches!(before, Tag::Auxiliary | Tag::Modal) && scene.word(at).tags.has(Tag::VerbBase);
    matches!(scene.unit(at).tag, Tag::Noun | Tag::NounPlural) && !verbal
}

/// The text with the words that decide.
pub(super) struct Reading<'r, 'a> {
    pub scene: &'r Scene<'a>,
    pub embedding: &'r Embedding,
}

/// A verb group as read so far.
#[derive(Clone, Copy)]
struct Group {
    /// The first unit.
    start: u32,
    negations: u32,
    /// The effect of its modal.
    modal: Option<Effect>,
    /// Whether an adverb leaves the act open: "perhaps".
    open: bool,
    /// Whether its modal is a "would" of politeness or of the past.
    tame: bool,
}

impl Reading<'_, '_> {
    fn word(&self, at: u32) -> WordId {
        self.scene.unit(at).word
    }

    fn has(&self, at: u32, place: Place) -> bool {
        self.embedding.has(self.word(at), place)
    }

    /// What a word does in a place, as it stands.
    pub fn effect(&self, at: u32, place: Place) -> Option<Reality> {
        Some(self.embedding.effect(self.word(at), place)?.under(Reality::Real))
    }

    /// Whether a word has this form in the lexicon.
    fn is_form(&self, at: u32, form: &str) -> bool {
        // Most words begin otherwise, which is seen without the lexicon: only "n't" changes what is
        // before it.
        let (unit, first) = (self.scene.unit(at), self.scene.surface(at).as_bytes().first());
        let plain = first.is_some_and(u8::is_ascii_alphabetic) && unit.clitic != Clitic::Not;
        let begins = first.map(u8::to_ascii_lowercase) == form.as_bytes().first().copied();
        (begins || !plain) && self.scene.lexicon.form(unit.word) == form
    }

    /// Whether the act of a cue took place. `source` is its subject, where that is known.
    pub fn act(&self, unit: u32, source: Option<UnitRange>) -> Reality {
        self.act_under(unit, source, DEPTH)
    }

    fn act_under(&self, unit: u32, source: Option<UnitRange>, depth: u8) -> Reality {
        let sentence = self.scene.sentence(unit);
        let mut group = self.group(unit, sentence);
        let governed = self.governed(unit, &group, sentence, depth);
        let reality = governed.unwrap_or_else(|| {
            let subject = self.subject(&group, source, sentence);
            if let Some(subject) = subject {
                self.invert(&mut group, unit, subject, sentence);
            }
            let start = subject.map_or(group.start, |subject| subject.start.min(group.start));
            self.frame(subject, start, sentence)
        });
        let enough = group.negations > 0 && group.modal.is_some() && self.has_degree(unit, sentence);
        let own = match (group.modal, group.negations % 2 == 1 && !enough) {
            (Some(_), true) if group.tame => Reality::Unreal,
            (Some(effect), true) => effect.under(Reality::Unreal),
            (Some(_), false) if group.tame || enough => Reality::Real,
            (Some(effect), false) => effect.under(Reality::Real),
            (None, true) => Reality::Unreal,
            (None, false) => Reality::Real,
        };
        let own = match own {
            Reality::Real if group.open => Reality::Open,
            Reality::Real if self.says_nothing(unit, sentence) => Reality::Unreal,
            own => own,
        };
        match (reality, own) {
            (Reality::Open, _) | (_, Reality::Open) => Reality::Open,
            (Reality::Unreal, _) | (_, Reality::Unreal) => Reality::Unreal,
            _ => Reality::Real,
        }
    }

    /// The auxiliaries, modals, adverbs and negations before a word.
    fn group(&self, unit: u32, sentence: UnitRange) -> Group {
        let scene = self.scene;
        let mut group =
            Group { start: unit, negations: 0, modal: None, open: false, tame: self.has(unit, Place::Wish) };
        let mut later = false;
        while group.start > sentence.start && unit - group.start < GROUP_LENGTH {
            let at = group.start - 1;
            let before = scene.unit(at);
            let adverb = self.embedding.effect(before.word, Place::Adverb);
            let no_longer = self.is_form(at, "longer") && at > sentence.start && self.is_form(at - 1, "no");
            if no_longer {
                group.negations += 1;
                group.start -= 2;
                continue;
            }
            if !TagSet::of(before.tag).meets(GROUP) && adverb.is_none() {
                // "he'd say", "they'll say": the modal hangs on the subject.
                let base = is_plain(scene, group.start) || later;
                if before.clitic == Clitic::Verb && base {
                    group.modal = Some(Effect::PLAN);
                }
                break;
            }
            let takes_back = at + 1 < unit && self.has(at + 1, Place::Only);
            if (before.tag == Tag::Negation || before.clitic == Clitic::Not) && !takes_back {
                group.negations += 1;
            }
            if before.tag == Tag::Modal {
                group.modal = self.embedding.effect(before.word, Place::Modal);
                group.tame |= later && self.is_form(at, "would");
            }
            match adverb.map(|effect| effect.under(Reality::Real)) {
                Some(Reality::Unreal) => group.negations += 1,
                Some(Reality::Open) => group.open = true,
                _ => {}
            }
            later |= self.has(at, Place::Later);
            group.start = at;
        }
        group
    }

    /// "could not agree more", "could not say enough": an emphasis.
    fn has_degree(&self, unit: u32, sentence: UnitRange) -> bool {
        (unit + 1..sentence.end.min(unit + 3))
            .any(|at| self.is_form(at, "more") || self.is_form(at, "enough"))
    }

    /// "said nothing about it"; but "said nothing would change" says something.
    fn says_nothing(&self, unit: u32, sentence: UnitRange) -> bool {
        let behind = |at: u32| {
            at >= sentence.end
                || !self.scene.unit(at).is_word()
                || matches!(self.scene.unit(at).tag, Tag::Preposition | Tag::To | Tag::Adverb)
        };
        unit + 1 < sentence.end && self.is_form(unit + 1, "nothing") && behind(unit + 2)
    }

    /// What the word over an infinitive or -ing form makes of it; `None` where there is none.
    fn governed(&self, unit: u32, group: &Group, sentence: UnitRange, depth: u8) -> Option<Reality> {
        let scene = self.scene;
        let before = group.start.checked_sub(1).filter(|at| *at >= sentence.start)?;
        let tag = scene.unit(before).tag;
        if depth == 0 {
            return None;
        }
        if ["or", "and", "nor"].iter().any(|form| self.is_form(before, form)) {
            return self.coordinated(unit, before, sentence, depth);
        }
        if tag == Tag::To {
            return Some(self.governor_of_infinitive(before, sentence, depth));
        }
        if self.is_form(before, "but") && before > sentence.start && self.is_form(before - 1, "help") {
            return Some(Reality::Real); // cannot help but say
        }
        if scene.unit(before).tag == Tag::Coordinator {
            return None;
        }
        let ing = scene.unit(unit).tag == Tag::VerbIng;
        let than = self.is_form(before, "than");
        if !ing && !than {
            return None;
        }
        let effect = |at: u32| self.embedding.effect(self.word(at), Place::Governor);
        if let Some(effect) = effect(before).filter(|_| !TagSet::of(tag).meets(GROUP)) {
            let over =
                if is_verb(scene, before) { self.act_under(before, None, depth - 1) } else { Reality::Real };
            return Some(effect.under(over));
        }
        // "short of saying", "refrained from saying", "prevented Poe from saying"
        if tag == Tag::Preposition && before > sentence.start {
            let mut over = before - 1;
            if let Some(chunk) = scene.chunk(over).filter(|_| effect(over).is_none()) {
                over = chunk.units.start.checked_sub(1).filter(|at| *at >= sentence.start)?;
            }
            let effect = effect(over)?;
            let over =
                if is_verb(scene, over) { self.act_under(over, None, depth - 1) } else { Reality::Real };
            return Some(effect.under(over));
        }
        None
    }

    /// What a verb before "or" or "and" passes on: "declined to confirm or deny", "did not come out
    /// and say"; and before "nor", whatever its form: "neither confirmed nor denied".
    fn coordinated(&self, unit: u32, joint: u32, sentence: UnitRange, depth: u8) -> Option<Reality> {
        let scene = self.scene;
        let particle = |at: u32| matches!(scene.unit(at).tag, Tag::Adverb | Tag::Preposition);
        let before = |at: u32| at.checked_sub(1).filter(|at| *at >= sentence.start);
        let mut other = before(joint)?;
        if particle(other) {
            other = before(other)?;
        }
        let shares = scene.word(other).tags.has(Tag::VerbBase) && is_plain(scene, unit);
        (shares || self.is_form(joint, "nor")).then(|| self.act_under(other, None, depth - 1))
    }

    /// The reality of an infinitive, by the word over its "to".
    fn governor_of_infinitive(&self, to: u32, sentence: UnitRange, depth: u8) -> Reality {
        let scene = self.scene;
        let mut at = to;
        let mut negated = false;
        loop {
            let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.start) else {
                return Reality::Open; // "To say that … would be wrong."
            };
            at = before;
            negated ^= scene.unit(at).tag == Tag::Negation;
            let passed = matches!(scene.unit(at).tag, Tag::Adverb | Tag::Negation | Tag::Preposition);
            if !passed || self.has(at, Place::Governor) || to - at > 3 {
                break;
            }
        }
        let reality = self.under_governor(at, sentence, depth);
        if negated && reality == Reality::Real { Reality::Unreal } else { reality }
    }

    fn under_governor(&self, at: u32, sentence: UnitRange, depth: u8) -> Reality {
        let scene = self.scene;
        if let Some(effect) = self.governor(at, false) {
            return effect.under(self.act_of_governor(at, depth));
        }
        if is_verb(scene, at) || scene.unit(at).tag == Tag::Adjective {
            // "It is fair to say": nobody does. "Poe was quick to say": she did.
            let group = self.group(at, sentence);
            let it = group.start > sentence.start && self.is_form(group.start - 1, "it");
            return if it { Reality::Open } else { self.act_under(at, None, depth - 1) };
        }
        // "urged the mayor to say"
        let Some(chunk) = scene.chunk(at) else { return Reality::Real };
        let verb = chunk.units.start.checked_sub(1).filter(|verb| *verb >= sentence.start);
        let effect = verb.filter(|verb| is_verb(scene, *verb)).and_then(|verb| self.governor(verb, true));
        match (effect, verb) {
            (Some(effect), Some(verb)) => effect.under(self.act_of_governor(verb, depth)),
            // "will come to the meeting to say": its purpose, real if the act is.
            _ => self
                .verb_before(chunk.units.start, sentence)
                .map_or(Reality::Real, |verb| self.act_under(verb, None, depth - 1)),
        }
    }

    /// The verb that noun phrases and prepositions before `start` belong to.
    fn verb_before(&self, start: u32, sentence: UnitRange) -> Option<u32> {
        let reach = start.saturating_sub(CLAUSE).max(sentence.start);
        let passed = |at: &u32| {
            let unit = self.scene.unit(*at);
            matches!(unit.tag, Tag::Preposition | Tag::To) || self.scene.chunk(*at).is_some()
        };
        let at = (reach..start).rev().find(|at| !passed(at))?;
        is_verb(self.scene, at).then_some(at)
    }

    fn act_of_governor(&self, at: u32, depth: u8) -> Reality {
        let scene = self.scene;
        // An auxiliary ends its own group; a noun is denied by its determiner.
        if let Some(chunk) = scene.chunk(at).filter(|_| !is_verb(scene, at)) {
            let no = self.is_form(chunk.units.start, "no");
            return if no { Reality::Unreal } else { Reality::Real };
        }
        if self.is_form(at, "yet") || depth == 0 {
            return Reality::Real;
        }
        let own = if scene.unit(at).clitic == Clitic::Not { Reality::Unreal } else { Reality::Real };
        if own == Reality::Unreal { own } else { self.act_under(at, None, depth - 1) }
    }

    /// What a governing word does, by its row or by what sort of cue it is.
    fn governor(&self, at: u32, with_object: bool) -> Option<Effect> {
        let scene = self.scene;
        if let Some(effect) = self.embedding.effect(self.word(at), Place::Governor) {
            return Some(effect);
        }
        let entry = scene.lexicon.cue(scene.cue_number(at))?;
        match (entry.polarity, entry.modality, entry.part) {
            (Polarity::Denied | Polarity::Withheld, _, _) => Some(Effect::REFUSAL),
            (_, Modality::Intention, _) => Some(Effect::PLAN),
            (_, Modality::Speech | Modality::Belief, CuePart::Verb) => Some(Effect::ORDER),
            _ if with_object => None,
            (_, _, CuePart::Verb) => Some(Effect::SAME),
            _ => None,
        }
    }

    /// The subject: the source where it stands right before the group, else the noun phrase there.
    fn subject(&self, group: &Group, source: Option<UnitRange>, sentence: UnitRange) -> Option<UnitRange> {
        // "anyone who says": the relative pronoun stands for the noun before it.
        let antecedent = |units: UnitRange| {
            let relative = matches!(self.scene.unit(units.start).tag, Tag::Wh | Tag::That);
            let head = units.start.checked_sub(1).filter(|at| relative && *at >= sentence.start)?;
            self.scene.chunk(head).map(|chunk| chunk.units)
        };
        if let Some(source) = source {
            let gap = group.start.saturating_sub(source.end);
            if source.end <= group.start && gap <= 1 && source.start >= sentence.start {
                return antecedent(source).or(Some(source));
            }
        }
        let before = group.start.checked_sub(1).filter(|at| *at >= sentence.start)?;
        let chunk = self.scene.chunk(before)?.units;
        // A quoted span in a phrase ends what is not the subject: `if needed “…” Ann Poe said`.
        let quote = (chunk.start..chunk.end).rev().find(|at| self.scene.unit(*at).is_quote());
        let chunk = UnitRange { start: quote.map_or(chunk.start, |at| at + 1), end: chunk.end };
        antecedent(chunk).or(Some(chunk))
    }

    /// Takes in an auxiliary before the subject: "did Poe say", "never has Poe said".
    fn invert(&self, group: &mut Group, unit: u32, subject: UnitRange, sentence: UnitRange) {
        let scene = self.scene;
        let Some(at) = subject.start.checked_sub(1).filter(|at| *at >= sentence.start) else { return };
        let bare =
            is_plain(scene, unit) || matches!(scene.unit(unit).tag, Tag::VerbParticiple | Tag::VerbPast);
        let first = at == sentence.start || scene.unit(at - 1).kind == TokenKind::Comma;
        match scene.unit(at).tag {
            Tag::Modal if bare => group.modal = self.embedding.effect(self.word(at), Place::Modal),
            // "Had Poe said so, …"; "had" before a subject elsewhere is no inversion of its own.
            Tag::Auxiliary if bare && first && (self.is_form(at, "had") || self.is_form(at, "were")) => {
                group.modal = Some(Effect::ORDER);
            }
            Tag::Auxiliary if bare => {}
            _ => return,
        }
        if scene.unit(at).clitic == Clitic::Not {
            group.negations += 1;
        }
        let Some(opener) = at.checked_sub(1).filter(|at| *at >= sentence.start) else { return };
        let denies = scene.unit(opener).tag == Tag::Negation
            || self.is_form(opener, "nor")
            || self.is_form(opener, "neither");
        group.negations += u32::from(denies);
    }

    /// What subject and clause make of an act.
    fn frame(&self, subject: Option<UnitRange>, start: u32, sentence: UnitRange) -> Reality {
        let scene = self.scene;
        if let Some(subject) = subject {
            if let Some(reality) = self.effect(subject.start, Place::Subject) {
                return reality;
            }
        }
        let mut at = start;
        while at > sentence.start && start - at < CLAUSE {
            at -= 1;
            let unit = scene.unit(at);
            if let Some(reality) = self.effect(at, Place::Clause) {
                return reality;
            }
            if !unit.is_word() || TagSet::of(unit.tag).meets(FINITE) {
                break;
            }
        }
        Reality::Real
    }

    /// Whether the cue is part of a question that is not itself the content.
    pub fn is_asked(&self, unit: u32, draft: &Draft) -> bool {
        let scene = self.scene;
        let sentence = scene.sentence(unit);
        let marked =
            scene.surface(sentence.end - 1).starts_with('?') && !scene.unit(sentence.end - 1).is_quote();
        let first = draft.first_unit();
        // "Will it close, she asked?", "She asked: will it close?"
        let content_asks = first < unit
            || first > sentence.start
                && matches!(
                    scene.unit(first - 1).kind,
                    TokenKind::Comma | TokenKind::Colon | TokenKind::Dash
                );
        marked && !content_asks
    }

    /// Whether the cue opens an order: "Tell them that …", "Please note that …".
    pub fn is_ordered(&self, unit: u32, draft: &Draft) -> bool {
        let scene = self.scene;
        let Some(entry) = scene.lexicon.cue(draft.lemma).filter(|entry| entry.part == CuePart::Verb) else {
            return false;
        };
        let sentence = scene.sentence(unit);
        let opens = (sentence.start..unit).all(|at| {
            !scene.unit(at).is_word()
                || matches!(scene.unit(at).tag, Tag::Negation | Tag::Interjection)
                || ["please", "just", "do", "let", "always", "never"]
                    .iter()
                    .any(|form| self.is_form(at, form))
        });
        let spoken_of = draft.source.is_some_and(|source| source.start < unit);
        opens && !spoken_of && self.is_form(unit, &entry.lemma) && draft.first_unit() > unit
    }
}
