//! Tokens and quoted spans in; units with a part of speech, and base noun phrases, out.
//!
//! A *unit* is a token outside quotation marks, or a whole quoted span: what stands inside marks
//! is somebody's words and takes no part in the sentence's own syntax beyond its place in it. The
//! layer is shallow on purpose: a tag a word (`tag`) and non-recursive noun phrases (`chunk`),
//! after Abney (1991), found with the lexicon, the ending of the word and its neighbours.

mod address;
mod atom;
mod chunk;
mod phrase;
mod tag;
mod tagger;
mod tally;

pub use crate::model::{Atom, AtomNames};
pub use chunk::{Chunk, ChunkKind};
pub(crate) use phrase::is_title;
pub use tagger::{Judge, Place, SCHEMA, Tagger};
pub use tally::{Counted, Counts, Tally, Verbs};

use crate::lexicon::{Clitic, Lexicon, NameFlags, Tag, TagSet, Word, WordId};
use crate::quote::Quote;
use crate::segment::{Segments, Shape, Token, TokenKind};
use crate::span::Span;

/// A token outside quotation marks, or a whole quoted span with its marks.
///
/// In 32 bytes, so that many lie in the nearest cache and the place of each is found by a shift.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
    /// What the lexicon knows of the word.
    pub word: WordId,
    /// Part of speech in this place; [`Tag::Unknown`] for punctuation and quoted spans.
    pub tag: Tag,
    /// What the learned scorers see of the unit.
    pub atom: Atom,
    /// Kind of the token; [`TokenKind::Mark`] for a quoted span.
    pub kind: TokenKind,
    /// How the word is written.
    pub shape: Shape,
    /// What hangs on the word.
    pub clitic: Clitic,
    /// Whether the word, as the part of speech it is here, nearly always reports.
    pub strong: bool,
    /// Number of the quoted span this unit is, or [`Unit::NO_QUOTE`].
    pub quote: u32,
    /// Number of the noun phrase the unit is in, or [`Unit::NO_CHUNK`].
    pub chunk: u32,
    /// Number of the sentence (outside quotation marks) the unit is in, from 0.
    pub sentence: u32,
}

impl Unit {
    /// Marks a unit that is no quoted span.
    pub const NO_QUOTE: u32 = u32::MAX;
    /// Marks a unit outside every noun phrase.
    pub const NO_CHUNK: u32 = u32::MAX;

    fn of(token: &Token) -> Self {
        Unit {
            start: token.start,
            end: token.end,
            word: token.word,
            tag: Tag::Unknown,
            atom: Atom::NONE,
            kind: token.kind,
            shape: token.shape,
            clitic: token.clitic,
            strong: false,
            quote: Unit::NO_QUOTE,
            chunk: Unit::NO_CHUNK,
            sentence: 0,
        }
    }

    /// Where the unit stands.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether the unit is a quoted span.
    pub const fn is_quote(&self) -> bool {
        self.quote != Self::NO_QUOTE
    }

    /// Whether a verb with a tense hangs on the word: "we're", "that's".
    #[inline]
    pub fn carries_verb(&self) -> bool {
        self.clitic == Clitic::Verb || self.clitic == Clitic::S && SUBJECTS.has(self.tag)
    }

    /// Whether the unit is a verb with a tense, or a word that one hangs on.
    #[inline]
    pub fn is_finite(&self) -> bool {
        FINITE.has(self.tag) || self.carries_verb()
    }

    /// Whether the unit is a word or a number.
    pub const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// Verbs with a tense.
pub(crate) const FINITE: TagSet =
    TagSet::of(Tag::VerbPast).with(Tag::VerbPresent).with(Tag::VerbS).with(Tag::Auxiliary).with(Tag::Modal);
/// Verbs that are neither auxiliary nor modal.
pub(crate) const VERBS: TagSet = TagSet::of(Tag::VerbBase)
    .with(Tag::VerbPresent)
    .with(Tag::VerbS)
    .with(Tag::VerbPast)
    .with(Tag::VerbParticiple)
    .with(Tag::VerbIng);
/// Words whose "'s" is a verb.
const SUBJECTS: TagSet = TagSet::of(Tag::PronounSubject).with(Tag::That).with(Tag::Existential).with(Tag::Wh);

/// A stretch of units: numbers of the first and past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitRange {
    /// Number of the first unit.
    pub start: u32,
    /// Number past the last unit.
    pub end: u32,
}

