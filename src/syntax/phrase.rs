//! Where a noun phrase ends and which word heads it.
//!
//! A phrase is read from left to right, an item at a time: a word, a compound joined by hyphens
//! ("46-year-old", "far-right"), or a name in marks. Each item either heads the phrase, modifies what
//! follows, or ends it. What counts as which depends on tags alone, but for numbers: "more than half",
//! "about 4 in 10 teachers".

use crate::lexicon::{Clitic, Lexicon, NameFlags, NounClass, Tag, TagSet};
use crate::segment::{Shape, TokenKind};

use super::{FINITE, PERSON_NAME, Unit};

/// Words that can stand before the head.
const PRE: TagSet =
    TagSet::of(Tag::Adjective).with(Tag::Number).with(Tag::Noun).with(Tag::NounPlural).with(Tag::Name);
/// Words that can head a phrase.
const HEAD: TagSet = TagSet::of(Tag::Noun).with(Tag::NounPlural).with(Tag::Name).with(Tag::Number);
const PARTICIPLE: TagSet = TagSet::of(Tag::VerbIng).with(Tag::VerbParticiple);
/// Words, and marks, that open no phrase unless a compound or a number does.
const NEVER_FIRST: TagSet = TagSet::of(Tag::Unknown)
    .with(Tag::VerbBase)
    .with(Tag::VerbPresent)
    .with(Tag::VerbS)
    .with(Tag::VerbPast)
    .with(Tag::VerbIng)
    .with(Tag::Adverb)
    .with(Tag::Auxiliary)
    .with(Tag::Modal)
    .with(Tag::Negation)
    .with(Tag::To)
    .with(Tag::Coordinator)
    .with(Tag::Subordinator)
    .with(Tag::Interjection)
    .with(Tag::Existential);
/// What an adverb inside a phrase can belong to: "the highly regarded", "the nearly 90-second".
const ADVERB_FOR: TagSet = PARTICIPLE.with(Tag::Adjective).with(Tag::Number);

/// Words before a number that make it inexact.
const INEXACT: [&str; 12] = [
    "about",
    "almost",
    "approximately",
    "around",
    "barely",
    "exactly",
    "just",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
];
/// Pairs of words that do the same.
const INEXACT_PAIRS: [(&str, &str); 8] = [
    ("as", "many"),
    ("at", "least"),
    ("at", "most"),
    ("fewer", "than"),
    ("less", "than"),
    ("more", "than"),
    ("only", "about"),
    ("up", "to"),
];
/// Nouns that, behind an article, are a number: "about a third of the teachers".
const FRACTIONS: [&str; 8] = ["dozen", "fifth", "half", "hundred", "million", "quarter", "third", "thousand"];

/// So many words in a row that modify, or determine, without a head are no phrase. Without a limit each of
/// them would be read again from the one before it.
const MOST_WITHOUT_HEAD: usize = 64;

/// Most words of a compound; a longer chain of hyphens is several.
const MOST_JOINED: usize = 16;

/// Reads phrases of one sentence.
pub(super) struct Phrases<'a> {
    pub text: &'a str,
    pub units: &'a [Unit],
    pub lexicon: &'a Lexicon,
    /// First unit of the sentence.
    pub start: usize,
    /// Past its last.
    pub end: usize,
}

/// What an item is to its phrase.
enum Item {
    /// It can head it, and modify a later head.
    Head(usize),
    /// It modifies what follows.
    Modifier,
}

