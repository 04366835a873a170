//! [`Phrases`]: all phrases of the lexicon, found in one pass over a text.
//!
//! Text in, [`PhraseMatch`]es out, in order, not overlapping, the longest at each place. The
//! phrases lie in a trie whose edges are words, so a phrase matches whole words only, across line
//! breaks, in any case. An Aho-Corasick automaton over the bytes of all phrases took four times as
//! long to build, and saw neither word ends nor line breaks.

use super::phrase::{PhraseEntry, PhraseId};
use super::table::Table;
use crate::span::Span;
use crate::text::fold::WordKey;
use crate::text::letters;

/// How many words a slot may hold.
pub const SLOT_WORDS: usize = 6;

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseMatch {
    /// The whole phrase, slot included: bytes of the searched text.
    pub span: Span,
    /// What stands in the slot, if the phrase has one.
    pub slot: Option<Span>,
    /// Which phrase.
    pub phrase: PhraseId,
}

/// Finds all phrases of the lexicon in a text.
#[derive(Debug)]
pub struct Phrases {
    entries: Vec<PhraseEntry>,
    /// The words that phrases are made of.
    words: Table,
    /// The trie; its root is the first node.
    nodes: Vec<Node>,
    /// For each word, the node behind it as a first word; 0 for none.
    first: Vec<u32>,
}

/// What may follow the words so far.
#[derive(Debug, Default)]
struct Node {
    /// The phrase that ends here.
    phrase: Option<PhraseId>,
    /// The next word and the node behind it.
    next: Vec<(u32, u32)>,
    /// The nodes behind any slot and behind one with a possessive; 0 for none.
    slots: [u32; 2],
}

/// A word of the text.
#[derive(Clone, Copy)]
struct Seen {
    span: Span,
    /// Its number among the words of phrases; [`UNUSED`] if it is none of them.
    number: u32,
}

/// The number of a word that no phrase uses.
const UNUSED: u32 = u32::MAX;

/// A phrase in the making: the word past its end, where it ends, its slot and its number.
type Found = (usize, usize, Option<Span>, PhraseId);

impl Phrases {
    /// The trie of phrases, each with all its spellings.
    pub(crate) fn build(phrases: Vec<(PhraseEntry, Vec<String>)>) -> Self {
        let mut words = Table::with_capacity(1024, 8192);
        let mut nodes = vec![Node::default()];
        for (number, (_, spellings)) in phrases.iter().enumerate() {
            for spelling in spellings {
                let mut node = 0;
                for word in spelling.split(' ') {
                    node = follow(&mut nodes, &mut words, node, word);
                }
                nodes[node].phrase = Some(PhraseId(number as u16));
            }
        }
        let mut first = vec![0; words.len()];
        for &(word, node) in &nodes[0].next {
            first[word as usize] = node;
        }
        let entries = phrases.into_iter().map(|(entry, _)| entry).collect();
        Phrases { entries, words, nodes, first }
    }

