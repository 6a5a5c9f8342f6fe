//! The observer of overlaps by image: of every image, what truth and prediction share of each class.

use super::confusion::Confusion;
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::double::Double;
use crate::measure::Observer;
use crate::scale::Scale;
use crate::state::{
    ExactSum, WeightedMean, check_length, clear_if_unseen, fill_up, mean_of_defined,
};
use crate::uncertainty::{BySums, Sampled};

/// The largest number of classes, each of which has two means.
const MOST_CLASSES: usize = 1 << 16;

/// Fills the means of Dice and overlap of each class over images, and of the generalised Dice score: the
/// observer of [`ImageDice`](crate::metrics::ImageDice), [`ImageIou`](crate::metrics::ImageIou) and
/// [`ImageGeneralizedDice`](crate::metrics::ImageGeneralizedDice).
///
/// The state has a mean for the Dice of each class, then one for the overlap (`iou`) of each, whose weight is
/// that of the images with the class in truth or prediction; and last that of the generalised score,
/// whose weight is that of all images. An image of which every label is ignored counts nowhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageOverlap {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl Observer for ImageOverlap {
    type State = Vec<WeightedMean>;

    fn empty(&self) -> Vec<WeightedMean> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        self.confusion.layout().whole_samples().weighed_by_sample()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (1..=MOST_CLASSES).contains(&self.confusion.num_classes) {
            return Ok(());
        }
        let expected = "a number of classes from 1 to 2^16";
        Err(Error::parameter("num_classes", self.confusion.num_classes, expected))
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.confusion.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        means: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        let classes = self.confusion.num_classes;
        fill_up(means, 2 * classes + 1)?;
        let weights = block.all_weights()?;
        let mut image = vec![Region::default(); classes];
        for (i, sample) in block.unweighted().samples(self.confusion.layout()).enumerate() {
            let weight = weights.as_ref().map_or(1.0, |weights| weights[i]);
            if weight > 0.0 {
                image.fill(Region::default());
                self.count(&sample, &mut image)?;
                self.add(weight, &image, means);
            }
        }
        Ok(())
    }

    /// If no image has a weight, the state is that of no data.
    fn finish(&self, means: &mut Vec<WeightedMean>) {
        clear_if_unseen(means);
    }

    /// Refuses means that no images have.
    fn check_state(&self, means: &Vec<WeightedMean>) -> Result<(), Error> {
        if means.is_empty() {
            return Ok(());
        }
        check_length(means, 2 * self.confusion.num_classes + 1)?;
        match means
            .iter()
            .filter_map(|mean| mean.mean().ok())
            .find(|&mean| !Scale::SHARE.contains(mean))
        {
            None => Ok(()),
            Some(mean) => Err(Error::Configuration {
                ours: "a mean of at least 0 and at most 1".into(),
                theirs: format!("a mean of {mean}"),
            }),
        }
    }
}

impl Sampled for ImageOverlap {
    type By = BySums;
}

impl Compared for ImageOverlap {
    type By = BySums;
}

impl ImageOverlap {
    /// Counts the labels of one image by class.
    fn count<T: Element, P: Element>(
        &self,
        image: &Block<'_, T, P>,
        regions: &mut [Region],
    ) -> Result<(), Error> {
        let classes = self.confusion.num_classes;
        self.confusion.pairs().each_chunk(image, |cells, _| {
            // A label that is ignored has the cell after the last.
            let counted =
                cells.iter().map(|&cell| cell as usize).filter(|cell| cell / classes < classes);
            for (truth, prediction) in counted.map(|cell| (cell / classes, cell % classes)) {
                regions[truth].truth += 1;
                regions[prediction].prediction += 1;
                regions[truth].both += u64::from(truth == prediction);
            }
        })
    }

    /// Adds the scores of one image.
    fn add(&self, weight: f64, regions: &[Region], means: &mut [WeightedMean]) {
        let (dice, rest) = means.split_at_mut(regions.len());
        let (iou, generalized) = rest.split_at_mut(regions.len());
        for (class, region) in regions.iter().enumerate().filter(|(class, _)| !self.ignores(*class))
        {
            add_term(&mut dice[class], weight, region.dice());
            add_term(&mut iou[class], weight, region.iou());
        }
        add_term(&mut generalized[0], weight, generalized_dice(regions));
    }

    /// Returns the means of Dice, one for each class; none before the first image.
    pub(super) fn dice<'a>(&self, means: &'a [WeightedMean]) -> &'a [WeightedMean] {
        means.get(..self.confusion.num_classes).unwrap_or_default()
    }

    /// Returns the means of overlap, one for each class; none before the first image.
    pub(super) fn iou<'a>(&self, means: &'a [WeightedMean]) -> &'a [WeightedMean] {
        let classes = self.confusion.num_classes;
        means.get(classes..2 * classes).unwrap_or_default()
    }

    /// Returns the weight of the images without a class.
    pub(super) fn left_out(&self, means: &[WeightedMean], class: usize) -> ExactSum {
        let mut images = means.last().map(|all| all.weight().clone()).unwrap_or_default();
        let with = self.dice(means).get(class).map(WeightedMean::weight);
        with.into_iter().for_each(|with| images.subtract(with));
        images
    }

    fn ignores(&self, class: usize) -> bool {
        self.confusion.ignore_class == i64::try_from(class).ok()
    }

    /// Returns the mean of the classes that occur, given the mean of each over images.
    pub(super) fn mean(means: &[WeightedMean]) -> Result<f64, Undefined> {
        let defined = means.iter().filter(|mean| !mean.weight().is_zero());
        let values = defined.map(|mean| Ok((1.0, mean.mean()?))).collect::<Result<_, _>>()?;
        mean_of_defined(values).unwrap_or(Err(Undefined::NoSamples))
    }
}

/// Adds a score, if there is one.
fn add_term(mean: &mut WeightedMean, weight: f64, score: Option<f64>) {
    if let Some(score) = score {
        // A score is no NaN.
        let _ = mean.add_term(weight, score);
    }
}

/// How many labels of an image are of a class, in the truth, in the prediction, and in both.
#[derive(Clone, Copy, Default)]
struct Region {
    truth: u64,
    prediction: u64,
    both: u64,
}

impl Region {
    /// 2|A∩B|/(|A| + |B|).
    fn dice(self) -> Option<f64> {
        quotient(2 * self.both, self.truth + self.prediction)
    }

    /// |A∩B|/|A∪B|.
    fn iou(self) -> Option<f64> {
        quotient(self.both, self.truth + self.prediction - self.both)
    }
}

fn quotient(above: u64, below: u64) -> Option<f64> {
    (below > 0).then(|| above as f64 / below as f64)
}

/// 2Σ|A∩B|/|A|² over Σ(|A| + |B|)/|A|², over the classes of the truth.
fn generalized_dice(regions: &[Region]) -> Option<f64> {
    let (mut above, mut below) = (Double::default(), Double::default());
    for region in regions.iter().filter(|region| region.truth > 0) {
        let square = Double::from(region.truth).times(region.truth.into());
        let add = |sum: Double, count: u64| sum.add(Double::from(count).divided(square));
        above = add(above, 2 * region.both);
        below = add(below, region.truth + region.prediction);
    }
    (below.high > 0.0).then(|| above.over(below))
}
