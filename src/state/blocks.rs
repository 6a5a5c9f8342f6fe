//! Adding blocks of terms to an exact sum, by grids as coarse as will do.

use super::{ExactSum, NotANumber};
use crate::kernel::at_best_level;
use crate::kernel::sum::{Grid, MOST_TERMS, Part, largest, split_off, split_pairs};

/// Terms of one piece when a block is done again in a buffer.
const PIECE: usize = 512;

/// Binary places of headroom over the first terms of a block when its grid is guessed.
const SPARE: i32 = 8;

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
        self.add_pairs(terms, terms, first, first)
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
        let mut blocks = y.chunks(MOST_TERMS).zip(p.chunks(MOST_TERMS));
        blocks.try_for_each(|(y, p)| self.add_block(y, p, &quick, &term))
    }

    /// One block by a guess at its grid; if that fails, by its largest term; if that fails too,
    /// because small terms reach below the second grid, in pieces.
    #[inline]
    fn add_block<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: &impl Fn(T, P) -> f64,
        term: &impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let split = at_best_level(
            #[inline(always)]
            || split_pairs(y, p, quick, guess(y, p, quick)?),
        );
        match split.or_else(|| split_by_largest(y, p, term)) {
            Some(parts) => parts.into_iter().for_each(|part| self.add_part(part)),
            None => self.add_pieces(y, p, term)?,
        }
        Ok(())
    }

    /// The block again, in pieces that are buffered and split until nothing is left.
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
            self.add_buffer(terms)?;
        }
        Ok(())
    }

    fn add_buffer(&mut self, terms: &mut [f64]) -> Result<(), NotANumber> {
        for term in terms.iter_mut() {
            if Grid::reaching(term.abs(), 0).is_none() {
                self.add(std::mem::take(term))?;
            }
        }
        at_best_level(
            #[inline(always)]
            || loop {
                let most = largest(terms, terms, first);
                match Grid::reaching(most, 0) {
                    Some(grid) if most > 0.0 => self.add_part(split_off(terms, grid)),
                    _ => return,
                }
            },
        );
        Ok(())
    }
}

/// A term that is there already.
#[inline(always)]
fn first(term: f64, _: f64) -> f64 {
    term
}

/// The grid for a block from the size of its first terms; any guess will do if nothing strays.
#[inline(always)]
fn guess<T: Copy, P: Copy>(y: &[T], p: &[P], term: impl Fn(T, P) -> f64) -> Option<Grid> {
    let first = y.len().min(8);
    let most = largest(&y[..first], &p[..first], term);
    Grid::reaching(if most > 0.0 { most } else { 1.0 }, SPARE)
}

#[cold]
fn split_by_largest<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    term: impl Fn(T, P) -> f64,
) -> Option<[Part; 2]> {
    at_best_level(
        #[inline(always)]
        || {
            let grid = Grid::reaching(largest(y, p, &term), 0)?;
            split_pairs(y, p, &term, grid)
        },
    )
}
