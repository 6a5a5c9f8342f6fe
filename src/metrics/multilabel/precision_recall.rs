//! Precision and recall of the labels of a row.

use ndarray::{ArrayRef, Dimension};

use super::overlap::{BySample, Overlap, SCORES, TRUTH, check_threshold};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::metrics::zero_division::check_zero_division;
use crate::scale::Scale;

/// The share of a row's decided labels that are right, averaged over rows.
///
/// |T ∩ D|/|D| for the true labels T of a row and its labels D with p > threshold
/// ([scikit-learn][s]: `precision_score` with `average="samples"`). The threshold is rounded to the
/// prediction's type first. A term is within ½ ulp. Of all labels of all rows together it is
/// [`Precision`](crate::metrics::Precision).
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in
///   [0, 1].
/// - **Undefined:** a row without a decided label, which is left out of the mean
///   unless `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a threshold that is not finite, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn a row without a decided label counts 0 unless
/// `zero_division` is given.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 0], [0, 1, 0], [0, 0, 0]];
/// let y_pred = array![[0.9, 0.2, 0.1], [0.6, 0.8, 0.3], [0.2, 0.1, 0.4]];
/// let precision = SamplePrecision::default();
/// assert_eq!(precision.evaluate(&y_true, &y_pred)?, 0.75); // 1 and 1/2; nothing in the last row
/// assert_eq!(LeftOut(precision).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// let strict = SamplePrecision { zero_division: Some(0.0), ..precision };
/// assert_eq!(strict.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_score.html
#[doc(alias = "samples_precision")]
#[doc(alias = "example_based_precision")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SamplePrecision {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl Default for SamplePrecision {
    fn default() -> Self {
        Self { threshold: 0.5, zero_division: None }
    }
}

impl SamplePrecision {
    #[inline(always)]
    fn by_sample(self) -> BySample<impl Fn(Overlap) -> [f64; 2]> {
        let Self { threshold, zero_division } = self;
        BySample { threshold, zero_division, quotient: Overlap::precision }
    }
}

impl MeanMeasure for SamplePrecision {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_threshold(self.threshold)?;
        check_zero_division(self.zero_division)
    }
}

impl Rowwise for SamplePrecision {
    const ABSTAINS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        self.by_sample().formula()
    }

    #[inline(always)]
    fn abstains<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> bool {
        self.by_sample().abstains(y, p)
    }
}

/// [`SamplePrecision`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 1, 0], [0, 1, 0]], array![[0.9, 0.1, 0.2], [0.6, 0.7, 0.3]]);
/// assert_eq!(metrics::sample_precision(&y_true, &y_pred)?, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sample_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SamplePrecision::default().evaluate(y_true, y_pred)
}

/// The share of a row's true labels that are decided, averaged over rows.
///
/// |T ∩ D|/|T| for the true labels T of a row and its labels D with p > threshold
/// ([scikit-learn][s]: `recall_score` with `average="samples"`). The threshold is rounded to the
/// prediction's type first. A term is within ½ ulp. Of all labels of all rows together it is
/// [`Recall`](crate::metrics::Recall).
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in
///   [0, 1].
/// - **Undefined:** a row without a true label, which is left out of the mean
///   unless `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a threshold that is not finite, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn a row without a true label counts 0 unless
/// `zero_division` is given.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 0], [0, 1, 0], [0, 0, 0]];
/// let y_pred = array![[0.9, 0.2, 0.1], [0.1, 0.8, 0.3], [0.2, 0.1, 0.4]];
/// let recall = SampleRecall::default();
/// assert_eq!(recall.evaluate(&y_true, &y_pred)?, 0.75); // 1/2 and 1; no truth in the last row
/// assert_eq!(LeftOut(recall).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// let strict = SampleRecall { zero_division: Some(0.0), ..recall };
/// assert_eq!(strict.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.recall_score.html
#[doc(alias = "samples_recall")]
#[doc(alias = "example_based_recall")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SampleRecall {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl Default for SampleRecall {
    fn default() -> Self {
        Self { threshold: 0.5, zero_division: None }
    }
}

impl SampleRecall {
    #[inline(always)]
    fn by_sample(self) -> BySample<impl Fn(Overlap) -> [f64; 2]> {
        let Self { threshold, zero_division } = self;
        BySample { threshold, zero_division, quotient: Overlap::recall }
    }
}

impl MeanMeasure for SampleRecall {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_threshold(self.threshold)?;
        check_zero_division(self.zero_division)
    }
}

impl Rowwise for SampleRecall {
    const ABSTAINS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        self.by_sample().formula()
    }

    #[inline(always)]
    fn abstains<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> bool {
        self.by_sample().abstains(y, p)
    }
}

/// [`SampleRecall`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 1, 0], [0, 1, 0]], array![[0.9, 0.1, 0.2], [0.6, 0.7, 0.3]]);
/// assert_eq!(metrics::sample_recall(&y_true, &y_pred)?, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sample_recall<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SampleRecall::default().evaluate(y_true, y_pred)
}
