//! A quote and the text around it in; the role of its marks out: speech, scare marks, a title, a
//! term, a nickname, a headline.
//!
//! A linear score over named features of the marked words and their neighbours decides between
//! speech and the rest; a few plain rules then name the rest. Only local evidence counts here: a
//! later stage that finds who said the words overrules it. The weights (tenths of log-odds, fitted
//! by logistic regression and rounded) stand in one table, [`WEIGHTS`].

use memchr::{memchr_iter, memrchr_iter};

use super::{Quote, Role};
use crate::text::fold::WordKey;
use crate::text::{is_alphanumeric, letters};

/// What can be seen of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Feature {
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
use Feature::*;

/// Tenths of log-odds, fitted on news whose attributions people marked. Features without a row only
/// help to name the role of what is no speech.
const WEIGHTS: &[(Feature, i32)] = &[
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

/// How much text on either side of a quote counts as its context, in bytes.
const CONTEXT: usize = 160;

/// How many of the marked words are looked at.
const WORDS: usize = 16;
/// How many of the marked bytes are, for words as long as that do not occur.
const INSIDE: usize = 16 * WORDS;

/// Classes of words, one bit each; see `data/words.tsv`.
mod class {
    pub const SAY: u16 = 1;
    pub const CALL: u16 = 1 << 1;
    pub const TITLED: u16 = 1 << 2;
    pub const WORK: u16 = 1 << 3;
    pub const TERM: u16 = 1 << 4;
    pub const SPEECH_NOUN: u16 = 1 << 5;
    pub const PREP: u16 = 1 << 6;
    pub const DET: u16 = 1 << 7;
    pub const CLAUSE: u16 = 1 << 8;
    pub const FUNCTION: u16 = 1 << 9;
    pub const THAT: u16 = 1 << 10;
    pub const NAMES: [(&str, u16); 11] = [
        ("say", SAY),
        ("call", CALL),
        ("titled", TITLED),
        ("work", WORK),
        ("term", TERM),
        ("speechnoun", SPEECH_NOUN),
        ("prep", PREP),
        ("det", DET),
        ("clause", CLAUSE),
        ("function", FUNCTION),
        ("that", THAT),
    ];
}

/// Slots of the hash table of words, more than four times the words.
const SLOTS: usize = 2048;

/// Where a packed word is looked for first.
fn slot_of(key: u128) -> usize {
    let folded = (key ^ key >> 64) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53) as usize
}

const DATA: &str = include_str!("data/words.tsv");

/// Tells what quotation marks are there for. Built once, shared freely.
///
/// ```
/// use dixit::quote::{MarkOptions, Role, RoleModel, scan};
/// let text = "The so-called “smart” city is late. “We will open it soon,” said Ann Poe.";
/// let mut quotes = Vec::new();
/// scan(text, &MarkOptions::default(), &mut quotes);
/// let roles = RoleModel::english();
/// assert_eq!(roles.role(text, &quotes[0]).0, Role::Scare);
/// assert_eq!(roles.role(text, &quotes[1]).0, Role::Speech);
/// ```
#[derive(Clone, Debug)]
pub struct RoleModel {
    /// Words, packed into a number each, with the bits of their classes; sorted.
    words: Vec<(u128, u16)>,
    /// Open addressing: by hash the place of a word in `words` plus one, or 0.
    slots: Vec<u16>,
}

