//! [`CueEntry`]: what the lexicon knows about a reporting word, from `data/cues.tsv`.
//!
//! Each row says what the word reports ([`Modality`]), how sure one can be that it reports at all
//! ([`Strength`]), which constructions its content comes in ([`Frames`]) and whether the source
//! stands behind the content ([`Polarity`]). The constructions are those of the attribution
//! literature: PARC 3.0 (Pareti 2015) and VerbNet's communication classes (Kipper et al. 2008).

use serde::{Deserialize, Serialize};

use super::rows::{Row, list};
use crate::error::Error;

/// What sort of act the cue reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Modality {
    /// Said aloud, or reported as said: "said", "told", "according to".
    #[default]
    Speech,
    /// Put in writing: "wrote", "tweeted".
    Writing,
    /// Held to be so: "believes", "thinks".
    Belief,
    /// Meant, wished or planned: "hopes", "vowed to", "supports".
    Intention,
    /// Seen, felt or remembered: "saw", "recalled".
    Perception,
    /// Shown by a document, poll or study: "found", "shows".
    Finding,
}

/// Whether the source stands behind the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Polarity {
    /// The source says it.
    #[default]
    Asserted,
    /// The source says that it is not so: "denied that".
    Denied,
    /// The source did not say it: "declined to say", "did not comment".
    Withheld,
    /// Not said yet, or only supposed: "would say", "if he claims".
    Hypothetical,
}

/// What part of speech a cue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CuePart {
    /// said, hopes
    #[default]
    Verb,
    /// claim, fear
    Noun,
    /// confident, worried
    Adjective,
    /// reportedly
    Adverb,
    /// according (to)
    Preposition,
}

impl CuePart {
    /// All parts, in the order in which a form of several cues takes them.
    pub(crate) const ALL: [CuePart; 5] =
        [CuePart::Verb, CuePart::Noun, CuePart::Adjective, CuePart::Adverb, CuePart::Preposition];

    /// What weight files call the cue of a lemma.
    pub(crate) fn key(self, lemma: &str) -> String {
        let part = match self {
            CuePart::Verb => "",
            CuePart::Noun => "/noun",
            CuePart::Adjective => "/adjective",
            CuePart::Adverb => "/adverb",
            CuePart::Preposition => "/preposition",
        };
        [lemma, part].concat()
    }
}

/// How sure one can be that a word reports, before looking at its surroundings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Strength {
    /// It often means something else: "showed", "went".
    #[default]
    Weak,
    /// It reports where its construction is there: "noted that".
    Medium,
    /// It nearly always reports: "said", "insisted".
    Strong,
}

/// The constructions a cue's content comes in; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Frames(u16);

impl Frames {
    /// A quotation: “It rains,” she said.
    pub const QUOTE: Frames = Frames(1);
    /// A clause with "that": said that it rained.
    pub const THAT: Frames = Frames(1 << 1);
    /// A clause without "that": said it rained.
    pub const BARE: Frames = Frames(1 << 2);
    /// An infinitive: promised to leave, told them to leave.
    pub const TO: Frames = Frames(1 << 3);
    /// A noun phrase: praised the plan.
    pub const NP: Frames = Frames(1 << 4);
    /// An -ing form: denied leaving.
    pub const GER: Frames = Frames(1 << 5);
    /// A question: asked whether it rained.
    pub const WH: Frames = Frames(1 << 6);
    /// of: accused them of lying.
    pub const OF: Frames = Frames(1 << 7);
    /// about: complained about the rain.
    pub const ABOUT: Frames = Frames(1 << 8);
    /// for: called for calm.
    pub const FOR: Frames = Frames(1 << 9);
    /// on: insisted on a vote.
    pub const ON: Frames = Frames(1 << 10);
    /// against: warned against delay.
    pub const AGAINST: Frames = Frames(1 << 11);
    /// as: described it as a mistake.
    pub const AS: Frames = Frames(1 << 12);
    /// A reflexive object: declared himself ready.
    pub const REFLEXIVE: Frames = Frames(1 << 13);

