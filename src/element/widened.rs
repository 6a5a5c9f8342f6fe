//! Any element type as one of three, so that code for elements known at run time only is compiled for three
//! pairs of types, not for a hundred and fifty.
//!
//! An `f32` and an `f64` stay what they are in the prediction, where options are rounded to their type. Every
//! other number becomes an `f64`, which holds it exactly, but for 64-bit integers beyond 2^53. Two arrays of
//! these become [`Whole`] numbers, whose differences are exact. So every metric finds the same bits.

use std::fmt::{self, Display};

use fearless_simd::Simd;

use super::compared::{Compared, WIDTH};
use super::{Element, sealed};

/// Integers up to this size are `f64`s.
const EXACT: i128 = 1 << 53;

/// The numbers of an array in other types.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Widened: Sized {
    /// Returns the numbers as `f32`s, if options are rounded to `f32`: themselves, or copies in the buffer.
    fn singles<'a>(_: &'a [Self], _: &'a mut Vec<f32>) -> Option<&'a [f32]> {
        None
    }

    /// Returns the numbers as `f64`s: themselves, or copies in the buffer.
    fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64];

    /// Whether an `f64` does not hold some of the numbers.
    fn any_rounded(numbers: &[Self]) -> bool;
}

impl Widened for f64 {
    fn doubles<'a>(numbers: &'a [f64], _: &'a mut Vec<f64>) -> &'a [f64] {
        numbers
    }

    fn any_rounded(_: &[Self]) -> bool {
        false
    }
}

impl Widened for f32 {
    fn singles<'a>(numbers: &'a [f32], _: &'a mut Vec<f32>) -> Option<&'a [f32]> {
        Some(numbers)
    }

    fn doubles<'a>(numbers: &'a [f32], buffer: &'a mut Vec<f64>) -> &'a [f64] {
        copied(numbers, buffer)
    }

    fn any_rounded(_: &[Self]) -> bool {
        false
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Widened for $type {
            fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64] {
                copied(numbers, buffer)
            }

            fn any_rounded(numbers: &[Self]) -> bool {
                let beyond = |number: &Self| number.to_i128().abs() > EXACT;
                Self::WIDE && numbers.iter().any(beyond)
            }
        }
    )*};
}
integers!(bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, Whole, super::NoTruth);

pub(super) fn copied<'a, A: Element>(numbers: &[A], buffer: &'a mut Vec<f64>) -> &'a [f64] {
    buffer.clear();
    buffer.extend(numbers.iter().map(|number| number.to_f64()));
    buffer
}

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
