//! Which of several candidates a pronoun or a noun means: a learned linear model over named signals.
//!
//! The signals are those of Lappin and Leass (1994) and later work: distance, the place of the
//! candidate's last mention, how often it was mentioned, and in news above all whether the candidate
//! has the floor. [`Setting`] says what stands around the pronoun: before a quote that opens a
//! paragraph other signals count than inside a sentence. The weights are learned from texts in which
//! gender leaves one candidate (`examples/train.rs`); those for agreement and sort, which such texts
//! cannot teach, are set by hand.

use crate::attribution::SpeakerKind;
use crate::draft::Draft;
use crate::lexicon::Tag;
use crate::mention::{Mention, MentionKind, Mentions};
use crate::model::{Feature, Field, LinearModel, Sink, Softmax, templates};
use crate::syntax::Scene;

use super::antecedent::starts_paragraph;
use super::{Cast, NONE, Referent};

use Field::Count as N;

/// How far back an antecedent may lie, in sentences.
const REACH: u32 = 12;

templates! {
    /// Names of the signals.
    SENTENCES = 0, "sentences", &[N];
    SENTENCES_AT = 1, "sentences+setting", &[N, N, N];
    PARAGRAPHS = 2, "paragraphs", &[N];
    PLACE = 3, "place", &[N, N];
    PLACE_AT = 4, "place+setting", &[N, N, N];
    FLOOR = 5, "floor", &[N, N];
    FLOOR_AT = 6, "floor+setting", &[N, N, N];
    RANK = 7, "rank", &[N, N];
    INTRODUCED = 8, "introduced", &[N];
    INTERRUPTED = 9, "interrupted", &[N, N];
    MENTIONS = 10, "mentions", &[N];
    IN_CONTENT = 11, "in-content", &[N];
    CLAUSE = 12, "clause", &[];
    HEADLINE = 13, "headline", &[];
    BY_PRONOUN = 14, "by-pronoun", &[N];
    OPENS_PARAGRAPH = 15, "opens-paragraph", &[N];
    AGREES = 16, "agrees", &[];
    SORT = 17, "sort", &[N];
    REPORTED = 18, "reported", &[N, N];
}

/// The weights that learning starts from, set by hand, in log odds: those of Lappin and Leass's kind.
/// `examples/train.rs` moves all but the fixed ones, which the texts it learns from cannot teach.
pub fn weights_by_hand() -> Vec<(Feature, f32)> {
    let mut weights = fixed().to_vec();
    let mut set = |t: u8, a: u16, b: u16, weight: f32| weights.push((Feature::new(t, a, b, 0), weight));
    for far in 0..=REACH as u16 {
        set(SENTENCES, far, 0, -0.45 * f32::from(far));
    }
    for away in 0..=3 {
        set(PARAGRAPHS, away, 0, -0.25 * f32::from(away));
    }
    let bit = |bits: u16, number: u16, weight: f32| if bits >> number & 1 == 1 { weight } else { 0.0 };
    for bits in 0..8 {
        for at in 0..=2 {
            set(PLACE, bits, at, bit(bits, 0, 0.9) + bit(bits, 1, 0.3) + bit(bits, 2, -0.5));
            set(FLOOR, bits, at, bit(bits, 0, 1.0) + bit(bits, 1, 0.8) + bit(bits, 2, 0.5));
        }
    }
    for setting in 0..=Setting::Noun as u16 {
        set(INTRODUCED, setting, 0, 0.7);
    }
    for far in 0..=3 {
        set(INTERRUPTED, far, 0, -1.4);
        set(INTERRUPTED, far, 1, -1.4);
    }
    for doublings in 0..=5 {
        set(MENTIONS, doublings, 0, 0.2 * f32::from(doublings));
    }
    // Nobody names himself in what he says; a pronoun there may well be him.
    set(IN_CONTENT, 0, 0, -2.5);
    set(IN_CONTENT, 1, 0, -1.0);
    set(HEADLINE, 0, 0, -1.0);
    set(BY_PRONOUN, 1, 0, 0.3);
    set(OPENS_PARAGRAPH, 0, 0, 0.8);
    weights
}

/// What learning cannot see: a gender that the text shows, somebody unnamed, a name that may be no
/// person's, the subject of the clause whose object the pronoun is.
pub const fn fixed() -> [(Feature, f32); 4] {
    [
        (Feature::new(CLAUSE, 0, 0, 0), -3.0),
        (Feature::new(AGREES, 0, 0, 0), 0.7),
        (Feature::new(SORT, 1, 0, 0), -1.6),
        (Feature::new(SORT, 2, 0, 0), -3.5),
    ]
}

