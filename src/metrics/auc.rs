//! Areas under curves on a grid of thresholds, as Keras computes them.

use ndarray::{ArrayRef, Dimension};

use super::crossentropy::sigmoid;
use super::curves::{Curve, Summation, area};
use super::thresholds::{Decisions, Ladder, MOST_THRESHOLDS, check_thresholds, refusal, weights};
use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observe};
use crate::shape::Unit;
use crate::state::{Outcomes, State, check_length};

/// The thresholds of an [`Auc`].
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Grid {
    /// So many thresholds: an even grid over [0, 1], with the two ends below and above all scores.
    Even(usize),
    /// These thresholds, in any order, and two ends below and above all scores.
    At(Vec<f64>),
}

/// The area under a curve on a grid of thresholds.
///
/// The curve's points at the thresholds, joined by the chosen summation ([Keras][k]; for
/// precision–recall the interpolation of [Davis and Goadrich 2006][d]). **An approximation**:
/// scores between two thresholds count as equal. The exact area, which needs no grid, is that of
/// `RocAuc`; this one is for numbers that must agree with Keras.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together, or
///   `[batch, labels]` where `multi_label` is set; labels exactly 0 or 1; scores any finite
///   numbers, of which those beyond [0, 1] count as beyond all thresholds. In [0, 1].
/// - **Undefined:** with samples of one class only; without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, 32 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, fewer than
///   two thresholds, label weights of another number than the labels or below 0, bad weights.
///
/// Differs from Keras, where an area with one class is 0 or 1, and `f32` scores equal to a
/// threshold may fall on its other side.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.0, 0.5, 0.3, 0.9]);
/// let coarse = Auc { thresholds: Grid::Even(3), ..Default::default() };
/// assert_eq!(coarse.evaluate(&y_true, &y_pred)?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#auc-class
/// [d]: https://doi.org/10.1145/1143844.1143874
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Auc {
    /// Which curve. ROC by default.
    pub curve: Curve,
    /// How points are joined. By interpolation by default.
    pub summation: Summation,
    /// 200 by default.
    pub thresholds: Grid,
    /// Whether each column of the last axis has a curve of its own, whose areas are averaged.
    pub multi_label: bool,
    /// The weights of the columns: of their areas in the average, or of their elements.
    pub label_weights: Option<Vec<f64>>,
    /// Whether predictions are logits, to be turned into probabilities. `false` by default.
    pub from_logits: bool,
}

impl Default for Auc {
    fn default() -> Self {
        let (curve, summation) = (Curve::Roc, Summation::Interpolation);
        let (thresholds, multi_label) = (Grid::Even(200), false);
        Self { curve, summation, thresholds, multi_label, label_weights: None, from_logits: false }
    }
}

impl Auc {
    fn outcomes(&self) -> Outcomes {
        let inner = match &self.thresholds {
            Grid::Even(n) => {
                let steps = if *n > MOST_THRESHOLDS { 0 } else { n.saturating_sub(1) };
                (1..steps).map(|i| i as f64 / steps as f64).collect()
            }
            Grid::At(thresholds) => thresholds.clone(),
        };
        let ends = [f64::NEG_INFINITY, f64::INFINITY];
        Outcomes::new(inner.into_iter().chain(ends).collect())
    }

    fn check_options(&self) -> Result<(), Error> {
        match &self.thresholds {
            Grid::Even(n) if *n < 2 || *n > MOST_THRESHOLDS => {
                let (found, expected) = (n.to_string(), "from 2 to 2^20");
                Err(Error::Parameter { option: "thresholds", found, expected })
            }
            Grid::Even(_) => Ok(()),
            Grid::At(thresholds) => check_thresholds(thresholds),
        }
    }

    fn check_labels(&self, labels: usize) -> Result<(), Error> {
        let Some(weights) = &self.label_weights else { return Ok(()) };
        let good = |weight: &f64| (0.0..f64::INFINITY).contains(weight);
        if weights.len() == labels && weights.iter().all(good) {
            return Ok(());
        }
        let expected = "a finite number of at least 0 for each entry of y_pred's last axis";
        Err(Error::Parameter { option: "label_weights", found: format!("{weights:?}"), expected })
    }

