//! Weights.

use ndarray::array;
use ndarray_metrics::prelude::*;

use super::near;

/// The weight of the wrong sample is 3 of 4: every metric says so, with whole weights and others.
#[test]
fn trap_38_weights_count_in_every_metric() {
    let (y_true, y_pred) = (array![1, 1], array![1, 0]);
    for weights in [array![1.0, 3.0], array![0.25, 0.75]] {
        assert_eq!(
            BinaryAccuracy::default().evaluate_weighted(&y_true, &y_pred, &weights),
            Ok(0.25)
        );
        assert_eq!(Recall::default().evaluate_weighted(&y_true, &y_pred, &weights), Ok(0.25));
        assert_eq!(MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights), Ok(0.75));
        let iou = Iou::new(2, [1]).evaluate_weighted(&y_true, &y_pred, &weights);
        assert_eq!(iou, Ok(0.25));
    }
    let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.1, 0.3, 0.6, 0.9]);
    let auc = RocAuc.evaluate_weighted(&y_true, &y_pred, &array![1.0, 1.0, 3.0, 1.0]);
    near(auc.expect("defined"), 5.0 / 8.0, 1e-15); // 1·1 + 1·(1 + 3) of 4·2 pairs
    let (y_true, y_pred) = (array![0.0, 2.0, 4.0], array![0.0, 2.0, 5.0]);
    let r2 = R2Score::default().evaluate_weighted(&y_true, &y_pred, &array![1.0, 2.0, 1.0]);
    assert_eq!(r2, Ok(0.875)); // 1 - 1/8
}

#[test]
fn trap_39_a_weight_below_zero_is_refused() {
    let (y_true, y_pred, weights) = (array![1, 1, 0], array![1, 1, 1], array![1.0, 1.0, -1.0]);
    let words = "weights[2] is -1, expected a finite number of at least 0; a weight of 0 leaves a \
                 sample out";
    let refused = |result: Result<f64, Error>| assert_eq!(result.unwrap_err().to_string(), words);
    refused(Precision::default().evaluate_weighted(&y_true, &y_pred, &weights));
    refused(RocAuc.evaluate_weighted(&y_true, &y_pred, &weights));
    refused(MeanIou::new(2).evaluate_weighted(&y_true, &y_pred, &weights));
    refused(MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights));
}

#[test]
fn trap_40_nothing_weighs_nothing() {
    let (y_true, y_pred, none) = (array![1, 0], array![1, 1], array![0.0, 0.0]);
    let undefined = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &none), undefined);
    assert_eq!(Precision::default().evaluate_weighted(&y_true, &y_pred, &none), undefined);
    assert_eq!(RocAuc.evaluate_weighted(&y_true, &y_pred, &none), undefined);
    assert_eq!(R2Score::default().evaluate_weighted(&y_true, &y_pred, &none), undefined);
}

/// Errors of 0 and 1, of which the first counts twice.
#[test]
fn trap_58_a_weight_is_not_an_exponent() {
    let (y_true, y_pred) = (array![1, 1], array![1.0, 0.0]);
    for weights in [array![2.0, 1.0], array![0.002, 0.001], array![2000.0, 1000.0]] {
        let score = BrierScore::default().evaluate_weighted(&y_true, &y_pred, &weights);
        near(score.expect("defined"), 1.0 / 3.0, 1e-15);
    }
    let score = BrierScore::default().evaluate_weighted(&y_true, &y_pred, &array![1.0, 1000.0]);
    near(score.expect("defined"), 1000.0 / 1001.0, 1e-15);
}
