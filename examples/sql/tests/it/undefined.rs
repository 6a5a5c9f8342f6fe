//! What has no value is NULL, not 0 and not NaN.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int32Array};

use crate::session::{number, numbers, table};

fn floats(values: &[f64]) -> ArrayRef {
    Arc::new(Float64Array::from(values.to_vec()))
}

/// Without rows, with weights of 0, and with nulls alone.
#[tokio::test]
async fn of_nothing_everything_is_null() {
    let nothing: ArrayRef = Arc::new(Float64Array::from(vec![None, None]));
    let t = table(vec![("y", floats(&[0.0, 1.0])), ("p", floats(&[0.5, 0.25])), ("n", nothing)]);
    for call in ["mse", "rmse", "mae", "r2", "pearson", "log_loss", "roc_auc", "average_precision"]
    {
        for rest in ["(y, p) FILTER (WHERE false)", "(y, p, 0)", "(y, n)", "(n, p)", "(y, p, n)"] {
            let call = format!("{call}{rest}");
            assert_eq!(number(&t, &call).await.unwrap(), None, "{call}");
        }
    }
    for call in ["binary_accuracy", "precision", "recall", "f1"] {
        let call = format!("{call}(y, p, 0.5, 0)");
        assert_eq!(number(&t, &call).await.unwrap(), None, "{call}");
    }
}

#[tokio::test]
async fn what_the_metric_does_not_define_is_null() {
    let t = table(vec![("y", floats(&[1.0, 1.0])), ("p", floats(&[0.25, 0.5]))]);
    for call in
        ["r2(y, p)", "pearson(y, p)", "roc_auc(y, p)", "precision(y, p)", "recall(1 - y, p)"]
    {
        assert_eq!(number(&t, call).await.unwrap(), None, "{call}");
    }
}

/// Groups of which only the second has rows that count.
#[tokio::test]
async fn groups_without_rows_are_null() {
    let group: ArrayRef = Arc::new(Int32Array::from(vec![1, 2, 2]));
    let (y, p) = (floats(&[1.0, 0.0, 1.0]), floats(&[0.25, 0.5, 0.75]));
    let t = table(vec![("g", group), ("y", y), ("p", p)]);
    let query =
        "SELECT mse(y, p) FILTER (WHERE p > 0.3), roc_auc(y, p) FROM t GROUP BY g ORDER BY g";
    let expected = [vec![None, None], vec![Some(0.15625), Some(1.0)]];
    assert_eq!(numbers(&t, query).await.unwrap(), expected);
}
