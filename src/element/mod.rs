//! Element types: how an array's number becomes an `f64` or a class, and how many are compared at once.

pub(crate) mod compared;
#[cfg(feature = "half")]
mod half;
pub(crate) mod narrowed;
mod no_truth;
pub(crate) mod transposed;
#[cfg(feature = "collection")]
pub(crate) mod whole;
pub(crate) mod widened;

use std::fmt::{Debug, Display};

pub use no_truth::NoTruth;

mod sealed {
    #[expect(unnameable_types, reason = "a seal")]
    pub trait Sealed:
        super::compared::Compared
        + super::narrowed::Narrowed
        + super::transposed::Transposed
        + super::widened::Widened
    {
    }
}

/// A number an array may hold: `f32`, `f64`, every integer up to 64 bits, and `bool`; with the feature
/// `half`, also `half::f16` and `half::bf16`.
///
/// Truth and prediction may differ in type. Arithmetic is `f64` whatever comes in; two integers
/// are subtracted exactly before their difference becomes an `f64` (see [`difference`]). Metrics that compare
/// or subtract refuse an integer that no `f64` holds beside floats, and rankings refuse it as a score. The
/// trait is sealed.
#[diagnostic::on_unimplemented(
    message = "metrics compute on `f32`, `f64`, integers up to 64 bits and `bool`, not on `{Self}`",
    note = "for text: number the classes from 0, and give the numbers; for `Option`: give the values, any number \
            where there is none, and a mask `values.mapv(|v| v.is_some())` as weights",
    note = "for complex numbers: evaluate `array.mapv(|z| z.re)` and `array.mapv(|z| z.im)` apart; for half \
            precision: the feature `half`, or `array.mapv(f32::from)`"
)]
pub trait Element:
    Copy + PartialOrd + Debug + Display + Send + Sync + sealed::Sealed + 'static
{
    /// Whether the type holds whole numbers only.
    const INTEGER: bool;
    /// Whether the type may hold a truth: all but [`NoTruth`].
    #[doc(hidden)]
    const IS_TRUTH: bool = true;
    /// Whether a value may be rounded on its way to `f64` (the 64-bit integers).
    const WIDE: bool;
    /// Zero; `false`.
    const ZERO: Self;

    /// The value as `f64`; rounded for integers beyond 2^53.
    fn to_f64(self) -> f64;

    /// The value as an integer: exact for integers, truncated and saturated for floats.
    fn to_i128(self) -> i128;

    /// The type's value nearest to `x`. An integer type truncates and saturates; in a float type, a finite
    /// `x` out of range gives the largest finite value.
    fn nearest(x: f64) -> Self;

    /// `x` rounded to the precision of a float type; an integer type returns `x`.
    ///
    /// Keras rounds thresholds and epsilons so before it uses them.
    fn rounded(x: f64) -> f64;

    /// The value as an integer, if it is a whole number.
    #[inline(always)]
    fn whole(self) -> Option<i128> {
        let integer = self.to_i128();
        (Self::INTEGER || integer as f64 == self.to_f64()).then_some(integer)
    }

    /// The class index this label names, if it is a whole number in `0..classes`.
    #[inline(always)]
    fn class(self, classes: usize) -> Option<usize> {
        let index = if Self::INTEGER {
            usize::try_from(self.to_i128()).ok()
        } else {
            // Not by `whole`: the conversion of a float to 128 bits and back is two calls.
            let (number, index) = (self.to_f64(), self.to_f64() as usize);
            (index as f64 == number).then_some(index)
        };
        index.filter(|&index| index < classes)
    }
}

/// `y − p`, exact for two integers before it is rounded to `f64` once. Beside a float, an integer is taken
/// as the nearest `f64`, which holds it up to 2^53.
///
/// ```
/// use ndarray_metrics::element::difference;
///
/// assert_eq!(difference(0_u8, 16_u8), -16.0); // no wrapping
/// assert_eq!(difference(u64::MAX, u64::MAX - 1), 1.0); // not rounded to f64 first
/// ```
#[inline(always)]
#[must_use]
pub fn difference<T: Element, P: Element>(y: T, p: P) -> f64 {
    if T::INTEGER && P::INTEGER && (T::WIDE || P::WIDE) {
        (y.to_i128() - p.to_i128()) as f64
    } else {
        y.to_f64() - p.to_f64()
    }
}

