//! Two grids that a term is split over, so that terms add up as integers (see [`super::sum`]).
//!
//! Adding c = 1.5·2^(52+g) to a term leaves its steps on a grid of spacing 2^g in the lowest bits;
//! what rounding cut off goes to a second grid, 48 binary places finer. A term is off both by
//! nothing, or it is refused.

use super::part::Part;
use crate::kernel::bits::{self, power_of_two};

/// Terms whose steps can be added up without an overflow.
pub(crate) const MOST_TERMS: usize = 1 << 14;

/// Binary places on the coarse grid of the term that the grids are chosen for, and of any term.
const PLACES: i32 = 40;
const MOST_PLACES: i32 = 48;

/// Binary places between the two grids.
const FINER: i32 = 48;

#[derive(Clone, Copy)]
pub(crate) struct Grids {
    /// The exponent of the coarse grid.
    exponent: i32,
    /// Sizes below it are within reach.
    reach: f64,
    to_coarse: f64,
    to_fine: f64,
}

impl Grids {
    /// Grids for terms of a size, and up to 2^8 times as large; none if it is so large that c would
    /// overflow, or so small that the grids would end among subnormals.
    #[inline(always)]
    pub(crate) fn reaching(size: f64) -> Option<Self> {
        let exponent = bits::exponent(size) + 1 - PLACES;
        (-1000..960).contains(&exponent).then(|| Self {
            exponent,
            reach: power_of_two(exponent + MOST_PLACES),
            to_coarse: 1.5 * power_of_two(52 + exponent),
            to_fine: 1.5 * power_of_two(52 + exponent - FINER),
        })
    }

    /// The steps of a term on both grids, and whether they are all of it.
    #[inline(always)]
    pub(crate) fn split(&self, term: f64) -> ([i64; 2], bool) {
        let steps = |shifted: f64, c: f64| shifted.to_bits().wrapping_sub(c.to_bits()) as i64;
        let shifted = term + self.to_coarse;
        let rest = term - (shifted - self.to_coarse);
        let shifted_rest = rest + self.to_fine;
        let all = (term.abs() < self.reach) & (rest == shifted_rest - self.to_fine);
        ([steps(shifted, self.to_coarse), steps(shifted_rest, self.to_fine)], all)
    }

    /// Steps on both grids, as steps on the fine one.
    pub(crate) fn joined(&self, [coarse, fine]: [i64; 2]) -> Part {
        let steps = (i128::from(coarse) << FINER) + i128::from(fine);
        Part { steps, exponent: self.exponent - FINER }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grids of 2^-39 and 2^-87, which reach up to 2^9.
    fn grids() -> Grids {
        Grids::reaching(1.0).expect("grids")
    }

    #[test]
    fn a_term_within_reach_is_split_without_a_rest() {
        for term in [0.75, -0.75, 1.0, 511.999, -1e-9, 0.0, power_of_two(-87)] {
            let (steps, all) = grids().split(term);
            assert!(all, "{term}");
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
            assert_eq!(Grids::reaching(power_of_two(size)).is_some(), there, "2^{size}");
        }
    }
}