/// What stands around an anaphor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
enum Setting {
    /// A pronoun that is no source.
    Plain,
    /// The source of a claim.
    Claim,
    /// The source of a quote.
    Quote,
    /// The source of a quote that opens a paragraph.
    OpeningQuote,
    /// A noun.
    Noun,
}

/// A mention in search of its antecedent.
#[derive(Clone, Copy)]
pub(super) struct Anaphor<'a> {
    pub(super) mention: &'a Mention,
    /// The draft whose source it heads.
    pub(super) draft: Option<&'a Draft>,
    /// Whether somebody unnamed will do.
    pub(super) unnamed: bool,
}

impl Anaphor<'_> {
    /// Whether a referent is of the other gender.
    fn clashes(&self, referent: &Referent) -> bool {
        self.mention.she && referent.is_he() || self.mention.he && referent.is_she()
    }

    fn agrees(&self, referent: &Referent) -> bool {
        self.mention.she && referent.is_she() || self.mention.he && referent.is_he()
    }

    fn setting(&self, scene: &Scene) -> Setting {
        match (self.mention.kind, self.draft) {
            (MentionKind::Pronoun(_), None) => Setting::Plain,
            (MentionKind::Pronoun(_), Some(draft)) if draft.quoted.is_empty() => Setting::Claim,
            (MentionKind::Pronoun(_), Some(draft)) if starts_paragraph(scene, draft.first_unit()) => {
                Setting::OpeningQuote
            }
            (MentionKind::Pronoun(_), Some(_)) => Setting::Quote,
            _ => Setting::Noun,
        }
    }
}

/// The candidate that fits best.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    /// The referent, or [`NONE`].
    pub bearer: u32,
    /// Its score in hundredths of log odds.
    pub score: i32,
    /// Its probability among all that fit.
    pub probability: f32,
}

/// Candidates of one anaphor, for training.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The anaphor's unit.
    pub unit: u32,
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

/// One of the persons that an anaphor may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Whether it has a name.
    pub named: bool,
    /// `Some(true)` where the text shows the gender that the anaphor asks for, `Some(false)` where it
    /// shows the other.
    pub agrees: Option<bool>,
    /// What speaks for it and against it.
    pub features: Vec<Feature>,
}

/// The person in focus with the best score.
pub(super) fn best(
    scene: &Scene,
    mentions: &Mentions,
    model: &LinearModel,
    anaphor: Anaphor,
    cast: &Cast,
) -> Best {
    let setting = anaphor.setting(scene);
    let mut scores = [0; super::antecedent::FOCUS];
    let mut count = 0;
    let mut best = Best { bearer: NONE, score: i32::MIN, probability: 0.0 };
    for (rank, candidate) in persons(anaphor, cast).enumerate() {
        if anaphor.clashes(&cast.referents[candidate as usize]) {
            continue;
        }
        let Some(place) = place(scene, mentions, anaphor, candidate, cast) else { continue };
        let score = model.score(|sum| extract(scene, mentions, anaphor, (setting, rank), &place, cast, sum));
        if score > best.score {
            best = Best { bearer: candidate, score, ..best };
        }
        scores[count] = score;
        count += 1;
    }
    if count > 0 {
        let mut softmax = Softmax::new(best.score);
        scores[..count].iter().for_each(|score| softmax.add(*score));
        best.probability = softmax.probability(best.score);
    }
    best
}

/// All persons in focus with their features, those of the other gender too.
pub(super) fn choice(scene: &Scene, mentions: &Mentions, anaphor: Anaphor, cast: &Cast) -> Choice {
    let setting = anaphor.setting(scene);
    let mut candidates = Vec::new();
    for (rank, referent) in persons(anaphor, cast).enumerate() {
        let Some(place) = place(scene, mentions, anaphor, referent, cast) else { continue };
        let found = &cast.referents[referent as usize];
        let agrees = if anaphor.agrees(found) { Some(true) } else { anaphor.clashes(found).then_some(false) };
        let mut features = Vec::new();
        extract(scene, mentions, anaphor, (setting, rank), &place, cast, &mut features);
        candidates.push(Candidate { named: found.name != NONE, agrees, features });
    }
    Choice { unit: anaphor.mention.head, candidates }
}

/// The persons in focus, the one mentioned last first.
fn persons<'a>(anaphor: Anaphor<'a>, cast: &'a Cast) -> impl Iterator<Item = u32> + 'a {
    cast.walk.focus.iter().copied().filter(move |candidate| match cast.referents[*candidate as usize].kind {
        SpeakerKind::Person => true,
        SpeakerKind::Anonymous => anaphor.unnamed,
        _ => false,
    })
}

