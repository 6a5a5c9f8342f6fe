//! Estimates have the same bits for any split, order and merge, and the value of the measure itself.

use ndarray::{Array1, Array2, Axis, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Estimate, Output, WithError, laws};

fn samples(n: usize) -> (Array1<f64>, Array1<f64>) {
    let y = Array1::from_shape_fn(n, |i| f64::from(u8::from(i * 7 % 10 >= 6)));
    let p = Array1::from_shape_fn(n, |i| (i * 37 % 101) as f64 / 140.0 + 0.2 * y[i]);
    (y, p)
}

/// Holds the estimate of all samples against those of parts, in order, in reverse, and merged pairwise.
fn check<M: Measure<Output = Result<f64, Undefined>>>(measure: M)
where
    WithError<M>: Measure<Output = Result<Estimate, Undefined>>,
{
    let (y, p) = samples(43);
    let whole = measure.clone().with(&y, &p);
    let value = measure.evaluate(&y, &p).expect("a value");
    assert_eq!(whole.as_ref().map(|estimate| estimate.value), Ok(value), "{measure:?}");
    let ranges = [0..1, 1..1, 1..8, 8..30, 30..43];
    let mut parts: Vec<_> = ranges
        .map(|range| {
            let mut stream = WithError { measure: measure.clone() }.streaming();
            stream.update(&y.slice(s![range.clone()]), &p.slice(s![range])).expect("a good batch");
            stream
        })
        .into();
    for _ in 0..2 {
        let merged = parts[1..].iter().fold(parts[0].clone(), |mut all, part| {
            all.merge(part).expect("equal options");
            all
        });
        assert_eq!(merged.result(), whole, "{measure:?}");
        parts.reverse();
    }
    let (mut left, mut right) = (parts[3].clone(), parts[0].clone());
    left.merge(&parts[2]).expect("equal options");
    right.merge(&parts[4]).expect("equal options");
    right.merge(&parts[1]).expect("equal options");
    left.merge(&right).expect("equal options");
    assert_eq!(left.result(), whole, "{measure:?}");
}

trait With: Measure + Sized {
    fn with(self, y: &Array1<f64>, p: &Array1<f64>) -> Result<Estimate, Undefined>;
}

impl<M: Measure> With for M
where
    WithError<M>: Measure<Output = Result<Estimate, Undefined>>,
{
    fn with(self, y: &Array1<f64>, p: &Array1<f64>) -> Result<Estimate, Undefined> {
        let mut stream = WithError { measure: self }.streaming();
        stream.update(y, p).expect("a good batch");
        stream.result()
    }
}

#[test]
fn estimates_do_not_depend_on_batches() {
    check(MeanAbsoluteError);
    check(RootMeanSquaredError);
    check(BinaryAccuracy::default());
    check(BinaryCrossentropy::default());
    check(Precision::default());
    check(BinaryF1Score::default());
    check(RocAuc);
    check(MedianAbsoluteError);
    check(R2Score::default());
    check(PearsonCorrelation);
    check(ConcordanceCorrelation);
    check(KendallTau);
    check(CalibrationError::default());
    check(Auc::default());
    check(F1Score { average: Average::Macro, threshold: Some(0.5) });
}

#[test]
fn means_keep_all_laws() -> Result<(), Box<dyn std::error::Error>> {
    let (y, p) = samples(24);
    laws::check(&MeanSquaredError.with_error(), &y, &p, 3)?;
    laws::check(&(MeanSquaredError.with_error(), MeanBiasError.with_error()), &y, &p, 4)?;
    let (y, p) = (
        Array2::from_shape_fn((9, 4), |(i, j)| f64::from(i as u8 * j as u8)),
        Array2::<f64>::zeros((9, 4)),
    );
    laws::check(&MeanSquaredError.with_error(), &y, &p, 5)?;
    laws::check(&WeightedAbsolutePercentageError.with_error(), &(1.0 + &y), &(2.0 + &p), 6)?;
    Ok(())
}

#[test]
fn values_of_sums_keep_all_laws() -> Result<(), Box<dyn std::error::Error>> {
    let (y, p) = samples(24);
    laws::check(&CalibrationError::default().with_error(), &y, &p, 7)?;
    let (y, p) = (Array2::from_shape_fn((12, 2), |(i, j)| y[2 * i + j]), p);
    let p = Array2::from_shape_fn((12, 2), |(i, j)| p[2 * i + j]);
    let f1 = F1Score { average: Average::Macro, threshold: Some(0.5) };
    laws::check(&(f1.with_error(), MeanSquaredError.with_error()), &y, &p, 8)?;
    Ok(())
}

/// The terms of a sample are added in the sample's order, whatever the order of memory.
#[test]
fn the_order_of_memory_does_not_count() -> Result<(), Error> {
    let y = Array2::from_shape_fn((31, 5), |(i, j)| ((i * 5 + j) as f64).sin());
    let p = Array2::from_shape_fn((31, 5), |(i, j)| ((i * 5 + j) as f64).cos() * 1e8);
    let columns = |a: &Array2<f64>| a.t().as_standard_layout().into_owned().reversed_axes();
    let measure = MeanSquaredError.with_error();
    let expected = measure.evaluate(&y, &p)?;
    assert_eq!(measure.evaluate(&columns(&y), &columns(&p))?, expected);
    let (mut y, mut p) = (y, p);
    y.invert_axis(Axis(0));
    p.invert_axis(Axis(0));
    assert_eq!(measure.evaluate(&y, &p)?, expected);
    Ok(())
}

#[test]
fn a_mask_leaves_samples_out() -> Result<(), Error> {
    let (y, p) = samples(20);
    let mask = Array1::from_shape_fn(20, |i| i < 13);
    let (kept_y, kept_p) = (y.slice(s![..13]), p.slice(s![..13]));
    let measures =
        (R2Score::default().with_error(), RocAuc.with_error(), Recall::default().with_error());
    let masked = measures.evaluate_weighted(&y, &p, &mask)?;
    assert_eq!(masked, measures.evaluate(&kept_y, &kept_p)?);
    assert!(masked.numbers().iter().all(Result::is_ok));
    Ok(())
}

/// Whatever way the quotient of a measure is rounded.
#[test]
fn every_share_is_found_to_be_one() -> Result<(), Error> {
    let (accuracy, recall) = (BinaryAccuracy::default(), Recall::default());
    for n in (1..40).chain([97, 1009]) {
        let p = Array1::<f64>::ones(n);
        for k in (0..=n).step_by(1 + n / 40) {
            let y = Array1::from_shape_fn(n, |i| f64::from(u8::from(i < k)));
            let of_accuracy = accuracy.with_error().evaluate(&y, &p)?.clopper_pearson(0.9)?;
            let of_recall = recall.with_error().evaluate(&Array1::<f64>::ones(n), &y)?;
            assert_eq!(of_recall.clopper_pearson(0.9)?, of_accuracy, "{k} of {n}");
        }
    }
    Ok(())
}
