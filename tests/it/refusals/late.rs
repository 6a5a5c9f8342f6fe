//! A bad value far into a large batch: beyond the first block, with good ones counted before it.
//!
//! Blocks hold 16384 elements, and weighted blocks are taken in chunks of 512.

use ndarray::{Array, Array1, Array2, Array3, ArrayD, Axis, s};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{refused, refused_weighted};

/// The ends of chunks and blocks, and places in between.
const PLACES: [usize; 9] = [0, 511, 512, 16383, 16384, 16385, 32767, 32768, 40_001];
const LENGTH: usize = 40_002;

fn bad_value(argument: &'static str, index: &[usize], found: f64, expected: Domain) -> Error {
    Error::Value { argument, index: index.into(), found, expected }
}

#[test]
fn the_index_is_right_at_the_ends_of_blocks() {
    let good = Array1::<f32>::zeros(LENGTH);
    let infinity = f32::INFINITY;
    for place in PLACES {
        let mut bad = good.clone();
        bad[place] = infinity;
        let expected = |argument| bad_value(argument, &[place], f64::INFINITY, Domain::Finite);
        assert_eq!(refused(MeanSquaredError, &bad, &good), expected("y_true"));
        assert_eq!(refused(MeanSquaredError, &good, &bad), expected("y_pred"));
        let ones = Array1::<f32>::ones(LENGTH);
        assert_eq!(refused_weighted(MeanSquaredError, &good, &bad, &ones), expected("y_pred"));
        assert_eq!(MeanSquaredError.per_sample(&good, &bad), Err(expected("y_pred")));
    }
}

#[test]
fn the_index_of_a_weight_is_right_at_the_ends_of_blocks() {
    let good = Array1::<f64>::zeros(LENGTH);
    for place in PLACES {
        let mut weights = Array1::<f64>::ones(LENGTH);
        weights[place] = -0.5;
        let expected = Error::Weight { index: vec![place], found: -0.5 };
        assert_eq!(refused_weighted(MeanSquaredError, &good, &good, &weights), expected);
    }
}

/// One weight for samples that are longer than a block, or end in the middle of one.
#[test]
fn the_index_of_a_samples_weight_is_the_samples() {
    for (samples, units) in [(3, 18_000), (7, 6000), (10_000, 5)] {
        let good = Array2::<f64>::zeros((samples, units));
        for bad in [0, samples / 2, samples - 1] {
            let mut weights = Array1::<f64>::ones(samples);
            weights[bad] = f64::NAN;
            let error = refused_weighted(MeanSquaredError, &good, &good, &weights);
            let Error::Weight { index, found } = error else { panic!("{error}") };
            assert!(index == [bad] && found.is_nan(), "{index:?} for {bad}");
        }
    }
}

#[test]
fn the_index_runs_along_every_axis() {
    let good = Array3::<f64>::from_elem((30, 20, 50), 0.5);
    let labels = Array2::<i32>::zeros((30, 20));
    for index in [[0, 0, 0], [8, 3, 41], [8, 3, 42], [29, 19, 49], [17, 0, 1]] {
        let mut bad = good.clone();
        bad[index] = 1.5;
        let expected = bad_value("y_pred", &index, 1.5, Domain::ProbabilityNotLogit);
        let from_labels = SparseCategoricalCrossentropy::default();
        assert_eq!(refused(BinaryCrossentropy::default(), &good, &bad), expected);
        assert_eq!(refused(CategoricalCrossentropy::default(), &good, &bad), expected);
        assert_eq!(refused(from_labels, &labels, &bad), expected);
        // The same in another memory order, where the first in memory would be another.
        let mut columns = Array3::from_elem((50, 20, 30), 0.5).reversed_axes();
        columns.assign(&bad);
        assert_eq!(refused(BinaryCrossentropy::default(), &good, &columns), expected);
    }
}

#[test]
fn the_label_is_found_along_its_own_axes() {
    let y_pred = Array::from_elem((100, 9, 20), 0.05_f32);
    for index in [[0, 0], [45, 4], [45, 5], [45, 6], [99, 8]] {
        let mut labels = Array2::<i64>::zeros((100, 9));
        labels[index] = 20;
        let expected = Error::Label { index: index.into(), label: "20".into(), classes: 20 };
        assert_eq!(refused(SparseCategoricalAccuracy, &labels, &y_pred), expected);
    }
}

