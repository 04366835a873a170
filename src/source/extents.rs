//! How far a source reaches beyond the noun phrase it starts with: "Ann Poe, a nurse from Tull who
//! heads the union".
//!
//! The extents of a phrase are a chain: each goes one step further than the one before.

use crate::content::ContentCandidate;
use crate::cue::CueCandidate;
use crate::lexicon::Tag;
use crate::segment::TokenKind;
use crate::syntax::{ChunkKind, Scene, Unit, UnitRange, is_title};

use super::{Extension, SourceCandidate};

/// Longest clause taken into an extent, in units.
const CLAUSE_REACH: u32 = 30;
/// Most extensions of one noun phrase.
const MOST_STEPS: u8 = 8;

/// Reads the extents of phrases in a cue's sentence.
pub(super) struct Reader<'a> {
    scene: &'a Scene<'a>,
    content: &'a ContentCandidate,
    sentence: UnitRange,
    /// Where the cue's verb group starts.
    cue: u32,
    /// Whether the cue is a verb with a tense, which no clause about its source goes beyond.
    finite: bool,
}

impl<'a> Reader<'a> {
    pub fn new(scene: &'a Scene<'a>, cue: &CueCandidate, content: &'a ContentCandidate) -> Self {
        let finite = (cue.group.start..cue.group.end).any(|at| scene.unit(at).is_finite());
        Reader { scene, content, sentence: scene.sentence(cue.unit), cue: cue.group.start, finite }
    }

    /// Appends the extents of a phrase, from short to long.
    pub fn read(&self, base: UnitRange, found: &mut Vec<SourceCandidate>) {
        let first = found.len();
        let (mut end, mut extension) = (base.end, Extension::None);
        for steps in 0..=MOST_STEPS {
            found.push(SourceCandidate {
                units: UnitRange { start: base.start, end },
                base_end: base.end,
                extension,
                steps,
                reaches_cue: false,
            });
            let Some((mut next, kind)) = self.step(end, extension) else { break };
            if kind == Extension::Clause && end + 1 < self.cue && next > self.cue {
                next = self.cue;
            }
            if next > self.cue && end <= self.cue || (end..next).any(|at| self.content.holds(at)) {
                break;
            }
            (end, extension) = (next, kind);
        }
        let reaches_cue = found[first..].iter().any(|candidate| self.touches(candidate.units.end));
        found[first..].iter_mut().for_each(|candidate| candidate.reaches_cue = reaches_cue);
    }

    /// Whether nothing but marks stands between a place and the cue.
    fn touches(&self, end: u32) -> bool {
        let mark = |at: u32| {
            let unit = self.scene.unit(at);
            let kind =
                matches!(unit.kind, TokenKind::Comma | TokenKind::Close | TokenKind::Dash | TokenKind::Stop);
            kind && !unit.is_quote()
        };
        end <= self.cue && (end..self.cue).all(mark)
    }

