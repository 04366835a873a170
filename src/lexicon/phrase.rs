//! [`PhraseEntry`]: what the lexicon knows about a cue of several words, from `data/phrases.tsv`.
//!
//! A row is written as it is read, with four signs. `{point} out` stands for all forms of the
//! verb; `{go|went,gone}` lists the forms that spelling does not decide. `[is|was] said to` is a
//! choice. `as * put it` has a slot of up to [`SLOT_WORDS`](super::SLOT_WORDS) words of the same
//! sentence, and `in *'s view` one that ends in a possessive: "Ada Moss's", "her".

use super::cue::{Frames, Modality, Polarity, Strength, read_modality, read_polarity, read_strength};
use super::inflect;
use super::rows::{Row, list};
use crate::error::Error;

/// Number of a phrase in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseId(pub(crate) u16);

/// What part a phrase plays around a content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
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
        let spell = |left: &String, choice: &String| [left, &rest[..open], choice].concat();
        spellings =
            spellings.iter().flat_map(|left| choices.iter().map(move |choice| spell(left, choice))).collect();
        rest = &rest[close + 1..];
    }
    for spelling in &mut spellings {
        spelling.push_str(rest);
        // An empty choice leaves two spaces, or one at an edge.
        if words(spelling).any(<[u8]>::is_empty) {
            *spelling = spelling.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    // One slot at most, neither first nor last; everything else is words.
    let is_slot = |word: &&[u8]| matches!(*word, b"*" | b"*'s");
    let is_word = |word: &[u8]| word.iter().all(|b| b.is_ascii_alphanumeric() || b"-'".contains(b));
    let sound = |spelling: &String| {
        words(spelling).all(|word| is_slot(&word) || !word.is_empty() && is_word(word))
            && words(spelling).filter(is_slot).count() < 2
            && !words(spelling).next().is_some_and(|word| is_slot(&word))
            && !words(spelling).next_back().is_some_and(|word| is_slot(&word))
    };
    spellings.iter().all(sound).then_some(spellings)
}

/// The words of a spelling.
fn words(spelling: &str) -> impl DoubleEndedIterator<Item = &[u8]> {
    spelling.as_bytes().split(|byte| *byte == b' ')
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
            expand("{go|went,gone} on [to say|]").unwrap().join("; "),
            "go on to say; go on; goes on to say; goes on; went on to say; went on; gone on to say; gone on; \
             going on to say; going on"
        );
        assert_eq!(expand("as * put it").unwrap(), ["as * put it"]);
        for broken in ["{point out", "a [b", "* put it", "as *", "a * b * c", "][", "", "a*b c", "é"] {
            assert_eq!(expand(broken), None, "{broken}");
        }
    }
}
