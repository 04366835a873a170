//! Scores in, probabilities out, the same on every machine.
//!
//! A score is a whole number of hundredths of log odds, so sums are exact in any order. The powers
//! of e come from one table, made by multiplication, not from the system's mathematics.

/// Hundredths of log odds beyond which a share is nothing: e^-20.8 is less than 2^-30.
const REACH: usize = 2080;
/// One, in the table's fixed point.
const ONE: u32 = 1 << 30;

/// e^(-k/100) by k, as multiples of 2^-30.
static DECAY: [u32; REACH + 1] = decay();

const fn decay() -> [u32; REACH + 1] {
    let mut table = [0; REACH + 1];
    let mut power = ONE as f64;
    let mut k = 0;
    while k < REACH {
        table[k] = (power + 0.5) as u32;
        power *= 0.990_049_833_749_168_1; // e^-0.01
        k += 1;
    }
    table
}

/// e^(-behind/100) as a multiple of 2^-30; nothing for what lies far behind.
fn share(behind: u32) -> u32 {
    DECAY[(behind as usize).min(REACH)]
}

/// The probability behind a score of [`Sum`](super::Sum).
pub fn certainty(score: i32) -> f32 {
    let e = share(score.unsigned_abs()) as f32 / ONE as f32;
    if score < 0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}

/// Shares out one among rivals by their scores: the softmax of their log odds.
#[derive(Clone, Copy, Debug)]
pub struct Softmax {
    top: i32,
    total: u64,
}

impl Softmax {
    /// Rivals whose best score is `top`; the best one must be among those added.
    pub fn new(top: i32) -> Self {
        Softmax { top, total: 0 }
    }

    /// Adds a rival. The order does not matter.
    #[inline]
    pub fn add(&mut self, score: i32) {
        self.total += u64::from(share(self.top.wrapping_sub(score) as u32));
    }

    /// The probability of a rival, once all are added.
    pub fn probability(&self, score: i32) -> f32 {
        share(self.top.wrapping_sub(score) as u32) as f32 / self.total.max(1) as f32
    }
}

/// The natural logarithm of how many times one positive number is another that is no larger, in whole hundredths.
/// Of two probabilities of one [`Softmax`] that is the difference of their scores.
pub(crate) fn log_ratio(larger: f32, smaller: f32) -> usize {
    const HALF_A_HUNDREDTH: f64 = 0.995_012_479_192_682_3; // e^-0.005
    let share = f64::from(smaller) / f64::from(larger) * f64::from(ONE) * HALF_A_HUNDREDTH;
    DECAY.partition_point(|decayed| f64::from(*decayed) >= share).saturating_sub(1)
}

/// The least numbers whose natural logarithms, rounded to the nearest `f32`, are at least 1/4, 2/4 and so on.
#[rustfmt::skip]
#[expect(clippy::approx_constant, reason = "the fourth is the number behind e as it is rounded")]
const QUARTERS: [f32; 32] = [
    1.2840254, 1.6487213, 2.117, 2.718282, 3.4903429, 4.481689, 5.7546024, 7.3890557,
    9.487735, 12.182493, 15.642631, 20.085535, 25.790339, 33.11545, 42.52108, 54.598145,
    70.1054, 90.01711, 115.58426, 148.41313, 190.56622, 244.69188, 314.1906, 403.4287,
    518.01276, 665.1415, 854.0586, 1096.6329, 1408.1046, 1808.042, 2321.572, 2980.9575,
];

/// The natural logarithm of how many times one positive number is another, in whole quarters, rounded down; 0 of a
/// larger one, and at most 32.
#[inline]
pub(crate) fn quarters(larger: f32, smaller: f32) -> u16 {
    let ratio = larger / smaller;
    QUARTERS.partition_point(|least| *least <= ratio) as u16
}

/// The probability behind log odds, by the system's mathematics: for training, where a last bit does not matter.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithm_is_read_from_the_table_of_powers() {
        for (larger, smaller, hundredths) in
            [(1.0, 1.0, 0), (2.0, 1.0, 69), (0.9, 0.3, 110), (33.0, 1.0, 350)]
        {
            assert_eq!(log_ratio(larger, smaller), hundredths);
        }
        assert!(log_ratio(1.0, 1e-30) >= REACH - 1);
        let mut softmax = Softmax::new(700);
        [700, 675, 500].into_iter().for_each(|score| softmax.add(score));
        for (score, behind) in [(700, 0), (675, 25), (500, 200)] {
            assert_eq!(log_ratio(softmax.probability(700), softmax.probability(score)), behind);
        }
    }

    #[test]
    fn quarters_begin_where_a_rounded_logarithm_reaches_them() {
        let before = |number: f32| f32::from_bits(number.to_bits() - 1);
        for (quarter, least) in (1_u8..).zip(QUARTERS) {
            // What lies above the middle between a quarter and the number before it is rounded to the quarter.
            let limit = f32::from(quarter) / 4.0;
            let middle = f64::midpoint(f64::from(before(limit)), f64::from(limit));
            assert!(f64::from(least).ln() > middle, "{quarter}");
            assert!(f64::from(before(least)).ln() < middle, "{quarter}");
            assert_eq!(quarters(least, 1.0), u16::from(quarter));
            assert_eq!(quarters(before(least), 1.0), u16::from(quarter) - 1);
        }
        for (larger, smaller, quarter) in [(0.2, 0.9, 0), (0.9, 0.9, 0), (0.9, 0.1, 8), (1.0, 1e-6, 32)] {
            assert_eq!(quarters(larger, smaller), quarter);
        }
    }

    #[test]
    fn the_table_agrees_with_the_exponential() {
        for score in (-2500..2500).step_by(7) {
            let exact = 1.0 / (1.0 + (-f64::from(score) / 100.0).exp());
            assert!((f64::from(certainty(score)) - exact).abs() < 1e-6, "{score}");
        }
        let mut softmax = Softmax::new(250);
        [250, -50, 100, -9000].iter().for_each(|score| softmax.add(*score));
        let total = 1.0 + (-3.0_f64).exp() + (-1.5_f64).exp();
        assert!((f64::from(softmax.probability(100)) - (-1.5_f64).exp() / total).abs() < 1e-6);
        assert_eq!(softmax.probability(-9000), 0.0);
    }
}
