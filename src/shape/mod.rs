//! Batch-first shapes: what one sample looks like, and whether arrays hold such samples.
//!
//! The batch axis is always the first. A [`SampleShape`] leaves it out, as Keras's `Input` does;
//! [`SampleShape::check`] returns the number of samples, or an error that says what to change.
//! Several arrays that go into one model are checked together by [`Inputs`].
//!
//! ```
//! use ndarray::Array;
//! use ndarray_metrics::shape::SampleShape;
//!
//! let images = Array::<u8, _>::zeros((60, 28, 28));
//! let error = SampleShape::new([28, 28, 1]).check(&images).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "`array` has shape [60, 28, 28], expected [batch, 28, 28, 1]; axis 3 of size 1 is missing: \
//!      add it with `array.insert_axis(Axis(3))`"
//! );
//! # use ndarray::Axis;
//! assert_eq!(SampleShape::new([28, 28, 1]).check(&images.insert_axis(Axis(3))), Ok(60));
//! ```

mod inputs;

use std::fmt;

use ndarray::{ArrayRef, Dimension};

use crate::error::Error;
use crate::text::{axis, list};

pub use inputs::Inputs;
pub(crate) use inputs::equal_counts;

/// The shape of one sample, without the batch axis: each axis has a fixed size or is free.
///
/// ```
/// use ndarray::Array;
/// use ndarray_metrics::shape::SampleShape;
///
/// let series = SampleShape::new([None, Some(1)]); // any number of time steps, one feature
/// assert_eq!(series.check(&Array::<f32, _>::zeros((1000, 50, 1))), Ok(1000));
/// assert_eq!(series.check(&Array::<f32, _>::zeros((8, 7, 1))), Ok(8));
/// assert!(series.check(&Array::<f32, _>::zeros((8, 7, 2))).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SampleShape {
    axes: Vec<Option<usize>>,
}

impl SampleShape {
    /// Makes a shape from sizes (`[28, 28, 1]`), or from options, where `None` is a free axis
    /// (`[None, Some(1)]`, like `(None, 1)` in Keras).
    pub fn new<A: Into<Option<usize>>>(axes: impl IntoIterator<Item = A>) -> Self {
        Self { axes: axes.into_iter().map(Into::into).collect() }
    }

    /// The shape of samples that are single numbers, as in a batch of shape `[n]`.
    #[must_use]
    pub fn scalar() -> Self {
        Self { axes: Vec::new() }
    }

    /// The size of each axis; `None` for a free axis.
    #[must_use]
    pub fn axes(&self) -> &[Option<usize>] {
        &self.axes
    }

    /// Checks the samples of `array` and returns their number.
    ///
    /// # Errors
    ///
    /// [`Error::NoBatchAxis`] for a scalar, [`Error::SampleShape`] for samples of another shape.
    pub fn check<A, D: Dimension>(&self, array: &ArrayRef<A, D>) -> Result<usize, Error> {
        self.check_dimensions("array", array.shape())
    }

    /// Checks the dimensions of an array, batch axis first, and returns its number of samples. An
    /// error calls the array `argument`.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check).
    pub fn check_dimensions(&self, argument: &str, found: &[usize]) -> Result<usize, Error> {
        let samples = batch_size(argument, found)?;
        if fits(&self.axes, &found[1..]) {
            return Ok(samples);
        }
        Err(Error::SampleShape {
            argument: argument.into(),
            expected: self.axes.clone(),
            found: found.into(),
            advice: advice(argument, &self.with_batch(), found),
        })
    }

    /// The axes of a whole batch: a free batch axis, then those of a sample.
    fn with_batch(&self) -> Vec<Option<usize>> {
        std::iter::once(None).chain(self.axes.iter().copied()).collect()
    }
}

impl fmt::Display for SampleShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", list(self.axes.iter().copied().map(axis)))
    }
}

