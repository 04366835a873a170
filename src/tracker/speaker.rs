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

/// What the last word of an office is: "Prime Minister" names nobody.
const OFFICES: [&str; 13] = [
    "chancellor",
    "director",
    "governor",
    "mayor",
    "minister",
    "official",
    "president",
    "secretary",
    "senator",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "witness",
];

/// Short forms of given names.
const NICKNAMES: &str = include_str!("data/nicknames.tsv");

/// A name as others are held against it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    /// Its words, titles left out.
    words: Vec<String>,
    /// Whether it says what somebody is: "spokesman for Ann Poe" is not Ann Poe.
    description: bool,
}

impl Known {
    fn new(name: &str) -> Self {
        Known { words: words(name), description: is_description(name) }
    }

    /// Whether both can mean one person.
    fn agrees(&self, other: &Known) -> bool {
        self.description == other.description && compatible(&self.words, &other.words)
    }
}

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

/// Whether the words of the shorter of two names stand in the longer in the same order: "Poe" and
/// "Ann Poe", "Pilar Arregui" and "Pilar Arregui Montes", "Sam Okonjo" and "Samuel Okonjo".
fn compatible(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|word| rest.any(|other| same_word(word, other)))
}

/// Whether two words of names are the same, or one is short for the other: an initial, a nickname.
fn same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initial = short.len() == 1 && long.starts_with(short);
    a == b || initial || stands_for(a, b) || stands_for(b, a)
}

/// Whether the one may be short for the other.
fn stands_for(nickname: &str, name: &str) -> bool {
    let row = NICKNAMES.lines().find_map(|line| line.strip_prefix(nickname)?.strip_prefix('\t'));
    row.is_some_and(|names| names.split(' ').any(|full| full == name))
}

/// Words behind which a description says of whom or what somebody is.
const OF: [&str; 4] = ["at", "for", "from", "of"];

/// Whether the words say what somebody is rather than who: "a scientist", "US official", "Prime Minister",
/// "spokesman for Ann Poe". Up to such a "for" they end in a word that is no name.
pub(crate) fn is_description(name: &str) -> bool {
    let form = NormalForm::of(name);
    let words = form.words();
    let end = words.iter().position(|word| OF.contains(&form.text(word))).unwrap_or(words.len());
    words[..end].last().is_none_or(|last| {
        name[last.raw().range()].starts_with(char::is_lowercase) || OFFICES.contains(&form.text(last))
    })
}

/// Whether two names can mean one person.
pub(crate) fn agree(a: &str, b: &str) -> bool {
    Known::new(a).agrees(&Known::new(b))
}

/// Whether two names mean one person, as far as they tell: a description may be anybody's.
pub(crate) fn same(a: &str, b: &str) -> Option<bool> {
    match agree(a, b) {
        false if is_description(a) || is_description(b) => None,
        agree => Some(agree),
    }
}

/// Whether some of the names cannot mean the person that others mean.
pub(crate) fn conflict(names: &[&str]) -> bool {
    let names: Vec<&str> = names.iter().copied().filter(|name| !is_description(name)).collect();
    classes(&names).iter().any(|class| *class > 0)
}

/// How many different names are compared with each other; beyond, only equal names agree.
const COMPARED: usize = 200;

/// For each name the number of its speaker. Names that can mean one person get one number; a
/// short name that fits two different people ("Poe" for Ann Poe and Bob Poe) goes with the first.
/// Longer names come first, so the outcome does not depend on the order of `names`.
pub(crate) fn classes(names: &[&str]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    let known: Vec<Known> = names.iter().map(|name| Known::new(name)).collect();
    let length = |name: usize| known[name].words.len();
    order.sort_by(|a, b| length(*b).cmp(&length(*a)).then_with(|| known[*a].cmp(&known[*b])));
    let mut heads: Vec<usize> = Vec::new();
    let mut class = vec![0; names.len()];
    for &name in &order {
        let same = |head: &usize| match names.len() <= COMPARED {
            true => known[*head].agrees(&known[name]),
            false => known[*head] == known[name],
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

    #[test]
    fn a_part_of_a_name_a_nickname_and_a_role_are_no_other_person() {
        for (a, b, expected) in [
            ("Pilar Arregui", "Pilar Arregui Montes", Some(true)),
            ("Sam Okonjo", "Dr. Samuel Okonjo", Some(true)),
            ("J. Poe", "Jan Poe", Some(true)),
            ("Helikon", "Helikon Bulk", Some(true)),
            ("Ann Poe", "Bob Poe", Some(false)),
            ("Arregui Pilar", "Pilar Arregui", Some(false)),
            ("environment minister", "Peter Lindqvist", None),
            ("Prime Minister", "Peter Lindqvist", None),
            ("Okonjo’s lawyer", "Jan Reed", None),
            ("spokesman", "Helikon Bulk", None),
            ("spokesman for Helikon Bulk", "Helikon Bulk", None),
            ("spokesman for Ann Poe", "Ann Poe", None),
            ("spokesman for Helikon Bulk", "Tull Council spokesman", None),
            ("spokesman for Helikon Bulk", "spokesman", Some(true)),
            ("Ministry of Health", "Ann Poe", Some(false)),
            ("spokesman", "a scientist", None),
            ("spokesman", "spokesman", Some(true)),
        ] {
            assert_eq!((same(a, b), same(b, a)), (expected, expected), "{a} and {b}");
        }
        assert!(!conflict(&["Samuel Okonjo", "Sam Okonjo", "a scientist"]) && !conflict(&[]));
        assert!(conflict(&["Samuel Okonjo", "a scientist", "Ann Poe"]));
    }

    #[test]
    fn the_table_of_nicknames_is_sorted_and_readable() {
        let rows: Vec<&str> = NICKNAMES.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "sorted, no duplicates");
        assert!(rows.iter().all(|row| row.split('\t').count() == 2));
    }
}
