//! Partial results: merged if they are of the same function and options, refused if not.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Float64Array, Int64Array, LargeBinaryArray, LargeListArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Float64Type, Schema};
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

/// A partial result: the metric, and no rows beside it.
fn state(name: &str, threshold: Option<f64>) -> Vec<ArrayRef> {
    let mut accumulator = accumulator(name, threshold);
    accumulator.update_batch(&columns(&[0.0, 1.0], &[0.25, 0.75])).unwrap();
    accumulator.state().unwrap().iter().map(|column| column.to_array().unwrap()).collect()
}

/// Partial results with another first column.
fn with_metric(metric: ArrayRef) -> Vec<ArrayRef> {
    std::iter::once(metric).chain(state("mse", None).split_off(1)).collect()
}

fn merge(name: &str, threshold: Option<f64>, state: &[ArrayRef]) -> Result<ScalarValue> {
    let mut accumulator = accumulator(name, threshold);
    accumulator.merge_batch(state)?;
    accumulator.evaluate()
}

#[test]
fn a_state_goes_on_elsewhere() {
    for name in ["mse", "mae", "roc_auc", "average_precision", "f1", "log_loss", "r2"] {
        let mut here = accumulator(name, None);
        here.update_batch(&columns(&[0.0, 1.0], &[0.25, 0.75])).unwrap();
        assert_eq!(merge(name, None, &state(name, None)).unwrap(), here.evaluate().unwrap());
    }
}

#[test]
fn foreign_states_are_refused_by_the_metric_s_own_message() {
    let refused = |name, threshold, state: Vec<ArrayRef>| {
        merge(name, threshold, &state).unwrap_err().to_string()
    };
    assert!(refused("mae", None, state("mse", None)).contains("MeanSquaredError"));
    let other = refused("f1", Some(0.3), state("f1", None));
    assert!(
        other.contains("threshold: Some(0.5)") && other.contains("threshold: Some(0.3)"),
        "{other}"
    );
    let noise = with_metric(Arc::new(LargeBinaryArray::from_vec(vec![b"no state"])));
    assert!(refused("mse", None, noise).contains("checksum"));
    let numbers = with_metric(Arc::new(Int64Array::from(vec![1])));
    assert!(refused("mse", None, numbers).contains("a partial result is of [Int64, LargeList"));
    let mut altered = match state("roc_auc", None)[0].as_any().downcast_ref::<LargeBinaryArray>() {
        Some(states) => states.value(0).to_vec(),
        None => panic!("a state is binary"),
    };
    altered[20] ^= 1;
    let altered = with_metric(Arc::new(LargeBinaryArray::from_vec(vec![&altered])));
    assert!(refused("roc_auc", None, altered).contains("checksum"));
    let list = |lengths: &[usize]| {
        let lists = lengths.iter().map(|&length| Some(vec![Some(0.5); length]));
        Arc::new(LargeListArray::from_iter_primitive::<Float64Type, _, _>(lists)) as ArrayRef
    };
    let none: ArrayRef = Arc::new(LargeBinaryArray::new_null(2));
    let uneven = vec![none, list(&[1, 2]), list(&[2, 1])];
    assert!(refused("mse", None, uneven).contains("arguments of different lengths"));
}

/// Rows that groups `0..groups` have in turns.
fn in_turns(rows: usize, groups: usize) -> ([ArrayRef; 2], Vec<usize>) {
    let numbers = |step: f64| (0..rows).map(|row| row as f64 * step).collect::<Vec<_>>();
    (columns(&numbers(0.25), &numbers(0.75)), (0..rows).map(|row| row % groups).collect())
}

/// A group of few rows travels as these, one of many as a metric, and both are what one group's accumulator
/// would have.
#[test]
fn groups_travel_as_rows_or_as_metrics() {
    for (rows, listed) in [(3, true), (32, true), (33, false), (6000, false)] {
        let mut groups = groups("pearson");
        let (columns, of_rows) = in_turns(3 * rows, 3);
        groups.update_batch(&columns, &of_rows, None, 3).unwrap();
        let first = groups.state(EmitTo::First(2)).unwrap();
        assert_eq!(first[0].null_count(), if listed { 2 } else { 0 }, "{rows}");
        let last = groups.state(EmitTo::All).unwrap();
        assert_eq!((first[1].len(), last[1].len()), (2, 1));
        let mut one = accumulator("pearson", None);
        one.update_batch(&columns).unwrap();
        let mut merged = self::groups("pearson");
        merged.merge_batch(&first, &[1, 1], 2).unwrap();
        merged.merge_batch(&last, &[1], 2).unwrap();
        let values = merged.evaluate(EmitTo::All).unwrap();
        let values = values.as_primitive::<Float64Type>();
        let expected = one.evaluate().unwrap();
        assert!(values.is_null(0));
        assert_eq!(ScalarValue::Float64(Some(values.value(1))), expected, "{rows}");
    }
}

/// Groups are taken out in order, with their own rows, before and after rows were added to metrics.
#[test]
fn groups_are_taken_out_in_order() {
    for rows in [5, 500] {
        let mut groups = groups("mse");
        let (columns, of_rows) = in_turns(4 * rows, 4);
        groups.update_batch(&columns, &of_rows, None, 4).unwrap();
        groups.update_batch(&columns, &of_rows, None, 4).unwrap();
        let value = |group: usize| {
            let own = (0..rows).map(|row| (4 * row + group) as f64 * 0.5);
            own.map(|error| error * error).sum::<f64>() / rows as f64
        };
        for (start, end) in [(0, 1), (1, 3), (3, 4)] {
            let values = groups.evaluate(EmitTo::First(end - start)).unwrap();
            let values = values.as_primitive::<Float64Type>().values().to_vec();
            assert_eq!(values, (start..end).map(value).collect::<Vec<_>>());
        }
        assert_eq!(groups.evaluate(EmitTo::All).unwrap().len(), 0);
    }
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