impl UnitRange {
    /// The range as `usize`, for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The shallow syntax of one text. Reusable: [`Syntax::fill`] clears and refills it.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// All units in order of the text.
    pub units: Vec<Unit>,
    /// Sentences as units; a sentence never ends inside quotation marks.
    pub sentences: Vec<UnitRange>,
    /// Paragraphs as units.
    pub paragraphs: Vec<UnitRange>,
    /// Base noun phrases in order of the text.
    pub chunks: Vec<Chunk>,
}

impl Syntax {
    /// Reads the syntax of `text`. `quotes` are those of the quote stage, in order of start.
    pub fn fill(
        &mut self,
        text: &str,
        segments: &Segments,
        quotes: &[Quote],
        lexicon: &Lexicon,
        tagger: &Tagger,
    ) {
        let mut tagger = tagger;
        self.fill_by(text, segments, quotes, lexicon, &mut tagger);
    }

    /// As [`Syntax::fill`], with another judge of parts of speech.
    pub fn fill_by(
        &mut self,
        text: &str,
        segments: &Segments,
        quotes: &[Quote],
        lexicon: &Lexicon,
        judge: &mut impl Judge,
    ) {
        self.units.clear();
        self.sentences.clear();
        self.paragraphs.clear();
        self.chunks.clear();
        // Doubling would hold up to twice the memory of the longest text.
        self.units.reserve_exact(segments.tokens.len());
        self.lay_out(text, segments, quotes, lexicon);
        for sentence in &self.sentences {
            tag::tag(text, &mut self.units[sentence.range()], lexicon, judge);
        }
        for (number, sentence) in self.sentences.iter().enumerate() {
            chunk::chunk(text, &mut self.units, *sentence, lexicon, &mut self.chunks);
            for unit in &mut self.units[sentence.range()] {
                unit.sentence = number as u32;
                let word = lexicon.word(unit.word);
                unit.strong = word.cue != 0 && lexicon.is_strong_cue(lexicon.cue_number_as(word, unit.tag));
                unit.atom = atom::atom(text, unit, quotes, lexicon);
            }
        }
    }

    /// Turns tokens and quoted spans into units, sentences and paragraphs.
    fn lay_out(&mut self, text: &str, segments: &Segments, quotes: &[Quote], lexicon: &Lexicon) {
        let mut outer = quotes.iter().enumerate().filter(|(_, q)| q.depth == 0).peekable();
        // Bytes before `covered` belong to the quoted span, address or bracket read last; the next quoted span
        // opens at `opens`, or later.
        let (mut covered, mut opens) = (0, 0);
        let mut sentence_start = 0;
        for paragraph in &segments.paragraphs {
            let paragraph_start = self.units.len() as u32;
            for sentence in &segments.sentences[paragraph.start as usize..paragraph.end as usize] {
                let first = self.units.len() as u32;
                for token in &segments.tokens[sentence.start as usize..sentence.end as usize] {
                    if (token.start as usize) < covered {
                        continue;
                    }
                    if self.possesses(text, token, first) || self.doubles(token, first) {
                        continue;
                    }
                    if let Some(end) = address::link_bracket(text, token) {
                        covered = end;
                        continue;
                    }
                    let mut unit = Unit::of(token);
                    let at = token.start as usize;
                    if let Some(end) = address::end(text, token) {
                        covered = end;
                        (unit.end, unit.kind) = (end as u32, TokenKind::Symbol);
                        (unit.shape, unit.word) = (Shape::None, WordId::UNKNOWN);
                    }
                    if at >= opens {
                        let ended = |quote: &Quote| quote.close.end.max(quote.span.end) <= at;
                        while outer.next_if(|(_, quote)| ended(quote)).is_some() {}
                        opens = outer.peek().map_or(usize::MAX, |(_, q)| q.open.start.min(q.span.start));
                        if let Some((index, quote)) = outer.peek().filter(|_| at >= opens) {
                            covered = quote.close.end.max(quote.span.end);
                            unit.end = covered as u32;
                            unit.kind = TokenKind::Mark;
                            unit.shape = Shape::None;
                            unit.word = WordId::UNKNOWN;
                            unit.quote = *index as u32;
                        }
                    }
                    self.units.push(unit);
                }
                // What was laid out before this sentence ends where this one starts, unless it goes on.
                if first > sentence_start
                    && (self.units.len() as u32) > first
                    && !self.goes_on(text, sentence_start, first, lexicon)
                {
                    self.sentences.push(UnitRange { start: sentence_start, end: first });
                    sentence_start = first;
                }
            }
            let end = self.units.len() as u32;
            if end > paragraph_start {
                self.paragraphs.push(UnitRange { start: paragraph_start, end });
            }
        }
        let end = self.units.len() as u32;
        if end > sentence_start {
            self.sentences.push(UnitRange { start: sentence_start, end });
        }
    }

