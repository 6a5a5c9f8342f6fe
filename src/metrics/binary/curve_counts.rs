//! The observer of curves: counts at a grid of thresholds, of all elements or of each label.

use std::fmt::{self, Debug};

use super::decisions::check_thresholds;
use super::ladder::{Ladder, MOST_THRESHOLDS};
use super::scored::{Scored, refusal};
use crate::batch::{Block, Layout, Shapes, column};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::math::sigmoid;
use crate::measure::Observer;
use crate::state::{Ascending, State, ThresholdCounts, check_length};
use crate::uncertainty::{BySums, Sampled};

/// The thresholds of an [`Auc`](super::Auc).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Thresholds {
    /// A number of thresholds: an even grid over [0, 1], its ends moved below and above all scores.
    Even(usize),
    /// A list of thresholds, in any order, and two ends below and above all scores.
    At(Vec<f64>),
}

/// Fills the [`ThresholdCounts`] of a curve, or of one curve for each label: the observer of
/// [`Auc`](super::Auc).
#[derive(Clone, PartialEq)]
pub struct CurveCounts {
    /// The thresholds between the two ends.
    pub(super) thresholds: Thresholds,
    /// Whether each column of the last axis has a curve of its own.
    pub(super) multi_label: bool,
    /// The weights of the columns.
    pub(super) label_weights: Option<Vec<f64>>,
    /// Whether predictions are logits.
    pub(super) from_logits: bool,
    /// The thresholds and both ends, made once.
    all: Ascending,
}

impl Debug for CurveCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { thresholds, multi_label, label_weights, from_logits, .. } = self;
        f.debug_struct("CurveCounts")
            .field("thresholds", thresholds)
            .field("multi_label", multi_label)
            .field("label_weights", label_weights)
            .field("from_logits", from_logits)
            .finish()
    }
}

impl Thresholds {
    /// Returns the thresholds and both ends.
    fn all(&self) -> Ascending {
        let mut all = vec![f64::NEG_INFINITY];
        match self {
            Self::Even(n) => {
                let steps = if *n > MOST_THRESHOLDS { 0 } else { n.saturating_sub(1) };
                all.extend((1..steps).map(|i| i as f64 / steps as f64));
            }
            Self::At(thresholds) => all.extend(thresholds),
        }
        all.push(f64::INFINITY);
        Ascending::new(all)
    }
}

impl CurveCounts {
    pub(super) fn new(
        thresholds: &Thresholds,
        multi_label: bool,
        label_weights: Option<&[f64]>,
        from_logits: bool,
    ) -> Self {
        let (all, label_weights) = (thresholds.all(), label_weights.map(<[f64]>::to_vec));
        Self { thresholds: thresholds.clone(), multi_label, label_weights, from_logits, all }
    }

    /// Returns a curve without samples.
    fn curve(&self) -> ThresholdCounts {
        ThresholdCounts::at_all(self.all.clone())
    }

    fn by_column(&self) -> bool {
        self.multi_label || self.label_weights.is_some()
    }

    fn check_grid(&self) -> Result<(), Error> {
        match &self.thresholds {
            Thresholds::Even(n) if *n < 2 || *n > MOST_THRESHOLDS => {
                let (found, expected) = (n.to_string(), "a number from 2 to 2^20");
                Err(Error::parameter("thresholds", found, expected))
            }
            Thresholds::Even(_) => Ok(()),
            Thresholds::At(thresholds) => check_thresholds(thresholds),
        }
    }

    fn check_label_weights(&self, labels: usize) -> Result<(), Error> {
        let Some(weights) = &self.label_weights else { return Ok(()) };
        let good = |weight: &f64| (0.0..f64::INFINITY).contains(weight);
        if weights.len() == labels && weights.iter().all(good) {
            return Ok(());
        }
        let expected = "a finite number of at least 0 for each entry of y_pred's last axis";
        Err(Error::parameter("label_weights", format!("{weights:?}"), expected))
    }

