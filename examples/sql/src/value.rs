//! Values of metrics as values of SQL.

use std::sync::Arc;

use datafusion::arrow::array::ListArray;
use datafusion::arrow::datatypes::{DataType, Field, Float64Type};
use datafusion::common::ScalarValue;
use ndarray_metrics::collection::Value;
use ndarray_metrics::{Output, Undefined};

/// The type of a list of numbers.
pub(crate) fn numbers() -> DataType {
    DataType::List(Arc::new(Field::new_list_field(DataType::Float64, true)))
}

/// A metric's value as a value of SQL, NULL where there is none.
pub trait SqlValue {
    /// The type, which does not depend on what the metric has seen.
    fn data_type(&self) -> DataType;

    /// The value.
    fn scalar(&self) -> ScalarValue;
}

impl SqlValue for Result<f64, Undefined> {
    fn data_type(&self) -> DataType {
        DataType::Float64
    }

    fn scalar(&self) -> ScalarValue {
        ScalarValue::Float64(self.ok())
    }
}

/// One number, or a list of numbers for a metric of several.
impl SqlValue for Value {
    fn data_type(&self) -> DataType {
        match self {
            Self::Number(_) => DataType::Float64,
            _ => numbers(),
        }
    }

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
