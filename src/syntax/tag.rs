//! The part of speech of each word, in its place.
//!
//! The lexicon says which readings a form can have; capitals and endings say it of words it does not
//! hold. Where more than one is left, a [`TagJudge`] chooses, from left to right: the learned
//! [`Tagger`](super::Tagger), or the trainer with its gold.

use crate::lexicon::{Clitic, Lexicon, NameFlags, Tag, TagSet, Word};
use crate::model::Sight;
use crate::segment::{Shape, TokenKind};

use super::tagger::{SLOTS, TagContext, TagJudge};
use super::{FINITE, PERSON_NAME, SUBJECTS, Unit, VERBS};

/// Readings that a word not in the lexicon can have by its ending.
const ENDINGS: [TagSet; 5] = [
    TagSet::of(Tag::VerbIng).with(Tag::Noun).with(Tag::Adjective),
    TagSet::of(Tag::VerbPast).with(Tag::VerbParticiple).with(Tag::Adjective),
    TagSet::of(Tag::Adjective).with(Tag::Noun),
    TagSet::of(Tag::NounPlural).with(Tag::VerbS),
    TagSet::of(Tag::Noun).with(Tag::Adjective).with(Tag::VerbBase).with(Tag::VerbPresent),
];
/// What names are made of; a capital on any other word says less.
const NAME_LIKE: NameFlags = PERSON_NAME
    .with(NameFlags::PLACE)
    .with(NameFlags::DEMONYM)
    .with(NameFlags::TITLE)
    .with(NameFlags::KNOWN_BODY)
    .with(NameFlags::BODY);
/// Verbs that may have a subject of their own.
const PAST: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS);
/// How many words ahead a verb with a tense is looked for.
const AHEAD: usize = 7;

/// Tags the units of one sentence.
pub(super) fn tag(text: &str, units: &mut [Unit], lexicon: &Lexicon, judge: &mut impl TagJudge) {
    let headline = is_headline(units);
    let mut first = true;
    // What stood before the adverbs and negations before this word, and the last two sights.
    let (mut verbal, mut last, mut last_but_one) = (Sight::NONE, Sight::NONE, Sight::NONE);
    let mut finite = false;
    for at in 0..units.len() {
        let unit = units[at];
        let mut sight = Sight::of_mark(unit.kind);
        match unit.kind {
            TokenKind::Number => units[at].tag = Tag::Number,
            TokenKind::Word => {
                let word = lexicon.word(unit.word);
                let next = units.get(at + 1);
                units[at].tag = match reading(text, &unit, word, next, first, headline) {
                    _ if is_named_before_verb(&unit, word, next, lexicon) => Tag::Name,
                    _ if is_named_preposition(&units[at..], first, lexicon) => Tag::Name,
                    _ if is_retired(text, &units[..=at], next, lexicon) => Tag::Adjective,
                    Reading::Settled(tag) => tag,
                    Reading::Open { tags, sight } => judge.choose(unit.start, tags, || TagContext {
                        word: sight,
                        likeliest: word.tag,
                        cue: word.cue,
                        sorts: word.noun as u16 | (word.verb as u16) << 4,
                        capital: capital(&unit, word, next, first, headline),
                        last,
                        last_but_one,
                        verbal,
                        next: ahead(next, lexicon),
                        finite: match tags.meets(VERBS) {
                            true => 1 + 3 * u16::from(finite) + finite_ahead(&units[at + 1..], lexicon),
                            false => 0,
                        },
                    }),
                };
                sight = behind(&units[at], word);
            }
            _ if unit.is_quote() => {
                sight = Sight::QUOTE;
                let marked =
                    text[unit.start as usize..unit.end as usize].trim_end_matches(['"', '”', '\'', '’', '»']);
                // “…,” May said: what follows a comma opens no sentence.
                first = !marked.ends_with(',') && (first || marked.ends_with(['.', '!', '?', '…']));
            }
            _ => {}
        }
        let tag = units[at].tag;
        (last_but_one, last) = (last, sight);
        if !matches!(tag, Tag::Adverb | Tag::Negation) {
            verbal = sight;
        }
        finite = (finite || units[at].is_finite()) && !opens_clause(&units[at]);
        // After a colon or an opening bracket a capital says as little as at the start.
        first = match unit.kind {
            TokenKind::Word | TokenKind::Number => false,
            TokenKind::Colon | TokenKind::Open => true,
            _ => first,
        };
    }
}

/// A line most of whose longer words are capitalised says nothing by a capital.
fn is_headline(units: &[Unit]) -> bool {
    let words = units.iter().filter(|u| u.kind == TokenKind::Word && u.end - u.start > 3);
    let (mut capital, mut all) = (0, 0);
    for unit in words {
        all += 1;
        capital += usize::from(unit.shape != Shape::Lower);
    }
    all >= 4 && capital * 3 >= all * 2
}

