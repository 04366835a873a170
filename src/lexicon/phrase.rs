//! Cues and reporting phrases of several words, found in one pass over a text.
//!
//! Text in, [`PhraseMatch`]es out, in order, not overlapping, the longest at each place. A row of
//! `data/phrases.tsv` is written as it is read, with three signs: `{point} out` stands for all
//! forms of the verb (`{go|went,gone}` lists what spelling does not decide), `[is|was] said to`
//! for a choice, and `as * put it` for up to [`SLOT_WORDS`] words of the same sentence.
//! One Aho-Corasick automaton holds every literal; a slot is checked from its longer piece.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::cue::{Frames, Modality, Polarity, Strength, read_modality, read_polarity, read_strength};
use super::inflect;
use super::rows::{Row, list};
use crate::error::Error;
use crate::span::Span;

/// How many words a `*` may stand for.
pub const SLOT_WORDS: usize = 6;

/// Number of a phrase in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseId(pub(crate) u16);

/// What part a phrase plays around a content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhraseClass {
    /// Works as a verb, its subject is the source: "pointed out", "was quoted as saying".
    #[default]
    Verb,
    /// The source follows: "according to", "in the words of".
    SourceAfter,
    /// The source stands in the slot: "as X put it".
    SourceInside,
    /// Passive with the source unnamed: "is said to", "is expected to", "is accused of".
    Passive,
    /// Where the words were said or stand: "in a statement", "on Twitter".
    Medium,
    /// Gives a name, so that quotation marks after it hold a term: "so-called", "known as".
    Naming,
}

/// What the lexicon knows about one phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseEntry {
    /// The phrase as the data writes it.
    pub pattern: String,
    /// What part it plays.
    pub class: PhraseClass,
    /// What sort of act it reports.
    pub modality: Modality,
    /// How sure one can be that it reports.
    pub strength: Strength,
    /// The constructions its content comes in.
    pub frames: Frames,
    /// Whether the source stands behind the content.
    pub polarity: Polarity,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseMatch {
    /// The whole phrase, slot included: bytes of the searched text.
    pub span: Span,
    /// What stands in the slot, if the phrase has one.
    pub slot: Option<Span>,
    /// Which phrase.
    pub phrase: PhraseId,
}

/// Finds all phrases of the lexicon in a text.
#[derive(Debug)]
pub struct Phrases {
    entries: Vec<PhraseEntry>,
    automaton: AhoCorasick,
    /// What each pattern of the automaton stands for.
    patterns: Vec<Pattern>,
}

/// One literal of the automaton.
#[derive(Debug)]
struct Pattern {
    phrase: PhraseId,
    slot: Slot,
}

/// The other piece of a phrase with a slot.
#[derive(Debug, PartialEq, Eq)]
enum Slot {
    None,
    /// The piece stands before: "as" before "put it".
    Before(String),
    /// The piece stands behind.
    Behind(String),
}

impl Phrases {
    pub(crate) fn build(entries: Vec<(PhraseEntry, Vec<String>)>) -> Self {
        let mut literals: Vec<String> = Vec::new();
        let mut patterns = Vec::new();
        for (number, (_, spellings)) in entries.iter().enumerate() {
            let phrase = PhraseId(number as u16);
            for spelling in spellings {
                let (literal, slot) = match spelling.split_once(" * ") {
                    None => (spelling.as_str(), Slot::None),
                    Some((before, behind)) if before.len() > behind.len() => {
                        (before, Slot::Behind(behind.to_owned()))
                    }
                    Some((before, behind)) => (behind, Slot::Before(before.to_owned())),
                };
                literals.push(literal.to_owned());
                patterns.push(Pattern { phrase, slot });
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&literals)
            .expect("some thousand short literals stay below the limits of the automaton");
        let entries = entries.into_iter().map(|(entry, _)| entry).collect();
        Phrases { entries, automaton, patterns }
    }

    /// The phrases in `text`, in order, none overlapping another. Linear in the length of `text`.
    ///
    /// ```
    /// use dixit::lexicon::{Lexicon, PhraseClass};
    /// let lexicon = Lexicon::english();
    /// let text = "It rained, according to Ada Moss, or as her brother put it, poured.";
    /// let found: Vec<&str> = lexicon.phrases().find_iter(text).map(|m| &text[m.span.range()]).collect();
    /// assert_eq!(found, ["according to", "as her brother put it"]);
    /// ```
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = PhraseMatch> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < text.len() {
                let found = self.automaton.find(Input::new(text).range(at..))?;
                let span = Span::new(found.start(), found.end());
                let pattern = &self.patterns[found.pattern().as_usize()];
                if is_bounded(text, span) {
                    if let Some((whole, slot)) = pattern.slot.fill(text, at, span) {
                        at = whole.end;
                        return Some(PhraseMatch { span: whole, slot, phrase: pattern.phrase });
                    }
                }
                // A literal starts with an ASCII character, so the next byte is a boundary.
                at = span.start + 1;
            }
            None
        })
    }

    /// What is known of a phrase.
    pub fn entry(&self, phrase: PhraseId) -> &PhraseEntry {
        &self.entries[phrase.0 as usize]
    }

    /// How many phrases there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.automaton.memory_usage()
            + self.entries.capacity() * std::mem::size_of::<PhraseEntry>()
            + self.entries.iter().map(|entry| entry.pattern.capacity()).sum::<usize>()
            + self.patterns.capacity() * std::mem::size_of::<Pattern>()
    }
}

