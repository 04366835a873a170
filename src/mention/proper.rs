//! A capitalised word in, the whole name out, with its titles set apart.

use crate::lexicon::{BodyId, Clitic, Gender, NameFlags, Tag};
use crate::segment::{Shape, TokenKind};
use crate::syntax::{Chunk, Scene, UnitRange};

use super::kind::{ROLE, is_body, is_office, is_role, key, kind_of, title_length};
use super::run::{is_generation, run};
use super::{LONGEST, Mention, MentionKind, Mentions, NameWord, NameWords, before_verb, behind_cue};

/// Reads the name that starts at `at`, adds its mention, and returns the unit behind it.
pub(super) fn read(
    scene: &Scene,
    at: u32,
    sentence: UnitRange,
    headline: bool,
    mentions: &mut Mentions,
) -> u32 {
    let first = mentions.words.len() as u32;
    let end = run(scene, at, sentence, headline, &mut mentions.words);
    let all = NameWords { start: first, end: mentions.words.len() as u32 };
    let words = &mentions.words[all.range()];
    if words.iter().all(|w| w.initial && w.length == 1) {
        mentions.words.truncate(first as usize);
        return end;
    }
    let proper = Proper::new(scene, UnitRange { start: at, end }, words, headline, &mut mentions.buffer);
    let mut mention = proper.mention(scene, words, sentence);
    if proper.settle_nameless(scene, words, &mut mention) {
        mentions.words.truncate(first as usize);
        mentions.list.push(mention);
        return end;
    }
    mention.name = NameWords { start: first + proper.cut as u32, end: all.end };
    mention.body = if mention.core == proper.whole {
        proper.known
    } else {
        key(scene, mention.core, &mut mentions.buffer);
        scene.lexicon.body_id(&mentions.buffer)
    };
    proper.add_titles(scene, &mut mention, mentions, first);
    mentions.list.push(mention);
    end
}

/// A run of capitalised words, and what they are to each other.
struct Proper<'a> {
    /// Its units.
    whole: UnitRange,
    /// Where its noun phrase starts: "the former senator Ann Poe".
    start: u32,
    /// The noun phrase it opens or stands in.
    chunk: Option<&'a Chunk>,
    /// How many words at the front are titles.
    cut: usize,
    kind: MentionKind,
    /// The well-known body of that name.
    known: Option<BodyId>,
    /// Whether it is a body by its words.
    body: bool,
    /// Whether its words are an office: "Secretary General".
    office: bool,
    headline: bool,
}

impl<'a> Proper<'a> {
    fn new(
        scene: &Scene<'a>,
        whole: UnitRange,
        words: &[NameWord],
        headline: bool,
        buffer: &mut String,
    ) -> Self {
        let at = whole.start;
        key(scene, whole, buffer);
        let known = scene.lexicon.body_id(buffer);
        let body = is_body(scene, words, known);
        let cut = if body.is_some() { 0 } else { title_length(scene, words) };
        let chunk = scene.chunk(at);
        let start = chunk.map_or(at, |c| c.units.start.max(at.saturating_sub(LONGEST)).min(at));
        Proper {
            whole,
            start: if own_phrase(scene, start, at) { start } else { at },
            chunk,
            cut,
            kind: body.unwrap_or_else(|| kind_of(scene, &words[cut..], cut > 0, buffer)),
            known,
            body: body.is_some(),
            office: cut > 0 && is_office(scene, words, cut),
            headline,
        }
    }

