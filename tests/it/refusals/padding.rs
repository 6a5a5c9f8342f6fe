//! Units of weight 0, under a mask of `false`, or of an ignored class: not looked at.

use ndarray::{Array1, Array2, Array3, ArrayRef, Axis, Dimension, Slice, array};
use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;

use super::bits;
use crate::data::{Random, sequences};

const SAMPLES: usize = 6;
const STEPS: usize = 7;
const CLASSES: usize = 4;

/// Sequences of different lengths, padded to `steps` steps with what no metric accepts.
struct Padded {
    labels: Array2<i64>,
    one_hot: Array3<f64>,
    y_pred: Array3<f64>,
    mask: Array2<bool>,
    weights: Array2<f64>,
}

/// The same sequences for any number of steps.
fn padded(steps: usize) -> Padded {
    let mut random = Random(7);
    let units = SAMPLES * STEPS;
    let (labels, rows) = (random.labels(units, CLASSES), random.distributions(units, CLASSES));
    let labels = labels.into_shape_with_order((SAMPLES, STEPS)).expect("as many labels");
    let y_pred = sequences(&rows, STEPS);
    let real = |sample: usize, step: usize| step < (sample + 2).min(STEPS);
    let mut out = Padded {
        labels: Array2::from_elem((SAMPLES, steps), -1),
        one_hot: Array3::from_elem((SAMPLES, steps, CLASSES), f64::INFINITY),
        y_pred: Array3::from_elem((SAMPLES, steps, CLASSES), f64::NAN),
        mask: Array2::from_shape_fn((SAMPLES, steps), |(i, j)| real(i, j)),
        weights: Array2::zeros((SAMPLES, steps)),
    };
    for ((i, j), &label) in labels.indexed_iter().filter(|&((i, j), _)| real(i, j)) {
        out.labels[[i, j]] = label;
        let one_hot = (0..CLASSES).map(|class| f64::from(u8::from(class as i64 == label)));
        out.one_hot.index_axis_mut(Axis(0), i).row_mut(j).assign(&Array1::from_iter(one_hot));
        out.y_pred
            .index_axis_mut(Axis(0), i)
            .row_mut(j)
            .assign(&y_pred.index_axis(Axis(0), i).row(j));
        out.weights[[i, j]] = 0.25 + random.unit();
    }
    out
}

/// The bits of a weighted value.
#[track_caller]
fn value<M, T, D, P, E, W, F>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    weights: &ArrayRef<W, F>,
) -> Vec<Result<u64, Undefined>>
where
    M: Measure,
    T: Element,
    P: Element,
    W: Element,
    D: Dimension,
    E: Dimension,
    F: Dimension,
{
    let mut stream = measure.clone().streaming();
    stream.update_weighted(y_true, y_pred, weights).expect("a batch with padding");
    assert!(stream.result().numbers().iter().all(Result::is_ok));
    bits(&stream)
}

#[test]
fn the_length_of_the_padding_does_not_matter() {
    let (short, long) = (padded(STEPS), padded(STEPS + 5));
    let (from_rows, from_labels) =
        (CategoricalCrossentropy::default(), SparseCategoricalCrossentropy::default());
    for (short_by_label, long_by_label) in [
        (
            value(&from_labels, &short.labels, &short.y_pred, &short.mask),
            value(&from_labels, &long.labels, &long.y_pred, &long.mask),
        ),
        (
            value(&from_labels, &short.labels, &short.y_pred, &short.weights),
            value(&from_labels, &long.labels, &long.y_pred, &long.weights),
        ),
        (
            value(&SparseCategoricalAccuracy, &short.labels, &short.y_pred, &short.mask),
            value(&SparseCategoricalAccuracy, &long.labels, &long.y_pred, &long.mask),
        ),
        (
            value(&from_rows, &short.one_hot, &short.y_pred, &short.mask),
            value(&from_rows, &long.one_hot, &long.y_pred, &long.mask),
        ),
        (
            value(&CategoricalAccuracy, &short.one_hot, &short.y_pred, &short.weights),
            value(&CategoricalAccuracy, &long.one_hot, &long.y_pred, &long.weights),
        ),
        (
            value(&MeanSquaredError, &short.one_hot, &short.y_pred, &short.mask),
            value(&MeanSquaredError, &long.one_hot, &long.y_pred, &long.mask),
        ),
    ] {
        assert_eq!(short_by_label, long_by_label);
    }
}

