//! Adding blocks of terms to an exact sum.
//!
//! 0. Up to [`FEW`] terms are added one by one.
//! 1. Two grids that the first terms suggest: nearly every larger block ends here.
//! 2. Piece by piece, two grids that suit the largest term of the piece.
//! 3. Grid by grid, until no term has a remainder.

use super::grid::{Grid, MOST_TERMS, TOO_LARGE};
use super::part::Part;
use super::product::{QuickErrors, product_error};
use super::split::{Terms, itself, largest_of, split_off, split_pairs, split_terms};
use super::{ExactSum, NotANumber};
use crate::element::Element;

/// The number of terms of a piece, which are computed into a buffer.
const PIECE: usize = 512;

/// Up to this many terms, finding grids takes longer than adding each term.
const FEW: usize = 12;

impl ExactSum {
    /// Adds every term of a slice.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] for a NaN among them; the sum stays as it was.
    pub fn add_slice(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        let mut sum = self.clone();
        sum.add_terms(terms)?;
        *self = sum;
        Ok(())
    }

    /// Adds every term of a slice. After an error, the sum holds some of the terms and must be dropped.
    pub(crate) fn add_terms(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        self.add_pairs(terms, terms, itself, itself)
    }

    /// Adds the term of every pair. The slices have equal lengths. After an error, the sum holds some of
    /// the terms and must be dropped.
    ///
    /// The first pass over a block calls `quick`, which may differ from `term` where it returns NaN or an
    /// infinity.
    #[inline]
    pub(crate) fn add_pairs<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: impl Fn(T, P) -> f64,
        term: impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        self.add_terms_of_pairs(y, p, quick, term)
    }

    /// Adds the rounding error of every product of a pair; infinity where the computation overflows.
    #[inline]
    pub(crate) fn add_product_errors<A: Element, B: Element>(
        &mut self,
        a: &[A],
        b: &[B],
    ) -> Result<(), NotANumber> {
        self.add_terms_of_pairs(a, b, QuickErrors, product_error)
    }

    /// As [`add_pairs`](Self::add_pairs).
    #[inline]
    fn add_terms_of_pairs<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: impl Terms<T, P>,
        term: impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        if y.len() <= FEW {
            return y.iter().zip(p).try_for_each(|(&y, &p)| self.add(term(y, p)));
        }
        y.chunks(MOST_TERMS)
            .zip(p.chunks(MOST_TERMS))
            .try_for_each(|(y, p)| self.add_split(split_pairs(y, p, &quick), y, p, &term))
    }

    /// Adds a block's parts or, if the guessed grids gave none, the block piece by piece.
    #[inline]
    fn add_split<T: Copy, P: Copy>(
        &mut self,
        split: Option<[Part; 2]>,
        y: &[T],
        p: &[P],
        term: &impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let Some(parts) = split else { return self.add_pieces(y, p, term) };
        parts.into_iter().for_each(|part| self.add_part(part));
        Ok(())
    }

    #[cold]
    fn add_pieces<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        term: &impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let mut buffer = [0.0; PIECE];
        for (y, p) in y.chunks(PIECE).zip(p.chunks(PIECE)) {
            let terms = &mut buffer[..y.len()];
            for ((out, &y), &p) in terms.iter_mut().zip(y).zip(p) {
                *out = term(y, p);
            }
            self.add_piece(terms)?;
        }
        Ok(())
    }

    /// Adds a piece by two grids that suit its largest term or, if small terms have remainders, grid by
    /// grid.
    fn add_piece(&mut self, terms: &mut [f64]) -> Result<(), NotANumber> {
        if let Some(parts) = split_terms(terms, largest_of(terms)) {
            parts.into_iter().for_each(|part| self.add_part(part));
            return Ok(());
        }
        for term in terms.iter_mut() {
            // False for NaN too, which `add` refuses.
            let has_grid = term.abs() < TOO_LARGE;
            if !has_grid {
                self.add(std::mem::take(term))?;
            }
        }
        self.add_by_grids(terms);
        Ok(())
    }

    /// Adds terms that all have a grid, until no term has a remainder.
    fn add_by_grids(&mut self, terms: &mut [f64]) {
        loop {
            let largest = largest_of(terms);
            match Grid::reaching(largest, 0) {
                Some(grid) if largest > 0.0 => self.add_part(split_off(terms, grid)),
                _ => return,
            }
        }
    }
}
