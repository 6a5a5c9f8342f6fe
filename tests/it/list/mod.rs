//! The one list of every metric with the values that tests try it with: options, what its arguments
//! hold, and batches. A metric that the crate knows and this list does not fails a test.

mod batches;
mod holds;

use std::fs;
use std::path::Path;

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;

use crate::data::Random;
use Form::*;
use Holds::*;
pub(crate) use batches::*;
pub(crate) use holds::{Form, Holds, Spec};

/// Random batches of a kind.
type Batches = Box<dyn Fn(&mut Random) -> Vec<(Truth, ndarray::ArrayD<f64>)>>;

/// A metric with options, and the values that tests try it with.
pub(crate) struct Entry {
    pub(crate) measure: AnyMeasure,
    /// What its arguments hold, if refusals are tried.
    pub(crate) spec: Option<Spec>,
    /// The batches that laws are tried on.
    pub(crate) batches: Vec<Batches>,
}

fn of(measure: impl Into<AnyMeasure>) -> Entry {
    Entry { measure: measure.into(), spec: None, batches: Vec::new() }
}

impl Entry {
    fn holds(self, form: Form, truth: Holds, prediction: Holds) -> Self {
        Self { spec: Some(Spec { form, truth, prediction }), ..self }
    }

    fn on<T: 'static>(mut self, batches: fn(&mut Random) -> Vec<Pair<T>>) -> Self
    where
        Truth: From<ndarray::ArrayD<T>>,
    {
        let typed = move |random: &mut Random| {
            batches(random).into_iter().map(|(y, p)| (Truth::from(y), p)).collect()
        };
        self.batches.push(Box::new(typed));
        self
    }

    /// The name of the metric, without its options.
    pub(crate) fn name(&self) -> String {
        let name = format!("{:?}", self.measure);
        let end = name.find(['(', ' ']).unwrap_or(name.len());
        name[..end].replace("AverageF", "F")
    }
}

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };

