//! Copies the elements of arrays of any layout in memory into logical order.

use std::ops::Range;

use ndarray::{
    ArrayView, ArrayView1, ArrayView2, ArrayViewD, ArrayViewMut, ArrayViewMut1, Axis, Dimension,
    Ix1, Ix2, Ix3, Slice,
};

use fearless_simd::Simd;

use crate::element::Element;
use crate::element::transposed::SIDE;
use crate::kernel::{Kernel, run};

/// Sub-arrays of up to so many elements are copied together.
const FEW: usize = 64;

/// Joins neighbouring axes that are one axis in memory, and drops axes of length 1: every second number of
/// contiguous rows, for instance, is every second number of one axis.
pub(super) fn joined<A>(mut view: ArrayViewD<'_, A>) -> ArrayViewD<'_, A> {
    let mut into = view.ndim().saturating_sub(1);
    for axis in (0..into).rev() {
        if !view.merge_axes(Axis(axis), Axis(into)) {
            into = axis;
        }
    }
    for axis in (0..view.ndim()).rev() {
        if view.ndim() > 1 && view.len_of(Axis(axis)) == 1 {
            view.index_axis_inplace(Axis(axis), 0);
        }
    }
    view
}

/// Returns an array of one or two axes as one axis, if it is one in memory. Without [`joined`], whose axes are
/// counted at run time: for 64 numbers, that took ten times as long as copying them.
pub(super) fn line<'a, A, D: Dimension>(view: &ArrayView<'a, A, D>) -> Option<ArrayView1<'a, A>> {
    if view.ndim() == 1 {
        return view.clone().into_dimensionality::<Ix1>().ok();
    }
    let mut rows = view.clone().into_dimensionality::<Ix2>().ok()?;
    rows.merge_axes(Axis(0), Axis(1)).then(|| rows.index_axis_move(Axis(0), 0))
}

/// Returns an array of two axes whose columns are each one piece of memory, if it is one; as [`line`], without what is
/// counted at run time.
pub(super) fn columns<'a, A, D: Dimension>(
    view: &ArrayView<'a, A, D>,
) -> Option<ArrayView2<'a, A>> {
    if view.ndim() != 2 || view.strides()[0] != 1 {
        return None;
    }
    view.clone().into_dimensionality::<Ix2>().ok()
}

/// Copies elements of [`columns`] from logical position `start` on into `out`.
pub(super) fn gather_rows<A: Element>(rows: ArrayView2<'_, A>, start: usize, out: &mut [A]) {
    let width = rows.ncols();
    let are_rows = start.is_multiple_of(width) && out.len().is_multiple_of(width);
    if out.is_empty() || !are_rows {
        return gather(rows.into_dyn(), start, out);
    }
    let (first, count) = (start / width, out.len() / width);
    copy_columns(rows.slice_axis_move(Axis(0), Slice::from(first..first + count)), out);
}

/// Copies a range of one axis.
pub(super) fn gather_line<A: Element>(line: ArrayView1<'_, A>, range: Range<usize>, out: &mut [A]) {
    ArrayViewMut1::from(out).assign(&line.slice_axis(Axis(0), Slice::from(range)));
}

/// Copies the elements from logical position `start` on into `out`.
///
/// Whole sub-arrays along the first axis are copied at once. A part of a sub-array before or after the whole
/// ones is gathered along the next axis.
pub(super) fn gather<A: Element>(view: ArrayViewD<'_, A>, start: usize, out: &mut [A]) {
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
    copy(view.slice_axis(Axis(0), Slice::from(first..first + whole)), body);
    gather(view, start + whole * inner, tail);
}

