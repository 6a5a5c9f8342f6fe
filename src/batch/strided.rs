//! Copies the elements of arrays of any layout in memory into logical order.

use std::ops::Range;

use ndarray::{
    ArrayView, ArrayView1, ArrayView2, ArrayViewD, ArrayViewMut, ArrayViewMut1, Axis, Dimension,
    Ix1, Ix2, Ix3, Slice,
};

use super::transposition::copy_columns;
use crate::element::Element;

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

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ArrayD, ShapeBuilder};

    use super::*;

    /// Every part of an array is copied as its elements come.
    fn check<A: Element>(view: ArrayViewD<'_, A>) {
        let all: Vec<A> = view.iter().copied().collect();
        let (line, columns) = (line(&view), columns(&view));
        let joined = joined(view.clone());
        for (start, end) in [(0, all.len()), (1, all.len()), (5, 17), (3, 90), (40, 41), (7, 7)] {
            let end = end.min(all.len());
            let mut out = vec![A::ZERO; end.saturating_sub(start)];
            gather(joined.view(), start, &mut out);
            assert_eq!(out, all[start.min(end)..end], "{joined:?} from {start} to {end}");
            if let Some(rows) = columns.filter(|_| start <= end) {
                out.fill(A::ZERO);
                gather_rows(rows, start, &mut out);
                assert_eq!(out, all[start..end], "{rows:?} from {start} to {end}");
            }
            if let Some(line) = line.filter(|_| start <= end) {
                out.fill(A::ZERO);
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
