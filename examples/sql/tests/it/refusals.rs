//! What is refused, and by which words.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int32Array, ListArray, StringArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::prelude::SessionContext;

use crate::session::{number, numbers, table};

fn rows() -> SessionContext {
    let floats = |values: &[f64]| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef;
    let lists = [Some(vec![Some(0.5), Some(0.5)]), Some(vec![Some(0.5), Some(1.5)])];
    table(vec![
        ("y", floats(&[0.0, 1.0])),
        ("p", floats(&[0.5, 1.5])),
        ("nan", floats(&[0.5, f64::NAN])),
        ("minus", floats(&[1.0, -1.0])),
        ("class", Arc::new(Int32Array::from(vec![1, 2]))),
        ("lists", Arc::new(ListArray::from_iter_primitive::<Float64Type, _, _>(lists))),
        ("text", Arc::new(StringArray::from(vec!["a", "b"]))),
    ])
}

async fn refused(call: &str) -> String {
    match number(&rows(), call).await {
        Err(error) => error.to_string(),
        Ok(value) => panic!("{call} is {value:?}"),
    }
}

/// In the metric's own words.
#[tokio::test]
async fn values_that_the_metric_refuses_end_the_query() {
    for (call, words) in [
        ("mse(y, nan)", "y_pred[1] is NaN, expected a finite number"),
        ("mse(nan, y)", "y_true[1] is NaN, expected a finite number"),
        ("mse(y, p, minus)", "weights[1] is -1, expected a finite number of at least 0"),
        ("log_loss(y, p)", "y_pred[1] is 1.5, expected a probability in [0, 1]"),
        ("roc_auc(p, y)", "y_true[0] is 0.5, expected"),
        ("f1(y, p, 1e999)", "threshold"),
        ("sparse_log_loss(class, lists)", "expected a class label in 0..2"),
        ("sparse_log_loss(y, lists)", "y_pred[1, 1] is 1.5, expected a probability in [0, 1]"),
    ] {
        let found = refused(call).await;
        assert!(found.contains(words), "{call}: {found}");
    }
}

#[tokio::test]
async fn groups_refuse_the_same() {
    let query = "SELECT log_loss(y, p) FROM t GROUP BY class";
    let found = numbers(&rows(), query).await.unwrap_err().to_string();
    assert!(found.contains("is 1.5, expected a probability in [0, 1]"), "{found}");
}

#[tokio::test]
async fn calls_are_checked_when_they_are_planned() {
    for (call, words) in [
        ("mse(y)", "mse has 1 arguments, expected mse(truth, prediction, weight)"),
        ("mse(y, p, y, y)", "mse has 4 arguments"),
        ("mse(y, text)", "the prediction of mse is of type Utf8, expected a number"),
        ("mse(y, lists)", "expected a number"),
        ("sparse_log_loss(class, p)", "expected a list of numbers, one for each class"),
        ("sparse_log_loss(class, make_array('a'))", "expected a list of numbers"),
        ("precision(y, p, y)", "the threshold of precision is y@0, expected a constant number"),
        ("precision(y, p, NULL)", "expected a constant number"),
        ("mse(DISTINCT y, p)", "mse(DISTINCT ..) is not implemented"),
    ] {
        let found = refused(call).await;
        assert!(found.contains(words), "{call}: {found}");
    }
}