impl RoleModel {
    /// The model for English that ships with the crate.
    pub fn english() -> Self {
        let mut words = Vec::new();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            if let Some((word, classes)) = line.split_once('\t') {
                let bits =
                    classes.split(',').filter_map(|c| class::NAMES.iter().find(|(name, _)| *name == c));
                words.push((packed(word), bits.fold(0, |all, (_, bit)| all | bit)));
            }
        }
        words.sort_unstable();
        let mut slots = vec![0; SLOTS];
        for (number, (key, _)) in (1..).zip(&words) {
            let mut slot = slot_of(*key);
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = number;
        }
        RoleModel { words, slots }
    }

    /// The role of `quote` and the score of its being speech: tenths of log-odds, positive for
    /// speech. Looks at 160 bytes on either side and at the first marked words, so it takes
    /// constant time.
    ///
    /// # Panics
    /// When `quote` was not found in `text` but in another one.
    pub fn role(&self, text: &str, quote: &Quote) -> (Role, i32) {
        let seen = self.look(text, quote);
        let score = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature)).map(|(_, weight)| weight).sum();
        let role = if score > 0 { Role::Speech } else { seen.other_role() };
        (role, score)
    }

    /// The features that hold for `quote` and their weights, for explaining a verdict.
    ///
    /// # Panics
    /// When `quote` was not found in `text` but in another one.
    pub fn evidence(&self, text: &str, quote: &Quote) -> Vec<(String, i32)> {
        let seen = self.look(text, quote);
        let held = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature));
        held.map(|(feature, weight)| (format!("{feature:?}"), *weight)).collect()
    }

    /// The classes of a word, whatever its case and its kind of apostrophe.
    fn class(&self, word: Word) -> u16 {
        let key = word.key;
        let mut slot = slot_of(key);
        while let Some((known, classes)) = self.words.get(usize::from(self.slots[slot]).wrapping_sub(1)) {
            if *known == key {
                return *classes;
            }
            slot = (slot + 1) % SLOTS;
        }
        0
    }

    /// Collects the features of a quote.
    fn look(&self, text: &str, quote: &Quote) -> Seen {
        let mut seen = Seen(0);
        seen.set(Always, true);
        let before = context_before(text, quote.open.start);
        let after = context_after(text, quote.close.end);
        let count = self.look_inside(&text[quote.span.range()], &mut seen);
        let work = self.look_around(before, after, &mut seen);

        seen.set(OpensParagraph, before.trim().is_empty());
        seen.set(WholeParagraph, before.trim().is_empty() && after.trim().is_empty());
        seen.set(InHeadline, in_headline(text, quote));
        seen.set(Single, quote.style.is_single());
        seen.set(Unclosed, !quote.closed);
        seen.set(Continues, quote.continues.is_some());

        let short = (1..=4).contains(&count);
        let title = seen.has(LooksLikeTitle) || seen.has(OneCapitalWord);
        seen.set(BetweenNames, title && short && seen.has(AfterName) && seen.has(BeforeName));
        seen.set(TitleWithWork, title && (work || seen.has(AfterPossessive)));
        seen.set(TitleBesideSay, seen.has(LooksLikeTitle) && (seen.has(SayBefore) || seen.has(BeforeSay)));
        seen.set(
            ShortOpensSentence,
            short && !seen.has(HoldsClauseWord) && seen.has(OpensSentence) && !seen.has(BeforeSay),
        );
        seen
    }

    /// Sets what the words `inside` the marks show, and returns how many there are.
    fn look_inside(&self, inside: &str, seen: &mut Seen) -> usize {
        const SMALL: u16 = class::PREP | class::DET | class::FUNCTION | class::CLAUSE | class::THAT;
        let (mut count, mut capitals, mut small, mut other) = (0, 0, 0, 0);
        let (mut clause, mut lower) = (false, false);
        let start = &inside
            [..(0..=INSIDE.min(inside.len())).rev().find(|at| inside.is_char_boundary(*at)).unwrap_or(0)];
        for word in words(start).take(WORDS) {
            let class = self.class(word);
            clause |= class & class::CLAUSE != 0;
            lower |= count == 0 && word.text.starts_with(char::is_lowercase);
            count += 1;
            if word.text.starts_with(char::is_uppercase) {
                capitals += 1;
            } else if class & SMALL != 0 {
                small += 1;
            } else if word.text.starts_with(char::is_lowercase) {
                other += 1;
            }
        }
        seen.set(NoWords, count == 0);
        seen.set(OneWord, count == 1);
        seen.set(TwoWords, count == 2);
        seen.set(LooksLikeTitle, capitals > 1 && other == 0 && small <= capitals && !lower);
        seen.set(OneCapitalWord, count == 1 && capitals == 1);
        seen.set(StartsLower, lower);
        seen.set(HoldsClauseWord, clause);
        seen.set(HoldsTag, inside.starts_with(['#', '@', '$', '/']));
        count
    }

    /// Sets what the text on both sides shows, and returns whether a kind of work is named there.
    fn look_around(&self, before: &str, after: &str, seen: &mut Seen) -> bool {
        let lead = before.trim_end();
        let (former, sentence) = lead.split_at(last_sentence(lead));
        let (rest, later) = after.split_at(after.find(['.', '!', '?']).unwrap_or(after.len()));

        let (mut so_far, mut last, mut nearest) = (0, "", [0; 4]);
        for word in words(sentence) {
            nearest.rotate_left(1);
            nearest[3] = self.class(word);
            so_far |= nearest[3];
            last = word.text;
        }
        let (mut coming, mut head, mut near, mut next) =
            (0, 0, nearest.iter().fold(0, |all, c| all | c), ("", 0));
        for (i, word) in words(rest).enumerate() {
            let class = self.class(word);
            coming |= class;
            head |= if i < 5 { class } else { 0 };
            near |= if i < 2 { class } else { 0 };
            next = if i == 0 { (word.text, class) } else { next };
        }
        // Most quotes have such a word in their own sentence; only without one the others are read.
        let says = |classes: u16| classes & class::SAY != 0;
        let say_in_paragraph = says(so_far | coming)
            || [former, later].iter().any(|part| words(part).any(|word| says(self.class(word))));

        // What stands just before counts only where nothing but a space comes between.
        let touches = lead.ends_with(char::is_alphanumeric);
        let last_class = if touches { nearest[3] } else { 0 };
        seen.set(AfterAs, touches && last == "as");
        seen.set(AfterColon, lead.ends_with(':'));
        seen.set(AfterComma, lead.ends_with(','));
        seen.set(AfterName, touches && last_class == 0 && last.starts_with(char::is_uppercase));
        seen.set(AfterPossessive, ["'s", "’s", "s'", "s’"].iter().any(|end| lead.ends_with(end)));
        seen.set(AfterPreposition, last_class & class::PREP != 0);
        seen.set(AfterThat, last_class & class::THAT != 0);
        seen.set(AfterTitled, nearest[3] & class::TITLED != 0);
        seen.set(AfterWork, nearest[3] & class::WORK != 0);
        seen.set(NextToQuote, matches!(last, "and" | "or") && sentence.contains(['"', '”']));
        seen.set(OpensSentence, lead.is_empty() || lead.ends_with(['.', '!', '?', '”', '"', ')']));

        let (next, next_class) = next;
        let adjoins = !next.is_empty() && rest.trim_start().starts_with(next);
        let noun = next_class & !(class::WORK | class::SPEECH_NOUN) == 0;
        seen.set(BeforeBracket, after.trim_start().starts_with(['(', ')', ']']));
        seen.set(BeforeEnd, rest.trim().is_empty());
        seen.set(BeforeName, adjoins && next_class == 0 && next.starts_with(char::is_uppercase));
        seen.set(BeforeNoun, adjoins && noun && next.starts_with(char::is_lowercase));
        seen.set(BeforeSay, head & class::SAY != 0);

        seen.set(SayBefore, so_far & class::SAY != 0);
        seen.set(CallBefore, so_far & class::CALL != 0);
        seen.set(SayInParagraph, say_in_paragraph);
        seen.set(TermNear, near & class::TERM != 0);
        near & class::WORK != 0
    }
}

