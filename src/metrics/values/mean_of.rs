//! Metrics from closures.

use std::fmt;

use crate::element::Element;
use crate::mean::{Elementwise, MeanMeasure, PerElement};

/// The mean of a closure over elements, as Keras's `MeanMetricWrapper`.
///
/// The closure takes truth and prediction as `f64`. Arguments that are not finite are refused, so
/// its value for them does not matter. The closure captures nothing, which is checked at compile
/// time: numbers that it needs are options, passed to [`with_options`](MeanOf::with_options). So
/// two measures of one type are equal, and merge, if and only if names and options are equal. For
/// rows of classes, checked options or other domains, implement [`MeanMeasure`] as the
/// [module](crate::mean) shows.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let pinball = |level| {
///     let formula = |q: &f64, y: f64, p: f64| (q * (y - p)).max((q - 1.0) * (y - p));
///     MeanOf::with_options("pinball loss", level, formula)
/// };
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![0.0, 2.0, 4.0]);
/// assert!((pinball(0.9).evaluate(&y_true, &y_pred)? - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(pinball(0.9).evaluate_weighted(&y_true, &y_pred, &array![0.0, 1.0, 0.0])?, 0.0);
/// assert_eq!(pinball(0.9).per_sample(&y_true, &y_pred)?[0], 0.9);
/// assert!(pinball(0.9).streaming().merge(&pinball(0.1).streaming()).is_err());
///
/// let signed = MeanOf::new("bias", |y, p| p - y);
/// let mut stream = (signed, MeanAbsoluteError).streaming();
/// stream.update(&y_true, &y_pred)?;
/// let (bias, absolute) = stream.result();
/// assert_eq!((bias?, absolute?), (0.0, 2.0 / 3.0));
/// # Ok::<(), Error>(())
/// ```
///
/// A number that the closure captures would be invisible to `==`:
///
/// ```compile_fail,E0080
/// use ndarray_metrics::prelude::*;
///
/// let q = 0.9;
/// let pinball = MeanOf::new("pinball loss", move |y, p| f64::max(q * (y - p), (q - 1.0) * (y - p)));
/// ```
#[derive(Clone, Copy)]
pub struct MeanOf<F, O = ()> {
    name: &'static str,
    options: O,
    formula: F,
}

impl<F, O> MeanOf<F, O> {
    /// Refuses at compile time a closure that captures something: closures of one type would differ.
    fn capturing_nothing(name: &'static str, options: O, formula: F) -> Self {
        const {
            assert!(
                size_of::<F>() == 0,
                "the closure captures a value, which `==` cannot see, so that measures of different \
                 values would merge: pass the value to `MeanOf::with_options`"
            );
        }
        Self { name, options, formula }
    }
}

/// Closures of one type that capture nothing are one closure.
impl<F, O: PartialEq> PartialEq for MeanOf<F, O> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.options == other.options
    }
}

impl<F: Fn(f64, f64) -> f64 + Clone + Send + Sync + 'static> MeanOf<F> {
    /// Returns the mean of `formula(truth, prediction)` under a name. The closure captures nothing.
    #[must_use]
    pub fn new(name: &'static str, formula: F) -> Self {
        Self::capturing_nothing(name, (), formula)
    }
}

impl<F, O> MeanOf<F, (O,)>
where
    F: Fn(&O, f64, f64) -> f64 + Clone + Send + Sync + 'static,
    O: Clone + PartialEq + fmt::Debug + Send + Sync + 'static,
{
    /// Returns the mean of `formula(options, truth, prediction)` under a name. Measures of different
    /// options are different measures. The closure captures nothing.
    ///
    /// Options with a NaN do not equal themselves, so that their streams do not merge.
    #[must_use]
    pub fn with_options(name: &'static str, options: O, formula: F) -> Self {
        Self::capturing_nothing(name, (options,), formula)
    }
}

impl<F> fmt::Debug for MeanOf<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeanOf({:?})", self.name)
    }
}

impl<F, O: fmt::Debug> fmt::Debug for MeanOf<F, (O,)> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeanOf({:?}, {:?})", self.name, self.options.0)
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

impl<F, O> MeanMeasure for MeanOf<F, (O,)>
where
    F: Fn(&O, f64, f64) -> f64 + Clone + Send + Sync + 'static,
    O: Clone + PartialEq + fmt::Debug + Send + Sync + 'static,
{
    type Unit = PerElement;
}

impl<F, O> Elementwise for MeanOf<F, (O,)>
where
    F: Fn(&O, f64, f64) -> f64 + Clone + Send + Sync + 'static,
    O: Clone + PartialEq + fmt::Debug + Send + Sync + 'static,
{
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (formula, options) = (&self.formula, &self.options.0);
        #[inline(always)]
        move |y: T, p: P| formula(options, y.to_f64(), p.to_f64())
    }
}

/// Writes the name and the options: a closure cannot be written.
#[cfg(feature = "serde")]
impl<F, O: serde::Serialize> serde::Serialize for MeanOf<F, O> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.name, &self.options).serialize(serializer)
    }
}
