//! Conventions that would say nothing: for each input, the right value, or a refusal that names it.

use ndarray::{Array1, Array2, ArrayD, array, s};
use ndarray_metrics::prelude::*;

fn near(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() < 5e-6 * expected.abs(), "{found}, expected {expected}");
}

/// The deviance of a constant truth is the rounding of its logarithms, and no number to divide by.
#[test]
fn nothing_is_explained_of_a_constant_truth() {
    for power in [1.0, 1.5, 2.0, 3.0] {
        let score = D2TweedieScore { power };
        for step in 1..200 {
            let y = f64::from(step) * 0.137;
            let (y, p) = (array![y, y, y], array![y, 2.0 * y, 1.0]);
            let weights = array![0.1, 0.7, 1.0 / f64::from(step)];
            let found = score.evaluate_weighted(&y, &p, &weights);
            assert_eq!(found, Err(Undefined::Constant.into()), "{power} {y}");
            assert_eq!(score.evaluate(&y, &p), Err(Undefined::Constant.into()), "{power} {y}");
        }
    }
}

/// Measures that differ in a number are never taken for equal, whatever their names.
#[test]
fn a_closure_with_options_is_another_measure_for_other_options() {
    let pinball = |level: f64| {
        let formula = |q: &f64, y: f64, p: f64| (q * (y - p)).max((q - 1.0) * (y - p));
        MeanOf::with_options("pinball", level, formula)
    };
    let (low, high) = (pinball(0.1), pinball(0.9));
    assert_ne!(low, high);
    assert_eq!(format!("{low:?}"), "MeanOf(\"pinball\", 0.1)");
    let (y, p) = (array![1.0, 2.0], array![0.0, 4.0]);
    assert!((low.evaluate(&y, &p).expect("a value") - (0.1 + 1.8) / 2.0).abs() < 1e-15);
    let mut stream = low.streaming();
    stream.update(&y, &p).expect("accepted");
    let (before, mut other) = (stream.clone(), high.streaming());
    other.update(&y, &p).expect("accepted");
    assert!(matches!(stream.merge(&other), Err(Error::Configuration { .. })));
    assert_eq!(stream, before);
    assert_eq!(stream.merge(&before), Ok(()));
    // In a tuple each fills a state of its own.
    let both = (low, high).evaluate(&y, &p).expect("accepted");
    assert_ne!(both.0, both.1);
}

#[cfg(feature = "serde")]
#[test]
fn a_closure_with_other_options_restores_nothing() {
    let power =
        |power: i32| MeanOf::with_options("power", power, |n: &i32, y, p| f64::powi(y - p, *n));
    let mut stream = power(3).streaming();
    stream.update(&array![1.0], &array![3.0]).expect("accepted");
    let bytes = stream.to_bytes().expect("written");
    assert_eq!(Streaming::restore(power(3), &bytes), Ok(stream));
    assert!(matches!(Streaming::restore(power(2), &bytes), Err(Error::Checkpoint { .. })));
}

/// The one-hot truth and the softmax of a binary decision.
#[test]
fn two_columns_of_one_decision_are_not_pooled_without_a_word() {
    let y = array![[0, 1], [1, 0], [1, 0], [0, 1]];
    let p = array![[0.4, 0.6], [0.8, 0.2], [0.3, 0.7], [0.1, 0.9]];
    for text in [
        metrics::roc_auc(&y, &p).expect_err("refused").to_string(),
        metrics::average_precision(&y, &p).expect_err("refused").to_string(),
    ] {
        assert!(text.contains("[batch]") && text.contains("`.column(1)`"), "{text}");
    }
    let (positive, score) = (y.column(1), p.column(1));
    assert_eq!(metrics::roc_auc(&positive, &score), Ok(0.75));
    assert_eq!(metrics::precision(&positive, &score), Ok(2.0 / 3.0));
    assert_eq!(metrics::recall(&positive, &score), Ok(1.0));
    // Keras pools in precision and recall: their pages and the guide say so.
    assert_eq!(metrics::precision(&y, &p), Ok(0.75));
    // An axis of one score is no second column.
    let column = |array: Array2<f64>| array.slice_move(s![.., 1..]);
    assert_eq!(metrics::roc_auc(&y.mapv(f64::from).slice_move(s![.., 1..]), &column(p)), Ok(0.75));
}