/// Whether every number of a type is an `f32`.
pub(crate) const fn fits_f32<A: Element>() -> bool {
    size_of::<A>() <= 2 || (size_of::<A>() == 4 && !A::INTEGER)
}

/// Whether options are rounded to `f32` for predictions of a type.
#[cfg(feature = "collection")]
pub(crate) const fn rounds_to_f32<A: Element>() -> bool {
    size_of::<A>() <= 4 && !A::INTEGER
}

/// Whether two numbers are equal, whatever their types. Beside a float, an integer is taken as the nearest
/// `f64`.
#[inline(always)]
pub(crate) fn equal<T: Element, P: Element>(y: T, p: P) -> bool {
    if T::INTEGER && P::INTEGER { y.to_i128() == p.to_i128() } else { y.to_f64() == p.to_f64() }
}

/// Returns the test whether a score lies above a threshold. The threshold is rounded to the type of the
/// scores first. Where the type holds the threshold, scores are compared in their own type, since a
/// vector register holds twice as many `f32` as `f64`.
#[inline(always)]
pub(crate) fn above<P: Element>(threshold: f64) -> impl Fn(P) -> bool {
    let (rounded, own) = (P::rounded(threshold), P::nearest(P::rounded(threshold)));
    let is_own = own.to_f64() == rounded;
    #[inline(always)]
    move |score| if is_own { score > own } else { score.to_f64() > rounded }
}

macro_rules! integer {
    ($($type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Element for $type {
            const INTEGER: bool = true;
            const WIDE: bool = size_of::<$type>() == 8;
            const ZERO: Self = 0;
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn to_i128(self) -> i128 {
                self as i128
            }
            #[inline(always)]
            fn nearest(x: f64) -> Self {
                x as $type
            }
            #[inline(always)]
            fn rounded(x: f64) -> f64 {
                x
            }
        }
    )*};
}
integer!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! float {
    ($($type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Element for $type {
            const INTEGER: bool = false;
            const WIDE: bool = false;
            const ZERO: Self = 0.0;
            #[inline(always)]
            #[allow(clippy::unnecessary_cast)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn to_i128(self) -> i128 {
                self as i128
            }
            #[inline(always)]
            fn nearest(x: f64) -> Self {
                let own = x as $type;
                if x.is_finite() { own.clamp(<$type>::MIN, <$type>::MAX) } else { own }
            }
            #[inline(always)]
            #[allow(clippy::unnecessary_cast)]
            fn rounded(x: f64) -> f64 {
                x as $type as f64
            }
        }
    )*};
}
float!(f32, f64);

impl sealed::Sealed for bool {}
impl Element for bool {
    const INTEGER: bool = true;
    const WIDE: bool = false;
    const ZERO: Self = false;
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(u8::from(self))
    }
    #[inline(always)]
    fn to_i128(self) -> i128 {
        i128::from(self)
    }
    #[inline(always)]
    fn nearest(x: f64) -> Self {
        x >= 1.0
    }
    #[inline(always)]
    fn rounded(x: f64) -> f64 {
        x
    }
}

#[cfg(test)]
mod tests {
    use super::{NoTruth, difference};

    #[test]
    fn one_wide_integer_is_enough_for_an_exact_difference() {
        let wide = (1_u64 << 53) + 1;
        assert_eq!(difference(wide, 1_u8), 2_f64.powi(53));
        assert_eq!(difference(1_u8, wide as i64), -2_f64.powi(53));
        assert_eq!(difference(wide as i64, wide), 0.0);
    }

    #[test]
    fn no_truth_says_so() {
        assert_eq!(NoTruth.to_string(), "no truth");
    }
}
