//! A capitalised word in, the words that make one name with it out: initials, particles, nicknames,
//! generations, the "of" and "and" of bodies.

use crate::lexicon::{Clitic, NameFlags, NounClass, Tag};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{PERSON_NAME, Scene, UnitRange};

use super::kind::{BODY, ROLE};
use super::{NameWord, name};

/// Most words a nickname has.
const NICKNAME_WORDS: usize = 3;

/// Most words a name has; a longer run of capitals is no name.
const MOST_WORDS: u32 = 14;

/// Reads the words of a run of capitals into `words` and returns the unit behind it.
pub(super) fn run(
    scene: &Scene,
    at: u32,
    sentence: UnitRange,
    headline: bool,
    words: &mut Vec<NameWord>,
) -> u32 {
    let first = words.len();
    let reader = Reader { scene, at, sentence, headline, stop: sentence.end.min(at + 2 * MOST_WORDS) };
    let (mut i, mut end) = (at, at);
    while i < reader.stop {
        // The caller knows that a name starts at `at`.
        let named = reader.is_name(i) || i == at;
        let next = if named { reader.capital(i, &words[first..]) } else { reader.link(i, words) };
        match next {
            Next::Word(word) => {
                end = word.end;
                i = end;
                words.push(name::word(scene, word));
                if scene.unit(end - 1).clitic == Clitic::S {
                    break;
                }
            }
            Next::Link(next) => i = next,
            Next::Abbreviation(next) => (i, end) = (next, next),
            Next::EndAt(last) => {
                end = last;
                break;
            }
            Next::End => break,
        }
    }
    end
}

/// What stands at a place of a run of capitals.
enum Next {
    /// A word of the name.
    Word(UnitRange),
    /// What links it with a word that follows at this place.
    Link(u32),
    /// The stop that ends the name so far, with a word to come at this place.
    Abbreviation(u32),
    /// The name is over.
    End,
    /// The name is over and reaches to this place.
    EndAt(u32),
}

/// Reads a run of capitals.
struct Reader<'a> {
    scene: &'a Scene<'a>,
    /// Where the run starts.
    at: u32,
    sentence: UnitRange,
    headline: bool,
    /// Where it must end.
    stop: u32,
}

