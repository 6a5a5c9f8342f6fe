//! The arrays of a case: truth as labels or numbers, predictions in their own type.

use ndarray::{ArrayD, IxDyn};
use ndarray_metrics::Undefined;
use ndarray_metrics::element::Element;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::{floats, integers, is_float, mask};
use crate::data::to_f32;
use crate::npy::read;

/// What a measure of labels reads; `bool` and narrower integers are read as `i64`, and so are the whole
/// numbers of a float. Labels that are not whole stay `f64`, to be refused.
pub(super) fn of_labels<M: Measure>(measure: M, case: &Value) -> Result<M::Output, Error> {
    let (y, p, w) = (&case["true"], &case["pred"], &case["weights"]);
    let Some(y) = labels(y) else {
        return weighted(measure, &numbers(y), &numbers(p), w);
    };
    match p["dtype"].as_str() {
        Some("f32") => weighted(measure, &y, &to_f32(&numbers(p)), w),
        Some("f64") => weighted(measure, &y, &numbers(p), w),
        _ => weighted(measure, &y, &labels(p).expect("integers"), w),
    }
}

/// The one number of a measure of labels.
pub(super) fn one<M>(measure: M, case: &Value) -> Result<Vec<f64>, Error>
where
    M: Measure<Output = Result<f64, Undefined>>,
{
    of_labels(measure, case).map(|value| flat([value]))
}

/// What a measure of numbers reads; `f32` truth is read as `f64`, which is exact.
pub(super) fn of_numbers<M: Measure>(measure: M, case: &Value) -> Result<M::Output, Error> {
    let (y, p, w) = (numbers(&case["true"]), &case["pred"], &case["weights"]);
    match p["dtype"].as_str() {
        Some("f32") => weighted(measure, &y, &to_f32(&numbers(p)), w),
        _ => weighted(measure, &y, &numbers(p), w),
    }
}

/// What a measure reads; unlike `evaluate`, a number that is undefined stays in its place.
pub(super) fn weighted<T: Element, P: Element, M: Measure>(
    measure: M,
    y: &ArrayD<T>,
    p: &ArrayD<P>,
    w: &Value,
) -> Result<M::Output, Error> {
    let mut stream = measure.streaming();
    match w["dtype"].as_str() {
        None => stream.update(y, p)?,
        Some("bool") => stream.update_weighted(y, p, &mask(w))?,
        Some(_) => stream.update_weighted(y, p, &numbers(w))?,
    }
    Ok(stream.result())
}

/// Labels as integers, unless one of them is not whole.
pub(super) fn labels(array: &Value) -> Option<ArrayD<i64>> {
    let numbers = numbers(array);
    numbers.iter().all(|x| x.fract() == 0.0).then(|| numbers.mapv(|x| x as i64))
}

/// The numbers of an array, each the one that its type holds.
pub(super) fn numbers(array: &Value) -> ArrayD<f64> {
    match (array["file"].as_str(), array["dtype"].as_str()) {
        (Some(file), Some("u8")) => read::<u8, IxDyn>(file).mapv(f64::from),
        (Some(file), _) => read::<f32, IxDyn>(file).mapv(f64::from),
        (None, Some("f32")) => floats(array).mapv(|x| f64::from(x as f32)),
        (None, _) if is_float(array) => floats(array),
        _ => integers(array).mapv(|x| x as f64),
    }
}

/// A value in C order, NaN where it is undefined.
pub(super) fn flat(values: impl IntoIterator<Item = Result<f64, Undefined>>) -> Vec<f64> {
    values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}
