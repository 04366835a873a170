//! Invented quotations for the tracker's tests and benches.
#![allow(dead_code, reason = "each user takes what it needs")]

use dixit::{Attribution, Document, Kind, SourceTracker, Span};

/// A document that is one quotation.
pub fn quote(
    id: &str,
    outlet: &str,
    date: &str,
    speaker: Option<&str>,
    text: &str,
) -> (Document, Attribution) {
    let whole = Span::new(0, text.len());
    let mut document = Document::new(id, text).outlet(outlet);
    document.published = (!date.is_empty()).then(|| date.into());
    let mut attribution = Attribution::new(Kind::Direct, [whole]).quoted([whole]);
    attribution.speaker = speaker.map(str::to_owned);
    (document, attribution)
}

/// Inserts what [`quote`] makes.
pub fn add(tracker: &mut SourceTracker, (document, attribution): &(Document, Attribution)) {
    tracker.insert(document, std::slice::from_ref(attribution)).unwrap();
}

/// A tracker that holds all of them.
pub fn tracker_of(quotes: &[(Document, Attribution)]) -> SourceTracker {
    let mut tracker = SourceTracker::new();
    quotes.iter().for_each(|quote| add(&mut tracker, quote));
    tracker
}

/// A small deterministic generator (xorshift), so that every run tests the same cases.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % n
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Invented quotations in families of variants: cut, changed, gapped, repeated.
pub fn invented(count: usize) -> Vec<(Document, Attribution)> {
    const SYLLABLES: [&str; 16] = [
        "mo", "ra", "va", "ost", "bel", "ki", "dun", "tor", "lin", "sha", "pe", "gru", "nos", "wen", "zil",
        "ha",
    ];
    const COMMON: [&str; 12] =
        ["the", "of", "and", "will", "never", "we", "for", "people", "time", "not", "have", "in"];
    let mut random = Random(0x5eed);
    let mut families: Vec<Vec<String>> = Vec::new();
    (0..count)
        .map(|n| {
            if families.is_empty() || random.below(3) == 0 {
                let words = (0..8 + random.below(12)).map(|_| match random.below(2) {
                    0 => COMMON[random.below(COMMON.len())].to_string(),
                    _ => (0..3).map(|_| SYLLABLES[random.below(16)]).collect(),
                });
                families.push(words.collect());
            }
            let mut words = families[random.below(families.len())].clone();
            let at = random.below(words.len());
            match random.below(6) {
                0 => words.truncate(at.max(5)),
                1 => drop(words.remove(at)),
                2 => words[at] = "changed".into(),
                3 => words[at] = "…".into(),
                4 => words.insert(at, "[indeed]".into()),
                _ => {}
            }
            let speaker = [None, Some("Ann Poe"), Some("Poe"), Some("Bob Roe")][random.below(4)];
            let date = ["", "2031-05-02", "2031-05-03", "2031-06-01"][random.below(4)];
            quote(
                &format!("d{n}"),
                ["Harbour Post", "Morava Times", "AP"][random.below(3)],
                date,
                speaker,
                &words.join(" "),
            )
        })
        .collect()
}
