//! Reports, reliability diagrams and errors as scikit-learn gives them (`sklearn_reports.json`): the
//! text to the letter, the numbers to 12 digits.

use ndarray::{Array1, ArrayD};
use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use ndarray_metrics::report::Scores;
use ndarray_metrics::state::{ConfusionMatrix, Normalize};
use serde_json::Value;

use super::arrays::{labels, numbers, weighted};
use super::cases;

fn of_kind(kind: &str) -> Vec<Value> {
    let cases = cases(include_str!("../data/sklearn_reports.json"));
    let chosen: Vec<_> = cases.into_iter().filter(|case| case["kind"] == kind).collect();
    assert!(chosen.len() >= 9, "{} of {kind}", chosen.len());
    chosen
}

fn near(found: f64, expected: f64, what: &str) {
    let allowed = 1e-12 * expected.abs().max(1e-3);
    assert!((found - expected).abs() <= allowed, "{what}: {found}, expected {expected}");
}

/// Null is NaN there, and undefined here.
fn same(found: Result<f64, Undefined>, expected: &Value, what: &str) {
    match (found, expected.as_f64()) {
        (Ok(found), Some(expected)) => near(found, expected, what),
        (Err(_), None) => {}
        (found, _) => panic!("{what}: {found:?}, expected {expected}"),
    }
}

