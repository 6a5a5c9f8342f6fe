//! Any measure by group: the bits of an update of each group alone, and of all samples together.

#[cfg(feature = "serde")]
mod checkpoint;
mod estimates;
mod fairness;

use std::collections::BTreeSet;

use ndarray::{Array1, ArrayD, Axis, Slice, array};
use ndarray_metrics::prelude::*;

use crate::data::Random;

type Numbers = (ArrayD<f64>, ArrayD<f64>);

/// Random labels with scores of which many are equal.
fn scored(samples: usize, seed: u64) -> Numbers {
    let mut random = Random(seed);
    let labels = (0..samples).map(|_| random.below(2) as f64).collect::<Array1<f64>>();
    let scores = (0..samples).map(|_| random.below(50) as f64 / 50.0).collect::<Array1<f64>>();
    (labels.into_dyn(), scores.into_dyn())
}

/// Weights of which a third are 0.
fn some_weights(samples: usize) -> Array1<f64> {
    let mut random = Random(5);
    (0..samples).map(|_| random.unit() * random.below(3) as f64).collect()
}

/// In pieces, in reverse and merged: the groups are those of each group's samples alone, and the whole is that of
/// one update.
fn check<M: Measure>(measure: &M, (y, p): &Numbers, keys: &[(u8, String)]) {
    let (samples, w) = (keys.len(), some_weights(keys.len()));
    let mut at_once = ByGroup::new(measure.clone());
    at_once.update_weighted(keys, y, p, &w).unwrap();
    let mut parts = [ByGroup::new(measure.clone()), ByGroup::new(measure.clone())];
    for start in (0..samples).step_by(41).rev() {
        let part = Slice::from(start..samples.min(start + 41));
        let of = |array: &ArrayD<f64>| array.slice_axis(Axis(0), part).to_owned();
        let weights = w.slice_axis(Axis(0), part);
        let keys = &keys[start..samples.min(start + 41)];
        parts[start % 2].update_weighted(keys, &of(y), &of(p), &weights).unwrap();
    }
    let [mut merged, other] = parts;
    merged.merge(&other).unwrap();
    assert_eq!(merged, at_once);
    let mut whole = measure.clone().streaming();
    whole.update_weighted(y, p, &w).unwrap();
    assert_eq!(at_once.merged(), whole);
    for (key, state) in at_once.states() {
        let own: Vec<_> = (0..samples).filter(|&i| keys[i] == *key).collect();
        let mut alone = measure.clone().streaming();
        let weights = w.select(Axis(0), &own);
        alone
            .update_weighted(&y.select(Axis(0), &own), &p.select(Axis(0), &own), &weights)
            .unwrap();
        assert_eq!(state, alone.state());
    }
    let named: BTreeSet<_> = (0..samples).filter(|&i| w[i] > 0.0).map(|i| &keys[i]).collect();
    assert!(at_once.states().map(|(key, _)| key).eq(named));
}

/// Random pairs of a number and a text.
fn keys(samples: usize, groups: usize) -> Vec<(u8, String)> {
    let mut random = Random(9);
    (0..samples).map(|_| (random.below(3) as u8, format!("g{}", random.below(groups)))).collect()
}

#[test]
fn groups_of_every_kind_of_state_have_the_bits_of_their_own_samples() {
    let data = scored(300, 1);
    for groups in [1, 7, 300] {
        let keys = keys(300, groups);
        check(&RocAuc, &data, &keys);
        check(&MedianAbsoluteError, &data, &keys);
        check(&Precision::default(), &data, &keys);
        check(&(MeanSquaredError, PearsonCorrelation), &data, &keys);
    }
}

#[test]
fn rows_stay_whole() {
    let mut random = Random(3);
    let (labels, rows) = (random.labels(40, 3), random.distributions(40, 3));
    let groups: Vec<_> = (0..40).map(|i| i % 4).collect();
    let mut by_group = ByGroup::new(SparseCategoricalAccuracy);
    by_group.update(&groups, &labels, &rows.view()).unwrap();
    for (&group, value) in by_group.by_group() {
        let own: Vec<_> = (0..40).filter(|i| i % 4 == group).collect();
        let (labels, rows) = (labels.select(Axis(0), &own), rows.select(Axis(0), &own));
        assert_eq!(value.unwrap(), SparseCategoricalAccuracy.evaluate(&labels, &rows).unwrap());
    }
}

