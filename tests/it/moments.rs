//! R² and correlations: reference values, numbers far from zero, refusals, and what is undefined.

mod columns;
mod far;
mod refusals;
mod undefined;

use approx::assert_relative_eq;
use ndarray::{Array1, Array2, Axis, arr1, array, concatenate, s};
use ndarray_metrics::Member;
use ndarray_metrics::prelude::*;

use crate::data::Random;

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };

fn uniform(num_regressors: usize) -> R2Score {
    R2Score { num_regressors, ..Default::default() }
}

fn numbers(found: &[Result<f64, Undefined>]) -> Vec<f64> {
    found.iter().map(|number| number.expect("defined")).collect()
}

fn near(found: &[Result<f64, Undefined>], expected: &[f64], tolerance: f64) {
    let found = numbers(found);
    assert_relative_eq!(found[..], expected[..], max_relative = tolerance);
}

/// keras.md §9, `regression_metrics_test.py`.
#[test]
fn r2_score_of_the_keras_tests() {
    let y = array![[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    let p = array![[0.4, 0.5, 0.6], [0.1, 0.2, 0.3], [0.5, 0.8, 0.2]];
    let columns = |k| R2ScorePerColumn { num_regressors: k }.evaluate(&y, &p).expect("fits");
    near(&columns(0), &[0.37, -1.295, 0.565], 1e-12);
    near(&columns(1), &[-0.26, -3.59, 0.13], 1e-12);
    assert_relative_eq!(uniform(0).evaluate(&y, &p).unwrap(), -0.12, max_relative = 1e-12);
    assert_relative_eq!(VARIANCE_WEIGHTED.evaluate(&y, &p).unwrap(), -0.12, max_relative = 1e-12);
}

#[test]
fn weighted_r2_score_of_the_keras_tests() {
    let y = array![[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    let p = array![[0.4, 0.9, 1.6], [0.1, 1.2, 0.6], [1.5, 0.8, 0.6]];
    let w = array![0.8, 0.1, 0.4];
    let columns = |k| R2Score::per_column(uniform(k)).evaluate_weighted(&y, &p, &w).expect("fits");
    near(&columns(0), &[0.17305559, -8.836666, -0.521], 1e-6);
    near(&columns(1), &[-0.65388882, -18.673332, -2.042], 1e-6);
    let of = |measure: R2Score| measure.evaluate_weighted(&y, &p, &w).unwrap();
    assert_relative_eq!(of(uniform(0)), -3.06153679, max_relative = 1e-6);
    assert_relative_eq!(of(VARIANCE_WEIGHTED), -1.37102246, max_relative = 1e-6);
    assert_relative_eq!(of(uniform(1)), -7.12307358, max_relative = 1e-6);
    let adjusted = R2Score { num_regressors: 1, ..VARIANCE_WEIGHTED };
    assert_relative_eq!(of(adjusted), -3.74204445, max_relative = 1e-6);
}

/// keras.md §9, `correlation_metrics_test.py`.
#[test]
fn correlations_of_the_keras_tests() {
    let y = array![[0.0, 1.0, 0.5], [1.0, 1.0, 0.2], [1.0, 1.0, 0.1], [0.1, 0.7, 0.0]];
    let p = array![[0.1, 0.9, 0.5], [1.0, 0.9, 0.2], [0.2, 0.8, 0.0], [0.3, 0.3, 0.9]];
    let (pearson, concordance) = (PearsonCorrelation.per_row(), ConcordanceCorrelation.per_row());
    let rows = pearson.per_sample(&y, &p).unwrap();
    let expected = [1.0, 0.993399268, 0.693375245, -0.609994281];
    assert_relative_eq!(rows.to_vec()[..], expected[..], epsilon = 1e-9);
    assert_relative_eq!(pearson.evaluate(&y, &p).unwrap(), 0.519195058, epsilon = 1e-9);
    let rows = concordance.per_sample(&y, &p).unwrap();
    let expected = [0.975609756, 0.987654321, 0.465116279, -0.463768116];
    assert_relative_eq!(rows.to_vec()[..], expected[..], epsilon = 1e-9);
    assert_relative_eq!(concordance.evaluate(&y, &p).unwrap(), 0.491153060, epsilon = 1e-9);
}

const RAW: [f64; 3] = [0.3228189452169522, 0.8703386376542526, 0.1976329727030227];
const AVERAGES: [f64; 2] = [0.4635968518580758, 0.8532876972449213];
const RAW_WEIGHTED: [f64; 3] = [0.508833754951177, 0.8288733403585796, -0.00882265267386062];
const AVERAGES_WEIGHTED: [f64; 2] = [0.44296148087863196, 0.8182052192898461];

/// scikit-learn 1.9.1 on the same numbers.
#[test]
fn r2_score_of_scikit_learn() {
    let mut random = Random(5);
    let mut columns = |shift: f64, scale: [f64; 3]| {
        let numbers: Vec<_> = (0..30).map(|_| random.unit() - shift).collect();
        Array2::from_shape_vec((10, 3), numbers).expect("30 numbers") * arr1(&scale)
    };
    let y = columns(0.0, [1.0, 10.0, 0.1]);
    let p = &y + columns(0.5, [1.0, 3.0, 0.1]);
    let w: Array1<f64> = (0..10).map(|_| 0.1 + random.unit()).collect();
    let per_column = R2ScorePerColumn::default();
    near(&per_column.evaluate(&y, &p).unwrap(), &RAW, 1e-13);
    near(&per_column.evaluate_weighted(&y, &p, &w).unwrap(), &RAW_WEIGHTED, 1e-12);
    let both = (uniform(0), VARIANCE_WEIGHTED);
    let (mean, variance_weighted) = both.evaluate(&y, &p).unwrap();
    near(&[mean, variance_weighted], &AVERAGES, 1e-13);
    let (mean, variance_weighted) = both.evaluate_weighted(&y, &p, &w).unwrap();
    near(&[mean, variance_weighted], &AVERAGES_WEIGHTED, 1e-13);
}

/// Any element types, and both kinds of blocks, give the same sums.
#[test]
fn element_types_agree() {
    let mut random = Random(11);
    let y = Array2::from_shape_simple_fn((3000, 3), || random.below(256) as u8);
    let p = Array2::from_shape_simple_fn((3000, 3), || random.below(256) as u8);
    let expected = ColumnMoments.evaluate(&y, &p).unwrap();
    let wide = (y.mapv(u64::from), p.mapv(i32::from));
    assert_eq!(ColumnMoments.evaluate(&wide.0, &wide.1).unwrap(), expected);
    assert_eq!(ColumnMoments.evaluate(&y.mapv(f32::from), &p).unwrap(), expected);
    assert_eq!(ColumnMoments.evaluate(&y.mapv(f64::from), &p.mapv(f32::from)).unwrap(), expected);
    let column = (y.slice(s![.., 1]), p.slice(s![.., 1]));
    let alone = ColumnMoments.evaluate(&column.0, &column.1).unwrap();
    assert_eq!(alone.columns(), &expected.columns()[1..2]);
}

/// Trap 33: one column of predictions.
#[test]
fn a_column_correlates() {
    let column = array![[1.0], [2.0], [4.0]];
    assert_eq!(metrics::pearson_correlation(&column, &column), Ok(1.0));
    assert_eq!(metrics::concordance_correlation(&column, &column), Ok(1.0));
    let error = PearsonCorrelation.per_row().evaluate(&column, &column).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![0] });
}

/// R² and R² by column have equal observers: one state is kept, from which both are read.
#[test]
fn one_state_is_read_many_ways() {
    let (y, p) = (array![[1.0, 5.0], [3.0, 9.0]], array![[1.0, 6.0], [3.0, 8.0]]);
    let mut stream = (R2Score::default(), R2ScorePerColumn::default()).streaming();
    stream.update(&y, &p).unwrap();
    let (first, second) = stream.state();
    assert_eq!(*second, Member::SharedWith(0));
    let first = first.own().expect("a state of its own");
    assert_eq!(first.r2_score(R2Aggregation::VarianceWeightedAverage), Ok(0.8));
    let pooled = metrics::pearson_correlation(&y, &p);
    assert_eq!(first.pooled().pearson_correlation().map_err(Error::Undefined), pooled);
    let both = concatenate![Axis(0), y.column(0), y.column(1)];
    assert_eq!(first.pooled().mean_true().ok(), both.mean());
}
