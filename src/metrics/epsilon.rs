//! The epsilon that keeps logarithms and quotients in range.

use crate::element::Element;
use crate::error::Error;

/// Keras's epsilon: probabilities are clipped to [ε, 1 − ε] before their logarithm is taken.
pub const KERAS_EPSILON: f64 = 1e-7;

/// Refuses an epsilon that is not finite, negative, or 0 once rounded to the prediction's type.
pub(super) fn check_positive<P: Element>(epsilon: f64) -> Result<(), Error> {
    let rounded = P::rounded(epsilon);
    if rounded > 0.0 && rounded.is_finite() {
        return Ok(());
    }
    let expected = "a finite number above 0 in the type of y_pred (1e-7 for f32)";
    Err(Error::number("epsilon", epsilon, expected))
}

/// The same, but admits 0.0, which leaves every number as it is.
pub(super) fn check_not_negative<P: Element>(epsilon: f64) -> Result<(), Error> {
    if epsilon == 0.0 {
        return Ok(());
    }
    check_positive::<P>(epsilon).map_err(|_| {
        let expected = "a finite number above 0 in the type of y_pred (1e-7 for f32), or 0.0 to \
                        leave every number as it is";
        Error::number("epsilon", epsilon, expected)
    })
}
