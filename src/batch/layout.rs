//! How the arrays of a batch belong together: which elements or rows pair, which of them share one
//! weight, and which a block keeps whole.

use super::shapes::{Shapes, check_weights};
use super::siblings::{
    NO_ROW, OF_ROWS, ONE_SCORE, WITHOUT_LAST, channels_first, check_row_and_label, of_labels,
    shapes_error, without_axis_1,
};
use crate::error::Error;
use crate::shape::{advice, batch_size, equal_counts};

/// Which parts of truth and prediction form a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// An element of the truth and the same element of the prediction.
    Elements,
    /// A row of classes of the truth and the same row of the prediction, along the last axis.
    Rows,
    /// A class label and a row of classes of the prediction.
    LabelsAndRows,
    /// A number and a row of what is predicted of it.
    TargetsAndRows,
    /// A row of classes of the truth and a class label of the prediction.
    RowsAndLabels,
    /// Each member of a tuple or collection has a rule of its own.
    ByMember,
}

/// The smallest part of the prediction that has a weight of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weigh {
    /// One element of the prediction.
    Element,
    /// One row of the prediction, along the last axis.
    Row,
    /// One sample of the prediction, along the batch axis.
    Sample,
}

/// The part of the prediction that a block never splits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Keep {
    Element,
    Row,
    Sample,
}

/// How truth, prediction and weights belong together: which shapes pair, whether an element or a
/// row is weighted, and what a block never splits.
///
/// An [`Observer`](crate::Observer) names its layout. The pass over a batch refuses arrays of other
/// shapes before it asks the observer anything.
///
/// ```
/// use ndarray_metrics::Layout;
///
/// let squared_errors = Layout::ELEMENTS;
/// let sums_by_column = Layout::ELEMENTS.whole_samples(); // a block never splits a sample
/// let crossentropy = Layout::ROWS; // one weight for a row of classes
/// # assert!(squared_errors != sums_by_column && sums_by_column != crossentropy);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    pair: Pair,
    weigh: Weigh,
    keep: Keep,
    /// Whether weights may also be those of elements, of which those of weight 0 are no part of their row.
    padded: bool,
    /// Whether elements may come in the order of memory instead of the logical order.
    any_order: bool,
    /// The fewest elements of the prediction that pay for a state of their own.
    task: usize,
}

impl Layout {
    /// Truth and prediction have equal shapes. Each element has a weight.
    pub const ELEMENTS: Self = Self {
        pair: Pair::Elements,
        weigh: Weigh::Element,
        keep: Keep::Element,
        padded: false,
        any_order: false,
        task: 0,
    };

    /// Truth and prediction have equal shapes, `[batch, .., classes]`. Each row has a weight.
    pub const ROWS: Self =
        Self { pair: Pair::Rows, weigh: Weigh::Row, keep: Keep::Row, ..Self::ELEMENTS };

    /// The truth has a class label for each row of the prediction: the prediction's shape without
    /// the last axis. Each row has a weight.
    pub const LABELS_AND_ROWS: Self = Self { pair: Pair::LabelsAndRows, ..Self::ROWS };

    /// The truth has a number for each row of the prediction: the prediction's shape without the last
    /// axis, along which lies what is predicted of the number. Each row has a weight.
    pub const TARGETS_AND_ROWS: Self = Self { pair: Pair::TargetsAndRows, ..Self::ROWS };

    /// The prediction has a class label for each row of the truth: the truth's shape without the
    /// last axis. Each label has a weight.
    pub const ROWS_AND_LABELS: Self = Self { pair: Pair::RowsAndLabels, ..Self::ELEMENTS };

    /// The layout of a tuple or collection. The layout of each member is checked separately.
    pub(crate) const BY_MEMBER: Self =
        Self { pair: Pair::ByMember, any_order: true, ..Self::ELEMENTS };

