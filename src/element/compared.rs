//! Comparing sixteen numbers at once, in the registers of their own type.
//!
//! The loops over rows of classes ([`kernel::rows`](crate::kernel::rows)) look for places: of the largest
//! number, of numbers equal to another, of numbers out of bounds. Widened to `f64` first, sixteen `u8`
//! would take eight times their room in registers. So the loops are written once over [`Compared`], which
//! every element type implements for the registers of its own type:
//!
//! ```text
//! bits     = equal(chunk, reference)                      # one bit for each of 16 numbers
//! bits     = below_and_above(chunk, reference, max)
//!
//! maxima   = maxima(first number)                         # the largest number of a row
//! maxima   = raise(maxima, chunk, own)   for each chunk   # own: the bits of the row's numbers
//! largest  = maximum(maxima)
//!
//! extremes = extremes()                                   # are all numbers of a row within bounds?
//! extremes = extend(extremes, chunk, own)   for each chunk
//! verdict  = are_within(extremes, bounds)
//! ```
//!
//! **Deviations.**
//!
//! 1. The methods take the instruction set `S` as a parameter, and so the states are associated types
//!    generic over it: `Maxima<S>` and `Extremes<S>` are one or more vectors that stay in registers.
//! 2. Sixteen `f64` or 64-bit integers are two vectors of eight; the macros loop over both.
//! 3. The bounds of floats are compared by bit patterns (`float_extremes!`).

use fearless_simd::{Bytes, Select, Simd, SimdBase, SimdInto, SimdMask};
use fearless_simd::{f32x16, f64x8, i8x16, i16x16, i32x16, i64x8, u8x16, u16x16, u32x16, u64x8};

/// The numbers that are compared at once. The answer for each number is a bit; the lowest bit belongs to
/// the first number.
pub(crate) const WIDTH: usize = 16;

/// Numbers that are compared sixteen at a time.
///
/// Three groups of methods, each for one kind of loop over a row: comparisons that give bits at once, the
/// largest number, and a test of bounds. The last two keep a state lane by lane, so that nothing is
/// reduced across a register before the row ends. Numbers of a chunk that are not the row's are masked by
/// their bits.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Compared: Copy {
    /// Sets a bit for each number equal to `reference`: where is the largest number, which labels are 0?
    fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], reference: Self) -> u64;

    /// Sets a bit for each number below `reference`, and another bit for each number above `reference`
    /// and up to `max`. A NaN, or a number above `max`, has neither: a caller that counts both learns
    /// whether there was any.
    fn below_and_above<S: Simd>(
        simd: S,
        numbers: &[Self; WIDTH],
        reference: Self,
        max: Self,
    ) -> [u64; 2];

    /// The largest numbers so far, lane by lane.
    type Maxima<S: Simd>: Copy;

    /// Returns the maxima of a single number, from which a row's maxima start.
    fn maxima<S: Simd>(simd: S, number: Self) -> Self::Maxima<S>;

    /// Raises the maxima to the numbers whose bits are set.
    fn raise<S: Simd>(simd: S, maxima: &mut Self::Maxima<S>, numbers: &[Self; WIDTH], bits: u64);

    /// Returns the largest of all lanes, at the end of a row.
    fn maximum<S: Simd>(maxima: Self::Maxima<S>) -> Self;

    /// The numbers farthest from 0 so far, in both directions, lane by lane.
    type Extremes<S: Simd>: Copy;

    /// Returns the extremes of a zero, from which a row's extremes start.
    fn extremes<S: Simd>(simd: S) -> Self::Extremes<S>;

    /// Extends the extremes by the numbers whose bits are set.
    fn extend<S: Simd>(
        simd: S,
        extremes: &mut Self::Extremes<S>,
        numbers: &[Self; WIDTH],
        bits: u64,
    );

    /// Whether all numbers lie within bounds, both included. 0 must lie within the bounds; NaN does not.
    fn are_within<S: Simd>(simd: S, extremes: Self::Extremes<S>, bounds: [Self; 2]) -> bool;
}

/// Returns a vector's numbers where their bits are set, and the numbers of `other` elsewhere.
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

