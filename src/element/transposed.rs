//! Squares of an array's numbers whose columns become rows, in registers for the types that predictions have.

use std::array;

use fearless_simd::{Simd, SimdBase, f32x8, f64x8};

/// The numbers in a row of a square: a cache line of `f32`s.
pub(crate) const SIDE: usize = 16;

/// The columns of a square.
pub(crate) type Columns<'a, A> = [&'a [A; SIDE]; SIDE];

/// Numbers that are written row by row where they lie column by column.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Transposed: Copy {
    /// Writes the columns of a square as rows, each at the start of as many numbers as lie between two rows.
    #[inline(always)]
    fn transpose<S: Simd>(_: S, columns: Columns<'_, Self>, rows: &mut [Self], apart: usize) {
        for (i, row) in rows.chunks_mut(apart).take(SIDE).enumerate() {
            if let Some(row) = row.first_chunk_mut() {
                *row = columns.map(
                    #[inline(always)]
                    |column| column[i],
                );
            }
        }
    }
}

macro_rules! number_by_number {
    ($($type:ty),*) => {$(impl Transposed for $type {})*};
}
number_by_number!(bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, super::NoTruth);
#[cfg(feature = "half")]
number_by_number!(half::f16, half::bf16);
#[cfg(feature = "collection")]
number_by_number!(super::whole::Whole);

/// The numbers in a register.
const REGISTER: usize = 8;

/// Interleaves eight registers with each other, the first with the fifth and so on. After the third time, what were
/// their columns are the registers.
macro_rules! interleaved {
    ($registers:expr) => {{
        let [a, b, c, d, e, f, g, h] = $registers;
        let pairs = [a.interleave(e), b.interleave(f), c.interleave(g), d.interleave(h)];
        let [(a, b), (c, d), (e, f), (g, h)] = pairs;
        [a, b, c, d, e, f, g, h]
    }};
}

/// Transposes eight by eight numbers at a time. Both halves of eight rows are computed before either is written: each
/// row is then written once, which matters where rows lie a multiple of 4096 bytes apart, as few lines of these fit
/// into the first-level cache.
macro_rules! in_registers {
    ($($type:ty: $vector:ident;)*) => {$(
        impl Transposed for $type {
            #[inline(always)]
            fn transpose<S: Simd>(simd: S, columns: Columns<'_, Self>, rows: &mut [Self], apart: usize) {
                #[inline(always)]
                fn part<S: Simd>(
                    simd: S,
                    columns: &[&[$type; SIDE]],
                    top: usize,
                ) -> [$vector<S>; REGISTER] {
                    let part: [$vector<S>; REGISTER] = array::from_fn(
                        #[inline(always)]
                        |i| $vector::from_slice(simd, &columns[i][top..top + REGISTER]),
                    );
                    interleaved!(interleaved!(interleaved!(part)))
                }
                let tops = (0..SIDE).step_by(REGISTER);
                for (top, rows) in tops.zip(rows.chunks_mut(REGISTER * apart)) {
                    let left = part(simd, &columns[..REGISTER], top);
                    let right = part(simd, &columns[REGISTER..], top);
                    for (i, row) in rows.chunks_mut(apart).take(REGISTER).enumerate() {
                        left[i].store_slice(&mut row[..REGISTER]);
                        right[i].store_slice(&mut row[REGISTER..SIDE]);
                    }
                }
            }
        }
    )*};
}
in_registers! {
    f32: f32x8;
    f64: f64x8;
}
