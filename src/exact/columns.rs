//! Sums of neighbouring columns of rows that lie one after the other.
//!
//! **Idea.** The loop of [`super::sum`] with a column in each lane, so that rows are read as they
//! lie and nothing is gathered. The columns share two grids.
//!
//! **Price.** Little more than that of [`super::sum`] for a term, and for each column an addition to
//! its exact sum, which is what counts where blocks have few rows.

use super::grid::MOST_TERMS;
use super::part::Part;
use super::term_grids::TermGrids;

/// Columns that are summed at once.
pub(crate) const STRIP: usize = 16;

/// Rows from whose largest term the grids are guessed.
const FIRST: usize = 4;

/// The exact sum of the terms of each of the first [`STRIP`] columns, or None if no grids suit all
/// of them. Rows start `width` numbers apart.
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
    let guess = largest(rows().take(FIRST), &term);
    let sums = split(rows(), &term, TermGrids::reaching(if guess > 0.0 { guess } else { 1.0 })?);
    sums.or_else(|| split(rows(), &term, TermGrids::reaching(largest(rows(), &term))?))
}

#[inline(always)]
fn rows<'a, T, P>(
    y: &'a [T],
    p: &'a [P],
    width: usize,
) -> impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])> {
    let rows = y.chunks(width).zip(p.chunks(width));
    rows.filter_map(|(y, p)| y.first_chunk().zip(p.first_chunk()))
}

#[inline(always)]
fn largest<'a, T: Copy + 'a, P: Copy + 'a>(
    rows: impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])>,
    term: &impl Fn(T, P) -> f64,
) -> f64 {
    let mut most = [0.0; STRIP];
    for (y, p) in rows {
        for lane in 0..STRIP {
            let size = term(y[lane], p[lane]).abs();
            most[lane] = if size > most[lane] { size } else { most[lane] };
        }
    }
    most.into_iter().fold(0.0, f64::max)
}

#[inline(always)]
fn split<'a, T: Copy + 'a, P: Copy + 'a>(
    rows: impl Iterator<Item = (&'a [T; STRIP], &'a [P; STRIP])>,
    term: &impl Fn(T, P) -> f64,
    grids: TermGrids,
) -> Option<[Part; STRIP]> {
    let (mut coarse, mut fine, mut missed) = ([0_i64; STRIP], [0_i64; STRIP], [0_u64; STRIP]);
    for (y, p) in rows {
        for lane in 0..STRIP {
            let ([steps, rest], all) = grids.split(term(y[lane], p[lane]));
            coarse[lane] = coarse[lane].wrapping_add(steps);
            fine[lane] = fine[lane].wrapping_add(rest);
            missed[lane] |= u64::from(!all);
        }
    }
    let exact = missed.iter().all(|&missed| missed == 0);
    exact.then(|| std::array::from_fn(|lane| grids.joined([coarse[lane], fine[lane]])))
}

#[cfg(test)]
mod tests;
