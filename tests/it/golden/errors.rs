//! Standard errors and intervals: what statsmodels, scipy and `MLstatkit` say, and the delta method with derivatives by
//! mpmath (`standard_errors.json`).

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
