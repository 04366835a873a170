//! HTML entities: what pages that were taken for plain text still hold of them.
//!
//! Only those that news is written with: marks, dashes, spaces, and any character by its number. Those of
//! letters are rare beside the letters themselves.

/// The character that an HTML entity at the start of `text` (UTF-8) stands for, with its length.
pub(crate) fn entity(text: &[u8]) -> Option<(char, usize)> {
    let end = memchr::memchr(b';', &text[..text.len().min(10)])?;
    let c = match text.get(1..end)? {
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        b"ldquo" => '“',
        b"rdquo" => '”',
        b"bdquo" => '„',
        b"lsquo" => '‘',
        b"rsquo" => '’',
        b"sbquo" => '‚',
        b"laquo" => '«',
        b"raquo" => '»',
        b"lsaquo" => '‹',
        b"rsaquo" => '›',
        b"lt" => '<',
        b"gt" => '>',
        b"nbsp" => '\u{a0}',
        b"shy" => '\u{ad}',
        b"hellip" => '…',
        b"ndash" => '–',
        b"mdash" => '—',
        [b'#', b'x' | b'X', hex @ ..] => number(hex, 16)?,
        [b'#', decimal @ ..] => number(decimal, 10)?,
        _ => return None,
    };
    Some((c, end + 1))
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?)
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn entities_are_read_by_name_and_by_number() {
        for (text, c) in [
            ("&laquo;Yes", '«'),
            ("&#8220;", '“'),
            ("&#x201C;", '“'),
            ("&#X26;", '&'),
            ("&hellip;", '…'),
            ("&lt;p", '<'),
        ] {
            let end = text.find(';').unwrap() + 1;
            assert_eq!(entity(text.as_bytes()), Some((c, end)), "{text}");
        }
        for text in ["&", "&;", "&quot", "&eacute;", "&#;", "&#x;", "&#xd800;", "&#99999999999;", "& so; it"]
        {
            assert_eq!(entity(text.as_bytes()), None, "{text}");
        }
    }
}
