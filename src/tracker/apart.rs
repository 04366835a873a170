//! The occurrences of one group in, those that are one statement out: people who say much the same
//! are told apart.
//!
//! A few common words may be anybody's, so each speaker of them has a statement. Of more words a
//! phrase is left that several use of different things: "We are disappointed by the verdict and will
//! appeal", "We are delighted by the verdict and will not appeal". Whoever is named and is only quoted
//! with other content words than the wording that stands for the group makes a statement of his own.
//! Where the content words are the same, it is the same saying under two names, and a conflict.

use std::collections::HashMap;

use super::align::Aligner;
use super::rarity::Rarity;
use super::speaker;
use super::store::{NONE, OccurrenceId, Store, WordingId};
use super::table::Symbol;
use super::token::{Analysis, Domain};

/// A wording with fewer half bits is common enough for two people to have said it: it makes one
/// statement for each speaker.
const ONES_OWN: u32 = 68;

/// The statements that the occurrences of a group make, each with its occurrences in the given order.
pub(crate) fn statements(
    store: &Store,
    rarity: &Rarity,
    head: WordingId,
    members: &[OccurrenceId],
) -> Vec<Vec<OccurrenceId>> {
    let speakers = Speakers::new(store, members);
    match store.wordings[head as usize].weight >= ONES_OWN {
        true => speakers.by_content(members, Contents::new(store, rarity, head)),
        false => speakers.by_name(members),
    }
}

/// Who is named by the occurrences of a group.
struct Speakers<'s> {
    store: &'s Store,
    /// Their names, sorted by number, and for each the number of whom it means.
    symbols: Vec<Symbol>,
    classes: Vec<u32>,
    count: usize,
}

impl<'s> Speakers<'s> {
    fn new(store: &'s Store, members: &[OccurrenceId]) -> Self {
        let mut symbols: Vec<Symbol> =
            members.iter().map(|o| store.occurrences[*o as usize].speaker).filter(|s| *s != NONE).collect();
        symbols.sort_unstable();
        symbols.dedup();
        let names: Vec<&str> = symbols.iter().map(|symbol| store.names.get(*symbol)).collect();
        let classes = speaker::classes(&names);
        let count = classes.iter().max().map_or(0, |class| *class as usize + 1);
        Speakers { store, symbols, classes, count }
    }

    fn class(&self, occurrence: OccurrenceId) -> Option<usize> {
        let symbol = self.store.occurrences[occurrence as usize].speaker;
        self.symbols.binary_search(&symbol).ok().map(|at| self.classes[at] as usize)
    }

    /// Whether some name of a class is a name, not a mere description.
    fn is_named(&self, class: usize) -> bool {
        let own = self.symbols.iter().zip(&self.classes).filter(|(_, own)| **own as usize == class);
        own.map(|(symbol, _)| self.store.names.get(*symbol)).any(|name| !speaker::is_description(name))
    }

    /// Apart by speaker. Those without a speaker stay together; they join the others where only one
    /// speaker is known.
    fn by_name(&self, members: &[OccurrenceId]) -> Vec<Vec<OccurrenceId>> {
        let rest = if self.count == 1 { 0 } else { self.count };
        self.parted(members, |class| class.unwrap_or(rest))
    }

    /// All together but for those who are named and have content words of their own.
    fn by_content(&self, members: &[OccurrenceId], mut contents: Contents<'_>) -> Vec<Vec<OccurrenceId>> {
        if self.count < 2 {
            return vec![members.to_vec()];
        }
        let named: Vec<bool> = (0..self.count).map(|class| self.is_named(class)).collect();
        let mut apart = named.clone();
        for &member in members {
            if let Some(class) = self.class(member).filter(|class| apart[*class]) {
                apart[class] = !contents.agree(member);
            }
        }
        // Where nobody is named with the group's own words, they may be those of the first who is.
        if apart == named {
            apart.iter_mut().find(|apart| **apart).into_iter().for_each(|apart| *apart = false);
        }
        self.parted(members, |class| class.filter(|class| apart[*class]).unwrap_or(self.count))
    }

    fn parted(
        &self,
        members: &[OccurrenceId],
        part: impl Fn(Option<usize>) -> usize,
    ) -> Vec<Vec<OccurrenceId>> {
        let mut parts = vec![Vec::new(); self.count + 1];
        members.iter().for_each(|member| parts[part(self.class(*member))].push(*member));
        parts.retain(|part| !part.is_empty());
        parts
    }
}

/// Tells whether wordings have the content words of the one that stands for their group.
struct Contents<'s> {
    store: &'s Store,
    rarity: &'s Rarity,
    head: WordingId,
    known: HashMap<WordingId, bool>,
}

impl<'s> Contents<'s> {
    fn new(store: &'s Store, rarity: &'s Rarity, head: WordingId) -> Self {
        Contents { store, rarity, head, known: HashMap::from([(head, true)]) }
    }

    fn agree(&mut self, occurrence: OccurrenceId) -> bool {
        let wording = self.store.occurrences[occurrence as usize].wording;
        if let Some(known) = self.known.get(&wording) {
            return *known;
        }
        let (own, head) = (self.read(wording), self.read(self.head));
        let (short, long) = if own.weight <= head.weight { (own, head) } else { (head, own) };
        let mut aligner = Aligner::default();
        aligner.take(&short.tokens);
        let fit = aligner.trace(&long.tokens).0;
        *self.known.entry(wording).or_insert(fit.kept == fit.content)
    }

    fn read(&self, wording: WordingId) -> Analysis {
        let mut analysis = Analysis::default();
        let text = self.store.text(self.store.wordings[wording as usize].example);
        analysis.fill(text, Domain::Quote, self.rarity);
        analysis
    }
}