#[test]
fn accuracies_of_two_groups_by_hand() {
    let mut accuracy = ByGroup::new(Accuracy);
    let groups = ["a", "a", "b", "a", "b", "a"];
    accuracy
        .update(
            &groups,
            &array![1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
            &array![1.0, 1.0, 1.0, 1.0, 0.0, 0.0],
        )
        .unwrap();
    let numbers = accuracy.numbers();
    assert_eq!(numbers.groups, [("a", Ok(0.75)), ("b", Ok(0.5))]);
    assert_eq!((accuracy.overall(), accuracy.of_group(&"c")), (Ok(2.0 / 3.0), None));
    assert_eq!((accuracy.difference(), accuracy.ratio()), (Ok(0.25), Ok(2.0 / 3.0)));
    let distance = numbers.largest_distance_from_overall().unwrap();
    assert!((distance - 1.0 / 6.0).abs() < 1e-15);
    assert_eq!((numbers.best(), numbers.worst()), (Some((&"a", 0.75)), Some((&"b", 0.5))));
    assert_eq!((numbers.least(), numbers.most()), (Some((&"b", 0.5)), Some((&"a", 0.75))));
}

#[test]
fn the_worst_group_of_an_error_is_the_largest() {
    let mut errors = ByGroup::new(MeanAbsoluteError);
    errors.update(&[3, 1, 2], &array![0.0, 0.0, 0.0], &array![2.0, 5.0, 2.0]).unwrap();
    let numbers = errors.numbers();
    assert_eq!((numbers.worst(), numbers.best()), (Some((&1, 5.0)), Some((&2, 2.0))));
    let mut counts = ByGroup::new(TruePositives::default());
    counts.update(&[1], &array![1.0], &array![0.9]).unwrap();
    assert_eq!((counts.numbers().worst(), counts.numbers().least()), (None, Some((&1, 1.0))));
}

#[test]
fn comparisons_without_numbers_are_undefined() {
    let mut area = ByGroup::<u8, _>::new(RocAuc);
    assert_eq!((area.difference(), area.is_empty()), (Err(Undefined::NoSamples), true));
    area.update(&[1, 2], &array![1.0, 1.0], &array![0.5, 0.7]).unwrap();
    assert_eq!((area.difference(), area.len()), (Err(Undefined::OneClass), 2));
    let mut errors = ByGroup::new(MeanAbsoluteError);
    errors.update(&[1, 2], &array![1.0, 1.0], &array![1.0, 1.0]).unwrap();
    assert_eq!((errors.ratio(), errors.difference()), (Err(Undefined::ZeroDenominator), Ok(0.0)));
    errors.reset();
    assert_eq!(errors, ByGroup::new(MeanAbsoluteError));
}

#[test]
fn a_refused_batch_adds_nothing_and_names_its_place() {
    let mut loss = ByGroup::new(BinaryCrossentropy::default());
    loss.update(&[1, 2], &array![1.0, 0.0], &array![0.5, 0.5]).unwrap();
    let before = loss.clone();
    let mut refuse = |groups: &[i32], scores: Array1<f64>, text: &str| {
        let error = loss.update(groups, &array![1.0, 0.0, 1.0], &scores).unwrap_err();
        assert_eq!((error.to_string().as_str(), &loss), (text, &before));
    };
    let scores = array![0.5, 0.25, 0.75];
    refuse(
        &[1, 2],
        scores,
        "all inputs must hold the same number of samples, found `groups`: 2, `y_pred`: 3",
    );
    let logit = "y_pred[1] is 1.5, expected a probability in [0, 1]; if these are logits, say `from_logits: true`";
    refuse(&[7, 8, 1], array![0.5, 1.5, 0.75], logit);
    let weights = array![1.0, -1.0];
    let refused = loss.update_weighted(&[1, 2], &array![1.0, 0.0], &array![0.5, 0.5], &weights);
    assert_eq!(refused, Err(Error::Weight { index: vec![1], found: -1.0 }));
    assert_eq!(loss, before);
}

#[test]
fn groups_that_have_no_overall_value_are_refused() {
    let mut r2 = ByGroup::new(R2ScorePerColumn::default());
    r2.update(&["a"], &array![[1.0, 2.0]], &array![[1.0, 2.0]]).unwrap();
    let three = array![[1.0, 2.0, 3.0]];
    let before = r2.clone();
    assert_eq!(r2.update(&["b"], &three, &three), Err(Error::Columns { expected: 2, found: 3 }));
    let mut other = ByGroup::new(R2ScorePerColumn::default());
    other.update(&["b"], &three, &three).unwrap();
    assert_eq!(r2.merge(&other), Err(Error::Columns { expected: 2, found: 3 }));
    assert_eq!(r2, before);
    let mut strict = ByGroup::<u8, _>::new(BinaryAccuracy { threshold: 0.9 });
    let refused = strict.merge(&ByGroup::new(BinaryAccuracy::default()));
    assert!(matches!(refused, Err(Error::Configuration { .. })), "{refused:?}");
}

/// Each group's number has an interval of its own.
#[test]
fn intervals_by_group() {
    let mut accuracy = ByGroup::new(Accuracy.with_error());
    let truth = Array1::from_elem(14, 1);
    let right = Array1::from_iter((0..14).map(|i| f64::from(i != 3 && i != 7 && i != 12)));
    let groups: Vec<_> = (0..14).map(|i| i / 10).collect();
    accuracy.update(&groups, &truth, &right).unwrap();
    let estimate = accuracy.of_group(&0).unwrap().unwrap();
    let interval = estimate.interval(0.95).unwrap();
    assert_eq!((estimate.value, estimate.samples), (0.8, 10));
    assert!((interval.lower - 0.490162).abs() < 1e-6 && (interval.upper - 0.943318).abs() < 1e-6);
    assert!((accuracy.difference().unwrap() - 0.05).abs() < 1e-15);
}
