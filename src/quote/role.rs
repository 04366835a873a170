//! A quote and the text around it in; the role of its marks out: speech, scare marks, a title, a
//! term, a nickname, a headline.
//!
//! A linear score over named features of the marked words and their neighbours decides between
//! speech and the rest; a few plain rules then name the rest. Only local evidence counts here: a
//! later stage that finds who said the words overrules it. The weights (tenths of log-odds, fitted
//! by logistic regression and rounded) stand in one table, [`WEIGHTS`].

use std::collections::HashMap;

use super::{MarkStyle, Quote, Role};

/// What can be seen of a quote. The names say what is true when the feature is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Feature {
    Always,
    OneWord,
    TwoWords,
    ThreeOrFourWords,
    NoWords,
    LooksLikeTitle,
    OneCapitalWord,
    StartsLower,
    EndsWithComma,
    HoldsClauseWord,
    HoldsTag,
    AfterTitled,
    AfterWork,
    AfterPreposition,
    AfterThat,
    AfterName,
    AfterPossessive,
    AfterAs,
    AfterColon,
    AfterComma,
    OpensParagraph,
    WholeParagraph,
    OpensSentence,
    BeforeSay,
    BeforeNoun,
    BeforeName,
    BeforeEnd,
    BeforeBracket,
    SayBefore,
    SayInParagraph,
    CallBefore,
    FirstParagraph,
    NextToQuote,
    WorkNear,
    TermNear,
    Single,
    Unclosed,
    Continues,
    TitleAfterWork,
    TitleBesideSay,
    ShortOpensSentence,
    SmallWithNoun,
    ShortWithoutClause,
}
use Feature::*;

/// Number of features.
const COUNT: usize = ShortWithoutClause as usize + 1;

const WEIGHTS: [(Feature, i32); COUNT] = [
    (Always, 0),
    (OneWord, 0),
    (TwoWords, 0),
    (ThreeOrFourWords, 0),
    (NoWords, 0),
    (LooksLikeTitle, 0),
    (OneCapitalWord, 0),
    (StartsLower, 0),
    (EndsWithComma, 0),
    (HoldsClauseWord, 0),
    (HoldsTag, 0),
    (AfterTitled, 0),
    (AfterWork, 0),
    (AfterPreposition, 0),
    (AfterThat, 0),
    (AfterName, 0),
    (AfterPossessive, 0),
    (AfterAs, 0),
    (AfterColon, 0),
    (AfterComma, 0),
    (OpensParagraph, 0),
    (WholeParagraph, 0),
    (OpensSentence, 0),
    (BeforeSay, 0),
    (BeforeNoun, 0),
    (BeforeName, 0),
    (BeforeEnd, 0),
    (BeforeBracket, 0),
    (SayBefore, 0),
    (SayInParagraph, 0),
    (CallBefore, 0),
    (FirstParagraph, 0),
    (NextToQuote, 0),
    (WorkNear, 0),
    (TermNear, 0),
    (Single, 0),
    (Unclosed, 0),
    (Continues, 0),
    (TitleAfterWork, 0),
    (TitleBesideSay, 0),
    (ShortOpensSentence, 0),
    (SmallWithNoun, 0),
    (ShortWithoutClause, 0),
];

/// How much text on either side of a quote counts as its context, in bytes.
const CONTEXT: usize = 160;

/// How many of the marked words are looked at.
const WORDS: usize = 16;

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
    words: HashMap<&'static str, u16>,
}

