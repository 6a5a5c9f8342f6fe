//! Weights added up in bins: counts as integers, weights as exact multiples of a power of two.
//!
//! Adding to an exact total costs some ten nanoseconds and more. A block's weights mostly lie within
//! 2^60 of each other, so that they are integers of at most 114 bits in units of the last place of
//! the smallest, and thousands of them add up in a `u128` without rounding. The totals go to the
//! tallies once per block.

use super::sum::{LEAST_EXPONENT, Part};

/// Most bins that are added up locally; a power of two, so that an index needs no check.
pub(crate) const BINS: usize = 1024;

/// Weights whose exponents differ by no more are added as integers.
const REACH: u64 = 60;

/// The total of each key that comes with a weight above zero; without weights, all are 1. Keys are
/// below [`BINS`].
pub(crate) fn totals(keys: &[u32], weights: Option<&[f64]>, mut each: impl FnMut(usize, Part)) {
    let Some(weights) = weights else { return count(keys, each) };
    let counted = keys.iter().zip(weights).filter(|(_, weight)| **weight != 0.0);
    let Some(unit) = unit(weights) else {
        return counted.for_each(|(&key, &weight)| {
            let unit = unit(&[weight]).unwrap_or(1);
            each(key as usize, part(steps(weight, unit), unit));
        });
    };
    let mut totals = [0; BINS];
    counted.for_each(|(&key, &weight)| totals[key as usize % BINS] += steps(weight, unit));
    for (key, &total) in totals.iter().enumerate().filter(|(_, total)| **total > 0) {
        each(key, part(total, unit));
    }
}

/// Four copies of the counts, so that equal keys in a row need not wait for each other.
fn count(keys: &[u32], mut each: impl FnMut(usize, Part)) {
    let mut counts = [[0_u32; BINS]; 4];
    let (chunks, tail) = keys.as_chunks::<4>();
    for chunk in chunks {
        for (counts, &key) in counts.iter_mut().zip(chunk) {
            counts[key as usize % BINS] += 1;
        }
    }
    for &key in tail {
        counts[0][key as usize % BINS] += 1;
    }
    for key in 0..BINS {
        match counts.iter().map(|counts| i128::from(counts[key])).sum() {
            0 => {}
            steps => each(key, Part { steps, exponent: 0 }),
        }
    }
}

/// A unit in which weights are integers of at most 114 bits; none if they differ too much. Weights
/// are finite and not negative; those of 0 are left out.
fn unit(weights: &[f64]) -> Option<u64> {
    let (mut least, mut most) = (u64::MAX, 0);
    for weight in weights.iter().filter(|weight| **weight != 0.0) {
        let exponent = (weight.to_bits() >> 52).max(1);
        (least, most) = (least.min(exponent), most.max(exponent));
    }
    (most.saturating_sub(least) <= REACH).then_some(least.min(most))
}

/// A weight above zero in that unit.
#[inline(always)]
fn steps(weight: f64, unit: u64) -> u128 {
    let (bits, exponent) = (weight.to_bits(), weight.to_bits() >> 52);
    let mantissa = (bits & ((1 << 52) - 1)) | u64::from(exponent > 0) << 52;
    u128::from(mantissa) << (exponent.max(1) - unit)
}

fn part(steps: u128, unit: u64) -> Part {
    Part { steps: steps as i128, exponent: LEAST_EXPONENT + unit as i32 - 1 }
}
