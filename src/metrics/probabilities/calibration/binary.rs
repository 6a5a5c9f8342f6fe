//! Calibration of probabilities of one class.

use ndarray::{ArrayRef, Dimension};

use super::forecasts::Batch;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::kernel::math::{clamp, sigmoid};
use crate::kernel::vectorized;
use crate::measure::{Measure, Observer};
use crate::metrics::probabilities::crossentropy::prediction;
use crate::scale::Scale;
use crate::state::{CalibrationNorm, NUM_BINS, Reliability, check_bins};
use crate::uncertainty::{BySums, Sampled};

/// How far the frequencies of positives are from their predicted probabilities.
///
/// Probabilities are put into bins of equal width; the expected calibration error is
/// ΣWₖ|ȳₖ − p̄ₖ|/W, with the weight, the frequency and the mean probability of each bin
/// ([Naeini et al. 2015][n], [Guo et al. 2017][g]); other norms are options. All elements are
/// pooled. The expected error is within 0.51 ulp. The value depends on the number of bins, so state
/// it. The reliability diagram and the Brier score's parts are read off the same
/// [`Reliability`].
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`);
///   probabilities in [0, 1], rounding errors beyond it counting as 0 or 1, or logits, finite or
///   −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, 1680 bytes a bin.
/// - **Errors:** unequal shapes, labels other than 0 and 1, probabilities outside [0, 1], NaN, a
///   number of bins of 0 or above 4096, bad weights.
///
/// Keras has no such metric. A probability on the bound of two bins belongs to the lower bin, as in
/// scikit-learn's `calibration_curve` and Guo et al.; in torchmetrics to the upper bin, and 1 has a
/// bin of its own there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1], array![0.25, 0.25, 0.75, 0.5]);
/// let expected = CalibrationError { num_bins: 2, ..Default::default() };
/// assert_eq!(expected.evaluate(&y_true, &y_pred)?, (1.0 + 0.25) / 4.0); // |2 − 1| and |1 − 0.75|
/// let maximum = CalibrationError { norm: CalibrationNorm::Maximum, ..expected };
/// assert_eq!(maximum.evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
///
/// let mut stream = expected.streaming();
/// stream.update(&y_true, &y_pred)?;
/// assert_eq!(stream.state().curve()?.mean_predictions, array![1.0 / 3.0, 0.75]);
/// # Ok::<(), Error>(())
/// ```
///
/// [n]: https://doi.org/10.1609/aaai.v29i1.9602
/// [g]: https://arxiv.org/abs/1706.04599
#[doc(alias = "ece")]
#[doc(alias = "expected_calibration_error")]
#[doc(alias = "binary_calibration_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct CalibrationError {
    /// The number of bins over [0, 1]. 15 by default.
    pub num_bins: usize,
    /// How the bins' distances become one number. Their mean by default.
    pub norm: CalibrationNorm,
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl Default for CalibrationError {
    fn default() -> Self {
        Self { num_bins: NUM_BINS, norm: CalibrationNorm::Expected, from_logits: false }
    }
}

impl Measure for CalibrationError {
    type Observer = Bins;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn selects(&self) -> bool {
        self.norm == CalibrationNorm::Maximum
    }

    fn observer(&self) -> Bins {
        Bins { num_bins: self.num_bins, from_logits: self.from_logits }
    }

    fn read(&self, state: &Reliability) -> Result<f64, Undefined> {
        state.calibration_error(self.norm)
    }
}

/// Fills the [`Reliability`] of binary labels and probabilities: the observer of
/// [`CalibrationError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bins {
    /// The number of bins over [0, 1].
    pub num_bins: usize,
    /// Whether predictions are logits.
    pub from_logits: bool,
}

impl Observer for Bins {
    type State = Reliability;

    fn empty(&self) -> Reliability {
        Reliability::new(self.num_bins)
    }

    fn layout(&self) -> Layout {
        Layout::ELEMENTS.in_any_order()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_bins(self.num_bins)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Reliability,
    ) -> Result<(), Error> {
        self.forecasts(block)?.add_to::<P>(state, self.from_logits)
    }
}

impl Sampled for Bins {
    type By = BySums;
}

impl Compared for Bins {
    type By = BySums;
}

impl Bins {
    /// Returns the probability that each prediction stands for.
    fn probabilities<P: Element>(&self, p: &[P]) -> Vec<f64> {
        let (from_logits, mut out) = (self.from_logits, vec![0.0; p.len()]);
        vectorized!(|| {
            for (out, p) in out.iter_mut().zip(p) {
                *out = clamp(p.to_f64(), 0.0, 1.0);
            }
            if from_logits {
                for (out, p) in out.iter_mut().zip(p) {
                    *out = sigmoid(p.to_f64());
                }
            }
        });
        out
    }

    /// Returns the block's elements with a weight above zero.
    fn forecasts<T: Element, P: Element>(&self, block: &Block<'_, T, P>) -> Result<Batch, Error> {
        let expected = prediction(self.from_logits);
        let (label, score) = (Domain::Binary.guard::<T>(), expected.guard::<P>());
        let weights = block.all_weights()?;
        let present = |i: usize| weights.as_ref().is_none_or(|weights| weights[i] > 0.0);
        let (y, p) = (block.y_true(), block.y_pred());
        let fine = vectorized!(|| label.admits_all(y) & score.admits_all(p));
        let refused = |&i: &usize| present(i) && !(label.admits(y[i]) & score.admits(p[i]));
        if !fine && let Some(i) = (0..y.len()).find(refused) {
            let refusal = block.refusal((Domain::Binary, i..i + 1), (expected, i..i + 1));
            return Err(refusal.unwrap_or(Error::Undefined(Undefined::Overflow)));
        }
        let outcomes = y.iter().map(|&y| y != T::ZERO).collect();
        Ok(Batch { outcomes, probabilities: self.probabilities(p), weights })
    }
}

/// [`CalibrationError`] of one batch of probabilities: the expected one, with 15 bins.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let certain = metrics::calibration_error(&array![0, 1, 1], &array![0.0, 1.0, 1.0])?;
/// assert_eq!(certain, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn calibration_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CalibrationError::default().evaluate(y_true, y_pred)
}
