//! Values that are read off sums, whose samples may add to many of them.

use ndarray::{Array1, Array2, ArrayD, Axis, array, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::uncertainty::Sampled;

use super::resampled::jackknife;

/// Three labels of each sample, which depend on each other, and their scores.
fn labels(n: usize) -> (Array2<f64>, Array2<f64>) {
    let known = |i: usize, j: usize| ((i * 37 + j * j * 29) % 101) as f64 / 101.0;
    let y = Array2::from_shape_fn((n, 3), |(i, j)| f64::from(u8::from(known(i, j) > 0.6)));
    let p = Array2::from_shape_fn((n, 3), |(i, j)| {
        0.55 * known(i, j) + 0.45 * ((i * 61 + j * 17) % 89) as f64 / 89.0
    });
    (y, p)
}

/// The jackknife leaves one sample out at a time: its standard error is larger by about one part in n.
fn near_the_jackknife<M>(measure: M, y: &ArrayD<f64>, p: &ArrayD<f64>)
where
    M: Measure<Observer: Sampled, Output = Result<f64, Undefined>>,
{
    let found = measure.clone().with_error().evaluate(y, p).expect("a value");
    let value = |y: &ArrayD<f64>, p: &ArrayD<f64>| measure.evaluate(y, p).expect("a value");
    assert_eq!((found.value, found.samples), (value(y, p), y.shape()[0] as u64));
    let (error, expected) = (found.standard_error.expect("an error"), jackknife(y, p, value));
    assert!((error / expected - 1.0).abs() < 0.05, "{measure:?}: {error}, jackknife {expected}");
    assert!(found.interval(0.95).expect("an interval").contains(found.value), "{found}");
}

#[test]
fn averages_over_labels_of_one_sample() {
    let (y, p) = labels(120);
    let (y, p) = (y.into_dyn(), p.into_dyn());
    for average in [Average::Macro, Average::Micro, Average::Weighted] {
        near_the_jackknife(F1Score { average, threshold: Some(0.5) }, &y, &p);
    }
    near_the_jackknife(Auc { multi_label: true, ..Default::default() }, &y, &p);
    let label_weights = Some(vec![0.25, 1.0, 2.0]);
    near_the_jackknife(Auc { label_weights, ..Default::default() }, &y, &p);
}

/// Pixels of one image depend on each other: the sample is the image.
#[test]
fn overlaps_by_image() {
    let y = Array2::from_shape_fn((40, 16), |(i, j)| ((i * 7 + j * (i % 5)) % 3) as f64);
    let p = Array2::from_shape_fn((40, 16), |(i, j)| if (i * j) % 7 < 4 { y[[i, j]] } else { 1.0 });
    let (y, p) = (y.into_dyn(), p.into_dyn());
    near_the_jackknife(ImageDice::new(3), &y, &p);
    near_the_jackknife(ImageIou::new(3), &y, &p);
}

#[test]
fn calibration_of_each_class() {
    let classes = |i: usize| [i % 3, (i * i) % 3][i % 2];
    let y = Array1::from_shape_fn(150, |i| classes(i) as f64).into_dyn();
    let p = Array2::from_shape_fn((150, 3), |(i, k)| {
        1.0 + 3.0 * f64::from(u8::from(classes(i) == k)) + ((i * 31 + k * 7) % 23) as f64 / 11.0
    });
    let p = (&p / &p.sum_axis(Axis(1)).insert_axis(Axis(1))).into_dyn();
    near_the_jackknife(ClasswiseCalibrationError { num_bins: 3, ..Default::default() }, &y, &p);
    near_the_jackknife(TopLabelCalibrationError { num_bins: 3, ..Default::default() }, &y, &p);
}

/// A column alone has the standard error of the mean.
#[test]
fn every_column_has_its_own() -> Result<(), Error> {
    let (y, p) = labels(50);
    let columns = MeanAbsoluteError.per_column().with_error().evaluate(&y, &p)?;
    for (j, found) in columns.into_iter().enumerate() {
        let column = (y.column(j), p.column(j));
        let own = MeanAbsoluteError.with_error().evaluate(&column.0, &column.1)?;
        let found = found?;
        assert_eq!((found.value, found.samples), (own.value, own.samples));
        approx::assert_relative_eq!(
            found.standard_error?,
            own.standard_error?,
            max_relative = 1e-9
        );
    }
    Ok(())
}

/// Subjects are the samples: the jackknife leaves out one at a time.
#[test]
fn agreement_of_raters() -> Result<(), Error> {
    let ratings = Array2::from_shape_fn((60, 3), |(i, j)| {
        [[4.0, 0.0, 0.0], [1.0, 2.0, 1.0], [0.0, 4.0, 0.0], [0.0, 1.0, 3.0]][(i * i + i) % 11 % 4]
            [j]
    })
    .into_dyn();
    let kappa = FleissKappa::new(4);
    let found = kappa.with_error().of(&ratings)?;
    let value = |ratings: &ArrayD<f64>, _: &ArrayD<f64>| kappa.of(ratings).expect("a value");
    let expected = jackknife(&ratings, &ratings, value);
    assert!((found.standard_error? / expected - 1.0).abs() < 0.05, "{found:?}, {expected}");
    Ok(())
}

/// A weight of 2 makes a sample count twice as much, but it stays one sample.
#[test]
fn any_weights_are_taken() -> Result<(), Error> {
    let (y, p) = labels(40);
    let (y, p) = (y.column(0), p.column(0));
    let (error, twos) = (CalibrationError::default().with_error(), Array1::from_elem(40, 2.0));
    let [plain, doubled] = [error.evaluate(&y, &p)?, error.evaluate_weighted(&y, &p, &twos)?];
    assert_eq!((plain.value, plain.samples), (doubled.value, doubled.samples));
    approx::assert_relative_eq!(
        plain.standard_error?,
        doubled.standard_error?,
        max_relative = 1e-9
    );
    let mask = Array1::from_shape_fn(40, |i| i >= 10);
    let masked = error.evaluate_weighted(&y, &p, &mask)?;
    assert_eq!(masked, error.evaluate(&y.slice(s![10..]), &p.slice(s![10..]))?);
    Ok(())
}

#[test]
fn the_worst_of_several_bins_has_no_formula() -> Result<(), Error> {
    let measure = CalibrationError { norm: CalibrationNorm::Maximum, ..Default::default() };
    let (y, p) = labels(30);
    let (y, p) = (y.column(0), p.column(0));
    let found = measure.with_error().evaluate(&y, &p)?;
    assert_eq!(
        (found.value, found.standard_error),
        (measure.evaluate(&y, &p)?, Err(Undefined::NoFormula))
    );
    let compared = measure.compare(&y, &p, &y)?;
    assert_eq!(compared.p_value(), Err(Undefined::NoFormula));
    Ok(())
}

/// The products of so many sums would fill the memory.
#[test]
fn a_sample_of_too_many_sums_is_refused() {
    let (y, p) = (Array2::<f64>::ones((2, 513)), Array2::<f64>::ones((2, 513)));
    let f1 = F1Score { average: Average::Macro, threshold: Some(0.5) }.with_error();
    assert_eq!(f1.evaluate(&y, &p), Err(Error::Undefined(Undefined::NoFormula)));
    let (y, p) = (y.slice(s![.., ..512]), p.slice(s![.., ..512]));
    assert!(f1.evaluate(&y, &p).is_ok());
}

#[test]
fn one_sample_has_no_error() -> Result<(), Error> {
    let found = CalibrationError::default().with_error().evaluate(&array![1.0], &array![0.5])?;
    assert_eq!((found.value, found.standard_error), (0.5, Err(Undefined::TooFewSamples)));
    Ok(())
}