    /// The same layout, with a weight for each element of the prediction.
    #[must_use]
    pub const fn weighed_by_element(self) -> Self {
        Self { weigh: Weigh::Element, ..self }
    }

    /// The same layout, with a weight for each sample.
    #[must_use]
    pub const fn weighed_by_sample(self) -> Self {
        Self { weigh: Weigh::Sample, ..self }
    }

    /// The same layout of rows, with weights that may also be those of elements: an element of weight 0 is no
    /// part of its row, and the others have one weight, that of the row.
    pub(crate) const fn of_padded_rows(self) -> Self {
        Self { padded: true, ..self }
    }

    /// The same layout, with blocks that never split a sample, in logical order.
    #[must_use]
    pub const fn whole_samples(self) -> Self {
        Self { keep: Keep::Sample, any_order: false, ..self }
    }

    /// The same layout, with elements in any order: for an observer that never asks where an element
    /// stands. Column-major arrays are then read as they lie in memory. A refusal still names the first
    /// element in logical order.
    #[must_use]
    pub const fn in_any_order(self) -> Self {
        Self { any_order: true, ..self }
    }

    /// Returns the same layout with the least number of prediction elements that are worth a thread of their
    /// own: for an observer with a large state, since every thread fills one.
    #[must_use]
    pub const fn in_tasks_of(self, elements: usize) -> Self {
        Self { task: elements, ..self }
    }

    /// The fewest elements of the prediction that pay for a state of their own.
    #[cfg(feature = "rayon")]
    pub(crate) fn task(self) -> usize {
        self.task
    }

    /// Whether elements may come in the order of memory.
    pub(crate) fn is_in_any_order(self) -> bool {
        self.any_order
    }

    /// The same layout, with blocks that also keep whole whatever `other` keeps whole, in an order that
    /// `other` takes.
    pub(crate) fn keeping(self, other: Self) -> Self {
        let any_order = self.any_order && other.any_order;
        let task = self.task.max(other.task);
        Self { keep: self.keep.max(other.keep), any_order, task, ..self }
    }

    /// The shape of the units, each of which may have a weight, given the prediction's shape.
    pub(crate) fn units(self, y_pred: &[usize]) -> &[usize] {
        match self.weigh {
            Weigh::Element => y_pred,
            Weigh::Row => &y_pred[..y_pred.len().saturating_sub(1)],
            Weigh::Sample => &y_pred[..1],
        }
    }

    /// The number of elements of the prediction that share one weight.
    pub(crate) fn elements_per_unit(self, y_pred: &[usize]) -> usize {
        match self.weigh {
            Weigh::Element => 1,
            Weigh::Row => row_length(y_pred),
            Weigh::Sample => sample_size(y_pred),
        }
    }

    /// The number of neighbouring elements of the prediction that a block never splits.
    pub(crate) fn elements_kept(self, y_pred: &[usize]) -> usize {
        match self.keep {
            Keep::Element => 1,
            Keep::Row => row_length(y_pred),
            Keep::Sample => sample_size(y_pred),
        }
    }

    /// Refuses shapes that do not fit the layout.
    pub(crate) fn check(self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.check_pair(shapes.y_true, shapes.y_pred)?;
        let Some(weights) = shapes.weights else { return Ok(()) };
        let elements = self.pads(shapes.y_pred, weights).then_some(shapes.y_pred);
        check_weights(elements.unwrap_or_else(|| self.units(shapes.y_pred)), weights)
    }

    /// Whether weights of this shape say which elements of the rows are there.
    pub(crate) fn pads(self, y_pred: &[usize], weights: &[usize]) -> bool {
        self.padded && weights == y_pred
    }

