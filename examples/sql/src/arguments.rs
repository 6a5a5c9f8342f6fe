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

/// A constant that a function is called with, after truth and prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// A number by its name, which may be left out.
    Number(&'static str),
    /// A text that says which metric is meant, which may not be left out.
    Configuration,
}

impl Constant {
    fn name(self) -> &'static str {
        match self {
            Self::Number(name) => name,
            Self::Configuration => "configuration",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Configuration => "text",
        }
    }

    /// What a constant of a type is converted to.
    fn coerced(self, given: &DataType) -> Option<DataType> {
        match self {
            Self::Number(_) => number(given).map(|_| DataType::Float64),
            Self::Configuration => given.is_string().then_some(DataType::Utf8),
        }
    }
}

/// What an argument is.
#[derive(Clone, Copy, Debug)]
enum Role {
    Id,
    Truth,
    Prediction,
    Constant(Constant),
}

/// The arguments of a function: an id if there is one, truth, the prediction of one model or of two, the constant if
/// there is one, and a weight. The last two may be left out, but for a configuration; a weight needs the constant
/// before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// What a row predicts.
    pub prediction: Prediction,
    /// The constant.
    pub option: Option<Constant>,
    /// Whether the id of a sample comes first, a whole number.
    pub id: bool,
    /// Whether a second prediction follows the first.
    pub second: bool,
}

impl Arguments {
    /// A truth and a prediction, which are numbers, and no constant.
    pub const NUMBERS: Self =
        Self { prediction: Prediction::Number, option: None, id: false, second: false };

    /// The names of all arguments, for `mse(y, p, weight => w)`.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let predictions = match (self.second, self.prediction) {
            (true, _) => ["first", "second"].as_slice(),
            (false, Prediction::Classes) => &["predictions"],
            (false, Prediction::Number | Prediction::Any) => &["prediction"],
        };
        let id = self.id.then_some("id").into_iter();
        let names = id.chain(["truth"]).chain(predictions.iter().copied());
        names.chain(self.option.map(Constant::name)).chain(["weight"]).collect()
    }

    /// Where the truth is among the arguments; the first prediction follows.
    pub(crate) fn truth(self) -> usize {
        usize::from(self.id)
    }

    /// How many of the arguments are columns without which nothing is evaluated: all before the constant.
    pub(crate) fn columns(self) -> usize {
        self.truth() + 2 + usize::from(self.second)
    }

    /// Of something for every argument of a call, that of the columns and of the weight.
    pub(crate) fn used<T>(self, all: &[T]) -> impl Iterator<Item = &T> {
        let weight = self.columns() + usize::from(self.option.is_some());
        all[..self.columns()].iter().chain(all.get(weight))
    }

    /// The types that arguments of these types are converted to.
    pub(crate) fn coerced(self, function: &str, given: &[DataType]) -> Result<Vec<DataType>> {
        let names = self.names();
        let is_needed = self.option == Some(Constant::Configuration);
        let (least, left_out) = if is_needed {
            (self.columns() + 1, "the last")
        } else {
            (self.columns(), "those from the third on")
        };
        if !(least..=names.len()).contains(&given.len()) {
            let (found, all) = (given.len(), names.join(", "));
            return plan_err!(
                "{function} has {found} arguments, expected {function}({all}), of \
                which {left_out} may be left out"
            );
        }
        let predicted = |given: &DataType| number(given).or_else(|| list(given, number));
        let integers = [DataType::Int64, list_of(DataType::Int64)];
        let mut predictions = given[self.truth() + 1..self.columns()].iter().filter_map(predicted);
        let beside_integers = predictions.any(|prediction| integers.contains(&prediction));
        let truth = |given: &DataType| truth(given, beside_integers);
        given
            .iter()
            .enumerate()
            .map(|(place, given)| {
                let wanted = match (self.at(place), self.prediction) {
                    (Role::Id, _) => given.is_integer().then_some(DataType::Int64),
                    (Role::Truth, Prediction::Any) => truth(given).or_else(|| list(given, truth)),
                    (Role::Truth, _) => truth(given),
                    (Role::Prediction, Prediction::Any) => predicted(given),
                    (Role::Prediction, Prediction::Classes) => list(given, number),
                    (Role::Prediction, _) => number(given),
                    (Role::Constant(constant), _) => constant.coerced(given),
                };
                wanted.map_or_else(|| refuse(function, self, place, given), Ok)
            })
            .collect()
    }

    /// What stands at a place; a weight is a number, as constants are.
    fn at(self, place: usize) -> Role {
        let constant = self.option.filter(|_| place == self.columns());
        match place {
            _ if place < self.truth() => Role::Id,
            _ if place == self.truth() => Role::Truth,
            _ if place < self.columns() => Role::Prediction,
            _ => Role::Constant(constant.unwrap_or(Constant::Number("weight"))),
        }
    }

    /// The value of the constant in a call, if it is given.
    pub(crate) fn option(
        self,
        function: &str,
        call: &AccumulatorArgs<'_>,
    ) -> Result<Option<ScalarValue>> {
        let (Some(constant), Some(expression)) = (self.option, call.exprs.get(self.columns()))
        else {
            return Ok(None);
        };
        let nothing = RecordBatch::new_empty(Arc::new(call.schema.clone()));
        match expression.evaluate(&nothing)? {
            ColumnarValue::Scalar(value) if !value.is_null() => Ok(Some(value)),
            _ => {
                let (name, kind) = (constant.name(), constant.kind());
                plan_err!(
                    "the {name} of {function} is {expression}, expected a constant {kind}; \
                    a weight comes after the {name}: {function}({})",
                    self.names().join(", ")
                )
            }
        }
    }
}

/// What a predicted number is read as. A metric rounds its options, such as a threshold, to the type of a float.
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

/// What a true number is read as: `f64`, which a metric converts it to anyway, unless it is of 64 bits or beside
/// integers, from which it is subtracted exactly.
fn truth(given: &DataType, beside_integers: bool) -> Option<DataType> {
    let is_wide = matches!(given, DataType::Int64 | DataType::UInt64);
    number(given).map(|number| match number {
        DataType::Int64 if is_wide || beside_integers => DataType::Int64,
        _ => DataType::Float64,
    })
}

/// What a list of numbers is read as, given what a number is.
fn list(given: &DataType, number: impl Fn(&DataType) -> Option<DataType>) -> Option<DataType> {
    let (DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _)) =
        given
    else {
        return (*given == DataType::Null).then(|| list_of(DataType::Float64));
    };
    number(item.data_type()).map(list_of)
}

/// A list of values of a type.
pub(crate) fn list_of(value: DataType) -> DataType {
    DataType::LargeList(Arc::new(Field::new_list_field(value, true)))
}

fn refuse(
    function: &str,
    arguments: Arguments,
    place: usize,
    given: &DataType,
) -> Result<DataType> {
    let expected = match (arguments.at(place), arguments.prediction) {
        (Role::Id, _) => "a whole number, equal for rows that belong together",
        (Role::Prediction, Prediction::Classes) => "a list of numbers, one for each class",
        (Role::Truth | Role::Prediction, Prediction::Any) => "a number or a list of numbers",
        (Role::Constant(Constant::Configuration), _) => "a text",
        _ => "a number",
    };
    let name = arguments.names()[place];
    plan_err!("the {name} of {function} is of type {given}, expected {expected}")
}
