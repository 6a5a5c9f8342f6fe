//! What confusions of classes cost.

use super::confusion::Confusion;
#[cfg(feature = "serde")]
use super::written;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::ConfusionMatrix;

/// The mean cost of a prediction, where every confusion has a cost of its own.
///
/// Σcᵢⱼnᵢⱼ/Σnᵢⱼ with the cost cᵢⱼ of predicting class j for a sample of class i, and the weight nᵢⱼ of
/// such samples ([Elkan 2001][e]); a cost below 0 is a gain. Costs and weights are added exactly: within
/// 0.51 ulp, also where gains and costs cancel.
///
/// - **Shapes:** class labels `[batch, ..]` on both sides, whole numbers in `0..num_classes`; a
///   side that is not `sparse` has a last axis of one number for each class, of which the largest
///   counts, the lowest class among equals. The value is in the unit of the costs, and between the
///   lowest and the highest of them.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** other shapes, labels that name no class, costs that are not one finite number for
///   each pair of classes, a number of classes of 0 or above 2^22, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // One row for each true class: to miss an event costs 5, a false alarm 1.
/// let cost = ExpectedCost::new([[0.0, 1.0], [5.0, 0.0]]);
/// assert_eq!(cost.evaluate(&array![0, 0, 1, 1], &array![0, 1, 0, 1])?, 1.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [e]: https://dl.acm.org/doi/10.5555/1642194.1642224
#[doc(alias = "classification_cost")]
#[doc(alias = "cost_matrix")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::ExpectedCost", into = "written::ExpectedCost")
)]
pub struct ExpectedCost {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// One row for each true class, of one cost for each predicted class.
    pub costs: Vec<Vec<f64>>,
}

impl ExpectedCost {
    /// Returns the measure of class labels on both sides, no class ignored, from one row of costs for
    /// each true class. Of an array of costs the rows are `costs.outer_iter().map(|row| row.to_vec())`.
    #[must_use]
    pub fn new(costs: impl IntoIterator<Item = impl Into<Vec<f64>>>) -> Self {
        let costs: Vec<Vec<f64>> = costs.into_iter().map(Into::into).collect();
        Self { confusion: Confusion::new(costs.len()), costs }
    }
}

impl Measure for ExpectedCost {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        let costs = || self.costs.iter().flatten().copied();
        let (least, most) = (costs().reduce(f64::min), costs().reduce(f64::max));
        let [least, most] = [least.unwrap_or(0.0), most.unwrap_or(0.0)];
        Scale::new(least, most, Direction::Lower)
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn check(&self) -> Result<(), Error> {
        match faulty(&self.costs, self.confusion.num_classes) {
            Some(found) => Err(Error::parameter("costs", found, EXPECTED)),
            None => Ok(()),
        }
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        let cost = |truth: usize, prediction: usize| self.costs.get(truth)?.get(prediction);
        matrix
            .expected_cost(|truth, prediction| cost(truth, prediction).copied().unwrap_or(f64::NAN))
    }
}

const EXPECTED: &str = "`num_classes` rows, one for each true class, of `num_classes` finite numbers, one for \
                        each predicted class";

/// Says what is wrong with the first row of costs that does not fit so many classes.
fn faulty(costs: &[Vec<f64>], classes: usize) -> Option<String> {
    if costs.len() != classes {
        return Some(format!("{} rows for {classes} classes", costs.len()));
    }
    costs.iter().enumerate().find_map(|(row, costs)| {
        if costs.len() != classes {
            return Some(format!("a row {row} of {} numbers for {classes} classes", costs.len()));
        }
        let column = costs.iter().position(|cost| !cost.is_finite())?;
        Some(format!("{} in row {row}, column {column}", costs[column]))
    })
}
