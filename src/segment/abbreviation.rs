//! A word before a full stop in; whether the stop is part of it out.

/// What an abbreviation has behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// It is none.
    None,
    /// Always something: "Mr.", "e.g."
    Leading,
    /// A number, or nothing: "No. 5", "Sept. 11".
    Counting,
    /// Anything: "U.S.", "Inc."
    Any,
}

/// What kind of abbreviation `word`, without its last full stop, is.
pub(super) fn of(word: &str) -> Abbreviation {
    let mut buffer = [0; 8];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Abbreviation::None };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"mr" | b"mrs" | b"ms" | b"dr" | b"prof" | b"sen" | b"sens" | b"rep" | b"reps" | b"gov" | b"govs"
        | b"gen" | b"col" | b"lt" | b"sgt" | b"capt" | b"cmdr" | b"adm" | b"maj" | b"cpl" | b"rev"
        | b"hon" | b"st" | b"mt" | b"messrs" | b"supt" | b"amb" | b"pres" | b"e.g" | b"i.e" | b"vs"
        | b"cf" => Abbreviation::Leading,
        b"no" | b"nos" | b"pp" | b"vol" | b"fig" | b"art" | b"jan" | b"feb" | b"aug" | b"sept" | b"oct"
        | b"nov" | b"dec" => Abbreviation::Counting,
        b"inc" | b"corp" | b"ltd" | b"co" | b"bros" | b"jr" | b"sr" | b"ave" | b"blvd" | b"rd" | b"etc"
        | b"dept" | b"assn" | b"univ" | b"calif" | b"mass" | b"penn" | b"conn" | b"ill" | b"ariz"
        | b"colo" | b"fla" | b"wash" | b"minn" | b"mich" | b"tenn" | b"ga" | b"va" | b"md" | b"pa" => {
            Abbreviation::Any
        }
        _ if is_dotted(lower) => Abbreviation::Any,
        _ => Abbreviation::None,
    }
}

/// Single letters with full stops between them, or nearly: "u.s", "p.m", "ph.d".
fn is_dotted(word: &[u8]) -> bool {
    word.contains(&b'.') && word.split(|&byte| byte == b'.').all(|part| matches!(part.len(), 1 | 2))
}

/// Whether a capitalised word is one that starts sentences rather than names.
pub(super) fn is_function_word(word: &str) -> bool {
    let mut buffer = [0; 8];
    let Some(lower) = buffer.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"the"
            | b"a"
            | b"an"
            | b"he"
            | b"she"
            | b"it"
            | b"they"
            | b"we"
            | b"i"
            | b"you"
            | b"his"
            | b"her"
            | b"its"
            | b"their"
            | b"our"
            | b"my"
            | b"this"
            | b"that"
            | b"these"
            | b"those"
            | b"there"
            | b"but"
            | b"and"
            | b"or"
            | b"in"
            | b"on"
            | b"at"
            | b"for"
            | b"with"
            | b"from"
            | b"as"
            | b"if"
            | b"when"
            | b"while"
            | b"after"
            | b"before"
            | b"although"
            | b"because"
            | b"what"
            | b"who"
            | b"how"
            | b"then"
            | b"some"
    )
}
