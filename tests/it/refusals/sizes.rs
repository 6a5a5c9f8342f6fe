//! Options that are sizes or positions: absurd ones are refused, or cannot be too large, and no
//! stream takes memory for them.

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ConfusionMatrix;

use super::options::{parameter, refused_option};
use crate::allocation::live_bytes;

/// From what could still be meant to what cannot be counted in bits.
const ABSURD: [usize; 6] = [1 << 26, 1 << 32, (1 << 32) + 1, 1 << 53, usize::MAX / 2, usize::MAX];

/// Most bytes of a stream that has seen nothing.
const LITTLE: isize = 10_000;

/// The option and the text of its value in the refusal of a batch that fits otherwise.
#[track_caller]
fn refused<M: Measure>(measure: M) -> (&'static str, String) {
    let before = live_bytes();
    let stream = measure.clone().streaming();
    assert!(live_bytes() - before < LITTLE, "{measure:?} takes {}", live_bytes() - before);
    drop(stream.result());
    drop(stream);
    match refused_option(measure) {
        Error::Parameter { option, found, .. } => (option, found),
        error => panic!("{error:?}"),
    }
}

#[test]
fn a_number_of_classes() {
    for n in ABSURD.into_iter().chain([0]) {
        let expected = ("num_classes", n.to_string());
        assert_eq!(refused(Confusion::new(n)), expected);
        assert_eq!(refused(MeanIou::new(n)), expected);
        assert_eq!(refused(OneHotMeanIou::new(n)), expected);
        assert_eq!(refused(BalancedAccuracy::new(n)), expected);
        assert_eq!(refused(MatthewsCorrelation::new(n)), expected);
        assert_eq!(refused(CohenKappa::new(n)), expected);
        if n > 0 {
            assert_eq!(refused(Iou::new(n, [0])), expected);
            assert_eq!(refused(OneHotIou::new(n, [0])), expected);
        }
    }
}

#[test]
fn a_target_class() {
    for n in ABSURD {
        assert_eq!(refused(Iou::new(2, [0, n])).0, "target_class_ids");
        assert_eq!(refused(OneHotIou::new(2, [n])).0, "target_class_ids");
        let binary = BinaryIou { target_class_ids: vec![n], ..Default::default() };
        assert_eq!(refused(binary).0, "target_class_ids");
    }
}

#[test]
fn a_number_of_thresholds() {
    for n in ABSURD.into_iter().chain([0, (1 << 20) + 1, 1_000_000_000]) {
        let (expected, num_thresholds) = (("num_thresholds", n.to_string()), n);
        let all = SensitivityAtSpecificity { num_thresholds, ..SensitivityAtSpecificity::new(0.5) };
        assert_eq!(refused(all), expected);
        let all = SpecificityAtSensitivity { num_thresholds, ..SpecificityAtSensitivity::new(0.5) };
        assert_eq!(refused(all), expected);
        let all = PrecisionAtRecall { num_thresholds, ..PrecisionAtRecall::new(0.5) };
        assert_eq!(refused(all), expected);
        let all = RecallAtPrecision { num_thresholds, ..RecallAtPrecision::new(0.5) };
        assert_eq!(refused(all), expected);
        for multi_label in [false, true] {
            let area = Auc { thresholds: Thresholds::Even(n), multi_label, ..Default::default() };
            assert_eq!(refused(area), ("thresholds", n.to_string()));
        }
    }
}

/// The class that is decided on is one of the data, which has two.
#[test]
fn a_class_to_decide_on() {
    let (y_true, y_pred) = (array![[0_u8, 1], [1, 0]], array![[0.5, 0.5], [0.25, 0.75]]);
    for class in ABSURD.into_iter().chain([2]) {
        let class_id = Some(class);
        let error = || {
            let expected = "an index along y_pred's last axis";
            Err(parameter("class_id", &class.to_string(), expected))
        };
        let precision = Precision { class_id, ..Default::default() };
        assert_eq!(precision.evaluate(&y_true, &y_pred), error());
        let recall = Recall { class_id, top_k: Some(usize::MAX), ..Default::default() };
        assert_eq!(recall.evaluate(&y_true, &y_pred), error());
        let point = SensitivityAtSpecificity { class_id, ..SensitivityAtSpecificity::new(0.5) };
        assert_eq!(point.evaluate(&y_true, &y_pred), error());
        let point = SpecificityAtSensitivity { class_id, ..SpecificityAtSensitivity::new(0.5) };
        assert_eq!(point.evaluate(&y_true, &y_pred), error());
        let point = PrecisionAtRecall { class_id, ..PrecisionAtRecall::new(0.5) };
        assert_eq!(point.evaluate(&y_true, &y_pred), error());
        let point = RecallAtPrecision { class_id, ..RecallAtPrecision::new(0.5) };
        assert_eq!(point.evaluate(&y_true, &y_pred), error());
    }
}

/// A k beyond the number of classes leaves no class out.
#[test]
fn any_number_of_best_classes() {
    let (y_true, y_pred) = (array![[0_u8, 1], [1, 0]], array![[0.5, 0.5], [0.25, 0.75]]);
    for k in ABSURD {
        assert_eq!(TopKCategoricalAccuracy { k }.evaluate(&y_true, &y_pred), Ok(1.0));
        for from_sorted_ids in [false, true] {
            let by_label = SparseTopKCategoricalAccuracy { k, from_sorted_ids };
            let ids = if from_sorted_ids { array![[0, 1]] } else { array![[7, 9]] };
            assert_eq!(by_label.evaluate(&array![1_u8], &ids), Ok(1.0));
        }
        let all = Recall { top_k: Some(k), threshold: Some(0.3), class_id: None };
        assert_eq!(all.evaluate(&y_true, &y_pred), Ok(0.5));
        let all = Precision { top_k: Some(k), threshold: Some(0.3), class_id: None };
        assert_eq!(all.evaluate(&y_true, &y_pred), Ok(1.0 / 3.0));
    }
}

/// A model of more regressors than samples has no adjusted score.
#[test]
fn any_number_of_regressors() {
    let (y_true, y_pred) = (array![1_u8, 2, 4], array![1.0, 2.5, 3.0]);
    for num_regressors in ABSURD.into_iter().chain([2]) {
        let score = R2Score { num_regressors, ..Default::default() };
        let undefined = Undefined::ZeroDenominator;
        assert_eq!(score.evaluate(&y_true, &y_pred), Err(Error::Undefined(undefined)));
        let each = R2ScorePerColumn { num_regressors };
        assert_eq!(each.evaluate(&y_true, &y_pred), Ok(vec![Err(undefined)]));
    }
}

/// Labels to leave out may be any, and none of them takes memory.
#[test]
fn any_ignored_label() {
    let labels = array![0_u8, 1, 1];
    for ignored in [i64::MIN, -1, 2, 1 << 40, i64::MAX] {
        let ignore_class = Some(ignored);
        let matrix = Confusion { ignore_class, ..Confusion::new(2) }.evaluate(&labels, &labels);
        let matrix: ConfusionMatrix = matrix.expect("labels in 0..2");
        assert_eq!((matrix.ignored_class(), matrix.total().value()), (None, Ok(3.0)));
        let loss = SparseCategoricalCrossentropy { ignore_class, ..Default::default() };
        assert!(loss.evaluate(&labels, &array![[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]).is_ok());
    }
}
