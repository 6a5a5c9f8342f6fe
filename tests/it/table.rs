//! The table of metrics in the crate's documentation, compared with the code.

use std::any::type_name;

use ndarray_metrics::Measure;
use ndarray_metrics::prelude::*;

/// Keras's 45 concrete metrics, by their names there and here.
const KERAS: [(&str, &str); 45] = [
    ("Mean", "Mean"),
    ("Sum", "Sum"),
    ("MeanMetricWrapper", "MeanOf"),
    ("Accuracy", "Accuracy"),
    ("BinaryAccuracy", "BinaryAccuracy"),
    ("CategoricalAccuracy", "CategoricalAccuracy"),
    ("SparseCategoricalAccuracy", "SparseCategoricalAccuracy"),
    ("TopKCategoricalAccuracy", "TopKCategoricalAccuracy"),
    ("SparseTopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy"),
    ("BinaryCrossentropy", "BinaryCrossentropy"),
    ("CategoricalCrossentropy", "CategoricalCrossentropy"),
    ("SparseCategoricalCrossentropy", "SparseCategoricalCrossentropy"),
    ("KLDivergence", "KlDivergence"),
    ("Poisson", "Poisson"),
    ("MeanSquaredError", "MeanSquaredError"),
    ("RootMeanSquaredError", "RootMeanSquaredError"),
    ("MeanAbsoluteError", "MeanAbsoluteError"),
    ("MeanAbsolutePercentageError", "MeanAbsolutePercentageError"),
    ("MeanSquaredLogarithmicError", "MeanSquaredLogarithmicError"),
    ("CosineSimilarity", "CosineSimilarity"),
    ("LogCoshError", "LogCoshError"),
    ("R2Score", "R2Score"),
    ("PearsonCorrelation", "PearsonCorrelation"),
    ("ConcordanceCorrelation", "ConcordanceCorrelation"),
    ("Hinge", "Hinge"),
    ("SquaredHinge", "SquaredHinge"),
    ("CategoricalHinge", "CategoricalHinge"),
    ("TruePositives", "TruePositives"),
    ("TrueNegatives", "TrueNegatives"),
    ("FalsePositives", "FalsePositives"),
    ("FalseNegatives", "FalseNegatives"),
    ("Precision", "Precision"),
    ("Recall", "Recall"),
    ("SensitivityAtSpecificity", "SensitivityAtSpecificity"),
    ("SpecificityAtSensitivity", "SpecificityAtSensitivity"),
    ("PrecisionAtRecall", "PrecisionAtRecall"),
    ("RecallAtPrecision", "RecallAtPrecision"),
    ("AUC", "Auc"),
    ("FBetaScore", "FBetaScore"),
    ("F1Score", "F1Score"),
    ("IoU", "Iou"),
    ("BinaryIoU", "BinaryIou"),
    ("MeanIoU", "MeanIou"),
    ("OneHotIoU", "OneHotIou"),
    ("OneHotMeanIoU", "OneHotMeanIou"),
];

/// One row: struct, function, state, per sample, difference.
struct Row {
    name: &'static str,
    cells: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let documentation = include_str!("../../src/lib.rs");
    let row = |line: &'static str| {
        let cells: Vec<_> = line.strip_prefix("//! | [`")?.split('|').map(str::trim).collect();
        Some(Row { name: cells[0].split('`').next()?, cells })
    };
    documentation.lines().filter_map(row).collect()
}

/// Whether a measure has values per sample: the first implementation that fits answers.
struct Probe<M>(M);

trait HasValuesPerSample {
    fn per_sample(&self) -> &'static str {
        "yes"
    }
}

impl<M: PerSample> HasValuesPerSample for Probe<M> {}

trait HasNone {
    fn per_sample(&self) -> &'static str {
        "no"
    }
}

impl<M> HasNone for &Probe<M> {}

/// The name of a measure's state without its path.
fn state<M: Measure>(_: &M) -> String {
    let name = type_name::<ndarray_metrics::StateOf<M>>();
    name.replace("alloc::vec::", "").replace("ndarray_metrics::state::", "")
}

fn assert_row(name: &str, state: &str, per_sample: &str) {
    let rows = rows();
    let row = rows.iter().find(|row| row.name == name);
    let row = row.unwrap_or_else(|| panic!("{name} has no row"));
    let own = state.rsplit("::").next().unwrap_or(state).trim_end_matches('>');
    assert!(row.cells[2].contains(&format!("`{own}`")), "{name}: {state} in {}", row.cells[2]);
    assert_eq!(state.starts_with("Vec<"), row.cells[2].starts_with("`Vec`"), "{name}");
    assert_eq!(row.cells[3], per_sample, "{name} per sample");
}