    /// The phrases in `text`, in order, none overlapping another. Linear in the length of `text`.
    ///
    /// ```
    /// use dixit::lexicon::Lexicon;
    /// let lexicon = Lexicon::english();
    /// let text = "It rained, according to Ada Moss, or as her brother put it, poured.";
    /// let found: Vec<&str> = lexicon.phrases().find_iter(text).map(|m| &text[m.span.range()]).collect();
    /// assert_eq!(found, ["according to", "as her brother put it"]);
    /// ```
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = PhraseMatch> + 't {
        let words = self.words_of(text);
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(word) = words.get(at) {
                at += 1;
                let node = self.first.get(word.number as usize).copied().unwrap_or(0);
                if node == 0 {
                    continue;
                }
                let found = self.longest(text, &words, node as usize, (at, word.span.end), None);
                if let Some((next, end, slot, phrase)) = found {
                    at = next;
                    return Some(PhraseMatch { span: Span::new(word.span.start, end), slot, phrase });
                }
            }
            None
        })
    }

    /// All words of a text, each looked up once.
    fn words_of(&self, text: &str) -> Vec<Seen> {
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut lower = String::new();
        let mut at = 0;
        while let Some(start) = word_start(text, at) {
            let (end, number) = match plain_word(text, start) {
                Some((end, key)) => (end, self.words.number_of_key(key)),
                None => (word_end(text, start, &mut lower), self.words.number(&lower)),
            };
            words.push(Seen { span: Span::new(start, end), number: number.unwrap_or(UNUSED) });
            at = end;
        }
        words
    }

    /// What is known of a phrase.
    pub fn entry(&self, phrase: PhraseId) -> &PhraseEntry {
        &self.entries[phrase.0 as usize]
    }

    /// How many phrases there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The longest phrase that goes on from `node`, before word number `at.0`, offset `at.1`.
    fn longest(
        &self,
        text: &str,
        words: &[Seen],
        node: usize,
        at: (usize, usize),
        slot: Option<Span>,
    ) -> Option<Found> {
        let node = &self.nodes[node];
        let mut best = node.phrase.map(|phrase| (at.0, at.1, slot, phrase));
        let mut keep = |found: Option<Found>| {
            if found.is_some_and(|new| best.is_none_or(|old| old.1 < new.1)) {
                best = found;
            }
        };
        if let Some((behind, at)) = self.step(text, words, node, at) {
            keep(self.longest(text, words, behind, at, slot));
        }
        if node.slots == [0, 0] {
            return best;
        }
        let mut from = at.1;
        for (next, word) in words.iter().enumerate().skip(at.0).take(SLOT_WORDS) {
            if text[from..word.span.start].contains(ends_slot) {
                break;
            }
            from = word.span.end;
            for (kind, &behind) in node.slots.iter().enumerate() {
                let possessive = kind == 1;
                if behind == 0 || possessive && !is_possessive(text, word.span) {
                    continue;
                }
                // The apostrophe of "the farmers'" lies behind the word.
                let end = from + if possessive { apostrophe(&text[from..]) } else { 0 };
                let slot = Span::new(words[at.0].span.start, end);
                if let Some((behind, at)) =
                    self.step(text, words, &self.nodes[behind as usize], (next + 1, end))
                {
                    keep(self.longest(text, words, behind, at, Some(slot)));
                }
            }
        }
        best
    }

    /// The node behind word number `at.0`, and what comes after that word.
    fn step(
        &self,
        text: &str,
        words: &[Seen],
        node: &Node,
        at: (usize, usize),
    ) -> Option<(usize, (usize, usize))> {
        let word = words.get(at.0)?;
        let (_, behind) = node.next.iter().find(|(next, _)| *next == word.number)?;
        let gap = &text[at.1..word.span.start];
        let joins = gap.chars().all(char::is_whitespace) && gap.matches('\n').nth(1).is_none();
        joins.then_some((*behind as usize, (at.0 + 1, word.span.end)))
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let entries = self.entries.iter().map(|entry| size_of::<PhraseEntry>() + entry.pattern.capacity());
        let nodes = self.nodes.iter().map(|node| size_of::<Node>() + node.next.capacity() * 8);
        self.words.heap_bytes() + self.first.capacity() * 4 + entries.sum::<usize>() + nodes.sum::<usize>()
    }
}

/// The node behind `word` (or a slot), new if need be.
fn follow(nodes: &mut Vec<Node>, words: &mut Table, node: usize, word: &str) -> usize {
    let new = nodes.len() as u32;
    let behind = match word {
        "*" | "*'s" => {
            let slot = &mut nodes[node].slots[usize::from(word != "*")];
            if *slot == 0 {
                *slot = new;
            }
            *slot
        }
        _ => {
            let number = words.insert(&word.to_ascii_lowercase());
            let next = &mut nodes[node].next;
            // What was added last is met again most.
            match next.iter().rev().find(|(known, _)| *known == number) {
                Some(&(_, behind)) => behind,
                None => {
                    next.push((number, new));
                    new
                }
            }
        }
    };
    if behind == new {
        nodes.push(Node::default());
    }
    behind as usize
}

