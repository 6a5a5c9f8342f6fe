//! The observer of binary decisions: scores above a threshold are positive.

use super::ladder::{Ladder, MOST_THRESHOLDS, is_beside_large};
use super::scored::{Scored, refusal};
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::exact::part::Part;
use crate::measure::Observer;
use crate::state::ThresholdCounts;
use crate::uncertainty::{ByCells, BySums, Sampled};

/// The thresholds that scores are compared with.
#[derive(Clone, Debug, PartialEq)]
enum Above {
    One(f64),
    /// An even grid over [0, 1].
    Grid(usize),
    Each(Vec<f64>),
    /// −∞: every score is positive that is among the best of its row.
    Nothing,
}

/// Fills the [`ThresholdCounts`] of binary decisions: the observer of precision, recall and every
/// other reading of true and false positives and negatives.
///
/// Shapes are `[batch, ..]`, equal on both sides; labels exactly 0 or 1, scores any finite numbers
/// or −∞. Weights are for elements, and for rows where one class of each row is decided on.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::ThresholdCounts;
///
/// /// The sum of sensitivity and specificity, less 1.
/// #[derive(Clone, Debug, PartialEq)]
/// struct YoudenIndex;
///
/// impl Measure for YoudenIndex {
///     type Observer = Decisions;
///     type Output = Result<f64, Undefined>;
///
///     fn observer(&self) -> Decisions {
///         Decisions::above(0.5)
///     }
///
///     fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
///         Ok(2.0 * counts.first()?.balanced_accuracy()? - 1.0)
///     }
/// }
///
/// let (y_true, y_pred) = (array![0, 1, 1, 0], array![0.1, 0.9, 0.2, 0.4]);
/// assert_eq!(YoudenIndex.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Decisions {
    above: Above,
    top_k: Option<usize>,
    class_id: Option<usize>,
}

impl Decisions {
    /// Scores above one threshold are positive.
    #[must_use]
    pub fn above(threshold: f64) -> Self {
        Self { above: Above::One(threshold), top_k: None, class_id: None }
    }

    /// Scores are compared with each of some thresholds, given in any order.
    #[must_use]
    pub fn above_each(thresholds: Vec<f64>) -> Self {
        Self { above: Above::Each(thresholds), top_k: None, class_id: None }
    }

    /// Scores are compared with an even grid of thresholds over [0, 1]; a single threshold is 1/2.
    #[must_use]
    pub fn above_grid(num_thresholds: usize) -> Self {
        Self { above: Above::Grid(num_thresholds), top_k: None, class_id: None }
    }

    /// By the threshold, or by Keras's default: 0.5, or −∞ where the k best scores are positive.
    pub(super) fn by(
        threshold: Option<f64>,
        top_k: Option<usize>,
        class_id: Option<usize>,
    ) -> Self {
        let above = match threshold {
            Some(threshold) => Above::One(threshold),
            None if top_k.is_some() => Above::Nothing,
            None => Above::One(0.5),
        };
        Self { above, top_k, class_id }
    }

    /// The same decisions at other thresholds.
    pub(super) fn at(self, thresholds: Vec<f64>) -> Self {
        Self { above: Above::Each(thresholds), ..self }
    }

    /// Only the k best scores of each row may be positive; among equal scores the lower class is
    /// better.
    #[must_use]
    pub fn top_k(self, top_k: Option<usize>) -> Self {
        Self { top_k, ..self }
    }

    /// Only one class of each row is decided on.
    #[must_use]
    pub fn class_id(self, class_id: Option<usize>) -> Self {
        Self { class_id, ..self }
    }

    fn by_row(&self) -> bool {
        self.top_k.is_some() || self.class_id.is_some()
    }

    /// Returns the thresholds; none for a grid of too many, which `check_thresholds` refuses.
    fn thresholds(&self) -> Vec<f64> {
        match &self.above {
            Above::One(threshold) => vec![*threshold],
            Above::Nothing => vec![f64::NEG_INFINITY],
            Above::Each(thresholds) => thresholds.clone(),
            Above::Grid(1) => vec![0.5],
            Above::Grid(n) if *n > MOST_THRESHOLDS => Vec::new(),
            Above::Grid(n) => (0..*n).map(|i| i as f64 / (n - 1) as f64).collect(),
        }
    }

    fn check_thresholds(&self) -> Result<(), Error> {
        match &self.above {
            Above::One(threshold) if !threshold.is_finite() => {
                Err(Error::number("threshold", *threshold, "a finite number"))
            }
            Above::Each(thresholds) => check_thresholds(thresholds),
            Above::Grid(n) if *n == 0 || *n > MOST_THRESHOLDS => {
                let (found, expected) = (n.to_string(), "a number from 1 to 2^20");
                Err(Error::parameter("num_thresholds", found, expected))
            }
            _ => Ok(()),
        }
    }
}

impl Observer for Decisions {
    type State = ThresholdCounts;

