//! Partial results: merged if they are of the same function and options, refused if not.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, LargeBinaryArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::logical_expr::{Accumulator, AggregateUDF, EmitTo, GroupsAccumulator};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::{Column, lit};
use ndarray_metrics_sql::functions;

fn function(name: &str) -> Arc<AggregateUDF> {
    functions().unwrap().into_iter().find(|function| function.name() == name).unwrap()
}

/// Calls something with a call of two columns and perhaps a threshold.
fn with_call<R>(threshold: Option<f64>, take: impl FnOnce(AccumulatorArgs<'_>) -> R) -> R {
    let field = |name: &str| Arc::new(Field::new(name, DataType::Float64, true));
    let (y, p) = (field("y"), field("p"));
    let columns =
        [Arc::new(Column::new("y", 0)) as Arc<dyn PhysicalExpr>, Arc::new(Column::new("p", 1))];
    let exprs: Vec<_> = columns.into_iter().chain(threshold.map(lit)).collect();
    let fields: Vec<_> = [y.clone(), p.clone(), field("threshold")][..exprs.len()].to_vec();
    take(AccumulatorArgs {
        return_field: field("value"),
        schema: &Schema::new(vec![y, p]),
        ignore_nulls: false,
        order_bys: &[],
        is_reversed: false,
        name: "call",
        is_distinct: false,
        exprs: &exprs,
        expr_fields: &fields,
    })
}

fn accumulator(name: &str, threshold: Option<f64>) -> Box<dyn Accumulator> {
    with_call(threshold, |call| function(name).accumulator(call)).unwrap()
}

fn groups(name: &str) -> Box<dyn GroupsAccumulator> {
    with_call(None, |call| function(name).create_groups_accumulator(call)).unwrap()
}

fn columns(y: &[f64], p: &[f64]) -> [ArrayRef; 2] {
    [y, p].map(|values| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef)
}

/// The one column of a partial result.
fn state(name: &str, threshold: Option<f64>) -> ArrayRef {
    let mut accumulator = accumulator(name, threshold);
    accumulator.update_batch(&columns(&[0.0, 1.0], &[0.25, 0.75])).unwrap();
    accumulator.state().unwrap()[0].to_array().unwrap()
}

fn merge(name: &str, threshold: Option<f64>, state: ArrayRef) -> Result<ScalarValue> {
    let mut accumulator = accumulator(name, threshold);
    accumulator.merge_batch(&[state])?;
    accumulator.evaluate()
}

#[test]
fn a_state_goes_on_elsewhere() {
    for name in ["mse", "mae", "roc_auc", "average_precision", "f1", "log_loss", "r2"] {
        let mut here = accumulator(name, None);
        here.update_batch(&columns(&[0.0, 1.0], &[0.25, 0.75])).unwrap();
        assert_eq!(merge(name, None, state(name, None)).unwrap(), here.evaluate().unwrap());
    }
}

#[test]
fn foreign_states_are_refused_by_the_metric_s_own_message() {
    let refused = |name, threshold, state| merge(name, threshold, state).unwrap_err().to_string();
    assert!(refused("mae", None, state("mse", None)).contains("MeanSquaredError"));
    let other = refused("f1", Some(0.3), state("f1", None));
    assert!(
        other.contains("threshold: Some(0.5)") && other.contains("threshold: Some(0.3)"),
        "{other}"
    );
    let noise: ArrayRef = Arc::new(LargeBinaryArray::from_vec(vec![b"no state"]));
    assert!(refused("mse", None, noise).contains("checksum"));
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    assert!(refused("mse", None, numbers).contains("Int64"));
    let mut altered = match state("roc_auc", None).as_any().downcast_ref::<LargeBinaryArray>() {
        Some(states) => states.value(0).to_vec(),
        None => panic!("a state is binary"),
    };
    altered[20] ^= 1;
    let altered: ArrayRef = Arc::new(LargeBinaryArray::from_vec(vec![&altered]));
    assert!(refused("roc_auc", None, altered).contains("checksum"));
}

/// Groups write the states that an accumulator of each writes, and take them out in order.
#[test]
fn groups_and_accumulators_share_states() {
    let mut groups = groups("mse");
    let columns = columns(&[0.0, 5.0, 1.0], &[0.25, 2.0, 0.75]);
    groups.update_batch(&columns, &[1, 0, 1], None, 3).unwrap();
    let states = groups.state(EmitTo::First(2)).unwrap();
    let one = state("mse", None);
    assert_eq!(states[0].slice(1, 1).as_ref(), one.as_ref());
    let mut merged = self::groups("mse");
    merged.merge_batch(&states, &[0, 0], 2).unwrap();
    let values = merged.evaluate(EmitTo::All).unwrap();
    let expected = Float64Array::from(vec![Some((9.0 + 0.125) / 3.0), None]);
    assert_eq!(values.as_ref(), &expected as &dyn datafusion::arrow::array::Array);
    let left = groups.evaluate(EmitTo::All).unwrap();
    assert_eq!((left.len(), left.null_count()), (1, 1));
}

#[test]
fn the_memory_of_scores_is_known() {
    let mut scores = accumulator("roc_auc", None);
    let before = scores.size();
    let labels: Vec<_> = (0..10_000).map(|row| f64::from(row % 2)).collect();
    let values: Vec<_> = (0..10_000).map(f64::from).collect();
    scores.update_batch(&columns(&labels, &values)).unwrap();
    assert!(scores.size() >= before + 160_000);
    let mut mean = accumulator("mse", None);
    let before = mean.size();
    mean.update_batch(&columns(&labels, &values)).unwrap();
    assert_eq!(mean.size(), before);
}