fn list(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().expect("a list").iter();
    numbers.map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

fn names(case: &Value) -> Option<Vec<String>> {
    let names = case["names"].as_array()?.iter();
    Some(names.map(|name| name.as_str().expect("a name").to_owned()).collect())
}

// ------------------------------------------------------------------------------------------------
// Tables

fn matrix(case: &Value) -> ConfusionMatrix {
    let classes = case["classes"].as_u64().expect("a number") as usize;
    let y = labels(&case["true"]).expect("labels");
    let weights = &case["weights"];
    let found = match case["pred"]["file"].as_str() {
        Some("digits_probabilities.npy") => {
            let measure = Confusion { sparse_y_pred: false, ..Confusion::new(classes) };
            weighted(measure, &y, &numbers(&case["pred"]), weights)
        }
        Some(_) => {
            let decided = numbers(&case["pred"]).mapv(|p| i64::from(p > 0.5));
            weighted(Confusion::new(classes), &y, &decided, weights)
        }
        None => weighted(Confusion::new(classes), &y, &labels(&case["pred"]).unwrap(), weights),
    };
    found.expect("labels of the classes")
}

fn of_several(case: &Value, zero_division: Option<f64>) -> ClassificationReport {
    let (y, p) = (labels(&case["true"]).unwrap(), labels(&case["pred"]).unwrap());
    let measure = MultilabelClassification { zero_division, ..Default::default() };
    weighted(measure, &y, &p, &case["weights"]).expect("rows of 0 and 1")
}

/// The report of the state of another measure has no averages over samples, and is the same otherwise.
#[test]
fn reports_of_several_labels_are_those_of_their_counts() {
    for case in of_kind("table").iter().filter(|case| case["classes"].is_null()) {
        let (y, p) = (labels(&case["true"]).unwrap(), labels(&case["pred"]).unwrap());
        let measure = F1Score { average: PerClass, threshold: Some(0.5) };
        let mut stream = measure.streaming();
        match case["weights"].is_null() {
            true => stream.update(&y, &p).expect("rows of 0 and 1"),
            false => stream.update_weighted(&y, &p, &numbers(&case["weights"])).expect("rows"),
        }
        let mut whole = of_several(case, None);
        assert!(whole.samples_average.take().is_some());
        assert_eq!(ClassificationReport::from(stream.state()), whole);
    }
}

fn report(case: &Value) -> ClassificationReport {
    let report = match case["classes"].as_u64() {
        Some(_) => ClassificationReport::from(&matrix(case)),
        None => of_several(case, None),
    };
    match names(case) {
        Some(names) => report.with_names(names).expect("as many names as classes"),
        None => report,
    }
}

fn same_scores(found: &Scores, expected: &Value, name: &str) {
    same(found.precision, &expected["precision"], &format!("precision of {name}"));
    same(found.recall, &expected["recall"], &format!("recall of {name}"));
    same(found.f1, &expected["f1-score"], &format!("F1 of {name}"));
    same(found.support.value(), &expected["support"], &format!("support of {name}"));
}

#[test]
fn the_numbers_of_classification_reports() {
    for case in of_kind("table") {
        let (report, expected, averages) = (report(&case), &case["numbers"], &case["averages"]);
        for row in &report.classes {
            same_scores(&row.scores, &expected[&row.name], &row.name);
        }
        same_scores(&report.macro_average, &averages["macro avg"], "macro avg");
        same_scores(&report.weighted_average, &averages["weighted avg"], "weighted avg");
        match (&report.micro, report.accuracy) {
            (None, Some(accuracy)) => same(accuracy, &expected["accuracy"], "accuracy"),
            (Some(micro), None) => same_scores(micro, &expected["micro avg"], "micro avg"),
            other => panic!("{other:?}"),
        }
        if let Some(samples) = &report.samples_average {
            same_scores(samples, &expected["samples avg"], "samples avg");
            let counted = of_several(&case, Some(0.0)).samples_average.expect("of several labels");
            same_scores(&counted, &averages["samples avg"], "samples avg with 0 for 0/0");
        }
        let rows = report.classes.len() + 3 + usize::from(report.samples_average.is_some());
        assert_eq!(expected.as_object().expect("rows").len(), rows);
    }
}

/// Without the reasons that only this crate gives, and weights, which have decimals of their own.
fn comparable(text: &str, is_weighted: bool) -> Vec<String> {
    let lines = text.lines().take_while(|line| !line.starts_with("undefined:"));
    let cut = |line: &str| match line.rfind(' ') {
        Some(end) if is_weighted && line.trim_end().ends_with(|c: char| c.is_ascii_digit()) => {
            line[..end].trim_end().to_owned()
        }
        _ => line.to_owned(),
    };
    let mut lines: Vec<_> = lines.map(cut).collect();
    lines.truncate(lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    lines
}

/// Whether scikit-learn's averages are the same with `zero_division=nan`, which prints undefined scores
/// of classes as such, and with 0, which its averages count here.
fn counts_alike(case: &Value) -> bool {
    ["macro avg", "weighted avg"].iter().all(|name| case["numbers"][name] == case["averages"][name])
}

#[test]
fn the_text_of_classification_reports() {
    let mut undefined = 0;
    for case in of_kind("table") {
        let digits = case["digits"].as_u64().expect("a number") as usize;
        let found = format!("{:.digits$}", report(&case));
        let theirs = case["text"].as_str().expect("text").replace("      nan", "undefined");
        let is_weighted = !case["weights"].is_null();
        let [mut ours, mut expected] = [&found, &theirs].map(|text| comparable(text, is_weighted));
        if !counts_alike(&case) {
            for lines in [&mut ours, &mut expected] {
                lines.retain(|line| {
                    ["macro avg", "weighted avg"].iter().all(|mean| !line.contains(mean))
                });
            }
        }
        assert_eq!(ours, expected);
        let reason = "\n\nundefined: the denominator is zero: no sample counts towards it\n";
        assert_eq!(found.contains(" undefined"), found.ends_with(reason), "{found}");
        undefined += usize::from(found.ends_with(reason));
        if !is_weighted && !found.contains("undefined") {
            assert_eq!(found, theirs);
        }
    }
    assert!(undefined >= 3);
}

#[test]
fn matrices_as_counts_and_as_shares() {
    let shares =
        [("true", Normalize::Truth), ("pred", Normalize::Prediction), ("all", Normalize::All)];
    for case in of_kind("table").iter().filter(|case| !case["matrix"].is_null()) {
        let matrix = matrix(case);
        for (found, expected) in matrix.to_array().expect("small").iter().zip(list(&case["matrix"]))
        {
            near(*found, expected, "a cell");
        }
        for (name, share) in shares {
            for (found, expected) in
                matrix.normalised(share).expect("small").iter().zip(list(&case["shares"][name]))
            {
                // scikit-learn says 0 of nothing.
                let found = if found.is_nan() { 0.0 } else { *found };
                near(found, expected, "a share");
            }
            let printed = ConfusionTable::new(&matrix).normalised(share).to_string();
            assert_same_cells(&printed, &list(&case["shares"][name]));
        }
    }
}

/// The printed shares are scikit-learn's, rounded.
fn assert_same_cells(printed: &str, expected: &[f64]) {
    let rows = printed.lines().skip(1).filter(|line| !line.starts_with('-'));
    let cells: Vec<_> = rows.flat_map(|row| row.split_whitespace().skip(1)).collect();
    assert_eq!(cells.len(), expected.len());
    for (cell, expected) in cells.iter().zip(expected) {
        assert!(
            *cell == format!("{expected:.2}") || (*cell == "-" && *expected == 0.0),
            "{printed}"
        );
    }
}

// ------------------------------------------------------------------------------------------------
// Calibration

struct Forecasts {
    y: ArrayD<i64>,
    p: ArrayD<f64>,
    w: Option<ArrayD<f64>>,
}

fn forecasts(case: &Value) -> Forecasts {
    let weights = &case["weights"];
    Forecasts {
        y: labels(&case["true"]).expect("labels"),
        p: numbers(&case["pred"]),
        w: (!weights.is_null()).then(|| numbers(weights)),
    }
}

fn same_list(found: &Array1<f64>, expected: &Value, what: &str) {
    let expected = list(expected);
    assert_eq!(found.len(), expected.len(), "{what}");
    found.iter().zip(expected).for_each(|(&found, expected)| near(found, expected, what));
}

#[test]
fn reliability_diagrams_and_brier_scores() {
    for case in of_kind("diagram") {
        let (Forecasts { y, p, w }, bins) =
            (forecasts(&case), case["bins"].as_u64().unwrap() as usize);
        let expected = case["brier"].as_f64().expect("a number");
        let (score, weighed, runs) = match &w {
            None => (
                metrics::brier_score(&y, &p),
                CalibrationError { num_bins: bins, ..Default::default() }.state_of(&y, &p),
                RocAuc.state_of(&y, &p),
            ),
            Some(w) => (
                BrierScore::default().evaluate_weighted(&y, &p, w),
                CalibrationError { num_bins: bins, ..Default::default() }
                    .state_of_weighted(&y, &p, w),
                RocAuc.state_of_weighted(&y, &p, w),
            ),
        };
        let (weighed, runs) = (weighed.unwrap(), runs.unwrap());
        near(score.unwrap(), expected, "Brier score");
        near(weighed.brier_score().unwrap(), expected, "of moments");
        near(weighed.brier_decomposition().unwrap().brier_score(), expected, "of bins");
        near(runs.brier_decomposition().unwrap().brier_score(), expected, "of distinct scores");

        let curve = CalibrationError { num_bins: bins, ..Default::default() }
            .state_of(&y, &p)
            .unwrap()
            .curve()
            .unwrap();
        same_list(&curve.frequencies, &case["frequencies"], "frequencies");
        same_list(&curve.mean_predictions, &case["mean_predictions"], "mean predictions");
        let distinct = RocAuc.state_of(&y, &p).unwrap().reliability_curve().unwrap();
        assert_eq!(distinct.frequencies.len() as u64, case["distinct"].as_u64().unwrap());
    }
}

// ------------------------------------------------------------------------------------------------
// Regression

#[test]
fn regression_reports() {
    for case in of_kind("regression") {
        let (y, p) = (numbers(&case["true"]), numbers(&case["pred"]));
        let report = match case["weights"].is_null() {
            true => Regression.evaluate(&y, &p),
            false => Regression.evaluate_weighted(&y, &p, &numbers(&case["weights"])),
        };
        let report = report.unwrap();
        for (name, found) in [
            ("mean_true", report.mean_true),
            ("mean_pred", report.mean_pred),
            ("deviation_true", report.deviation_true),
            ("deviation_pred", report.deviation_pred),
            ("deviation_error", report.deviation_error),
            ("bias", report.bias),
            ("mean_absolute_error", report.mean_absolute_error),
            ("mean_squared_error", report.mean_squared_error),
            ("root_mean_squared_error", report.root_mean_squared_error),
            ("r2_score", report.r2_score),
            ("explained_variance", report.explained_variance),
            ("pearson_correlation", report.pearson_correlation),
        ] {
            same(found, &case[name], name);
        }
        assert_eq!(report.mean_squared_error, mean_squared_error_of(&case));
    }
}

/// The report's number is the metric's, bit for bit.
fn mean_squared_error_of(case: &Value) -> Result<f64, Undefined> {
    let (y, p) = (numbers(&case["true"]), numbers(&case["pred"]));
    weighted(MeanSquaredError, &y, &p, &case["weights"]).expect("finite numbers")
}

// ------------------------------------------------------------------------------------------------
// Binary decisions

#[test]
fn binary_reports() {
    for case in of_kind("decision") {
        let Forecasts { y, p, w } = forecasts(&case);
        let threshold = case["threshold"].as_f64();
        let measure = BinaryClassification { threshold, from_logits: false };
        // A file's probabilities are `f32`, to whose precision thresholds and bounds are rounded.
        let single = case["pred"]["file"].is_string();
        let report = match (&w, single) {
            (None, true) => measure.evaluate(&y, &p.mapv(|p| p as f32)),
            (None, false) => measure.evaluate(&y, &p),
            (Some(w), _) => measure.evaluate_weighted(&y, &p, w),
        };
        let report = report.expect("probabilities");
        for (name, found) in [
            ("roc_auc", report.roc_auc),
            ("average_precision", report.average_precision),
            ("log_loss", report.log_loss),
            ("brier_score", report.brier_score),
            ("accuracy", report.accuracy),
            ("balanced_accuracy", report.balanced_accuracy),
            ("precision", report.precision),
            ("recall", report.recall),
            ("specificity", report.specificity),
            ("negative_predictive_value", report.negative_predictive_value),
            ("f1", report.f1),
            ("matthews_correlation", report.matthews_correlation),
            ("cohen_kappa", report.cohen_kappa),
            ("iou", report.iou),
            (
                "best_f1",
                report.best_f1.clone().map(|best| best.value).map_err(|_| Undefined::NoSamples),
            ),
        ] {
            same(found, &case[name], name);
        }
        let best = report.best_f1.expect("positives");
        assert_eq!(best.counts.f1(), Ok(best.value));
    }
}

/// Logits give what their probabilities give, and decide at 0.
#[test]
fn a_binary_report_of_logits() {
    let (y, logits) = (ndarray::array![1, 0, 1, 0], ndarray::array![2.0, -1.0, -0.5, 0.25]);
    let of_logits = BinaryClassification { from_logits: true, threshold: None };
    let report = of_logits.evaluate(&y, &logits).expect("logits");
    let probabilities = logits.mapv(|z: f64| 1.0 / (1.0 + (-z).exp()));
    let other =
        BinaryClassification::default().evaluate(&y, &probabilities).expect("probabilities");
    assert_eq!(report.counts, other.counts);
    assert_eq!((report.roc_auc, report.threshold, other.threshold), (other.roc_auc, 0.0, 0.5));
    near(report.log_loss.expect("a value"), other.log_loss.expect("a value"), "log loss");
    near(report.brier_score.expect("a value"), other.brier_score.expect("a value"), "Brier score");
    let printed = |report: &BinaryReport, name: &str| {
        let text = report.to_string();
        let line = text.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
        line.rsplit(' ').next().expect("a number").to_owned()
    };
    for (name, number) in [("positives", "2"), ("ROC AUC", "0.7500"), ("at threshold", "0.0000")] {
        assert_eq!(printed(&report, name), number, "{name}");
    }
    let nothing = BinaryClassification::default().streaming().result();
    assert_eq!(
        (nothing.roc_auc, nothing.f1),
        (Err(Undefined::NoSamples), Err(Undefined::ZeroDenominator))
    );
    assert_eq!(printed(&nothing, "ROC AUC"), "undefined");
}
