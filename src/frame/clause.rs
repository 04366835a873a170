//! What can be told of clauses without a parse: which verbs are main verbs, and what opens the
//! words behind a content.

use crate::lexicon::{Tag, TagSet};
use crate::segment::TokenKind;
use crate::syntax::{Atom, Scene, Tally, UnitRange};

/// Words after which the next verb with a tense belongs to a clause below.
pub(super) const BELOW: TagSet = TagSet::of(Tag::Wh).with(Tag::That).with(Tag::Subordinator);
/// Words that keep a verb group together.
const GROUP: TagSet = TagSet::of(Tag::Adverb)
    .with(Tag::Negation)
    .with(Tag::VerbParticiple)
    .with(Tag::VerbIng)
    .with(Tag::VerbBase)
    .with(Tag::To);

/// The clauses of a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clauses {
    /// Verb groups with a tense that no word puts below another clause.
    pub main: u16,
    /// Verb groups with a tense behind such a word.
    pub below: u16,
    /// Such words whose verb does not follow.
    pub open: u16,
    /// Tense of the first main verb, see [`Tally::tense`].
    pub tense: u16,
}

impl Clauses {
    /// Reads a stretch; a word that makes the whole of it a clause ("that", "whether") does not count.
    /// `tally` is of its sentence.
    pub fn read(scene: &Scene, tally: &Tally, part: UnitRange) -> Self {
        let mut reader = Reader::default();
        if part.start < part.end {
            let units = scene.syntax.units[part.range()].iter();
            units.zip(tally.tenses(part)).for_each(|(unit, tense)| reader.push(unit.tag, *tense));
        }
        reader.found
    }

    /// As [`Clauses::read`], of what stands before each unit of the sentence that `tally` counts, and
    /// before its end.
    pub fn read_all(scene: &Scene, tally: &Tally, upto: &mut Vec<Clauses>) {
        let mut reader = Reader::default();
        upto.clear();
        upto.push(reader.found);
        let units = scene.syntax.units[tally.sentence.range()].iter();
        upto.extend(units.zip(tally.tenses(tally.sentence)).map(|(unit, tense)| {
            reader.push(unit.tag, *tense);
            reader.found
        }));
    }

    /// How many clauses, in one small number.
    pub fn number(&self) -> u16 {
        self.main.min(3) | self.below.min(2) << 2 | self.open.min(2) << 4
    }
}

/// Reads clauses unit by unit.
#[derive(Default)]
struct Reader {
    found: Clauses,
    /// Whether a verb group goes on.
    in_group: bool,
    /// Whether a word that opens a clause would not open the whole.
    opens: bool,
}

impl Reader {
    #[inline]
    fn push(&mut self, tag: Tag, tense: u8) {
        let Reader { found, in_group, opens } = self;
        if BELOW.has(tag) {
            found.open = found.open.saturating_add(u16::from(*opens));
            *in_group = false;
        } else if tense > 0 {
            if !*in_group && found.open > 0 {
                found.open -= 1;
                found.below = found.below.saturating_add(1);
            } else if !*in_group {
                found.main = found.main.saturating_add(1);
                found.tense = if found.main == 1 { u16::from(tense) } else { found.tense };
            }
            *in_group = true;
        } else if !GROUP.has(tag) {
            *in_group = false;
        }
        *opens = true;
    }
}

/// What stands behind a place, up to the next mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    /// The mark that opens it: 0 none, 1 comma, 2 dash, 3 colon, 4 another, 5 a quoted span, 6 nothing follows.
    pub mark: u16,
    /// Atom of its first word.
    pub opener: u16,
    /// What it predicates: 0 nothing, 1 verb with a tense and no subject, 2 both, 3 a clause below,
    /// 4 a verb without a tense, 5 a noun phrase alone.
    pub predicate: u16,
    /// Tense of its verb.
    pub tense: u16,
    /// Head of the noun phrase before its verb.
    pub subject: Option<u32>,
}

/// How far a [`Rest`] is read, in units.
const REACH: u32 = 16;

