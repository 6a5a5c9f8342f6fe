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
        of(PositiveLikelihoodRatio::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(positive_likelihood_ratio), binary_labels),
        of(PositiveLikelihoodRatio { threshold: Some(0.2) }).on(binary_labels),
        of(NegativeLikelihoodRatio::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(negative_likelihood_ratio), binary_labels),
        of(NegativeLikelihoodRatio { threshold: Some(0.2) }).on(binary_labels),
        of(DiagnosticOddsRatio::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(diagnostic_odds_ratio), binary_labels),
        of(DiagnosticOddsRatio { threshold: Some(0.2) }).on(binary_labels),
        of(Informedness::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(informedness), binary_labels),
        of(Informedness { threshold: Some(0.2) }).on(binary_labels),
        of(Markedness::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(markedness), binary_labels),
        of(Markedness { threshold: Some(0.2) }).on(binary_labels),
        of(GeometricMeanScore::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(geometric_mean_score), binary_labels),
        of(GeometricMeanScore { threshold: Some(0.2) }).on(binary_labels),
        of(BinaryFowlkesMallows::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(binary_fowlkes_mallows), binary_labels),
        of(BinaryFowlkesMallows { threshold: Some(0.2) }).on(binary_labels),
        of(FalseDiscoveryRate::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(false_discovery_rate), binary_labels),
        of(FalseDiscoveryRate { threshold: Some(0.2) }).on(binary_labels),
        of(FalseOmissionRate::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(false_omission_rate), binary_labels),
        of(FalseOmissionRate { threshold: Some(0.2) }).on(binary_labels),
        of(Prevalence::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(prevalence), binary_labels),
        of(Prevalence { threshold: Some(0.2) }).on(binary_labels),
        of(DetectionPrevalence::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(detection_prevalence), binary_labels),
        of(DetectionPrevalence { threshold: Some(0.2) }).on(binary_labels),
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
