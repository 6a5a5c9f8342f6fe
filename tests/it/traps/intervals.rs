//! Traps of intervals.

use ndarray::array;
use ndarray_metrics::prelude::*;

/// An area of 3/4 of four samples, and 17 of 20.
#[test]
fn trap_60_an_interval_stays_within_the_range() {
    let (y_true, y_pred) = (array![0.0, 0.0, 1.0, 1.0], array![0.1, 0.4, 0.35, 0.8]);
    let area = RocAuc.with_error().evaluate(&y_true, &y_pred).expect("an area");
    let interval = area.interval(0.95).expect("an interval");
    assert!(0.0 < interval.lower && interval.upper < 1.0, "{area}");

    let right = |i: usize| f64::from(u8::from(i < 17));
    let (y_true, y_pred) =
        (ndarray::Array1::from_elem(20, 1.0), ndarray::Array1::from_shape_fn(20, right));
    let accuracy = Accuracy.with_error().evaluate(&y_true, &y_pred).expect("an accuracy");
    assert_eq!(accuracy.to_string(), "0.850 (95 %: 0.640 to 0.948)");
}
