//! Several labels of a sample: values that can be checked by hand, and rows that divide by 0.

use ndarray::array;
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

/// Equal but for the rounding of a term.
#[track_caller]
fn near(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() < 1e-15, "{found}, expected {expected}");
}

#[test]
fn scores_of_two_rows() {
    let (y, p) = (array![[1, 1, 0], [0, 1, 0]], array![[1, 0, 0], [0, 1, 0]]);
    assert_eq!(metrics::subset_accuracy(&y, &p), Ok(0.5));
    assert_eq!(metrics::hamming_loss(&y, &p), Ok(1.0 / 6.0));
    assert_eq!(metrics::sample_jaccard(&y, &p), Ok(0.75));
    near(metrics::sample_f1_score(&y, &p), 5.0 / 6.0);
    assert_eq!(metrics::sample_precision(&y, &p), Ok(1.0));
    assert_eq!(metrics::sample_recall(&y, &p), Ok(0.75));
}

/// What `BinaryAccuracy` lacks to 1, with weights of any rank.
#[test]
fn the_hamming_loss_is_the_rest_of_the_accuracy() {
    let y = array![[1, 0, 1], [0, 0, 1]];
    let (p, w) =
        (array![[0.7, 0.6, 0.2], [0.1, 0.9, 0.8]], array![[1.0, 2.0, 0.0], [4.0, 1.0, 8.0]]);
    assert_eq!(HammingLoss::default().evaluate_weighted(&y, &p, &w), Ok(3.0 / 16.0));
    assert_eq!(BinaryAccuracy::default().evaluate_weighted(&y, &p, &w), Ok(13.0 / 16.0));
    let rows = array![3.0, 1.0];
    assert_eq!(HammingLoss::default().evaluate_weighted(&y, &p, &rows), Ok(7.0 / 12.0));
}

/// A row that is left out is NaN by itself, counts nowhere, and is counted.
#[test]
fn rows_that_divide_by_zero_are_left_out_and_counted() {
    let (y, p) = (array![[1, 0], [0, 0], [0, 0]], array![[0.9, 0.8], [0.1, 0.7], [0.2, 0.3]]);
    let w = array![1.0, 2.0, 5.0];
    let overlap = SampleJaccard::default();
    assert_eq!(overlap.evaluate_weighted(&y, &p, &w), Ok(0.5 / 3.0));
    assert_eq!(LeftOut(overlap).evaluate_weighted(&y, &p, &w), Ok(5.0 / 8.0));
    let left_out = LeftOut(overlap).state_of(&y, &p).expect("accepted");
    assert_eq!(left_out.total().value(), Ok(1.0));
    let values = overlap.per_sample(&y, &p).expect("accepted");
    assert_eq!(values.mapv(f64::to_bits), array![0.5, 0.0, f64::NAN].mapv(f64::to_bits));
    let recall = SampleRecall::default();
    assert_eq!((recall, LeftOut(recall)).evaluate(&y, &p), Ok((Ok(1.0), Ok(2.0 / 3.0))));
    let nothing = SamplePrecision { threshold: 1.0, ..Default::default() };
    assert_eq!(nothing.evaluate(&y, &p), Err(Error::Undefined(Undefined::NoSamples)));
    assert_eq!(LeftOut(nothing).evaluate(&y, &p), Ok(1.0));
}

/// A label or score that is refused is refused in a row that would be left out, too.
#[test]
fn rows_that_are_left_out_are_checked() {
    let measure = SampleRecall::default();
    for bad in [[0.0, 0.5, 0.1, 0.2], [0.0, 0.0, f64::NAN, 0.2]] {
        let y = array![[bad[0], bad[1]], [0.0, 1.0]];
        let p = array![[bad[2], bad[3]], [0.1, 0.9]];
        assert!(measure.evaluate(&y, &p).is_err());
        assert!(LeftOut(measure).evaluate(&y, &p).is_err());
        assert_eq!(measure.evaluate_weighted(&y, &p, &array![false, true]), Ok(1.0));
    }
}

#[test]
fn options_are_refused() {
    let (y, p) = (array![[1, 0]], array![[0.9, 0.8]]);
    for zero_division in [Some(-0.5), Some(1.5), Some(f64::NAN)] {
        let found = zero_division.map(|number: f64| number.to_string()).unwrap_or_default();
        let text = SampleF1Score { threshold: 0.5, zero_division }.evaluate(&y, &p);
        let words = format!(
            "option `zero_division` is {found}, expected a number in [0, 1], or none to leave such rows out"
        );
        assert_eq!(text.expect_err("refused").to_string(), words);
    }
    let beta = SampleFBetaScore { beta: 0.0, ..Default::default() }.evaluate(&y, &p);
    let words = "option `beta` is 0, expected a finite number above 0";
    assert_eq!(beta.expect_err("refused").to_string(), words);
    let threshold = HammingLoss { threshold: f64::INFINITY }.evaluate(&y, &p);
    let words = "option `threshold` is inf, expected a finite number";
    assert_eq!(threshold.expect_err("refused").to_string(), words);
}

