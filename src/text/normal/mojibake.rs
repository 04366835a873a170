//! UTF-8 that was read as Windows-1252 ("donâ€™t") in, the characters it was out.

/// The first character of `text` and its length in bytes; a character whose UTF-8 bytes were
/// read as Windows-1252 ("â€™", "Ã©") is put together again.
pub(super) fn decode(text: &str) -> (char, usize) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return (' ', 1) };
    let plain = (first, first.len_utf8());
    let Some(lead) = windows_1252(first) else { return plain };
    let more = match first {
        'Â' | 'Ã' | 'Ä' | 'Å' => 1,
        'â' => 2,
        _ => return plain,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut len = first.len_utf8();
    for slot in &mut bytes[1..=more] {
        match chars.next().and_then(|c| Some((c, windows_1252(c)?))) {
            // "É…" is a letter and an ellipsis: after a capital only what no writer puts there counts.
            Some((c, byte)) if (0x80..=0xbf).contains(&byte) && (more > 1 || !is_typography(c)) => {
                *slot = byte;
                len += c.len_utf8();
            }
            _ => return plain,
        }
    }
    match std::str::from_utf8(&bytes[..=more]).ok().and_then(|s| s.chars().next()) {
        Some(c) => (c, len),
        None => plain,
    }
}

fn is_typography(c: char) -> bool {
    matches!(c, '…' | '–' | '—' | '‘' | '’' | '‚' | '“' | '”' | '„' | '‹' | '›' | '«' | '»' | '\u{a0}')
}

/// The byte of `c` in Windows-1252, C1 controls standing for the five holes of the table.
fn windows_1252(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    match c {
        '\u{80}'..='\u{ff}' => Some(c as u8),
        _ => HIGH.iter().find(|(high, _)| *high == c).map(|(_, byte)| *byte),
    }
}