/// A vector of a part of the numbers, cast to the type in whose registers they are compared.
macro_rules! vector {
    ($simd:ident, $part:ident: $number:ty, $vector:ident) => {{
        let part: $vector<S> = $part.map(|number| number as $number).simd_into($simd);
        part
    }};
}

/// Extremes of integers: the least and the largest number.
macro_rules! integer_extremes {
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

/// Extremes of floats by bit pattern. As signed integers, the non-negative floats sort in their order
/// above all negative floats; as unsigned integers, the negative floats sort by size above all
/// non-negative ones. A NaN exceeds every bound in one of the two orders, whereas the maximum of two
/// floats may pass over it.
macro_rules! float_extremes {
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

/// Implements [`Compared`] for element types. Each line names the element type, the type in whose
/// registers it is compared, the way back from that type, the vector, the number of vectors that hold
/// [`WIDTH`] numbers, and the kind of extremes.
macro_rules! compared {
    ($($type:ty: $number:ty, $back:expr, $vector:ident, $vectors:literal,
       $extremes:ident!($($more:tt)*);)*) => {$(
        #[allow(clippy::unnecessary_cast)]
        impl Compared for $type {
            #[inline(always)]
            fn equal<S: Simd>(simd: S, numbers: &[Self; WIDTH], reference: Self) -> u64 {
                let (mut bits, reference) = (0, $vector::splat(simd, reference as $number));
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let part = vector!(simd, part: $number, $vector);
                    bits |= part.simd_eq(reference).to_bitmask() << (i * WIDTH / $vectors);
                }
                bits
            }

            #[inline(always)]
            fn below_and_above<S: Simd>(
                simd: S,
                numbers: &[Self; WIDTH],
                reference: Self,
                max: Self,
            ) -> [u64; 2] {
                let [reference, max] =
                    [reference, max].map(|bound| $vector::splat(simd, bound as $number));
                let [mut below, mut above] = [0; 2];
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let (part, place) = (vector!(simd, part: $number, $vector), i * WIDTH / $vectors);
                    below |= part.simd_lt(reference).to_bitmask() << place;
                    above |= (part.simd_gt(reference) & part.simd_le(max)).to_bitmask() << place;
                }
                [below, above]
            }

            type Maxima<S: Simd> = $vector<S>;

            #[inline(always)]
            fn maxima<S: Simd>(simd: S, number: Self) -> $vector<S> {
                $vector::splat(simd, number as $number)
            }

            #[inline(always)]
            fn raise<S: Simd>(simd: S, maxima: &mut $vector<S>, numbers: &[Self; WIDTH], bits: u64) {
                for (i, part) in numbers.as_chunks::<{ WIDTH / $vectors }>().0.iter().enumerate() {
                    let part = vector!(simd, part: $number, $vector);
                    *maxima = maxima.max(or(part, bits >> (i * WIDTH / $vectors), *maxima));
                }
            }

            #[inline(always)]
            fn maximum<S: Simd>(maxima: $vector<S>) -> Self {
                let back: fn($number) -> Self = $back;
                back(maxima.reduce_max())
            }

            $extremes!($number, $vector, $vectors $($more)*);
        }
    )*};
}
compared! {
    f32: f32, |n| n, f32x16, 1, float_extremes!(, i32x16, u32x16);
    f64: f64, |n| n, f64x8, 2, float_extremes!(, i64x8, u64x8);
    i8: i8, |n| n, i8x16, 1, integer_extremes!();
    u8: u8, |n| n, u8x16, 1, integer_extremes!();
    i16: i16, |n| n, i16x16, 1, integer_extremes!();
    u16: u16, |n| n, u16x16, 1, integer_extremes!();
    i32: i32, |n| n, i32x16, 1, integer_extremes!();
    u32: u32, |n| n, u32x16, 1, integer_extremes!();
    i64: i64, |n| n, i64x8, 2, integer_extremes!();
    u64: u64, |n| n, u64x8, 2, integer_extremes!();
    isize: i64, |n| n as isize, i64x8, 2, integer_extremes!();
    usize: u64, |n| n as usize, u64x8, 2, integer_extremes!();
    bool: u8, |n| n != 0, u8x16, 1, integer_extremes!();
}
