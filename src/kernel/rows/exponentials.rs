//! Sums of exponentials of a row, relative to its largest number.

use super::{LANES, STRIP, add_lanes, folded, larger_and_equal, maximum};
use crate::element::Element;
use crate::kernel::math::{exp_fraction, exp_rounded, exp_scaled};

/// Σ exp(z) over a row of logits: its largest logit, and what the others add to the exponential of
/// that one, in units of it.
///
/// With the largest logit left out of the sum, the small rest is not lost beside 1. NaN for a row
/// that holds −∞ only.
#[inline(always)]
pub(crate) fn sum_of_exponentials<A: Element>(row: &[A]) -> (f64, f64) {
    let largest = maximum(row);
    let most = largest.to_f64();
    let (mut lanes, mut strip) = ([0.0; LANES], Exponentials::new());
    for entries in row.chunks(STRIP) {
        let below = |&z: &A| if z == largest { f64::NEG_INFINITY } else { z.to_f64() - most };
        for powers in strip.of(entries.iter().map(below)).as_chunks::<LANES>().0 {
            add_lanes(&mut lanes, powers);
        }
    }
    let equal = larger_and_equal(row, largest, |_| true).map_or(0, |(_, equal)| equal);
    let nothing = most == f64::NEG_INFINITY;
    (if nothing { f64::NAN } else { most }, folded(lanes) + equal.saturating_sub(1) as f64)
}

/// Exponentials of many numbers in three short loops instead of a long one, of which the processor
/// has fewer numbers in hand at a time. Aligned as [`Aligned`](crate::kernel::Aligned) buffers are.
#[repr(align(64))]
struct Exponentials {
    exponents: [f64; STRIP],
    rounded: [f64; STRIP],
    powers: [f64; STRIP],
}

impl Exponentials {
    #[inline(always)]
    fn new() -> Self {
        let zero = [0.0; STRIP];
        Self { exponents: zero, rounded: zero, powers: zero }
    }

    /// e^x of up to a strip of numbers that are not above 0, brought to full lanes with zeros.
    #[inline(always)]
    fn of(&mut self, numbers: impl ExactSizeIterator<Item = f64>) -> &[f64] {
        let Self { exponents: x, rounded: k, powers } = self;
        let full = numbers.len().next_multiple_of(LANES).min(STRIP);
        x[numbers.len()..full].fill(f64::NEG_INFINITY);
        x.iter_mut().zip(numbers).for_each(|(x, number)| *x = number);
        for (k, &x) in k[..full].iter_mut().zip(&x[..full]) {
            *k = exp_rounded(x);
        }
        for ((power, &x), &k) in powers[..full].iter_mut().zip(&x[..full]).zip(&k[..full]) {
            *power = exp_fraction(x, k);
        }
        for ((power, &x), &k) in powers[..full].iter_mut().zip(&x[..full]).zip(&k[..full]) {
            *power = exp_scaled(x, *power, k);
        }
        &powers[..full]
    }
}
