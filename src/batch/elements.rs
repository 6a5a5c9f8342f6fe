//! Reads arrays of any memory layout as slices in logical order.

use std::ops::Range;

use ndarray::{ArrayRef, ArrayViewD, ArrayViewMut, Axis, Dimension, Slice};

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
    Strided(ArrayViewD<'a, A>),
}

impl<A> Elements<'_, A> {
    pub(crate) fn shape(&self) -> &[usize] {
        self.shape
    }
}

impl<'a, A: Element> Elements<'a, A> {
    pub(crate) fn new<D: Dimension>(array: &'a ArrayRef<A, D>) -> Self {
        let strided = || Source::Strided(array.view().into_dyn());
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
            Source::Strided(view) => Source::Strided(view.view()),
        };
        Elements { source, shape: self.shape }
    }

    /// Returns the elements in the order of memory, if they fill a piece of memory in another order than
    /// the logical one.
    pub(super) fn in_memory_order(&self) -> Option<Elements<'_, A>> {
        let Source::Strided(view) = &self.source else { return None };
        let slice = view.to_slice_memory_order()?;
        Some(Elements { source: Source::InOrder(slice), shape: self.shape })
    }

    /// How the elements lie in memory, unless in logical order.
    pub(super) fn order(&self) -> Option<Order<'_>> {
        let Source::Strided(view) = &self.source else { return None };
        let axes = view.shape().iter().zip(view.strides());
        let steps = axes.filter(|(size, _)| **size > 1).map(|(_, &step)| step).collect();
        Some((self.shape, steps))
    }

    pub(crate) fn len(&self) -> usize {
        match &self.source {
            Source::InOrder(slice) => slice.len(),
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
        if matches!(self.source, Source::Strided(_)) {
            let what = || format!("rows of {} numbers", range.len());
            buffer.clear();
            buffer.try_reserve(range.len()).map_err(|_| Error::TooLarge { what: what() })?;
        }
        Ok(self.gathered(range, buffer))
    }

    /// As [`piece`](Self::piece), of few elements.
    fn gathered<'b>(&'b self, range: Range<usize>, buffer: &'b mut Vec<A>) -> &'b [A] {
        match &self.source {
            Source::InOrder(slice) => &slice[range],
            Source::Strided(view) => {
                buffer.resize(range.len(), A::ZERO);
                gather(view.view(), range.start, buffer);
                buffer
            }
        }
    }
}

/// Copies the elements from logical position `start` on into `out`.
///
/// Whole sub-arrays along the first axis are assigned at once, so that ndarray picks the loop
/// order. A part of a sub-array before or after the whole ones is gathered along the next axis.
fn gather<A: Element>(view: ArrayViewD<'_, A>, start: usize, out: &mut [A]) {
    if out.is_empty() {
        return;
    }
    let inner: usize = view.shape()[1..].iter().product();
    let (first, offset) = (start / inner, start % inner);
    let whole = out.len() / inner;
    if offset > 0 || whole == 0 {
        let (head, tail) = out.split_at_mut(out.len().min(inner - offset));
        gather(view.index_axis(Axis(0), first), offset, head);
        return gather(view, start + head.len(), tail);
    }
    let (body, tail) = out.split_at_mut(whole * inner);
    let source = view.slice_axis(Axis(0), Slice::from(first..first + whole));
    if let Ok(mut target) = ArrayViewMut::from_shape(source.raw_dim(), body) {
        target.assign(&source);
    }
    gather(view, start + whole * inner, tail);
}

/// How elements lie in memory: the shape of their array, and the distance of neighbours along each axis that
/// has any.
pub(super) type Order<'a> = (&'a [usize], Vec<isize>);

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

/// Whether a number may be a weight. Without a branch.
#[inline(always)]
fn is_weight<W: Element>(number: W) -> bool {
    (0.0 <= number.to_f64()) & (number.to_f64() < f64::INFINITY)
}

/// Whether all numbers may be weights.
fn are_weights<W: Element>(numbers: &[W]) -> bool {
    vectorized!(|| {
        let mut all = true;
        for &number in numbers {
            all &= is_weight(number);
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
        if !are_weights(weights) {
            let bad = weights.iter().position(|&w| !is_weight(w)).unwrap_or(0);
            return Err((first + bad, weights[bad].to_f64()));
        }
        if span == 1 {
            vectorized!(|| {
                for (out, weight) in out.iter_mut().zip(weights) {
                    *out = weight.to_f64();
                }
            });
            return Ok(());
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
