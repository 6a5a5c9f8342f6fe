//! Overlap of classes by image, averaged over images.

use super::confusion::Confusion;
use super::image_overlap::ImageOverlap;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{ExactSum, WeightedMean};

/// The Dice score of each class in each image, averaged over images, then over classes.
///
/// 2|A∩B|/(|A| + |B|) for the labels A of a class in the truth of an image and B in its prediction,
/// averaged over the images with the class on either side, then over the classes that occur
/// ([Dice 1945][d]). The score of all images together is
/// [`ConfusionMatrix::f1`](crate::state::ConfusionMatrix::f1), in which a large image counts for
/// more. A term is within ½ ulp.
///
/// - **Shapes:** an image for each sample: as for [`MeanIou`](crate::metrics::MeanIou), with the
///   batch axis first. The value is in [0, 1]; a perfect one is 1.
/// - **Undefined:** an image without the class on either side has no score of it, and is left out:
///   [`left_out`](Self::left_out) says how many. The mean of no image, and without a weight
///   above zero.
/// - **Weights:** for images. Mark labels that count nowhere with `ignore_class`.
/// - **Cost:** one pass, 1120 bytes a class.
/// - **Errors:** as for [`MeanIou`](crate::metrics::MeanIou), and more than 2^16 classes.
///
/// torchmetrics 1.9's `DiceScore` averages the classes of each image first, then images: an image of
/// few classes then counts each of them for more. In 1.6.0 a class that an image lacks counted 1, so
/// that a rare class that is always missed scored nearly 1. MONAI's `DiceMetric` leaves out every
/// image whose truth lacks the class, even if it is predicted. Keras and scikit-learn have no such
/// metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0]];
/// let y_pred = array![[0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0]];
/// let dice = ImageDice::new(2);
/// let means = dice.state_of(&y_true, &y_pred)?;
/// assert_eq!(dice.per_class(&means)[1], Ok(1.0 / 3.0)); // of the second image: 2·1/(4 + 2)
/// assert_eq!(dice.left_out(&means, 1).value(), Ok(1.0)); // the first has none of class 1
/// assert_eq!(dice.per_class(&means)[0], Ok(2.0 / 3.0)); // of 1 and 2·1/(2 + 4)
/// assert_eq!(dice.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [d]: https://doi.org/10.2307/1932409
#[doc(alias = "dice_by_image")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct ImageDice {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl ImageDice {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }

    /// Returns the mean of each class over the images with the class.
    #[must_use]
    pub fn per_class(&self, means: &[WeightedMean]) -> Vec<Result<f64, Undefined>> {
        self.observer().dice(means).iter().map(WeightedMean::mean).collect()
    }

    /// Returns the weight of the images without a class on either side; their number without weights.
    #[must_use]
    pub fn left_out(&self, means: &[WeightedMean], class: usize) -> ExactSum {
        self.observer().left_out(means, class)
    }
}

impl From<Confusion> for ImageDice {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for ImageDice {
    type Observer = ImageOverlap;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ImageOverlap {
        ImageOverlap { confusion: self.confusion }
    }

    fn read(&self, means: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        ImageOverlap::mean(self.observer().dice(means))
    }
}

/// The intersection over union of each class in each image, averaged over images, then over classes.
///
/// |A∩B|/|A∪B| for the labels A of a class in the truth of an image and B in its prediction, averaged
/// over the images with the class on either side, then over the classes that occur
/// ([Jaccard][j]). The value of all images together is [`MeanIou`](crate::metrics::MeanIou).
/// It is read off the state of [`ImageDice`]: shapes, weights, cost and errors are the same. A term is
/// within ½ ulp.
///
/// - **Undefined:** an image without the class on either side has no value of it, and is left out:
///   [`left_out`](Self::left_out) says how many. The mean of no image, and without a weight
///   above zero.
///
/// torchmetrics 1.9's `MeanIoU` is the mean over all pairs of an image and a class that occurs in it:
/// a class counts as often as it occurs. Its function gives −1 for a class that an image lacks.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0]];
/// let y_pred = array![[0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0]];
/// let iou = ImageIou::new(2);
/// let means = iou.state_of(&y_true, &y_pred)?;
/// assert_eq!(iou.per_class(&means), [Ok(0.6), Ok(0.2)]); // of 1 and 1/5; of 1/5
/// assert_eq!(iou.evaluate(&y_true, &y_pred)?, 0.4);
/// # Ok::<(), Error>(())
/// ```
///
/// [j]: https://en.wikipedia.org/wiki/Jaccard_index
#[doc(alias = "iou_by_image")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct ImageIou {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl ImageIou {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }

    /// Returns the mean of each class over the images with the class.
    #[must_use]
    pub fn per_class(&self, means: &[WeightedMean]) -> Vec<Result<f64, Undefined>> {
        self.observer().iou(means).iter().map(WeightedMean::mean).collect()
    }

    /// Returns the weight of the images without a class on either side; their number without weights.
    #[must_use]
    pub fn left_out(&self, means: &[WeightedMean], class: usize) -> ExactSum {
        self.observer().left_out(means, class)
    }
}

impl From<Confusion> for ImageIou {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for ImageIou {
    type Observer = ImageOverlap;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ImageOverlap {
        ImageOverlap { confusion: self.confusion }
    }

    fn read(&self, means: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        ImageOverlap::mean(self.observer().iou(means))
    }
}

/// The Dice score of all classes of an image, a class the more the smaller it is, averaged over images.
///
/// 2Σw|A∩B|/Σw(|A| + |B|) over the classes of an image's truth, with the labels A of a class in the
/// truth and B in the prediction, and the weight w = 1/|A|² ([Crum et al. 2006][c], [Sudre et al.
/// 2017][s]), averaged over images. It is read off the state of [`ImageDice`]: shapes, weights, cost
/// and errors are the same. A term is within 0.51 ulp.
///
/// - **Undefined:** without a weight above zero. A class that the truth of an image lacks has no weight
///   there: predicting it counts against the classes that it is predicted for.
///
/// In torchmetrics 1.9 the weight of such a class is the largest that it has in another image of the
/// same batch, so that the value depends on how images are batched. MONAI takes the largest weight of
/// another class.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 0, 1], [0, 0, 0]], array![[0, 1, 1], [0, 0, 0]]);
/// // 2(1/4 + 1)/(3/4 + 3) is 2/3, and 1.
/// let score = ImageGeneralizedDice::new(2).evaluate(&y_true, &y_pred)?;
/// assert!((score - 5.0 / 6.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://doi.org/10.1109/TMI.2006.880587
/// [s]: https://arxiv.org/abs/1707.03237
#[doc(alias = "generalized_dice")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct ImageGeneralizedDice {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl ImageGeneralizedDice {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for ImageGeneralizedDice {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for ImageGeneralizedDice {
    type Observer = ImageOverlap;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ImageOverlap {
        ImageOverlap { confusion: self.confusion }
    }

    fn read(&self, means: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        means.last().map_or(Err(Undefined::NoSamples), WeightedMean::mean)
    }
}