/// The mean of the columns' areas is not the area of all elements.
#[test]
fn several_labels_are_ranked_as_the_caller_says() {
    let y = array![[0, 0], [1, 0], [0, 1], [1, 1]];
    let p = array![[0.1, 0.5], [0.4, 0.6], [0.35, 0.9], [0.3, 0.55]];
    assert!(
        matches!(metrics::roc_auc(&y, &p), Err(Error::SeveralScores { found }) if found == [4, 2])
    );
    let columns = [0, 1].map(|j| metrics::roc_auc(&y.column(j), &p.column(j)).expect("a value"));
    assert_eq!(columns, [0.75, 0.75]);
    assert_eq!(RocAuc.per_column().evaluate(&y, &p), Ok(columns.map(Ok).to_vec()));
    assert_eq!(RocAuc.averaged().evaluate(&y, &p), Ok(0.75));
    assert_eq!(RocAuc.pooled().evaluate(&y, &p), Ok(10.0 / 16.0));
    let image = ArrayD::<f64>::zeros(vec![2, 3, 3]);
    assert!(RocAuc.evaluate(&image, &image).is_err());
    // A column of one class has no area, and leaves the mean to the others.
    let y = array![[0, 1], [1, 1], [0, 1], [1, 1]];
    assert_eq!(RocAuc.averaged().evaluate(&y, &p), Ok(0.75));
    let each = RocAuc.per_column().evaluate(&y, &p).expect("accepted");
    assert_eq!(each, [Ok(0.75), Err(Undefined::OneClass)]);
}

#[test]
fn labels_are_not_compared_with_probabilities() {
    let (labels, probabilities) = (array![0, 1, 1], array![0.1, 0.9, 0.8]);
    let text = metrics::accuracy(&labels, &probabilities).expect_err("refused").to_string();
    let said = "y_pred[0] is 0.1, expected a label, which is a whole number; this metric compares labels; for \
                a score of labels 0 and 1 use `BinaryAccuracy`";
    assert!(text.starts_with(said), "{text}");
    assert_eq!(metrics::binary_accuracy(&labels, &probabilities), Ok(1.0));
    let as_floats = labels.mapv(f64::from);
    assert!(metrics::accuracy(&as_floats, &probabilities.mapv(|p| p as f32)).is_err());
    assert_eq!(metrics::accuracy(&as_floats, &array![0.0, 1.0, 0.0]), Ok(2.0 / 3.0));
    // Numbers that are no labels are compared with numbers.
    assert_eq!(metrics::accuracy(&array![0.25, 0.5], &array![0.25, 0.75]), Ok(0.5));
    assert_eq!(metrics::accuracy(&array![1.9], &array![1]), Ok(0.0));
    let mask = array![false, true, true];
    let p = array![0.5, 1.0, 1.0];
    assert_eq!(Accuracy.evaluate_weighted(&labels, &p, &mask), Ok(1.0));
}

/// A curve's threshold is a score that is positive; a metric's threshold is a score that is not.
#[test]
fn a_curves_threshold_decides_by_counts_at() {
    let (y, p) = (array![0, 1, 1], array![0.2, 0.5, 0.7]);
    let scores = RocAuc.state_of(&y, &p).expect("accepted");
    let curve = scores.precision_recall_curve().expect("a curve");
    let threshold = curve.thresholds[1];
    assert_eq!((threshold, curve.recall[1]), (0.5, 1.0));
    assert_eq!(scores.counts_at(threshold).recall(), Ok(1.0));
    let recall = Recall { threshold: Some(threshold), ..Default::default() };
    assert_eq!(recall.evaluate(&y, &p), Ok(0.5));
}

