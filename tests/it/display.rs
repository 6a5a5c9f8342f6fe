//! What states print: rounded totals, `overflow` and `undefined` where there is none, and of long
//! lists the first twenty rows.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ExactSum, Tally};

#[test]
fn a_sum() {
    let mut sum = ExactSum::new();
    sum.add_count(3);
    sum.add(0.25).unwrap();
    assert_eq!(format!("{sum}|{sum:.1}|{sum:6}|{sum:<6}|"), "3.25|3.2|  3.25|3.25  |");
    sum.add(f64::INFINITY).unwrap();
    assert_eq!(format!("{sum}|{sum:>9}|"), "overflow| overflow|");
}

#[test]
fn a_tally() {
    let mut tally = Tally::try_from(2.0).unwrap();
    tally.add(0.5).unwrap();
    assert_eq!(format!("{tally}|{tally:.2}|{tally:>5}"), "2.5|2.50|  2.5");
    tally.add(f64::MAX).unwrap();
    tally.add(f64::MAX).unwrap();
    assert_eq!(tally.to_string(), "overflow");
}

#[test]
fn an_average() {
    let mut stream = MeanSquaredError.streaming();
    stream.update(&array![1.0, 2.0, 4.0], &array![1.0, 2.5, 3.0]).unwrap();
    assert_eq!(format!("{:.1}", stream.state()), "1.2 over a weight of 3.0");
}

/// Labels and scores of one true and one false positive at the lower threshold, and one of each
/// other kind.
fn decided() -> (Array1<u8>, Array1<f64>) {
    (array![0, 1, 1, 0], array![0.6, 0.9, 0.2, 0.1])
}

#[test]
fn outcomes_at_one_threshold() {
    let (y_true, y_pred) = decided();
    let mut stream = Precision::default().streaming();
    stream.update_weighted(&y_true, &y_pred, &array![0.5, 2.0, 3.0, 4.0]).unwrap();
    assert_eq!(
        stream.state().at(0.5).unwrap().to_string(),
        "true positives 2, false positives 0.5, true negatives 4, false negatives 3"
    );
}

#[test]
fn outcomes_at_several_thresholds() {
    let (y_true, y_pred) = decided();
    let mut stream = Recall::default().at(vec![0.5, 0.75]).streaming();
    stream.update(&y_true, &y_pred).unwrap();
    assert_eq!(
        stream.state().to_string(),
        "threshold  true positives  false positives  true negatives  false negatives\n\
         \x20     0.5               1                1               1                1\n\
         \x20    0.75               1                0               2                1\n"
    );
    let many = (1..=22).map(|step| f64::from(step) / 32.0).collect();
    let mut stream = Recall::default().at(many).streaming();
    stream.update(&y_true, &y_pred).unwrap();
    let text = stream.state().to_string();
    assert_eq!(text.lines().count(), 1 + 20 + 1, "{text}");
    assert!(text.ends_with("and 2 more thresholds\n"), "{text}");
}

#[test]
fn outcomes_of_classes() {
    let matrix = metrics::confusion_matrix(&array![0, 0, 1], &array![0, 1, 1], 2).unwrap();
    assert_eq!(
        matrix.outcomes().to_string(),
        "class  true positives  false positives  true negatives  false negatives\n\
         \x20   0               1                0               1                1\n\
         \x20   1               1                1               1                0\n"
    );
    let matrix = metrics::confusion_matrix(&array![0], &array![0], 21).unwrap();
    assert!(matrix.outcomes().to_string().ends_with("\nand 1 more classes\n"));
    let matrix = metrics::confusion_matrix(&array![0], &array![0], 20).unwrap();
    assert_eq!(matrix.outcomes().to_string().lines().count(), 1 + 20);
}

#[test]
fn moments() {
    let pair = ElementMoments.evaluate(&array![1.0, 3.0], &array![2.0, 6.0]).unwrap();
    assert_eq!(
        format!("{}\n{:.1}", pair.pooled(), pair.pooled()),
        "weight 2, means 2 and 4, variances 1 and 4, covariance 2\n\
         weight 2.0, means 2.0 and 4.0, variances 1.0 and 4.0, covariance 2.0"
    );
    let y_true = array![[1.0, 5.0], [3.0, 5.0]];
    let columns = ColumnMoments.evaluate(&y_true, &array![[2.0, 4.0], [6.0, 8.0]]).unwrap();
    assert_eq!(
        columns.to_string(),
        "column  weight  mean of truth  of prediction  variance of truth  of prediction  covariance\n\
         \x20    0       2              2              4                  1              4           2\n\
         \x20    1       2              5              6                  0              4           0\n"
    );
    let wide = Array2::<f64>::zeros((2, 23));
    let text = ColumnMoments.evaluate(&wide, &wide).unwrap().to_string();
    assert!(text.ends_with("\nand 3 more columns\n"), "{text}");
}

#[test]
fn moments_of_nothing() {
    let nothing = ElementMoments.streaming();
    let text = nothing.state().pooled().to_string();
    assert!(text.starts_with("weight 0, means undefined and undefined"), "{text}");
}

#[test]
fn runs_of_scores() {
    let mut stream = RocAuc.streaming();
    stream.update(&array![0, 1, 1, 0, 1], &array![0.5, 0.9, 0.5, 0.1, 0.25]).unwrap();
    assert_eq!(stream.state().to_string(), "3 positives and 2 negatives by 4 scores");
}
