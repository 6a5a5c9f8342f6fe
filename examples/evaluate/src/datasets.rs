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

use crate::arrays::Singles;
use crate::data::{Data, Files};
use crate::failure::Failure;
use crate::npy::{File, Numbers};
use crate::row::Row;
use crate::table::Table;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

const DIGITS: usize = 10;

/// Why Keras's areas have no interval.
const GRID: &str = "of thresholds on a grid";

pub(crate) fn table() -> Result<Table, Failure> {
    let heading = ["data set", "metric", "value", "95 % interval"];
    let columns = heading.len() - 1;
    let mut table = Table::new(heading);
    let sets =
        [("digits", digits()?), ("breast_cancer", breast_cancer()?), ("diabetes", diabetes()?)];
    for (set, rows) in sets {
        rows.iter().for_each(|row| table.push([vec![set.into()], row.cells(columns)].concat()));
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
        labels.estimated("sparse_categorical_accuracy", &SparseCategoricalAccuracy)?,
        weighted.estimated("sparse_categorical_accuracy_weighted", &SparseCategoricalAccuracy)?,
        labels.estimated("sparse_top_2_categorical_accuracy", &top_2)?,
        labels.estimated("sparse_categorical_crossentropy", &loss)?,
        weighted.estimated("sparse_categorical_crossentropy_weighted", &loss)?,
        one_hot.estimated("categorical_accuracy", &CategoricalAccuracy)?,
        one_hot.estimated("categorical_crossentropy", &CategoricalCrossentropy::default())?,
        one_hot.estimated("categorical_crossentropy_smoothing_0.1", &smooth)?,
        one_hot.estimated("kl_divergence", &KlDivergence::default())?,
        one_hot.estimated("cosine_similarity", &CosineSimilarity)?,
        one_hot.estimated("categorical_hinge", &CategoricalHinge)?,
    ])
}

fn breast_cancer() -> Result<Vec<Row>, Failure> {
    let pr = Auc { curve: Curve::PrecisionRecall, ..Default::default() };
    let data = single(read("breast_cancer_labels")?, read("breast_cancer_probabilities")?, None)?;
    Ok(vec![
        data.estimated("binary_accuracy", &BinaryAccuracy::default())?,
        data.estimated("binary_accuracy_threshold_0.8", &BinaryAccuracy { threshold: 0.8 })?,
        data.estimated("binary_crossentropy", &BinaryCrossentropy::default())?,
        data.estimated("hinge", &Hinge)?,
        data.estimated("squared_hinge", &SquaredHinge)?,
        data.estimated("true_positives", &TruePositives::default())?,
        data.estimated("false_positives", &FalsePositives::default())?,
        data.estimated("true_negatives", &TrueNegatives::default())?,
        data.estimated("false_negatives", &FalseNegatives::default())?,
        data.estimated("precision", &Precision::default())?,
        data.estimated("recall", &Recall::default())?,
        data.estimated("sensitivity_at_specificity_0.9", &SensitivityAtSpecificity::new(0.9))?,
        data.estimated("recall_at_precision_0.95", &RecallAtPrecision::new(0.95))?,
        data.plain("auc_200", &Auc::default(), GRID)?,
        data.plain("auc_pr_200", &pr, GRID)?,
    ])
}

fn diabetes() -> Result<Vec<Row>, Failure> {
    let data = single(read("diabetes_targets")?, read("diabetes_predictions")?, None)?;
    Ok(vec![
        data.estimated("mean_squared_error", &MeanSquaredError)?,
        data.estimated("root_mean_squared_error", &RootMeanSquaredError)?,
        data.estimated("mean_absolute_error", &MeanAbsoluteError)?,
        data.estimated("mean_absolute_percentage_error", &MeanAbsolutePercentageError::default())?,
        data.estimated("mean_squared_logarithmic_error", &MeanSquaredLogarithmicError::default())?,
        data.estimated("log_cosh", &LogCoshError)?,
        data.estimated("poisson", &Poisson::default())?,
    ])
}

fn single(y_true: File, y_pred: File, weights: Option<File>) -> Result<Data<Singles>, Failure> {
    Data::new(Files { y_true, y_pred, against: None, weights })
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
