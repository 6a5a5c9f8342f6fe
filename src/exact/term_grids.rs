//! Two grids that a term is split over, with a test of each term.
//!
//! A term becomes steps on a coarse grid and its remainder steps on a fine grid, as in [`super::split`].
//! There are two such pairs of grids because each is slower in the place of the other:
//!
//! - The grids of this file are 48 binary places apart, and a term has fewer than 2^48 steps on each. An
//!   accumulator then takes 2^14 terms, so that the tables of [`super::bins`] take a whole block before
//!   their totals are handed out. The grids of [`super::split`] are 52 places apart and leave room for
//!   2^11 terms.
//! - In [`super::split`], an OR over bits is cheaper than a test of each term: with the test, sums took up
//!   to 1.18 times as long under AVX-512, and 1.09 times under AVX2.
//!
//! (Interleaved timings on an Intel Xeon with AVX-512.)

use super::grid::{Grid, MOST_TERMS};
use super::part::Part;
use crate::kernel::bits::{self, power_of_two};

/// Binary places that a term of the size that the grids are chosen for has on the coarse grid.
const PLACES: i32 = 40;

/// The most binary places that a term may have on the coarse grid; the places between the two grids.
const MOST_PLACES: i32 = 48;

const _: () = assert!((MOST_TERMS as u64) < 1 << (63 - MOST_PLACES));

#[derive(Clone, Copy)]
pub(super) struct TermGrids {
    coarse: Grid,
    fine: Grid,
    /// Terms below this size have fewer than 2^[`MOST_PLACES`] steps on the coarse grid.
    reach: f64,
}

impl TermGrids {
    /// Returns grids for terms of a size, and up to 2^8 times as large. `None` if the size is so large
    /// that a shifter would overflow, or so small that the grids would end among the subnormal numbers.
    #[inline(always)]
    pub(super) fn reaching(size: f64) -> Option<Self> {
        let exponent = bits::exponent(size) + 1 - PLACES;
        (-1000..960).contains(&exponent).then(|| Self {
            coarse: Grid::new(exponent),
            fine: Grid::new(exponent - MOST_PLACES),
            reach: power_of_two(exponent + MOST_PLACES),
        })
    }

    /// Returns the steps of a term on both grids, and whether the steps are the whole term.
    #[inline(always)]
    pub(super) fn split(&self, term: f64) -> ([i64; 2], bool) {
        let shifted = term + self.coarse.shifter;
        let remainder = term - (shifted - self.coarse.shifter);
        let shifted_remainder = remainder + self.fine.shifter;
        let whole =
            (term.abs() < self.reach) & (remainder == shifted_remainder - self.fine.shifter);
        ([self.coarse.steps(shifted), self.fine.steps(shifted_remainder)], whole)
    }

    /// Returns steps on both grids as one part of a sum.
    pub(super) fn joined(&self, [coarse, fine]: [i64; 2]) -> Part {
        self.fine.part((i128::from(coarse) << MOST_PLACES) + i128::from(fine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grids of spacing 2^-39 and 2^-87, which reach up to 2^9.
    fn grids() -> TermGrids {
        TermGrids::reaching(1.0).expect("grids")
    }

    #[test]
    fn a_term_within_reach_is_split_without_a_remainder() {
        for term in [0.75, -0.75, 1.0, 511.999, -1e-9, 0.0, power_of_two(-87)] {
            let (steps, whole) = grids().split(term);
            assert!(whole, "{term}");
            let Part { steps, exponent } = grids().joined(steps);
            assert_eq!((steps as f64 * power_of_two(exponent), exponent), (term, -87));
        }
        assert_eq!(grids().split(1.0 + power_of_two(-45)).0, [1 << 39, 1 << 42]);
    }

    #[test]
    fn a_term_beyond_reach_or_below_the_grids_is_told() {
        for term in [512.0, -512.0, 1e300, power_of_two(-88), 1.5 * power_of_two(-87), f64::NAN] {
            assert!(!grids().split(term).1, "{term}");
        }
    }

    #[test]
    fn grids_end_where_numbers_do() {
        for (size, there) in [(960, true), (998, true), (999, false), (-960, true), (-962, false)] {
            assert_eq!(TermGrids::reaching(power_of_two(size)).is_some(), there, "2^{size}");
        }
    }
}