/// Where the first word at or after `at` starts.
fn word_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = at;
    loop {
        match *bytes.get(start)? {
            byte if byte.is_ascii_alphanumeric() => return Some(start),
            byte if byte.is_ascii() => start += 1,
            _ => {
                let c = text[start..].chars().next()?;
                if c.is_alphanumeric() {
                    return Some(start);
                }
                start += c.len_utf8();
            }
        }
    }
}

/// End and key of the word at `start`, if it is a short one of ASCII letters that plainly ends, as
/// most do.
fn plain_word(text: &str, start: usize) -> Option<(usize, WordKey)> {
    let run = letters::run(text.as_bytes(), start);
    let ends = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'\'');
    let plain = (1..=WordKey::LIMIT).contains(&(run.end - start));
    (plain && text.as_bytes().get(run.end).is_none_or(ends)).then_some((run.end, run.key))
}

/// The end of the word at `start`: letters and digits, with hyphens and apostrophes between them.
/// Leaves it in `lower`, its ASCII letters in lower case, its apostrophes straight.
fn word_end(text: &str, start: usize, lower: &mut String) -> usize {
    let bytes = text.as_bytes();
    lower.clear();
    let mut end = start;
    loop {
        // Most text is ASCII; take whole runs of it.
        let run = bytes[end..].iter().position(|byte| !byte.is_ascii_alphanumeric());
        let run_end = run.map_or(text.len(), |length| end + length);
        lower.push_str(&text[end..run_end]);
        end = run_end;
        let mut chars = text[end..].chars();
        let Some(c) = chars.next() else { break };
        let inner = matches!(c, '-' | '\'' | '’') && chars.next().is_some_and(char::is_alphanumeric);
        if !inner && !c.is_alphanumeric() {
            break;
        }
        end += c.len_utf8();
        lower.push(if c == '’' { '\'' } else { c });
    }
    lower.make_ascii_lowercase();
    end
}

/// Marks that no slot holds. A full stop is allowed: "as Dr. Moss put it".
fn ends_slot(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '!' | '?' | ';' | ':' | '\n' | '(' | ')')
}

