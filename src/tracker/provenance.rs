//! A document's text in, out how its statements got there: told to whom, quoted by whom,
//! republished from where, each with the bytes that say so.
//!
//! A phrase opens every finding ("in an interview with", "originally published by"), a name must
//! follow it. Phrases that many other words can follow ("told …", "according to …") count only
//! before a known outlet or a name built like one ("… Gazette", "… News").

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::near::Near;
use super::outlets::Outlets;
use super::phrases::{Needs, Phrases};
use super::tables::Tables;
use crate::attribution::Attribution;
use crate::span::Span;

/// How an outlet stands between the speaker and the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Route {
    /// The speaker said it to them: "told the Associated Press", "in an interview with".
    Told,
    /// They reported it, and the document reports that: "quoted by", "according to", "citing".
    Reported,
    /// The whole document was theirs first: "originally published by", "special to".
    Republished,
    /// The document is signed by them: "By Zero Hedge".
    Byline,
    /// A wire service's mark: "OSTRAVA (AP) —".
    Wire,
}

/// An outlet that a text names as where it has the words from, with what says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Via {
    /// How.
    pub route: Route,
    /// The outlet's one name.
    pub outlet: Box<str>,
    /// The words that say so: bytes of the document's text. Empty where the attribution or the
    /// document's facts say it.
    pub evidence: Span,
}

/// How far behind an occurrence's paragraph start and end a phrase may stand.
const REACH: usize = 400;

/// Finds where documents and their occurrences come from.
#[derive(Clone, Debug)]
pub(crate) struct Provenance {
    phrases: Phrases,
    outlets: Outlets,
    tables: Arc<Tables>,
}

/// What one document says about where its words come from.
#[derive(Clone, Debug)]
pub(crate) struct Vias {
    /// Outlets that the whole document came from.
    pub(crate) document: Vec<Via>,
    /// Outlets named in passing.
    local: Near<Via>,
}

impl Provenance {
    pub(crate) fn new(outlets: Outlets, tables: Arc<Tables>) -> Self {
        Provenance { phrases: Phrases::new(), outlets, tables }
    }