    fn unit(&self, at: u32) -> Option<&'a Unit> {
        (at < self.sentence.end).then(|| self.scene.unit(at))
    }

    fn tag(&self, at: u32) -> Tag {
        self.unit(at).map_or(Tag::Unknown, |unit| unit.tag)
    }

    fn is(&self, at: u32, word: &str) -> bool {
        at < self.sentence.end && self.scene.surface(at).eq_ignore_ascii_case(word)
    }

    /// The end of the noun phrase that starts at `at`.
    fn phrase(&self, at: u32) -> Option<u32> {
        self.unit(at)?;
        self.scene.chunk(at).filter(|chunk| chunk.units.start == at).map(|chunk| chunk.units.end)
    }

    /// The next longer extent of a phrase that ends at `end`.
    /// `last` is how it came to be that long.
    fn step(&self, end: u32, last: Extension) -> Option<(u32, Extension)> {
        let unit = self.unit(end)?;
        let next = self.tag(end + 1);
        match unit.tag {
            Tag::Preposition | Tag::To => return self.preposition(end),
            // "Poe and Lund", "in Tull and around the lake"
            Tag::Coordinator => {
                let linked = matches!(next, Tag::Preposition | Tag::Adverb);
                return self.phrase(end + 1 + u32::from(linked)).map(|e| (e, Extension::And));
            }
            // "a person familiar with the plan"
            Tag::Adjective => {
                let linked = matches!(next, Tag::Preposition | Tag::To);
                return self.phrase(end + 2).filter(|_| linked).map(|e| (e, Extension::Clause));
            }
            Tag::Adverb => return self.adverb(end),
            Tag::Wh | Tag::That | Tag::VerbIng | Tag::VerbParticiple => return self.clause(end),
            // "papers filed Friday say": another verb follows, so the first one only looks finite.
            Tag::VerbPast if end + 1 < self.cue || end > self.cue => return self.clause(end),
            // "Poe herself", "Poe and Lund both"
            Tag::PronounObject | Tag::Pronoun | Tag::Determiner if is_emphatic(self.scene.surface(end)) => {
                return Some((end + 1, Extension::Emphatic));
            }
            _ => {}
        }
        if unit.is_quote() {
            // "Tull Radio's “Red Hill”", "her book “Red Hill”", "a singer known as “Red”"
            return is_title(self.scene.surface(end)).then_some((end + 1, Extension::Title));
        }
        // "figures her office released", "Tull spokesman the Rev. Ann Poe", "a judge last month"
        if let Some(last) = self.phrase(end) {
            let verb =
                matches!(self.tag(last), Tag::VerbPast | Tag::VerbS | Tag::VerbPresent | Tag::Auxiliary);
            return match verb && last != self.cue {
                true => self.rest_of_clause(last, 1),
                false => Some((last, Extension::Apposition)),
            };
        }
        match unit.kind {
            TokenKind::Comma | TokenKind::Dash => self.comma(end, last),
            // "of Tull, Cal., who", "Ben Lund Jr., a nurse"
            TokenKind::Stop if self.scene.unit(end - 1).end == unit.start => {
                let mark = self.unit(end + 1)?.kind;
                let goes_on = matches!(mark, TokenKind::Comma | TokenKind::Open)
                    || matches!(next, Tag::Preposition | Tag::Coordinator | Tag::Wh);
                if goes_on { self.step(end + 1, last) } else { None }
            }
            TokenKind::Open => {
                let close = (end + 1..self.sentence.end.min(end + 10))
                    .find(|at| self.scene.unit(*at).kind == TokenKind::Close)?;
                Some((close + 1, Extension::Bracket))
            }
            _ => None,
        }
    }

    /// "of Tull", "in Tull", "of “Red Hill”", "of whom many have left".
    fn preposition(&self, end: u32) -> Option<(u32, Extension)> {
        let title = end + 1 + u32::from(self.tag(end + 1) == Tag::Determiner);
        if self.unit(title).is_some_and(Unit::is_quote) {
            return is_title(self.scene.surface(title)).then_some((title + 1, Extension::Title));
        }
        let kind = if self.is(end, "of") { Extension::Of } else { Extension::Preposition };
        match self.tag(end + 1) {
            Tag::Wh => self.clause(end + 1),
            // "a voice in urging more", "one of the groups to file suit"
            Tag::VerbIng | Tag::VerbBase => self.rest_of_clause(end + 2, 0),
            _ => self.phrase(end + 1).map(|end| (end, kind)),
        }
    }

    /// "guidelines recently issued by the court", "a source close to Poe", "a supporter here", "a mayor four
    /// years ago".
    fn adverb(&self, end: u32) -> Option<(u32, Extension)> {
        if let Some(clause) = self.clause(end).filter(|_| end + 1 != self.cue) {
            return Some(clause);
        }
        if matches!(self.tag(end + 1), Tag::Preposition | Tag::To) {
            return self.phrase(end + 2).map(|end| (end, Extension::Clause));
        }
        let closed = self.unit(end + 1).is_none_or(|next| !next.is_word() && !next.is_quote());
        closed.then_some((end + 1, Extension::Adverb))
    }

    /// What follows a comma or dash at `end`, behind an extension.
    fn comma(&self, end: u32, last: Extension) -> Option<(u32, Extension)> {
        let next = self.tag(end + 1);
        // "Poe, Lund, and Dahl", "Poe, who founded the club, and wrote a book about it"
        if next == Tag::Coordinator {
            let goes_on = last == Extension::Clause && self.unit(end + 2).is_some_and(Unit::is_finite);
            return match self.phrase(end + 2) {
                Some(last) => Some((last, Extension::And)),
                None if goes_on && end > self.cue => self.rest_of_clause(end + 3, 0),
                None => None,
            };
        }
        // "Poe, as well as Lund", "Poe, as a nurse"
        if next == Tag::Subordinator && self.is(end + 1, "as") {
            return match self.phrase(end + 4).filter(|_| self.is(end + 3, "as")) {
                Some(last) => Some((last, Extension::And)),
                None => self.phrase(end + 2).map(|last| (last, Extension::Apposition)),
            };
        }
        if next == Tag::Possessive && self.is(end + 1, "whose") {
            return self.rest_of_clause(end + 2, 1);
        }
        // "Poe, a nurse", "Poe, now a nurse", "experts, including Poe", "Poe, along with Lund", "Poe,
        // Republican of Tull"
        let apposed = self.phrase(end + 1).or_else(|| match next {
            Tag::Adverb | Tag::VerbIng | Tag::Preposition | Tag::Adjective => {
                let linked = self.tag(end + 2) == Tag::Preposition;
                self.phrase(end + 2).or_else(|| self.phrase(end + 3).filter(|_| linked))
            }
            _ => None,
        });
        match apposed {
            Some(last) if self.scene.chunk(last - 1).is_some_and(|c| c.kind != ChunkKind::Relative) => {
                Some((last, Extension::Apposition))
            }
            _ => self.clause(end + 1),
        }
    }

    /// The clause about a phrase that starts at `at`: "who heads the centre", "tracking such cases".
    fn clause(&self, at: u32) -> Option<(u32, Extension)> {
        match self.tag(at) {
            Tag::Wh | Tag::That => self.rest_of_clause(at + 1, 1),
            Tag::VerbIng | Tag::VerbParticiple | Tag::VerbPast => self.rest_of_clause(at + 1, 0),
            // "recently issued by the court"
            Tag::Adverb if matches!(self.tag(at + 1), Tag::VerbIng | Tag::VerbParticiple) => {
                self.rest_of_clause(at + 2, 0)
            }
            _ => None,
        }
    }

    /// The rest of a clause from `at` on: up to the next comma, dash or end, or to the cue if that is a
    /// verb with a tense; before another cue to the next verb with a tense but `verbs`, which is the
    /// sentence's own.
    fn rest_of_clause(&self, at: u32, mut verbs: u32) -> Option<(u32, Extension)> {
        let reach = self.sentence.end.min(at + CLAUSE_REACH);
        let mark = |at: &u32| {
            let unit = self.scene.unit(*at);
            let mark =
                matches!(unit.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Stop | TokenKind::Colon);
            mark && self.scene.chunk(*at).is_none() || unit.is_quote()
        };
        let end = (at..reach).find(mark).unwrap_or(reach);
        let behind = at > self.cue;
        let up_to_cue =
            self.finite && at <= self.cue && self.cue <= end && self.tag(self.cue - 1) != Tag::Coordinator;
        if behind || up_to_cue {
            let end = if behind { end } else { self.cue };
            return (end > at).then_some((end, Extension::Clause));
        }
        let mut in_group = false;
        let own = |at: &u32| {
            let unit = self.scene.unit(*at);
            let begins = unit.is_finite() && !in_group;
            if begins && verbs == 0 {
                return true;
            }
            verbs -= u32::from(begins);
            in_group = unit.is_finite() || in_group && matches!(unit.tag, Tag::Adverb | Tag::Negation);
            // "who fit it and have said so"
            in_group |= unit.tag == Tag::Coordinator;
            false
        };
        let end = (at..end).find(own).unwrap_or(end);
        (end > at).then_some((end, Extension::Clause))
    }
}

fn is_emphatic(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves") || matches!(word, "both" | "all")
}
