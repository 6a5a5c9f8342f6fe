//! Any element type as one of three, so that code for elements known at run time only is compiled for three
//! pairs of types, not for a hundred and fifty.
//!
//! An `f32` and an `f64` stay what they are in the prediction, where options are rounded to their type. Every
//! other number becomes an `f64`, which holds it exactly, but for 64-bit integers beyond 2^53. Two arrays of
//! these become `Whole` numbers, whose differences are exact. So every metric finds the same bits.

use super::Element;

/// The numbers of an array in other types.
#[expect(unnameable_types, reason = "part of the seal of `Element`")]
pub trait Widened: Sized {
    /// Returns the numbers as `f32`s, if options are rounded to `f32`: themselves, or copies in the buffer.
    fn singles<'a>(_: &'a [Self], _: &'a mut Vec<f32>) -> Option<&'a [f32]> {
        None
    }

    /// Returns the numbers as `f64`s: themselves, or copies in the buffer.
    fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64];
}

impl Widened for f64 {
    fn doubles<'a>(numbers: &'a [f64], _: &'a mut Vec<f64>) -> &'a [f64] {
        numbers
    }
}

impl Widened for f32 {
    fn singles<'a>(numbers: &'a [f32], _: &'a mut Vec<f32>) -> Option<&'a [f32]> {
        Some(numbers)
    }

    fn doubles<'a>(numbers: &'a [f32], buffer: &'a mut Vec<f64>) -> &'a [f64] {
        copied(numbers, buffer)
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Widened for $type {
            fn doubles<'a>(numbers: &'a [Self], buffer: &'a mut Vec<f64>) -> &'a [f64] {
                copied(numbers, buffer)
            }
        }
    )*};
}
integers!(bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, super::NoTruth);

pub(super) fn copied<'a, A: Element>(numbers: &[A], buffer: &'a mut Vec<f64>) -> &'a [f64] {
    buffer.clear();
    buffer.extend(numbers.iter().map(|number| number.to_f64()));
    buffer
}
