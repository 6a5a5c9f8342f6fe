//! The weights of pairs as readings use them: whole numbers, or numbers of twice the precision of `f64`.
//!
//! **Idea.** Weights are mostly whole numbers of one unit, a power of two: counts, halves, or random numbers of
//! 53 bits. Then integers hold every sum and every product of a reading, and nothing is rounded before the
//! value is:
//!
//! ```text
//! weight of a pair       below 2^63
//! sum of weights         below 2^95
//! product of two sums    below 2^191
//! ```
//!
//! **Limits.** Weights that spread over more than 2^10 and have all digits are left to sums of [`Double`], in the
//! order of the pairs. The weights of distinct pairs decide, so that it does not matter which samples were added
//! up before.

use crate::exact::ExactSum;
use crate::exact::double::Double;
use crate::state::scores::units::Whole;

/// The weight of a pair.
pub(super) trait Amount: Copy + Default + Send + Sync + 'static {
    /// A sum of weights.
    type Total: Copy + Default + Send + Sync;
    /// A sum of products of two weights.
    type Products: Copy + Default + Send;
    /// Twice a rank, less the ranks of all: below 0 in the lower half.
    type Rank: Copy + Default + Send + Sync + 'static;
    /// A sum of products of a weight and two ranks.
    type Spread: Copy + Default;

    fn plus(total: Self::Total, own: Self) -> Self::Total;

    fn add_product(products: &mut Self::Products, total: Self::Total, own: Self);

    fn both(products: Self::Products, others: Self::Products) -> Self::Products;

    fn sum(products: Self::Products) -> ExactSum;

    /// Returns the rank of what lies between two sums of weights.
    fn rank(below: Self::Total, through: Self::Total, all: Self::Total) -> Self::Rank;

    fn add_spread(spread: &mut Self::Spread, own: Self, ranks: [Self::Rank; 2]);

    fn rounded(spread: Self::Spread) -> f64;
}

impl Amount for u64 {
    type Total = u128;
    type Products = Whole;
    type Rank = i64;
    type Spread = i128;

    #[inline(always)]
    fn plus(total: u128, own: Self) -> u128 {
        total.wrapping_add(own.into())
    }

    #[inline(always)]
    fn add_product(products: &mut Whole, total: u128, own: Self) {
        products.add_product(total, own);
    }

    #[inline(always)]
    fn both(products: Whole, others: Whole) -> Whole {
        products.plus(others)
    }

    fn sum(products: Whole) -> ExactSum {
        products.sum()
    }

    #[inline(always)]
    fn rank(below: u128, through: u128, all: u128) -> i64 {
        (below as i64).wrapping_add(through as i64).wrapping_sub(all as i64)
    }

    #[inline(always)]
    fn add_spread(spread: &mut i128, own: Self, [a, b]: [i64; 2]) {
        let product = i128::from(a).wrapping_mul(b.into());
        *spread = spread.wrapping_add(product.wrapping_mul(own.into()));
    }

    fn rounded(spread: i128) -> f64 {
        spread as f64
    }
}

impl Amount for Double {
    type Total = Self;
    type Products = Self;
    type Rank = Self;
    type Spread = Self;

    #[inline(always)]
    fn plus(total: Self, own: Self) -> Self {
        total.add(own)
    }

    #[inline(always)]
    fn add_product(products: &mut Self, total: Self, own: Self) {
        *products = products.add(total.times(own));
    }

    #[inline(always)]
    fn both(products: Self, others: Self) -> Self {
        products.add(others)
    }

    fn sum(products: Self) -> ExactSum {
        let mut sum = ExactSum::from_term(products.high);
        sum.merge(&ExactSum::from_term(products.low));
        sum
    }

    #[inline(always)]
    fn rank(below: Self, through: Self, all: Self) -> Self {
        below.add(through).minus(all)
    }

    #[inline(always)]
    fn add_spread(spread: &mut Self, own: Self, [a, b]: [Self; 2]) {
        *spread = spread.add(own.times(a).times(b));
    }

    fn rounded(spread: Self) -> f64 {
        spread.high
    }
}

/// Adds up the products of the weights of every two entries of which the first has the lower key. Entries come
/// in the order of their keys, each with its weight as the first of two and as the second.
pub(super) fn products<K: PartialEq, A: Amount>(
    entries: impl Iterator<Item = (K, [A; 2])>,
) -> A::Products {
    let (mut sum, mut through, mut below) = Default::default();
    let mut last = None;
    for (key, [first, second]) in entries {
        if last.as_ref() != Some(&key) {
            (below, last) = (through, Some(key));
        }
        A::add_product(&mut sum, below, second);
        through = A::plus(through, first);
    }
    sum
}