/// Copies all elements: columns side by side where each is one piece of memory, else in the order of loops that
/// ndarray picks.
fn copy<A: Element>(view: ArrayViewD<'_, A>, out: &mut [A]) {
    let has_columns = view.ndim() > 1 && view.strides()[view.ndim() - 2] == 1;
    if view.ndim() > 2 && has_columns && out.len() > FEW * view.len_of(Axis(0)) {
        let inner = out.len() / view.len_of(Axis(0));
        if let Ok(images) = view.view().into_dimensionality::<Ix3>() {
            let images = images.outer_iter().zip(out.chunks_exact_mut(inner));
            return images.for_each(|(rows, out)| copy_columns(rows, out));
        }
        let parts = view.outer_iter().zip(out.chunks_exact_mut(inner));
        return parts.for_each(|(part, out)| copy(part, out));
    }
    match view.view().into_dimensionality() {
        Ok(rows) if has_columns => copy_columns(rows, out),
        _ => assign(view, out),
    }
}

fn assign<A: Element>(view: ArrayViewD<'_, A>, out: &mut [A]) {
    if let Ok(mut target) = ArrayViewMut::from_shape(view.raw_dim(), out) {
        target.assign(&view);
    }
}

/// Rows of more numbers lie so far apart that those of one place share few places of the first-level cache.
const WIDE: usize = 64;

/// How many rows of many numbers are written together. Of rows of 1024 numbers, 64 together took 3 times as long,
/// because the cache has room for 8 lines of one place.
const TOGETHER: usize = 8;

/// Copies columns, each of which is one piece of memory, as rows.
fn copy_columns<A: Element>(rows: ArrayView2<'_, A>, out: &mut [A]) {
    if rows.ncols() == 2 {
        let column = |i: usize| {
            let column = rows.index_axis_move(Axis(1), i).to_slice().unwrap_or_default();
            column.iter().copied()
        };
        let pairs = out.as_chunks_mut().0.iter_mut().zip(column(0).zip(column(1)));
        return pairs.for_each(|(out, (a, b))| *out = [a, b]);
    }
    let columns = rows.axis_iter(Axis(1)).map(|column| column.to_slice().unwrap_or_default());
    let mut few: [&[A]; 16] = [&[]; 16];
    if rows.ncols() > few.len() {
        let columns: Vec<_> = columns.collect();
        return run(Transposition { columns: &columns, out });
    }
    few.iter_mut().zip(columns).for_each(|(own, column)| *own = column);
    run(Transposition { columns: &few[..rows.ncols()], out });
}

/// Writes columns of equal lengths as rows.
struct Transposition<'a, A> {
    columns: &'a [&'a [A]],
    out: &'a mut [A],
}

impl<A: Element> Kernel for Transposition<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let (width, all) = (self.columns.len(), self.out.len() / self.columns.len());
        let together = if width > WIDE { TOGETHER } else { all };
        let (blocks, rest) = self.columns.as_chunks();
        for (group, out) in self.out.chunks_mut(together * width).enumerate() {
            let rows = group * together..all.min((group + 1) * together);
            for (place, block) in blocks.iter().enumerate() {
                let columns = block.map(|column| &column[rows.clone()]);
                copy_block(simd, columns, SIDE * place, width, out);
            }
            for (column, place) in rest.iter().zip(SIDE * blocks.len()..) {
                let places = out[place..].iter_mut().step_by(width);
                places.zip(&column[rows.clone()]).for_each(|(out, number)| *out = *number);
            }
        }
    }
}

