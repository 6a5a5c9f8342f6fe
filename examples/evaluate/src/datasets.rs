//! Held-out predictions of three real models, and every metric that fits them.
//!
//! The names are those of the table of Keras's values that the tests compare with.

use std::path::Path;

use ndarray::{Array2, ArrayD};
use ndarray_metrics::metrics::{
    Auc, BinaryAccuracy, BinaryCrossentropy, CategoricalAccuracy, CategoricalCrossentropy,
    CategoricalHinge, CosineSimilarity, Curve, FalseNegatives, FalsePositives, Hinge, KlDivergence,
    LogCoshError, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredError,
    MeanSquaredLogarithmicError, Poisson, Precision, Recall, RecallAtPrecision,
    RootMeanSquaredError, SensitivityAtSpecificity, SparseCategoricalAccuracy,
    SparseCategoricalCrossentropy, SparseTopKCategoricalAccuracy, SquaredHinge, TrueNegatives,
    TruePositives,
};

use crate::failure::Failure;
use crate::npy::{File, Numbers};
use crate::pair::{Data, Files, Row, Singles};
use crate::table::Table;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

const DIGITS: usize = 10;

pub(crate) fn table() -> Result<Table<3>, Failure> {
    let mut table = Table::new(["data set", "metric", "value"]);
    let sets =
        [("digits", digits()?), ("breast_cancer", breast_cancer()?), ("diabetes", diabetes()?)];
    for (set, rows) in sets {
        rows.iter().for_each(|row| table.push([set.into(), row.name.into(), row.text()]));
    }
    Ok(table)
}

fn digits() -> Result<Vec<Row>, Failure> {
    let (digits, probabilities) = (read("digits_labels")?, read("digits_probabilities")?);
    let weights = Some(read("digits_weights")?);
    let labels = single(digits.clone(), probabilities.clone(), None)?;
    let weighted = single(digits.clone(), probabilities.clone(), weights)?;
    let one_hot = single(one_hot(digits), probabilities, None)?;
    let loss = SparseCategoricalCrossentropy::default();
    let top_2 = SparseTopKCategoricalAccuracy { k: 2, ..Default::default() };
    let smooth = CategoricalCrossentropy { label_smoothing: 0.1, ..Default::default() };
    Ok(vec![
        labels.row("sparse_categorical_accuracy", &SparseCategoricalAccuracy)?,
        weighted.row("sparse_categorical_accuracy_weighted", &SparseCategoricalAccuracy)?,
        labels.row("sparse_top_2_categorical_accuracy", &top_2)?,
        labels.row("sparse_categorical_crossentropy", &loss)?,
        weighted.row("sparse_categorical_crossentropy_weighted", &loss)?,
        one_hot.row("categorical_accuracy", &CategoricalAccuracy)?,
        one_hot.row("categorical_crossentropy", &CategoricalCrossentropy::default())?,
        one_hot.row("categorical_crossentropy_smoothing_0.1", &smooth)?,
        one_hot.row("kl_divergence", &KlDivergence::default())?,
        one_hot.row("cosine_similarity", &CosineSimilarity)?,
        one_hot.row("categorical_hinge", &CategoricalHinge)?,
    ])
}

fn breast_cancer() -> Result<Vec<Row>, Failure> {
    let pr = Auc { curve: Curve::PrecisionRecall, ..Default::default() };
    let data = single(read("breast_cancer_labels")?, read("breast_cancer_probabilities")?, None)?;
    Ok(vec![
        data.row("binary_accuracy", &BinaryAccuracy::default())?,
        data.row("binary_accuracy_threshold_0.8", &BinaryAccuracy { threshold: 0.8 })?,
        data.row("binary_crossentropy", &BinaryCrossentropy::default())?,
        data.row("hinge", &Hinge)?,
        data.row("squared_hinge", &SquaredHinge)?,
        data.row("true_positives", &TruePositives::default())?,
        data.row("false_positives", &FalsePositives::default())?,
        data.row("true_negatives", &TrueNegatives::default())?,
        data.row("false_negatives", &FalseNegatives::default())?,
        data.row("precision", &Precision::default())?,
        data.row("recall", &Recall::default())?,
        data.row("sensitivity_at_specificity_0.9", &SensitivityAtSpecificity::new(0.9))?,
        data.row("recall_at_precision_0.95", &RecallAtPrecision::new(0.95))?,
        data.row("auc_200", &Auc::default())?,
        data.row("auc_pr_200", &pr)?,
    ])
}

fn diabetes() -> Result<Vec<Row>, Failure> {
    let data = single(read("diabetes_targets")?, read("diabetes_predictions")?, None)?;
    Ok(vec![
        data.row("mean_squared_error", &MeanSquaredError)?,
        data.row("root_mean_squared_error", &RootMeanSquaredError)?,
        data.row("mean_absolute_error", &MeanAbsoluteError)?,
        data.row("mean_absolute_percentage_error", &MeanAbsolutePercentageError::default())?,
        data.row("mean_squared_logarithmic_error", &MeanSquaredLogarithmicError::default())?,
        data.row("log_cosh", &LogCoshError)?,
        data.row("poisson", &Poisson::default())?,
    ])
}

fn single(y_true: File, y_pred: File, weights: Option<File>) -> Result<Data<Singles>, Failure> {
    Data::new(Files { y_true, y_pred, weights })
}

fn read(name: &str) -> Result<File, Failure> {
    File::read(Path::new(FOLDER).join(name).with_extension("npy"))
}

/// Labels as rows with a 1 in the label's column.
fn one_hot(labels: File) -> File {
    let digits: Vec<_> = labels.numbers.values().collect();
    let hot = |(row, column): (usize, usize)| i64::from(digits[row] == column as f64);
    let rows: ArrayD<i64> = Array2::from_shape_fn((digits.len(), DIGITS), hot).into_dyn();
    File { path: labels.path, numbers: Numbers::Whole(rows) }
}
