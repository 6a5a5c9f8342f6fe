//! Four numbers of each of four columns, as four rows.
//!
//! Left to the compiler, each number is stored by itself, one in each cycle; in registers, four `f32` or two `f64`
//! are stored together.

use fearless_simd::{Simd, SimdInto, f32x4, f64x2, i32x4, i64x2, u32x4, u64x2};

/// The rows and columns of a block.
pub(crate) const SIDE: usize = 4;

/// A block of numbers, column by column or row by row.
pub(crate) type Square<A> = [[A; SIDE]; SIDE];

/// Numbers of which a block is transposed in registers.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Transposed: Copy {
    /// Returns the rows of a block, given its columns.
    #[inline(always)]
    fn transposed<S: Simd>(_: S, columns: Square<Self>) -> Square<Self> {
        std::array::from_fn(
            #[inline(always)]
            |row| columns.map(|column| column[row]),
        )
    }
}

/// Each line names types of 32 bits, with the vector of four and the instruction that stores four columns as rows.
macro_rules! of_32_bits {
    ($($type:ty: $vector:ident, $store:ident;)*) => {$(
        impl Transposed for $type {
            #[inline(always)]
            fn transposed<S: Simd>(simd: S, columns: Square<Self>) -> Square<Self> {
                let columns: [$vector<S>; SIDE] = columns.map(|column| column.simd_into(simd));
                let mut rows = [Self::default(); SIDE * SIDE];
                simd.$store(columns, &mut rows);
                let (rows, _) = rows.as_chunks();
                [rows[0], rows[1], rows[2], rows[3]]
            }
        }
    )*};
}
of_32_bits! {
    f32: f32x4, store_four_interleaved_f32x4;
    i32: i32x4, store_four_interleaved_i32x4;
    u32: u32x4, store_four_interleaved_u32x4;
}

/// As `of_32_bits`, of types of 64 bits, two rows at a time.
macro_rules! of_64_bits {
    ($($type:ty: $vector:ident, $store:ident;)*) => {$(
        impl Transposed for $type {
            #[inline(always)]
            fn transposed<S: Simd>(simd: S, columns: Square<Self>) -> Square<Self> {
                let upper: [$vector<S>; SIDE] = columns.map(|[a, b, ..]| [a, b].simd_into(simd));
                let lower: [$vector<S>; SIDE] = columns.map(|[.., c, d]| [c, d].simd_into(simd));
                let mut rows = [[Self::default(); 2 * SIDE]; 2];
                simd.$store(upper, &mut rows[0]);
                simd.$store(lower, &mut rows[1]);
                let (rows, _) = rows.as_flattened().as_chunks();
                [rows[0], rows[1], rows[2], rows[3]]
            }
        }
    )*};
}
of_64_bits! {
    f64: f64x2, store_four_interleaved_f64x2;
    i64: i64x2, store_four_interleaved_i64x2;
    u64: u64x2, store_four_interleaved_u64x2;
}

macro_rules! by_the_compiler {
    ($($type:ty),*) => {$(impl Transposed for $type {})*};
}
by_the_compiler!(bool, i8, i16, isize, u8, u16, usize, super::NoTruth);
#[cfg(feature = "half")]
by_the_compiler!(half::f16, half::bf16);
#[cfg(feature = "collection")]
by_the_compiler!(super::whole::Whole);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{InstructionSet, Kernel, run};

    struct Block<A>(Square<A>);

    impl<A: Transposed> Kernel for Block<A> {
        type Output = Square<A>;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Square<A> {
            A::transposed(simd, self.0)
        }
    }

    fn check<A: Transposed + PartialEq + std::fmt::Debug>(number: impl Fn(u8) -> A) {
        let block = |step: [u8; 2]| {
            let at = |i, j| number(i as u8 * step[0] + j as u8 * step[1]);
            std::array::from_fn(|i| std::array::from_fn(|j| at(i, j)))
        };
        assert_eq!(run(Block(block([1, 4]))), block([4, 1]));
    }

    #[test]
    fn columns_become_rows() {
        for set in InstructionSet::ALL {
            set.limit();
            check(f32::from);
            check(f64::from);
            check(i32::from);
            check(i64::from);
            check(u32::from);
            check(u64::from);
            check(|number| number);
        }
        InstructionSet::Avx512.limit();
    }
}
