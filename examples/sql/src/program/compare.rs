//! Answers compared bit by bit.

use std::time::Instant;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::prelude::SessionContext;

use super::Outcome;
use super::queries::{QUERIES, ask};

/// The answers to all queries, with how long each took.
pub(crate) async fn answers(name: &str, session: &SessionContext) -> Outcome<Vec<RecordBatch>> {
    println!("{name}");
    let mut answers = Vec::new();
    for (query, text) in QUERIES {
        let start = Instant::now();
        answers.push(ask(session, text).await?);
        println!("  {query}: {:.2} s", start.elapsed().as_secs_f64());
    }
    Ok(answers)
}

/// Refuses answers of which one differs in one bit.
pub(crate) fn compare(expected: &[RecordBatch], found: &[RecordBatch]) -> Outcome<()> {
    let values = expected.iter().zip(found).map(|(expected, found)| same_bits(expected, found));
    let values: usize = values.sum::<Outcome<usize>>()?;
    println!("  the same bits in all {values} values\n");
    Ok(())
}

/// Refuses an answer that is not the expected one to the last bit; says how many values it has.
pub(crate) fn same_bits(expected: &RecordBatch, found: &RecordBatch) -> Outcome<usize> {
    let shape = |batch: &RecordBatch| (batch.num_rows(), batch.num_columns());
    if shape(expected) != shape(found) {
        let (expected, found) = (shape(expected), shape(found));
        return Err(format!("an answer of {found:?} rows and columns, not {expected:?}").into());
    }
    for (index, column) in expected.columns().iter().enumerate() {
        let name = expected.schema_ref().field(index).name();
        for row in 0..expected.num_rows() {
            let (expected, found) = (cell(column, row)?, cell(found.column(index), row)?);
            if expected != found {
                return Err(format!("{name} in row {row} is {found}, not {expected}").into());
            }
        }
    }
    Ok(expected.num_rows() * expected.num_columns())
}

/// A value as text; a number with its bits.
fn cell(column: &dyn Array, row: usize) -> Outcome<String> {
    if column.is_null(row) {
        return Ok("NULL".into());
    }
    Ok(match column.as_primitive_opt::<Float64Type>() {
        Some(numbers) => {
            let number = numbers.value(row);
            format!("{number} ({:016x})", number.to_bits())
        }
        None => array_value_to_string(column, row)?,
    })
}
