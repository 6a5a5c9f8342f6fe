//! Rows of numbers in strips of as many columns as a register has lanes.

use super::rows::{Rows, clear_absent};
use crate::element::{Element, fits_f32};
use crate::exact::NotANumber;
use crate::exact::limbs::{LANES, Lanes, ROWS};
use crate::kernel::weights::number_present;
use crate::kernel::{Aligned, vectorized};
use crate::state::{JointMoments, Strip};

/// Below this number of columns, several rows are read as one wide row, so that a lane belongs to a column in
/// each strip.
const FEW_COLUMNS: usize = 4 * LANES;

/// The rows of a strip that a small batch fits in: buffers for more would take longer to clear than to fill.
const FEW_ROWS: usize = 8;

/// Numbers of a strip: up to [`ROWS`] rows of [`LANES`] columns.
type Numbers<const R: usize> = Aligned<[[f64; LANES]; R]>;

/// Truth, prediction and weights of a strip.
struct Strips<const R: usize> {
    y: Numbers<R>,
    p: Numbers<R>,
    weights: Option<Numbers<R>>,
    /// The number of limbs that the last numbers needed.
    limbs: usize,
}

/// Adds rows to the sums of their columns; see [`Strips::add`].
pub(super) fn add<T: Element, P: Element>(
    rows: &Rows<'_, T, P>,
    weights: Option<&[f64]>,
    is_mask: bool,
    sums: &mut [JointMoments],
) -> Result<(), NotANumber> {
    match rows.p.len() <= FEW_ROWS * width(rows.columns) {
        true => Strips::<FEW_ROWS>::new(weights).add(rows, weights, is_mask, sums),
        false => Strips::<ROWS>::new(weights).add(rows, weights, is_mask, sums),
    }
}

impl<const R: usize> Strips<R> {
    fn new(weights: Option<&[f64]>) -> Self {
        let zeros = Aligned([[0.0; LANES]; R]);
        Self { y: zeros, p: zeros, weights: weights.map(|_| zeros), limbs: 2 }
    }

    /// Adds rows to the sums of their columns, but for the number of samples without weights. Where a weight
    /// is 0, there is no number; the other weights of a mask are 1.
    fn add<T: Element, P: Element>(
        &mut self,
        rows: &Rows<'_, T, P>,
        weights: Option<&[f64]>,
        is_mask: bool,
        sums: &mut [JointMoments],
    ) -> Result<(), NotANumber> {
        self.limbs = if fits_f32::<T>() && fits_f32::<P>() { 2 } else { 3 };
        let (width, all) = (width(rows.columns), rows.p.len());
        let some_absent = weights.is_some_and(|weights| number_present(weights) < all as u64);
        for (first, columns) in strips(width, rows.columns) {
            for start in (first..all).step_by(width * R) {
                let n = self.fill(&rows.y[start..], &rows.p[start..], width);
                if let (Some(own), Some(weights)) = (&mut self.weights, weights) {
                    fill(&mut own.0, &weights[start..], width);
                }
                if some_absent {
                    self.clear_absent(n);
                }
                self.add_strip(n, weights.is_some() && !is_mask, columns, sums)?;
            }
        }
        Ok(())
    }

    /// Adds the rows that were read, with their weights or without.
    fn add_strip(
        &mut self,
        rows: usize,
        is_weighted: bool,
        columns: [Option<usize>; LANES],
        sums: &mut [JointMoments],
    ) -> Result<(), NotANumber> {
        let (y, p) = (&self.y.0[..rows], &self.p.0[..rows]);
        let weights = self.weights.as_ref().filter(|_| is_weighted);
        let weights = weights.map(|weights| &weights.0[..rows]);
        if (Strip { y, p, weights, columns }).add(&mut self.limbs, sums) {
            return Ok(());
        }
        self.add_column_by_column(rows, is_weighted, columns, sums)
    }

    /// Reads the first columns of some rows, and returns the number of rows.
    fn fill<T: Element, P: Element>(&mut self, y: &[T], p: &[P], width: usize) -> usize {
        fill(&mut self.y.0, y, width);
        fill(&mut self.p.0, p, width);
        p.len().div_ceil(width).min(R)
    }

    /// Sets numbers to 0 where the weight is 0.
    fn clear_absent(&mut self, rows: usize) {
        let Some(weights) = &self.weights else { return };
        let (y, p) = (self.y.0.as_flattened_mut(), self.p.0.as_flattened_mut());
        clear_absent(weights.0[..rows].as_flattened(), y, p);
    }

    /// Adds rows whose numbers have too many limbs.
    #[cold]
    fn add_column_by_column(
        &mut self,
        rows: usize,
        is_weighted: bool,
        columns: [Option<usize>; LANES],
        sums: &mut [JointMoments],
    ) -> Result<(), NotANumber> {
        for (lane, column) in columns.into_iter().enumerate() {
            let Some(column) = column else { continue };
            let of_lane = |numbers: &Numbers<R>| -> Vec<f64> {
                numbers.0[..rows].iter().map(|row| row[lane]).collect()
            };
            let (y, p, sums) = (of_lane(&self.y), of_lane(&self.p), &mut sums[column]);
            match self.weights.as_ref().filter(|_| is_weighted).map(of_lane) {
                Some(w) => sums.add_weighted(&w, &[&y], &[&p], &mut vec![0.0; rows])?,
                None => sums.add_unweighted(0, &y, &p)?,
            }
        }
        Ok(())
    }
}

/// The width of rows, or of several rows as one.
fn width(columns: usize) -> usize {
    let shared = 1 << columns.trailing_zeros().min(LANES.ilog2());
    if columns < FEW_COLUMNS { columns * LANES / shared } else { columns }
}

/// The first place of each strip in a wide row, and the columns of its lanes. The last strip may begin within
/// the one before; lanes that were in that one are left out.
fn strips(width: usize, columns: usize) -> impl Iterator<Item = (usize, [Option<usize>; LANES])> {
    (0..width).step_by(LANES).map(move |place| {
        let first = place.min(width - LANES);
        let column = |lane| (first + lane >= place).then(|| (first + lane) % columns);
        (first, std::array::from_fn(column))
    })
}

/// Reads the first columns of rows, with zeros behind the last number.
fn fill<A: Element>(out: &mut Lanes, numbers: &[A], width: usize) {
    if width == LANES {
        return copy(numbers, out.as_flattened_mut());
    }
    let (whole, rest) = numbers.split_at(numbers.len() - numbers.len() % width);
    let rows = out.len().min(whole.len() / width);
    vectorized!(|| {
        for (out, row) in out.iter_mut().zip(whole.chunks_exact(width)) {
            if let Some(row) = row.first_chunk::<LANES>() {
                for lane in 0..LANES {
                    out[lane] = row[lane].to_f64();
                }
            }
        }
    });
    if let Some(last) = out.get_mut(rows) {
        copy(&rest[..rest.len().min(LANES)], last);
    }
}

/// Copies numbers that lie side by side, with zeros behind them as far as a row.
fn copy<A: Element>(numbers: &[A], out: &mut [f64]) {
    let count = numbers.len().min(out.len());
    out[count..count.next_multiple_of(LANES)].fill(0.0);
    vectorized!(|| {
        for (out, number) in out.iter_mut().zip(numbers) {
            *out = number.to_f64();
        }
    });
}
