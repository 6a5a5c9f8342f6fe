//! Values with their standard errors and intervals.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array};
use datafusion::prelude::SessionContext;

use crate::session::{numbers, table};

fn floats(values: &[f64]) -> ArrayRef {
    Arc::new(Float64Array::from(values.to_vec()))
}

/// The value, its standard error and the ends of its interval.
async fn parts(session: &SessionContext, call: &str) -> Vec<Option<f64>> {
    let query = format!(
        "SELECT e['value'], e['standard_error'], e['lower'], e['upper'] FROM (SELECT {call} AS e FROM t)"
    );
    numbers(session, &query).await.unwrap().concat()
}

fn near(found: &[Option<f64>], expected: [f64; 4]) {
    for (found, expected) in found.iter().zip(expected) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-6, "{found}, expected {expected}");
    }
}

/// 8 of 10: statsmodels' `proportion_confint(8, 10, method="wilson")`. An error of 2 ± 2.776·√½.
#[tokio::test]
async fn of_shares_and_means() {
    let label = floats(&[1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]);
    let score = floats(&[0.9, 0.8, 0.3, 0.2, 0.7, 0.4, 0.6, 0.9, 0.7, 0.1]);
    let t = table(vec![("y", label), ("p", score)]);
    let accuracy = parts(&t, "binary_accuracy_interval(y, p)").await;
    near(&accuracy, [0.8, 0.016_f64.sqrt(), 0.490162, 0.943318]);
    let t = table(vec![("y", floats(&[0.0; 5])), ("p", floats(&[0.0, 1.0, 2.0, 3.0, 4.0]))]);
    let error = parts(&t, "mae_interval(y, p)").await;
    near(&error, [2.0, 0.5_f64.sqrt(), 0.036757, 3.963243]);
}

/// A standard error without spread makes no interval, one sample has no error, and nothing has no value.
#[tokio::test]
async fn what_is_not_known_is_null() {
    let t = table(vec![("y", floats(&[0.0, 1.0])), ("p", floats(&[0.25, 0.75]))]);
    let area = parts(&t, "roc_auc_interval(y, p)").await;
    assert_eq!((area[0], area[2], area[3]), (Some(1.0), None, None));
    let one = parts(&t, "mse_interval(y, p) FILTER (WHERE y = 0)").await;
    assert_eq!(one, [Some(0.0625), None, None, None]);
    let none = parts(&t, "r2_interval(y, p) FILTER (WHERE false)").await;
    assert_eq!(none, [None; 4]);
}

#[tokio::test]
async fn weights_of_counts_end_the_query() {
    let t = table(vec![("y", floats(&[0.0, 1.0])), ("p", floats(&[0.25, 0.75]))]);
    let refused = numbers(&t, "SELECT f1_interval(y, p, 0.5, 0.25)['lower'] FROM t").await;
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("expected 0 or 1"), "{message}");
}
