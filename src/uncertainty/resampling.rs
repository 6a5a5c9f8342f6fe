//! Standard errors of any value of counts, by drawing samples anew.
//!
//! A replicate of n samples draws n times from the cells with their shares nᵢ/n: a multinomial draw, one binomial draw for
//! each cell from the samples that the cells before it have left. Random numbers come from `SplitMix64`, seeded by the
//! number of the replicate alone, so that a state always has the same replicates. The interval is that of the
//! replicates' quantiles.

use super::distributions::beta::binomial;
use super::estimate::{Basis, Estimate};
use super::replicates::Replicates;
use super::sampled::Reading;
use crate::error::Undefined;
use crate::kernel::random::Random;
use crate::state::CountedCells;

/// The number of replicates.
const REPLICATES: u64 = 1000;

/// Returns an estimate of each number, from replicates of the counts.
pub(crate) fn resampled<S: CountedCells>(
    reading: &dyn Reading<S>,
    state: &S,
) -> Vec<Result<Estimate, Undefined>> {
    let (values, counts) = (reading.numbers(state), state.weights());
    let n: f64 = counts.iter().sum();
    let mut replicates = vec![Vec::new(); values.len()];
    for seed in 0..REPLICATES {
        let drawn = draw(&counts, n, &mut Random::new(seed));
        let numbers = reading.numbers(&state.with_weights(&drawn));
        replicates.iter_mut().zip(numbers).for_each(|(list, number)| list.push(number));
    }
    let each = values.into_iter().zip(replicates);
    each.map(|(value, list)| estimate(reading, value, n as u64, list)).collect()
}

fn estimate<S>(
    reading: &dyn Reading<S>,
    value: Result<f64, Undefined>,
    n: u64,
    replicates: Vec<Result<f64, Undefined>>,
) -> Result<Estimate, Undefined> {
    let replicates = Replicates { value, replicates };
    let (error, basis) = (replicates.standard_error(), Basis::Replicates(replicates));
    Ok(Estimate::new(value?, error, n, basis, reading.scale()))
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