/// Whether a slot that ends with the word at `span` is a possessive: Moss's, farmers', her, my own.
fn is_possessive(text: &str, span: Span) -> bool {
    let word = &text[span.range()];
    let listed = ["my", "your", "his", "her", "its", "our", "their", "own", "whose"];
    word.ends_with("'s")
        || word.ends_with("’s")
        || word.ends_with('s') && apostrophe(&text[span.end..]) > 0
        || listed.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Length of an apostrophe at the start of `rest`, if there is one.
fn apostrophe(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, '\'' | '’')).map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::super::phrase::read_phrase;
    use super::super::rows::Rows;
    use super::*;

    fn phrases(patterns: &[&str]) -> Phrases {
        let text: String =
            patterns.iter().map(|pattern| format!("{pattern}\tverb\tspeech\tstrong\n")).collect();
        Phrases::build(Rows::new("test", &text).map(|row| read_phrase(&row).unwrap()).collect())
    }

    fn check(patterns: &[&str], text: &str, expected: &[&str]) {
        let phrases = phrases(patterns);
        let found: Vec<&str> = phrases.find_iter(text).map(|found| &text[found.span.range()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_whole_and_the_longest_phrase_wins() {
        check(
            &["in a", "in a statement"],
            "In a statement, in a state, within a",
            &["In a statement", "in a"],
        );
        check(&["called on"], "recalled on called one called on", &["called on"]);
        check(&["so-called"], "the so-called, so called", &["so-called"]);
    }

    #[test]
    fn a_phrase_may_be_broken_by_one_line_end_but_not_by_a_mark() {
        check(&["according to"], "according\nto", &["according\nto"]);
        check(&["according to"], "according\n\nto, according, to", &[]);
    }

    #[test]
    fn a_slot_holds_a_few_words_of_the_same_sentence() {
        check(&["as * put it"], "as Dr. Moss put it", &["as Dr. Moss put it"]);
        check(&["as * put it"], "as put it", &[]);
        check(&["as * put it"], "as we were a very very very long way put it", &[]);
        check(&["as * put it"], "as he said: they put it", &[]);
        check(&["quoted * as"], "quoted Ada Moss as", &["quoted Ada Moss as"]);
        let found = phrases(&["as * put it"]).find_iter("so as her aunt put it").next().unwrap();
        assert_eq!(found.slot, Some(Span::new(6, 14)));
    }

    #[test]
    fn a_possessive_slot_ends_in_a_possessive() {
        for (text, found) in [
            ("in Ada Moss’s view", true),
            ("in the farmers’ view", true),
            ("in her view", true),
            ("in full view", false),
            ("in the city with a view", false),
        ] {
            check(&["in *'s view"], text, if found { std::slice::from_ref(&text) } else { &[] });
        }
    }

    /// The end of a phrase that goes on with `pattern` before word number `at.0`, offset `at.1`: the furthest,
    /// found by trying everything.
    fn naive_end(text: &str, words: &[Span], at: (usize, usize), pattern: &[&str]) -> Option<usize> {
        let Some((first, rest)) = pattern.split_first() else { return Some(at.1) };
        let word = *words.get(at.0)?;
        let gap = &text[at.1..word.start];
        if !first.starts_with('*') {
            let same = word.of(text).replace('’', "'").eq_ignore_ascii_case(first);
            let joins = gap.trim().is_empty() && gap.matches('\n').count() < 2;
            return if same && joins { naive_end(text, words, (at.0 + 1, word.end), rest) } else { None };
        }
        let lengths = (1..=SLOT_WORDS).filter(|length| at.0 + length <= words.len());
        let ends = lengths.filter_map(|length| {
            let last = words[at.0 + length - 1];
            let gaps = words[at.0..at.0 + length]
                .iter()
                .scan(at.1, |from, word| Some(&text[std::mem::replace(from, word.end)..word.start]));
            let possessive = *first == "*'s";
            if gaps.into_iter().any(|gap| gap.contains(ends_slot)) || possessive && !is_possessive(text, last)
            {
                return None;
            }
            let end = last.end + if possessive { apostrophe(&text[last.end..]) } else { 0 };
            naive_end(text, words, (at.0 + length, end), rest)
        });
        ends.max()
    }

    #[test]
    fn any_text_is_searched_as_by_trying_everything() {
        const PATTERNS: [&str; 6] =
            ["as * put it", "quoted * as", "in *'s view", "in", "in a", "put it in a view"];
        const PIECES: [&str; 18] = [
            "as",
            "AS",
            "put",
            "it",
            "in",
            "a",
            "view",
            "quoted",
            "é",
            "Moss’s",
            "farmers’",
            "her",
            "Dr.",
            ":",
            "\n\n",
            "\n",
            "quoted-",
            "’",
        ];
        let phrases = phrases(&PATTERNS);
        let mut random = 0x5eed_u64;
        let mut below = |n: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 33) as usize % n
        };
        let mut all = 0;
        for _ in 0..4000 {
            let pieces: Vec<&str> = (0..below(16)).map(|_| PIECES[below(PIECES.len())]).collect();
            let text = pieces.join(if below(8) == 0 { "" } else { " " });
            let words: Vec<Span> = phrases.words_of(&text).iter().map(|word| word.span).collect();
            let (mut expected, mut from) = (Vec::new(), 0);
            for (number, word) in words.iter().enumerate() {
                let patterns = PATTERNS.map(|pattern| pattern.split(' ').collect::<Vec<_>>());
                let ends = patterns.iter().filter_map(|p| naive_end(&text, &words, (number, word.start), p));
                if let Some(end) = ends.max().filter(|_| from <= word.start) {
                    expected.push(Span::new(word.start, end));
                    from = end;
                }
            }
            let found: Vec<Span> = phrases.find_iter(&text).map(|found| found.span).collect();
            assert_eq!(found, expected, "{text:?}");
            all += found.len();
        }
        assert!(all > 1500, "{all}");
    }
}
