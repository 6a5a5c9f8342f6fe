//! The exact sum as metrics use it: long streams, large counts, and means at the ends of the range.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use proptest::num::f64::{NORMAL, SUBNORMAL};
use proptest::prelude::*;

use super::in_one_slice;
use super::recipes::Recipe;
use crate::cases::cases;
use crate::data::Random;

/// A sum of `f32` stops growing long before; other libraries give 0.0419.
#[test]
fn fifty_million_tenths_have_the_mean_of_one() {
    let (y_true, y_pred) = (Array1::<f32>::zeros(100_000), Array1::from_elem(100_000, 0.1_f32));
    let mut metric = MeanAbsoluteError.streaming();
    for _ in 0..cases(10, 500) {
        metric.update(&y_true, &y_pred).expect("equal shapes of finite numbers");
    }
    let part = metric.clone();
    for _ in 1..cases(50, 1) {
        metric.merge(&part).expect("equal options");
    }
    assert_eq!(metric.state().weight().value(), Ok(5e7));
    assert_eq!(metric.result(), Ok(f64::from(0.1_f32)));
}

/// A counter kept in `f32` stops at 2^24.
#[test]
fn single_updates_count_beyond_two_to_the_24() {
    let mut metric = BinaryAccuracy::default().streaming();
    let (labels, right) = (Array1::from_elem(1 << 20, true), Array1::from_elem(1 << 20, 0.9_f32));
    metric.update(&labels, &right).expect("labels and probabilities");
    for _ in 20..24 {
        metric.merge(&metric.clone()).expect("equal options");
    }
    for _ in 0..10 {
        metric.update(&array![true], &array![0.1_f32]).expect("a label and a probability");
    }
    assert_eq!(metric.state().weight().value(), Ok(16_777_226.0));
    assert_eq!(metric.result(), Ok(16_777_216.0 / 16_777_226.0));
}

#[test]
fn a_mean_may_be_finite_where_the_sum_is_not() {
    let (y_true, y_pred) = (Array1::from_elem(10, f64::MAX), Array1::<f64>::zeros(10));
    assert_eq!(MeanAbsoluteError.evaluate(&y_true, &y_pred), Ok(f64::MAX));
    let weights = Array1::from_elem(10, 0.125);
    assert_eq!(MeanAbsoluteError.evaluate_weighted(&y_true, &y_pred, &weights), Ok(f64::MAX));
}

#[test]
fn a_term_beyond_the_range_is_an_overflow() {
    let overflow = Err(Error::Undefined(Undefined::Overflow));
    let (y_true, y_pred) = (array![f64::MAX, 1.0], array![-f64::MAX, 1.0]);
    assert_eq!(MeanAbsoluteError.evaluate(&y_true, &y_pred), overflow);
    assert_eq!(MeanSquaredError.evaluate(&array![1e200], &array![0.0]), overflow);
}

/// The total that a metric keeps is the exact sum of its terms, by every path to it.
#[test]
fn a_metric_keeps_the_exact_sum_of_its_terms() {
    for recipe in Recipe::ALL {
        let terms = recipe.terms(20_000, &mut Random(7));
        let sizes: Vec<f64> = terms.iter().map(|term| term.abs()).collect();
        let mut metric = MeanAbsoluteError.streaming();
        metric
            .update(&Array1::<i8>::zeros(terms.len()), &Array1::from(terms))
            .expect("finite numbers");
        assert_eq!(*metric.state().total(), in_one_slice(&sizes), "{recipe:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Rounding the sum before it is divided would miss it by an ulp for some.
    #[test]
    fn the_mean_of_equal_numbers_is_that_number(
        number in NORMAL | SUBNORMAL,
        count in 1..3000_usize,
    ) {
        let (y_true, y_pred) = (Array1::from_elem(count, number), Array1::<u8>::zeros(count));
        prop_assert_eq!(MeanAbsoluteError.evaluate(&y_true, &y_pred), Ok(number));
    }
}
