//! Traps of comparisons of models and of groups.

use ndarray::{Array1, array};
use ndarray_metrics::ByGroup;
use ndarray_metrics::prelude::*;

/// The predictions of a model that is right on the first of some samples, which are all positive.
fn right_on(first: usize, samples: usize) -> Array1<f64> {
    Array1::from_shape_fn(samples, |i| f64::from(u8::from(i < first)))
}

/// scipy 1.17.1: `ttest_rel` 0.0014182897, `binomtest(0, 10)` 0.001953125.
#[test]
fn trap_63_two_models_are_compared_sample_by_sample() {
    let (first, second) = (right_on(160, 200), right_on(150, 200));
    let comparison =
        Accuracy.compare(&Array1::<f64>::ones(200), &first, &second).expect("a comparison");
    let p = comparison.p_value().expect("a p-value");
    assert!((p - 0.0014182897).abs() < 1e-9, "{p}");
    let discordant = comparison.discordant().expect("hits");
    assert_eq!(discordant.exact_p_value(), 0.001953125);
}

#[test]
fn trap_64_a_group_is_known_by_its_key() {
    let mut precision = ByGroup::new(Precision::default());
    precision.update(&[2, 2], &array![1.0, 0.0], &array![1.0, 1.0]).expect("a batch");
    assert_eq!(precision.by_group().collect::<Vec<_>>(), [(&2, Ok(0.5))]);
}

#[test]
fn trap_66_cochrans_q_of_different_models_is_not_0() {
    let [a, b, c] = [28, 5, 5].map(|first| right_on(first, 30));
    let q = Accuracy.cochrans_q(&Array1::<f64>::ones(30), &[&a, &b, &c]).expect("a test");
    assert_eq!(q.statistic().expect("a statistic"), 46.0);
    assert!((q.p_value().expect("a p-value") / 1.026e-10 - 1.0).abs() < 1e-3); // e^−23
}
