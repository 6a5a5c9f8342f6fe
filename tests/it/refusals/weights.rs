//! Weights that are no weights, or weigh nothing that is there.

use ndarray::{Array1, Array2, Array3, arr0, array};
use ndarray_metrics::prelude::*;

use super::{assert_table, refused_weighted};

const INFINITY: f64 = f64::INFINITY;

fn weight(index: &[usize], found: f64) -> Error {
    Error::Weight { index: index.into(), found }
}

fn shape(weights: &[usize], units: &[usize], advice: &str) -> Error {
    Error::WeightShape { weights: weights.into(), units: units.into(), advice: advice.into() }
}

/// A weight for each of three samples of two numbers, or three rows of two classes.
#[test]
fn weights_that_are_negative_or_not_finite() {
    let (one_hot, labels) = (array![[1, 0], [0, 1], [1, 0]], array![0, 1, 0]);
    let y_pred = Array2::from_elem((3, 2), 0.5);
    let bad = |w: f64| array![1.0, 0.5, w];
    for (w, found) in [
        (-1.0, "-1"),
        (-1e-300, "-1e-300"),
        (f64::NAN, "NaN"),
        (INFINITY, "inf"),
        (-INFINITY, "-inf"),
    ] {
        let text = format!(
            "weights[2] is {found}, expected a finite number of at least 0; a weight of 0 leaves a \
             sample out"
        );
        let (bad, error) = (bad(w), || weight(&[2], w));
        let from_labels = SparseCategoricalCrossentropy::default();
        assert_table([
            (refused_weighted(MeanSquaredError, &one_hot, &y_pred, &bad), error(), &text[..]),
            (refused_weighted(CategoricalAccuracy, &one_hot, &y_pred, &bad), error(), &text),
            (refused_weighted(from_labels, &labels, &y_pred, &bad), error(), &text),
        ]);
    }
}

#[test]
fn the_weight_is_found_in_the_weights_own_axes() {
    let ones = Array3::<f64>::ones((2, 3, 4));
    let bad = -1.0;
    let of_elements = {
        let mut weights = ones.clone();
        weights[[1, 2, 3]] = bad;
        weights
    };
    let of_steps = array![[1.0, 1.0, 1.0], [1.0, bad, 1.0]];
    let of_samples = array![1.0, bad];
    let text = |index: &str| {
        format!(
            "weights{index} is -1, expected a finite number of at least 0; a weight of 0 leaves a \
             sample out"
        )
    };
    let mse = MeanSquaredError;
    assert_table([
        (refused_weighted(mse, &ones, &ones, &of_samples), weight(&[1], bad), &text("[1]")[..]),
        (refused_weighted(mse, &ones, &ones, &of_steps), weight(&[1, 1], bad), &text("[1, 1]")),
        (
            refused_weighted(mse, &ones, &ones, &of_elements),
            weight(&[1, 2, 3], bad),
            &text("[1, 2, 3]"),
        ),
        (
            refused_weighted(CategoricalAccuracy, &ones, &ones, &of_steps),
            weight(&[1, 1], bad),
            &text("[1, 1]"),
        ),
    ]);
}

#[test]
fn any_element_type_can_be_a_bad_weight() {
    let y = array![0.5, 1.0, 0.25];
    let refused = |error: Error, found| assert_eq!(error, weight(&[1], found));
    refused(refused_weighted(MeanSquaredError, &y, &y, &array![1, -2, 1]), -2.0);
    refused(refused_weighted(MeanSquaredError, &y, &y, &array![1_i8, -128, 1]), -128.0);
    refused(refused_weighted(MeanSquaredError, &y, &y, &array![1.0_f32, -0.5, f32::NAN]), -0.5);
    let infinite = array![1.0_f32, f32::INFINITY, 1.0];
    refused(refused_weighted(MeanSquaredError, &y, &y, &infinite), INFINITY);
}

/// That a label is ignored is no excuse for its weight.
#[test]
fn a_bad_weight_of_an_ignored_label_is_refused() {
    let measure = SparseCategoricalCrossentropy { ignore_class: Some(1), ..Default::default() };
    let y_pred = Array2::from_elem((3, 2), 0.5);
    let error = refused_weighted(measure, &array![0, 1, 0], &y_pred, &array![1.0, -1.0, 1.0]);
    assert_eq!(error, weight(&[1], -1.0));
}

