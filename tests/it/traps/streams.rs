//! Many samples, batches of unequal size, padding.

use ndarray::{Array1, array, s};
use ndarray_metrics::prelude::*;

use crate::cases::cases;

/// In `f32`, 2^24 + 1 is 2^24.
const STUCK: usize = 1 << 24;

/// Ones after ones, some more than an `f32` can count.
#[test]
fn trap_01_counts_go_on_after_2_to_the_24() {
    let (block, few) = (Array1::from_elem(1 << 20, true), Array1::from_elem(10, true));
    let mut stream = TruePositives::default().streaming();
    for _ in 0..STUCK / block.len() {
        stream.update(&block, &block).expect("accepted");
    }
    for hit in &few {
        stream.update(&array![*hit], &array![true]).expect("accepted");
    }
    assert_eq!(stream.result(), Ok(16_777_226.0));
    stream.update(&few, &few.mapv(|hit| !hit)).expect("accepted");
    assert_eq!(stream.result(), Ok(16_777_226.0));
    assert_eq!(Recall::default().read(stream.state()), Ok(16_777_226.0 / 16_777_236.0));
}

/// The mean of equal errors is that error: a sum in `f32` stops at 2,097,152.
#[test]
fn trap_02_fifty_million_tenths_are_a_tenth() {
    let (tenths, nothing) = (Array1::from_elem(1 << 20, 0.1_f32), Array1::<f32>::zeros(1 << 20));
    let mut stream = MeanAbsoluteError.streaming();
    let seen = 50_000_000 / cases(25, 1);
    for start in (0..seen).step_by(tenths.len()) {
        let part = s![..tenths.len().min(seen - start)];
        stream.update(&nothing.slice(part), &tenths.slice(part)).expect("accepted");
    }
    let part = stream.clone();
    for _ in 1..50_000_000 / seen {
        stream.merge(&part).expect("equal options");
    }
    assert_eq!(stream.state().weight().value(), Ok(5e7));
    let expected = f64::from(0.1_f32);
    let found = stream.result().expect("defined");
    assert_eq!(found.to_bits(), expected.to_bits(), "{found}, expected {expected}");
}

/// Errors of 1, 1, 1, then 3: their mean square is 12/4, not the mean of 1 and 9.
#[test]
fn trap_03_batches_of_unequal_size_count_as_what_they_are() {
    let mut stream = MeanSquaredError.streaming();
    stream.update(&array![0.0, 0.0, 0.0], &array![1.0, 1.0, 1.0]).expect("accepted");
    stream.update(&array![0.0], &array![3.0]).expect("accepted");
    assert_eq!(stream.result(), Ok(3.0));
    let whole = MeanSquaredError.evaluate(&array![0.0, 0.0, 0.0, 0.0], &array![1.0, 1.0, 1.0, 3.0]);
    assert_eq!(whole, Ok(3.0));
}

/// One wrong token in ten of padding, one right token in two: one of two is right.
#[test]
fn trap_04_padding_does_not_count() {
    let mut stream = BinaryAccuracy::default().streaming();
    let (mut long, mut short) = (array![[false; 10]], array![[false; 2]]);
    (long[[0, 0]], short[[0, 0]]) = (true, true);
    let (wrong, right) = (Array1::<f64>::zeros(10), Array1::<f64>::ones(2));
    let rows = |row: Array1<f64>| row.insert_axis(ndarray::Axis(0));
    stream.update_weighted(&long, &rows(wrong), &long).expect("accepted");
    stream.update_weighted(&short, &rows(right), &short).expect("accepted");
    assert_eq!(stream.result(), Ok(0.5));
}

/// One of one is found, then none of three; and two batches of two samples in order, as in row 54.
#[test]
fn trap_59_recall_and_areas_do_not_depend_on_batches() {
    let mut recall = Recall::default().streaming();
    recall.update(&array![1, 0, 0], &array![0.9, 0.1, 0.1]).expect("accepted");
    recall.update(&array![1, 1, 1], &array![0.1, 0.1, 0.1]).expect("accepted");
    assert_eq!(recall.result(), Ok(0.25));
    let mut area = RocAuc.streaming();
    area.update(&array![0, 1], &array![0.1, 0.2]).expect("accepted");
    area.update(&array![0, 1], &array![0.3, 0.4]).expect("accepted");
    assert_eq!(area.result(), Ok(0.75));
}

/// The recall of group 1 is 1/2 and its area 0; group 2 has neither.
#[test]
fn trap_61_a_group_without_a_value_makes_no_gap() {
    let mut recall = ByGroup::new(Recall::default());
    recall
        .update(&[1, 1, 2, 2], &array![1, 1, 0, 0], &array![1.0, 0.0, 1.0, 0.0])
        .expect("accepted");
    let recalls = recall.numbers();
    assert_eq!(recalls.difference(), Ok(0.0));
    assert_eq!(recalls.undefined().collect::<Vec<_>>(), [(&2, Undefined::ZeroDenominator)]);
    let mut area = ByGroup::new(RocAuc);
    area.update(&[1, 1, 2, 2], &array![1, 0, 1, 1], &array![0.1, 0.9, 0.5, 0.6]).expect("accepted");
    let areas = area.numbers();
    assert_eq!(areas.defined().collect::<Vec<_>>(), [(&1, 0.0)]);
    assert_eq!(areas.undefined().collect::<Vec<_>>(), [(&2, Undefined::OneClass)]);
}