    /// Takes the apostrophe of a plural possessor, which no quoted span begins or ends with, into the
    /// word: "the farmers' offer".
    fn possesses(&mut self, text: &str, token: &Token, first: u32) -> bool {
        let spaced = || text.as_bytes().get(token.end as usize).is_some_and(|byte| *byte == b' ');
        if token.kind != TokenKind::Mark || token.spaced || !spaced() {
            return false;
        }
        let Some(word) = self.units.get_mut(first as usize..).and_then(<[Unit]>::last_mut) else {
            return false;
        };
        let owner = word.kind == TokenKind::Word
            && word.clitic == Clitic::None
            && text[word.span().range()].ends_with(['s', 'S'])
            && matches!(&text[token.span().range()], "'" | "’");
        if owner {
            word.end = token.end;
            word.clitic = Clitic::S;
        }
        owner
    }

    /// Takes the dash behind a comma into it, as Russian typesets what is said: “It is late”, — said Poe.
    fn doubles(&mut self, token: &Token, first: u32) -> bool {
        if token.kind != TokenKind::Dash {
            return false;
        }
        let last = self.units.get_mut(first as usize..).and_then(<[Unit]>::last_mut);
        let Some(comma) = last.filter(|last| last.kind == TokenKind::Comma) else { return false };
        comma.end = token.end;
        true
    }

    /// Whether the sentence `start..first` goes on with the units from `first`, though a full stop
    /// or a new paragraph stands between: behind a quoted span (`“Why?” Poe asked.`), or at a colon
    /// before one.
    fn goes_on(&self, text: &str, start: u32, first: u32, lexicon: &Lexicon) -> bool {
        let (last, next) = (&self.units[first as usize - 1], &self.units[first as usize]);
        let gap = &text[last.end as usize..next.start as usize];
        if last.kind == TokenKind::Colon {
            return next.is_quote();
        }
        if !last.is_quote() || next.is_quote() || gap.contains('\n') {
            return false;
        }
        let inner = text[last.start as usize..last.end as usize]
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '!' | '?' | '…'));
        if inner.ends_with(',') || !inner.ends_with(['.', '!', '?', '…']) || next.shape == Shape::Lower {
            return true;
        }
        // A whole sentence in marks: only words that report it belong to it.
        let alone = self.units[start as usize..first as usize].iter().all(|u| u.is_quote() || !u.is_word());
        let near = &self.units[first as usize..self.units.len().min(first as usize + REPORT_REACH)];
        let reports = |at: &usize| {
            lexicon.is_strong_cue(lexicon.word(near[*at].word).cue) && near[*at].shape == Shape::Lower
        };
        // Behind a full stop they are the last: “It is late.” Poe said. What goes on reports something else:
        // “It is late.” Poe said he would leave.
        let asked = inner.ends_with(['!', '?']);
        let last = |at: usize| near.get(at + 1).is_none_or(|next| next.kind == TokenKind::Stop);
        alone && (0..near.len()).filter(reports).any(|at| asked || last(at))
    }

    /// The lexicon's knowledge of a unit's word.
    pub fn word<'l>(&self, unit: usize, lexicon: &'l Lexicon) -> &'l Word {
        lexicon.word(self.units[unit].word)
    }
}

/// How far behind a quoted sentence the word that reports it may stand, in units.
const REPORT_REACH: usize = 10;

/// Flags that make a capitalised word part of a person's name.
pub(crate) const PERSON_NAME: NameFlags = NameFlags::FEMALE.with(NameFlags::MALE).with(NameFlags::FAMILY);

