//! A lemma in, its regular forms out: "deny" gives "denies", "denied", "denying".
//!
//! Only what spelling decides. Forms that it cannot decide ("wrote", "admitted") stand in the
//! data.

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// The third person singular of a verb: hopes, denies, echoes.
pub(crate) fn third_person(lemma: &str) -> String {
    match lemma.strip_suffix('o') {
        Some(stem) if !stem.ends_with(VOWELS) => [lemma, "es"].concat(),
        _ => add_s(lemma),
    }
}

/// The plural of a noun: hopes, classes, stories, memos.
pub(crate) fn add_s(lemma: &str) -> String {
    if let Some(stem) = consonant_y(lemma) {
        return [stem, "ies"].concat();
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    [lemma, if hisses { "es" } else { "s" }].concat()
}

/// The past tense: hoped, denied, asked.
pub(crate) fn add_ed(lemma: &str) -> String {
    match consonant_y(lemma) {
        Some(stem) => [stem, "ied"].concat(),
        None if lemma.ends_with('e') => [lemma, "d"].concat(),
        None => [lemma, "ed"].concat(),
    }
}

/// The -ing form: hoping, denying, agreeing, lying.
pub(crate) fn add_ing(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix("ie") {
        return [stem, "ying"].concat();
    }
    let kept = ["ee", "oe", "ye"].iter().any(|end| lemma.ends_with(end)) || lemma.len() < 3;
    match lemma.strip_suffix('e') {
        Some(stem) if !kept => [stem, "ing"].concat(),
        _ => [lemma, "ing"].concat(),
    }
}

/// What stands before a final y that follows a consonant.
fn consonant_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|stem| !stem.is_empty() && !stem.ends_with(VOWELS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_rules() {
        for (lemma, s, ed, ing) in [
            ("hope", "hopes", "hoped", "hoping"),
            ("deny", "denies", "denied", "denying"),
            ("stress", "stresses", "stressed", "stressing"),
            ("say", "says", "sayed", "saying"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("lie", "lies", "lied", "lying"),
            ("preach", "preaches", "preached", "preaching"),
            ("argue", "argues", "argued", "arguing"),
            ("echo", "echoes", "echoed", "echoing"),
            ("radio", "radios", "radioed", "radioing"),
        ] {
            assert_eq!(
                (third_person(lemma), add_ed(lemma), add_ing(lemma)),
                (s.into(), ed.into(), ing.into())
            );
        }
        assert_eq!(["memo", "story"].map(add_s), ["memos", "stories"]);
    }
}
