//! Rows of few numbers, many at a time.
//!
//! **Idea.** The numbers of up to [`GROUP`] rows are copied into columns, so that a register holds one number of
//! each of several rows. What costs every row as much as a long one, such as a sum over the lanes of a register, is
//! then done for several rows at once.
//!
//! **Deviation.** The numbers of a row are added in the order in which a row by itself adds them, so that the bits
//! are the same.

use super::GROUP;
use crate::element::Element;

/// A short row has fewer numbers than this, or as many.
pub(super) const MOST: usize = 8;

/// From this number of rows on, columns pay.
const FEW: usize = 8;

/// Whether a group of rows is to be copied into columns.
#[inline(always)]
pub(super) fn are_short(numbers: usize, rows: usize) -> bool {
    (FEW..=GROUP).contains(&rows) && numbers <= MOST * rows
}

/// A number of each row.
pub(super) type Column<A> = [A; GROUP];

/// Short rows by column, with zeros behind the last row.
pub(super) struct Columns<A> {
    columns: [Column<A>; MOST],
    length: usize,
}

impl<A: Element> Columns<A> {
    /// Copies rows, given their number.
    #[inline(always)]
    pub(super) fn of(numbers: &[A], rows: usize) -> Self {
        let (mut columns, length) = ([[A::ZERO; GROUP]; MOST], numbers.len() / rows);
        match length {
            2 => copy::<A, 2>(numbers, &mut columns),
            3 => copy::<A, 3>(numbers, &mut columns),
            4 => copy::<A, 4>(numbers, &mut columns),
            _ => {
                for (row, numbers) in numbers.chunks_exact(length).enumerate() {
                    for (column, &number) in columns.iter_mut().zip(numbers) {
                        column[row] = number;
                    }
                }
            }
        }
        Self { columns, length }
    }

    #[inline(always)]
    pub(super) fn columns(&self) -> &[Column<A>] {
        &self.columns[..self.length]
    }

    /// Returns the number of each row that stands at a place.
    #[inline(always)]
    pub(super) fn at(&self, places: &Column<u32>) -> Column<A> {
        let mut found = self.columns[0];
        for (i, column) in self.columns().iter().enumerate().skip(1) {
            for row in 0..GROUP {
                found[row] = if places[row] == i as u32 { column[row] } else { found[row] };
            }
        }
        found
    }

    /// Writes the sums of rows, NaN where a number of the row lies beyond the bounds.
    #[inline(always)]
    pub(super) fn write_sums(&self, [low, high]: [A; 2], out: &mut [f64]) {
        let (mut lanes, mut within) = ([[0.0; GROUP]; MOST], [true; GROUP]);
        for (lanes, column) in lanes.iter_mut().zip(self.columns()) {
            for row in 0..GROUP {
                lanes[row] += column[row].to_f64();
                within[row] &= (low <= column[row]) & (column[row] <= high);
            }
        }
        let sums = pairwise(&lanes);
        for ((out, sum), within) in out.iter_mut().zip(sums).zip(within) {
            *out = if within { sum } else { f64::NAN };
        }
    }
}

/// Copies rows of a length that the compiler knows: whole groups become vectors.
#[inline(always)]
fn copy<A: Element, const N: usize>(numbers: &[A], columns: &mut [Column<A>; MOST]) {
    let rows = numbers.as_chunks::<N>().0;
    if let Some(rows) = rows.first_chunk::<GROUP>() {
        for (row, numbers) in rows.iter().enumerate() {
            for i in 0..N {
                columns[i][row] = numbers[i];
            }
        }
        return;
    }
    for (row, numbers) in rows.iter().enumerate().take(GROUP) {
        for i in 0..N {
            columns[i][row] = numbers[i];
        }
    }
}

/// Adds the lanes of each row pairwise, in the order of the sum over a vector.
#[inline(always)]
pub(super) fn pairwise(lanes: &[Column<f64>; MOST]) -> Column<f64> {
    let [a, b, c, d, e, f, g, h] = lanes;
    let mut sums = [0.0; GROUP];
    for row in 0..GROUP {
        let even = (a[row] + e[row]) + (c[row] + g[row]);
        sums[row] = even + ((b[row] + f[row]) + (d[row] + h[row]));
    }
    sums
}
