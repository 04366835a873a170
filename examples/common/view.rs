//! Text for a reader: wrapped to the terminal's width, with emphasis only on a terminal.

use console::{Style, Term, measure_text_width};
use dixit::tracker::Change;
use serde::Serialize;

/// The width of lines where there is no terminal to ask, and the widest that reads well.
const DEFAULT_WIDTH: usize = 80;
const LARGEST_WIDTH: usize = 100;
const SMALLEST_WIDTH: usize = 30;

/// How standard output is to look.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Whether emphasis is shown.
    pub colours: bool,
}

impl Page {
    /// For standard output as it is.
    pub fn for_standard_output() -> Self {
        let columns = Term::stdout().size_checked().map_or(DEFAULT_WIDTH, |(_, columns)| columns.into());
        Page { width: columns.clamp(SMALLEST_WIDTH, LARGEST_WIDTH), colours: console::colors_enabled() }
    }

    /// The main words of an entry.
    pub fn strong(&self, words: &str) -> String {
        self.paint(Style::new().bold(), words)
    }

    /// Facts beside the main words.
    pub fn faint(&self, words: &str) -> String {
        self.paint(Style::new().dim(), words)
    }

    /// Something to look at twice.
    pub fn warning(&self, words: &str) -> String {
        self.paint(Style::new().yellow(), words)
    }

    /// A change of words: `before → after`.
    pub fn change(&self, change: &Change) -> String {
        let or_nothing =
            |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
        let words = format!("{} → {}", or_nothing(&change.from), or_nothing(&change.to));
        if change.critical { self.warning(&format!("{words} (critical)")) } else { printable(&words) }
    }

    fn paint(&self, style: Style, words: &str) -> String {
        style.force_styling(self.colours).apply_to(printable(words)).to_string()
    }

    /// Adds `words` to `page`, wrapped and indented by `indent` columns; white space of any kind
    /// becomes one space.
    pub fn paragraph(&self, page: &mut String, indent: usize, words: &str) {
        let room = self.width.saturating_sub(indent).max(1);
        let mut used = 0;
        for word in printable(words).split_whitespace() {
            let columns = measure_text_width(word);
            if used == 0 || used + 1 + columns > room {
                if used > 0 {
                    page.push('\n');
                }
                page.extend(std::iter::repeat_n(' ', indent));
                used = columns;
            } else {
                page.push(' ');
                used += 1 + columns;
            }
            page.push_str(word);
        }
        page.push('\n');
    }
}

/// The words without control characters, which could steer the terminal of whoever reads an article.
pub fn printable(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A value's name as in the JSON: `speaker-conflict`.
pub fn name_of(thing: impl Serialize) -> String {
    serde_json::to_value(thing).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
