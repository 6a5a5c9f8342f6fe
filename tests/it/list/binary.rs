//! Binary decisions: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(TruePositives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(TrueNegatives { threshold: Some(0.2) }).on(binary_labels),
        of(TrueNegatives::default()).holds(Elements, Binary, Score),
        of(FalsePositives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(FalseNegatives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(Precision::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(precision), binary_labels),
        of(Precision { top_k: Some(2), ..Default::default() }).on(one_hot_rows),
        of(Precision { class_id: Some(1), ..Default::default() }).on(one_hot_rows),
        of(Precision { top_k: Some(1), ..Default::default() }).holds(Cells, Binary, Score),
        of(Recall::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(recall), binary_labels),
        of(Recall { top_k: Some(2), class_id: Some(3), threshold: Some(0.1) }).on(one_hot_rows),
        of(Recall { class_id: Some(1), ..Default::default() }).holds(Rows, Binary, Score),
        of(Specificity::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(specificity), binary_labels),
        of(NegativePredictiveValue::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(negative_predictive_value), binary_labels),
        of(FalsePositiveRate::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(false_positive_rate), binary_labels),
        of(FalseNegativeRate::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(false_negative_rate), binary_labels),
        of(BinaryF1Score::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(binary_f1_score), binary_labels),
        of(BinaryFBetaScore { beta: 2.0, threshold: 0.25 })
            .holds(Elements, Binary, Score)
            .on(binary_labels),
        of(BinaryFBetaScore::default()).function(named!(binary_f_beta_score), binary_labels),
        of(BinaryMatthewsCorrelation::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(binary_matthews_correlation), binary_labels),
        of(BinaryCohenKappa::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(binary_cohen_kappa), binary_labels),
        of(SensitivityAtSpecificity { num_thresholds: 11, ..SensitivityAtSpecificity::new(0.4) })
            .on(binary_labels),
        of(SensitivityAtSpecificity::new(0.5)).holds(Elements, Binary, Score),
        of(SpecificityAtSensitivity { num_thresholds: 1, ..SpecificityAtSensitivity::new(0.4) })
            .on(binary_labels),
        of(SpecificityAtSensitivity::new(0.5)).holds(Elements, Binary, Score),
        of(PrecisionAtRecall { num_thresholds: 20, ..PrecisionAtRecall::new(0.4) })
            .on(binary_labels),
        of(PrecisionAtRecall::new(0.5)).holds(Elements, Binary, Score),
        of(RecallAtPrecision { num_thresholds: 30, ..RecallAtPrecision::new(0.4) })
            .on(binary_labels),
        of(RecallAtPrecision { class_id: Some(1), ..RecallAtPrecision::new(0.5) })
            .holds(Rows, Binary, Score),
        of(Auc::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(auc), binary_labels),
        of(Auc {
            curve: Curve::PrecisionRecall,
            thresholds: Thresholds::Even(12),
            ..Default::default()
        })
        .on(binary_labels),
        of(Auc {
            curve: Curve::PrecisionRecallGain,
            thresholds: Thresholds::Even(9),
            from_logits: true,
            ..Default::default()
        })
        .on(binary_labels),
        of(Auc {
            multi_label: true,
            thresholds: Thresholds::Even(7),
            label_weights: Some(vec![1.0, 2.0, 3.0, 4.0, 0.5]),
            ..Default::default()
        })
        .on(one_hot_rows),
        of(Auc {
            thresholds: Thresholds::At(vec![0.3, 0.2]),
            label_weights: Some(vec![1.0, 2.0, 3.0, 4.0, 0.5]),
            ..Default::default()
        })
        .on(one_hot_rows),
        of(Auc { from_logits: true, thresholds: Thresholds::At(vec![0.5]), ..Default::default() })
            .holds(Elements, Binary, Score),
        of(BinaryIou::default())
            .holds(Elements, Binary, Number)
            .on(binary_labels)
            .function(named!(binary_iou), binary_labels),
        of(BinaryIou { target_class_ids: vec![1], threshold: 0.3 }).on(binary_labels),
    ]
}
