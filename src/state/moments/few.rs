//! Joint sums of a few pairs without weights, number by number.
//!
//! The product of two mantissas is an integer of up to 106 bits, which is added as it is: for a few numbers that
//! takes less time than to find grids for them.

use super::JointMoments;
use crate::exact::part::Part;
use crate::kernel::bits::power_of_two;

/// Sizes between which a product has all of its digits, far from the ends of the range of `f64`.
const SIZES: [f64; 2] = [power_of_two(-400), power_of_two(400)];

/// Whether the product with another such number is exact: 0 or a number of ordinary size.
pub(crate) fn is_ordinary(number: f64) -> bool {
    let [least, most] = SIZES;
    number == 0.0 || (least..=most).contains(&number.abs())
}

impl JointMoments {
    /// Adds a pair of ordinary numbers, but for its weight of 1.
    pub(crate) fn add_ordinary(&mut self, y: f64, p: f64) {
        let [y, p] = [y, p].map(Part::from);
        if y.steps != 0 {
            self.y.add_part(y);
            self.yy.add_part(y.times(y));
        }
        if p.steps != 0 {
            self.p.add_part(p);
            self.pp.add_part(p.times(p));
        }
        if y.steps != 0 && p.steps != 0 {
            self.yp.add_part(y.times(p));
        }
    }
}
