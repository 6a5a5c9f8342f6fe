//! Counting by table: the same as one unit after the other, and as the definition.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{NotAWeight, Tally};

use crate::cases::cases;
use crate::data::Random;

/// Units in a batch.
fn units() -> usize {
    cases(300, 1500)
}

/// Weights that one pair of grids suits, that need new grids again and again, and that suit none.
fn weights(random: &mut Random) -> Vec<(&'static str, Array1<f64>)> {
    let n = units();
    let mut of =
        |weight: &dyn Fn(f64, usize) -> f64| Array1::from_shape_fn(n, |i| weight(random.unit(), i));
    let step = |i: usize| (i * 15 / n) as i32;
    vec![
        ("ones", of(&|_, _| 1.0)),
        ("short", of(&|u, _| (u * 16.0).floor() / 8.0)),
        ("of all digits", of(&|u, _| u * 0.3)),
        ("growing", of(&|u, i| u * 2_f64.powi(step(i) * 7 - 40))),
        ("falling", of(&|u, i| u * 2_f64.powi(40 - step(i) * 7))),
        ("far apart", of(&|u, i| u * 2_f64.powi((i as i32 * 97) % 1900 - 1000))),
        ("tiny", of(&|u, _| u * 1e-310)),
        ("huge", of(&|u, _| u * 1e304)),
        ("mostly absent", of(&|u, _| if u < 0.95 { 0.0 } else { u })),
    ]
}

/// One batch and a batch for each unit leave the same state.
fn agree<M: Measure>(measure: M) {
    let (mut random, n) = (Random(11), units());
    let y = Array1::from_shape_simple_fn(n, || random.below(2) as u8);
    let p = Array1::from_shape_simple_fn(n, || random.unit() as f32);
    for (name, weights) in weights(&mut random) {
        let (mut whole, mut single) = (measure.clone().streaming(), measure.clone().streaming());
        whole.update_weighted(&y, &p, &weights).expect("accepted");
        for i in 0..n {
            let (y, p, w) = (array![y[i]], array![p[i]], array![weights[i]]);
            single.update_weighted(&y, &p, &w).expect("accepted");
        }
        assert!(whole.state() == single.state(), "{name}: {:?}", whole.state());
    }
}

#[test]
fn tables_and_single_units_agree() {
    agree(BinaryIou::default());
    agree(Precision::default());
    agree(Recall::default().at((0..40).map(|i| f64::from(i) / 40.0).collect()));
    agree(Auc::default());
    agree(Auc { thresholds: Thresholds::Even(700), ..Default::default() });
    agree(F1Score { average: PerClass, threshold: Some(0.5) });
}

#[test]
fn classes_by_table_and_by_cell_agree() {
    let (mut random, n) = (Random(12), units());
    for classes in [2, 3, 31, 32, 40] {
        let label = |random: &mut Random| random.below(classes) as i64;
        let (y, p) = (
            Array1::from_shape_simple_fn(n, || label(&mut random)),
            Array1::from_shape_simple_fn(n, || label(&mut random)),
        );
        for (name, weights) in weights(&mut random) {
            let whole = Confusion::new(classes).evaluate_weighted(&y, &p, &weights).expect("whole");
            let mut single = Confusion::new(classes).streaming();
            for i in 0..n {
                let (y, p, w) = (array![y[i]], array![p[i]], array![weights[i]]);
                single.update_weighted(&y, &p, &w).expect("accepted");
            }
            assert!(whole == *single.state(), "{classes} classes, {name}");
        }
    }
}

