//! [`Keys`]: features as whole numbers, put together value by value.
//!
//! The values of a feature are the digits of a number whose base is different for each field: one more
//! than the largest value that a weight of the template names, and one for all larger values. The
//! numbers of one template lie behind those of the one before, so that each feature that has a weight
//! has a number of its own, which it shares with no other feature but those that no weight names. What
//! a digit stands for is added, so that what many features have in common is worked out once, and no table
//! by value is needed, which would take more room in the caches than the weights.

use std::ops::Add;

use super::Feature;

/// Most templates of a model.
const TEMPLATES: usize = 64;
/// An odd number by which all others are multiplied, for the sake of [`Perfect`](super::Perfect): it
/// spreads them, and no two become one.
const SPREAD: u32 = 0x9e37_79b1;

/// The number of a feature, or what one of its values adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub(super) u32);

impl Add for Key {
    type Output = Key;

    #[inline(always)]
    fn add(self, other: Key) -> Key {
        Key(self.0.wrapping_add(other.0))
    }
}

/// How the features of each template are numbered.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    templates: [Template; TEMPLATES],
    /// How many numbers are given away; 0 is no feature's.
    end: u32,
}

/// Never in two lines of a cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Template {
    first: Key,
    fields: [Digit; 3],
}

/// What a value of one field stands for.
#[derive(Clone, Copy, Debug, Default)]
struct Digit {
    /// What it is multiplied by.
    stride: u32,
    /// The digit of all values that are larger than those with a weight.
    most: u32,
}

impl Default for Keys {
    /// No template: all features have the number 0.
    fn default() -> Self {
        Keys { templates: [Template::default(); TEMPLATES], end: 1 }
    }
}

impl Keys {
    /// Numbers the features of one template by those that have a weight. Nothing where the template's
    /// number is 64 or more, or the values that weights name combine in more than four billion ways.
    #[must_use]
    pub fn add(&mut self, template: u8, weighted: impl Iterator<Item = Feature>) -> Option<()> {
        let mut largest = [0; 3];
        for feature in weighted {
            for (largest, value) in largest.iter_mut().zip(feature.values()) {
                *largest = value.max(*largest);
            }
        }
        let mut size = 1_u32;
        let mut fields = [Digit::default(); 3];
        for (digit, largest) in fields.iter_mut().zip(largest) {
            *digit = Digit { stride: size.wrapping_mul(SPREAD), most: u32::from(largest) + 1 };
            size = size.checked_mul(digit.most + 1)?;
        }
        let first = Key(self.end.wrapping_mul(SPREAD));
        *self.templates.get_mut(usize::from(template))? = Template { first, fields };
        self.end = self.end.checked_add(size)?;
        Some(())
    }

    /// What a value of one field adds to the number.
    #[inline(always)]
    pub fn step(&self, template: u8, field: usize, value: u16) -> Key {
        let Digit { stride, most } = self.templates[usize::from(template) % TEMPLATES].fields[field];
        Key(u32::from(value).min(most).wrapping_mul(stride))
    }

    /// Where the numbers of a template begin.
    #[inline(always)]
    pub fn begin(&self, template: u8) -> Key {
        self.templates[usize::from(template) % TEMPLATES].first
    }

    /// The number of a feature.
    #[inline(always)]
    pub fn key(&self, feature: Feature) -> Key {
        let (template, [a, b, c]) = (feature.template(), feature.values());
        self.begin(template)
            + self.step(template, 0, a)
            + self.step(template, 1, b)
            + self.step(template, 2, c)
    }
}
