//! One batch so large that the feature `rayon` shares it among all cores, against the same samples
//! in small batches, which stay on one thread: the same bits, with the feature and without.

use ndarray::{Array1, Array2, ArrayD, Axis, Slice};
use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::Random;

/// Elements for three tasks, or for seven.
fn samples() -> usize {
    cases(150_000, 400_000)
}

fn assert_same_bits<M, T, P>(measure: M, y: &ArrayD<T>, p: &ArrayD<P>)
where
    T: Element,
    P: Element,
    M: Measure,
{
    let mut whole = measure.clone().streaming();
    whole.update(y, p).expect("accepted");
    let mut parts = measure.clone().streaming();
    for start in (0..y.len_of(Axis(0))).step_by(9_973) {
        let part = Slice::from(start..(start + 9_973).min(y.len_of(Axis(0))));
        let (y, p) = (y.slice_axis(Axis(0), part), p.slice_axis(Axis(0), part));
        parts.update(&y, &p).expect("accepted");
    }
    assert_eq!(whole.result().numbers(), parts.result().numbers(), "{measure:?}");
    assert!(whole.state() == parts.state(), "{measure:?}");
    assert!(whole.result().numbers().iter().all(Result::is_ok), "{measure:?}");
}

fn scores(random: &mut Random) -> ArrayD<f32> {
    (0..samples()).map(|_| random.unit() as f32).collect::<Array1<_>>().into_dyn()
}

#[test]
fn means_of_elements() {
    let mut random = Random(1);
    let (y, p) = (scores(&mut random), scores(&mut random));
    assert_same_bits((MeanSquaredError, RootMeanSquaredError, MeanAbsoluteError), &y, &p);
    assert_same_bits(BinaryCrossentropy::default(), &y, &p);
    assert_same_bits((LogCoshError, Poisson::default()), &y, &p);
}

#[test]
fn means_of_rows() {
    let mut random = Random(2);
    let labels: Array1<u8> = (0..40_000).map(|_| random.below(10) as u8).collect();
    let p = Array2::from_shape_simple_fn((40_000, 10), || random.unit() as f32);
    let (labels, p) = (labels.into_dyn(), p.into_dyn());
    assert_same_bits(SparseCategoricalCrossentropy::default(), &labels, &p);
    assert_same_bits(SparseCategoricalAccuracy, &labels, &p);
}

#[test]
fn states_of_decisions_rankings_moments_and_classes() {
    let mut random = Random(3);
    let (y, p) = (scores(&mut random), scores(&mut random));
    let labels = y.mapv(|y| y > 0.7);
    assert_same_bits((Precision::default(), Recall::default(), Auc::default()), &labels, &p);
    assert_same_bits((RocAuc, AveragePrecision), &labels, &p);
    assert_same_bits((R2Score::default(), PearsonCorrelation), &y, &p);
    let (y, p) = (y.mapv(|y| (y * 7.0) as i64), p.mapv(|p| (p * 7.0) as i64));
    assert_same_bits((MeanIou::new(7), CohenKappa::new(7)), &y, &p);
}
