//! Probabilities: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(Hinge)
            .holds(Elements, Sign, Number)
            .on(binary_labels)
            .function(named!(hinge), binary_labels),
        of(SquaredHinge)
            .holds(Elements, Sign, Number)
            .on(binary_labels)
            .function(named!(squared_hinge), binary_labels),
        of(CategoricalHinge)
            .holds(Rows, Binary, Number)
            .on(one_hot_rows)
            .function(named!(categorical_hinge), one_hot_rows),
        of(Poisson::default())
            .holds(Elements, Count, Count)
            .on(soft_labels)
            .function(named!(poisson), soft_labels),
        of(KlDivergence::default())
            .holds(Rows, Share, Probability)
            .on(soft_rows)
            .function(named!(kl_divergence), soft_rows),
        of(JensenShannonDivergence)
            .holds(Rows, Share, Probability)
            .on(soft_rows)
            .function(named!(jensen_shannon_divergence), soft_rows),
        of(BinaryCrossentropy::default())
            .holds(Elements, Share, ProbabilityNotLogit)
            .on(binary_labels)
            .function(named!(binary_crossentropy), binary_labels),
        of(BinaryCrossentropy { label_smoothing: 0.1, ..Default::default() }).on(soft_labels),
        of(BinaryCrossentropy { from_logits: true, ..Default::default() })
            .holds(Elements, Share, Score)
            .on(binary_logits),
        of(CategoricalCrossentropy::default())
            .holds(Rows, Share, ProbabilityNotLogit)
            .on(one_hot_rows)
            .function(named!(categorical_crossentropy), one_hot_rows),
        of(CategoricalCrossentropy { label_smoothing: 0.2, ..Default::default() }).on(soft_rows),
        of(CategoricalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Rows, Share, Score)
            .on(logit_rows),
        of(SparseCategoricalCrossentropy::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(sparse_categorical_crossentropy), labelled_rows),
        of(SparseCategoricalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Labels, Label, Score)
            .on(labelled_logits),
        of(SparseCategoricalCrossentropy { ignore_class: Some(1), ..Default::default() })
            .on(labelled_rows),
        of(BinaryFocalCrossentropy { apply_class_balancing: true, ..Default::default() })
            .on(soft_labels),
        of(BinaryFocalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Elements, Share, Score)
            .on(binary_logits),
        of(BinaryFocalCrossentropy::default())
            .holds(Elements, Share, ProbabilityNotLogit)
            .function(named!(binary_focal_crossentropy), binary_labels),
        of(CategoricalFocalCrossentropy::default())
            .holds(Rows, Share, ProbabilityNotLogit)
            .on(one_hot_rows)
            .function(named!(categorical_focal_crossentropy), one_hot_rows),
        of(CategoricalFocalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Rows, Share, Score)
            .on(logit_rows),
        of(BrierScore::default())
            .holds(Elements, Binary, ProbabilityNotLogit)
            .on(binary_labels)
            .function(named!(brier_score), binary_labels),
        of(BrierScore { from_logits: true }).holds(Elements, Binary, Score).on(binary_scores),
        of(CategoricalBrierScore::default())
            .holds(Rows, Share, ProbabilityNotLogit)
            .on(one_hot_rows)
            .on(soft_rows)
            .function(named!(categorical_brier_score), one_hot_rows),
        of(CategoricalBrierScore { from_logits: true, scale_by_half: true })
            .holds(Rows, Share, Score)
            .on(logit_rows),
        of(SparseCategoricalBrierScore::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(sparse_categorical_brier_score), labelled_rows),
        of(SparseCategoricalBrierScore { from_logits: true, scale_by_half: true })
            .holds(Labels, Label, Score)
            .on(labelled_logits),
        of(RankedProbabilityScore::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(ranked_probability_score), labelled_rows),
        of(RankedProbabilityScore { from_logits: true })
            .holds(Labels, Label, Score)
            .on(labelled_logits),
        of(SphericalScore::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(spherical_score), labelled_rows),
        of(SphericalScore { from_logits: true }).holds(Labels, Label, Score).on(labelled_logits),
        of(Perplexity::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(perplexity), labelled_rows),
        of(Perplexity { from_logits: true, ignore_class: Some(1), ..Default::default() })
            .on(labelled_logits),
        of(Perplexity { from_logits: true, ..Default::default() }).holds(Labels, Label, Score),
        of(BitsPerLabel::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(bits_per_label), labelled_rows),
        of(BitsPerLabel { from_logits: true, ..Default::default() })
            .holds(Labels, Label, Score)
            .on(labelled_logits),
        of(D2LogLossScore::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(d2_log_loss_score), labelled_rows),
        of(D2LogLossScore { from_logits: true, ..Default::default() })
            .holds(Labels, Label, Score)
            .on(labelled_logits),
        of(D2BrierScore::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(d2_brier_score), labelled_rows),
        of(D2BrierScore { from_logits: true }).holds(Labels, Label, Score).on(labelled_logits),
        of(CalibrationError::default())
            .holds(Elements, Binary, ProbabilityNotLogit)
            .on(binary_labels)
            .function(named!(calibration_error), binary_labels),
        of(CalibrationError { norm: CalibrationNorm::Maximum, num_bins: 3, from_logits: false })
            .on(binary_labels),
        of(CalibrationError {
            norm: CalibrationNorm::RootMeanSquare,
            num_bins: 40,
            from_logits: true,
        })
        .on(binary_scores),
        of(CalibrationError { from_logits: true, ..Default::default() })
            .holds(Elements, Binary, Score),
        of(ClasswiseCalibrationError::default())
            .holds(Labels, Label, Probability)
            .on(labelled_rows)
            .function(named!(classwise_calibration_error), labelled_rows),
        of(ClasswiseCalibrationError { norm: CalibrationNorm::Maximum, num_bins: 4 })
            .on(labelled_rows),
        of(TopLabelCalibrationError::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows)
            .function(named!(top_label_calibration_error), labelled_rows),
        of(TopLabelCalibrationError {
            norm: CalibrationNorm::Maximum,
            num_bins: 4,
            from_logits: true,
        })
        .on(labelled_logits),
        of(TopLabelCalibrationError { from_logits: true, ..Default::default() })
            .holds(Labels, Label, Score),
    ]
}