impl Reader<'_> {
    fn is_name(&self, i: u32) -> bool {
        i < self.sentence.end && self.scene.unit(i).tag == Tag::Name
    }

    fn is(&self, i: u32, kind: TokenKind) -> bool {
        i < self.sentence.end && self.scene.unit(i).kind == kind
    }

    fn is_quote(&self, i: u32) -> bool {
        i < self.sentence.end && self.scene.unit(i).is_quote()
    }

    /// Whether nothing stands between a unit and the one before.
    fn touches(&self, i: u32) -> bool {
        i > 0 && self.scene.unit(i - 1).end == self.scene.unit(i).start
    }

    /// The capitalised word at `i`, behind the words before it.
    fn capital(&self, i: u32, words: &[NameWord]) -> Next {
        // A date or "Poe-backed" alone is passed over, behind a name it ends it.
        let over = |last: u32| if i == self.at { Next::EndAt(last + 1) } else { Next::End };
        let flags = self.scene.word(i).name;
        let named = flags.any(PERSON_NAME) && (self.is_name(i + 1) || i > self.at);
        if flags.any(NameFlags::DATE) && !named {
            return over(i);
        }
        if self.headline && ends_in_headline(self.scene, i, words) || self.begins_person(i, words) {
            return Next::End;
        }
        let mut last = i;
        while self.is(last + 1, TokenKind::Hyphen)
            && self.is(last + 2, TokenKind::Word)
            && self.touches(last + 1)
            && self.touches(last + 2)
            && last + 2 < self.stop
        {
            last += 2;
        }
        // "Poe-backed": no mention of Poe; "Tull-based | Poe Ltd", "Co-author | Ann Poe".
        let named = self.is_name(last + 1);
        let compound = last > i
            && self.scene.unit(last).shape == Shape::Lower
            && (!named && adjectival(self.scene, last)
                || named && i == self.at && describes(self.scene, last));
        if compound { over(last) } else { Next::Word(UnitRange { start: i, end: last + 1 }) }
    }

    /// Whether a person's name begins at `i` behind that of the body: "the engineer of the firm Tull Power |
    /// Tom Reidmark". "Panel Chairman Rep. Ann Poe" names no body.
    fn begins_person(&self, i: u32, words: &[NameWord]) -> bool {
        i > self.at
            && self.is_name(i + 1)
            && is_given_only(self.scene, i)
            && is_named_body(self.scene, self.at, self.sentence)
            && !words.iter().any(|word| word.flags.any(ROLE))
    }

    /// What stands between the words of a name at `i`.
    fn link(&self, i: u32, words: &mut Vec<NameWord>) -> Next {
        let (scene, unit) = (self.scene, self.scene.unit(i));
        let link = |links: bool| if links { Next::Link(i + 1) } else { Next::End };
        match unit.kind {
            TokenKind::Stop => self.stop_mark(i),
            // "Ann Poe, Jr."
            TokenKind::Comma => link(self.is_name(i + 1) && is_generation(scene, i + 1) && words.len() >= 2),
            TokenKind::Symbol => link(scene.surface(i) == "&" && self.is_name(i + 1)),
            TokenKind::Mark => match nickname(scene, i).filter(|_| self.is_name(i + 1)) {
                Some(nickname) => {
                    words.push(nickname);
                    Next::Link(i + 1)
                }
                None => Next::End,
            },
            // "Robert (Bob) Lund"
            TokenKind::Open
                if self.is_name(i + 1)
                    && self.is(i + 2, TokenKind::Close)
                    && self.is_name(i + 3)
                    && scene.word(i + 1).name.any(PERSON_NAME)
                    && scene.word(i - 1).name.any(PERSON_NAME) =>
            {
                let mut word = name::word(scene, UnitRange { start: i + 1, end: i + 2 });
                word.nickname = true;
                words.push(word);
                Next::Link(i + 3)
            }
            TokenKind::Word if unit.shape == Shape::Lower => {
                joint(scene, i, self.sentence, words).map_or(Next::End, Next::Link)
            }
            _ => Next::End,
        }
    }

    /// The stop of an abbreviation or an initial; a name must go on behind it, except "Jr."
    fn stop_mark(&self, i: u32) -> Next {
        let scene = self.scene;
        let nickname = self.is_quote(i + 1) && self.is_name(i + 2);
        match self.touches(i) {
            true if self.is_name(i + 1) && abbreviates(scene, i - 1) => Next::Link(i + 1),
            true if scene.word(i - 1).name.any(NameFlags::SUFFIX) && i + 1 < self.sentence.end => {
                if nickname { Next::Abbreviation(i + 1) } else { Next::EndAt(i + 1) }
            }
            true if nickname && abbreviates(scene, i - 1) => Next::Link(i + 1),
            _ => Next::End,
        }
    }
}

/// Whether a capitalised word of a headline goes on after a whole name: "Ann Poe | Slams Lund".
fn ends_in_headline(scene: &Scene, at: u32, words: &[NameWord]) -> bool {
    let Some(last) = words.last() else { return false };
    let word = scene.word(at);
    let verb = word.tags.has(Tag::VerbS) || word.tags.has(Tag::VerbPast) || word.tags.has(Tag::VerbIng);
    let person = words.len() >= 2 && words[0].is_given() && !words[0].flags.any(ROLE) && !last.initial;
    person && !word.name.any(NameFlags::SUFFIX)
        || verb && !word.name.any(PERSON_NAME.with(BODY)) && last.flags.any(PERSON_NAME)
}

/// Whether the name at `at` is the body's that a common noun before it announces: "the firm Tull Power".
fn is_named_body(scene: &Scene, at: u32, sentence: UnitRange) -> bool {
    scene.unit_tag(at, -1, sentence) == Tag::Noun && scene.word(at - 1).noun == NounClass::Group
}

/// Whether a word is a given name and none of a family.
fn is_given_only(scene: &Scene, at: u32) -> bool {
    let flags = scene.word(at).name;
    flags.any(NameFlags::FEMALE.with(NameFlags::MALE)) && !flags.any(NameFlags::FAMILY)
}

