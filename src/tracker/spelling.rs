//! Two runs of words in, whether they are the same words in other spellings out: "do not" and
//! "don’t", "colour" and "color".
//!
//! Only how a change is named depends on it. Keys and alignments do not know spellings, so a text that
//! is full of them may not be found.

const TABLE: &str = include_str!("data/spelling.tsv");

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

/// Whether the words are the same but for contractions and spelling.
pub(crate) fn same<'a, 'b>(
    a: impl Iterator<Item = Written<'a>>,
    b: impl Iterator<Item = Written<'b>>,
) -> bool {
    let (a, b): (Vec<Piece>, Vec<Piece>) = (a.flat_map(pieces).collect(), b.flat_map(pieces).collect());
    !a.is_empty() && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_piece(a, b))
}

/// Whether a contraction begins with the word.
pub(crate) fn begins(word: Written<'_>, contraction: Written<'_>) -> bool {
    let (word, contraction) = (pieces(word), pieces(contraction));
    word.len() < contraction.len() && contraction.starts_with(&word)
}

fn same_piece(a: &Piece, b: &Piece) -> bool {
    match (a, b) {
        (Piece::Word(word), Piece::Ending(ending)) | (Piece::Ending(ending), Piece::Word(word)) => {
            ENDINGS[*ending].1.contains(&&**word)
        }
        _ => a == b,
    }
}

/// A word as one piece, a contraction as two.
fn pieces(word: Written<'_>) -> Vec<Piece> {
    let whole = |word: &str| Piece::Word(plain(word));
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
fn plain(word: &str) -> String {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.fold(word.to_string(), |word, (from, to)| {
        let (inside, open) = (from.starts_with('-'), from.ends_with('-'));
        let from = from.trim_matches('-');
        let fits =
            |at: usize| (if inside { at >= 3 } else { at == 0 }) && (open || at + from.len() == word.len());
        match word.match_indices(from).map(|(at, _)| at).find(|at| fits(*at)) {
            Some(at) => [&word[..at], to, &word[at + from.len()..]].concat(),
            None => word,
        }
    })
}

#[cfg(test)]
mod tests {
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
        same(iter(&words.0), iter(&words.1))
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

    #[test]
    fn the_table_is_sorted() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "sorted, no duplicates");
    }
}
