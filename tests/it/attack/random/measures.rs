//! A metric of the list with its own options or with any.

use ndarray_metrics::collection::AnyMeasure;
use serde::Deserialize;

use super::options::{Draw, Options};
use crate::data::Random;
use crate::list::Entry;

/// The metric of the entry with its own options, or in half of the cases with any.
pub(super) fn any_like(entry: &Entry, random: &mut Random) -> AnyMeasure {
    if random.below(2) == 0 {
        return entry.measure.clone();
    }
    let own = |variants: &[&str]| variants.iter().position(|variant| *variant == entry.name());
    let drawn = <AnyMeasure as Deserialize>::deserialize(Options::new(random, &own));
    drawn.unwrap_or_else(|_| entry.measure.clone())
}

const SIZES: [u64; 14] =
    [0, 1, 2, 2, 2, 3, 4, 5, 10, 300, (1 << 20) + 1, 1 << 32, i64::MAX as u64, u64::MAX];

const NUMBERS: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    1e-7,
    1.0 - 1e-7,
    5e-324,
    f64::MAX,
    f64::INFINITY,
    f64::NAN,
    1e300,
    1e-300,
    0.5,
];

impl Draw for Random {
    fn below(&mut self, n: usize) -> usize {
        Self::below(self, n)
    }

    fn size(&mut self) -> u64 {
        SIZES[Self::below(self, SIZES.len())]
    }

    fn number(&mut self) -> f64 {
        match Self::below(self, 4) {
            0 => NUMBERS[Self::below(self, NUMBERS.len())],
            1 => Self::below(self, 17) as f64 / 16.0,
            _ => self.unit(),
        }
    }
}
