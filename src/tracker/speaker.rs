//! Names of speakers in, which of them can be one person out.

use std::collections::{HashMap, HashSet};

use crate::error::Error;
use crate::lexicon::{Row, Rows};
use crate::text::NormalForm;

/// What is known of the words of names.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// Words before a name that are no part of it.
    titles: HashSet<&'static str>,
    /// What the last word of an office is: "Prime Minister" names nobody.
    offices: HashSet<&'static str>,
    /// Short forms of given names, each with the names it may stand for, spaces between.
    nicknames: HashMap<&'static str, &'static str>,
}

impl Names {
    /// Of the rows of `speaker_words.tsv` and `nicknames.tsv`.
    ///
    /// # Errors
    /// When a row has another form; the error names the file and the line.
    pub(crate) fn read(words: Rows<'static>, nicknames: Rows<'static>) -> Result<Self, Error> {
        let (mut titles, mut offices) = (HashSet::new(), HashSet::new());
        for row in words {
            let [word, kind] = row.columns()?;
            match kind {
                "title" => titles.insert(word),
                "office" => offices.insert(word),
                _ => return row.expect(None, "title or office", kind),
            };
        }
        let nickname = |row: Row<'static>| {
            let [nickname, names] = row.columns()?;
            let names = row.expect(Some(names).filter(|names| !names.is_empty()), "names", names)?;
            Ok((nickname, names))
        };
        Ok(Names { titles, offices, nicknames: nicknames.map(nickname).collect::<Result<_, Error>>()? })
    }

    /// Whether two names can mean one person.
    pub(crate) fn agree(&self, a: &str, b: &str) -> bool {
        self.known(a).agrees(&self.known(b), self)
    }

    /// Whether two names mean one person, as far as they tell: a description may be anybody's.
    pub(crate) fn same(&self, a: &str, b: &str) -> Option<bool> {
        match self.agree(a, b) {
            false if self.is_description(a) || self.is_description(b) => None,
            agree => Some(agree),
        }
    }

    /// Whether some of the names cannot mean the person that others mean.
    pub(crate) fn conflict(&self, names: &[&str]) -> bool {
        let names: Vec<&str> = names.iter().copied().filter(|name| !self.is_description(name)).collect();
        self.classes(&names).iter().any(|class| *class > 0)
    }

    /// Whether the words say what somebody is rather than who: "a scientist", "US official", "Prime
    /// Minister", "spokesman for Ann Poe". Up to such a "for" they end in a word that is no name.
    pub(crate) fn is_description(&self, name: &str) -> bool {
        let form = NormalForm::of(name);
        let words = form.words();
        let end = words.iter().position(|word| OF.contains(&form.text(word))).unwrap_or(words.len());
        words[..end].last().is_none_or(|last| {
            name[last.raw().range()].starts_with(char::is_lowercase) || self.offices.contains(form.text(last))
        })
    }

    /// For each name the number of its speaker. Names that can mean one person get one number; a
    /// short name that fits two different people ("Poe" for Ann Poe and Bob Poe) goes with the first.
    /// Longer names come first, so the outcome does not depend on the order of `names`.
    pub(crate) fn classes(&self, names: &[&str]) -> Vec<u32> {
        let mut order: Vec<usize> = (0..names.len()).collect();
        let known: Vec<Known> = names.iter().map(|name| self.known(name)).collect();
        let length = |name: usize| known[name].words.len();
        order.sort_by(|a, b| length(*b).cmp(&length(*a)).then_with(|| known[*a].cmp(&known[*b])));
        let mut heads: Vec<usize> = Vec::new();
        let mut class = vec![0; names.len()];
        for &name in &order {
            let same = |head: &usize| match names.len() <= COMPARED {
                true => known[*head].agrees(&known[name], self),
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

    fn known(&self, name: &str) -> Known {
        Known { words: self.words(name), description: self.is_description(name) }
    }

    /// A name as its words, titles left out.
    fn words(&self, name: &str) -> Vec<String> {
        let form = NormalForm::of(name);
        let words = form.words().iter().map(|word| form.text(word).trim_end_matches("s'").to_string());
        let mut words: Vec<String> = words.collect();
        while words.len() > 1 && self.titles.contains(&*words[0]) {
            words.remove(0);
        }
        words
    }

    /// Whether the words of the shorter of two names stand in the longer in the same order: "Poe" and
    /// "Ann Poe", "Pilar Arregui" and "Pilar Arregui Montes", "Sam Okonjo" and "Samuel Okonjo".
    fn compatible(&self, a: &[String], b: &[String]) -> bool {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let mut rest = long.iter();
        !short.is_empty() && short.iter().all(|word| rest.any(|other| self.same_word(word, other)))
    }

    /// Whether two words of names are the same, or one is short for the other: an initial, a nickname.
    fn same_word(&self, a: &str, b: &str) -> bool {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let initial = short.len() == 1 && long.starts_with(short);
        a == b || initial || self.stands_for(a, b) || self.stands_for(b, a)
    }

    /// Whether the one may be short for the other.
    fn stands_for(&self, nickname: &str, name: &str) -> bool {
        self.nicknames.get(nickname).is_some_and(|names| names.split(' ').any(|full| full == name))
    }
}

/// Words behind which a description says of whom or what somebody is.
const OF: [&str; 4] = ["at", "for", "from", "of"];

/// How many different names are compared with each other; beyond, only equal names agree.
const COMPARED: usize = 200;

/// A name as others are held against it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    /// Its words, titles left out.
    words: Vec<String>,
    /// Whether it says what somebody is: "spokesman for Ann Poe" is not Ann Poe.
    description: bool,
}

impl Known {
    /// Whether both can mean one person.
    fn agrees(&self, other: &Known, names: &Names) -> bool {
        self.description == other.description && names.compatible(&self.words, &other.words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::Tables;

    #[test]
    fn variants_of_a_name_are_one_speaker() {
        let class = Tables::shipped().names.classes(&[
            "Ann Poe",
            "Poe",
            "Sen. Ann Poe",
            "Bob Roe",
            "President Roe",
            "Poe Roe",
        ]);
        assert_eq!(class[0], class[1]);
        assert_eq!(class[0], class[2]);
        assert_eq!(class[3], class[4]);
        assert_ne!(class[0], class[3]);
        assert_ne!(class[5], class[0]);
    }

    #[test]
    fn a_part_of_a_name_a_nickname_and_a_role_are_no_other_person() {
        let names = &Tables::shipped().names;
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
            assert_eq!((names.same(a, b), names.same(b, a)), (expected, expected), "{a} and {b}");
        }
        assert!(!names.conflict(&["Samuel Okonjo", "Sam Okonjo", "a scientist"]) && !names.conflict(&[]));
        assert!(names.conflict(&["Samuel Okonjo", "a scientist", "Ann Poe"]));
    }
}
