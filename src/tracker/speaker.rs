//! Names of speakers in, which of them can be one person out.

use crate::text::NormalForm;

/// Words before a name that are no part of it.
const TITLES: [&str; 22] = [
    "capt",
    "chancellor",
    "col",
    "congressman",
    "dame",
    "dr",
    "gen",
    "general",
    "governor",
    "gov",
    "lady",
    "lord",
    "minister",
    "mr",
    "mrs",
    "ms",
    "president",
    "prof",
    "rep",
    "sen",
    "senator",
    "sir",
];

/// A name as its words, titles left out.
fn words(name: &str) -> Vec<String> {
    let form = NormalForm::of(name);
    let words = form.words().iter().map(|word| form.text(word).trim_end_matches("s'").to_string());
    let mut words: Vec<String> = words.collect();
    while words.len() > 1 && TITLES.contains(&&*words[0]) {
        words.remove(0);
    }
    words
}

/// Whether the shorter of two names is part of the longer and ends like it: "Poe" and "Ann Poe".
fn compatible(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.last() == long.last() && short.iter().all(|word| long.contains(word))
}

/// Whether two names can mean one person.
pub(crate) fn agree(a: &str, b: &str) -> bool {
    compatible(&words(a), &words(b))
}

/// How many different names are compared with each other; beyond, only equal names agree.
const COMPARED: usize = 200;

/// For each name the number of its speaker. Names that can mean one person get one number; a
/// short name that fits two different people ("Poe" for Ann Poe and Bob Poe) goes with the first.
/// Longer names come first, so the outcome does not depend on the order of `names`.
pub(crate) fn classes(names: &[&str]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    let words: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    order.sort_by(|a, b| words[*b].len().cmp(&words[*a].len()).then_with(|| words[*a].cmp(&words[*b])));
    let mut heads: Vec<usize> = Vec::new();
    let mut class = vec![0; names.len()];
    for &name in &order {
        let same = |head: &usize| match names.len() <= COMPARED {
            true => compatible(&words[*head], &words[name]),
            false => words[*head] == words[name],
        };
        let found = if names.len() <= COMPARED {
            heads.iter().position(same)
        } else {
            heads.last().filter(|head| same(head)).map(|_| heads.len() - 1)
        };
        class[name] = found.unwrap_or_else(|| {
            heads.push(name);
            heads.len() - 1
        }) as u32;
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_name_are_one_speaker() {
        let class = classes(&["Ann Poe", "Poe", "Sen. Ann Poe", "Bob Roe", "President Roe", "Poe Roe"]);
        assert_eq!(class[0], class[1]);
        assert_eq!(class[0], class[2]);
        assert_eq!(class[3], class[4]);
        assert_ne!(class[0], class[3]);
        assert_ne!(class[5], class[0]);
    }
}