/// Jr., III: what follows a name behind a comma, unlike "Md." and "M.D."
pub(super) fn is_generation(scene: &Scene, at: u32) -> bool {
    matches!(scene.lexicon.form(scene.unit(at).word), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether the second part of "Poe-backed", "Poe-style" makes an adjective of a name.
fn adjectival(scene: &Scene, at: u32) -> bool {
    let tags = scene.word(at).tags;
    !tags.is_empty()
        && (tags.has(Tag::VerbParticiple)
            || tags.has(Tag::VerbIng)
            || tags.has(Tag::Adjective)
            || scene.unit(at).chunk().is_some() && scene.chunk(at).is_some_and(|c| c.head > at))
}

/// Whether a second part in small letters says something of the name behind it: a participle or a role.
fn describes(scene: &Scene, at: u32) -> bool {
    let word = scene.word(at);
    word.tags.has(Tag::VerbParticiple) || word.name.any(ROLE)
}

fn abbreviates(scene: &Scene, at: u32) -> bool {
    let word = scene.word(at);
    let initials = scene.surface(at).contains('.');
    scene.unit(at).shape == Shape::Initial
        || initials
        || word.abbreviation.is_some()
        || word.name.any(NameFlags::TITLE.with(NameFlags::SUFFIX))
}

/// A word in small letters inside a name: a particle, or the "of" of a body or an office.
fn joint(scene: &Scene, at: u32, sentence: UnitRange, words: &[NameWord]) -> Option<u32> {
    let is_name = |i: u32| i < sentence.end && scene.unit(i).tag == Tag::Name;
    let last = words.last()?;
    let word = scene.word(at);
    if word.name.any(NameFlags::PARTICLE) && is_name(at + 1) && !last.is_suffix() {
        return Some(at + 1);
    }
    let surface = scene.surface(at);
    let before = scene.word(last.unit);
    let of_body = before.name.any(BODY) || before.noun == NounClass::Group;
    let of_office = before.name.any(ROLE);
    let of_house = before.noun == NounClass::Cognition
        || before.noun == NounClass::Act
        || before.noun == NounClass::Artifact;
    match surface {
        "of" | "for"
            if of_body || of_office && surface == "of" || of_house && words.len() > 1 && surface == "for" =>
        {
            let the = at + 1 < sentence.end
                && scene.unit(at + 1).tag == Tag::Determiner
                && scene.surface(at + 1) == "the";
            let next = at + 1 + u32::from(the);
            is_name(next).then_some(next)
        }
        // "Department of Health and Human Services"
        "and" if is_name(at + 1) => {
            let linked =
                words.windows(2).any(|w| matches!(scene.surface(w[1].unit - 1), "of" | "for" | "the"));
            let common = |at: u32| {
                let word = scene.word(at);
                !word.tags.is_empty() && !word.name.any(PERSON_NAME.with(ROLE).with(NameFlags::PLACE))
            };
            // "Securities and Exchange Commission"
            let ends_in_body = (at + 2..sentence.end.min(at + 4))
                .take_while(|i| is_name(*i))
                .any(|i| is_body_word(scene, i));
            ((linked || ends_in_body) && common(last.unit) && common(at + 1)).then_some(at + 1)
        }
        _ => None,
    }
}

fn is_body_word(scene: &Scene, at: u32) -> bool {
    let word = scene.word(at);
    word.name.any(BODY) || word.noun == NounClass::Group
}

/// A quoted span inside a name: Ann “Slim” Poe.
pub(super) fn nickname(scene: &Scene, at: u32) -> Option<NameWord> {
    let text = scene.quote(at)?.words(scene.text);
    if text.is_empty()
        || text.split_whitespace().count() > NICKNAME_WORDS
        || text.ends_with([',', '.', '?', '!'])
        || !text.starts_with(char::is_uppercase)
    {
        return None;
    }
    let (hash, letter, length) = name::hash(text);
    Some(NameWord {
        hash,
        unit: at,
        flags: NameFlags::default(),
        letter,
        length,
        initial: false,
        nickname: true,
    })
}
