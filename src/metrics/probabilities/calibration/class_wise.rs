//! Calibration of the probabilities of every class.

use ndarray::{ArrayRef, Dimension};

use super::forecasts::Batch;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::{
    CalibrationNorm, MOST_BINS, NUM_BINS, Reliability, State, check_bins, mean_of_defined,
};
use crate::uncertainty::{BySums, Sampled};

/// How far the frequencies of classes are from their predicted probabilities, on average over the classes.
///
/// The mean over the classes of [`CalibrationError`][c], each of its column's probabilities, with the
/// samples of the class as positives and all others as negatives ([Kull et al. 2019][k]). Rows are not
/// divided by their sum. The expected error of a class is within 0.51 ulp, the mean within 2^-52 beside.
/// The state has a [`Reliability`] for each class, with its reliability diagram.
///
/// - **Shapes:** class labels `[batch, ..]`, whole numbers in `0..classes`; rows
///   `[batch, .., classes]` of probabilities in [0, 1], rounding errors beyond it counting as 0 or 1.
///   The value is in [0, 1].
/// - **Undefined:** without a weight above zero. A class without forecasts is left out of the mean;
///   [`left_out`](Self::left_out) counts such classes. A class that no label names has forecasts, each of
///   them negative.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, 1680 bytes for each bin of each class.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside [0, 1],
///   NaN, a number of bins of 0 or above 4096, or of more than 65536 for all classes, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric; torchmetrics's
/// `MulticlassCalibrationError` is [`TopLabelCalibrationError`](super::TopLabelCalibrationError). In bins
/// of equal weight, or without bins, it is [`averaged_one_vs_rest`][o] of
/// [`EqualMassCalibrationError`][e] or [`Miscalibration`][m].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 1];
/// let y_pred = array![[0.75, 0.25, 0.0], [0.5, 0.25, 0.25]];
/// let error = ClasswiseCalibrationError { num_bins: 1, ..Default::default() };
/// let mut stream = error.streaming();
/// stream.update(&y_true, &y_pred)?;
/// // |1 − 1.25|, |1 − 0.5| and |0 − 0.25|, each over two rows.
/// assert_eq!(stream.result(), Ok((0.125 + 0.25 + 0.125) / 3.0));
/// assert_eq!(stream.state()[1].calibration_error(CalibrationNorm::Expected), Ok(0.25));
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: crate::metrics::CalibrationError
/// [e]: crate::metrics::EqualMassCalibrationError
/// [k]: https://arxiv.org/abs/1910.12656
/// [m]: crate::metrics::Miscalibration
/// [o]: crate::metrics::RankingMeasure::averaged_one_vs_rest
#[doc(alias = "classwise_ece")]
#[doc(alias = "static_calibration_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct ClasswiseCalibrationError {
    /// The number of bins over [0, 1]. 15 by default.
    pub num_bins: usize,
    /// How the distances of a class's bins become one number. Their mean by default.
    pub norm: CalibrationNorm,
}

impl Default for ClasswiseCalibrationError {
    fn default() -> Self {
        Self { num_bins: NUM_BINS, norm: CalibrationNorm::Expected }
    }
}

impl ClasswiseCalibrationError {
    /// Returns the number of classes without forecasts, which the mean leaves out.
    #[must_use]
    pub fn left_out(&self, classes: &[Reliability]) -> usize {
        classes.iter().filter(|forecasts| forecasts.is_empty()).count()
    }
}

impl Measure for ClasswiseCalibrationError {
    type Observer = ClassBins;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn selects(&self) -> bool {
        self.norm == CalibrationNorm::Maximum
    }

    fn observer(&self) -> ClassBins {
        ClassBins { num_bins: self.num_bins }
    }

    fn read(&self, classes: &Vec<Reliability>) -> Result<f64, Undefined> {
        let present = classes.iter().filter(|forecasts| !forecasts.is_empty());
        let errors = present.map(|forecasts| forecasts.calibration_error(self.norm));
        let errors = errors.map(|error| error.map(|error| (1.0, error)));
        let mean = mean_of_defined(errors.collect::<Result<_, _>>()?);
        mean.unwrap_or(Err(Undefined::NoSamples))
    }
}