#[test]
fn weights_of_other_shapes() {
    const REMOVE_1: &str =
        "; axis 1 of size 1 is too many: remove it with `weights.index_axis(Axis(1), 0)`";
    const REMOVE_2: &str =
        "; axis 2 of size 1 is too many: remove it with `weights.index_axis(Axis(2), 0)`";
    const REMOVE_0: &str =
        "; axis 0 of size 1 is too many: remove it with `weights.index_axis(Axis(0), 0)`";
    let (flat, table) = (Array1::<f64>::ones(3), Array2::<f64>::ones((3, 2)));
    let mse = MeanSquaredError;
    assert_table([
        (
            refused_weighted(mse, &flat, &flat, &Array2::<f64>::ones((3, 1))),
            shape(&[3, 1], &[3], REMOVE_1),
            "weights have shape [3, 1], expected the leading axes of [3], such as [3], one weight \
             for everything under it; axis 1 of size 1 is too many: remove it with \
             `weights.index_axis(Axis(1), 0)`",
        ),
        (
            refused_weighted(mse, &table, &table, &Array2::<f64>::ones((3, 1))),
            shape(&[3, 1], &[3, 2], REMOVE_1),
            "weights have shape [3, 1], expected the leading axes of [3, 2], such as [3], one \
             weight for everything under it; axis 1 of size 1 is too many: remove it with \
             `weights.index_axis(Axis(1), 0)`",
        ),
        (
            refused_weighted(mse, &flat, &flat, &Array2::<f64>::ones((1, 3))),
            shape(&[1, 3], &[3], REMOVE_0),
            "weights have shape [1, 3], expected the leading axes of [3], such as [3], one weight \
             for everything under it; axis 0 of size 1 is too many: remove it with \
             `weights.index_axis(Axis(0), 0)`",
        ),
        (
            refused_weighted(mse, &flat, &flat, &Array1::<f64>::ones(4)),
            shape(&[4], &[3], ""),
            "weights have shape [4], expected the leading axes of [3], such as [3], one weight for \
             everything under it",
        ),
        (
            refused_weighted(mse, &flat, &flat, &Array1::<f64>::ones(1)),
            shape(&[1], &[3], ""),
            "weights have shape [1], expected the leading axes of [3], such as [3], one weight for \
             everything under it",
        ),
        (
            refused_weighted(mse, &table, &table, &Array1::<f64>::ones(2)),
            shape(&[2], &[3, 2], ""),
            "weights have shape [2], expected the leading axes of [3, 2], such as [3], one weight \
             for everything under it",
        ),
        (
            refused_weighted(mse, &table, &table, &Array3::<f64>::ones((3, 2, 1))),
            shape(&[3, 2, 1], &[3, 2], REMOVE_2),
            "weights have shape [3, 2, 1], expected the leading axes of [3, 2], such as [3], one \
             weight for everything under it; axis 2 of size 1 is too many: remove it with \
             `weights.index_axis(Axis(2), 0)`",
        ),
    ]);
}

/// A row of classes is one unit, so that its classes have no weights of their own.
#[test]
fn weights_of_classes_are_refused() {
    let (rows, labels) = (Array2::<f64>::ones((3, 2)), Array1::<u8>::zeros(3));
    let text = "weights have shape [3, 2], expected the leading axes of [3], such as [3], one \
                weight for everything under it";
    let error = || shape(&[3, 2], &[3], "");
    assert_table([
        (refused_weighted(CategoricalAccuracy, &rows, &rows, &rows), error(), text),
        (refused_weighted(SparseCategoricalAccuracy, &labels, &rows, &rows), error(), text),
    ]);
    let matrices = Array3::<f64>::ones((2, 3, 4));
    let error = refused_weighted(CategoricalAccuracy, &matrices, &matrices, &matrices);
    assert_eq!(error, shape(&[2, 3, 4], &[2, 3], ""));
}

#[test]
fn a_weight_without_axes_is_refused() {
    let y = array![0.5, 0.5];
    let error = refused_weighted(MeanSquaredError, &y, &y, &arr0(1.0));
    assert_eq!(error, Error::NoBatchAxis { argument: "weights".into() });
    assert_eq!(error, refused_weighted(MeanSquaredError, &y, &y, &arr0(1.0).into_dyn()));
    assert!(error.to_string().starts_with("`weights` is a scalar (shape [])"), "{error}");
}

/// The shapes of truth and prediction come first: weights are measured against them.
#[test]
fn a_pair_that_does_not_fit_is_reported_before_its_weights() {
    let (two, three) = (array![1.0, 2.0], array![1.0, 2.0, 3.0]);
    let error = refused_weighted(MeanSquaredError, &two, &three, &array![-1.0]);
    assert!(matches!(error, Error::SampleCounts { .. }), "{error}");
}

#[test]
fn per_sample_is_refused_likewise() {
    let y = Array2::<f64>::ones((3, 2));
    for weights in [array![1.0, -1.0, 1.0], array![1.0, 1.0]] {
        assert_eq!(
            MeanSquaredError.per_sample_weighted(&y, &y, &weights),
            Err(refused_weighted(MeanSquaredError, &y, &y, &weights))
        );
    }
}
