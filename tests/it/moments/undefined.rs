//! What has no value, and why.

use approx::assert_relative_eq;
use ndarray::{Array1, Array2, Axis, array, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::Moments;

use super::{VARIANCE_WEIGHTED, near, uniform};
use crate::data::Random;

/// Trap 32, and contract 4.
#[test]
fn constants_are_undefined() {
    let constant = |error| matches!(error, Err(Error::Undefined(Undefined::Constant)));
    for value in [0.1, 1e8 + 0.1, 1e15, -3e-5] {
        let y = Array1::from_elem(1001, value);
        let p = Array1::linspace(0.0, 1.0, 1001);
        let w = p.mapv(|p| p + 0.1);
        assert!(constant(metrics::r2_score(&y, &p)));
        assert!(constant(metrics::r2_score(&y, &y)));
        assert!(constant(R2Score::default().evaluate_weighted(&y, &p, &w)));
        assert!(constant(metrics::pearson_correlation(&y, &p)));
        assert!(constant(metrics::pearson_correlation(&p, &y)));
        assert!(constant(metrics::concordance_correlation(&y, &y)));
        assert!(constant(ConcordanceCorrelation.evaluate_weighted(&y, &y, &w)));
        assert_eq!(metrics::concordance_correlation(&y, &p), Ok(0.0));
        assert_eq!(metrics::concordance_correlation(&y, &(&y + 1.0)), Ok(0.0));
        let moments = ElementMoments.evaluate_weighted(&y, &p, &w).unwrap().pooled();
        assert_eq!(moments.variance_true(), Ok(0.0));
        assert_eq!(moments.covariance(), Ok(0.0));
    }
}

#[test]
fn one_sample_is_constant() {
    assert_eq!(
        metrics::r2_score(&array![1.0], &array![2.0]),
        Err(Error::Undefined(Undefined::Constant))
    );
}

#[test]
fn a_constant_column_leaves_the_others_their_scores() {
    let y = array![[0.0, 7.0, 1.0], [2.0, 7.0, 3.0]];
    let p = array![[0.0, 9.0, 1.0], [3.0, 7.0, 3.0]];
    let scores = R2ScorePerColumn::default().evaluate(&y, &p).unwrap();
    assert_eq!(scores, [Ok(0.5), Err(Undefined::Constant), Ok(1.0)]);
    let both = (R2Score::default(), VARIANCE_WEIGHTED).evaluate(&y, &p).unwrap();
    assert_eq!(both, (Err(Undefined::Constant), Ok(0.75)));
    let constant = (y.slice(s![.., 1..2]), p.slice(s![.., 1..2]));
    let both = (R2Score::default(), VARIANCE_WEIGHTED).evaluate(&constant.0, &constant.1).unwrap();
    assert_eq!(both, (Err(Undefined::Constant), Err(Undefined::Constant)));
}

#[test]
fn a_column_without_weight_has_no_score() {
    let (y, p) = (array![[0.0, 7.0], [2.0, 8.0]], array![[0.0, f64::NAN], [3.0, 7.0]]);
    let weights = array![[1, 0], [1, 0]];
    let all = (R2ScorePerColumn::default(), R2Score::default(), VARIANCE_WEIGHTED);
    let (columns, uniform, variance_weighted) = all.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_eq!(columns, [Ok(0.5), Err(Undefined::NoSamples)]);
    assert_eq!((uniform, variance_weighted), (Err(Undefined::NoSamples), Ok(0.5)));
}

/// Scores that weigh by variance use each column's own weights.
#[test]
fn variance_weights_follow_the_weights_of_elements() {
    let y = array![[0.0, 0.0], [2.0, 6.0], [9.0, 3.0]];
    let p = array![[1.0, 0.0], [2.0, 6.0], [9.0, 6.0]];
    let weights = array![[1.0, 2.0], [1.0, 2.0], [0.0, 2.0]];
    // Column 0: 1 - 1/2. Column 1: 1 - 18/36.
    let found = VARIANCE_WEIGHTED.evaluate_weighted(&y, &p, &weights);
    assert_eq!(found, Ok(0.5));
    let p = array![[1.0, 0.0], [2.0, 6.0], [9.0, 3.0]];
    let found = VARIANCE_WEIGHTED.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_relative_eq!(found, 37.0 / 38.0, max_relative = 1e-15);
}

#[test]
fn adjusted_scores_count_samples() {
    let (y, p) = (
        array![[0.0, 0.0], [0.0, 1.0], [2.0, 2.0], [2.0, 3.0]],
        array![[0.0, 0.0], [0.0, 1.0], [2.0, 2.0], [3.0, 4.0]],
    );
    // Scores 1 - 1/4 and 1 - 1/5 of four samples.
    let adjusted = |k| uniform(k).per_column().evaluate(&y, &p).unwrap();
    near(&adjusted(1), &[0.625, 0.7], 1e-15);
    near(&adjusted(2), &[0.25, 0.4], 1e-15);
    for k in [3, 4, usize::MAX] {
        assert_eq!(adjusted(k), [Err(Undefined::ZeroDenominator); 2]);
        let expected = Err(Error::Undefined(Undefined::ZeroDenominator));
        assert_eq!(uniform(k).evaluate(&y, &p), expected);
    }
    let weights = array![[1.0, 0.0], [0.5, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let moments = ColumnMoments.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_eq!(moments.samples(), 3);
}

/// Samples are counted once, however a batch is split, and weight 0 does not count.
#[test]
fn adjusted_scores_do_not_depend_on_the_split() {
    let mut random = Random(3);
    let y = Array2::from_shape_simple_fn((2001, 11), || random.unit());
    let p = &y + Array2::from_shape_simple_fn((2001, 11), || random.unit());
    let w = Array2::from_shape_simple_fn((2001, 11), || random.below(2) as f64);
    let mut whole = uniform(3).streaming();
    whole.update_weighted(&y, &p, &w).unwrap();
    let mut parts = uniform(3).streaming();
    for (y, (p, w)) in y
        .axis_chunks_iter(Axis(0), 97)
        .zip(p.axis_chunks_iter(Axis(0), 97).zip(w.axis_chunks_iter(Axis(0), 97)))
    {
        parts.update_weighted(&y, &p, &w).unwrap();
    }
    assert_eq!(whole, parts);
    assert_eq!(whole.result(), parts.result());
}

#[test]
fn nothing_seen_has_no_value() {
    let nothing = Moments::default();
    assert_eq!(uniform(1).streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(VARIANCE_WEIGHTED.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(PearsonCorrelation.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(ConcordanceCorrelation.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(R2ScorePerColumn::default().streaming().result(), []);
    assert_eq!(nothing.pooled().mean_true(), Err(Undefined::NoSamples));
}

/// Squares beyond the range of `f64`, and sums beyond it that are not.
#[test]
fn overflow_is_said() {
    let overflow = Err(Error::Undefined(Undefined::Overflow));
    let y = array![1e200, -1e200, 3.0];
    for p in [array![1.0, 2.0, 3.0], y.clone()] {
        assert_eq!(metrics::r2_score(&y, &p), overflow);
        assert_eq!(metrics::pearson_correlation(&p, &y), overflow);
        assert_eq!(
            ConcordanceCorrelation.evaluate_weighted(&y, &p, &array![1.0, 0.5, 2.0]),
            overflow
        );
    }
    let y = array![1.3e154, -1.3e154, 1.3e154, -1.3e154];
    let p = &y * 0.5;
    assert_eq!(metrics::r2_score(&y, &p), Ok(0.75));
    assert_eq!(metrics::pearson_correlation(&y, &p), Ok(1.0));
    assert_eq!(metrics::concordance_correlation(&y, &p), Ok(0.8));
    let weights = array![1e300, 1e300, 1e300, 1e300];
    assert_eq!(R2Score::default().evaluate_weighted(&y, &p, &weights), overflow);
    let weights = weights.mapv(f64::recip);
    assert_eq!(R2Score::default().evaluate_weighted(&y, &p, &weights), overflow);
    let weights = array![1.0, 1.0, 1.0, 1.0].mapv(|one: f64| one * 2_f64.powi(-499));
    assert_eq!(R2Score::default().evaluate_weighted(&y, &p, &weights), Ok(0.75));
}
