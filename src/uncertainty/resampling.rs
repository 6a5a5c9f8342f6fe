//! Standard errors of any value of counts, by drawing samples anew.
//!
//! A replicate of n samples draws n times from the cells with their shares nᵢ/n: a multinomial draw, one binomial draw for
//! each cell from the samples that the cells before it have left. Random numbers come from `SplitMix64`, seeded by the
//! number of the replicate alone, so that a state always has the same replicates. The interval is that of the
//! replicates' quantiles.

use super::distributions::beta::binomial;
use super::estimate::{Basis, Estimate};
use super::sampled::Reading;
use crate::error::Undefined;
use crate::kernel::random::Random;
use crate::state::CountedCells;

/// The number of replicates.
const REPLICATES: u64 = 1000;

/// In an interval, at most this share of the replicates is undefined.
const MOST_UNDEFINED: f64 = 0.05;

/// Returns an estimate of each number, from replicates of the counts.
pub(crate) fn resampled<S: CountedCells>(
    reading: &Reading<'_, S>,
    state: &S,
) -> Vec<Result<Estimate, Undefined>> {
    let (values, counts) = (reading.numbers(state), state.weights());
    let n: f64 = counts.iter().sum();
    let mut replicates = vec![Vec::new(); values.len()];
    for seed in 0..REPLICATES {
        let drawn = draw(&counts, n, &mut Random::new(seed));
        let numbers = reading.numbers(&state.with_weights(&drawn));
        for (list, number) in replicates.iter_mut().zip(numbers) {
            list.extend(number.ok());
        }
    }
    let each = values.into_iter().zip(replicates);
    each.map(|(value, list)| Ok(estimate(reading, value?, n as u64, list))).collect()
}

fn estimate<S>(reading: &Reading<'_, S>, value: f64, n: u64, mut list: Vec<f64>) -> Estimate {
    let undefined = 1.0 - list.len() as f64 / REPLICATES as f64;
    let error = match undefined > MOST_UNDEFINED {
        true => Err(Undefined::TooFewSamples),
        false => Ok(deviation(&list)),
    };
    list.sort_by(f64::total_cmp);
    Estimate::new(value, error, n, Basis::Replicates(list), reading.scale)
}

/// The standard deviation with n − 1. The numbers always come in the same order.
fn deviation(numbers: &[f64]) -> f64 {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    (squares / (n - 1.0)).sqrt()
}

/// Draws as many samples as there are from the cells.
fn draw(counts: &[f64], n: f64, random: &mut Random) -> Vec<f64> {
    let (mut samples, mut left) = (n, n);
    let cell = |&count: &f64| {
        let drawn =
            if count < left { binomial(samples, count / left, random.unit()) } else { samples };
        samples -= drawn;
        left -= count;
        drawn
    };
    counts.iter().map(cell).collect()
}
