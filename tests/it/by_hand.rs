//! States that are filled by hand, against states that an observer fills.

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{
    BinaryCounts, ClassCounts, ConfusionMatrix, JointMoments, RankedScores, Tally, ThresholdCounts,
    WeightedMean,
};

const Y: [u8; 5] = [0, 1, 1, 0, 1];
const P: [f64; 5] = [0.25, 0.75, 0.5, 0.75, 1.0];
const W: [f64; 5] = [1.0, 0.5, 3.0, 0.0, 2.0];

fn arrays() -> (ndarray::Array1<u8>, ndarray::Array1<f64>, ndarray::Array1<f64>) {
    (array![0, 1, 1, 0, 1], P.to_vec().into(), W.to_vec().into())
}

#[test]
fn a_state_is_the_same_by_hand() {
    let (y, p, w) = arrays();
    let (mut scores, mut counts) = (RankedScores::default(), ThresholdCounts::new(vec![0.5]));
    let (mut matrix, mut moments) =
        (ConfusionMatrix::with_classes(2).expect("two"), JointMoments::default());
    let mut mean = WeightedMean::default();
    for ((y, p), w) in Y.into_iter().zip(P).zip(W) {
        scores.add(p, y == 1, w).expect("accepted");
        counts.add_score(p, y == 1, w).expect("accepted");
        matrix.add(usize::from(y), usize::from(p > 0.5), w).expect("accepted");
        moments.add(f64::from(y), p, w).expect("accepted");
        mean.add((f64::from(y) - p).powi(2), w).expect("accepted");
    }
    assert_eq!(RocAuc.state_of_weighted(&y, &p, &w), Ok(scores));
    assert_eq!(Precision::default().state_of_weighted(&y, &p, &w), Ok(counts));
    let decided = p.mapv(|p| p > 0.5);
    assert_eq!(Confusion::new(2).state_of_weighted(&y, &decided, &w), Ok(matrix));
    let observed = ElementMoments.state_of_weighted(&y, &p, &w).expect("accepted");
    assert_eq!(observed.pooled(), moments);
    assert_eq!(MeanSquaredError.state_of_weighted(&y, &p, &w), Ok(mean));
}

#[test]
fn counts_of_classes_are_made_of_counts() {
    let mut counts = BinaryCounts::default();
    for (outcome, weight) in [(0, 4.0), (1, 1.0), (2, 5.0), (3, 2.0)] {
        let tallies = [
            &mut counts.true_positives,
            &mut counts.false_positives,
            &mut counts.true_negatives,
            &mut counts.false_negatives,
        ];
        tallies.into_iter().nth(outcome).expect("four").add(weight).expect("a weight");
    }
    assert_eq!(counts.f1(), Ok(8.0 / 11.0));
    assert_eq!(counts.f_beta(2.0), Ok(20.0 / (20.0 + 8.0 + 1.0)));
    assert_eq!(counts.iou(), Ok(4.0 / 7.0));
    let root = (5.0 * 6.0 * 6.0 * 7.0_f64).sqrt();
    assert!((counts.matthews_correlation().expect("a value") - 18.0 / root).abs() < 1e-15);
    assert!((counts.cohen_kappa().expect("a value") - 36.0 / 72.0).abs() < 0.02);
    let classes = ClassCounts::from(vec![counts.clone(), counts]);
    assert_eq!(classes.f1(Average::Macro), Ok(8.0 / 11.0));
}

#[test]
fn what_is_no_number_or_weight_leaves_a_state_as_it_was() {
    let (mut scores, mut matrix) =
        (RankedScores::default(), ConfusionMatrix::with_classes(2).expect("two"));
    let said = |result: Result<(), Error>| result.expect_err("refused").to_string();
    assert!(said(scores.add(f64::NAN, true, 1.0)).starts_with("score is NaN, expected a number"));
    let weight =
        "weight is -1, expected a finite number of at least 0; a weight of 0 leaves a sample out";
    assert_eq!(said(scores.add(0.5, true, -1.0)), weight);
    assert_eq!(said(matrix.add(0, 1, -1.0)), weight);
    assert!(said(matrix.add(2, 1, 1.0)).starts_with("y_true is 2, expected a class label in 0..2"));
    assert!(said(matrix.add(0, 7, 1.0)).starts_with("y_pred is 7, expected"));
    assert_eq!((scores.is_empty(), matrix.total()), (true, Tally::default()));
    let (mut mean, mut moments) = (WeightedMean::default(), JointMoments::default());
    assert!(said(mean.add(f64::NAN, 1.0)).starts_with("term is NaN"));
    assert!(said(mean.add(1.0, f64::INFINITY)).starts_with("weight is inf"));
    assert!(
        said(moments.add(1.0, f64::INFINITY, 1.0)).starts_with("y_pred is inf, expected a finite")
    );
    let mut counts = ThresholdCounts::new(vec![0.5]);
    assert!(said(counts.add_score(f64::NAN, true, 1.0)).starts_with("score is NaN"));
    assert_eq!((mean, moments), (WeightedMean::default(), JointMoments::default()));
    assert!(counts.is_empty());
    for classes in [0, 1 << 23] {
        assert!(ConfusionMatrix::with_classes(classes).is_err());
    }
}

/// Memory follows the cells that are touched, whatever the machine.
#[test]
fn a_million_classes_are_as_good_as_three() {
    let (y, p) = (array![1, 7, 7], array![1, 3, 7]);
    let matrix = metrics::confusion_matrix(&y, &p, 1_000_000).expect("accepted");
    assert_eq!(matrix.recall(Average::Macro), Ok((1.0 + 0.0 + 0.5) / 3.0));
    assert_eq!(matrix.balanced_accuracy(), Ok(0.75));
    assert_eq!(matrix.accuracy(), Ok(2.0 / 3.0));
    let text = matrix.to_array().expect_err("8 TB").to_string();
    assert!(
        text.contains("the cells of a matrix of 1000000 classes do not fit into memory"),
        "{text}"
    );
    assert_eq!(matrix.cells().count(), 3);
    assert!(matrix.to_string().contains("and 999980 more classes"));
}

/// A loss of a step, and the mean loss of a batch.
#[test]
fn losses_are_pushed_one_by_one() {
    let mut loss = Mean.streaming();
    loss.push(0.5).expect("accepted");
    loss.push(0.25_f32).expect("accepted");
    loss.push_weighted(1.0, 2).expect("accepted");
    assert_eq!(loss.result(), Ok(2.75 / 4.0));
    let before = loss.clone();
    let text = loss.push(f64::NAN).expect_err("refused").to_string();
    assert!(text.starts_with("values[0] is NaN"), "{text}");
    assert!(loss.push_weighted(1.0, -1.0).is_err());
    assert_eq!(loss, before);
    let mut sum = Sum.streaming();
    sum.push(3_u8).expect("accepted");
    assert_eq!(sum.result(), Ok(3.0));
}
