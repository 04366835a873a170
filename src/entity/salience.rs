//! What speaks for a candidate as what a pronoun or a noun means: named signals for a learned linear model.
//!
//! The signals are those of Lappin and Leass (1994) and later work: distance, the place of the
//! candidate's last mention, how often it was mentioned, and in news above all whether the candidate
//! has the floor. [`Setting`] says what is sought and what stands around it: before a quote that opens a
//! paragraph other signals count than inside a sentence. A noun may also be somebody new, a candidate like the
//! others. The weights are learned from gold that names speakers and from texts in which gender leaves one
//! candidate (`examples/train.rs`).

mod by_hand;

pub use by_hand::{fixed, weights_by_hand};

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::{BodyKind, Clitic, Tag};
use crate::mention::{Mention, MentionKind, Mentions, hash_of};
use crate::model::{Feature, Field, Sink, templates};
use crate::segment::{Shape, TokenKind};
use crate::syntax::Scene;

use super::noun::{names_in, owned};
use super::walk::View;
use super::{NONE, Referent};

use Field::Count as N;

/// What a given name alone says of gender, as evidence.
const GIVEN_NAME: u16 = 2;

/// How far back an antecedent may lie, in sentences.
pub(super) const REACH: u32 = 12;

templates! {
    /// Names of the signals. The last value of most says what is sought: a person by "he" or "she", a person by a
    /// noun, a thing by "it", several, a thing by a noun.
    SENTENCES = 0, "sentences", &[N, N];
    SENTENCES_AT = 1, "sentences+setting", &[N, N, N];
    PARAGRAPHS = 2, "paragraphs", &[N, N];
    PLACE = 3, "place", &[N, N, N];
    PLACE_AT = 4, "place+setting", &[N, N, N];
    FLOOR = 5, "floor", &[N, N, N];
    FLOOR_AT = 6, "floor+setting", &[N, N, N];
    RANK = 7, "rank", &[N, N];
    INTRODUCED = 8, "introduced", &[N];
    INTERRUPTED = 9, "interrupted", &[N, N, N];
    MENTIONS = 10, "mentions", &[N, N];
    IN_CONTENT = 11, "in-content", &[N, N, N];
    CLAUSE = 12, "clause", &[];
    HEADLINE = 13, "headline", &[N];
    BY = 14, "by", &[N, N];
    OPENS_PARAGRAPH = 15, "opens-paragraph", &[N, N];
    GENDER = 16, "gender", &[N, N];
    SORT = 17, "sort", &[N, N];
    REPORTED = 18, "reported", &[N, N];
    ASK = 19, "ask", &[N, N];
    SUBJECT = 20, "last-subject", &[N, N];
    TOPIC = 21, "opened-paragraph", &[N];
    NAMED = 22, "named", &[N, N, N];
    NOUN = 23, "noun", &[N, N];
    LOCATED = 24, "located", &[N];
    NEW = 25, "new", &[N, N, N];
    NEW_BEHIND = 26, "new+behind", &[N, N];
    CLASS = 27, "class", &[N, N, N];
    NEW_CLASS = 28, "new+class", &[N, N];
}

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Sought {
    /// A person, by "he" or "she".
    Person,
    /// A person, by a noun.
    Human,
    /// A body or text, by "it".
    It,
    /// Several, by "they".
    They,
    /// A body, a text or several, by a noun.
    Noun,
}

/// What is sought, and what stands around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
enum Setting {
    /// A person by a pronoun that is no source.
    Plain,
    /// By the source of a claim.
    Claim,
    /// By the source of a quote.
    Quote,
    /// By the source of a quote that opens a paragraph.
    OpeningQuote,
    /// A person by a noun.
    Human,
    /// A body or text by "it".
    It,
    /// Several by "they".
    They,
    /// A body, a text or several by a noun.
    Noun,
}

/// What sort of candidate it is.
#[repr(u16)]
enum Kind {
    /// A person by name.
    Person,
    /// Somebody unnamed.
    Unnamed,
    /// A name that may be anything's and has not spoken.
    Unsure,
    /// A name that may be anything's and has spoken.
    UnsureSpoke,
    /// A body by name.
    Body,
    /// A place.
    Place,
    /// A body by a noun.
    UnnamedBody,
    /// Several.
    Group,
    /// A text.
    Document,
}

impl Kind {
    fn of(referent: &Referent, last: &Mention, spoke: bool) -> Kind {
        let named = referent.name != NONE;
        match referent.kind {
            SpeakerKind::Anonymous => Kind::Unnamed,
            SpeakerKind::Group => Kind::Group,
            SpeakerKind::Document => Kind::Document,
            SpeakerKind::Organisation if last.kind == MentionKind::Place => Kind::Place,
            SpeakerKind::Organisation if !named => Kind::UnnamedBody,
            _ if !referent.sure && spoke => Kind::UnsureSpoke,
            _ if !referent.sure => Kind::Unsure,
            SpeakerKind::Organisation => Kind::Body,
            SpeakerKind::Person => Kind::Person,
        }
    }
}

