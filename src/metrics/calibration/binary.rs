//! Calibration of probabilities of one class.

use ndarray::{ArrayRef, Dimension};

use super::NUM_BINS;
use super::forecasts::{Forecasts, check_bins};
use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe, observe};
use crate::metrics::crossentropy::{prediction, sigmoid};
use crate::metrics::thresholds::weights;
use crate::shape::Unit;
use crate::state::{CalibrationNorm, Reliability};
use crate::values::Values;

/// How far the frequencies of positives are from their predicted probabilities.
///
/// Probabilities are put into bins of equal width; the expected calibration error is
/// ΣWₖ|ȳₖ − p̄ₖ|/W, with the weight, the frequency and the mean probability of each bin
/// ([Naeini et al. 2015][n], [Guo et al. 2017][g]); the norm may be another. All elements are
/// pooled. The expected error is within 0.51 ulp. The value depends on the number of bins, so state
/// it. The reliability diagram and the Brier score's parts are readings of the same
/// [`Reliability`].
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`);
///   probabilities in [0, 1], beyond by rounding being 0 or 1, or logits, finite or −∞. The value is
///   in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, 1728 bytes a bin.
/// - **Errors:** unequal shapes, labels other than 0 and 1, probabilities outside [0, 1], NaN, a
///   number of bins of 0 or above 4096, bad weights.
///
/// Keras has no such metric. A probability that is a bound of bins belongs to the lower one, as in
/// scikit-learn's `calibration_curve` and Guo et al.; in torchmetrics to the upper one, and 1 has a
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
    type State = Reliability;
    type Output = Result<f64, Undefined>;

    fn init(&self) -> Reliability {
        Reliability::new(self.num_bins)
    }

    fn observation(&self) -> Option<Observation> {
        let options = [self.num_bins as u64, u64::from(self.from_logits), 0];
        Some(Observation::new::<Self>(options))
    }

    fn value(&self, state: &Reliability) -> Result<f64, Undefined> {
        state.calibration_error(self.norm)
    }
}

impl<T: Element, P: Element> Observe<T, P> for CalibrationError {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        check_bins(self.num_bins)?;
        batch.check(Unit::Element)
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Reliability) -> Result<(), Error> {
        self.forecasts(block)?.add_to::<P>(state, self.from_logits)
    }
}

impl CalibrationError {
    /// The block's elements that have a weight.
    fn forecasts<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
    ) -> Result<Forecasts, Error> {
        let expected = prediction(self.from_logits);
        let (label, score) = (Domain::Binary.guard::<T>(), expected.guard::<P>());
        let mut weights = weights(block, Unit::Element)?;
        let (mut outcomes, mut probabilities) = (Vec::new(), Vec::new());
        for (i, (&y, &p)) in block.y_true().iter().zip(block.y_pred()).enumerate() {
            if weights.as_ref().is_some_and(|weights| weights[i] == 0.0) {
                continue;
            }
            if !(label.admits(y) & score.admits(p)) {
                return Err(refusal(block, i, expected));
            }
            let p = p.to_f64();
            outcomes.push(y != T::ZERO);
            probabilities.push(if self.from_logits { sigmoid(p) } else { p.clamp(0.0, 1.0) });
        }
        weights.iter_mut().for_each(|weights| weights.retain(|&weight| weight > 0.0));
        Ok(Forecasts { outcomes, probabilities, weights })
    }
}

/// Why a block was refused: the label or the probability at a position is not admitted.
#[cold]
fn refusal<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    position: usize,
    expected: Domain,
) -> Error {
    let (label, score) = (block.y_true()[position], block.y_pred()[position]);
    if Domain::Binary.guard().admits(label) {
        let (index, found) = (block.pred_index(position), score.to_f64());
        return Error::Value { argument: "y_pred", index, found, expected };
    }
    let (index, found) = (block.true_index(position), label.to_f64());
    Error::Value { argument: "y_true", index, found, expected: Domain::Binary }
}

impl Reliability {
    /// The forecasts of one batch of binary labels and probabilities.
    ///
    /// For logits, more batches, or the labels that rows of classes favour,
    /// `CalibrationError { .. }.streaming()` or `TopLabelCalibrationError { .. }.streaming()` have
    /// the state of all in [`state`](crate::Streaming::state).
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate`] for [`CalibrationError`], but no value is undefined.
    pub fn of<T: Element, D: Dimension, P: Element, E: Dimension>(
        num_bins: usize,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Self, Error> {
        let measure = CalibrationError { num_bins, ..Default::default() };
        observe(&measure, &Batch::new(y_true, y_pred, None))
    }

    /// The same with weights or a mask, for elements or for leading axes.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate_weighted`] for [`CalibrationError`], but no value is undefined.
    pub fn of_weighted<T, D, P, E, W, F>(
        num_bins: usize,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Self, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let measure = CalibrationError { num_bins, ..Default::default() };
        observe(&measure, &Batch::new(y_true, y_pred, Some(&Values::new(weights))))
    }
}

/// [`CalibrationError`] of one batch of probabilities: the expected one, with 15 bins.
///
/// # Errors
///
/// As [`Measure::evaluate`].
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
