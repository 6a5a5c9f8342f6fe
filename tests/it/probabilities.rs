//! Scores of the probabilities of several classes: values that can be checked by hand, small errors
//! that do not cancel, and readings of the mean crossentropy.

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;

#[track_caller]
fn near(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{found}, expected {expected}");
}

#[test]
fn brier_scores_of_several_classes() {
    let (labels, rows) = (array![0, 2], array![[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]);
    let one_hot = array![[1, 0, 0], [0, 0, 1]];
    near(metrics::sparse_categorical_brier_score(&labels, &rows), 0.2);
    near(metrics::categorical_brier_score(&one_hot, &rows), 0.2);
    let halved = SparseCategoricalBrierScore { scale_by_half: true, ..Default::default() };
    near(halved.evaluate(&labels, &rows), 0.1);
    // Half the score of two classes is that of one of them.
    let rows = array![[0.25, 0.75], [0.5, 0.5]];
    let of_one = metrics::brier_score(&array![1, 0], &rows.column(1));
    assert_eq!(halved.evaluate(&array![1, 0], &rows), of_one);
    // Soft labels: 0.25² + 0.25².
    let soft = metrics::categorical_brier_score(&array![[0.5, 0.5]], &array![[0.25, 0.75]]);
    assert_eq!(soft, Ok(0.125));
}

/// One-hot rows and labels give the same bits.
#[test]
fn one_hot_rows_are_labels() {
    let mut random = crate::data::Random(11);
    let (rows, labels) = (random.distributions(200, 7), random.labels(200, 7));
    let one_hot = Array2::from_shape_fn((200, 7), |(i, class)| u8::from(labels[i] == class as i64));
    for from_logits in [false, true] {
        let sparse = SparseCategoricalBrierScore { from_logits, ..Default::default() };
        let categorical = CategoricalBrierScore { from_logits, ..Default::default() };
        assert_eq!(categorical.evaluate(&one_hot, &rows), sparse.evaluate(&labels, &rows));
    }
}

/// The error of a prediction that is almost certain has all of its digits.
#[test]
fn small_errors_do_not_cancel() {
    let logits = array![[40.0, 0.0, 0.0]];
    let other = (-40_f64).exp();
    let brier = SparseCategoricalBrierScore { from_logits: true, ..Default::default() };
    near(brier.evaluate(&array![0], &logits), 6.0 * other * other);
    let ranked = RankedProbabilityScore { from_logits: true };
    near(ranked.evaluate(&array![0], &logits), 2.5 * other * other);
    // Logits beyond the range of the exponential.
    let far = array![[-1e300, f64::NEG_INFINITY, 1e300]];
    for (label, score) in [(2, 0.0), (0, 2.0)] {
        assert_eq!(brier.evaluate(&array![label], &far), Ok(score));
    }
}

/// A miss by two classes costs more than a miss by one.
#[test]
fn ranked_probability_scores() {
    near(metrics::ranked_probability_score(&array![0], &array![[0.5, 0.3, 0.2]]), 0.145);
    let (labels, certain) = (array![0, 1, 2], array![[0, 0, 1], [0, 0, 1], [0, 0, 1]]);
    let score = RankedProbabilityScore::default();
    assert_eq!(score.per_sample(&labels, &certain), Ok(array![1.0, 0.5, 0.0]));
    assert_eq!(score.evaluate(&array![0], &array![[0.25]]), Ok(0.0));
    // Of two classes it is the Brier score.
    let rows = array![[0.25, 0.75], [0.5, 0.5]];
    let brier = metrics::brier_score(&array![0, 1], &rows.column(1));
    assert_eq!(score.evaluate(&array![0, 1], &rows), brier);
}

#[test]
fn spherical_scores() {
    let (labels, rows) = (array![0, 2], array![[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]]);
    near(metrics::spherical_score(&labels, &rows), 0.8);
    let tiny = array![[6e-200, 8e-200, 0.0]];
    near(metrics::spherical_score(&array![1], &tiny), 0.8);
}

/// Rows are shares of their sum; a row of zeros is refused, with its place.
#[test]
fn rows_are_divided_by_their_sum() {
    let (labels, rows) = (array![0, 1], array![[0.25, 0.25], [0.0, 0.5]]);
    assert_eq!(metrics::sparse_categorical_brier_score(&labels, &rows), Ok(0.25));
    assert_eq!(metrics::ranked_probability_score(&labels, &rows), Ok(0.125));
    let nothing = array![[0.5, 0.5], [0.0, 0.0]];
    for text in [
        metrics::sparse_categorical_brier_score(&labels, &nothing),
        metrics::categorical_brier_score(&array![[0, 1], [1, 0]], &nothing),
        metrics::categorical_brier_score(&array![[0.5, 0.5], [0.5, 0.5]], &nothing),
        metrics::ranked_probability_score(&labels, &nothing),
        metrics::spherical_score(&labels, &nothing),
    ] {
        let text = text.expect_err("refused").to_string();
        assert!(text.starts_with("the row y_pred[1] gives every class"), "{text}");
    }
}

#[test]
fn perplexity_is_read_off_the_mean_loss() {
    let (labels, rows) = (array![0, 1], array![[0.25, 0.75], [0.5, 0.5]]);
    near(metrics::perplexity(&labels, &rows), 8_f64.sqrt());
    near(metrics::bits_per_label(&labels, &rows), 1.5);
    let measures = (SparseCategoricalCrossentropy::default(), Perplexity::default());
    let (loss, perplexity) = measures.evaluate(&labels, &rows).expect("values");
    assert_eq!(perplexity, loss.map(ndarray_metrics::math::exp));
    let samples = Perplexity::default().per_sample(&labels, &rows).expect("values");
    assert!((samples - array![4.0, 2.0]).iter().all(|error| error.abs() < 1e-14));
    // e^1000 is no number; its binary logarithm is.
    let far = (array![0], array![[0.0, 1000.0]]);
    let perplexity = Perplexity { from_logits: true, ..Default::default() };
    assert_eq!(perplexity.evaluate(&far.0, &far.1), Err(Error::Undefined(Undefined::Overflow)));
    let bits = BitsPerLabel { from_logits: true, ..Default::default() };
    near(bits.evaluate(&far.0, &far.1), 1000.0 / 2_f64.ln());
    let never = array![[f64::NEG_INFINITY, 0.0]];
    assert_eq!(bits.evaluate(&far.0, &never), Err(Error::Undefined(Undefined::Overflow)));
}

/// Against the classes' shares: the losses of all classes together, each class with a state of its own.
#[test]
fn skills_against_the_shares() {
    let (labels, rows) = (array![0, 1], array![[0.5, 0.5], [0.25, 0.75]]);
    assert_eq!(metrics::d2_brier_score(&labels, &rows), Ok(0.375));
    let loss = f64::midpoint(2_f64.ln(), (4_f64 / 3.0).ln());
    near(metrics::d2_log_loss_score(&labels, &rows), 1.0 - loss / 2_f64.ln());
    let classes = D2BrierScore::default().state_of(&labels, &rows).expect("accepted");
    assert_eq!((classes[0].mean(), classes[1].mean()), (Ok(0.5), Ok(0.125)));
    // Weights 3 and 1: shares of 3/4 and 1/4, whose variance is 3/8.
    let weighted = D2BrierScore::default().evaluate_weighted(&labels, &rows, &array![3.0, 1.0]);
    near(weighted, 1.0 - (0.75 * 0.5 + 0.25 * 0.125) / 0.375);
    for weights in [array![1.0, 0.0], array![0.0, 2.0]] {
        let one = D2LogLossScore::default().evaluate_weighted(&labels, &rows, &weights);
        assert_eq!(one, Err(Error::Undefined(Undefined::OneClass)));
    }
    // A class that is rare to the last bit: the shares' variance is 2·s·(1 − s).
    let rare = 2_f64.powi(-60);
    let score = D2BrierScore::default().evaluate_weighted(&labels, &rows, &array![1.0, rare]);
    near(score, 1.0 - (0.5 + 0.125 * rare) / (2.0 * rare));
}

/// Batches of other numbers of classes are refused, and leave the state as it was.
#[test]
fn the_number_of_classes_is_that_of_the_first_batch() {
    let mut stream = D2BrierScore::default().streaming();
    let nothing = (array![0], array![[0.5, 0.5, 0.0]], array![0.0]);
    stream.update_weighted(&nothing.0, &nothing.1, &nothing.2).expect("nothing");
    stream.update(&array![0, 1], &array![[1.0, 0.0], [0.5, 0.5]]).expect("two classes");
    let before = stream.clone();
    let error = stream.update(&nothing.0, &nothing.1).expect_err("three classes");
    assert_eq!(error, Error::Columns { expected: 2, found: 3 });
    assert_eq!((&stream, stream.result()), (&before, Ok(0.5)));
}

#[test]
fn sets_of_classes() {
    let labels = array![0, 1, 2];
    let sets = array![[true, false, false], [true, true, false], [true, false, false]];
    assert_eq!(metrics::prediction_set_coverage(&labels, &sets), Ok(2.0 / 3.0));
    assert_eq!(metrics::prediction_set_size(&labels, &sets), Ok(4.0 / 3.0));
    assert_eq!(metrics::empty_prediction_sets(&labels, &sets), Ok(0.0));
    assert_eq!(metrics::size_stratified_coverage(&labels, &sets), Ok(0.5));
    // A size without weight does not occur, and an empty set never covers.
    let weights = array![1.0, 1.0, 0.0];
    assert_eq!(SizeStratifiedCoverage.evaluate_weighted(&labels, &sets, &weights), Ok(1.0));
    let empty = array![[true, false, false], [true, true, false], [false, false, false]];
    assert_eq!(metrics::size_stratified_coverage(&labels, &empty), Ok(0.0));
    assert_eq!(metrics::empty_prediction_sets(&labels, &empty), Ok(1.0 / 3.0));
    let sizes = SizeStratifiedCoverage.state_of(&labels, &empty).expect("accepted");
    assert_eq!(sizes.len(), 4);
    assert_eq!(sizes[3].mean(), Err(Undefined::NoSamples));
}

/// Weights of 1 and 1000 count as 1 and 1000.
#[test]
fn weights_count_as_what_they_are() {
    let (labels, rows) = (array![0, 0], array![[0.5, 0.5], [1.0, 0.0]]);
    let score = SparseCategoricalBrierScore::default();
    near(score.evaluate_weighted(&labels, &rows, &array![1.0, 1000.0]), 0.5 / 1001.0);
    near(score.evaluate_weighted(&labels, &rows, &array![1000.0, 1.0]), 500.0 / 1001.0);
}
