//! The truth of a measure of one array.

use std::fmt::{self, Display};

use fearless_simd::Simd;

use super::compared::{Compared, WIDTH};
use super::{Element, sealed};

/// The truth of a measure that knows none, such as the mean of values; it takes no memory.
///
/// `Mean.of(&values)` stands for an array of these and the values. A truth of any other type would
/// have to be ignored, and does not compile:
///
/// ```compile_fail,E0080
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let value = Mean.evaluate(&array![1.0, 2.0], &array![3.0, 4.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoTruth;

impl Display for NoTruth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no truth")
    }
}

impl sealed::Sealed for NoTruth {}
impl Element for NoTruth {
    const INTEGER: bool = true;
    const IS_TRUTH: bool = false;
    const WIDE: bool = false;
    const ZERO: Self = Self;
    #[inline(always)]
    fn to_f64(self) -> f64 {
        0.0
    }
    #[inline(always)]
    fn to_i128(self) -> i128 {
        0
    }
    #[inline(always)]
    fn nearest(_: f64) -> Self {
        Self
    }
    #[inline(always)]
    fn rounded(x: f64) -> f64 {
        x
    }
}

/// All numbers are equal, and within any bounds.
impl Compared for NoTruth {
    #[inline(always)]
    fn equal<S: Simd>(_: S, _: &[Self; WIDTH], _: Self) -> u64 {
        (1 << WIDTH) - 1
    }

    #[inline(always)]
    fn below_and_above<S: Simd>(_: S, _: &[Self; WIDTH], _: Self, _: Self) -> [u64; 2] {
        [0; 2]
    }

    type Maxima<S: Simd> = ();

    #[inline(always)]
    fn maxima<S: Simd>(_: S, _: Self) {}

    #[inline(always)]
    fn raise<S: Simd>(_: S, (): &mut (), _: &[Self; WIDTH], _: u64) {}

    #[inline(always)]
    fn maximum<S: Simd>((): ()) -> Self {
        Self
    }

    type Extremes<S: Simd> = ();

    #[inline(always)]
    fn extremes<S: Simd>(_: S) {}

    #[inline(always)]
    fn extend<S: Simd>(_: S, (): &mut (), _: &[Self; WIDTH], _: u64) {}

    #[inline(always)]
    fn are_within<S: Simd>(_: S, (): (), _: [Self; 2]) -> bool {
        true
    }
}
