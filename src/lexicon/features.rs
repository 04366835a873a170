//! What the learned scorers ask of the lexicon: cues as small numbers, and names for them.

use super::{CuePart, Lexicon, Strength, Tag, Word};

impl Lexicon {
    /// Number of the cue that a word is under a tag: "claims" as a verb or as a noun; 0 for none.
    pub fn cue_number_as(&self, word: &Word, tag: Tag) -> u16 {
        let part = match tag {
            Tag::Noun | Tag::NounPlural => CuePart::Noun,
            Tag::Adjective => CuePart::Adjective,
            Tag::Adverb => CuePart::Adverb,
            Tag::Preposition => CuePart::Preposition,
            _ => CuePart::Verb,
        };
        let fits = |number: u16| self.cue(number).is_some_and(|cue| cue.part == part);
        // A participle can be listed as an adjective ("worried"); without its part a word keeps its cue.
        match (word.cue, word.other_cue) {
            (_, other) if fits(other) => other,
            (cue, _) => cue,
        }
    }

    /// Whether a cue nearly always reports.
    pub(crate) fn is_strong_cue(&self, number: u16) -> bool {
        self.cue(number).is_some_and(|cue| cue.strength == Strength::Strong)
    }

    /// Part, modality and strength of a cue in one small number; 0 for no cue.
    pub(crate) fn cue_class(&self, number: u16) -> u16 {
        self.cue(number)
            .map_or(0, |cue| 1 + cue.part as u16 + 5 * (cue.strength as u16 + 3 * cue.modality as u16))
    }

    /// The frames of a cue as bits.
    pub(crate) fn cue_frames(&self, number: u16) -> u16 {
        self.cue(number).map_or(0, |cue| cue.frames.bits())
    }

    /// A cue as weight files write it: "say", "claim/noun".
    pub(crate) fn cue_key(&self, number: u16) -> Option<String> {
        let cue = self.cue(number)?;
        Some(match cue.part {
            CuePart::Verb => cue.lemma.clone(),
            CuePart::Noun => format!("{}/noun", cue.lemma),
            CuePart::Adjective => format!("{}/adjective", cue.lemma),
            CuePart::Adverb => format!("{}/adverb", cue.lemma),
            CuePart::Preposition => format!("{}/preposition", cue.lemma),
        })
    }

    /// All cues by the key that [`Lexicon::cue_key`] gives them, sorted.
    pub(crate) fn cue_keys(&self) -> Vec<(String, u16)> {
        let mut keys: Vec<_> =
            (1..=self.cues().len() as u16).filter_map(|n| Some((self.cue_key(n)?, n))).collect();
        keys.sort();
        keys
    }

    /// The function words, by number from 1.
    pub(crate) fn function_words(&self) -> Vec<&str> {
        let mut words = vec![""; 1];
        for (index, word) in self.words.iter().enumerate() {
            let number = word.function as usize;
            if number != 0 {
                words.resize(words.len().max(number + 1), "");
                words[number] = self.form(super::WordId(index as u32));
            }
        }
        words
    }
}
