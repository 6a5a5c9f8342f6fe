//! Columns that are summed side by side: each as if it were alone.

use ndarray::{Array2, Axis, Zip};
use ndarray_metrics::element::Element;
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::Random;

/// A factor for each column.
type Sizes = fn(usize) -> f64;

const SIZES: [(&str, Sizes); 5] = [
    ("alike", |_| 1.0),
    ("unlike", |column| 2_f64.powi(column as i32 % 12)),
    ("far apart", |column| 10_f64.powi((column as i32 * 37) % 70 - 35)),
    ("tiny", |_| 1e-300),
    ("one of zeros", |column| f64::from(u8::from(column != 5))),
];

fn rows(random: &mut Random, (n, width): (usize, usize), size: Sizes) -> Array2<f64> {
    Array2::from_shape_fn((n, width), |(_, column)| (random.unit() - 0.3) * size(column))
}

fn each_as_if_alone<A: Element>(y: &Array2<A>, p: &Array2<A>, name: &str) {
    let together = ColumnMoments.evaluate(y, p).expect("accepted");
    let columns = together.columns().iter().zip(y.columns()).zip(p.columns());
    for (i, ((sums, y), p)) in columns.enumerate() {
        let alone = ElementMoments.evaluate(&y, &p).expect("accepted").pooled();
        assert!(*sums == alone, "{name}: column {i} of {}", together.columns().len());
    }
}

#[test]
fn columns_side_by_side_are_columns_alone() {
    let mut random = Random(5);
    for (name, size) in SIZES {
        for shape in [(1, 16), (3, 15), (700, 17), (cases(600, 2100), 33), (5, 300)] {
            let (y, p) = (rows(&mut random, shape, size), rows(&mut random, shape, size));
            each_as_if_alone(&y, &p, name);
            each_as_if_alone(&y.mapv(|y| y as f32), &p.mapv(|p| p as f32), name);
            let whole = |a: &Array2<f64>| a.mapv(|a| (a * 1e6) as i64);
            each_as_if_alone(&whole(&y), &whole(&p), name);
        }
    }
}

/// Squares beyond `f64` in one column leave the others as they are.
#[test]
fn a_column_that_overflows_is_alone() {
    let mut y = rows(&mut Random(6), (40, 20), |_| 1.0);
    let p = y.mapv(|y| 0.5 * y);
    y.index_axis_mut(Axis(1), 3).fill(1e200);
    let scores = ColumnMoments.evaluate(&y, &p).expect("accepted").r2_scores();
    Zip::indexed(&ndarray::Array1::from(scores)).for_each(|i, score| {
        assert_eq!(score.is_err(), i == 3, "{i}: {score:?}");
    });
}
