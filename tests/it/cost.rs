//! The law of cost: no update copies what was seen, alone, in a tuple, in a collection, in groups.

use ndarray::{Array1, array};
use ndarray_metrics::collection::Collection;
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

use crate::allocation::allocated;
use crate::cases::cases;
use crate::data::Random;
use crate::list::{Truth, every_metric};

/// Small updates of every metric.
fn updates() -> usize {
    cases(80, 1_000)
}

/// Small updates of states that grow.
const MANY_UPDATES: usize = 10_000;

#[test]
fn no_update_copies_what_was_seen() {
    for entry in every_metric() {
        let Some(batches) = entry.batches.first() else { continue };
        let Some((truth, p)) = batches(&mut Random(1)).into_iter().next() else { continue };
        let kept = match truth {
            Truth::Binary(y) => laws::check_cost(&entry.measure, &y, &p, updates(), allocated),
            Truth::Labels(y) => laws::check_cost(&entry.measure, &y, &p, updates(), allocated),
            Truth::Numbers(y) => laws::check_cost(&entry.measure, &y, &p, updates(), allocated),
        };
        assert_eq!(kept, Ok(()), "{:?}", entry.measure);
    }
}

/// New scores in each batch: the state of a ranking grows with them.
fn scores(update: usize) -> (Array1<bool>, Array1<f64>) {
    let mut random = Random(update as u64);
    let y = Array1::from_shape_simple_fn(20, || random.below(2) == 0);
    (y, Array1::from_shape_simple_fn(20, || random.unit()))
}

/// The bytes of all updates and of the first eighth, of batches that are all different.
fn bytes<M: Measure>(measure: M) -> [u64; 2] {
    let (mut stream, mut spent, mut first) = (measure.streaming(), 0, 0);
    for update in 0..MANY_UPDATES {
        let (y, p) = scores(update);
        let before = allocated().bytes;
        stream.update(&y, &p).expect("accepted");
        spent += allocated().bytes - before;
        if update + 1 == MANY_UPDATES / 8 {
            first = spent;
        }
    }
    [spent, first]
}

#[test]
fn states_that_grow_are_not_copied_by_an_update() {
    let pair = || (RocAuc, AveragePrecision);
    let collection = Collection::named(["roc_auc", "average_precision", "mse"]).expect("known");
    for (place, [all, first]) in [
        ("alone", bytes(RocAuc)),
        ("in a tuple", bytes(pair())),
        ("in a tuple within a tuple", bytes((pair(), BinaryAccuracy::default()))),
        ("in a collection", bytes(collection)),
    ] {
        assert!(all <= 20 * first, "{place}: {first} bytes, then {all}");
    }
}

/// One state is kept and filled for both members: a second reading takes hardly a byte of its own.
#[test]
fn a_shared_state_is_kept_once() {
    let [alone, _] = bytes(RocAuc);
    let [both, _] = bytes((RocAuc, AveragePrecision));
    assert!(both < alone + alone / 100, "{alone} bytes alone, {both} in a tuple");
}

#[test]
fn groups_do_not_copy_what_was_seen() {
    let mut grouped = Grouped::new(MeanSquaredError);
    grouped.grow(3).expect("room");
    let (y, p) = (array![1.0, 2.0, 3.0], array![1.5, 2.0, 2.0]);
    let mut update = |updates: usize| {
        let before = allocated().bytes;
        for _ in 0..updates {
            grouped.update(&[0, 2, 0], &y, &p).expect("accepted");
        }
        allocated().bytes - before
    };
    let first = update(MANY_UPDATES / 8);
    let all = first + update(MANY_UPDATES - MANY_UPDATES / 8);
    assert!(all <= 20 * first, "{first} bytes, then {all}");
}
