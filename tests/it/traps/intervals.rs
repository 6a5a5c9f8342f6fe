//! Traps of intervals.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, Undefined};

/// An area of 3/4 of four samples, and 17 of 20.
#[test]
fn trap_60_an_interval_stays_within_the_range() {
    let (y_true, y_pred) = (array![0.0, 0.0, 1.0, 1.0], array![0.1, 0.4, 0.35, 0.8]);
    let area = RocAuc.with_error().evaluate(&y_true, &y_pred).expect("an area");
    let interval = area.interval(0.95).expect("an interval");
    assert!(0.0 < interval.lower && interval.upper < 1.0, "{area}");

    let right = |i: usize| f64::from(u8::from(i < 17));
    let (y_true, y_pred) = (Array1::from_elem(20, 1.0), Array1::from_shape_fn(20, right));
    let accuracy = Accuracy.with_error().evaluate(&y_true, &y_pred).expect("an accuracy");
    assert_eq!(accuracy.to_string(), "0.850 (95 %: 0.640 to 0.948)");
}

/// The samples in batches of one and all at once; and the probability, by the binomial distribution, that the
/// interval of a share of 100 samples holds 0.8.
#[test]
fn trap_62_an_interval_does_not_depend_on_batches() {
    let y_true = array![1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0];
    let (y_pred, ids) = (Array1::<f64>::ones(10), (0..10).collect::<Vec<u64>>());
    let mut whole = Bootstrap::with(Accuracy, 200, 0);
    whole.update(&ids, &y_true, &y_pred).expect("a batch");
    let mut parts = Bootstrap::with(Accuracy, 200, 0);
    for (i, id) in ids.iter().enumerate() {
        let one = ndarray::s![i..=i];
        parts.update(&[*id], &y_true.slice(one), &y_pred.slice(one)).expect("a batch");
    }
    assert_eq!(parts, whole);
    let interval = parts.replicates().interval(0.95).expect("an interval");
    assert!(interval.lower < 0.7 && interval.upper > 0.9, "{interval}");

    let (mut probability, mut covered) = (0.2_f64.powi(100), 0.0); // of 0 right, then of 1, 2, ..
    for right in 0..=100 {
        let hits = Array1::from_shape_fn(100, |i| f64::from(u8::from(i < right)));
        let share =
            Accuracy.with_error().evaluate(&Array1::<f64>::ones(100), &hits).expect("a share");
        let holds = share.interval(0.95).expect("an interval").contains(0.8);
        covered += if holds { probability } else { 0.0 };
        probability *= 4.0 * (100 - right) as f64 / (right + 1) as f64;
    }
    assert!((0.93..0.97).contains(&covered), "{covered}");
}

/// One positive of three samples: three replicates of ten have no positive.
#[test]
fn trap_65_a_replicate_without_a_value_is_counted() {
    let mut recall = Bootstrap::with(Recall::default(), 200, 0);
    recall.update(&[1, 2, 3], &array![1.0, 0.0, 0.0], &array![1.0, 0.0, 0.0]).expect("a batch");
    let replicates = recall.replicates();
    assert_eq!(replicates.value, Ok(1.0));
    let undefined = replicates.undefined();
    assert!((50..90).contains(&undefined), "{undefined}"); // e^−1 of 200
    assert!(replicates.replicates.iter().flatten().all(|&value| value == 1.0));
    assert_eq!(replicates.standard_error(), Err(Undefined::Replicates));
}
