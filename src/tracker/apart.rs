//! The occurrences of one group in, those that are one statement out: people who say much the same
//! are told apart.
//!
//! A few common words may be anybody's, so each speaker of them has a statement. Of more words a
//! phrase is left that several use of different things: "We are disappointed by the verdict and will
//! appeal", "We are delighted by the verdict and will not appeal". Whoever is named and is only quoted
//! with other content words than the wording that stands for the group makes a statement of his own.
//! Where the content words are the same, it is the same saying under two names, and a conflict.

use super::align::Aligner;
use super::speaker::Names;
use super::store::{NONE, OccurrenceId, Store, WordingId};
use super::table::Symbol;
use super::tables::Tables;
use super::token::{Analysis, Domain};

/// A wording with fewer half bits is common enough for two people to have said it: it makes one
/// statement for each speaker.
const ONES_OWN: u32 = 68;

/// So many wordings of a speaker are held against so many of the others.
const WORDINGS: usize = 4;
const OTHERS: usize = 8;

/// The statements that the occurrences of a group make, each with its occurrences in the given order.
pub(crate) fn statements(
    store: &Store,
    tables: &Tables,
    head: WordingId,
    members: &[OccurrenceId],
) -> Vec<Vec<OccurrenceId>> {
    let speakers = Speakers::new(store, &tables.names, members);
    match store.wordings[head as usize].weight >= ONES_OWN {
        true => speakers.by_content(members, Contents { store, tables, head }),
        false => speakers.by_name(members),
    }
}

/// Who is named by the occurrences of a group.
struct Speakers<'s> {
    store: &'s Store,
    known: &'s Names,
    /// Their names, sorted by number, and for each the number of whom it means.
    symbols: Vec<Symbol>,
    classes: Vec<u32>,
    count: usize,
}

impl<'s> Speakers<'s> {
    fn new(store: &'s Store, known: &'s Names, members: &[OccurrenceId]) -> Self {
        let mut symbols: Vec<Symbol> =
            members.iter().map(|o| store.occurrences[*o as usize].speaker).filter(|s| *s != NONE).collect();
        symbols.sort_unstable();
        symbols.dedup();
        let names: Vec<&str> = symbols.iter().map(|symbol| store.names.get(*symbol)).collect();
        let classes = known.classes(&names);
        let count = classes.iter().max().map_or(0, |class| *class as usize + 1);
        Speakers { store, known, symbols, classes, count }
    }

    fn class(&self, occurrence: OccurrenceId) -> Option<usize> {
        let symbol = self.store.occurrences[occurrence as usize].speaker;
        self.symbols.binary_search(&symbol).ok().map(|at| self.classes[at] as usize)
    }

    /// Whether some name of a class is a name, not a mere description.
    fn is_named(&self, class: usize) -> bool {
        let own = self.symbols.iter().zip(&self.classes).filter(|(_, own)| **own as usize == class);
        own.map(|(symbol, _)| self.store.names.get(*symbol)).any(|name| !self.known.is_description(name))
    }

    /// Apart by speaker. Those without a speaker stay together; they join the others where only one
    /// speaker is known.
    fn by_name(&self, members: &[OccurrenceId]) -> Vec<Vec<OccurrenceId>> {
        let rest = if self.count == 1 { 0 } else { self.count };
        self.parted(members, |class| class.unwrap_or(rest))
    }

    /// All together but for those who are named and have content words of their own.
    fn by_content(&self, members: &[OccurrenceId], contents: Contents<'_>) -> Vec<Vec<OccurrenceId>> {
        if self.count < 2 {
            return vec![members.to_vec()];
        }
        let wordings = self.wordings(members);
        let named: Vec<bool> = (0..self.count).map(|class| self.is_named(class)).collect();
        let agree = |own: &[WordingId], others: &[WordingId]| {
            own.iter().any(|own| others.iter().any(|other| contents.agree(*own, *other)))
        };
        let mut apart: Vec<bool> =
            named.iter().zip(&wordings).map(|(named, own)| *named && !agree(own, &[contents.head])).collect();
        // Where nobody is named with the group's own words, they may be those of the first who is.
        if apart == named {
            apart.iter_mut().find(|apart| **apart).into_iter().for_each(|apart| *apart = false);
        }
        let stays = |class: &usize| named[*class] && !apart[*class];
        let theirs = (0..self.count).filter(stays).flat_map(|class| wordings[class].iter().copied());
        let theirs: Vec<WordingId> = theirs.take(OTHERS).collect();
        apart.iter_mut().zip(&wordings).for_each(|(apart, own)| *apart &= !agree(own, &theirs));
        self.parted(members, |class| class.filter(|class| apart[*class]).unwrap_or(self.count))
    }

    /// The different wordings of each class, the first [`WORDINGS`] of them.
    fn wordings(&self, members: &[OccurrenceId]) -> Vec<Vec<WordingId>> {
        let mut wordings: Vec<Vec<WordingId>> = vec![Vec::new(); self.count];
        for &member in members {
            let Some(class) = self.class(member) else { continue };
            let (own, wording) = (&mut wordings[class], self.store.occurrences[member as usize].wording);
            if own.len() < WORDINGS && !own.contains(&wording) {
                own.push(wording);
            }
        }
        wordings
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

/// Tells whether wordings have the same content words.
struct Contents<'s> {
    store: &'s Store,
    tables: &'s Tables,
    head: WordingId,
}

impl Contents<'_> {
    /// Whether the heavier of two wordings has all content words of the other.
    fn agree(&self, a: WordingId, b: WordingId) -> bool {
        if a == b {
            return true;
        }
        let (a, b) = (self.read(a), self.read(b));
        let (short, long) = if a.weight <= b.weight { (a, b) } else { (b, a) };
        let mut aligner = Aligner::default();
        aligner.take(&short.tokens);
        let fit = aligner.trace(&long.tokens).0;
        fit.kept == fit.content
    }

    fn read(&self, wording: WordingId) -> Analysis {
        let mut analysis = Analysis::default();
        let text = self.store.text(self.store.wordings[wording as usize].example);
        analysis.fill(text, Domain::Quote, &self.tables.rarity);
        analysis
    }
}
