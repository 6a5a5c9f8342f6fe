//! Comparing many numbers at once, in the registers of their own type.

use fearless_simd::{Bytes, Select, Simd, SimdBase, SimdInto, SimdMask};
use fearless_simd::{f32x16, f64x8, i8x16, i16x16, i32x16, i64x8, u8x16, u16x16, u32x16, u64x8};

use super::no_truth::NoTruth;

/// Numbers compared at once. What is said of each of them is a bit, the lowest that of the first.
pub(crate) const WIDTH: usize = 16;

/// The bits of all of them.
const ALL: u64 = (1 << WIDTH) - 1;

/// Numbers of which many are compared at once.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Compared: Copy {
    /// Which numbers equal one.
    fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self) -> u64;

    /// Which numbers are less than one, and which are more than it, up to `most`.
    fn beside<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self, most: Self) -> [u64; 2];

    /// The largest numbers so far, lane by lane.
    type Most<S: Simd>: Copy;

    /// Those of one number.
    fn most<S: Simd>(simd: S, one: Self) -> Self::Most<S>;

    /// Takes in the numbers whose bits are set.
    fn raise<S: Simd>(simd: S, most: &mut Self::Most<S>, numbers: &[Self; WIDTH], bits: u64);

    /// The largest of all lanes.
    fn reduced<S: Simd>(most: Self::Most<S>) -> Self;

    /// The numbers so far that lie farthest out, lane by lane.
    type Extremes<S: Simd>: Copy;

    /// Those of a zero.
    fn extremes<S: Simd>(simd: S) -> Self::Extremes<S>;

    /// Takes in the numbers whose bits are set.
    fn extend<S: Simd>(
        simd: S,
        extremes: &mut Self::Extremes<S>,
        numbers: &[Self; WIDTH],
        bits: u64,
    );

    /// Whether they lie within bounds, both included, between which 0 lies. NaN does not.
    fn are_within<S: Simd>(simd: S, extremes: Self::Extremes<S>, bounds: [Self; 2]) -> bool;
}

/// The numbers of a vector whose bits are set, and another's in place of the rest.
#[inline(always)]
pub(crate) fn or<S: Simd, V: SimdBase<S>>(numbers: V, bits: u64, other: V) -> V
where
    V::Mask: Select<V>,
{
    let all = u64::MAX >> (64 - V::LEN);
    if bits & all == all {
        return numbers;
    }
    V::Mask::from_bitmask(numbers.token(), bits).select(numbers, other)
}

/// Some of the numbers as a vector, in the type that they are compared in.
macro_rules! vector {
    ($simd:ident, $part:ident: $number:ty, $vector:ident) => {{
        let part: $vector<S> = $part.map(|number| number as $number).simd_into($simd);
        part
    }};
}

/// Extremes of integers: the least and the largest.
macro_rules! of_integers {
    ($number:ty, $vector:ident, $vectors:literal) => {
        type Extremes<S: Simd> = [$vector<S>; 2];

        #[inline(always)]
        fn extremes<S: Simd>(simd: S) -> [$vector<S>; 2] {
            [$vector::splat(simd, 0); 2]
        }

        #[inline(always)]
        fn extend<S: Simd>(
            simd: S,
            [least, most]: &mut [$vector<S>; 2],
            numbers: &[Self; WIDTH],
            bits: u64,
        ) {
            let zero = $vector::splat(simd, 0);
            for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                let part = vector!(simd, part: $number, $vector);
                let part = or(part, bits >> (i * WIDTH / $vectors), zero);
                (*least, *most) = (part.min(*least), part.max(*most));
            }
        }

        #[inline(always)]
        fn are_within<S: Simd>(simd: S, extremes: [$vector<S>; 2], bounds: [Self; 2]) -> bool {
            let ([least, most], [low, high]) = (extremes, bounds.map(|bound| bound as $number));
            let inside = least.simd_ge($vector::splat(simd, low));
            (inside & most.simd_le($vector::splat(simd, high))).all_true()
        }
    };
}

