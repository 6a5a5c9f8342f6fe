//! Two models on the same rows, and values on resampled rows: what the crate says of the same arrays.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float32Array, Float64Array, Int64Array};
use ndarray::Array1;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, Comparison, Replicates};

use crate::session::{Random, numbers, table};

const ROWS: usize = 300;

/// Labels, two models' scores, weights of 0 and 1, and ids that come five times each.
struct Models {
    y: Array1<i64>,
    a: Array1<f64>,
    b: Array1<f32>,
    w: Array1<f64>,
    id: Vec<u64>,
}

fn models() -> Models {
    let mut random = Random(21);
    let y = Array1::from_shape_simple_fn(ROWS, || random.below(2) as i64);
    let a = y.mapv(|y| (0.2 * y as f64 + random.unit()) / 1.2);
    let b = y.mapv(|y| ((0.4 * y as f64 + random.unit()) / 1.4) as f32);
    let w = Array1::from_shape_simple_fn(ROWS, || f64::from(u8::from(random.below(4) > 0)));
    let id = (0..ROWS as u64).map(|row| row * 7 % 60).collect();
    Models { y, a, b, w, id }
}

fn session(models: &Models) -> datafusion::prelude::SessionContext {
    let Models { y, a, b, w, id } = models;
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("y", Arc::new(Int64Array::from(y.to_vec()))),
        ("a", Arc::new(Float64Array::from(a.to_vec()))),
        ("b", Arc::new(Float32Array::from(b.to_vec()))),
        ("w", Arc::new(Float64Array::from(w.to_vec()))),
        ("id", Arc::new(Int64Array::from(id.iter().map(|&id| id as i64).collect::<Vec<_>>()))),
    ];
    table(columns)
}

/// The parts of a struct that a call gives.
async fn parts(models: &Models, call: &str, names: &[&str]) -> Vec<Option<f64>> {
    let parts: Vec<_> = names.iter().map(|name| format!("v['{name}']")).collect();
    let query = format!("SELECT {} FROM (SELECT {call} AS v FROM t)", parts.join(", "));
    numbers(&session(models), &query).await.unwrap().remove(0)
}

fn of_comparison(comparison: &Comparison) -> Vec<Option<f64>> {
    let difference = &comparison.difference;
    let interval = difference.interval(0.95).unwrap();
    let (lower, upper) = (interval.lower, interval.upper);
    let error = difference.standard_error.unwrap();
    let p = comparison.p_value().unwrap();
    [comparison.first, comparison.second, difference.value, error, lower, upper, p].map(Some).into()
}

const OF_COMPARISON: [&str; 7] =
    ["first", "second", "difference", "standard_error", "lower", "upper", "p_value"];

#[tokio::test]
async fn compare_says_what_the_crate_says() {
    let models = models();
    let Models { y, a, b, w, .. } = &models;
    let cases = [
        ("compare(y, a, b, 'roc_auc')", RocAuc.compare(y, a, b)),
        ("compare(y, a, b, 'mse', w)", MeanSquaredError.compare_weighted(y, a, b, w)),
        ("compare(y, a, b, 'rmse')", RootMeanSquaredError.compare(y, a, b)),
        (
            r#"compare(y, a, b, '{"BinaryF1Score": {"threshold": 0.4}}', weight => w)"#,
            BinaryF1Score { threshold: 0.4 }.compare_weighted(y, a, b, w),
        ),
        ("compare(y, a, b, 'calibration_error')", CalibrationError::default().compare(y, a, b)),
    ];
    for (call, expected) in cases {
        let expected = of_comparison(&expected.unwrap());
        assert_eq!(parts(&models, call, &OF_COMPARISON).await, expected, "{call}");
    }
}

fn of_replicates(replicates: &Replicates) -> Vec<Option<f64>> {
    let interval = replicates.interval(0.95).unwrap();
    let error = replicates.standard_error().unwrap();
    [replicates.value.unwrap(), error, interval.lower, interval.upper].map(Some).into()
}

#[tokio::test]
async fn bootstraps_say_what_the_crate_says() {
    let models = models();
    let Models { y, a, b, w, id } = &models;
    let [mut one, mut other] = [0, 1].map(|_| Bootstrap::new(PearsonCorrelation));
    one.update(id, y, a).unwrap();
    other.update(id, y, b).unwrap();
    let names = ["value", "standard_error", "lower", "upper"];
    let found = parts(&models, "bootstrap(id, y, a, 'pearson')", &names).await;
    assert_eq!(found, of_replicates(&one.replicates()));
    let difference = one.difference(&other).unwrap();
    let names = ["difference", "standard_error", "lower", "upper", "p_value", "undefined"];
    let call = "bootstrap_difference(id, y, a, b, 'pearson')";
    let mut expected = of_replicates(&difference);
    expected.extend([difference.p_value(0.0).ok(), Some(0.0)]);
    assert_eq!(parts(&models, call, &names).await, expected);
    let mut weighted = Bootstrap::new(MeanAbsoluteError);
    weighted.update_weighted(id, y, a, w).unwrap();
    let found = parts(&models, "bootstrap(id, y, a, 'mae', w)", &["value", "upper"]).await;
    let interval = weighted.replicates().interval(0.95).unwrap();
    assert_eq!(found, [weighted.result().ok(), Some(interval.upper)]);
}

#[tokio::test]
async fn nothing_is_null() {
    let models = models();
    for call in ["compare(y, a, b, 'mse')", "bootstrap(id, y, a, 'mse')"] {
        let query = format!("SELECT count(v) * 1.0 FROM (SELECT {call} AS v FROM t WHERE false)");
        assert_eq!(numbers(&session(&models), &query).await.unwrap(), [[Some(0.0)]], "{call}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let models = models();
    for (call, words) in [
        ("compare(y, a, 'mse')", "compare has 3 arguments"),
        ("compare(y, a, 'mse', w)", "the second of compare is of type Utf8, expected a number"),
        (
            "compare(y, a, b)",
            "compare has 3 arguments, expected compare(truth, first, second, configuration, weight)",
        ),
        ("compare(y, a, b, 'pearson')", "there is no formula for this standard error"),
        ("compare(y, a, b, 'f1_score')", "has several numbers, expected a metric of one"),
        (
            "bootstrap(y / 2.0, y, a, 'mse')",
            "the id of bootstrap is of type Float64, expected a whole number",
        ),
        (
            "metric_interval(y, a, 'max_error')",
            "has no formula for its standard error: take `bootstrap`",
        ),
        (
            "metric_interval(y, a, '{\"Confusion\": {\"num_classes\": 2}}')",
            "use metric_interval_list",
        ),
    ] {
        let error = numbers(&session(&models), &format!("SELECT {call} FROM t")).await.unwrap_err();
        let error = error.to_string();
        assert!(error.contains(words), "{call}: {error}");
    }
}
