//! Values of metrics as values of SQL.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, ListArray, StructArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type};
use datafusion::common::ScalarValue;
use ndarray_metrics::collection::Value;
use ndarray_metrics::{Error, Interval, Output, Undefined};

/// The probability with which intervals cover.
pub(crate) const LEVEL: f64 = 0.95;

/// The lower and the upper end of an interval, if there is one.
pub(crate) fn ends(interval: Result<Interval, Error>) -> [Option<f64>; 2] {
    interval.map_or([None; 2], |interval| [interval.lower, interval.upper].map(Some))
}

/// The type of a list of numbers.
pub(crate) fn numbers() -> DataType {
    DataType::List(Arc::new(Field::new_list_field(DataType::Float64, true)))
}

/// A metric's value as a value of SQL, NULL where there is none.
pub trait SqlValue {
    /// The value. Its type does not depend on what the metric has seen.
    fn scalar(&self) -> ScalarValue;
}

impl SqlValue for Result<f64, Undefined> {
    fn scalar(&self) -> ScalarValue {
        ScalarValue::Float64(self.ok())
    }
}

/// One number, or a list of numbers for a metric of several.
impl SqlValue for Value {
    fn scalar(&self) -> ScalarValue {
        match self {
            Self::Number(number) => number.scalar(),
            several => {
                let numbers = several.numbers().into_iter().map(Result::ok);
                let list = [Some(numbers)];
                ScalarValue::List(Arc::new(ListArray::from_iter_primitive::<Float64Type, _, _>(
                    list,
                )))
            }
        }
    }
}

/// A list of values of one type.
pub(crate) fn list(values: Vec<ScalarValue>, of: &DataType) -> ScalarValue {
    ScalarValue::List(ScalarValue::new_list_nullable(&values, of))
}

/// Numbers by name, or NULL. A number that is not known is NULL too.
pub(crate) fn parts<const N: usize>(
    names: [&str; N],
    numbers: Option<[Option<f64>; N]>,
) -> ScalarValue {
    let fields: Fields =
        names.map(|name| Field::new(name, DataType::Float64, true)).into_iter().collect();
    let columns = numbers
        .unwrap_or([None; N])
        .map(|number| Arc::new(Float64Array::from(vec![number])) as ArrayRef);
    let known = NullBuffer::from(vec![numbers.is_some()]);
    ScalarValue::Struct(Arc::new(StructArray::new(fields, columns.into(), Some(known))))
}
