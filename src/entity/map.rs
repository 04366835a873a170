//! [`Map`]: a hash map for keys that are numbers or hashes already.
//!
//! The standard map hashes every key with care and a secret, which costs more than all the rest of
//! a look-up; here one multiplication spreads the bits. Texts are short, so that keys made to
//! collide do little harm.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by numbers.
pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// Spreads the bits of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        // The map takes its place from the low bits and a check from the high ones: both halves of
        // the product are wanted.
        let product = u128::from(self.0 ^ number) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_a_row_are_spread_over_low_and_high_bits() {
        let spread = |number: u64| {
            let mut hasher = Spread::default();
            hasher.write_u64(number);
            hasher.finish()
        };
        let distinct = |bits: fn(u64) -> u64| {
            (0..1000)
                .map(|number| bits(spread(number << 20)))
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        };
        assert!(distinct(|hash| hash & 0xffff) > 980);
        assert!(distinct(|hash| hash >> 48) > 980);
    }
}
