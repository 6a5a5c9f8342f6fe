//! Seeded data, distributed as in `peers/data.py`.

use ndarray::{Array1, Array2, Axis};

use crate::random::Random;

/// Targets in [0, 1), and predictions that miss them by a normal error of 0.1.
pub(crate) fn regression(n: usize) -> (Array1<f32>, Array1<f32>) {
    let mut random = Random(1);
    let y = Array1::from_shape_simple_fn(n, || random.unit());
    let p = y.mapv(|y| y + 0.1 * random.normal());
    (y, p)
}

/// The same, the predictions no less than 0.
pub(crate) fn positive(n: usize) -> (Array1<f32>, Array1<f32>) {
    let (y, p) = regression(n);
    (y, p.mapv(f32::abs))
}

/// The same in rows.
pub(crate) fn regression_rows(shape: (usize, usize)) -> (Array2<f32>, Array2<f32>) {
    let (y, p) = regression(shape.0 * shape.1);
    (in_rows(y, shape), in_rows(p, shape))
}

/// Three positive labels in ten, and scores that overlap, as those of a real model do.
pub(crate) fn binary(n: usize) -> (Array1<f32>, Array1<f32>) {
    let mut random = Random(2);
    let y = Array1::from_shape_simple_fn(n, || random.coin());
    let p = y.mapv(|y| 0.3 * y + 0.7 * random.unit());
    (y, p)
}

/// The same in rows.
pub(crate) fn binary_rows(shape: (usize, usize)) -> (Array2<f32>, Array2<f32>) {
    let (y, p) = binary(shape.0 * shape.1);
    (in_rows(y, shape), in_rows(p, shape))
}

/// Labels of ten classes, seven in ten predicted for sure.
pub(crate) fn classes(n: usize) -> (Array1<i64>, Array1<i64>) {
    let mut random = Random(5);
    let y = Array1::from_shape_simple_fn(n, || random.class(10));
    let p = y.mapv(|y| if random.unit() < 0.7 { y } else { random.class(10) });
    (y, p)
}

/// Class labels, and rows of probabilities in which a few classes have most of the mass.
pub(crate) fn labelled((rows, classes): (usize, usize)) -> (Array1<i64>, Array2<f32>) {
    let mut random = Random(3);
    let y = Array1::from_shape_simple_fn(rows, || random.class(classes));
    let peaked = || (-random.positive().ln()).powi(3) + 1e-6;
    let mut p = Array2::from_shape_simple_fn((rows, classes), peaked);
    let sums = p.sum_axis(Axis(1)).insert_axis(Axis(1));
    p /= &sums;
    (y, p)
}

/// The same with one-hot truth.
pub(crate) fn one_hot(shape: (usize, usize)) -> (Array2<f32>, Array2<f32>) {
    let (labels, p) = labelled(shape);
    let mut y = Array2::zeros(shape);
    for (mut row, &label) in y.rows_mut().into_iter().zip(&labels) {
        row[label as usize] = 1.0;
    }
    (y, p)
}

/// Weights in [0, 1).
pub(crate) fn weights(n: usize) -> Array1<f32> {
    let mut random = Random(4);
    Array1::from_shape_simple_fn(n, || random.unit())
}

pub(crate) fn in_rows(vector: Array1<f32>, shape: (usize, usize)) -> Array2<f32> {
    vector.into_shape_with_order(shape).expect("the length is that of the shape")
}
