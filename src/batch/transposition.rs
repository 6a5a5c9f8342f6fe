//! Columns that are each one piece of memory, copied as rows.

use fearless_simd::Simd;
use ndarray::{ArrayView2, Axis};

use crate::element::Element;
use crate::element::transposed::SIDE;
use crate::kernel::{Kernel, run};

/// Rows of more numbers lie so far apart that those of one place share few places of the first-level cache.
const WIDE: usize = 64;

/// How many blocks of columns of wide rows are written together: a cache line of `f32`s in each row.
const BLOCKS: usize = 4;

/// As many wide rows are written together: a cache line of `f32`s in each column. Of rows of 1024 numbers, 64 together
/// took 3 times as long, because the first-level cache has room for few lines that lie 4096 bytes apart.
const TOGETHER: usize = BLOCKS * SIDE;

/// Copies columns, each of which is one piece of memory, as rows.
pub(super) fn copy_columns<A: Element>(rows: ArrayView2<'_, A>, out: &mut [A]) {
    if rows.ncols() == 2 {
        let column = |i: usize| {
            let column = rows.index_axis_move(Axis(1), i).to_slice().unwrap_or_default();
            column.iter().copied()
        };
        let pairs = out.as_chunks_mut().0.iter_mut().zip(column(0).zip(column(1)));
        return pairs.for_each(|(out, (a, b))| *out = [a, b]);
    }
    let columns = rows.axis_iter(Axis(1)).map(|column| column.to_slice().unwrap_or_default());
    let mut few: [&[A]; TOGETHER] = [&[]; TOGETHER];
    if rows.ncols() > few.len() {
        let columns: Vec<_> = columns.collect();
        return run(Transposition { columns: &columns, out });
    }
    few.iter_mut().zip(columns).for_each(|(own, column)| *own = column);
    run(Transposition { columns: &few[..rows.ncols()], out });
}

/// Writes columns of equal lengths as rows: wide rows square by square, so that each cache line of the columns is read
/// once, and each of the rows written once.
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
            let squares = if rows.len() == TOGETHER { self.columns.as_chunks().0 } else { &[] };
            for (place, square) in squares.iter().enumerate() {
                let columns = square.map(
                    #[inline(always)]
                    |column| &column.as_chunks().0[group],
                );
                copy_square(simd, columns, TOGETHER * place, width, out);
            }
            for (place, block) in blocks.iter().enumerate().skip(BLOCKS * squares.len()) {
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

/// Writes the columns of a square into rows, from a place of each row on.
#[inline(always)]
fn copy_square<A: Element, S: Simd>(
    simd: S,
    columns: [&[A; TOGETHER]; TOGETHER],
    place: usize,
    width: usize,
    out: &mut [A],
) {
    for (group, out) in out.chunks_exact_mut(SIDE * width).enumerate() {
        let mut blocks = [[[A::ZERO; SIDE]; SIDE]; BLOCKS];
        for (block, columns) in blocks.iter_mut().zip(columns.as_chunks().0) {
            let columns: [_; SIDE] = *columns;
            let part = columns.map(
                #[inline(always)]
                |column| column.as_chunks().0[group],
            );
            *block = A::transposed(simd, part);
        }
        for row in 0..SIDE {
            for (block, rows) in blocks.iter().enumerate() {
                if let Some(out) = out[row * width + place + SIDE * block..].first_chunk_mut() {
                    *out = rows[row];
                }
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
    use ndarray::{Array2, ShapeBuilder};

    use super::*;
    use crate::kernel::InstructionSet;

    /// All rows of an array that lies column by column, and some in its middle.
    fn check<A: Element>(number: impl Fn(u16) -> A) {
        for shape in [(5, 3), (17, 13), (5, 67), (16, 80), (33, 97), (50, 70)] {
            let array = Array2::from_shape_fn(shape.f(), |(i, j)| number((100 * i + j) as u16));
            for rows in [0..shape.0, 1..shape.0 - 1] {
                let view = array.slice_axis(Axis(0), rows.into());
                let mut out = vec![A::ZERO; view.len()];
                copy_columns(view, &mut out);
                assert!(out.iter().eq(view.iter()), "{view:?}: {out:?}");
            }
        }
    }

    #[test]
    fn columns_become_rows() {
        for set in InstructionSet::ALL {
            set.limit();
            check(f32::from);
            check(f64::from);
            check(i64::from);
            check(u32::from);
            check(|number| number);
        }
        InstructionSet::Avx512.limit();
    }
}