/// A set of features.
#[derive(Clone, Copy)]
struct Seen(u64);

impl Seen {
    fn set(&mut self, feature: Feature, holds: bool) {
        self.0 |= u64::from(holds) << feature as u8;
    }

    fn has(self, feature: Feature) -> bool {
        self.0 >> feature as u8 & 1 == 1
    }

    /// What marks are there for that hold no speech.
    fn other_role(self) -> Role {
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

/// The text before `at`: at most [`CONTEXT`] bytes, and not beyond the start of the paragraph.
fn context_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(CONTEXT);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let window = &text[start..at];
    let line_ends = memrchr_iter(b'\n', window.as_bytes());
    blank_line(window, line_ends).map_or(window, |line| &window[line + 1..])
}

/// The text after `at`: at most [`CONTEXT`] bytes, and not beyond the end of the paragraph.
fn context_after(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[at..end];
    let line_ends = memchr_iter(b'\n', window.as_bytes());
    blank_line(window, line_ends).map_or(window, |line| &window[..line - 1])
}

/// The first of the line ends that follows another.
fn blank_line(text: &str, mut line_ends: impl Iterator<Item = usize>) -> Option<usize> {
    line_ends.find(|at| *at > 0 && text.as_bytes()[at - 1] == b'\n')
}

/// Where the last sentence of a text begins.
fn last_sentence(text: &str) -> usize {
    let stops = memrchr_iter(b'.', text.as_bytes());
    stops.map(|at| at + 2).find(|next| text.as_bytes().get(next - 1) == Some(&b' ')).unwrap_or(0)
}

/// Whether the quote stands in the first line, and more lines follow.
fn in_headline(text: &str, quote: &Quote) -> bool {
    if quote.close.end >= CONTEXT {
        return false;
    }
    let line = text.bytes().take(CONTEXT).position(|b| b == b'\n');
    line.is_some_and(|end| quote.close.end <= end)
}

fn in_word(c: char) -> bool {
    is_alphanumeric(c) || is_joint(c)
}

/// What may stand inside a word but not at its edge.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

/// A word with its apostrophes and hyphens.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    /// What it is looked up by.
    key: u128,
}