/// The length of the batch axis.
pub(crate) fn batch_size(argument: &str, shape: &[usize]) -> Result<usize, Error> {
    shape.first().copied().ok_or_else(|| Error::NoBatchAxis { argument: argument.into() })
}

/// Whether the ranks are equal, and every axis is free or has the size found.
fn fits(expected: &[Option<usize>], found: &[usize]) -> bool {
    let equal = |(axis, &size): (&Option<usize>, &usize)| axis.is_none_or(|fixed| fixed == size);
    expected.len() == found.len() && expected.iter().zip(found).all(equal)
}

/// Says what to change so that `found` fits `expected`: an axis of size 1 to add or to remove, a
/// batch axis to add, or axes to permute. If none of these helps, says what differs.
pub(crate) fn advice(argument: &str, expected: &[Option<usize>], found: &[usize]) -> String {
    if let Some(axis) =
        surplus(expected.len(), |axis| without(expected, axis, Some(1)), |rest| fits(rest, found))
    {
        return format!(
            "; axis {axis} of size 1 is missing: add it with `{argument}.insert_axis(Axis({axis}))`"
        );
    }
    if let Some(axis) =
        surplus(found.len(), |axis| without(found, axis, 1), |rest| fits(expected, rest))
    {
        return format!(
            "; axis {axis} of size 1 is too many: remove it with `{argument}.index_axis(Axis({axis}), 0)`"
        );
    }
    if expected.first() == Some(&None) && fits(&expected[1..], found) {
        return format!(
            "; the batch axis is missing: make it a batch of one with \
             `{argument}.insert_axis(Axis(0))`"
        );
    }
    if let Some(order) = reordered(expected, found) {
        return format!(
            "; the axes are in another order: permute them with \
             `{argument}.permuted_axes({order:?})`"
        );
    }
    difference(argument, expected, found)
}

/// Says that the numbers of axes differ, or else which axis differs first.
fn difference(argument: &str, expected: &[Option<usize>], found: &[usize]) -> String {
    if expected.len() != found.len() {
        let axes = if found.len() == 1 { "axis" } else { "axes" };
        return format!("; `{argument}` has {} {axes}, expected {}", found.len(), expected.len());
    }
    let pairs = expected.iter().zip(found).enumerate();
    let mut differing = pairs.filter_map(|(axis, (expected, found))| {
        let size = expected.filter(|size| size != found)?;
        Some(format!("; axis {axis} of `{argument}` has size {found}, expected {size}"))
    });
    differing.next().unwrap_or_default()
}

/// Returns the order of axes in which `found` fits, if moving one axis other than the batch axis is
/// enough, as between channels first and channels last.
fn reordered(expected: &[Option<usize>], found: &[usize]) -> Option<Vec<usize>> {
    let places = 1..found.len();
    let moves = places.clone().flat_map(|from| places.clone().map(move |to| (from, to)));
    let orders = moves.map(|(from, to)| {
        let mut order: Vec<_> = (0..found.len()).filter(|&axis| axis != from).collect();
        order.insert(to, from);
        order
    });
    let in_order = |order: &[usize]| order.iter().map(|&axis| found[axis]).collect::<Vec<_>>();
    orders.into_iter().find(|order| fits(expected, &in_order(order)))
}

/// Returns the last axis whose removal satisfies `fits`, among those that `without` can remove.
fn surplus<A>(
    rank: usize,
    without: impl Fn(usize) -> Option<Vec<A>>,
    fits: impl Fn(&[A]) -> bool,
) -> Option<usize> {
    (0..rank).rev().find(|&axis| without(axis).is_some_and(|rest| fits(&rest)))
}

/// Returns the axes without `axis`, if that axis is `size`.
fn without<A: Copy + PartialEq>(axes: &[A], axis: usize, size: A) -> Option<Vec<A>> {
    (axes[axis] == size).then(|| [&axes[..axis], &axes[axis + 1..]].concat())
}
