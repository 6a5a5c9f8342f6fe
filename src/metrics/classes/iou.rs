//! Overlap of classes, as in the segmentation of images.

use super::confusion::Confusion;
#[cfg(feature = "serde")]
use super::written;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ConfusionMatrix;

/// Refuses an empty list of target classes, a target that is no class, and a target named twice.
pub(in crate::metrics) fn check_targets(targets: &[usize], classes: usize) -> Result<(), Error> {
    let mut sorted = targets.to_vec();
    sorted.sort_unstable();
    let named_once = sorted.windows(2).all(|pair| pair[0] < pair[1]);
    if named_once && sorted.last().is_some_and(|&last| last < classes) {
        return Ok(());
    }
    let expected = "at least one class in 0..num_classes, and none twice";
    Err(Error::parameter("target_class_ids", format!("{targets:?}"), expected))
}

/// The mean intersection over union of some classes.
///
/// tp/(tp + fp + fn) for each target class, averaged over the classes that have samples or
/// predictions ([Keras][k]); a perfect value is exactly 1.
///
/// - **Shapes:** class labels `[batch, ..]` on both sides, whole numbers in `0..num_classes`; a
///   side that is not `sparse` has a last axis of one number for each class, of which the largest
///   counts, the lowest class among equals. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; if no target class was seen on either side.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** other shapes, labels that name no class, a target that is no class or named twice,
///   a number of classes of 0 or above 2^22, bad weights.
///
/// Differs from Keras, where labels out of range are dropped, unequal shapes are flattened, scores
/// and weights are truncated to integers by default, an epsilon is added to the denominators, and
/// an ignored class that is predicted enters the mean with a value of 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0, 1, 0, 1]);
/// assert_eq!(Iou::new(2, [0]).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// assert_eq!(Iou::new(3, [0, 2]).evaluate(&y_true, &y_pred)?, 1.0 / 3.0); // 2 is absent
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/segmentation_metrics/#iou-class
#[doc(alias = "io_u")]
#[doc(alias = "jaccard")]
#[doc(alias = "jaccard_score")]
#[doc(alias = "jaccard_index")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::Iou", into = "written::Iou")
)]
pub struct Iou {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// The classes whose values are averaged.
    pub target_class_ids: Vec<usize>,
}

impl Iou {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize, target_class_ids: impl Into<Vec<usize>>) -> Self {
        let confusion = Confusion::new(num_classes);
        Self { confusion, target_class_ids: target_class_ids.into() }
    }
}

impl Measure for Iou {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn check(&self) -> Result<(), Error> {
        check_targets(&self.target_class_ids, self.confusion.num_classes)
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.mean_iou_of(&self.target_class_ids)
    }
}

/// The mean intersection over union of all classes.
///
/// tp/(tp + fp + fn) for each class, averaged over the classes that have samples or predictions
/// ([Keras][k]); a perfect value is exactly 1. It is [`Iou`] with all classes as targets: shapes,
/// weights, cost, errors and differences from Keras are the same.
///
/// - **Undefined:** without a weight above zero.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0, 1, 0, 1]);
/// assert_eq!(MeanIou::new(2).evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
///
/// let void = MeanIou::from(Confusion { ignore_class: Some(255), ..Confusion::new(2) });
/// assert_eq!(void.evaluate(&array![0_u8, 1, 255], &array![0_u8, 1, 1])?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/segmentation_metrics/#meaniou-class
#[doc(alias = "mean_io_u")]
#[doc(alias = "miou")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct MeanIou {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl MeanIou {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for MeanIou {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for MeanIou {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.mean_iou()
    }
}

/// The mean intersection over union of some classes, for one-hot truth.
///
/// [`Iou`] with `sparse_y_true: false` ([Keras][k]): the truth has a last axis of one-hot or soft
/// labels, and the prediction one of scores, or class labels with `sparse_y_pred: true`. The rest
/// is the same.
///
/// - **Undefined:** without a weight above zero; if no target class was seen on either side.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 0, 0], [0, 1, 0]];
/// let y_pred = array![[0.8, 0.1, 0.1], [0.6, 0.3, 0.1]];
/// assert_eq!(OneHotIou::new(3, [0]).evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/segmentation_metrics/#onehotiou-class
#[doc(alias = "one_hot_io_u")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::OneHotIou", into = "written::OneHotIou")
)]
pub struct OneHotIou {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// The classes whose values are averaged.
    pub target_class_ids: Vec<usize>,
}

impl OneHotIou {
    /// Returns the measure of rows on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize, target_class_ids: impl Into<Vec<usize>>) -> Self {
        let confusion =
            Confusion { sparse_y_true: false, sparse_y_pred: false, ..Confusion::new(num_classes) };
        Self { confusion, target_class_ids: target_class_ids.into() }
    }
}

impl Measure for OneHotIou {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn check(&self) -> Result<(), Error> {
        check_targets(&self.target_class_ids, self.confusion.num_classes)
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.mean_iou_of(&self.target_class_ids)
    }
}

/// The mean intersection over union of all classes, for one-hot truth.
///
/// [`MeanIou`] with `sparse_y_true: false` ([Keras][k]): the truth has a last axis of one-hot or
/// soft labels, and the prediction one of scores, or class labels with `sparse_y_pred: true`. The
/// rest is the same.
///
/// - **Undefined:** without a weight above zero.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 0, 0], [0, 1, 0]];
/// let y_pred = array![[0.8, 0.1, 0.1], [0.6, 0.3, 0.1]];
/// assert_eq!(OneHotMeanIou::new(3).evaluate(&y_true, &y_pred)?, 0.25);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/segmentation_metrics/#onehotmeaniou-class
#[doc(alias = "one_hot_mean_io_u")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct OneHotMeanIou {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl OneHotMeanIou {
    /// Returns the measure of rows on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        let confusion =
            Confusion { sparse_y_true: false, sparse_y_pred: false, ..Confusion::new(num_classes) };
        Self { confusion }
    }
}

impl From<Confusion> for OneHotMeanIou {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for OneHotMeanIou {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.mean_iou()
    }
}