/// −(ln 1e-9 + ln 0.5)/2; clipped at 1e-7, 8.405….
const UNCLIPPED: f64 = 10.708_206_508_753_2;

#[test]
fn an_epsilon_of_zero_clips_nothing() {
    let (y, p) = (array![1, 1], array![1e-9, 0.5]);
    let loss = |epsilon| BinaryCrossentropy { epsilon, ..Default::default() }.evaluate(&y, &p);
    near(loss(0.0), UNCLIPPED);
    near(loss(1e-7), 8.405_621_395_685);
    let rows = array![[1.0 - 1e-9, 1e-9], [0.5, 0.5]];
    let sparse = SparseCategoricalCrossentropy { epsilon: 0.0, ..Default::default() };
    near(sparse.evaluate(&y, &rows), UNCLIPPED);
    let one_hot = array![[0, 1], [0, 1]];
    let categorical = CategoricalCrossentropy { epsilon: 0.0, ..Default::default() };
    near(categorical.evaluate(&one_hot, &rows), UNCLIPPED);
    near(categorical.evaluate(&one_hot, &rows.mapv(|p| p as f32)), UNCLIPPED);
    let focal = BinaryFocalCrossentropy { epsilon: 0.0, gamma: 0.0, ..Default::default() };
    near(focal.evaluate(&y, &p), UNCLIPPED);
    let focal =
        CategoricalFocalCrossentropy { epsilon: 0.0, gamma: 0.0, alpha: 1.0, ..Default::default() };
    near(focal.evaluate(&one_hot, &rows), UNCLIPPED);
}

/// Certain and right costs nothing; certain and wrong is infinite, which is no value.
#[test]
fn unclipped_certainty_is_free_or_undefined() {
    let infinite = Err(Error::Undefined(Undefined::Overflow));
    let measure = BinaryCrossentropy { epsilon: 0.0, ..Default::default() };
    for p in [array![1.0, 0.0], array![1.0_f32 as f64, 0.0]] {
        assert_eq!(measure.evaluate(&array![1, 0], &p), Ok(0.0));
        assert_eq!(measure.evaluate(&array![0, 1], &p), infinite);
        assert_eq!(measure.evaluate(&array![1, 0], &p.mapv(|p| p as f32)), Ok(0.0));
        assert_eq!(measure.evaluate(&array![0.5, 0.5], &p), infinite);
    }
    let sparse = SparseCategoricalCrossentropy { epsilon: 0.0, ..Default::default() };
    assert_eq!(sparse.evaluate(&array![0], &array![[1.0, 0.0]]), Ok(0.0));
    assert_eq!(sparse.evaluate(&array![1], &array![[1.0, 0.0]]), infinite);
    let rows = CategoricalCrossentropy { epsilon: 0.0, ..Default::default() };
    assert_eq!(rows.evaluate(&array![[1, 0]], &array![[1.0, 0.0]]), Ok(0.0));
    assert_eq!(rows.evaluate(&array![[0.5, 0.5]], &array![[1.0, 0.0]]), infinite);
    let divergence = KlDivergence { epsilon: 0.0 };
    assert_eq!(divergence.evaluate(&array![[1.0, 0.0]], &array![[1.0, 0.0]]), Ok(0.0));
    assert_eq!(divergence.evaluate(&array![[0.5, 0.5]], &array![[1.0, 0.0]]), infinite);
    near(divergence.evaluate(&array![[1.0, 0.0]], &array![[0.5, 0.5]]), std::f64::consts::LN_2);
    let poisson = Poisson { epsilon: 0.0 };
    assert_eq!(poisson.evaluate(&array![0.0, 0.0], &array![0.0, 2.0]), Ok(1.0));
    assert_eq!(poisson.evaluate(&array![1.0], &array![0.0]), infinite);
}