/// A row may be longer than a block.
#[test]
fn a_row_of_zeros_is_found_by_its_own_index() {
    let mut rows = Array3::<f64>::from_elem((2, 3, 9000), 0.25);
    rows.slice_mut(s![1, 2, ..]).fill(0.0);
    let labels = Array2::<u16>::zeros((2, 3));
    let error = refused(SparseCategoricalCrossentropy::default(), &labels, &rows);
    assert_eq!(error, Error::ZeroRow { index: vec![1, 2] });
    rows[[1, 1, 8999]] = f64::NAN;
    let error = refused(SparseCategoricalCrossentropy::default(), &labels, &rows);
    let Error::Value { index, .. } = error else { panic!("{error}") };
    assert_eq!(index, [1, 1, 8999]);
}

/// In logical order, whatever the order in memory; in the truth before the prediction.
#[test]
fn the_first_of_many_offenders_is_reported() {
    let (mut y_true, mut y_pred) = (Array1::<f64>::zeros(LENGTH), Array1::<f64>::zeros(LENGTH));
    for place in [900, 8300, 20_000] {
        y_pred[place] = f64::INFINITY;
    }
    let first = bad_value("y_pred", &[900], f64::INFINITY, Domain::Finite);
    assert_eq!(refused(MeanSquaredError, &y_true, &y_pred), first);
    y_true[901] = f64::INFINITY;
    assert_eq!(refused(MeanSquaredError, &y_true, &y_pred), first);
    y_true[900] = -f64::INFINITY;
    let first = bad_value("y_true", &[900], -f64::INFINITY, Domain::Finite);
    assert_eq!(refused(MeanSquaredError, &y_true, &y_pred), first);
    let reversed = (y_true.slice(s![..;-1]), y_pred.slice(s![..;-1]));
    let last = bad_value("y_pred", &[LENGTH - 1 - 20_000], f64::INFINITY, Domain::Finite);
    assert_eq!(refused(MeanSquaredError, &reversed.0, &reversed.1), last);
}

/// Long enough for all cores, where the feature `rayon` is on.
#[test]
fn the_first_of_many_offenders_is_reported_on_any_number_of_threads() {
    let good = Array1::<f32>::zeros(300_000);
    let (mut bad, mut weights) = (good.clone(), Array1::<f32>::ones(300_000));
    for place in [299_999, 290_000, 150_001, 70_000, 69_999] {
        bad[place] = f32::INFINITY;
        weights[place] = -1.0;
    }
    let first = bad_value("y_pred", &[69_999], f64::INFINITY, Domain::Finite);
    assert_eq!(refused(MeanSquaredError, &good, &bad), first);
    assert_eq!(refused((MeanAbsoluteError, MeanSquaredError), &good, &bad).refusal(), &first);
    let first = Error::Weight { index: vec![69_999], found: -1.0 };
    assert_eq!(refused_weighted(MeanSquaredError, &good, &bad, &weights), first);
}

/// A term that overflows is no reason to stop looking for an argument that is not finite.
#[test]
fn an_overflow_does_not_hide_a_bad_value() {
    let (y_true, mut y_pred) = (Array1::<f64>::zeros(LENGTH), Array1::<f64>::zeros(LENGTH));
    y_pred[3] = 1e300;
    y_pred[15_000] = f64::INFINITY;
    let expected = bad_value("y_pred", &[15_000], f64::INFINITY, Domain::Finite);
    assert_eq!(refused(MeanSquaredError, &y_true, &y_pred), expected);
}

/// An offender of weight 0 is padding; the next one is reported.
#[test]
fn offenders_of_weight_0_are_passed_over() {
    let y_true = Array1::<f64>::zeros(LENGTH);
    let (mut y_pred, mut weights) = (y_true.clone(), Array1::<f64>::ones(LENGTH));
    for place in [10, 8200, 12_345] {
        y_pred[place] = f64::INFINITY;
    }
    weights.slice_mut(s![..9000]).fill(0.0);
    let expected = bad_value("y_pred", &[12_345], f64::INFINITY, Domain::Finite);
    assert_eq!(refused_weighted(MeanSquaredError, &y_true, &y_pred, &weights), expected);
}

#[test]
fn a_dynamic_array_of_high_rank_is_searched_as_well() {
    let shape = vec![3, 2, 5, 1, 7, 11, 13];
    let good = ArrayD::<f64>::zeros(shape.clone());
    let mut bad = good.clone();
    let index = [2, 1, 4, 0, 3, 10, 12];
    bad[&index[..]] = f64::NEG_INFINITY;
    let expected = bad_value("y_true", &index, f64::NEG_INFINITY, Domain::Finite);
    assert_eq!(refused(MeanAbsoluteError, &bad, &good), expected);
    // Of one unit, the weight is looked at first.
    let mut weights = good.index_axis(Axis(6), 0).to_owned();
    weights.fill(1.0);
    weights[&index[..6]] = -1.0;
    let expected = Error::Weight { index: index[..6].into(), found: -1.0 };
    assert_eq!(refused_weighted(MeanAbsoluteError, &bad, &good, &weights), expected);
}