/// Labels of a float type at the edges of what is a class.
#[test]
fn labels_that_are_floats() {
    let accepted = |label: f64| {
        let y = Array1::from_elem(100, label);
        let double = Confusion::new(3).evaluate(&y, &y).ok();
        let single = Confusion::new(3).evaluate(&y.mapv(|y| y as f32), &y).ok();
        double.zip(single).map(|(double, single)| (double.support(), single.support()))
    };
    let of_class = |class: usize| {
        let mut support = vec![Tally::default(); 3];
        support[class] = Tally::try_from(100.0).expect("a weight");
        Some((support.clone(), support))
    };
    assert_eq!(accepted(0.0), of_class(0));
    assert_eq!(accepted(-0.0), of_class(0));
    assert_eq!(accepted(2.0), of_class(2));
    for label in
        [3.0, -1.0, 0.5, 2.5, 1e10, 4_294_967_296.0, 1e300, -1e300, f64::NAN, f64::INFINITY]
    {
        assert_eq!(accepted(label), None, "{label}");
    }
}

/// Scores at every threshold and next to it, against the definition of what lies above.
fn on_a_grid(thresholds: usize, scores: &Array1<f64>) {
    let y = scores.mapv(|_| 1_u8);
    let auc = Auc { thresholds: Thresholds::Even(thresholds), ..Default::default() };
    let mut stream = auc.streaming();
    stream.update(&y, scores).expect("accepted");
    for (threshold, counts) in stream.state()[0].thresholds().iter().zip(stream.state()[0].all()) {
        // The lowest threshold lies below every score.
        let is_above = |score: &&f64| *score > threshold || *threshold == f64::NEG_INFINITY;
        let above = scores.iter().filter(is_above).count();
        assert_eq!(counts.true_positives.value(), Ok(above as f64), "{thresholds}: {threshold}");
    }
}

#[test]
fn scores_find_their_place_on_a_grid() {
    for thresholds in [2, 3, 7, 50, 200, 511] {
        let steps = (thresholds - 1) as f64;
        let around = |i: usize| {
            let threshold = i as f64 / steps;
            [threshold.next_down(), threshold, threshold.next_up(), threshold + 0.4999999 / steps]
        };
        let far = [f64::NEG_INFINITY, f64::MIN, -1.0, -0.0, 5e-324, 1.5, 1e17, f64::MAX];
        on_a_grid(thresholds, &(0..thresholds).flat_map(around).chain(far).collect());
    }
}

/// The same for thresholds that are rounded to the scores' type.
#[test]
fn single_scores_find_their_place_on_a_grid() {
    for thresholds in [2, 3, 200, 1 << 12] {
        let rounded = |i: usize| (i as f64 / (thresholds - 1) as f64) as f32;
        let around = |i| [rounded(i).next_down(), rounded(i), rounded(i).next_up()];
        let scores: Array1<f32> = (0..thresholds).flat_map(around).collect();
        let measure = SensitivityAtSpecificity {
            num_thresholds: thresholds,
            ..SensitivityAtSpecificity::new(0.5)
        };
        let mut stream = measure.streaming();
        stream.update(&scores.mapv(|_| 1_u8), &scores).expect("accepted");
        for (i, counts) in stream.state().all().iter().enumerate() {
            let above = scores.iter().filter(|score| **score > rounded(i)).count();
            assert_eq!(counts.true_positives.value(), Ok(above as f64), "{thresholds}: {i}");
        }
    }
}

#[test]
fn a_tally_takes_weights_only() {
    let mut tally = Tally::try_from(1.0).expect("a weight");
    for number in [-1.0, -5e-324, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(tally.add(number), Err(NotAWeight(number)));
        assert_eq!(Tally::try_from(number), Err(NotAWeight(number)));
    }
    assert!(tally.add(f64::NAN).is_err() && Tally::try_from(f64::NAN).is_err());
    assert_eq!(tally.value(), Ok(1.0));
    let zero = Tally::try_from(-0.0).expect("a weight");
    assert!(zero.is_zero() && zero.value().is_ok_and(f64::is_sign_positive));
    let message = "-1 is no weight, expected a finite number of at least 0";
    assert_eq!(NotAWeight(-1.0).to_string(), message);
}
