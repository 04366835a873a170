//! Two runs of words in, whether they are the same words in other spellings out: "do not" and
//! "don’t", "colour" and "color".
//!
//! Only how a change is named depends on it. Keys and alignments do not know spellings, so a text that
//! is full of them may not be found.

use crate::error::Error;
use crate::lexicon::{Row, Rows};

/// What the endings of contractions may stand for; they go by what is behind the apostrophe.
const ENDINGS: [(&str, &[&str]); 6] = [
    ("d", &["would", "had"]),
    ("ll", &["will", "shall"]),
    ("m", &["am"]),
    ("re", &["are"]),
    ("s", &["is", "has"]),
    ("ve", &["have"]),
];

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written<'t> {
    /// In normal form.
    pub(crate) folded: &'t str,
    /// As it stands in the text.
    pub(crate) raw: &'t str,
}

/// A word, or what a contraction makes of one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    /// A place in [`ENDINGS`].
    Ending(usize),
}

/// What is put in the place of a part of a word.
#[derive(Clone, Debug)]
struct Rule {
    from: &'static str,
    to: &'static str,
    /// Whether letters stand before it, three at least; otherwise it begins the word.
    inside: bool,
    /// Whether letters may stand behind it.
    open: bool,
}

impl Rule {
    fn read(row: Row<'static>) -> Result<Self, Error> {
        let [pattern, to] = row.columns()?;
        let (inside, open) = (pattern.starts_with('-'), pattern.ends_with('-'));
        let from = pattern.trim_matches('-');
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase());
        let from = row.expect(Some(from).filter(|from| is_word(from)), "letters", pattern)?;
        let to = row.expect(Some(to).filter(|to| is_word(to)), "letters in their place", to)?;
        Ok(Rule { from, to, inside, open })
    }

    /// Where the part stands in a word.
    fn find(&self, word: &str) -> Option<usize> {
        let ends = |at: usize| self.open || at + self.from.len() == word.len();
        match self.inside {
            false => Some(0).filter(|at| word.starts_with(self.from) && ends(*at)),
            true => word.match_indices(self.from).map(|(at, _)| at).find(|at| *at >= 3 && ends(*at)),
        }
    }
}

/// The spellings that are taken for one.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    /// In the order in which they apply. Of changed words alone is asked, so each is tried.
    rules: Vec<Rule>,
}

impl Spelling {
    /// Of the rows of `spelling.tsv`.
    ///
    /// # Errors
    /// When a row has another form; the error names the file and the line.
    pub(crate) fn read(rows: Rows<'static>) -> Result<Self, Error> {
        Ok(Spelling { rules: rows.map(Rule::read).collect::<Result<_, _>>()? })
    }

    /// Whether the words are the same but for contractions and spelling.
    pub(crate) fn same<'a, 'b>(
        &self,
        a: impl Iterator<Item = Written<'a>>,
        b: impl Iterator<Item = Written<'b>>,
    ) -> bool {
        let a: Vec<Piece> = a.flat_map(|word| self.pieces(word)).collect();
        let b: Vec<Piece> = b.flat_map(|word| self.pieces(word)).collect();
        !a.is_empty() && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_piece(a, b))
    }

    /// Whether a contraction begins with the word.
    pub(crate) fn begins(&self, word: Written<'_>, contraction: Written<'_>) -> bool {
        let (word, contraction) = (self.pieces(word), self.pieces(contraction));
        word.len() < contraction.len() && contraction.starts_with(&word)
    }

    /// A word as one piece, a contraction as two.
    fn pieces(&self, word: Written<'_>) -> Vec<Piece> {
        let whole = |word: &str| Piece::Word(self.plain(word));
        let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´');
        if word.folded == "cannot" {
            return vec![whole("can"), whole("not")];
        }
        let Some((_, behind)) = word.raw.rsplit_once(apostrophe) else { return vec![whole(word.folded)] };
        let behind = behind.to_lowercase();
        if let Some(stem) = word.folded.strip_suffix("nt").filter(|_| behind == "t") {
            let stem = match stem {
                "ca" => "can",
                "wo" => "will",
                "sha" => "shall",
                stem => stem,
            };
            return vec![whole(stem), whole("not")];
        }
        let ending = ENDINGS.iter().position(|ending| ending.0 == behind);
        match ending.and_then(|ending| Some((ending, word.folded.strip_suffix(&*behind)?))) {
            Some((ending, stem)) => vec![whole(stem), Piece::Ending(ending)],
            None => vec![whole(word.folded)],
        }
    }

    /// A word in normal form in the spelling that all others of it are taken for.
    fn plain(&self, word: &str) -> String {
        self.rules.iter().fold(word.to_string(), |word, rule| match rule.find(&word) {
            Some(at) => [&word[..at], rule.to, &word[at + rule.from.len()..]].concat(),
            None => word,
        })
    }
}

fn same_piece(a: &Piece, b: &Piece) -> bool {
    match (a, b) {
        (Piece::Word(word), Piece::Ending(ending)) | (Piece::Ending(ending), Piece::Word(word)) => {
            ENDINGS[*ending].1.contains(&&**word)
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::Tables;
    use super::*;
    use crate::text::NormalForm;

    fn are_same(a: &str, b: &str) -> bool {
        let forms = (NormalForm::of(a), NormalForm::of(b));
        let written = |form: &NormalForm, text: &str| -> Vec<(String, String)> {
            let word = |word| (form.text(word).to_string(), text[word.raw().range()].to_string());
            form.words().iter().map(word).collect()
        };
        let words = (written(&forms.0, a), written(&forms.1, b));
        fn iter(words: &[(String, String)]) -> impl Iterator<Item = Written<'_>> {
            words.iter().map(|(folded, raw)| Written { folded, raw })
        }
        Tables::shipped().spelling.same(iter(&words.0), iter(&words.1))
    }

    #[test]
    fn spellings_of_one_word_are_told_from_other_words() {
        for (a, b) in [
            ("We are", "We’re"),
            ("I am", "I'm"),
            ("do not", "don’t"),
            ("cannot", "can't"),
            ("can not", "cannot"),
            ("will not", "won’t"),
            ("she has", "she’s"),
            ("she is", "she’s"),
            ("I had", "I’d"),
            ("organise", "organize"),
            ("organisations", "organizations"),
            ("analysing", "analyzing"),
            ("programmes", "programs"),
            ("centre", "center"),
            ("grey", "gray"),
            ("neighbourhood", "neighborhood"),
            ("travelled", "traveled"),
            ("defence", "defense"),
            ("practise", "practice"),
        ] {
            assert!(are_same(a, b) && are_same(b, a), "{a} and {b}");
        }
        for (a, b) in [
            ("were", "are"),
            ("were", "we are"),
            ("had", "would"),
            ("four", "for"),
            ("do", "don’t"),
            ("will not", "don’t"),
            ("filled", "filed"),
            ("prise", "prize"),
            ("Poe’s", "Poe has been"),
            ("", ""),
        ] {
            assert!(!are_same(a, b) && !are_same(b, a), "{a} and {b}");
        }
    }
}
