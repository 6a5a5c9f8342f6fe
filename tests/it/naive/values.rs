//! The mean and the sum of values, which have no truth.

use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::data::elements;
use super::naive;

naive! {
    mean_of_values: Mean, elements(Number, Number), |batch| {
        Ok([batch.sum(|_, v| v), batch.sum(|_, v| v.abs())].map(|sum| sum / batch.weight()))
    }, [NoTruth f64, NoTruth i64, NoTruth f32];
    sum_of_values: Sum, elements(Number, Number),
        |batch| Ok([batch.sum(|_, v| v), batch.sum(|_, v| v.abs())]), [NoTruth f64, NoTruth u8];
}
