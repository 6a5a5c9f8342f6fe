//! Metrics from closures.

use std::fmt;

use crate::element::Element;
use crate::mean::{Elementwise, MeanMeasure, PerElement};

/// The mean of a closure over elements, as Keras's `MeanMetricWrapper`.
///
/// The closure takes truth and prediction as `f64`. Arguments that are not finite are refused, so
/// its value for them does not matter. Two such measures are equal, and merge, if their types and
/// names are equal: put every number that the closure captures into the name. For rows of classes,
/// checked options or other domains, implement [`MeanMeasure`] as the [module](crate::mean) shows.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let pinball = MeanOf::new("pinball loss at 0.9", |y, p| (0.9 * (y - p)).max(-0.1 * (y - p)));
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![0.0, 2.0, 4.0]);
/// assert!((pinball.evaluate(&y_true, &y_pred)? - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(pinball.evaluate_weighted(&y_true, &y_pred, &array![0.0, 1.0, 0.0])?, 0.0);
/// assert_eq!(pinball.per_sample(&y_true, &y_pred)?[0], 0.9);
///
/// let mut stream = (pinball, MeanAbsoluteError).streaming();
/// stream.update(&y_true, &y_pred)?;
/// let (pinball, absolute) = stream.result();
/// assert_eq!(absolute?, 2.0 / 3.0);
/// # assert!(pinball.is_ok());
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct MeanOf<F> {
    name: &'static str,
    formula: F,
}

impl<F: Fn(f64, f64) -> f64 + Clone + Send + Sync + 'static> MeanOf<F> {
    /// Returns the mean of `formula(truth, prediction)` under a name.
    pub fn new(name: &'static str, formula: F) -> Self {
        Self { name, formula }
    }
}

impl<F> PartialEq for MeanOf<F> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<F> fmt::Debug for MeanOf<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeanOf({:?})", self.name)
    }
}

impl<F: Fn(f64, f64) -> f64 + Clone + Send + Sync + 'static> MeanMeasure for MeanOf<F> {
    type Unit = PerElement;
}

impl<F: Fn(f64, f64) -> f64 + Clone + Send + Sync + 'static> Elementwise for MeanOf<F> {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let formula = &self.formula;
        #[inline(always)]
        move |y: T, p: P| formula(y.to_f64(), p.to_f64())
    }
}

/// Writes the name: a closure cannot be written.
#[cfg(feature = "serde")]
impl<F> serde::Serialize for MeanOf<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("MeanOf", self.name)
    }
}