    pub(crate) fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// Every outlet that `text` names as where it has something from. `own` is the one name of the
    /// document's outlet, which has nothing from itself.
    pub(crate) fn scan(&self, text: &str, byline: Option<&str>, own: Option<&str>) -> Vias {
        let (mut whole, mut local, mut known) = (Vec::new(), Vec::new(), HashSet::new());
        let mut add = |via: Via| {
            if own == Some(&*via.outlet) {
                return;
            }
            if via.route <= Route::Reported {
                local.push((via.evidence, via));
            } else if known.insert((via.route, via.outlet.clone())) {
                whole.push(via);
            }
        };
        for phrase in self.phrases.find(text) {
            let whole_word = text[..phrase.start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            if !whole_word {
                continue;
            }
            if let Some(name) = self.name(text, phrase.end, phrase.needs) {
                let outlet = self.outlets.canonical(&text[name.range()]).into();
                add(Via { route: phrase.route, outlet, evidence: Span::new(phrase.start, name.end) });
            }
        }
        self.wire(text).into_iter().chain(self.byline(text, byline)).for_each(&mut add);
        Vias { document: whole, local: Near::new(local) }
    }

    /// The name of an outlet that starts at `at`, behind an article and an opening bracket.
    fn name(&self, text: &str, at: usize, needs: Needs) -> Option<Span> {
        let mut start = at;
        for skip in ["the ", "The ", "[", "“", "\"", "the "] {
            if text[start..].starts_with(skip) && !(skip == "The " && self.starts_known(&text[start..])) {
                start += skip.len();
            }
        }
        let end = start + name_len(&text[start..]);
        // The longest known name wins; a possessive or a following capital is no part of it.
        let known = prefixes(&text[start..end]).find(|name| self.outlets.find(name).is_some());
        if let Some(name) = known {
            // A full stop may end the sentence; in "A.P." it belongs to the name.
            let bare = name.strip_suffix('.').filter(|bare| !bare.contains('.'));
            let name = bare.filter(|bare| self.outlets.find(bare).is_some()).unwrap_or(name);
            return Some(Span::new(start, start + name.len()));
        }
        let name = &text[start..end];
        let like_outlet = prefixes(name).find(|name| {
            let mut words = name.split_whitespace();
            words.next_back().is_some_and(|word| self.tables.outlet_words.contains(word))
                && words.next().is_some()
        });
        match (like_outlet, needs) {
            (Some(name), _) => Some(Span::new(start, start + name.len())),
            (None, Needs::Name) if end > start => Some(Span::new(start, end)),
            _ => None,
        }
    }

    fn starts_known(&self, text: &str) -> bool {
        prefixes(&text[..name_len(text)]).any(|name| self.outlets.find(name).is_some())
    }

    /// "OSTRAVA, May 3 (AP) — …" near the start of the text.
    fn wire(&self, text: &str) -> Option<Via> {
        const HEAD: usize = 2000;
        memchr::memchr_iter(b'(', &text.as_bytes()[..text.len().min(HEAD)]).find_map(|open| {
            let near = &text.as_bytes()[open..text.len().min(open + HEAD)];
            let close = open + memchr::memchr2(b')', b'\n', near)?;
            let dash = text[close + 1..].trim_start_matches([' ', '\u{a0}']);
            let marked = text.as_bytes()[close] == b')' && dash.starts_with(['-', '–', '—']);
            let outlet = self.outlets.find(&text[open + 1..close]).filter(|_| marked)?;
            Some(Via { route: Route::Wire, outlet: outlet.into(), evidence: Span::new(open, close + 1) })
        })
    }

    /// "By Zero Hedge": a byline that is an outlet.
    fn byline(&self, text: &str, byline: Option<&str>) -> Option<Via> {
        let fact = byline.map(|byline| byline.strip_prefix("By ").unwrap_or(byline));
        if let Some(outlet) = fact.and_then(|byline| self.outlets.find(byline)) {
            return Some(Via { route: Route::Byline, outlet: outlet.into(), evidence: Span::default() });
        }
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        for start in std::iter::once(0).chain(behind).take(40) {
            let rest = &text[start..];
            let Some(skip) = ["By ", "BY ", "by "].iter().find(|by| rest.starts_with(**by)) else { continue };
            let line = rest.split('\n').next().unwrap_or(rest);
            let name = self.name(text, start + skip.len(), Needs::Outlet);
            let whole_line = |name: &Span| {
                let behind = text.get(name.end..start + line.len()).unwrap_or_default();
                behind.trim().trim_start_matches([']', '(', '#', ')']).is_empty()
            };
            if let Some(name) = name.filter(whole_line) {
                let outlet = self.outlets.canonical(&text[name.range()]).into();
                return Some(Via { route: Route::Byline, outlet, evidence: Span::new(start, name.end) });
            }
        }
        None
    }
}

impl Vias {
    /// Via whom the content at `span` came: the outlets named in its paragraph. What somebody was told
    /// holds from there on; what somebody reported holds for its own sentence.
    pub(crate) fn of(&self, text: &str, span: Span) -> Vec<Via> {
        if span.end > text.len() {
            return Vec::new();
        }
        let near = self.local.to(Span::new(span.start.saturating_sub(REACH), span.end + REACH));
        // Of the paragraph no more is read than the near ones span.
        let first = near.iter().fold(span.start, |first, (evidence, _)| evidence.start.min(first));
        let last = near.iter().fold(span.end, |last, (evidence, _)| evidence.end.max(last));
        let start = text[first..span.start].rfind('\n').map_or(first, |n| first + n + 1);
        let end = text[span.end..last].find('\n').map_or(last, |n| span.end + n);
        let in_reach = |(evidence, via): &&(Span, Via)| {
            let (before, after) = (evidence.end <= span.start, evidence.start >= span.end);
            let between =
                if before { evidence.end..span.start } else { span.end.min(evidence.start)..evidence.start };
            if evidence.start < start || evidence.end > end || between.len() >= REACH {
                return false;
            }
            let same_sentence = || !text[between].contains(". ");
            match via.route {
                Route::Told => before || same_sentence(),
                _ => (before || after) && same_sentence(),
            }
        };
        let mut via: Vec<Via> = near.iter().filter(in_reach).map(|(_, via)| via.clone()).collect();
        via.sort_unstable();
        via.dedup_by(|a, b| a.route == b.route && a.outlet == b.outlet);
        via
    }
}

/// What attributions say themselves of the outlets that somebody spoke to: with their place among the
/// attributions.
pub(crate) struct Addressees<'o>(Near<(usize, &'o str)>);

impl<'o> Addressees<'o> {
    /// Those of the attributions of one document that `outlets` knows.
    pub(crate) fn new(attributions: &[Attribution], outlets: &'o Outlets) -> Self {
        let find = |(place, attribution): (usize, &Attribution)| {
            let outlet = outlets.find(attribution.addressee.as_deref()?)?;
            let span = attribution.content.iter().copied().reduce(Span::cover)?;
            Some((span, (place, outlet)))
        };
        Addressees(Near::new(attributions.iter().enumerate().filter_map(find).collect()))
    }

