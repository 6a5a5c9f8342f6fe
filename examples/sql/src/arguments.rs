//! What a function may be called with, and what its arguments are converted to.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{ScalarValue, plan_err};
use datafusion::error::Result;
use datafusion::logical_expr::ColumnarValue;
use datafusion::logical_expr::function::AccumulatorArgs;

/// What a row predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// One number.
    Number,
    /// A list with a number for each class. Lists may differ in length, each by itself.
    Classes,
    /// A number or a list of numbers, in the truth too.
    Any,
}

/// The arguments of a function: truth, prediction, the option if there is one, and a weight. The
/// last two may be left out; a weight needs the option before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// What a row predicts.
    pub prediction: Prediction,
    /// The name of a constant number.
    pub option: Option<&'static str>,
}

impl Arguments {
    /// The names of all arguments, for `mse(y, p, weight => w)`.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let prediction = match self.prediction {
            Prediction::Number | Prediction::Any => "prediction",
            Prediction::Classes => "predictions",
        };
        ["truth", prediction].into_iter().chain(self.option).chain(["weight"]).collect()
    }

    /// Where the weight is among the arguments.
    pub(crate) fn weight(self) -> usize {
        2 + usize::from(self.option.is_some())
    }

    /// The types that arguments of these types are converted to.
    pub(crate) fn coerced(self, function: &str, given: &[DataType]) -> Result<Vec<DataType>> {
        let names = self.names();
        if !(2..=names.len()).contains(&given.len()) {
            let (found, all) = (given.len(), names.join(", "));
            return plan_err!(
                "{function} has {found} arguments, expected {function}({all}), of \
                which those from the third on may be left out"
            );
        }
        given
            .iter()
            .enumerate()
            .map(|(place, given)| {
                let wanted = match place {
                    0 | 1 if self.prediction == Prediction::Any => {
                        number(given).or_else(|| list(given))
                    }
                    0 => number(given),
                    1 if self.prediction == Prediction::Classes => list(given),
                    1 => number(given),
                    _ => number(given).map(|_| DataType::Float64),
                };
                wanted.map_or_else(|| refuse(function, self, place, given), Ok)
            })
            .collect()
    }

    /// The value of the option in a call, if it is given.
    pub(crate) fn option(self, function: &str, call: &AccumulatorArgs<'_>) -> Result<Option<f64>> {
        let (Some(name), Some(expression)) = (self.option, call.exprs.get(2)) else {
            return Ok(None);
        };
        let nothing = RecordBatch::new_empty(Arc::new(call.schema.clone()));
        match expression.evaluate(&nothing)? {
            ColumnarValue::Scalar(ScalarValue::Float64(Some(value))) => Ok(Some(value)),
            _ => plan_err!(
                "the {name} of {function} is {expression}, expected a constant number; \
                a weight comes after the {name}: {function}({})",
                self.names().join(", ")
            ),
        }
    }
}

/// What a number is read as.
fn number(given: &DataType) -> Option<DataType> {
    match given {
        DataType::Float16 | DataType::Float32 => Some(DataType::Float32),
        DataType::Float64 | DataType::Null => Some(DataType::Float64),
        DataType::Boolean => Some(DataType::Int64),
        integer if integer.is_integer() => Some(DataType::Int64),
        decimal if decimal.is_decimal() => Some(DataType::Float64),
        _ => None,
    }
}

/// What a list of numbers is read as.
fn list(given: &DataType) -> Option<DataType> {
    let (DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _)) =
        given
    else {
        return (*given == DataType::Null).then(|| list_of(DataType::Float64));
    };
    number(item.data_type()).map(list_of)
}

fn list_of(number: DataType) -> DataType {
    DataType::LargeList(Arc::new(Field::new_list_field(number, true)))
}

fn refuse(
    function: &str,
    arguments: Arguments,
    place: usize,
    given: &DataType,
) -> Result<DataType> {
    let expected = match arguments.prediction {
        Prediction::Classes if place == 1 => "a list of numbers, one for each class",
        Prediction::Any if place < 2 => "a number or a list of numbers",
        _ => "a number",
    };
    let name = arguments.names()[place];
    plan_err!("the {name} of {function} is of type {given}, expected {expected}")
}
