//! Histograms of where the truth falls: every rank of every target.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::labels;
use super::forecasts::normal_distribution;
use super::naive;

type Shares = Vec<Result<f64, Undefined>>;

/// The weight in each of so many places, given the shares of a target in them.
fn shares(batch: &Batch, places: usize, of: impl Fn(f64, &[f64]) -> Vec<f64>) -> Shares {
    let mut totals = vec![0.0; places];
    for unit in batch.units.iter().filter(|unit| unit.w[0] > 0.0) {
        let own = of(unit.y[0], &unit.p);
        totals.iter_mut().zip(own).for_each(|(total, share)| *total += unit.w[0] * share);
    }
    if batch.weight() == 0.0 {
        return vec![Err(Undefined::NoSamples)];
    }
    totals.into_iter().map(|total| Ok(total / batch.weight())).collect()
}

/// Equal shares in all ranks that the truth may have among equal members.
fn ranks(y: f64, members: &[f64]) -> Vec<f64> {
    let below = members.iter().filter(|&&x| x < y).count();
    let at_most = members.iter().filter(|&&x| x <= y).count();
    let share = 1.0 / (at_most - below + 1) as f64;
    (0..=members.len()).map(|k| if k >= below && k <= at_most { share } else { 0.0 }).collect()
}

/// The bin of Φ((y − μ)/σ), away from the ends of bins.
fn bins(y: f64, row: &[f64], count: usize) -> Vec<f64> {
    let transform = normal_distribution((y - row[0]) / row[1]) * count as f64;
    (0..count).map(|k| f64::from(u8::from(transform as usize == k))).collect()
}

naive! {
    rank_histogram: RankHistogram::new(4), labels(Score, Score).of(4),
        |batch| shares(batch, 5, ranks), [f64 f64, f32 f64, i64 i64, u8 f32];
    pit_histogram: GaussianPitHistogram { num_bins: 7 }, labels(Score, AboveZero).of(2),
        |batch| shares(batch, 7, |y, row| bins(y, row, 7)), [f64 f64, i64 f32];
}
