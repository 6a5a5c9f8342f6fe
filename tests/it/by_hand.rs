//! States that are filled by hand, against states that an observer fills.

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{
    BinaryCounts, ClassCounts, ConfusionMatrix, JointMoments, RankedScores, Tally, ThresholdCounts,
    WeightedMean,
};

use crate::cases::cases;

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

/// Eight of ten positives and nine of ten negatives are found.
#[test]
fn a_diagnostic_test_is_read_by_hand() {
    let mut counts = BinaryCounts::default();
    let tallies = [
        (&mut counts.true_positives, 8.0),
        (&mut counts.false_negatives, 2.0),
        (&mut counts.false_positives, 1.0),
        (&mut counts.true_negatives, 9.0),
    ];
    tallies.into_iter().for_each(|(tally, n)| tally.add(n).expect("a weight"));
    assert_eq!(counts.positive_likelihood_ratio(), Ok(8.0));
    assert_eq!(counts.negative_likelihood_ratio(), Ok(2.0 / 9.0));
    assert_eq!(counts.diagnostic_odds_ratio(), Ok(36.0));
    assert_eq!(counts.informedness(), Ok(0.7));
    assert_eq!(counts.markedness(), Ok(70.0 / 99.0));
    assert_eq!(counts.geometric_mean(), Ok(0.72_f64.sqrt()));
    assert_eq!(counts.fowlkes_mallows(), Ok((64.0_f64 / 90.0).sqrt()));
    assert_eq!(counts.false_discovery_rate(), Ok(1.0 / 9.0));
    assert_eq!(counts.false_omission_rate(), Ok(2.0 / 11.0));
    assert_eq!(counts.prevalence(), Ok(0.5));
    assert_eq!(counts.detection_prevalence(), Ok(0.45));
    assert_eq!(counts.iou(), Ok(8.0 / 11.0));
}

/// Where a factor divides by 0 there is no value, and no number stands for an infinite one.
#[test]
fn a_perfect_test_has_no_likelihood_ratio() {
    let zero = Err(Undefined::ZeroDenominator);
    let mut counts = BinaryCounts::default();
    assert_eq!(counts.positive_likelihood_ratio(), Err(Undefined::NoSamples));
    counts.true_positives.add(3.0).expect("a weight");
    assert_eq!(counts.informedness(), zero);
    assert_eq!(counts.fowlkes_mallows(), Ok(1.0));
    counts.true_negatives.add(4.0).expect("a weight");
    assert_eq!(counts.positive_likelihood_ratio(), zero);
    assert_eq!(counts.negative_likelihood_ratio(), Ok(0.0));
    assert_eq!(counts.diagnostic_odds_ratio(), zero);
    assert_eq!((counts.informedness(), counts.markedness()), (Ok(1.0), Ok(1.0)));
    // Class 2 is named once, wrongly; class 3 never occurs.
    let (y, p) = (array![0, 0, 0, 1, 1, 1], array![0, 0, 1, 1, 0, 2]);
    let matrix = metrics::confusion_matrix(&y, &p, 4).expect("accepted");
    let ratios = [Ok(2.0), Ok(1.0), zero, zero];
    assert_eq!(matrix.positive_likelihood_ratio(PerClass), ratios);
    assert_eq!(matrix.positive_likelihood_ratio(Average::Macro), zero);
    // No weight in the truth, no say in a mean by support.
    assert_eq!(matrix.positive_likelihood_ratio(Average::Weighted), Ok(1.5));
    assert_eq!(matrix.positive_likelihood_ratio(Average::MacroOfDefined), Ok(1.5));
    assert_eq!(matrix.false_discovery_rate(Average::Macro), Ok(11.0 / 18.0));
    // Class 1 is never named, and counts as wrong.
    let never = metrics::confusion_matrix(&array![0, 1], &array![0, 0], 2).expect("accepted");
    assert_eq!(never.false_discovery_rate(PerClass), [Ok(0.5), zero]);
    assert_eq!(never.false_discovery_rate(Average::Macro), Ok(0.75));
    assert_eq!(never.false_discovery_rate(Average::MacroOfDefined), Ok(0.5));
}