/// Fills one [`Reliability`] for each class, from class labels and rows of probabilities: the observer of
/// [`ClasswiseCalibrationError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassBins {
    /// The number of bins over [0, 1] of each class.
    pub num_bins: usize,
}

/// The most bins of all classes: 110 MB.
const MOST_BINS_OF_ALL: usize = 16 * MOST_BINS;

impl Observer for ClassBins {
    type State = Vec<Reliability>;

    /// The first batch gives the number of classes.
    fn empty(&self) -> Vec<Reliability> {
        Vec::new()
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
        states: &mut Vec<Reliability>,
    ) -> Result<(), Error> {
        self.check_room(block.classes())?;
        let rows = Rows::of(block)?;
        states.resize_with(block.classes(), || Reliability::new(self.num_bins));
        for (class, state) in states.iter_mut().enumerate() {
            rows.forecasts(class).add_to::<P>(state, false)?;
        }
        Ok(())
    }

    /// If no class has a forecast, the number of classes is still open.
    fn finish(&self, states: &mut Vec<Reliability>) {
        if states.iter().all(Reliability::is_empty) {
            states.clear();
        }
    }

    fn check_state(&self, states: &Vec<Reliability>) -> Result<(), Error> {
        let own = Reliability::new(self.num_bins);
        states.iter().try_for_each(|state| own.check_merge(state))
    }
}

impl Sampled for ClassBins {
    type By = BySums;
}

impl Compared for ClassBins {
    type By = BySums;
}

impl ClassBins {
    /// Refuses more bins than memory should hold.
    fn check_room(&self, classes: usize) -> Result<(), Error> {
        if self.num_bins.saturating_mul(classes) <= MOST_BINS_OF_ALL {
            return Ok(());
        }
        let expected = format!("at most 65536 bins for all of the {classes} classes");
        Err(Error::parameter("num_bins", self.num_bins, expected))
    }
}

/// The rows of a block.
struct Rows<'a, P> {
    /// The class of each row; any number for a row without a weight.
    labels: Vec<usize>,
    rows: Vec<&'a [P]>,
    /// The weights of all rows of the block, if it has any.
    weights: Option<Vec<f64>>,
}

impl<'a, P: Element> Rows<'a, P> {
    /// Refuses a label that names no class, and a number that is no probability, in a row that has a weight.
    fn of<T: Element>(block: &Block<'a, T, P>) -> Result<Self, Error> {
        let (classes, guard) = (block.classes(), Domain::Probability.guard::<P>());
        let weights = block.all_weights()?;
        let (mut labels, mut rows) = (Vec::new(), Vec::new());
        let all = block.y_true().iter().zip(block.y_pred().chunks_exact(classes));
        for (i, (label, row)) in all.enumerate() {
            rows.push(row);
            match label.class(classes) {
                _ if weights.as_ref().is_some_and(|weights| weights[i] == 0.0) => labels.push(0),
                Some(class) if guard.admits_all(row) => labels.push(class),
                _ => return Err(refusal(block, i)),
            }
        }
        Ok(Self { labels, rows, weights })
    }

    /// Returns the column of a class.
    fn forecasts(&self, class: usize) -> Batch {
        let probability = |row: &&[P]| row[class].to_f64().clamp(0.0, 1.0);
        Batch {
            outcomes: self.labels.iter().map(|&label| label == class).collect(),
            probabilities: self.rows.iter().map(probability).collect(),
            weights: self.weights.clone(),
        }
    }
}

/// Explains why a row is refused.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, row: usize) -> Error {
    block.row_refusal(row, Domain::Probability).unwrap_or(Error::Undefined(Undefined::Overflow))
}

/// [`ClasswiseCalibrationError`] of one batch of rows of probabilities: the mean of the expected ones, with
/// 15 bins.
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
/// let error = metrics::classwise_calibration_error(&array![0, 2], &rows)?;
/// assert_eq!(error, (0.25 + 0.125 + 0.125) / 3.0); // |1 − 0.5|, |0 − 0.25| and |0 − 0.25|, over 2
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn classwise_calibration_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ClasswiseCalibrationError::default().evaluate(y_true, y_pred)
}