/// Trap 4 of other libraries: here each unmasked unit counts once, by hand.
#[test]
fn a_mask_leaves_the_units_out() {
    let padded = padded(STEPS);
    let (mut labels, mut rows) = (Vec::new(), Array2::<f64>::zeros((0, CLASSES)));
    for ((i, j), _) in padded.mask.indexed_iter().filter(|&(_, &real)| real) {
        labels.push(padded.labels[[i, j]]);
        rows.push_row(padded.y_pred.index_axis(Axis(0), i).row(j)).expect("rows of one length");
    }
    let labels = Array1::from_vec(labels);
    let measure = SparseCategoricalCrossentropy::default();
    let alone = measure.evaluate(&labels, &rows).map(f64::to_bits);
    let masked = measure.evaluate_weighted(&padded.labels, &padded.y_pred, &padded.mask);
    assert_eq!(masked.map(f64::to_bits), alone);
}

#[test]
fn per_sample_leaves_padding_out_of_each_mean() {
    let nan = f64::NAN;
    let y_pred = array![[1.0, nan, f64::INFINITY], [2.0, 4.0, nan], [nan, nan, nan]];
    let y_true = Array2::<u8>::zeros((3, 3));
    let mask = array![[true, false, false], [true, true, false], [false, false, false]];
    let means = MeanSquaredError.per_sample_weighted(&y_true, &y_pred, &mask).expect("padding");
    assert_eq!(means.slice_axis(Axis(0), Slice::from(..2)), array![1.0, 10.0]);
    assert!(means[2].is_nan());
    // One unit per sample goes another way.
    let column = y_pred.index_axis(Axis(1), 1);
    let (truth, mask) = (array![0, 0, 0], array![false, true, false]);
    let means = MeanSquaredError.per_sample_weighted(&truth, &column, &mask).expect("padding");
    assert!(means[0].is_nan() && means[1] == 16.0 && means[2].is_nan(), "{means}");
}

/// Labels of three classes, class 1 ignored; probabilities of the classes 0, 2 and 1 follow.
fn with_ignored() -> (Array1<i32>, Array2<f64>) {
    (
        array![0, 1, 2, 1],
        array![[0.5, 0.3, 0.2], [0.1, 0.1, 0.8], [0.5, 0.25, 0.25], [1.0, 0.0, 0.0]],
    )
}

#[test]
fn an_ignored_class_is_a_mask() {
    let (labels, y_pred) = with_ignored();
    let plain = SparseCategoricalCrossentropy::default();
    let ignoring = SparseCategoricalCrossentropy { ignore_class: Some(1), ..plain };
    let mask = labels.mapv(|label| label != 1);
    let (ignored, masked) =
        (ignoring.evaluate(&labels, &y_pred), plain.evaluate_weighted(&labels, &y_pred, &mask));
    assert_eq!(ignored, masked);
    // (ln 2 + ln 4)/2, where Keras without weights divides by all four rows.
    let by_hand = 1.5 * 2_f64.ln();
    assert!(ignored.is_ok_and(|loss| (loss - by_hand).abs() <= 1e-15));
    let weights = array![3.0, 100.0, 1.0, 7.0];
    let weighted = ignoring.evaluate_weighted(&labels, &y_pred, &weights);
    let by_hand = (3.0 * 2_f64.ln() + 4_f64.ln()) / 4.0;
    assert!(weighted.clone().is_ok_and(|loss| (loss - by_hand).abs() <= 1e-15));
    assert_eq!(weighted, plain.evaluate_weighted(&labels, &y_pred, &array![3.0, 0.0, 1.0, 0.0]));
}

/// In 0..classes or not, and whatever its row holds.
#[test]
fn the_rows_of_an_ignored_class_may_hold_anything() {
    let (labels, mut y_pred) = with_ignored();
    let ignoring =
        |class| SparseCategoricalCrossentropy { ignore_class: Some(class), ..Default::default() };
    let expected = ignoring(1).evaluate(&labels, &y_pred);
    y_pred.row_mut(1).fill(f64::NAN);
    y_pred.row_mut(3).fill(0.0);
    assert_eq!(ignoring(1).evaluate(&labels, &y_pred), expected);
    for outside in [-1_i64, 3, 255, i64::MIN, i64::MAX] {
        let labels = labels.mapv(|label| if label == 1 { outside } else { i64::from(label) });
        assert_eq!(ignoring(outside).evaluate(&labels, &y_pred), expected);
    }
    let floats = labels.mapv(|label| if label == 1 { -100.0 } else { f64::from(label) });
    assert_eq!(ignoring(-100).evaluate(&floats, &y_pred), expected);
    let means = ignoring(1).per_sample(&labels, &y_pred).expect("ignored rows");
    assert_eq!(means.mapv(f64::is_nan), array![false, true, false, true]);
}

#[test]
fn nothing_but_ignored_labels_has_no_value() {
    let ignoring = SparseCategoricalCrossentropy { ignore_class: Some(1), ..Default::default() };
    let (labels, y_pred) = (array![1, 1], Array2::from_elem((2, 3), 0.25));
    let undefined = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(ignoring.evaluate(&labels, &y_pred), undefined);
    assert_eq!(ignoring.evaluate_weighted(&labels, &y_pred, &array![2.0, 3.0]), undefined);
}
