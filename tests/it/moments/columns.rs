//! Columns that are summed side by side: each as if it were alone.

use ndarray::{Array2, Axis, Zip, array};
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

/// The mean of columns with given weights: columns without a value, or without a weight, are left out.
#[test]
fn columns_have_given_weights() {
    let y = array![[0.0, 7.0, 0.0], [2.0, 7.0, 4.0]];
    let p = array![[0.0, 7.0, 1.0], [2.0, 6.0, 3.0]]; // R² of 1, none, and 0.75
    let mean = |weights: &[f64]| R2Score::default().per_column().weighted_mean(weights.to_vec());
    let of = |weights: &[f64]| mean(weights).evaluate(&y, &p);
    assert_eq!(of(&[1.0, 5.0, 3.0]), Ok(0.8125));
    assert_eq!(of(&[0.0, 0.0, 2.0]), Ok(0.75));
    assert_eq!(of(&[0.0, 1.0, 0.0]), Err(Error::Undefined(Undefined::Constant)));
    assert_eq!(of(&[0.0; 3]), Err(Error::Undefined(Undefined::NoSamples)));
    let state = R2Score::default().per_column().state_of(&y, &p).expect("accepted");
    let left_out = [[1.0, 5.0, 3.0], [1.0, 0.0, 3.0]].map(|w| mean(&w).left_out(&state));
    assert_eq!(left_out, [1, 0]);
    let text = |error: Error| error.to_string();
    let count =
        "option `column_weights` is a list of length 2, expected one weight for each of 3 columns";
    assert_eq!(of(&[1.0, 1.0]).map_err(text), Err(count.into()));
    let negative = "option `column_weights` is -1, expected finite numbers of at least 0";
    assert_eq!(of(&[1.0, -1.0, 1.0]).map_err(text), Err(negative.into()));
    let single = R2Score::default().per_column().weighted_mean(vec![2.0]);
    assert_eq!(single.evaluate(&y.column(0), &p.column(0)), Ok(1.0));
}
