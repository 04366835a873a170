//! What the learned scorers ask of the lexicon: cues as small numbers, and names for them.

use super::{CueEntry, CuePart, Lexicon, Strength, Tag, Word};

/// What the scorers ask of a cue, close together in memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CueFacts {
    /// Part, modality and strength in one small number; 0 for no cue.
    class: u16,
    frames: u16,
    part: Option<CuePart>,
    strong: bool,
}

impl CueFacts {
    /// Those of all cues, behind those of no cue.
    pub(super) fn of_all(cues: &[CueEntry]) -> Vec<CueFacts> {
        let of = |cue: &CueEntry| CueFacts {
            class: 1 + cue.part as u16 + 5 * (cue.strength as u16 + 3 * cue.modality as u16),
            frames: cue.frames.bits(),
            part: Some(cue.part),
            strong: cue.strength == Strength::Strong,
        };
        std::iter::once(CueFacts::default()).chain(cues.iter().map(of)).collect()
    }
}

impl Lexicon {
    fn facts(&self, number: u16) -> CueFacts {
        self.cue_facts.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Number of the cue that a word is under a tag: "claims" as a verb or as a noun; 0 for none.
    #[inline]
    pub fn cue_number_as(&self, word: &Word, tag: Tag) -> u16 {
        // Without its other part of speech a word keeps its cue.
        if word.other_cue == 0 {
            return word.cue;
        }
        let part = match tag {
            Tag::Noun | Tag::NounPlural => CuePart::Noun,
            Tag::Adjective => CuePart::Adjective,
            Tag::Adverb => CuePart::Adverb,
            Tag::Preposition => CuePart::Preposition,
            _ => CuePart::Verb,
        };
        if self.facts(word.other_cue).part == Some(part) { word.other_cue } else { word.cue }
    }

    /// Whether a cue nearly always reports.
    pub(crate) fn is_strong_cue(&self, number: u16) -> bool {
        self.facts(number).strong
    }

    /// Part, modality and strength of a cue in one small number; 0 for no cue.
    pub(crate) fn cue_class(&self, number: u16) -> u16 {
        self.facts(number).class
    }

    /// The frames of a cue as bits.
    pub(crate) fn cue_frames(&self, number: u16) -> u16 {
        self.facts(number).frames
    }

    /// A cue as weight files write it: "say", "claim/noun".
    pub(crate) fn cue_key(&self, number: u16) -> Option<&str> {
        (0 < number && usize::from(number) <= self.cue_keys.len())
            .then(|| self.cue_keys.get(u32::from(number) - 1))
    }

    /// The number of the cue with a key, as [`Lexicon::cue_key`] gives it.
    pub(crate) fn cue_of_key(&self, key: &str) -> Option<u16> {
        self.cue_keys.number(key).map(|number| number as u16 + 1)
    }

    /// The function words, by number from 1.
    pub(crate) fn function_words(&self) -> Vec<&str> {
        self.functions.iter().map(|id| self.form(*id)).collect()
    }
}
