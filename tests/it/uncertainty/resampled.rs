//! Values of cells that are resampled: rank correlations, agreement of clusterings.

use ndarray::{Array, Array1, Axis, RemoveAxis, stack};
use ndarray_metrics::prelude::*;

/// Truth, and predictions that follow it with a correlation of about ½.
fn samples(n: usize) -> (Array1<f64>, Array1<f64>) {
    let y = Array1::from_shape_fn(n, |i| (i * 37 % 101) as f64);
    let p = Array1::from_shape_fn(n, |i| y[i] + (i * 61 % 173) as f64);
    (y, p)
}

/// The jackknife's standard error: of the values without one sample each.
pub(super) fn jackknife<D: RemoveAxis, E: RemoveAxis>(
    y: &Array<f64, D>,
    p: &Array<f64, E>,
    value: impl Fn(&Array<f64, D>, &Array<f64, E>) -> f64,
) -> f64 {
    let n = y.shape()[0];
    let without = |i: usize| {
        let rest: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        value(&y.select(Axis(0), &rest), &p.select(Axis(0), &rest))
    };
    let values: Vec<f64> = (0..n).map(without).collect();
    let mean = values.iter().sum::<f64>() / n as f64;
    ((n - 1) as f64 / n as f64 * values.iter().map(|v| (v - mean).powi(2)).sum::<f64>()).sqrt()
}

/// The jackknife leaves one sample out at a time and shares no code with resampling.
fn near_the_jackknife<M, D: RemoveAxis>(measure: M, y: &Array<f64, D>, p: &Array1<f64>)
where
    M: Measure<Output = Result<f64, Undefined>>,
    M::Observer: ndarray_metrics::uncertainty::Sampled,
{
    let found = measure.clone().with_error().evaluate(y, p).expect("a value");
    let value = |y: &Array<f64, D>, p: &Array1<f64>| measure.evaluate(y, p).expect("a value");
    assert_eq!(found.value, value(y, p));
    let (error, expected) = (found.standard_error.expect("an error"), jackknife(y, p, value));
    assert!((error / expected - 1.0).abs() < 0.15, "{measure:?}: {error}, jackknife {expected}");
    assert!(found.interval(0.95).expect("an interval").contains(found.value), "{found}");
}

#[test]
fn rank_correlations() {
    let (y, p) = samples(80);
    near_the_jackknife(SpearmanCorrelation, &y, &p);
    near_the_jackknife(KendallTau, &y, &p);
    near_the_jackknife(SomersD, &y, &p);
}

#[test]
fn concordance() {
    let (y, p) = samples(80);
    let events = y.mapv(|y| f64::from(u8::from(!(y as usize).is_multiple_of(3))));
    let truth = stack![Axis(1), y, events];
    near_the_jackknife(ConcordanceIndex, &truth, &p.mapv(|p| -p));
}

#[test]
fn clusterings() {
    let (y, p) = samples(120);
    let (y, p) = (y.mapv(|y| (y / 34.0).floor()), p.mapv(|p| (p / 90.0).floor()));
    near_the_jackknife(AdjustedRandIndex, &y, &p);
    near_the_jackknife(MutualInformation, &y, &p);
}

#[test]
fn weights_count_no_samples() {
    let (y, p) = samples(5);
    let weights = Array1::from_elem(5, 2.0);
    let refused = KendallTau.with_error().evaluate_weighted(&y, &p, &weights);
    assert_eq!(refused, Err(Error::NoCount { index: vec![0], found: 2.0 }));
}
