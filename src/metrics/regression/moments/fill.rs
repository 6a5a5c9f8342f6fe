//! Filling the sums of columns from blocks of rows.

use std::ops::Range;

use super::wide::parts;
use crate::batch::{Block, are_wide};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::exact::columns::STRIP;
use crate::kernel::vectorized;
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
    let rows = block.y_pred().len() / columns.max(1);
    let (sums, samples) = state.of_width(columns)?;
    let added = match &weights {
        None if are_wide(block.y_true()) || are_wide(block.y_pred()) => {
            let ones = vec![1.0; block.y_pred().len()];
            Buffers::new().add_all(block, columns, 0, Some(&ones), sums)
        }
        None if columns == 1 => sums[0].add_unweighted(block.y_true(), block.y_pred()),
        None => add_strips(block, columns, sums),
        Some(weights) => Buffers::new().add_all(block, columns, 0, Some(weights), sums),
    };
    added.map_err(|_| Error::Undefined(Undefined::Overflow))?;
    let present = |row: &&[f64]| row.iter().any(|&weight| weight > 0.0);
    *samples += match &weights {
        None => rows,
        Some(weights) => weights.chunks(columns.max(1)).filter(present).count(),
    } as u64;
    Ok(())
}

/// Adds the columns of a block without weights: whole strips of neighbouring columns together, and
/// column by column the leftover columns and the strips whose magnitudes differ too much.
fn add_strips<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    columns: usize,
    sums: &mut [JointMoments],
) -> Result<(), NotANumber> {
    let mut buffers = Buffers::new();
    for (i, sums) in sums.chunks_mut(STRIP).enumerate() {
        let first = i * STRIP;
        let (y, p) = (&block.y_true()[first..], &block.y_pred()[first..]);
        if sums.len() < STRIP || !JointMoments::add_columns(sums, y, p, columns) {
            buffers.add_all(block, columns, first, None, sums)?;
        }
    }
    Ok(())
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
        Some(weights) => weights.iter().zip(y).zip(p).fold(true, |all, ((&w, &y), &p)| {
            all & ((w == 0.0) | (truth.admits(y) & prediction.admits(p)))
        }),
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

    /// Adds the columns of a block from `first` on, one by one.
    fn add_all(
        &mut self,
        block: &Block<'_, T, P>,
        columns: usize,
        first: usize,
        weights: Option<&[f64]>,
        sums: &mut [JointMoments],
    ) -> Result<(), NotANumber> {
        let mut columns_and_sums = (first..).zip(sums);
        columns_and_sums
            .try_for_each(|(column, sums)| self.add(block, columns, column, weights, sums))
    }

    /// Adds one column of a block, gathered piece by piece.
    fn add(
        &mut self,
        block: &Block<'_, T, P>,
        columns: usize,
        column: usize,
        weights: Option<&[f64]>,
        sums: &mut JointMoments,
    ) -> Result<(), NotANumber> {
        for rows in chunks(block.y_pred().len() / columns) {
            let (elements, n) = (rows.start * columns..rows.end * columns, rows.len());
            gather(&block.y_true()[elements.clone()], columns, column, &mut self.y);
            gather(&block.y_pred()[elements.clone()], columns, column, &mut self.p);
            let Some(weights) = weights else {
                sums.add_unweighted(&self.y[..n], &self.p[..n])?;
                continue;
            };
            gather(&weights[elements], columns, column, &mut self.weights);
            self.clear_absent(n);
            let (w, products) = (&self.weights[..n], &mut self.products[..n]);
            let (y, p) = (&self.y[..n], &self.p[..n]);
            if are_wide(y) || are_wide(p) {
                let [y, p] = [parts(y), parts(p)];
                let [y, p] = [&y, &p].map(|[nearest, rest]| [&nearest[..], &rest[..]]);
                sums.add_weighted(w, &y, &p, products)?;
            } else {
                sums.add_weighted(w, &[y], &[p], products)?;
            }
        }
        Ok(())
    }

    /// Sets the first numbers to 0 where their weight is 0, since they may be NaN.
    fn clear_absent(&mut self, n: usize) {
        for ((&w, y), p) in self.weights[..n].iter().zip(&mut self.y).zip(&mut self.p) {
            *y = if w == 0.0 { T::ZERO } else { *y };
            *p = if w == 0.0 { P::ZERO } else { *p };
        }
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
