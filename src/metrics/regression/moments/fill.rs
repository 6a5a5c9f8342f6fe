//! Filling the sums of columns from blocks of rows.

use std::borrow::Cow;
use std::ops::Range;

use super::wide::parts;
use crate::batch::{Block, are_wide};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::exact::columns::STRIP;
use crate::kernel::vectorized;
use crate::kernel::weights::{is_mask, number_present};
use crate::state::{JointMoments, Moments};

/// The number of rows gathered at a time.
const CHUNK: usize = 1024;

/// Adds a block of rows of `columns` numbers.
pub(super) fn add_columns<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    columns: usize,
    state: &mut Moments,
) -> Result<(), Error> {
    block.check_beside_floats()?;
    let weights = block.all_weights()?;
    check_values(block, weights.as_deref())?;
    let (sums, samples) = state.of_width(columns)?;
    let rows = Rows { columns, y: block.y_true().into(), p: block.y_pred().into() };
    *samples += rows.present(weights.as_deref());
    rows.add(weights, sums).map_err(|_| Error::Undefined(Undefined::Overflow))
}

/// Rows of `columns` numbers, one after the other.
struct Rows<'a, T: Copy, P: Copy> {
    columns: usize,
    y: Cow<'a, [T]>,
    p: Cow<'a, [P]>,
}

impl<T: Element, P: Element> Rows<'_, T, P> {
    fn len(&self) -> usize {
        self.p.len() / self.columns.max(1)
    }

    /// Returns the number of rows with a weight above 0.
    fn present(&self, weights: Option<&[f64]>) -> u64 {
        let present = |row: &&[f64]| row.iter().any(|&weight| weight > 0.0);
        match weights {
            None => self.len() as u64,
            Some(weights) if self.columns == 1 => number_present(weights),
            Some(weights) => weights.chunks(self.columns.max(1)).filter(present).count() as u64,
        }
    }

    /// Adds all rows. A mask costs as much as no weights: absent numbers are zeros, which add nothing.
    fn add(self, weights: Option<Vec<f64>>, sums: &mut [JointMoments]) -> Result<(), NotANumber> {
        let wide = are_wide(&self.y) || are_wide(&self.p);
        match weights {
            None if wide => self.add_weighted(&vec![1.0; self.p.len()], sums),
            None => self.add_unweighted(&vec![self.len() as u64; self.columns], sums),
            Some(weights) if !wide && is_mask(&weights) => {
                self.cleared(&weights).add_unweighted(&counts(&weights, self.columns), sums)
            }
            Some(weights) => self.add_weighted(&weights, sums),
        }
    }

    /// Returns the rows with zeros where the weight is 0, since the numbers there may be NaN.
    fn cleared(&self, weights: &[f64]) -> Self {
        let (mut y, mut p) = (self.y.to_vec(), self.p.to_vec());
        clear_absent(weights, &mut y, &mut p);
        Self { columns: self.columns, y: y.into(), p: p.into() }
    }

    /// Adds rows without weights, given the number of samples of each column; the numbers of all others
    /// are 0. Whole strips of neighbouring columns are added together, and column by column the leftover
    /// columns and the strips whose magnitudes differ too much.
    fn add_unweighted(&self, counts: &[u64], sums: &mut [JointMoments]) -> Result<(), NotANumber> {
        if self.columns == 1 {
            return sums[0].add_unweighted(counts[0], &self.y, &self.p);
        }
        let mut buffers = Buffers::new();
        for (i, (sums, counts)) in sums.chunks_mut(STRIP).zip(counts.chunks(STRIP)).enumerate() {
            let (y, p) = (&self.y[i * STRIP..], &self.p[i * STRIP..]);
            if sums.len() < STRIP || !JointMoments::add_columns(sums, counts, y, p, self.columns) {
                for (column, (sums, &count)) in (i * STRIP..).zip(sums.iter_mut().zip(counts)) {
                    buffers.add_unweighted(self, column, count, sums)?;
                }
            }
        }
        Ok(())
    }

    /// Adds rows column by column.
    fn add_weighted(&self, weights: &[f64], sums: &mut [JointMoments]) -> Result<(), NotANumber> {
        let mut buffers = Buffers::new();
        let mut columns = sums.iter_mut().enumerate();
        columns.try_for_each(|(column, sums)| buffers.add_weighted(self, column, weights, sums))
    }
}

/// Returns the number of weights above 0 in each column.
fn counts(weights: &[f64], columns: usize) -> Vec<u64> {
    if columns == 1 {
        return vec![number_present(weights)];
    }
    let mut counts = vec![0; columns];
    vectorized!(|| {
        for row in weights.chunks_exact(columns) {
            for (count, &weight) in counts.iter_mut().zip(row) {
                *count += u64::from(weight > 0.0);
            }
        }
    });
    counts
}

