//! Sums of products without a rounding error.

use crate::element::Element;
use crate::exact::product::{is_exact, product, product_error};
use crate::exact::{ExactSum, NotANumber};
use crate::kernel::vectorized;

/// Adds the exact products of pairs.
#[inline]
pub(super) fn add_products<A: Element, B: Element>(
    sum: &mut ExactSum,
    a: &[A],
    b: &[B],
) -> Result<(), NotANumber> {
    sum.add_pairs(a, b, product, product)?;
    if is_exact::<A, B>() { Ok(()) } else { sum.add_product_errors(a, b) }
}

/// Adds the exact products of weights and pairs, using a buffer of the same length. Each number is the sum of
/// its parts.
pub(super) fn add_products_of_parts<A: Element, B: Element>(
    sum: &mut ExactSum,
    weights: &[f64],
    a: &[&[A]],
    b: &[&[B]],
    buffer: &mut [f64],
) -> Result<(), NotANumber> {
    let mut pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    pairs.try_for_each(|(a, b)| add_weighted_products(sum, weights, a, b, buffer))
}

/// Adds the exact products of weights and pairs, using a buffer of the same length.
fn add_weighted_products<A: Element, B: Element>(
    sum: &mut ExactSum,
    weights: &[f64],
    a: &[A],
    b: &[B],
    buffer: &mut [f64],
) -> Result<(), NotANumber> {
    write(buffer, a, b, product);
    add_products(sum, weights, buffer)?;
    if is_exact::<A, B>() {
        return Ok(());
    }
    write(buffer, a, b, product_error);
    add_products(sum, weights, buffer)
}

/// Writes the term of each pair.
#[inline]
pub(super) fn write<A: Copy, B: Copy>(
    out: &mut [f64],
    a: &[A],
    b: &[B],
    term: impl Fn(A, B) -> f64,
) {
    vectorized!(|| {
        for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
            *out = term(a, b);
        }
    });
}
