//! Every metric keeps every law, for `f32` and `f64` predictions and three shapes of samples.

use ndarray::{Array, ArrayD, Dimension};
use ndarray_metrics::Observe;
use ndarray_metrics::element::NoTruth;
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::{Random, sequences, to_f32};

type Pair<T> = (ArrayD<T>, ArrayD<f64>);

/// What a state must be: with the feature `serde`, one that can be written and restored.
#[cfg(feature = "serde")]
trait Written: serde::Serialize + serde::de::DeserializeOwned {}
#[cfg(feature = "serde")]
impl<S: serde::Serialize + serde::de::DeserializeOwned> Written for S {}

#[cfg(not(feature = "serde"))]
trait Written {}
#[cfg(not(feature = "serde"))]
impl<S> Written for S {}

/// Checks a measure on batches of a kind of data, as `f64` and as `f32`.
fn check<M, T>(measure: &M, batches: impl Fn(&mut Random) -> Vec<Pair<T>>)
where
    T: Element,
    M: Observe<T, f64> + Observe<T, f32>,
    M::State: Written,
{
    for seed in 0..cases(3, 12) {
        for (y_true, y_pred) in batches(&mut Random(seed)) {
            let broken = laws::check(measure, &y_true, &y_pred, seed)
                .and_then(|()| laws::check(measure, &y_true, &to_f32(&y_pred), seed));
            #[cfg(feature = "serde")]
            let broken =
                broken.and_then(|()| laws::check_restored(measure, &y_true, &y_pred, seed));
            assert!(broken.is_ok(), "{measure:?}, seed {seed}: {}", broken.unwrap_err());
        }
    }
}

/// One number per sample, a row per sample, and a matrix per sample.
fn shaped<T: Clone>(
    random: &mut Random,
    numbers: impl Fn(&mut Random, usize) -> (Vec<T>, Vec<f64>),
) -> Vec<Pair<T>> {
    let shapes: [&[usize]; 3] = [&[37], &[11, 3], &[5, 2, 4]];
    let mut pair = |shape: &[usize]| {
        let (y, p) = numbers(random, shape.iter().product());
        (in_shape(shape, y), in_shape(shape, p))
    };
    shapes.map(&mut pair).into()
}

fn in_shape<T: Clone>(shape: &[usize], values: Vec<T>) -> ArrayD<T> {
    ArrayD::from_shape_vec(shape, values).expect("as many values as the shape holds")
}

fn numbers(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| (random.numbers(n).to_vec(), random.numbers(n).to_vec()))
}

/// Numbers alone.
fn values(random: &mut Random) -> Vec<Pair<NoTruth>> {
    numbers(random).into_iter().map(|(y, p)| (y.mapv(|_| NoTruth), p)).collect()
}

/// One number per sample, and a row per sample.
fn columns(random: &mut Random) -> Vec<Pair<f64>> {
    numbers(random).into_iter().take(2).collect()
}

/// Numbers far from zero, compared to how they spread.
fn offset(random: &mut Random) -> Vec<Pair<f64>> {
    let far = |values: ArrayD<f64>| values.mapv(|x| 1e8 + x * 1e-4);
    columns(random).into_iter().map(|(y, p)| (far(y), far(p))).collect()
}

/// Rows of numbers that vary.
fn varied_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.logits(18, 9), &random.logits(18, 9))
}

fn binary_labels(random: &mut Random) -> Vec<Pair<bool>> {
    shaped(random, |random, n| {
        (random.labels(n, 2).mapv(|y| y == 1).to_vec(), random.probabilities(n).to_vec())
    })
}

/// Scores of which some tie, and logits.
fn binary_scores(random: &mut Random) -> Vec<Pair<bool>> {
    shaped(random, |random, n| {
        let labels = random.labels(n, 2).mapv(|y| y == 1).to_vec();
        (labels, (random.numbers(n) * 8.0).mapv(f64::round).to_vec())
    })
}

