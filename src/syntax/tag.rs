//! The part of speech of each word, in its place.
//!
//! The lexicon says which tags a form can have and which is likeliest; the word before and the
//! word after choose among them. Unknown words are judged by capital and ending.

use crate::lexicon::{Clitic, Lexicon, NameFlags, Tag, TagSet};
use crate::segment::{Shape, TokenKind};

use super::{PERSON_NAME, Unit};

const FINITE: TagSet = TagSet::of(Tag::VerbPast).with(Tag::VerbS).with(Tag::VerbBase);
const NOUNS: TagSet = TagSet::of(Tag::Noun).with(Tag::NounPlural);
const VERBS: TagSet = FINITE.with(Tag::VerbParticiple).with(Tag::VerbIng);
/// Tags that call for a noun phrase to start or go on after them.
const NOMINAL_CONTEXT: TagSet = TagSet::of(Tag::Determiner)
    .with(Tag::Possessive)
    .with(Tag::Adjective)
    .with(Tag::Number)
    .with(Tag::Preposition);

/// Tags the units of one sentence.
pub(super) fn tag(text: &str, units: &mut [Unit], lexicon: &Lexicon) {
    let headline = is_headline(units);
    let mut first_word = true;
    // The unit before the adverbs and negations that stand before this one.
    let mut before_adverb = None;
    for at in 0..units.len() {
        if at > 0 && units[at - 1].is_quote() {
            let marked = text[units[at - 1].start as usize..units[at - 1].end as usize]
                .trim_end_matches(['"', '”', '\'', '’', '»']);
            first_word |= marked.ends_with(['.', '!', '?', '…']);
        }
        let unit = units[at];
        match unit.kind {
            TokenKind::Number => units[at].tag = Tag::Number,
            TokenKind::Word => {
                let context = Context::new(units, at, before_adverb, lexicon);
                units[at].tag = of_word(text, &unit, &context, first_word, headline, lexicon);
            }
            _ => {}
        }
        if !matches!(units[at].tag, Tag::Adverb | Tag::Negation) {
            before_adverb = Some(at);
        }
        // After a colon or an opening bracket a capital says as little as at the start.
        first_word = match unit.kind {
            TokenKind::Word | TokenKind::Number => false,
            TokenKind::Colon | TokenKind::Open => true,
            _ => first_word,
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

/// The neighbours a decision looks at.
struct Context {
    before: Tag,
    /// The tag before an adverb or negation that stands directly before the word.
    before_adverb: Tag,
    /// Whether "do" or an auxiliary with "n't" stands before the word: a base form follows.
    after_do: bool,
    before_possessive: bool,
    after: TagSet,
    after_kind: TokenKind,
    after_is_quote: bool,
    after_shape: Shape,
}

impl Context {
    fn new(units: &[Unit], at: usize, before_adverb: Option<usize>, lexicon: &Lexicon) -> Self {
        let next = units.get(at + 1);
        Context {
            before: at.checked_sub(1).map_or(Tag::Unknown, |i| units[i].tag),
            before_adverb: before_adverb.map_or(Tag::Unknown, |i| units[i].tag),
            after_do: before_adverb.map(|i| &units[i]).filter(|verb| verb.tag == Tag::Auxiliary).is_some_and(
                |verb| verb.clitic == Clitic::Not || matches!(lexicon.form(verb.word), "do" | "does" | "did"),
            ),
            before_possessive: at > 0
                && units[at - 1].clitic == Clitic::S
                && units[at - 1].tag != Tag::PronounSubject,
            after: next.map_or(TagSet::default(), |u| lexicon.word(u.word).tags),
            after_kind: next.map_or(TokenKind::Stop, |u| u.kind),
            after_is_quote: next.is_some_and(Unit::is_quote),
            after_shape: next.map_or(Shape::None, |u| u.shape),
        }
    }
}

fn of_word(
    text: &str,
    unit: &Unit,
    context: &Context,
    first: bool,
    headline: bool,
    lexicon: &Lexicon,
) -> Tag {
    let word = lexicon.word(unit.word);
    let capital = unit.shape != Shape::Lower;
    // "In", "For" and the like in a heading; but "The" in the middle of a sentence opens a name.
    let function = word.function != 0 && unit.shape == Shape::Capital && !word.tags.has(Tag::Determiner);
    if capital && !headline && !first && !function {
        return Tag::Name;
    }
    if word.function != 0 {
        if capital
            && unit.shape == Shape::Upper
            && context.after_shape != Shape::Upper
            && unit.end - unit.start > 1
            && !first
        {
            return Tag::Name; // "US", "IT" in running text
        }
        return of_function_word(word.tags, word.tag, context);
    }
    if capital {
        let name_like = word.name.any(
            PERSON_NAME
                .with(NameFlags::PLACE)
                .with(NameFlags::DEMONYM)
                .with(NameFlags::TITLE)
                .with(NameFlags::KNOWN_BODY)
                .with(NameFlags::BODY),
        );
        let next_capital =
            matches!(context.after_shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed);
        if word.tags.is_empty()
            || matches!(unit.shape, Shape::Upper | Shape::Mixed | Shape::Initial) && !headline
        {
            return if headline && word.tags.is_empty() { guess_capital(text, unit) } else { Tag::Name };
        }
        if name_like || (next_capital && !headline) || unit.clitic == Clitic::S {
            return Tag::Name;
        }
    }
    if word.tags.is_empty() {
        return guess(&text[unit.start as usize..unit.end as usize], context);
    }
    choose(word.tags, word.tag, context)
}

/// A capitalised word unknown to the lexicon, in a headline.
fn guess_capital(_text: &str, _unit: &Unit) -> Tag {
    Tag::Name
}

fn of_function_word(tags: TagSet, likeliest: Tag, context: &Context) -> Tag {
    // "that" before a noun is a determiner, else a complementiser; "her" before a noun a possessive.
    if tags.has(Tag::Possessive) && tags.has(Tag::PronounObject) {
        let noun_follows =
            context.after.meets(NOUNS.with(Tag::Adjective)) || context.after_shape == Shape::Capital;
        return if noun_follows { Tag::Possessive } else { Tag::PronounObject };
    }
    likeliest
}

/// Chooses among the tags the lexicon allows.
fn choose(tags: TagSet, likeliest: Tag, context: &Context) -> Tag {
    let first_of = |list: &[Tag]| list.iter().copied().find(|t| tags.has(*t));
    if likeliest == Tag::Adjective
        && tags.meets(NOUNS)
        && matches!(context.before, Tag::Name | Tag::Noun | Tag::Adjective | Tag::Determiner)
    {
        // "a Trump surrogate,": an adjective needs a noun behind it.
        let noun_follows = context.after.meets(NOUNS.with(Tag::Adjective))
            || matches!(context.after_shape, Shape::Capital | Shape::Upper);
        if !noun_follows {
            if let Some(tag) = first_of(&[Tag::Noun, Tag::NounPlural]) {
                return tag;
            }
        }
    }
    if tags.meets(VERBS) {
        match context.before_adverb {
            Tag::Modal | Tag::To if tags.has(Tag::VerbBase) => return Tag::VerbBase,
            Tag::Auxiliary => {
                if let Some(tag) = first_of(&[Tag::VerbParticiple, Tag::VerbIng]) {
                    return tag;
                }
                if (context.before == Tag::Negation || context.after_do) && tags.has(Tag::VerbBase) {
                    return Tag::VerbBase; // did not say
                }
            }
            Tag::PronounSubject | Tag::Wh => {
                if let Some(tag) = first_of(&[Tag::VerbPast, Tag::VerbS, Tag::VerbBase]) {
                    if tag != Tag::VerbBase || !tags.has(Tag::Adjective) {
                        return tag;
                    }
                }
            }
            _ => {}
        }
        if context.before_possessive || TagSet::of(context.before).meets(NOMINAL_CONTEXT) {
            let noun_follows =
                context.after.meets(NOUNS) || matches!(context.after_shape, Shape::Capital | Shape::Upper);
            if let Some(tag) = first_of(&[Tag::Noun, Tag::NounPlural]) {
                if !(tags.has(Tag::Adjective) && noun_follows) {
                    return tag;
                }
            }
            if tags.has(Tag::Adjective) {
                return Tag::Adjective;
            }
            if let Some(tag) = first_of(&[Tag::VerbIng, Tag::VerbParticiple]) {
                return tag;
            }
        }
        if matches!(context.before, Tag::Name | Tag::Noun | Tag::NounPlural | Tag::Pronoun)
            && tags.meets(NOUNS)
            && tags.meets(FINITE)
        {
            // "the senator plans to", "Trump calls the", "Poe claims that"
            let complement = TagSet::of(Tag::Determiner)
                .with(Tag::That)
                .with(Tag::To)
                .with(Tag::Possessive)
                .with(Tag::PronounSubject)
                .with(Tag::PronounObject)
                .with(Tag::Wh);
            if context.after.meets(complement)
                || context.after_is_quote
                || context.after_kind == TokenKind::Colon
            {
                let plural = context.before == Tag::NounPlural;
                let order: &[Tag] = if plural {
                    &[Tag::VerbBase, Tag::VerbPast, Tag::VerbS]
                } else {
                    &[Tag::VerbS, Tag::VerbPast, Tag::VerbBase]
                };
                if let Some(tag) = first_of(order) {
                    return tag;
                }
            }
        }
        if likeliest == Tag::VerbPast
            && tags.has(Tag::VerbParticiple)
            && context.after.has(Tag::Preposition)
            && matches!(context.before, Tag::Noun | Tag::NounPlural)
        {
            return Tag::VerbPast;
        }
    }
    likeliest
}

/// A word the lexicon does not hold, by its ending.
fn guess(word: &str, context: &Context) -> Tag {
    let lower = word.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|e| lower.len() > e.len() + 2 && lower.ends_with(e));
    let tags = if ends(&["ly"]) {
        TagSet::of(Tag::Adverb)
    } else if ends(&["ing"]) {
        TagSet::of(Tag::VerbIng).with(Tag::Noun)
    } else if ends(&["ed"]) {
        TagSet::of(Tag::VerbPast).with(Tag::VerbParticiple)
    } else if ends(&["ous", "ful", "ive", "ic", "able", "ible", "less", "ish", "al"]) {
        TagSet::of(Tag::Adjective)
    } else if ends(&["ss", "us", "is"]) || !lower.ends_with('s') {
        TagSet::of(Tag::Noun)
    } else {
        TagSet::of(Tag::NounPlural)
    };
    let likeliest = [Tag::Adverb, Tag::VerbIng, Tag::VerbPast, Tag::Adjective, Tag::NounPlural, Tag::Noun];
    let likeliest = likeliest.into_iter().find(|t| tags.has(*t)).unwrap_or(Tag::Noun);
    choose(tags, likeliest, context)
}