impl Slot {
    /// The whole phrase and its slot, given its longer piece at `span`; bytes before `from` are
    /// taken.
    fn fill(&self, text: &str, from: usize, span: Span) -> Option<(Span, Option<Span>)> {
        match self {
            Slot::None => Some((span, None)),
            Slot::Before(piece) => {
                let mut start = span.start;
                for _ in 0..=SLOT_WORDS {
                    start = previous_word(text, from, start)?;
                    let end = start + piece.len();
                    let words = text.get(start..end)?;
                    if words.eq_ignore_ascii_case(piece) && is_bounded(text, Span::new(start, end)) {
                        let slot = trimmed(text, end, span.start)?;
                        return Some((Span::new(start, span.end), Some(slot)));
                    }
                }
                None
            }
            Slot::Behind(piece) => {
                let mut start = span.end;
                for _ in 0..=SLOT_WORDS {
                    start = next_word(text, start)?;
                    let end = start + piece.len();
                    let words = text.get(start..end)?;
                    if words.eq_ignore_ascii_case(piece) && is_bounded(text, Span::new(start, end)) {
                        let slot = trimmed(text, span.end, start)?;
                        return Some((Span::new(span.start, end), Some(slot)));
                    }
                }
                None
            }
        }
    }
}

/// Whether no letter or digit touches the span.
fn is_bounded(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
}

/// Where the word before the one at `start` begins; `None` past `from` or across a stop.
fn previous_word(text: &str, from: usize, start: usize) -> Option<usize> {
    let gap = text.get(from..start)?;
    let word = gap.trim_end_matches(' ');
    let begin = word.rfind(' ').map_or(0, |space| space + 1);
    (!word.is_empty() && !word[begin..].contains(ends_slot)).then_some(from + begin)
}

/// Where the word after the one at `start` begins; `None` across a stop.
fn next_word(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let space = rest.find(' ')?;
    (!rest[..space].contains(ends_slot)).then_some(start + space + 1)
}

/// The slot between two offsets without its spaces; `None` if nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let slot = text.get(start..end)?;
    let left = slot.len() - slot.trim_start().len();
    let right = slot.trim_end().len();
    (left < right).then(|| Span::new(start + left, start + right))
}

/// Marks that no slot holds. A full stop is allowed inside: "as Dr. Moss put it".
fn ends_slot(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '!' | '?' | ';' | ':' | '\n' | '(' | ')')
}

/// A row of `phrases.tsv`: pattern, class, modality, strength, frames, polarity, sample.
pub(crate) fn read_phrase(row: &Row<'_>) -> Result<(PhraseEntry, Vec<String>), Error> {
    let [pattern, class, modality, strength, frames, polarity, _sample] = row.columns()?;
    let class = match class {
        "verb" => Some(PhraseClass::Verb),
        "after" => Some(PhraseClass::SourceAfter),
        "inside" => Some(PhraseClass::SourceInside),
        "passive" => Some(PhraseClass::Passive),
        "medium" => Some(PhraseClass::Medium),
        "naming" => Some(PhraseClass::Naming),
        _ => None,
    };
    let entry = PhraseEntry {
        pattern: pattern.to_owned(),
        class: row.expect(class, "verb, after, inside, passive, medium or naming", row.text)?,
        modality: read_modality(row, modality)?,
        strength: read_strength(row, strength)?,
        frames: Frames::read(row, frames)?,
        polarity: read_polarity(row, polarity)?,
    };
    let spellings = expand(pattern);
    let spellings = row.expect(spellings, "balanced { } and [ ] and at most one *", pattern)?;
    Ok((entry, spellings))
}

