//! Readings of the outcomes of a binary decision.

use super::thresholds::{Ladder, Selection, check_thresholds, observe};
use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe};
use crate::shape::Unit;
use crate::state::{Counts, Outcomes};

/// A number read off the outcomes of a decision.
pub trait Decision: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// Whether the number is proportional to the weights.
    const COUNTS: bool = false;

    /// The number.
    ///
    /// # Errors
    ///
    /// Why there is none.
    fn read(&self, counts: &Counts) -> Result<f64, Undefined>;

    /// Scores above it are positive; None is 0.5, or −∞ where the best k are positive.
    fn threshold(&self) -> Option<f64> {
        None
    }

    /// How many of a row's scores may be positive, and which class alone is decided on.
    fn selection(&self) -> (Option<usize>, Option<usize>) {
        (None, None)
    }

    /// The same number at several thresholds, from one pass.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0, 1, 1, 0], array![1.0, 0.0, 0.6, 0.0]);
    /// let recall = Recall::default().at(vec![0.5, 0.7]).evaluate(&y_true, &y_pred)?;
    /// assert_eq!(recall, [Ok(0.5), Ok(0.0)]);
    /// # Ok::<(), Error>(())
    /// ```
    fn at(self, thresholds: Vec<f64>) -> AtThresholds<Self> {
        AtThresholds { decision: self, thresholds }
    }
}

pub(super) fn selection<D: Decision>(decision: &D) -> Selection {
    let (top_k, class_id) = decision.selection();
    Selection { top_k, class_id }
}

/// The one threshold of a decision.
fn threshold<D: Decision>(decision: &D) -> f64 {
    let default = if decision.selection().0.is_some() { f64::NEG_INFINITY } else { 0.5 };
    decision.threshold().unwrap_or(default)
}

/// Equal for decisions that fill equal outcomes.
pub(super) fn observation<D: Decision>(decision: &D) -> Observation {
    let (top_k, class_id) = decision.selection();
    let option = |option: Option<usize>| option.map_or(u64::MAX, |n| n as u64);
    let options = [threshold(decision).to_bits(), option(top_k), option(class_id)];
    Observation::new::<Outcomes>(options)
}

/// Makes a measure of each decision: with one threshold, one number. (The blanket implementation
/// of measures is taken by the means.)
macro_rules! measure {
    ($($decision:ident),+) => {$(
        impl $crate::measure::Measure for $decision {
            type State = $crate::state::Outcomes;
            type Output = Result<f64, Undefined>;

            const SCALES_WITH_WEIGHTS: bool = Self::COUNTS;

            fn init(&self) -> Self::State {
                $crate::metrics::decision::init(self)
            }

            fn observation(&self) -> Option<$crate::measure::Observation> {
                Some($crate::metrics::decision::observation(self))
            }

            fn value(&self, state: &Self::State) -> Self::Output {
                $crate::metrics::decision::value(self, state)
            }
        }

        impl<T: Element, P: Element> $crate::measure::Observe<T, P> for $decision {
            fn check(&self, batch: &$crate::batch::Batch<'_, T, P>) -> Result<(), Error> {
                $crate::metrics::decision::check(self, batch)
            }

            fn unit(&self) -> $crate::shape::Unit {
                $crate::metrics::decision::selection(self).unit()
            }

            fn observe(
                &self,
                block: &$crate::batch::Block<'_, T, P>,
                state: &mut Self::State,
            ) -> Result<(), Error> {
                $crate::metrics::decision::observe_block(self, block, state)
            }
        }
    )+};
}

pub(super) use measure;

pub(super) fn init<D: Decision>(decision: &D) -> Outcomes {
    Outcomes::new(vec![threshold(decision)])
}

pub(super) fn value<D: Decision>(decision: &D, state: &Outcomes) -> Result<f64, Undefined> {
    state.all().first().map_or(Err(Undefined::NoSamples), |counts| read(decision, counts))
}

pub(super) fn check<T: Element, P: Element, D: Decision>(
    decision: &D,
    batch: &Batch<'_, T, P>,
) -> Result<(), Error> {
    if let Some(threshold) = decision.threshold().filter(|threshold| !threshold.is_finite()) {
        return Err(Error::parameter("threshold", threshold, "a finite number"));
    }
    selection(decision).check(batch)
}

pub(super) fn observe_block<T: Element, P: Element, D: Decision>(
    decision: &D,
    block: &Block<'_, T, P>,
    state: &mut Outcomes,
) -> Result<(), Error> {
    let ladder = Ladder::new::<P>(state.thresholds(), false);
    observe(selection(decision), &ladder, block, state)
}

fn read<D: Decision>(decision: &D, counts: &Counts) -> Result<f64, Undefined> {
    if counts.is_empty() { Err(Undefined::NoSamples) } else { decision.read(counts) }
}

/// A [`Decision`] at several thresholds, in the order in which they are given.
///
/// - **Undefined:** each number by itself.
/// - **Cost:** one pass and O(log t) per score for t thresholds.
/// - **Errors:** no thresholds, or one that is not finite, and those of the decision.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct AtThresholds<D> {
    /// What is read at each threshold.
    pub decision: D,
    /// In any order.
    pub thresholds: Vec<f64>,
}

impl<D: Decision> Measure for AtThresholds<D> {
    type State = Outcomes;
    type Output = Vec<Result<f64, Undefined>>;

    const SCALES_WITH_WEIGHTS: bool = D::COUNTS;

    fn init(&self) -> Outcomes {
        Outcomes::new(self.thresholds.clone())
    }

    fn value(&self, state: &Outcomes) -> Self::Output {
        let all = state.all();
        let at = |threshold: &f64| {
            let i = state.thresholds().iter().position(|own| own == threshold);
            i.map_or(Err(Undefined::NoSamples), |i| read(&self.decision, &all[i]))
        };
        self.thresholds.iter().map(at).collect()
    }
}

impl<T: Element, P: Element, D: Decision> Observe<T, P> for AtThresholds<D> {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        check_thresholds(&self.thresholds)?;
        selection(&self.decision).check(batch)
    }

    fn unit(&self) -> Unit {
        selection(&self.decision).unit()
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Outcomes) -> Result<(), Error> {
        observe_block(&self.decision, block, state)
    }
}
