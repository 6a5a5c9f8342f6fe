//! Rankings of several columns and classes: each has the estimate that it has alone, and a mean over them has none.

use ndarray::{Array1, Array2, Axis, array};
use ndarray_metrics::prelude::*;

/// Labels and scores of 40 samples in three columns.
fn table() -> (Array2<f64>, Array2<f64>) {
    let y = Array2::from_shape_fn((40, 3), |(i, j)| f64::from(u8::from((i * 7 + j) % 10 >= 6)));
    let p = Array2::from_shape_fn((40, 3), |(i, j)| (i * (37 + j) % 101) as f64 / 140.0);
    let p = p + 0.2 * &y;
    (y, p)
}

#[test]
fn each_column_has_the_estimate_that_it_has_alone() -> Result<(), Error> {
    let (y, p) = table();
    let areas = RocAuc.per_column().with_error().evaluate(&y, &p)?;
    let precisions = AveragePrecision.per_column().with_error().evaluate(&y, &p)?;
    for (column, (y, p)) in y.axis_iter(Axis(1)).zip(p.axis_iter(Axis(1))).enumerate() {
        assert_eq!(areas[column], Ok(RocAuc.with_error().evaluate(&y, &p)?));
        assert_eq!(precisions[column], Ok(AveragePrecision.with_error().evaluate(&y, &p)?));
    }
    Ok(())
}

#[test]
fn each_class_has_the_estimate_of_its_column() -> Result<(), Error> {
    let (_, p) = table();
    let classes = Array1::from_shape_fn(40, |i| f64::from((i * 7 % 3) as u8));
    let areas = RocAuc.one_vs_rest().with_error().evaluate(&classes, &p)?;
    for (class, p) in p.axis_iter(Axis(1)).enumerate() {
        let own = classes.mapv(|c| f64::from(u8::from(c == class as f64)));
        assert_eq!(areas[class], Ok(RocAuc.with_error().evaluate(&own, &p)?));
    }
    Ok(())
}

#[test]
fn a_mean_over_columns_has_no_formula() -> Result<(), Error> {
    let (y, p) = table();
    let mean = RocAuc.averaged().with_error().evaluate(&y, &p)?;
    assert_eq!(mean.value, RocAuc.averaged().evaluate(&y, &p)?);
    assert_eq!((mean.standard_error, mean.samples), (Err(Undefined::NoFormula), 40));
    let (y, p) = (y.slice(ndarray::s![.., ..1]), p.slice(ndarray::s![.., ..1]));
    let one = RocAuc.averaged().with_error().evaluate(&y, &p)?;
    assert!(one.standard_error.is_ok_and(|error| error > 0.0));
    Ok(())
}

/// A column of one class is undefined by itself, and weights other than 0 and 1 are refused.
#[test]
fn columns_are_undefined_and_weighted_each_for_itself() -> Result<(), Error> {
    let (y, p) =
        (array![[0.0, 1.0], [1.0, 1.0], [0.0, 1.0]], array![[0.1, 0.5], [0.4, 0.2], [0.2, 0.9]]);
    let areas = RocAuc.per_column().with_error().evaluate(&y, &p)?;
    assert_eq!(
        areas[0].as_ref().map(|area| area.standard_error),
        Ok(Err(Undefined::TooFewSamples))
    );
    assert_eq!(areas[1], Err(Undefined::OneClass));
    let weights = array![1.0, 0.5, 1.0];
    let refused = RocAuc.per_column().with_error().evaluate_weighted(&y, &p, &weights);
    assert!(matches!(refused, Err(Error::NoCount { found: 0.5, .. })), "{refused:?}");
    let mask = array![[true, false], [true, false], [true, false]];
    let masked = RocAuc.per_column().with_error().evaluate_weighted(&y, &p, &mask)?;
    assert_eq!(masked[0], areas[0]);
    assert!(masked[1].is_err());
    Ok(())
}
