//! An integer of any of the 64-bit types: what two arrays of such integers are widened to.

use std::fmt::{self, Display};

use fearless_simd::Simd;

use super::compared::{Compared, WIDTH};
use super::widened::{Widened, copied};
use super::{Element, sealed};

/// A 64-bit integer, signed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Whole(pub(crate) i128);

impl Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl sealed::Sealed for Whole {}
impl Element for Whole {
    const INTEGER: bool = true;
    const WIDE: bool = true;
    const ZERO: Self = Self(0);
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self.0 as f64
    }
    #[inline(always)]
    fn to_i128(self) -> i128 {
        self.0
    }
    #[inline(always)]
    fn nearest(x: f64) -> Self {
        Self(x as i128)
    }
    #[inline(always)]
    fn rounded(x: f64) -> f64 {
        x
    }
}

impl Widened for Whole {
    fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64] {
        copied(numbers, buffer)
    }
}

/// One number at a time: such integers are rare, and fit no register.
impl Compared for Whole {
    #[inline(always)]
    fn equal<S: Simd>(_: S, numbers: &[Self; WIDTH], reference: Self) -> u64 {
        bits(numbers, |number| number == reference)
    }

    #[inline(always)]
    fn below_and_above<S: Simd>(
        _: S,
        numbers: &[Self; WIDTH],
        reference: Self,
        max: Self,
    ) -> [u64; 2] {
        let above = |number| reference < number && number <= max;
        [bits(numbers, |number| number < reference), bits(numbers, above)]
    }

    type Maxima<S: Simd> = Self;

    #[inline(always)]
    fn maxima<S: Simd>(_: S, number: Self) -> Self {
        number
    }

    #[inline(always)]
    fn raise<S: Simd>(_: S, maxima: &mut Self, numbers: &[Self; WIDTH], own: u64) {
        chosen(numbers, own).for_each(|number| *maxima = number.max(*maxima));
    }

    #[inline(always)]
    fn maximum<S: Simd>(maxima: Self) -> Self {
        maxima
    }

    type Extremes<S: Simd> = [Self; 2];

    #[inline(always)]
    fn extremes<S: Simd>(_: S) -> [Self; 2] {
        [Self(0); 2]
    }

    #[inline(always)]
    fn extend<S: Simd>(_: S, extremes: &mut [Self; 2], numbers: &[Self; WIDTH], own: u64) {
        for number in chosen(numbers, own) {
            *extremes = [number.min(extremes[0]), number.max(extremes[1])];
        }
    }

    #[inline(always)]
    fn are_within<S: Simd>(_: S, [least, most]: [Self; 2], [low, high]: [Self; 2]) -> bool {
        low <= least && most <= high
    }
}

/// Sets a bit for each number of which `is` is true.
fn bits(numbers: &[Whole; WIDTH], is: impl Fn(Whole) -> bool) -> u64 {
    let flags = numbers.iter().enumerate().map(|(i, &number)| u64::from(is(number)) << i);
    flags.fold(0, |bits, flag| bits | flag)
}

/// Lists the numbers whose bits are set.
fn chosen(numbers: &[Whole; WIDTH], bits: u64) -> impl Iterator<Item = Whole> {
    numbers.iter().copied().enumerate().filter(move |(i, _)| bits >> i & 1 == 1).map(|(_, n)| n)
}
