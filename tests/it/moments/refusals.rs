//! What is refused leaves the state as it was.

use approx::assert_relative_eq;
use ndarray::{Array2, Array3, array, s};
use ndarray_metrics::prelude::*;

use super::uniform;

#[test]
fn constant_rows_are_refused_by_name() {
    let mut y = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (i + j * k) as f64);
    y.slice_mut(s![.., 0, ..]).assign(&array![0.0, 1.0, 2.0, 3.0]);
    let p = y.mapv(|y| 2.0 * y);
    y.slice_mut(s![1, 2, ..]).fill(0.1);
    let mut stream = PearsonCorrelationPerRow.streaming();
    let error = stream.update(&y, &p).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![1, 2] });
    assert!(error.to_string().starts_with("row [1, 2] of y_true or y_pred does not vary"));
    assert_eq!(stream, PearsonCorrelationPerRow.streaming());
    assert_eq!(ConcordanceCorrelationPerRow.per_sample(&y, &p).unwrap().len(), 2);
    let error = ConcordanceCorrelationPerRow.evaluate(&y, &y).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![1, 2] });
    stream.update_weighted(&y, &p, &array![[1, 1, 1], [1, 1, 0]]).unwrap();
    assert_relative_eq!(stream.result().unwrap(), 1.0, max_relative = 1e-15);
}

#[test]
fn shapes_are_refused() {
    let cube = Array3::<f32>::zeros((2, 3, 4));
    let error = metrics::r2_score(&cube, &cube).unwrap_err().to_string();
    assert!(error.contains("[2, 3, 4], expected [batch, any]"), "{error}");
    let (y, p) = (array![1.0, 2.0], array![[1.0], [2.0]]);
    assert!(matches!(metrics::r2_score(&y, &p), Err(Error::Shapes { .. })));
    assert!(matches!(metrics::pearson_correlation(&y, &p), Err(Error::Shapes { .. })));
    let weights = array![1.0, 2.0, 3.0];
    let refusal = R2Score::default().evaluate_weighted(&y, &y, &weights);
    assert!(matches!(refusal, Err(Error::WeightShape { .. })));
    let none = Array2::<f64>::zeros((3, 0));
    let no_samples = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(metrics::r2_score(&none, &none), no_samples);
    assert_eq!(metrics::pearson_correlation(&none, &none), no_samples);
}

#[test]
fn more_columns_than_memory_has_room_for_are_refused() {
    let one = array![[1_u8]];
    let wide = one.broadcast((1, 1 << 45)).expect("one row");
    let refusal = metrics::r2_score(&wide, &wide);
    assert!(matches!(refusal, Err(Error::TooLarge { .. })), "{refusal:?}");
}

#[test]
fn columns_must_stay_the_same() {
    let (two, three) = (array![[1.0, 2.0], [3.0, 5.0]], array![[1.0, 2.0, 3.0], [4.0, 6.0, 8.0]]);
    let mut stream = R2Score::default().streaming();
    stream.update(&Array2::<f64>::zeros((0, 3)), &Array2::<f64>::zeros((0, 3))).unwrap();
    stream.update_weighted(&three, &three, &array![0, 0]).unwrap();
    assert_eq!(stream, R2Score::default().streaming());
    stream.update(&two, &two).unwrap();
    let before = stream.clone();
    let expected = Error::Columns { expected: 2, found: 3 };
    assert_eq!(stream.update(&three, &three), Err(expected.clone()));
    let mut other = R2Score::default().streaming();
    other.update(&three, &three).unwrap();
    assert_eq!(stream.merge(&other), Err(expected));
    assert_eq!(stream, before);
    stream.update_weighted(&three, &three, &array![0, 0]).unwrap();
    stream.merge(&R2Score::default().streaming()).unwrap();
    assert_eq!(stream, before);
    let mut fresh = R2Score::default().streaming();
    fresh.merge(&before).unwrap();
    assert_eq!(fresh, before);
    let different = uniform(1).streaming();
    assert!(matches!(stream.merge(&different), Err(Error::Configuration { .. })));
}