/// Extremes of floats, by their bits: as signed integers, those below 0 come first and those above
/// it in their order, as unsigned ones those above come first; NaN comes last in one or the other.
/// Registers have more room for integers, and no integer is passed over.
macro_rules! of_floats {
    ($number:ty, $vector:ident, $vectors:literal, $signed:ident, $unsigned:ident) => {
        type Extremes<S: Simd> = ($signed<S>, $unsigned<S>);

        #[inline(always)]
        fn extremes<S: Simd>(simd: S) -> Self::Extremes<S> {
            ($signed::splat(simd, 0), $unsigned::splat(simd, 0))
        }

        #[inline(always)]
        fn extend<S: Simd>(
            simd: S,
            (above, below): &mut Self::Extremes<S>,
            numbers: &[Self; WIDTH],
            bits: u64,
        ) {
            let zero = $vector::splat(simd, 0.0);
            for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                let part = vector!(simd, part: $number, $vector);
                let part = or(part, bits >> (i * WIDTH / $vectors), zero);
                *above = above.max(part.bitcast::<$signed<S>>());
                *below = below.max(part.bitcast::<$unsigned<S>>());
            }
        }

        #[inline(always)]
        fn are_within<S: Simd>(
            simd: S,
            (above, below): Self::Extremes<S>,
            [low, high]: [Self; 2],
        ) -> bool {
            let (high, low) = (high.abs().to_bits(), (-low.abs()).to_bits());
            let inside = above.simd_le($signed::splat(simd, high.cast_signed()));
            (inside & below.simd_le($unsigned::splat(simd, low))).all_true()
        }
    };
}

/// Types, the numbers that they are compared as and how these are turned back, and the vectors, one
/// or two, that hold [`WIDTH`] of them.
macro_rules! compared {
    ($($type:ty: $number:ty, $back:expr, $vector:ident, $vectors:literal,
       $extremes:ident!($($more:tt)*);)*) => {$(
        #[allow(clippy::unnecessary_cast)]
        impl Compared for $type {
            #[inline(always)]
            fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self) -> u64 {
                let (mut bits, one) = (0, $vector::splat(simd, one as $number));
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let part = vector!(simd, part: $number, $vector);
                    bits |= part.simd_eq(one).to_bitmask() << (i * WIDTH / $vectors);
                }
                bits
            }

            #[inline(always)]
            fn beside<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self, most: Self) -> [u64; 2] {
                let [one, most] = [one, most].map(|bound| $vector::splat(simd, bound as $number));
                let [mut less, mut more] = [0; 2];
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let (part, place) = (vector!(simd, part: $number, $vector), i * WIDTH / $vectors);
                    less |= part.simd_lt(one).to_bitmask() << place;
                    more |= (part.simd_gt(one) & part.simd_le(most)).to_bitmask() << place;
                }
                [less, more]
            }

            type Most<S: Simd> = $vector<S>;

            #[inline(always)]
            fn most<S: Simd>(simd: S, one: Self) -> $vector<S> {
                $vector::splat(simd, one as $number)
            }

            #[inline(always)]
            fn raise<S: Simd>(simd: S, most: &mut $vector<S>, numbers: &[Self; WIDTH], bits: u64) {
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let part = vector!(simd, part: $number, $vector);
                    *most = most.max(or(part, bits >> (i * WIDTH / $vectors), *most));
                }
            }

            #[inline(always)]
            fn reduced<S: Simd>(most: $vector<S>) -> Self {
                let back: fn($number) -> Self = $back;
                back(most.reduce_max())
            }

            $extremes!($number, $vector, $vectors $($more)*);
        }
    )*};
}
compared! {
    f32: f32, |n| n, f32x16, 1, of_floats!(, i32x16, u32x16);
    f64: f64, |n| n, f64x8, 2, of_floats!(, i64x8, u64x8);
    i8: i8, |n| n, i8x16, 1, of_integers!();
    u8: u8, |n| n, u8x16, 1, of_integers!();
    i16: i16, |n| n, i16x16, 1, of_integers!();
    u16: u16, |n| n, u16x16, 1, of_integers!();
    i32: i32, |n| n, i32x16, 1, of_integers!();
    u32: u32, |n| n, u32x16, 1, of_integers!();
    i64: i64, |n| n, i64x8, 2, of_integers!();
    u64: u64, |n| n, u64x8, 2, of_integers!();
    isize: i64, |n| n as isize, i64x8, 2, of_integers!();
    usize: u64, |n| n as usize, u64x8, 2, of_integers!();
    bool: u8, |n| n != 0, u8x16, 1, of_integers!();
}

impl Compared for NoTruth {
    #[inline(always)]
    fn equal<S: Simd>(_: S, _: &[Self; WIDTH], _: Self) -> u64 {
        ALL
    }

    #[inline(always)]
    fn beside<S: Simd>(_: S, _: &[Self; WIDTH], _: Self, _: Self) -> [u64; 2] {
        [0; 2]
    }

    type Most<S: Simd> = ();

    #[inline(always)]
    fn most<S: Simd>(_: S, _: Self) {}

    #[inline(always)]
    fn raise<S: Simd>(_: S, (): &mut (), _: &[Self; WIDTH], _: u64) {}

    #[inline(always)]
    fn reduced<S: Simd>((): ()) -> Self {
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