/// Sets numbers to 0 where their weight is 0.
fn clear_absent<T: Element, P: Element>(weights: &[f64], y: &mut [T], p: &mut [P]) {
    vectorized!(|| {
        for ((&w, y), p) in weights.iter().zip(y.iter_mut()).zip(p.iter_mut()) {
            *y = if w == 0.0 { T::ZERO } else { *y };
            *p = if w == 0.0 { P::ZERO } else { *p };
        }
    });
}

/// Refuses numbers that are not finite and have a weight above 0.
fn check_values<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    weights: Option<&[f64]>,
) -> Result<(), Error> {
    let (truth, prediction) = (Domain::Finite.guard::<T>(), Domain::Finite.guard::<P>());
    let (y, p) = (block.y_true(), block.y_pred());
    let fine = vectorized!(|| match weights {
        None => truth.admits_all(y) & prediction.admits_all(p),
        Some(weights) => {
            let mut all = true;
            for ((&w, &y), &p) in weights.iter().zip(y).zip(p) {
                all &= (w == 0.0) | (truth.admits(y) & prediction.admits(p));
            }
            all
        }
    });
    if fine { Ok(()) } else { Err(refusal(block, weights)) }
}

/// Refuses the first number that is not finite and has a weight, in the order of the elements.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, weights: Option<&[f64]>) -> Error {
    let present = |&i: &usize| weights.is_none_or(|weights| weights[i] > 0.0);
    let refused = (0..block.y_pred().len())
        .filter(present)
        .find_map(|i| block.refusal((Domain::Finite, i..i + 1), (Domain::Finite, i..i + 1)));
    refused.unwrap_or(Error::Undefined(Undefined::Overflow))
}

/// Buffers for a piece of one column; aligned as the kernels' [`Aligned`](crate::kernel::Aligned).
#[repr(align(64))]
struct Buffers<T, P> {
    weights: [f64; CHUNK],
    products: [f64; CHUNK],
    y: [T; CHUNK],
    p: [P; CHUNK],
}

impl<T: Element, P: Element> Buffers<T, P> {
    fn new() -> Self {
        let numbers = [0.0; CHUNK];
        Self { weights: numbers, products: numbers, y: [T::ZERO; CHUNK], p: [P::ZERO; CHUNK] }
    }

    /// Adds a column of `count` samples without weights, piece by piece.
    fn add_unweighted(
        &mut self,
        rows: &Rows<'_, T, P>,
        column: usize,
        mut count: u64,
        sums: &mut JointMoments,
    ) -> Result<(), NotANumber> {
        for piece in chunks(rows.len()) {
            let n = self.gather(rows, column, piece);
            sums.add_unweighted(std::mem::take(&mut count), &self.y[..n], &self.p[..n])?;
        }
        Ok(())
    }

    /// Adds a column with weights, piece by piece.
    fn add_weighted(
        &mut self,
        rows: &Rows<'_, T, P>,
        column: usize,
        weights: &[f64],
        sums: &mut JointMoments,
    ) -> Result<(), NotANumber> {
        for piece in chunks(rows.len()) {
            let first = piece.start * rows.columns;
            let n = self.gather(rows, column, piece);
            gather(&weights[first..], rows.columns, column, &mut self.weights[..n]);
            clear_absent(&self.weights[..n], &mut self.y[..n], &mut self.p[..n]);
            self.add_piece(n, sums)?;
        }
        Ok(())
    }

    /// Adds the first numbers with their weights.
    fn add_piece(&mut self, n: usize, sums: &mut JointMoments) -> Result<(), NotANumber> {
        let (w, products) = (&self.weights[..n], &mut self.products[..n]);
        let (y, p) = (&self.y[..n], &self.p[..n]);
        if are_wide(y) || are_wide(p) {
            let [y, p] = [parts(y), parts(p)];
            let [y, p] = [&y, &p].map(|[nearest, rest]| [&nearest[..], &rest[..]]);
            sums.add_weighted(w, &y, &p, products)
        } else {
            sums.add_weighted(w, &[y], &[p], products)
        }
    }

    /// Gathers the numbers of some rows in one column, and returns how many these are.
    fn gather(&mut self, rows: &Rows<'_, T, P>, column: usize, piece: Range<usize>) -> usize {
        let (first, n) = (piece.start * rows.columns, piece.len());
        gather(&rows.y[first..], rows.columns, column, &mut self.y[..n]);
        gather(&rows.p[first..], rows.columns, column, &mut self.p[..n]);
        n
    }
}

fn chunks(rows: usize) -> impl Iterator<Item = Range<usize>> {
    (0..rows).step_by(CHUNK).map(move |start| start..rows.min(start + CHUNK))
}

fn gather<A: Copy>(rows: &[A], columns: usize, column: usize, out: &mut [A]) {
    for (out, row) in out.iter_mut().zip(rows.chunks_exact(columns)) {
        *out = row[column];
    }
}