/// ((ln 1.5 − ln 0.5)² + (ln 0.75 − ln 1.75)²)/2.
#[test]
fn logarithmic_errors_count_numbers_above_minus_one() {
    let error = MeanSquaredLogarithmicError::default();
    near(error.evaluate(&array![0.5, -0.25], &array![-0.5, 0.75]), 0.962_43);
    for bad in [-1.0, -1.5, f64::NEG_INFINITY] {
        let text = error.evaluate(&array![1.0], &array![bad]).expect_err("refused").to_string();
        assert!(text.contains("expected a finite number above -1"), "{text}");
        assert!(error.evaluate(&array![1.0], &array![bad as f32]).is_err());
    }
    for close in [f64::from((-1_f32).next_up()), -1.0 + f64::EPSILON] {
        assert!(error.evaluate(&array![1.0], &array![close]).is_ok(), "{close}");
    }
    assert!(error.evaluate(&array![1.0], &array![(-1_f32).next_up()]).is_ok());
    assert!(error.evaluate(&array![1], &array![-1]).is_err());
    // Keras raises 0 to ε; so does this metric, unless told otherwise.
    near(error.evaluate(&array![0.0], &array![1.0]), (1e-7_f64.ln_1p() - 2_f64.ln()).powi(2));
    let raised = error.evaluate(&array![0.0], &array![1.0]).expect("a value");
    assert!(raised < 2_f64.ln().powi(2) - 1e-7);
    let plain = MeanSquaredLogarithmicError { epsilon: 0.0 };
    near(plain.evaluate(&array![0.0], &array![1.0]), 2_f64.ln().powi(2));
}

#[test]
fn infinite_scores_have_an_order() {
    let infinity = f64::INFINITY;
    let y = array![0, 1, 0, 1];
    let p = array![-infinity, 0.5, 0.7, infinity];
    assert_eq!(metrics::roc_auc(&y, &p), Ok(0.75));
    assert_eq!(metrics::roc_auc(&y, &p.mapv(|p| p as f32)), Ok(0.75));
    assert_eq!(metrics::average_precision(&y, &p), Ok(5.0 / 6.0));
    let weighted = RocAuc.evaluate_weighted(&y, &p, &array![1.0, 1.0, 2.0, 1.0]);
    assert_eq!(weighted, Ok((1.0 + 3.0) / 6.0));
    let scores = RocAuc.state_of(&y, &p).expect("accepted");
    let curve = scores.roc_curve().expect("a curve");
    assert_eq!(curve.true_positive_rates, array![0.0, 0.5, 0.5, 1.0, 1.0]);
    assert_eq!(curve.thresholds, array![infinity, infinity, 0.7, 0.5, -infinity]);
    assert_eq!(scores.counts_at(infinity).recall(), Ok(0.5));
    // The same numbers as scores that keep the order.
    let finite = array![-9.0, 0.5, 0.7, 9.0];
    assert_eq!(metrics::average_precision(&y, &p), metrics::average_precision(&y, &finite));
    // Ends of a grid: the lowest threshold lies below −∞.
    assert_eq!(metrics::auc(&array![0, 1], &array![-infinity, 0.7]), Ok(1.0));
    assert_eq!(metrics::auc(&array![1, 0], &array![-infinity, 0.7]), Ok(0.0));
}

#[test]
fn a_mean_of_roots_is_not_the_root_of_a_mean() {
    let (y, p) = (array![[0.0, 0.0], [0.0, 0.0]], array![[1.0, 3.0], [1.0, 3.0]]);
    assert_eq!(metrics::root_mean_squared_error(&y, &p), Ok(5_f64.sqrt()));
    let of_columns: Array1<f64> = (0..2)
        .map(|j| metrics::root_mean_squared_error(&y.column(j), &p.column(j)).expect("a value"))
        .collect();
    assert_eq!(metrics::mean(&of_columns), Ok(2.0)); // scikit-learn's average of roots
    let guide = include_str!("../../src/guide/coming_from.md");
    assert!(guide.contains("the columns' roots is `RootMeanSquaredError.averaged()`"));
}
