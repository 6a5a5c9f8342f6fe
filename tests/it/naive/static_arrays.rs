//! Arrays whose rank is known at compile time: the same bits as dynamic ones, in any pairing.

use ndarray::{Array, Array1, ArrayRef, Dimension, Ix1, Ix2, Ix3, Ix4};
use ndarray_metrics::prelude::*;

use super::arrays::Values;
use crate::data::Random;

fn array<D: Dimension>(shape: D, seed: u64, values: Values) -> Array<f64, D> {
    let random = &mut Random(seed);
    Array::from_shape_simple_fn(shape, || values.draw(random, 3))
}

/// The value, weighted by static and dynamic weights, and per sample, as bits.
macro_rules! forms {
    ($measure:expr, $y:expr, $p:expr, $weights:expr) => {{
        let weights: &ArrayRef<f64, _> = &$weights;
        let values = [
            $measure.evaluate(&$y, &$p),
            $measure.evaluate_weighted(&$y, &$p, weights),
            $measure.evaluate_weighted(&$y, &$p, &weights.to_owned().into_dyn()),
        ];
        let means: Array1<f64> = $measure.per_sample_weighted(&$y, &$p, weights).expect("means");
        let values = values.map(|value| value.expect("a value"));
        values.into_iter().chain(means).map(f64::to_bits).collect::<Vec<_>>()
    }};
}

/// All pairings of static and dynamic arrays of two shapes.
macro_rules! check {
    ($measure:expr, $y:expr, $p:expr) => {{
        let (y, p) = ($y, $p);
        let (y_dynamic, p_dynamic) = (y.clone().into_dyn(), p.clone().into_dyn());
        let weights = array(Ix1(p.shape()[0]), 3, Values::PositiveProbability);
        let dynamic = forms!($measure, y_dynamic, p_dynamic, weights);
        assert_eq!(forms!($measure, y, p, weights), dynamic);
        assert_eq!(forms!($measure, y, p_dynamic, weights), dynamic);
        assert_eq!(forms!($measure, y_dynamic, p, weights), dynamic);
        assert_eq!(forms!($measure, y.view(), p.view(), weights), dynamic);
    }};
}

#[test]
fn elements_of_any_rank() {
    let (a, b) = ((1, Values::Number), (2, Values::Number));
    check!(MeanSquaredError, array(Ix1(7), a.0, a.1), array(Ix1(7), b.0, b.1));
    check!(MeanSquaredError, array(Ix2(4, 3), a.0, a.1), array(Ix2(4, 3), b.0, b.1));
    check!(MeanSquaredError, array(Ix3(4, 3, 2), a.0, a.1), array(Ix3(4, 3, 2), b.0, b.1));
    check!(MeanSquaredError, array(Ix4(4, 3, 2, 5), a.0, a.1), array(Ix4(4, 3, 2, 5), b.0, b.1));
}

#[test]
fn rows_of_any_rank() {
    let measure = CategoricalCrossentropy::default();
    let (a, b) = ((1, Values::Share), (2, Values::PositiveProbability));
    check!(measure, array(Ix2(6, 3), a.0, a.1), array(Ix2(6, 3), b.0, b.1));
    check!(measure, array(Ix3(4, 5, 3), a.0, a.1), array(Ix3(4, 5, 3), b.0, b.1));
    check!(measure, array(Ix4(4, 2, 5, 3), a.0, a.1), array(Ix4(4, 2, 5, 3), b.0, b.1));
}

#[test]
fn labels_of_any_rank() {
    let measure = SparseCategoricalCrossentropy::default();
    let (a, b) = ((1, Values::Class), (2, Values::PositiveProbability));
    check!(measure, array(Ix1(6), a.0, a.1), array(Ix2(6, 3), b.0, b.1));
    check!(measure, array(Ix2(4, 5), a.0, a.1), array(Ix3(4, 5, 3), b.0, b.1));
    check!(measure, array(Ix3(4, 2, 5), a.0, a.1), array(Ix4(4, 2, 5, 3), b.0, b.1));
}