/// Writes four columns of equal lengths into rows, from a place of each row on.
#[inline(always)]
fn copy_block<A: Element, S: Simd>(
    simd: S,
    columns: [&[A]; SIDE],
    place: usize,
    width: usize,
    out: &mut [A],
) {
    let [a, b, c, d] = columns.map(|column| column.as_chunks::<SIDE>().0);
    let mut groups = out.chunks_exact_mut(SIDE * width);
    for (out, (((a, b), c), d)) in (&mut groups).zip(a.iter().zip(b).zip(c).zip(d)) {
        let rows = A::transposed(simd, [*a, *b, *c, *d]);
        for row in 0..SIDE {
            if let Some(out) = out[row * width + place..].first_chunk_mut() {
                *out = rows[row];
            }
        }
    }
    let first = columns[0].len() / SIDE * SIDE;
    let rest = groups.into_remainder().chunks_exact_mut(width);
    for (i, out) in (first..columns[0].len()).zip(rest) {
        if let Some(out) = out[place..].first_chunk_mut() {
            *out = columns.map(|column| column[i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ArrayD, ShapeBuilder};

    use super::*;

    /// Every part of an array is copied as its elements come.
    fn check(view: ArrayViewD<'_, i32>) {
        let all: Vec<i32> = view.iter().copied().collect();
        let (line, columns) = (line(&view), columns(&view));
        let joined = joined(view.clone());
        for (start, end) in [(0, all.len()), (1, all.len()), (5, 17), (3, 90), (40, 41), (7, 7)] {
            let end = end.min(all.len());
            let mut out = vec![0; end.saturating_sub(start)];
            gather(joined.view(), start, &mut out);
            assert_eq!(out, all[start.min(end)..end], "{joined:?} from {start} to {end}");
            if let Some(rows) = columns.filter(|_| start <= end) {
                out.fill(0);
                gather_rows(rows, start, &mut out);
                assert_eq!(out, all[start..end], "{rows:?} from {start} to {end}");
            }
            if let Some(line) = line.filter(|_| start <= end) {
                out.fill(0);
                gather_line(line, start..end, &mut out);
                assert_eq!(out, all[start..end], "{line:?} from {start} to {end}");
            }
        }
    }

    #[test]
    fn elements_come_in_logical_order() {
        for columns in [1, 2, 3, 8, 9, 13, 67] {
            let shape = (17, columns);
            let array = Array2::from_shape_fn(shape.f(), |(i, j)| (100 * i + j) as i32);
            let slice = |axis, slice: Slice| array.slice_axis(Axis(axis), slice);
            let mut reversed = slice(0, Slice::new(0, None, -1));
            reversed.slice_axis_inplace(Axis(1), Slice::new(0, None, -1));
            for view in [array.view(), array.t(), slice(0, Slice::new(0, None, 2)), reversed] {
                check(view.into_dyn());
            }
            check(slice(0, Slice::from(3..4)).into_dyn());
        }
    }

    #[test]
    fn axes_in_any_order() {
        let array = ArrayD::from_shape_fn(vec![4, 5, 6, 7], |index| {
            (0..4).fold(0, |all, axis| 10 * all + index[axis] as i32)
        });
        for axes in [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 1, 0], [2, 3, 0, 1], [1, 0, 2, 3]] {
            let view = array.view().permuted_axes(&axes[..]);
            check(view.clone());
            check(view.slice_axis(Axis(1), Slice::new(0, None, 2)));
        }
        let images = ArrayD::from_shape_fn(vec![3, 13, 9], |index| {
            (0..3).fold(0, |all, axis| 100 * all + index[axis] as i32)
        });
        check(images.view().permuted_axes(&[0, 2, 1][..]));
    }

    #[test]
    fn every_second_number_is_a_line() {
        let array = Array2::from_shape_fn((9, 14), |(i, j)| (100 * i + j) as i32);
        let second = array.slice_axis(Axis(1), Slice::new(0, None, 2));
        assert_eq!(line(&second).map(|line| line.strides()[0]), Some(2));
        assert_eq!(line(&array.column(3)).map(|line| line.strides()[0]), Some(14));
        assert!(line(&array.slice_axis(Axis(1), Slice::from(..5))).is_none());
        for view in [second.into_dyn(), array.column(3).into_dyn()] {
            check(view.clone());
            check(view.slice_axis(Axis(0), Slice::new(0, None, -1)));
        }
    }

    #[test]
    fn neighbours_in_memory_are_one_axis() {
        let array = ArrayD::<u8>::zeros(vec![3, 1, 4, 10]);
        let second = array.slice_axis(Axis(3), Slice::new(0, None, 2));
        let joined = joined(second);
        assert_eq!((joined.shape(), joined.strides()), (&[60][..], &[2][..]));
        let columns = super::joined(array.view().permuted_axes(&[0, 3, 1, 2][..]));
        assert_eq!((columns.shape(), columns.strides()), (&[3, 10, 4][..], &[40, 1, 10][..]));
    }
}
