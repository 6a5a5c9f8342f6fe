//! Sums of neighbouring columns of rows that lie one after the other.
//!
//! **Idea.** The loop of [`super::split`] with a column in each lane: rows are read as they lie, and no
//! column is gathered. The columns share two grids.
//!
//! **Price.** A little more for each term than in [`super::split`], and for each column an addition to its
//! exact sum, which outweighs the terms where blocks have few rows.

use super::grid::MOST_TERMS;
use super::part::Part;
use super::term_grids::TermGrids;

/// The number of columns that are summed together.
pub(crate) const STRIP: usize = 16;

/// The number of first rows whose largest term suggests the grids.
const FIRST_ROWS: usize = 4;

/// Returns the exact sum of the terms of each of the first [`STRIP`] columns. `None` if no grids hold the
/// terms of all columns. Rows start `width` numbers apart.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn split_columns<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    width: usize,
    term: impl Fn(T, P) -> f64,
) -> Option<[Part; STRIP]> {
    let rows = || rows(y, p, width);
    if y.len() / width > MOST_TERMS {
        return None;
    }
    let guess = largest(rows().take(FIRST_ROWS), &term);
    let sums = split(rows(), &term, TermGrids::reaching(if guess > 0.0 { guess } else { 1.0 })?);
    sums.or_else(|| split(rows(), &term, TermGrids::reaching(largest(rows(), &term))?))
}

/// The first [`STRIP`] numbers of each row.
#[inline(always)]
fn rows<'a, T, P>(
    y: &'a [T],
    p: &'a [P],
    width: usize,
) -> impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])> {
    let rows = y.chunks(width).zip(p.chunks(width));
    rows.filter_map(|(y, p)| y.first_chunk().zip(p.first_chunk()))
}

/// The largest absolute value of the terms; NaN is passed over.
#[inline(always)]
fn largest<'a, T: Copy + 'a, P: Copy + 'a>(
    rows: impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])>,
    term: &impl Fn(T, P) -> f64,
) -> f64 {
    let mut largest = [0.0; STRIP];
    for (y, p) in rows {
        for lane in 0..STRIP {
            let size = term(y[lane], p[lane]).abs();
            largest[lane] = if size > largest[lane] { size } else { largest[lane] };
        }
    }
    largest.into_iter().fold(0.0, f64::max)
}

/// The sum of each column, if the grids hold every term.
#[inline(always)]
fn split<'a, T: Copy + 'a, P: Copy + 'a>(
    rows: impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])>,
    term: &impl Fn(T, P) -> f64,
    grids: TermGrids,
) -> Option<[Part; STRIP]> {
    let (mut coarse, mut fine, mut missed) = ([0_i64; STRIP], [0_i64; STRIP], [0_u64; STRIP]);
    for (y, p) in rows {
        for lane in 0..STRIP {
            let ([steps, fine_steps], whole) = grids.split(term(y[lane], p[lane]));
            coarse[lane] = coarse[lane].wrapping_add(steps);
            fine[lane] = fine[lane].wrapping_add(fine_steps);
            missed[lane] |= u64::from(!whole);
        }
    }
    let exact = missed.iter().all(|&missed| missed == 0);
    exact.then(|| std::array::from_fn(|lane| grids.joined([coarse[lane], fine[lane]])))
}

#[cfg(test)]
mod tests;
