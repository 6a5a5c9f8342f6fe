//! How truth, prediction and weights of one metric fit together.

use super::inputs::equal_counts;
use super::{advice, batch_size};
use crate::error::Error;

/// What one term of a metric is computed from, and what one weight counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// One element of the truth and the same element of the prediction.
    Element,
    /// One row of classes of each, along the last axis.
    Row,
    /// One class label and one row of classes of the prediction.
    LabelledRow,
    /// All elements of one sample of each, after the batch axis.
    Sample,
    /// One row of classes of the truth and one class label of the prediction.
    RowAndLabel,
}

impl Unit {
    /// The shape of the units, given the prediction's.
    pub(crate) fn shape(self, y_pred: &[usize]) -> &[usize] {
        match self {
            Self::Element | Self::RowAndLabel => y_pred,
            Self::Row | Self::LabelledRow => &y_pred[..y_pred.len() - 1],
            Self::Sample => &y_pred[..1],
        }
    }

    /// How many elements of the prediction belong to one unit.
    pub(crate) fn grain(self, y_pred: &[usize]) -> usize {
        match self {
            Self::Element | Self::RowAndLabel => 1,
            Self::Row | Self::LabelledRow => y_pred.last().copied().unwrap_or(1),
            Self::Sample => y_pred[1..].iter().product::<usize>().max(1),
        }
    }

    /// The one of two units that a block must not split if it is to split neither.
    pub(crate) fn coarser(self, other: Self) -> Self {
        if self == Self::Element || other == Self::Sample { other } else { self }
    }

    fn rule(self) -> &'static str {
        match self {
            Self::Element | Self::Row | Self::Sample => "the two must have equal shapes",
            Self::LabelledRow => "y_true must have the shape of y_pred without its last axis",
            Self::RowAndLabel => "y_pred must have the shape of y_true without its last axis",
        }
    }

    /// What to use instead, where the ranks suggest the metric's sibling.
    fn sibling(self, y_true: &[usize], y_pred: &[usize]) -> &'static str {
        match self {
            Self::Row if y_true == &y_pred[..y_pred.len() - 1] => {
                "; for class labels use a sparse metric, or make one-hot rows of them"
            }
            Self::LabelledRow if y_true == y_pred => {
                "; for one-hot or soft labels use a metric that is not sparse"
            }
            // Where the last axis has one element only, it is an axis too many, not classes.
            Self::Element if y_pred.last() != Some(&1) && y_true == &y_pred[..y_pred.len() - 1] => {
                "; for class labels use a sparse metric"
            }
            _ => "",
        }
    }
}

/// Checks truth against prediction: ranks, batch sizes, then every axis.
pub(crate) fn check_pair(unit: Unit, y_true: &[usize], y_pred: &[usize]) -> Result<(), Error> {
    let counts =
        [("y_true", batch_size("y_true", y_true)?), ("y_pred", batch_size("y_pred", y_pred)?)];
    if unit == Unit::RowAndLabel {
        return check_row_and_label(y_true, y_pred);
    }
    if matches!(unit, Unit::Row | Unit::LabelledRow)
        && (y_pred.len() < 2 || y_pred.last() == Some(&0))
    {
        return Err(Error::NoClassAxis { found: y_pred.into() });
    }
    let expected = if unit == Unit::LabelledRow { unit.shape(y_pred) } else { y_pred };
    if y_true == expected {
        return Ok(());
    }
    if y_true.len() == expected.len() {
        equal_counts(counts.map(|(name, n)| (name.to_owned(), n)).into())?;
    }
    Err(pair_error(unit, expected, y_true, y_pred))
}

/// The same where the truth has the axis of classes.
fn check_row_and_label(y_true: &[usize], y_pred: &[usize]) -> Result<(), Error> {
    match y_true.split_last() {
        Some((1.., units)) if units == y_pred => Ok(()),
        _ => {
            let (y_true, y_pred) = (y_true.into(), y_pred.into());
            let expected = Unit::RowAndLabel.rule();
            Err(Error::Shapes { y_true, y_pred, expected, advice: String::new() })
        }
    }
}

fn pair_error(unit: Unit, expected: &[usize], y_true: &[usize], y_pred: &[usize]) -> Error {
    let sibling = unit.sibling(y_true, y_pred);
    let axes: Vec<_> = expected.iter().copied().map(Some).collect();
    let advice =
        if sibling.is_empty() { advice("y_true", &axes, y_true) } else { sibling.to_owned() };
    Error::Shapes { y_true: y_true.into(), y_pred: y_pred.into(), expected: unit.rule(), advice }
}

/// Checks weights against the units: their shape must be made of the units' leading axes.
pub(crate) fn check_weights(units: &[usize], weights: &[usize]) -> Result<(), Error> {
    batch_size("weights", weights)?;
    if units.starts_with(weights) {
        return Ok(());
    }
    let rank = weights.len().saturating_sub(1).clamp(1, units.len());
    let axes: Vec<_> = units[..rank].iter().copied().map(Some).collect();
    let advice = advice("weights", &axes, weights);
    let advice = if advice.contains("remove") { advice } else { String::new() };
    Err(Error::WeightShape { weights: weights.into(), units: units.into(), advice })
}

/// The index along each axis of the element at a position in logical (row-major) order.
pub(crate) fn unravel(mut position: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, &size) in index.iter_mut().zip(shape).rev() {
        *place = position % size.max(1);
        position /= size.max(1);
    }
    index
}

#[cfg(test)]
mod tests {
    use super::Unit;

    /// Blocks of elements may be cut anywhere, those of rows between rows, those of samples between
    /// samples.
    #[test]
    fn what_splits_neither_is_the_larger() {
        let units = [Unit::Element, Unit::Row, Unit::Sample];
        for (i, one) in units.into_iter().enumerate() {
            for (j, other) in units.into_iter().enumerate() {
                assert_eq!(one.coarser(other), units[i.max(j)]);
            }
        }
    }
}
