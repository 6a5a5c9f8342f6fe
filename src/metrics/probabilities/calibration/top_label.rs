//! Calibration of the class that a row favours.

use ndarray::{ArrayRef, Dimension};

use super::forecasts::Batch;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::kernel::{rows, vectorized};
use crate::measure::{Measure, Observer};
use crate::metrics::probabilities::crossentropy::prediction;
use crate::scale::Scale;
use crate::state::{CalibrationNorm, NUM_BINS, Reliability, check_bins};
use crate::uncertainty::{BySums, Sampled};

/// How far the share of right predictions is from their confidence.
///
/// The confidence of a row is its largest probability, and the row is right if the class of that
/// probability, the lowest class among equals, is the label. Confidences are put into bins of equal
/// width; the expected calibration error is ΣWₖ|accₖ − confₖ|/W, with the weight, the accuracy and
/// the mean confidence of each bin ([Guo et al. 2017][g]); other norms are options. Rows are not
/// divided by their sum. From logits the confidence is 1/Σe^(z − max z), within 8 ulp for up to a
/// hundred classes.
///
/// - **Shapes:** class labels `[batch, ..]`, whole numbers in `0..classes`; rows
///   `[batch, .., classes]` of probabilities in [0, 1], rounding errors beyond it counting as 0 or
///   1, or of logits, finite or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, 1680 bytes a bin.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row without a probability above zero, a number of bins of 0 or above 4096, bad
///   weights.
///
/// Keras has no such metric. torchmetrics's `MulticlassCalibrationError` puts a confidence on the
/// bound of two bins into the upper bin, and 1 into a bin of its own.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 1, 0];
/// let y_pred = array![[0.75, 0.25], [0.25, 0.75], [0.0, 1.0]]; // right, right, certain and wrong
/// let error = TopLabelCalibrationError { num_bins: 10, ..Default::default() };
/// assert_eq!(error.evaluate(&y_true, &y_pred)?, (0.5 + 1.0) / 3.0); // |2 − 1.5| and |0 − 1|
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://arxiv.org/abs/1706.04599
#[doc(alias = "multiclass_calibration_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct TopLabelCalibrationError {
    /// The number of bins over [0, 1]. 15 by default.
    pub num_bins: usize,
    /// How the bins' distances become one number. Their mean by default.
    pub norm: CalibrationNorm,
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl Default for TopLabelCalibrationError {
    fn default() -> Self {
        Self { num_bins: NUM_BINS, norm: CalibrationNorm::Expected, from_logits: false }
    }
}

impl Measure for TopLabelCalibrationError {
    type Observer = TopLabelBins;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn selects(&self) -> bool {
        self.norm == CalibrationNorm::Maximum
    }

    fn observer(&self) -> TopLabelBins {
        TopLabelBins { num_bins: self.num_bins, from_logits: self.from_logits }
    }

    fn read(&self, state: &Reliability) -> Result<f64, Undefined> {
        state.calibration_error(self.norm)
    }
}

/// Fills the [`Reliability`] of the class that each row favours: the observer of
/// [`TopLabelCalibrationError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopLabelBins {
    /// The number of bins over [0, 1].
    pub num_bins: usize,
    /// Whether predictions are logits.
    pub from_logits: bool,
}

impl Observer for TopLabelBins {
    type State = Reliability;

    fn empty(&self) -> Reliability {
        Reliability::new(self.num_bins)
    }

    fn layout(&self) -> Layout {
        Layout::LABELS_AND_ROWS
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

impl Sampled for TopLabelBins {
    type By = BySums;
}

impl Compared for TopLabelBins {
    type By = BySums;
}

/// The class of a row's largest entry, and the probability of that class; NaN for a refused row.
struct Top {
    class: usize,
    confidence: f64,
}

impl TopLabelBins {
    /// Returns the block's rows with a weight above zero.
    fn forecasts<T: Element, P: Element>(&self, block: &Block<'_, T, P>) -> Result<Batch, Error> {
        let weights = block.all_weights()?;
        let units = block.units();
        let mut outcomes = Vec::with_capacity(units);
        let mut probabilities = Vec::with_capacity(units);
        let rows = block.y_pred().chunks_exact(block.classes());
        for (i, (&label, row)) in block.y_true().iter().zip(rows).enumerate() {
            if weights.as_ref().is_some_and(|weights| weights[i] == 0.0) {
                outcomes.push(false);
                probabilities.push(0.0);
                continue;
            }
            let (label, top) = (label.class(row.len()), self.top(row));
            if label.is_none() || top.confidence.is_nan() {
                return Err(self.refusal(block, i));
            }
            outcomes.push(label == Some(top.class));
            probabilities.push(top.confidence);
        }
        Ok(Batch { outcomes, probabilities, weights })
    }

    fn top<P: Element>(&self, row: &[P]) -> Top {
        let guard = prediction(self.from_logits).guard::<P>();
        vectorized!(|| {
            let class = rows::one_row(|class| rows::argmax(row, class));
            let most = row[class].to_f64();
            let admitted = guard.admits_all(row) & (most > self.nothing());
            let confidence = match self.from_logits {
                true => softmax_at(row, class),
                false => most.clamp(0.0, 1.0),
            };
            Top { class, confidence: if admitted { confidence } else { f64::NAN } }
        })
    }

    /// Returns the entry that means a probability of 0.
    #[inline(always)]
    fn nothing(&self) -> f64 {
        if self.from_logits { f64::NEG_INFINITY } else { 0.0 }
    }

    /// Explains why a row is refused.
    #[cold]
    fn refusal<T: Element, P: Element>(&self, block: &Block<'_, T, P>, row: usize) -> Error {
        let refusal = block.row_refusal(row, prediction(self.from_logits));
        refusal.unwrap_or_else(|| Error::ZeroRow { index: block.unit_index(row) })
    }
}

/// Returns the probability of a row's largest logit.
#[inline(always)]
fn softmax_at<P: Element>(row: &[P], top: usize) -> f64 {
    let others = rows::one_row(|others| rows::exp_sums_without(&[top], row, others));
    1.0 / (1.0 + others)
}

/// [`TopLabelCalibrationError`] of one batch of rows of probabilities: the expected one, with 15
/// bins.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let rows = array![[0.5, 0.25, 0.25], [0.0, 0.0, 1.0]];
/// assert_eq!(metrics::top_label_calibration_error(&array![0, 2], &rows)?, 0.25);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn top_label_calibration_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    TopLabelCalibrationError::default().evaluate(y_true, y_pred)
}