/// Whether a new clause may open behind a unit, with a verb of its own.
fn opens_clause(unit: &Unit) -> bool {
    matches!(
        unit.kind,
        TokenKind::Comma | TokenKind::Colon | TokenKind::Dash | TokenKind::Open | TokenKind::Close
    ) || unit.is_quote()
        || matches!(unit.tag, Tag::That | Tag::Wh | Tag::Subordinator | Tag::Coordinator)
}

/// What is known of a word before its neighbours are asked.
enum Reading {
    Settled(Tag),
    Open {
        tags: TagSet,
        /// The word as its weights see it.
        sight: Sight,
    },
}

fn reading(
    text: &str,
    unit: &Unit,
    word: &Word,
    next: Option<&Unit>,
    first: bool,
    headline: bool,
) -> Reading {
    if unit.start > 0 && text.as_bytes()[unit.start as usize - 1] == b'@' {
        return Reading::Settled(Tag::Name); // a handle
    }
    let capital = unit.shape != Shape::Lower;
    if capital && !headline && !first && !keeps_function(unit, word) {
        return Reading::Settled(Tag::Name);
    }
    if word.function != 0 {
        let next_upper = next.is_some_and(|next| next.shape == Shape::Upper);
        if unit.shape == Shape::Upper && !next_upper && unit.end - unit.start > 1 && !first {
            return Reading::Settled(Tag::Name); // "US", "IT" in running text
        }
        let tags = open_readings(word);
        return match tags.len() {
            0 | 1 => Reading::Settled(word.tag),
            _ => Reading::Open { tags: with_present(tags), sight: Sight::of_function(word.function) },
        };
    }
    if capital {
        if word.tags.is_empty()
            || matches!(unit.shape, Shape::Upper | Shape::Mixed | Shape::Initial) && !headline
        {
            return Reading::Settled(Tag::Name);
        }
        let tags = word.tags.intersection(SLOTS);
        let name = first && !headline || word.name.any(NAME_LIKE) || unit.clitic == Clitic::S;
        return open(if name { tags.with(Tag::Name) } else { tags }, word);
    }
    if word.tags.is_empty() {
        return of_ending(&text.as_bytes()[unit.start as usize..unit.end as usize]);
    }
    open(word.tags.intersection(SLOTS), word)
}

/// "May told", "Will says": a modal goes before a base form only.
fn is_named_before_verb(unit: &Unit, word: &Word, next: Option<&Unit>, lexicon: &Lexicon) -> bool {
    let tensed = |next: &Unit| {
        let tags = lexicon.word(next.word).tags;
        next.shape == Shape::Lower && tags.meets(PAST) && !tags.has(Tag::VerbBase)
    };
    unit.shape == Shape::Capital && is_named_modal(word) && next.is_some_and(tensed)
}

/// "Per Lund": a preposition that is a given name, before a family name. "Per Lund, it rains" opens a
/// sentence with the preposition.
fn is_named_preposition(units: &[Unit], first: bool, lexicon: &Lexicon) -> bool {
    let [unit, family, behind @ ..] = units else { return false };
    let word = lexicon.word(unit.word);
    unit.shape == Shape::Capital
        && word.tag == Tag::Preposition
        && word.name.any(NameFlags::MALE.with(NameFlags::FEMALE))
        && unit.end - unit.start > 2
        && family.shape == Shape::Capital
        && (lexicon.word(family.word).name.any(NameFlags::FAMILY) || !family.word.is_known())
        && !(first && behind.first().is_some_and(|next| next.kind == TokenKind::Comma))
}

/// "retired Navy captain Ann Poe": nobody retires a name, so without a subject before it the word describes.
fn is_retired(text: &str, units: &[Unit], next: Option<&Unit>, lexicon: &Lexicon) -> bool {
    let [before @ .., unit] = units else { return false };
    let named =
        |next: &Unit| next.shape == Shape::Capital && !lexicon.word(next.word).name.any(NameFlags::DATE);
    text[unit.span().range()].eq_ignore_ascii_case("retired")
        && next.is_some_and(named)
        && before.last().is_none_or(|last| !MAY_RETIRE.has(last.tag))
}

/// What "retired" can be the verb of, or belongs to as a verb.
const MAY_RETIRE: TagSet = SUBJECTS
    .with(Tag::Name)
    .with(Tag::Noun)
    .with(Tag::NounPlural)
    .with(Tag::Number)
    .with(Tag::Pronoun)
    .with(Tag::Adverb)
    .with(Tag::Auxiliary);

/// Modals that are also names: will, may.
fn is_named_modal(word: &Word) -> bool {
    word.tags.has(Tag::Modal) && word.name.any(PERSON_NAME.with(NameFlags::DATE))
}

/// "In", "For" and the like in a heading; but "The" in the middle of a sentence opens a name, and
/// "Will" and "May" are names there.
fn keeps_function(unit: &Unit, word: &Word) -> bool {
    let said_alone = unit.shape == Shape::Capital || word.tag == Tag::PronounSubject; // "I"
    word.function != 0 && said_alone && !word.tags.has(Tag::Determiner) && !is_named_modal(word)
}