impl Phrases<'_> {
    fn tag(&self, at: usize) -> Tag {
        if at < self.end { self.units[at].tag } else { Tag::Unknown }
    }

    fn tagged(&self, at: usize, tags: TagSet) -> bool {
        tags.has(self.tag(at))
    }

    fn surface(&self, at: usize) -> &str {
        if at < self.end { &self.text[self.units[at].span().range()] } else { "" }
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.surface(at).eq_ignore_ascii_case(word)
    }

    /// Whether the tag at `at` and the marks and numbers behind it rule out that a phrase starts there,
    /// as they do for most words that are in none.
    #[inline]
    pub fn none_starts(&self, at: usize) -> bool {
        let unit = &self.units[at];
        NEVER_FIRST.has(unit.tag) && !unit.is_quote() && !self.may_join(at + 1) && !self.may_be_counted(at)
    }

    /// End and head of the phrase that starts at `at`, if one does.
    pub fn read(&self, at: usize) -> Option<(usize, usize)> {
        let counted = self.inexact(at);
        let mut i = counted;
        while i < counted + MOST_WITHOUT_HEAD && matches!(self.tag(i), Tag::Determiner | Tag::Possessive) {
            i += 1;
        }
        let determined = i > counted;
        if counted > at && self.is(i - 1, "half") && !self.tagged(i, PRE) {
            return Some((i, i - 1));
        }
        let until = |from: usize| self.end.min(from + MOST_WITHOUT_HEAD);
        let (mut found, mut last) = (None, until(i));
        while i < last {
            let Some((next, item)) = self.item(at, i, determined, found.is_some()) else { break };
            if let Item::Head(head) = item {
                (found, last) = (Some((next, head)), until(next));
                if self.closes(at, head, next) {
                    break;
                }
            }
            i = next;
            // "4 in 10 teachers"
            if self.tag(i - 1) == Tag::Number && self.is(i, "in") && self.tag(i + 1) == Tag::Number {
                i += 1;
            }
        }
        found.or_else(|| self.substantive(at, i, determined))
    }

    /// Past the words at `at` that make a number inexact; `at` if there are none.
    #[inline]
    fn inexact(&self, at: usize) -> usize {
        if self.may_be_counted(at) { self.before_number(at) } else { at }
    }

    /// Whether one of the next two words may be a number.
    #[inline]
    fn may_be_counted(&self, at: usize) -> bool {
        let number = |at: usize| matches!(self.tag(at), Tag::Number | Tag::Determiner);
        number(at + 1) || number(at + 2)
    }

    /// As [`Phrases::inexact`], where a number may follow.
    fn before_number(&self, at: usize) -> usize {
        let any = |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        let counts = |at: usize| match self.tag(at) {
            Tag::Number => true,
            Tag::Determiner => {
                let word = self.surface(at);
                any(&["half", "all", "every"], word)
                    || word.eq_ignore_ascii_case("a") && any(&FRACTIONS, self.surface(at + 1))
            }
            _ => false,
        };
        if counts(at + 1) && any(&INEXACT, self.surface(at)) {
            return at + 1;
        }
        if counts(at + 2) {
            let (word, next) = (self.surface(at), self.surface(at + 1));
            let pair =
                |(one, two): &(&str, &str)| one.eq_ignore_ascii_case(word) && two.eq_ignore_ascii_case(next);
            return if INEXACT_PAIRS.iter().any(pair) { at + 2 } else { at };
        }
        at
    }

    /// The item at `i` of a phrase that starts at `at`, and where the next one does. `headed` is
    /// whether a head stands before it.
    fn item(&self, at: usize, i: usize, determined: bool, headed: bool) -> Option<(usize, Item)> {
        let unit = &self.units[i];
        if let Some(next) = self.compound(i) {
            return self.compounded(at, i, next, determined).map(|item| (next, item));
        }
        let one = |item: Item| Some((i + 1, item));
        let (tag, next) = (unit.tag, i + 1);
        if TagSet::of(tag).meets(HEAD) {
            return one(Item::Head(i));
        }
        let modifies = match tag {
            Tag::Adjective => true,
            Tag::Adverb => {
                let owned = headed && self.units[i - 1].clitic == Clitic::S;
                (!headed && i > at || owned) && self.tagged(next, ADVERB_FOR)
            }
            // "the leaked papers", "says leaked papers"; "has leaked papers" is a verb.
            Tag::VerbParticiple => !headed && self.tagged(next, PRE) && (i > at || self.opens(i)),
            Tag::VerbIng => !headed && self.tagged(next, PRE) && i > at,
            // "current and former officials", "progressive and Muslim groups"
            Tag::Coordinator => {
                let plain = || matches!(self.tag(next + 1), Tag::Noun | Tag::NounPlural);
                let adjective = self.tag(next) == Tag::Adjective || self.tag(next) == Tag::Name && plain();
                !headed && i > at && self.tag(i - 1) == Tag::Adjective && adjective
            }
            // "the young ones"
            Tag::Pronoun if i > at && !headed && self.is(i, "ones") => return one(Item::Head(i)),
            // "an outside group"
            Tag::Preposition => self.follows_article(i) && self.tagged(next, PRE),
            _ => match unit.kind {
                _ if unit.is_quote() => self.is_named_in_marks(at, i, headed),
                // The full stop of an abbreviation: "Sen. Poe", "the U.S. senators", "a Feb. 1 letter".
                TokenKind::Stop => i > at && self.is_abbreviated(i),
                // "69% of them", "a 69% majority"
                TokenKind::Symbol
                    if self.tag(i.wrapping_sub(1)) == Tag::Number && i > at && self.is(i, "%") =>
                {
                    return one(Item::Head(i - 1));
                }
                // "Smith & Sons", "a Times/News poll", "a 9/11 widow"
                TokenKind::Symbol => {
                    let dated = || self.tag(next) == Tag::Number && self.tag(i - 1) == Tag::Number;
                    headed && (self.tag(next) == Tag::Name || self.is(i, "/") && dated())
                }
                // "the tired, 71-year-old diplomat"
                TokenKind::Comma => {
                    !headed
                        && i > at
                        && self.tag(i - 1) == Tag::Adjective
                        && determined
                        && (self.tag(next) == Tag::Adjective || self.compound(next).is_some())
                }
                _ => false,
            },
        };
        modifies.then_some((next, Item::Modifier))
    }

    /// Whether a unit can join the words of a compound.
    #[inline]
    fn may_join(&self, at: usize) -> bool {
        at < self.end && matches!(self.units[at].kind, TokenKind::Stop | TokenKind::Hyphen)
    }

    /// Where the compound that starts at `at` ends: words joined by hyphens.
    #[inline]
    fn compound(&self, at: usize) -> Option<usize> {
        let kind = |at: usize| self.units.get(at).filter(|_| at < self.end).map(|unit| unit.kind);
        let mut end = at + 1;
        if !self.may_join(end) {
            return None;
        }
        // "a U.S.-born gunman"
        if kind(end) == Some(TokenKind::Stop) && kind(end + 1) == Some(TokenKind::Hyphen) {
            end += 1;
        }
        let most = at + 2 * MOST_JOINED;
        while kind(end) == Some(TokenKind::Hyphen)
            && end < most
            && end + 1 < self.end
            && self.units[end + 1].is_word()
        {
            end += 2;
        }
        (end > at + 2 && self.units[at].is_word()).then_some(end)
    }

    /// What a compound is to its phrase, which starts at `from`: its last word is a head ("a
    /// by-election"), or its first one ("a look-alike", "her sister-in-law"), or it modifies what
    /// follows.
    fn compounded(&self, from: usize, at: usize, next: usize, determined: bool) -> Option<Item> {
        let (first, last) = (at, next - 1);
        let noun = self.tagged(first, HEAD) && self.tag(first) != Tag::Number;
        if noun && (first + 2..last).step_by(2).any(|i| self.tag(i) == Tag::Preposition) {
            return Some(Item::Head(first));
        }
        if self.tagged(last, HEAD) {
            return Some(Item::Head(last));
        }
        if self.tagged(next, PRE) {
            // "re-elected Poe" is a verb and its object, "so-called experts" are not.
            let verb = at == from
                && (!noun || self.tag(next) == Tag::Name)
                && self.tag(first) != Tag::Adverb
                && self.tagged(last, PARTICIPLE.with(Tag::VerbPast));
            return (!verb || self.opens(at)).then_some(Item::Modifier);
        }
        if noun {
            return Some(Item::Head(first));
        }
        let old = determined && !self.tagged(next, PARTICIPLE) && self.tag(last) == Tag::Adjective;
        old.then_some(Item::Head(last))
    }

    /// Whether a head ends its phrase, which starts at `at`, whatever follows.
    fn closes(&self, at: usize, head: usize, next: usize) -> bool {
        let unit = &self.units[head];
        if unit.clitic == Clitic::S {
            // "Poe's campaign", "Poe's far-right party", "Poe's most loyal voters", "Poe's leaked papers"
            let adverb = self.tag(next) == Tag::Adverb && self.tagged(next + 1, ADVERB_FOR);
            let goes_on = adverb
                || self.tagged(next, PRE.with(Tag::VerbIng).with(Tag::VerbParticiple))
                || next < self.end && self.compound(next).is_some();
            return !goes_on;
        }
        // "a judge last month", "Ann Poe early Friday"
        if self.tag(next) == Tag::Adjective {
            let then = self
                .lexicon
                .word(self.units.get(next + 1).filter(|_| next + 1 < self.end).map_or(unit.word, |u| u.word));
            let time = match self.tag(next + 1) {
                Tag::Noun => then.noun == NounClass::Time,
                Tag::Name => then.name.any(NameFlags::DATE),
                _ => false,
            };
            return time;
        }
        if self.tag(next) != Tag::Name {
            return false;
        }
        // "last year Poe", "Friday Ann Poe", "in an interview Ann Poe" are two phrases, "Sunday Times" is one.
        let (word, name) = (self.lexicon.word(unit.word), self.lexicon.word(self.units[next].word).name);
        let governed = || at > self.start && self.tag(at - 1) == Tag::Preposition;
        match unit.tag {
            Tag::Noun | Tag::NounPlural if unit.shape == Shape::Lower => match word.noun {
                NounClass::Time => true,
                NounClass::Communication => {
                    governed() && name.any(PERSON_NAME.with(NameFlags::TITLE)) && !name.any(NameFlags::DATE)
                }
                _ => false,
            },
            Tag::Name => {
                word.name.any(NameFlags::DATE)
                    && name.any(PERSON_NAME.with(NameFlags::TITLE))
                    && !name.any(NameFlags::DATE)
            }
            _ => false,
        }
    }

    /// "The accused denied it", "the old say": an adjective in a noun's place, before a verb.
    fn substantive(&self, at: usize, i: usize, determined: bool) -> Option<(usize, usize)> {
        if !determined || !self.is(at, "the") {
            return None;
        }
        let adjective = |i: usize| matches!(self.tag(i), Tag::Adjective | Tag::VerbParticiple);
        if i > at + 1 && adjective(i - 1) && self.tagged(i, FINITE) {
            return Some((i, i - 1));
        }
        (i > at && adjective(i) && self.tagged(i + 1, FINITE)).then_some((i + 1, i))
    }

    /// Whether a participle can open a phrase: nothing before it makes it a verb, as "was" would.
    fn opens(&self, at: usize) -> bool {
        let tag = self.tag(at + 1);
        if tag == Tag::Name || tag == Tag::Number {
            return false;
        }
        at == self.start
            || matches!(
                self.tag(at - 1),
                Tag::Preposition | Tag::VerbPast | Tag::VerbS | Tag::VerbPresent | Tag::VerbIng | Tag::That
            )
    }

    fn follows_article(&self, at: usize) -> bool {
        at > self.start && self.tag(at - 1) == Tag::Determiner && self.surface(at - 1).len() <= 3
    }

    /// Whether a full stop ends an abbreviation that the phrase goes on behind.
    fn is_abbreviated(&self, stop: usize) -> bool {
        let word = &self.units[stop - 1];
        if word.tag != Tag::Name || word.end != self.units[stop].start {
            return false;
        }
        match self.tag(stop + 1) {
            Tag::Name => true,
            Tag::Number => self.lexicon.word(word.word).name.any(NameFlags::DATE),
            _ => self.surface(stop - 1).contains('.') && self.tagged(stop + 1, PRE),
        }
    }

    /// A nickname (Ann “Slim” Poe), or a name in marks before its noun: the “No Sleep” tour, “Red
    /// Hill” star Ann Poe.
    fn is_named_in_marks(&self, at: usize, i: usize, headed: bool) -> bool {
        let marked = self.surface(i);
        if i == at {
            return self.tag(i + 1) == Tag::Noun && self.tag(i + 2) == Tag::Name && is_title(marked);
        }
        let noun = matches!(self.tag(i + 1), Tag::Noun | Tag::NounPlural);
        noun && self.units[i + 1].kind == TokenKind::Word && !headed
            || self.tag(i - 1) == Tag::Name && self.tag(i + 1) == Tag::Name && is_nickname(marked)
    }

    /// A determiner that stands for a whole phrase: "some said", "both want", "all of them".
    /// Articles cannot, nor what pairs verbs.
    pub fn alone(&self, at: usize) -> Option<(usize, usize)> {
        if self.tag(at) != Tag::Determiner
            || self.tagged(at + 1, PRE.with(Tag::Determiner))
            || self.pairs_verbs(at)
        {
            return None;
        }
        let article = ["a", "an", "the", "no", "its"].iter().any(|article| self.is(at, article));
        (!article).then_some((at + 1, at))
    }

    /// Whether a word behind a subject pairs the verbs behind it: "Poe neither confirmed nor denied".
    fn pairs_verbs(&self, at: usize) -> bool {
        const VERBS: TagSet = TagSet::of(Tag::VerbBase)
            .with(Tag::VerbS)
            .with(Tag::VerbPresent)
            .with(Tag::VerbPast)
            .with(Tag::VerbParticiple);
        let before = at.checked_sub(1).filter(|before| *before >= self.start).map(|i| &self.units[i]);
        let follows =
            |unit: &Unit| unit.chunk != Unit::NO_CHUNK || matches!(unit.tag, Tag::Modal | Tag::Auxiliary);
        before.is_some_and(follows)
            && self.tagged(at + 1, VERBS)
            && ["neither", "either", "both"].iter().any(|word| self.is(at, word))
    }

    /// Whether a word is a relative pronoun: it stands behind a noun, or a comma, dash or bracket
    /// behind one.
    pub fn relative(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| *before >= self.start).map(|i| &self.units[i]);
        let behind = before.is_some_and(|unit| unit.chunk != Unit::NO_CHUNK);
        match self.units[at].tag {
            Tag::Wh => {
                behind
                    || before.is_some_and(|unit| {
                        matches!(unit.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Close)
                    })
            }
            Tag::That => behind,
            _ => false,
        }
    }
}

/// Whether a span with its marks can be a nickname: `“Slim”`; not `“got an appeal,”`.
fn is_nickname(marked: &str) -> bool {
    marked.len() <= LONGEST_NICKNAME
        && !marked.contains([',', '?', '!', ';', ':'])
        && marked.split_ascii_whitespace().count() <= 3
        && marked.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Most bytes of a nickname with its marks.
const LONGEST_NICKNAME: usize = 32;

/// Whether a span with its marks can be the title of something: `“Letters to the Hill”`. No word of
/// weight is in lower case.
pub(crate) fn is_title(marked: &str) -> bool {
    let mut words =
        marked.split_ascii_whitespace().map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()));
    words.clone().count() <= LONGEST_TITLE
        && words.all(|w| w.len() <= LIGHT || w.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// Most words of a title.
const LONGEST_TITLE: usize = 8;
/// Most bytes of a word that titles have in lower case.
const LIGHT: usize = 3;