    const NAMES: [(&'static str, Frames); 14] = [
        ("quote", Frames::QUOTE),
        ("that", Frames::THAT),
        ("bare", Frames::BARE),
        ("to", Frames::TO),
        ("np", Frames::NP),
        ("ger", Frames::GER),
        ("wh", Frames::WH),
        ("of", Frames::OF),
        ("about", Frames::ABOUT),
        ("for", Frames::FOR),
        ("on", Frames::ON),
        ("against", Frames::AGAINST),
        ("as", Frames::AS),
        ("reflexive", Frames::REFLEXIVE),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Frames) -> Self {
        Frames(self.0 | other.0)
    }

    /// Whether any of `other` is in the set.
    pub const fn any(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }

    /// The set as bits.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn read(row: &Row<'_>, column: &str) -> Result<Frames, Error> {
        let mut frames = Frames::default();
        for name in list(column, ',') {
            let found = Self::NAMES.iter().find(|(known, _)| *known == name);
            frames = frames.with(row.expect(found, "a frame", name)?.1);
        }
        Ok(frames)
    }
}

/// What the lexicon knows about one reporting word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueEntry {
    /// The word as dictionaries list it: "say", "claim".
    pub lemma: String,
    /// Its part of speech.
    pub part: CuePart,
    /// What sort of act it reports.
    pub modality: Modality,
    /// How sure one can be that it reports.
    pub strength: Strength,
    /// The constructions its content comes in.
    pub frames: Frames,
    /// Whether the source stands behind the content.
    pub polarity: Polarity,
    /// The forms that spelling does not decide, as the data lists them.
    pub(crate) listed_forms: Vec<String>,
}

impl CueEntry {
    /// What weight files call it: "say", "claim/noun".
    pub(crate) fn key(&self) -> String {
        self.part.key(&self.lemma)
    }

    /// Reads a row of `cues.tsv`; its last column, the sample sentence, is for tests.
    pub(crate) fn read(row: &Row<'_>) -> Result<CueEntry, Error> {
        let [lemma, part, forms, modality, strength, frames, polarity, _sample] = row.columns()?;
        Ok(CueEntry {
            lemma: lemma.to_owned(),
            part: read_part(row, part)?,
            modality: read_modality(row, modality)?,
            strength: read_strength(row, strength)?,
            frames: Frames::read(row, frames)?,
            polarity: read_polarity(row, polarity)?,
            listed_forms: list(forms, ',').map(str::to_owned).collect(),
        })
    }
}

fn read_part(row: &Row<'_>, name: &str) -> Result<CuePart, Error> {
    let part = match name {
        "verb" => Some(CuePart::Verb),
        "noun" => Some(CuePart::Noun),
        "adjective" => Some(CuePart::Adjective),
        "adverb" => Some(CuePart::Adverb),
        "preposition" => Some(CuePart::Preposition),
        _ => None,
    };
    row.expect(part, "verb, noun, adjective, adverb or preposition", name)
}

pub(crate) fn read_modality(row: &Row<'_>, name: &str) -> Result<Modality, Error> {
    let modality = match name {
        "speech" => Some(Modality::Speech),
        "writing" => Some(Modality::Writing),
        "belief" => Some(Modality::Belief),
        "intention" => Some(Modality::Intention),
        "perception" => Some(Modality::Perception),
        "finding" => Some(Modality::Finding),
        _ => None,
    };
    row.expect(modality, "speech, writing, belief, intention, perception or finding", name)
}

pub(crate) fn read_strength(row: &Row<'_>, name: &str) -> Result<Strength, Error> {
    let strength = match name {
        "strong" => Some(Strength::Strong),
        "medium" => Some(Strength::Medium),
        "weak" => Some(Strength::Weak),
        _ => None,
    };
    row.expect(strength, "strong, medium or weak", name)
}

pub(crate) fn read_polarity(row: &Row<'_>, name: &str) -> Result<Polarity, Error> {
    let polarity = match name {
        "" | "asserted" => Some(Polarity::Asserted),
        "denied" => Some(Polarity::Denied),
        "withheld" => Some(Polarity::Withheld),
        "hypothetical" => Some(Polarity::Hypothetical),
        _ => None,
    };
    row.expect(polarity, "asserted, denied, withheld or hypothetical", name)
}