/// One text with its units and what is needed to read them; what the later stages look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The caller's text.
    pub text: &'a str,
    /// Its units, sentences, paragraphs and noun phrases.
    pub syntax: &'a Syntax,
    /// Its quoted spans.
    pub quotes: &'a [Quote],
    /// The lexicon everything was read with.
    pub lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    /// A unit by number.
    pub fn unit(&self, at: u32) -> &'a Unit {
        &self.syntax.units[at as usize]
    }

    /// The word of a unit.
    pub fn word(&self, at: u32) -> &'a Word {
        self.lexicon.word(self.unit(at).word)
    }

    /// The quoted span that a unit is, if there is such a unit and it is one.
    pub fn quote(&self, at: u32) -> Option<&'a Quote> {
        self.quotes.get(self.syntax.units.get(at as usize)?.quote as usize)
    }

    /// Whether a unit is the first of its paragraph, found in logarithmic time.
    pub fn starts_paragraph(&self, at: u32) -> bool {
        self.syntax.paragraphs.binary_search_by_key(&at, |paragraph| paragraph.start).is_ok()
    }

    /// Number of the paragraph of a unit, found in logarithmic time.
    pub fn paragraph(&self, at: u32) -> usize {
        self.syntax.paragraphs.partition_point(|paragraph| paragraph.end <= at)
    }

    /// The sentence of a unit.
    pub fn sentence(&self, at: u32) -> UnitRange {
        self.syntax.sentences[self.unit(at).sentence as usize]
    }

    /// The atom at `at + offset`, [`Atom::NONE`] outside `within`.
    pub fn atom(&self, at: u32, offset: i32, within: UnitRange) -> Atom {
        self.near(at, offset, within).map_or(Atom::NONE, |unit| unit.atom)
    }

    /// The part of speech at `at + offset`, [`Tag::Unknown`] outside `within`.
    pub fn unit_tag(&self, at: u32, offset: i32, within: UnitRange) -> Tag {
        self.near(at, offset, within).map_or(Tag::Unknown, |u| u.tag)
    }

    /// Whether the unit at `at + offset` is a quoted span inside `within`.
    pub fn is_quote(&self, at: u32, offset: i32, within: UnitRange) -> bool {
        self.near(at, offset, within).is_some_and(Unit::is_quote)
    }

    /// Whether a quoted span stands among the units.
    pub fn holds_quote(&self, units: UnitRange) -> bool {
        self.syntax.units[units.range()].iter().any(Unit::is_quote)
    }

    /// Whether a verb with a tense stands among the units, or a word that one hangs on.
    pub fn holds_verb(&self, units: UnitRange) -> bool {
        self.syntax.units[units.range()].iter().any(Unit::is_finite)
    }

    /// The noun phrase at `at + offset`, if that is inside `within`.
    pub fn chunk_at(&self, at: u32, offset: i32, within: UnitRange) -> Option<&'a Chunk> {
        self.near(at, offset, within).and_then(|u| self.syntax.chunks.get(u.chunk as usize))
    }

    fn near(&self, at: u32, offset: i32, within: UnitRange) -> Option<&'a Unit> {
        // Before the first unit it wraps round to a number past the last.
        let place = at.wrapping_add_signed(offset);
        (within.start <= place && place < within.end).then(|| &self.syntax.units[place as usize])
    }

    /// The noun phrase a unit is in.
    pub fn chunk(&self, at: u32) -> Option<&'a Chunk> {
        self.syntax.chunks.get(self.unit(at).chunk as usize)
    }

    /// The text of a unit.
    pub fn surface(&self, at: u32) -> &'a str {
        &self.text[self.unit(at).span().range()]
    }

    /// Whether a unit is one of some words, in any case.
    pub fn is_any(&self, at: u32, words: &[&str]) -> bool {
        words.iter().any(|word| self.surface(at).eq_ignore_ascii_case(word))
    }

    /// The bytes of a stretch of units.
    pub fn span(&self, units: UnitRange) -> Span {
        if units.start >= units.end {
            return Span::default();
        }
        let (first, last) = (self.unit(units.start), self.unit(units.end - 1));
        address::whole_links(self.text, first.start as usize, last.end as usize)
    }
}

/// Reads a text for a test and shows it to `look`.
#[cfg(test)]
pub(crate) fn with_scene<T>(text: &str, look: impl FnOnce(&Scene) -> T) -> T {
    let lexicon = Lexicon::english();
    let (mut segments, mut quotes, mut syntax) = (Segments::default(), Vec::new(), Syntax::default());
    segments.fill(text, &lexicon);
    crate::quote::scan(text, &crate::quote::MarkOptions::default(), &mut quotes);
    syntax.fill(text, &segments, &quotes, &lexicon, &Tagger::shipped(&lexicon).unwrap());
    look(&Scene { text, syntax: &syntax, quotes: &quotes, lexicon: &lexicon })
}
