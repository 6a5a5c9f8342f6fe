//! Adding blocks of terms to an exact sum, by grids as coarse as will do.

use super::{ExactSum, NotANumber};
use crate::exact::grid::{Grid, MOST_TERMS, TOO_LARGE};
use crate::exact::part::Part;
use crate::exact::split::{itself, largest_of, split_off, split_pairs, split_terms};

/// Terms of one piece when a block is done again in a buffer.
const PIECE: usize = 512;

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

    /// Adds every term of a slice; of no use after an error.
    pub(crate) fn add_terms(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        self.add_pairs(terms, terms, itself, itself)
    }

    /// Adds the term of every pair; of no use after an error. The slices have equal lengths.
    ///
    /// `quick` may differ from `term` where it gives NaN or an infinity.
    #[inline]
    pub(crate) fn add_pairs<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: impl Fn(T, P) -> f64,
        term: impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        y.chunks(MOST_TERMS)
            .zip(p.chunks(MOST_TERMS))
            .try_for_each(|(y, p)| self.add_split(split_pairs(y, p, &quick), y, p, &term))
    }

    /// One block by the first guess at its grids or, if that failed, piece by piece.
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

    /// By the largest term or, if small terms reach below the second grid then, grid by grid until
    /// nothing is left.
    fn add_piece(&mut self, terms: &mut [f64]) -> Result<(), NotANumber> {
        if let Some(parts) = split_terms(terms, largest_of(terms)) {
            parts.into_iter().for_each(|part| self.add_part(part));
            return Ok(());
        }
        for term in terms.iter_mut() {
            // A NaN is not within either, and refused.
            let within = term.abs() < TOO_LARGE;
            if !within {
                self.add(std::mem::take(term))?;
            }
        }
        self.add_by_grids(terms);
        Ok(())
    }

    fn add_by_grids(&mut self, terms: &mut [f64]) {
        loop {
            let most = largest_of(terms);
            match Grid::reaching(most, 0) {
                Some(grid) if most > 0.0 => self.add_part(split_off(terms, grid)),
                _ => return,
            }
        }
    }
}
