//! Filling the sums of columns from blocks of rows.

use std::ops::Range;

use super::rows::{Rows, clear_absent};
use super::strips;
use super::wide::parts;
use crate::batch::{Block, are_wide};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::kernel::vectorized;
use crate::kernel::weights::is_mask;
use crate::state::{JointMoments, Moments, is_ordinary};

/// Up to this many pairs are added one by one.
const FEW: usize = 16;

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
    let rows = Rows { columns, y: block.y_true(), p: block.y_pred() };
    *samples += rows.present(weights.as_deref());
    add(&rows, weights.as_deref(), sums).map_err(|_| Error::Undefined(Undefined::Overflow))
}

/// Adds all rows. A mask costs as much as no weights: absent numbers are zeros, which add nothing.
fn add<T: Element, P: Element>(
    rows: &Rows<'_, T, P>,
    weights: Option<&[f64]>,
    sums: &mut [JointMoments],
) -> Result<(), NotANumber> {
    if are_wide(rows.y) || are_wide(rows.p) {
        let ones = weights.is_none().then(|| vec![1.0; rows.p.len()]);
        return add_wide(rows, weights.or(ones.as_deref()).unwrap_or_default(), sums);
    }
    let masked = weights.is_some_and(is_mask);
    match weights {
        None => sums.iter_mut().for_each(|sums| sums.add_samples(rows.len() as u64)),
        Some(weights) if masked => {
            let counts = rows.counts(weights).into_iter();
            sums.iter_mut().zip(counts).for_each(|(sums, count)| sums.add_samples(count));
        }
        Some(_) => {}
    }
    if weights.is_none() && add_few(rows, sums) {
        return Ok(());
    }
    strips::add(rows, weights, masked, sums)
}

/// Adds rows without weights number by number. Returns false, and adds nothing, if they are many or some number
/// is very large or very small.
fn add_few<T: Element, P: Element>(rows: &Rows<'_, T, P>, sums: &mut [JointMoments]) -> bool {
    let few = rows.p.len() <= FEW;
    let are_ordinary = few
        && rows.y.iter().all(|y| is_ordinary(y.to_f64()))
        && rows.p.iter().all(|p| is_ordinary(p.to_f64()));
    if are_ordinary {
        let columns = rows.columns.max(1);
        for (y, p) in rows.y.chunks_exact(columns).zip(rows.p.chunks_exact(columns)) {
            let pairs = y.iter().zip(p);
            sums.iter_mut()
                .zip(pairs)
                .for_each(|(s, (y, p))| s.add_ordinary(y.to_f64(), p.to_f64()));
        }
    }
    are_ordinary
}

/// Adds rows of numbers that no `f64` holds, column by column.
fn add_wide<T: Element, P: Element>(
    rows: &Rows<'_, T, P>,
    weights: &[f64],
    sums: &mut [JointMoments],
) -> Result<(), NotANumber> {
    let mut buffers = Buffers::new();
    let mut columns = sums.iter_mut().enumerate();
    columns.try_for_each(|(column, sums)| buffers.add_weighted(rows, column, weights, sums))
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
            let ([y_low, y_high], [p_low, p_high]) = (truth.bounds(), prediction.bounds());
            let mut all = true;
            for ((&w, &y), &p) in weights.iter().zip(y).zip(p) {
                let y_fits = (y_low <= y) & (y <= y_high);
                all &= (w == 0.0) | (y_fits & (p_low <= p) & (p <= p_high));
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
