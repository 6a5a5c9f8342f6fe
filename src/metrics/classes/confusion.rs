//! The confusion matrix itself.

use ndarray::{ArrayRef, Dimension};

use super::pairs::Pairs;
use super::side::Side;
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::measure::{Measure, Observer};
use crate::state::{ConfusionMatrix, check_classes};
use crate::uncertainty::{ByCells, BySums, Sampled};

/// How often each true class was predicted as each class: the [`ConfusionMatrix`] itself.
///
/// Everything else is read off it: accuracy, per-class and averaged precision, recall, F-scores and
/// overlap, Matthews's correlation, kappa ([definition][w]).
///
/// - **Shapes:** labels `[batch, ..]` on both sides, whole numbers in `0..num_classes` of any type.
///   A side that is not `sparse` has one more axis, the last, of a number for each class; the class
///   is that of the largest number, the lowest one among equals. Truth is then one-hot or soft
///   labels in [0, 1], prediction any finite scores or −∞.
/// - **Undefined:** never; a number read off the matrix may be.
/// - **Weights:** for labels, or for leading axes such as samples. A cell is a total of weights.
/// - **Cost:** one pass; memory for the cells that are touched.
/// - **Errors:** other shapes, labels that name no class, numbers out of range, a number of classes
///   of 0 or above 2^22, bad weights.
///
/// Keras has no such metric; its `MeanIoU` drops labels out of range, flattens unequal shapes, and
/// truncates weights to integers.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Confusion::new(3).streaming();
/// stream.update(&array![0, 0, 1], &array![0, 2, 1])?;
/// stream.update(&array![2], &array![2])?;
/// assert_eq!(stream.state().accuracy()?, 0.75);
/// assert_eq!(stream.state().to_array()?, array![[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
///
/// let scores = array![[0.9, 0.1], [0.4, 0.6]];
/// let c = Confusion { sparse_y_pred: false, ..Confusion::new(2) }.evaluate(&array![0, 0], &scores)?;
/// assert_eq!(c.recall(PerClass), [Ok(0.5), Err(Undefined::ZeroDenominator)]);
/// # Ok::<(), Error>(())
/// ```
///
/// [w]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "confusion_matrix")]
#[doc(alias = "contingency_table")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Confusion {
    /// The number of classes.
    pub num_classes: usize,
    /// A label of the truth whose units count nowhere. If it is one of the classes, that class has
    /// no scores, and predicting it is still wrong.
    #[cfg_attr(feature = "serde", serde(default))]
    pub ignore_class: Option<i64>,
    /// Whether the truth is class labels. `true` unless said otherwise.
    #[cfg_attr(feature = "serde", serde(default = "super::written::sparse"))]
    pub sparse_y_true: bool,
    /// Whether the prediction is class labels. `true` unless said otherwise.
    #[cfg_attr(feature = "serde", serde(default = "super::written::sparse"))]
    pub sparse_y_pred: bool,
}

impl Confusion {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Self { num_classes, ignore_class: None, sparse_y_true: true, sparse_y_pred: true }
    }
}

impl Confusion {
    pub(super) fn pairs(&self) -> Pairs {
        let side = |sparse, domain| if sparse { Side::Label } else { Side::Largest(domain) };
        Pairs {
            truth: side(self.sparse_y_true, Domain::SoftLabel),
            prediction: side(self.sparse_y_pred, Domain::Logit),
            classes: self.num_classes,
            ignored: self.ignore_class,
        }
    }
}

impl Observer for Confusion {
    type State = ConfusionMatrix;

    fn empty(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(self.num_classes, self.ignore_class)
    }

    /// A thread pays if it counts four units for each cell of its matrix: with fewer, making and merging
    /// the matrix takes longer than counting.
    fn layout(&self) -> Layout {
        let layout = match (self.sparse_y_true, self.sparse_y_pred) {
            (true, true) => Layout::ELEMENTS,
            (true, false) => Layout::LABELS_AND_ROWS,
            (false, true) => Layout::ROWS_AND_LABELS,
            (false, false) => Layout::ROWS,
        };
        layout.in_tasks_of(self.num_classes.saturating_mul(self.num_classes).saturating_mul(4))
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_classes(self.num_classes)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        let fits =
            |sparse: bool, shape: &[usize]| sparse || shape.last() == Some(&self.num_classes);
        if fits(self.sparse_y_true, shapes.y_true()) && fits(self.sparse_y_pred, shapes.y_pred()) {
            return Ok(());
        }
        let shapes = [(self.sparse_y_true, shapes.y_true()), (self.sparse_y_pred, shapes.y_pred())];
        let first =
            shapes.iter().any(|(sparse, shape)| !sparse && shape.get(1) == Some(&self.num_classes));
        let advice = if first { CHANNELS_FIRST } else { "" };
        let expected = format!("{LAST_AXIS}{advice}");
        Err(Error::parameter("num_classes", self.num_classes, expected))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        self.pairs().observe(block, state)
    }

    fn finish(&self, state: &mut ConfusionMatrix) {
        state.compact();
    }
}

impl Sampled for Confusion {
    type By = ByCells;
}

impl Compared for Confusion {
    type By = BySums;
}

impl Measure for Confusion {
    type Observer = Self;
    type Output = ConfusionMatrix;

    fn observer(&self) -> Self {
        *self
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, matrix: &ConfusionMatrix) -> ConfusionMatrix {
        matrix.clone()
    }
}

const LAST_AXIS: &str = "the length of the last axis of each side whose `sparse_` option is false";

/// Advice for rows whose classes lie on axis 1.
const CHANNELS_FIRST: &str = "; where the classes lie on axis 1, move them to the end, for instance with \
                              `.permuted_axes([0, 2, 3, 1])`";

/// [`Confusion`] of one batch of class labels on both sides.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let c = metrics::confusion_matrix(&array![0_u8, 1, 1], &array![0_i64, 1, 0], 2)?;
/// assert_eq!(c.to_array()?, array![[1.0, 0.0], [1.0, 1.0]]);
/// assert_eq!(c.precision(Average::Macro), Ok(0.75));
/// # Ok::<(), Error>(())
/// ```
pub fn confusion_matrix<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    num_classes: usize,
) -> Result<ConfusionMatrix, Error> {
    Confusion::new(num_classes).evaluate(y_true, y_pred)
}
