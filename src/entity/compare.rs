//! Words of two names in, whether one is a form of the other out; and the parts of a name that others go by.

use crate::lexicon::NameFlags;
use crate::mention::{HASH_START, NameWord, hash_step, without_s};
use crate::segment::{Shape, TokenKind};
use crate::syntax::Scene;

/// Whether `short` (or equally long) is a form of the name `full`, both with the same last word.
pub(super) fn is_variant(full: &[NameWord], short: &[NameWord]) -> bool {
    let core = |words: &[NameWord]| words.iter().filter(|w| !w.is_suffix() && !w.nickname).count();
    let suffix = |words: &[NameWord]| words.iter().any(|w| w.is_suffix());
    if core(short) > 1 && core(full) > 1 && suffix(full) != suffix(short) {
        return false;
    }
    let (Some(a), Some(b)) = (full.first(), short.first()) else { return false };
    if a.hash == b.hash || full.iter().any(|w| w.hash == b.hash) || short.iter().any(|w| w.hash == a.hash) {
        return true;
    }
    if (a.initial || b.initial) && a.letter == b.letter {
        return true;
    }
    // "Rob Lund" for "Robert Lund": short given names begin as the long ones do.
    a.is_given()
        && b.is_given()
        && a.letter == b.letter
        && a.length.min(b.length) <= 4
        && a.length != b.length
        && same_gender(a, b)
}

fn same_gender(a: &NameWord, b: &NameWord) -> bool {
    let both = |flag: NameFlags| a.flags.any(flag) && b.flags.any(flag);
    both(NameFlags::FEMALE) || both(NameFlags::MALE)
}

/// The second half of a double name: "Poe" of "Lund-Poe".
pub(super) fn half_of<'t>(scene: &Scene<'t>, word: &NameWord) -> Option<&'t str> {
    let units = &scene.syntax.units;
    let [hyphen, half] = units.get(word.unit as usize + 1..word.unit as usize + 3)? else { return None };
    let double = hyphen.kind == TokenKind::Hyphen && half.start == hyphen.end && half.shape == Shape::Capital;
    double.then(|| without_s(&scene.text[half.span().range()]))
}

/// The first of two family names behind a given one, as Spanish has them: "Arregui" of "Pilar Arregui Montes".
pub(super) fn first_of_two_families(words: &[NameWord]) -> Option<&NameWord> {
    let mut core = words.iter().filter(|word| !word.is_suffix() && !word.nickname);
    let (given, _, first) = (core.next()?, core.next_back()?, core.next_back()?);
    (given.is_given() && !given.initial && !first.initial && !first.is_given()).then_some(first)
}

/// The hash of the first letters of a name: "hra" for "Harbour Rescue Authority".
pub(super) fn initials(letters: impl Iterator<Item = char>) -> u64 {
    let mut buffer = [0; 4];
    letters.fold(HASH_START, |hash, letter| letter.encode_utf8(&mut buffer).bytes().fold(hash, hash_step))
}