    /// Adds those of the attributions that share bytes with the content at `span`, in their order, but
    /// for outlets that are there.
    pub(crate) fn add(&self, span: Span, via: &mut Vec<Via>) {
        let mut told: Vec<_> = self.0.to(span).iter().filter(|(other, _)| other.overlaps(span)).collect();
        told.sort_unstable_by_key(|(_, (place, _))| *place);
        for (_, (_, outlet)) in told {
            if !via.iter().any(|via| *via.outlet == **outlet) {
                let outlet = (*outlet).into();
                via.push(Via { route: Route::Told, outlet, evidence: Span::default() });
            }
        }
    }
}

/// Length of the run of capitalised words, with "of", "and", "&" between them, at the start.
fn name_len(text: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for (n, word) in text.split([' ', '\u{a0}']).take(8).enumerate() {
        let body = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !body.is_empty();
        let joint = n > 0 && matches!(word, "of" | "and" | "&" | "for" | "de" | "la" | "der" | "die");
        if !capital && !joint {
            break;
        }
        let cut = body.find(|c: char| "])(,;:!?“”\"\n".contains(c)).unwrap_or(body.len());
        if capital {
            end = at + cut;
        }
        if cut < word.len() && word != body && !word[cut..].starts_with('.') || cut < body.len() {
            break;
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    end
}

/// The name itself, then without its last word, and so on; each also without a possessive.
fn prefixes(name: &str) -> impl Iterator<Item = &str> {
    let ends = name.match_indices([' ', '\u{a0}']).map(|(at, _)| at).collect::<Vec<_>>();
    std::iter::once(name.len())
        .chain(ends.into_iter().rev())
        .flat_map(move |end| {
            let whole = &name[..end];
            let bare = whole.strip_suffix("'s").or(whole.strip_suffix("’s"));
            std::iter::once(whole).chain(bare)
        })
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Vias {
        Provenance::new(Outlets::new(), Tables::shipped()).scan(text, None, Some("Harbour Post"))
    }

    fn names(via: &[Via], text: &str) -> Vec<(Route, String, String)> {
        let evidence = |s: &Via| text[s.evidence.range()].to_string();
        via.iter().map(|s| (s.route, s.outlet.to_string(), evidence(s))).collect()
    }

    #[test]
    fn sources_of_a_statement() {
        for (text, route, outlet, evidence) in [
            ("Poe told the AP that “it works.”", Route::Told, "Associated Press", "told the AP"),
            (
                "Poe said in an interview with The Ostrava Gazette. “It works,” she added.",
                Route::Told,
                "Ostrava Gazette",
                "interview with The Ostrava Gazette",
            ),
            (
                "“It works,” she said, as [quoted by The Hill](#).",
                Route::Reported,
                "Hill",
                "quoted by The Hill",
            ),
            (
                "According to Reuters, Poe thinks “it works.”",
                Route::Reported,
                "Reuters",
                "According to Reuters",
            ),
            (
                "“It works,” Poe thinks, writes The Guardian, citing a letter.",
                Route::Reported,
                "Guardian",
                "writes The Guardian",
            ),
        ] {
            let at = text.find("t works").unwrap();
            let found = scan(text).of(text, Span::new(at, at + 7));
            assert_eq!(names(&found, text), [(route, outlet.to_string(), evidence.to_string())], "{text}");
        }
    }

    #[test]
    fn sources_of_a_document() {
        for (text, route, outlet) in [
            ("OSTRAVA, May 3 (AP) — It rained.", Route::Wire, "Associated Press"),
            ("By [Zero Hedge](#)\n\nIt rained.", Route::Byline, "ZeroHedge"),
            (
                "It rained.\nThe original source of this article is [Morava Blog](#)\n",
                Route::Republished,
                "Morava Blog",
            ),
            ("It rained. This story was originally published by Reuters.", Route::Republished, "Reuters"),
            ("By Ann Poe, special to the Ostrava Gazette\nIt rained.", Route::Republished, "Ostrava Gazette"),
        ] {
            let found = scan(text).document;
            assert_eq!(
                found.iter().map(|s| (s.route, &*s.outlet)).collect::<Vec<_>>(),
                [(route, outlet)],
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_source() {
        for text in [
            "She told Ann Poe that it works.",
            "According to Poe it works.",
            "She foretold Reuters a future.",
            "She told the Harbour Post that it works.",
            "By Ann Poe\nIt works (as she said) - mostly.",
        ] {
            let found = scan(text);
            assert!(
                found.document.is_empty() && found.of(text, Span::new(0, text.len())).is_empty(),
                "{text}: {found:?}"
            );
        }
    }
}