/// A mention in search of what it means.
#[derive(Clone, Copy)]
pub(super) struct Anaphor<'a> {
    pub(super) mention: &'a Mention,
    /// The draft whose source it heads.
    pub(super) draft: Option<&'a Draft>,
    pub(super) sought: Sought,
}

impl Anaphor<'_> {
    /// Whether a referent is of the other gender, and more than a given name says so, which some men and women share.
    pub(super) fn clashes_surely(&self, referent: &Referent) -> bool {
        referent.clashes(self.mention) && referent.she.abs_diff(referent.he) > GIVEN_NAME
    }

    pub(super) fn agrees(&self, referent: &Referent) -> bool {
        self.mention.she && referent.is_she() || self.mention.he && referent.is_he()
    }

    /// How far the genders go together: 0 nothing known of the referent's, 1 to 3 the same, the surer the more, 4
    /// another.
    fn gender(&self, referent: &Referent) -> u16 {
        match referent.she.abs_diff(referent.he) {
            _ if referent.clashes(self.mention) => 4,
            _ if !self.agrees(referent) => 0,
            0..=1 => 1,
            2..=3 => 2,
            _ => 3,
        }
    }

    /// Whether it is a noun, which may be somebody new.
    pub(super) fn is_noun(&self) -> bool {
        matches!(self.sought, Sought::Human | Sought::Noun)
    }

    fn setting(&self, scene: &Scene) -> Setting {
        match (self.sought, self.draft) {
            (Sought::Human, _) => Setting::Human,
            (Sought::It, _) => Setting::It,
            (Sought::They, _) => Setting::They,
            (Sought::Noun, _) => Setting::Noun,
            (Sought::Person, None) => Setting::Plain,
            (Sought::Person, Some(draft)) if draft.quoted.is_empty() => Setting::Claim,
            (Sought::Person, Some(draft)) if scene.starts_paragraph(draft.first_unit()) => {
                Setting::OpeningQuote
            }
            (Sought::Person, Some(_)) => Setting::Quote,
        }
    }
}

/// What a noun has in common with a candidate, as bits: a role, a name in the role, a name in the role that the
/// candidate lacks, a word of the candidate's name, that both publish, a role that the noun may mean.
fn in_common(scene: &Scene, mentions: &Mentions, noun: &Mention, referent: &Referent) -> u16 {
    let word = scene.unit(noun.head).word;
    let ties = || names_in(scene, noun);
    let shared = ties().any(|at| referent.tied(hash_of(scene.surface(at))));
    let hash = hash_of(scene.surface(noun.head));
    let names = mentions.words.get(referent.words.range()).unwrap_or_default();
    u16::from(referent.has_role(word))
        | u16::from(shared) << 1
        | u16::from(!shared && ties().next().is_some()) << 2
        | u16::from(names.iter().any(|name| name.hash == hash)) << 3
        | u16::from(scene.lexicon.is_outlet_word(word) && is_outlet(scene, mentions, referent)) << 4
        | u16::from(referent.roles().iter().any(|role| scene.lexicon.may_mean(word, *role))) << 5
}

/// Whether a body is an outlet: one that the lexicon knows, that the text calls by such a word, or with such a word
/// in its name.
fn is_outlet(scene: &Scene, mentions: &Mentions, referent: &Referent) -> bool {
    let is_outlet_word = |word| scene.lexicon.is_outlet_word(word);
    let Some(name) = mentions.list.get(referent.name as usize) else { return false };
    let known = || name.body.and_then(|body| scene.lexicon.body_of(body));
    let built = || (name.core.start..name.core.end).any(|at| is_outlet_word(scene.unit(at).word));
    referent.kind == SpeakerKind::Organisation
        && (referent.roles().iter().any(|role| is_outlet_word(*role))
            || known().is_some_and(|body| body.kind == BodyKind::Outlet)
            || built())
}

/// What sort of thing a noun names, by itself ("the company") or with more words ("the shipping company").
fn class(scene: &Scene, noun: &Mention) -> u16 {
    let plain = noun.units.end - noun.units.start == 2;
    2 * scene.word(noun.head).noun as u16 + u16::from(plain)
}

