//! The short codes of the word files: parts of speech, sorts of nouns and verbs.

use super::rows::{Row, list};
use super::word::{NounClass, Tag, TagSet, VerbClass, Word};
use crate::error::Error;

/// The last columns of a row of `words.tsv` or `function.tsv`: parts of speech, likeliest first;
/// sort of noun; sort of verb.
pub(crate) fn read_word(row: &Row<'_>, columns: &str) -> Result<Word, Error> {
    let mut columns = columns.split('\t').map(str::trim);
    let mut next = || columns.next().unwrap_or("");
    let (tags, noun, verb) = (next(), next(), next());
    let mut word = Word::default();
    for code in list(tags, ',') {
        let tag = row.expect(read_tag(code), "a part of speech", code)?;
        if word.tags.is_empty() {
            word.tag = tag;
        }
        word.tags = word.tags.with(tag);
    }
    if word.tags.is_empty() {
        return Err(row.error("no part of speech"));
    }
    word.noun = row.expect(read_noun(noun), "a sort of noun", noun)?;
    word.verb = row.expect(read_verb(verb), "a sort of verb", verb)?;
    match columns.next() {
        None => Ok(word),
        Some(more) => Err(row.error(format!("one column too many: {more:?}"))),
    }
}

fn read_tag(code: &str) -> Option<Tag> {
    Tag::of_code(code).filter(|tag| !matches!(tag, Tag::Unknown | Tag::VerbPresent))
}

fn read_noun(code: &str) -> Option<NounClass> {
    Some(match code {
        "" => NounClass::None,
        "person" => NounClass::Person,
        "group" => NounClass::Group,
        "comm" => NounClass::Communication,
        "cog" => NounClass::Cognition,
        "feel" => NounClass::Feeling,
        "act" => NounClass::Act,
        "time" => NounClass::Time,
        "loc" => NounClass::Location,
        "art" => NounClass::Artifact,
        "other" => NounClass::Other,
        _ => return None,
    })
}

fn read_verb(code: &str) -> Option<VerbClass> {
    Some(match code {
        "" => VerbClass::None,
        "comm" => VerbClass::Communication,
        "cog" => VerbClass::Cognition,
        "emo" => VerbClass::Emotion,
        "perc" => VerbClass::Perception,
        "soc" => VerbClass::Social,
        "poss" => VerbClass::Possession,
        "stat" => VerbClass::Stative,
        "mot" => VerbClass::Motion,
        "chg" => VerbClass::Change,
        "cont" => VerbClass::Contact,
        "comp" => VerbClass::Competition,
        "crea" => VerbClass::Creation,
        "other" => VerbClass::Other,
        _ => return None,
    })
}

/// The set of one tag, for words known only as names or cue forms.
pub(crate) fn set_if_unknown(word: &mut Word, tag: Tag) {
    if word.tags.is_empty() {
        word.tag = tag;
        word.tags = TagSet::of(tag);
    }
}