/// Costs that all but cancel, and a cost that no cell asks for.
#[test]
fn costs_are_added_without_rounding() {
    let mut matrix = ConfusionMatrix::with_classes(2).expect("two");
    let none = |_, _| 1.0;
    assert_eq!(matrix.expected_cost(none), Err(Undefined::NoSamples));
    matrix.add(0, 0, 3.0).expect("accepted");
    matrix.add(0, 1, 1.0).expect("accepted");
    let cost = |_, prediction| [0.1, -0.3][prediction];
    // The floats nearest to 0.1 and 0.3 do not cancel; rounded products and sums lose what is left.
    assert_eq!(matrix.expected_cost(cost), Ok(0.1_f64.mul_add(3.0, -0.3) / 4.0));
    assert_eq!(matrix.expected_cost(|_, _| 0.1), Ok(0.1));
    assert_eq!(matrix.expected_cost(|truth, _| [2.0, f64::NAN][truth]), Ok(2.0));
    assert_eq!(matrix.expected_cost(|_, _| f64::NAN), Err(Undefined::Overflow));
}

/// Bergsma's correction of 20 samples of two classes: φ² 0.36 less 1/19, and 2 less 1/19 for r and c.
#[test]
fn associations_are_corrected_by_hand() {
    let mut matrix = ConfusionMatrix::with_classes(4).expect("four");
    let zero = Err(Undefined::ZeroDenominator);
    assert_eq!(matrix.cramers_v(true), Err(Undefined::NoSamples));
    for (truth, prediction, weight) in [(0, 0, 8.0), (0, 1, 2.0), (1, 0, 2.0), (1, 1, 8.0)] {
        matrix.add(truth, prediction, weight).expect("accepted");
    }
    let near = |found: Result<f64, Undefined>, expected: f64| {
        assert!((found.expect("a value") - expected).abs() < 1e-15, "{found:?}, not {expected}");
    };
    near(matrix.cramers_v(false), 0.6);
    near(matrix.tschuprows_t(false), 0.6);
    near(matrix.contingency_coefficient(), (0.36_f64 / 1.36).sqrt());
    let corrected = ((0.36 - 1.0 / 19.0) / (1.0 - 1.0 / 19.0_f64)).sqrt();
    near(matrix.cramers_v(true), corrected);
    near(matrix.tschuprows_t(true), corrected);
    let left = -0.8 * 0.8_f64.ln() - 0.2 * 0.2_f64.ln();
    near(matrix.theils_u(), 1.0 - left / 2_f64.ln());
    // What chance alone would give is corrected to 0; two samples are too few.
    let chance = metrics::confusion_matrix(&array![0, 0, 1, 1, 1], &array![0, 1, 0, 1, 1], 2);
    assert_eq!(chance.expect("accepted").cramers_v(true), Ok(0.0));
    let few = metrics::confusion_matrix(&array![0, 1], &array![0, 1], 2).expect("accepted");
    assert_eq!((few.cramers_v(false), few.cramers_v(true)), (Ok(1.0), zero));
    // Independent labels, and labels that are renamed.
    let none = metrics::confusion_matrix(&array![0, 0, 1, 1], &array![0, 1, 0, 1], 2);
    let none = none.expect("accepted");
    assert_eq!((none.cramers_v(false), none.theils_u()), (Ok(0.0), Ok(0.0)));
    let renamed = metrics::confusion_matrix(&array![0, 1, 2, 2], &array![1, 2, 0, 0], 3);
    let renamed = renamed.expect("accepted");
    near(renamed.cramers_v(false), 1.0);
    assert_eq!(renamed.theils_u(), Ok(1.0));
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
    let matrix = metrics::confusion_matrix(&y, &p, cases(100_000, 1_000_000)).expect("accepted");
    assert_eq!(matrix.recall(Average::Macro), Ok((1.0 + 0.0 + 0.5) / 3.0));
    assert_eq!(matrix.balanced_accuracy(), Ok(0.75));
    assert_eq!(matrix.accuracy(), Ok(2.0 / 3.0));
    let matrix = metrics::confusion_matrix(&y, &p, 1_000_000).expect("accepted");
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