    /// Its mention, but for name and titles.
    fn mention(&self, scene: &Scene, words: &[NameWord], sentence: UnitRange) -> Mention {
        let (UnitRange { start: at, end }, chunk) = (self.whole, self.chunk);
        let possessive = is_possessive(scene, end - 1, sentence);
        let inside = !possessive
            && !self.headline
            && chunk.is_some_and(|c| c.units.end > end && scene.unit(end).is_word());
        // "Poe bristles at the plan": a plural noun that is a verb here.
        let verb = inside
            && chunk.is_some_and(|c| c.units.end == end + 1)
            && scene.word(end).tags.has(Tag::VerbS)
            && !before_verb(scene, end + 1, sentence);
        let inside = inside && !verb;
        let named = if self.office { &words[..self.office_end(words)] } else { words };
        let head = named.iter().rev().find(|w| !w.is_suffix()).map_or(at, |w| w.unit);
        let mut mention = Mention::new(UnitRange { start: self.start, end }, head, self.kind);
        let core = &words[self.cut..];
        mention.core = UnitRange { start: core[0].unit, end: without_honours(scene, core, end) };
        mention.possessive = possessive;
        mention.modifier = inside;
        let alone = !inside && self.cut == 0 && words.len() == 1;
        if alone && self.kind == MentionKind::Person && self.is_behind_article(scene) {
            // "the Echo": nobody's name alone has an article.
            mention.kind = MentionKind::Body;
        }
        mention.located = !possessive && !inside && self.cut == 0 && is_located(scene, self.start, sentence);
        mention.subject = !possessive
            && !inside
            && (verb
                || before_verb(scene, end, sentence)
                || behind_cue(scene, chunk.map_or(at, |c| c.units.start.min(at)), sentence));
        mention
    }

    /// Whether "the" stands right before it.
    fn is_behind_article(&self, scene: &Scene) -> bool {
        let at = self.whole.start;
        self.start + 1 == at && scene.is_any(self.start, &["the"])
    }

    /// How many words an office has, without what it is of: two of "Secretary General of the Board", three of "Chief
    /// Medical Director".
    fn office_end(&self, words: &[NameWord]) -> usize {
        let apart = |pair: &[NameWord]| pair[1].unit != pair[0].unit + 1;
        let end = words.windows(2).position(apart).map_or(words.len(), |at| at + 1);
        if words[end - 1].flags.any(ROLE) { end.max(self.cut) } else { self.cut }
    }

    /// If the words name nobody, makes `mention` say what they are, and tells so.
    fn settle_nameless(&self, scene: &Scene, words: &[NameWord], mention: &mut Mention) -> bool {
        let single = self.chunk.is_some_and(|c| c.units.start == self.whole.start)
            && words.len() == 1
            && !words[0].flags.any(NameFlags::TITLE);
        // "Tester said" names somebody: an office in the singular has an article or a title's rank.
        if self.office || self.cut == 0 && !self.body && !single && is_role(scene, words) {
            mention.kind = MentionKind::Human;
            mention.core = self.whole;
            set_gender(scene, mention.head, mention);
            return true;
        }
        // "THE BORROWING Back when": a common word as a heading is nobody's name.
        let shouted = words.len() == 1
            && self.kind == MentionKind::Name
            && words[0].length > 5
            && scene.unit(mention.head).shape == Shape::Upper
            && !scene.word(mention.head).tags.is_empty();
        if shouted {
            mention.kind = MentionKind::Thing;
            return true;
        }
        // "Russians said"; "Russian" alone belongs to what follows.
        if self.kind == MentionKind::Humans {
            mention.core = self.whole;
            if is_one_of_a_people(scene, self.start, self.whole.start) {
                mention.kind = MentionKind::Human;
            }
            return true;
        }
        false
    }

    /// Adds the titles of the mention that comes next, which stand at the front of its words, from `first`
    /// on, and before them in its phrase.
    fn add_titles(&self, scene: &Scene, mention: &mut Mention, mentions: &mut Mentions, first: u32) {
        let (start, at) = (self.start, self.whole.start);
        let number = mentions.list.len() as u32;
        let Mentions { words, titles, .. } = mentions;
        let before = &words[first as usize..first as usize + self.cut];
        for word in before[self.distant(before)..].iter().filter(|word| word.flags.any(ROLE)) {
            titles.push((number, word.unit));
            set_gender(scene, word.unit, mention);
            mention.courtesy |= is_courtesy(scene, word.unit);
        }
        if at == start {
            return;
        }
        // "the drug maker Hale"
        if mention.kind == MentionKind::Name && scene.word(at - 1).name.any(NameFlags::FIRM) {
            mention.kind = MentionKind::Body;
        }
        if self.headline {
            return;
        }
        // "the news outlet Hale Echo"
        if matches!(mention.kind, MentionKind::Name | MentionKind::Body)
            && scene.unit(at - 1).tag == Tag::Noun
            && !scene.word(at - 1).name.any(ROLE)
        {
            titles.push((number, at - 1));
        }
        // Roles in lower case before the name, in the same phrase: "Trump adviser Ann Poe".
        let role = |unit: &u32| scene.unit(*unit).tag != Tag::Name && scene.word(*unit).name.any(ROLE);
        for unit in (start..at).filter(role) {
            titles.push((number, unit));
            set_gender(scene, unit, mention);
            if mention.kind == MentionKind::Name && unit + 1 == at {
                mention.kind = MentionKind::Person;
            }
        }
    }

