//! A quote and the text around it in; what can be seen of it out.

use memchr::{memchr_iter, memrchr_iter};

use super::RoleModel;
use super::feature::*;
use super::words::{class, words};
use crate::quote::Quote;

/// How much text on either side of a quote counts as its context, in bytes.
const CONTEXT: usize = 160;

/// How many of the marked words are looked at.
const WORDS: usize = 16;
/// How many of the marked bytes are, for words as long as that do not occur.
const INSIDE: usize = 16 * WORDS;

impl RoleModel {
    /// Collects the features of a quote.
    pub(super) fn look(&self, text: &str, quote: &Quote) -> Seen {
        let mut seen = Seen::NOTHING;
        seen.set(Always, true);
        let before = context_before(text, quote.open.start);
        let after = context_after(text, quote.close.end);
        let count = self.look_inside(quote.words(text), &mut seen);
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
            let class = self.words.class(word);
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
            nearest[3] = self.words.class(word);
            so_far |= nearest[3];
            last = word.text;
        }
        let (mut coming, mut head, mut near, mut next) =
            (0, 0, nearest.iter().fold(0, |all, c| all | c), ("", 0));
        for (i, word) in words(rest).enumerate() {
            let class = self.words.class(word);
            coming |= class;
            head |= if i < 5 { class } else { 0 };
            near |= if i < 2 { class } else { 0 };
            next = if i == 0 { (word.text, class) } else { next };
        }
        // Most quotes have such a word in their own sentence; only without one the others are read.
        let says = |classes: u16| classes & class::SAY != 0;
        let say_in_paragraph = says(so_far | coming)
            || [former, later].iter().any(|part| words(part).any(|word| says(self.words.class(word))));

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Each of many marks that close nowhere held the rest of the text, and was read to its end in
    /// search of sixteen words.
    #[test]
    fn marks_without_words_are_not_read_to_the_end() {
        let text = format!("“{} It rains.”", ".".repeat(INSIDE));
        let mut quotes = Vec::new();
        crate::quote::scan(&text, &crate::quote::MarkOptions::default(), &mut quotes);
        assert!(RoleModel::english().look(&text, &quotes[0]).has(NoWords));
    }
}
