//! Overlap of classes by image: what scikit-learn and fractions say (`sklearn_overlap.json`).

use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::WeightedMean;
use serde_json::Value;

use super::arrays::of_labels;
use super::{Case, cases};

const FILE: &str = include_str!("../data/sklearn_overlap.json");

/// The file has twelve digits.
const TOLERANCE: f64 = 1e-11;

/// The means of a case, as a measure that reads nothing off them.
#[derive(Clone, Debug, PartialEq)]
struct Means(ImageDice);

impl Measure for Means {
    type Observer = ndarray_metrics::metrics::ImageOverlap;
    type Output = Vec<Result<f64, Undefined>>;

    fn observer(&self) -> Self::Observer {
        self.0.observer()
    }

    /// Dice by class, overlap by class, and the weight of the images left out by class.
    fn read(&self, means: &Vec<WeightedMean>) -> Self::Output {
        let classes = self.0.confusion.num_classes;
        let left_out = (0..classes).map(|class| self.0.left_out(means, class).value()).collect();
        let mut lists =
            [self.0.per_class(means), ImageIou::from(self.0.confusion).per_class(means)];
        // Of no image there is no list.
        lists.iter_mut().for_each(|list| list.resize(classes, Err(Undefined::NoSamples)));
        let [dice, iou] = lists;
        [dice, iou, left_out].concat()
    }
}

#[track_caller]
fn same(found: Result<f64, Undefined>, value: &Value, id: &Value) {
    match (found, value.as_f64()) {
        (Ok(found), Some(value)) => {
            assert!(
                (found - value).abs() <= TOLERANCE * value.max(1.0),
                "{id}: {found}, not {value}"
            );
        }
        (Err(Undefined::NoSamples), None) => {}
        (found, value) => panic!("{id}: {found:?}, {value:?}"),
    }
}

#[test]
fn overlap_by_image() {
    let (mut values, mut absent) = (0, 0);
    for case in cases(FILE) {
        let confusion = Confusion {
            ignore_class: Case(&case).label("ignore_class"),
            ..Confusion::new(Case(&case).size("num_classes"))
        };
        let (id, value) = (&case["id"], &case["value"]);
        let dice = ImageDice::from(confusion);
        same(of_labels(dice, &case).expect("accepted"), &value["dice"], id);
        let iou = ImageIou::from(confusion);
        same(of_labels(iou, &case).expect("accepted"), &value["iou"], id);
        let generalized = ImageGeneralizedDice::from(confusion);
        same(of_labels(generalized, &case).expect("accepted"), &value["generalized_dice"], id);
        let each = of_labels(Means(dice), &case).expect("accepted");
        let lists = ["dice_by_class", "iou_by_class", "left_out"].map(|name| &value[name]);
        let expected = lists.into_iter().flat_map(|list| list.as_array().expect("a list"));
        for (found, expected) in each.iter().zip(expected) {
            same(*found, expected, id);
            values += u32::from(found.is_ok());
            absent += u32::from(found.is_err());
        }
    }
    assert!(values > 300 && absent > 10, "{values} values, {absent} absent");
}
