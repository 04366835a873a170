//! The weights that are set by hand: those that learning starts from, and those that stay.

use crate::model::Feature;

use super::{
    BY, CLAUSE, FLOOR, GENDER, HEADLINE, IN_CONTENT, INTERRUPTED, INTRODUCED, Kind, MENTIONS, NOUN,
    OPENS_PARAGRAPH, PARAGRAPHS, PLACE, REACH, SENTENCES, SORT, Setting, Sought,
};

/// The weights that learning starts from, set by hand, in log odds: those of Lappin and Leass's kind.
/// `examples/train.rs` moves them, but for the fixed ones where gold knows no speakers.
pub fn weights_by_hand() -> Vec<(Feature, f32)> {
    let mut weights = fixed().to_vec();
    let mut set =
        |t: u8, a: u16, b: u16, c: u16, weight: f32| weights.push((Feature::new(t, a, b, c), weight));
    let bit = |bits: u16, number: u16, weight: f32| if bits >> number & 1 == 1 { weight } else { 0.0 };
    for sought in 0..=Sought::Noun as u16 {
        for far in 0..=REACH as u16 {
            set(SENTENCES, far, sought, 0, -0.45 * f32::from(far));
        }
        for bits in 0..8 {
            for at in 0..=2 {
                set(PLACE, bits, at, sought, bit(bits, 0, 0.9) + bit(bits, 1, 0.3) + bit(bits, 2, -0.5));
                set(FLOOR, bits, at, sought, bit(bits, 0, 1.0) + bit(bits, 1, 0.8) + bit(bits, 2, 0.5));
            }
        }
        for far in 0..=3 {
            set(INTERRUPTED, far, 0, sought, -1.4);
            set(INTERRUPTED, far, 1, sought, -1.4);
        }
        for doublings in 0..=5 {
            set(MENTIONS, doublings, sought, 0, 0.2 * f32::from(doublings));
        }
        // Nobody names himself in what he says; a pronoun there may well be him.
        for marked in 0..=1 {
            set(IN_CONTENT, 0, marked, sought, -2.5);
            set(IN_CONTENT, 1, marked, sought, -1.0);
            set(IN_CONTENT, 2, marked, sought, -4.0);
        }
        set(HEADLINE, sought, 0, 0, -1.0);
        set(BY, 1, sought, 0, 0.3);
        set(OPENS_PARAGRAPH, 0, sought, 0, 0.8);
    }
    for sought in [Sought::Person, Sought::It, Sought::They] {
        for away in 0..=3 {
            set(PARAGRAPHS, away, sought as u16, 0, -0.25 * f32::from(away));
        }
    }
    // A role, a name in it, another's name in it, a word of the name, an outlet, what the noun may mean.
    let common = [1.5, 1.0, -0.5, 1.5, 2.5, 1.0];
    for sought in [Sought::Human, Sought::Noun] {
        for bits in 0..1 << common.len() {
            let weight = (0..).zip(common).map(|(number, weight)| bit(bits, number, weight)).sum();
            set(NOUN, bits, sought as u16, 0, weight);
        }
    }
    for setting in 0..=Setting::Noun as u16 {
        set(INTRODUCED, setting, 0, 0, 0.7);
    }
    weights
}

/// What texts cannot teach in which gender alone tells who is meant: a gender that the text shows, somebody
/// unnamed, a name that may be no person's, the subject of the clause whose object the pronoun is.
pub const fn fixed() -> [(Feature, f32); 8] {
    const PERSON: u16 = Sought::Person as u16;
    [
        (Feature::new(CLAUSE, 0, 0, 0), -3.0),
        (Feature::new(GENDER, 0, PERSON, 0), 0.0),
        (Feature::new(GENDER, 1, PERSON, 0), 0.7),
        (Feature::new(GENDER, 2, PERSON, 0), 0.7),
        (Feature::new(GENDER, 3, PERSON, 0), 0.7),
        (Feature::new(GENDER, 4, PERSON, 0), -4.0),
        (Feature::new(SORT, Kind::Unnamed as u16, PERSON, 0), -1.6),
        (Feature::new(SORT, Kind::Unsure as u16, PERSON, 0), -3.5),
    ]
}
