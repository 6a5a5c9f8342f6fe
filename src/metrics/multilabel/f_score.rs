//! F-scores of the labels of a row.

use ndarray::{ArrayRef, Dimension};

use super::overlap::{BySample, Overlap, SCORES, TRUTH, check_threshold};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::metrics::zero_division::check_zero_division;
use crate::scale::Scale;
use crate::state::check_beta;

/// The harmonic mean of precision and recall of a row's labels, averaged over rows.
///
/// 2|T ∩ D|/(|T| + |D|) for the true labels T of a row and its labels D with p > threshold
/// ([scikit-learn][s]: `f1_score` with `average="samples"`). The threshold is rounded to the
/// prediction's type first. A term is within ½ ulp. By class, or of all labels of all rows together, it
/// is [`F1Score`](crate::metrics::F1Score).
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in
///   [0, 1].
/// - **Undefined:** a row with neither a true nor a decided label, which is left out of the mean
///   unless `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a threshold that is not finite, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn a row of no labels counts 0 unless `zero_division` is
/// given.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 0], [0, 1, 0], [0, 0, 0]];
/// let y_pred = array![[0.9, 0.2, 0.1], [0.1, 0.8, 0.3], [0.2, 0.1, 0.4]];
/// let score = SampleF1Score::default();
/// let mean = score.evaluate(&y_true, &y_pred)?; // of 2/3 and 1; the last row has no labels
/// assert!((mean - 5.0 / 6.0).abs() < 1e-15);
/// assert_eq!(LeftOut(score).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html
#[doc(alias = "samples_f1")]
#[doc(alias = "example_based_f1")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SampleF1Score {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl Default for SampleF1Score {
    fn default() -> Self {
        Self { threshold: 0.5, zero_division: None }
    }
}

impl SampleF1Score {
    #[inline(always)]
    fn by_sample(self) -> BySample<impl Fn(Overlap) -> [f64; 2]> {
        let Self { threshold, zero_division } = self;
        BySample { threshold, zero_division, quotient: |found: Overlap| found.f_score(1.0) }
    }
}

impl MeanMeasure for SampleF1Score {
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

impl Rowwise for SampleF1Score {
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

/// [`SampleF1Score`] of one batch, with a threshold of 0.5.
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
/// let score = metrics::sample_f1_score(&y_true, &y_pred)?;
/// assert!((score - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sample_f1_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SampleF1Score::default().evaluate(y_true, y_pred)
}

/// The harmonic mean of precision and recall of a row's labels, in which recall counts `beta` times
/// as much, averaged over rows.
///
/// (1 + β²)|T ∩ D|/(β²|T| + |D|) for the true labels T of a row and its labels D with p > threshold
/// ([scikit-learn][s]: `fbeta_score` with `average="samples"`). The threshold is rounded to the
/// prediction's type first. A term is within 3 ulp. By class, or of all labels of all rows together, it
/// is [`FBetaScore`](crate::metrics::FBetaScore).
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in
///   [0, 1].
/// - **Undefined:** a row with neither a true nor a decided label, which is left out of the mean
///   unless `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a threshold that is not finite, a `beta` that is not a finite number above 0,
///   a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn a row of no labels counts 0 unless `zero_division` is
/// given.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 0], [0, 1, 0], [0, 0, 0]];
/// let y_pred = array![[0.9, 0.2, 0.1], [0.1, 0.8, 0.3], [0.2, 0.1, 0.4]];
/// let score = SampleFBetaScore { beta: 2.0, ..Default::default() };
/// let mean = score.evaluate(&y_true, &y_pred)?; // of 5/9 and 1; the last row has no labels
/// assert!((mean - 7.0 / 9.0).abs() < 1e-15);
/// assert_eq!(LeftOut(score).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.fbeta_score.html
#[doc(alias = "samples_fbeta")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SampleFBetaScore {
    /// How many times as much recall counts as precision. 1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub beta: f64,
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl Default for SampleFBetaScore {
    fn default() -> Self {
        Self { beta: 1.0, threshold: 0.5, zero_division: None }
    }
}

impl SampleFBetaScore {
    #[inline(always)]
    fn by_sample(self) -> BySample<impl Fn(Overlap) -> [f64; 2]> {
        let Self { beta, threshold, zero_division } = self;
        BySample { threshold, zero_division, quotient: move |found: Overlap| found.f_score(beta) }
    }
}

impl MeanMeasure for SampleFBetaScore {
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
        check_beta(self.beta)?;
        check_threshold(self.threshold)?;
        check_zero_division(self.zero_division)
    }
}

impl Rowwise for SampleFBetaScore {
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

/// [`SampleFBetaScore`] of one batch, with a threshold of 0.5.
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
/// let score = metrics::sample_f_beta_score(&y_true, &y_pred)?;
/// assert!((score - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sample_f_beta_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SampleFBetaScore::default().evaluate(y_true, y_pred)
}
