//! Good input without a value: accepted, and the result says why there is none.

use ndarray::{Array1, Array2, Array3, array};
use ndarray_metrics::prelude::*;

use super::seen;

const NO_SAMPLES: Undefined = Undefined::NoSamples;
const OVERFLOW: Undefined = Undefined::Overflow;

/// Samples without numbers in them are no units.
#[test]
fn axes_of_size_0_hold_no_units() {
    let undefined = Err(Error::Undefined(NO_SAMPLES));
    let (flat, rows) = (Array2::<f64>::zeros((4, 0)), Array3::<f64>::zeros((4, 0, 3)));
    let (labels, weights) = (Array2::<u8>::zeros((4, 0)), Array1::<f64>::ones(4));
    assert_eq!(metrics::mean_squared_error(&flat, &flat), undefined);
    assert_eq!(MeanSquaredError.evaluate_weighted(&flat, &flat, &weights), undefined);
    assert_eq!(metrics::categorical_accuracy(&rows, &rows), undefined);
    assert_eq!(metrics::sparse_categorical_accuracy(&labels, &rows), undefined);
    assert_eq!(SparseCategoricalAccuracy.evaluate_weighted(&labels, &rows, &labels), undefined);
    let means = MeanSquaredError.per_sample(&flat, &flat).expect("four samples");
    assert!(means.len() == 4 && means.iter().all(|mean| mean.is_nan()), "{means}");
}

#[test]
fn the_reason_is_said() {
    let empty = Array1::<f64>::zeros(0);
    let error = metrics::mean_squared_error(&empty, &empty).expect_err("no samples");
    assert_eq!(error, Error::Undefined(NO_SAMPLES));
    assert_eq!(error.to_string(), "the value is undefined: no samples with a weight above zero");
    assert_eq!(error.argument(), None);
    let error = metrics::mean_squared_error(&array![0.0], &array![1e200]).expect_err("overflow");
    assert_eq!(error, Error::Undefined(OVERFLOW));
    let text = "the value is undefined: a term, a weight or the value lies beyond the range of f64; \
                take units and weights closer to 1";
    assert_eq!(error.to_string(), text);
}

/// An infinite term is remembered, however it comes: with more batches, by merging, by weight.
#[test]
fn an_overflow_stays() {
    let (zero, huge) = (array![0.0], array![1e200]);
    let mut stream = seen(&MeanSquaredError);
    stream.update(&zero, &huge).expect("finite numbers");
    assert_eq!(stream.result(), Err(OVERFLOW));
    stream.update(&zero, &zero).expect("finite numbers");
    assert_eq!(stream.result(), Err(OVERFLOW));
    let mut merged = seen(&MeanSquaredError);
    merged.merge(&stream).expect("equal options");
    assert_eq!(merged.result(), Err(OVERFLOW));
    let weighted = MeanSquaredError.evaluate_weighted(&zero, &array![1e100], &array![1e200]);
    assert_eq!(weighted, Err(Error::Undefined(OVERFLOW)));
    merged.reset();
    assert_eq!(merged.result(), Err(NO_SAMPLES));
}

/// The sum may be beyond `f64` where the mean is not.
#[test]
fn a_sum_beyond_f64_has_its_mean() {
    let (y_true, y_pred) = (array![[0.0, 0.0]], array![[f64::MAX, f64::MAX]]);
    assert_eq!(metrics::mean_absolute_error(&y_true, &y_pred), Ok(f64::MAX));
    assert_eq!(MeanAbsoluteError.per_sample(&y_true, &y_pred), Ok(array![f64::MAX]));
    let error = metrics::mean_absolute_error(&array![f64::MIN], &array![f64::MAX]);
    assert_eq!(error, Err(Error::Undefined(OVERFLOW)));
}

/// −ln 0: an infinite cost is beyond `f64`, too.
#[test]
fn a_label_of_probability_0_costs_more_than_f64_holds() {
    let from_logits = true;
    let never = array![[0.0, f64::NEG_INFINITY]];
    let measure = SparseCategoricalCrossentropy { from_logits, ..Default::default() };
    assert_eq!(measure.evaluate(&array![1], &never), Err(Error::Undefined(OVERFLOW)));
    let measure = CategoricalCrossentropy { from_logits, ..Default::default() };
    assert_eq!(measure.evaluate(&array![[0, 1]], &never), Err(Error::Undefined(OVERFLOW)));
    let measure = BinaryCrossentropy { from_logits, ..Default::default() };
    let never = array![f64::NEG_INFINITY];
    assert_eq!(measure.evaluate(&array![1], &never), Err(Error::Undefined(OVERFLOW)));
}

/// A label that weighs nothing costs nothing, even where its cost would be infinite.
#[test]
fn a_class_without_weight_costs_nothing() {
    let (alpha, from_logits) = (0.0, true);
    let binary = BinaryFocalCrossentropy {
        apply_class_balancing: true,
        alpha,
        from_logits,
        ..Default::default()
    };
    assert_eq!(binary.evaluate(&array![1], &array![f64::NEG_INFINITY]), Ok(0.0));
    let rows = CategoricalFocalCrossentropy { alpha, from_logits, ..Default::default() };
    assert_eq!(rows.evaluate(&array![[0, 1]], &array![[0.0, f64::NEG_INFINITY]]), Ok(0.0));
}

/// The root is taken of the mean, which is too large before it is.
#[test]
fn a_root_of_a_mean_beyond_f64_is_undefined() {
    let huge = array![1e200];
    assert_eq!(
        metrics::root_mean_squared_error(&array![0.0], &huge),
        Err(Error::Undefined(OVERFLOW))
    );
    assert_eq!(metrics::root_mean_squared_error(&array![0.0], &array![1e150]), Ok(1e150));
}

/// The caller's own choice of a default.
#[test]
fn an_undefined_result_can_be_replaced() {
    assert_eq!(MeanSquaredError.streaming().result().unwrap_or(0.0), 0.0);
}