/// What speaks for a noun's being somebody or something new.
pub(super) fn extract_new(scene: &Scene, noun: &Mention, sought: Sought, sink: &mut impl Sink) {
    let sought = sought as u16;
    let words = (noun.head - noun.core.start).min(2) as u16;
    let owned = owned(scene, noun);
    let of_somebody = (noun.units.start..noun.head).any(|at| scene.unit(at).clitic == Clitic::S);
    let capital = scene.unit(noun.head).shape != Shape::Lower;
    let bare = noun.units.start == noun.core.start;
    let aged = (noun.units.start..noun.head).any(|at| scene.unit(at).kind == TokenKind::Hyphen);
    // "The Tull senator", mostly of somebody known.
    let named = names_in(scene, noun).next().is_some();
    let flags = [owned, of_somebody, capital, bare, aged, named];
    let flags = flags.iter().enumerate().fold(0, |all, (bit, flag)| all | u16::from(*flag) << bit);
    let behind = scene.syntax.units.get(noun.head as usize + 1).map_or(0, |next| match next.kind {
        TokenKind::Comma => 1,
        _ if next.tag == Tag::Wh => 2,
        TokenKind::Word if scene.is_any(noun.head + 1, &["of"]) => 3,
        _ if next.tag == Tag::Preposition => 4,
        _ if next.is_finite() => 5,
        _ => 6,
    });
    sink.add(Feature::new(NEW, words, flags, sought));
    sink.add(Feature::new(NEW_BEHIND, behind, sought, 0));
    sink.add(Feature::new(NEW_CLASS, class(scene, noun), sought, 0));
}

/// Where a candidate was mentioned last, as seen from an anaphor.
pub(super) struct Sighting<'a> {
    pub(super) candidate: u32,
    pub(super) referent: &'a Referent,
    pub(super) last: &'a Mention,
    /// Sentences and paragraphs in between.
    pub(super) sentences: u32,
    pub(super) paragraphs: u32,
    /// The sentence.
    pub(super) sentence: u32,
    /// How many candidates were mentioned since.
    pub(super) rank: usize,
}

impl View<'_> {
    /// What speaks for a candidate and against it.
    pub(super) fn extract(self, anaphor: Anaphor, seen: &Sighting, sink: &mut impl Sink) {
        let pair = Pair {
            view: self,
            anaphor,
            seen,
            setting: anaphor.setting(self.scene) as u16,
            sought: anaphor.sought as u16,
            far: seen.sentences.min(12) as u16,
            away: seen.paragraphs.min(3) as u16,
            spoke: self.cast.walk.spoke.get(seen.candidate as usize).copied().unwrap_or(false),
        };
        pair.distance(sink);
        pair.standing(sink);
        pair.floor(sink);
        pair.renown(sink);
        pair.sort(sink);
        pair.saying(sink);
    }
}

/// An anaphor and a candidate.
struct Pair<'a> {
    view: View<'a>,
    anaphor: Anaphor<'a>,
    seen: &'a Sighting<'a>,
    /// The anaphor's [`Setting`] and what is [`Sought`].
    setting: u16,
    sought: u16,
    /// Sentences and paragraphs in between, as far as they count.
    far: u16,
    away: u16,
    /// Whether the candidate has spoken.
    spoke: bool,
}