    /// Checks truth against prediction: ranks, then batch sizes, then every other axis.
    fn check_pair(self, y_true: &[usize], y_pred: &[usize]) -> Result<(), Error> {
        let counts =
            [("y_true", batch_size("y_true", y_true)?), ("y_pred", batch_size("y_pred", y_pred)?)];
        let no_row = y_pred.len() < 2 || y_pred.last() == Some(&0);
        let expected = match self.pair {
            Pair::Rows | Pair::LabelsAndRows if no_row => {
                return Err(Error::NoClassAxis { found: y_pred.into() });
            }
            Pair::TargetsAndRows if no_row => {
                return Err(shapes_error(y_true, y_pred, WITHOUT_LAST, NO_ROW));
            }
            Pair::RowsAndLabels => return check_row_and_label(y_true, y_pred),
            Pair::ByMember => return Ok(()),
            Pair::LabelsAndRows | Pair::TargetsAndRows => &y_pred[..y_pred.len() - 1],
            Pair::Elements | Pair::Rows => y_pred,
        };
        if y_true == expected {
            return Ok(());
        }
        if y_true.len() == expected.len() {
            equal_counts(counts.map(|(name, n)| (name.to_owned(), n)).into())?;
        }
        Err(self.pair_error(expected, y_true, y_pred))
    }

    fn pair_error(self, expected: &[usize], y_true: &[usize], y_pred: &[usize]) -> Error {
        let axes: Vec<_> = expected.iter().copied().map(Some).collect();
        let advice =
            self.sibling(y_true, y_pred).unwrap_or_else(|| advice("y_true", &axes, y_true));
        let expected = match self.pair {
            Pair::LabelsAndRows | Pair::TargetsAndRows => WITHOUT_LAST,
            _ => "the two must have equal shapes",
        };
        shapes_error(y_true, y_pred, expected, advice)
    }

    /// Advises a metric of labels, or one of rows, or classes along the last axis, where the shapes
    /// suggest it. Returns `None` where they do not.
    fn sibling(self, y_true: &[usize], y_pred: &[usize]) -> Option<String> {
        let (rows, classes) = (&y_pred[..y_pred.len() - 1], y_pred[y_pred.len() - 1]);
        match self.pair {
            // A last axis of size 1 is a surplus axis, not an axis of classes.
            Pair::Rows if y_true == rows && classes == 1 => Some(ONE_SCORE.into()),
            Pair::Elements | Pair::Rows if y_true == rows && classes != 1 => {
                Some(of_labels(classes))
            }
            Pair::LabelsAndRows if y_true == y_pred => Some(OF_ROWS.into()),
            Pair::TargetsAndRows if y_true == y_pred => Some(NO_ROW.into()),
            Pair::TargetsAndRows => None,
            _ if y_true.len() > 1 && without_axis_1(y_pred) == y_true => {
                Some(channels_first(y_pred))
            }
            _ => None,
        }
    }
}

/// The length of the last axis, at least 1.
fn row_length(shape: &[usize]) -> usize {
    shape.last().copied().unwrap_or(1).max(1)
}

/// The number of elements of a sample, at least 1.
fn sample_size(shape: &[usize]) -> usize {
    shape.iter().skip(1).product::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use super::Layout;

    /// A block may be cut between elements, between rows or between samples.
    #[test]
    fn the_larger_of_two_kept_pieces_stays_whole() {
        let layouts = [Layout::ELEMENTS, Layout::ROWS, Layout::ROWS.whole_samples()];
        let kept = |layout: Layout| layout.elements_kept(&[7, 5, 3]);
        assert_eq!(layouts.map(kept), [1, 3, 15]);
        for (i, one) in layouts.into_iter().enumerate() {
            for (j, other) in layouts.into_iter().enumerate() {
                assert_eq!(kept(one.keeping(other)), kept(layouts[i.max(j)]));
            }
        }
    }

    #[test]
    fn empty_rows_and_samples_are_not_divided_by() {
        for layout in [Layout::ELEMENTS, Layout::ROWS, Layout::ELEMENTS.whole_samples()] {
            assert_eq!(layout.elements_kept(&[3, 0]), 1);
            assert_eq!(layout.elements_per_unit(&[3, 0]), 1);
        }
    }
}