    /// Adds all elements to one curve, each also weighed by the weight of its label.
    fn add_pooled<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        curve: &mut ThresholdCounts,
    ) -> Result<(), Error> {
        let mut own = block.all_weights()?;
        if let Some(labels) = &self.label_weights {
            let own = own.get_or_insert_with(|| vec![1.0; block.y_pred().len()]);
            own.iter_mut().zip(labels.iter().cycle()).for_each(|(weight, label)| *weight *= label);
        }
        let (labels, scores, weights) = (block.y_true(), block.y_pred(), own.as_deref());
        let (scored, ladder) = (Scored { labels, scores, weights }, self.ladder::<P>(curve));
        ladder.check_scores(block)?;
        self.count(&scored, &ladder, curve).map_err(|i| refusal(block, i))
    }

    /// Adds each column to the curve of its label.
    fn add_labels<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        curves: &mut Vec<ThresholdCounts>,
    ) -> Result<(), Error> {
        let labels = block.classes();
        let weights = block.all_weights()?;
        curves.resize_with(labels, || self.curve());
        let Some(ladder) = curves.first().map(|curve| self.ladder::<P>(curve)) else {
            return Ok(());
        };
        ladder.check_scores(block)?;
        for (label, curve) in curves.iter_mut().enumerate() {
            let y = column(block.y_true(), label, labels);
            let p = column(block.y_pred(), label, labels);
            let own = weights.as_ref().map(|weights| column(weights, label, labels));
            let scored = Scored { labels: &y, scores: &p, weights: own.as_deref() };
            let counted = self.count(&scored, &ladder, curve);
            counted.map_err(|row| refusal(block, row * labels + label))?;
        }
        Ok(())
    }

    fn count<T: Element, P: Element>(
        &self,
        scored: &Scored<'_, T, P>,
        ladder: &Ladder,
        curve: &mut ThresholdCounts,
    ) -> Result<(), usize> {
        if self.from_logits {
            return scored.count(
                ladder,
                curve,
                #[inline(always)]
                |logit| sigmoid(logit.to_f64()),
            );
        }
        // The lowest threshold, −∞, lies below every score, even below −∞.
        scored.count(
            ladder,
            curve,
            #[inline(always)]
            |score| score.to_f64().max(f64::MIN),
        )
    }

    fn ladder<P: Element>(&self, curve: &ThresholdCounts) -> Ladder {
        Ladder::new::<P>(curve.thresholds(), matches!(self.thresholds, Thresholds::Even(_)))
    }
}

impl Observer for CurveCounts {
    type State = Vec<ThresholdCounts>;

    /// Returns one curve; none for `multi_label`, where the first batch gives the number of labels.
    fn empty(&self) -> Vec<ThresholdCounts> {
        if self.multi_label { Vec::new() } else { vec![self.curve()] }
    }

    fn layout(&self) -> Layout {
        if self.by_column() {
            Layout::ROWS.weighed_by_element()
        } else {
            Layout::ELEMENTS.in_any_order()
        }
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.check_grid()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.check_label_weights(shapes.classes())
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        curves: &mut Vec<ThresholdCounts>,
    ) -> Result<(), Error> {
        match curves.first_mut() {
            Some(curve) if !self.multi_label => self.add_pooled(block, curve),
            _ => self.add_labels(block, curves),
        }
    }

    /// If no label has a sample, the number of labels is still open.
    fn finish(&self, curves: &mut Vec<ThresholdCounts>) {
        if self.multi_label && curves.iter().all(ThresholdCounts::is_empty) {
            curves.clear();
        }
    }

    /// Refuses curves at other thresholds. With `multi_label` a state may have no curve yet.
    fn check_state(&self, curves: &Vec<ThresholdCounts>) -> Result<(), Error> {
        if !self.multi_label {
            check_length(curves, 1)?;
        }
        let own = self.curve();
        curves.iter().try_for_each(|curve| own.check_merge(curve))
    }
}

impl Sampled for CurveCounts {
    type By = BySums;
}

impl Compared for CurveCounts {
    type By = BySums;
}