/// A perfect F-score is 1, and β of any size leads to a score in [0, 1].
#[test]
fn f_scores_of_any_beta() {
    let (y, p) = (array![[1, 1, 1, 0, 0]], array![[0.9, 0.8, 0.2, 0.7, 0.1]]);
    for beta in [5e-324, 1e-9, 0.3, 3.0, 1e9, f64::MAX] {
        let measure = SampleFBetaScore { beta, ..Default::default() };
        assert_eq!(measure.evaluate(&y, &y), Ok(1.0));
        let score = measure.evaluate(&y, &p).expect("a score");
        assert!((score - 2.0 / 3.0).abs() < 1e-15, "{beta}: {score}");
    }
}

#[test]
fn how_much_is_left_out_is_lawful() {
    let (y, p) = (array![[1, 0], [0, 0], [0, 1], [0, 0]], array![[9, 1], [0, 1], [0, 0], [0, 0]]);
    for seed in 0..4 {
        laws::check(&LeftOut(SampleJaccard::default()), &y, &p, seed).expect("lawful");
        laws::check(&LeftOut(SampleRecall::default()), &y, &p.mapv(f64::from), seed)
            .expect("lawful");
    }
}

/// The example of the definition, and ties, which count against the model.
#[test]
fn ranks_of_labels() {
    let (y, p) = (array![[1, 0, 0], [0, 0, 1]], array![[0.75, 0.5, 1.0], [1.0, 0.2, 0.1]]);
    near(metrics::label_ranking_average_precision(&y, &p), 5.0 / 12.0);
    assert_eq!(metrics::coverage_error(&y, &p), Ok(2.5));
    assert_eq!(metrics::label_ranking_loss(&y, &p), Ok(0.75));
    let (y, p) = (array![[1, 0, 1, 0]], array![[0.5, 0.5, 0.5, 0.5]]);
    assert_eq!(metrics::label_ranking_average_precision(&y, &p), Ok(0.5));
    assert_eq!(metrics::coverage_error(&y, &p), Ok(4.0));
    assert_eq!(metrics::label_ranking_loss(&y, &p), Ok(1.0));
    let (y, p) = (array![[1, 0]], array![[0.0, -0.0]]);
    assert_eq!(metrics::label_ranking_loss(&y, &p), Ok(1.0));
    assert_eq!(metrics::coverage_error(&y, &array![[f64::NEG_INFINITY, 0.5]]), Ok(2.0));
}

/// Rows of no label, and of true labels alone: each measure by what it divides by.
#[test]
fn rows_without_labels_of_a_kind() {
    let (y, p) = (array![[0, 0], [1, 1], [1, 0]], array![[0.1, 0.2], [0.3, 0.4], [0.6, 0.5]]);
    let nan = f64::NAN.to_bits();
    let bits = |values: Result<ndarray::Array1<f64>, Error>| {
        values.expect("accepted").mapv(f64::to_bits).to_vec()
    };
    let [one, two, zero] = [1.0, 2.0, 0.0].map(f64::to_bits);
    let precision = LabelRankingAveragePrecision::default();
    assert_eq!(bits(precision.per_sample(&y, &p)), [nan, one, one]);
    assert_eq!(LeftOut(precision).evaluate(&y, &p), Ok(1.0 / 3.0));
    assert_eq!(bits(LabelRankingLoss::default().per_sample(&y, &p)), [nan, nan, zero]);
    assert_eq!(LeftOut(LabelRankingLoss::default()).evaluate(&y, &p), Ok(2.0 / 3.0));
    assert_eq!(bits(CoverageError.per_sample(&y, &p)), [zero, two, one]);
    let scikit = LabelRankingAveragePrecision { zero_division: Some(1.0) };
    assert_eq!(scikit.evaluate(&y, &p), Ok(1.0));
}

/// Integers that no `f64` holds are ranked as they are.
#[test]
fn scores_of_64_bits_are_ranked_exactly() {
    let (y, p) = (array![[1, 0]], array![[i64::MAX, i64::MAX - 1]]);
    assert_eq!(metrics::label_ranking_loss(&y, &p), Ok(0.0));
    assert_eq!(metrics::coverage_error(&y, &p), Ok(1.0));
}
