//! What can be seen of a quote, what each sight says for speech, and the role of marks that hold none.

use crate::quote::Role;

/// What can be seen of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Feature {
    /// Holds for every quote: how much oftener marks mean speech than not.
    Always,

    // The words between the marks.
    NoWords,
    OneWord,
    TwoWords,
    /// Two or more words, the main ones capitalised, the first one too.
    LooksLikeTitle,
    OneCapitalWord,
    StartsLower,
    /// A pronoun, an auxiliary, a contraction.
    HoldsClauseWord,
    /// Starts with `#`, `@`, `$` or `/`.
    HoldsTag,

    // The word or mark just before. "After" is said of the quote.
    AfterAs,
    AfterColon,
    AfterComma,
    AfterName,
    AfterPossessive,
    AfterPreposition,
    AfterThat,
    /// titled, known, nicknamed
    AfterTitled,
    /// film, book, song
    AfterWork,
    /// `“A” and “B”`
    NextToQuote,
    OpensSentence,

    // What follows.
    BeforeBracket,
    BeforeEnd,
    BeforeName,
    /// A word in lower case that can be a noun.
    BeforeNoun,
    /// A reporting verb among the next five words.
    BeforeSay,

    // The sentence and the paragraph.
    SayBefore,
    CallBefore,
    SayInParagraph,
    /// word, term, so-called
    TermNear,
    OpensParagraph,
    WholeParagraph,
    /// The first line of a text that has more of them.
    InHeadline,

    // The marks.
    Single,
    Unclosed,
    Continues,

    // Some of the above together.
    /// A name on either side of a short capitalised quote.
    BetweenNames,
    /// A title just after or before the kind of work, or its maker: `Poe's “The Long Rain”`.
    TitleWithWork,
    TitleBesideSay,
    /// Up to four words, no clause, that start a sentence, and no reporting verb after them.
    ShortOpensSentence,
}
pub(super) use Feature::*;

/// Tenths of log-odds, fitted on news whose attributions people marked. Features without a row only
/// help to name the role of what is no speech.
pub(super) const WEIGHTS: &[(Feature, i32)] = &[
    (Always, 6),
    (OneWord, -8),
    (TwoWords, -3),
    (LooksLikeTitle, -4),
    (StartsLower, 7),
    (HoldsClauseWord, 5),
    (AfterAs, 10),
    (AfterColon, 5),
    (AfterComma, 8),
    (AfterName, -2),
    (AfterPossessive, -2),
    (AfterPreposition, -5),
    (AfterThat, 13),
    (AfterWork, -10),
    (NextToQuote, -7),
    (OpensSentence, 16),
    (BeforeBracket, -14),
    (BeforeEnd, 7),
    (BeforeName, 2),
    (BeforeNoun, -7),
    (BeforeSay, 10),
    (SayBefore, 16),
    (CallBefore, 18),
    (SayInParagraph, 8),
    (TermNear, -6),
    (OpensParagraph, 7),
    (WholeParagraph, -25),
    (InHeadline, 15),
    (Single, -15),
    (Unclosed, -14),
    (Continues, 6),
    (BetweenNames, -7),
    (TitleWithWork, -12),
    (TitleBesideSay, -25),
    (ShortOpensSentence, -23),
];

/// A set of features.
#[derive(Clone, Copy)]
pub(super) struct Seen(u64);

impl Seen {
    /// Nothing seen.
    pub(super) const NOTHING: Self = Seen(0);

    pub(super) fn set(&mut self, feature: Feature, holds: bool) {
        self.0 |= u64::from(holds) << feature as u8;
    }

    pub(super) fn has(self, feature: Feature) -> bool {
        self.0 >> feature as u8 & 1 == 1
    }

    /// What marks are there for that hold no speech.
    pub(super) fn other_role(self) -> Role {
        if self.has(WholeParagraph) {
            Role::Headline
        } else if self.has(BetweenNames) {
            Role::Nickname
        } else if self.has(TermNear) && !self.has(BeforeNoun) {
            Role::Term
        } else if self.has(AfterTitled) || self.has(LooksLikeTitle) || self.has(OneCapitalWord) {
            Role::Title
        } else if self.has(NoWords) || self.has(HoldsTag) {
            Role::Other
        } else {
            Role::Scare
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_feature_has_two_weights() {
        let mut seen = Seen::NOTHING;
        for (feature, _) in WEIGHTS {
            assert!(!seen.has(*feature), "{feature:?}");
            seen.set(*feature, true);
        }
    }
}
