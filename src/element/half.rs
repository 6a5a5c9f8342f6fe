//! Feature `half`: the half-precision types `f16` and `bf16`.
//!
//! They hold numbers; nothing is computed in them. Options are rounded to `f32`, as Keras does, which casts
//! half-precision predictions to `f32` in its metrics. So an array of half-precision numbers gives the bits
//! that the same numbers give as `f32`.

use fearless_simd::Simd;
use half::{bf16, f16};

use super::compared::{Compared, WIDTH};
use super::widened::Widened;
use super::{Element, sealed};

macro_rules! half {
    ($($type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Element for $type {
            const INTEGER: bool = false;
            const WIDE: bool = false;
            const ZERO: Self = Self::ZERO;
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self.to_f32())
            }
            #[inline(always)]
            fn to_i128(self) -> i128 {
                self.to_f32() as i128
            }
            #[inline(always)]
            fn nearest(x: f64) -> Self {
                let own = Self::from_f64(x);
                match (x.is_finite() && own.is_infinite(), x < 0.0) {
                    (true, true) => Self::MIN,
                    (true, false) => Self::MAX,
                    (false, _) => own,
                }
            }
            #[inline(always)]
            fn rounded(x: f64) -> f64 {
                f64::from(x as f32)
            }
        }

        impl Widened for $type {
            fn singles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f32>) -> Option<&'a [f32]> {
                buffer.clear();
                buffer.extend(numbers.iter().map(|number| number.to_f32()));
                Some(buffer)
            }

            fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64] {
                super::widened::copied(numbers, buffer)
            }
        }

        /// In the registers of `f32`.
        impl Compared for $type {
            #[inline(always)]
            fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], reference: Self) -> u64 {
                f32::equal(simd, &numbers.map(Self::to_f32), reference.to_f32())
            }

            #[inline(always)]
            fn below_and_above<S: Simd>(
                simd: S,
                numbers: &[Self; WIDTH],
                reference: Self,
                max: Self,
            ) -> [u64; 2] {
                let (reference, max) = (reference.to_f32(), max.to_f32());
                f32::below_and_above(simd, &numbers.map(Self::to_f32), reference, max)
            }

            type Maxima<S: Simd> = <f32 as Compared>::Maxima<S>;

            #[inline(always)]
            fn maxima<S: Simd>(simd: S, number: Self) -> Self::Maxima<S> {
                f32::maxima(simd, number.to_f32())
            }

            #[inline(always)]
            fn raise<S: Simd>(
                simd: S,
                maxima: &mut Self::Maxima<S>,
                numbers: &[Self; WIDTH],
                bits: u64,
            ) {
                f32::raise(simd, maxima, &numbers.map(Self::to_f32), bits);
            }

            #[inline(always)]
            fn maximum<S: Simd>(maxima: Self::Maxima<S>) -> Self {
                Self::from_f32(<f32 as Compared>::maximum(maxima))
            }

            type Extremes<S: Simd> = <f32 as Compared>::Extremes<S>;

            #[inline(always)]
            fn extremes<S: Simd>(simd: S) -> Self::Extremes<S> {
                f32::extremes(simd)
            }

            #[inline(always)]
            fn extend<S: Simd>(
                simd: S,
                extremes: &mut Self::Extremes<S>,
                numbers: &[Self; WIDTH],
                bits: u64,
            ) {
                f32::extend(simd, extremes, &numbers.map(Self::to_f32), bits);
            }

            #[inline(always)]
            fn are_within<S: Simd>(simd: S, extremes: Self::Extremes<S>, bounds: [Self; 2]) -> bool {
                f32::are_within(simd, extremes, bounds.map(Self::to_f32))
            }
        }
    )*};
}
half!(f16, bf16);
