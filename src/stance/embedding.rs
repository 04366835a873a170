//! `data/embedding.tsv` in; for a word over a cue, what it does to the cue's act, out.
//!
//! Some words over a verb decide whether its act took place: who *managed* to say it said it, who
//! *refused* to did not, who *plans* to may. Karttunen (1971) called the first two implicative;
//! Saurí and Pustejovsky (2009) built the factuality of events on them. Each row tells the effect
//! of a word as it stands and under a negation.

use crate::error::Error;
use crate::lexicon::{Lexicon, Row, Rows, WordId, expand};

/// Whether an act took place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reality {
    /// It did.
    #[default]
    Real,
    /// It did not.
    Unreal,
    /// Not yet, perhaps, or only if.
    Open,
}

/// Where an embedding word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In the verb group: would, might.
    Modal,
    /// In the verb group: almost, perhaps.
    Adverb,
    /// Behind a negation, which it takes back: "did not just say".
    Only,
    /// Behind "would", which then tells of the past: "would later say".
    Later,
    /// A cue whose "would" is politeness: "would like".
    Wish,
    /// Before its infinitive or -ing form: "refused to say".
    Governor,
    /// Opens the subject: "nobody said".
    Subject,
    /// Opens the clause: "if Poe says".
    Clause,
}

/// What a word does to the act under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    plain: Reality,
    negated: Reality,
}

impl Effect {
    /// The reality of the act under a word whose own act is `over`.
    pub fn under(self, over: Reality) -> Reality {
        match over {
            Reality::Real => self.plain,
            Reality::Unreal => self.negated,
            Reality::Open => Reality::Open,
        }
    }

    /// An act that may follow, and does not where its cause did not happen: plans, wishes.
    pub const PLAN: Effect = Effect { plain: Reality::Open, negated: Reality::Unreal };
    /// An act that may follow in either case: orders, questions.
    pub const ORDER: Effect = Effect { plain: Reality::Open, negated: Reality::Open };
    /// An act that does not follow: refusals, denials.
    pub const REFUSAL: Effect = Effect { plain: Reality::Unreal, negated: Reality::Unreal };
    /// An act that goes with the one over it.
    pub const SAME: Effect = Effect { plain: Reality::Real, negated: Reality::Unreal };
}

/// All embedding words, found by word and place.
#[derive(Clone, Debug)]
pub(crate) struct Embedding {
    /// Sorted by word and place.
    rows: Vec<(WordId, Place, Effect)>,
}

impl Embedding {
    /// The rows that ship with the crate. Words that `lexicon` does not hold are left out: no unit
    /// of a text can bear them.
    pub fn english(lexicon: &Lexicon) -> Result<Self, Error> {
        let mut rows = Vec::new();
        for row in Rows::new("embedding.tsv", include_str!("data/embedding.tsv")) {
            let (forms, place, effect) = read(&row)?;
            let known = forms.iter().map(|form| lexicon.lookup(form)).filter(|word| word.is_known());
            rows.extend(known.map(|word| (word, place, effect)));
        }
        rows.sort_by_key(|(word, place, _)| (*word, *place));
        Ok(Embedding { rows })
    }

    /// The effect of a word in a place.
    pub fn effect(&self, word: WordId, place: Place) -> Option<Effect> {
        let at = self.rows.binary_search_by_key(&(word, place), |(word, place, _)| (*word, *place)).ok()?;
        Some(self.rows[at].2)
    }

    /// Whether a word can stand in a place.
    pub fn has(&self, word: WordId, place: Place) -> bool {
        self.effect(word, place).is_some()
    }
}

/// A row: the forms of its word, its place and effect.
fn read(row: &Row<'_>) -> Result<(Vec<String>, Place, Effect), Error> {
    let [word, place, plain, negated, _sample] = row.columns()?;
    let forms = row.expect(expand(word), "balanced { }", word)?;
    let place = match place {
        "modal" => Some(Place::Modal),
        "adverb" => Some(Place::Adverb),
        "only" => Some(Place::Only),
        "later" => Some(Place::Later),
        "wish" => Some(Place::Wish),
        "governor" => Some(Place::Governor),
        "subject" => Some(Place::Subject),
        "clause" => Some(Place::Clause),
        _ => None,
    };
    let place = row.expect(place, "a place", row.text)?;
    let reality = |name: &str| {
        let reality = match name {
            "real" => Some(Reality::Real),
            "unreal" => Some(Reality::Unreal),
            "open" => Some(Reality::Open),
            _ => None,
        };
        row.expect(reality, "real, unreal or open", name)
    };
    Ok((forms, place, Effect { plain: reality(plain)?, negated: reality(negated)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_known_sorted_and_shown_by_its_sample() {
        let lexicon = Lexicon::english();
        let mut before = (String::new(), String::new());
        for row in Rows::new("embedding.tsv", include_str!("data/embedding.tsv")) {
            let (forms, _, _) = read(&row).unwrap();
            assert!(forms.iter().any(|form| lexicon.lookup(form).is_known()), "{}", row.text);
            let [word, place, _, _, sample] = row.columns().unwrap();
            let order = (place.to_owned(), word.to_owned());
            let (place_before, word_before) = &before;
            assert!(place_before <= &order.0, "{}", row.text);
            assert!(
                place_before != &order.0 || sort_key(word_before) < sort_key(word),
                "{} is not in order",
                row.text
            );
            before = order;
            let sample = sample.to_lowercase().replace("n't", " n't");
            let shown = sample
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| forms.iter().any(|form| form == word));
            assert!(shown, "not in its sample: {}", row.text);
        }
    }

    /// Verbs, in braces, stand before the words that are written as they are.
    fn sort_key(word: &str) -> (bool, &str) {
        (!word.starts_with('{'), word.trim_start_matches('{').split(['|', '}']).next().unwrap())
    }
}
