//! Comparing many numbers at once, in the registers of their own type.

use fearless_simd::{Bytes, Select, Simd, SimdBase, SimdInto, SimdMask};
use fearless_simd::{f32x16, f64x8, i8x16, i16x16, i32x16, i64x8, u8x16, u16x16, u32x16, u64x8};
use fearless_simd::{mask8x16, mask16x16, mask32x16, mask64x8};

use crate::element::NoTruth;

/// Numbers compared at once. What is said of each of them is a bit, the lowest that of the first.
pub(crate) const WIDTH: usize = 16;

/// The bits of all of them.
const ALL: u64 = (1 << WIDTH) - 1;

/// Numbers of which many are compared at once.
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

/// The extremes of integers: the least and the largest.
macro_rules! of_integers {
    ($vector:ident, $mask:ident, $vectors:literal) => {
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
            for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                let mut part: $vector<S> = (*part).simd_into(simd);
                if bits != ALL {
                    let own = $mask::from_bitmask(simd, bits >> (i * WIDTH / $vectors));
                    part = own.select(part, $vector::splat(simd, 0));
                }
                (*least, *most) = (part.min(*least), part.max(*most));
            }
        }

        #[inline(always)]
        fn are_within<S: Simd>(simd: S, extremes: [$vector<S>; 2], [low, high]: [Self; 2]) -> bool {
            let [least, most] = extremes;
            let inside = least.simd_ge($vector::splat(simd, low));
            (inside & most.simd_le($vector::splat(simd, high))).all_true()
        }
    };
}

/// The extremes of floats, by their bits: as signed integers, numbers below 0 come first and those
/// above it in their order, as unsigned ones those above come first; NaN comes last in one or the
/// other. Registers have more room for integers, and no integer is passed over.
macro_rules! of_floats {
    ($vector:ident, $mask:ident, $vectors:literal, $signed:ident, $unsigned:ident) => {
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
            for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                let mut part: $vector<S> = (*part).simd_into(simd);
                if bits != ALL {
                    let own = $mask::from_bitmask(simd, bits >> (i * WIDTH / $vectors));
                    part = own.select(part, $vector::splat(simd, 0.0));
                }
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

/// Types of which a vector, or two, hold [`WIDTH`] numbers.
macro_rules! compared {
    ($($type:ty: $vector:ident, $mask:ident, $vectors:literal, $extremes:ident!($($more:tt)*);)*) => {$(
        impl Compared for $type {
            #[inline(always)]
            fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self) -> u64 {
                let (mut bits, one) = (0, $vector::splat(simd, one));
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let part: $vector<S> = (*part).simd_into(simd);
                    bits |= part.simd_eq(one).to_bitmask() << (i * WIDTH / $vectors);
                }
                bits
            }

            #[inline(always)]
            fn beside<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self, most: Self) -> [u64; 2] {
                let ([mut less, mut more], one) = ([0; 2], $vector::splat(simd, one));
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let (part, place): ($vector<S>, _) = ((*part).simd_into(simd), i * WIDTH / $vectors);
                    let above = part.simd_gt(one) & part.simd_le($vector::splat(simd, most));
                    less |= part.simd_lt(one).to_bitmask() << place;
                    more |= above.to_bitmask() << place;
                }
                [less, more]
            }

            type Most<S: Simd> = $vector<S>;

            #[inline(always)]
            fn most<S: Simd>(simd: S, one: Self) -> $vector<S> {
                $vector::splat(simd, one)
            }

            #[inline(always)]
            fn raise<S: Simd>(simd: S, most: &mut $vector<S>, numbers: &[Self; WIDTH], bits: u64) {
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let mut part: $vector<S> = (*part).simd_into(simd);
                    if bits != ALL {
                        let own = $mask::from_bitmask(simd, bits >> (i * WIDTH / $vectors));
                        part = own.select(part, *most);
                    }
                    *most = most.max(part);
                }
            }

            #[inline(always)]
            fn reduced<S: Simd>(most: $vector<S>) -> Self {
                most.reduce_max()
            }

            $extremes!($vector, $mask, $vectors $($more)*);
        }
    )*};
}
compared! {
    f32: f32x16, mask32x16, 1, of_floats!(, i32x16, u32x16);
    f64: f64x8, mask64x8, 2, of_floats!(, i64x8, u64x8);
    i8: i8x16, mask8x16, 1, of_integers!();
    u8: u8x16, mask8x16, 1, of_integers!();
    i16: i16x16, mask16x16, 1, of_integers!();
    u16: u16x16, mask16x16, 1, of_integers!();
    i32: i32x16, mask32x16, 1, of_integers!();
    u32: u32x16, mask32x16, 1, of_integers!();
    i64: i64x8, mask64x8, 2, of_integers!();
    u64: u64x8, mask64x8, 2, of_integers!();
}

/// Types that are compared as another.
macro_rules! as_another {
    ($($type:ty: $another:ty, $back:expr;)*) => {$(
        impl Compared for $type {
            #[inline(always)]
            fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self) -> u64 {
                <$another>::equal(simd, &numbers.map(|number| number as $another), one as $another)
            }

            #[inline(always)]
            fn beside<S: Simd>(simd: S, numbers: &[Self; WIDTH], one: Self, most: Self) -> [u64; 2] {
                let numbers = numbers.map(|number| number as $another);
                <$another>::beside(simd, &numbers, one as $another, most as $another)
            }

            type Most<S: Simd> = <$another as Compared>::Most<S>;

            #[inline(always)]
            fn most<S: Simd>(simd: S, one: Self) -> Self::Most<S> {
                <$another>::most(simd, one as $another)
            }

            #[inline(always)]
            fn raise<S: Simd>(
                simd: S,
                most: &mut Self::Most<S>,
                numbers: &[Self; WIDTH],
                bits: u64,
            ) {
                <$another>::raise(simd, most, &numbers.map(|number| number as $another), bits);
            }

            #[inline(always)]
            fn reduced<S: Simd>(most: Self::Most<S>) -> Self {
                $back(<$another>::reduced(most))
            }

            type Extremes<S: Simd> = <$another as Compared>::Extremes<S>;

            #[inline(always)]
            fn extremes<S: Simd>(simd: S) -> Self::Extremes<S> {
                <$another>::extremes(simd)
            }

            #[inline(always)]
            fn extend<S: Simd>(
                simd: S,
                extremes: &mut Self::Extremes<S>,
                numbers: &[Self; WIDTH],
                bits: u64,
            ) {
                let numbers = numbers.map(|number| number as $another);
                <$another>::extend(simd, extremes, &numbers, bits);
            }

            #[inline(always)]
            fn are_within<S: Simd>(
                simd: S,
                extremes: Self::Extremes<S>,
                [low, high]: [Self; 2],
            ) -> bool {
                <$another>::are_within(simd, extremes, [low as $another, high as $another])
            }
        }
    )*};
}
as_another! {
    bool: u8, |number| number != 0;
    isize: i64, |number| number as isize;
    usize: u64, |number| number as usize;
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