    /// How many of the words before a name belong to something else. A headline runs words together:
    /// "Hale Mom Meets Ann Poe" does not make Poe a mother.
    fn distant(&self, before: &[NameWord]) -> usize {
        match before {
            [.., last] if self.headline && before.len() > 1 => {
                before.len() - usize::from(last.flags.any(NameFlags::TITLE))
            }
            _ => 0,
        }
    }
}

/// Where a name ends that is followed by what its bearer may put behind it: "Ann Poe | KC". Jr. and III
/// are part of the name.
fn without_honours(scene: &Scene, words: &[NameWord], end: u32) -> u32 {
    let honours = words.iter().rev().take_while(|w| w.is_suffix() && !is_generation(scene, w.unit)).count();
    match words.len() - honours {
        0 => end,
        left if honours > 0 => words[left].unit,
        _ => end,
    }
}

/// Whether a preposition of place stands before a phrase: "in Hale", "outside Hale".
fn is_located(scene: &Scene, start: u32, sentence: UnitRange) -> bool {
    const PLACES: [&str; 12] = [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "around",
        "throughout",
        "into",
        "through",
        "towards",
        "off",
    ];
    // "the city of Hale"
    const SITES: [&str; 8] =
        ["city", "town", "village", "district", "region", "province", "island", "suburb"];
    let before = |back: u32| if start >= sentence.start + back { scene.surface(start - back) } else { "" };
    PLACES.iter().any(|place| before(1).eq_ignore_ascii_case(place))
        || before(1) == "of" && SITES.contains(&before(2))
}

/// "The Spaniard", but "the Spaniards" and "the Spanish" are many.
fn is_one_of_a_people(scene: &Scene, start: u32, at: u32) -> bool {
    let the = start + 1 == at && scene.surface(start).eq_ignore_ascii_case("the");
    the && !["s", "sh", "ch", "se"].iter().any(|end| scene.surface(at).ends_with(end))
}

fn set_gender(scene: &Scene, unit: u32, mention: &mut Mention) {
    let flags = scene.word(unit).name;
    let title = scene.lexicon.title(scene.lexicon.form(scene.unit(unit).word)).and_then(|t| t.gender);
    mention.she |= flags.any(NameFlags::SHE) || title == Some(Gender::She);
    mention.he |= flags.any(NameFlags::HE) || title == Some(Gender::He);
    if mention.she && mention.he {
        (mention.she, mention.he) = (false, false);
    }
}

/// Mr., Mrs., Miss: a title that tells two people of one family apart.
fn is_courtesy(scene: &Scene, unit: u32) -> bool {
    scene
        .lexicon
        .title(scene.lexicon.form(scene.unit(unit).word))
        .is_some_and(|t| matches!(t.name.as_str(), "Mr." | "Mrs." | "Ms." | "Miss"))
}

/// Whether nothing between the start of a noun phrase and a name in it owns the name or is a name
/// of its own: "the former senator Ann Poe", not "Poe's aide Bob Lund".
fn own_phrase(scene: &Scene, start: u32, at: u32) -> bool {
    (start..at).all(|i| scene.unit(i).clitic != Clitic::S)
}

fn is_possessive(scene: &Scene, last: u32, sentence: UnitRange) -> bool {
    let unit = scene.unit(last);
    let next = |offset: u32| (last + offset < sentence.end).then(|| scene.unit(last + offset));
    match unit.clitic {
        // "Poe's going" and "Poe's claim" look alike; a noun phrase tells.
        Clitic::S => next(1).is_none_or(|n| !matches!(n.tag, Tag::VerbIng | Tag::Determiner | Tag::Negation)),
        // "Sanders' claim"
        _ => {
            scene.surface(last).ends_with('s')
                && next(1).is_some_and(|n| n.kind == TokenKind::Mark && !n.is_quote() && n.start == unit.end)
                && next(2).is_some_and(|n| n.is_word())
        }
    }
}