fn soft_labels(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| (random.probabilities(n).to_vec(), random.probabilities(n).to_vec()))
}

fn binary_logits(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| {
        (random.probabilities(n).to_vec(), (random.numbers(n) * 40.0).to_vec())
    })
}

/// Rows and sequences of rows.
fn rows(y: &ndarray::Array2<f64>, p: &ndarray::Array2<f64>) -> Vec<Pair<f64>> {
    vec![dynamic(y.clone(), p.clone()), dynamic(sequences(y, 3), sequences(p, 3))]
}

fn dynamic<T, D: Dimension, E: Dimension>(y: Array<T, D>, p: Array<f64, E>) -> Pair<T> {
    (y.into_dyn(), p.into_dyn())
}

fn one_hot_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.one_hot(18, 5), &random.distributions(18, 5))
}

fn soft_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.distributions(18, 13), &random.distributions(18, 13))
}

fn logit_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.distributions(18, 9), &random.logits(18, 9))
}

fn labelled(labels: &ndarray::Array1<i64>, p: &ndarray::Array2<f64>) -> Vec<Pair<i64>> {
    let sequences_of_labels = labels.to_shape((labels.len() / 3, 3)).expect("divisible").to_owned();
    vec![dynamic(labels.clone(), p.clone()), dynamic(sequences_of_labels, sequences(p, 3))]
}

fn labelled_rows(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.distributions(18, 7))
}

fn labelled_ids(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.logits(18, 4).mapv(|z| z.abs().floor()))
}

fn labels_for_labels(random: &mut Random) -> Vec<Pair<i64>> {
    shaped(random, |random, n| {
        (random.labels(n, 3).to_vec(), random.labels(n, 3).mapv(|p| p as f64).to_vec())
    })
}

fn labelled_logits(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.logits(18, 7))
}

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };
/// Class rows as truth, class labels as prediction.
fn rows_for_labels(random: &mut Random) -> Vec<Pair<f64>> {
    let (y, p) = (random.one_hot(18, 5), random.labels(18, 5).mapv(|p| p as f64));
    let sequences_of_labels = p.to_shape((6, 3)).expect("divisible").to_owned();
    vec![dynamic(y.clone(), p), dynamic(sequences(&y, 3), sequences_of_labels)]
}

/// Labels of so many classes that the matrix is sparse.
fn many_classes(random: &mut Random) -> Vec<Pair<i64>> {
    shaped(random, |random, n| {
        (random.labels(n, 300).to_vec(), random.labels(n, 300).mapv(|p| p as f64).to_vec())
    })
}

/// Rows with any number of positive labels.
fn multi_hot_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.logits(18, 5).mapv(|z| f64::from(u8::from(z > 0.0))), &random.distributions(18, 5))
}

/// Declares one test per metric and the list of the metrics' names.
macro_rules! lawful {
    ($($test:ident $metric:ident: $(($measure:expr, $data:expr)),+;)+) => {
        pub(crate) const LAWFUL: &[&str] = &[$(stringify!($metric)),+];

        mod keeps_the_laws {
            use super::*;
            $(#[test]
            fn $test() {
                $(check(&$measure, $data);)+
            })+
        }
    };
}

