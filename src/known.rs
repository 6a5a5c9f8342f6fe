//! The mask of the numbers that are known.

use ndarray::{Array, ArrayRef, Dimension, IntoDimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;

/// Returns whether each number is known, which NaN is not: the mask of an array whose missing numbers are NaN.
///
/// As the weights of a metric, it leaves out what is missing: the metric does not look at a number of weight 0.
/// One pass; a byte for each number.
///
/// # Errors
///
/// [`Error::Value`] for an infinite number, which is neither missing nor known: an overflow, or a sign of another
/// kind.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::known;
///
/// let y_true = array![[1.0, f64::NAN], [3.0, 6.0]];
/// let y_pred = array![[2.0, 5.0], [3.0, 4.0]];
/// let error = MeanAbsoluteError.evaluate_weighted(&y_true, &y_pred, &known(&y_true)?)?;
/// assert_eq!(error, 1.0); // of 1, 0 and 2
///
/// let per_column = MeanAbsoluteError.per_column();
/// let errors = per_column.evaluate_weighted(&y_true, &y_pred, &known(&y_true)?)?;
/// assert_eq!(errors, [Ok(0.5), Ok(2.0)]);
/// # Ok::<(), Error>(())
/// ```
pub fn known<A: Element, D: Dimension>(array: &ArrayRef<A, D>) -> Result<Array<bool, D>, Error> {
    for (index, number) in array.indexed_iter() {
        let found = number.to_f64();
        if found.is_infinite() {
            let index = index.into_dimension().slice().to_vec();
            return Err(Error::Value { argument: "array", index, found, expected: Domain::Finite });
        }
    }
    Ok(array.map(|number| !number.to_f64().is_nan()))
}
