//! What diagnostic tests are judged by: what pycm, scikit-learn and fractions say (`sklearn_diagnostics.json`).

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ClassAverage, ConfusionMatrix};
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::arrays::of_labels;
use super::{Case, cases};

const FILE: &str = include_str!("../data/sklearn_diagnostics.json");

/// The file has twelve digits.
const TOLERANCE: f64 = 1e-11;

type Numbers = Vec<Result<f64, Undefined>>;

const NAMES: [&str; 11] = [
    "positive_likelihood_ratio",
    "negative_likelihood_ratio",
    "diagnostic_odds_ratio",
    "informedness",
    "markedness",
    "geometric_mean",
    "fowlkes_mallows",
    "false_discovery_rate",
    "false_omission_rate",
    "prevalence",
    "detection_prevalence",
];

fn measures(threshold: Option<f64>) -> [AnyMeasure; 11] {
    [
        PositiveLikelihoodRatio { threshold }.into(),
        NegativeLikelihoodRatio { threshold }.into(),
        DiagnosticOddsRatio { threshold }.into(),
        Informedness { threshold }.into(),
        Markedness { threshold }.into(),
        GeometricMeanScore { threshold }.into(),
        BinaryFowlkesMallows { threshold }.into(),
        FalseDiscoveryRate { threshold }.into(),
        FalseOmissionRate { threshold }.into(),
        Prevalence { threshold }.into(),
        DetectionPrevalence { threshold }.into(),
    ]
}

fn readings<A: ClassAverage>(matrix: &ConfusionMatrix, average: A) -> [A::Output; 11] {
    [
        matrix.positive_likelihood_ratio(average),
        matrix.negative_likelihood_ratio(average),
        matrix.diagnostic_odds_ratio(average),
        matrix.informedness(average),
        matrix.markedness(average),
        matrix.geometric_mean(average),
        matrix.fowlkes_mallows(average),
        matrix.false_discovery_rate(average),
        matrix.false_omission_rate(average),
        matrix.prevalence(average),
        matrix.detection_prevalence(average),
    ]
}

/// A number, a list of numbers, or null for what is undefined.
fn numbers(value: &Value) -> Vec<Option<f64>> {
    match value {
        Value::Array(list) => list.iter().map(Value::as_f64).collect(),
        number => vec![number.as_f64()],
    }
}

#[track_caller]
fn assert_same(found: &Numbers, expected: &Value, what: &str) {
    let same = |(found, expected): (&Result<f64, Undefined>, &Option<f64>)| match (found, expected)
    {
        (Ok(found), Some(expected)) => (found - expected).abs() <= TOLERANCE * expected.abs(),
        (Err(Undefined::ZeroDenominator), None) => true,
        _ => false,
    };
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len(), "{what}");
    assert!(found.iter().zip(&expected).all(same), "{what}: {found:?}, expected {expected:?}");
}

#[test]
fn binary_decisions() {
    let mut compared = 0;
    for case in cases(FILE) {
        let Some(threshold) = case["options"]["threshold"].as_f64() else { continue };
        for (measure, name) in measures(Some(threshold)).into_iter().zip(NAMES) {
            let found = of_labels(measure, &case).expect("a case that is taken");
            assert_same(&found.numbers(), &case["value"][name], &format!("{name} {}", case["id"]));
            compared += 1;
        }
    }
    assert_eq!(compared, 48 * 11);
}

#[test]
fn classes_against_all_others() {
    let averages = [
        (Average::Micro, "micro"),
        (Average::Macro, "macro"),
        (Average::Weighted, "weighted"),
        (Average::MacroOfDefined, "macro_of_defined"),
        (Average::WeightedOfDefined, "weighted_of_defined"),
    ];
    let (mut compared, mut absent) = (0, 0);
    for case in cases(FILE).iter().filter(|case| case["options"].get("num_classes").is_some()) {
        let confusion = Confusion::new(Case(case).size("num_classes"));
        let matrix = of_labels(confusion, case).expect("a case that is taken");
        let expected = |name: &str, average: &str| &case["value"][name][average];
        let what = |name: &str, average| format!("{name} {} {average}", case["id"]);
        for (each, name) in readings(&matrix, PerClass).iter().zip(NAMES) {
            assert_same(each, expected(name, "each"), &what(name, "each"));
        }
        for (average, label) in averages {
            for (found, name) in readings(&matrix, average).into_iter().zip(NAMES) {
                assert_same(&vec![found], expected(name, label), &what(name, label));
            }
        }
        absent += matrix.support().iter().filter(|support| support.is_zero()).count();
        compared += 1;
    }
    assert!(compared == 36 && absent > 5, "{compared} cases, {absent} absent classes");
}
