//! Over windows: whole partitions and growing ones; sliding ones would have to forget rows.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int32Array};
use datafusion::prelude::SessionContext;

use crate::session::{numbers, table};

fn rows() -> SessionContext {
    let floats = |values: &[f64]| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef;
    let group: ArrayRef = Arc::new(Int32Array::from(vec![1, 1, 2]));
    table(vec![("g", group), ("y", floats(&[0.0, 0.0, 0.0])), ("p", floats(&[1.0, 2.0, 4.0]))])
}

async fn over(window: &str) -> datafusion::error::Result<Vec<Vec<Option<f64>>>> {
    numbers(&rows(), &format!("SELECT mae(y, p) OVER ({window}) FROM t ORDER BY p")).await
}

#[tokio::test]
async fn windows_that_only_grow_have_values() {
    let column = |values: [f64; 3]| values.map(|value| vec![Some(value)]).to_vec();
    assert_eq!(over("PARTITION BY g").await.unwrap(), column([1.5, 1.5, 4.0]));
    assert_eq!(over("ORDER BY p").await.unwrap(), column([1.0, 1.5, 7.0 / 3.0]));
}

#[tokio::test]
async fn windows_that_slide_are_refused() {
    let sliding = "ORDER BY p ROWS BETWEEN 1 PRECEDING AND CURRENT ROW";
    let found = over(sliding).await.unwrap_err().to_string();
    assert!(found.contains("retract_batch"), "{found}");
}
