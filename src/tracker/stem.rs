//! A word in normal form in, what its inflected forms share out.

use super::hash;

/// A hash of the word's stem; two letters behind the first may change places.
pub(crate) fn hash(word: &str) -> u64 {
    hash::letters(stem(word).as_bytes())
}

/// The word without a regular English ending, so that forms of one word agree: "measures",
/// "measured", "measuring", "measure" -> "measur". Words of three letters or with digits stay.
///
/// Much cruder than Porter (1980), and enough: it only makes a small difference cheap.
fn stem(word: &str) -> &str {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() >= 3);
    let rest = if let Some(rest) = cut("ing").or(cut("ied")).or(cut("ies")).or(cut("ed")).or(cut("ly")) {
        rest
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word
    } else {
        cut("s").unwrap_or(word)
    };
    let rest = if rest.len() > 3 { rest.strip_suffix(['e', 'y']).unwrap_or(rest) } else { rest };
    let last = rest.as_bytes();
    let doubled = last.len() > 3 && last[last.len() - 1] == last[last.len() - 2];
    if doubled { &rest[..rest.len() - 1] } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for forms in [
            ["measure", "measures", "measured", "measuring"],
            ["stop", "stops", "stopped", "stopping"],
            ["country", "countries", "country", "country"],
            ["carry", "carries", "carried", "carrying"],
            ["fair", "fairly", "fair", "fair"],
        ] {
            assert!(forms.iter().all(|form| stem(form) == stem(forms[0])), "{forms:?}");
        }
        assert_ne!(stem("class"), stem("clas"));
        assert_eq!((stem("1990s"), stem("was"), stem("crisis")), ("1990s", "was", "crisis"));
    }
}
