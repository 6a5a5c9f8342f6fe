//! Ranking: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::metrics::{Averaged, PerColumn, Pooled};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::AreaScaling;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

/// A metric of one score for each sample.
fn ranked<M: Measure + Into<AnyMeasure>>(measure: M) -> Entry {
    of(measure).holds(Single, Binary, Ordered).on(single_labels).on(single_scores)
}

/// A metric of class labels and rows of scores.
fn of_classes<M: Measure + Into<AnyMeasure>>(measure: M) -> Entry {
    of(measure).holds(Labels, Label, Ordered).on(labelled_rows).on(labelled_logits)
}

/// Rankings of several classes.
pub(super) fn several_classes() -> Vec<Entry> {
    let averaged = |average| RocAuc.averaged_one_vs_rest(average);
    vec![
        of_classes(RocAuc.one_vs_rest()),
        of_classes(AveragePrecision.one_vs_rest()),
        of_classes(averaged(OneVsRestAverage::Macro)),
        of_classes(averaged(OneVsRestAverage::Weighted)),
        of_classes(averaged(OneVsRestAverage::Micro)),
        of_classes(AveragePrecision.averaged_one_vs_rest(OneVsRestAverage::Weighted)),
        of_classes(OneVsOneRocAuc::default()),
        of_classes(OneVsOneRocAuc { by_prevalence: true }),
    ]
}

/// More readings of the state of a ranking.
pub(super) fn readings() -> Vec<Entry> {
    let part = |scaling| PartialRocAuc { scaling, ..PartialRocAuc::new(0.1, 0.6) };
    vec![
        ranked(KolmogorovSmirnov).function(named!(kolmogorov_smirnov), single_labels),
        ranked(GiniCoefficient).function(named!(gini_coefficient), single_labels),
        ranked(EqualErrorRate).function(named!(equal_error_rate), single_labels),
        ranked(ConvexHullEqualErrorRate)
            .function(named!(convex_hull_equal_error_rate), single_labels),
        ranked(LogAuc::default()).function(named!(log_auc), single_labels),
        ranked(LogAuc { low: 0.1, high: 1.0 }),
        ranked(PartialRocAuc::new(0.0, 0.3)),
        ranked(part(AreaScaling::Raw)),
        ranked(part(AreaScaling::Mean)),
        ranked(CumulativeGain::new(0.3)),
        ranked(Lift::new(0.3)),
        ranked(ExactRecallAtPrecision::new(0.6)),
        ranked(ExactPrecisionAtRecall::new(0.4)),
        ranked(ExactSensitivityAtSpecificity::new(0.7)),
        ranked(ExactSpecificityAtSensitivity::new(0.7)),
    ]
}

/// Calibration: a metric of one probability for each sample. Scores that are none have no value.
pub(super) fn calibration() -> Vec<Entry> {
    let (score, norm) = (ScoringRule::Logarithmic, CalibrationNorm::Maximum);
    let entries = vec![
        ranked(Miscalibration::default()).function(named!(miscalibration), single_labels),
        ranked(Miscalibration { score }),
        ranked(Discrimination::default()).function(named!(discrimination), single_labels),
        ranked(Discrimination { score }),
        ranked(EqualMassCalibrationError::default())
            .function(named!(equal_mass_calibration_error), single_labels),
        ranked(EqualMassCalibrationError { num_bins: 3, norm }),
        ranked(EqualMassCalibrationError { num_bins: 4, norm: CalibrationNorm::RootMeanSquare }),
    ];
    entries.into_iter().map(|entry| entry.on(single_probabilities)).collect()
}

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(RocAuc)
            .holds(Single, Binary, Ordered)
            .on(single_labels)
            .on(single_scores)
            .function(named!(roc_auc), single_labels),
        of(AveragePrecision)
            .holds(Single, Binary, Ordered)
            .on(single_labels)
            .on(single_scores)
            .function(named!(average_precision), single_labels),
        of(Pooled(RocAuc)).holds(Elements, Binary, Ordered).on(binary_scores),
        of(Pooled(AveragePrecision)).holds(Elements, Binary, Ordered).on(binary_labels),
        of(PerColumn(RocAuc)).holds(Cells, Binary, Ordered).on(rows_of_scores),
        of(PerColumn(AveragePrecision)).on(rows_of_scores),
        of(Averaged(RocAuc)).holds(Cells, Binary, Ordered).on(rows_of_scores),
        of(Averaged(AveragePrecision)).on(rows_of_scores),
    ]
}
