//! The truth of a measure of one array.

use std::fmt::{self, Display};

/// The truth of a measure that knows none, such as the mean of values; it takes no memory.
///
/// `Mean.of(&values)` stands for an array of these and the values. A truth of any other type would
/// have to be ignored, and does not compile:
///
/// ```compile_fail,E0080
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let value = Mean.evaluate(&array![1.0, 2.0], &array![3.0, 4.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoTruth;

impl Display for NoTruth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no truth")
    }
}
