//! Standard errors and intervals: what statsmodels, scipy and `MLstatkit` say, and the delta method with derivatives by
//! mpmath (`standard_errors.json`).

use ndarray_metrics::comparison::Compared;
use ndarray_metrics::metrics::Thresholds;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Estimate, Interval, WithError};
use serde_json::Value;

use super::arrays::{numbers, weighted};
use super::readings::compare;

fn ends(value: f64, error: f64, interval: Result<Interval, Error>) -> Vec<f64> {
    let interval = interval.expect("an interval");
    vec![value, error, interval.lower, interval.upper]
}

fn estimate<M: Measure>(measure: M, batch: &Value) -> Estimate
where
    WithError<M>: Measure<Output = Result<Estimate, Undefined>>,
{
    let (y, p) = (numbers(&batch["true"]), numbers(&batch["pred"]));
    let measure = WithError { measure };
    weighted(measure, &y, &p, &batch["weights"]).expect("a good batch").expect("a value")
}

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    let three = Confusion::new(3);
    let found = match reading["metric"].as_str().expect("a name") {
        "accuracy" | "clopper_pearson" => estimate(Accuracy, batch),
        "mean_absolute_error" => estimate(MeanAbsoluteError, batch),
        "root_mean_squared_error" => estimate(RootMeanSquaredError, batch),
        "roc_auc" => estimate(RocAuc, batch),
        "binary_f1_score" => estimate(BinaryF1Score::default(), batch),
        "binary_matthews_correlation" => estimate(BinaryMatthewsCorrelation::default(), batch),
        "diagnostic_odds_ratio" => estimate(DiagnosticOddsRatio::default(), batch),
        "geometric_mean_score" => estimate(GeometricMeanScore::default(), batch),
        "informedness" => estimate(Informedness::default(), batch),
        "balanced_accuracy" => estimate(BalancedAccuracy::from(three), batch),
        "matthews_correlation" => estimate(MatthewsCorrelation::from(three), batch),
        "cohen_kappa" => estimate(CohenKappa::from(three), batch),
        "mean_iou" => estimate(MeanIou::new(3), batch),
        "r2_score" => estimate(R2Score::default(), batch),
        "explained_variance" => estimate(ExplainedVariance::default(), batch),
        "pearson_correlation" => estimate(PearsonCorrelation, batch),
        "concordance_correlation" => estimate(ConcordanceCorrelation, batch),
        "relative_squared_error" => estimate(RelativeSquaredError, batch),
        "normalized_root_mean_squared_error" => {
            estimate(NormalizedRootMeanSquaredError::default(), batch)
        }
        "cramers_v" => estimate(CramersV::new(3), batch),
        other => panic!("no reading is called {other}"),
    };
    let interval = match reading["metric"] == "clopper_pearson" {
        true => found.clopper_pearson(0.95),
        false => found.interval(0.95),
    };
    ends(found.value, found.standard_error.expect("an error"), interval)
}

#[test]
fn standard_errors_have_the_values_of_others() {
    compare(
        include_str!("../data/standard_errors.json"),
        74,
        |value| 1e-9 * value.abs() + 1e-11,
        found,
    );
}

/// What one model's value is, or how far two models' values lie apart.
fn of_sums<M>(measure: M, batch: &Value) -> Vec<f64>
where
    M: Measure<Observer: Compared, Output = Result<f64, Undefined>>,
    WithError<M>: Measure<Output = Result<Estimate, Undefined>>,
{
    if batch["second"].is_null() {
        let found = estimate(measure, batch);
        return ends(found.value, found.standard_error.expect("an error"), found.interval(0.95));
    }
    let [y, a, b] = ["true", "pred", "second"].map(|name| numbers(&batch[name]));
    let found = match batch["weights"].is_null() {
        true => measure.compare(&y, &a, &b),
        false => measure.compare_weighted(&y, &a, &b, &numbers(&batch["weights"])),
    };
    let found = found.expect("two values");
    let error = found.difference.standard_error.expect("an error");
    vec![found.first, found.second, found.difference.value, error, found.p_value().expect("a p")]
}

#[test]
fn values_of_sums_have_the_standard_errors_of_the_jackknife() {
    let calibration = |norm| CalibrationError { num_bins: 4, norm, ..Default::default() };
    let grid = Auc { thresholds: Thresholds::At(vec![0.25, 0.5, 0.75]), ..Default::default() };
    let precision_recall = Auc { curve: Curve::PrecisionRecall, ..grid.clone() };
    let labels = Auc { multi_label: true, ..grid.clone() };
    let f1 = F1Score { average: Average::Macro, threshold: Some(0.5) };
    compare(
        include_str!("../data/standard_errors_of_sums.json"),
        57,
        |value| 1e-8 * value.abs() + 1e-10,
        |batch, reading| match reading["metric"].as_str().expect("a name") {
            "expected_calibration_error" => of_sums(calibration(CalibrationNorm::Expected), batch),
            "root_calibration_error" => {
                of_sums(calibration(CalibrationNorm::RootMeanSquare), batch)
            }
            "roc_grid" => of_sums(grid.clone(), batch),
            "pr_grid" => of_sums(precision_recall.clone(), batch),
            "precision" => of_sums(Precision::default(), batch),
            "weighted_absolute_percentage_error" => of_sums(WeightedAbsolutePercentageError, batch),
            "d2_tweedie_score" => of_sums(D2TweedieScore { power: 1.5 }, batch),
            "macro_f1" => of_sums(f1, batch),
            "roc_grid_of_labels" => of_sums(labels.clone(), batch),
            "mean_iou" => of_sums(MeanIou::new(3), batch),
            "cohen_kappa" => of_sums(CohenKappa::new(3), batch),
            other => panic!("no reading is called {other}"),
        },
    );
}