/// Where a candidate was mentioned last, as seen from an anaphor.
struct Place<'a> {
    candidate: u32,
    referent: &'a Referent,
    last: &'a Mention,
    /// Sentences and paragraphs in between.
    sentences: u32,
    paragraphs: u32,
    /// The sentence.
    sentence: u32,
}

/// `None` where the candidate cannot be meant.
fn place<'a>(
    scene: &Scene,
    mentions: &'a Mentions,
    anaphor: Anaphor,
    candidate: u32,
    cast: &'a Cast,
) -> Option<Place<'a>> {
    let referent = &cast.referents[candidate as usize];
    let here = anaphor.mention;
    let last = mentions.list.get(referent.last as usize)?;
    let (at, sentence) = (scene.unit(here.head).sentence, scene.unit(last.head).sentence);
    let sentences = at.saturating_sub(sentence);
    let owner = here.units.start <= last.head && last.head < here.head;
    let paragraph = |sentence: u32| cast.walk.paragraph_of[sentence as usize];
    let paragraphs = paragraph(at) - paragraph(sentence);
    (sentences <= REACH && !owner).then_some(Place {
        candidate,
        referent,
        last,
        sentences,
        paragraphs,
        sentence,
    })
}

fn extract(
    scene: &Scene,
    mentions: &Mentions,
    anaphor: Anaphor,
    (setting, rank): (Setting, usize),
    place: &Place,
    cast: &Cast,
    sink: &mut impl Sink,
) {
    let Place { candidate, referent, last, sentences, paragraphs, sentence } = *place;
    let walk = &cast.walk;
    let setting = setting as u16;
    let spot = referent.spot;
    let object = scene.unit(anaphor.mention.head).tag == Tag::PronounObject;
    let first = mentions.list.get(referent.first as usize).map_or(0, |m| scene.unit(m.head).sentence);
    let new = sentences <= 1 && first == sentence;
    let introduced = new
        && (referent.words.end - referent.words.start > 1
            || referent.name != NONE && referent.role_count > 0);
    let interrupted = walk.last_subject.is_some_and(|(who, at)| who != candidate && at > sentence);
    let spoke = walk.spoke.get(candidate as usize).copied().unwrap_or(false);
    let (far, away) = (sentences.min(12) as u16, paragraphs.min(3) as u16);
    let floor = u16::from(walk.last_person == candidate)
        | u16::from(walk.last_quoted == candidate) << 1
        | u16::from(spoke) << 2;
    let stands = u16::from(spot.subject) | u16::from(spot.opens) << 1 | u16::from(spot.owner) << 2;
    let mut add = |t: u8, a: u16, b: u16, c: u16| sink.add(Feature::new(t, a, b, c));
    add(SENTENCES, far, 0, 0);
    add(SENTENCES_AT, far.min(4), away.min(2), setting);
    add(PARAGRAPHS, away, 0, 0);
    add(PLACE, stands, far.min(2), 0);
    add(PLACE_AT, stands, far.min(2), setting);
    add(FLOOR, floor, away.min(2), 0);
    // This sentence, the one before, farther; and whether a paragraph ends in between.
    add(FLOOR_AT, floor, 3 * far.min(2) + away.min(2), setting);
    add(RANK, rank.min(4) as u16, setting, 0);
    add(MENTIONS, referent.count.max(1).ilog2().min(5) as u16, 0, 0);
    let by_pronoun = u16::from(matches!(last.kind, MentionKind::Pronoun(_)));
    add(BY_PRONOUN, by_pronoun, 0, 0);
    let mut when = |holds: bool, t: u8, a: u16, b: u16| {
        if holds {
            sink.add(Feature::new(t, a, b, 0));
        }
    };
    when(introduced, INTRODUCED, setting, 0);
    when(interrupted, INTERRUPTED, far.min(3), away.min(1));
    when(spot.opens_paragraph && paragraphs <= 1, OPENS_PARAGRAPH, away, 0);
    when(anaphor.draft.is_some_and(|d| d.holds(last.head)), IN_CONTENT, by_pronoun, 0);
    when(last.headline, HEADLINE, 0, 0);
    when(walk.reported[referent.last as usize], REPORTED, setting, far.min(2));
    when(object && sentences == 0 && spot.subject, CLAUSE, 0, 0);
    when(anaphor.agrees(referent), AGREES, 0, 0);
    when(referent.kind == SpeakerKind::Anonymous, SORT, 1, 0);
    when(!referent.sure && !spoke, SORT, 2, 0);
}
