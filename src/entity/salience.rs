//! Which of several candidates a pronoun or a noun means: a linear model over named signals.
//!
//! The signals are those of Lappin and Leass (1994) and later work: distance, the place of the
//! candidate's last mention, how often it was mentioned, agreement, and in news above all whether
//! the candidate was the last to speak.

/// What can be said of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Signal {
    /// Per sentence between the candidate's last mention and here.
    Sentence,
    /// Per paragraph.
    Paragraph,
    /// Last mentioned in this very sentence.
    SameSentence,
    /// Its last mention was a subject.
    Subject,
    /// It is the first mention of its sentence.
    Opens,
    /// Its last mention owns or modifies something else.
    Possessive,
    /// It is the person who spoke last.
    LastSpeaker,
    /// It is the person quoted last.
    LastQuoted,
    /// It opens this paragraph.
    OpensParagraph,
    /// It was first mentioned just now, by a full name or with a role.
    Introduced,
    /// Another person was a subject in a later sentence.
    Interrupted,
    /// It spoke earlier.
    Spoke,
    /// Per doubling of its mentions.
    Mentions,
    /// The text shows the gender that is asked for.
    Gender,
    /// Unnamed: "a nurse".
    Unnamed,
    /// A name that may be no person's.
    Unsure,
    /// Its last mention lies in the content that the pronoun is the source of.
    InContent,
    /// It is the subject of the clause whose object the pronoun is.
    Clause,
    /// Its last mention was in a headline.
    Headline,
    /// Its last mention was itself a pronoun.
    ByPronoun,
}

/// Signal and weight, in log odds.
pub(super) const WEIGHTS: [(Signal, f32); 20] = [
    (Signal::Sentence, -0.45),
    (Signal::Paragraph, -0.25),
    (Signal::SameSentence, 0.1),
    (Signal::Subject, 0.9),
    (Signal::Opens, 0.3),
    (Signal::Possessive, -0.5),
    (Signal::LastSpeaker, 1.0),
    (Signal::LastQuoted, 0.8),
    (Signal::OpensParagraph, 0.8),
    (Signal::Introduced, 0.7),
    (Signal::Interrupted, -0.8),
    (Signal::Spoke, 0.5),
    (Signal::Mentions, 0.2),
    (Signal::Gender, 2.0),
    (Signal::Unnamed, -1.6),
    (Signal::Unsure, -2.5),
    (Signal::InContent, -1.5),
    (Signal::Clause, -3.0),
    (Signal::Headline, -1.0),
    (Signal::ByPronoun, 0.3),
];

/// The weight of a signal.
pub(super) const fn weight(signal: Signal) -> f32 {
    WEIGHTS[signal as usize].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_signals() {
        for (index, (signal, _)) in WEIGHTS.iter().enumerate() {
            assert_eq!(*signal as usize, index);
        }
    }
}
