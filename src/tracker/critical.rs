//! The words of a change in, whether it is critical out.
//!
//! A change is critical when it adds, drops or swaps a negation, a number, a modal or a name. A
//! modal in another tense ("will" for "would", "can" for "could") is the same modal and not
//! critical: a report in indirect speech shifts tenses by rule. Another modal ("must" for "may")
//! is. A name that is only shortened ("Poe" for "Ann Poe") is not critical, nor one that stands
//! for a pronoun; another name in its place is.

use std::collections::HashMap;

use crate::error::Error;
use crate::lexicon::Rows;

/// What sort of critical word a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Negation,
    Number,
    Modal,
    Pronoun,
}

/// One side of a change, word by word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangedWord<'t> {
    /// The word in normal form.
    pub(crate) folded: &'t str,
    /// Whether it is written like a name.
    pub(crate) name: bool,
    /// Whether it carries content.
    pub(crate) content: bool,
}

/// The critical words of English.
#[derive(Clone, Debug)]
pub(crate) struct Critical {
    rows: HashMap<&'static str, Vec<(Kind, &'static str)>>,
}

impl Critical {
    /// Of the rows of `critical.tsv`.
    ///
    /// # Errors
    /// When a row has another form; the error names the file and the line.
    pub(crate) fn read(rows: Rows<'static>) -> Result<Self, Error> {
        let mut table: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            let [word, kind, value] = row.columns()?;
            let kind = match kind {
                "negation" => Kind::Negation,
                "number" => Kind::Number,
                "modal" => Kind::Modal,
                "pronoun" => Kind::Pronoun,
                _ => return row.expect(None, "modal, negation, number or pronoun", kind),
            };
            let value = row.expect(Some(value).filter(|value| !value.is_empty()), "a value", value)?;
            table.entry(word).or_default().push((kind, value));
        }
        Ok(Critical { rows: table })
    }

    /// Whether the two words mean the same number: "2" and "two".
    pub(crate) fn same_number(&self, a: &str, b: &str) -> bool {
        matches!((self.number(a), self.number(b)), (Some(a), Some(b)) if a == b)
    }

    fn number<'a>(&'a self, word: &'a str) -> Option<&'a str> {
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return Some(word);
        }
        self.values(word).iter().find(|row| row.0 == Kind::Number).map(|row| row.1)
    }

    fn values(&self, word: &str) -> &[(Kind, &'static str)] {
        self.rows.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the table knows the word at all.
    pub(crate) fn knows(&self, word: &str) -> bool {
        !self.values(word).is_empty()
    }

    /// Whether the word only points at somebody or something.
    pub(crate) fn is_pronoun(&self, word: &str) -> bool {
        self.values(word).iter().any(|row| row.0 == Kind::Pronoun)
    }

    /// Whether saying `to` instead of `from` is a critical change. Either may be empty.
    pub(crate) fn is_critical(&self, from: &[ChangedWord<'_>], to: &[ChangedWord<'_>]) -> bool {
        self.marks(from) != self.marks(to) || negated(from, to) || negated(to, from) || other_name(from, to)
    }

    /// Whether a negation, number or modal of `from` is not among the words `to`.
    pub(crate) fn loses(&self, from: &[ChangedWord<'_>], to: &[ChangedWord<'_>]) -> bool {
        let kept = self.marks(to);
        self.marks(from).iter().any(|mark| !kept.contains(mark))
    }

    /// Whether `from` has a negation and the words `to` have none.
    pub(crate) fn loses_negation(&self, from: &[ChangedWord<'_>], to: &[ChangedWord<'_>]) -> bool {
        let negates = |words| self.marks(words).iter().any(|mark| mark.0 == Kind::Negation);
        negates(from) && !negates(to)
    }

    /// The negations, numbers and modals among the words, in a canonical order.
    fn marks<'a>(&'a self, words: &[ChangedWord<'a>]) -> Vec<(Kind, &'a str)> {
        let mut marks: Vec<(Kind, &str)> = Vec::new();
        for word in words {
            if word.folded.bytes().any(|b| b.is_ascii_digit()) {
                marks.push((Kind::Number, word.folded));
            }
            marks.extend(self.values(word.folded).iter().filter(|row| row.0 != Kind::Pronoun));
        }
        marks.sort_unstable();
        marks
    }
}

/// Whether a word of `to` is one of `from` with a negative prefix: "likely", "unlikely".
fn negated(from: &[ChangedWord<'_>], to: &[ChangedWord<'_>]) -> bool {
    const PREFIXES: [&str; 8] = ["dis", "il", "im", "in", "ir", "mis", "non", "un"];
    to.iter().any(|long| {
        PREFIXES
            .iter()
            .filter_map(|prefix| long.folded.strip_prefix(prefix))
            .any(|rest| rest.len() >= 3 && from.iter().any(|short| short.folded == rest))
    })
}

/// Whether a name of one side gave way to content of the other.
fn other_name<'a>(from: &[ChangedWord<'a>], to: &[ChangedWord<'a>]) -> bool {
    let lost = |a: &[ChangedWord<'a>], b: &[ChangedWord<'a>]| {
        // A possessive is the same name.
        let bare = |word: &ChangedWord<'a>| word.folded.strip_suffix('s').unwrap_or(word.folded);
        let own = |word: &&ChangedWord<'a>| !b.iter().any(|other| bare(other) == bare(word));
        (a.iter().filter(own).any(|word| word.name), a.iter().filter(own).any(|word| word.content))
    };
    let ((from_name, from_content), (to_name, to_content)) = (lost(from, to), lost(to, from));
    from_name && to_content || to_name && from_content
}

#[cfg(test)]
mod tests {
    use super::super::tables::Tables;
    use super::*;

    #[test]
    fn critical_changes_are_told_from_others() {
        let table = &Tables::shipped().critical;
        let words = |text: &'static str| -> Vec<ChangedWord<'static>> {
            let upper = |word: &str| word.starts_with(char::is_uppercase);
            // Leaked in a test only: the normal form of a capitalised word.
            let folded = |word: &str| -> &'static str { Box::leak(word.to_lowercase().into_boxed_str()) };
            text.split_whitespace()
                .map(|word| ChangedWord {
                    folded: folded(word),
                    name: upper(word),
                    content: word.len() >= 3 && word != "not",
                })
                .collect()
        };
        for (from, to, critical) in [
            ("would", "will", false),
            ("can", "could", false),
            ("must", "may", true),
            ("will", "", true),
            ("not", "", true),
            ("dont", "do not", false),
            ("likely", "unlikely", true),
            ("300", "3000", true),
            ("two", "three", true),
            ("Poe", "Roe", true),
            ("Ann Poe", "Poe", false),
            ("Poe", "he", false),
            ("Poe", "senator", true),
            ("quick", "fast", false),
            ("", "really", false),
        ] {
            assert_eq!(table.is_critical(&words(from), &words(to)), critical, "{from:?} -> {to:?}");
        }
        assert!(table.same_number("two", "2") && !table.same_number("two", "3"));
    }
}
