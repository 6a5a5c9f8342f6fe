//! 64-bit integers as `f64`s wherever `f64`s hold them, so that loops over them run in vector registers.

use super::Element;

/// Integers below this size become `f64`s by an addition to the bits of [`ROUNDER`].
const LIMIT: u64 = 1 << 51;

/// 1.5·2^52: the lowest bit of such a number counts ones.
const ROUNDER: f64 = 1.5 * (1_u64 << 52) as f64;

/// The numbers of an array in a type whose arithmetic is fast.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Narrowed: Sized {
    /// `f64` for the 64-bit integers, else the type itself.
    type Narrow: Element;

    /// Returns the numbers in the narrow type: themselves, or copies in the buffer, which is
    /// at least as long. `None` if a number is 2^51 or more in size.
    ///
    /// Call it inside a loop that is compiled for the best instruction set.
    fn narrow<'a>(numbers: &'a [Self], buffer: &'a mut [f64]) -> Option<&'a [Self::Narrow]>;
}

macro_rules! narrow_already {
    ($($type:ty),*) => {$(
        impl Narrowed for $type {
            type Narrow = Self;

            #[inline(always)]
            fn narrow<'a>(numbers: &'a [Self], _: &'a mut [f64]) -> Option<&'a [Self]> {
                Some(numbers)
            }
        }
    )*};
}
narrow_already!(f32, f64, bool, i8, i16, i32, u8, u16, u32, super::NoTruth);
#[cfg(feature = "half")]
narrow_already!(half::f16, half::bf16);
#[cfg(feature = "collection")]
narrow_already!(super::whole::Whole);

/// Each line names a type and, for a number of it, how far the number lies above the least one that fits,
/// and how many fit.
macro_rules! wide {
    ($($type:ty: |$number:ident| $above:expr, $fit:expr;)*) => {$(
        impl Narrowed for $type {
            type Narrow = f64;

            /// Without a branch: what does not fit becomes any number.
            #[inline(always)]
            fn narrow<'a>(numbers: &'a [Self], buffer: &'a mut [f64]) -> Option<&'a [f64]> {
                let (narrow, mut fit) = (&mut buffer[..numbers.len()], true);
                for (out, &$number) in narrow.iter_mut().zip(numbers) {
                    let bits = ROUNDER.to_bits().wrapping_add($number as u64);
                    *out = f64::from_bits(bits) - ROUNDER;
                    fit &= $above < $fit;
                }
                fit.then_some(narrow)
            }
        }
    )*};
}
wide! {
    i64: |n| (n as u64).wrapping_add(LIMIT - 1), 2 * LIMIT - 1;
    isize: |n| (n as u64).wrapping_add(LIMIT - 1), 2 * LIMIT - 1;
    u64: |n| n, LIMIT;
    usize: |n| n as u64, LIMIT;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_the_limit_become_themselves() {
        let most = LIMIT as i64 - 1;
        let all = [0, 1, -1, 5, -most, most];
        let narrow = all.map(|n| n as f64);
        assert_eq!(i64::narrow(&all, &mut [0.0; 6]), Some(&narrow[..]));
        assert_eq!(u64::narrow(&[0, most as u64], &mut [0.0; 6]), Some(&[0.0, most as f64][..]));
        for wide in [most + 1, -most - 1, i64::MIN, i64::MAX] {
            assert_eq!(i64::narrow(&[1, wide], &mut [0.0; 6]), None, "{wide}");
            assert_eq!(isize::narrow(&[1, wide as isize], &mut [0.0; 6]), None, "{wide}");
            assert_eq!(u64::narrow(&[1, wide as u64], &mut [0.0; 6]), None, "{wide}");
            assert_eq!(usize::narrow(&[wide as usize], &mut [0.0; 6]), None, "{wide}");
        }
        assert_eq!(u64::narrow(&[u64::MAX - 4], &mut [0.0; 6]), None);
    }
}
