//! Standard errors of values that are read off moments.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

fn samples(n: usize) -> (Array1<f64>, Array1<f64>) {
    let y = Array1::from_shape_fn(n, |i| ((i * 37 % 101) as f64).sqrt());
    let p = Array1::from_shape_fn(n, |i| y[i] + 0.01 * (i * 61 % 89) as f64);
    (y, p)
}

/// Errors of 1, −1, 1 and −1 beside deviations of −3, −1, 1 and 3: var(y) = 5, 1 − R² = 1/5, and q = (a²/5 − e²)/5 is
/// (9/5 − 1)/5 and (1/5 − 1)/5, twice each: a standard error of 4/25/√3.
#[test]
fn r2_by_hand() -> Result<(), Error> {
    let (y, p) = (array![0.0, 2.0, 4.0, 6.0], array![-1.0, 3.0, 3.0, 7.0]);
    let r2 = R2Score::default().with_error().evaluate(&y, &p)?;
    assert_eq!((r2.value, r2.samples), (0.8, 4));
    assert!((r2.standard_error? - 0.16 / 3_f64.sqrt()).abs() < 1e-15, "{r2}");
    Ok(())
}

/// Numbers far from zero lose no digit: these are whole eighths below 2^53.
#[test]
fn an_offset_changes_no_bit_but_rounding() -> Result<(), Error> {
    let eighths = |a: Array1<f64>| a.mapv(|x| (8.0 * x).round() / 8.0);
    let (y, p) = samples(60);
    let (y, p) = (eighths(y), eighths(p));
    let far = 2_f64.powi(40);
    let measures = (
        R2Score::default().with_error(),
        PearsonCorrelation.with_error(),
        ConcordanceCorrelation.with_error(),
    );
    let near = measures.evaluate(&y, &p)?;
    let far = measures.evaluate(&(y + far), &(p + far))?;
    for (near, far) in [(near.0?, far.0?), (near.1?, far.1?), (near.2?, far.2?)] {
        let (near, far) = (near.standard_error?, far.standard_error?);
        assert!((near - far).abs() <= 1e-12 * near, "{near} {far}");
    }
    Ok(())
}

#[test]
fn perfect_predictions_show_no_spread() -> Result<(), Error> {
    let y = array![1.0, 2.0, 4.0, 7.0];
    for p in [y.clone(), 0.3 * &y, 5.0 - &y] {
        let correlation = PearsonCorrelation.with_error().evaluate(&y, &p)?;
        assert_eq!(correlation.standard_error, Ok(0.0), "{p}");
        assert_eq!(correlation.interval(0.95), Err(Undefined::NoSpread.into()));
    }
    let root = NormalizedRootMeanSquaredError::default().with_error().evaluate(&y, &y)?;
    assert_eq!((root.value, root.standard_error), (0.0, Err(Undefined::NoSpread)));
    Ok(())
}

/// Of each column one, of an average of columns none: they depend on each other.
#[test]
fn columns_have_their_own_errors() -> Result<(), Error> {
    let (y, p) = samples(30);
    let both = |a: &Array1<f64>| Array2::from_shape_fn((30, 2), |(i, j)| a[(i + 7 * j) % 30]);
    let (rows, columns) = ((both(&y), both(&p)), R2Score::default().per_column());
    let estimates = columns.with_error().evaluate(&rows.0, &rows.1)?;
    let alone = R2Score::default().with_error().evaluate(&y, &p)?;
    assert_eq!(estimates[0].as_ref(), Ok(&alone));
    assert_eq!(estimates[1].as_ref().map(|one| one.standard_error), Ok(alone.standard_error));
    let average = R2Score::default().with_error().evaluate(&rows.0, &rows.1)?;
    assert_eq!(average.standard_error, Err(Undefined::NoFormula));
    Ok(())
}

#[test]
fn weights_count_no_samples_and_large_numbers_overflow() -> Result<(), Error> {
    let (y, p) = (array![1.0, 2.0, 4.0], array![1.0, 2.0, 5.0]);
    let r2 = R2Score::default().with_error();
    let refused = r2.evaluate_weighted(&y, &p, &array![1.0, 0.5, 1.0]);
    assert_eq!(refused, Err(Error::NoCount { index: vec![1], found: 0.5 }));
    let far = |a: &Array1<f64>| a.mapv(|x| x * 2_f64.powi(260));
    let large = r2.evaluate(&far(&y), &far(&p))?;
    assert_eq!(large.value, R2Score::default().evaluate(&y, &p)?);
    assert_eq!(large.standard_error, Err(Undefined::Overflow));
    let one = r2.evaluate(&array![1.0], &array![1.0]);
    assert_eq!(one, Err(Undefined::Constant.into()));
    Ok(())
}
