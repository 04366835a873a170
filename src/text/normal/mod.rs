//! Text in; its normal form for comparing out: words in lower case without accents, marks and
//! layout, each with the raw bytes it came from.
//!
//! Two wordings with the same normal form are the same words. What is folded away: case,
//! diacritics, apostrophes of every shape ("don’t" = "dont"), full stops inside initials
//! ("U.S." = "US"), thousands commas ("3,000" = "3000"), soft and line-end hyphens, the hyphen
//! after a few prefixes ("e-mail" = "email"), Markdown link targets, common HTML entities, and
//! text that was decoded with the wrong table ("donâ€™t"). What stays visible: an ellipsis is a
//! [gap](WordFlags::GAP), words in brackets are [optional](WordFlags::OPTIONAL).
//!
//! The raw text is never changed; every word keeps its [`Span`] of the caller's bytes.

mod letter;
mod marks;
mod mojibake;
mod scan;

use std::ops::Range;

use crate::span::Span;

/// What is special about a word of the normal form; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordFlags(u8);

impl WordFlags {
    /// No word but an ellipsis: anything may have been left out here.
    pub const GAP: WordFlags = WordFlags(1);
    /// Inside brackets: put in by an editor.
    pub const OPTIONAL: WordFlags = WordFlags(2);
    /// Holds a digit.
    pub const NUMBER: WordFlags = WordFlags(4);
    /// Begins with a capital letter in the raw text.
    pub const CAPITAL: WordFlags = WordFlags(8);
    /// First word of the text or after a full stop, so that a capital says nothing.
    pub const INITIAL: WordFlags = WordFlags(16);

    /// Whether any flag of `other` is set.
    pub const fn any(self, other: WordFlags) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds the flags of `other` if something is so, without a branch.
    fn add_if(&mut self, so: bool, other: WordFlags) {
        self.0 |= u8::from(so) * other.0;
    }
}

/// One word of a normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NormalWord {
    start: u32,
    end: u32,
    raw_start: u32,
    raw_end: u32,
    /// What is special about it.
    pub flags: WordFlags,
}

impl NormalWord {
    /// The raw bytes the word came from.
    pub const fn raw(&self) -> Span {
        Span::new(self.raw_start as usize, self.raw_end as usize)
    }

    /// Where its folded letters lie in [`NormalForm::folded`].
    pub(crate) fn folded(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The normal form of one text. A reusable value: [`NormalForm::fill`] clears and refills it.
///
/// ```
/// use dixit::text::NormalForm;
/// let form = NormalForm::of("We’ve paid $3,000 for that café …");
/// let words: Vec<&str> = form.words().iter().map(|w| form.text(w)).collect();
/// assert_eq!(words, ["weve", "paid", "3000", "for", "that", "cafe"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct NormalForm {
    /// The text in lower case, where words that need no more lie as they lie in the text; behind
    /// it the others.
    folded: String,
    words: Vec<NormalWord>,
}

impl NormalForm {
    /// The normal form of `text`.
    pub fn of(text: &str) -> Self {
        let mut form = NormalForm::default();
        form.fill(text);
        form
    }

    /// The words and gaps in order of the text. Gaps at the edges are left out.
    pub fn words(&self) -> &[NormalWord] {
        &self.words
    }

    /// The folded letters of a word; empty for a gap.
    pub fn text(&self, word: &NormalWord) -> &str {
        &self.folded[word.folded()]
    }

    /// What the folded letters of all words are part of.
    pub(crate) fn folded(&self) -> &[u8] {
        self.folded.as_bytes()
    }

    /// The folded letters of all words, without anything between them.
    pub fn letters(&self) -> impl Iterator<Item = char> + use<'_> {
        self.words.iter().flat_map(|word| self.text(word).chars())
    }

    /// Clears the form and fills it from `text`. Only the first 2 GiB of a text are read.
    pub fn fill(&mut self, text: &str) {
        self.folded.clear();
        self.words.clear();
        let mut end = text.len().min(u32::MAX as usize / 2);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        scan::fill(self, &text[..end]);
        while self.words.last().is_some_and(|w| w.flags.any(WordFlags::GAP)) {
            self.words.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let form = NormalForm::of(text);
        let words = form.words().iter().map(|w| match w.flags {
            f if f.any(WordFlags::GAP) => "…".to_string(),
            f if f.any(WordFlags::OPTIONAL) => format!("[{}]", form.text(w)),
            _ => form.text(w).to_string(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn forms_of_one_wording_fold_together() {
        for (raw, normal) in [
            ("Détente, NOW!", "detente now"),
            ("don’t don't don`t donâ€™t don&#8217;t don&rsquo;t", "dont dont dont dont dont dont"),
            ("The U.S. and the US.", "the us and the us"),
            ("3,000 men, 4,5 or 3.5 per cent", "3000 men 4 5 or 3.5 per cent"),
            ("20% of it", "20 percent of it"),
            ("an e-mail from the re-elected", "an email from the reelected"),
            ("a pay-to-play scheme", "a pay to play scheme"),
            ("infor-\nmation and news\u{ad}paper", "information and newspaper"),
            ("we said ... that . . . it is.... over …", "we said … that … it is … over"),
            ("we [the people] did [...] it (mostly)", "we [the] [people] did … it [mostly]"),
            ("as [quoted by The Hill](#), it", "as quoted by the hill it"),
            (
                "Łukasz Strauß ate a smørrebrød in Erdoğan’s café",
                "lukasz strauss ate a smorrebrod in erdogans cafe",
            ),
            ("R&amp;D & more", "r and d and more"),
            // Their names once counted as words.
            ("&laquo;No&raquo;, she said. &lt;b", "no she said b"),
            ("[W]e did, [É]tats", "we did etats"),
            ("cafÃ© naÃ¯ve", "cafe naive"),
            ("和平 now", "和 平 now"),
            ("… trailing", "trailing"),
            ("", ""),
            ("“—”", ""),
        ] {
            assert_eq!(folded(raw), normal, "{raw:?}");
        }
    }

    #[test]
    fn every_word_points_at_its_raw_bytes() {
        let raw = "“Mr. Poe’s cafÃ© made $3,000,” he said.";
        let form = NormalForm::of(raw);
        let words: Vec<&str> = form.words().iter().map(|w| &raw[w.raw().range()]).collect();
        assert_eq!(words, ["Mr", "Poe’s", "cafÃ©", "made", "3,000", "he", "said"]);
    }

    #[test]
    fn capitals_count_only_inside_a_sentence() {
        let form = NormalForm::of("We met Poe. He left. Dr. Roe stayed");
        let names: Vec<&str> = form
            .words()
            .iter()
            .filter(|w| w.flags.any(WordFlags::CAPITAL) && !w.flags.any(WordFlags::INITIAL))
            .map(|w| form.text(w))
            .collect();
        assert_eq!(names, ["poe", "roe"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_normal_form(text in "\\PC{0,60}") {
            let form = NormalForm::of(&text);
            let mut last = 0;
            for word in form.words() {
                let raw = word.raw();
                assert!(raw.start >= last && raw.end <= text.len());
                assert!(text.is_char_boundary(raw.start) && text.is_char_boundary(raw.end));
                last = raw.end;
            }
        }
    }
}