    fn empty(&self) -> ThresholdCounts {
        match self.above {
            Above::One(threshold) => ThresholdCounts::at_one(threshold),
            _ => ThresholdCounts::new(self.thresholds()),
        }
    }

    fn layout(&self) -> Layout {
        match self.class_id {
            Some(_) => Layout::ROWS,
            None if self.by_row() => Layout::ROWS.weighed_by_element(),
            None => Layout::ELEMENTS.in_any_order(),
        }
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.check_thresholds()?;
        if self.top_k == Some(0) {
            return Err(Error::parameter("top_k", 0, "at least 1"));
        }
        Ok(())
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        let Some(class) = self.class_id.filter(|&class| class >= shapes.classes()) else {
            return Ok(());
        };
        let expected = "an index along y_pred's last axis";
        Err(Error::parameter("class_id", class.to_string(), expected))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ThresholdCounts,
    ) -> Result<(), Error> {
        if !self.by_row()
            && let [threshold] = *state.thresholds()
            && let Some(counts) = count_at(threshold, block)
        {
            let keys = counts.into_iter().enumerate();
            keys.for_each(|(key, count)| state.add(key, Part::from(count)));
            return Ok(());
        }
        let even = matches!(self.above, Above::Grid(2..));
        let ladder = Ladder::new::<P>(state.thresholds(), even);
        // The k best scores of a row are found among `f64`s.
        if self.top_k.is_some() { block.check_scores() } else { ladder.check_scores(block) }?;
        let weights = block.all_weights()?;
        let (labels, weights) = (block.y_true(), weights.as_deref());
        if !self.by_row() {
            let scored = Scored { labels, scores: block.y_pred(), weights };
            return scored.count(&ladder, state, P::to_f64).map_err(|i| refusal(block, i));
        }
        let classes = block.classes();
        let rows = block.y_pred().chunks(classes).map(|row| best(row, self.top_k));
        let Some(class) = self.class_id else {
            let scores: Vec<f64> = rows.flatten().collect();
            let scored = Scored { labels, scores: &scores, weights };
            return scored.count(&ladder, state, f64::to_f64).map_err(|i| refusal(block, i));
        };
        let scores: Vec<f64> = rows.map(|row| row[class]).collect();
        let labels: Vec<T> = labels.chunks(classes).map(|row| row[class]).collect();
        let scored = Scored { labels: &labels, scores: &scores, weights };
        let counted = scored.count(&ladder, state, f64::to_f64);
        counted.map_err(|row| refusal(block, row * classes + class))
    }
}

impl Sampled for Decisions {
    type By = ByCells;
}

impl Compared for Decisions {
    type By = BySums;
}

/// Counts the decisions of a block without weights, without a list of thresholds; see [`Scored::count_at`].
fn count_at<T: Element, P: Element>(threshold: f64, block: &Block<'_, T, P>) -> Option<[u64; 4]> {
    let threshold = P::rounded(threshold);
    if block.is_weighted() || is_beside_large(threshold) {
        return None;
    }
    Scored { labels: block.y_true(), scores: block.y_pred(), weights: None }.count_at(threshold)
}

/// Refuses an empty list, and thresholds that are not finite. Scores may be logits, so thresholds
/// need not lie in [0, 1].
pub(super) fn check_thresholds(thresholds: &[f64]) -> Result<(), Error> {
    let expected = "finite numbers, at least one";
    if thresholds.len() > MOST_THRESHOLDS {
        let found = format!("{} numbers", thresholds.len());
        return Err(Error::parameter("thresholds", found, "at most 2^20 numbers"));
    }
    let bad = thresholds.iter().find(|threshold| !threshold.is_finite());
    match bad {
        Some(&bad) => Err(Error::number("thresholds", bad, expected)),
        None if thresholds.is_empty() => Err(Error::parameter("thresholds", "none", expected)),
        None => Ok(()),
    }
}

/// Returns the scores of a row with −∞, which is above no threshold, in place of all but the k
/// best; among equal scores the lower class is better. A refused score turns the whole row to NaN,
/// because the ranking compares all scores.
fn best<P: Element>(row: &[P], top_k: Option<usize>) -> Vec<f64> {
    // −0 + 0 is 0: `total_cmp` below would rank −0 under 0.
    let mut scores: Vec<f64> = row.iter().map(|p| p.to_f64() + 0.0).collect();
    let Some(k) = top_k.filter(|&k| k < row.len()) else { return scores };
    if !Domain::Logit.guard().admits_all(row) {
        return vec![f64::NAN; row.len()];
    }
    let mut order: Vec<usize> = (0..row.len()).collect();
    let better = |&a: &usize, &b: &usize| scores[b].total_cmp(&scores[a]).then(a.cmp(&b));
    order.select_nth_unstable_by(k, better);
    order[k..].iter().for_each(|&class| scores[class] = f64::NEG_INFINITY);
    scores
}