impl Pair<'_> {
    /// How far back the candidate was mentioned, and how many others were since.
    fn distance(&self, sink: &mut impl Sink) {
        let Pair { far, away, setting, sought, .. } = *self;
        sink.add(Feature::new(SENTENCES, far, sought, 0));
        sink.add(Feature::new(SENTENCES_AT, far.min(4), away.min(2), setting));
        if !self.anaphor.is_noun() {
            sink.add(Feature::new(PARAGRAPHS, away, sought, 0));
        }
        sink.add(Feature::new(RANK, self.seen.rank.min(4) as u16, setting, 0));
    }

    /// How the candidate stands in the sentence and the paragraph of that mention.
    fn standing(&self, sink: &mut impl Sink) {
        let Pair { seen, far, away, setting, sought, .. } = *self;
        let (scene, walk, spot) = (self.view.scene, &self.view.cast.walk, seen.referent.spot);
        let stands = u16::from(spot.subject) | u16::from(spot.opens) << 1 | u16::from(spot.owner) << 2;
        sink.add(Feature::new(PLACE, stands, far.min(2), sought));
        sink.add(Feature::new(PLACE_AT, stands, far.min(2), setting));
        if spot.opens_paragraph && seen.paragraphs <= 1 {
            sink.add(Feature::new(OPENS_PARAGRAPH, away, sought, 0));
        }
        let subject = walk.last_subject;
        if subject.is_some_and(|(who, at)| who != seen.candidate && at > seen.sentence) {
            sink.add(Feature::new(INTERRUPTED, far.min(3), away.min(1), sought));
        }
        if subject.is_some_and(|(who, _)| who == seen.candidate) {
            sink.add(Feature::new(SUBJECT, setting, far.min(2), 0));
        }
        let here = scene.unit(self.anaphor.mention.head);
        if walk.topic == (walk.paragraph_of[here.sentence as usize], seen.candidate) {
            sink.add(Feature::new(TOPIC, setting, 0, 0));
        }
        if here.tag == Tag::PronounObject && seen.sentences == 0 && spot.subject {
            sink.add(Feature::new(CLAUSE, 0, 0, 0));
        }
        if seen.last.headline {
            sink.add(Feature::new(HEADLINE, sought, 0, 0));
        }
        if seen.last.located {
            sink.add(Feature::new(LOCATED, sought, 0, 0));
        }
    }

    /// Whether the candidate has the floor: spoke, was quoted, asked, was asked.
    fn floor(&self, sink: &mut impl Sink) {
        let Pair { seen, far, away, setting, sought, .. } = *self;
        let (walk, spot) = (&self.view.cast.walk, seen.referent.spot);
        let last_speaker = match self.anaphor.sought {
            Sought::Person | Sought::Human => walk.last_person,
            _ => walk.last_speaker,
        };
        let floor = u16::from(last_speaker == seen.candidate)
            | u16::from(walk.last_quoted == seen.candidate) << 1
            | u16::from(self.spoke) << 2;
        sink.add(Feature::new(FLOOR, floor, away.min(2), sought));
        // This sentence, the one before, farther; and whether a paragraph ends in between.
        if self.anaphor.sought == Sought::Person {
            sink.add(Feature::new(FLOOR_AT, floor, 3 * far.min(2) + away.min(2), setting));
        }
        if spot.asks {
            sink.add(Feature::new(ASK, 0, far.min(2), 0));
        }
        if spot.asked {
            sink.add(Feature::new(ASK, 1, far.min(2), 0));
        }
    }

    /// How much the text is about the candidate, and by what words it was mentioned.
    fn renown(&self, sink: &mut impl Sink) {
        let Pair { seen, setting, sought, .. } = *self;
        let referent = seen.referent;
        let named = referent.name != NONE;
        sink.add(Feature::new(MENTIONS, referent.count.max(1).ilog2().min(5) as u16, sought, 0));
        let by = if self.by_pronoun() { 1 } else { 2 * u16::from(!seen.last.is_proper()) };
        sink.add(Feature::new(BY, by, sought, 0));
        if self.anaphor.sought == Sought::Person {
            let total = referent.total.clamp(1, 32).ilog2() as u16;
            sink.add(Feature::new(NAMED, total, u16::from(named), sought));
        }
        let first = self.first().map_or(0, |first| self.view.scene.unit(first.head).sentence);
        let fully = referent.words.end - referent.words.start > 1 || named && referent.role_count > 0;
        if seen.sentences <= 1 && first == seen.sentence && fully {
            sink.add(Feature::new(INTRODUCED, setting, 0, 0));
        }
    }

    /// Whether the candidate is what is sought: its gender, its sort, what a noun has in common with it.
    fn sort(&self, sink: &mut impl Sink) {
        let Pair { anaphor, seen, sought, .. } = *self;
        let sort = Kind::of(seen.referent, seen.last, self.spoke) as u16;
        sink.add(Feature::new(GENDER, anaphor.gender(seen.referent), sought, 0));
        sink.add(Feature::new(SORT, sort, sought, 0));
        if anaphor.is_noun() {
            let View { scene, mentions, .. } = self.view;
            let common = in_common(scene, mentions, anaphor.mention, seen.referent);
            sink.add(Feature::new(NOUN, common, sought, 0));
            sink.add(Feature::new(CLASS, class(scene, anaphor.mention), sort, sought));
        }
    }

    /// Whether the candidate was mentioned in what somebody says, above all in what the anaphor itself says.
    fn saying(&self, sink: &mut impl Sink) {
        let Pair { anaphor, seen, sought, .. } = *self;
        let within = |mention: &Mention| anaphor.draft.is_some_and(|draft| draft.holds(mention.head));
        if within(seen.last) {
            let marked = anaphor.draft.is_some_and(|draft| !draft.quoted.is_empty());
            // Nobody is first heard of in what he says himself.
            let unheard = self.first().is_some_and(within);
            let by = if unheard { 2 } else { u16::from(self.by_pronoun()) };
            sink.add(Feature::new(IN_CONTENT, by, u16::from(marked), sought));
        }
        if self.view.cast.walk.reported[seen.referent.last as usize] {
            sink.add(Feature::new(REPORTED, self.setting, self.far.min(2), 0));
        }
    }

    /// Whether the candidate was mentioned last by a pronoun.
    fn by_pronoun(&self) -> bool {
        matches!(self.seen.last.kind, MentionKind::Pronoun(_))
    }

    /// The candidate's first mention.
    fn first(&self) -> Option<&Mention> {
        self.view.mentions.list.get(self.seen.referent.first as usize)
    }
}
