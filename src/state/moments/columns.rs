//! Joint sums of neighbouring columns, several at a time.

use super::JointMoments;
use super::joint::number;
use crate::element::Element;
use crate::exact::columns::{STRIP, split_columns};
use crate::exact::part::Part;
use crate::exact::product::{is_exact, product, quick_error};
use crate::kernel::vectorized;

/// Totals of each column of a strip: of truth and prediction, of the products yy, pp and yp, and,
/// where products may be rounded, of their rounding errors.
struct Totals {
    numbers: [[Part; STRIP]; 2],
    products: [[Part; STRIP]; 3],
    errors: Option<[[Part; STRIP]; 3]>,
}

impl JointMoments {
    /// Adds the first [`STRIP`] columns of rows that start `width` numbers apart, given the number of
    /// samples in each column; all numbers are finite, and 0 where there is no sample. Returns false, and
    /// adds nothing, if the magnitudes in the strip differ too much for common grids or the block has too
    /// many rows.
    pub(crate) fn add_columns<T: Element, P: Element>(
        columns: &mut [Self],
        counts: &[u64],
        y: &[T],
        p: &[P],
        width: usize,
    ) -> bool {
        let totals = vectorized!(|| split_joint(y, p, width));
        let Some(totals) = totals else { return false };
        for (lane, column) in columns.iter_mut().enumerate() {
            column.weight.add_count(counts[lane]);
            let sums = [&mut column.y, &mut column.p];
            let products = [&mut column.yy, &mut column.pp, &mut column.yp];
            let numbers = sums.into_iter().zip(&totals.numbers);
            numbers.for_each(|(sum, totals)| sum.add_part(totals[lane]));
            for (i, sum) in products.into_iter().enumerate() {
                sum.add_part(totals.products[i][lane]);
                totals.errors.iter().for_each(|errors| sum.add_part(errors[i][lane]));
            }
        }
        true
    }
}

#[inline(always)]
fn split_joint<T: Element, P: Element>(y: &[T], p: &[P], width: usize) -> Option<Totals> {
    let numbers = [split_columns(y, y, width, number)?, split_columns(p, p, width, number)?];
    let products = [
        split_columns(y, y, width, product)?,
        split_columns(p, p, width, product)?,
        split_columns(y, p, width, product)?,
    ];
    let (y_exact, p_exact) = (is_exact::<T, T>(), is_exact::<P, P>());
    if y_exact && p_exact {
        return Some(Totals { numbers, products, errors: None });
    }
    let errors = [
        split_columns(y, y, width, quick_error)?,
        split_columns(p, p, width, quick_error)?,
        split_columns(y, p, width, quick_error)?,
    ];
    Some(Totals { numbers, products, errors: Some(errors) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows hold one column more than a strip.
    const WIDTH: usize = STRIP + 1;

    /// Compares the sums of a strip with those of each column alone.
    fn check<T: Element, P: Element>(y: &[T], p: &[P]) {
        let mut columns = vec![JointMoments::default(); STRIP];
        let counts = [y.len().div_ceil(WIDTH) as u64; STRIP];
        assert!(JointMoments::add_columns(&mut columns, &counts, y, p, WIDTH), "not of one size");
        for (lane, strip) in columns.iter().enumerate() {
            let y: Vec<T> = y.iter().copied().skip(lane).step_by(WIDTH).collect();
            let p: Vec<P> = p.iter().copied().skip(lane).step_by(WIDTH).collect();
            let mut alone = JointMoments::default();
            alone.add_unweighted(y.len() as u64, &y, &p).expect("finite");
            assert_eq!(*strip, alone, "column {lane}");
        }
    }

    #[test]
    fn columns_of_one_size_are_added_at_once() {
        let y: Vec<f64> = (0..40 * WIDTH).map(|i| 1.0 + (i as f64).sin().abs() / 3.0).collect();
        let p: Vec<f64> = y.iter().map(|y| y.sqrt()).collect();
        let (short_y, short_p): (Vec<f32>, Vec<f32>) =
            (y.iter().map(|&y| y as f32).collect(), p.iter().map(|&p| p as f32).collect());
        check(&y, &p);
        check(&short_y, &short_p);
        check(&short_y, &p);
        check(&y, &short_p);
    }
}