lawful! {
    accuracy Accuracy: (Accuracy, labels_for_labels), (Accuracy, numbers);
    binary_accuracy BinaryAccuracy:
        (BinaryAccuracy::default(), binary_labels),
        (BinaryAccuracy { threshold: 0.3 }, binary_labels);
    categorical_accuracy CategoricalAccuracy:
        (CategoricalAccuracy, one_hot_rows),
        (CategoricalAccuracy, soft_rows);
    sparse_categorical_accuracy SparseCategoricalAccuracy:
        (SparseCategoricalAccuracy, labelled_rows);
    top_k_categorical_accuracy TopKCategoricalAccuracy:
        (TopKCategoricalAccuracy { k: 2 }, one_hot_rows);
    sparse_top_k_categorical_accuracy SparseTopKCategoricalAccuracy:
        (SparseTopKCategoricalAccuracy { k: 2, ..Default::default() }, labelled_rows),
        (SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true }, labelled_ids);
    mean_squared_error MeanSquaredError: (MeanSquaredError, numbers);
    mean_absolute_error MeanAbsoluteError: (MeanAbsoluteError, numbers);
    root_mean_squared_error RootMeanSquaredError: (RootMeanSquaredError, numbers);
    mean_absolute_percentage_error MeanAbsolutePercentageError:
        (MeanAbsolutePercentageError::default(), numbers);
    mean_squared_logarithmic_error MeanSquaredLogarithmicError:
        (MeanSquaredLogarithmicError::default(), soft_labels);
    log_cosh_error LogCoshError: (LogCoshError, numbers);
    huber Huber: (Huber::default(), numbers), (Huber { delta: 0.2 }, numbers);
    cosine_similarity CosineSimilarity: (CosineSimilarity, logit_rows);
    hinge Hinge: (Hinge, binary_labels);
    squared_hinge SquaredHinge: (SquaredHinge, binary_labels);
    categorical_hinge CategoricalHinge: (CategoricalHinge, one_hot_rows);
    poisson Poisson: (Poisson::default(), soft_labels);
    kl_divergence KlDivergence: (KlDivergence::default(), soft_rows);
    binary_crossentropy BinaryCrossentropy:
        (BinaryCrossentropy::default(), binary_labels),
        (BinaryCrossentropy { label_smoothing: 0.1, ..Default::default() }, soft_labels),
        (BinaryCrossentropy { from_logits: true, ..Default::default() }, binary_logits);
    categorical_crossentropy CategoricalCrossentropy:
        (CategoricalCrossentropy::default(), one_hot_rows),
        (CategoricalCrossentropy { label_smoothing: 0.2, ..Default::default() }, soft_rows),
        (CategoricalCrossentropy { from_logits: true, ..Default::default() }, logit_rows);
    sparse_categorical_crossentropy SparseCategoricalCrossentropy:
        (SparseCategoricalCrossentropy::default(), labelled_rows),
        (SparseCategoricalCrossentropy { from_logits: true, ..Default::default() }, labelled_logits),
        (SparseCategoricalCrossentropy { ignore_class: Some(1), ..Default::default() }, labelled_rows);
    binary_focal_crossentropy BinaryFocalCrossentropy:
        (BinaryFocalCrossentropy { apply_class_balancing: true, ..Default::default() }, soft_labels),
        (BinaryFocalCrossentropy { from_logits: true, ..Default::default() }, binary_logits);
    categorical_focal_crossentropy CategoricalFocalCrossentropy:
        (CategoricalFocalCrossentropy::default(), one_hot_rows),
        (CategoricalFocalCrossentropy { from_logits: true, ..Default::default() }, logit_rows);
    true_positives TruePositives: (TruePositives::default(), binary_labels);
    true_negatives TrueNegatives: (TrueNegatives { threshold: Some(0.2) }, binary_labels);
    false_positives FalsePositives: (FalsePositives::default(), binary_labels);
    false_negatives FalseNegatives: (FalseNegatives::default(), binary_labels);
    precision Precision:
        (Precision::default(), binary_labels),
        (Precision { top_k: Some(2), ..Default::default() }, one_hot_rows),
        (Precision { class_id: Some(1), ..Default::default() }, one_hot_rows);
    recall Recall:
        (Recall::default(), binary_labels),
        (Recall { top_k: Some(2), class_id: Some(3), threshold: Some(0.1) }, one_hot_rows);
    at_thresholds AtThresholds: (Recall::default().at(vec![0.7, 0.1, 0.5]), binary_labels);
    specificity Specificity: (Specificity::default(), binary_labels);
    negative_predictive_value NegativePredictiveValue:
        (NegativePredictiveValue::default(), binary_labels);
    false_positive_rate FalsePositiveRate: (FalsePositiveRate::default(), binary_labels);
    false_negative_rate FalseNegativeRate: (FalseNegativeRate::default(), binary_labels);
    sensitivity_at_specificity SensitivityAtSpecificity:
        (SensitivityAtSpecificity { num_thresholds: 11, ..SensitivityAtSpecificity::new(0.4) }, binary_labels);
    specificity_at_sensitivity SpecificityAtSensitivity:
        (SpecificityAtSensitivity { num_thresholds: 1, ..SpecificityAtSensitivity::new(0.4) }, binary_labels);
    precision_at_recall PrecisionAtRecall: (PrecisionAtRecall { num_thresholds: 20, ..PrecisionAtRecall::new(0.4) }, binary_labels);
    recall_at_precision RecallAtPrecision: (RecallAtPrecision { num_thresholds: 30, ..RecallAtPrecision::new(0.4) }, binary_labels);
    auc Auc:
        (Auc::default(), binary_labels),
        (Auc { curve: Curve::PrecisionRecall, thresholds: Grid::Even(12), ..Default::default() }, binary_labels),
        (Auc { curve: Curve::PrecisionRecallGain, thresholds: Grid::Even(9), from_logits: true, ..Default::default() }, binary_labels),
        (Auc { multi_label: true, thresholds: Grid::Even(7), label_weights: Some(vec![1.0, 2.0, 3.0, 4.0, 0.5]), ..Default::default() }, one_hot_rows),
        (Auc { thresholds: Grid::At(vec![0.3, 0.2]), label_weights: Some(vec![1.0, 2.0, 3.0, 4.0, 0.5]), ..Default::default() }, one_hot_rows);
    brier_score BrierScore:
        (BrierScore::default(), binary_labels),
        (BrierScore { from_logits: true }, binary_scores);
    calibration_error CalibrationError:
        (CalibrationError::default(), binary_labels),
        (CalibrationError { norm: CalibrationNorm::Maximum, num_bins: 3, from_logits: false }, binary_labels),
        (CalibrationError { norm: CalibrationNorm::RootMeanSquare, num_bins: 40, from_logits: true }, binary_scores);
    top_label_calibration_error TopLabelCalibrationError:
        (TopLabelCalibrationError::default(), labelled_rows),
        (TopLabelCalibrationError { norm: CalibrationNorm::Maximum, num_bins: 4, from_logits: true }, labelled_logits);
    roc_auc RocAuc: (RocAuc, binary_labels), (RocAuc, binary_scores);
    average_precision AveragePrecision:
        (AveragePrecision, binary_labels),
        (AveragePrecision, binary_scores);
    mean Mean: (Mean, values);
    sum Sum: (Sum, values);
    element_moments ElementMoments: (ElementMoments, numbers), (ElementMoments, offset);
    column_moments ColumnMoments: (ColumnMoments, columns), (ColumnMoments, offset);
    r2_score R2Score:
        (R2Score::default(), columns),
        (R2Score::default(), offset),
        (VARIANCE_WEIGHTED, columns),
        (VARIANCE_WEIGHTED, offset);
    r2_score_per_column R2ScorePerColumn:
        (R2ScorePerColumn::default(), columns),
        (R2ScorePerColumn::default(), offset);
    pearson_correlation PearsonCorrelation:
        (PearsonCorrelation, numbers),
        (PearsonCorrelation, offset);
    pearson_correlation_per_row PearsonCorrelationPerRow: (PearsonCorrelationPerRow, varied_rows);
    concordance_correlation ConcordanceCorrelation:
        (ConcordanceCorrelation, numbers),
        (ConcordanceCorrelation, offset);
    concordance_correlation_per_row ConcordanceCorrelationPerRow:
        (ConcordanceCorrelationPerRow, varied_rows);
    closure MeanOf: (MeanOf::new("product", |y, p| y * p), numbers);
    confusion Confusion:
        (Confusion::new(3), labels_for_labels),
        (Confusion::new(300), many_classes),
        (Confusion { sparse_y_pred: false, ..Confusion::new(7) }, labelled_rows),
        (Confusion { sparse_y_true: false, ..Confusion::new(5) }, rows_for_labels),
        (Confusion { ignore_class: Some(1), ..Confusion::new(3) }, labels_for_labels);
    iou Iou:
        (Iou::new(4, [0, 2, 3]), labels_for_labels),
        (Iou { ignore_class: Some(1), ..Iou::new(3, [0, 1]) }, labels_for_labels);
    mean_iou MeanIou:
        (MeanIou::new(3), labels_for_labels),
        (MeanIou::new(300), many_classes),
        (MeanIou { ignore_class: Some(0), ..MeanIou::new(3) }, labels_for_labels),
        (MeanIou { sparse_y_pred: false, ..MeanIou::new(7) }, labelled_rows);
    one_hot_iou OneHotIou:
        (OneHotIou::new(5, [0, 3]), one_hot_rows),
        (OneHotIou { sparse_y_pred: true, ..OneHotIou::new(5, [0, 3]) }, rows_for_labels);
    one_hot_mean_iou OneHotMeanIou:
        (OneHotMeanIou::new(5), one_hot_rows),
        (OneHotMeanIou { ignore_class: Some(2), ..OneHotMeanIou::new(5) }, one_hot_rows);
    binary_iou BinaryIou:
        (BinaryIou::default(), binary_labels),
        (BinaryIou { target_class_ids: vec![1], threshold: 0.3 }, binary_labels);
    balanced_accuracy BalancedAccuracy:
        (BalancedAccuracy::new(3), labels_for_labels),
        (BalancedAccuracy { sparse_y_pred: false, ..BalancedAccuracy::new(7) }, labelled_rows);
    matthews_correlation MatthewsCorrelation:
        (MatthewsCorrelation::new(3), labels_for_labels),
        (MatthewsCorrelation { sparse_y_pred: false, ..MatthewsCorrelation::new(7) }, labelled_rows);
    cohen_kappa CohenKappa:
        (CohenKappa::new(3), labels_for_labels),
        (CohenKappa { disagreement: Disagreement::Linear, ..CohenKappa::new(3) }, labels_for_labels),
        (CohenKappa { disagreement: Disagreement::Quadratic, ..CohenKappa::new(300) }, many_classes);
    f_beta_score FBetaScore:
        (FBetaScore::default(), multi_hot_rows),
        (FBetaScore { average: Averaging::Weighted, beta: 0.3, threshold: Some(0.2) }, multi_hot_rows),
        (FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.2) }, multi_hot_rows);
    f1_score F1Score:
        (F1Score::default(), one_hot_rows),
        (F1Score::new(Averaging::Micro), multi_hot_rows),
        (F1Score { average: Averaging::Macro, threshold: Some(0.4) }, binary_labels);
}

/// What else is exported: traits and options.
const NOT_METRICS: &[&str] =
    &["ValueMeasure", "Decision", "OperatingPoint", "Curve", "Summation", "Grid"];

/// The names of all metrics that are exported.
pub(crate) fn exported_metrics() -> impl Iterator<Item = &'static str> {
    let is_metric = |name: &&str| {
        name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase)
            && !NOT_METRICS.contains(name)
            && !name.ends_with("Measure")
            && !name.ends_with("Aggregation")
    };
    let exports = include_str!("../../src/metrics/mod.rs").lines();
    exports
        .skip_while(|line| !line.starts_with("pub use"))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(is_metric)
}

/// A metric that is exported and not in the list above fails here.
#[test]
fn every_metric_is_on_the_list() {
    for name in exported_metrics() {
        assert!(LAWFUL.contains(&name), "{name} is not on the list of lawful metrics");
    }
}
