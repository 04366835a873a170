//! How much a store holds of what it counts in 32 bits, so that what would not fit is refused before it comes.

use super::store::NONE;

/// What is counted in 32 bits, of a store or of what comes to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) documents: usize,
    pub(crate) occurrences: usize,
    /// Bytes of ids, and of names.
    pub(crate) ids: usize,
    pub(crate) names: usize,
    /// Bytes of the longest text of an occurrence, and the furthest place that one points to.
    pub(crate) text: usize,
}

impl Count {
    pub(crate) fn plus(self, more: Count) -> Count {
        Count {
            documents: self.documents + more.documents,
            occurrences: self.occurrences + more.occurrences,
            ids: self.ids + more.ids,
            names: self.names + more.names,
            text: self.text.max(more.text),
        }
    }

    /// Whether all numbers and offsets can be written down; the last number stands for none.
    pub(crate) fn fits(self) -> bool {
        let Count { documents, occurrences, ids, names, text } = self;
        [documents, occurrences, ids, names, text].iter().all(|count| *count < NONE as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_before_it_comes() {
        let most = NONE as usize - 1;
        let full = Count { occurrences: most - 1, ids: most, ..Count::default() };
        let one = Count { occurrences: 1, ..Count::default() };
        assert!(full.fits() && full.plus(one).fits());
        assert!(!full.plus(one).plus(one).fits());
        assert!(!full.plus(Count { ids: 1, ..Count::default() }).fits());
        assert!(!Count { text: most + 1, ..Count::default() }.fits());
    }
}
