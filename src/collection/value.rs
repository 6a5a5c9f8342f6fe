//! The value of a measure of any kind.

use crate::error::{Error, Undefined};
use crate::output::Output;
use crate::state::{ConfusionMatrix, Moments};

/// The value of an [`AnyMeasure`](super::AnyMeasure).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// One number, or why it is undefined.
    Number(Result<f64, Undefined>),
    /// A number for each class, label or column.
    Numbers(Vec<Result<f64, Undefined>>),
    /// A confusion matrix.
    Matrix(ConfusionMatrix),
    /// The moments of columns.
    Moments(Moments),
}

impl From<Result<f64, Undefined>> for Value {
    fn from(number: Result<f64, Undefined>) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<Result<f64, Undefined>>> for Value {
    fn from(numbers: Vec<Result<f64, Undefined>>) -> Self {
        Self::Numbers(numbers)
    }
}

impl From<ConfusionMatrix> for Value {
    fn from(matrix: ConfusionMatrix) -> Self {
        Self::Matrix(matrix)
    }
}

impl From<Moments> for Value {
    fn from(moments: Moments) -> Self {
        Self::Moments(moments)
    }
}

impl Output for Value {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        match self {
            Self::Number(Err(undefined)) => Err(undefined.into()),
            defined => Ok(defined),
        }
    }

    fn gated(self) -> Self {
        match self {
            Self::Number(number) => Self::Number(number.gated()),
            Self::Numbers(numbers) => Self::Numbers(numbers.gated()),
            other => other,
        }
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        match self {
            Self::Number(number) => number.numbers(),
            Self::Numbers(numbers) => numbers.clone(),
            Self::Matrix(matrix) => matrix.numbers(),
            Self::Moments(moments) => moments.numbers(),
        }
    }
}
