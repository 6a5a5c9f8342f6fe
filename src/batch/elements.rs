//! Reads arrays of any memory layout as slices in logical order.

use std::ops::Range;

use ndarray::{ArrayRef, ArrayView1, ArrayView2, ArrayViewD, Dimension};

use super::strided::{columns, gather, gather_line, gather_rows, joined, line};
use crate::element::Element;
use crate::error::Error;
use crate::kernel::vectorized;

/// An array that is read in logical order, whatever its memory layout.
#[derive(Clone, Debug)]
pub(crate) struct Elements<'a, A> {
    shape: &'a [usize],
    source: Source<'a, A>,
}

#[derive(Clone, Debug)]
enum Source<'a, A> {
    InOrder(&'a [A]),
    /// All axes are one in memory, such as every second number, or one column.
    Line(ArrayView1<'a, A>),
    /// Rows whose columns are each one piece of memory.
    Columns(ArrayView2<'a, A>),
    /// Axes that are one in memory are joined.
    Strided(ArrayViewD<'a, A>),
}

impl<A> Elements<'_, A> {
    pub(crate) fn shape(&self) -> &[usize] {
        self.shape
    }
}

impl<'a, A: Element> Elements<'a, A> {
    pub(crate) fn new<D: Dimension>(array: &'a ArrayRef<A, D>) -> Self {
        let strided = || {
            let view = array.view();
            if let Some(line) = line(&view) {
                return Source::Line(line);
            }
            let strided = || Source::Strided(joined(view.clone().into_dyn()));
            columns(&view).map_or_else(strided, Source::Columns)
        };
        let source = array.as_slice().map_or_else(strided, Source::InOrder);
        Self { shape: array.shape(), source }
    }

    /// Returns the elements of a slice in a shape that has as many.
    pub(super) fn in_order(shape: &'a [usize], slice: &'a [A]) -> Self {
        Self { shape, source: Source::InOrder(slice) }
    }

    /// Returns the same elements, borrowed from these.
    pub(super) fn view(&self) -> Elements<'_, A> {
        let source = match &self.source {
            Source::InOrder(slice) => Source::InOrder(slice),
            Source::Line(line) => Source::Line(*line),
            Source::Columns(rows) => Source::Columns(*rows),
            Source::Strided(view) => Source::Strided(view.view()),
        };
        Elements { source, shape: self.shape }
    }

    /// Returns the elements in the order of memory, if they fill a piece of memory in another order than
    /// the logical one.
    pub(super) fn in_memory_order(&self) -> Option<Elements<'_, A>> {
        let slice = match &self.source {
            Source::InOrder(_) => return None,
            Source::Line(line) => line.to_slice_memory_order()?,
            Source::Columns(rows) => rows.to_slice_memory_order()?,
            Source::Strided(view) => view.to_slice_memory_order()?,
        };
        Some(Elements { source: Source::InOrder(slice), shape: self.shape })
    }

    /// How the elements lie in memory, unless in logical order.
    pub(super) fn order(&self) -> Option<Order<'_>> {
        let (axes, strides) = match &self.source {
            Source::InOrder(_) => return None,
            Source::Line(line) => (line.shape(), line.strides()),
            Source::Columns(rows) => (rows.shape(), rows.strides()),
            Source::Strided(view) => (view.shape(), view.strides()),
        };
        Some(Order { shape: self.shape, axes, strides })
    }

    pub(crate) fn len(&self) -> usize {
        match &self.source {
            Source::InOrder(slice) => slice.len(),
            Source::Line(line) => line.len(),
            Source::Columns(rows) => rows.len(),
            Source::Strided(view) => view.len(),
        }
    }

    /// Returns the elements in a range of logical positions. Gathers them into `buffer` if the
    /// array is not contiguous.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if the elements do not fit into memory, as a row that is broadcast may not.
    pub(crate) fn piece<'b>(
        &'b self,
        range: Range<usize>,
        buffer: &'b mut Vec<A>,
    ) -> Result<&'b [A], Error> {
        if !matches!(self.source, Source::InOrder(_)) {
            let what = || format!("rows of {} numbers", range.len());
            // Kept numbers are overwritten: clearing them would be a pass of its own.
            buffer.truncate(range.len());
            let room = buffer.try_reserve(range.len() - buffer.len());
            room.map_err(|_| Error::TooLarge { what: what() })?;
        }
        Ok(self.gathered(range, buffer))
    }

    /// As [`piece`](Self::piece), of few elements.
    fn gathered<'b>(&'b self, range: Range<usize>, buffer: &'b mut Vec<A>) -> &'b [A] {
        match &self.source {
            Source::InOrder(slice) => &slice[range],
            Source::Line(line) => {
                buffer.resize(range.len(), A::ZERO);
                gather_line(*line, range, buffer);
                buffer
            }
            Source::Columns(rows) => {
                buffer.resize(range.len(), A::ZERO);
                gather_rows(*rows, range.start, buffer);
                buffer
            }
            Source::Strided(view) => {
                buffer.resize(range.len(), A::ZERO);
                gather(view.view(), range.start, buffer);
                buffer
            }
        }
    }
}