impl RoleModel {
    /// The model for English that ships with the crate.
    pub fn english() -> Self {
        let mut words = HashMap::new();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            if let Some((word, classes)) = line.split_once('\t') {
                let bits =
                    classes.split(',').filter_map(|c| class::NAMES.iter().find(|(name, _)| *name == c));
                words.insert(word, bits.fold(0, |all, (_, bit)| all | bit));
            }
        }
        RoleModel { words }
    }

    /// The role of `quote`, found in `text`, and the score of its being speech: tenths of log-odds,
    /// positive for speech. Takes constant time, save for the search for a heading's line.
    pub fn role(&self, text: &str, quote: &Quote) -> (Role, i32) {
        let seen = self.look(text, quote);
        let score = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature)).map(|(_, weight)| weight).sum();
        let role = if score > 0 { Role::Speech } else { seen.other_role() };
        (role, score)
    }

    /// The features that hold for `quote` and their weights, for explaining a verdict.
    pub fn evidence(&self, text: &str, quote: &Quote) -> Vec<(String, i32)> {
        let seen = self.look(text, quote);
        let held = WEIGHTS.iter().filter(|(feature, _)| seen.has(*feature));
        held.map(|(feature, weight)| (format!("{feature:?}"), *weight)).collect()
    }

    fn class(&self, word: &str) -> u16 {
        let (mut lower, mut len) = ([0; 16], 0);
        for c in word.chars() {
            let byte = if c == '’' { b'\'' } else { c.to_ascii_lowercase() as u8 };
            let (Some(place), true) = (lower.get_mut(len), c.is_ascii() || c == '’') else { return 0 };
            *place = byte;
            len += 1;
        }
        std::str::from_utf8(&lower[..len]).ok().and_then(|w| self.words.get(w)).copied().unwrap_or(0)
    }

    fn classes<'w>(&self, words: impl Iterator<Item = &'w str>) -> u16 {
        words.fold(0, |all, word| all | self.class(word))
    }

    /// Collects the features of a quote.
    fn look(&self, text: &str, quote: &Quote) -> Seen {
        let mut seen = Seen(0);
        seen.set(Always, true);
        let inside = &text[quote.span.range()];
        let before = context_before(text, quote.open.start.min(quote.span.start));
        let after = context_after(text, quote.close.end.max(quote.span.end));
        self.look_inside(inside, &mut seen);
        self.look_around(before, after, &mut seen);
        let opens = before.trim().is_empty();
        seen.set(OpensParagraph, opens);
        seen.set(WholeParagraph, opens && after.trim().is_empty());
        seen.set(
            Single,
            matches!(
                quote.style,
                MarkStyle::SingleStraight
                    | MarkStyle::SingleCurly
                    | MarkStyle::SingleLowHigh
                    | MarkStyle::SingleGuillemets
            ),
        );
        seen.set(Unclosed, !quote.closed);
        seen.set(Continues, quote.continues.is_some());
        seen.set(FirstParagraph, quote.open.start < CONTEXT && !text[..quote.open.start].contains('\n'));
        let short = [OneWord, TwoWords, ThreeOrFourWords].iter().any(|&f| seen.has(f));
        let title = seen.has(LooksLikeTitle) || seen.has(OneCapitalWord);
        let say = seen.has(SayBefore) || seen.has(BeforeSay);
        seen.set(TitleAfterWork, title && (seen.has(WorkNear) || seen.has(AfterPossessive)));
        seen.set(TitleBesideSay, seen.has(LooksLikeTitle) && say);
        seen.set(ShortOpensSentence, short && seen.has(OpensSentence) && !seen.has(BeforeSay));
        seen.set(ShortWithoutClause, short && !seen.has(HoldsClauseWord) && !say);
        seen.set(SmallWithNoun, short && seen.has(BeforeNoun) && !say);
        seen
    }

    fn look_inside(&self, inside: &str, seen: &mut Seen) {
        let (mut count, mut capitals, mut small, mut main_small) = (0, 0, 0, 0);
        let mut clause = false;
        for word in words(inside).take(WORDS) {
            count += 1;
            let class = self.class(word);
            clause |= class & class::CLAUSE != 0;
            if word.starts_with(char::is_uppercase) {
                capitals += 1;
            } else if class & (class::PREP | class::DET | class::FUNCTION | class::CLAUSE | class::THAT) != 0
            {
                small += 1;
            } else if word.starts_with(char::is_lowercase) {
                main_small += 1;
            }
        }
        let lower = words(inside).next().is_some_and(|word| word.starts_with(char::is_lowercase));
        let end = inside.chars().next_back();
        seen.set(NoWords, count == 0);
        seen.set(OneWord, count == 1);
        seen.set(TwoWords, count == 2);
        seen.set(ThreeOrFourWords, count == 3 || count == 4);
        seen.set(LooksLikeTitle, count > 1 && capitals > 1 && main_small == 0 && small <= capitals && !lower);
        seen.set(OneCapitalWord, count == 1 && capitals == 1);
        seen.set(StartsLower, lower);
        seen.set(EndsWithComma, end == Some(','));
        seen.set(HoldsClauseWord, clause);
        seen.set(HoldsTag, inside.starts_with(['#', '@', '$', '/']));
    }

    fn look_around(&self, before: &str, after: &str, seen: &mut Seen) {
        let lead = before.trim_end();
        let sentence = &lead[lead.rfind(". ").map_or(0, |at| at + 2)..];
        let stop = after.find(['.', '!', '?']).unwrap_or(after.len());
        let rest = &after[..stop];

        let last = words_back(lead).next().unwrap_or("");
        let touches = lead.ends_with(char::is_alphanumeric);
        let last_class = if touches { self.class(last) } else { 0 };
        seen.set(AfterTitled, self.class(last) & class::TITLED != 0);
        seen.set(AfterWork, self.class(last) & class::WORK != 0);
        seen.set(AfterPreposition, last_class & class::PREP != 0);
        seen.set(AfterThat, last_class & class::THAT != 0);
        seen.set(AfterName, touches && last_class == 0 && last.starts_with(char::is_uppercase));
        seen.set(AfterPossessive, lead.ends_with("'s") || lead.ends_with("’s") || lead.ends_with("s'"));
        seen.set(AfterAs, touches && last == "as");
        seen.set(AfterColon, lead.ends_with(':'));
        seen.set(AfterComma, lead.ends_with(','));
        seen.set(OpensSentence, lead.is_empty() || lead.ends_with(['.', '!', '?', '”', '"', ')']));

        let next = words(rest).next().unwrap_or("");
        let adjoins = rest.trim_start().starts_with(next) && !next.is_empty();
        let next_class = self.class(next);
        let head = self.classes(words(rest).take(5));
        seen.set(BeforeSay, head & class::SAY != 0);
        seen.set(
            BeforeNoun,
            adjoins
                && next_class & !(class::WORK | class::SPEECH_NOUN) == 0
                && next.starts_with(char::is_lowercase),
        );
        seen.set(BeforeName, adjoins && next_class == 0 && next.starts_with(char::is_uppercase));
        seen.set(BeforeEnd, rest.trim().is_empty());
        seen.set(BeforeBracket, after.trim_start().starts_with(['(', ')', ']']));

        let all = self.classes(words(sentence)) | self.classes(words(rest));
        let near = self.classes(words_back(sentence).take(4)) | self.classes(words(rest).take(2));
        let lead_class = self.classes(words(sentence));
        seen.set(SayBefore, lead_class & class::SAY != 0);
        seen.set(CallBefore, lead_class & class::CALL != 0);
        seen.set(
            SayInParagraph,
            (self.classes(words(before)) | self.classes(words(after))) & class::SAY != 0,
        );
        seen.set(
            NextToQuote,
            words_back(sentence).next().is_some_and(|w| matches!(w, "and" | "or"))
                && sentence.contains(['"', '”']),
        );
        seen.set(WorkNear, near & class::WORK != 0);
        seen.set(TermNear, near & class::TERM != 0);
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
        } else if self.has(AfterName) && self.has(BeforeName) {
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
    window.rfind("\n\n").map_or(window, |end| &window[end + 2..])
}

/// The text after `at`: at most [`CONTEXT`] bytes, and not beyond the end of the paragraph.
fn context_after(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[at..end];
    window.find("\n\n").map_or(window, |end| &window[..end])
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')
}

/// The words of `text`, with their apostrophes and hyphens.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !in_word(c)).map(|w| w.trim_matches(['\'', '’', '-'])).filter(|w| !w.is_empty())
}

/// The words of `text` from the last to the first.
fn words_back(text: &str) -> impl Iterator<Item = &str> {
    text.rsplit(|c| !in_word(c)).map(|w| w.trim_matches(['\'', '’', '-'])).filter(|w| !w.is_empty())
}
