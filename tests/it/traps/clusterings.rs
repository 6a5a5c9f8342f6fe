//! Traps of clusterings.

use ndarray::Array1;
use ndarray_metrics::metrics;

/// One label in ten is wrong, of a million in two clusters.
#[test]
fn trap_72_pairs_of_a_million_samples_do_not_overflow() {
    let y_true = Array1::from_shape_fn(1_000_000, |i| (i % 2) as f64);
    let y_pred = Array1::from_shape_fn(1_000_000, |i| ((i + usize::from(i % 10 == 0)) % 2) as f64);
    let value = metrics::adjusted_rand_index(&y_true, &y_pred).expect("a value");
    assert!((value - 0.639_999_654_399_322_6).abs() < 1e-15, "{value}");
}