    /// All elements together, each weighed by its label's weight too.
    fn observe_flat<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        outcomes: &mut Outcomes,
    ) -> Result<(), Error> {
        let mut own = weights(block, Unit::Element)?;
        if let Some(labels) = &self.label_weights {
            let own = own.get_or_insert_with(|| vec![1.0; block.y_pred().len()]);
            own.iter_mut().zip(labels.iter().cycle()).for_each(|(weight, label)| *weight *= label);
        }
        let (labels, scores, weights) = (block.y_true(), block.y_pred(), own.as_deref());
        let (decisions, ladder) =
            (Decisions { labels, scores, weights }, self.ladder::<P>(outcomes));
        let counted = self.count(&decisions, &ladder, outcomes);
        counted.map_err(|i| refusal(block, i))
    }

    /// The columns of a block, each into its own outcomes.
    fn observe_labels<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Vec<Outcomes>,
    ) -> Result<(), Error> {
        let labels = block.classes();
        let weights = weights(block, Unit::Element)?;
        state.resize_with(labels, || self.outcomes());
        let Some(ladder) = state.first().map(|outcomes| self.ladder::<P>(outcomes)) else {
            return Ok(());
        };
        for (label, outcomes) in state.iter_mut().enumerate() {
            let (y, p) =
                (column(block.y_true(), label, labels), column(block.y_pred(), label, labels));
            let own = weights.as_ref().map(|weights| column(weights, label, labels));
            let decisions = Decisions { labels: &y, scores: &p, weights: own.as_deref() };
            let counted = self.count(&decisions, &ladder, outcomes);
            counted.map_err(|row| refusal(block, row * labels + label))?;
        }
        Ok(())
    }

    fn count<T: Element, P: Element>(
        &self,
        decisions: &Decisions<'_, T, P>,
        ladder: &Ladder,
        outcomes: &mut Outcomes,
    ) -> Result<(), usize> {
        if self.from_logits {
            return decisions.count(
                ladder,
                outcomes,
                #[inline(always)]
                |logit| sigmoid(logit.to_f64()),
            );
        }
        decisions.count(ladder, outcomes, P::to_f64)
    }

    fn ladder<P: Element>(&self, outcomes: &Outcomes) -> Ladder {
        Ladder::new::<P>(outcomes.thresholds(), matches!(self.thresholds, Grid::Even(_)))
    }
}

/// One column of rows that lie one after the other.
fn column<A: Copy>(rows: &[A], column: usize, columns: usize) -> Vec<A> {
    rows.iter().skip(column).step_by(columns).copied().collect()
}

impl Measure for Auc {
    type State = Vec<Outcomes>;
    type Output = Result<f64, Undefined>;

    /// One curve, or none yet where the number of labels is for the data to say.
    fn init(&self) -> Vec<Outcomes> {
        if self.multi_label { Vec::new() } else { vec![self.outcomes()] }
    }

    /// Each curve is one at the thresholds of this measure, though a fresh state may have none.
    fn check_state(&self, state: &Vec<Outcomes>) -> Result<(), Error> {
        if !self.multi_label {
            check_length(state, 1)?;
        }
        let own = self.outcomes();
        state.iter().try_for_each(|label| own.check_merge(label))
    }

    fn value(&self, state: &Vec<Outcomes>) -> Result<f64, Undefined> {
        let areas = state.iter().map(|label| area(self.curve, self.summation, &label.all()));
        let areas = areas.collect::<Result<Vec<_>, _>>()?;
        let even = vec![1.0; areas.len()];
        let weights = self.label_weights.as_ref().filter(|_| self.multi_label).unwrap_or(&even);
        let total: f64 = weights.iter().sum();
        let weighted: f64 = areas.iter().zip(weights).map(|(area, weight)| area * weight).sum();
        if areas.is_empty() || total == 0.0 {
            return Err(Undefined::NoSamples);
        }
        Ok(weighted / total)
    }
}

impl<T: Element, P: Element> Observe<T, P> for Auc {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        self.check_options()?;
        batch.check(Unit::Element)?;
        if self.multi_label || self.label_weights.is_some() {
            batch.check_shapes(Unit::Row)?;
            self.check_labels(batch.grain(Unit::Row))?;
        }
        Ok(())
    }

    fn unit(&self) -> Unit {
        let columns = self.multi_label || self.label_weights.is_some();
        if columns { Unit::Row } else { Unit::Element }
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Vec<Outcomes>) -> Result<(), Error> {
        match state.first_mut() {
            Some(outcomes) if !self.multi_label => self.observe_flat(block, outcomes),
            _ => self.observe_labels(block, state),
        }
    }

    /// Labels that nothing was seen of are no labels yet.
    fn complete(&self, state: &mut Vec<Outcomes>) {
        if self.multi_label && state.iter().all(Outcomes::is_empty) {
            state.clear();
        }
    }
}

/// [`Auc`] of one batch: the area under the ROC curve on Keras's grid of 200 thresholds.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let area = metrics::auc(&array![0, 0, 1, 1], &array![0.1, 0.5, 0.3, 0.9])?;
/// assert_eq!(area, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Auc::default().evaluate(y_true, y_pred)
}
