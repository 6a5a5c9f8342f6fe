//! How well scores rank positives above negatives, without a threshold.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::at_best_level;
use crate::measure::{Measure, Observation, Observe, observe};
use crate::shape::Unit;
use crate::state::ScoreRuns;
use crate::values::Values;

/// The exact area under the ROC curve.
///
/// The share of pairs of a positive and a negative in which the positive scores higher, ties
/// counting half ([Mann and Whitney 1947][m]). All elements are pooled. This is the value that
/// Keras's `AUC` approximates on a grid of thresholds, and what scikit-learn's `roc_auc_score`
/// computes. It depends on the order of the scores alone. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`),
///   scores any finite numbers: probabilities, logits, distances. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`ScoreRuns`].
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are not finite, bad
///   weights.
///
/// Differs from Keras's `AUC`, which has 200 thresholds between 0 and 1 by default: scores within
/// [0, 0.001] give 0.5 there whatever their order.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(RocAuc.evaluate(&y_true, &y_pred)?, 0.75); // 3 of 4 pairs in order
/// let weights = array![1.0, 3.0, 1.0, 1.0]; // 5 of 8
/// assert_eq!(RocAuc.evaluate_weighted(&y_true, &y_pred, &weights)?, 0.625);
///
/// let mut both = (RocAuc, AveragePrecision).streaming(); // sorted once for both
/// both.update(&y_true, &y_pred)?;
/// assert_eq!(both.result().0?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1214/aoms/1177730491
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RocAuc;

impl Measure for RocAuc {
    type State = ScoreRuns;
    type Output = Result<f64, Undefined>;

    fn init(&self) -> ScoreRuns {
        ScoreRuns::default()
    }

    fn observation(&self) -> Option<Observation> {
        Some(Observation::new::<ScoreRuns>([0; 3]))
    }

    fn value(&self, state: &ScoreRuns) -> Result<f64, Undefined> {
        state.roc_auc()
    }
}

impl<T: Element, P: Element> Observe<T, P> for RocAuc {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        batch.check(Unit::Element)
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut ScoreRuns) -> Result<(), Error> {
        if block.is_weighted() { add_weighted(block, state) } else { add_unweighted(block, state) }
    }

    fn complete(&self, state: &mut ScoreRuns) {
        state.settle();
    }
}

/// [`RocAuc`] of one batch.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let logits = array![20.0, 25.0, 30.0, 40.0];
/// assert_eq!(metrics::roc_auc(&array![false, false, true, true], &logits)?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn roc_auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RocAuc.evaluate(y_true, y_pred)
}

/// The mean precision over the positives, each at the threshold of its own score.
///
/// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores from the highest down, with the precision P and the
/// recall R of calling positive what scores at least as high ([scikit-learn][s]); nothing is
/// interpolated. All elements are pooled. Another reading of the state of [`RocAuc`]. Within
/// 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`),
///   scores any finite numbers: probabilities, logits, distances. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`ScoreRuns`].
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are not finite, bad
///   weights.
///
/// Keras has no such metric; its `AUC` with `curve="PR"` interpolates between 200 thresholds.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.6]);
/// let value = AveragePrecision.evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, (1.0 + 2.0 / 4.0) / 2.0); // precision 1 at 0.9, 2/4 at 0.6
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AveragePrecision;

impl Measure for AveragePrecision {
    type State = ScoreRuns;
    type Output = Result<f64, Undefined>;

    fn init(&self) -> ScoreRuns {
        ScoreRuns::default()
    }

    fn observation(&self) -> Option<Observation> {
        RocAuc.observation()
    }

    fn value(&self, state: &ScoreRuns) -> Result<f64, Undefined> {
        state.average_precision()
    }
}

impl<T: Element, P: Element> Observe<T, P> for AveragePrecision {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        RocAuc.check(batch)
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut ScoreRuns) -> Result<(), Error> {
        RocAuc.observe(block, state)
    }

    fn complete(&self, state: &mut ScoreRuns) {
        state.settle();
    }
}

/// [`AveragePrecision`] of one batch.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::average_precision(&array![0, 1, 1], &array![1, 2, 2])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn average_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    AveragePrecision.evaluate(y_true, y_pred)
}

impl ScoreRuns {
    /// Positives and negatives by score of one batch.
    ///
    /// For more batches, `RocAuc.streaming()` has the state of all in
    /// [`state`](crate::Streaming::state).
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate`] for [`RocAuc`], but no value is undefined.
    pub fn of<T: Element, D: Dimension, P: Element, E: Dimension>(
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Self, Error> {
        observe(&RocAuc, &Batch::new(y_true, y_pred, None))
    }

    /// The same with weights or a mask, for elements or for leading axes.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate_weighted`] for [`RocAuc`], but no value is undefined.
    pub fn of_weighted<T, D, P, E, W, F>(
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
        observe(&RocAuc, &Batch::new(y_true, y_pred, Some(&Values::new(weights))))
    }
}

/// Weights read at a time.
const CHUNK: usize = 1024;

/// Whether every score of a type is an `f32`.
const fn is_narrow<P: Element>() -> bool {
    size_of::<P>() <= 2 || (size_of::<P>() == 4 && !P::INTEGER)
}

fn add_unweighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut ScoreRuns,
) -> Result<(), Error> {
    let (y, p) = (block.y_true(), block.y_pred());
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Finite.guard::<P>());
    let admitted = at_best_level(
        #[inline(always)]
        || truth.admits_all(y) & score.admits_all(p),
    );
    if !admitted {
        let refused = |(&y, &p): (&T, &P)| !(truth.admits(y) & score.admits(p));
        return Err(refusal(block, y.iter().zip(p).position(refused).unwrap_or(0)));
    }
    let samples = y.iter().zip(p).map(|(&y, &p)| (p.to_f64(), y != T::ZERO));
    if is_narrow::<P>() {
        state.extend_narrow(samples.map(|(score, positive)| (score as f32, positive)));
    } else {
        state.extend_wide(samples.map(|(score, positive)| (score, positive, 1.0)));
    }
    Ok(())
}

fn add_weighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut ScoreRuns,
) -> Result<(), Error> {
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Finite.guard::<P>());
    let mut weights = [0.0; CHUNK];
    let (y, p) = (block.y_true().chunks(CHUNK), block.y_pred().chunks(CHUNK));
    for (chunk, (y, p)) in y.zip(p).enumerate() {
        let (start, weights) = (chunk * CHUNK, &mut weights[..y.len()]);
        block.weights(Unit::Element, start..start + y.len(), weights)?;
        let samples = || y.iter().zip(p).zip(&*weights);
        let refused = |((&y, &p), &weight): ((&T, &P), &f64)| {
            weight > 0.0 && !(truth.admits(y) & score.admits(p))
        };
        if let Some(i) = samples().position(refused) {
            return Err(refusal(block, start + i));
        }
        let present = samples().filter(|(_, weight)| **weight > 0.0);
        state.extend_wide(present.map(|((&y, &p), &weight)| (p.to_f64(), y != T::ZERO, weight)));
    }
    Ok(())
}

/// Why a block was refused: the label or the score at a position is not admitted.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, position: usize) -> Error {
    let (label, score) = (block.y_true()[position], block.y_pred()[position]);
    if Domain::Binary.guard().admits(label) {
        let (index, found) = (block.pred_index(position), score.to_f64());
        return Error::Value { argument: "y_pred", index, found, expected: Domain::Finite };
    }
    let (index, found) = (block.true_index(position), label.to_f64());
    Error::Value { argument: "y_true", index, found, expected: Domain::Binary }
}
