//! The table of metrics in the crate's documentation, compared with the code.

use ndarray_metrics::prelude::*;

use crate::list::{ELSEWHERE, Types, every_metric};

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
    let documentation = include_str!("../../src/metrics.md");
    let row = |line: &'static str| {
        let cells: Vec<_> = line.strip_prefix("| [`")?.split('|').map(str::trim).collect();
        Some(Row { name: cells[0].split('`').next()?, cells })
    };
    documentation.lines().filter_map(row).collect()
}

fn rows_of(name: &str) -> Vec<Row> {
    rows().into_iter().filter(|row| row.name == name).collect()
}

/// The table says what the types of a metric are.
fn assert_row(types: &Types) {
    let name = types.name();
    let [row] = &rows_of(name)[..] else { panic!("{name} has no row, or several") };
    let state = types.state.rsplit("::").next().unwrap_or_default().trim_end_matches('>');
    assert!(row.cells[2].contains(&format!("`{state}`")), "{name}: {state} in {}", row.cells[2]);
    assert_eq!(types.state.contains("Vec<"), row.cells[2].starts_with("`Vec`"), "{name}");
    let has_terms = types.observer.starts_with("ndarray_metrics::mean::observer::Terms<");
    assert_eq!(row.cells[3] == "yes", has_terms, "{name} per sample");
}

/// The types of every metric: those of the list, and those that no collection holds.
fn types() -> Vec<Types> {
    let elsewhere = [
        Types::of(&Mean),
        Types::of(&Sum),
        Types::of(&FleissKappa::new(3)),
        Types::of(&Median),
        Types::of(&Quantile { level: 0.5 }),
        Types::of(&QuantileOf { measure: MeanSquaredError, level: 0.5 }),
        Types::of(&Minimum),
        Types::of(&Maximum),
        Types::of(&MeanOf::new("difference", |y, p| y - p)),
        Types::of(&Recall::default().at(vec![0.5])),
        Types::of(&R2ScorePerColumn::default().weighted_mean(vec![1.0])),
    ];
    assert!(elsewhere.iter().map(Types::name).eq(ELSEWHERE), "all that no collection holds");
    every_metric().into_iter().map(|entry| entry.types).chain(elsewhere).collect()
}

#[test]
fn every_row_says_what_the_code_does() {
    types().iter().for_each(assert_row);
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
    let types = types();
    for row in rows() {
        assert!(
            types.iter().any(|types| types.name() == row.name),
            "{} is in the table and not compared",
            row.name
        );
        assert_eq!(row.cells.len(), 6, "{}: five cells and the end of the row", row.name);
    }
}

/// A metric is mentioned by its name, with options or without.
#[test]
fn every_metric_is_in_the_changelog() {
    let changelog = include_str!("../../CHANGELOG.md");
    for types in types() {
        let name = types.name();
        let mentioned = [format!("`{name}`"), format!("`{name} {{")];
        assert!(mentioned.iter().any(|mention| changelog.contains(mention)), "{name}");
    }
}
