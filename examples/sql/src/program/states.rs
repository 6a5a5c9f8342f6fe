//! What a partial result costs, by metric and by number of rows.

use std::sync::Arc;
use std::time::Instant;

use datafusion::arrow::array::{ArrayRef, AsArray, Float32Array, Float64Array};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::logical_expr::{Accumulator, AggregateUDF};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use ndarray_metrics_sql::functions;

use super::Outcome;
use super::data::Random;

/// What the predictions are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scores {
    F32,
    F64,
    /// Of two decimals, as `f32`.
    Hundredths,
}

/// Functions, each with its predictions.
const CALLS: [(&str, Scores); 12] = [
    ("mse", Scores::F64),
    ("log_loss", Scores::F64),
    ("f1", Scores::F64),
    ("r2", Scores::F64),
    ("pearson", Scores::F64),
    ("calibration_error", Scores::F64),
    ("auc", Scores::F64),
    ("roc_auc", Scores::F32),
    ("roc_auc", Scores::F64),
    ("roc_auc", Scores::Hundredths),
    ("average_precision", Scores::F32),
    ("spearman_correlation", Scores::F64),
];

/// Rows that are made at a time.
const BATCH: usize = 1 << 16;

/// Says bytes and times of the states of so many rows, and of a tenth of them.
pub(crate) fn measure_states(rows: usize) -> Outcome<()> {
    println!("metric, predictions, rows: bytes, ms to write, ms to read and merge");
    for (name, scores) in CALLS {
        measure(name, scores, rows / 10)?;
        measure(name, scores, rows)?;
    }
    Ok(())
}

fn measure(name: &str, scores: Scores, rows: usize) -> Outcome<()> {
    let [mut one, mut other] = [accumulator(name, scores)?, accumulator(name, scores)?];
    fill(&mut *one, scores, rows)?;
    fill(&mut *other, scores, BATCH)?;
    let start = Instant::now();
    let state = one.state()?;
    let write = start.elapsed().as_secs_f64() * 1e3;
    let state: Vec<ArrayRef> = state.iter().map(ScalarValue::to_array).collect::<Result<_, _>>()?;
    let bytes = state[0].as_binary::<i64>().value(0).len();
    let start = Instant::now();
    other.merge_batch(&state)?;
    let merge = start.elapsed().as_secs_f64() * 1e3;
    println!("{name}, {scores:?}, {rows}: {bytes}, {write:.3}, {merge:.3}");
    Ok(())
}

fn fill(metric: &mut dyn Accumulator, scores: Scores, rows: usize) -> Outcome<()> {
    let mut random = Random::new(rows as u64);
    let mut left = rows;
    while left > 0 {
        let batch = left.min(BATCH);
        let numbers: Vec<f64> = (0..batch).map(|_| random.unit()).collect();
        let labels = numbers.iter().map(|number| f64::from(u8::from(random.unit() < *number)));
        let labels = Float64Array::from_iter_values(labels.collect::<Vec<_>>());
        metric.update_batch(&[Arc::new(labels), column(numbers, scores)])?;
        left -= batch;
    }
    Ok(())
}

fn column(numbers: Vec<f64>, scores: Scores) -> ArrayRef {
    let floats = |numbers: Vec<f64>| {
        Arc::new(Float32Array::from_iter_values(numbers.into_iter().map(|number| number as f32)))
    };
    match scores {
        Scores::F32 => floats(numbers),
        Scores::F64 => Arc::new(Float64Array::from(numbers)),
        Scores::Hundredths => floats(numbers.iter().map(|x| (x * 100.0).round() / 100.0).collect()),
    }
}

/// The accumulator of a function of two columns, as the engine makes it.
fn accumulator(name: &str, scores: Scores) -> Outcome<Box<dyn Accumulator>> {
    let number = if scores == Scores::F64 { DataType::Float64 } else { DataType::Float32 };
    let field = |name, of| Arc::new(Field::new(name, of, true)) as FieldRef;
    let fields = [field("y", DataType::Float64), field("p", number)];
    let column = |place: usize| Arc::new(Column::new(fields[place].name(), place));
    let exprs = [column(0) as Arc<dyn PhysicalExpr>, column(1)];
    Ok(function(name)?.accumulator(AccumulatorArgs {
        return_field: field("value", DataType::Float64),
        schema: &Schema::new(fields.to_vec()),
        ignore_nulls: false,
        order_bys: &[],
        is_reversed: false,
        name,
        is_distinct: false,
        exprs: &exprs,
        expr_fields: &fields,
    })?)
}

fn function(name: &str) -> Outcome<Arc<AggregateUDF>> {
    let found = functions()?.into_iter().find(|function| function.name() == name);
    found.ok_or_else(|| format!("there is no function {name}").into())
}
