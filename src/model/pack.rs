//! A weight file in, the same in numbers out: each name once, each line as a few of them.
//!
//! Start-up would wait longest for a hundred thousand lines of weights to be read. So the build script
//! compiles this file, too, and packs those that ship with the crate; it knows nothing of the rest of it.

use std::collections::HashMap;

/// Most values of a feature.
pub const VALUES: usize = 3;

/// Packs a weight file; `#` starts a comment. The bytes are the length of the names, the names, a line each,
/// and then for each line of weights its number in the file, the numbers of its names (0 for a value that it
/// lacks) and the weight in hundredths.
///
/// # Errors
/// When a line cannot be read: its number, and what is wrong with it.
pub fn pack(text: &str) -> Result<Vec<u8>, (usize, &'static str)> {
    let mut names = vec![""];
    let mut number_of = HashMap::from([("", 0)]);
    let mut lines = Vec::new();
    for (number, line) in
        (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    {
        let fail = |message| (number, message);
        let (features, weight) = line.rsplit_once('\t').ok_or(fail("no weight"))?;
        let weight = hundredths(weight).ok_or(fail("no weight of two decimals"))?;
        let mut columns = [0; 1 + VALUES];
        for (place, name) in features.split('\t').enumerate() {
            let column = columns.get_mut(place).ok_or(fail("too many values"))?;
            *column = *number_of.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            });
        }
        lines.extend_from_slice(&(number as u32).to_le_bytes());
        for column in columns {
            let column = u16::try_from(column).map_err(|_| fail("too many different names"))?;
            lines.extend_from_slice(&column.to_le_bytes());
        }
        lines.extend_from_slice(&weight.to_le_bytes());
    }
    let names = names.join("\n");
    Ok([&(names.len() as u32).to_le_bytes(), names.as_bytes(), &lines].concat())
}

/// Reads a decimal with at most two digits behind the point, such as `-0.14`.
fn hundredths(text: &str) -> Option<i16> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    // Digits read so far, and how many of them stand behind the point.
    let (mut value, mut behind) = (0_i16, None);
    for byte in digits.bytes() {
        match (byte, behind) {
            (b'.', None) => behind = Some(0),
            (b'0'..=b'9', None | Some(0 | 1)) => {
                value = value.checked_mul(10)?.checked_add(i16::from(byte - b'0'))?;
                behind = behind.map(|count| count + 1);
            }
            _ => return None,
        }
    }
    let value = match behind.unwrap_or(0) {
        _ if digits.is_empty() => return None,
        0 => value.checked_mul(100)?,
        1 => value.checked_mul(10)?,
        _ => value,
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_two_decimals_at_the_most() {
        assert_eq!(
            ["-0.14", "2", "0.1", "-3.05", ".5", "3."].map(hundredths),
            [Some(-14), Some(200), Some(10), Some(-305), Some(50), Some(300)]
        );
        assert_eq!(["", "-", "0.123", "x", "1e3", "99999", "--1", "+1", "1.2.3"].map(hundredths), [None; 9]);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_line() {
        for (text, line) in [("bias\t1\nbias", 2), ("#\na\tb\tc\td\te\t1", 2), ("bias\tx", 1)] {
            assert_eq!(pack(text).unwrap_err().0, line, "{text:?}");
        }
    }
}