/// All spellings a pattern stands for; `None` if it is malformed.
pub(crate) fn expand(pattern: &str) -> Option<Vec<String>> {
    let mut spellings = vec![String::new()];
    let mut rest = pattern;
    while let Some(open) = rest.find(['{', '[']) {
        let close = rest.find(if rest.as_bytes()[open] == b'{' { '}' } else { ']' })?;
        let inside = rest.get(open + 1..close)?;
        let choices: Vec<String> = if rest.as_bytes()[open] == b'{' {
            let (lemma, listed) = inside.split_once('|').unwrap_or((inside, ""));
            verb_forms(lemma, list(listed, ','))
        } else {
            inside.split('|').map(str::to_owned).collect()
        };
        spellings = spellings
            .iter()
            .flat_map(|left| choices.iter().map(move |choice| format!("{left}{}{choice}", &rest[..open])))
            .collect();
        rest = &rest[close + 1..];
    }
    for spelling in &mut spellings {
        spelling.push_str(rest);
        // An empty choice leaves two spaces, or one at an edge.
        *spelling = spelling.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    }
    let sound = |spelling: &String| {
        spelling.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !spelling.contains(['{', '}', '[', ']', '|'])
            && spelling.matches('*').count() == spelling.matches(" * ").count()
            && spelling.matches('*').count() < 2
    };
    spellings.iter().all(sound).then_some(spellings)
}

/// All forms of a verb: those listed, and by rule those the list leaves open.
pub(crate) fn verb_forms<'l>(lemma: &str, listed: impl Iterator<Item = &'l str>) -> Vec<String> {
    if lemma == "be" {
        return ["be", "is", "are", "was", "were", "been", "being", "am"].map(str::to_owned).to_vec();
    }
    let mut forms = vec![lemma.to_owned(), inflect::third_person(lemma)];
    let (ing, past): (Vec<_>, Vec<_>) = listed.partition(|form| form.ends_with("ing") && form.len() > 4);
    match past.is_empty() {
        true => forms.push(inflect::add_ed(lemma)),
        false => forms.extend(past.into_iter().map(str::to_owned)),
    }
    match ing.is_empty() {
        true => forms.push(inflect::add_ing(lemma)),
        false => forms.extend(ing.into_iter().map(str::to_owned)),
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_expand() {
        assert_eq!(
            expand("{go|went,gone} on [to say|]").unwrap(),
            [
                "go on to say",
                "go on",
                "goes on to say",
                "goes on",
                "went on to say",
                "went on",
                "gone on to say",
                "gone on",
                "going on to say",
                "going on"
            ]
        );
        assert_eq!(expand("as * put it").unwrap(), ["as * put it"]);
        for broken in ["{point out", "a [b", "* put it", "as *", "a * b * c", "]["] {
            assert_eq!(expand(broken), None, "{broken}");
        }
    }

    fn phrases(patterns: &[&str]) -> Phrases {
        Phrases::build(
            patterns
                .iter()
                .map(|pattern| {
                    let text = format!("{pattern}\tverb\tspeech\tstrong");
                    read_phrase(&super::super::rows::Rows::new("test", &text).next().unwrap()).unwrap()
                })
                .collect(),
        )
    }

    fn check(patterns: &[&str], text: &str, expected: &[&str]) {
        let phrases = phrases(patterns);
        let found: Vec<&str> = phrases.find_iter(text).map(|found| &text[found.span.range()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_whole_and_the_longest_phrase_wins() {
        check(
            &["in a", "in a statement"],
            "In a statement, in a state, within a",
            &["In a statement", "in a"],
        );
        check(&["called on"], "recalled on called one called on", &["called on"]);
    }

    #[test]
    fn a_slot_holds_a_few_words_of_the_same_sentence() {
        check(&["as * put it"], "as Dr. Moss put it", &["as Dr. Moss put it"]);
        check(&["as * put it"], "as put it", &[]);
        check(&["as * put it"], "as we were a very very very very long way put it", &[]);
        check(&["as * put it"], "as he said: they put it", &[]);
        check(&["quoted * as"], "quoted Ada Moss as", &["quoted Ada Moss as"]);
    }

    #[test]
    fn any_text_is_searched_to_its_end() {
        for text in ["", "as", " as é put it", "put it", "é put it as é put it", "quoted"] {
            phrases(&["as * put it", "quoted * as"]).find_iter(text).count();
        }
    }
}
