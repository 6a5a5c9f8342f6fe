//! Feature `half`: arrays of half-precision numbers give the bits of the same numbers as `f32`.

use half::{bf16, f16};
use ndarray::{Array1, ArrayD, array};
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

use crate::data::Random;
use crate::list::{Truth, every_metric};

/// Every metric of the list, and through the call without a list.
#[test]
fn every_metric_gives_the_bits_of_f32() {
    let mut compared = 0;
    for entry in every_metric() {
        for (truth, p) in entry.batches.iter().flat_map(|batches| batches(&mut Random(3))) {
            let narrow = p.mapv(f16::from_f64);
            let wide = narrow.mapv(f32::from);
            let brief = p.mapv(bf16::from_f64);
            let pairs = match &truth {
                Truth::Binary(y) => {
                    same(&entry.measure, y, &narrow, &wide)
                        + same(&entry.measure, y, &brief, &brief.mapv(f32::from))
                }
                Truth::Labels(y) => same(&entry.measure, y, &narrow, &wide),
                Truth::Numbers(y) => same(&entry.measure, y, &narrow, &wide),
            };
            compared += pairs;
        }
    }
    assert!(compared > 300, "{compared}");
}

/// Compares what a measure gives; the truth stays as it is.
fn same<M: Measure, T: Element, H: Element>(
    measure: &M,
    y: &ArrayD<T>,
    half: &ArrayD<H>,
    single: &ArrayD<f32>,
) -> usize {
    let numbers = |result: Result<_, Error>| {
        result.map(|stream: Streaming<M>| ndarray_metrics::Output::numbers(&stream.result()))
    };
    let of = |update: &dyn Fn(&mut Streaming<M>) -> Result<(), Error>| {
        let mut stream = measure.clone().streaming();
        numbers(update(&mut stream).map(|()| stream))
    };
    let found = of(&|stream| stream.update(y, half));
    let expected = of(&|stream| stream.update(y, single));
    assert_eq!(format!("{found:?}"), format!("{expected:?}"), "{measure:?}");
    1
}

/// Types of the call itself, not of a collection.
#[test]
fn calls_take_half_precision() {
    let y = array![0.5, 1.5, -2.0].mapv(f16::from_f64);
    let p = array![0.25, 1.0, -2.5].mapv(bf16::from_f64);
    let error = (0.0625 + 0.25 + 0.25) / 3.0;
    assert_eq!(metrics::mean_squared_error(&y, &p), Ok(error));
    let weights = array![1.0, 0.0, 1.0].mapv(f16::from_f64);
    assert_eq!(MeanSquaredError.evaluate_weighted(&y, &p, &weights), Ok((0.0625 + 0.25) / 2.0));
    let labels = array![0, 1, 1, 0];
    let scores = array![0.125, 0.75, 0.5, 0.625].mapv(f16::from_f64);
    assert_eq!(metrics::roc_auc(&labels, &scores), Ok(0.75));
    let loss = |p: &Array1<f32>| metrics::binary_crossentropy(&labels, p);
    assert_eq!(metrics::binary_crossentropy(&labels, &scores), loss(&scores.mapv(f32::from)));
    laws::check(&BinaryCrossentropy::default(), &labels, &scores, 1).expect("lawful");
    let rows = array![[0.5, 2.0, 1.0], [3.0, -1.0, 0.0]].mapv(bf16::from_f64);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![1, 2], &rows), Ok(0.5));
    let of_f32 =
        |p: &ndarray::Array2<f32>| F1Score::default().evaluate(&array![[0, 1, 0], [1, 0, 0]], p);
    let found = F1Score::default().evaluate(&array![[0, 1, 0], [1, 0, 0]], &rows);
    assert_eq!(found, of_f32(&rows.mapv(f32::from)));
}

/// A threshold is rounded to `f32`, not to half precision: 0.3 lies between two numbers of `f16`.
#[test]
fn options_are_rounded_to_f32() {
    let next = f16::from_f64(0.3);
    let measure = BinaryAccuracy { threshold: 0.3 };
    for score in [next, f16::from_bits(next.to_bits() - 1), f16::from_bits(next.to_bits() + 1)] {
        let single = measure.evaluate(&array![1], &array![f32::from(score)]);
        assert_eq!(measure.evaluate(&array![1], &array![score]), single, "{score}");
    }
    let infinite = array![f16::INFINITY, f16::ZERO];
    assert!(metrics::mean_absolute_error(&infinite, &infinite).is_err());
    let text = metrics::brier_score(&array![1], &array![f16::from_f64(1.5)]).expect_err("refused");
    assert!(text.to_string().starts_with("y_pred[0] is 1.5, expected a probability"));
}