pub(crate) fn every_metric() -> Vec<Entry> {
    vec![
        of(Accuracy).holds(Elements, Number, Number).on(labels_for_labels).on(numbers),
        of(BinaryAccuracy::default()).holds(Elements, Binary, Number).on(binary_labels),
        of(BinaryAccuracy { threshold: 0.3 }).on(binary_labels),
        of(CategoricalAccuracy).holds(Rows, Share, Score).on(one_hot_rows).on(soft_rows),
        of(SparseCategoricalAccuracy).holds(Labels, Label, Score).on(labelled_rows),
        of(TopKCategoricalAccuracy { k: 2 }).on(one_hot_rows),
        of(TopKCategoricalAccuracy::default()).holds(Rows, Share, Score),
        of(SparseTopKCategoricalAccuracy { k: 2, ..Default::default() }).on(labelled_rows),
        of(SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true }).on(labelled_ids),
        of(SparseTopKCategoricalAccuracy::default()).holds(Labels, Label, Score),
        of(SparseTopKCategoricalAccuracy { k: 1, from_sorted_ids: true })
            .holds(Labels, AnyLabel, Id),
        of(MeanSquaredError).holds(Elements, Number, Number).on(numbers),
        of(MeanAbsoluteError).holds(Elements, Number, Number).on(numbers),
        of(RootMeanSquaredError).holds(Elements, Number, Number).on(numbers),
        of(MeanAbsolutePercentageError::default()).holds(Elements, Number, Number).on(numbers),
        of(MeanSquaredLogarithmicError::default()).holds(Elements, Count, Count).on(soft_labels),
        of(LogCoshError).holds(Elements, Number, Number).on(numbers),
        of(Huber::default()).holds(Elements, Number, Number).on(numbers),
        of(Huber { delta: 0.2 }).on(numbers),
        of(CosineSimilarity).holds(Rows, Number, Number).on(logit_rows),
        of(Hinge).holds(Elements, Sign, Number).on(binary_labels),
        of(SquaredHinge).holds(Elements, Sign, Number).on(binary_labels),
        of(CategoricalHinge).holds(Rows, Binary, Number).on(one_hot_rows),
        of(Poisson::default()).holds(Elements, Count, Count).on(soft_labels),
        of(KlDivergence::default()).holds(Rows, Share, Probability).on(soft_rows),
        of(BinaryCrossentropy::default())
            .holds(Elements, Share, ProbabilityNotLogit)
            .on(binary_labels),
        of(BinaryCrossentropy { label_smoothing: 0.1, ..Default::default() }).on(soft_labels),
        of(BinaryCrossentropy { from_logits: true, ..Default::default() })
            .holds(Elements, Share, Score)
            .on(binary_logits),
        of(CategoricalCrossentropy::default())
            .holds(Rows, Share, ProbabilityNotLogit)
            .on(one_hot_rows),
        of(CategoricalCrossentropy { label_smoothing: 0.2, ..Default::default() }).on(soft_rows),
        of(CategoricalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Rows, Share, Score)
            .on(logit_rows),
        of(SparseCategoricalCrossentropy::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows),
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
        of(BinaryFocalCrossentropy::default()).holds(Elements, Share, ProbabilityNotLogit),
        of(CategoricalFocalCrossentropy::default())
            .holds(Rows, Share, ProbabilityNotLogit)
            .on(one_hot_rows),
        of(CategoricalFocalCrossentropy { from_logits: true, ..Default::default() })
            .holds(Rows, Share, Score)
            .on(logit_rows),
        of(TruePositives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(TrueNegatives { threshold: Some(0.2) }).on(binary_labels),
        of(TrueNegatives::default()).holds(Elements, Binary, Score),
        of(FalsePositives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(FalseNegatives::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(Precision::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(Precision { top_k: Some(2), ..Default::default() }).on(one_hot_rows),
        of(Precision { class_id: Some(1), ..Default::default() }).on(one_hot_rows),
        of(Precision { top_k: Some(1), ..Default::default() }).holds(Cells, Binary, Score),
        of(Recall::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(Recall { top_k: Some(2), class_id: Some(3), threshold: Some(0.1) }).on(one_hot_rows),
        of(Recall { class_id: Some(1), ..Default::default() }).holds(Rows, Binary, Score),
        of(Specificity::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(NegativePredictiveValue::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(FalsePositiveRate::default()).holds(Elements, Binary, Score).on(binary_labels),
        of(FalseNegativeRate::default()).holds(Elements, Binary, Score).on(binary_labels),
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
        of(Auc::default()).holds(Elements, Binary, Score).on(binary_labels),
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
        of(BrierScore::default()).holds(Elements, Binary, ProbabilityNotLogit).on(binary_labels),
        of(BrierScore { from_logits: true }).holds(Elements, Binary, Score).on(binary_scores),
        of(CalibrationError::default())
            .holds(Elements, Binary, ProbabilityNotLogit)
            .on(binary_labels),
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
        of(TopLabelCalibrationError::default())
            .holds(Labels, Label, ProbabilityNotLogit)
            .on(labelled_rows),
        of(TopLabelCalibrationError {
            norm: CalibrationNorm::Maximum,
            num_bins: 4,
            from_logits: true,
        })
        .on(labelled_logits),
        of(TopLabelCalibrationError { from_logits: true, ..Default::default() })
            .holds(Labels, Label, Score),
        of(RocAuc).holds(Elements, Binary, Number).on(binary_labels).on(binary_scores),
        of(AveragePrecision).holds(Elements, Binary, Number).on(binary_labels).on(binary_scores),
        of(ElementMoments).holds(Elements, Number, Number).on(numbers).on(offset),
        of(ColumnMoments).holds(Columns, Number, Number).on(columns).on(offset),
        of(R2Score::default()).holds(Columns, Number, Number).on(columns).on(offset),
        of(VARIANCE_WEIGHTED).on(columns).on(offset),
        of(R2ScorePerColumn::default()).holds(Columns, Number, Number).on(columns).on(offset),
        of(PearsonCorrelation).holds(Elements, Number, Number).on(numbers).on(offset),
        of(PearsonCorrelationPerRow).holds(Rows, Number, Number).on(varied_rows),
        of(ConcordanceCorrelation).holds(Elements, Number, Number).on(numbers).on(offset),
        of(ConcordanceCorrelationPerRow).holds(Rows, Number, Number).on(varied_rows),
        of(Confusion::new(3)).on(labels_for_labels),
        of(Confusion::new(300)).on(many_classes),
        of(Confusion { sparse_y_pred: false, ..Confusion::new(7) }).on(labelled_rows),
        of(Confusion { sparse_y_true: false, ..Confusion::new(5) }).on(rows_for_labels),
        of(Confusion { ignore_class: Some(1), ..Confusion::new(3) }).on(labels_for_labels),
        of(Confusion::new(2)).holds(Elements, Class, Class),
        of(Confusion { sparse_y_pred: false, ..Confusion::new(2) }).holds(Labels, Class, Score),
        of(Iou::new(4, [0, 2, 3])).on(labels_for_labels),
        of(Iou {
            confusion: Confusion { ignore_class: Some(1), ..Confusion::new(3) },
            ..Iou::new(3, [0, 1])
        })
        .on(labels_for_labels),
        of(Iou::new(2, [0])).holds(Elements, Class, Class),
        of(MeanIou::new(3)).on(labels_for_labels),
        of(MeanIou::new(300)).on(many_classes),
        of(MeanIou::from(Confusion { ignore_class: Some(0), ..Confusion::new(3) }))
            .on(labels_for_labels),
        of(MeanIou::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(MeanIou::new(2)).holds(Elements, Class, Class),
        of(MeanIou::from(Confusion {
            sparse_y_true: false,
            sparse_y_pred: false,
            ..Confusion::new(2)
        }))
        .holds(Rows, Share, Score),
        of(OneHotIou::new(5, [0, 3])).on(one_hot_rows),
        of(OneHotIou {
            confusion: Confusion { sparse_y_pred: true, ..OneHotIou::new(5, [0, 3]).confusion },
            ..OneHotIou::new(5, [0, 3])
        })
        .on(rows_for_labels),
        of(OneHotIou::new(2, [1])).holds(Rows, Share, Score),
        of(OneHotMeanIou::new(5)).on(one_hot_rows),
        of(OneHotMeanIou {
            confusion: Confusion { ignore_class: Some(2), ..OneHotMeanIou::new(5).confusion },
        })
        .on(one_hot_rows),
        of(OneHotMeanIou::new(2)).holds(Rows, Share, Score),
        of(BinaryIou::default()).holds(Elements, Binary, Number).on(binary_labels),
        of(BinaryIou { target_class_ids: vec![1], threshold: 0.3 }).on(binary_labels),
        of(BalancedAccuracy::new(3)).on(labels_for_labels),
        of(BalancedAccuracy::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(BalancedAccuracy::new(2)).holds(Elements, Class, Class),
        of(BalancedAccuracy::from(Confusion { sparse_y_pred: false, ..Confusion::new(2) }))
            .holds(Labels, Class, Score),
        of(MatthewsCorrelation::new(3)).on(labels_for_labels),
        of(MatthewsCorrelation::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(MatthewsCorrelation::new(2)).holds(Elements, Class, Class),
        of(CohenKappa::new(3)).on(labels_for_labels),
        of(CohenKappa { weights: KappaWeights::Linear, ..CohenKappa::new(3) })
            .on(labels_for_labels),
        of(CohenKappa { weights: KappaWeights::Quadratic, ..CohenKappa::new(300) })
            .on(many_classes),
        of(CohenKappa::new(2)).holds(Elements, Class, Class),
        of(FBetaScore::default()).on(multi_hot_rows),
        of(FBetaScore { average: Average::Weighted, beta: 0.3, threshold: Some(0.2) })
            .on(multi_hot_rows),
        of(FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.2) }).on(multi_hot_rows),
        of(FBetaScore::new(Average::Micro, 2.0)).holds(Rows, Binary, Score),
        of(FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.5) })
            .holds(Elements, Binary, Number),
        of(F1Score::default()).holds(Rows, Binary, Score).on(one_hot_rows),
        of(F1Score::new(Average::Micro)).on(multi_hot_rows),
        of(F1Score { average: Average::Macro, threshold: Some(0.4) }).on(binary_labels),
        of(F1Score { average: Average::Macro, threshold: Some(0.5) })
            .holds(Elements, Binary, Number),
    ]
}

/// Metrics that no collection holds: each is tried by name where the others are tried from the list.
pub(crate) const ELSEWHERE: [&str; 4] = ["Mean", "Sum", "MeanOf", "AtThresholds"];

/// The names of all metrics of the crate, without those that only average another one.
pub(crate) fn exported_metrics() -> impl Iterator<Item = &'static str> {
    AnyMeasure::all_names().filter(|name| !name.starts_with("AverageF"))
}

#[test]
fn every_metric_is_tried() {
    let entries = every_metric();
    for name in exported_metrics().filter(|name| !ELSEWHERE.contains(name)) {
        let own = || entries.iter().filter(|entry| entry.name() == name);
        assert!(own().any(|entry| entry.spec.is_some()), "no refusal of {name} is tried");
        assert!(own().any(|entry| !entry.batches.is_empty()), "no law of {name} is tried");
    }
}

/// The names of all types that are measures, as they stand in the source.
fn measures_in(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.path().is_dir() {
            measures_in(&entry.path(), names);
            continue;
        }
        let source = fs::read_to_string(entry.path()).expect("a source file");
        let implementations = source.lines().filter(|line| line.starts_with("impl"));
        let types = implementations.filter_map(|line| {
            let (before, name) = line.split_once("Measure for ")?;
            before.ends_with(['e', ' ', 'n']).then(|| name.split(['<', ' ']).next())?
        });
        names.extend(types.map(str::to_owned));
    }
}

/// A metric that the list of the crate lacks fails here.
#[test]
fn every_measure_of_the_source_is_on_the_list_of_the_crate() {
    let mut names = Vec::new();
    measures_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metrics"), &mut names);
    assert!(names.len() > 60, "{names:?}");
    // The terms of `Mean` and `Sum`, and blanket implementations, are no metrics.
    for name in names.iter().filter(|name| !["Itself", "M"].contains(&name.as_str())) {
        assert!(AnyMeasure::all_names().any(|listed| listed == name), "{name} is not on the list");
    }
}