/// The words of a text.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

impl<'t> Words<'t> {
    /// The character at an offset; most are one byte long.
    fn char(&self, at: usize) -> Option<char> {
        match *self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text[at..].chars().next(),
        }
    }

    /// The word here, if it is a short one of ASCII letters that plainly ends, as most do.
    fn plain(&mut self) -> Option<Word<'t>> {
        let run = letters::run(self.text.as_bytes(), self.at);
        let ends = |byte: &u8| byte.is_ascii() && !in_word(char::from(*byte));
        let plain = (1..=WordKey::LIMIT).contains(&(run.end - self.at));
        if !plain || !self.text.as_bytes().get(run.end).is_none_or(ends) {
            return None;
        }
        let text = &self.text[self.at..run.end];
        self.at = run.end;
        Some(Word { text, key: u128::from(run.key.next) << 64 | u128::from(run.key.first) })
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                byte if byte.is_ascii_alphanumeric() => break,
                byte if byte.is_ascii() => self.at += 1,
                // Quotation marks and dashes, U+2000 to U+203F, and guillemets.
                0xe2 if bytes[self.at + 1] == 0x80 => self.at += 3,
                0xc2 if matches!(bytes[self.at + 1], 0xab | 0xbb) => self.at += 2,
                _ => {
                    let first = self.char(self.at)?;
                    if is_alphanumeric(first) {
                        break;
                    }
                    self.at += first.len_utf8();
                }
            }
        }
        if let Some(word) = self.plain() {
            return Some(word);
        }
        let (start, mut end) = (self.at, self.at);
        while let Some(c) = self.char(self.at).filter(|c| in_word(*c)) {
            self.at += c.len_utf8();
            if !is_joint(c) {
                end = self.at;
            }
        }
        let text = &self.text[start..end];
        Some(Word { text, key: packed(text) })
    }
}

/// A word in lower case as one number, the first letter in the lowest byte, with a plain apostrophe;
/// 0 when it is too long for the list or not in ASCII.
fn packed(word: &str) -> u128 {
    let (mut key, mut length) = (0, 0);
    for c in word.chars() {
        let byte = match c {
            '’' => b'\'',
            c if c.is_ascii() => c.to_ascii_lowercase() as u8,
            _ => return 0,
        };
        if length == WordKey::LIMIT {
            return 0;
        }
        key |= u128::from(byte) << (8 * length);
        length += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_is_sorted_without_duplicates_and_of_known_classes() {
        let rows: Vec<_> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        for row in &rows {
            let (word, classes) = row.split_once('\t').expect(row);
            assert!(word.len() <= 16 && word.chars().all(|c| in_word(c) && !c.is_uppercase()), "{row}");
            assert!(classes.split(',').all(|c| class::NAMES.iter().any(|(name, _)| *name == c)), "{row}");
        }
        let words: Vec<_> = rows.iter().map(|row| row.split_once('\t').unwrap().0).collect();
        assert!(words.len() * 4 < SLOTS);
        assert!(words.is_sorted_by(|a, b| a < b), "not sorted, or a word twice");
        assert!(RoleModel::english().words.iter().all(|&(key, classes)| key != 0 && classes != 0));
    }

    #[test]
    fn words_are_looked_up_whatever_their_case_and_apostrophe() {
        let model = RoleModel::english();
        let class = |text: &str| words(text).fold(0, |all, word| all | model.class(word));
        assert_eq!(class("SAID"), class::SAY);
        assert_eq!(class("(said)"), class("“Said-"));
        assert_eq!(class("It’s"), class("it's"));
        assert_eq!(class("naïve"), 0);
        assert_eq!(class("a-word-that-is-too-long-for-the-list"), 0);
    }

    /// Each of many marks that close nowhere held the rest of the text, and was read to its end in
    /// search of sixteen words.
    #[test]
    fn marks_without_words_are_not_read_to_the_end() {
        let text = format!("“{} It rains.”", ".".repeat(INSIDE));
        let mut quotes = Vec::new();
        crate::quote::scan(&text, &crate::quote::MarkOptions::default(), &mut quotes);
        assert!(RoleModel::english().look(&text, &quotes[0]).has(NoWords));
    }

    #[test]
    fn no_feature_has_two_weights() {
        let mut seen = Seen(0);
        for (feature, _) in WEIGHTS {
            assert!(!seen.has(*feature), "{feature:?}");
            seen.set(*feature, true);
        }
    }
}
