//! Overlap of classes by image: sets of places, of every image and class.

use std::collections::BTreeSet;

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::WeightedMean;

use super::arrays::Values::*;
use super::batch::{Batch, Unit};
use super::data::{Data, images};
use super::naive;

const IDS: Data = images(Id, Id);

type Number = Result<f64, Undefined>;

/// The places of an image that hold a class, in the truth and in the prediction.
fn regions(image: &Unit, class: usize, ignored: f64) -> [BTreeSet<usize>; 2] {
    let counted = || (0..image.y.len()).filter(|&i| image.y[i] != ignored);
    let of = |labels: &[f64]| counted().filter(|&i| labels[i] == class as f64).collect();
    [of(&image.y), of(&image.p)]
}

fn dice([a, b]: &[BTreeSet<usize>; 2]) -> f64 {
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

fn iou([a, b]: &[BTreeSet<usize>; 2]) -> f64 {
    a.intersection(b).count() as f64 / a.union(b).count() as f64
}

/// Σw·score/Σw over the scores that there are.
fn mean(scores: impl Iterator<Item = (f64, Option<f64>)>) -> Number {
    let there: Vec<_> = scores.filter_map(|(w, score)| Some((w, score?))).collect();
    let weight: f64 = there.iter().map(|(w, _)| w).sum();
    if weight == 0.0 {
        return Err(Undefined::NoSamples);
    }
    Ok(there.iter().map(|(w, score)| w * score).sum::<f64>() / weight)
}

/// The mean over classes, and that of each class over images.
fn by_class(
    batch: &Batch,
    classes: usize,
    ignored: f64,
    score: fn(&[BTreeSet<usize>; 2]) -> f64,
) -> Vec<Number> {
    let of = |class: usize| {
        if class as f64 == ignored {
            return Err(Undefined::NoSamples);
        }
        mean(batch.units.iter().map(|image| {
            let regions = regions(image, class, ignored);
            let occurs = regions.iter().any(|places| !places.is_empty());
            (image.w[0], occurs.then(|| score(&regions)))
        }))
    };
    let each: Vec<_> = (0..classes).map(of).collect();
    if each.iter().all(Result::is_err) {
        return vec![Err(Undefined::NoSamples)]; // Every label is ignored: no class has a number.
    }
    let all = mean(each.iter().map(|score| (1.0, score.ok())));
    [vec![all], each].concat()
}

/// Each class of the truth weighs 1/|A|².
fn generalized(batch: &Batch, classes: usize) -> Number {
    mean(batch.units.iter().map(|image| {
        let (mut above, mut below) = (0.0, 0.0);
        for [a, b] in (0..classes).map(|class| regions(image, class, f64::NAN)) {
            if !a.is_empty() {
                let weight = (a.len() as f64).powi(-2);
                above += 2.0 * weight * a.intersection(&b).count() as f64;
                below += weight * (a.len() + b.len()) as f64;
            }
        }
        (image.w[0], (below > 0.0).then(|| above / below))
    }))
}

fn of_dice(means: &Vec<WeightedMean>, confusion: Confusion) -> Vec<Number> {
    let dice = ImageDice::from(confusion);
    [vec![dice.read(means)], dice.per_class(means)].concat()
}

fn of_iou(means: &Vec<WeightedMean>) -> Vec<Number> {
    [vec![ImageIou::new(7).read(means)], ImageIou::new(7).per_class(means)].concat()
}

const IGNORING: Confusion =
    Confusion { num_classes: 7, ignore_class: Some(2), sparse_y_true: true, sparse_y_pred: true };

naive! {
    image_dice: ImageDice::new(7) => |means| of_dice(means, Confusion::new(7)), IDS,
        |batch| by_class(batch, 7, f64::NAN, dice), [i64 i64, u8 f32, bool bool];
    image_dice_with_an_ignored_class: ImageDice::from(IGNORING) => |means| of_dice(means, IGNORING),
        IDS, |batch| by_class(batch, 7, 2.0, dice), [i64 i64, u8 f32];
    image_iou: ImageIou::new(7) => of_iou, IDS, |batch| by_class(batch, 7, f64::NAN, iou),
        [i64 i64, u8 f32, bool bool];
    image_generalized_dice: ImageGeneralizedDice::new(7), IDS, |batch| generalized(batch, 7),
        [i64 i64, u8 f32, bool bool];
}
