//! Every function is its metric with the options of Keras, on one batch.

use ndarray::{Array1, Array2, array, s};
use ndarray_metrics::metrics;
use ndarray_metrics::prelude::*;

/// A value that no constant would be taken for.
#[track_caller]
fn telling(value: f64) -> f64 {
    assert!(![-1.0, 0.0, 1.0].contains(&value), "{value} tells nothing");
    value
}

fn labels() -> Array1<u8> {
    array![0, 1, 1, 0, 1, 1, 0, 1, 0]
}

fn scores() -> Array1<f64> {
    array![0.2, 0.9, 0.45, 0.6, 0.7, 0.3, 0.1, 0.8, 0.55]
}

fn classes() -> Array1<u8> {
    array![2, 0, 6, 3]
}

fn one_hot() -> Array2<u8> {
    Array2::from_shape_fn((4, 7), |(row, class)| u8::from(class == usize::from(classes()[row])))
}

/// Of the four rows, the label's class ranks first, third, sixth and seventh.
fn probabilities() -> Array2<f64> {
    let sixteenths = array![
        [1.0, 2.0, 5.0, 1.5, 3.0, 2.5, 1.0],
        [3.0, 4.0, 5.0, 1.0, 1.0, 1.0, 1.0],
        [2.0, 3.0, 4.0, 2.5, 2.1, 0.9, 1.5],
        [2.0, 3.0, 4.0, 0.5, 2.1, 1.9, 2.5],
    ];
    sixteenths / 16.0
}

/// One test for each line: a function, its metric, and what both are asked.
macro_rules! functions {
    ($($function:ident: $metric:expr, $truth:expr, $prediction:expr;)+) => {
        const TESTED: &[&str] = &[$(stringify!($function)),+];

        $(#[test]
        fn $function() {
            let found = metrics::$function(&$truth, &$prediction).expect("a value");
            let expected = $metric.evaluate(&$truth, &$prediction).expect("a value");
            assert_eq!(telling(found), expected);
        })+
    };
}

functions! {
    accuracy: Accuracy, classes(), array![2, 1, 6, 3];
    binary_accuracy: BinaryAccuracy::default(), labels(), scores();
    categorical_accuracy: CategoricalAccuracy, one_hot(), probabilities();
    sparse_categorical_accuracy: SparseCategoricalAccuracy, classes(), probabilities();
    top_k_categorical_accuracy: TopKCategoricalAccuracy::default(), one_hot(), probabilities();
    sparse_top_k_categorical_accuracy:
        SparseTopKCategoricalAccuracy::default(), classes(), probabilities();
    auc: Auc::default(), labels(), scores();
    roc_auc: RocAuc, labels(), scores();
    average_precision: AveragePrecision, labels(), scores();
    brier_score: BrierScore::default(), labels(), scores();
    calibration_error: CalibrationError::default(), labels(), scores();
    top_label_calibration_error:
        TopLabelCalibrationError::default(), classes(), probabilities();
    binary_iou: BinaryIou::default(), labels(), scores();
    concordance_correlation: ConcordanceCorrelation, labels(), scores();
    pearson_correlation: PearsonCorrelation, labels(), scores();
    binary_crossentropy: BinaryCrossentropy::default(), labels(), scores();
    binary_focal_crossentropy: BinaryFocalCrossentropy::default(), labels(), scores();
    categorical_crossentropy: CategoricalCrossentropy::default(), one_hot(), probabilities();
    categorical_focal_crossentropy:
        CategoricalFocalCrossentropy::default(), one_hot(), probabilities();
    sparse_categorical_crossentropy:
        SparseCategoricalCrossentropy::default(), classes(), probabilities();
    kl_divergence: KlDivergence::default(), probabilities(), probabilities().slice(s![..;-1, ..]);
    poisson: Poisson::default(), labels(), scores();
    hinge: Hinge, labels(), scores();
    squared_hinge: SquaredHinge, labels(), scores();
    categorical_hinge: CategoricalHinge, one_hot(), probabilities();
    precision: Precision::default(), labels(), scores();
    recall: Recall::default(), labels(), scores();
    specificity: Specificity::default(), labels(), scores();
    negative_predictive_value: NegativePredictiveValue::default(), labels(), scores();
    false_positive_rate: FalsePositiveRate::default(), labels(), scores();
    false_negative_rate: FalseNegativeRate::default(), labels(), scores();
    r2_score: R2Score::default(), labels(), scores();
    mean_absolute_error: MeanAbsoluteError, labels(), scores();
    mean_squared_error: MeanSquaredError, labels(), scores();
    root_mean_squared_error: RootMeanSquaredError, labels(), scores();
    mean_absolute_percentage_error: MeanAbsolutePercentageError::default(), labels(), scores();
    mean_squared_logarithmic_error: MeanSquaredLogarithmicError::default(), labels(), scores();
    huber: Huber::default(), labels(), scores();
    log_cosh: LogCoshError, labels(), scores();
    cosine_similarity: CosineSimilarity, probabilities(), probabilities().slice(s![..;-1, ..]);
}

#[test]
fn means_and_sums() {
    assert_eq!(metrics::mean(&array![1.0, 2.5, 4.0]), Ok(2.5));
    assert_eq!(metrics::sum(&array![1.0, 2.5, 4.0]), Ok(7.5));
}

/// By the largest score of a row: class 0 is found once of twice, class 1 twice of twice.
#[test]
fn scores_of_classes() {
    let y_true = array![[1, 0], [1, 1], [0, 1]];
    let y_pred = array![[0.9, 0.3], [0.2, 0.8], [0.6, 0.7]];
    let expected = vec![Ok(2.0 / 3.0), Ok(1.0)];
    assert_eq!(metrics::f1_score(&y_true, &y_pred), Ok(expected.clone()));
    assert_eq!(metrics::f_beta_score(&y_true, &y_pred), Ok(expected));
}

#[test]
fn confusion_matrix() {
    let matrix = metrics::confusion_matrix(&classes(), &array![2, 1, 6, 2], 7).expect("a matrix");
    assert_eq!(matrix, Confusion::new(7).evaluate(&classes(), &array![2, 1, 6, 2]).unwrap());
    assert_eq!(matrix.total().value(), Ok(4.0));
}

/// A function that is exported and not tested above fails here.
#[test]
fn every_function_is_on_the_list() {
    let tested =
        [TESTED, &["mean", "sum", "f1_score", "f_beta_score", "confusion_matrix"]].concat();
    let exports = include_str!("../../src/metrics/mod.rs").split("pub use ").skip(1);
    let names = exports.flat_map(|list| {
        let (_, names) = list.split_once("::").expect("a module's names");
        names.split(|c: char| !c.is_alphanumeric() && c != '_')
    });
    for name in names.filter(|name| name.starts_with(char::is_lowercase)) {
        assert!(tested.contains(&name), "{name} is not on the list");
    }
}