impl Rest {
    /// Reads on from a place of the sentence that `tally` counts.
    pub fn read(scene: &Scene, tally: &Tally, from: u32) -> Self {
        let sentence = tally.sentence;
        let mut rest = Rest { mark: 6, ..Rest::default() };
        let marks = |at: u32| !scene.unit(at).is_word() && !scene.unit(at).is_quote();
        let Some(first) = (from..sentence.end).find(|at| !marks(*at)) else { return rest };
        rest.opener = scene.unit(first).atom.0;
        rest.mark = match scene.unit(from).kind {
            _ if scene.unit(first).is_quote() => 5,
            _ if first == from && from > sentence.start && scene.unit(from - 1).atom == Atom::QUOTE_COMMA => {
                1
            }
            _ if first == from => 0,
            TokenKind::Comma => 1,
            TokenKind::Dash => 2,
            TokenKind::Colon => 3,
            _ => 4,
        };
        for at in first..sentence.end.min(first + REACH) {
            let unit = scene.unit(at);
            if at > first && (marks(at) && unit.kind != TokenKind::Hyphen || unit.is_quote()) {
                break;
            }
            if let tense @ 1.. = tally.tense(at) {
                rest.tense = tense;
                rest.predicate = if rest.subject.is_some() { 2 } else { 1 };
                return rest;
            }
            if at > first && BELOW.has(unit.tag) {
                rest.predicate = 3;
                return rest;
            }
            if rest.subject.is_none() && matches!(unit.tag, Tag::VerbIng | Tag::VerbParticiple | Tag::To) {
                rest.predicate = 4;
                return rest;
            }
            if let Some(chunk) = scene.chunk(at) {
                rest.subject = Some(chunk.head);
            }
        }
        rest.predicate = if rest.subject.is_some() { 5 } else { 0 };
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::with_scene;

    fn tally(scene: &Scene) -> Tally {
        let mut tally = Tally::default();
        tally.fill(scene, scene.syntax.sentences[0]);
        tally
    }

    #[test]
    fn a_verb_behind_a_word_that_opens_a_clause_is_no_main_verb() {
        let read = |text: &str| {
            with_scene(text, |scene| {
                let found = Clauses::read(scene, &tally(scene), scene.syntax.sentences[0]);
                (found.main, found.below, found.open)
            })
        };
        with_scene("The mayor, who lost, said that whoever paid had left.", |scene| {
            let (tally, mut upto) = (tally(scene), Vec::new());
            let UnitRange { start, end } = tally.sentence;
            Clauses::read_all(scene, &tally, &mut upto);
            let one = |end: u32| Clauses::read(scene, &tally, UnitRange { start, end });
            assert_eq!(upto, (start..=end).map(one).collect::<Vec<_>>());
        });
        assert_eq!(read("The council has been asked to pay."), (1, 0, 0));
        assert_eq!(read("The mayor, who lost, paid and left."), (2, 1, 0));
        assert_eq!(read("That the bridge was shut"), (1, 0, 0));
        assert_eq!(read("Ann Poe, a nurse who"), (0, 0, 1));
        assert_eq!(read("to close the bridge"), (0, 0, 0));
    }

    #[test]
    fn the_rest_is_told_by_its_mark_and_its_verb() {
        let read = |text: &str| {
            with_scene(&text.replace('|', ""), |scene| {
                let at = text.find('|').unwrap();
                let from = scene.syntax.units.partition_point(|unit| (unit.end as usize) <= at) as u32;
                let rest = Rest::read(scene, &tally(scene), from);
                (
                    rest.mark,
                    rest.predicate,
                    rest.tense,
                    rest.subject.map(|head| scene.surface(head).to_owned()),
                )
            })
        };
        let some = |word: &str| Some(word.to_owned());
        assert_eq!(read("She said it was late|, but Poe was not tired."), (1, 2, 1, some("Poe")));
        assert_eq!(read("She said it was late| and went home."), (0, 1, 1, None));
        assert_eq!(read("She said it was late|, leaving at once."), (1, 4, 0, None));
        assert_eq!(read("She said it was late|."), (6, 0, 0, None));
        assert_eq!(read("She said it was late| on Monday."), (0, 5, 0, some("Monday")));
    }
}