/// How elements lie in memory: the shape of their array, and the length of each axis in memory with the
/// distance of neighbours along it.
#[derive(PartialEq)]
pub(crate) struct Order<'a> {
    shape: &'a [usize],
    axes: &'a [usize],
    strides: &'a [isize],
}

/// Weights of any element type behind one type. One dynamic call serves a whole range of units, so
/// its cost does not show.
pub(crate) trait Weights: Sync {
    fn shape(&self) -> &[usize];

    /// Writes the weights of the units in a range, where each weight counts for `span` units.
    ///
    /// Fails with the first weight that is negative or not finite, and its position.
    fn fill(&self, units: Range<usize>, span: usize, out: &mut [f64]) -> Result<(), (usize, f64)>;

    /// Returns the weights in the order of memory, if they fill a piece of memory in this order.
    fn in_memory_order(&self, order: &Order<'_>) -> Option<Box<dyn Weights + '_>>;
}

/// Whether a number may be a weight. Without a branch, and without `is_finite`, which the compiler makes a test of
/// bits that takes three times as long.
#[inline(always)]
fn is_weight<W: Element>(number: W) -> bool {
    (0.0 <= number.to_f64()) & (number.to_f64() <= f64::MAX)
}

/// Copies weights; false if a number is none. The two have equal lengths.
fn copy_weights<W: Element>(weights: &[W], out: &mut [f64]) -> bool {
    vectorized!(|| {
        let mut all = true;
        for (out, &weight) in out.iter_mut().zip(weights) {
            *out = weight.to_f64();
            all &= is_weight(weight);
        }
        all
    })
}

impl<W: Element> Weights for Elements<'_, W> {
    fn shape(&self) -> &[usize] {
        self.shape
    }

    fn in_memory_order(&self, order: &Order<'_>) -> Option<Box<dyn Weights + '_>> {
        let alike = self.order().is_some_and(|own| own == *order);
        alike.then(|| self.in_memory_order())?.map(|own| Box::new(own) as _)
    }

    fn fill(&self, units: Range<usize>, span: usize, out: &mut [f64]) -> Result<(), (usize, f64)> {
        let Some(last) = units.clone().last() else { return Ok(()) };
        let (first, mut buffer) = (units.start / span, Vec::new());
        let weights = self.gathered(first..last / span + 1, &mut buffer);
        let refusal = || {
            let bad = weights.iter().position(|&weight| !is_weight(weight)).unwrap_or(0);
            (first + bad, weights[bad].to_f64())
        };
        if span == 1 {
            return copy_weights(weights, out).then_some(()).ok_or_else(refusal);
        }
        if !weights.iter().all(|&weight| is_weight(weight)) {
            return Err(refusal());
        }
        let mut unit = units.start;
        for (position, weight) in weights.iter().enumerate() {
            let end = ((first + position + 1) * span).min(units.end);
            out[unit - units.start..end - units.start].fill(weight.to_f64());
            unit = end;
        }
        Ok(())
    }
}
