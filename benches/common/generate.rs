//! A news corpus out of a seed: invented people and places, made-up words with the frequencies of
//! English, and the shape of real news (measured on a few hundred articles): documents of about
//! four and a half kilobytes, paragraphs of one to four sentences, sentences of about twenty-three
//! words, a quotation in every third, curly marks in six of ten documents, four documents of ten
//! in plain ASCII, one character in two hundred outside ASCII elsewhere.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }

    /// A rank below `limit` by Zipf's law, near enough: the logarithm of the rank is uniform.
    fn zipf(&mut self, limit: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64 + 1.0).powf(uniform) as usize).saturating_sub(1).min(limit - 1)
    }
}

const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "to", "a", "and", "in", "that", "for", "is", "on", "it", "with", "was", "as", "he", "at",
    "by", "be", "his", "has", "have", "but", "not", "are", "from", "they", "an", "who", "would", "will",
    "been", "this", "we", "their", "had", "were", "more", "about", "she", "or", "than", "which", "her", "if",
    "after", "up", "its", "out", "when", "there", "could", "no", "over", "into", "all", "some", "what",
    "because", "so", "before", "against",
];
const CONTENT_WORDS: &[&str] = &[
    "people",
    "council",
    "year",
    "government",
    "state",
    "new",
    "last",
    "law",
    "time",
    "city",
    "percent",
    "campaign",
    "officials",
    "school",
    "money",
    "week",
    "party",
    "vote",
    "country",
    "plan",
    "water",
    "house",
    "public",
    "members",
    "trade",
    "police",
    "tax",
    "health",
    "group",
    "support",
    "report",
    "case",
    "company",
    "million",
    "first",
    "long",
    "farmers",
    "border",
    "election",
    "court",
    "budget",
    "election",
    "workers",
    "meeting",
    "policy",
    "agreement",
    "market",
    "hospital",
    "students",
    "leaders",
    "members",
    "decision",
    "security",
    "families",
    "energy",
    "prices",
];
const ONSETS: &[&str] =
    &["b", "br", "c", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"];
const NUCLEI: &[&str] = &["a", "e", "i", "o", "u", "ea", "io"];
const CODAS: &[&str] = &["", "n", "r", "s", "t", "l", "nd", "ng", "st", "d"];
const GIVEN: &[&str] = &["Ilse", "Otto", "Maren", "Tomas", "Ada", "Nils", "Petra", "Hugo", "Runa", "Silas"];
const FAMILY: &[&str] =
    &["Brandt", "Lindqvist", "Ash", "Varga", "Okoro", "Dalgaard", "Merrow", "Tanaka", "O'Dare"];
const FAMILY_WIDE: &[&str] = &["Müller-Thoss", "Peña", "Žižka", "Sørby", "Benoît"];
const TITLES: &[&str] = &["Mr.", "Dr.", "Sen.", "Mayor", "Minister", "spokeswoman", "Professor", "Ms."];
const PLACES: &[&str] = &["Lower Ashwick", "Varn", "the U.S.", "Port Merrow", "North Dalia", "Kessel"];
const CUES: &[&str] =
    &["said", "says", "told reporters", "added", "argued", "wrote", "asked", "warned", "insisted"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sept. 11", "Jan. 4"];

/// How a document writes its marks.
#[derive(Clone, Copy)]
struct Style {
    open: &'static str,
    close: &'static str,
    apostrophe: &'static str,
    dash: &'static str,
    ellipsis: &'static str,
    ascii: bool,
}

const STRAIGHT: Style =
    Style { open: "\"", close: "\"", apostrophe: "'", dash: " -- ", ellipsis: "...", ascii: true };
const CURLY: Style =
    Style { open: "“", close: "”", apostrophe: "’", dash: " — ", ellipsis: "…", ascii: false };
const SINGLE: Style =
    Style { open: "‘", close: "’", apostrophe: "’", dash: "—", ellipsis: "...", ascii: false };
const ANGLE: Style =
    Style { open: "«", close: "»", apostrophe: "’", dash: " – ", ellipsis: "…", ascii: false };

/// Documents of the seed that have at least `bytes` bytes together.
pub fn corpus(seed: u64, bytes: usize) -> Vec<String> {
    let mut writer = Writer { random: Random(seed), words: Vec::new(), style: STRAIGHT, text: String::new() };
    writer.words = writer.vocabulary(20_000);
    let mut texts = Vec::new();
    let mut sum = 0;
    while sum < bytes {
        let text = writer.document();
        sum += text.len();
        texts.push(text);
    }
    texts
}

struct Writer {
    random: Random,
    words: Vec<String>,
    style: Style,
    text: String,
}

impl Writer {
    /// Common words first, then made-up ones.
    fn vocabulary(&mut self, size: usize) -> Vec<String> {
        let mut words: Vec<String> = CONTENT_WORDS.iter().map(|&word| word.to_owned()).collect();
        while words.len() < size {
            let mut word = String::new();
            for _ in 0..2 + self.random.below(3) {
                word.push_str(self.random.pick(ONSETS));
                word.push_str(self.random.pick(NUCLEI));
            }
            word.push_str(self.random.pick(CODAS));
            words.push(word);
        }
        words
    }

    fn document(&mut self) -> String {
        self.style = match self.random.below(100) {
            0..=37 => STRAIGHT,
            38..=93 => CURLY,
            94..=97 => SINGLE,
            _ => ANGLE,
        };
        self.text = String::new();
        self.words(8, true);
        self.text.push_str("\n\n");
        for _ in 0..8 + self.random.below(26) {
            for number in 0..1 + self.random.below(4) {
                if number > 0 {
                    self.text.push(' ');
                }
                self.sentence();
            }
            self.text.push_str("\n\n");
        }
        std::mem::take(&mut self.text)
    }

    fn sentence(&mut self) {
        match self.random.below(100) {
            0..=17 => self.quote(),
            18..=23 => self.split_quote(),
            24..=33 => self.mixed_quote(),
            _ => self.statement(),
        }
    }

    fn statement(&mut self) {
        let length = 8 + self.random.below(14) + self.random.below(14);
        self.words(length, true);
        self.text.push_str(if self.random.percent(4) { "?" } else { "." });
    }

    /// “It is late,” Dr. Ilse Brandt said on Monday.
    fn quote(&mut self) {
        let length = 5 + self.random.below(24);
        self.text.push_str(self.style.open);
        self.words(length, true);
        self.text.push(',');
        self.text.push_str(self.style.close);
        self.text.push(' ');
        self.source_and_cue();
        self.text.push('.');
    }

    /// “It is late,” she said. “We shall see.”
    fn split_quote(&mut self) {
        self.quote();
        self.text.push(' ');
        self.text.push_str(self.style.open);
        let length = 4 + self.random.below(16);
        self.words(length, true);
        if self.random.percent(15) {
            self.text.push_str(self.style.ellipsis);
        } else {
            self.text.push('.');
        }
        self.text.push_str(self.style.close);
    }

    /// Dr. Brandt said it was “very late” for Varn.
    fn mixed_quote(&mut self) {
        self.source_and_cue();
        self.text.push(' ');
        let lengths = [3 + self.random.below(8), 1 + self.random.below(8), 2 + self.random.below(8)];
        self.words(lengths[0], false);
        self.text.push(' ');
        self.text.push_str(self.style.open);
        self.words(lengths[1], false);
        self.text.push_str(self.style.close);
        self.text.push(' ');
        self.words(lengths[2], false);
        self.text.push('.');
    }

    fn source_and_cue(&mut self) {
        self.name();
        self.text.push(' ');
        let cue = self.random.pick(CUES);
        self.text.push_str(cue);
        if self.random.percent(30) {
            self.text.push_str(" on ");
            let day = self.random.pick(DAYS);
            self.text.push_str(day);
        }
    }

    fn name(&mut self) {
        if self.random.percent(40) {
            let title = self.random.pick(TITLES);
            self.text.push_str(title);
            self.text.push(' ');
        }
        if self.random.percent(50) {
            let given = self.random.pick(GIVEN);
            self.text.push_str(given);
            // Some sites glue names together with a no-break space.
            self.text.push_str(if !self.style.ascii && self.random.percent(10) { "\u{a0}" } else { " " });
        }
        let wide = !self.style.ascii && self.random.percent(3);
        let family = self.random.pick(if wide { FAMILY_WIDE } else { FAMILY });
        self.text.push_str(&family.replace('\'', self.style.apostrophe));
    }

    /// `length` words and what stands between them.
    fn words(&mut self, length: usize, capital: bool) {
        for number in 0..length {
            if number > 0 {
                match self.random.below(1000) {
                    0..=44 => self.text.push_str(", "),
                    45..=51 => self.text.push_str(self.style.dash),
                    52..=54 => self.text.push_str("; "),
                    55..=69 => self.text.push('-'),
                    _ => self.text.push(' '),
                }
            }
            let start = self.text.len();
            match self.random.below(1000) {
                0..=459 => {
                    let rank = self.random.zipf(FUNCTION_WORDS.len());
                    self.text.push_str(FUNCTION_WORDS[rank]);
                }
                460..=499 => self.name(),
                500..=519 => {
                    let place = self.random.pick(PLACES);
                    self.text.push_str(place);
                }
                520..=539 => {
                    let number = self.random.below(3000);
                    let forms = [
                        format!("{number}"),
                        format!("{number},000"),
                        format!("${number}.5"),
                        format!("{number}s"),
                    ];
                    self.text.push_str(&forms[self.random.below(4)]);
                }
                540..=559 => {
                    let word = self.random.pick(&["don", "didn", "it", "he", "council", "country", "we"]);
                    self.text.push_str(word);
                    self.text.push_str(self.style.apostrophe);
                    self.text.push_str(if word.ends_with('n') { "t" } else { "s" });
                }
                _ => {
                    let rank = self.random.zipf(self.words.len());
                    self.text.push_str(&self.words[rank]);
                }
            }
            if capital && number == 0 {
                if let Some(first) = self.text.get_mut(start..start + 1) {
                    first.make_ascii_uppercase();
                }
            }
        }
    }
}