macro_rules! rows_of {
    ($($name:ident: $measure:expr),+ $(,)?) => {
        const MEASURED: &[&str] = &[$(stringify!($name)),+];

        #[test]
        #[allow(clippy::needless_borrow)]
        fn every_row_says_what_the_code_does() {
            $({
                let measure = $measure;
                assert_row(stringify!($name), &state(&measure), (&Probe(measure)).per_sample());
            })+
        }
    };
}

rows_of! {
    Accuracy: Accuracy,
    BinaryAccuracy: BinaryAccuracy::default(),
    CategoricalAccuracy: CategoricalAccuracy,
    SparseCategoricalAccuracy: SparseCategoricalAccuracy,
    TopKCategoricalAccuracy: TopKCategoricalAccuracy::default(),
    SparseTopKCategoricalAccuracy: SparseTopKCategoricalAccuracy::default(),
    BinaryCrossentropy: BinaryCrossentropy::default(),
    CategoricalCrossentropy: CategoricalCrossentropy::default(),
    SparseCategoricalCrossentropy: SparseCategoricalCrossentropy::default(),
    BinaryFocalCrossentropy: BinaryFocalCrossentropy::default(),
    CategoricalFocalCrossentropy: CategoricalFocalCrossentropy::default(),
    KlDivergence: KlDivergence::default(),
    Poisson: Poisson::default(),
    MeanSquaredError: MeanSquaredError,
    RootMeanSquaredError: RootMeanSquaredError,
    MeanAbsoluteError: MeanAbsoluteError,
    MeanAbsolutePercentageError: MeanAbsolutePercentageError::default(),
    MeanSquaredLogarithmicError: MeanSquaredLogarithmicError::default(),
    LogCoshError: LogCoshError,
    Huber: Huber::default(),
    CosineSimilarity: CosineSimilarity,
    Hinge: Hinge,
    SquaredHinge: SquaredHinge,
    CategoricalHinge: CategoricalHinge,
    Mean: Mean,
    Sum: Sum,
    MeanOf: MeanOf::new("difference", |y, p| y - p),
    TruePositives: TruePositives::default(),
    FalsePositives: FalsePositives::default(),
    TrueNegatives: TrueNegatives::default(),
    FalseNegatives: FalseNegatives::default(),
    Precision: Precision::default(),
    Recall: Recall::default(),
    SensitivityAtSpecificity: SensitivityAtSpecificity::new(0.5),
    SpecificityAtSensitivity: SpecificityAtSensitivity::new(0.5),
    PrecisionAtRecall: PrecisionAtRecall::new(0.5),
    RecallAtPrecision: RecallAtPrecision::new(0.5),
    Auc: Auc::default(),
    Iou: Iou::new(2, [0]),
    BinaryIou: BinaryIou::default(),
    MeanIou: MeanIou::new(2),
    OneHotIou: OneHotIou::new(2, [0]),
    OneHotMeanIou: OneHotMeanIou::new(2),
    FBetaScore: FBetaScore::default(),
    F1Score: F1Score::default(),
    Confusion: Confusion::new(2),
    BalancedAccuracy: BalancedAccuracy::new(2),
    MatthewsCorrelation: MatthewsCorrelation::new(2),
    CohenKappa: CohenKappa::new(2),
    RocAuc: RocAuc,
    BrierScore: BrierScore::default(),
    CalibrationError: CalibrationError::default(),
    TopLabelCalibrationError: TopLabelCalibrationError::default(),
    AveragePrecision: AveragePrecision,
    R2Score: R2Score::default(),
    R2ScorePerColumn: R2Score::default().per_column(),
    PearsonCorrelation: PearsonCorrelation,
    PearsonCorrelationPerRow: PearsonCorrelation.per_row(),
    ConcordanceCorrelation: ConcordanceCorrelation,
    ConcordanceCorrelationPerRow: ConcordanceCorrelation.per_row(),
    ElementMoments: ElementMoments,
    ColumnMoments: ColumnMoments,
    Specificity: Specificity::default(),
    NegativePredictiveValue: NegativePredictiveValue::default(),
    FalsePositiveRate: FalsePositiveRate::default(),
    FalseNegativeRate: FalseNegativeRate::default(),
    AtThresholds: Recall::default().at(vec![0.5]),
}

#[test]
fn every_metric_of_keras_has_a_row() {
    let rows = rows();
    for (keras, here) in KERAS {
        assert!(rows.iter().any(|row| row.name == here), "{keras} is to be {here}: no row");
    }
}

#[test]
fn every_row_is_compared() {
    for row in rows() {
        assert!(MEASURED.contains(&row.name), "{} is in the table and not compared", row.name);
        assert_eq!(row.cells.len(), 6, "{}: five cells and the end of the row", row.name);
    }
}
