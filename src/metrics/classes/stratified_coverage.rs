//! Coverage of sets by their size.

use ndarray::{ArrayRef, Dimension};

use super::prediction_sets::{PredictionSetCoverage, size};
use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{Terms, each_chunk, refusal};
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::{WeightedMean, clear_if_unseen, fill_up};

/// The coverage of the sets of a size, of the size that is covered worst.
///
/// The least over the sizes that occur of the share of sets of the size that hold the label
/// ([Angelopoulos et al. 2020][a]: size-stratified coverage). Sets that cover by size as often as
/// together are honest about which samples are hard. The state has a
/// [`WeightedMean`] for each size from 0 to the number of classes, whose means are the coverage by
/// size, and whose weights the number of sets.
///
/// - **Shapes:** labels `[batch, ..]`, sets `[batch, .., classes]`; labels whole numbers in 0..classes
///   of any type; sets of `bool`, or of 0 and 1: whether each class is in the set. The value is in
///   [0, 1]; empty sets, which never cover, make it 0.
/// - **Undefined:** without a weight above zero. A size that does not occur has no coverage, and is
///   left out.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, 560 bytes a class.
/// - **Errors:** other shapes, no class axis, labels that name no class, sets of other numbers than 0
///   and 1, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. MAPIE's is
/// `classification_ssc_score`, whose groups of sizes are chosen by the caller.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 1, 2];
/// let sets = array![[true, false, false], [true, true, false], [true, false, false]];
/// assert_eq!(SizeStratifiedCoverage.evaluate(&y_true, &sets)?, 0.5); // of the sets of one class
///
/// let sizes = SizeStratifiedCoverage.state_of(&y_true, &sets)?;
/// assert_eq!((sizes[1].mean(), sizes[2].mean()), (Ok(0.5), Ok(1.0)));
/// # Ok::<(), Error>(())
/// ```
///
/// [a]: https://arxiv.org/abs/2009.14193
#[doc(alias = "classification_ssc_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SizeStratifiedCoverage;

impl Measure for SizeStratifiedCoverage {
    type Observer = SetSizes;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> SetSizes {
        SetSizes
    }

    fn read(&self, sizes: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        let occurring = sizes.iter().filter(|size| !size.weight().is_zero());
        let worst = occurring.map(WeightedMean::mean).reduce(|worst, mean| Ok(worst?.min(mean?)));
        worst.unwrap_or(Err(Undefined::NoSamples))
    }
}

/// Fills the coverage of prediction sets of each size: the observer of [`SizeStratifiedCoverage`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetSizes;

impl Observer for SetSizes {
    type State = Vec<WeightedMean>;

    /// The first batch gives the number of classes.
    fn empty(&self) -> Vec<WeightedMean> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::LABELS_AND_ROWS
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        sizes: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        fill_up(sizes, block.classes() + 1)?;
        let mut sets = block.y_pred().chunks_exact(block.classes());
        each_chunk(&PredictionSetCoverage, block, &mut |weights, terms| {
            let refused = |_| refusal(&PredictionSetCoverage, block);
            for (i, (&term, set)) in terms.iter().zip(sets.by_ref()).enumerate() {
                let weight = weights.map_or(1.0, |weights| weights[i]);
                if weight > 0.0 {
                    sizes[size(set)].add_term(weight, term).map_err(refused)?;
                }
            }
            Ok(())
        })
    }

    /// If no set has a weight, the number of classes is still open.
    fn finish(&self, sizes: &mut Vec<WeightedMean>) {
        clear_if_unseen(sizes);
    }

    /// Refuses shares that no sets have.
    fn check_state(&self, sizes: &Vec<WeightedMean>) -> Result<(), Error> {
        sizes.iter().try_for_each(|size| Terms(PredictionSetCoverage).check_state(size))
    }
}

/// [`SizeStratifiedCoverage`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let sets = array![[1, 0, 0], [1, 1, 0], [1, 0, 0]];
/// assert_eq!(metrics::size_stratified_coverage(&array![0, 1, 2], &sets)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn size_stratified_coverage<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SizeStratifiedCoverage.evaluate(y_true, y_pred)
}