/// The readings of a function word among which its neighbours choose; few have any.
fn open_readings(word: &Word) -> TagSet {
    let verb = word.tags.has(Tag::VerbBase) || word.tags.has(Tag::VerbPast);
    match word.tag {
        Tag::That | Tag::Possessive | Tag::Adjective | Tag::Noun => word.tags.intersection(SLOTS),
        Tag::VerbBase => word.tags.intersection(SLOTS).with(Tag::VerbPresent),
        Tag::Adverb if !word.tags.has(Tag::Preposition) => word.tags.intersection(SLOTS),
        Tag::Preposition if verb => word.tags.intersection(SLOTS),
        _ => TagSet::default(),
    }
}

fn open(tags: TagSet, word: &Word) -> Reading {
    let tags = with_present(if tags.has(Tag::VerbIng) { tags.with(Tag::Noun) } else { tags });
    if tags.len() < 2 {
        return Reading::Settled(if tags.is_empty() || tags.has(word.tag) { word.tag } else { Tag::Name });
    }
    Reading::Open { tags, sight: Sight::of_readings(tags.without(Tag::VerbPresent)) }
}

/// A base form can be a verb in the present tense.
fn with_present(tags: TagSet) -> TagSet {
    if tags.has(Tag::VerbBase) { tags.with(Tag::VerbPresent) } else { tags }
}

/// A word the lexicon does not hold, by its ending.
fn of_ending(word: &[u8]) -> Reading {
    let ends = |endings: &[&str]| {
        endings.iter().any(|end| {
            word.len() > end.len() + 2 && word[word.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
        })
    };
    let ending = if ends(&["ly"]) {
        return Reading::Settled(Tag::Adverb);
    } else if ends(&["ing"]) {
        0
    } else if ends(&["ed"]) {
        1
    } else if ends(&["ous", "ful", "ive", "ic", "able", "ible", "less", "ish", "al"]) {
        2
    } else if ends(&["s"]) && !ends(&["ss", "us", "is"]) {
        3
    } else {
        4
    };
    Reading::Open { tags: ENDINGS[ending], sight: Sight::of_ending(ending as u16) }
}

/// What a capital can tell: the case of the word and the next one, and what sort of name it may be.
fn capital(unit: &Unit, word: &Word, next: Option<&Unit>, first: bool, headline: bool) -> u16 {
    if unit.shape == Shape::Lower {
        return 0;
    }
    let next_capital = next.is_some_and(|next| {
        matches!(next.shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed)
    });
    let flag = |set: bool, bit: u16| u16::from(set) << bit;
    1 | flag(first, 1)
        | flag(headline, 2)
        | flag(next_capital, 3)
        | flag(word.name.any(PERSON_NAME), 4)
        | flag(word.name.any(NAME_LIKE.without(PERSON_NAME)), 5)
        | flag(unit.clitic == Clitic::S, 6)
}

/// A tagged word as those behind it see it.
fn behind(unit: &Unit, word: &Word) -> Sight {
    match unit.clitic {
        Clitic::Verb => return Sight::WITH_VERB,
        Clitic::S if SUBJECTS.has(unit.tag) => return Sight::WITH_VERB,
        Clitic::S => return Sight::POSSESSOR,
        _ => {}
    }
    if word.function != 0 && unit.tag != Tag::Name {
        return Sight::of_function(word.function);
    }
    Sight::of_tag(unit.tag)
}

/// A word not yet tagged as those before it see it.
#[inline]
fn ahead(unit: Option<&Unit>, lexicon: &Lexicon) -> Sight {
    let Some(unit) = unit else { return Sight::NONE };
    if unit.kind != TokenKind::Word {
        return if unit.is_quote() { Sight::QUOTE } else { Sight::of_mark(unit.kind) };
    }
    let word = lexicon.word(unit.word);
    if word.function != 0 {
        return Sight::of_function(word.function);
    }
    if unit.shape != Shape::Lower {
        return Sight::of_tag(Tag::Name);
    }
    Sight::of_readings(word.tags)
}

/// Whether a verb with a tense may follow before the clause ends: 0 no, 1 perhaps, 2 surely.
fn finite_ahead(units: &[Unit], lexicon: &Lexicon) -> u16 {
    let mut found = 0;
    for unit in units.iter().take(AHEAD) {
        if unit.kind != TokenKind::Word {
            if opens_clause(unit) || unit.kind == TokenKind::Stop {
                break;
            }
            continue;
        }
        let word = lexicon.word(unit.word);
        if FINITE.has(word.tag) && word.function != 0 {
            return 2;
        }
        if matches!(word.tag, Tag::That | Tag::Wh | Tag::Coordinator) && word.function != 0 {
            break;
        }
        if unit.shape == Shape::Lower && word.tags.meets(PAST) {
            found = 1;
        }
    }
    found
}
